/** Builds the world of a visit: nodes with answers and rosters, then what the calculators make of them. */
import { type Fact, type Library } from "../model/library.ts";
import {
  type Choices,
  intersection,
  isInterval,
  isSameKnowledge,
  type Knowledge,
} from "../values/knowledge.ts";
import type { Interval } from "../values/number.ts";
import { calculatorOf } from "./calculators/calculation.ts";
import type { Calculation } from "./calculators/result.ts";
import { Exact } from "./exact.ts";
import { type Item, itemOf, Node, World } from "./world.ts";

/** What the world is built from: the parts of a resolved visit, every parent before its children. */
export interface VisitParts {
  readonly objects: readonly {
    readonly id: string;
    readonly type: string;
    readonly parent: string | null;
    readonly otherEnd: string | null;
    readonly date: Interval | null;
    readonly count: number;
  }[];
  readonly answers: readonly {
    readonly object: string;
    readonly key: string;
    readonly known: Knowledge | null;
    readonly declared: boolean;
  }[];
  /** Pairs of a parent's id and a type. */
  readonly complete: Iterable<readonly [string, string]>;
  readonly judgedOn: number;
}

/** A derived fact answered directly with a value that its calculation rules out: it counts as unknown. */
export interface Disagreement {
  readonly object: string;
  readonly fact: string;
  readonly answered: Knowledge;
  readonly calculation: Calculation;
}

/** A world with what its calculators found, by the item of the fact. */
export interface BuiltWorld {
  readonly world: World;
  readonly calculations: ReadonlyMap<Item, Calculation>;
  readonly disagreements: readonly Disagreement[];
}

/** The world of a visit; answers that the firm declared itself count only if asked for. */
export function buildWorld(visit: VisitParts, library: Library, withDeclared = false): BuiltWorld {
  const nodes = nodesOf(visit, withDeclared);
  const world = new World({
    root: [...nodes.values()][0] as Node,
    nodes,
    types: library.types,
    day: visit.judgedOn,
    rulings: library.rulings,
    constraints: library.constraints,
    tables: library.tables,
  });
  const [calculations, disagreements] = calculate(world, library);
  return { world, calculations, disagreements: [...disagreements, ...agreeWithDefinitions(world, library)] };
}

function nodesOf(visit: VisitParts, withDeclared: boolean): Map<string, Node> {
  const nodes = new Map<string, Node>();
  const at = (id: string): Node => nodes.get(id) as Node;
  for (const { id, type, parent, date, count } of visit.objects) {
    const above = parent === null ? null : at(parent);
    const node = new Node(id, type, above, date, count);
    nodes.set(id, node);
    const siblings = above?.children.get(type);
    if (siblings) siblings.push(node);
    else above?.children.set(type, [node]);
  }
  for (const { id, otherEnd } of visit.objects) if (otherEnd !== null) at(id).other = at(otherEnd);
  for (const [parent, type] of visit.complete) at(parent).complete.add(type);
  for (const { object, key, known, declared } of visit.answers) {
    if (known !== null && (withDeclared || !declared)) at(object).answers.set(key, known);
  }
  return nodes;
}

function calculate(world: World, library: Library): [Map<Item, Calculation>, Disagreement[]] {
  const derived = [...library.facts.values()].filter((fact) => fact.calculator !== null);
  const calculations = new Map<Item, Calculation>();
  const disagreements: Disagreement[] = [];
  // What lies below is calculated first: sums rest on it.
  for (const node of [...world.nodes.values()].reverse()) {
    for (const fact of derived) {
      if (fact.objectType !== node.type) continue;
      const calculation = calculatorOf(fact.calculator as string).run(world, node);
      calculations.set(itemOf("fact", node.id, fact.name), calculation);
      const disagreement = take(node, fact, calculation);
      if (disagreement) disagreements.push(disagreement);
    }
  }
  return [calculations, disagreements.reverse()];
}

/** Makes a calculation known at its object, or returns how it contradicts what was answered there. */
function take(node: Node, fact: Fact, calculation: Calculation): Disagreement | null {
  const answered = node.answers.get(fact.name);
  const agreed = common(answered ?? fact.domain, calculation.known);
  if (agreed === null && answered !== undefined) {
    node.answers.delete(fact.name);
    return { object: node.id, fact: fact.name, answered, calculation };
  }
  if (agreed !== null && !isSameKnowledge(agreed, fact.domain)) node.answers.set(fact.name, agreed);
  return null;
}

/** Narrows direct answers of defined facts to what their definitions allow; a contradiction makes the fact unknown. */
function agreeWithDefinitions(world: World, library: Library): Disagreement[] {
  const exact = new Exact(world);
  const found: Disagreement[] = [];
  for (const [fullName, alternatives] of library.alternatives) {
    const fact = library.facts.get(fullName) as Fact;
    for (const node of world.nodes.values()) {
      const answered = node.type === fact.objectType ? node.answers.get(fact.name) : undefined;
      if (answered === undefined) continue;
      const possible = alternatives.filter(([, when]) => exact.truth(when, node) !== false).map(([value]) => value);
      const allowed = possible.filter((value) => common(answered, value) !== null);
      const [only] = allowed;
      if (!only) {
        node.answers.set(fact.name, fact.domain);
        const calculation = { known: joined(possible.length ? possible : [fact.domain]), figures: "", openInputs: [] };
        found.push({ object: node.id, fact: fact.name, answered, calculation });
      } else if (allowed.length === 1) node.answers.set(fact.name, only);
      else if (!isInterval(answered)) node.answers.set(fact.name, intersection(answered, union(allowed)));
    }
  }
  return found;
}

/** All the values, or for numbers the stretch around them. */
function joined(values: readonly Knowledge[]): Knowledge {
  const intervals = values.filter(isInterval);
  return intervals.length ? intervals.reduce((whole, interval) => whole.hull(interval)) : union(values);
}

const union = (values: readonly Knowledge[]): Choices =>
  new Set(values.flatMap((value) => (isInterval(value) ? [] : [...value])));

/** What both allow; null if they contradict each other. */
export function common(first: Knowledge, second: Knowledge): Knowledge | null {
  if (isInterval(first)) {
    const meet = isInterval(second) ? first.meet(second) : null;
    return meet === null || meet.isEmpty ? null : meet;
  }
  const both = isInterval(second) ? new Set<string>() : intersection(first, second);
  return both.size ? both : null;
}
