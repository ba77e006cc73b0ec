/**
 * Whether Kleene's "unknown" is exact for a residual: every open variable is asked in one direction only.
 *
 * If the values that make each test of a variable come out favourably form a chain, one value is favourable for all of them
 * at once; then all tests can come out well together, and all badly together, so an unknown residual is truly undetermined.
 */
import { cellsOf } from "./cells.ts";
import type { Hidden, Residual, Test, Variable } from "./residual.ts";
import { type Item, itemOf } from "./world.ts";

type Use = readonly [Test, boolean];

/** How the open things of a residual are used. */
class Uses {
  readonly tests = new Map<Item, [Variable, Map<string, Use>]>();
  readonly joints = new Map<string, [readonly Item[], Set<boolean>]>();
  readonly readings = new Map<string, number>();
  readonly hidden = new Map<string, Set<boolean>>();
  isHopeless = false;
}

/** Separate records for the facts of each unseen object, by the beginning of its ids. */
type Own = ReadonlyMap<string, Uses>;

/** Whether an unknown residual is certain to be undetermined, without looking further. */
export const isUnate = (residual: Residual): boolean => spoilers(residual)?.length === 0;

/**
 * The variables and readings asked in two directions: fixing them leaves a residual asked in one. null if even that
 * would not help.
 */
export function spoilers(residual: Residual): Item[] | null {
  const uses = new Uses();
  collect(residual, true, uses, new Map());
  const found = spoiling(uses);
  return uses.isHopeless ? null : found;
}

function collect(residual: Residual, positive: boolean, uses: Uses, own: Own): void {
  if (typeof residual === "boolean") return;
  switch (residual.is) {
    case "Literal":
      collectTest(residual.variable, residual.test, positive, ownerOf(residual.variable, uses, own));
      break;
    case "Joint": {
      const known = uses.joints.get(residual.identity);
      if (known) known[1].add(positive);
      else uses.joints.set(residual.identity, [residual.items, new Set([positive])]);
      break;
    }
    case "ReadingChoiceLeft":
      uses.readings.set(residual.reading, (uses.readings.get(residual.reading) ?? 0) + 1);
      for (const [, part] of residual.options) collect(part, positive, uses, own);
      break;
    case "Hidden":
      collectHidden(residual, positive, uses, own);
      break;
    case "Opposite":
      collect(residual.part, !positive, uses, own);
      break;
    case "Threshold":
      for (const [part] of residual.parts) collect(part, positive, uses, own);
      break;
    default:
      for (const part of residual.parts) collect(part, positive, uses, own);
  }
}

function collectTest(variable: Variable, test: Test, positive: boolean, uses: Uses): void {
  let known = uses.tests.get(variable.key);
  if (!known) uses.tests.set(variable.key, (known = [variable, new Map()]));
  const key = `${test.number}${positive}`;
  if (!known[1].has(key)) known[1].set(key, [test, positive]);
}

function collectHidden({ source, body, always }: Hidden, positive: boolean, uses: Uses, own: Own): void {
  let polarities = uses.hidden.get(source);
  if (!polarities) uses.hidden.set(source, (polarities = new Set()));
  polarities.add(positive);
  const inner = new Uses();
  collect(body, positive, uses, new Map(own).set(source, inner));
  const isMixed = polarities.size > 1 || always !== true;
  const isSpoilt = spoiling(inner).length > 0;
  uses.isHopeless ||= isMixed || inner.isHopeless || isSpoilt;
}

function ownerOf(variable: Variable, uses: Uses, own: Own): Uses {
  for (const [beginning, inner] of own) {
    if (variable.items.some((item) => item.object.startsWith(beginning))) return inner;
  }
  return uses;
}

function spoiling(uses: Uses): Item[] {
  const readings = [...uses.readings].filter(([, times]) => times > 1).map(([name]) => itemOf("reading", name));
  const joint = [...uses.joints.values()].flatMap(([items]) => items);
  const combined = [...uses.tests.values()].flatMap(([{ items }]) => (items.length > 1 ? items : []));
  const together = [...joint, ...combined];
  const isShared = new Set(together).size < together.length || together.some((item) => uses.tests.has(item));
  const isTwoWay = [...uses.joints.values()].some(([, polarities]) => polarities.size > 1);
  if (isShared || isTwoWay) uses.isHopeless = true;
  const mixed = [...uses.tests].filter(([, [variable, tests]]) => !isChain(variable, [...tests.values()]));
  return [...readings, ...mixed.map(([key]) => key)];
}

/** Whether the favourable values of each use contain those of every narrower use. */
function isChain(variable: Variable, uses: readonly Use[]): boolean {
  if (uses.length === 1) return true;
  const cells = cellsOf(variable, uses.map(([test]) => test));
  const favourable = uses.map(([, wanted], position) => {
    const numbers = cells.map((_, n) => n).filter((n) => cells[n]?.[0][position] === wanted);
    return new Set(numbers);
  });
  favourable.sort((a, b) => a.size - b.size);
  return favourable.slice(1).every((large, n) => [...(favourable[n] as Set<number>)].every((each) => large.has(each)));
}
