/** Visits made by random sequences of all changes, for a library. */
import { ANY_TYPE, type Fact, type Library, ROOT_ID } from "../../judge/model/library.ts";
import type { AnswerValue, VisitDocument } from "../../judge/model/visit.ts";
import { Interval } from "../../judge/values/number.ts";
import { clearAnswer, setAnswer, setAnswers, setDetails, setNoAnswer, setSample } from "../../visit/answers.ts";
import { carry, offers } from "../../visit/carrying.ts";
import { copyObject } from "../../visit/copying.ts";
import { addOpinion, setFix, setMainClause, setReinspection } from "../../visit/deciding.ts";
import { splitGroup } from "../../visit/groups.ts";
import { applyMerge, planMerge } from "../../visit/merging.ts";
import { addObject, changeObject, renameObject, setCount } from "../../visit/objects.ts";
import { addObservation, editObservation, removeObservation } from "../../visit/observing.ts";
import { addObjectsFromLines } from "../../visit/pasting.ts";
import { attachPhoto, detachPhoto } from "../../visit/photos.ts";
import type { By, Place } from "../../visit/reading.ts";
import { placesWritten, typeOf } from "../../visit/reading.ts";
import { Refused } from "../../visit/refusal.ts";
import { removeObject } from "../../visit/removing.ts";
import { setRoster } from "../../visit/rosters.ts";
import { setHead, setScope, sign, startVisit } from "../../visit/starting.ts";
import { possible, rangeText, setBox, setOtherBoxes } from "../../visit/values.ts";

/** Texts that people, chats and attackers write. */
const TEXTS = [
  "1号炉", "一号炉", "1# 炉", "<b>炉</b>", "=HYPERLINK(\"x\")", "__proto__", "constructor", "toString", "炉/一·抽查", "〈炉〉", "企业", "是",
  "a".repeat(90), "炉\u200b一\u0000", "炉: [一]", "'\"\\\n炉", "$&{}", "👷 老王", "：：", "null", "- 炉", "# 炉",
];
const PEOPLE = ["周明", "林芳", "褚 杰"];
const LINES = ["焊工 ×12", "炉A, 3", "1、炉B", "炉C\t2\t备用", "炉D 12个", "名称", ""];

export interface Chance {
  readonly random: () => number;
  readonly library: Library;
}

export function randomVisit(chance: Chance, steps: number): VisitDocument {
  const { library } = chance;
  const start = startVisit(
    {
      检查: { 编号: `T-${upTo(chance, 1000)}`, 类型: "行政检查", 日期: ["2026-11-24", "2026-11-25"], 人员: [{ 姓名: "周明", 证号: "1" }] },
      企业: { 名称: text(chance) },
    },
    { digest: library.digest || "0" },
  );
  return grown(chance, start, steps);
}

/** The visit after so many more changes; those that are refused change nothing. */
export function grown(chance: Chance, start: VisitDocument, steps: number): VisitDocument {
  let document = start;
  for (let n = 0; n < steps; n++) {
    const before = JSON.stringify(document);
    const held = document;
    try {
      document = pick(chance, CHANGES)(chance, document);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
    }
    if (JSON.stringify(held) !== before) throw new Error("a change has altered the document it was given");
  }
  return document;
}

type Change = (chance: Chance, document: VisitDocument) => VisitDocument;

const upTo = ({ random }: Chance, most: number): number => Math.floor(random() * most);
const pick = <T>(chance: Chance, list: readonly T[]): T => list[upTo(chance, list.length)] as T;
const text = (chance: Chance): string => pick(chance, TEXTS);
const by = (chance: Chance): By => ({ 人: pick(chance, PEOPLE), 时间: `2026-11-25T10:${String(10 + upTo(chance, 50))}:00` });
const ids = (document: VisitDocument): readonly string[] => (document.对象 ?? []).map((object) => object.编号);
const anyId = (chance: Chance, document: VisitDocument): string => pick(chance, [ROOT_ID, ...ids(document), ...ids(document)]);
const objectId = (chance: Chance, document: VisitDocument): string => pick(chance, ids(document)) ?? "";
const ruleId = (chance: Chance): string => pick(chance, chance.library.rules)?.id ?? "x/1";

function factsOf(library: Library, type: string): readonly Fact[] {
  return [...library.facts.values()].filter((fact) => fact.objectType === type && !fact.derived && fact.lookedUpIn === null);
}

