/** Judges a whole visit: verdicts in canonical order, the scope they hold for, a summary, and the next question. */
import { say, type Words, WORDLESS } from "../diagnostics/words.ts";
import type { BuiltWorld } from "../evaluate/build.ts";
import { keyOf } from "../expr/order.ts";
import type { Library, Standard } from "../model/library.ts";
import type { ResolvedVisit } from "../resolve/visit.ts";
import { showKnowledge } from "../values/knowledge.ts";
import { compareText, sortedTexts } from "../values/text.ts";
import type { Missing, Verdict } from "../verdict/verdict.ts";
import { Bench } from "./bench.ts";
import { Compiled } from "./compiled.ts";
import { withHandling } from "./handling.ts";
import { type Observation, observationsOf } from "./observations.ts";
import { withOpinions } from "./opinions.ts";
import { type Target, type Versions, versionsOn } from "./selection.ts";

/** What was judged: standards by the version that judges, areas and clauses if restricted, and what was not. */
export interface ScopeUsed {
  readonly standards: readonly Standard[];
  readonly unproven: readonly Standard[];
  readonly notInForce: readonly Standard[];
  readonly clauses: readonly string[];
  /** Names of the objects to which it was restricted; empty: the whole enterprise. */
  readonly areas: readonly string[];
  /** By standard: how many counted clauses no rule encodes yet. They were not judged. */
  readonly notEncoded: ReadonlyMap<string, number>;
}

/** Counts by outcome, how many facts are still open, and the question to ask next; the field names are those of the JSON output. */
export interface Summary {
  readonly outcomes: Readonly<Record<string, number>>;
  readonly effective: Readonly<Record<string, number>>;
  readonly open_facts: number;
  readonly next_question: Missing | null;
  readonly disagreements: readonly string[];
}

/** Everything judged of one visit. */
export interface Judgement {
  readonly visit: ResolvedVisit;
  readonly libraryDigest: string;
  readonly scope: ScopeUsed;
  readonly verdicts: readonly Verdict[];
  readonly observations: readonly Observation[];
  readonly summary: Summary;
}

export interface JudgeOptions {
  /** Without, verdicts carry outcomes, names of situations and what is missing, but no reasons or cures. */
  readonly explain?: boolean;
  /** Saves work where many visits are judged by the same library. */
  readonly compiled?: Compiled;
  readonly words?: Words;
  /** Which targets are judged, for a look at one object. */
  readonly only?: (target: Target) => boolean;
}

/** Judge a resolved visit. */
export function judge(visit: ResolvedVisit, library: Library, options: JudgeOptions = {}): Judgement {
  const { explain = true, words = WORDLESS, only = () => true } = options;
  const compiled = options.compiled?.library === library ? options.compiled : new Compiled(library, words);
  const versions = versionsOn(library, visit.scope, visit.judgedOn);
  const bench = new Bench(visit, compiled, versions);
  let verdicts = bench.judged(bench.targets().filter(only), () => explain);
  if (visit.answers.some((answer) => answer.declared)) verdicts = withDeclared(verdicts, visit, compiled, versions);
  return judgementOf(verdicts, visit, bench.built, compiled, versions);
}

/** The judgement that the machine's verdicts come to, with what people made of them. */
export function judgementOf(
  verdicts: readonly Verdict[], visit: ResolvedVisit, built: BuiltWorld, compiled: Compiled, versions: Versions,
): Judgement {
  const { library, words } = compiled;
  const completed = withHandling(withOpinions(verdicts, visit, words), visit, library);
  return {
    visit,
    libraryDigest: library.digest,
    scope: scopeUsed(visit, versions),
    verdicts: completed,
    observations: observationsOf(visit, library),
    summary: summaryOf(completed, built, visit, words),
  };
}

