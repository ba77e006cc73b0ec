/** The one visit that is being worked on: its document, what can be undone, its verdicts, and whether it is stored. */
import { type Interview, interviewOf } from "../asking/index.ts";
import type { About, Card, Initials } from "../data.ts";
import type { Judgement, VisitProblem } from "../judge/judging/index.ts";
import type { Library, Rule } from "../judge/model/library.ts";
import type { VisitDocument } from "../judge/model/visit.ts";
import type { Verdict } from "../judge/verdict/verdict.ts";
import { Desk, type PaperWords } from "../papers/index.ts";
import { type By, localTime } from "../visit/reading.ts";
import { changed, type History, historyOf, undo } from "../visit/history.ts";
import { Refused } from "../visit/refusal.ts";
import { searchIndex } from "../visit/indexing.ts";
import type { IndexRule, IndexWord, SearchIndex } from "../visit/searching.ts";
import type { OpenVisit, SaveStatus, Store, StoreEvents } from "../visit/storage.ts";
import { type Overview, overviewOf } from "./overview.ts";
import { type Questionnaire, questionsOf, typesOf } from "./questions.ts";

/** What judges: the page's twin of the judge, or in tests anything of its shape. */
export interface Judge {
  update(document: VisitDocument): { judgement: Judgement | null; problems: readonly VisitProblem[] };
  explain(verdict: Verdict): Verdict;
}
/** What a session works with. */
export interface Parts {
  readonly library: Library;
  readonly cards: readonly Card[];
  readonly about: About | null;
  readonly store: Store;
  readonly makeJudge: () => Judge;
  /** Words and templates of the papers, read when first wanted; null where the page carries none. */
  readonly paperWords: () => PaperWords | null;
  readonly initials: () => Initials;
}
const EMPTY = overviewOf([]);
/** How long it stands there that something was done, in milliseconds. */
const SAID_FOR = 6000;

export class Session {
  judgement: Judgement | null = null;
  problems: readonly VisitProblem[] = [];
  overview: Overview = EMPTY;
  status: SaveStatus = { state: "saving" };
  /** Whether the verdicts lag behind the document. */
  isJudging = false;
  /** Who answers now; goes into each answer. */
  me = "";
  /** Why answers of a signed visit are corrected. */
  reason = "";
  /** What was done last, and why the last change was not made: for the eye and for the screen reader. */
  said = "";
  refused = "";
  /** The earlier visit whose long-lived answers are offered. */
  earlier: VisitDocument | null = null;
  /** What another tab stored meanwhile and contradicts ours. */
  theirs: VisitDocument | null = null;
  private history: History<VisitDocument> | null = null;
  private stored: OpenVisit | null = null;
  private readonly listeners = new Set<() => void>();
  private waiting = false;
  private chosen = "";
  private asked: Questionnaire = new Map();
  private spoken: ReadonlySet<string> = new Set();
  private readonly rules: ReadonlyMap<string, Rule>;
  private ownJudge: Judge | null = null;
  private words: PaperWords | null = null;
  private deskOf: Desk | null = null;
  private asking: { readonly of: Judgement; readonly here: string | null; readonly interview: Interview } | null = null;
  private explainedAll: Judgement | null = null;
  private index: SearchIndex | null = null;

  readonly library: Library;
  readonly cards: readonly Card[];
  readonly about: About | null;
  readonly store: Store;

