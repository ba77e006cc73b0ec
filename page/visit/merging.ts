/** Several inspectors' documents of one visit into one. Nothing is lost, and what contradicts is settled by name. */
import { ROOT_ID } from "../judge/model/library.ts";
import type {
  AnswerRecord, MainClause, OpinionWritten, Reinspection, RosterWritten, VisitDocument, WrittenAnswer,
} from "../judge/model/visit.ts";
import { withAnswers } from "./answers.ts";
import { areNear } from "./likeness.ts";
import { mergedAnswer, notesOf, told } from "./merged_answers.ts";
import { mergedHead, mergedObjects, withHead, withObjectField } from "./merged_head.ts";
import { withCommonIds } from "./merged_ids.ts";
import {
  grouped, mergedFixes, mergedMainClauses, mergedOpinions, mergedPhotos, mergedReinspections, mergedRosters, unitedList,
  withCommonPhotos,
} from "./merged_parts.ts";
import { answerOf, asRecord, type By, countOf, isSigned, objectOf, placesWritten, writtenAnswer } from "./reading.ts";
import { canonical, compact, own, recordOf, same, withKey } from "./records.ts";
import { Refused } from "./refusal.ts";
import { withoutEmpty } from "./removing.ts";
import { adaptedAnswer } from "./sampling.ts";
import { shownTime } from "./showing.ts";
import { MERGING } from "./texts.ts";
import { boxesOf } from "./values.ts";

/** Two objects that may be one: same type and parent, near names. */
export interface Likeness {
  readonly one: string;
  readonly other: string;
  readonly names: readonly [string, string];
  readonly type: string;
  readonly parent: string;
}
/** Pairs of ids said to be the same object (the first id stays), or not. */
export interface Matching {
  readonly same: readonly (readonly [string, string])[];
  readonly different: readonly (readonly [string, string])[];
}
/** What one or more inspectors say, word for word. */
export interface Side {
  /** `有但失效`, ready to show. */
  readonly shown: string;
  readonly value: unknown;
  readonly 人?: string;
  readonly 时间?: string;
  readonly 证据?: readonly string[];
  readonly 备注?: string;
}
export interface Conflict {
  /** Stable: the same documents give the same ids. */
  readonly id: string;
  readonly kind: "answer" | "box" | "roster" | "object" | "head" | "mainClause" | "opinion" | "reinspection";
  readonly object: string;
  /** The fact's key, the type of the roster, the field. */
  readonly key: string;
  readonly box?: string;
  readonly sides: readonly Side[];
}
export interface MergePlan {
  /** All that does not contradict; a contradicted answer stands there as 查不清 with both in its note. */
  readonly merged: VisitDocument;
  readonly conflicts: readonly Conflict[];
  readonly likenesses: readonly Likeness[];
}
/** Which side (by its place) counts, and who said so. */
export interface Settlement {
  readonly conflict: string;
  readonly side: number;
  readonly by: By;
}

/** Throws Refused for documents of different visits, or signed ones that differ. */
export function planMerge(documents: readonly VisitDocument[], matching: Matching = { same: [], different: [] }): MergePlan {
  const different = distinct(documents);
  const [first] = different;
  if (!first) throw new Refused("nothing");
  const ids = [...new Set(different.map((document) => document.检查.编号))];
  if (ids.length > 1) throw new Refused("otherVisit", ids.join("、"));
  if (different.length === 1 && !matching.same.length) return { merged: first, conflicts: [], likenesses: [] };
  if (different.some(isSigned)) throw new Refused("mergeSigned", first.检查.编号);
  const sources = withCommonPhotos(withCommonIds(different, matching.same));
  const [head, objects, rosters, answers] = [mergedHead(sources), mergedObjects(sources), mergedRosters(sources), mergedAnswers(sources)];
  const [mainClauses, opinions, reinspections] = [mergedMainClauses(sources), mergedOpinions(sources), mergedReinspections(sources)];
  const merged: VisitDocument = {
    ...head.parts,
    对象: objects.list,
    名单: rosters.list,
    答案: answers.answers,
    见闻: unitedList(sources.map((document) => document.见闻)),
    意见: opinions.list,
    主条: mainClauses.list,
    当场整改: mergedFixes(sources),
    复查: reinspections.list,
    照片: mergedPhotos(sources),
    照片数据: recordOf(sources.flatMap((document) => Object.entries(document.照片数据 ?? {}))),
  };
  return {
    merged: withFittingSamples(withoutEmpty(merged)),
    conflicts: [head, objects, rosters, answers, mainClauses, opinions, reinspections].flatMap((part) => part.conflicts),
    likenesses: likenessesOf(sources, merged, matching.different),
  };
}

/** Each different document once, in an order that does not depend on who was read first. */
function distinct(documents: readonly VisitDocument[]): readonly VisitDocument[] {
  const byText = new Map(documents.map((document) => [canonical(document), document]));
  return [...byText].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, document]) => document);
}

function mergedAnswers(documents: readonly VisitDocument[]): {
  readonly answers: NonNullable<VisitDocument["答案"]>; readonly conflicts: readonly Conflict[];
} {
  const given = new Map<string, Map<string, WrittenAnswer[]>>();
  for (const document of documents) {
    for (const place of placesWritten(document)) {
      const written = writtenAnswer(document, place);
      const ofObject = given.get(place.object) ?? new Map<string, WrittenAnswer[]>();
      given.set(place.object, ofObject);
      if (written !== undefined) ofObject.set(place.key, [...(ofObject.get(place.key) ?? []), written]);
    }
  }
  const conflicts: Conflict[] = [];
  const answers = [...given].map(([object, ofObject]) => {
    const pairs = [...ofObject].map(([key, written]) => {
      const merged = mergedAnswer({ object, key }, written);
      conflicts.push(...merged.conflicts);
      return [key, merged.answer] as const;
    });
    return [object, recordOf(pairs)] as const;
  });
  return { answers: recordOf(answers), conflicts };
}

