/**
 * Analyses a residual part by part: parts that share nothing open are independent, so each is analysed on its own and the
 * answers are put together exactly. Parts that share something form a cluster, and a diagram analyses the cluster.
 */
import { difference, intersection, isInterval } from "../values/knowledge.ts";
import { type Analysis, analysis, type Choice, choice, COMPLETE, distinctChoices, MORE } from "./analysis.ts";
import { type Cell, cellsOf } from "./cells.ts";
import {
  both,
  either,
  type Hidden,
  isHidden,
  itemsOf,
  type Literal,
  type Residual,
  threshold,
  type Weighted,
} from "./residual.ts";
import { type Item, itemOf } from "./world.ts";

/** How many answers a set of choices asks for, and the choices. */
type Way = readonly [number, readonly Choice[]];
export type ByDiagram = (residual: Residual) => Analysis;

/** Analyse a residual; `byDiagram` analyses one whose parts hang together. */
export function settle(residual: Residual, byDiagram: ByDiagram): Analysis {
  if (typeof residual === "boolean") return analysis(residual);
  switch (residual.is) {
    case "Literal":
      return settleLiteral(residual);
    case "Joint": {
      const { items } = residual;
      const choices = items.map((item) => choice(item));
      return analysis(null, { relevant: items, toTrue: choices, toFalse: choices, costs: [items.length, items.length] });
    }
    case "Hidden":
      return residual.always === true && isPlain(residual) ? settleHidden(residual.roster) : byDiagram(residual);
    case "Opposite":
      return flipped(settle(residual.part, byDiagram));
    case "Both":
      return settleAll(clusters(residual.parts).map((parts) => settleCluster(parts, both, byDiagram)));
    case "Either":
      return flipped(
        settleAll(clusters(residual.parts).map((parts) => flipped(settleCluster(parts, either, byDiagram)))),
      );
    case "Threshold":
      return settleCount(residual.threshold, residual.parts, byDiagram);
    case "ReadingChoiceLeft":
      return byDiagram(residual);
  }
}

function settleHidden(roster: Item): Analysis {
  return analysis(null, {
    relevant: [roster],
    toTrue: [choice(roster, [], MORE)],
    toFalse: [choice(roster, [], COMPLETE)],
    costs: [1, 1],
  });
}

/** Whether the body asks only for things of the unseen object itself, each of them once. */
function isPlain(hidden: Hidden): boolean {
  const own = thingsInside(hidden.body);
  return own.every((item) => item.object.startsWith(hidden.source)) && new Set(own).size === own.length;
}

/** Every open thing of a body, in order, with repetitions; nothing is left out for being an unseen object's. */
export function thingsInside(residual: Residual): Item[] {
  if (typeof residual === "boolean") return [];
  switch (residual.is) {
    case "Hidden":
      return [residual.roster, ...thingsInside(residual.body), ...thingsInside(residual.always)];
    case "Both":
    case "Either":
      return residual.parts.flatMap(thingsInside);
    case "Opposite":
      return thingsInside(residual.part);
    case "Threshold":
      return residual.parts.flatMap(([part]) => thingsInside(part));
    case "ReadingChoiceLeft":
      return [itemOf("reading", residual.reading), ...residual.options.flatMap(([, part]) => thingsInside(part))];
    default:
      return itemsOf(residual);
  }
}

/** The parts, those that share something open together. */
export function clusters(parts: readonly Residual[]): Residual[][] {
  const leader = parts.map((_, index) => index);
  const lead = (start: number): number => {
    let index = start;
    while (leader[index] !== index) index = leader[index] = leader[leader[index] as number] as number;
    return index;
  };
  const first = new Map<Item, number>();
  parts.forEach((part, index) => {
    for (const item of itemsOf(part)) {
      const earlier = first.get(item);
      if (earlier === undefined) first.set(item, index);
      else leader[lead(index)] = lead(earlier);
    }
  });
  const found = new Map<number, Residual[]>();
  parts.forEach((part, index) => {
    const group = found.get(lead(index));
    if (group) group.push(part);
    else found.set(lead(index), [part]);
  });
  return [...found.values()];
}

