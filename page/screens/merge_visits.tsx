/** Two documents of one visit into one: near names proposed, contradictions shown and settled by whoever does it. */
import type { JSX } from "preact";
import { useMemo, useState } from "preact/hooks";
import type { VisitDocument } from "../judge/model/visit.ts";
import { applyMerge, type Conflict, type Likeness, type Matching, type MergePlan, planMerge, type Side } from "../visit/merging.ts";
import { nameOf } from "../visit/reading.ts";
import { Refused } from "../visit/refusal.ts";
import { shownTime } from "../visit/showing.ts";
import { useSession } from "./context.tsx";
import { Check, RadioButtons } from "./controls.tsx";
import { fill, GENERAL, START } from "./words.ts";

interface Props { readonly ours: VisitDocument; readonly theirs: VisitDocument; readonly onMerged: (document: VisitDocument) => void }
type Planned = { readonly plan: MergePlan } | { readonly refused: string };

function planned(ours: VisitDocument, theirs: VisitDocument, matching: Matching): Planned {
  try {
    return { plan: planMerge([ours, theirs], matching) };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { refused: error.message };
  }
}

export function MergePart({ ours, theirs, onMerged }: Props): JSX.Element {
  const session = useSession();
  const [same, setSame] = useState<readonly Likeness[]>([]);
  const [sides, setSides] = useState<ReadonlyMap<string, number>>(new Map());
  const likenesses = useMemo(() => {
    const first = planned(ours, theirs, { same: [], different: [] });
    return "plan" in first ? first.plan.likenesses : [];
  }, [ours, theirs]);
  const result = useMemo(() => planned(ours, theirs, { same: same.map(({ one, other }) => [one, other] as const), different: [] }), [ours, theirs, same]);
  if ("refused" in result) return <p class="wrong" role="alert">{result.refused}</p>;
  const { plan } = result;
  const finish = (): void => {
    const settlements = [...sides].map(([conflict, side]) => ({ conflict, side, by: session.by }));
    onMerged(applyMerge(plan, settlements).document);
  };
  return (
    <section class="stack">
      <h3>{START.mergeHeading}</h3>
      {likenesses.length > 0 && <p class="label">{START.nearNames}</p>}
      {likenesses.map((likeness) => (
        <Check key={`${likeness.one}|${likeness.other}`} label={fill(START.nearSame, { left: likeness.names[0], right: likeness.names[1] })}
          checked={same.includes(likeness)} onChecked={(is) => setSame(is ? [...same, likeness] : same.filter((each) => each !== likeness))} />
      ))}
      {plan.conflicts.length > 0 && <p class="label">{fill(START.conflicts, { count: plan.conflicts.length })}</p>}
      {plan.conflicts.map((conflict) => (
        <ConflictPart key={conflict.id} conflict={conflict} document={plan.merged} side={sides.get(conflict.id)}
          onSide={(side) => setSides(new Map([...sides, [conflict.id, side]]))} />
      ))}
      <button type="button" class="primary" onClick={finish}>{START.finishMerge}</button>
    </section>
  );
}

interface ConflictProps { readonly conflict: Conflict; readonly document: VisitDocument; readonly side: number | undefined; readonly onSide: (side: number) => void }
function ConflictPart({ conflict, document, side, onSide }: ConflictProps): JSX.Element {
  const fact = [conflict.key, conflict.box].filter(Boolean).join("∋");
  const label = fill(START.conflictOf, { object: nameOf(document, conflict.object), fact });
  return (
    <RadioButtons label={label} shown class="choices long" value={side === undefined ? null : String(side)}
      options={conflict.sides.map((one, n) => [String(n), sideText(one)])} onValue={(chosen) => onSide(Number(chosen))} />
  );
}
const sideText = (side: Side): string =>
  [side.shown, side.人 && fill(GENERAL.by, { person: side.人, time: shownTime(side.时间) }), side.备注].filter(Boolean).join("　");
