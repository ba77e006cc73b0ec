/** What each open verdict would gain from each question; as checklists/asking/open_verdicts.py. */
import { Kleene } from "../judge/evaluate/kleene.ts";
import { cellsOf } from "../judge/evaluate/cells.ts";
import { reads } from "../judge/evaluate/reads.ts";
import type { Test, Variable } from "../judge/evaluate/residual.ts";
import { Residuals } from "../judge/evaluate/residuals.ts";
import { simplified } from "../judge/evaluate/simplify.ts";
import { type Item, itemOf, type Node, type World } from "../judge/evaluate/world.ts";
import { type Formula, refsOf } from "../judge/expr/formula.ts";
import { keyOf } from "../judge/expr/order.ts";
import { baseName, type Fact, factOf, fullName, type Level, type Library, type Rule } from "../judge/model/library.ts";
import { ruleById } from "../judge/model/lookups.ts";
import { staysOnLine } from "../judge/judging/unseen.ts";
import { hazardFormula } from "../judge/resolve/hazards.ts";
import { knowledgeKey } from "../judge/values/knowledge.ts";
import { compareText, sortedTexts } from "../judge/values/text.ts";
import { type Missing, OPEN, type Verdict } from "../judge/verdict/verdict.ts";
import { gatesOf } from "./bearing.ts";
import { costOf, COSTS } from "./costs.ts";
import { Priors, type Way } from "./priors.ts";
import { type Chances, type Weighed, weighed } from "./value.ts";

const WEIGHTS: Readonly<Record<Level, number>> = { 重大: 1, 要素: 0.7, 一般: 0.4 };
/** A hazard that is there unless an exemption holds is to be settled before others. */
const LEANING = 3;
/** The chance that a condition made of several tests fails because of one of them. */
const REFUTED_SOMEHOW = 0.3;

/** An open verdict as the interview sees it. */
export interface OpenVerdict extends Weighed {
  readonly verdict: Verdict;
  readonly rule: Rule;
  /** How grave it is. */
  readonly weight: number;
}

/** What is missing as a thing to ask; null for a reading or a text, which nobody on the site settles. */
export const askable = ({ kind, object, name }: Missing): Item | null =>
  kind === "fact" || kind === "roster" ? itemOf(kind, object ?? "", name) : null;

/** The key of the question that an answer's key belongs to: boxes are asked together. */
export const questionKey = (key: string): string => key.split("∋")[0] ?? key;

interface Remembered { readonly chance: number; readonly gains: readonly (readonly [Item, string, number])[] }

/** Weighs open verdicts of visits under one library. */
export class Weigher {
  readonly #priors: Priors;
  readonly #kleene = new Kleene();
  readonly #gates = new Map<string, ReadonlySet<string>>();
  readonly #refuting = new Map<string, number>();
  readonly #onLine = new Map<string, readonly (readonly [string, string])[] | null>();
  readonly #found = new Map<string, Remembered>();
  readonly #ways = new Map<string, readonly Way[]>();

  constructor(private readonly library: Library) {
    this.#priors = new Priors(library);
  }

  /** The fact that a key names at objects of a kind; null for the day of an event. */
  factAt(objectType: string, key: string): Fact | null {
    return factOf(this.library, objectType, baseName(key)) ?? null;
  }

  /** Whether a fact decides if a rule applies at all. */
  decidesScope(rule: Rule, fact: Fact): boolean {
    let gates = this.#gates.get(rule.id);
    if (!gates) this.#gates.set(rule.id, (gates = new Set([...refsOf(gatesOf(rule))].map((ref) => ref.fact))));
    return gates.has(fullName(fact));
  }

  /** The verdict weighed; null if it is settled, or if people settled it. */
  openVerdict(verdict: Verdict, world: World): OpenVerdict | null {
    if (!OPEN.has(verdict.outcome) || !OPEN.has(verdict.effective)) return null;
    const rule = ruleById(this.library).get(verdict.rule) as Rule;
    const items = new Set(verdict.missing.relevant.map(askable).filter((item): item is Item => item !== null));
    const weight = WEIGHTS[rule.level] * (verdict.lean ? LEANING : 1);
    if (verdict.outcome === "not_examined") {
      return { verdict, rule, weight, chance: 0, gains: this.#ofUnseen(rule, items, world) };
    }
    const { chance, gains } = this.#weighed(rule, world.nodes.get(verdict.object ?? "") as Node, world);
    return { verdict, rule, weight, chance, gains: new Map([...items].map((item) => [item, gains.get(item) ?? 0])) };
  }

  /** Of objects nobody has seen: the roster settles it, and so does whatever shows that the rule does not apply. */
  #ofUnseen(rule: Rule, items: Iterable<Item>, world: World): Map<Item, number> {
    return new Map([...items].map((item) => {
      if (item.kind === "roster") return [item, COSTS.roster];
      return [item, COSTS.roster * this.#refutes(rule, (world.nodes.get(item.object) as Node).type, item.key)];
    }));
  }

  /** The chance that an answer shows that a rule does not apply. */
  #refutes(rule: Rule, objectType: string, key: string): number {
    const place = keyOf(rule.id, key);
    let chance = this.#refuting.get(place);
    if (chance === undefined) {
      const fact = this.factAt(objectType, key);
      this.#refuting.set(place, (chance = fact ? this.#refutingChance(gatesOf(rule), fact, key) : 0));
    }
    return chance;
  }

