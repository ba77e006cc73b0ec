/** The interface of calculators, and their register: named calculators for derived facts that no expression can say. */
import type { Node, World } from "../world.ts";
import { level, ratioSum } from "./gb18218.ts";
import { beta, threshold } from "./gb18218Tables.ts";
import type { Calculation } from "./result.ts";

export type Calculator = (world: World, node: Node) => Calculation;

/** A calculator with the standard it implements. */
export interface Registered {
  readonly run: Calculator;
  readonly source: string;
}

const CALCULATORS: ReadonlyMap<string, Registered> = new Map([
  ["gb18218.S", { run: ratioSum, source: "GB 18218-2018 4.2.1" }],
  ["gb18218.级别", { run: level, source: "GB 18218-2018 4.3" }],
  ["gb18218.临界量", { run: threshold, source: "GB 18218-2018 4.1.2" }],
  ["gb18218.β", { run: beta, source: "GB 18218-2018 4.3.2" }],
]);

/** The calculator of a name that vocabulary files use. Throws RangeError if there is none. */
export function calculatorOf(name: string): Registered {
  const found = CALCULATORS.get(name);
  if (!found) throw new RangeError(name);
  return found;
}
