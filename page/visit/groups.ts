/** Groups of alike objects split. Answers stay on both parts; a sample stays only where it was taken. */
import type { ObjectWritten, VisitDocument } from "../judge/model/visit.ts";
import { ROOT_ID } from "../judge/model/library.ts";
import { cleanLine } from "./cleaning.ts";
import { changedObject, freeId } from "./objects.ts";
import { countOf, nameOf, objectOf } from "./reading.ts";
import { compact, own, withKey } from "./records.ts";
import { Refused } from "./refusal.ts";
import { resampled } from "./sampling.ts";
import { refuseSigned } from "./starting.ts";

/** What is split off: some of the group, with a name for the part, or a name for each of them. */
export interface SplitOff {
  readonly count: number;
  /** One name for the part, or `count` names: then each becomes an object of its own. None: made from the group's. */
  readonly names?: readonly string[];
  /** Where those looked at in samples (抽查) are; not said: samples no longer speak for either part. */
  readonly sampleIn?: "part" | "rest";
}

/** The document with the group split, and the ids of the new objects; the rest keeps the group's id. */
export function splitGroup(
  document: VisitDocument, id: string, off: SplitOff,
): { readonly document: VisitDocument; readonly ids: readonly string[] } {
  refuseSigned(document, "对象");
  const group = objectOf(document, id);
  if (!group) throw new Refused("noObject", id);
  const total = countOf(group);
  if (total < 2) throw new Refused("notGroup", nameOf(document, id));
  if (!Number.isInteger(off.count) || off.count < 1 || off.count >= total) throw new Refused("splitCount");
  const names = (off.names ?? []).map(cleanLine).filter(Boolean);
  const isEach = off.count > 1 && names.length === off.count;
  const wanted = isEach ? names : [names[0] ?? `${nameOf(document, id)}之一`];
  let current = document;
  const ids = wanted.map((name) => {
    const made = withPart(current, group, name, isEach ? 1 : off.count);
    current = made.document;
    return made.id;
  });
  const rest = total - off.count;
  current = changedObject(current, id, (object) => withCount(object, rest));
  // Looked at one by one, nobody can say which of them the sample was.
  const partSample = off.sampleIn === "part" && !isEach ? ({ count: off.count } as const) : ({ dropped: true } as const);
  for (const part of ids) current = resampled(current, part, partSample);
  current = resampled(current, id, off.sampleIn === "rest" ? { count: rest } : { dropped: true });
  return { document: current, ids };
}

const withCount = ({ 数量: _, ...object }: ObjectWritten, count: number): ObjectWritten =>
  compact<ObjectWritten>({ ...object, 数量: count > 1 ? count : undefined });

/** One more object like the group, right behind it, with its answers, rosters and place in the scope. */
function withPart(
  document: VisitDocument, group: ObjectWritten, name: string, count: number,
): { readonly document: VisitDocument; readonly id: string } {
  const id = freeId(document, name, group.在 ?? ROOT_ID);
  const part = withCount({ ...group, 编号: id, 名称: name }, count);
  const answers = own(document.答案, group.编号);
  const areas = document.范围?.区域;
  return {
    id,
    document: {
      ...document,
      对象: (document.对象 ?? []).flatMap((object) => (object.编号 === group.编号 ? [object, part] : [object])),
      ...(answers ? { 答案: withKey(document.答案, id, answers) } : {}),
      ...(document.名单
        ? { 名单: document.名单.flatMap((roster) => (roster.在 === group.编号 ? [roster, { ...roster, 在: id }] : [roster])) }
        : {}),
      ...(areas?.includes(group.编号) ? { 范围: { ...document.范围, 区域: [...areas, id] } } : {}),
    },
  };
}
