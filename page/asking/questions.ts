/** The questions still to be asked on a visit: each of one object (or roster), with why it is asked and what it settles. */
import { type Item, itemOf } from "../judge/evaluate/world.ts";
import { keyOf } from "../judge/expr/order.ts";
import type { Fact } from "../judge/model/library.ts";
import type { ResolvedVisit } from "../judge/resolve/visit.ts";
import type { Missing } from "../judge/verdict/verdict.ts";
import { costOf, COSTS, type Method, methodOf } from "./costs.ts";
import { askable, type OpenVerdict, questionKey, type Weigher } from "./open_verdicts.ts";
import { papersOf } from "./places.ts";

export const PAPER: Method = "文件";
const UNASKED = "未查";

/** One question that can still change an outcome. */
export interface OpenQuestion {
  /** A roster: whether all things of a kind are listed. */
  readonly kind: "fact" | "roster";
  readonly object: string;
  /** Key of the answer (`名称` or `名称@标准/条款`); the type of a roster; 日期 for the day of an event. */
  readonly key: string;
  /** Null for a roster and for the day of an event. */
  readonly fact: Fact | null;
  readonly text: string;
  /** Of a multiple choice: the options that still matter. */
  readonly boxes: readonly string[];
  readonly method: Method;
  /** Names of papers that tell it. */
  readonly papers: readonly string[];
  /** Ids of the rules it bears on. */
  readonly rules: readonly string[];
  /** Of these, the rules that this answer alone may settle for some object. */
  readonly settles: readonly string[];
  /** Whether it decides if some of the rules apply at all. */
  readonly decidesScope: boolean;
  /** Whether it bears on a major hazard. */
  readonly isDeadly: boolean;
  /** Seconds, where one stands. */
  readonly cost: number;
  /** Seconds of further asking it is expected to save, the graver rules counting more. */
  readonly gain: number;
  /** Why there is none though it was asked. */
  readonly noAnswer: string | null;
}

/** What tells a question from others. */
export const placeOf = (question: OpenQuestion): string =>
  `${question.kind}\0${question.object}\0${question.key}`;

/** Why a question is asked, and the ids of the rules this speaks of: as checklists/asking/telling.py, whose texts have these names. */
export function whyOf(question: OpenQuestion): { readonly form: "ask_scope" | "ask_settles" | "ask_bears"; readonly rules: readonly string[] } {
  if (question.decidesScope) return { form: "ask_scope", rules: question.rules };
  if (question.settles.length) return { form: "ask_settles", rules: question.settles };
  return { form: "ask_bears", rules: question.rules };
}

interface Gathered {
  readonly missing: Missing;
  readonly boxes: Set<string>;
  readonly rules: Set<string>;
  readonly settles: Set<string>;
  decidesScope: boolean;
  isDeadly: boolean;
  gain: number;
}

/** Every question that can still matter. */
export function questionsOf(verdicts: readonly OpenVerdict[], visit: ResolvedVisit, weigher: Weigher): OpenQuestion[] {
  const types = new Map(visit.objects.map((each) => [each.id, each.type] as const));
  const gathered = new Map<Item, Gathered>();
  for (const each of verdicts) gather(each, types, weigher, gathered);
  const asked = new Map<string, string>();
  for (const { object, key, noneBecause } of visit.answers) {
    if (noneBecause !== null && noneBecause !== UNASKED) asked.set(keyOf(object, questionKey(key)), noneBecause);
  }
  return [...gathered].map(([place, found]) => questionOf(place, found, types, weigher, asked));
}

function gather(
  each: OpenVerdict, types: ReadonlyMap<string, string>, weigher: Weigher, gathered: Map<Item, Gathered>,
): void {
  const { verdict, rule } = each;
  const { relevant, to_convict: convict, to_clear: clear } = verdict.missing;
  const alone = new Set([convict, clear].flatMap((needed) =>
    needed?.length === 1 && needed[0] ? [keyOf(needed[0].object ?? "", needed[0].name)] : []));
  for (const missing of relevant) {
    const item = askable(missing);
    if (!item) continue;
    const place = itemOf(item.kind, item.object, questionKey(item.key));
    let found = gathered.get(place);
    if (!found) {
      found = { missing, boxes: new Set(), rules: new Set(), settles: new Set(), decidesScope: false, isDeadly: false, gain: 0 };
      gathered.set(place, found);
    }
    const box = item.key.split("∋")[1];
    if (box !== undefined) found.boxes.add(box);
    found.rules.add(rule.id);
    const isOwnRoster = item.kind === "roster" && verdict.roster === item.key;
    if (alone.has(keyOf(item.object, item.key)) || isOwnRoster) found.settles.add(rule.id);
    const fact = item.kind === "fact" ? weigher.factAt(types.get(item.object) as string, item.key) : null;
    found.decidesScope ||= fact !== null && weigher.decidesScope(rule, fact);
    found.isDeadly ||= rule.level !== "一般";
    found.gain += each.weight * (each.gains.get(item) as number);
  }
}

function questionOf(
  { kind, object, key }: Item, found: Gathered, types: ReadonlyMap<string, string>, weigher: Weigher,
  asked: ReadonlyMap<string, string>,
): OpenQuestion {
  const isRoster = kind === "roster";
  const fact = isRoster ? null : weigher.factAt(types.get(object) as string, key);
  return {
    kind: isRoster ? "roster" : "fact",
    object,
    key,
    fact,
    text: found.missing.question,
    boxes: [...found.boxes],
    method: isRoster ? "看" : fact ? methodOf(fact) : PAPER,
    papers: fact ? papersOf(fact) : [],
    rules: [...found.rules],
    settles: [...found.settles],
    decidesScope: found.decidesScope,
    isDeadly: found.isDeadly,
    cost: isRoster ? COSTS.roster + COSTS.tap : costOf(fact) + COSTS.box * Math.max(0, found.boxes.size - 1),
    gain: found.gain,
    noAnswer: asked.get(keyOf(object, key)) ?? null,
  };
}
