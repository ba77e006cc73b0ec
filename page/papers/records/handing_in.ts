/** What the firm has to hand in (补充资料清单), as checklists/records/handing_in.py lists it: answers that wait for papers or for a
 * measurement, by object. */
import type { Answer } from "../../judge/judging/index.ts";
import { cite, factOf, ROOT_ID, type Fact } from "../../judge/model/library.ts";
import { SEEN_PART, UNSEEN_PART } from "../../judge/resolve/objects.ts";
import { compareText } from "../../judge/values/text.ts";
import { many, type Desk } from "../input.ts";
import { cut, fill, kept, word, type PaperWords } from "../words.ts";

const TO_MEASURE = "需检测";
/** Reasons for no answer that the firm can do away with. */
const WAITING: ReadonlySet<string> = new Set(["待补资料", "现场未能出示", TO_MEASURE]);

/** One thing to hand in: the papers that would do, what they have to show, why they are wanted, until when. */
export interface WantedPaper {
  readonly number: number;
  readonly papers: readonly string[];
  readonly question: string;
  readonly fact: string;
  readonly reason: string;
  readonly note: string | null;
  readonly due: string | null;
}
/** What is wanted of one object. */
export interface WantedOf { readonly name: string; readonly papers: readonly WantedPaper[] }

/** Everything wanted, objects in the order of the visit, what is due first standing first. */
export function wantedPapers(desk: Desk): WantedOf[] {
  const found = new Map<string, Map<string, Answer>>();
  for (const answer of desk.visit.answers) {
    if (!WAITING.has(answer.noneBecause ?? "")) continue;
    kept(found, whole(answer.object), () => new Map<string, Answer>()).set(answer.key, answer);
  }
  let number = 0;
  return objectsOf(desk).flatMap(([id, name]) => {
    const answers = [...(found.get(id)?.values() ?? [])].sort(byDay);
    return answers.length ? [{ name, papers: answers.map((answer) => paperOf(answer, (number += 1), desk)) }] : [];
  });
}

/** The id of a group that fell apart into those looked at and the rest. */
const whole = (object: string): string =>
  [SEEN_PART, UNSEEN_PART].reduce((id, part) => (id.endsWith(part) ? id.slice(0, -part.length) : id), object);

const byDay = (a: Answer, b: Answer): number =>
  Number(a.due === null) - Number(b.due === null) || compareText(a.due ?? "", b.due ?? "") || compareText(a.key, b.key);

/** Objects as they were written, groups as one: id and name. */
function objectsOf(desk: Desk): (readonly [string, string])[] {
  const { 企业: enterprise, 对象: objects } = desk.visit.document;
  return [[ROOT_ID, enterprise.名称], ...many(objects).map((item) => [item.编号, item.名称 ?? item.编号] as const)];
}

function paperOf(answer: Answer, number: number, desk: Desk): WantedPaper {
  const [name, clause] = cut(answer.key, "@");
  const fact = factOf(desk.library, desk.types.get(answer.object) ?? "", name);
  if (!fact) throw new Error(`no fact ${answer.key}`);
  const [id, ref] = cut(clause, "/");
  const standard = desk.library.standards.get(id);
  return {
    number,
    papers: thatWouldDo(fact, answer.noneBecause === TO_MEASURE, desk.words),
    question: fact.question,
    fact: standard ? fill(desk.words.list, "of_clause", { fact: name, clause: cite(standard, ref) }) : name,
    reason: answer.noneBecause ?? "",
    note: answer.note,
    due: answer.due,
  };
}

/** The papers that the fact's help names; of what is to be measured, how it is measured. */
function thatWouldDo(fact: Fact, isMeasured: boolean, { list }: PaperWords): readonly string[] {
  const by = (way: string): string[] => fact.help.filter(({ kind }) => kind === `查法（${way}）`).map(({ text }) => text);
  if (isMeasured && by("测").length) return [word(list, "results"), ...by("测")];
  const named = [by("文件"), fact.evidence].find((each) => each.length);
  return named ?? [word(list, isMeasured ? "results" : "no_papers")];
}
