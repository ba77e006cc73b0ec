/** 见什么记什么: what was seen and written down freely, with place and photos. */
import type { ObservationWritten, VisitDocument } from "../judge/model/visit.ts";
import { clean, cleanLine } from "./cleaning.ts";
import { type By, isKnown } from "./reading.ts";
import { compact } from "./records.ts";
import { Refused } from "./refusal.ts";
import { refuseSigned } from "./starting.ts";
import { withoutEmpty } from "./removing.ts";

export type Seen = Omit<ObservationWritten, "人" | "时间">;

/** The document with one more observation, at the end; also after signature, since it says when. */
export const addObservation = (document: VisitDocument, seen: Seen, by: By): VisitDocument => ({
  ...document,
  见闻: [...(document.见闻 ?? []), observationOf(document, { ...seen, ...by })],
});

/** Parts of one changed; who and when are those of the change. */
export function editObservation(document: VisitDocument, index: number, parts: Partial<Seen>, by: By): VisitDocument {
  refuseSigned(document, "见闻");
  const before = document.见闻?.[index];
  if (!before) throw new Refused("index");
  const after = observationOf(document, { ...before, ...parts, ...by });
  return { ...document, 见闻: (document.见闻 ?? []).map((seen, n) => (n === index ? after : seen)) };
}

export function removeObservation(document: VisitDocument, index: number): VisitDocument {
  refuseSigned(document, "见闻");
  if (!document.见闻?.[index]) throw new Refused("index");
  return withoutEmpty({ ...document, 见闻: document.见闻.filter((_, n) => n !== index) });
}

function observationOf(document: VisitDocument, seen: ObservationWritten): ObservationWritten {
  const text = clean(seen.所见);
  if (!text) throw new Refused("empty");
  if (seen.对象 !== undefined && !isKnown(document, seen.对象)) throw new Refused("noObject", seen.对象);
  return compact<ObservationWritten>({
    所见: text,
    位置: seen.位置 && cleanLine(seen.位置),
    对象: seen.对象,
    照片: seen.照片,
    人: seen.人 && cleanLine(seen.人),
    时间: seen.时间,
    依据: seen.依据 && clean(seen.依据),
    等级: seen.等级,
    整改: seen.整改 && clean(seen.整改),
  });
}
