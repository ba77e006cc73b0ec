/** Photos: a scaled copy with its digest and time, and which answers and observations name it. */
import { sha256 } from "../judge/expr/sha256.ts";
import type { PhotoWritten, VisitDocument } from "../judge/model/visit.ts";
import { setDetails } from "./answers.ts";
import { clean, cleanLine } from "./cleaning.ts";
import type { Finding } from "./deciding.ts";
import { editObservation } from "./observing.ts";
import { answerOf, type By, type Place } from "./reading.ts";
import { compact, withoutKey } from "./records.ts";
import { Refused } from "./refusal.ts";
import { withoutEmpty } from "./removing.ts";

/** What names a photo. */
export type PhotoOf =
  | { readonly answer: Place; readonly 理由?: string }
  | { readonly observation: number }
  | { readonly reinspection: Finding; readonly when: "整改前照片" | "整改后照片" };

export const LONGEST_SIDE = 1600;
export const JPEG_QUALITY = 0.8;

/** The size of the scaled copy: never larger than the original. */
export function scaledSize(width: number, height: number): { readonly width: number; readonly height: number } {
  const factor = Math.min(1, LONGEST_SIDE / Math.max(width, height, 1));
  return { width: Math.max(1, Math.round(width * factor)), height: Math.max(1, Math.round(height * factor)) };
}

/** Draws a picture file into a canvas of `scaledSize` and gives its JPEG bytes: pixels only, so what the camera noted goes. */
export type Scaler = (picture: Blob) => Promise<Uint8Array>;
/** Digests bytes; the browser's own where there is one. */
export type Digester = (bytes: Uint8Array) => Promise<string>;

/** A scaled copy as it is stored and exported. */
export interface ScaledPhoto {
  readonly digest: string;
  /** `data:image/jpeg;base64,…` */
  readonly address: string;
}

export async function scaledPhoto(picture: Blob, scale: Scaler, digest: Digester = digestOf): Promise<ScaledPhoto> {
  const bytes = await scale(picture);
  return { digest: await digest(bytes), address: `data:image/jpeg;base64,${base64Of(bytes)}` };
}

/** SHA-256 in hexadecimal digits; by our own code where the browser has none (pages opened from disk in some). */
export async function digestOf(bytes: Uint8Array): Promise<string> {
  const subtle = globalThis.crypto?.subtle as SubtleCrypto | undefined;
  if (!subtle) return sha256(bytes);
  try {
    const found = new Uint8Array(await subtle.digest("SHA-256", bytes.slice().buffer as ArrayBuffer));
    return [...found].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  } catch {
    return sha256(bytes);
  }
}

export function base64Of(bytes: Uint8Array): string {
  let text = "";
  for (let n = 0; n < bytes.length; n += 0x8000) text += String.fromCharCode(...bytes.subarray(n, n + 0x8000));
  return btoa(text);
}

/** Throws where the text is no base64. */
export const bytesOfBase64 = (text: string): Uint8Array => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

/** A name that no photo of the visit has: `照片-102108-1`. */
export function photoName(document: VisitDocument, time: string): string {
  const clock = /T(\d{2}):(\d{2}):(\d{2})/.exec(time)?.slice(1).join("") ?? cleanLine(time);
  const taken = new Set((document.照片 ?? []).map((photo) => photo.名称));
  let number = 1;
  while (taken.has(`照片-${clock}-${number}`)) number++;
  return `照片-${clock}-${number}`;
}

/** The document with a photo and its name where it belongs. The same picture (by digest) keeps its first name. */
export function attachPhoto(
  document: VisitDocument, digest: string, of: PhotoOf, by: By, note = "",
): { readonly document: VisitDocument; readonly name: string } {
  const known = (document.照片 ?? []).find((photo) => photo.摘要 === digest);
  const name = known?.名称 ?? photoName(document, by.时间);
  const photo = compact<PhotoWritten>({ 名称: name, 摘要: digest, 时间: by.时间, 人: cleanLine(by.人), 备注: clean(note) });
  const listed = known ? document : { ...document, 照片: [...(document.照片 ?? []), photo] };
  return { document: changedNames(listed, of, by, (names) => [...new Set([...names, name])]), name };
}

/** The name taken from where it stood; a photo that nothing names any more is taken off the list. */
export function detachPhoto(document: VisitDocument, name: string, of: PhotoOf, by: By): VisitDocument {
  const changed = changedNames(document, of, by, (names) => names.filter((one) => one !== name));
  if (namesUsed(changed).has(name)) return changed;
  const photo = changed.照片?.find((one) => one.名称 === name);
  return withoutEmpty({
    ...changed,
    照片: (changed.照片 ?? []).filter((one) => one !== photo),
    照片数据: photo ? withoutKey(changed.照片数据, photo.摘要) : (changed.照片数据 ?? {}),
  });
}

/** All names of photos and other evidence that something in the document uses. */
export function namesUsed(document: VisitDocument): ReadonlySet<string> {
  const records = [
    ...Object.values(document.答案 ?? {}).flatMap((answers) => Object.values(answers)),
    ...(document.更正 ?? []).map((correction) => correction.更正为),
  ];
  const evidence = records.flatMap((written) =>
    typeof written === "object" && !Array.isArray(written) && "证据" in written ? [written.证据 ?? []].flat() : [],
  );
  const seen = (document.见闻 ?? []).flatMap((one) => one.照片 ?? []);
  const checked = (document.复查 ?? []).flatMap((one) => [...(one.整改前照片 ?? []), ...(one.整改后照片 ?? [])]);
  return new Set([...(evidence as string[]), ...seen, ...checked]);
}

function changedNames(
  document: VisitDocument, of: PhotoOf, by: By, change: (names: readonly string[]) => readonly string[],
): VisitDocument {
  if ("answer" in of) {
    const names = change(answerOf(document, of.answer)?.证据 ?? []);
    return setDetails(document, of.answer, { 证据: names, ...(of.理由 === undefined ? {} : { 理由: of.理由 }) }, by);
  }
  if ("observation" in of) {
    const seen = document.见闻?.[of.observation];
    if (!seen) throw new Refused("index");
    const giver = { 人: seen.人 ?? by.人, 时间: seen.时间 ?? by.时间 };
    return editObservation(document, of.observation, { 照片: change(seen.照片 ?? []) }, giver);
  }
  const { rule, object } = of.reinspection;
  const index = (document.复查 ?? []).findIndex((one) => one.规则 === rule && one.对象 === object);
  const found = document.复查?.[index];
  if (!found) throw new Refused("index");
  const changed = compact<typeof found>({ ...found, [of.when]: change(found[of.when] ?? []) });
  return { ...document, 复查: (document.复查 ?? []).map((one, n) => (n === index ? changed : one)) };
}