/** A sample speaks for a group of its own size: where the size was told differently, it no longer does. */
function withFittingSamples(document: VisitDocument): VisitDocument {
  const answers = Object.entries(document.答案 ?? {}).map(([id, given]) => {
    const count = String(countOf(objectOf(document, id)));
    const fitting = Object.entries(given).map(([key, written]) => {
      const sample = asRecord(written).抽查;
      const isFitting = sample === undefined || sample.split("/")[1] === count;
      return [key, isFitting ? written : adaptedAnswer(written, { dropped: true })] as const;
    });
    return [id, recordOf(fitting)] as const;
  });
  return document.答案 ? { ...document, 答案: recordOf(answers) } : document;
}

/** In a longer list nobody would look at the proposals. */
const MOST_COMPARED = 300;

/** Pairs that may be one object: no inspector has listed both. */
function likenessesOf(
  sources: readonly VisitDocument[], merged: VisitDocument, different: readonly (readonly [string, string])[],
): readonly Likeness[] {
  const listed = sources.map((document) => new Set((document.对象 ?? []).map((object) => object.编号)));
  const denied = new Set(different.map((pair) => canonical([...pair].sort())));
  const alike = grouped(merged.对象 ?? [], (object) => canonical([object.类型, object.在 ?? ROOT_ID]));
  return alike.flatMap((objects) =>
    objects.slice(0, MOST_COMPARED).flatMap((one, n) =>
      objects.slice(n + 1, MOST_COMPARED).flatMap((other): Likeness[] => {
        const names = [one.名称 ?? one.编号, other.名称 ?? other.编号] as const;
        const isListedTwice = listed.some((ids) => ids.has(one.编号) && ids.has(other.编号));
        if (isListedTwice || denied.has(canonical([one.编号, other.编号].sort())) || !areNear(...names)) return [];
        return [{ one: one.编号, other: other.编号, names, type: one.类型, parent: one.在 ?? ROOT_ID }];
      }),
    ),
  );
}

/** The document with conflicts settled; the others' words stay in 备注. Conflicts not settled stay open, as in the plan. */
export function applyMerge(
  plan: MergePlan, settlements: readonly Settlement[],
): { readonly document: VisitDocument; readonly open: readonly Conflict[] } {
  const settled = new Map(settlements.map((settlement) => [settlement.conflict, settlement]));
  const open: Conflict[] = [];
  let document = plan.merged;
  for (const conflict of plan.conflicts) {
    const settlement = settled.get(conflict.id);
    const side = settlement && conflict.sides[settlement.side];
    if (side) document = withSide(document, conflict, side, settlement.by);
    else open.push(conflict);
  }
  return { document: withFittingSamples(document), open };
}

/** The document with one side taken; of answers, rosters and re-checks the other words stay in the note. */
function withSide(document: VisitDocument, conflict: Conflict, side: Side, by: By): VisitDocument {
  const { kind, object, key } = conflict;
  const others = conflict.sides.filter((one) => one !== side).map(told);
  const note = (before: string | undefined): string =>
    notesOf([before, ...others, `${by.人} ${shownTime(by.时间)} ${MERGING.settled}`]);
  switch (kind) {
    case "answer": {
      const chosen = side.value as AnswerRecord;
      const before = answerOf(document, conflict);
      const answer = compact<AnswerRecord>({ ...chosen, 证据: before?.证据, 备注: note(chosen.备注) });
      return withAnswers(document, object, withKey(own(document.答案, object), key, answer));
    }
    case "box": {
      const before = answerOf(document, conflict) ?? {};
      const boxes = withKey(boxesOf(before), conflict.box ?? "", String(side.value));
      return withAnswers(document, object, withKey(own(document.答案, object), key, { ...before, 答: boxes, 备注: note(before.备注) }));
    }
    case "roster": {
      const chosen = side.value as RosterWritten;
      const rest = (document.名单 ?? []).flatMap((one) => withoutType(one, object, key));
      return { ...document, 名单: [...rest, { ...chosen, 类型: [key], 备注: note(chosen.备注) }] };
    }
    case "reinspection": {
      const { 结果, 人, 时间 } = side.value as Reinspection;
      const changed = (one: Reinspection): Reinspection =>
        one.规则 === key && one.对象 === object ? compact<Reinspection>({ ...one, 结果, 人, 时间, 备注: note(one.备注) }) : one;
      return { ...document, 复查: (document.复查 ?? []).map(changed) };
    }
    case "mainClause": {
      const isRival = (choice: MainClause): boolean => conflict.sides.some((one) => same(one.value, choice));
      return { ...document, 主条: [...(document.主条 ?? []).filter((one) => !isRival(one)), side.value as MainClause] };
    }
    case "opinion": {
      const chosen = side.value as OpinionWritten;
      return { ...document, 意见: [...(document.意见 ?? []).filter((one) => !same(one, chosen)), chosen] };
    }
    case "object":
      return withObjectField(document, object, key, side.value);
    case "head":
      return withHead(document, key, side.value);
  }
}

function withoutType(roster: RosterWritten, parent: string, type: string): readonly RosterWritten[] {
  if ((roster.在 ?? ROOT_ID) !== parent) return [roster];
  const kept = [roster.类型].flat().filter((one) => one !== type);
  return kept.length ? [{ ...roster, 类型: kept }] : [];
}
