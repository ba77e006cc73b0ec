import assert from "node:assert/strict";
import { test } from "node:test";
import { sha256 } from "../../judge/expr/sha256.ts";
import { setAnswer } from "../../visit/answers.ts";
import { chatBlocks, readBlocks } from "../../visit/blocks.ts";
import { exported, exportFileName, exportText } from "../../visit/exporting.ts";
import { importBytes, importText, type Imported, type ImportResult } from "../../visit/importing.ts";
import { addObject } from "../../visit/objects.ts";
import { addObservation } from "../../visit/observing.ts";
import { attachPhoto } from "../../visit/photos.ts";
import { answerOf } from "../../visit/reading.ts";
import { same } from "../../visit/records.ts";
import { randomVisit } from "./random_visits.ts";
import { begun, by, furnished, library, seeded } from "./sample.ts";

const everything = { photos: true, names: true, enterprise: true };
const read = (result: ImportResult): Imported => {
  if (!result.ok) assert.fail(result.problem.text);
  return result.imported;
};
const problemOf = (result: ImportResult): string => (result.ok ? "" : result.problem.code);

test("what was exported is read back the same, as a file and as blocks", () => {
  for (let seed = 0; seed < 100; seed++) {
    const document = randomVisit({ random: seeded(seed), library }, 40);
    const text = exportText(exported(document, everything, library.types, new Map()));
    assert.ok(same(read(importText(text, library)).document, document), `seed ${seed}`);
    const blocks = chatBlocks(text, 500);
    assert.ok(blocks.every((block) => block.length <= 500));
    assert.ok(same(read(importText(blocks.join("\n"), library)).document, document));
  }
});

const wide = (text: string): string => text.replace(/[!-~]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0));

test("blocks are read in any order, repeated, wrapped, widened and with a chat's noise around them", () => {
  const text = exportText(furnished());
  const random = seeded(1);
  for (let round = 0; round < 60; round++) {
    const blocks = [...chatBlocks(text, 300 + Math.floor(random() * 300))];
    const noisy = [...blocks, blocks[0] ?? ""]
      .map((block) => {
        const wrapped = block.replace(/(.{37})/g, (piece) => piece + (random() < 0.3 ? ["\n", "\u200b", " ", "\r\n> "][Math.floor(random() * 4)] : ""));
        const shown = random() < 0.2 ? wide(block) : wrapped.includes("判定") && random() < 0.7 ? wrapped : block;
        return { order: random(), text: `周明 10:21\n「林芳：收到 OK 3/7」\n${shown}\n—— 2026年11月25日 10:22 ——` };
      })
      .sort((a, b) => a.order - b.order);
    const found = readBlocks(noisy.map((one) => one.text).join("\n"));
    // A break inside a mark may spoil its block: then it is named, and never read wrongly.
    if (found.kind === "whole") assert.equal(found.text, text);
    else assert.equal(found.kind, "incomplete");
  }
});

test("breaks, blanks and quotes inside the payload do not matter", () => {
  const text = exportText(furnished());
  const wrapped = chatBlocks(text, 400).map((block) => block.split("\n").map((line) => (line.startsWith("【") ? line : line.replace(/(.{20})/g, "$1\u200b\n> "))).join("\n"));
  assert.deepEqual(readBlocks(wrapped.reverse().join("\n林芳 10:22\n")), { kind: "whole", text });
});

test("missing and damaged blocks are named, and blocks of two exports are told apart", () => {
  const blocks = [...chatBlocks(exportText(furnished()), 300)];
  const damaged = (blocks[2] ?? "").replace(/\n(.)(.*)\n/, (_, first: string, rest: string) => `\n${first === "A" ? "B" : "A"}${rest}\n`);
  const some = [blocks[0], damaged, ...blocks.slice(3)].join("\n");
  assert.deepEqual(readBlocks(some), { kind: "incomplete", of: blocks.length, missing: [2], damaged: [3] });
  const result = importText(some, library);
  assert.match(result.ok ? "" : result.problem.text, /缺第 2 块.*第 3 块不完整/);
  const others = chatBlocks(exportText(begun("DL-2")), 300);
  assert.equal(readBlocks([blocks[0], others[0]].join("\n")).kind, "mixed");
  assert.equal(readBlocks([...others, blocks[0]].join("\n")).kind, "whole");
  assert.equal(readBlocks("今天的判定 3/7 怎么样").kind, "none");
});

test("bad input is told for what it is, and nothing is guessed", () => {
  const text = exportText(furnished());
  assert.equal(problemOf(importText(text.slice(0, text.length - 20), library)), "cutOff");
  assert.equal(problemOf(importText("  ", library)), "empty");
  assert.equal(problemOf(importText("检查:\n  编号: a", library)), "notJson");
  assert.equal(problemOf(importText("[1, 2]", library)), "notVisit");
  assert.equal(problemOf(importText(`${"[".repeat(200_000)}`, library)), "notJson");
  assert.equal(problemOf(importText(`${"[".repeat(5_000)}${"]".repeat(5_000)}`, library)), "notVisit");
  assert.equal(problemOf(importText('{"检查": {"编号": "a"}, "企业": 3}', library)), "notVisit");
  const result = importText(JSON.stringify({ ...furnished(), 对象: [{ 编号: "a" }] }), library);
  assert.deepEqual(result.ok ? [] : result.problem.paths, ["对象[1].类型"]);
  assert.equal(problemOf(importText("x".repeat(20_000_001), library)), "tooLarge");
});

