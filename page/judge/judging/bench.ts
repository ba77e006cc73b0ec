/** Judges targets in one world: the outcome of each, what is missing, and, if wanted, reasons and cures. */
import { buildWorld, type BuiltWorld } from "../evaluate/build.ts";
import { Exact } from "../evaluate/exact.ts";
import { compareItems, type Item, itemOf, type Node } from "../evaluate/world.ts";
import { digest } from "../expr/canonical.ts";
import type { Formula } from "../expr/formula.ts";
import { Cures } from "../explain/cures.ts";
import { allMissing, missingOf } from "../explain/missing.ts";
import { EVENT_DATE, Names } from "../explain/phrases.ts";
import { leavesOf, reasonOf, Reasons } from "../explain/reasons.ts";
import { clauseOf, FAILED, type Rule, type Standard } from "../model/library.ts";
import type { ResolvedVisit } from "../resolve/visit.ts";
import { isInterval } from "../values/knowledge.ts";
import {
  HITS, type MissingSets, OPEN, type Outcome, type Reason, type SituationFound, type Verdict,
} from "../verdict/verdict.ts";
import type { Compiled, CompiledRule } from "./compiled.ts";
import { outcomeOf, type Result, resultOf, type RuleFormulas, standingsOf } from "./outcomes.ts";
import { type Target, Targets, type Versions } from "./selection.ts";

const UNTOLD = reasonOf("group", "");
/** Of the outcomes for the things an unseen object may be, the first that occurs holds. */
const UNSEEN_ORDER: readonly Outcome[] = ["not_examined", "clear", "not_applicable"];
const NOTHING_MISSING: MissingSets = { relevant: [], to_convict: null, to_clear: null };

interface Judged {
  readonly target: Target;
  readonly compiled: CompiledRule;
  readonly result: Result;
}
type Explaining = Pick<Verdict, "situations" | "refuted" | "cures" | "grounds_digest">;

/** One world being judged. */
export class Bench {
  readonly built: BuiltWorld;
  readonly #exact: Exact;
  readonly #notAnswered = new Map<Item, string>();
  readonly #names: Names;
  readonly #reasons: Reasons;
  readonly #cures: Cures;

  constructor(
    private readonly visit: ResolvedVisit,
    private readonly compiled: Compiled,
    private readonly versions: Versions,
    withDeclared = false,
  ) {
    const { library, words, kleene } = compiled;
    this.built = buildWorld(visit, library, withDeclared);
    this.#exact = new Exact(this.built.world, kleene);
    this.tellNotAnswered(visit);
    this.#names = new Names(library, words, visit.names, this.built.calculations, this.#notAnswered);
    this.#reasons = new Reasons(this.#exact, this.#names);
    this.#cures = new Cures(this.#exact, this.#names);
  }

  /** Everything that is to be judged, in canonical order. */
  targets(): Target[] {
    return [...new Targets(this.compiled.library, this.built.world, this.visit.scope, this.versions).all()];
  }

  /** Takes from a visit why what was asked has no answer. */
  tellNotAnswered(visit: ResolvedVisit): void {
    this.#notAnswered.clear();
    for (const { object, key, noneBecause } of visit.answers) {
      if (noneBecause !== null) this.#notAnswered.set(itemOf("fact", object, key), noneBecause);
    }
  }

