/** All answers of a visit as knowledge: facts named, values read, corrections applied. */
import type { Knowledge } from "../values/knowledge.ts";

/** One answer at one object; `known` is null where there is only a reason for none. */
export interface Answer {
  readonly object: string;
  readonly key: string;
  readonly known: Knowledge | null;
  readonly noneBecause: string | null;
  readonly declared: boolean;
  readonly sampled: readonly [number, number] | null;
  readonly note: string | null;
  readonly evidence: readonly string[];
  readonly by: string | null;
  readonly at: string | null;
  readonly bulk: boolean;
  readonly carriedOver: string | null;
}
