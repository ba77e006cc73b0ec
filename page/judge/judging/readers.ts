/** Which verdicts an answer may change, and which answers do more than be read. */
import { reads } from "../evaluate/reads.ts";
import type { Item, World } from "../evaluate/world.ts";
import { refsOf } from "../expr/formula.ts";
import { fullName, type Library } from "../model/library.ts";
import type { Compiled } from "./compiled.ts";
import { partsOf } from "./outcomes.ts";
import type { Target } from "./selection.ts";

/** An index from answers to the numbers of the targets that may read them. */
export class Readers {
  readonly #found = new Map<Item, Set<number>>();

  constructor(targets: readonly Target[], world: World, compiled: Compiled) {
    const tied = world.constraints.flatMap(({ formula, objectType }) =>
      [...world.nodes.values()]
        .filter((node) => node.type === objectType)
        .map((node) => reads(formula, world, node, node)),
    );
    targets.forEach((target, number) => {
      for (const place of reached(placesOf(target, world, compiled), tied)) {
        const readers = this.#found.get(place);
        if (readers) readers.add(number);
        else this.#found.set(place, new Set([number]));
      }
    });
  }

  of(place: Item): Iterable<number> {
    return this.#found.get(place) ?? [];
  }
}

function placesOf(target: Target, world: World, compiled: Compiled): Set<Item> {
  const parts = partsOf(compiled.of(target.rule).formulas);
  const found = new Set<Item>();
  for (const node of target.supposed.length ? target.supposed : [target.node]) {
    world.supposing(node, () => {
      for (const part of parts) for (const place of reads(part, world, node, node)) found.add(place);
    });
  }
  return found;
}

/**
 * Full names of facts whose answers are more than read: inputs of calculators, defined facts and what defines them, and all
 * that constraints tie them to.
 */
export function entangledFacts(library: Library, world: World): ReadonlySet<string> {
  const present = new Set([...world.nodes.values()].map((node) => node.type));
  const chainOf = (type: string): readonly string[] => library.types.get(type)?.chain ?? [];
  const found = new Set<string>();
  const all = [...library.facts.values()];
  for (const fact of all) {
    if (fact.calculator === null || !present.has(fact.objectType)) continue;
    for (const other of all) {
      const isAbove = chainOf(fact.objectType).includes(other.objectType);
      const isBelow = present.has(other.objectType) && chainOf(other.objectType).includes(fact.objectType);
      if (isAbove || isBelow) found.add(fullName(other));
    }
  }
  for (const [name, alternatives] of library.alternatives) {
    found.add(name);
    for (const [, when] of alternatives) for (const ref of refsOf(when)) found.add(ref.fact);
  }
  return reached(found, library.constraints.map(({ formula }) => new Set([...refsOf(formula)].map((ref) => ref.fact))));
}

/** All that is connected with what was found, by groups of things that hang together. */
function reached<T>(found: ReadonlySet<T>, groups: readonly ReadonlySet<T>[]): ReadonlySet<T> {
  const all = new Set(found);
  let left = [...groups];
  for (;;) {
    const more = left.filter((group) => [...group].some((each) => all.has(each)));
    if (!more.length) return all;
    for (const group of more) for (const each of group) all.add(each);
    left = left.filter((group) => !more.includes(group));
  }
}
