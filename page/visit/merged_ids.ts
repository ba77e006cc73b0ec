/** Objects of several documents under common ids: what is said to be one gets one id, what only shares an id gets two. */
import { ROOT_ID } from "../judge/model/library.ts";
import type { ObjectWritten, VisitDocument, WrittenAnswer } from "../judge/model/visit.ts";
import { canonical, own, recordOf, type Keyed } from "./records.ts";
import { withoutEmpty } from "./removing.ts";

type Renaming = ReadonlyMap<string, string>;

/** Documents in which every id means one object. `same`: pairs of ids said to be one object; the first id stays. */
export function withCommonIds(
  documents: readonly VisitDocument[], same: readonly (readonly [string, string])[],
): readonly VisitDocument[] {
  const joined = same.reduce<readonly VisitDocument[]>(
    (current, [kept, other]) => current.flatMap((document) => withOneId(document, kept, other)),
    documents,
  );
  return apart(joined);
}

/** The other id renamed. Where a document has both, it says two things of one object: it becomes two documents. */
function withOneId(document: VisitDocument, kept: string, other: string): readonly VisitDocument[] {
  const has = (id: string): boolean => (document.对象 ?? []).some((object) => object.编号 === id);
  if (!has(other) || kept === other) return [document];
  const renaming = new Map([[other, kept]]);
  if (!has(kept)) return [renamed(document, renaming)];
  const answers = own(document.答案, other);
  const second: VisitDocument = {
    检查: document.检查,
    企业: document.企业,
    对象: (document.对象 ?? []).filter((object) => object.编号 === other),
    答案: answers ? recordOf([[other, answers]]) : {},
  };
  const first: VisitDocument = {
    ...document,
    对象: (document.对象 ?? []).filter((object) => object.编号 !== other),
    答案: recordOf(Object.entries(document.答案 ?? {}).filter(([id]) => id !== other)),
  };
  return [first, second].map((part) => withoutEmpty(renamed(part, renaming)));
}

const LEVELS = 10;

/** Objects of one id but of another type, or under another parent, told apart by new ids. */
function apart(documents: readonly VisitDocument[]): readonly VisitDocument[] {
  let current = documents;
  // A parent renamed may tell its children apart: level by level.
  for (let level = 0; level < LEVELS; level++) {
    const kinds = new Map<string, Map<string, string>>();
    const taken = new Set(current.flatMap((document) => (document.对象 ?? []).map((object) => object.编号)));
    for (const object of current.flatMap((document) => document.对象 ?? [])) {
      kinds.set(object.编号, (kinds.get(object.编号) ?? new Map<string, string>()).set(kindOf(object), object.编号));
    }
    let isDone = true;
    for (const [id, ids] of kinds) {
      for (const kind of [...ids.keys()].sort().slice(1)) {
        const [type = "", parent = ""] = JSON.parse(kind) as string[];
        ids.set(kind, freeIdOf(taken, `${id}（${parent === ROOT_ID ? type : parent}）`));
        isDone = false;
      }
    }
    if (isDone) return current;
    current = current.map((document) => {
      const renaming = (document.对象 ?? []).map((object) => [object.编号, kinds.get(object.编号)?.get(kindOf(object)) ?? object.编号] as const);
      return renamed(document, new Map(renaming));
    });
  }
  return current;
}

const kindOf = (object: ObjectWritten): string => canonical([object.类型, object.在 ?? ROOT_ID]);

/** The id wanted, or the next with a number; it is then taken. */
export function freeIdOf(taken: Set<string>, wanted: string): string {
  let [id, number] = [wanted, 2];
  while (taken.has(id)) id = `${wanted}-${number++}`;
  taken.add(id);
  return id;
}

/** The document with ids replaced wherever it names objects. */
export function renamed(document: VisitDocument, renaming: Renaming): VisitDocument {
  const to = (id: string): string => renaming.get(id) ?? id;
  const ofObject = <T extends { readonly 对象?: string }>(list: readonly T[] | undefined): readonly T[] =>
    (list ?? []).map((one) => (one.对象 === undefined ? one : { ...one, 对象: to(one.对象) }));
  const answers: Keyed<Keyed<WrittenAnswer>> = document.答案 ?? {};
  return withoutEmpty({
    ...document,
    ...(document.范围?.区域 ? { 范围: { ...document.范围, 区域: [...new Set(document.范围.区域.map(to))] } } : {}),
    对象: (document.对象 ?? []).map((object) => ({
      ...object,
      编号: to(object.编号),
      // The name was left out because it was the id.
      ...(object.名称 === undefined && to(object.编号) !== object.编号 ? { 名称: object.编号 } : {}),
      ...(object.在 === undefined ? {} : { 在: to(object.在) }),
      ...(object.另一端 === undefined ? {} : { 另一端: to(object.另一端) }),
    })),
    名单: (document.名单 ?? []).map((roster) => (roster.在 === undefined ? roster : { ...roster, 在: to(roster.在) })),
    答案: recordOf(Object.entries(answers).map(([id, given]) => [to(id), given] as const)),
    见闻: ofObject(document.见闻),
    意见: ofObject(document.意见),
    主条: ofObject(document.主条),
    当场整改: ofObject(document.当场整改),
    更正: ofObject(document.更正),
    复查: ofObject(document.复查),
  });
}
