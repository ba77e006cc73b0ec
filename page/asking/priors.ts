/** How common each answer is, as far as anybody knows; as checklists/asking/priors.py. Priors decide what is asked first, never a verdict. */
import { type Cell, cellsOf } from "../judge/evaluate/cells.ts";
import type { Test, Variable } from "../judge/evaluate/residual.ts";
import { type Fact, fullName, type Library } from "../judge/model/library.ts";
import { isInterval } from "../judge/values/knowledge.ts";
import { sortedTexts } from "../judge/values/text.ts";
import { type Bearing, bearingKey, type Bearings, bearingsOf, directionOf, towards } from "./bearing.ts";

/** What checklists/asking/priors.yaml says. */
export const SHIPPED = {
  缺省: { 范围: 0.4, 情形: { 重大: 0.08, 要素: 0.12, 一般: 0.15 }, 除外: 0.3, 名单不全: 0.1 },
  事实: {
    "企业.工贸企业": { 是: 0.9, 否: 0.1 },
    "企业.化工危化企业": { 是: 0.9, 否: 0.1 },
    "企业.建筑施工企业": { 是: 0.9, 否: 0.1 },
    "企业.粉尘涉爆": { 是: 0.3, 否: 0.7 },
    "企业.液氨制冷": { 是: 0.1, 否: 0.9 },
  } as Readonly<Record<string, Readonly<Record<string, number>>>>,
} as const;
const BOX = ["否", "是"] as const;
const FLIPPED: Readonly<Record<string, string>> = { "<": ">", "<=": ">=", ">": "<", ">=": "<=" };

/** One way in which tests of one open thing can come out together: its chance, and what each comes to. */
export type Way = readonly [chance: number, truths: ReadonlyMap<Test, boolean>];

/** Chances of answers under one library. */
export class Priors {
  readonly #bearings: Bearings;

  constructor(library: Library) {
    this.#bearings = bearingsOf(library);
  }

  /** The chance that a roster lacks some. */
  ofRoster(): number {
    return SHIPPED.缺省.名单不全;
  }

  /** The chance of each choice; of a box, of 是 and 否. They sum up to one. */
  ofChoices(fact: Fact, key: string): ReadonlyMap<string, number> {
    const box = key.split("∋")[1] ?? "";
    const domain = box || isInterval(fact.domain) ? BOX : sortedTexts(fact.domain);
    const given = SHIPPED.事实[box ? `${fullName(fact)}∋${box}` : fullName(fact)];
    if (given) return normed(domain.map((value) => [value, given[value] ?? 0]));
    const bearing = this.#bearing(fact, key);
    const leading = new Set(bearing ? domain.filter((value) => towards(bearing).has(value)) : []);
    if (!bearing || leading.size === 0 || leading.size === domain.length) {
      return new Map(domain.map((value) => [value, 1 / domain.length]));
    }
    const share = shareOf(bearing, box, fact, domain.length, leading.size);
    const rest = domain.length - leading.size;
    return new Map(domain.map((v) => [v, leading.has(v) ? share / leading.size : (1 - share) / rest]));
  }

  /** The chance of each way in which tests of one open thing can come out together. */
  ofCells(variable: Variable, fact: Fact | null, tests: readonly Test[]): readonly Way[] {
    const cells = cellsOf(variable, tests);
    let weights = fact && tests.every((test) => test.is === "ChoiceTest")
      ? this.#ofChoiceCells(cells.map(([, cell]) => cell), fact, variable.key.key)
      : this.#ofStretches(cells.map(([outcome]) => outcome), fact, tests);
    let total = sum(weights);
    if (!total) {
      weights = cells.map(() => 1);
      total = cells.length;
    }
    return cells.map(([outcome], n) => [
      (weights[n] as number) / total,
      new Map(tests.map((test, k) => [test, outcome[k] as boolean])),
    ]);
  }

  #bearing(fact: Fact, key: string): Bearing | undefined {
    return this.#bearings.get(bearingKey(fullName(fact), key));
  }

  #ofChoiceCells(cells: readonly Cell[], fact: Fact, key: string): number[] {
    const chances = this.ofChoices(fact, key);
    return cells.map((cell) =>
      sum(cell.flatMap((piece) => (isInterval(piece) ? [] : sortedTexts(piece))).map((value) => chances.get(value) ?? 0)));
  }

  /** Of numbers and days: the stretches that lead to a hazard share its chance, the others the rest. */
  #ofStretches(outcomes: readonly (readonly boolean[])[], fact: Fact | null, tests: readonly Test[]): number[] {
    const even = outcomes.map(() => 1);
    const bearing = fact ? this.#bearing(fact, "") : undefined;
    if (!bearing || bearing.role === "范围") return even;
    const signs = tests.map((test) => bearing.directions.get(directionOf(operatorOf(test))) ?? 0);
    const leading = outcomes.map((outcome) => outcome.some((truth, n) => {
      const sign = signs[n] as number;
      return sign !== 0 && sign > 0 === truth;
    }));
    const count = leading.filter(Boolean).length;
    if (count === 0 || count === outcomes.length) return even;
    const { 除外: exempt, 情形: byLevel } = SHIPPED.缺省;
    const share = bearing.role === "除外" ? exempt : byLevel[bearing.level];
    return leading.map((leads) => (leads ? share / count : (1 - share) / (outcomes.length - count)));
  }
}

/** How often the answers that lead somewhere are given. */
function shareOf(bearing: Bearing, box: string, fact: Fact, choices: number, leading: number): number {
  const { 范围: scope, 情形: byLevel, 除外: exempt } = SHIPPED.缺省;
  if (bearing.role === "除外") return exempt;
  if (bearing.role === "情形") return byLevel[bearing.level];
  if (box) return 1 / Math.max(2, fact.options.length);
  return choices === 2 ? scope : leading / choices;
}

export const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

function normed(weights: readonly (readonly [string, number])[]): ReadonlyMap<string, number> {
  const total = sum(weights.map(([, weight]) => weight));
  return new Map(weights.map(([value, weight]) => [value, total ? weight / total : 1 / weights.length]));
}

function operatorOf(test: Test): string {
  if (test.is === "ChoiceTest") return "=";
  const isFlipped = test.is === "NumberTest" && test.factor.sign <= 0;
  return isFlipped ? (FLIPPED[test.operator] ?? test.operator) : test.operator;
}
