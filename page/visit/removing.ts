/** An object removed, with all that hangs on it; what would be lost is told beforehand. */
import { ROOT_ID } from "../judge/model/library.ts";
import type { ObservationWritten, RosterWritten, VisitDocument } from "../judge/model/visit.ts";
import { nameOf, objectOf, withAllBelow } from "./reading.ts";
import { recordOf } from "./records.ts";
import { Refused } from "./refusal.ts";
import { refuseSigned } from "./starting.ts";

/** What goes with an object. */
export interface Losses {
  /** Ids of all objects that go: itself, what lies below, and relations to one of them. */
  readonly objects: readonly string[];
  readonly answers: number;
  readonly rosters: number;
  /** 意见, 主条, 当场整改 and 复查 on them. */
  readonly decisions: number;
  /** Observations stay, with the object's name as their place. */
  readonly observations: number;
}

export function lossesOf(document: VisitDocument, id: string): Losses {
  const gone = goingWith(document, id);
  const isGone = ({ 对象 }: { readonly 对象?: string }): boolean => 对象 !== undefined && gone.has(对象);
  const decisions = [document.意见, document.主条, document.当场整改, document.复查].map((list) => (list ?? []).filter(isGone));
  return {
    objects: [...gone],
    answers: Object.entries(document.答案 ?? {}).reduce((sum, [object, answers]) => sum + (gone.has(object) ? Object.keys(answers).length : 0), 0),
    rosters: (document.名单 ?? []).filter((roster) => gone.has(roster.在 ?? ROOT_ID)).length,
    decisions: decisions.flat().length,
    observations: (document.见闻 ?? []).filter(isGone).length,
  };
}

/** The document without the object, and what was lost. Refused where no area of the scope would be left. */
export function removeObject(document: VisitDocument, id: string): { readonly document: VisitDocument; readonly lost: Losses } {
  refuseSigned(document, "对象");
  if (!objectOf(document, id)) throw new Refused("noObject", id);
  const lost = lossesOf(document, id);
  const gone = new Set(lost.objects);
  const stays = ({ 对象 }: { readonly 对象?: string }): boolean => 对象 === undefined || !gone.has(对象);
  const parts: VisitDocument = {
    ...document,
    对象: (document.对象 ?? []).filter((object) => !gone.has(object.编号)),
    答案: recordOf(Object.entries(document.答案 ?? {}).filter(([object]) => !gone.has(object))),
    名单: (document.名单 ?? []).filter((roster: RosterWritten) => !gone.has(roster.在 ?? ROOT_ID)),
    见闻: (document.见闻 ?? []).map((seen) => (stays(seen) ? seen : withPlace(document, seen))),
    意见: (document.意见 ?? []).filter(stays),
    主条: (document.主条 ?? []).filter(stays),
    当场整改: (document.当场整改 ?? []).filter(stays),
    复查: (document.复查 ?? []).filter(stays),
    ...scopeWithout(document, gone, id),
  };
  return { document: withoutEmpty(parts), lost };
}

/** Itself, all below, and relations whose other end goes; with what lies below these. */
function goingWith(document: VisitDocument, id: string): ReadonlySet<string> {
  const gone = new Set(withAllBelow(document, id));
  for (let size = 0; size < gone.size; ) {
    size = gone.size;
    for (const object of document.对象 ?? []) {
      if (object.另一端 !== undefined && gone.has(object.另一端)) {
        for (const part of withAllBelow(document, object.编号)) gone.add(part);
      }
    }
  }
  return gone;
}

function withPlace(document: VisitDocument, { 对象, ...seen }: ObservationWritten): ObservationWritten {
  return { ...seen, 位置: seen.位置 ?? nameOf(document, 对象 ?? ROOT_ID) };
}

function scopeWithout(document: VisitDocument, gone: ReadonlySet<string>, id: string): Partial<VisitDocument> {
  const areas = document.范围?.区域;
  if (!areas?.some((area) => gone.has(area))) return {};
  const left = areas.filter((area) => !gone.has(area));
  if (!left.length) throw new Refused("lastArea", nameOf(document, id));
  return { 范围: { ...document.范围, 区域: left } };
}

/** Without lists and records that have become empty. */
export function withoutEmpty(document: VisitDocument): VisitDocument {
  const kept = Object.entries(document).filter(
    ([, part]) => typeof part !== "object" || part === null || Object.keys(part as object).length > 0,
  );
  return Object.fromEntries(kept) as unknown as VisitDocument;
}
