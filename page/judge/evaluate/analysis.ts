/** What an exact look at a formula finds. */
import { type Knowledge, knowledgeKey } from "../values/knowledge.ts";
import type { Truth } from "../values/truth.ts";
import type { Cell } from "./cells.ts";
import type { Item } from "./world.ts";

/** What can be said of an open roster. */
export const [COMPLETE, MORE] = ["complete", "more"] as const;

/** One open thing, and the values of it (or the reading's option, or what is said of the roster) that help to settle. */
export interface Choice {
  readonly item: Item;
  readonly values: Cell;
  readonly option: string | null;
}

/** The exact truth; the open things that can still matter; the fewest that could make it true, and false. */
export interface Analysis {
  readonly truth: Truth;
  readonly relevant: readonly Item[];
  readonly toTrue: readonly Choice[] | null;
  readonly toFalse: readonly Choice[] | null;
  readonly isExact: boolean;
  /** How many answers the two choices ask for. */
  readonly costs: readonly [number, number];
}

export const choice = (item: Item, values: readonly Knowledge[] = [], option: string | null = null): Choice => ({
  item,
  values,
  option,
});

export function analysis(truth: Truth, rest: Partial<Omit<Analysis, "truth">> = {}): Analysis {
  return { truth, relevant: [], toTrue: null, toFalse: null, isExact: true, costs: [0, 0], ...rest };
}

/** The choices, of equal ones only the first. */
export function distinctChoices(choices: readonly Choice[]): readonly Choice[] {
  if (choices.length < 2) return choices;
  const found = new Map<string, Choice>();
  for (const each of choices) {
    const key = `${each.item.number}:${each.option}:${each.values.map(knowledgeKey).join(";")}`;
    if (!found.has(key)) found.set(key, each);
  }
  return [...found.values()];
}
