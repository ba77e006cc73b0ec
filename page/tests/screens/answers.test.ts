import assert from "node:assert/strict";
import { test } from "node:test";
import type { Fact } from "../../judge/model/library.ts";
import { Interval, rational } from "../../judge/values/number.ts";
import {
  answeredWith, answerText, boxesOf, dateForm, domainText, isGiven, numberForm, withDetail, writtenBoxes, writtenDate, writtenNumber,
} from "../../screens/answers.ts";
import { withoutAnswer } from "../../screens/question.tsx";
import { daysAfter } from "../../screens/unsure.tsx";
import { fill } from "../../screens/words.ts";

const fact = (parts: Partial<Fact>): Fact =>
  ({ is: "Fact", name: "某项", options: [], unit: "", whole: false, domain: new Interval(rational(0), null), ...parts }) as Fact;
const tons = fact({ kind: "数值", unit: "t" });
const people = fact({ kind: "数值", unit: "人", whole: true, domain: new Interval(rational(0), rational(500)) });
const dusts = fact({ kind: "多选", options: ["铝粉", "木粉", "粮食粉"] });

test("an amount is written as the judge reads it, and read back into the same parts", () => {
  for (const value of ["9 t", "8..12 t", ">= 8 t", "<= 0.5 t"]) assert.deepEqual(writtenNumber(numberForm(value), tons), { value });
});

test("full-width digits and signs are taken, what is no number is told, an empty part says nothing yet", () => {
  assert.deepEqual(writtenNumber({ bound: "exact", low: "１２．５", high: "" }, tons), { value: "12.5 t" });
  assert.deepEqual(writtenNumber({ bound: "range", low: "8", high: "" }, tons), {});
  for (const [low, high] of [["约8", "9"], ["1e3", "9"], ["9", "8"]] as const) {
    assert.ok(writtenNumber({ bound: "range", low, high }, tons).wrong);
  }
});

test("amounts outside of the domain and broken counts of whole things are told before the judge sees them", () => {
  assert.ok(writtenNumber({ bound: "exact", low: "501", high: "" }, people).wrong);
  assert.ok(writtenNumber({ bound: "exact", low: "-1", high: "" }, people).wrong);
  assert.ok(writtenNumber({ bound: "exact", low: "8.5", high: "" }, people).wrong);
  assert.deepEqual(writtenNumber({ bound: "least", low: "8.5", high: "" }, people), { value: ">= 8.5 人" });
  assert.equal(domainText(people), "≥ 0，≤ 500 人");
});

test("days, months and ranges; days that are not in the calendar are told", () => {
  for (const value of ["2026-05-12", "2026-05", "2026-05-01..2026-05-31"]) assert.deepEqual(writtenDate(dateForm(value)), { value });
  assert.ok(writtenDate({ by: "day", from: "2026-02-30", to: "" }).wrong);
  assert.ok(writtenDate({ by: "month", from: "2026-13", to: "" }).wrong);
  assert.ok(writtenDate({ by: "range", from: "2026-05-02", to: "2026-05-01" }).wrong);
  assert.equal(daysAfter("2026-12-28", 7), "2027-01-04");
});

test("an unticked box is not a no: boxes are 未查 until answered, 其余 answers all that are not named", () => {
  assert.deepEqual(boxesOf(dusts, ["铝粉"]), { 铝粉: "是", 木粉: "未查", 粮食粉: "未查" });
  assert.deepEqual(boxesOf(dusts, { 铝粉: "是", 其余: "否" }), { 铝粉: "是", 木粉: "否", 粮食粉: "否" });
  assert.equal(writtenBoxes(boxesOf(dusts, undefined)), undefined);
});

test("a new value keeps note, evidence and sample, and forgets how the old one came about", () => {
  const before = { 答: "是", 备注: "看过", 证据: ["照片1"], 抽查: "3/12", 批量: "是", 沿用: "V1", 企业自报: "是" } as const;
  assert.deepEqual(answeredWith(before, { 答: "否" }), { 答: "否", 备注: "看过", 证据: ["照片1"], 抽查: "3/12" });
  assert.deepEqual(withDetail(undefined, { 备注: "门锁着" }), { 无答: "未查", 备注: "门锁着" });
  assert.deepEqual(withDetail(before, { 备注: undefined }).备注, undefined);
});

test("an answer taken back leaves note and photo on the open question, and nothing where there was neither", () => {
  assert.deepEqual(withoutAnswer({ 答: "是", 证据: ["照片1"] }), { 无答: "未查", 证据: ["照片1"] });
  assert.equal(withoutAnswer({ 答: "是", 人: "甲" }), undefined);
  assert.equal(isGiven({ 无答: "未查" }), false);
  assert.equal(isGiven({ 无答: "需检测" }), true);
});

test("answers read in one line; what people wrote is filled in as it stands", () => {
  assert.equal(answerText({ 答: ["有且有效", "有但失效"] }), "有且有效 / 有但失效");
  assert.equal(answerText({ 答: { 铝粉: "是", 木粉: "否" } }), "铝粉");
  assert.equal(answerText({ 无答: "待补资料", 期限: "2026-12-01" }), "待补资料（2026-12-01）");
  assert.equal(fill("{a}说{b}", { a: "{b}", b: "$&<b>" }), "{b}说$&<b>");
});
