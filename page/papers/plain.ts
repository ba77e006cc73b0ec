/** Reasons in plain words, for whom the outward record is written, as checklists/plain.py makes them. */
import { isoDay, showDate } from "../judge/values/dates.ts";
import { children, refsOf, type Formula } from "../judge/expr/formula.ts";
import { FAILED, ROOT_ID, baseName, clauseOf, factOf, fullName, type Fact, type Rule } from "../judge/model/library.ts";
import type { Reason, Verdict } from "../judge/verdict/verdict.ts";
import { many, type Desk } from "./input.ts";
import { factName, identity, leavesOf, reasonLines, Wording } from "./reasons.ts";
import { cut, fill, word, type Table } from "./words.ts";

/** The words of a question that asks whether: 有没有, 是不是, 会不会有. */
const EITHER = /(.)[不没]\1(.?)/u;
/** Words of a question that asks whether something was done. */
const DONE = /[了过]吗|经过.*吗|已.*吗/u;
/** Facts whose name is that of a thing which is there. */
const THING = /^(有|内设)|风险$/u;

/** How facts of one visit read as question and answer. */
export class PlainWording extends Wording {
  constructor(desk: Desk, own: string | null, private readonly standard: string, private readonly today: string) {
    super(desk, own);
  }

  private get plain(): Table {
    return this.desk.words.plain;
  }
  /** The fact behind a leaf. */
  factOf(leaf: Reason): Fact | undefined {
    const type = this.desk.types.get(leaf.object ?? "");
    return type === undefined || leaf.fact === null ? undefined : factOf(this.desk.library, type, baseName(leaf.fact));
  }
  override textOf(node: Reason): string {
    const plainly = (node.plainly ?? "").split(word(this.plain, "judged_on")).join(this.today);
    if (node.kind === "element") {
      const standard = this.desk.standard(this.standard);
      return standard.clauses.some(({ ref }) => ref === node.text) ? clauseOf(standard, node.text).address : node.text;
    }
    if (node.kind === "fact" && node.fact !== null && node.value !== null) {
      const answer = this.answer(node.fact, node.value, this.factOf(node));
      return plainly ? fill(this.plain, "with_limit", { answer, limit: plainly }) : answer;
    }
    if (node.kind === "group") return plainly || word(this.plain, "group");
    return plainly || super.textOf(node);
  }
  override ofOther(object: string, values: string): string {
    return fill(this.plain, "of_other", { object: this.nameOf(object), values });
  }

  private answer(key: string, value: string, fact: Fact | undefined): string {
    const [name, option] = cut(key, "∋");
    if (option && (value === "是" || value === "否")) {
      return fill(this.plain, value === "是" ? "chosen" : "not_chosen", { fact: cut(name, "@")[0], option });
    }
    return fill(this.plain, "answer", { fact: factName(key, this.texts), value: inWords(value, fact, this.plain) });
  }
}

/** An answer in the words of its question. */
function inWords(value: string, fact: Fact | undefined, plain: Table): string {
  if (!fact) return value;
  if (fact.kind === "设施") {
    const each = value.split("或").map((one) => (one === "无" ? word(plain, "absent") : one));
    return value ? each.join(word(plain, "or")) : value;
  }
  if (fact.kind !== "是否" || (value !== "是" && value !== "否")) return value;
  const found = EITHER.exec(fact.question);
  if (!found) return value === "否" && DONE.test(fact.question) ? word(plain, "absent") : value;
  if (value === "是") return THING.test(fact.name) ? word(plain, "present") : value;
  const [, verb, next] = found;
  const isBeing = verb === "是" || fact.name.startsWith("属");
  return verb === "是" || verb === "有" || next === "有" ? word(plain, isBeing ? "is_not" : "absent") : value;
}

/** The plain wording for a verdict of a standard on an object. */
export function plainWording(desk: Desk, standard: string, own: string | null): PlainWording {
  const days = many<string>(desk.visit.document.检查.日期).map(isoDay);
  const isToday = days.includes(showDate(desk.visit.judgedOn));
  return new PlainWording(desk, own, standard, word(desk.words.plain, isToday ? "day" : "judged_on"));
}

