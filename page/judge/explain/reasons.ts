/** Finds a subset-minimal set of answers that decides a formula, and tells it as a tree. */
import type { Exact } from "../evaluate/exact.ts";
import { type Item, itemOf, locate, type Node, seen, supposed, type Watch, type World } from "../evaluate/world.ts";
import type {
  ByReading, Compare, CompareDates, Count, Elements, Every, Exists, Formula, Range, Ref, Sum,
} from "../expr/formula.ts";
import { readingById } from "../model/lookups.ts";
import type { Knowledge } from "../values/knowledge.ts";
import { point } from "../values/number.ts";
import type { Truth } from "../values/truth.ts";
import type { Reason } from "../verdict/verdict.ts";
import type { Names } from "./phrases.ts";

type Told = Reason | null;

const isTold = (reason: Told): reason is Reason => reason !== null;
const joinedText = (...texts: (string | null)[]): string => texts.filter(Boolean).join("；");

export function reasonOf(kind: string, text: string, more: Partial<Reason> = {}): Reason {
  return { kind, text, object: null, fact: null, value: null, parts: [], plainly: null, ...more };
}

function unique(parts: readonly Reason[]): Reason[] {
  return [...new Map(parts.map((part) => [JSON.stringify(part), part] as const)).values()];
}

/** All leaves of a reason. */
export function* leavesOf(reason: Reason): Generator<Reason> {
  if (!reason.parts.length) yield reason;
  for (const part of reason.parts) yield* leavesOf(part);
}

/** Reasons for truths in one world. */
export class Reasons {
  readonly #world: World;

  constructor(
    private readonly exact: Exact,
    private readonly names: Names,
  ) {
    this.#world = exact.world;
  }

