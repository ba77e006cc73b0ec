import assert from "node:assert/strict";
import { test } from "node:test";
import type { Library } from "../../judge/model/library.ts";
import type { Verdict } from "../../judge/verdict/verdict.ts";
import { setAnswer, setSample } from "../../visit/answers.ts";
import { carry, offers } from "../../visit/carrying.ts";
import { addObject } from "../../visit/objects.ts";
import { notToBeLeft, progressOf } from "../../visit/progress.ts";
import { answerOf } from "../../visit/reading.ts";
import { Refused } from "../../visit/refusal.ts";
import { type IndexRule, type IndexWord, search, type SearchIndex } from "../../visit/searching.ts";
import { begun, by, furnished, library } from "./sample.ts";

const add = (document: typeof earlier, type: string, name: string, parent?: string): typeof earlier =>
  addObject(document, library.types, { 类型: type, 名称: name, ...(parent ? { 在: parent } : {}) }).document;
const today = "2026-11-25";

/** The visit of the year before: long-lived answers, such of the day, and such with a day of their own. */
let earlier = { ...furnished(), 检查: { ...begun().检查, 编号: "去年" } };
earlier = add(add(earlier, "任职", "罗平"), "任职", "邱刚");
const answered: readonly (readonly [string, string, string])[] = [
  ["企业", "涉爆", "是"], ["1号炉", "炉型", "熔炼炉"], ["1号炉", "积水", "是"], ["1号炉", "压力表在检定期内", "是"],
  ["罗平", "证书有效期至", "2028-09"], ["邱刚", "证书有效期至", "2026-11-24"], ["保温炉", "容量", "3"],
];
for (const [object, key, value] of answered) earlier = setAnswer(earlier, { object, key }, value, by());
earlier = setSample(earlier, { object: "保温炉", key: "容量" }, 2, by());

const here = ["罗平", "邱刚"].reduce((document, name) => add(document, "任职", name), furnished());

test("only long-lived answers and days not past are offered; samples and answers of the day never", () => {
  const found = offers(here, earlier, library, today).map((offer) => `${offer.object}.${offer.key}`);
  assert.deepEqual(found, ["企业.涉爆", "1号炉.炉型", "罗平.证书有效期至"]);
});

test("an answer is taken over by one tap, says from where, and never overwrites one", () => {
  const [first, second] = offers(here, earlier, library, today);
  assert.ok(first && second);
  const carried = carry(here, earlier, [second], by("林芳", "09:00:00"));
  assert.deepEqual(answerOf(carried, second), {
    答: "熔炼炉", 人: "林芳", 时间: "2026-11-25T09:00:00", 沿用: "去年", 备注: "上次：周明 10:21 答 熔炼炉",
  });
  assert.throws(() => carry(carried, earlier, [second], by()), Refused);
  const confirmed = setAnswer(carried, second, "熔炼炉", by());
  assert.equal(answerOf(confirmed, second)?.沿用, undefined);
  assert.equal(offers(confirmed, earlier, library, today).length, 2);
});

test("an object of another id is found by kind and near name, if only one is near", () => {
  const renamed = add(begun(), "建筑", "1号厂房");
  const other = add({ ...begun(), 检查: earlier.检查 }, "建筑", "一号厂房");
  const long = { ...library, facts: new Map([...library.facts, ["建筑.层数", { ...library.facts.get("炉窑.容量"), objectType: "建筑", name: "层数" }]]) };
  const old = setAnswer(other, { object: "一号厂房", key: "层数" }, "2", by());
  const [offer] = offers(renamed, old, long as unknown as Library, today);
  assert.deepEqual([offer?.object, offer?.from, offer?.foundBy], ["1号厂房", "一号厂房", "name"]);
});

const word = (text: string, initials: string, leads: Partial<IndexWord>): IndexWord => ({
  word: text, initials: initials.split(" "), facts: [], rules: [], types: [], ...leads,
});
const rule = (id: string, title: string, ...keys: string[]): IndexRule => {
  const objectType = id.split("-")[1] ?? "";
  return { id, title, objectType, questions: keys.map((key) => ({ type: objectType, key, fact: `${objectType}.${key}` })) };
};
const index: SearchIndex = {
  words: [
    word("积水", "js", { facts: ["炉窑.积水"] }), word("明水", "ms", { facts: ["炉窑.积水"] }), word("炉坑潮湿", "lkcs", { rules: ["a/1-炉窑"] }),
    word("炉窑积水", "lyjs", { rules: ["a/1-炉窑"] }), word("报警", "bj", { facts: ["炉窑.报警"] }), word("炉窑", "ly", { types: ["炉窑"] }),
    word("木粉", "mf", { facts: ["除尘系统.粉尘"] }), word("重罐", "cg zg", { types: ["除尘系统"] }),
  ],
  rules: [rule("a/1-炉窑", "炉窑积水", "炉型", "积水"), rule("a/2-炉窑", "报警装置", "报警"), rule("a/3-除尘系统", "粉尘混接", "粉尘")],
};
const found = (typed: string, where = {}): string[] => search(index, typed, where).map((candidate) => candidate.rule);

test("a word, a synonym, a situation or pinyin initials lead to rules and just their questions", () => {
  for (const typed of ["积水", "明水", "潮湿", "js", "ms", "JS", "ｊｓ", "炉窑积水严重"]) assert.equal(found(typed)[0], "a/1-炉窑", typed);
  assert.deepEqual(search(index, "js")[0]?.questions.map((question) => question.key), ["积水"]);
  assert.deepEqual(found("bj"), ["a/2-炉窑"]);
  for (const typed of ["木粉", "cg", "zg"]) assert.deepEqual(found(typed), ["a/3-除尘系统"], typed);
  assert.deepEqual(found("xyz"), []);
  assert.deepEqual(found(".*"), []);
});

test("several words must all lead to a rule; area and scope restrict", () => {
  assert.deepEqual(found("炉窑 报警"), ["a/2-炉窑"]);
  assert.deepEqual(found("", { types: new Set(["除尘系统"]) }), ["a/3-除尘系统"]);
  assert.deepEqual(found("炉窑", { rules: new Set(["a/2-炉窑"]) }), ["a/2-炉窑"]);
  assert.deepEqual(found(""), []);
});

test("progress is told in rules: one is settled when none of its verdicts is open", () => {
  const verdict = (rule: string, effective: string, lean: string | null = null): Verdict => ({ rule, effective, outcome: effective, lean }) as Verdict;
  const verdicts = [
    verdict("a", "major"), verdict("a", "clear"), verdict("b", "clear"), verdict("b", "not_examined"),
    verdict("c", "undetermined", "hazard_unless_exempt"), verdict("d", "not_applicable"),
  ];
  const progress = progressOf(verdicts, ["a", "b", "c", "d", "e"]);
  assert.deepEqual(progress, {
    settled: 3, all: 5, major: 1, suspected: 0, ordinary: 0, leaning: 1, undetermined: 1, notExamined: 1,
  });
});

test("what must not be left: the deadly first, then what settles most for its time, as far as the minutes go", () => {
  const question = (key: string, seconds: number, settles: number, isDeadly = false) => ({ object: "炉", key, seconds, settles, isDeadly, method: "看" as const });
  const left = notToBeLeft([question("慢", 500, 9), question("快", 10, 1), question("要命", 60, 1, true), question("贵", 40, 1)], 2);
  assert.deepEqual(left.map((one) => one.key), ["要命", "快", "贵"]);
});
