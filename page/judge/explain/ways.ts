/** Ways to bring about, or end, what a formula says, by changing answers that the enterprise can change. */
import { cellsOf } from "../evaluate/cells.ts";
import type { Exact } from "../evaluate/exact.ts";
import { termInterval } from "../evaluate/intervals.ts";
import { choiceTest, dayTest, numberTest, type Test, variable } from "../evaluate/residual.ts";
import { itemOf, locate, type Node, seen, type World } from "../evaluate/world.ts";
import type {
  Compare, CompareDates, Count, DateTerm, Element, Elements, Formula, Range, Ref,
} from "../expr/formula.ts";
import { isInterval } from "../values/knowledge.ts";
import { rational, type Rational } from "../values/number.ts";
import { flipped, type Names } from "./phrases.ts";
import { NOTHING_TO_DO, type Plan, product, some, union } from "./plans.ts";

/** Finds ways in one world. */
export class Ways {
  readonly #world: World;

  constructor(
    private readonly exact: Exact,
    private readonly names: Names,
  ) {
    this.#world = exact.world;
  }

  /** Plans after which the formula is no longer certain to differ from what is wanted; an empty one if it already is not. */
  of(formula: Formula, node: Node, rule: Node, wanted: boolean): Plan[] {
    const truth = this.exact.quick(formula, node, rule);
    if (truth === wanted || (truth === null && !wanted)) return [NOTHING_TO_DO];
    switch (formula.is) {
      case "Const":
        return [];
      case "In":
        return this.#factWays(formula.ref, choiceTest(formula.values), node, rule, wanted);
      case "Compare":
        return this.#compareWays(formula, node, rule, wanted);
      case "CompareDates":
        return this.#dateWays(formula, node, rule, wanted);
      case "Derived": {
        const ref = formula.atom.is === "In" ? formula.atom.ref : (formula.atom.terms[0]?.[0] as Ref);
        // It follows from other facts; answered directly, it tells nothing of them.
        if (locate(node, ref.steps, rule).answers.has(ref.key)) return [];
        return this.of(formula.expansion, node, rule, wanted);
      }
      case "At": {
        const target = locate(node, formula.steps, rule);
        return this.of(formula.part, target, formula.rebase ? target : rule, wanted);
      }
      case "Not":
        return this.of(formula.part, node, rule, !wanted);
      case "All": {
        const inner = formula.parts.map((part) => this.of(part, node, rule, wanted));
        return wanted ? product(inner) : union(inner);
      }
      case "AnyOf": {
        const inner = formula.parts.map((part) => this.of(part, node, rule, wanted));
        return wanted ? union(inner) : product(inner);
      }
      case "ByReading":
        return product(formula.options.map(([, option]) => this.of(option, node, rule, wanted)));
      default:
        return this.#countingWays(formula, node, rule, wanted);
    }
  }

