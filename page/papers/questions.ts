/** What is still open, as questions, as checklists/open_questions.py makes them: each asked once, with its objects and clauses. */
import { clauseOf, type Reading } from "../judge/model/library.ts";
import { compareText } from "../judge/values/text.ts";
import type { Missing, Verdict } from "../judge/verdict/verdict.ts";
import { isAscii } from "./findings.ts";
import { keyOf, type Desk } from "./input.ts";
import { cut, fill, kept, listed, word, type PaperWords } from "./words.ts";

/** A standard's short title (nothing where only one judges) and the clause's address. */
export type ClauseName = readonly [string, string];
type Way = "convict" | "clear";

/** One question, asked of one or several objects. */
export class Ask {
  readonly objects = new Set<string>();
  /** Options of a multiple choice that are open. */
  readonly boxes = new Set<string>();
  readonly clauseNames = new Map<string, ClauseName>();
  /** Answer, way and clause → objects that this answer alone settles. */
  readonly settles = new Map<string, { values: string; way: Way; clause: ClauseName; objects: Set<string> }>();
  readonly notes = new Set<string>();
  weight = 0;
  /** Asked clause by clause: clause key → whether to ask now, or only once a situation of the clause holds. */
  readonly askedFor = new Map<string, boolean>();

  constructor(
    private readonly words: PaperWords,
    readonly question: string,
    readonly name: string,
    readonly kind: "roster" | "per_clause" | "fact",
  ) {}

  get clauses(): ClauseName[] {
    return [...this.clauseNames.values()];
  }
  /** The fact's name, with the open options. */
  get label(): string {
    const { texts } = this.words;
    if (this.kind === "per_clause") {
      const count = [...this.askedFor.values()].filter(Boolean).length;
      const form = count ? "per_clause" : "per_clause_later";
      return fill(texts, form, { fact: this.name, count, later: this.askedFor.size - count });
    }
    return this.boxes.size ? fill(texts, "box", { fact: this.name, options: [...this.boxes].join("、") }) : this.name;
  }
  /** The answers that alone settle a verdict one way, each with clauses and objects. */
  settling(way: Way): string[] {
    const { texts } = this.words;
    const byAnswer = new Map<string, string[]>();
    for (const { values, way: settled, clause, objects } of this.settles.values()) {
      if (settled !== way) continue;
      const names = listed(texts, [...objects], 4);
      kept(byAnswer, values, () => []).push(fill(texts, "clause_of_objects", { clause: clause.join(""), objects: names }));
    }
    return [...byAnswer].map(([values, clauses]) => fill(texts, `settle_${way}`, { values, clauses: listed(texts, clauses, 4) }));
  }
}

/** One rule with open verdicts: for each object how many answers are needed at least, each way. */
export interface OpenClause {
  readonly clause: ClauseName;
  readonly title: string;
  readonly objects: readonly (readonly [string, string])[];
}
/** Everything open in a judgement. */
export interface OpenThings {
  readonly asks: readonly Ask[];
  readonly clauses: readonly OpenClause[];
  readonly readings: readonly { readonly reading: Reading; readonly clauses: readonly ClauseName[] }[];
  /** Clauses known in part, whose text must be looked up. */
  readonly texts: readonly string[];
  /** Rosters not complete, below which nobody has looked. */
  readonly rosters: readonly Ask[];
  readonly count: number;
  readonly notExamined: number;
}

/** What is still to be asked, the questions that bear on most verdicts first. */
export function openThings(desk: Desk): OpenThings {
  const finder = new Finder(desk);
  const open = desk.judgement.verdicts.filter((verdict) => verdict.effective === "undetermined");
  const unseen = desk.judgement.verdicts.filter((verdict) => verdict.effective === "not_examined");
  for (const verdict of open) finder.take(verdict);
  const rank = (ask: Ask): number => (ask.kind === "fact" ? 0 : 1);
  return {
    asks: [...finder.asks.values()].sort((a, b) => b.weight - a.weight || rank(a) - rank(b) || compareText(a.name, b.name)),
    clauses: finder.clauses(open),
    readings: finder.openReadings,
    texts: [...finder.texts],
    rosters: finder.rosters(unseen),
    count: open.length,
    notExamined: unseen.length,
  };
}

class Finder {
  readonly asks = new Map<string, Ask>();
  readonly texts = new Set<string>();
  private readonly readings = new Map<string, Map<string, ClauseName>>();
  private readonly withTitle: boolean;
  private readonly byId: ReadonlyMap<string, Reading>;

  constructor(private readonly desk: Desk) {
    this.withTitle = new Set(desk.judgement.scope.standards.map(({ id }) => id)).size > 1;
    const { rules, standards } = desk.library;
    this.byId = new Map([...rules, ...standards.values()].flatMap(({ readings }) => readings).map((each) => [each.id, each]));
  }

  get openReadings(): OpenThings["readings"] {
    return [...this.readings].map(([id, clauses]) => {
      const reading = this.byId.get(id);
      if (!reading) throw new Error(`no reading ${id}`);
      return { reading, clauses: [...clauses.values()] };
    });
  }

