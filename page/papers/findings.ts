/** Verdicts into findings, as checklists/findings.py makes them: one clause with one cause is one finding that lists its objects. */
import type { Answer } from "../judge/judging/index.ts";
import { EDITORIAL, ROOT_ID, baseName, clauseOf, factOf, type Standard } from "../judge/model/library.ts";
import { HITS, type HandledBy, type Standing, type Verdict } from "../judge/verdict/verdict.ts";
import { keyOf, many, type Desk } from "./input.ts";
import { plainHeading, plainLines } from "./plain.ts";
import { cureLines, factName, leavesOf, leavingLines, reasonLines, wordingOf } from "./reasons.ts";
import { behindLast, distinct, fill, kept, word, type Table } from "./words.ts";

const PROVISIONAL: ReadonlySet<Standing> = new Set(["unconfirmed", "text_incomplete"]);

/** One object of a finding: why it is hit and what would clear it. */
export interface FoundObject {
  readonly name: string;
  /** Clauses that its reasons stand on beside the rule's own (the failure rule). */
  readonly further: readonly string[];
  /** Situation, lines. */
  readonly reasons: readonly (readonly [string, readonly string[]])[];
  readonly cures: readonly string[];
  readonly leaving: readonly string[];
  /** Notes, evidence, samples and who declared it, of the answers that the reasons rest on. */
  readonly records: readonly string[];
  readonly fixOnSpot: string | null;
  /** A person's opinion, and what the machine says against it. */
  readonly opinion: readonly string[];
  /** What it would be if what the firm declared itself is confirmed. */
  readonly declared: string | null;
}

/** One rule met by one set of situations on some objects. */
export class Finding {
  readonly objects: FoundObject[] = [];
  readonly verdicts: Verdict[] = [];
  number = 0;
  overlap = "";

  constructor(
    readonly first: Verdict,
    readonly headline: string,
    readonly cite: string,
    readonly standings: readonly string[],
    readonly situations: readonly string[],
    readonly isElement: boolean,
    /** Whether its rule comes from the editors, not from a law (编者建议). */
    readonly isEditorial: boolean,
    readonly rulings: readonly string[],
  ) {}

  /** The further clauses cited, where they are the same for all of its objects. */
  get sharedFurther(): readonly string[] | null {
    return shared(this.objects.map(({ further }) => further));
  }
  /** What would clear each of its objects, where that is the same for all of them. */
  get sharedCures(): readonly string[] | null {
    return shared(this.objects.map(({ cures }) => cures));
  }
  /** The temporary measures, where they are the same for all of its objects. */
  get sharedLeaving(): readonly string[] | null {
    return shared(this.objects.map(({ leaving }) => leaving));
  }
  /** Candidates for 违反条款 and 处理依据, each with the names of its objects where it is not for all of them. */
  get handling(): readonly (readonly [HandledBy, readonly string[]])[] {
    const found = new Map<string, { one: HandledBy; names: Set<string> }>();
    for (const verdict of this.verdicts) {
      for (const one of verdict.handling) kept(found, handlingKey(one), () => ({ one, names: new Set() })).names.add(verdict.object_name);
    }
    const every = new Set(this.verdicts.map((verdict) => verdict.object_name));
    return [...found.values()].map(({ one, names }) => [one, names.size === every.size ? [] : [...names]]);
  }
  /** Questions still open, each with the names of the objects that it is asked of. */
  get missing(): readonly (readonly [string, readonly string[]])[] {
    const asked = new Map<string, Set<string>>();
    for (const verdict of this.verdicts) {
      for (const { question } of verdict.missing.relevant) kept(asked, question, () => new Set<string>()).add(verdict.object_name);
    }
    return [...asked].map(([question, names]) => [question, [...names]]);
  }
}

/** The same text for equal candidates. */
export const handlingKey = (one: HandledBy): string =>
  keyOf(one.violated, one.handled_under, one.by_failure, one.confidence, one.text, one.note);

function shared(lines: readonly (readonly string[])[]): readonly string[] | null {
  const different = new Map(lines.map((each) => [keyOf(...each), each]));
  return different.size === 1 ? ([...different.values()][0] as readonly string[]) : null;
}

export type Part = "major" | "ordinary" | "suspected" | "leaning" | "overruled" | "elements";
/** All findings of a judgement by what counts of them, in the order in which they are printed and numbered. */
export type Findings = Readonly<Record<Part, readonly Finding[]>>;
const ORDER: readonly Part[] = ["major", "ordinary", "suspected", "leaning", "overruled", "elements"];

