/** Judging a visit: which versions and rules judge which objects, what comes out, and what people made of it. */
export type { VisitProblem } from "../diagnostics/problems.ts";
export type { Words, Words as Messages } from "../diagnostics/words.ts";
export type { Answer } from "../resolve/given.ts";
export type { ObjectInstance } from "../resolve/objects.ts";
export type { ResolvedVisit, Scope } from "../resolve/visit.ts";
export { Compiled } from "./compiled.ts";
export { judge, type Judgement, type ScopeUsed, type Summary } from "./judgement.ts";
export { LiveJudgement } from "./live.ts";
export type { Observation } from "./observations.ts";
export { resolveVisit } from "./reading.ts";
