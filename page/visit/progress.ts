/** How far the visit is, told in rules settled; and what must not be left. */
import { OPEN, type Outcome, type Verdict } from "../judge/verdict/verdict.ts";

export interface Progress {
  /** Rules in scope of which no verdict is open. */
  readonly settled: number;
  readonly all: number;
  readonly major: number;
  readonly suspected: number;
  readonly ordinary: number;
  /** Open, but a hazard unless an exemption holds. */
  readonly leaning: number;
  /** Verdicts still undetermined; those of unlisted objects apart. */
  readonly undetermined: number;
  readonly notExamined: number;
}

/** `rules` are the ids of all rules in scope; one without a verdict (nothing of its kind can be there) is settled. */
export function progressOf(verdicts: readonly Verdict[], rules: readonly string[]): Progress {
  const open = new Set(verdicts.filter((verdict) => OPEN.has(verdict.effective)).map((verdict) => verdict.rule));
  const count = (outcome: Outcome): number => verdicts.filter((verdict) => verdict.effective === outcome).length;
  return {
    settled: rules.filter((rule) => !open.has(rule)).length,
    all: rules.length,
    major: count("major"),
    suspected: count("suspected"),
    ordinary: count("ordinary"),
    leaning: verdicts.filter((verdict) => verdict.lean !== null && OPEN.has(verdict.effective)).length,
    undetermined: count("undetermined"),
    notExamined: count("not_examined"),
  };
}

/** A question in the order of the day, as page/asking ranks them. */
export interface RankedQuestion {
  readonly object: string;
  readonly key: string;
  readonly seconds: number;
  readonly settles: number;
  readonly isDeadly: boolean;
  readonly method: "看" | "问" | "文件" | "测";
}
/** What must not be left in the minutes that remain: deadly ones first, then what settles most for its time. */
export function notToBeLeft(questions: readonly RankedQuestion[], minutes: number): readonly RankedQuestion[] {
  const worth = (question: RankedQuestion): number => question.settles / Math.max(question.seconds, 1);
  const ordered = [...questions].sort(
    (a, b) => Number(b.isDeadly) - Number(a.isDeadly) || worth(b) - worth(a) || a.seconds - b.seconds,
  );
  let left = minutes * 60;
  return ordered.filter((question) => {
    const fits = question.seconds <= left;
    if (fits) left -= question.seconds;
    return fits;
  });
}
