/** Several inspectors' documents of one visit into one. Nothing is lost, and what contradicts is settled by name. */
import type { VisitDocument } from "../judge/model/visit.ts";
import type { By } from "./reading.ts";

/** Two objects that may be one: same type and parent, near names. */
export interface Likeness {
  readonly one: string;
  readonly other: string;
  readonly names: readonly [string, string];
  readonly type: string;
  readonly parent: string;
}
/** Pairs of ids said to be the same object (the first id stays), or not. */
export interface Matching {
  readonly same: readonly (readonly [string, string])[];
  readonly different: readonly (readonly [string, string])[];
}
/** What one or more inspectors say, word for word. */
export interface Side {
  /** `有但失效`, ready to show. */
  readonly shown: string;
  readonly value: unknown;
  readonly 人?: string;
  readonly 时间?: string;
  readonly 证据?: readonly string[];
  readonly 备注?: string;
}
export interface Conflict {
  /** Stable: the same documents give the same ids. */
  readonly id: string;
  readonly kind: "answer" | "box" | "roster" | "object" | "head" | "fix" | "mainClause" | "reinspection";
  readonly object: string;
  /** The fact's key, the type of the roster, the field. */
  readonly key: string;
  readonly box?: string;
  readonly sides: readonly Side[];
}
export interface MergePlan {
  /** All that does not contradict; a contradicted answer stands there as 查不清 with both in its note. */
  readonly merged: VisitDocument;
  readonly conflicts: readonly Conflict[];
  readonly likenesses: readonly Likeness[];
}
/** Which side (by its place) counts, and who said so. */
export interface Settlement {
  readonly conflict: string;
  readonly side: number;
  readonly by: By;
}

/** Throws Refused for documents of different visits, or signed ones that differ. */
export declare function planMerge(documents: readonly VisitDocument[], matching?: Matching): MergePlan;

/** The document with conflicts settled; the others' words stay in 备注. Conflicts not settled stay open, as in the plan. */
export declare function applyMerge(
  plan: MergePlan, settlements: readonly Settlement[],
): { readonly document: VisitDocument; readonly open: readonly Conflict[] };
