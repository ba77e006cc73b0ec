/** What people decided: opinions that overrule a verdict until its rule or grounds change, and fixes on the spot. */
import { sign, type Words } from "../diagnostics/words.ts";
import { keyOf } from "../expr/order.ts";
import type { OpinionWritten } from "../model/visit.ts";
import type { ResolvedVisit } from "../resolve/visit.ts";
import { showDate, readDates } from "../values/dates.ts";
import type { Outcome, Overruling, Verdict } from "../verdict/verdict.ts";

/** Verdicts with the last opinion on each and its fix on the spot. `outcome` stays the machine's. */
export function withOpinions(verdicts: readonly Verdict[], visit: ResolvedVisit, words: Words): Verdict[] {
  const { 意见: opinions = [], 当场整改: fixes = [] } = visit.document;
  const opinionOn = new Map(opinions.map((each) => [keyOf(each.规则, each.对象), each] as const));
  const fixOf = new Map(fixes.map((each) => [keyOf(each.规则, each.对象), each] as const));
  return verdicts.map((verdict) => {
    const key = keyOf(verdict.rule, verdict.object ?? "");
    const [opinion, fix] = [opinionOn.get(key), fixOf.get(key)];
    const made = opinion ? overruled(verdict, opinion, words) : verdict;
    return fix ? { ...made, fix_on_spot: fix.当场整改 } : made;
  });
}

function overruled(verdict: Verdict, opinion: OpinionWritten, words: Words): Verdict {
  let lapsed: string | null = null;
  if (opinion.规则摘要 !== verdict.rule_digest) lapsed = sign(words, "lapsed", "rule");
  else if (opinion.依据摘要 !== verdict.grounds_digest) lapsed = sign(words, "lapsed", "grounds");
  const overruling: Overruling = {
    conclusion: opinion.意见,
    kind: opinion.种类,
    person: opinion.人,
    reason: opinion.理由,
    date: isoDay(opinion.日期),
    step: opinion.层级 ?? "检查人员意见",
    in_force: lapsed === null,
    lapsed_because: lapsed,
  };
  const concluded = sign(words, "conclusions", opinion.意见) as Outcome;
  return { ...verdict, overruling, effective: lapsed === null ? concluded : verdict.outcome };
}

function isoDay(written: string): string {
  try {
    const day = readDates(written).single;
    return day ? showDate(day) : written;
  } catch {
    return written;
  }
}
