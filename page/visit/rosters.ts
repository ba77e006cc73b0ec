/** Whether all objects of some types under a parent are listed. */
import { ROOT_ID } from "../judge/model/library.ts";
import type { RosterWritten, VisitDocument, YesNo } from "../judge/model/visit.ts";
import { clean, cleanLine } from "./cleaning.ts";
import type { Types } from "./objects.ts";
import { type By, isKnown, typeOf } from "./reading.ts";
import { compact } from "./records.ts";
import { Refused } from "./refusal.ts";
import { refuseSigned } from "./starting.ts";

/** The document with the roster of types under a parent said to be complete or not; null takes back what was said. */
export function setRoster(
  document: VisitDocument, types: Types, parent: string, of: readonly string[], complete: YesNo | null, by: By, note = "",
): VisitDocument {
  refuseSigned(document, "名单");
  if (!isKnown(document, parent)) throw new Refused("noObject", parent);
  const holder = typeOf(document, parent) ?? "";
  for (const type of of) if (!types.get(type)?.chain.slice(1).includes(holder)) throw new Refused("rosterType", type);
  const others = withoutRosters(document, parent, of);
  if (complete === null || !of.length) return withRosters(document, others);
  const said = compact<RosterWritten>({
    在: parent === ROOT_ID ? undefined : parent,
    类型: [...new Set(of)],
    完整: complete,
    人: cleanLine(by.人),
    时间: by.时间,
    备注: clean(note),
  });
  return withRosters(document, [...others, said]);
}

function withoutRosters(document: VisitDocument, parent: string, of: readonly string[]): readonly RosterWritten[] {
  return (document.名单 ?? []).flatMap((roster) => {
    if ((roster.在 ?? ROOT_ID) !== parent) return [roster];
    const kept = [roster.类型].flat().filter((type) => !of.includes(type));
    return kept.length ? [{ ...roster, 类型: kept }] : [];
  });
}

function withRosters(document: VisitDocument, rosters: readonly RosterWritten[]): VisitDocument {
  const { 名单: _, ...rest } = document;
  return rosters.length ? { ...rest, 名单: rosters } : rest;
}
