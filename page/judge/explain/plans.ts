/** Plans: what each changed answer must come to lie in; put together, told apart, compared. */
import { common } from "../evaluate/build.ts";
import { compareItems, type Item } from "../evaluate/world.ts";
import { isSameKnowledge, type Knowledge, knowledgeKey } from "../values/knowledge.ts";

/** By the item of the answer. */
export type Plan = ReadonlyMap<Item, Knowledge>;

export const MAX_PLANS = 48;
const MAX_COMBINATIONS = 12;
export const NOTHING_TO_DO: Plan = new Map();

const keys = new WeakMap<Plan, string>();

/** For use as a key: equal exactly for equal plans. */
function planKey(plan: Plan): string {
  let key = keys.get(plan);
  if (key === undefined) {
    key = [...plan].map(([item, values]) => `${item.number}=${knowledgeKey(values)}`).sort().join(";");
    keys.set(plan, key);
  }
  return key;
}

export const isSamePlan = (first: Plan, second: Plan): boolean => planKey(first) === planKey(second);

/** All plans at once; null if two of them contradict each other. */
export function merged(plans: readonly Plan[]): Plan | null {
  const whole = new Map<Item, Knowledge>();
  for (const plan of plans) {
    for (const [place, values] of plan) {
      const before = whole.get(place);
      const shared = before === undefined ? values : common(before, values);
      if (shared === null) return null;
      whole.set(place, shared);
    }
  }
  return whole;
}

/** One of each, together. */
export function product(ways: readonly (readonly Plan[])[]): Plan[] {
  let result: Plan[] = [NOTHING_TO_DO];
  for (const options of ways) {
    const pairs = result.flatMap((plan) => options.map((option) => merged([plan, option])));
    result = distinct(pairs.filter((plan): plan is Plan => plan !== null)).slice(0, MAX_PLANS);
  }
  return result;
}

/** Any of them. */
export const union = (ways: readonly (readonly Plan[])[]): Plan[] => distinct(ways.flat());

/** Plans that end (or bring about) parts whose weights add up to what is needed. */
export function some(weighted: readonly (readonly [readonly Plan[], number])[], needed: number): Plan[] {
  if (needed <= 0) return [NOTHING_TO_DO];
  const useful = weighted.filter(([options]) => options.length > 1 || (options[0]?.size ?? 0) > 0);
  for (let size = 1; size <= useful.length; size++) {
    const found: Plan[] = [];
    let left = MAX_COMBINATIONS;
    for (const chosen of combinations(useful, size)) {
      if (left-- === 0) break;
      if (chosen.reduce((sum, [, weight]) => sum + weight, 0) < needed) continue;
      found.push(...product(chosen.map(([options]) => options)));
    }
    if (found.length) return distinct(found);
  }
  return [];
}

/** All choices of some of the items, in their order. */
function* combinations<T>(items: readonly T[], size: number, from = 0): Generator<T[]> {
  if (!size) {
    yield [];
    return;
  }
  for (let n = from; n <= items.length - size; n++) {
    for (const rest of combinations(items, size - 1, n + 1)) yield [items[n] as T, ...rest];
  }
}

export const distinct = (plans: readonly Plan[]): Plan[] => {
  const found = new Map<string, Plan>();
  for (const plan of plans) if (!found.has(planKey(plan))) found.set(planKey(plan), plan);
  return [...found.values()];
};

/** Whether the first plan is a part of the second: it changes no other answers, and the second carries it out too. */
export function isLooserPart(small: Plan, large: Plan): boolean {
  if (isSamePlan(small, large)) return false;
  for (const [place, values] of small) {
    const wanted = large.get(place);
    const shared = wanted === undefined ? null : common(wanted, values);
    if (shared === null || wanted === undefined || !isSameKnowledge(shared, wanted)) return false;
  }
  return true;
}

/** The places of a plan in order. */
export const placesOf = (plan: Plan): Item[] => [...plan.keys()].sort(compareItems);

/** Order of plans: the smallest first, then by places. */
export function comparePlans(first: Plan, second: Plan): number {
  if (first.size !== second.size) return first.size - second.size;
  const others = placesOf(second);
  for (const [n, place] of placesOf(first).entries()) {
    const order = compareItems(place, others[n] as Item);
    if (order) return order;
  }
  return 0;
}