function place(chance: Chance, document: VisitDocument): { readonly place: Place; readonly fact: Fact } {
  const { library } = chance;
  const object = anyId(chance, document);
  const clauses = [...library.standards.values()].flatMap((one) => one.clauses.map((clause) => `${one.id}/${clause.ref}`));
  if (clauses.length && chance.random() < 0.05) {
    const fact = pick(chance, factsOf(library, ANY_TYPE));
    if (fact) return { place: { object, key: `${fact.name}@${pick(chance, clauses)}` }, fact };
  }
  const fact = pick(chance, factsOf(library, typeOf(document, object) ?? ""));
  if (!fact) throw new Refused("nothing");
  return { place: { object, key: fact.name }, fact };
}

function value(chance: Chance, fact: Fact): AnswerValue {
  if (fact.kind === "日期") return pick(chance, ["2026-01-05", "2026-02", "2025-01-01..2026-03-01"]);
  if (fact.kind === "文本") return text(chance);
  if (fact.kind === "数值") {
    const low = fact.domain instanceof Interval && fact.domain.low ? Number(fact.domain.low.n / fact.domain.low.d) + 1 : 1;
    const high = fact.domain instanceof Interval && fact.domain.high ? Number(fact.domain.high.n / fact.domain.high.d) - 1 : low + 3;
    const number = String(Math.min(low + upTo(chance, 3), Math.max(high, low)));
    return rangeText(number, chance.random() < 0.5 ? number : "", fact.unit) ?? number;
  }
  if (fact.kind === "多选") return { [pick(chance, fact.options)]: pick(chance, ["是", "否"]) };
  return possible([pick(chance, fact.options), pick(chance, fact.options)], fact.options) ?? pick(chance, fact.options);
}

function withObject(chance: Chance, document: VisitDocument): VisitDocument {
  const { library } = chance;
  const type = pick(chance, [...library.types.values()].filter((one) => one.name !== ROOT_ID));
  const parents = [ROOT_ID, ...ids(document)].filter((id) => typeOf(document, id) === type.chain[1]);
  const ends = ids(document).filter((id) => typeOf(document, id) === type.otherEnd);
  const object = {
    类型: type.name, 名称: text(chance), 在: pick(chance, parents) ?? ROOT_ID, 数量: pick(chance, [1, 1, 12, 3]),
    ...(type.otherEnd !== null && ends.length ? { 另一端: pick(chance, ends) } : {}),
    ...(type.nature === "事件" ? { 日期: pick(chance, ["2026-11-24", "2026-10", "2026-11-01..2026-11-20"]) } : {}),
  };
  return addObject(document, library.types, object).document;
}

const photo = (chance: Chance): string => String(upTo(chance, 5)).repeat(64);

