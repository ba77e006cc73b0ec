/** Computes residuals: walks a formula once over a world, keeping only what is still open. */
import {
  type ByReading,
  type CompareDates,
  type Count,
  countingOrder,
  type DateTerm,
  type Element,
  type Elements,
  type Formula,
  type In,
  type Operator,
  type Range,
  type Ref,
  type Sum,
} from "../expr/formula.ts";
import { type Choices, isDisjoint, isSubset } from "../values/knowledge.ts";
import { holds, type Interval, point, Rational, rational, ZERO } from "../values/number.ts";
import { compareInterval, shiftedInterval, upTo } from "./intervals.ts";
import { type Kleene, refOf } from "./kleene.ts";
import {
  both,
  choiceTest,
  type DayTest,
  dayTest,
  either,
  type Hidden,
  hidden,
  itemsOf,
  joint,
  literal,
  numberTest,
  opposite,
  readingChoiceLeft,
  type Residual,
  threshold,
  type Variable,
  variable,
  type Weighted,
} from "./residual.ts";
import { compareItems, type Item, itemOf, known, locate, type Node, openRosters, seen, type World } from "./world.ts";

const FLIPPED: Readonly<Record<string, string>> = { "<": ">", "<=": ">=", ">": "<", ">=": "<=" };
const MINUS_ONE = rational(-1);
/** What stands for a day that is no fact's. */
const NO_FACT = itemOf("fact", "");

/** What is asked of an object: all demanded, and not the refused. */
interface Demand {
  readonly demanded: readonly Formula[];
  readonly refused?: Formula;
}

const sums = new WeakMap<Sum, number>();
let lastSum = 0;

/** A number that tells sums apart. */
function numberOf(sum: Sum): number {
  let number = sums.get(sum);
  if (number === undefined) sums.set(sum, (number = ++lastSum));
  return number;
}

/** Computes residuals in one world. */
export class Residuals {
  constructor(
    private readonly world: World,
    private readonly kleene: Kleene,
  ) {}

  /** What is left of a formula at an object. */
  of(formula: Formula, node: Node, rule: Node): Residual {
    switch (formula.is) {
      case "Const":
        return formula.value;
      case "In":
        return this.inChoices(formula, node, rule);
      case "Compare": {
        const terms = formula.terms.map(([ref, factor]) => [this.variable(ref, node, rule), factor] as const);
        return linear(terms, formula.operator, formula.limit);
      }
      case "CompareDates":
        return this.dates(formula, node, rule);
      case "Derived": {
        const ref = refOf(formula.atom);
        const isDirect = this.world.answer(locate(node, ref.steps, rule), ref.key) !== null;
        return this.of(isDirect ? formula.atom : formula.expansion, node, rule);
      }
      case "At": {
        const target = locate(node, formula.steps, rule);
        return this.of(formula.part, target, formula.rebase ? target : rule);
      }
      case "All":
        return both(this.each(formula.parts, node, rule));
      case "AnyOf":
        return either(this.each(formula.parts, node, rule));
      case "Not":
        return opposite(this.of(formula.part, node, rule));
      case "AtLeast":
        return threshold(formula.threshold, formula.parts.map((part) => [this.of(part, node, rule), 1]));
      case "ByReading":
        return this.byReading(formula, node, rule);
      default:
        return this.kleene.truth(formula, this.world, node, rule) ?? this.overObjects(formula, node, rule);
    }
  }

  /** One part after the other, as they are asked for. */
  private *each(parts: readonly Formula[], node: Node, rule: Node): Generator<Residual> {
    for (const part of parts) yield this.of(part, node, rule);
  }

  private overObjects(formula: Formula, node: Node, rule: Node): Residual {
    switch (formula.is) {
      case "Exists":
        return this.some(formula.range, { demanded: [formula.body] }, node, rule);
      case "Every": {
        const { range, guard, body } = formula;
        const good = this.some(range, { demanded: [guard, body] }, node, rule);
        const bad = this.some(range, { demanded: [guard], refused: body }, node, rule);
        return both([good, opposite(bad)]);
      }
      case "Count":
        return this.count(formula, node, rule);
      case "Sum":
        return this.sum(formula, node, rule);
      case "Elements":
        return this.elements(formula, node, rule);
      default:
        throw new TypeError(formula.is);
    }
  }

