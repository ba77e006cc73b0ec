/** Why a verdict is as it is, in plain words, and what would clear it. */
import type { JSX } from "preact";
import type { Desk } from "../papers/index.ts";
import { plainWording } from "../papers/plain.ts";
import { cureLines, leavingLines, reasonLines, wordingOf } from "../papers/reasons.ts";
import type { Reason, SituationFound, Verdict } from "../judge/verdict/verdict.ts";
import { useVisit } from "./context.tsx";
import { Fold } from "./controls.tsx";
import { fill, VERDICT } from "./words.ts";

export function WhyPart({ verdict }: { verdict: Verdict }): JSX.Element {
  const { session } = useVisit();
  const desk = session.desk;
  if (verdict.situations.length) {
    return (
      <>
        <h2>{VERDICT.why}</h2>
        {verdict.situations.map((situation) => (
          <Situation key={situation.name} situation={situation} verdict={verdict} desk={desk} title={fill(VERDICT.situation, { name: situation.name })} />
        ))}
      </>
    );
  }
  return (
    <>
      <h2>{verdict.refuted.length ? VERDICT.whyClear : VERDICT.why}</h2>
      {verdict.refuted.map((situation) => (
        <Situation key={situation.name} situation={situation} verdict={verdict} desk={desk} title={fill(VERDICT.notHeld, { name: situation.name })} />
      ))}
      {!verdict.refuted.length && <p>{verdict.lean ? VERDICT.lean : VERDICT.outcomes[verdict.effective]}</p>}
    </>
  );
}

interface Props { readonly situation: SituationFound; readonly verdict: Verdict; readonly desk: Desk | null; readonly title: string }
function Situation({ situation, verdict, desk, title }: Props): JSX.Element {
  const lines = desk ? reasonLines(situation.because, plainWording(desk, verdict.standard, verdict.object)) : leafTexts(situation.because);
  return (
    <div class="why">
      <h3>{title}</h3>
      <ul>{lines.map((line) => <li key={line}>{line}</li>)}</ul>
      {situation.cites.length > 1 && <p class="soft small">{situation.cites.join("、")}</p>}
    </div>
  );
}
const leafTexts = (reason: Reason): string[] => (reason.parts.length ? reason.parts.flatMap(leafTexts) : [reason.text]);

export function CurePart({ verdict }: { verdict: Verdict }): JSX.Element | null {
  const { session } = useVisit();
  const desk = session.desk;
  if (!desk) return null;
  const wording = wordingOf(desk, verdict.standard, verdict.object);
  const leaving = leavingLines(verdict.cures, wording);
  return (
    <Fold title={VERDICT.cure} class="panel folded">
      <div class="why">
        <ul>{cureLines(verdict.cures, wording).map((line) => <li key={line}>{line}</li>)}</ul>
        {leaving.length > 0 && (
          <>
            <h3>{VERDICT.cureLeaves}</h3>
            <ul>{leaving.map((line) => <li key={line}>{line}</li>)}</ul>
          </>
        )}
      </div>
    </Fold>
  );
}