  /** Gather what an open verdict waits for. */
  take(verdict: Verdict): void {
    const clause = this.clauseOf(verdict);
    for (const missing of verdict.missing.relevant) {
      if (missing.kind === "reading") kept(this.readings, missing.name, () => new Map()).set(keyOf(...clause), clause);
      else if (missing.kind === "text") this.texts.add(`${clause.join("")}：${missing.question}`);
      else weigh(this.ask(missing), missing, verdict, clause);
    }
    this.settle(verdict, "convict", clause, verdict.missing.to_convict);
    this.settle(verdict, "clear", clause, verdict.missing.to_clear);
  }

  private settle(verdict: Verdict, way: Way, clause: ClauseName, needed: readonly Missing[] | null): void {
    const [only] = needed ?? [];
    if (!only || needed?.length !== 1 || (only.kind !== "fact" && only.kind !== "roster")) return;
    const values = only.values || word(this.desk.words.texts, "roster_open");
    const { settles } = this.ask(only);
    kept(settles, keyOf(values, way, ...clause), () => ({ values, way, clause, objects: new Set() })).objects.add(verdict.object_name);
  }

  private clauseOf(verdict: Verdict): ClauseName {
    return shortClause(verdict, this.desk, this.withTitle);
  }

  private ask(missing: Missing): Ask {
    const [named, box] = cut(missing.name, "∋");
    const [base] = cut(named, "@");
    const kind = missing.kind === "roster" ? "roster" : named.includes("@") ? "per_clause" : "fact";
    const ask = kept(this.asks, keyOf(kind, base, missing.question), () => new Ask(this.desk.words, missing.question, base, kind));
    ask.objects.add(this.desk.nameOf(missing.object));
    if (box) ask.boxes.add(box);
    if (missing.note) ask.notes.add(missing.note);
    return ask;
  }

  /** Open verdicts by rule. */
  clauses(verdicts: readonly Verdict[]): OpenClause[] {
    const { texts } = this.desk.words;
    const byRule = new Map<string, [Verdict, ...Verdict[]]>();
    for (const verdict of verdicts) {
      const found = byRule.get(verdict.rule);
      if (found) found.push(verdict);
      else byRule.set(verdict.rule, [verdict]);
    }
    return [...byRule.values()].map((found) => {
      const bySteps = new Map<string, string[]>();
      for (const verdict of found) kept(bySteps, steps(verdict, this.desk.words), () => []).push(verdict.object_name);
      const objects = [...bySteps].map(([text, names]) => [text, listed(texts, names)] as const);
      return { clause: this.clauseOf(found[0]), title: found[0].title, objects };
    });
  }

  /** Rosters not complete, by type. */
  rosters(verdicts: readonly Verdict[]): Ask[] {
    const found = new Map<string, Ask>();
    for (const verdict of verdicts) {
      const roster = verdict.roster || verdict.object_type;
      const question = this.desk.library.types.get(roster)?.rosterQuestion ?? "";
      const ask = kept(found, roster, () => new Ask(this.desk.words, question, roster, "roster"));
      ask.objects.add(this.desk.nameOf(verdict.parent));
      const clause = this.clauseOf(verdict);
      ask.clauseNames.set(keyOf(...clause), clause);
      ask.weight += 1;
    }
    return [...found.values()];
  }
}

/** An exemption asked clause by clause matters only where the situation is certain. */
function weigh(ask: Ask, missing: Missing, verdict: Verdict, clause: ClauseName): void {
  if (ask.kind === "per_clause") {
    const [, key] = cut(missing.name, "@");
    ask.askedFor.set(key, (ask.askedFor.get(key) ?? false) || verdict.lean !== null);
    if (verdict.lean === null) return;
  }
  ask.weight += verdict.lean ? 3 : 1;
  ask.clauseNames.set(keyOf(...clause), clause);
}

/** How many answers an open verdict needs at least, each way. */
function steps(verdict: Verdict, { texts, outcomes }: PaperWords): string {
  const { to_convict: convict, to_clear: clear, relevant } = verdict.missing;
  const form = relevant.some(({ kind }) => kind === "text")
    ? "steps_text"
    : convict && clear ? "steps_to" : convict ? "steps_convict" : clear ? "steps_clear" : "steps_unknown";
  const told = fill(texts, form, { convict: convict?.length ?? 0, clear: clear?.length ?? 0 });
  if (verdict.if_declared_holds === null) return told;
  return fill(texts, "steps_declared", { steps: told, outcome: word(outcomes, verdict.if_declared_holds) });
}

/** The clause's address, after the standard's short title if wanted. */
export function shortClause(verdict: Verdict, desk: Desk, withTitle: boolean): ClauseName {
  const standard = desk.standard(verdict.standard);
  const { address } = clauseOf(standard, verdict.clause);
  return [withTitle ? `${standard.shortTitle}${isAscii(address) ? " " : ""}` : "", address];
}

/** Clauses side by side, a standard's title only where it changes. */
export function clauseList({ texts }: PaperWords, clauses: readonly ClauseName[], limit?: number | null): string {
  const shown = clauses.slice(0, limit ?? undefined);
  const text = shown
    .map(([standard, address], n) => (standard === (n ? shown[n - 1]?.[0] : "") ? address : `${standard}${address}`))
    .join("、");
  return shown.length === clauses.length ? text : fill(texts, "all_clauses", { first: text, count: clauses.length });
}
