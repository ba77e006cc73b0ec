/** Selects what judges what: the version of each family in force on the day, the rules and objects within the fixed scope. */
import type { Node, World } from "../evaluate/world.ts";
import { isInForceOn, type Library, type Rule, type Standard } from "../model/library.ts";
import { isWithin } from "../model/lookups.ts";
import type { Scope } from "../resolve/visit.ts";
import { Interval, rational } from "../values/number.ts";
import { compareText } from "../values/text.ts";

/** One thing to judge by a rule: a seen object, or the unseen ones of a roster below a seen parent. */
export interface Target {
  readonly rule: Rule;
  readonly node: Node;
  readonly parent: Node | null;
  readonly roster: string | null;
  /** For unseen objects: one for each thing its other end may be, else just one. */
  readonly supposed: readonly Node[];
  /** Versions that might judge an event whose day is uncertain; empty if the version is certain. */
  readonly candidates: readonly string[];
}

/** For each family in scope: the judging version, older ones whose repeal is unproven, and those not in force. */
export interface Versions {
  readonly judging: ReadonlyMap<string, Standard>;
  readonly unproven: readonly Standard[];
  readonly notInForce: readonly Standard[];
}

const byId = (a: { readonly id: string }, b: { readonly id: string }): number => compareText(a.id, b.id);
const isNamed = (scope: Scope, standard: Standard): boolean =>
  !scope.standards.length || scope.standards.includes(standard.id) || scope.standards.includes(standard.family);

/** The versions in force on a day, newest of each family first to judge. */
export function versionsOn(library: Library, scope: Scope, day: number): Versions {
  const wanted = [...library.standards.values()].filter((standard) => isNamed(scope, standard));
  const judging = new Map<string, Standard>();
  const unproven: Standard[] = [];
  for (const standard of [...wanted].sort((a, b) => a.inForceFrom - b.inForceFrom || byId(a, b))) {
    if (!isInForceOn(standard, day)) continue;
    const older = judging.get(standard.family);
    if (older) unproven.push(older);
    judging.set(standard.family, standard);
  }
  const asked = wanted.filter((s) => scope.standards.includes(s.id) && !isInForceOn(s, day));
  const missing = wanted.filter((s) => !judging.has(s.family));
  return { judging, unproven, notInForce: [...new Set([...asked, ...missing])].sort(byId) };
}

/** Versions of a family that are in force on some day of a range, each day's newest. */
function candidateVersions(library: Library, family: string, days: Interval): Standard[] {
  const versions = [...library.standards.values()]
    .filter((standard) => standard.family === family)
    .sort((a, b) => a.inForceFrom - b.inForceFrom);
  return versions.filter((standard, index) => {
    const ends = [standard.repealedFrom, versions[index + 1]?.inForceFrom ?? null].filter((end) => end !== null);
    const reign = new Interval(rational(standard.inForceFrom), ends.length ? rational(Math.min(...ends) - 1) : null);
    return !reign.isEmpty && !reign.meet(days).isEmpty;
  });
}

/** The event an object is or belongs to. */
function eventOf(node: Node, world: World): Node | null {
  for (let current: Node | null = node; current; current = current.parent) {
    if (world.types.get(current.type)?.nature === "事件") return current;
  }
  return null;
}

/** All targets of a world. */
export class Targets {
  readonly #areas: ReadonlySet<string>;
  readonly #byType = new Map<string, Node[]>();

  constructor(
    private readonly library: Library,
    private readonly world: World,
    private readonly scope: Scope,
    private readonly versions: Versions,
  ) {
    this.#areas = new Set(scope.areas);
    for (const node of [...world.nodes.values()].sort(byId)) {
      const alike = this.#byType.get(node.type);
      if (alike) alike.push(node);
      else this.#byType.set(node.type, [node]);
    }
  }

  /** In canonical order: rules as in the library, objects by id. */
  *all(): Generator<Target> {
    const judging = new Set([...this.versions.judging.values()].map((standard) => standard.id));
    const families = new Set([...this.versions.judging.keys(), ...this.versions.notInForce.map((s) => s.family)]);
    for (const rule of this.library.rules) {
      const standard = this.library.standards.get(rule.standard) as Standard;
      if (!this.#isInScope(rule) || !families.has(standard.family)) continue;
      yield* this.#seen(rule, standard, judging.has(standard.id));
      if (judging.has(standard.id)) yield* this.#unseen(rule);
    }
  }

  /** Whether the scope names the rule's clause (all, if it names none). */
  #isInScope(rule: Rule): boolean {
    const { clauses } = this.scope;
    return !clauses.length || clauses.some((clause) => isWithin(`${rule.standard}/${rule.clause}`, clause));
  }

  *#seen(rule: Rule, standard: Standard, isJudging: boolean): Generator<Target> {
    for (const node of this.#byType.get(rule.objectType) ?? []) {
      if (!this.#isInArea(node)) continue;
      const target = { rule, node, parent: null, roster: null, supposed: [] };
      const event = eventOf(node, this.world);
      if (!event) {
        if (isJudging) yield { ...target, candidates: [] };
        continue;
      }
      const days = event.date ?? new Interval(rational(1), rational(this.world.day));
      const candidates = candidateVersions(this.library, standard.family, days).map((each) => each.id);
      if (!candidates.includes(standard.id) || !isNamed(this.scope, standard)) continue;
      yield { ...target, candidates: candidates.length > 1 ? candidates : [] };
    }
  }

  /** One target for each seen parent below which objects of the rule's type may still hide. */
  *#unseen(rule: Rule): Generator<Target> {
    const chain = this.world.types.get(rule.objectType)?.chain ?? [];
    for (let depth = 1; depth < chain.length; depth++) {
      const roster = chain[depth - 1] as string;
      const path = chain.slice(0, depth).reverse();
      for (const parent of this.#byType.get(chain[depth] as string) ?? []) {
        if (parent.complete.has(roster) || !this.#isInArea(parent)) continue;
        const supposed = this.world.suppose(parent, path, "待判");
        const [node] = supposed;
        if (node) yield { rule, node, parent, roster, supposed, candidates: [] };
      }
    }
  }

  #isInArea(node: Node): boolean {
    if (!this.#areas.size) return true;
    for (let current: Node | null = node; current; current = current.parent) {
      if (this.#areas.has(current.id)) return true;
    }
    return false;
  }
}
