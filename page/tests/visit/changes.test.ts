import assert from "node:assert/strict";
import { test } from "node:test";
import { setAnswer, setAnswers, setDetails, setSample, clearAnswer, unansweredOf } from "../../visit/answers.ts";
import { copyObject } from "../../visit/copying.ts";
import { setMainClause } from "../../visit/deciding.ts";
import { splitGroup } from "../../visit/groups.ts";
import { changed, historyOf, redo, undo } from "../../visit/history.ts";
import { addObject, renameObject, setCount } from "../../visit/objects.ts";
import { addObservation } from "../../visit/observing.ts";
import { addObjectsFromLines } from "../../visit/pasting.ts";
import { attachPhoto, detachPhoto, digestOf, scaledPhoto, scaledSize } from "../../visit/photos.ts";
import { answerOf, childrenOf, countOf, objectOf } from "../../visit/reading.ts";
import { Refused } from "../../visit/refusal.ts";
import { removeObject } from "../../visit/removing.ts";
import { rosterOf } from "../../visit/reading.ts";
import { setRoster } from "../../visit/rosters.ts";
import { setScope, sign } from "../../visit/starting.ts";
import { boxState, possible, rangeText, setBox, setOtherBoxes, toleranceText } from "../../visit/values.ts";
import { sha256 } from "../../judge/expr/sha256.ts";
import { grown, randomVisit } from "./random_visits.ts";
import { by, furnished, library, seeded } from "./sample.ts";

const refusedWith = (code: string) => (error: unknown): boolean => error instanceof Refused && error.code === code;
const types = library.types;

test("no change alters the document it was given, whatever the texts", () => {
  for (let seed = 0; seed < 150; seed++) randomVisit({ random: seeded(seed), library }, 60);
});

test("pasted lines: counts, columns, marks and headings are told from names; duplicates are told", () => {
  const lines = "名称\t数量\n焊工 ×12\n1、1号罐\n2) 泵房(旧, 停用)\n- 风机 12个\n储气罐,3,备用\n焊工 x 3\n\n4\t液氨罐\t2台\n1.5吨炉";
  const pasted = addObjectsFromLines(furnished(), types, "建筑", "企业", lines);
  const made = pasted.added.map((id) => objectOf(pasted.document, id)).map((one) => [one?.名称 ?? one?.编号, countOf(one)]);
  assert.deepEqual(made, [
    ["焊工", 12], ["1号罐", 1], ["泵房(旧, 停用)", 1], ["风机", 12], ["储气罐（备用）", 3], ["液氨罐", 2], ["1.5吨炉", 1],
  ]);
  assert.deepEqual(pasted.duplicates.map((line) => [line.line, line.name]), [[7, "焊工"]]);
});

test("ids come from names, are unique, and stay when an object is renamed", () => {
  const one = addObject(furnished(), types, { 类型: "炉窑", 名称: "1号炉", 在: "压铸车间" });
  assert.equal(one.id, "压铸车间-1号炉");
  const renamed = renameObject(one.document, one.id, "新炉");
  assert.equal(objectOf(renamed, one.id)?.名称, "新炉");
  for (const name of ["企业", "a/b", "〈x〉", "炉·抽查"]) {
    const { id } = addObject(furnished(), types, { 类型: "建筑", 名称: name });
    assert.doesNotMatch(id, /^企业$|[〈〉/]|·抽查$/);
  }
});

test("an object belongs where its kind belongs, and never under a group", () => {
  assert.throws(() => addObject(furnished(), types, { 类型: "炉窑", 在: "一号厂房" }), refusedWith("parent"));
  assert.throws(() => addObject(furnished(), types, { 类型: "除尘接入", 在: "布袋除尘" }), refusedWith("otherEnd"));
  assert.throws(() => addObject(furnished(), types, { 类型: "动火", 日期: "2026-11-26" }), refusedWith("dateTooLate"));
  assert.throws(() => setCount(furnished(), "压铸车间", 3), refusedWith("hasChildren"));
});

test("removing tells what goes, takes what lies below, and keeps what was seen", () => {
  let document = setAnswer(furnished(), { object: "1号炉", key: "积水" }, "是", by());
  document = addObservation(document, { 所见: "地上有水", 对象: "1号炉" }, by());
  document = setRoster(document, types, "压铸车间", ["炉窑"], "是", by());
  const { document: after, lost } = removeObject(document, "压铸车间");
  assert.deepEqual([lost.objects.length, lost.answers, lost.rosters, lost.observations], [3, 1, 1, 1]);
  assert.deepEqual(after.见闻?.[0]?.位置, "1号炉");
  assert.equal(after.答案, undefined);
  const scoped = setScope(document, { 区域: ["压铸车间"] });
  assert.throws(() => removeObject(scoped, "压铸车间"), refusedWith("lastArea"));
});

