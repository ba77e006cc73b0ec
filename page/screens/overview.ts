/** The verdicts of a visit as the screens need them: by object, what is still to be asked of each, and how far things are. */
import { ROOT_ID } from "../judge/model/library.ts";
import type { ObjectWritten, VisitDocument } from "../judge/model/visit.ts";
import { OPEN, type Missing, type Outcome, type Verdict } from "../judge/verdict/verdict.ts";

/** One fact still to be asked of one object. */
export interface Ask {
  readonly object: string;
  /** Key of the answer: `事实` or `事实@标准/条款`. */
  readonly key: string;
  readonly question: string;
  /** Open options of a multiple choice. */
  readonly boxes: Set<string>;
  /** Open verdicts that it bears on. */
  readonly verdicts: Set<Verdict>;
  /** Verdicts where this answer alone can settle a hazard. */
  readonly convicts: Set<Verdict>;
}
/** A roster nobody has called complete, below which something could still be found. */
export interface RosterAsk { readonly parent: string; readonly type: string; readonly clauses: Set<string> }

export interface Overview {
  readonly byObject: ReadonlyMap<string, readonly Verdict[]>;
  readonly asks: ReadonlyMap<string, ReadonlyMap<string, Ask>>;
  readonly rosters: readonly RosterAsk[];
  readonly settledClauses: number;
  readonly allClauses: number;
}

export const verdictKey = (verdict: Verdict): string =>
  [verdict.rule, verdict.object ?? "", verdict.parent ?? "", verdict.roster ?? ""].join("|");
export const clauseKey = (verdict: Verdict): string => `${verdict.standard}/${verdict.clause}`;
/** Sampled groups are judged in two parts, whose ids end in a mark: the id that the document knows. */
export const writtenId = (id: string): string => id.replace(/·(抽查|未抽)$/, "");

export const nameOf = (document: VisitDocument, id: string): string => {
  if (id === ROOT_ID) return document.企业.名称 || ROOT_ID;
  const found = (document.对象 ?? []).find((each) => each.编号 === id);
  return found?.名称 ?? id;
};
export const typeOf = (document: VisitDocument, id: string): string =>
  id === ROOT_ID ? ROOT_ID : ((document.对象 ?? []).find((each) => each.编号 === id)?.类型 ?? "");
export const parentOf = (object: ObjectWritten): string => object.在 ?? ROOT_ID;

/** Makes the overview of all verdicts. */
export function overviewOf(verdicts: readonly Verdict[]): Overview {
  const byObject = new Map<string, Verdict[]>();
  const asks = new Map<string, Map<string, Ask>>();
  const rosters = new Map<string, RosterAsk>();
  const open = new Map<string, boolean>();
  for (const verdict of verdicts) {
    if (verdict.object !== null) listed(byObject, writtenId(verdict.object)).push(verdict);
    const isOpen = OPEN.has(verdict.effective);
    open.set(clauseKey(verdict), (open.get(clauseKey(verdict)) ?? false) || isOpen);
    if (!isOpen) continue;
    for (const missing of verdict.missing.relevant) takeMissing(asks, rosters, verdict, missing);
    if (verdict.effective === "not_examined") takeRoster(rosters, verdict, verdict.parent ?? ROOT_ID, verdict.roster ?? verdict.object_type);
    const alone = verdict.missing.to_convict;
    if (alone?.length === 1) askOf(asks, alone[0] as Missing)?.convicts.add(verdict);
  }
  const settledClauses = [...open.values()].filter((isOpen) => !isOpen).length;
  return { byObject, asks, rosters: [...rosters.values()], settledClauses, allClauses: open.size };
}

function listed<T>(map: Map<string, T[]>, key: string): T[] {
  const found = map.get(key);
  if (found) return found;
  const made: T[] = [];
  map.set(key, made);
  return made;
}

function takeMissing(asks: Map<string, Map<string, Ask>>, rosters: Map<string, RosterAsk>, verdict: Verdict, missing: Missing): void {
  if (missing.kind === "fact") askOf(asks, missing)?.verdicts.add(verdict);
  else if (missing.kind === "roster") takeRoster(rosters, verdict, missing.object ?? ROOT_ID, missing.name);
}

function takeRoster(rosters: Map<string, RosterAsk>, verdict: Verdict, parent: string, type: string): void {
  const key = `${parent}|${type}`;
  const found = rosters.get(key) ?? { parent: writtenId(parent), type, clauses: new Set<string>() };
  found.clauses.add(clauseKey(verdict));
  rosters.set(key, found);
}

function askOf(asks: Map<string, Map<string, Ask>>, missing: Missing): Ask | undefined {
  if (missing.kind !== "fact" || missing.object === null) return undefined;
  const object = writtenId(missing.object);
  const [key = missing.name, box] = missing.name.split("∋");
  let ofObject = asks.get(object);
  if (!ofObject) asks.set(object, (ofObject = new Map()));
  let ask = ofObject.get(key);
  if (!ask) {
    ask = { object, key, question: missing.question, boxes: new Set(), verdicts: new Set(), convicts: new Set() };
    ofObject.set(key, ask);
  }
  if (box) ask.boxes.add(box);
  return ask;
}

/** The clauses that an answer helps to settle, each once, with its title. */
export function clausesOf(ask: Ask): readonly { readonly cite: string; readonly title: string; readonly leans: boolean }[] {
  const found = new Map<string, { cite: string; title: string; leans: boolean }>();
  for (const verdict of ask.verdicts) {
    const before = found.get(clauseKey(verdict));
    const leans = verdict.lean !== null || (before?.leans ?? false);
    found.set(clauseKey(verdict), { cite: verdict.cite, title: before?.title ?? verdict.title, leans });
  }
  return [...found.values()];
}

const GRAVITY: readonly Outcome[] = [
  "major", "suspected", "ordinary", "element", "undetermined", "not_examined", "clear", "not_applicable",
];
/** Verdicts by gravity, leaning ones directly below the hazards. */
export function byGravity(verdicts: readonly Verdict[]): readonly Verdict[] {
  const rank = (verdict: Verdict): number => GRAVITY.indexOf(verdict.effective) - (verdict.lean ? 2.5 : 0);
  return [...verdicts].sort((a, b) => rank(a) - rank(b));
}

export const countOf = (verdicts: readonly Verdict[] | undefined, outcome: Outcome): number =>
  (verdicts ?? []).filter((verdict) => verdict.effective === outcome).length;
