/** The questions still to be asked on a visit: each of one object (or roster), with why it is asked and what it settles. */
import type { Fact } from "../judge/model/library.ts";

export type Method = "看" | "问" | "文件" | "测";
/** Ways to find out, from the quickest: look, ask, see papers, measure. */
export const METHODS: readonly Method[] = ["看", "问", "文件", "测"];
export const PAPER: Method = "文件";

/** One question that can still change an outcome. */
export interface OpenQuestion {
  /** A roster: whether all things of a kind are listed. */
  readonly kind: "fact" | "roster";
  readonly object: string;
  /** Key of the answer (`名称` or `名称@标准/条款`); the type of a roster; 日期 for the day of an event. */
  readonly key: string;
  /** Null for a roster and for the day of an event. */
  readonly fact: Fact | null;
  readonly text: string;
  /** Of a multiple choice: the options that still matter. */
  readonly boxes: readonly string[];
  readonly method: Method;
  /** Names of papers that tell it. */
  readonly papers: readonly string[];
  /** Ids of the rules it bears on. */
  readonly rules: readonly string[];
  /** Of these, the rules that this answer alone may settle for some object. */
  readonly settles: readonly string[];
  /** Whether it decides if some of the rules apply at all. */
  readonly decidesScope: boolean;
  /** Whether it bears on a major hazard. */
  readonly isDeadly: boolean;
  /** Seconds, where one stands. */
  readonly cost: number;
  /** Seconds of further asking it is expected to save, the graver rules counting more. */
  readonly gain: number;
  /** Why there is none though it was asked. */
  readonly noAnswer: string | null;
}

/** What tells a question from others. */
export const placeOf = (question: OpenQuestion): string =>
  `${question.kind}\0${question.object}\0${question.key}`;
