/** Reasons and cures as short lines, as checklists/reasons.py makes them. */
import { ROOT_ID } from "../judge/model/library.ts";
import type { Alternative, Cure, Missing, Reason } from "../judge/verdict/verdict.ts";
import type { Desk } from "./input.ts";
import { behindLast, cut, distinct, fill, kept, type Table } from "./words.ts";

/** How the objects and counted clauses of one judgement are called, seen from the object that is judged. */
export class Wording {
  constructor(
    readonly desk: Desk,
    readonly own: string | null,
    /** Titles of counted clauses by number. */
    private readonly titles: ReadonlyMap<string, string> = new Map(),
  ) {}

  get texts(): Table {
    return this.desk.words.texts;
  }
  nameOf(object: string): string {
    return this.desk.nameOf(object);
  }
  /** A node's text: without the name of its object in front; a counted clause with its title. */
  textOf(node: Reason): string {
    const title = node.kind === "element" ? this.titles.get(node.text) : undefined;
    if (title !== undefined) return fill(this.texts, "element", { clause: node.text, title });
    return node.object === null ? node.text : withoutName(node.text, this.nameOf(node.object));
  }
  /** What is said of another object than the one that is judged. */
  ofOther(object: string, values: string): string {
    return fill(this.texts, "other_object", { object: this.nameOf(object), values });
  }
}

export const withoutName = (text: string, name: string): string =>
  text.startsWith(`${name}：`) ? text.slice(name.length + 1) : text;

export function wordingOf(desk: Desk, standard: string, own: string | null): Wording {
  const titles = desk.library.rules.filter((rule) => rule.standard === standard).map((rule) => [rule.clause, rule.title] as const);
  return new Wording(desk, own, new Map(titles));
}

/** A reason as lines: what is said of the judged object first, then of others, then counted things with their parts. */
export function reasonLines(reason: Reason, wording: Wording): string[] {
  return linesOf(reason, wording, new Set(reason.parts.filter((part) => !part.parts.length).map(identity)));
}

const identities = new WeakMap<Reason, string>();
/** The same text for equal reasons. */
export function identity(reason: Reason): string {
  let known = identities.get(reason);
  if (known === undefined) {
    const { kind, text, object, fact, value, parts, plainly } = reason;
    known = JSON.stringify([kind, text, object, fact, value, parts.map(identity), plainly]);
    identities.set(reason, known);
  }
  return known;
}

/** The lines of a node; leaves that stand further up already (`told`) are left out of nested ones. */
function linesOf(reason: Reason, wording: Wording, told: ReadonlySet<string>): string[] {
  const byObject = new Map<string | null, string[]>();
  const nested: Reason[] = [];
  for (const part of reason.parts.length ? reason.parts : [reason]) {
    if (part.parts.length) nested.push(part);
    else kept(byObject, part.object, () => []).push(wording.textOf(part));
  }
  const rank = (object: string | null): number =>
    (object === wording.own ? 0 : 4) + (object === null ? 2 : 0) + (object === ROOT_ID ? 1 : 0);
  const lines = [...byObject.keys()]
    .sort((a, b) => rank(a) - rank(b))
    .map((object) => {
      const values = distinct(byObject.get(object) ?? []).join("；");
      return object === null || object === wording.own ? values : wording.ofOther(object, values);
    });
  return [...lines, ...nested.flatMap((part) => nestedLines(unwrapped(part), wording, told))];
}

/** A node whose only part is a group, with that group's parts as its own. */
function unwrapped(part: Reason): Reason {
  let found = part;
  for (;;) {
    const [inner] = found.parts;
    if (found.parts.length !== 1 || inner?.kind !== "group" || !inner.parts.length) return found;
    found = { ...found, parts: inner.parts };
  }
}

function nestedLines(part: Reason, wording: Wording, told: ReadonlySet<string>): string[] {
  const fresh = part.parts.filter((leaf) => !told.has(identity(leaf)));
  const inner = fresh.length ? linesOf({ ...part, parts: fresh }, wording, told) : [];
  const text = wording.textOf(part);
  const [only] = inner;
  if (only === undefined) return [text];
  if (inner.length === 1) return [fill(wording.texts, "leaf_with_parts", { text, parts: only })];
  return [`${text}：`, ...inner.map((line) => `  ${line}`)];
}

/** All leaves of a reason. */
export function* leavesOf(reason: Reason): Generator<Reason> {
  if (!reason.parts.length) yield reason;
  for (const part of reason.parts) yield* leavesOf(part);
}

/** Changes that together end a situation, and what must be verified with them. */
function alternativeText(alternative: Alternative, wording: Wording): string {
  const changes = alternative.changes
    .map(({ object, condition }) =>
      fill(wording.texts, object === wording.own ? "change" : "change_of", { object: wording.nameOf(object), condition }),
    )
    .join("，并且");
  if (!alternative.also_verify.length) return changes;
  const verify = alternative.also_verify.map((missing) => toVerify(missing, wording)).join("；");
  return fill(wording.texts, "verify", { changes, verify });
}

function toVerify(missing: Missing, wording: Wording): string {
  const isOther = missing.object !== null && missing.object !== wording.own;
  const object = isOther ? fill(wording.texts, "of_object", { object: wording.nameOf(missing.object as string) }) : "";
  const name = missing.kind === "reading" ? behindLast(missing.name, "#") : factName(missing.name, wording.texts);
  return fill(wording.texts, missing.values ? "verify_one" : "verify_open", { object, name, values: missing.values ?? "" });
}

/** How the key of an answer reads: 接入介质（可燃气体）. */
export function factName(key: string, texts: Table): string {
  const [fact, option] = cut(key, "∋");
  const [name] = cut(fact, "@");
  return option ? fill(texts, "box", { fact: name, options: option }) : name;
}

/** What would end each situation, one line for each way. */
export function cureLines(cures: readonly Cure[], wording: Wording): string[] {
  return cures.flatMap((cure) => {
    const prefix = cures.length > 1 ? `〔${cure.situation}〕` : "";
    const ways = distinct(cure.alternatives.map((each) => alternativeText(each, wording)));
    if (!cure.groups.length) return ways.map((way, n) => `${prefix}${n ? "或：" : ""}${way}`);
    const counts = { count: String(cure.count), threshold: String(cure.threshold), choose: cure.choose };
    const groups = cure.groups.map(({ name, weight, alternatives }) => {
      const inner = distinct(alternatives.map((each) => alternativeText(each, wording))).join("；或 ");
      return "  " + fill(wording.texts, weight === 1 ? "group" : "group_of_several", { name, ways: inner, weight });
    });
    return [prefix + fill(wording.texts, "groups_choose", counts), ...groups];
  });
}

/** Changes that only take the object out of what the clause is about. */
export const leavingLines = (cures: readonly Cure[], wording: Wording): string[] =>
  distinct(cures.flatMap((cure) => cure.leaves_scope.map((each) => alternativeText(each, wording))));
