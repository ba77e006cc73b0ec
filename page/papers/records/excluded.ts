/** What does not apply (不适用), by reason, as checklists/records/excluded.py tells it: the same reason rules out many clauses. */
import { ROOT_ID } from "../../judge/model/library.ts";
import type { Reason, Verdict } from "../../judge/verdict/verdict.ts";
import { objectName } from "../findings.ts";
import { keyOf, type Desk } from "../input.ts";
import { clauseList, shortClause, type ClauseName } from "../questions.ts";
import { leavesOf, withoutName } from "../reasons.ts";
import { distinct, fill, kept, word } from "../words.ts";

const SHOWN_OBJECTS = 12;
const ITEM = /^(.*条)第(（.+）)项$/u;

/** One reason, and what it rules out: clauses with their objects. */
export interface ExcludedLine { readonly reason: string; readonly entries: readonly string[] }
type Clauses = Map<string, { clause: ClauseName; objects: Set<string> }>;

/** Every verdict that does not apply, once: by reason, then by clauses of the same objects. */
export function excludedLines(desk: Desk): ExcludedLine[] {
  const isSeveral = desk.judgement.scope.standards.length > 1;
  const byReason = new Map<string, Clauses>();
  for (const verdict of desk.judgement.verdicts) {
    if (verdict.effective !== "not_applicable") continue;
    const [title, address] = shortClause(verdict, desk, isSeveral);
    const isMarked = verdict.standings.some((standing) => standing !== "firm");
    const clause: ClauseName = [title, isMarked ? fill(desk.words.record, "unconfirmed_mark", { clause: address }) : address];
    const clauses = kept(byReason, reasonOf(verdict, desk), (): Clauses => new Map());
    kept(clauses, keyOf(...clause), () => ({ clause, objects: new Set() })).objects.add(objectName(verdict, desk.words.texts));
  }
  return [...byReason].map(([reason, clauses]) => ({ reason, entries: entriesOf(clauses, desk) }));
}

function entriesOf(clauses: Clauses, desk: Desk): string[] {
  const byObjects = new Map<string, { names: string[]; clauses: ClauseName[] }>();
  for (const { clause, objects } of clauses.values()) {
    kept(byObjects, keyOf(...objects), () => ({ names: [...objects], clauses: [] })).clauses.push(clause);
  }
  return [...byObjects.values()].map(({ names, clauses: of }) => {
    const first = names.slice(0, SHOWN_OBJECTS).join("、");
    const objects = names.length > SHOWN_OBJECTS ? fill(desk.words.texts, "all_objects", { first, count: names.length }) : first;
    return fill(desk.words.record, "excluded_clauses", { clauses: clauseList(desk.words, shortened(of)), objects });
  });
}

/** Items of one article side by side: 第五条第（一）（三）项. */
function shortened(clauses: readonly ClauseName[]): ClauseName[] {
  const found: ClauseName[] = [];
  for (const [title, address] of clauses) {
    const before = found[found.length - 1];
    const item = ITEM.exec(address);
    const last = before && before[0] === title ? ITEM.exec(before[1]) : null;
    if (item && last && item[1] === last[1]) found[found.length - 1] = [title, `${last[1]}第${last[2]}${item[2]}项`];
    else if (!before || before[0] !== title || before[1] !== address) found.push([title, address]);
  }
  return found;
}

/** Why it does not apply, the object that is judged called by nothing and others by their type. */
function reasonOf(verdict: Verdict, desk: Desk): string {
  const { record } = desk.words;
  if (verdict.outcome !== "not_applicable") return word(record, "excluded_by_opinion");
  const leaves = verdict.refuted.flatMap(({ because }) => [...leavesOf(because)]);
  return distinct(leaves.map((leaf) => leafText(leaf, verdict.object, desk))).join("；") || word(record, "excluded");
}

function leafText(leaf: Reason, own: string | null, desk: Desk): string {
  if (leaf.object === null) return leaf.text;
  const text = withoutName(leaf.text, desk.nameOf(leaf.object));
  if (leaf.object === own || leaf.object === ROOT_ID || leaf.kind !== "fact") return text;
  return fill(desk.words.record, "excluded_of", { type: desk.types.get(leaf.object) ?? leaf.object, text });
}