test("a copy takes values as 批量, and no days, samples, notes or reasons", () => {
  let document = setAnswer(furnished(), { object: "1号炉", key: "积水" }, "是", by(), { 备注: "看过", 证据: ["照片1"] });
  document = setDetails(document, { object: "1号炉", key: "报警" }, { 备注: "没看" }, by());
  const { document: after, id } = copyObject(document, library, "1号炉", { withAnswers: true }, by("林芳", "11:00:00"));
  assert.equal(objectOf(after, id)?.名称 ?? id, "2号炉");
  assert.deepEqual(after.答案?.[id], { 积水: { 答: "是", 人: "林芳", 时间: "2026-11-25T11:00:00", 批量: "是" } });
});

test("answers stay on both parts of a split group; a sample only where those looked at are", () => {
  let document = setAnswer(furnished(), { object: "保温炉", key: "积水" }, "否", by());
  document = setAnswer(document, { object: "保温炉", key: "报警" }, "有且有效", by());
  document = setSample(document, { object: "保温炉", key: "报警" }, 3, by());
  const unknown = splitGroup(document, "保温炉", { count: 4, names: ["东侧四台"] });
  const [part = ""] = unknown.ids;
  assert.equal(countOf(objectOf(unknown.document, part)) + countOf(objectOf(unknown.document, "保温炉")), 12);
  for (const id of [part, "保温炉"]) {
    assert.equal(answerOf(unknown.document, { object: id, key: "积水" })?.答, "否");
    assert.deepEqual(answerOf(unknown.document, { object: id, key: "报警" })?.无答, "未查");
    assert.match(answerOf(unknown.document, { object: id, key: "报警" })?.备注 ?? "", /抽查 3\/12：有且有效/);
  }
  const inPart = splitGroup(document, "保温炉", { count: 4, sampleIn: "part" });
  assert.equal(answerOf(inPart.document, { object: inPart.ids[0] ?? "", key: "报警" })?.抽查, "3/4");
  const whole = splitGroup(document, "保温炉", { count: 3, sampleIn: "part" });
  assert.equal(answerOf(whole.document, { object: whole.ids[0] ?? "", key: "报警" })?.抽查, undefined);
  assert.equal(answerOf(whole.document, { object: whole.ids[0] ?? "", key: "报警" })?.答, "有且有效");
  const named = splitGroup(document, "保温炉", { count: 2, names: ["甲炉", "乙炉"] });
  assert.deepEqual(named.ids, ["甲炉", "乙炉"]);
  assert.throws(() => splitGroup(document, "保温炉", { count: 12 }), refusedWith("splitCount"));
});

test("one answer for all the rest is marked 批量 and leaves the answered alone", () => {
  let document = setAnswer(furnished(), { object: "1号炉", key: "积水" }, "是", by());
  document = setAnswers(document, unansweredOf(document, ["1号炉", "保温炉"], "积水"), "否", by());
  assert.equal(answerOf(document, { object: "1号炉", key: "积水" })?.答, "是");
  assert.equal(answerOf(document, { object: "保温炉", key: "积水" })?.批量, "是");
  const confirmed = setAnswer(document, { object: "保温炉", key: "积水" }, "否", by());
  assert.equal(answerOf(confirmed, { object: "保温炉", key: "积水" })?.批量, undefined);
});

test("boxes: not ticked is not asked; 其余 answers the others; the last taken back clears the answer", () => {
  const place = { object: "布袋除尘", key: "粉尘" };
  let document = setBox(furnished(), place, "铝镁", "是", by());
  assert.equal(boxState(answerOf(document, place), "木粉"), "未查");
  document = setOtherBoxes(document, place, "否", by());
  assert.equal(boxState(answerOf(document, place), "木粉"), "否");
  document = setBox(document, place, "木粉", "未查", by());
  assert.equal(boxState(answerOf(document, place), "木粉"), "未查");
  document = setOtherBoxes(setBox(document, place, "铝镁", "未查", by()), place, "未查", by());
  document = setBox(document, place, "木粉", "未查", by());
  document = setBox(document, place, "铝镁", "未查", by());
  assert.equal(answerOf(document, place), undefined);
});

test("sets, ranges and tolerances are written as the judge reads them", () => {
  assert.deepEqual(possible(["有但失效", "有且有效"], ["有且有效", "有但失效", "无"]), ["有且有效", "有但失效"]);
  assert.equal(possible(["无"], ["有且有效", "无"]), "无");
  assert.equal(possible(["是", "否"], ["是", "否"]), null);
  assert.deepEqual([rangeText("8", "12", "t"), rangeText("8", "", "m"), rangeText("", "3", ""), rangeText("", "", "t")], ["8..12 t", ">= 8 m", "<= 3", null]);
  assert.equal(toleranceText("10", "10", "t", true), "10 t ±10%");
});

