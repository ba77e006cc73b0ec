/** How a fact is found out: help with the origin of each sentence, evidence to take, drawings. */
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { Drawing, Fact } from "../judge/model/library.ts";
import { CARD, fill, GENERAL } from "./words.ts";

export function HelpPart({ fact, drawings }: { fact: Fact; drawings: readonly Drawing[] }): JSX.Element {
  const isEmpty = !fact.help.length && !fact.evidence.length && !drawings.length;
  return (
    <div class="aside">
      {isEmpty && <p>{CARD.noHelp}</p>}
      <ul class="help-lines">
        {fact.help.map((line) => (
          <li key={line.kind + line.text}>
            <span class="kind">{line.kind}</span>{line.text}
            {line.origin && <span class="soft small">{fill(CARD.origin, { origin: line.origin })}</span>}
          </li>
        ))}
        {fact.evidence.length > 0 && <li><span class="kind">{CARD.evidence}</span>{fact.evidence.join(GENERAL.and)}</li>}
      </ul>
      {drawings.map((drawing) => <Figure key={drawing.file} drawing={drawing} />)}
    </div>
  );
}

/** A drawing of the library, read as an image document and put in; no text that anybody typed gets here. */
export function Figure({ drawing }: { drawing: Drawing }): JSX.Element {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const read = new DOMParser().parseFromString(drawing.svg, "image/svg+xml").documentElement;
    if (read.nodeName !== "svg") return;
    read.setAttribute("role", "img");
    read.setAttribute("aria-label", drawing.name);
    place.current?.replaceChildren(document.importNode(read, true));
  }, [drawing]);
  return (
    <figure class="drawing">
      <div ref={place} />
      <figcaption><span class="strong">{drawing.name}</span> <span class="soft">{drawing.note}</span></figcaption>
    </figure>
  );
}