  #refutingChance(formula: Formula, fact: Fact, key: string): number {
    let found = 0;
    for (const part of demands(formula)) {
      const isRead = [...refsOf(part)].some((ref) => ref.fact === fullName(fact) && ref.key === key);
      if (isRead && part.is === "In") {
        const chances = this.#priors.ofChoices(fact, key);
        let holds = 0;
        for (const value of sortedTexts(part.values)) holds += chances.get(value) ?? 0;
        found = Math.max(found, 1 - holds);
      } else if (isRead) found = Math.max(found, REFUTED_SOMEHOW);
    }
    return found;
  }

  /** The chance of a hazard and the gains at an object; remembered by what is known, where only its line is read. */
  #weighed(rule: Rule, node: Node, world: World): Weighed {
    const line = lineOf(node);
    const places = this.#readOnLine(rule, node, world);
    if (!places) return this.#weighedAnew(rule, node, world);
    const answers = places.map(([type, key]) => {
      const known = world.answer(line.get(type) as Node, key);
      return known ? knowledgeKey(known) : "";
    });
    const place = keyOf(rule.id, String(world.day), node.date ? knowledgeKey(node.date) : "", ...answers);
    let found = this.#found.get(place);
    if (!found) {
      const { chance, gains } = this.#weighedAnew(rule, node, world);
      const named = [...gains].map(([item, gain]) => [item, (world.nodes.get(item.object) as Node).type, gain] as const);
      this.#found.set(place, (found = { chance, gains: named }));
    }
    const gains = found.gains.map(([{ kind, key }, type, gain]) =>
      [itemOf(kind, (line.get(type) as Node).id, key), gain] as const);
    return { chance: found.chance, gains: new Map(gains) };
  }

  /** Kinds and keys of the answers a rule reads on the line of parents; null if it looks further. */
  #readOnLine(rule: Rule, node: Node, world: World): readonly (readonly [string, string])[] | null {
    let found = this.#onLine.get(rule.id);
    if (found === undefined) {
      const formula = hazardFormula(rule);
      const types = new Map([...lineOf(node).values()].map((each) => [each.id, each.type] as const));
      found = staysOnLine(formula) && !world.constraints.length
        ? [...reads(formula, world, node, node)]
          .map(({ object, key }) => [types.get(object) as string, key] as const)
          .sort((a, b) => compareText(a[0], b[0]) || compareText(a[1], b[1]))
        : null;
      this.#onLine.set(rule.id, found);
    }
    return found;
  }

  #weighedAnew(rule: Rule, node: Node, world: World): Weighed {
    const residual = simplified(new Residuals(world, this.#kleene).of(hazardFormula(rule), node, node));
    const { chance, gains } = weighed(residual, this.#chances(world));
    return { chance, gains: new Map([...gains].filter(([item]) => item.kind !== "reading")) };
  }

  #chances(world: World): Chances {
    return {
      waysOf: (variable, tests) => this.#waysOf(variable, tests, world),
      costOf: (item) => {
        const node = world.nodes.get(item.object);
        return item.kind === "roster" ? COSTS.roster : node ? this.#costOfAnswer(node.type, item.key) : 0;
      },
      moreOf: () => this.#priors.ofRoster(),
    };
  }

  #waysOf(variable: Variable, tests: readonly Test[], world: World): readonly Way[] {
    const { object, key } = variable.items[0] as Item;
    const node = world.nodes.get(object);
    if (!node) {
      const outcomes = cellsOf(variable, tests).map(([outcome]) => outcome);
      return outcomes.map((outcome) => [
        1 / outcomes.length, new Map(tests.map((test, n) => [test, outcome[n] as boolean])),
      ]);
    }
    const place = keyOf(node.type, key, knowledgeKey(variable.known), ...tests.map((test) => String(test.number)));
    let found = this.#ways.get(place);
    if (!found) this.#ways.set(place, (found = this.#priors.ofCells(variable, this.factAt(node.type, key), tests)));
    return found;
  }

  /** Seconds for one answer; of a box its share of the question. */
  #costOfAnswer(objectType: string, key: string): number {
    const fact = this.factAt(objectType, key);
    return fact && key.includes("∋") ? costOf(fact) / Math.max(1, fact.options.length) : costOf(fact);
  }
}

/** The object and those above it, by kind: a line has one of each. */
function lineOf(node: Node): ReadonlyMap<string, Node> {
  const found = new Map<string, Node>();
  for (let current: Node | null = node; current; current = current.parent) found.set(current.type, current);
  return found;
}

/** The conditions that a formula demands each for itself. */
function* demands(formula: Formula): Generator<Formula> {
  if (formula.is === "All") for (const part of formula.parts) yield* demands(part);
  else if (formula.is === "At") yield* demands(formula.part);
  else yield formula;
}