  private inChoices(formula: In, node: Node, rule: Node): Residual {
    const made = this.variable(formula.ref, node, rule);
    const choices = made.known as Choices;
    if (isSubset(choices, formula.values)) return true;
    if (isDisjoint(choices, formula.values)) return false;
    return literal(made, choiceTest(formula.values));
  }

  private variable(ref: Ref, node: Node, rule: Node, whole = ref.whole): Variable {
    const carrier = locate(node, ref.steps, rule);
    const item = itemOf("fact", carrier.id, ref.key);
    return variable(item, [item], known(this.world, ref, node, rule), whole);
  }

  private dates(formula: CompareDates, node: Node, rule: Node): Residual {
    const [left, right] = [this.day(formula.left, node, rule), this.day(formula.right, node, rule)];
    const { operator } = formula;
    if (left instanceof Rational) {
      if (right instanceof Rational) return holds(left, operator, right);
      return dayLiteral(right, dayTest(FLIPPED[operator] ?? operator, left, formula.right.months, formula.right.days));
    }
    if (right instanceof Rational) {
      return dayLiteral(left, dayTest(operator, right, formula.left.months, formula.left.days));
    }
    return twoDays(left, right, formula);
  }

  /** A fixed day (shifted), or the variable that holds it (not shifted). */
  private day(term: DateTerm, node: Node, rule: Node): Variable | Rational {
    const made = this.dayVariable(term, node, rule);
    const { single } = made.known as Interval;
    return single ? (shiftedInterval(point(single), term).single as Rational) : made;
  }

  private dayVariable(term: DateTerm, node: Node, rule: Node): Variable {
    if (term.ref) return this.variable(term.ref, node, rule, true);
    if (term.special === "事件日期") {
      const event = locate(node, term.steps, rule);
      const item = itemOf("fact", event.id, "日期");
      return variable(item, [item], event.date ?? upTo(this.world.day), true);
    }
    const day = term.special ? this.world.day : (term.day as number);
    return variable(NO_FACT, [], point(rational(day)));
  }

  private byReading({ reading, options }: ByReading, node: Node, rule: Node): Residual {
    const ruled = this.world.ruling(reading);
    if (ruled !== null) {
      const [, chosen] = options.find(([name]) => name === ruled) as readonly [string, Formula];
      return this.of(chosen, node, rule);
    }
    const left = options.map(([name, part]) => [name, this.of(part, node, rule)] as const);
    const [, first] = left[0] as readonly [string, Residual];
    if (typeof first === "boolean" && left.every(([, part]) => part === first)) return first;
    return readingChoiceLeft(reading, left);
  }

  private body({ demanded, refused }: Demand, item: Node, rule: Node): Residual {
    const parts = demanded.map((part) => this.of(part, item, rule));
    if (refused) parts.push(opposite(this.of(refused, item, rule)));
    return both(parts);
  }

  private some(scope: Range, demand: Demand, node: Node, rule: Node): Residual {
    const anchor = locate(node, scope.steps, rule);
    const parts = seen(this.world, scope, anchor).map((item) => this.body(demand, item, rule));
    if (parts.includes(true)) return true;
    for (const [parent, path] of openRosters(this.world, scope, anchor)) {
      parts.push(...this.nested(parent, path, demand, rule));
    }
    return either(parts);
  }

  /** That an unseen object exists; at the end of a line of types, that one exists below an unseen one above it. */
  private nested(parent: Node, path: readonly string[], demand: Demand, rule: Node): Residual[] {
    const [type, ...deeper] = path as [string, ...string[]];
    const found: Residual[] = [];
    for (const child of this.world.suppose(parent, [type])) {
      const body = this.world.supposing(child, () =>
        deeper.length ? either(this.nested(child, deeper, demand, rule)) : this.body(demand, child, rule),
      );
      const always = this.always(child);
      if (body !== false && always !== false) {
        found.push(hidden(child.id, itemOf("roster", parent.id, type), body, always));
      }
    }
    return found;
  }

