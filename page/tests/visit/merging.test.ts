import assert from "node:assert/strict";
import { test } from "node:test";
import type { VisitDocument } from "../../judge/model/visit.ts";
import { setAnswer, setNoAnswer } from "../../visit/answers.ts";
import { areNear } from "../../visit/likeness.ts";
import { applyMerge, planMerge } from "../../visit/merging.ts";
import { addObject, setCount } from "../../visit/objects.ts";
import { addObservation } from "../../visit/observing.ts";
import { attachPhoto } from "../../visit/photos.ts";
import { answerOf, rosterOf } from "../../visit/reading.ts";
import { rebased } from "../../visit/rebasing.ts";
import { canonical } from "../../visit/records.ts";
import { Refused } from "../../visit/refusal.ts";
import { setRoster } from "../../visit/rosters.ts";
import { sign } from "../../visit/starting.ts";
import { setBox, setOtherBoxes } from "../../visit/values.ts";
import { grown, randomVisit } from "./random_visits.ts";
import { begun, by, furnished, library, seeded } from "./sample.ts";

const types = library.types;
const place = { object: "1号炉", key: "积水" };
/** Equal exactly for documents that say the same, whatever the order of their lists. */
const meaning = (document: VisitDocument): string =>
  canonical(
    Object.fromEntries(Object.entries(document).map(([key, part]) => [key, Array.isArray(part) ? part.map(canonical).sort() : part])),
  );
const merged = (...documents: readonly VisitDocument[]): VisitDocument => planMerge(documents).merged;

function* triples(count: number): Iterable<readonly [VisitDocument, VisitDocument, VisitDocument]> {
  for (let seed = 0; seed < count; seed++) {
    const chance = { random: seeded(seed), library };
    const base = randomVisit(chance, 25);
    if (base.签字) continue;
    const grow = (): VisitDocument => {
      const { 签字: _, 更正: __, ...document } = grown(chance, base, 8);
      return document;
    };
    yield [grow(), grow(), grow()];
  }
}

test("merging does not depend on the order of the documents", () => {
  for (const [a, b, c] of triples(80)) {
    assert.deepEqual(planMerge([a, b, c]), planMerge([c, a, b]));
    assert.deepEqual(planMerge([b, a]), planMerge([a, b]));
  }
});

test("without contradictions merging step by step gives the same", () => {
  let compared = 0;
  for (const [a, b, c] of triples(300)) {
    if (planMerge([a, b, c]).conflicts.length) continue;
    compared++;
    assert.equal(meaning(merged(merged(a, b), c)), meaning(merged(a, b, c)));
    assert.equal(meaning(merged(a, merged(b, c))), meaning(merged(a, b, c)));
  }
  assert.ok(compared > 20, `only ${compared} without contradictions`);
});

test("merging twice changes nothing, and whatever was written is still there", () => {
  for (const [a, b] of triples(80)) {
    const plan = planMerge([a, b]);
    if (!plan.conflicts.length) assert.equal(meaning(merged(plan.merged, a)), meaning(plan.merged));
    for (const document of [a, b]) {
      for (const seen of document.见闻 ?? []) assert.ok(plan.merged.见闻?.some((one) => one.所见 === seen.所见));
      for (const photo of document.照片 ?? []) assert.ok(plan.merged.照片?.some((one) => one.摘要 === photo.摘要));
      for (const object of document.对象 ?? []) {
        assert.ok(plan.merged.对象?.some((one) => one.类型 === object.类型 && one.编号.startsWith(object.编号)));
      }
    }
  }
});

test("the same answer twice is one, of who gave it first, with the evidence and notes of both", () => {
  const one = setAnswer(furnished(), place, "是", by("周明", "10:05:00"), { 证据: ["甲"], 备注: "一片水" });
  const other = setAnswer(furnished(), place, "是", by("林芳", "10:01:00"), { 证据: ["乙"] });
  const plan = planMerge([one, other]);
  assert.deepEqual(plan.conflicts, []);
  assert.deepEqual(answerOf(plan.merged, place), { 答: "是", 人: "林芳", 时间: "2026-11-25T10:01:00", 证据: ["乙", "甲"], 备注: "一片水" });
});