test("a file in GBK or with a mark at its beginning is read", () => {
  const text = exportText(furnished());
  assert.ok(same(read(importBytes(new TextEncoder().encode(`\ufeff${text}`), library)).document, furnished()));
  const ascii = new TextEncoder().encode('{"');
  const gbk = Uint8Array.from([...ascii, 0xbc, 0xec, 0xb2, 0xe9, ...new TextEncoder().encode('": {}}')]);
  const result = importBytes(gbk, library);
  assert.ok(!result.ok && result.problem.paths?.includes("检查.编号"));
});

test("what people may also write by hand is brought to one form", () => {
  const written = {
    检查: { 编号: "A", 类型: "日常巡查", 日期: "2026/11/5", 人员: { 姓名: "周明" } },
    企业: { 名称: "甲" },
    对象: [{ 编号: "炉", 类型: "炉窑", 数量: "12" }],
    名单: [{ 类型: "炉窑", 完整: true }],
    答案: { 炉: { 容量: 8, 积水: true, 报警: null } },
  };
  const { document } = read(importText(`某某发来：${JSON.stringify(written)} 收到`, library));
  assert.deepEqual(document.检查.日期, ["2026-11-05"]);
  assert.deepEqual(document.检查.人员, [{ 姓名: "周明" }]);
  assert.deepEqual([document.对象?.[0]?.数量, document.名单?.[0]], [12, { 类型: ["炉窑"], 完整: "是" }]);
  assert.deepEqual(document.答案?.["炉"], { 容量: "8", 积水: "是" });
});

test("hostile keys and texts stay keys and texts", () => {
  const hostile = `{"检查":{"编号":"A","类型":"日常巡查","日期":["2026-11-05"]},"企业":{"名称":"<script>alert(1)</script>"},
    "__proto__":{"polluted":"yes"},"答案":{"__proto__":{"__proto__":{"答":"=1+1"},"constructor":"是"}},"签字":"$&"}`;
  const { document, unknown, notes } = read(importText(hostile, library));
  assert.equal(({} as Record<string, unknown>)["polluted"], undefined);
  assert.equal(document.企业.名称, "<script>alert(1)</script>");
  assert.equal(answerOf(document, { object: "__proto__", key: "__proto__" })?.答, "=1+1");
  assert.deepEqual(unknown.map((one) => one.why), ["object", "object"]);
  assert.match(notes[0] ?? "", /__proto__/);
  assert.equal(exportText(document).match(/"__proto__"/g)?.length, 3);
});

test("of another library it is told which answers hold; the others stay as they are", () => {
  let document = setAnswer(furnished(), { object: "1号炉", key: "积水" }, "是", by());
  document = setAnswer(document, { object: "1号炉", key: "炉型" }, "感应炉", by());
  document = setAnswer(document, { object: "1号炉", key: "旧问题" }, "是", by());
  document = setAnswer(document, { object: "1号炉", key: "某项@a/1" }, "是", by());
  const imported = read(importText(exportText({ ...document, 填写: { 规则库: "feed" } }), library));
  assert.ok(imported.otherLibrary);
  assert.equal(imported.holding, 1);
  assert.deepEqual(imported.unknown.map((one) => [one.key, one.why]), [["炉型", "option"], ["旧问题", "fact"], ["某项@a/1", "fact"]]);
  assert.deepEqual(imported.document.答案, document.答案);
});

test("photos come along on request; what is no picture with its digest is left out", () => {
  const bytes = Uint8Array.from([255, 216, 255, 1, 2, 3]);
  const address = `data:image/jpeg;base64,${Buffer.from(bytes).toString("base64")}`;
  const digest = sha256(bytes);
  const { document } = attachPhoto(furnished(), digest, { answer: { object: "1号炉", key: "积水" } }, by());
  const withPhotos = exported(document, everything, library.types, new Map([[digest, address]]));
  assert.deepEqual(withPhotos.照片数据, { [digest]: address });
  assert.equal(exported(document, { ...everything, photos: false }, library.types, new Map([[digest, address]])).照片数据, undefined);
  const spoilt = { ...withPhotos, 照片数据: { ...withPhotos.照片数据, x: "javascript:alert(1)", ["b".repeat(64)]: address } };
  const imported = read(importText(exportText(spoilt), library));
  assert.deepEqual([...imported.photos], [[digest, address]]);
  assert.equal(imported.document.照片数据, undefined);
  assert.match(imported.notes.join(), /2 张照片/);
});

test("without names nobody is named anywhere, the same person always by the same word", () => {
  let document = addObject(furnished(), library.types, { 类型: "任职", 名称: "罗平·电工" }).document;
  document = setAnswer(document, { object: "罗平·电工", key: "证书有效期至" }, "2028-09-30", by("林芳"), { 备注: "罗平本人出示，褚杰在场" });
  document = addObservation(document, { 所见: "周明和罗平看到地上有水", 对象: "罗平·电工" }, by("褚杰"));
  const bare = exported(document, { photos: false, names: false, enterprise: false }, library.types, new Map());
  const text = exportText(bare);
  assert.doesNotMatch(text, /周明|林芳|罗平|褚杰|JC-0231|恒拓|工业园/);
  assert.equal(bare.见闻?.[0]?.所见, "检查人员1和任职1看到地上有水");
  assert.ok(bare.答案?.["任职1"]?.["证书有效期至"]);
  assert.equal(read(importText(text, library)).unknown.length, 0);
  assert.equal(exportFileName(begun("a/b:c")), "判定-恒拓压铸有限公司-2026-11-25-a_b_c.json");
});
