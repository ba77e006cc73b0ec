/** A file or pasted text into a document, or what is wrong with it. Whatever it holds stays text. */
import { ANY_TYPE, type Fact, type Library } from "../judge/model/library.ts";
import { REASONS_FOR_NO_ANSWER, type VisitDocument } from "../judge/model/visit.ts";
import { sha256 } from "../judge/expr/sha256.ts";
import { readBlocks } from "./blocks.ts";
import { MOST_BYTES } from "./exporting.ts";
import { bytesOfBase64 } from "./photos.ts";
import { answerOf, type Place, placesWritten, typeOf } from "./reading.ts";
import { type Misfits, visitOf } from "./shape.ts";
import { shownAnswer } from "./showing.ts";
import { IMPORTS } from "./texts.ts";
import { OTHERS } from "./values.ts";

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
  /** Ids of objects of kinds that this library does not have. */
  readonly unknownObjects: readonly string[];
  /** Sentences to show: what is kept though this page does not know it, what was left out. */
  readonly notes: readonly string[];
}
export type ImportResult =
  | { readonly ok: true; readonly imported: Imported }
  | { readonly ok: false; readonly problem: ImportProblem };

const failed = (code: ImportProblem["code"], detail = "", paths: readonly string[] = []): ImportResult => ({
  ok: false,
  problem: { code, text: IMPORTS[code].replace("{}", () => detail), ...(paths.length ? { paths } : {}) },
});

/** A file's bytes: UTF-8 with or without a mark, or GBK. */
export function importBytes(bytes: Uint8Array, library: Library): ImportResult {
  if (bytes.length > MOST_BYTES) return failed("tooLarge");
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    text = new TextDecoder("gb18030").decode(bytes);
  }
  return importText(text, library);
}

export function importText(text: string, library: Library): ImportResult {
  const trimmed = text.replace(/^\ufeff/, "").trim();
  if (!trimmed) return failed("empty");
  if (trimmed.length > MOST_BYTES) return failed("tooLarge");
  const value = parsed(trimmed);
  if (value !== undefined) return importValue(value, library);
  const blocks = readBlocks(trimmed);
  if (blocks.kind === "whole") return importText(blocks.text, library);
  if (blocks.kind === "mixed") {
    return failed("blocksMixed", blocks.sets.map((set) => `${set.id}（${set.have}/${set.of}）`).join("、"));
  }
  if (blocks.kind === "incomplete") {
    const missing = blocks.missing.map((number) => IMPORTS.missing.replace("{}", String(number)));
    const damaged = blocks.damaged.map((number) => IMPORTS.damaged.replace("{}", String(number)));
    return failed("blocksMissing", [IMPORTS.blocks.replace("{}", String(blocks.of)), ...missing, ...damaged].join("，"));
  }
  const inner = parsed(trimmed.slice(trimmed.indexOf("{"), trimmed.lastIndexOf("}") + 1));
  if (inner !== undefined) return importValue(inner, library);
  return failed(trimmed.startsWith("{") && !isClosed(trimmed) ? "cutOff" : "notJson");
}

/** The value of a JSON text; undefined if it is none. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Whether as many brackets close as open, outside of texts. */
function isClosed(text: string): boolean {
  const bare = text.replace(/"(?:[^"\\]|\\.)*("|$)/gs, "");
  return (bare.match(/[{[]/g)?.length ?? 0) <= (bare.match(/[}\]]/g)?.length ?? 0);
}

const MOST_PATHS = 20;

function importValue(value: unknown, library: Library): ImportResult {
  const misfits: Misfits = { wrong: [], unknown: [] };
  const found = visitOf(value, misfits);
  if (misfits.wrong.length || found === undefined) {
    const paths = misfits.wrong.slice(0, MOST_PATHS).filter(Boolean);
    return failed("notVisit", paths.length ? paths.join("、") : IMPORTS.whole, paths);
  }
  const { 照片数据, ...document } = found as VisitDocument;
  const photos = photosIn(照片数据 ?? {});
  const unknown = placesWritten(document).flatMap((place) => {
    const why = whyUnknown(document, place, library);
    return why ? [{ ...place, why, shown: shownAnswer(answerOf(document, place) ?? "未查") }] : [];
  });
  const notes = [
    ...(misfits.unknown.length ? [IMPORTS.unknownKeys.replace("{}", () => misfits.unknown.slice(0, MOST_PATHS).join("、"))] : []),
    ...(photos.spoilt ? [IMPORTS.spoiltPhotos.replace("{}", String(photos.spoilt))] : []),
  ];
  const otherLibrary = document.填写 !== undefined && document.填写.规则库 !== library.digest;
  const holding = placesWritten(document).length - unknown.length;
  const strange = (document.对象 ?? []).filter((object) => !library.types.has(object.类型));
  const unknownObjects = strange.map((object) => object.编号);
  return { ok: true, imported: { document, photos: photos.whole, otherLibrary, holding, unknown, unknownObjects, notes } };
}

const PICTURE = /^data:image\/(?:jpeg|png|webp);base64,([A-Za-z0-9+/]+={0,2})$/;

/** Only pictures whose bytes have the digest under which they stand. */
function photosIn(data: Readonly<Record<string, string>>): { readonly whole: ReadonlyMap<string, string>; readonly spoilt: number } {
  const whole = new Map<string, string>();
  let spoilt = 0;
  for (const [digest, address] of Object.entries(data)) {
    const bytes = PICTURE.exec(address)?.[1];
    if (bytes !== undefined && digestOfBase64(bytes) === digest) whole.set(digest, address);
    else spoilt++;
  }
  return { whole, spoilt };
}

function digestOfBase64(text: string): string | undefined {
  try {
    return sha256(bytesOfBase64(text));
  } catch {
    return undefined;
  }
}

/** Why the library cannot use an answer, as judge/resolve/given.py would find; undefined if it can. */
function whyUnknown(document: VisitDocument, place: Place, library: Library): UnknownAnswer["why"] | undefined {
  const type = typeOf(document, place.object);
  if (type === undefined) return "object";
  const [name = "", clause] = place.key.split("@");
  const fact = clause === undefined ? factNamed(library, type, name) : library.facts.get(`${ANY_TYPE}.${name}`);
  if (!fact) return "fact";
  if (clause !== undefined) {
    const [standard = "", ...ref] = clause.split("/");
    if (!library.standards.get(standard)?.clauses.some((one) => one.ref === ref.join("/"))) return "clause";
  }
  return hasKnownOptions(document, place, fact) ? undefined : "option";
}

function factNamed(library: Library, type: string, name: string): Fact | undefined {
  const own = library.facts.get(`${type}.${name}`);
  if (own) return own;
  const former = (library.names.get(name) ?? []).map((full) => library.facts.get(full));
  return former.find((fact) => fact?.objectType === type && fact.formerNames.includes(name));
}

const BY_OPTIONS: ReadonlySet<string> = new Set(["是否", "设施", "单选", "多选"]);

function hasKnownOptions(document: VisitDocument, place: Place, fact: Fact): boolean {
  const value = answerOf(document, place)?.答;
  if (value === undefined || !BY_OPTIONS.has(fact.kind)) return true;
  const words = typeof value === "string" ? [value] : Array.isArray(value) ? (value as readonly string[]) : Object.keys(value);
  const others: readonly string[] = fact.kind === "多选" ? [OTHERS] : [];
  const known = new Set([...fact.options, ...others, ...REASONS_FOR_NO_ANSWER]);
  return words.every((word) => known.has(word));
}
