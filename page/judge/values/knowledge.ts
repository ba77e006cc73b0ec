/** What is known of a fact: a set of possible choices, or an interval of possible numbers (or days). */
import type { Interval } from "./number.ts";

export type Choices = ReadonlySet<string>;
export type Knowledge = Choices | Interval;
