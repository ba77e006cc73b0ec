/**
 * Builds the decision diagram of one residual: over open variables cut into cells, open readings, and for each open roster
 * the ways in which an unseen object can meet some of the bodies asked of it and fail the others.
 */
import type { Truth } from "../values/truth.ts";
import { type Analysis, analysis, type Choice, choice, COMPLETE, MORE } from "./analysis.ts";
import { type Cell, cellsOf } from "./cells.ts";
import { Diagrams, DiagramTooLargeError, FALSE, type Pick, TRUE } from "./decision.ts";
import { type Hidden, isHidden, itemsOf, type Residual, type Test, type Variable, type Weighted } from "./residual.ts";
import { type Item, itemOf } from "./world.ts";

const MAX_VARIABLES = 220;
const MAX_JOINT_BODIES = 6;
/** A reading is no question for the site: it settles a verdict only where no fact can. */
const READING_WEIGHT = 1000;
const ROSTER_OPTIONS: readonly string[] = [COMPLETE, MORE];

/** A diagram variable: what it stands for, how heavy it is to find out, and the meaning of its values. */
interface Known {
  readonly items: readonly Item[];
  readonly weight: number;
  readonly cells: readonly Cell[];
  readonly options: readonly string[];
}
/** What a variable is declared for: a fact, a reading, or the identity of a joint test. */
type Key = Item | string;

const indicator = (size: number, holds: (n: number) => boolean): number[] =>
  Array.from({ length: size }, (_, n) => (holds(n) ? TRUE : FALSE));

/** The diagram of one residual under constraints. */
export class DiagramOf {
  private readonly tests = new Map<Item, [Variable, Map<Test, number>]>();
  private readonly depths = new Map<Key, number>();
  private readonly bodies = new Map<string, Set<Hidden>>();
  private readonly outcomes = new Map<Item, (readonly boolean[])[]>();
  private readonly index = new Map<Key, number>();
  private readonly about: Known[] = [];
  private readonly grown = new Map<string, Map<Residual, number[]>>();
  private readonly jointItems = new Map<string, readonly Item[]>();
  private readonly readingOptions = new Map<Item, readonly string[]>();
  private readonly askedAbove = new Map<number, readonly Item[]>();
  private readonly rosters = new Map<Item, number>();
  private readonly diagrams = new Diagrams();
  private isExact = true;

  constructor(
    private readonly residual: Residual,
    private readonly constraints: readonly Residual[] = [],
  ) {}

  /** The exact truth, the diagram, and the diagram of the constraints. */
  decide(): [Truth, number, number] {
    const { diagrams } = this;
    this.gatherAll([this.residual, ...this.constraints], 0);
    this.declare();
    const always = diagrams.allOf(this.constraints.map((part) => this.node(part)));
    const node = this.node(this.residual);
    if (always === FALSE) return [null, node, TRUE];
    if (diagrams.conjunction(always, node) === FALSE) return [false, node, always];
    if (diagrams.conjunction(always, diagrams.negation(node)) === FALSE) return [true, node, always];
    return [null, node, always];
  }

  /** The truth, the relevant things, and the smallest sets that settle it. */
  analysis(): Analysis {
    const [truth, node, always] = this.decide();
    if (truth !== null) return analysis(truth);
    const { diagrams } = this;
    const weights = this.about.map((_, variable) => this.weights(variable));
    const toTrue = this.fewest(node, always, weights);
    const toFalse = this.fewest(diagrams.negation(node), always, weights);
    const support = diagrams.support(node);
    const above = support.flatMap((v) => this.askedAbove.get(v) ?? []);
    const all = new Set([...support, ...[...(toTrue ?? []), ...(toFalse ?? [])].map(([v]) => v)]);
    const found = [...all].sort((a, b) => a - b).flatMap((v) => this.aboutOf(v).items);
    const cost = (chosen: readonly Pick[] | null): number =>
      (chosen ?? []).reduce((sum, [v, n]) => sum + (weights[v]?.[n] as number), 0);
    return analysis(null, {
      relevant: [...new Set([...found, ...above])],
      toTrue: this.choices(toTrue),
      toFalse: this.choices(toFalse),
      isExact: this.isExact,
      costs: [cost(toTrue), cost(toFalse)],
    });
  }

