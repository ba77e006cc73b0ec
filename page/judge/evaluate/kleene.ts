/**
 * Kleene's three truths over a world, compiled to closures: fast and sound. A definite truth is certain; unknown is
 * exact only where no fact is asked two conflicting things (see `diagram` for the rest).
 */
import {
  type ByReading,
  type Compare,
  type CompareDates,
  type Count,
  countingOrder,
  type Derived,
  type Elements,
  type Every,
  type Exists,
  type Formula,
  type In,
  type Ref,
  type Sum,
} from "../expr/formula.ts";
import { type Choices, isDisjoint, isSubset, type Knowledge } from "../values/knowledge.ts";
import { Interval, ONE, point, rational, ZERO } from "../values/number.ts";
import { negation, type Truth } from "../values/truth.ts";
import { compareInterval, linearInterval, termInterval } from "./intervals.ts";
import { known, locate, type Node, seen, supposed, type World } from "./world.ts";

/** Takes the world, the current object and the rule's object. */
export type Evaluator = (world: World, node: Node, rule: Node) => Truth;
/** Which clause numbers count. */
export type Counted = ReadonlyMap<string, Truth>;

const NOTHING = point(ZERO);
const MINUS_ONE = rational(-1);

/** Compiles formulas. Compiled formulas are kept (by the formula's identity) and serve any world. */
export class Kleene {
  private readonly compiled = new WeakMap<Formula, Evaluator>();
  private readonly counters = new WeakMap<Elements, (world: World, node: Node, rule: Node) => Counted>();

  /** The truth of a formula at an object of a world. */
  truth(formula: Formula, world: World, node: Node, rule: Node): Truth {
    return this.compile(formula)(world, node, rule);
  }

  /** The formula as a closure. */
  compile(formula: Formula): Evaluator {
    let found = this.compiled.get(formula);
    if (!found) {
      found = this.build(formula);
      this.compiled.set(formula, found);
    }
    return found;
  }

  private compileAll(formulas: readonly Formula[]): readonly Evaluator[] {
    return formulas.map((formula) => this.compile(formula));
  }

  private build(formula: Formula): Evaluator {
    switch (formula.is) {
      case "Const":
        return () => formula.value;
      case "In":
        return inChoices(formula);
      case "Compare":
        return compare(formula);
      case "CompareDates":
        return compareDates(formula);
      case "Derived":
        return this.derived(formula);
      case "At": {
        const { steps, rebase } = formula;
        const inner = this.compile(formula.part);
        return (world, node, rule) => {
          const target = locate(node, steps, rule);
          return inner(world, target, rebase ? target : rule);
        };
      }
      case "All":
        return all(this.compileAll(formula.parts));
      case "AnyOf":
        return any(this.compileAll(formula.parts));
      case "Not": {
        const part = this.compile(formula.part);
        return (world, node, rule) => negation(part(world, node, rule));
      }
      case "AtLeast":
        return atLeast(formula.threshold, this.compileAll(formula.parts));
      case "ByReading":
        return this.byReading(formula);
      case "Exists":
        return this.exists(formula);
      case "Every":
        return this.every(formula);
      case "Count":
        return this.count(formula);
      case "Sum":
        return this.sum(formula);
      case "Elements":
        return this.elements(formula);
    }
  }

  private derived({ atom, expansion }: Derived): Evaluator {
    const [direct, defined] = [this.compile(atom), this.compile(expansion)];
    const ref = refOf(atom);
    return (world, node, rule) => {
      const carrier = locate(node, ref.steps, rule);
      return world.answer(carrier, ref.key) === null ? defined(world, node, rule) : direct(world, node, rule);
    };
  }

  private byReading({ reading, options }: ByReading): Evaluator {
    const compiled = new Map(options.map(([name, part]) => [name, this.compile(part)]));
    return (world, node, rule) => {
      const ruled = world.ruling(reading);
      if (ruled !== null) return (compiled.get(ruled) as Evaluator)(world, node, rule);
      const truths = new Set([...compiled.values()].map((part) => part(world, node, rule)));
      const [only = null] = truths;
      return truths.size === 1 ? only : null;
    };
  }

