/** How far the visit is, told in rules settled; and what must not be left. */
import type { Verdict } from "../judge/verdict/verdict.ts";

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
export declare function progressOf(verdicts: readonly Verdict[], rules: readonly string[]): Progress;

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
export declare function notToBeLeft(questions: readonly RankedQuestion[], minutes: number): readonly RankedQuestion[];