  /** Every known thing that an evaluation of the formula reads, in order. */
  touched(formula: Formula, node: Node): ReadonlySet<Item> {
    const items = new Set<Item>();
    this.#watching(
      (item) => Boolean(items.add(item)),
      () => this.exact.truth(formula, node),
    );
    return items;
  }

  /** A subset-minimal set of known things that alone decide the formula. The formula must be decided. */
  minimal(formula: Formula, node: Node): ReadonlySet<Item> {
    const wanted = this.#watching(null, () => this.exact.truth(formula, node));
    const kept = new Set(this.touched(formula, node));
    const isQuick = this.exact.kleeneIsExact(formula, node);
    for (const item of [...kept]) {
      kept.delete(item);
      const truth = this.#watching(
        (each) => kept.has(each),
        () => (isQuick ? this.exact.quick(formula, node) : this.exact.truth(formula, node)),
      );
      if (truth !== wanted) kept.add(item);
    }
    return kept;
  }

  /** Why a decided formula is true or false, resting on a minimal set of answers only. */
  reason(formula: Formula, node: Node): Reason {
    const items = this.minimal(formula, node);
    const told = this.#watching(
      (item) => items.has(item),
      () => this.#tree(formula, node, node, this.exact.truth(formula, node)),
    );
    const parts = told?.kind === "group" ? told.parts : told ? [told] : [];
    return reasonOf("group", this.names.say("all"), { parts: unique(parts) });
  }

  #watching<T>(watch: Watch | null, run: () => T): T {
    const before = this.#world.watch;
    this.#world.watch = watch;
    try {
      return run();
    } finally {
      this.#world.watch = before;
    }
  }

  #tree(formula: Formula, node: Node, rule: Node, truth: Truth): Told {
    if (this.exact.quick(formula, node, rule) === null) return this.#flat(formula, node, rule);
    switch (formula.is) {
      case "Const":
        return null;
      case "In":
        return this.#fact(formula.ref, node, rule);
      case "Compare":
        return this.#compare(formula, node, rule, truth);
      case "CompareDates":
        return this.#dates(formula, node, rule, truth);
      case "Derived": {
        const { atom, expansion } = formula;
        const ref = atom.is === "In" ? atom.ref : (atom.terms[0]?.[0] as Ref);
        const isDirect = this.#world.answer(locate(node, ref.steps, rule), ref.key) !== null;
        return this.#tree(isDirect ? atom : expansion, node, rule, truth);
      }
      case "At": {
        const target = locate(node, formula.steps, rule);
        return this.#tree(formula.part, target, formula.rebase ? target : rule, truth);
      }
      case "Not":
        return this.#tree(formula.part, node, rule, truth === null ? null : !truth);
      case "All":
        return this.#joined(formula.parts, node, rule, truth === true, truth);
      case "AnyOf":
        return this.#joined(formula.parts, node, rule, truth === false, truth);
      case "AtLeast":
        return this.#joined(formula.parts, node, rule, true, truth);
      case "ByReading":
        return this.#reading(formula, node, rule, truth);
      case "Elements":
        return this.#elements(formula, node, rule, truth);
      case "Exists":
        return this.#exists(formula, node, rule, truth);
      case "Every":
        return this.#every(formula, node, rule, truth);
      case "Count":
        return this.#count(formula, node, rule, truth);
      case "Sum":
        return this.#sum(formula, node, rule, truth);
    }
  }

  #group(parts: readonly Told[], text = this.names.say("all")): Told {
    const flat = parts
      .filter(isTold)
      .flatMap((part) => (part.kind === "group" && part.text === text ? part.parts : [part]));
    const [first] = flat;
    if (!first) return null;
    return flat.length === 1 ? first : reasonOf("group", text, { parts: unique(flat) });
  }

  /** All parts that come out as wanted, or just the first of them. */
  #joined(parts: readonly Formula[], node: Node, rule: Node, every: boolean, wanted: Truth): Told {
    const told: Told[] = [];
    for (const part of parts) {
      if (this.exact.quick(part, node, rule) !== wanted) continue;
      told.push(this.#tree(part, node, rule, wanted));
      if (!every) break;
    }
    return this.#group(told);
  }

  /** Where only all answers together decide: the answers, side by side. */
  #flat(formula: Formula, node: Node, rule: Node): Told {
    const items = new Set<Item>();
    const inner = this.#world.watch;
    this.#watching(
      (item) => {
        const isSeenToo = inner === null || inner(item);
        if (isSeenToo) items.add(item);
        return isSeenToo;
      },
      () => this.exact.truth(formula, node, rule),
    );
    return this.#group([...items].map((item) => this.#item(item)), this.names.say("together"));
  }

  /** One known thing as a leaf. */
  #item({ kind, object, key }: Item): Reason {
    const { names } = this;
    if (kind === "roster") {
      const parent = this.#world.nodes.get(object) as Node;
      return reasonOf("roster", names.say("roster", { object: names.ofObject(parent), type: key }), { object });
    }
    if (kind === "reading") {
      const ruling = this.#world.rulings.get(object);
      const reading = readingById(names.library).get(object)?.name;
      return reasonOf("ruling", names.say("ruling", { reading, option: ruling?.option, number: ruling?.number }));
    }
    const node = this.#world.nodes.get(object) as Node;
    const answered = node.answers.get(key) as Knowledge;
    const value = names.value(answered, names.factOf(node, key));
    const calculation = names.calculation(object, key);
    const plainly = calculation ? names.say("plain_figures", { figures: calculation.figures }) : null;
    return reasonOf("fact", names.answer(node, key, answered), { object, fact: key, value, plainly });
  }

  #fact(ref: Ref, node: Node, rule: Node): Told {
    const carrier = locate(node, ref.steps, rule);
    if (this.#world.answer(carrier, ref.key) === null) return null;
    return this.#item(itemOf("fact", carrier.id, ref.key));
  }

  #compare(formula: Compare, node: Node, rule: Node, truth: Truth): Told {
    const leaves = formula.terms.map(([ref]) => this.#fact(ref, node, rule));
    const leaf = leaves[0];
    if (leaves.length !== 1 || !leaf) return this.#group(leaves);
    const [sign, limit] = [this.names.operator(formula), this.names.limit(formula)];
    const text = this.names.say("bound", { bound: `${sign} ${limit}` });
    const plainly = joinedText(this.names.plainLimit(sign, limit, truth !== false), leaf.plainly);
    return { ...leaf, text: `${leaf.text}（${text}）`, plainly };
  }

  #dates(formula: CompareDates, node: Node, rule: Node, truth: Truth): Told {
    const refs = [formula.left.ref, formula.right.ref].filter((ref): ref is Ref => ref !== null);
    const told = this.#group(refs.map((ref) => this.#fact(ref, node, rule)));
    const text = this.names.say("bound", { bound: this.names.dates(formula, this.#world.day) });
    const plainly = this.names.plainDays(formula, this.#world.day, truth !== false);
    if (!told) return reasonOf("date", text, { plainly });
    return { ...told, text: `${told.text}（${text}）`, plainly: joinedText(plainly, told.plainly) };
  }

  #reading(formula: ByReading, node: Node, rule: Node, truth: Truth): Told {
    const ruled = this.#world.ruling(formula.reading);
    if (ruled === null) return this.#group(formula.options.map(([, option]) => this.#tree(option, node, rule, truth)));
    const option = new Map(formula.options).get(ruled) as Formula;
    return this.#group([this.#item(itemOf("reading", formula.reading)), this.#tree(option, node, rule, truth)]);
  }

  /** The elements that count (or all that do not), each with its reason. */
  #elements(formula: Elements, node: Node, rule: Node, truth: Truth): Told {
    const counted = this.exact.counted(formula, node, rule);
    const told: Told[] = [];
    for (const element of formula.elements) {
      if (counted.get(element.clause) !== truth) continue;
      const causes = [element.own, ...element.shared.map(([, cause]) => cause)];
      const deciding = causes.filter((cause) => this.exact.quick(cause, node, rule) === truth);
      const inner = (truth ? deciding.slice(0, 1) : deciding).map((cause) => this.#tree(cause, node, rule, truth));
      if (truth === true) told.push(reasonOf("element", element.clause, { parts: inner.filter(isTold) }));
      else told.push(...inner);
    }
    const all = this.#watching(null, () => this.exact.counted(formula, node, rule));
    const names = [...all].filter(([, counts]) => counts === true).map(([clause]) => clause);
    const sign = this.names.sign(">=");
    const text = this.names.say("counted", {
      count: names.length, operator: sign, limit: formula.threshold, names: names.join("、") || this.names.say("none"),
    });
    const threshold = this.names.say("items", { count: formula.threshold });
    const limit = this.names.plainLimit(sign, threshold, truth !== false);
    const plainly = this.names.say("plain_count_elements", { count: names.length, limit });
    return reasonOf("count", text, { parts: told.filter(isTold), plainly });
  }

  #exists({ range, body }: Exists, node: Node, rule: Node, truth: Truth): Told {
    const anchor = locate(node, range.steps, rule);
    const told: Told[] = [];
    for (const item of seen(this.#world, range, anchor)) {
      if (this.exact.quick(body, item, rule) !== truth) continue;
      const inner = this.#tree(body, item, rule, truth);
      const reason = inner ?? reasonOf("object", this.names.ofObject(item), { object: item.id });
      if (truth === true) return reason;
      told.push(reason);
    }
    told.push(...this.#rosterLeaves(range, anchor));
    for (const item of supposed(this.#world, range, anchor)) told.push(this.#tree(body, item, rule, truth));
    const type = range.objectType;
    const empty = reasonOf("object", this.names.say("no_object", { type }), {
      plainly: this.names.say("plain_none_of", { type }),
    });
    return this.#group(told, this.names.say("refuted_each")) ?? empty;
  }

  #rosterLeaves(range: Range, anchor: Node): Reason[] {
    const chain = this.#world.types.get(range.objectType)?.chain ?? [];
    const leaves: Reason[] = [];
    let level: readonly Node[] = [anchor];
    for (const type of chain.slice(0, chain.indexOf(range.anchorType)).reverse()) {
      for (const parent of level) {
        if (parent.complete.has(type) && this.#world.isComplete(parent, type)) {
          leaves.push(this.#item(itemOf("roster", parent.id, type)));
        }
      }
      level = level.flatMap((parent) => parent.children.get(type) ?? []);
    }
    return leaves;
  }

  #every({ range, guard, body }: Every, node: Node, rule: Node, truth: Truth): Told {
    const anchor = locate(node, range.steps, rule);
    const told: Told[] = [];
    for (const item of seen(this.#world, range, anchor)) {
      for (const part of [guard, body]) {
        const value = this.exact.quick(part, item, rule);
        if (value !== null) told.push(this.#tree(part, item, rule, value));
      }
    }
    told.push(...this.#rosterLeaves(range, anchor));
    return this.#group(told, this.names.say(truth ? "all" : "refuted_each"));
  }

  #count({ range, body, operator, limit }: Count, node: Node, rule: Node, truth: Truth): Reason {
    const anchor = locate(node, range.steps, rule);
    const items = seen(this.#world, range, anchor).map((item) => ({ item, holds: this.exact.quick(body, item, rule) }));
    const members = items.filter(({ holds }) => holds === true).map(({ item }) => item);
    const [sign, list] = [this.names.sign(operator), members.map((item) => this.names.ofObject(item)).join("、")];
    const count = members.reduce((sum, item) => sum + item.count, 0);
    const text = this.names.say("counted_objects", {
      count, operator: sign, limit, names: list || this.names.say("none"),
    });
    const bound = this.names.plainLimit(sign, this.names.say("objects", { count: limit }), truth !== false);
    const plainly = this.names.say("plain_count", { count, names: list || this.names.say("plain_none"), limit: bound });
    const inner = items.filter(({ holds }) => holds !== null).map(({ item, holds }) => this.#tree(body, item, rule, holds));
    const parts = unique([...inner, ...this.#rosterLeaves(range, anchor)].filter(isTold));
    return reasonOf("count", text, { parts, plainly });
  }

  #sum({ range, guard, ref, operator, limit }: Sum, node: Node, rule: Node, truth: Truth): Reason {
    const anchor = locate(node, range.steps, rule);
    const told: Told[] = [];
    for (const item of seen(this.#world, range, anchor)) {
      const within = this.exact.quick(guard, item, rule);
      if (within !== null) told.push(this.#tree(guard, item, rule, within));
      if (within !== false) told.push(this.#fact(ref, item, rule));
    }
    told.push(...this.#rosterLeaves(range, anchor));
    const [sign, total] = [this.names.sign(operator), this.names.ofKey(ref.key)];
    const shown = this.names.value(point(limit), this.names.library.facts.get(ref.fact));
    const text = this.names.say("summed", { total, operator: sign, limit: shown });
    const bound = this.names.plainLimit(sign, shown, truth !== false);
    return reasonOf("count", text, {
      parts: unique(told.filter(isTold)),
      plainly: this.names.say("plain_sum", { total, limit: bound }),
    });
  }
}