  private exists(formula: Exists): Evaluator {
    const [body, scope] = [this.compile(formula.body), formula.range];
    return (world, node, rule) => {
      const anchor = locate(node, scope.steps, rule);
      let result: Truth = false;
      for (const item of seen(world, scope, anchor)) {
        const truth = body(world, item, rule);
        if (truth === true) return true;
        if (truth === null) result = null;
      }
      if (result === null) return null;
      for (const item of supposed(world, scope, anchor)) if (body(world, item, rule) !== false) return null;
      return false;
    };
  }

  private every(formula: Every): Evaluator {
    const [guard, body, scope] = [this.compile(formula.guard), this.compile(formula.body), formula.range];
    return (world, node, rule) => {
      const anchor = locate(node, scope.steps, rule);
      let [good, possibleGood, openCase] = [false, false, false];
      for (const item of seen(world, scope, anchor)) {
        const [within, meets] = [guard(world, item, rule), body(world, item, rule)];
        if (within === true && meets === false) return false;
        good ||= within === true && meets === true;
        possibleGood ||= within !== false && meets !== false;
        openCase ||= within !== false && meets !== true;
      }
      for (const item of supposed(world, scope, anchor)) {
        const [within, meets] = [guard(world, item, rule), body(world, item, rule)];
        possibleGood ||= within !== false && meets !== false;
        openCase ||= within !== false && meets !== true;
      }
      if (!possibleGood) return false;
      return good && !openCase ? true : null;
    };
  }

  private count(formula: Count): Evaluator {
    const { range: scope, operator } = formula;
    const [body, limit] = [this.compile(formula.body), rational(formula.limit)];
    return (world, node, rule) => {
      const anchor = locate(node, scope.steps, rule);
      let [certain, possible, isUnbounded] = [0, 0, false];
      for (const item of seen(world, scope, anchor)) {
        const truth = body(world, item, rule);
        if (truth === true) certain += item.count;
        if (truth !== false) possible += item.count;
      }
      for (const item of supposed(world, scope, anchor)) {
        isUnbounded = body(world, item, rule) !== false;
        if (isUnbounded) break;
      }
      const counted = new Interval(rational(certain), isUnbounded ? null : rational(possible));
      return compareInterval(counted, operator, limit);
    };
  }

  private sum({ guard, range: scope, ref, operator, limit }: Sum): Evaluator {
    const isCounted = this.compile(guard);
    return (world, node, rule) => {
      const anchor = locate(node, scope.steps, rule);
      let total = NOTHING;
      for (const item of seen(world, scope, anchor)) {
        const within = isCounted(world, item, rule);
        total = total.plus(share(within, known(world, ref, item, rule) as Interval, item.count));
      }
      for (const item of supposed(world, scope, anchor)) {
        if (isCounted(world, item, rule) !== false) total = total.plus(anyNumberOf(ref.domain));
      }
      return compareInterval(total, operator, limit);
    };
  }

  private elements(formula: Elements): Evaluator {
    const countedOf = this.counted(formula);
    return (world, node, rule) => {
      const truths = [...countedOf(world, node, rule).values()];
      const certain = truths.filter((truth) => truth === true).length;
      const possible = truths.filter((truth) => truth !== false).length;
      return certain >= formula.threshold ? true : possible >= formula.threshold ? null : false;
    };
  }

  /** Which clause numbers count, one cause under two numbers only once. */
  counted(formula: Elements): (world: World, node: Node, rule: Node) => Counted {
    let found = this.counters.get(formula);
    if (!found) {
      found = this.counter(formula);
      this.counters.set(formula, found);
    }
    return found;
  }