  #countingWays(formula: Formula, node: Node, rule: Node, wanted: boolean): Plan[] {
    switch (formula.is) {
      case "AtLeast": {
        const { threshold, parts } = formula;
        const holding = parts.filter((part) => this.exact.quick(part, node, rule) === true).length;
        const needed = wanted ? threshold - holding : holding - threshold + 1;
        return some(parts.map((part) => [this.of(part, node, rule, wanted), 1]), needed);
      }
      case "Exists": {
        const inner = this.#seen(formula.range, node, rule).map((item) => this.of(formula.body, item, rule, wanted));
        return wanted ? union(inner) : product(inner);
      }
      case "Every": {
        if (wanted) return [];
        const { range, guard, body } = formula;
        const inner = this.#seen(range, node, rule).map((item) =>
          product([this.of(guard, item, rule, true), this.of(body, item, rule, false)]),
        );
        return union(inner);
      }
      case "Count": {
        if (wanted || !isUpwards(formula)) return [];
        const { members, surplus } = this.counted(formula, node, rule);
        return some(members.map((m) => [this.of(formula.body, m, rule, false), m.count]), surplus);
      }
      case "Elements": {
        if (wanted) return [];
        const elements = this.elements(formula, node, rule);
        return some(elements.map(({ plans }) => [plans, 1]), elements.length - formula.threshold + 1);
      }
      default:
        return [];
    }
  }

  #seen(range: Range, node: Node, rule: Node): readonly Node[] {
    return seen(this.#world, range, locate(node, range.steps, rule));
  }

  /** The objects that a count counts for certain, and how many more of them there are than it allows. */
  counted(formula: Count, node: Node, rule: Node): { readonly members: readonly Node[]; readonly surplus: number } {
    const members = this.#seen(formula.range, node, rule).filter(
      (m) => this.exact.quick(formula.body, m, rule) === true,
    );
    const allowed = formula.limit - (formula.operator === ">=" ? 1 : 0);
    return { members, surplus: members.reduce((sum, m) => sum + m.count, 0) - allowed };
  }

  /** The elements that count, each with the ways to end it: with it, causes that another number shares with it. */
  elements(formula: Elements, node: Node, rule: Node): { readonly element: Element; readonly plans: Plan[] }[] {
    const counted = this.exact.counted(formula, node, rule);
    const counting = formula.elements.filter((element) => counted.get(element.clause) === true);
    return counting.map((element) => {
      const own = [element.own, ...element.shared.map(([, cause]) => cause)];
      const others = counting.flatMap((other) => other.shared.filter(([clause]) => clause === element.clause));
      const causes = [...own, ...others.map(([, cause]) => cause)];
      return { element, plans: product(causes.map((cause) => this.of(cause, node, rule, false))) };
    });
  }

  #factWays(ref: Ref, test: Test, node: Node, rule: Node, wanted: boolean): Plan[] {
    const carrier = locate(node, ref.steps, rule);
    const fact = this.names.factOf(carrier, ref.key);
    if (carrier.unseen || !fact?.changeable || ref.calculator !== null || isPast(carrier, this.#world)) return [];
    const item = itemOf("fact", carrier.id, ref.key);
    return cellsOf(variable(item, [item], ref.domain, ref.whole), [test])
      .filter(([outcome]) => outcome[0] === wanted)
      .flatMap(([, cell]) => cell.map((piece) => new Map([[item, piece] as const])));
  }

  #compareWays(formula: Compare, node: Node, rule: Node, wanted: boolean): Plan[] {
    return formula.terms.flatMap(([ref, factor], index) => {
      const rest = this.#without(formula, index, node, rule);
      return rest === null ? [] : this.#factWays(ref, numberTest(formula.operator, rest, factor), node, rule, wanted);
    });
  }

  /** The limit less all terms but one; null where one of them is not known exactly. */
  #without(formula: Compare, index: number, node: Node, rule: Node): Rational | null {
    let rest = formula.limit;
    for (const [n, [ref, coefficient]] of formula.terms.entries()) {
      if (n === index) continue;
      const value = locate(node, ref.steps, rule).answers.get(ref.key);
      const single = value && isInterval(value) ? value.single : null;
      if (single === null) return null;
      rest = rest.minus(coefficient.times(single));
    }
    return rest;
  }

  #dateWays({ left, operator, right }: CompareDates, node: Node, rule: Node, wanted: boolean): Plan[] {
    const sides: [DateTerm, DateTerm, string][] = [
      [left, right, operator],
      [right, left, flipped(operator)],
    ];
    return sides.flatMap(([term, other, sign]) => {
      const fixed = term.ref ? termInterval(this.#world, other, node, rule).single : null;
      if (!term.ref || !fixed) return [];
      const limit = rational(fixed.n / fixed.d);
      return this.#factWays(term.ref, dayTest(sign, limit, term.months, term.days), node, rule, wanted);
    });
  }
}

/** Whether a count speaks of so many or more. */
export const isUpwards = (count: Count): boolean => count.operator === ">=" || count.operator === ">";

/** Whether the object is, or belongs to, an event that is over: what happened then cannot be changed any more. */
function isPast(node: Node, world: World): boolean {
  for (let current: Node | null = node; current; current = current.parent) {
    const end = current.date?.high;
    if (end && end.compare(rational(world.day)) < 0) return true;
  }
  return false;
}
