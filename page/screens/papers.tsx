/** 文书: papers written from the judgement, shown, printed, stored; and the export of the answers. */
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { copyLines, type Paper, paper, type PaperKind } from "../papers/index.ts";
import { sign } from "../visit/starting.ts";
import { useVisit } from "./context.tsx";
import { Fold, Heading, RadioButtons } from "./controls.tsx";
import { ExportPart } from "./export.tsx";
import { copyText, download } from "./handing_on.ts";
import type { Session } from "./session.ts";
import { fill, GENERAL, PAPERS } from "./words.ts";

const KINDS = [["outward", PAPERS.outward], ["working", PAPERS.working], ["copy", PAPERS.copy], ["list", PAPERS.list]] as const;
type Made = { readonly paper: Paper } | { readonly text: string } | { readonly failed: string };

function made(kind: PaperKind, session: Session): Made | null {
  const { document, judgement, desk } = session;
  if (!document || !judgement) return null;
  try {
    if (desk && kind === "copy") return { text: copyLines(desk).join("\n") };
    return desk ? { paper: paper(kind, desk) } : { failed: PAPERS.notYet };
  } catch (error) {
    return { failed: fill(PAPERS.failed, { why: error instanceof Error ? error.message : String(error) }) };
  }
}

export function Papers(): JSX.Element {
  const { session, document } = useVisit();
  const [kind, setKind] = useState<PaperKind | null>(null);
  const [shown, setShown] = useState<Made | null>(null);
  useEffect(() => {
    if (kind === null) return;
    setShown(null);
    const timer = setTimeout(() => setShown(made(kind, explained(session))), 30);
    return () => clearTimeout(timer);
  }, [kind, session.judgement]);
  return (
    <div class="narrow spaced">
      <Heading>{PAPERS.heading}</Heading>
      <Fold title={<h2>{PAPERS.export}</h2>} open={kind === null} class="panel folded no-print"><ExportPart /></Fold>
      <div class="no-print"><RadioButtons label={PAPERS.heading} class="tabs" value={kind} options={KINDS} onValue={setKind} /></div>
      {document.签字 === undefined && <SignPart />}
      {kind && <p class="soft no-print">{PAPERS.notes[kind]}</p>}
      {kind && !shown && <p role="status">{PAPERS.making}</p>}
      {kind && shown && <Shown made={shown} kind={kind} />}
    </div>
  );
}

/** After signing, answers are only corrected, each with its reason. */
function SignPart(): JSX.Element {
  const { session } = useVisit();
  return (
    <Fold title={PAPERS.sign} class="folded no-print">
      <p>{PAPERS.signNote}</p>
      <button type="button" class="wide" disabled={!session.me} onClick={() => session.edit(PAPERS.sign, (before) => sign(before, session.by))}>{fill(PAPERS.signAs, { name: session.me })}</button>
    </Fold>
  );
}

/** Papers need reasons and cures: the session's judgement with all verdicts explained. */
const explained = (session: Session): Session => {
  session.explainAll();
  return session;
};

function Shown({ made: shown, kind }: { made: Made; kind: PaperKind }): JSX.Element {
  const { session, document } = useVisit();
  if ("failed" in shown) return <p class="wrong" role="alert">{shown.failed}</p>;
  const copy = async (text: string): Promise<void> => session.say((await copyText(text)) ? GENERAL.copied : PAPERS.copyByHand);
  return (
    <section class="spaced" aria-label={PAPERS[kind]}>
      <div class="row no-print">
        <button type="button" class="grow" onClick={() => print()}>{PAPERS.print}</button>
        {"text" in shown
          ? <button type="button" class="grow" onClick={() => void copy(shown.text)}>{PAPERS.copyText}</button>
          : <button type="button" class="grow" onClick={() => download(`${PAPERS[kind]}-${document.企业.名称}.html`, shown.paper.html, "text/html")}>{PAPERS.download}</button>}
      </div>
      {"text" in shown ? <pre class="paper-text">{shown.text}</pre> : <PaperView paper={shown.paper} />}
    </section>
  );
}

/** A paper in a room of its own: its style is not the page's, and nothing in it is run. */
function PaperView({ paper: { body, style } }: { paper: Paper }): JSX.Element {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!host.current) return;
    const room = host.current.shadowRoot ?? host.current.attachShadow({ mode: "open" });
    try {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(style.replace(/(^|[\s},])(?:html|body|:root)(?=[\s,{.:])/g, "$1:host"));
      room.adoptedStyleSheets = [sheet];
    } catch {
      // an older browser shows the paper without its own style; the stored file has it
    }
    const read = new DOMParser().parseFromString(body, "text/html");
    for (const script of read.querySelectorAll("script")) script.remove();
    room.replaceChildren(...read.body.childNodes);
  }, [body, style]);
  return <div ref={host} class="paper-view" />;
}
