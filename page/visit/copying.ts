/** An object once more, with the answers whose meaning carries over. */
import { ROOT_ID, factOf, type Library } from "../judge/model/library.ts";
import type { AnswerRecord, ObjectWritten, VisitDocument } from "../judge/model/visit.ts";
import { withAnswers } from "./answers.ts";
import { cleanLine } from "./cleaning.ts";
import { freeId } from "./objects.ts";
import { answerOf, type By, nameOf, objectOf } from "./reading.ts";
import { compact, own, recordOf } from "./records.ts";
import { Refused } from "./refusal.ts";
import { refuseSigned } from "./starting.ts";

export interface Copying {
  /** Empty: made from the name of the original. */
  readonly name?: string;
  /** Answers that carry are copied and marked 批量: nobody has looked at the copy. */
  readonly withAnswers: boolean;
}

/** Kinds whose answers speak of the one object only (a certificate's day, a name of a chemical). */
const OF_ONE_ONLY: ReadonlySet<string> = new Set(["日期", "文本"]);

/**
 * The document with a copy behind the original, and its id. Not copied: reasons for no answer, days and texts, samples, notes,
 * evidence, what lies below.
 */
export function copyObject(
  document: VisitDocument, library: Library, id: string, how: Copying, by: By,
): { readonly document: VisitDocument; readonly id: string } {
  refuseSigned(document, "对象");
  const original = objectOf(document, id);
  if (!original) throw new Refused("noObject", id);
  const name = cleanLine(how.name ?? "") || nextName(document, nameOf(document, id));
  const copyId = freeId(document, name, original.在 ?? ROOT_ID);
  const copy = compact<ObjectWritten>({ ...original, 编号: copyId, 名称: name === copyId ? undefined : name });
  const objects = (document.对象 ?? []).flatMap((object) => (object.编号 === id ? [object, copy] : [object]));
  const added: VisitDocument = { ...document, 对象: objects };
  return { document: how.withAnswers ? withCopiedAnswers(added, library, original, copyId, by) : added, id: copyId };
}

function withCopiedAnswers(
  document: VisitDocument, library: Library, original: ObjectWritten, copyId: string, by: By,
): VisitDocument {
  const carried = Object.keys(own(document.答案, original.编号) ?? {}).flatMap((key) => {
    const answer = answerOf(document, { object: original.编号, key });
    const fact = factOf(library, original.类型, key.split("@")[0] ?? key);
    if (answer?.答 === undefined || answer.抽查 !== undefined || !fact || OF_ONE_ONLY.has(fact.kind)) return [];
    const copied = compact<AnswerRecord>({ 答: answer.答, ...by, 批量: "是", 企业自报: answer.企业自报 });
    return [[key, copied] as const];
  });
  return withAnswers(document, copyId, recordOf(carried));
}

/** `1号炉` → `2号炉`, `炉` → `炉2`: the next number that no object's name has. */
export function nextName(document: VisitDocument, name: string): string {
  const taken = new Set((document.对象 ?? []).map((object) => object.名称 ?? object.编号));
  const found = /^(.*?)(\d{1,6})(\D*)$/s.exec(name);
  const [head, tail] = found ? [found[1] ?? "", found[3] ?? ""] : [name, ""];
  let number = found ? Number(found[2]) + 1 : 2;
  while (taken.has(`${head}${number}${tail}`)) number++;
  return `${head}${number}${tail}`;
}