const CHANGES: readonly Change[] = [
  withObject, withObject, withObject, withObject,
  (chance, document) => {
    const type = pick(chance, [...chance.library.types.values()].filter((one) => one.chain[1] === ROOT_ID && one.otherEnd === null));
    return addObjectsFromLines(document, chance.library.types, type.name, ROOT_ID, [pick(chance, LINES), text(chance)].join("\n")).document;
  },
  (chance, document) => renameObject(document, objectId(chance, document), text(chance)),
  (chance, document) => (chance.random() < 0.3 ? removeObject(document, objectId(chance, document)).document : document),
  (chance, document) => copyObject(document, chance.library, objectId(chance, document), { withAnswers: true }, by(chance)).document,
  (chance, document) => setCount(document, objectId(chance, document), 1 + upTo(chance, 12)),
  (chance, document) =>
    changeObject(document, chance.library.types, objectId(chance, document), { 日期: pick(chance, ["2026-11-20", "2026-12"]) }),
  (chance, document) => {
    const names = pick(chance, [[], [text(chance)], [text(chance), text(chance)]]);
    const sampleIn = pick(chance, ["part", "rest"] as const);
    return splitGroup(document, objectId(chance, document), { count: 1 + upTo(chance, 3), names, sampleIn }).document;
  },
  (chance, document) => {
    const parent = anyId(chance, document);
    const below = [...chance.library.types.values()].filter((one) => one.chain.slice(1).includes(typeOf(document, parent) ?? ""));
    const chosen = [pick(chance, below), pick(chance, below)].flatMap((one) => (one ? [one.name] : []));
    return setRoster(document, chance.library.types, parent, chosen, pick(chance, ["是", "否", null] as const), by(chance), text(chance));
  },
  ...Array.from({ length: 6 }, (): Change => (chance, document) => {
    const at = place(chance, document);
    return setAnswer(document, at.place, value(chance, at.fact), by(chance), { 备注: text(chance), 理由: "看错了" });
  }),
  (chance, document) => setNoAnswer(document, place(chance, document).place, "待补资料", by(chance), { 期限: "2026-12-01", 理由: "补查" }),
  (chance, document) => setDetails(document, place(chance, document).place, { 证据: [text(chance)], 企业自报: "是", 理由: "补" }, by(chance)),
  (chance, document) => clearAnswer(document, place(chance, document).place, by(chance), { 理由: "误记" }),
  (chance, document) => {
    const at = place(chance, document);
    const alike = [ROOT_ID, ...ids(document)].filter((id) => typeOf(document, id) === at.fact.objectType);
    const places = alike.map((object) => ({ object, key: at.place.key }));
    return setAnswers(document, places, value(chance, at.fact), by(chance), { 理由: "统一更正" });
  },
  (chance, document) => {
    const at = pick(chance, placesWritten(document));
    return at ? setSample(document, at, pick(chance, [1, 2, null]), by(chance), { 理由: "抽查" }) : document;
  },
  (chance, document) => {
    const at = place(chance, document);
    if (at.fact.kind !== "多选") return document;
    const boxed = setBox(document, at.place, pick(chance, at.fact.options), pick(chance, ["是", "否", "未查"] as const), by(chance));
    return setOtherBoxes(boxed, at.place, pick(chance, ["否", "未查"] as const), by(chance));
  },
  (chance, document) => addObservation(document, { 所见: text(chance), 对象: anyId(chance, document), 等级: "一般" }, by(chance)),
  (chance, document) => editObservation(document, upTo(chance, 3), { 位置: text(chance) }, by(chance)),
  (chance, document) => removeObservation(document, upTo(chance, 9)),
  (chance, document) => attachPhoto(document, photo(chance), { answer: place(chance, document).place, 理由: "补照片" }, by(chance)).document,
  (chance, document) => attachPhoto(document, photo(chance), { observation: upTo(chance, 3) }, by(chance)).document,
  (chance, document) => detachPhoto(document, document.照片?.[0]?.名称 ?? "", { observation: upTo(chance, 3) }, by(chance)),
  (chance, document) => setFix(document, { rule: ruleId(chance), object: anyId(chance, document) }, text(chance), by(chance)),
  (chance, document) => setMainClause(document, anyId(chance, document), ruleId(chance), [ruleId(chance)]),
  (chance, document) => {
    const finding = { rule: ruleId(chance), object: anyId(chance, document) };
    const checked = setReinspection(document, finding, pick(chance, ["已改", "部分", "未改", "整改中"] as const), by(chance), text(chance));
    return attachPhoto(checked, photo(chance), { reinspection: finding, when: "整改后照片" }, by(chance)).document;
  },
  (chance, document) =>
    addOpinion(document, {
      规则: ruleId(chance), 对象: anyId(chance, document), 意见: "不构成", 种类: "事实", 人: "周明", 理由: text(chance), 日期: "2026-11-25",
      规则摘要: "a", 依据摘要: "b",
    }),
  (chance, document) => setScope(document, chance.random() < 0.5 ? { 区域: [objectId(chance, document)] } : { 说明: text(chance) }),
  (chance, document) => setHead(document, { 检查: { ...document.检查, 单位: text(chance) } }),
  (chance, document) => (chance.random() < 0.03 ? sign(document, by(chance)) : document),
  (chance, document) => {
    const earlier: VisitDocument = { ...grown(chance, document, 3), 检查: { ...document.检查, 编号: "早先" } };
    const offered = offers(document, earlier, chance.library, "2026-11-25");
    return carry(document, earlier, offered.slice(0, 1), by(chance));
  },
  (chance, document) => {
    if (chance.random() > 0.2) return document;
    const plan = planMerge([grown(chance, document, 4), grown(chance, document, 4)]);
    const settlements = plan.conflicts.map((conflict) => ({ conflict: conflict.id, side: 0, by: by(chance) }));
    return applyMerge(plan, settlements.slice(0, upTo(chance, 4))).document;
  },
];