test("after signature an answer is corrected with a reason, and nothing is overwritten", () => {
  const place = { object: "1号炉", key: "积水" };
  const signed = sign(setAnswer(furnished(), place, "是", by()), by());
  assert.throws(() => setAnswer(signed, place, "否", by()), refusedWith("reason"));
  assert.throws(() => addObject(signed, types, { 类型: "建筑" }), refusedWith("signed"));
  const once = setAnswer(signed, place, "否", by(), { 理由: "看错了" });
  const twice = clearAnswer(once, place, by(), { 理由: "没看清" });
  assert.deepEqual(twice.答案, signed.答案);
  assert.deepEqual(twice.更正?.map((one) => one.原答), ["是", "否"]);
  assert.equal(answerOf(twice, place)?.无答, "未查");
});

test("a roster said again replaces what was said of these types only", () => {
  let document = setRoster(furnished(), types, "企业", ["建筑", "除尘系统"], "是", by());
  document = setRoster(document, types, "企业", ["建筑"], "否", by());
  assert.deepEqual([rosterOf(document, "企业", "建筑")?.完整, rosterOf(document, "企业", "除尘系统")?.完整], ["否", "是"]);
  assert.equal(setRoster(document, types, "企业", ["建筑", "除尘系统"], null, by()).名单, undefined);
});

test("a photo keeps its name in all places, and goes when nothing names it", () => {
  const place = { object: "1号炉", key: "积水" };
  const first = attachPhoto(furnished(), "a".repeat(64), { answer: place }, by());
  assert.equal(first.name, "照片-102108-1");
  assert.equal(answerOf(first.document, place)?.无答, "未查");
  const seen = addObservation(first.document, { 所见: "水" }, by());
  const second = attachPhoto(seen, "a".repeat(64), { observation: 0 }, by("林芳"));
  assert.equal(second.name, first.name);
  assert.equal(second.document.见闻?.[0]?.人, "周明");
  const one = detachPhoto(second.document, first.name, { observation: 0 }, by());
  assert.equal(one.照片?.length, 1);
  assert.equal(detachPhoto(one, first.name, { answer: place }, by()).照片, undefined);
});

test("a picture is scaled down, never up, and its digest is that of the copy", async () => {
  assert.deepEqual(scaledSize(4000, 3000), { width: 1600, height: 1200 });
  assert.deepEqual(scaledSize(800, 600), { width: 800, height: 600 });
  const bytes = Uint8Array.from({ length: 70_001 }, (_, n) => n % 251);
  const photo = await scaledPhoto(new Blob([]), async () => bytes);
  assert.equal(photo.digest, sha256(bytes));
  assert.equal(await digestOf(bytes), sha256(bytes));
  assert.equal(Buffer.from(photo.address.split(",")[1] ?? "", "base64").length, bytes.length);
});

test("a chosen main clause takes its rules out of other choices of the object", () => {
  const first = setMainClause(furnished(), "1号炉", "a/1", ["a/2"]);
  const second = setMainClause(first, "1号炉", "a/2", ["a/3"]);
  assert.deepEqual(second.主条, [{ 对象: "1号炉", 主条: "a/2", 并案: ["a/3"] }]);
});

test("undo and redo give back the same documents", () => {
  const chance = { random: seeded(5), library };
  let history = historyOf(furnished());
  const states = [history.now];
  for (let n = 0; n < 30; n++) {
    history = changed(history, grown(chance, history.now, 1), "改");
    if (states[states.length - 1] !== history.now) states.push(history.now);
  }
  for (const state of [...states].reverse()) {
    assert.equal(history.now, state);
    history = undo(history);
  }
  for (const state of states.slice(1)) {
    history = redo(history);
    assert.equal(history.now, state);
  }
});

test("keys that mean something to JavaScript are names like others", () => {
  const first = addObject(furnished(), types, { 类型: "建筑", 名称: "__proto__" });
  assert.equal(first.id, "__proto__");
  let document = setAnswer(first.document, { object: "__proto__", key: "constructor" }, "是", by());
  document = setAnswer(document, { object: "__proto__", key: "__proto__" }, { __proto__x: "是", ["__proto__"]: "否" }, by());
  assert.equal(answerOf(document, { object: "__proto__", key: "constructor" })?.答, "是");
  assert.equal(answerOf(document, { object: "toString", key: "call" }), undefined);
  assert.equal(answerOf(document, { object: "1号炉", key: "toString" }), undefined);
  assert.equal(boxState(answerOf(document, { object: "__proto__", key: "__proto__" }), "__proto__"), "否");
  assert.equal(({} as Record<string, unknown>)["答"], undefined);
  assert.equal(childrenOf(document, "__proto__").length, 0);
});