/** All that was found behind a verdict, each thing once, without what only opens the scope and, at other objects than the
 * enterprise, without what the enterprise is. */
export function plainLines(verdict: Verdict, desk: Desk): string[] {
  const wording = plainWording(desk, verdict.standard, verdict.object);
  const rule = desk.rule(verdict.rule);
  const isPremise = premisesOf(rule, wording);
  const applying = new Set([...factsOf([rule.inScope, rule.applies])].filter((name) => !factsOf(whens(rule)).has(name)));
  const isTold = (leaf: Reason): boolean => {
    if (leaf.kind === "ruling" || isPremise(leaf)) return false;
    const fact = wording.factOf(leaf);
    return leaf.object !== ROOT_ID || verdict.object === null || verdict.object === ROOT_ID || !fact || !applying.has(fullName(fact));
  };
  const parts = verdict.situations.flatMap(({ because }) => (because.parts.length ? because.parts : [because]));
  const kept = new Map([...pruned(parts, isTold)].map((part) => [identity(part), part]));
  const group: Reason = { kind: "group", text: "", object: null, fact: null, value: null, parts: [...kept.values()], plainly: null };
  return kept.size ? reasonLines(group, wording) : [];
}

function* pruned(parts: readonly Reason[], isTold: (leaf: Reason) => boolean): Generator<Reason> {
  for (const part of parts) {
    if (!part.parts.length) {
      if (isTold(part)) yield part;
      continue;
    }
    const inner = [...pruned(part.parts, isTold)];
    if (inner.length || part.kind !== "group") yield { ...part, parts: inner };
  }
}

/** Which leaves only open the scope of the rule's standard. */
export function premisesOf(rule: Rule, wording: PlainWording): (leaf: Reason) => boolean {
  const own = factsOf(whens(rule));
  const scope = new Set([...factsOf([rule.inScope])].filter((name) => !own.has(name)));
  return (leaf) => {
    const fact = wording.factOf(leaf);
    return fact !== undefined && scope.has(fullName(fact));
  };
}

const whens = (rule: Rule): Formula[] => [
  ...rule.situations.map(({ when }) => when),
  ...[...rule.exemptions, ...rule.situations.flatMap(({ exemptions }) => exemptions)].map(({ when }) => when),
];

/** The facts that formulas ask for, without those of counted elements, which repeat the scope of their own clauses. */
function factsOf(formulas: readonly Formula[]): Set<string> {
  const found = new Set<string>();
  const pending = [...formulas];
  let formula: Formula | undefined;
  while ((formula = pending.pop())) {
    if (formula.is === "Elements") continue;
    const parts = children(formula);
    pending.push(...parts);
    if (formula.is === "Derived") for (const ref of refsOf(formula.atom)) found.add(ref.fact);
    else if (formula.is === "Sum") found.add(formula.ref.fact);
    else if (!parts.length) for (const ref of refsOf(formula)) found.add(ref.fact);
  }
  return found;
}

/** What was found, as the heading of a finding: no more than the situations that hold, and what of it is there but fails. */
export function plainHeading(verdict: Verdict, desk: Desk): string {
  const heading = verdict.situations.map(({ name }) => name).join("；");
  const byGeneralClause = new Map<string, boolean>();
  for (const situation of verdict.situations) {
    for (const leaf of leavesOf(situation.because)) {
      if (leaf.fact === null || leaf.value !== FAILED) continue;
      // a clause that names failure itself is cited alone; else the general clause on failure is cited with it
      const name = factName(leaf.fact, desk.words.texts);
      byGeneralClause.set(name, (byGeneralClause.get(name) ?? false) || situation.cites.length > 1);
    }
  }
  if (!heading || !byGeneralClause.size) return heading || verdict.title;
  const form = [...byGeneralClause.values()].some(Boolean) ? "failed" : "failed_by_own_clause";
  return fill(desk.words.plain, form, { heading, names: [...byGeneralClause.keys()].join("、") });
}
