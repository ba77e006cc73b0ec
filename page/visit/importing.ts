/** A file or pasted text into a document, or what is wrong with it. Whatever it holds stays text. */
import type { Library } from "../judge/model/library.ts";
import type { VisitDocument } from "../judge/model/visit.ts";
import type { Place } from "./reading.ts";

export interface ImportProblem {
  readonly code: "empty" | "tooLarge" | "cutOff" | "notJson" | "notVisit" | "blocksMissing" | "blocksMixed";
  /** Chinese, for the screen. */
  readonly text: string;
  /** Places in the document that do not fit: `检查.日期`. */
  readonly paths?: readonly string[];
}
/** An answer that this library cannot use as it stands; it is kept untouched. */
export interface UnknownAnswer extends Place {
  readonly why: "object" | "fact" | "option" | "clause";
  readonly shown: string;
}
export interface Imported {
  readonly document: VisitDocument;
  /** Photos that came with it, by digest (taken out of the document). */
  readonly photos: ReadonlyMap<string, string>;
  /** Filled in with another library than this one. */
  readonly otherLibrary: boolean;
  readonly holding: number;
  readonly unknown: readonly UnknownAnswer[];
  /** Objects of kinds that this library does not have. */
  readonly unknownObjects: readonly string[];
  /** Sentences to show: what was mended or left out. */
  readonly notes: readonly string[];
}
export type ImportResult =
  | { readonly ok: true; readonly imported: Imported }
  | { readonly ok: false; readonly problem: ImportProblem };

export declare function importText(text: string, library: Library): ImportResult;
/** A file's bytes: UTF-8 with or without a mark, or GBK. */
export declare function importBytes(bytes: Uint8Array, library: Library): ImportResult;