  private aboutOf(variable: number): Known {
    return this.about[variable] as Known;
  }

  /** The lightest choices that make the node hold wherever the constraints do, and that the constraints allow. */
  private fewest(node: number, always: number, weights: readonly number[][]): readonly Pick[] | null {
    const { diagrams } = this;
    const found = diagrams.fewest(diagrams.disjunction(node, diagrams.negation(always)), weights);
    if (!found || always === TRUE) return found;
    let allowed = always;
    for (const [variable, value] of found) {
      const kids = indicator(diagrams.arity[variable] as number, (n) => n === value);
      allowed = diagrams.conjunction(allowed, diagrams.make(variable, kids));
    }
    return allowed !== FALSE ? found : diagrams.fewest(diagrams.conjunction(node, always), weights);
  }

  /**
   * How heavy each value is. That a roster is complete is one answer, and that there are (or are not) further objects
   * of a kind is one; that there are further ones at all is said by the latter.
   */
  private weights(variable: number): number[] {
    const known = this.aboutOf(variable);
    if (known.options === ROSTER_OPTIONS) return [1, 0];
    return new Array<number>(this.diagrams.arity[variable] as number).fill(known.weight || 1);
  }

  private choices(found: readonly Pick[] | null): readonly Choice[] | null {
    if (!found) return null;
    const choices = new Map<Item, Choice>();
    for (const [variable, value] of found) {
      const about = this.aboutOf(variable);
      if (!about.weight) {
        const roster = about.items[0] as Item;
        if (!choices.has(roster)) choices.set(roster, choice(roster, [], value ? MORE : COMPLETE));
        continue;
      }
      // Which further objects there are says more.
      if (about.options === ROSTER_OPTIONS && value) continue;
      for (const item of about.items) {
        if (choices.get(item)?.values.length) continue;
        choices.set(item, choice(item, about.cells[value] ?? [], about.options[value] ?? null));
      }
    }
    return [...choices.values()];
  }

  /** Collects variables with their tests, and the bodies of each source of unseen objects. */
  private gather(residual: Residual, depth: number): void {
    if (typeof residual === "boolean") return;
    switch (residual.is) {
      case "Literal": {
        const { variable, test } = residual;
        let uses = this.tests.get(variable.key);
        if (!uses) this.tests.set(variable.key, (uses = [variable, new Map()]));
        if (!uses[1].has(test)) uses[1].set(test, uses[1].size);
        this.reach(variable.key, depth);
        break;
      }
      case "Joint":
        this.reach(residual.identity, depth);
        this.jointItems.set(residual.identity, residual.items);
        break;
      case "ReadingChoiceLeft": {
        const reading = itemOf("reading", residual.reading);
        this.reach(reading, depth);
        this.readingOptions.set(reading, residual.options.map(([name]) => name));
        this.gatherAll(residual.options.map(([, part]) => part), depth);
        break;
      }
      case "Hidden": {
        const bodies = this.bodies.get(residual.source);
        if (bodies) bodies.add(residual);
        else this.bodies.set(residual.source, new Set([residual]));
        this.gatherAll([residual.body, residual.always], depth + 1);
        break;
      }
      case "Opposite":
        this.gather(residual.part, depth);
        break;
      case "Threshold":
        this.gatherAll(residual.parts.map(([part]) => part), depth);
        break;
      default:
        this.gatherAll(residual.parts, depth);
    }
  }

  private gatherAll(parts: readonly Residual[], depth: number): void {
    for (const part of parts) this.gather(part, depth);
  }

  private reach(key: Key, depth: number): void {
    if (!this.depths.has(key)) this.depths.set(key, depth);
  }