function settleCluster(
  parts: readonly Residual[],
  join: (parts: readonly Residual[]) => Residual,
  byDiagram: ByDiagram,
): Analysis {
  return parts.length === 1 ? settle(parts[0] as Residual, byDiagram) : byDiagram(join(parts));
}

function flipped({ truth, relevant, toTrue, toFalse, isExact, costs }: Analysis): Analysis {
  const opposite = truth === null ? null : !truth;
  return { truth: opposite, relevant, toTrue: toFalse, toFalse: toTrue, isExact, costs: [costs[1], costs[0]] };
}

function settleLiteral({ variable, test }: Literal): Analysis {
  const outcomes = new Map<boolean, Cell>();
  if (test.is === "ChoiceTest" && !isInterval(variable.known)) {
    const [inside, outside] = [intersection(variable.known, test.values), difference(variable.known, test.values)];
    if (inside.size) outcomes.set(true, [inside]);
    if (outside.size) outcomes.set(false, [outside]);
  } else {
    for (const [outcome, cell] of cellsOf(variable, [test])) outcomes.set(outcome[0] as boolean, cell);
  }
  if (outcomes.size === 1) return analysis([...outcomes.keys()][0] as boolean);
  const { items } = variable;
  const way = (side: boolean): Choice[] =>
    items.map((item) => choice(item, items.length === 1 ? (outcomes.get(side) as Cell) : []));
  return analysis(null, {
    relevant: items,
    toTrue: way(true),
    toFalse: way(false),
    costs: [items.length, items.length],
  });
}

/** How it can be made to come out so: of itself, or by choices; null if it cannot. */
function wayTo(found: Analysis, wanted: boolean): Way | null {
  if (found.truth !== null) return found.truth === wanted ? [0, []] : null;
  const choices = wanted ? found.toTrue : found.toFalse;
  return choices && [found.costs[wanted ? 0 : 1], choices];
}

const waysTo = (parts: readonly Analysis[], wanted: boolean): Way[] =>
  parts.flatMap((part) => {
    const way = wayTo(part, wanted);
    return way ? [way] : [];
  });

function putTogether(
  parts: readonly Analysis[],
  toTrue: Way | null,
  toFalse: Way | null,
  relevant: readonly Item[] = parts.flatMap((part) => part.relevant),
): Analysis {
  return analysis(null, {
    relevant: [...new Set(relevant)],
    toTrue: toTrue && distinctChoices(toTrue[1]),
    toFalse: toFalse && distinctChoices(toFalse[1]),
    isExact: parts.every((part) => part.isExact),
    costs: [toTrue?.[0] ?? 0, toFalse?.[0] ?? 0],
  });
}

/** All of several independent parts. */
function settleAll(parts: readonly Analysis[]): Analysis {
  if (parts.some((part) => part.truth === false)) return analysis(false);
  const left = parts.filter((part) => part.truth === null);
  if (!left.length) return analysis(true);
  const needed = waysTo(left, true);
  const toTrue = needed.length === left.length ? sumOf(needed) : null;
  return putTogether(left, toTrue, lightest(waysTo(left, false)));
}

/** The first of the lightest. */
function lightest(ways: readonly Way[]): Way | null {
  return ways.reduce<Way | null>((best, way) => (best && best[0] <= way[0] ? best : way), null);
}

const sumOf = (ways: readonly Way[]): Way => [
  ways.reduce((sum, [cost]) => sum + cost, 0),
  ways.flatMap(([, choices]) => choices),
];

/** What one independent cluster adds to a count: `reach[j]` tells whether it adds more than j. */
interface Share {
  readonly reach: readonly Analysis[];
  /** What it adds for certain, and at the most. */
  readonly least: number;
  readonly most: number;
}

const share = (reach: readonly Analysis[]): Share => ({
  reach,
  least: reach.filter(({ truth }) => truth === true).length,
  most: reach.filter(({ truth }) => truth !== false).length,
});

