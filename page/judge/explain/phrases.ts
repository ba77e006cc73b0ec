/** How facts, values and comparisons read: the twin of judge/explain/phrases.py. */
import { say, sign, type Words } from "../diagnostics/words.ts";
import type { Calculation } from "../evaluate/calculators/result.ts";
import { itemOf, type Item, type Node } from "../evaluate/world.ts";
import type { Compare, CompareDates, DateTerm, Ref } from "../expr/formula.ts";
import { baseName, type Fact, factOf, type Library } from "../model/library.ts";
import { showDate } from "../values/dates.ts";
import { type Knowledge, showKnowledge } from "../values/knowledge.ts";
import { type Rational, show } from "../values/number.ts";

export const EVENT_DATE = "日期";
const FLIPPED: Readonly<Record<string, string>> = { "<": ">", "<=": ">=", ">": "<", ">=": "<=" };

/** The comparison with its sides exchanged. */
export const flipped = (operator: string): string => FLIPPED[operator] ?? operator;

/** How objects, facts and values are called. */
export class Names {
  constructor(
    readonly library: Library,
    readonly words: Words,
    private readonly objects: ReadonlyMap<string, string>,
    private readonly calculations: ReadonlyMap<Item, Calculation>,
    /** Why something that was asked has no answer. */
    readonly notAnswered: ReadonlyMap<Item, string>,
  ) {}

  say(name: string, values: Readonly<Record<string, unknown>> = {}): string {
    return say(this.words, name, values);
  }

  calculation(object: string, key: string): Calculation | undefined {
    return this.calculations.get(itemOf("fact", object, key));
  }

  /** The object's name; of an unseen one, that it is unseen. */
  ofObject(node: Node): string {
    return node.unseen ? this.say("unseen", { type: node.type }) : (this.objects.get(node.id) ?? node.id);
  }

  /** The fact behind an answer's key at an object. */
  factOf(node: Node, key: string): Fact | undefined {
    return factOf(this.library, node.type, baseName(key));
  }

  /** How the key of an answer reads: the fact's name, with the box of a multiple choice. */
  ofKey(key: string): string {
    const mark = key.indexOf("∋");
    const option = mark < 0 ? "" : key.slice(mark + 1);
    return option ? this.say("box", { fact: baseName(key), option }) : baseName(key);
  }

  /** How a value reads, with its unit. */
  value(known: Knowledge, fact: Fact | undefined): string {
    return fact ? showKnowledge(known, fact.unit, fact.kind === "日期") : showKnowledge(known);
  }

  /** One answer as a short sentence. */
  answer(node: Node, key: string, known: Knowledge): string {
    const value = this.value(known, this.factOf(node, key));
    const form = node.parent ? "fact" : "fact_of_enterprise";
    const text = this.say(form, { fact: this.ofKey(key), value, object: this.ofObject(node) });
    const calculation = this.calculation(node.id, key);
    return calculation ? this.say("figures", { text, figures: calculation.figures }) : text;
  }

  /** The right side of a comparison: a number, or the other facts. */
  limit(formula: Compare): string {
    const [[first, factor], ...others] = formula.terms as [readonly [Ref, Rational], ...(readonly [Ref, Rational])[]];
    const unit = this.library.facts.get(first.fact)?.unit ?? "";
    if (!others.length) return amount(formula.limit.over(factor), unit);
    const parts = others.map(([ref, c]) => this.ofKey(ref.key) + times(c.negated().over(factor)));
    if (formula.limit.sign) parts.push(amount(formula.limit.over(factor), unit));
    return parts.join(" + ");
  }

  /** The comparison as it reads with the first fact on the left. */
  operator(formula: Compare): string {
    const isPositive = (formula.terms[0]?.[1].sign ?? 1) > 0;
    return this.sign(isPositive ? formula.operator : flipped(formula.operator));
  }

  /** A comparison sign as printed. */
  sign(operator: string): string {
    return sign(this.words, "operators", operator);
  }

  /** How a term of days reads. */
  day(term: DateTerm, day: number): string {
    let base: string;
    if (term.ref) base = this.ofKey(term.ref.key);
    else if (term.special === "检查日期") base = this.say("visit_day", { day: showDate(day) });
    else base = term.special === null ? showDate(term.day ?? 1) : this.say("event_day");
    const shifts = [
      term.months ? this.say("months", { count: term.months }) : "",
      term.days ? this.say("days", { count: term.days }) : "",
    ].filter(Boolean);
    return shifts.length ? this.say("days_later", { base, amount: shifts.join(" ") }) : base;
  }

  /** A comparison in words, as it came out. */
  plainLimit(printed: string, limit: string, holds: boolean): string {
    const turned = holds ? printed : sign(this.words, "turned", printed);
    return sign(this.words, "plain", turned).replace("{limit}", () => limit);
  }

  /** A comparison of days in words, as it came out: what is past, or which of the two came first. */
  plainDays(formula: CompareDates, day: number, holds: boolean): string {
    const printed = this.sign(formula.operator);
    const turned = holds ? printed : sign(this.words, "turned", printed);
    const { left, right } = formula;
    const texts = { left: this.day(left, day), right: this.day(right, day) };
    if (/\d$/.test(texts.right)) texts.right += " ";
    const isPlain = left.ref !== null && right.special !== null && !right.months && !right.days;
    if (isPlain && !left.months && !left.days) {
      const isValidity = left.ref?.key.includes(this.say("validity"));
      const form = turned === "<" ? (isValidity ? "plain_expired" : "plain_over") : turned === "≥" ? "plain_valid" : null;
      if (form !== null) return this.say(form, texts);
    }
    return this.say("plain_days", { sign: sign(this.words, "plain_days", turned), ...texts });
  }

  /** A comparison of days as it reads. */
  dates(formula: CompareDates, day: number): string {
    const [left, right] = [this.day(formula.left, day), this.day(formula.right, day)];
    return this.say("date_compared", { left, operator: sign(this.words, "day_operators", formula.operator), right });
  }
}

const amount = (value: Rational, unit: string): string => (unit ? `${show(value)} ${unit}` : show(value));
const times = (factor: Rational): string => (factor.key === "1" ? "" : ` × ${show(factor)}`);
