/** The world a visit describes: objects with what is known of them, and, where a roster is open, objects nobody has seen. */
import { OTHER, type Range, type Ref, RULE_OBJECT, UP } from "../expr/formula.ts";
import type { Constraint, ObjectType, Ruling, Tables } from "../model/library.ts";
import type { Knowledge } from "../values/knowledge.ts";
import { Interval, rational } from "../values/number.ts";
import { compareText } from "../values/text.ts";

/** An object. An unseen one has no answers, an open roster of every kind, and `unseen` set. */
export class Node {
  readonly answers = new Map<string, Knowledge>();
  /** By type: the objects seen directly under it. */
  readonly children = new Map<string, Node[]>();
  /** Types whose roster directly under it is complete. */
  readonly complete = new Set<string>();
  other: Node | null = null;

  constructor(
    readonly id: string,
    readonly type: string,
    readonly parent: Node | null,
    public date: Interval | null = null,
    readonly count = 1,
    readonly unseen = false,
  ) {}
}

export type ItemKind = "fact" | "roster" | "reading" | "linear";

/**
 * Something known or askable: a fact (its object's id and key), a roster (its parent's id and type) or a reading (its id).
 * Equal items are the same object, so that they serve as keys of sets and maps.
 */
export interface Item {
  readonly kind: ItemKind;
  readonly object: string;
  readonly key: string;
  readonly number: number;
}

const items = new Map<string, Item>();

/** The item of these parts: always the same object for the same parts. */
export function itemOf(kind: ItemKind, object: string, key = ""): Item {
  const name = `${kind}\0${object}\0${key}`;
  let found = items.get(name);
  if (!found) {
    found = { kind, object, key, number: items.size };
    items.set(name, found);
  }
  return found;
}

/** Order of items as Python sorts them: by kind, object, key. */
export const compareItems = (a: Item, b: Item): number =>
  compareText(a.kind, b.kind) || compareText(a.object, b.object) || compareText(a.key, b.key);

/** Told of every known thing that is read; false hides it. */
export type Watch = (item: Item) => boolean;

export interface WorldParts {
  readonly root: Node;
  readonly nodes: ReadonlyMap<string, Node>;
  readonly types: ReadonlyMap<string, ObjectType>;
  readonly day: number;
  readonly rulings: ReadonlyMap<string, Ruling>;
  readonly constraints: readonly Constraint[];
  readonly tables: Tables;
}

/**
 * All objects, the day judged on, and what offices have ruled.
 *
 * With a `watch`, every read of something known is told to it, and what it refuses is taken as unknown: so reasons are
 * found and proven sufficient.
 */
export class World {
  readonly root: Node;
  readonly nodes: ReadonlyMap<string, Node>;
  readonly types: ReadonlyMap<string, ObjectType>;
  readonly day: number;
  readonly rulings: ReadonlyMap<string, Ruling>;
  readonly constraints: readonly Constraint[];
  readonly tables: Tables;
  watch: Watch | null = null;
  /** Objects that are supposed to exist at the moment. */
  readonly supposedNow: Node[] = [];

  constructor(parts: WorldParts) {
    this.root = parts.root;
    this.nodes = parts.nodes;
    this.types = parts.types;
    this.day = parts.day;
    this.rulings = parts.rulings;
    this.constraints = parts.constraints;
    this.tables = parts.tables;
  }

  /** The answer at an object, if there is one and it may be seen. */
  answer(node: Node, key: string): Knowledge | null {
    const found = node.answers.get(key);
    if (found === undefined) return null;
    return this.watch === null || this.watch(itemOf("fact", node.id, key)) ? found : null;
  }

  /** Whether all objects of a type directly under a parent are listed. */
  isComplete(parent: Node, objectType: string): boolean {
    if (!parent.complete.has(objectType)) return false;
    return this.watch === null || this.watch(itemOf("roster", parent.id, objectType));
  }

  /** The option an office chose for a reading, if it did. */
  ruling(reading: string): string | null {
    const found = this.rulings.get(reading);
    if (!found || (this.watch !== null && !this.watch(itemOf("reading", reading)))) return null;
    return found.option;
  }

  /**
   * Objects nobody saw, below `parent` by a line of types whose members are unseen too: one for each object that the
   * other end of an unseen relation may be, else just one. Ids begin with the supposed child's of `parent`.
   */
  suppose(parent: Node, path: readonly string[], label = "未见"): Node[] {
    let line = [parent];
    for (const objectType of path) line = line.flatMap((above) => this.supposeChild(above, objectType, label));
    return line;
  }

