/** What an inspector saw and wrote down freely (见什么记什么): findings of a person's own, which no rule judged. */
import type { HandledBy } from "../verdict/verdict.ts";

/** One finding of an inspector's own, with the field names of the JSON output. */
export interface Observation {
  readonly text: string;
  readonly place: string | null;
  readonly object: string | null;
  readonly object_name: string | null;
  readonly photos: readonly string[];
  readonly by: string | null;
  /** Never `major`, which only a rule says. */
  readonly level: "ordinary" | "undetermined";
  /** As written: free text, a clause or a rule. */
  readonly basis: string | null;
  /** The basis as it is cited in full; null where there is none, or it is of the editors' own making. */
  readonly cite: string | null;
  readonly is_editorial: boolean;
  readonly handling: readonly HandledBy[];
  readonly is_penalty: boolean;
  readonly rectification: string | null;
}