  /**
   * The verdicts of targets, with reasons and cures of those to be explained. Of an event judged by candidate versions, all
   * its targets must be among them.
   */
  judged(targets: readonly Target[], isExplained: (target: Target) => boolean): Verdict[] {
    return this.#reconciled(targets.map((target) => this.#judged(target))).map((judged) =>
      this.#verdict(judged, isExplained(judged.target)),
    );
  }

  #judged(target: Target): Judged {
    const compiled = this.compiled.of(target.rule);
    const { formulas } = compiled;
    if (!target.supposed.length) {
      return { target, compiled, result: outcomeOf(target.rule, formulas, target.node, this.#exact) };
    }
    const results = target.supposed.map((node) =>
      this.built.world.supposing(node, () => this.compiled.unseen.outcome(target.rule, formulas, node, this.#exact)),
    );
    const rank = (result: Result): number => UNSEEN_ORDER.indexOf(result.outcome);
    return { target, compiled, result: results.reduce((best, each) => (rank(each) < rank(best) ? each : best)) };
  }

  /** Where an event's day leaves the version open, an outcome stands only if all candidates agree. */
  #reconciled(all: readonly Judged[]): Judged[] {
    const byEvent = new Map<string, Map<string, Set<Outcome>>>();
    for (const { target, result } of all) {
      if (!target.candidates.length) continue;
      const found = byEvent.get(target.node.id) ?? new Map<string, Set<Outcome>>();
      byEvent.set(target.node.id, found);
      found.set(target.rule.standard, (found.get(target.rule.standard) ?? new Set()).add(result.outcome));
    }
    return all.map((judged) => {
      const { target, result } = judged;
      const found = byEvent.get(target.node.id);
      if (!target.candidates.length || !found || agree(found, target.candidates)) return judged;
      const relevant = [itemOf("fact", target.node.id, EVENT_DATE), ...result.analysis.relevant];
      return { ...judged, result: resultOf("undetermined", { ...result.analysis, relevant }) };
    });
  }

  #verdict({ target, compiled, result }: Judged, isExplained: boolean): Verdict {
    const { rule, node } = target;
    const standings = standingsOf(rule, result, compiled.hasPanel);
    const told = isExplained
      ? this.#explained(target, compiled.formulas, result)
      : { situations: this.#named(target, compiled.formulas, result) };
    const verdict: Verdict = {
      rule: rule.id,
      title: rule.title,
      standard: rule.standard,
      clause: rule.clause,
      cite: compiled.cite,
      object_type: rule.objectType,
      object: target.parent ? null : node.id,
      object_name: this.#names.ofObject(node),
      outcome: result.outcome,
      effective: result.outcome,
      standing: standings[0] ?? "firm",
      standings,
      parent: target.parent?.id ?? null,
      roster: target.roster,
      basis: result.basis,
      lean: result.lean,
      refuted: [],
      missing: this.#missing(target, result),
      cures: [],
      rectification: "",
      handling: [],
      note: rule.note,
      rulings: compiled.rulings,
      overruling: null,
      if_declared_holds: null,
      text_missing: rule.textComplete ? null : rule.textMissing,
      count: node.count,
      rule_digest: rule.digest,
      grounds_digest: "",
      fix_on_spot: null,
      ...told,
    };
    return { ...verdict, rectification: demands(rule, verdict).join("；") };
  }

  /** The situations by name alone, for a quick judgement. */
  #named(target: Target, formulas: RuleFormulas, result: Result): SituationFound[] {
    let holding = HITS.has(result.outcome) ? result.holding : [];
    if (result.lean !== null) holding = this.#certain(formulas, target.node);
    return holding.map(({ name }) => ({ name, because: UNTOLD, cites: [] }));
  }

  /** The situations that hold, exemptions aside. */
  #certain(formulas: RuleFormulas, node: Node): Result["holding"] {
    return formulas.situations.filter(([s]) => this.#exact.truth(s.when, node) === true).map(([s]) => s);
  }

  #explained(target: Target, formulas: RuleFormulas, result: Result): Explaining {
    const { rule, node } = target;
    const nothing: Explaining = { situations: [], refuted: [], cures: [], grounds_digest: "" };
    if (target.parent) return nothing;
    const told = { ...nothing, grounds_digest: this.#grounds(formulas.hazard, node) };
    const found = (name: string, formula: Formula): SituationFound => this.#found(name, formula, node, rule);
    if (HITS.has(result.outcome)) {
      const pairs = formulas.situations.filter(([situation]) => result.holding.includes(situation));
      const situations = pairs.length
        ? pairs.map(([situation, formula]) => found(situation.name, formula))
        : [found(this.#names.say("together"), formulas.hazard)];
      return { ...told, situations, cures: this.#cures.of(rule, node, pairs, formulas.hazard) };
    }
    if (result.outcome === "clear" || result.outcome === "not_applicable") {
      const isOut = this.#exact.truth(formulas.applies, node) === false;
      const refuted = isOut
        ? [found(this.#names.say("refuted_each"), formulas.applies)]
        : formulas.situations.map(([situation, formula]) => found(situation.name, formula));
      return { ...told, refuted };
    }
    if (result.lean !== null) {
      return { ...told, situations: this.#certain(formulas, node).map((s) => found(s.name, s.when)) };
    }
    return told;
  }

  /** A digest of every answer that the verdict's evaluation reads. */
  #grounds(formula: Formula, node: Node): string {
    const items = [...this.#reasons.touched(formula, node)].sort(compareItems);
    return digest(
      items.map(({ kind, object, key }) => {
        const answer = kind === "fact" ? digest(this.built.world.nodes.get(object)?.answers.get(key)) : "";
        return [[kind, object, key], answer];
      }),
    );
  }

  #found(name: string, formula: Formula, node: Node, rule: Rule): SituationFound {
    const because = this.#reasons.reason(formula, node);
    return { name, because, cites: this.#cites(rule, because) };
  }

  /** The clause, and the failure rule where the reason rests on something that is there but does not work. */
  #cites(rule: Rule, reason: Reason): string[] {
    const standard = this.compiled.library.standards.get(rule.standard) as Standard;
    const refs = new Set([rule.clause]);
    const { failureClause } = rule;
    for (const leaf of leavesOf(reason)) {
      if (leaf.kind !== "fact" || leaf.object === null || leaf.fact === null) continue;
      const known = this.built.world.nodes.get(leaf.object)?.answers.get(leaf.fact);
      const isFailing = known !== undefined && !isInterval(known) && known.has(FAILED);
      if (isFailing && failureClause !== null && failureClause !== "本条") refs.add(failureClause);
    }
    return [...refs].map((ref) => clauseOf(standard, ref).address);
  }

  #missing(target: Target, { outcome, analysis }: Result): MissingSets {
    if (!OPEN.has(outcome)) return NOTHING_MISSING;
    const [names, world] = [this.#names, this.built.world];
    if (target.parent) {
      const hidden = itemOf("roster", target.parent.id, target.roster ?? "");
      const isSeen = (item: Item): boolean => item.kind === "reading" || world.nodes.has(item.object);
      return { ...NOTHING_MISSING, relevant: allMissing([hidden, ...analysis.relevant.filter(isSeen)], names, world) };
    }
    const relevant = allMissing(analysis.relevant, names, world);
    if (!target.rule.textComplete) {
      const question = names.say("text_question", { missing: target.rule.textMissing ?? "" });
      relevant.push({ kind: "text", object: null, name: names.say("whole_text"), question, values: null, note: null });
      return { ...NOTHING_MISSING, relevant };
    }
    return {
      relevant,
      to_convict: analysis.toTrue && missingOf(analysis.toTrue, names, world),
      to_clear: analysis.toFalse && missingOf(analysis.toFalse, names, world),
    };
  }
}

/** What is demanded: by the rule, then by those of its situations that hold. */
function demands(rule: Rule, verdict: Verdict): string[] {
  if (!HITS.has(verdict.outcome) && verdict.lean === null) return [];
  const held = new Set(verdict.situations.map((situation) => situation.name));
  const own = rule.situations.filter((s) => held.has(s.name)).map((s) => s.rectification);
  return [rule.rectification, ...own.filter((text): text is string => text !== null)];
}

/** Whether every candidate version comes to the same class: a hit under each, or clear under each. */
function agree(byStandard: ReadonlyMap<string, ReadonlySet<Outcome>>, candidates: readonly string[]): boolean {
  const classes = new Set<boolean>();
  for (const candidate of candidates) {
    const outcomes = byStandard.get(candidate);
    if (!outcomes || [...outcomes].some((outcome) => OPEN.has(outcome))) return false;
    classes.add([...outcomes].some((outcome) => HITS.has(outcome)));
  }
  return classes.size === 1;
}