test("a contradiction is open until somebody settles it by name, and the loser's word stays", () => {
  const one = setAnswer(furnished(), place, "是", by("周明", "10:05:00"), { 备注: "一片水" });
  const other = setAnswer(furnished(), place, "否", by("林芳", "10:01:00"));
  const plan = planMerge([one, other]);
  assert.equal(plan.conflicts.length, 1);
  assert.deepEqual(plan.conflicts[0]?.sides.map((side) => [side.人, side.shown]), [["林芳", "否"], ["周明", "是"]]);
  assert.equal(answerOf(plan.merged, place)?.无答, "查不清");
  assert.equal(applyMerge(plan, []).open.length, 1);
  const { document, open } = applyMerge(plan, [{ conflict: plan.conflicts[0]?.id ?? "", side: 1, by: by("褚杰", "11:02:00") }]);
  assert.equal(open.length, 0);
  const answer = answerOf(document, place);
  assert.deepEqual([answer?.答, answer?.人], ["是", "周明"]);
  for (const words of ["一片水", "林芳 10:01 答 否", "褚杰 11:02 定"]) assert.ok(answer?.备注?.includes(words), words);
  // The loser's document read in once more does not open it again.
  assert.deepEqual(planMerge([document, other]).conflicts, []);
  assert.equal(answerOf(merged(document, other), place)?.答, "是");
  assert.equal(answerOf(merged(plan.merged, other), place)?.无答, "查不清");
});

test("not asked (未查) gives way to an answer; other reasons do not", () => {
  const unasked = setNoAnswer(furnished(), place, "未查", by("周明"), { 备注: "门锁着" });
  const answered = setAnswer(furnished(), place, "否", by("林芳"));
  assert.equal(answerOf(merged(unasked, answered), place)?.备注, "门锁着");
  const refusing = setNoAnswer(furnished(), place, "拒不提供", by("周明"));
  assert.equal(planMerge([refusing, answered]).conflicts.length, 1);
});

test("boxes are merged one by one; 其余 speaks for the boxes its answer does not name", () => {
  const dust = { object: "布袋除尘", key: "粉尘" };
  const one = setBox(furnished(), dust, "铝镁", "是", by("周明"));
  const other = setBox(furnished(), dust, "木粉", "否", by("林芳"));
  assert.deepEqual(answerOf(merged(one, other), dust)?.答, { 木粉: "否", 铝镁: "是" });
  const rest = setOtherBoxes(other, dust, "否", by("林芳"));
  const plan = planMerge([one, rest]);
  assert.deepEqual(plan.conflicts.map((conflict) => [conflict.kind, conflict.box]), [["box", "铝镁"]]);
  assert.deepEqual(answerOf(plan.merged, dust)?.答, { 其余: "否", 木粉: "否", 铝镁: "未查" });
  const side = plan.conflicts[0]?.sides.findIndex((one) => one.value === "是") ?? -1;
  const { document } = applyMerge(plan, [{ conflict: plan.conflicts[0]?.id ?? "", side, by: by("褚杰") }]);
  assert.deepEqual(answerOf(document, dust)?.答, { 其余: "否", 木粉: "否", 铝镁: "是" });
  assert.match(answerOf(document, dust)?.备注 ?? "", /林芳 10:21 答 铝镁 否/);
  assert.deepEqual(planMerge([document, rest]).conflicts, []);
  assert.deepEqual(answerOf(merged(plan.merged, one), dust)?.答, { 其余: "否", 木粉: "否", 铝镁: "未查" });
});

test("near names are proposed; said to be one, their answers go together", () => {
  const add = (document: VisitDocument, name: string, answer: string): VisitDocument => {
    const made = addObject(document, types, { 类型: "炉窑", 名称: name, 在: "压铸车间" });
    return setAnswer(made.document, { object: made.id, key: "积水" }, answer, by());
  };
  const one = add(furnished(), "3#炉", "是");
  const other = add(furnished(), "三号炉", "是");
  const plan = planMerge([one, other]);
  assert.deepEqual(plan.likenesses.map((found) => [...found.names].sort()), [["3#炉", "三号炉"]]);
  const again = planMerge([one, other], { same: [["3#炉", "三号炉"]], different: [] });
  assert.equal(again.merged.对象?.filter((object) => object.类型 === "炉窑").length, 3);
  assert.deepEqual(again.likenesses, []);
  assert.deepEqual(planMerge([one, other], { same: [], different: [["三号炉", "3#炉"]] }).likenesses, []);
  const contradicting = planMerge([one, add(furnished(), "三号炉", "否")], { same: [["3#炉", "三号炉"]], different: [] });
  assert.deepEqual(contradicting.conflicts.map((found) => found.kind), ["answer"]);
});

test("names are near by width, blanks and signs of numbers, and never across numbers", () => {
  for (const [one, other] of [["1号炉", "一#炉"], ["１号 炉", "1号炉"], ["抛光车间", "抛光车問"], ["集中熔化炉", "集中熔化炉（天然气）"]] as const) {
    assert.ok(areNear(one, other), `${one} ${other}`);
  }
  for (const [one, other] of [["1号炉", "2号炉"], ["1-2号罐", "12号罐"], ["泵", "罐"], ["抛光车间", "压铸车间"]] as const) {
    assert.ok(!areNear(one, other), `${one} ${other}`);
  }
});

