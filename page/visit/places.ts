/** What one place keeps of a visit: a head that names the newest whole text. The text is written first, then the head turned to it. */
import type { VisitDocument } from "../judge/model/visit.ts";
import type { Backend } from "./backends.ts";

export interface Head {
  readonly version: number;
  /** Name of this state, unlike any other: the version and the tab that wrote it. */
  readonly state: string;
  /** The states it grew from, the newest last: what it has taken in. */
  readonly grewFrom: readonly string[];
  readonly savedAt: string;
  /** Key of the text. */
  readonly text: string;
  readonly id: string;
  readonly enterprise: string;
  readonly days: readonly string[];
}
/** A head as it stands, with the text that it was written as. */
export interface FoundHead {
  readonly head: Head;
  readonly written: string;
}

const ROOM = "panding";
export const HEADS = `${ROOM}/head/`;
export const headKey = (id: string): string => HEADS + encodeURIComponent(id);
export const textsOf = (id: string): string => `${ROOM}/text/${encodeURIComponent(id)}/`;
export const photosOf = (id: string): string => `${ROOM}/photo/${encodeURIComponent(id)}/`;

export async function readHead(place: Backend, id: string): Promise<FoundHead | undefined> {
  const written = await place.read(headKey(id));
  return written === undefined ? undefined : parsedHead(written);
}

export function parsedHead(written: string): FoundHead | undefined {
  try {
    const head = JSON.parse(written) as Head | null;
    return typeof head?.text === "string" && Array.isArray(head.grewFrom) ? { head, written } : undefined;
  } catch {
    return undefined;
  }
}

/** The document that a head names; undefined if it is not there whole. */
export async function readDocument(place: Backend, head: Head): Promise<VisitDocument | undefined> {
  const text = await place.read(head.text);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as VisitDocument;
  } catch {
    return undefined;
  }
}

/** What is written beside a document. */
export type Version = Pick<Head, "version" | "state" | "grewFrom" | "savedAt">;

/** Writes a version where the head still is as known; tells the new head's text, or null where it was another. */
export async function writeVersion(
  place: Backend, document: VisitDocument, known: string | undefined, version: Version,
): Promise<string | null> {
  const id = document.检查.编号;
  const text = textsOf(id) + version.state;
  const head: Head = { ...version, text, id, enterprise: document.企业.名称, days: document.检查.日期 };
  const written = JSON.stringify(head);
  await place.write(text, JSON.stringify(document));
  if (!(await place.swap(headKey(id), known, written))) {
    await place.remove(text);
    return null;
  }
  await removeOld(place, id, text);
  return written;
}

/** Takes away texts that no head names; a failure only leaves them there. */
async function removeOld(place: Backend, id: string, kept: string): Promise<void> {
  try {
    const current = (await readHead(place, id))?.head.text ?? kept;
    const version = (key: string): number => Number(/\/(\d+)-[^/]*$/.exec(key)?.[1] ?? 0);
    for (const key of await place.keys(textsOf(id))) {
      // A text of a higher version may just be about to be named by another tab.
      if (key !== current && key !== kept && version(key) <= version(kept)) await place.remove(key);
    }
  } catch {
    // The newest version is kept; old texts only take room.
  }
}

/** The head first: from then on the visit is gone, whatever else stays. */
export async function removeVisit(place: Backend, id: string): Promise<void> {
  await place.remove(headKey(id));
  for (const prefix of [textsOf(id), photosOf(id)]) for (const key of await place.keys(prefix)) await place.remove(key);
}
