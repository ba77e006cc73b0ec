/** What a calculator returns. */
import type { Knowledge } from "../../values/knowledge.ts";
import type { Item } from "../world.ts";

/** A sound range of the derived fact, the figures behind it in one line, and the open things that could narrow it. */
export interface Calculation {
  readonly known: Knowledge;
  readonly figures: string;
  readonly openInputs: readonly Item[];
}

export const calculation = (known: Knowledge, figures: string, openInputs: readonly Item[] = []): Calculation => ({
  known,
  figures,
  openInputs,
});