/** Marks verdicts that would differ if what the firm declared itself were confirmed. */
export function withDeclared(
  verdicts: readonly Verdict[], visit: ResolvedVisit, compiled: Compiled, versions: Versions,
): Verdict[] {
  const bench = new Bench(visit, compiled, versions, true);
  const judged = bench.judged(bench.targets(), () => false);
  const other = new Map(judged.map((verdict) => [verdictKey(verdict), verdict.outcome] as const));
  return verdicts.map((verdict) => {
    const outcome = other.get(verdictKey(verdict)) ?? verdict.outcome;
    return outcome === verdict.outcome ? verdict : { ...verdict, if_declared_holds: outcome };
  });
}

/** What tells a verdict from all others of a judgement. */
export const verdictKey = ({ rule, object, parent, roster }: Verdict): string =>
  keyOf(rule, object ?? "", parent ?? "", roster ?? "");

function scopeUsed(visit: ResolvedVisit, versions: Versions): ScopeUsed {
  const standards = [...versions.judging.values()].sort((a, b) => compareText(a.id, b.id));
  const counts = standards.map(
    (s) => [s.id, s.clauses.filter((c) => c.counted && c.notEncoded !== null).length] as const,
  );
  return {
    standards,
    unproven: versions.unproven,
    notInForce: versions.notInForce,
    clauses: visit.scope.clauses,
    areas: visit.scope.areas.map((area) => visit.names.get(area) ?? area),
    notEncoded: new Map(counts.filter(([, count]) => count)),
  };
}

function summaryOf(verdicts: readonly Verdict[], built: BuiltWorld, visit: ResolvedVisit, words: Words): Summary {
  const open = weighed(verdicts);
  return {
    outcomes: counted(verdicts.map((verdict) => verdict.outcome)),
    effective: counted(verdicts.map((verdict) => verdict.effective)),
    open_facts: open.length,
    next_question: nextOf(open, visit),
    disagreements: built.disagreements.map(({ object, fact, answered, calculation }) =>
      say(words, "disagreement", {
        object: visit.names.get(object) ?? object,
        fact,
        answered: showKnowledge(answered),
        computed: calculation.figures || showKnowledge(calculation.known),
      }),
    ),
  };
}

function counted(names: readonly string[]): Record<string, number> {
  const found: Record<string, number> = {};
  for (const name of sortedTexts(names)) found[name] = (found[name] ?? 0) + 1;
  return found;
}

interface Weighed {
  readonly missing: Missing;
  weight: number;
}

/**
 * The open facts and rosters, each with what it weighs: more if it is among the fewest that settle a verdict, or if a hazard
 * is there unless exempt.
 */
function weighed(verdicts: readonly Verdict[]): Weighed[] {
  const placeOf = ({ object, name }: Missing): string => keyOf(object ?? "", name);
  const found = new Map<string, Weighed>();
  for (const { outcome, lean, missing } of verdicts) {
    if (outcome !== "undetermined") continue;
    const chosen = new Set([...(missing.to_convict ?? []), ...(missing.to_clear ?? [])].map(placeOf));
    for (const each of missing.relevant) {
      if (each.kind !== "fact" && each.kind !== "roster") continue;
      const key = JSON.stringify(each);
      const known = found.get(key) ?? { missing: each, weight: 0 };
      known.weight += (lean ? 3 : 1) * (chosen.has(placeOf(each)) ? 2 : 1);
      found.set(key, known);
    }
  }
  return [...found.values()];
}

/** The heaviest open thing that was not asked yet. */
function nextOf(open: readonly Weighed[], visit: ResolvedVisit): Missing | null {
  const asked = new Set<string>();
  for (const { object, key, noneBecause } of visit.answers) {
    if (noneBecause !== null && noneBecause !== "未查") asked.add(keyOf(object, key));
  }
  const rank = ({ missing }: Weighed): number => (asked.has(keyOf(missing.object ?? "", missing.name)) ? 1 : 0);
  const before = (a: Weighed, b: Weighed): number =>
    rank(a) - rank(b) ||
    b.weight - a.weight ||
    compareText(a.missing.object ?? "", b.missing.object ?? "") ||
    compareText(a.missing.name, b.missing.name);
  const [first, ...others] = open;
  return first ? others.reduce((best, each) => (before(each, best) < 0 ? each : best), first).missing : null;
}
