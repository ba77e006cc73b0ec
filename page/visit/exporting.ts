/** A visit as a file or as text to hand on: with or without photos, with or without names. */
import type { ObjectType } from "../judge/model/library.ts";
import type { VisitDocument } from "../judge/model/visit.ts";

export interface ExportChoice {
  readonly photos: boolean;
  /** No: people become 检查人员1…, certificate numbers go; objects that are people in a role become e.g. 特种作业任职1. */
  readonly names: boolean;
  /** No: the enterprise becomes 某企业, its code and address go. */
  readonly enterprise: boolean;
}

/** The document to hand on. `photos` by digest, as stored. */
export declare function exported(
  document: VisitDocument, choice: ExportChoice, types: ReadonlyMap<string, ObjectType>, photos: ReadonlyMap<string, string>,
): VisitDocument;

/** The file's text: JSON that `panding judge` reads. */
export declare function exportText(document: VisitDocument): string;
/** `判定-恒拓压铸有限公司-2026-11-17-<编号>.json`, without characters that file systems refuse. */
export declare function exportFileName(document: VisitDocument): string;
/** The longest file that is read back, in bytes; above it leave out photos. */
export const MOST_BYTES = 20_000_000;