test("one id for two kinds or two parents becomes two objects, each with its own answers", () => {
  const add = (parent: string): VisitDocument => {
    const hall = addObject(furnished(), types, { 类型: "车间", 名称: "铸锭间", 在: "一号厂房" }).document;
    const made = addObject(hall, types, { 类型: "炉窑", 名称: "新炉", 在: parent });
    return setAnswer(made.document, { object: made.id, key: "积水" }, parent === "铸锭间" ? "是" : "否", by());
  };
  const plan = planMerge([add("压铸车间"), add("铸锭间")]);
  assert.deepEqual(plan.conflicts, []);
  const furnaces = plan.merged.对象?.filter((object) => (object.名称 ?? object.编号) === "新炉") ?? [];
  assert.deepEqual(furnaces.map((object) => [object.在, answerOf(plan.merged, { object: object.编号, key: "积水" })?.答]).sort(), [
    ["压铸车间", "否"], ["铸锭间", "是"],
  ]);
});

test("a roster is complete only if all who spoke say so", () => {
  const one = setRoster(furnished(), types, "企业", ["建筑", "除尘系统"], "是", by("周明"));
  const other = setRoster(furnished(), types, "企业", ["建筑"], "否", by("林芳"));
  const plan = planMerge([one, other]);
  assert.deepEqual(plan.conflicts.map((found) => [found.kind, found.key]), [["roster", "建筑"]]);
  assert.deepEqual([rosterOf(plan.merged, "企业", "建筑")?.完整, rosterOf(plan.merged, "企业", "除尘系统")?.完整], ["否", "是"]);
  const side = plan.conflicts[0]?.sides.findIndex((one) => one.人 === "周明") ?? -1;
  const { document } = applyMerge(plan, [{ conflict: plan.conflicts[0]?.id ?? "", side, by: by("褚杰") }]);
  assert.equal(rosterOf(document, "企业", "建筑")?.完整, "是");
});

test("photos are united by digest, and two of one name get two names", () => {
  const one = attachPhoto(furnished(), "a".repeat(64), { answer: place }, by()).document;
  const other = attachPhoto(addObservation(furnished(), { 所见: "水" }, by()), "b".repeat(64), { observation: 0 }, by()).document;
  const result = merged(one, other);
  assert.deepEqual(result.照片?.map((photo) => photo.名称).sort(), ["照片-102108-1", "照片-102108-1-bbbb"]);
  assert.deepEqual(result.见闻?.[0]?.照片, ["照片-102108-1-bbbb"]);
  assert.deepEqual(answerOf(result, place)?.证据, ["照片-102108-1"]);
});

test("numbers of a group told differently are a conflict, and the choice counts", () => {
  const plan = planMerge([furnished(), setCount(furnished(), "保温炉", 10)]);
  assert.deepEqual(plan.conflicts.map((found) => [found.kind, found.object, found.key]), [["object", "保温炉", "数量"]]);
  const side = plan.conflicts[0]?.sides.findIndex((one) => one.value === 10) ?? -1;
  const { document } = applyMerge(plan, [{ conflict: plan.conflicts[0]?.id ?? "", side, by: by() }]);
  assert.equal(document.对象?.find((object) => object.编号 === "保温炉")?.数量, 10);
});

test("documents of different visits and signed ones that differ are refused", () => {
  assert.throws(() => planMerge([begun("A"), begun("B")]), (error: Error) => error instanceof Refused && /A、B/.test(error.message));
  assert.throws(() => planMerge([sign(furnished(), by()), furnished()]), Refused);
  assert.deepEqual(planMerge([sign(furnished(), by()), sign(furnished(), by())]).conflicts, []);
});

test("two states that grew from one keep what each side changed or took away", () => {
  const base = setAnswer(addObservation(furnished(), { 所见: "水" }, by()), place, "是", by());
  const { 见闻: _, ...ours } = setAnswer(base, { object: "保温炉", key: "积水" }, "否", by());
  const theirs = addObject(setAnswer(base, place, "否", by()), types, { 类型: "建筑", 名称: "二号厂房" }).document;
  const both = rebased(base, ours, theirs);
  assert.ok(both);
  assert.equal(both.见闻, undefined);
  assert.equal(answerOf(both, place)?.答, "否");
  assert.equal(answerOf(both, { object: "保温炉", key: "积水" })?.答, "否");
  assert.equal(both.对象?.length, 6);
  assert.equal(rebased(base, setAnswer(base, place, ["是", "否"], by()), theirs), undefined);
});
