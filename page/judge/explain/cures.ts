/** What would end a hazard: for each situation that holds, the alternatives, each proven by judging the changed world. */
import { type Analysis, analysis as analysed, MORE } from "../evaluate/analysis.ts";
import type { Exact } from "../evaluate/exact.ts";
import type { Item, Node, World } from "../evaluate/world.ts";
import type { Formula } from "../expr/formula.ts";
import type { Rule, Situation } from "../model/library.ts";
import { isInterval, type Knowledge } from "../values/knowledge.ts";
import type { Alternative, Change, Cure, CureGroup } from "../verdict/verdict.ts";
import { missingOf } from "./missing.ts";
import type { Names } from "./phrases.ts";
import { comparePlans, distinct, isLooserPart, merged, NOTHING_TO_DO, placesOf, type Plan } from "./plans.ts";
import { isUpwards, Ways } from "./ways.ts";

const MAX_ALTERNATIVES = 12;

/** One of the things counted: its name, the ways to end it, and for how many it counts. */
interface Counted {
  readonly name: string;
  readonly plans: readonly Plan[];
  readonly weight: number;
}
type Settled = (plans: readonly Plan[]) => Analysis | null;
type Counting = Pick<Cure, "choose" | "groups" | "count" | "threshold">;
const NOT_COUNTING: Counting = { choose: 0, groups: [], count: null, threshold: null };

/** Finds cures in one world. */
export class Cures {
  readonly #world: World;
  readonly #ways: Ways;

  constructor(
    private readonly exact: Exact,
    private readonly names: Names,
  ) {
    this.#world = exact.world;
    this.#ways = new Ways(exact, names);
  }

  /**
   * A cure for each situation that holds (given with its formula). Every alternative, taken with the first one of each
   * other cure, clears.
   */
  of(rule: Rule, node: Node, holding: readonly (readonly [Situation, Formula])[], hazard: Formula): Cure[] {
    const raw = holding.map(([situation]) => this.#plans(rule, node, situation));
    const firsts = holding.map(
      ([, formula], n) => raw[n]?.find((plan) => this.#after(formula, node, plan).truth !== true) ?? NOTHING_TO_DO,
    );
    return holding.map(([situation], index) => {
      const others = firsts.filter((_, n) => n !== index);
      return this.#proven(rule, node, situation, raw[index] ?? [], others, hazard);
    });
  }

  #proven(
    rule: Rule, node: Node, situation: Situation, plans: readonly Plan[], others: readonly Plan[], hazard: Formula,
  ): Cure {
    const settled: Settled = (together) => this.#settled([...together, ...others], hazard, node);
    const alternatives: Alternative[] = [];
    const kept: Plan[] = [];
    for (const plan of plans) {
      if (kept.some((smaller) => isLooserPart(smaller, plan))) continue;
      const analysis = settled([plan]);
      if (!analysis) continue;
      alternatives.push(this.#alternative(plan, analysis));
      kept.push(plan);
      if (kept.length === MAX_ALTERNATIVES) break;
    }
    const counting = this.#counted(rule, node, situation, settled);
    const leaves = this.#leaving(rule, node, hazard).map((plan) => this.#alternative(plan, analysed(false)));
    return { situation: situation.name, alternatives, ...counting, leaves_scope: leaves };
  }

  #alternative(plan: Plan, analysis: Analysis): Alternative {
    const changes = placesOf(plan).map((place) => this.#change(place, plan.get(place) as Knowledge));
    return { changes, also_verify: missingOf(analysis.toFalse ?? [], this.names, this.#world) };
  }

  #change({ object, key }: Item, values: Knowledge): Change {
    const node = this.#world.nodes.get(object) as Node;
    const value = this.names.value(values, this.names.factOf(node, key));
    const fact = this.names.ofKey(key);
    const isRange = isInterval(values) && values.single === null;
    return { object, fact: key, condition: isRange ? `${fact} ${value}` : this.names.say("changed", { fact, value }) };
  }

  /** Ways to refute the situation, or to meet one of its (or the rule's own) exemptions; smallest first. */
  #plans(rule: Rule, node: Node, situation: Situation): Plan[] {
    const own = rule.exemptions.filter((exemption) => exemption.clause === null);
    const plans = [
      ...this.#ways.of(situation.when, node, node, false),
      ...[...situation.exemptions, ...own].flatMap((exemption) => this.#ways.of(exemption.when, node, node, true)),
    ];
    return distinct(plans).sort(comparePlans).slice(0, 4 * MAX_ALTERNATIVES);
  }

  /** Changes that only take the object out of scope, or meet a general exclusion. */
  #leaving(rule: Rule, node: Node, hazard: Formula): Plan[] {
    const general = rule.exemptions.filter((exemption) => exemption.clause !== null);
    const plans = [
      ...this.#ways.of(rule.applies, node, node, false),
      ...general.flatMap((exemption) => this.#ways.of(exemption.when, node, node, true)),
    ];
    const proven = distinct(plans).filter((plan) => this.#after(hazard, node, plan).truth === false);
    return proven.sort(comparePlans).slice(0, 4);
  }

  /** What comes out in the world with a plan carried out. */
  #after(formula: Formula, node: Node, plan: Plan): Analysis {
    return this.#changed(plan, () => {
      const isImpossible = this.#world.constraints.some((constraint) =>
        [...this.#world.nodes.values()].some(
          (each) => each.type === constraint.objectType && this.exact.quick(constraint.formula, each) === false,
        ),
      );
      return isImpossible ? analysed(true) : this.exact.analyse(formula, node); // Nobody can bring the impossible about.
    });
  }