  private always(child: Node): Residual {
    const own = this.world.constraints.filter((constraint) => constraint.objectType === child.type);
    return both(this.each(own.map(({ formula }) => formula), child, child));
  }

  private count(formula: Count, node: Node, rule: Node): Residual {
    const { limit, operator, body, range } = formula;
    const written = `${operator}${limit}`;
    const demand = { demanded: [body] };
    if ([">=1", ">0", "!=0"].includes(written)) return this.some(range, demand, node, rule);
    if (["<1", "<=0", "=0"].includes(written)) return opposite(this.some(range, demand, node, rule));
    const anchor = locate(node, range.steps, rule);
    const parts: Weighted[] = seen(this.world, range, anchor).flatMap((item) =>
      members(item, this.of(body, item, rule), operator, limit),
    );
    for (const [parent, path] of openRosters(this.world, range, anchor)) {
      for (const each of this.hiddenCounts(parent, path, body, rule, limit + 1)) parts.push([each, 1]);
    }
    return compared(operator, threshold(limit, parts), threshold(limit + 1, parts));
  }

  /** That unseen objects add to a count; the things one of them may be related to are alternatives, not further ones. */
  private hiddenCounts(parent: Node, path: readonly string[], body: Formula, rule: Node, cap: number): Hidden[] {
    const lines = new Map<string, [Residual[], Residual[]]>();
    for (const child of this.world.suppose(parent, path)) {
      const left = this.world.supposing(child, () => this.of(body, child, rule));
      const always = both(this.alwaysAbove(child, parent));
      if (left === false || always === false) continue;
      const source = topOf(child, parent).id;
      const line = lines.get(source);
      if (line) {
        line[0].push(left);
        line[1].push(always);
      } else lines.set(source, [[left], [always]]);
    }
    const roster = itemOf("roster", parent.id, path[0]);
    return [...lines].map(([source, [bodies, constraints]]) =>
      hidden(source, roster, either(bodies), either(constraints), cap),
    );
  }

  private *alwaysAbove(child: Node, parent: Node): Generator<Residual> {
    for (let current: Node | null = child; current && current !== parent; current = current.parent) {
      yield this.always(current);
    }
  }

  private sum(formula: Sum, node: Node, rule: Node): Residual {
    const { range, guard, ref, operator, limit } = formula;
    const anchor = locate(node, range.steps, rule);
    const items: Item[] = [];
    const terms: [Variable, Rational][] = [];
    let isDecided = true;
    for (const thing of seen(this.world, range, anchor)) {
      const left = this.of(guard, thing, rule);
      if (left === false) continue;
      isDecided &&= left === true;
      items.push(...itemsOf(left));
      const made = this.variable(ref, thing, rule);
      terms.push([made, rational(thing.count)]);
      if (!(made.known as Interval).single) items.push(...made.items);
    }
    for (const [parent, path] of openRosters(this.world, range, anchor)) {
      if (this.world.suppose(parent, path).some((child) => this.of(guard, child, rule) !== false)) {
        isDecided = false;
        items.push(itemOf("roster", parent.id, path[0]));
      }
    }
    if (isDecided) return linear(terms, operator, limit);
    return joint([...new Set(items)], ["sum", anchor.id, rule.id, numberOf(formula)].join("\0"));
  }

  private elements(formula: Elements, node: Node, rule: Node): Residual {
    const counted = new Map<string, Residual>();
    for (const element of countingOrder(formula.elements)) {
      counted.set(element.clause, this.element(element, counted, node, rule));
    }
    return threshold(formula.threshold, [...counted.values()].map((part) => [part, 1]));
  }

  private element(element: Element, counted: ReadonlyMap<string, Residual>, node: Node, rule: Node): Residual {
    const own = this.of(element.own, node, rule);
    if (own === true) return true;
    const shared = element.shared.map(([clause, cause]) =>
      both([this.of(cause, node, rule), opposite(counted.get(clause) ?? false)]),
    );
    return either([own, ...shared]);
  }
}