  private counter(formula: Elements): (world: World, node: Node, rule: Node) => Counted {
    const compiled = countingOrder(formula.elements).map(({ clause, own, shared }) => ({
      clause,
      own: this.compile(own),
      shared: shared.map(([other, cause]) => [other, this.compile(cause)] as const),
    }));
    return (world, node, rule) => {
      const counted = new Map<string, Truth>();
      for (const { clause, own, shared } of compiled) {
        counted.set(clause, elementCounts(own, shared, counted, [world, node, rule]));
      }
      return counted;
    };
  }
}

/** Whether a clause number counts: by a cause of its own, or by a shared one that the other number did not count. */
function elementCounts(
  own: Evaluator,
  shared: readonly (readonly [string, Evaluator])[],
  counted: Counted,
  place: [World, Node, Node],
): Truth {
  let result = own(...place);
  for (const [clause, cause] of shared) {
    if (result === true) break;
    const [truth, other] = [cause(...place), counted.get(clause) ?? (counted.has(clause) ? null : false)];
    if (truth === true && other === false) result = true;
    else if (truth !== false && other !== true) result = null;
  }
  return result;
}

export const refOf = (atom: In | Compare): Ref => (atom.is === "In" ? atom.ref : (atom.terms[0] as readonly [Ref, unknown])[0]);

function share(within: Truth, amount: Interval, count: number): Interval {
  if (within === false) return NOTHING;
  const whole = count === 1 ? amount : amount.times(rational(count));
  return within === true ? whole : whole.hull(NOTHING);
}

function anyNumberOf(domain: Knowledge): Interval {
  const { low, high } = domain as Interval;
  return new Interval(low && low.sign >= 0 ? ZERO : null, high && high.sign <= 0 ? ZERO : null);
}

function inChoices({ ref, values }: In): Evaluator {
  const { steps, key } = ref;
  const domain = ref.domain as Choices;
  const unanswered: Truth = isSubset(domain, values) ? true : isDisjoint(domain, values) ? false : null;
  return (world, node, rule) => {
    const carrier = steps.length ? locate(node, steps, rule) : node;
    const found = world.answer(carrier, key) as Choices | null;
    if (found === null) return unanswered;
    if (isSubset(found, values)) return true;
    return isDisjoint(found, values) ? false : null;
  };
}

function compare({ terms, operator, limit }: Compare): Evaluator {
  const [only] = terms;
  if (only && terms.length === 1 && only[1].equals(ONE)) {
    return (world, node, rule) => compareInterval(known(world, only[0], node, rule) as Interval, operator, limit);
  }
  return (world, node, rule) => compareInterval(linearInterval(world, terms, node, rule), operator, limit);
}

function compareDates({ left, operator, right }: CompareDates): Evaluator {
  return (world, node, rule) => {
    const earlier = termInterval(world, left, node, rule);
    const later = termInterval(world, right, node, rule);
    return compareInterval(earlier.plus(later.times(MINUS_ONE)), operator, ZERO);
  };
}

function all(parts: readonly Evaluator[]): Evaluator {
  return (world, node, rule) => {
    let result: Truth = true;
    for (const part of parts) {
      const truth = part(world, node, rule);
      if (truth === false) return false;
      if (truth === null) result = null;
    }
    return result;
  };
}

function any(parts: readonly Evaluator[]): Evaluator {
  return (world, node, rule) => {
    let result: Truth = false;
    for (const part of parts) {
      const truth = part(world, node, rule);
      if (truth === true) return true;
      if (truth === null) result = null;
    }
    return result;
  };
}

function atLeast(threshold: number, parts: readonly Evaluator[]): Evaluator {
  return (world, node, rule) => {
    let [certain, possible] = [0, 0];
    for (const part of parts) {
      const truth = part(world, node, rule);
      if (truth === true) certain++;
      if (truth !== false) possible++;
    }
    return certain >= threshold ? true : possible >= threshold ? null : false;
  };
}
