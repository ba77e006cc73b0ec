/** 结论: hazards by gravity, what is still open and most worth asking, and what was not judged. */
import type { JSX } from "preact";
import { useMemo, useState } from "preact/hooks";
import type { Outcome, Verdict } from "../judge/verdict/verdict.ts";
import { hrefOf, useVisit } from "./context.tsx";
import { Heading } from "./controls.tsx";
import { verdictKey } from "./overview.ts";
import { QuestionList } from "./question_list.tsx";
import { fill, RESULTS, SEE, VERDICT } from "./words.ts";
import { VerdictLink } from "./verdict_strip.tsx";

const FIRST_ASKS = 8;
const MOST_LISTED = 200;

export function Results(): JSX.Element {
  const { session, document } = useVisit();
  const verdicts = session.judgement?.verdicts ?? [];
  const groups = useMemo(() => grouped(verdicts), [verdicts]);
  const seen = document.见闻 ?? [];
  if (!session.judgement) return <div class="narrow"><Heading>{RESULTS.heading}</Heading><p>{VERDICT.computing}</p></div>;
  return (
    <div class="narrow spaced">
      <Heading>{RESULTS.heading}</Heading>
      <Part title={RESULTS.major} verdicts={groups.major} empty={groups.leaning.length ? "" : RESULTS.noneYet} />
      {groups.leaning.length > 0 && <Part title={RESULTS.leaning} verdicts={groups.leaning} />}
      {groups.suspected.length > 0 && <Part title={RESULTS.suspected} verdicts={groups.suspected} />}
      {groups.ordinary.length > 0 && <Part title={RESULTS.ordinary} verdicts={groups.ordinary} />}
      {seen.length > 0 && (
        <section class="spaced">
          <h2>{fill(RESULTS.observations, { count: seen.length })}</h2>
          {seen.map((each, number) => (
            <a key={number} class="verdict ordinary" href={hrefOf("see")}>
              <span class="tag ordinary">{SEE.level[each.等级 ?? "待定"]}</span> {each.所见} <span class="cite">{[each.位置, each.依据].filter(Boolean).join("　")}</span>
            </a>
          ))}
        </section>
      )}
      <OpenQuestions />
      {groups.elements.length > 0 && <FoldedPart title={RESULTS.elements} verdicts={groups.elements} />}
      <FoldedPart title={RESULTS.open} verdicts={groups.open} />
      <FoldedPart title={RESULTS.notExamined} verdicts={groups.unseen} />
      <FoldedPart title={RESULTS.clear} verdicts={groups.clear} />
      <FoldedPart title={RESULTS.notApplicable} verdicts={groups.away} />
      <ScopePart />
    </div>
  );
}

type Group = "major" | "leaning" | "suspected" | "ordinary" | "elements" | "open" | "unseen" | "clear" | "away";
const GROUPS: Readonly<Record<Outcome, Group>> = {
  major: "major", ordinary: "ordinary", element: "elements", suspected: "suspected",
  undetermined: "open", not_examined: "unseen", clear: "clear", not_applicable: "away",
};
function grouped(verdicts: readonly Verdict[]): Record<Group, Verdict[]> {
  const found: Record<Group, Verdict[]> = { major: [], leaning: [], suspected: [], ordinary: [], elements: [], open: [], unseen: [], clear: [], away: [] };
  for (const verdict of verdicts) found[verdict.lean && verdict.effective === "undetermined" ? "leaning" : GROUPS[verdict.effective]].push(verdict);
  return found;
}

function Part({ title, verdicts, empty }: { title: string; verdicts: readonly Verdict[]; empty?: string }): JSX.Element {
  return (
    <section class="spaced">
      <h2>{fill(title, { count: verdicts.length })}</h2>
      <div>{verdicts.map((verdict) => <VerdictLink key={verdictKey(verdict)} verdict={verdict} withObject />)}</div>
      {!verdicts.length && empty && <p class="soft">{empty}</p>}
    </section>
  );
}

/** Long lists are drawn only when they are opened. */
function FoldedPart({ title, verdicts }: { title: string; verdicts: readonly Verdict[] }): JSX.Element | null {
  const [isOpen, setOpen] = useState(false);
  if (!verdicts.length) return null;
  return (
    <details class="folded" open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary><h2>{fill(title, { count: verdicts.length })}</h2></summary>
      {isOpen && verdicts.slice(0, MOST_LISTED).map((verdict) => <VerdictLink key={verdictKey(verdict)} verdict={verdict} withObject />)}
      {isOpen && verdicts.length > MOST_LISTED && <p class="soft">…</p>}
    </details>
  );
}

/** What is still to be asked, the most valuable first. */
function OpenQuestions(): JSX.Element | null {
  const { session } = useVisit();
  const [showsAll, setShowsAll] = useState(false);
  const questions = useMemo(() => {
    const all = (session.interview(null)?.cards ?? []).flatMap((card) => card.questions);
    return [...all].sort((a, b) => Number(a.noAnswer !== null) - Number(b.noAnswer !== null) || b.gain / b.cost - a.gain / a.cost);
  }, [session.judgement]);
  if (!questions.length) return null;
  return (
    <section class="panel spaced">
      <h2>{RESULTS.openQuestions}</h2>
      <a class="button primary wide" href={hrefOf("minutes")}>{RESULTS.fewMinutes}：{RESULTS.fewMinutesShort}</a>
      <QuestionList questions={showsAll ? questions.slice(0, MOST_LISTED) : questions.slice(0, FIRST_ASKS)} />
      {!showsAll && questions.length > FIRST_ASKS && <button type="button" class="wide" onClick={() => setShowsAll(true)}>{fill(RESULTS.showAll, { count: questions.length })}</button>}
    </section>
  );
}

function ScopePart(): JSX.Element | null {
  const { session, document } = useVisit();
  const scope = session.judgement?.scope;
  if (!scope) return null;
  return (
    <section class="panel spaced">
      <h2>{RESULTS.scope}</h2>
      <p>{scope.areas.length ? fill(RESULTS.areas, { names: scope.areas.join("、") }) : RESULTS.allAreas}</p>
      <h3>{RESULTS.inScope}</h3>
      <ul class="help-lines">{scope.standards.map((one) => <li key={one.id}>{fill(RESULTS.standard, { title: one.title, number: one.number })}{(scope.notEncoded.get(one.id) ?? 0) > 0 && <span class="wrong"> {fill(RESULTS.notEncoded, { count: scope.notEncoded.get(one.id) ?? 0 })}</span>}</li>)}</ul>
      {scope.notInForce.length > 0 && <><h3>{RESULTS.outOfScope}</h3><ul class="help-lines">{scope.notInForce.map((one) => <li key={one.id}>{one.title}</li>)}</ul></>}
      <p class="soft">{document.范围?.说明}</p>
      <p class="soft">{RESULTS.notJudged}</p>
    </section>
  );
}