/** The findings of a judgement, numbered through in the order in which they are printed. */
export function findingsOf(desk: Desk): Findings {
  const maker = new FindingMaker(desk);
  const parts = new Map<Part | "other", Verdict[]>();
  for (const verdict of desk.judgement.verdicts) kept(parts, partOf(verdict), () => []).push(verdict);
  const of = (name: Part): Finding[] => maker.grouped(parts.get(name) ?? []);
  const found: Record<Part, Finding[]> = {
    major: of("major"),
    ordinary: of("ordinary"),
    suspected: of("suspected"),
    leaning: of("leaning"),
    overruled: of("overruled"),
    elements: of("elements"),
  };
  ORDER.flatMap((name) => found[name]).forEach((finding, n) => (finding.number = n + 1));
  markOverlaps([...found.major, ...found.ordinary, ...found.suspected], desk);
  return found;
}

export const allOf = (findings: Findings): Finding[] => ORDER.flatMap((name) => [...findings[name]]);

function partOf(verdict: Verdict): Part | "other" {
  switch (verdict.effective) {
    case "major":
    case "ordinary":
    case "suspected":
      return verdict.effective;
    case "element":
      return "elements";
    default:
      return HITS.has(verdict.outcome) ? "overruled" : verdict.lean !== null ? "leaning" : "other";
  }
}

/** Makes findings of the verdicts of one judgement; `outward`: headed by what was found and told in plain words, and what was
 * noted of the enterprise as a whole stands elsewhere on the paper, not with every finding again. */
export class FindingMaker {
  private readonly fixes: ReadonlyMap<string, string>;

  constructor(
    private readonly desk: Desk,
    private readonly outward = false,
  ) {
    const written = many(desk.visit.document.当场整改).map((fix) => {
      const who = [fix.人, fix.时间].filter(Boolean).join("，");
      return [keyOf(fix.规则, fix.对象), fill(desk.words.texts, "fix_by", { what: fix.当场整改, who })] as const;
    });
    this.fixes = new Map(written);
  }

  /** One finding for each rule and set of situations, not yet numbered. */
  grouped(verdicts: readonly Verdict[]): Finding[] {
    const found = new Map<string, Finding>();
    for (const verdict of verdicts) {
      const names = verdict.situations.map(({ name }) => name);
      const heading = this.outward ? plainHeading(verdict, this.desk) : names;
      const key = keyOf(verdict.rule, heading, verdict.standings, verdict.outcome, verdict.effective);
      const finding = kept(found, key, () => this.finding(verdict, names));
      finding.verdicts.push(verdict);
      finding.objects.push(this.object(verdict));
    }
    return [...found.values()];
  }

  private finding(verdict: Verdict, names: readonly string[]): Finding {
    const { texts, standings } = this.desk.words;
    const isEditorial = this.desk.standard(verdict.standard).kind === EDITORIAL;
    const isProvisional = verdict.standings.some((one) => PROVISIONAL.has(one)) && HITS.has(verdict.effective);
    const form = isEditorial ? "editorial_cite" : isProvisional ? "provisional" : "cite";
    return new Finding(
      verdict,
      this.outward ? plainHeading(verdict, this.desk) : verdict.title,
      fill(texts, form, { cite: verdict.cite }),
      verdict.standings.map((one) => word(standings, one)).filter(Boolean),
      names,
      this.desk.rule(verdict.rule).level === "要素",
      isEditorial,
      rulingLines(verdict, texts),
    );
  }

  private object(verdict: Verdict): FoundObject {
    const { texts, outcomes } = this.desk.words;
    const wording = wordingOf(this.desk, verdict.standard, verdict.object);
    const told = this.outward ? plainLines(verdict, this.desk) : [];
    const holds = verdict.if_declared_holds;
    return {
      name: objectName(verdict, texts),
      further: furtherCites(verdict),
      reasons: this.outward
        ? told.length ? [["", told]] : []
        : verdict.situations.map(({ name, because }) => [name, reasonLines(because, wording)]),
      cures: cureLines(verdict.cures, wording),
      leaving: leavingLines(verdict.cures, wording),
      records: distinct(this.records(verdict)),
      fixOnSpot: verdict.fix_on_spot === null ? null : (this.fixes.get(keyOf(verdict.rule, verdict.object ?? "")) ?? null),
      opinion: [...this.opinionLines(verdict)],
      declared: holds === null ? null : fill(texts, "declared", { outcome: word(outcomes, holds) }),
    };
  }

  /** What was noted with the answers that the reasons rest on: notes, evidence, sampling, who declared it. */
  private *records(verdict: Verdict): Generator<string> {
    const { texts } = this.desk.words;
    for (const situation of verdict.situations) {
      for (const leaf of leavesOf(situation.because)) {
        const answer = this.desk.answer(leaf.object, leaf.fact);
        if (!answer || (this.outward && answer.object === ROOT_ID && verdict.object !== ROOT_ID)) continue;
        const told = [...this.told(answer)];
        if (told.length) yield fill(texts, "leaf_with_parts", { text: factName(answer.key, texts), parts: told.join("；") });
      }
    }
  }

