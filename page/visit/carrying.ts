/** Long-lived answers of an earlier visit offered as 沿用; each holds after one tap. What was found only for that day is never offered. */
import type { Library } from "../judge/model/library.ts";
import type { AnswerRecord, VisitDocument } from "../judge/model/visit.ts";
import type { By, Place } from "./reading.ts";

export interface Offer extends Place {
  /** The object of the earlier visit it comes from. */
  readonly from: string;
  /** Whether that object was found by its id, or only by type and a near name (the screen then names both). */
  readonly foundBy: "id" | "name";
  readonly answer: AnswerRecord;
}

/** All answers that may be taken over, at places that are still without a value. `today` is `2026-11-25`. */
export declare function offers(document: VisitDocument, earlier: VisitDocument, library: Library, today: string): readonly Offer[];

/** The document with offers taken over, marked 沿用 with the earlier visit's id, who and when. */
export declare function carry(document: VisitDocument, earlier: VisitDocument, taken: readonly Offer[], by: By): VisitDocument;

/** Ids of the earlier visit's objects by ids of this one's. */
export declare function matchedObjects(
  document: VisitDocument, earlier: VisitDocument,
): ReadonlyMap<string, { readonly id: string; readonly foundBy: "id" | "name" }>;
