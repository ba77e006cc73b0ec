/** 试一试: other answers at one object judged apart; the document is not touched. */
import type { JSX } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import type { VisitDocument } from "../judge/model/visit.ts";
import type { AnswerValue } from "../judge/model/visit.ts";
import { HITS, type Reason, type Verdict } from "../judge/verdict/verdict.ts";
import { clearAnswer, setAnswer } from "../visit/answers.ts";
import { answerOf, nameOf, typeOf } from "../visit/reading.ts";
import { AnswerInput } from "./answer_input.tsx";
import { useVisit } from "./context.tsx";
import { Told } from "./controls.tsx";
import { verdictKey, writtenId } from "./overview.ts";
import { labelOf } from "./question.tsx";
import type { Session } from "./session.ts";
import { afterPaint } from "./session.ts";
import { fill, VERDICT } from "./words.ts";

interface Place { readonly object: string; readonly key: string }

/** The places whose answers a verdict rests on or waits for: those of its own object first, and there what would clear it. */
function placesBehind(verdict: Verdict): readonly Place[] {
  const found = new Map<string, Place>();
  const add = (object: string | null, name: string | null): void => {
    if (object === null || name === null) return;
    const place = { object: writtenId(object), key: name.split("∋")[0] ?? name };
    found.set(`${place.object}|${place.key}`, place);
  };
  for (const cure of verdict.cures) for (const way of cure.alternatives) for (const change of way.changes) add(change.object, change.fact);
  for (const missing of verdict.missing.relevant) if (missing.kind === "fact") add(missing.object, missing.name);
  const pending: Reason[] = [...verdict.situations, ...verdict.refuted].map((each) => each.because);
  for (let reason = pending.pop(); reason; reason = pending.pop()) {
    add(reason.object, reason.fact);
    pending.push(...reason.parts);
  }
  const isOwn = (place: Place): boolean => place.object === writtenId(verdict.object ?? "");
  const all = [...found.values()];
  return [...all.filter(isOwn), ...all.filter((place) => !isOwn(place))];
}


/** What comes out differently, told line by line. */
function compared(before: readonly Verdict[], after: readonly Verdict[]): readonly string[] {
  const known = new Map(before.map((verdict) => [verdictKey(verdict), verdict]));
  return after.flatMap((verdict) => {
    const old = known.get(verdictKey(verdict));
    const said = { object: verdict.object_name, title: verdict.title, after: VERDICT.short[verdict.effective] ?? "" };
    if (!old) return HITS.has(verdict.effective) ? [fill(VERDICT.whatIfNew, said)] : [];
    if (old.effective === verdict.effective) return situationsCompared(old, verdict, said);
    const isNoNews = !HITS.has(old.effective) && !HITS.has(verdict.effective);
    return isNoNews ? [] : [fill(VERDICT.whatIfChange, { ...said, before: VERDICT.short[old.effective] ?? "" })];
  });
}

function situationsCompared(old: Verdict, now: Verdict, said: Readonly<Record<string, string>>): string[] {
  const [before, after] = [old, now].map((verdict) => verdict.situations.map((each) => each.name)) as [string[], string[]];
  const gone = before.filter((name) => !after.includes(name));
  const added = after.filter((name) => !before.includes(name));
  return [
    ...(gone.length ? [fill(VERDICT.whatIfLess, { ...said, names: gone.join("；") })] : []),
    ...(added.length ? [fill(VERDICT.whatIfMore, { ...said, names: added.join("；") })] : []),
  ];
}

export function WhatIf({ verdict }: { verdict: Verdict }): JSX.Element {
  const { session, document } = useVisit();
  const [tried, setTried] = useState(document);
  const [outcome, setOutcome] = useState<readonly string[] | null>(null);
  const judge = useMemo(() => session.trial(), [session]);
  const places = useMemo(() => placesBehind(verdict), [verdict.rule, verdict.object]);
  const change = (place: Place, value: AnswerValue | undefined): void =>
    setTried((before: VisitDocument) => {
      const open = { ...before };
      delete (open as { 签字?: string }).签字;
      return value === undefined ? clearAnswer(open, place, session.by) : setAnswer(open, place, value, session.by);
    });
  useEffect(() => {
    if (tried === document) return setOutcome(null);
    let isWanted = true;
    afterPaint(() => {
      const after = judge.update(tried).judgement;
      if (isWanted && after) setOutcome(compared(session.judgement?.verdicts ?? [], after.verdicts));
    });
    return () => void (isWanted = false);
  }, [tried, document]);
  return (
    <section class="panel spaced">
      <h2>{VERDICT.whatIf}</h2>
      <p class="soft">{VERDICT.whatIfNote}</p>
      {places.map((place) => <TrialQuestion key={`${place.object}|${place.key}`} session={session} document={tried} place={place} onValue={(value) => change(place, value)} />)}
      <Told>
        {outcome && (
          <>
            <h3>{VERDICT.whatIfResult}</h3>
            {outcome.length ? <ul class="help-lines">{outcome.map((line) => <li key={line}>{line}</li>)}</ul> : <p>{VERDICT.whatIfSame}</p>}
          </>
        )}
      </Told>
      {tried !== document && <button type="button" onClick={() => setTried(document)}>{VERDICT.whatIfReset}</button>}
    </section>
  );
}

interface TrialProps { readonly session: Session; readonly document: VisitDocument; readonly place: Place; readonly onValue: (value: AnswerValue | undefined) => void }
function TrialQuestion({ session, document, place, onValue }: TrialProps): JSX.Element | null {
  const question = session.questionnaire.get(typeOf(document, place.object) ?? "")?.find((each) => each.key === place.key);
  if (!question) return null;
  const label = labelOf(session.library, question);
  return (
    <div class="trial">
      <p class="strong" aria-hidden="true">{label} <span class="soft small">{nameOf(document, place.object)}</span></p>
      <AnswerInput fact={question.fact} record={answerOf(document, place)} label={label} onValue={onValue} />
    </div>
  );
}