  private supposeChild(parent: Node, objectType: string, label: string): Node[] {
    const others = (parent.children.get(objectType) ?? []).filter((sibling) => sibling.unseen).length;
    const name = `${parent.id}〈${label}${objectType}${"′".repeat(others)}〉`;
    const otherType = typeOf(this, objectType).otherEnd;
    if (otherType === null) return [this.supposed(name, objectType, parent)];
    const above = typeOf(this, otherType).chain.slice(1);
    let anchor = parent;
    while (!above.includes(anchor.type)) anchor = anchor.parent as Node;
    const scope: Range = { is: "Range", steps: [], anchorType: anchor.type, objectType: otherType };
    const found: Node[] = [];
    for (const other of seen(this, scope, anchor)) {
      const made = this.supposed(`${name}→${other.id}〉`, objectType, parent);
      made.other = other;
      found.push(made);
    }
    for (const [holder, path] of openRosters(this, scope, anchor)) {
      const made = this.supposed(`${name}→${holder.id}：${path[0]}〉`, objectType, parent);
      made.other = otherEnd(holder, path, made);
      found.push(made);
    }
    return found;
  }

  private supposed(name: string, objectType: string, parent: Node): Node {
    const isEvent = typeOf(this, objectType).nature === "事件";
    return new Node(name, objectType, parent, isEvent ? new Interval(rational(1), rational(this.day)) : null, 1, true);
  }

  /** What a run gives in the world in which a supposed object (with the line above it) exists. */
  supposing<T>(node: Node, run: () => T): T {
    const placed: [Node[], Node][] = [];
    for (let current = node; current.unseen && current.parent !== null; current = current.parent) {
      let siblings = current.parent.children.get(current.type);
      if (!siblings) current.parent.children.set(current.type, (siblings = []));
      if (!siblings.includes(current)) {
        siblings.push(current);
        this.supposedNow.push(current);
        placed.push([siblings, current]);
      }
    }
    try {
      return run();
    } finally {
      for (const [siblings, each] of placed) {
        siblings.splice(siblings.indexOf(each), 1);
        this.supposedNow.splice(this.supposedNow.indexOf(each), 1);
      }
    }
  }
}

const typeOf = (world: World, name: string): ObjectType => world.types.get(name) as ObjectType;

/** An unseen object as the other end of an unseen relation; its ids belong to the relation. */
function otherEnd(above: Node, path: readonly string[], near: Node): Node {
  let node = above;
  for (const objectType of path) {
    node = new Node(`${near.id}〈另一端${objectType}〉`, objectType, node, null, 1, true);
  }
  return node;
}

/** Where a walk leads. */
export function locate(node: Node, steps: readonly string[], ruleObject: Node): Node {
  let current = node;
  for (const step of steps) {
    if (step === UP) current = current.parent as Node;
    else if (step === RULE_OBJECT) current = ruleObject;
    else if (step === OTHER) current = current.other as Node;
  }
  return current;
}

/** What is known of a referenced fact, seen from an object; its whole domain if nothing. */
export function known(world: World, ref: Ref, node: Node, ruleObject: Node): Knowledge {
  return world.answer(locate(node, ref.steps, ruleObject), ref.key) ?? ref.domain;
}

/** The objects of a quantifier's range that were seen, below its anchor. */
export function seen(world: World, scope: Range, anchor: Node): readonly Node[] {
  return pathOf(world, scope).reduce<readonly Node[]>(below, [anchor]);
}

function below(level: readonly Node[], objectType: string): readonly Node[] {
  const [only] = level;
  // A copy: what is supposed later is not among them.
  if (only && level.length === 1) return [...(only.children.get(objectType) ?? [])];
  return level.flatMap((node) => node.children.get(objectType) ?? []);
}

/**
 * Where further objects of the range may hide: a seen (or itself unseen) parent with an open roster, and the line of
 * unseen types below it that ends in the range's type. Reads one roster at a time, as it is asked for.
 */
export function* openRosters(world: World, scope: Range, anchor: Node): Generator<[Node, readonly string[]]> {
  const path = pathOf(world, scope);
  let level: readonly Node[] = [anchor];
  for (const [depth, objectType] of path.entries()) {
    for (const node of level) if (!world.isComplete(node, objectType)) yield [node, path.slice(depth)];
    level = below(level, objectType);
  }
}

/** One supposed object of the range for each place where further ones may hide, and each other end it may have. */
export function* supposed(world: World, scope: Range, anchor: Node): Generator<Node> {
  for (const [parent, path] of openRosters(world, scope, anchor)) yield* world.suppose(parent, path);
}

const paths = new WeakMap<ObjectType, Map<string, readonly string[]>>();

function pathOf(world: World, scope: Range): readonly string[] {
  const type = typeOf(world, scope.objectType);
  let known = paths.get(type);
  if (!known) paths.set(type, (known = new Map()));
  let path = known.get(scope.anchorType);
  if (!path) {
    path = type.chain.slice(0, type.chain.indexOf(scope.anchorType)).reverse();
    known.set(scope.anchorType, path);
  }
  return path;
}
