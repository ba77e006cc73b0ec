/** What law each hazard breaks and under what law it is handled, as far as its standard's 处理对照 knows. */
import { keyOf } from "../expr/order.ts";
import { leavesOf } from "../explain/reasons.ts";
import { FAILED, type Library, type Standard } from "../model/library.ts";
import { isWithin } from "../model/lookups.ts";
import type { ResolvedVisit } from "../resolve/visit.ts";
import { isInterval } from "../values/knowledge.ts";
import { type HandledBy, HITS, type Verdict } from "../verdict/verdict.ts";

/** Verdicts that are, lean towards or by an opinion count as a hazard, with all candidates; who inspects chooses. */
export function withHandling(verdicts: readonly Verdict[], visit: ResolvedVisit, library: Library): Verdict[] {
  const failed = new Set<string>();
  for (const { object, key, known } of visit.answers) {
    if (known && !isInterval(known) && known.has(FAILED)) failed.add(keyOf(object, key));
  }
  return verdicts.map((verdict) => {
    const isHazard = verdict.effective === "major" || verdict.effective === "ordinary";
    if (!HITS.has(verdict.outcome) && verdict.lean === null && !isHazard) return verdict;
    const standard = library.standards.get(verdict.standard) as Standard;
    return { ...verdict, handling: candidates(standard, verdict.clause, restsOnFailure(verdict, failed)) };
  });
}

function restsOnFailure(verdict: Verdict, failed: ReadonlySet<string>): boolean {
  for (const { because } of verdict.situations) {
    for (const leaf of leavesOf(because)) if (failed.has(keyOf(leaf.object ?? "", leaf.fact ?? ""))) return true;
  }
  return false;
}

/** All that a standard knows for one of its clauses. */
export function candidates(standard: Standard, ref: string, isFailure = false): HandledBy[] {
  return standard.handling
    .filter((known) => !known.clauses.length || known.clauses.some((part) => isWithin(ref, part)))
    .filter((known) => isFailure || !known.byFailure)
    .map((known) => ({
      violated: known.violated,
      handled_under: known.handledUnder,
      by_failure: known.byFailure,
      confidence: known.confidence,
      text: known.text,
      note: known.note,
    }));
}

/** Whether what is cited is itself the provision under which the thing is handled. */
export const isPenalty = (cited: string | null, known: readonly HandledBy[]): boolean =>
  known.length > 0 && known.every((one) => one.handled_under === cited);