  #changed<T>(plan: Plan, run: () => T): T {
    const answersAt = (place: Item): Map<string, Knowledge> => (this.#world.nodes.get(place.object) as Node).answers;
    const before = [...plan.keys()].map((place) => [place, answersAt(place).get(place.key)] as const);
    for (const [place, values] of plan) answersAt(place).set(place.key, values);
    try {
      return run();
    } finally {
      for (const [place, old] of before) {
        if (old === undefined) answersAt(place).delete(place.key);
        else answersAt(place).set(place.key, old);
      }
    }
  }

  /** For a situation that is a count: what is counted, how many, and how many of them must go. */
  #counted(rule: Rule, node: Node, { when }: Situation, settled: Settled): Counting {
    if (this.exact.quick(when, node, node) !== true) return NOT_COUNTING;
    if (when.is === "Elements") {
      const rules = this.names.library.rules.filter((each) => each.standard === rule.standard);
      const titles = new Map(rules.map((each) => [each.clause, each.title] as const));
      const holding = this.#ways.elements(when, node, node).map(({ element: { clause }, plans }) => {
        return { name: this.names.say("element", { clause, title: titles.get(clause) ?? "" }), plans, weight: 1 };
      });
      return this.#groups(holding, holding.length - when.threshold + 1, when.threshold, settled);
    }
    if (when.is === "Count" && isUpwards(when)) {
      const { members, surplus } = this.#ways.counted(when, node, node);
      const holding = members.map((m) => {
        return { name: this.names.ofObject(m), plans: this.#ways.of(when.body, m, node, false), weight: m.count };
      });
      return this.#groups(holding, surplus, when.limit + (when.operator === ">" ? 1 : 0), settled);
    }
    return NOT_COUNTING;
  }

  /** What is left of a hazard when plans are carried out together; null if they cannot be, or do not help. */
  #settled(plans: readonly Plan[], hazard: Formula, node: Node): Analysis | null {
    const whole = merged(plans);
    if (!whole) return null;
    const analysis = this.#after(hazard, node, whole);
    if (analysis.truth === true || (analysis.truth === null && !canBeVerified(analysis))) return null;
    return analysis;
  }

  /** The things counted. Each way to end one is proven together with the first ways to end so many others as must go. */
  #groups(holding: readonly Counted[], surplus: number, threshold: number, settled: Settled): Counting {
    const useful = holding.map((each) => ({ ...each, plans: distinct(each.plans).filter((plan) => plan.size) }));
    const groups = useful.map(({ name, plans, weight }, index): CureGroup => {
      const others = [...useful.slice(index + 1), ...useful.slice(0, index)];
      const alternatives: Alternative[] = [];
      for (const plan of plans.slice(0, MAX_ALTERNATIVES)) {
        const together = withOthers(plan, surplus - weight, others);
        const analysis = together && settled(together);
        if (analysis) alternatives.push(this.#alternative(plan, analysis));
      }
      return { name, alternatives, weight };
    });
    const count = holding.reduce((sum, each) => sum + each.weight, 0);
    return { choose: surplus, groups, count, threshold };
  }
}

/** A plan with the first ways to end so many others as are left; null if there are not so many. */
function withOthers(plan: Plan, left: number, others: readonly Counted[]): Plan[] | null {
  const together = [plan];
  for (const { plans, weight } of others) {
    const [first] = plans;
    if (left <= 0 || !first) continue;
    together.push(first);
    left -= weight;
  }
  return left <= 0 ? together : null;
}

/** Whether what is still open can be looked into and come out well; finding further objects is no such thing. */
const canBeVerified = (analysis: Analysis): boolean =>
  analysis.toFalse !== null && analysis.toFalse.every((choice) => choice.option !== MORE);
