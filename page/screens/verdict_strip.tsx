/** The verdicts on one object, hazards first, each with its situation and a way to its details. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { HITS, type Verdict } from "../judge/verdict/verdict.ts";
import { hrefOf, useVisit } from "./context.tsx";
import { byGravity, countOf, verdictKey } from "./overview.ts";
import { fill, VERDICT } from "./words.ts";

/** One verdict as a link to its details. */
export function VerdictLink({ verdict, withObject }: { verdict: Verdict; withObject?: boolean }): JSX.Element {
  const isProvisional = verdict.standing === "unconfirmed" || verdict.standing === "text_incomplete";
  const situations = verdict.situations.map((each) => each.name).join("；");
  return (
    <a class={`verdict ${verdict.lean ? "leaning" : verdict.effective}`} href={hrefOf("verdict", verdictKey(verdict))}>
      <span class="row">
        <span class={`tag ${tagOf(verdict)}`}>{VERDICT.short[verdict.effective]}</span>
        {withObject && <span class="soft">{verdict.object_name}</span>}
      </span>
      <span class="title">{situations || verdict.title}</span>
      {verdict.lean && <span class="wrong">{VERDICT.lean}</span>}
      <span class="cite">{isProvisional && HITS.has(verdict.effective) ? fill(VERDICT.provisional, { cite: verdict.cite }) : verdict.cite}</span>
      {verdict.standing !== "firm" && !isProvisional && <span class="cite">{VERDICT.standings[verdict.standing]}</span>}
      {verdict.fix_on_spot && <span class="cite">{fill(VERDICT.fixDone, { what: verdict.fix_on_spot })}</span>}
    </a>
  );
}

export function tagOf(verdict: Verdict): string {
  if (verdict.effective === "undetermined" || verdict.effective === "not_examined") return "open";
  return verdict.effective === "not_applicable" || verdict.effective === "element" ? "" : verdict.effective;
}

/** What is worth showing beside the questions: hazards, leaning and suspected ones. */
export const hitsOf = (verdicts: readonly Verdict[]): readonly Verdict[] =>
  byGravity(verdicts.filter((verdict) => verdict.lean !== null || (HITS.has(verdict.effective) && verdict.effective !== "element")));

export function VerdictList({ id }: { id: string }): JSX.Element {
  const { session } = useVisit();
  const verdicts = session.overview.byObject.get(id) ?? [];
  const hits = hitsOf(verdicts);
  const rest = byGravity(verdicts.filter((verdict) => !hits.includes(verdict) && verdict.effective !== "not_applicable"));
  return (
    <div class="list">
      {hits.map((verdict) => <VerdictLink key={verdictKey(verdict)} verdict={verdict} />)}
      {!hits.length && <p class="soft">{VERDICT.stripEmpty}</p>}
      {rest.length > 0 && (
        <details>
          <summary>{countsText(rest)}</summary>
          {rest.map((verdict) => <VerdictLink key={verdictKey(verdict)} verdict={verdict} />)}
        </details>
      )}
    </div>
  );
}

function countsText(verdicts: readonly Verdict[]): string {
  const outcomes = [...new Set(verdicts.map((verdict) => verdict.effective))];
  return outcomes.map((outcome) => `${VERDICT.short[outcome]} ${countOf(verdicts, outcome)}`).join("　");
}

/** The same as a drawer at the foot of the screen on a phone. */
export function VerdictStrip({ id }: { id: string }): JSX.Element {
  const { session } = useVisit();
  const [isOpen, setOpen] = useState(false);
  const hits = hitsOf(session.overview.byObject.get(id) ?? []);
  const major = hits.filter((verdict) => verdict.effective === "major").length;
  return (
    <details class={major ? "strip has-major" : "strip"} open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <span role="status" aria-live="polite" class="row">
          {VERDICT.strip}
          {hits.length ? hits.slice(0, 3).map((verdict) => <span key={verdictKey(verdict)} class={`tag ${verdict.lean ? "suspected" : tagOf(verdict)}`}>{VERDICT.short[verdict.effective]}</span>) : <span class="soft">{VERDICT.stripEmpty}</span>}
          {hits.length > 3 && <span>+{hits.length - 3}</span>}
        </span>
      </summary>
      {isOpen && <VerdictList id={id} />}
    </details>
  );
}
