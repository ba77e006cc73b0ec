/** What it costs, in seconds, to find something out; as checklists/asking/costs.py. Estimates that decide the order and nothing else. */
import type { Fact } from "../judge/model/library.ts";

export type Method = "看" | "问" | "文件" | "测";
/** Ways to find out, from the quickest: look, ask, see papers, measure. */
export const METHODS: readonly Method[] = ["看", "问", "文件", "测"];

export const COSTS = { tap: 2, look: 5, ask: 10, read: 8, fetch: 60, measure: 120, roster: 6, walk: 60, box: 1 } as const;
const FINDING_OUT: Readonly<Record<Method, number>> = {
  看: COSTS.look, 问: COSTS.ask, 文件: COSTS.read + COSTS.fetch / 4, 测: COSTS.measure,
};

/** The quickest of the ways in which a fact is found out; 问 where its help names none. */
export function methodOf(fact: Fact): Method {
  const named = new Set(fact.help.map((line) => line.kind));
  return METHODS.find((method) => named.has(`查法（${method}）`)) ?? "问";
}

/** To find out a fact (null: the day of an event) where one stands, the paper being fetched for several. */
export const costOf = (fact: Fact | null): number => COSTS.tap + FINDING_OUT[fact ? methodOf(fact) : "文件"];