  /** Gives the variables an order: in the order of their use, those of unseen objects last. */
  private declare(): void {
    if (this.depths.size > MAX_VARIABLES) throw new DiagramTooLargeError();
    for (const [key] of [...this.depths].sort(([, a], [, b]) => a - b)) this.declareOne(key);
  }

  private declareOne(key: Key): void {
    if (typeof key === "string") {
      const items = this.jointItems.get(key) as readonly Item[];
      this.index.set(key, this.add({ items, weight: items.length, cells: [], options: [] }, 2));
      return;
    }
    const uses = this.tests.get(key);
    if (!uses) {
      const options = this.readingOptions.get(key) as readonly string[];
      this.index.set(key, this.add({ items: [key], weight: READING_WEIGHT, cells: [], options }, options.length));
      return;
    }
    const [variable, tests] = uses;
    const cells = cellsOf(variable, [...tests.keys()]);
    this.outcomes.set(key, cells.map(([outcome]) => outcome));
    const { items } = variable;
    const meanings = items.length === 1 ? cells.map(([, cell]) => cell) : [];
    this.index.set(key, this.add({ items, weight: items.length, cells: meanings, options: [] }, cells.length));
  }

  private add(known: Known, arity: number): number {
    this.about.push(known);
    return this.diagrams.addVariable(arity);
  }

  private indexOf(key: Key): number {
    return this.index.get(key) as number;
  }

  private node(residual: Residual): number {
    const { diagrams } = this;
    if (typeof residual === "boolean") return residual ? TRUE : FALSE;
    switch (residual.is) {
      case "Literal": {
        const { key } = residual.variable;
        const position = this.tests.get(key)?.[1].get(residual.test) as number;
        const outcomes = this.outcomes.get(key) as (readonly boolean[])[];
        return diagrams.make(this.indexOf(key), outcomes.map((outcome) => (outcome[position] ? TRUE : FALSE)));
      }
      case "Joint":
        return diagrams.make(this.indexOf(residual.identity), [FALSE, TRUE]);
      case "ReadingChoiceLeft": {
        const reading = itemOf("reading", residual.reading);
        return diagrams.anyOf(
          residual.options.map(([name, part]) => diagrams.conjunction(this.option(reading, name), this.node(part))),
        );
      }
      case "Hidden":
        return this.occurrences(residual)[0] as number;
      case "Both":
        return diagrams.allOf(residual.parts.map((part) => this.node(part)));
      case "Either":
        return diagrams.anyOf(residual.parts.map((part) => this.node(part)));
      case "Opposite":
        return diagrams.negation(this.node(residual.part));
      case "Threshold":
        return diagrams.atLeast(residual.threshold, residual.parts.flatMap((part) => this.weighted(part)));
    }
  }

  private option(reading: Item, option: string): number {
    const names = this.readingOptions.get(reading) as readonly string[];
    return this.diagrams.make(this.indexOf(reading), names.map((name) => (name === option ? TRUE : FALSE)));
  }

  private weighted([part, weight]: Weighted): (readonly [number, number])[] {
    if (isHidden(part)) return this.occurrences(part).map((node) => [node, 1] as const);
    return [[this.node(part), weight]];
  }

  /** Diagrams of "at least one", "at least two" … unseen objects meeting the body, up to its cap. */
  private occurrences(hidden: Hidden): readonly number[] {
    let grown = this.grown.get(hidden.source);
    if (!grown) {
      this.grown.set(hidden.source, (grown = new Map()));
      for (const group of this.groups([...(this.bodies.get(hidden.source) as Set<Hidden>)])) this.grow(group);
    }
    return (grown.get(hidden.body) as number[]).slice(0, Math.max(1, hidden.cap));
  }