/** A count over independent clusters. */
function settleCount(wanted: number, weighted: readonly Weighted[], byDiagram: ByDiagram): Analysis {
  const weights = new Map<Residual, number>();
  for (const [part, weight] of weighted) weights.set(part, (weights.get(part) ?? 0) + weight);
  const shares = clusters([...weights.keys()]).map((parts) => shareOf(parts, weights, wanted, byDiagram));
  const least = shares.reduce((sum, each) => sum + each.least, 0);
  const most = shares.reduce((sum, each) => sum + each.most, 0);
  if (least >= wanted) return analysis(true);
  if (most < wanted) return analysis(false);
  const relevant: Item[] = [];
  for (const { reach, least: certain, most: possible } of shares) {
    reach.forEach((found, moreThan) => {
      const others = wanted - 1 - moreThan;
      const isDecisive = least - certain <= others && others <= most - possible;
      if (found.truth === null && isDecisive) relevant.push(...found.relevant);
    });
  }
  const used = shares.flatMap(({ reach }) => reach.filter(({ truth }) => truth === null));
  return putTogether(used, reaching(shares, wanted), stayingBelow(shares, wanted), relevant);
}

function shareOf(
  cluster: readonly Residual[],
  weights: ReadonlyMap<Residual, number>,
  wanted: number,
  byDiagram: ByDiagram,
): Share {
  const weight = (part: Residual): number => weights.get(part) as number;
  const repeated = (part: Residual, times: number): Share =>
    share(new Array<Analysis>(Math.max(0, times)).fill(settle(part, byDiagram)));
  const [part] = cluster;
  if (part !== undefined && cluster.length === 1) {
    if (!isHidden(part)) return repeated(part, Math.min(weight(part), wanted));
    if (isPlain(part)) return repeated(part, Math.min(part.cap, wanted));
  }
  const whole = cluster.reduce<number>((sum, each) => sum + weight(each), 0);
  const total = cluster.some(isHidden) ? wanted : Math.min(wanted, whole);
  const counted = cluster.map((each) => [each, weight(each)] as const);
  const reach = Array.from({ length: total }, (_, n) => {
    const count = threshold(n + 1, counted);
    return typeof count === "boolean" ? analysis(count) : byDiagram(count);
  });
  return share(reach);
}

/** The lightest way to bring the count to what is wanted. */
function reaching(shares: readonly Share[], wanted: number): Way | null {
  let best = new Map<number, Way>([[0, [0, []]]]);
  for (const { reach } of shares) {
    const options: [number, Way][] = [[0, [0, []]]];
    reach.forEach((found, n) => {
      const way = wayTo(found, true);
      if (way) options.push([n + 1, way]);
    });
    best = combined(best, options, wanted);
  }
  return best.get(wanted) ?? null;
}

/** The lightest way to keep the count below what is wanted: each share is held to some number. */
function stayingBelow(shares: readonly Share[], wanted: number): Way | null {
  let best = new Map<number, Way>([[0, [0, []]]]);
  for (const { reach } of shares) {
    const options: [number, Way][] = [[reach.length, [0, []]]];
    reach.forEach((found, n) => {
      const way = wayTo(found, false);
      if (way) options.push([n, way]);
    });
    best = combined(best, options, wanted);
  }
  return lightest([...best].filter(([total]) => total < wanted).map(([, way]) => way));
}

function combined(
  best: ReadonlyMap<number, Way>,
  options: readonly (readonly [number, Way])[],
  wanted: number,
): Map<number, Way> {
  const found = new Map<number, Way>();
  for (const [total, [cost, choices]] of best) {
    for (const [number, [more, chosen]] of options) {
      const reached = Math.min(wanted, total + number);
      const earlier = found.get(reached);
      if (!earlier || cost + more < earlier[0]) found.set(reached, [cost + more, [...choices, ...chosen]]);
    }
  }
  return found;
}