  constructor(private readonly parts: Parts) {
    const { library, cards, about, store } = parts;
    this.library = library;
    this.cards = cards;
    this.about = about;
    this.store = store;
    this.rules = new Map(library.rules.map((rule) => [rule.id, rule]));
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
  private tell(): void {
    for (const listener of [...this.listeners]) listener();
  }

  get document(): VisitDocument | null {
    return this.history?.now ?? null;
  }

  /** What the store tells of the open visit. */
  readonly events: StoreEvents = {
    status: (status) => {
      this.status = status;
      this.tell();
    },
    merged: (document) => this.take(document, ""),
    conflict: (theirs) => {
      this.theirs = theirs;
      this.tell();
    },
  };

  /** Works on a visit that the store has opened, or on none. */
  open(visit: OpenVisit | null): void {
    this.stored?.close();
    this.stored = visit;
    this.history = visit ? historyOf(visit.document) : null;
    this.status = visit?.status() ?? { state: "saving" };
    this.judgement = null;
    this.overview = EMPTY;
    this.problems = [];
    this.earlier = this.theirs = null;
    this.me = visit?.document.检查.人员?.[0]?.姓名 ?? "";
    this.said = this.refused = this.reason = "";
    this.judgeSoon();
    this.tell();
    if (visit?.document.上次检查) void this.findEarlier(visit.document.上次检查);
  }
  /** The earlier visit: the one that the page carries, or one stored on the device. */
  private async findEarlier(id: string): Promise<void> {
    const preset = this.about?.preset.上次;
    if (preset?.检查.编号 === id) return this.offerFrom(preset);
    const stored = await this.store.open(id, {}).catch(() => undefined);
    stored?.close();
    if (stored && this.document?.上次检查 === id) this.offerFrom(stored.document);
  }

  /** Makes a change; what it refuses is told and nothing changes. Whether it was made. `what` names it for undo. */
  edit(what: string, make: (document: VisitDocument) => VisitDocument): boolean {
    if (!this.document) return false;
    try {
      const next = make(this.document);
      this.refused = this.said = "";
      this.take(next, what);
      return true;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.say(error.message, true);
      return false;
    }
  }
  /** Goes on with the document that a merge gave, where another tab had stored something else. */
  async resolve(document: VisitDocument, what: string): Promise<void> {
    this.theirs = null;
    this.history = this.history && changed(this.history, document, what);
    await this.stored?.resolved(document);
    this.judgeSoon();
    this.tell();
  }
  undo(): string | null {
    const step = this.history?.before[this.history.before.length - 1];
    if (!step || !this.history) return null;
    this.history = undo(this.history);
    this.keep();
    return step.change;
  }
  get lastChange(): string | null {
    return this.history?.before[this.history.before.length - 1]?.change ?? null;
  }
  private take(document: VisitDocument, what: string): void {
    if (!this.history || document === this.history.now) return;
    this.history = changed(this.history, document, what);
    this.keep();
  }
  private keep(): void {
    this.judgeSoon();
    if (this.stored && this.document) void this.stored.save(this.document);
    this.tell();
  }

  /** Tells something that was done, or why it was not. */
  say(what: string, isRefusal = false): void {
    this.refused = isRefusal ? what : "";
    this.said = isRefusal ? "" : what;
    this.tell();
    if (isRefusal) return;
    setTimeout(() => {
      if (this.said !== what) return;
      this.said = "";
      this.tell();
    }, SAID_FOR);
  }
  giveReason(reason: string): void {
    this.reason = reason;
    this.tell();
  }
  become(person: string): void {
    this.me = person;
    this.tell();
  }
  offerFrom(earlier: VisitDocument): void {
    this.earlier = earlier;
    this.tell();
  }
  get by(): By {
    return { 人: this.me, 时间: localTime(new Date()) };
  }

  /** Judges once the screen has shown the answer. */
  private judgeSoon(): void {
    this.isJudging = this.document !== null;
    if (this.waiting || !this.document) return;
    this.waiting = true;
    afterPaint(() => {
      this.waiting = false;
      if (this.document) this.judgeNow(this.document);
      this.tell();
    });
  }
  private judgeNow(document: VisitDocument): void {
    this.ownJudge ??= this.parts.makeJudge();
    const { judgement, problems } = this.ownJudge.update(document);
    this.problems = problems;
    this.isJudging = false;
    if (!judgement) return;
    this.judgement = judgement;
    this.overview = overviewOf(judgement.verdicts);
    this.choose(judgement.verdicts);
  }
  /** The questions of all rules that judge; made anew only when the choice of rules changes. */
  private choose(verdicts: readonly Verdict[]): void {
    const ids = [...new Set(verdicts.map((verdict) => verdict.rule))].sort();
    const chosen = ids.join("|");
    if (chosen === this.chosen) return;
    this.chosen = chosen;
    const rules = ids.flatMap((id) => this.rules.get(id) ?? []);
    this.asked = questionsOf(this.cards, new Set(ids));
    this.spoken = typesOf(this.library, rules, this.asked);
  }
  get questionnaire(): Questionnaire {
    return this.asked;
  }
  /** Types of objects that the rules in scope speak of. */
  get typesInScope(): ReadonlySet<string> {
    return this.spoken;
  }
  ruleOf(verdict: Verdict): Rule | undefined {
    return this.rules.get(verdict.rule);
  }

  /** What reasons and papers are told from. */
  get desk(): Desk | null {
    if (this.deskOf?.judgement === this.judgement) return this.deskOf;
    this.words ??= this.parts.paperWords();
    this.deskOf = this.judgement && this.words && new Desk(this.judgement, this.library, this.words);
    return this.deskOf;
  }

  /** What to ask in which order, as seen from where one stands; worked out when first wanted after each judgement. */
  interview(here: string | null): Interview | null {
    if (!this.judgement) return null;
    if (this.asking?.of !== this.judgement || this.asking.here !== here) {
      this.asking = { of: this.judgement, here, interview: interviewOf(this.judgement, this.library, here) };
    }
    return this.asking.interview;
  }

  /** What words are looked up in, made when first wanted. */
  seeingIndex(): SearchIndex {
    if (this.index) return this.index;
    const index = searchIndex(this.library, questionsByRule(this.cards), this.parts.initials());
    return (this.index = { ...index, words: [...index.words, ...sentences(this.library)] });
  }

  /** A verdict with reasons and cures. */
  explain(verdict: Verdict): Verdict {
    return this.ownJudge?.explain(verdict) ?? verdict;
  }
  /** Reasons and cures for all verdicts, as papers need them; told to nobody, since nothing else changes. */
  explainAll(): void {
    if (!this.judgement || this.explainedAll === this.judgement) return;
    const verdicts = this.judgement.verdicts.map((verdict) => this.explain(verdict));
    this.explainedAll = this.judgement = { ...this.judgement, verdicts };
  }
  /** A judge of its own, for trying answers without touching the document. */
  trial(): Judge {
    return this.parts.makeJudge();
  }
}

/** Questions, help and meanings as words to look things up in: 电焊 stands in the meaning of 动火作业. */
function sentences(library: Library): IndexWord[] {
  const none = { initials: [], facts: [], rules: [], types: [] };
  return [
    ...[...library.facts].flatMap(([name, fact]) => [fact.question, ...fact.help.map((line) => line.text)].map((word) => ({ ...none, word, facts: [name] }))),
    ...[...library.types.values()].map((type) => ({ ...none, word: type.meaning, types: [type.name] })),
  ];
}

/** Of each rule: the questions that it reads, by kind of object. */
function questionsByRule(cards: readonly Card[]): (rule: Rule) => IndexRule["questions"] {
  const found = new Map<string, IndexRule["questions"][number][]>();
  for (const { objectType, questions } of cards) {
    for (const { fact, key, rules } of questions) {
      for (const { id } of rules) found.set(id, [...(found.get(id) ?? []), { type: objectType.name, key, fact: `${fact.objectType}.${fact.name}` }]);
    }
  }
  return (rule) => found.get(rule.id) ?? [];
}

/** Runs a task after the next picture, so that a tap is seen at once. */
export function afterPaint(task: () => void): void {
  const later = (): void => void setTimeout(task, 0);
  if (document.visibilityState === "visible") requestAnimationFrame(later);
  else later();
}