  /** Bodies asked of one supposed object, together; if they are too many, those that share facts of its own. */
  private groups(bodies: readonly Hidden[]): (readonly Hidden[])[] {
    const isSmall = (members: readonly Hidden[]): boolean =>
      new Set(members.map((member) => member.body)).size <= MAX_JOINT_BODIES;
    if (isSmall(bodies)) return [bodies];
    let groups: [Set<Item>, Hidden[]][] = [];
    for (const body of bodies) {
      const own = new Set(itemsOf(body.body).filter((item) => item.object.startsWith(body.source)));
      const touching = groups.filter(([items]) => [...own].some((item) => items.has(item)));
      const items = new Set([...own, ...touching.flatMap(([each]) => [...each])]);
      groups = [
        ...groups.filter((group) => !touching.includes(group)),
        [items, [...touching.flatMap(([, members]) => members), body]],
      ];
      this.isExact &&= own.size > 0;
    }
    return groups.flatMap(([, members]): (readonly Hidden[])[] => {
      this.isExact &&= isSmall(members);
      return isSmall(members) ? [members] : members.map((member) => [member]);
    });
  }

  /** Adds a variable for each way in which an unseen object can meet some of the bodies and fail the others. */
  private grow(group: readonly Hidden[]): void {
    const { diagrams } = this;
    const { source, roster } = group[0] as Hidden;
    const bodies = [...new Set(group.map((member) => member.body))];
    const nodes = bodies.map((body) => this.node(body));
    const rules = [...new Set(group.map((member) => member.always))];
    const always = diagrams.allOf(rules.map((part) => this.node(part)));
    const own = new Set<number>();
    this.about.forEach(({ items }, index) => {
      if (items.some((item) => item.object.startsWith(source))) own.add(index);
    });
    const above = this.above([...nodes, always], source);
    const more = this.more(roster);
    const cap = Math.max(...group.map((member) => member.cap));
    const ladders: number[][] = bodies.map(() => []);
    for (let pattern = 0; pattern < 2 ** bodies.length; pattern++) {
      const meets = (position: number): boolean => ((pattern >> (bodies.length - 1 - position)) & 1) === 1;
      const meeting = nodes.map((node, position) => (meets(position) ? node : diagrams.negation(node)));
      const possible = diagrams.without(diagrams.allOf([always, ...meeting]), own);
      if (!pattern || possible === FALSE) continue;
      const steps = this.steps(roster, cap, above, [more, possible]);
      ladders.forEach((ladder, position) => meets(position) && ladder.push(...steps));
    }
    bodies.forEach((body, position) => {
      const weighted = (ladders[position] as number[]).map((step) => [step, 1] as const);
      const counts = Array.from({ length: cap }, (_, n) => diagrams.atLeast(n + 1, weighted));
      this.grown.get(source)?.set(body, counts);
    });
  }

  /** What bodies ask of things above the unseen object. */
  private above(nodes: readonly number[], source: string): Item[] {
    const items = nodes.flatMap((node) => this.diagrams.support(node).flatMap((v) => this.aboutOf(v).items));
    // A reading that matters only for objects nobody has seen is no question until one is found.
    return [...new Set(items.filter((item) => item.kind !== "reading" && !item.object.startsWith(source)))];
  }

  /** Diagrams of "at least one", "at least two" … unseen objects of one way, where such ones can exist. */
  private steps(roster: Item, cap: number, above: readonly Item[], [more, possible]: [number, number]): number[] {
    const { diagrams } = this;
    const variable = this.add({ items: [roster], weight: 0, cells: [], options: [] }, cap + 1);
    this.askedAbove.set(variable, above);
    const exists = diagrams.conjunction(more, possible);
    return Array.from({ length: cap }, (_, step) =>
      diagrams.conjunction(diagrams.make(variable, indicator(cap + 1, (n) => n > step)), exists),
    );
  }

  /** That a roster is not complete: one word about it rules out every unseen object at once. */
  private more(roster: Item): number {
    let index = this.rosters.get(roster);
    if (index === undefined) {
      index = this.add({ items: [roster], weight: 1, cells: [], options: ROSTER_OPTIONS }, 2);
      this.rosters.set(roster, index);
    }
    return this.diagrams.make(index, [FALSE, TRUE]);
  }
}