  private *told(answer: Answer): Generator<string> {
    const { texts } = this.desk.words;
    if (answer.note) yield answer.note;
    if (answer.evidence.length) yield fill(texts, "evidence", { evidence: answer.evidence.join("、") });
    if (answer.sampled) yield fill(texts, "sampled", { part: answer.sampled[0], total: answer.sampled[1] });
    if (answer.declared) yield word(texts, "declared_answer");
    if (answer.bulk) yield word(texts, "bulk");
    if (answer.carriedOver) yield fill(texts, "carried_over", { visit: answer.carriedOver });
  }

  private *opinionLines(verdict: Verdict): Generator<string> {
    const { texts, outcomes } = this.desk.words;
    const opinion = verdict.overruling;
    if (!opinion) return;
    const { step, conclusion, kind, person, date, reason } = opinion;
    const text = fill(texts, "overruled", { step, conclusion, kind, person, date, reason });
    yield opinion.in_force ? text : `${text}　${fill(texts, "lapsed", { why: String(opinion.lapsed_because) })}`;
    if (opinion.in_force && verdict.effective !== verdict.outcome) {
      yield fill(texts, "machine_says", { outcome: word(outcomes, verdict.outcome) });
    }
  }
}

/** The object's name; of a group, with how many it stands for. */
export const objectName = (verdict: Verdict, texts: Table): string =>
  verdict.count === 1 ? verdict.object_name : fill(texts, "group_of", { name: verdict.object_name, count: verdict.count });

/** The rulings on readings that a verdict rests on, as they stand beside the citation. */
export const rulingLines = (verdict: Verdict, texts: Table): string[] =>
  verdict.rulings.map(({ number, by, date, reading, option }) =>
    fill(texts, "ruling", { number, by, date, reading: behindLast(reading, "#"), option }),
  );

/** The clauses that the reasons stand on beside the rule's own. */
function furtherCites(verdict: Verdict): string[] {
  const cites = distinct(verdict.situations.flatMap((situation) => situation.cites));
  return cites.filter((cite) => !verdict.cite.endsWith(`）${cite}`) && !verdict.cite.endsWith(`》${cite}`));
}

/** Notes findings on the same object whose reasons rest on a common fact that can be put right. */
function markOverlaps(findings: readonly Finding[], desk: Desk): void {
  const { texts } = desk.words;
  const chosen = new Map(many(desk.visit.document.主条).map((choice) => [keyOf(choice.对象, choice.主条), choice]));
  const grounds = findings.map((finding) => new Set(sharedGrounds(finding, desk)));
  findings.forEach((finding, index) => {
    const marked = finding.verdicts.map((v) => chosen.get(keyOf(v.object ?? "", v.rule))).find(Boolean);
    if (marked) {
      const [main, ...others] = [marked.主条, ...many(marked.并案)].map((rule) => clauseName(rule, desk));
      const form = others.length ? "main_clause" : "main_clause_alone";
      finding.overlap = fill(texts, form, { main: main as string, others: others.join("、") });
      return;
    }
    const others = findings.filter(
      (other, n) =>
        n !== index && other.first.clause !== finding.first.clause && [...(grounds[index] ?? [])].some((one) => grounds[n]?.has(one)),
    );
    if (others.length) finding.overlap = fill(texts, "overlap", { numbers: others.map(({ number }) => number).join("、") });
  });
}

/** A clause's address after the standard's short title. */
export function clauseTitle(standard: Standard, ref: string): string {
  const { address } = clauseOf(standard, ref);
  return `${standard.shortTitle}${isAscii(address) ? " " : ""}${address}`;
}
export const isAscii = (text: string): boolean => /^[\x00-\x7f]?$/.test(text.slice(0, 1));

function clauseName(rule: string, desk: Desk): string {
  const found = desk.rules.get(rule);
  return found ? clauseTitle(desk.standard(found.standard), found.clause) : rule;
}

function* sharedGrounds(finding: Finding, desk: Desk): Generator<string> {
  for (const verdict of finding.verdicts) {
    for (const situation of verdict.situations) {
      for (const leaf of leavesOf(situation.because)) {
        const type = desk.types.get(leaf.object ?? "");
        if (leaf.object === null || leaf.fact === null || type === undefined) continue;
        if (factOf(desk.library, type, baseName(leaf.fact))?.changeable) yield keyOf(verdict.object, leaf.object, leaf.fact);
      }
    }
  }
}