function compared(operator: Operator, reaches: Residual, exceeds: Residual): Residual {
  switch (operator) {
    case ">=":
      return reaches;
    case ">":
      return exceeds;
    case "<":
      return opposite(reaches);
    case "<=":
      return opposite(exceeds);
    case "=":
      return both([reaches, opposite(exceeds)]);
    case "!=":
      return either([opposite(reaches), exceeds]);
  }
}

/** A test of a sum of multiples: like terms joined, what is fixed taken to the right, scaled to a canonical form. */
function linear(terms: readonly (readonly [Variable, Rational])[], operator: string, limit: Rational): Residual {
  let rest = limit;
  const factors = new Map<Variable, Rational>();
  for (const [made, factor] of terms) {
    const { single } = made.known as Interval;
    if (single) rest = rest.minus(factor.times(single));
    else factors.set(made, (factors.get(made) ?? ZERO).plus(factor));
  }
  const left = [...factors].filter(([, factor]) => factor.sign !== 0).sort(([a], [b]) => compareItems(a.key, b.key));
  const [first] = left;
  if (!first) return holds(ZERO, operator, rest);
  const [only, scale] = first;
  const tested = left.length > 1 ? combination(left.map(([made, factor]) => [made, factor.over(scale)])) : only;
  const truth = compareInterval((tested.known as Interval).times(scale), operator, rest);
  return truth ?? literal(tested, numberTest(operator, rest, scale));
}

/** A linear combination of open facts as one variable; the first factor is one. */
function combination(terms: readonly (readonly [Variable, Rational])[]): Variable {
  const total = terms.reduce((sum, [made, factor]) => sum.plus((made.known as Interval).times(factor)), point(ZERO));
  const name = terms.map(([{ key }, factor]) => `${factor.key}·${key.object}·${key.key}`).join(" + ");
  const whole = terms.every(([made, factor]) => made.whole && factor.isWhole);
  const items = terms.flatMap(([made]) => made.items);
  return variable(itemOf("linear", (items[0] as Item).object, name), items, total, whole);
}

function dayLiteral(made: Variable, test: DayTest): Residual {
  const moved = shiftedInterval(made.known as Interval, test);
  return compareInterval(moved, test.operator, test.limit) ?? literal(made, test);
}

function twoDays(left: Variable, right: Variable, formula: CompareDates): Residual {
  const { left: first, right: second, operator } = formula;
  if (left.key === right.key) {
    const [months, days] = [second.months - first.months, second.days - first.days];
    // Later by months and by days is later, whatever the day.
    if (Math.min(months, days) >= 0 || Math.max(months, days) <= 0) {
      return holds(ZERO, operator, rational(months + days));
    }
  }
  const [earlier, later] = [
    shiftedInterval(left.known as Interval, first),
    shiftedInterval(right.known as Interval, second),
  ];
  const truth = compareInterval(earlier.plus(later.times(MINUS_ONE)), operator, ZERO);
  if (truth !== null) return truth;
  const shifts = [first.months, first.days, operator, right.key.number, second.months, second.days];
  return joint([...left.items, ...right.items], ["dates", left.key.number, ...shifts].join("\0"));
}

/**
 * An object's share in a count. Of a group with an open body, some members may meet it and others not: where that can
 * matter (equality), each member is a question of its own.
 */
function members(item: Node, body: Residual, operator: Operator, limit: number): Weighted[] {
  if (item.count === 1 || typeof body === "boolean" || (operator !== "=" && operator !== "!=")) {
    return [[body, item.count]];
  }
  const asked = [...new Set(itemsOf(body))];
  return Array.from({ length: Math.min(item.count, limit + 1) }, (_, n) => [
    joint(asked, ["member", item.id, n, body.number].join("\0")),
    1,
  ]);
}

function topOf(child: Node, parent: Node): Node {
  let current = child;
  while (current.parent !== null && current.parent !== parent) current = current.parent;
  return current;
}
