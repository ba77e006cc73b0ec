/** Visits kept on this device: saved after every change, in two places, by whole versions; other tabs are noticed. */
import type { VisitDocument } from "../judge/model/visit.ts";
import { type Backend, type WhyNot, whyNot } from "./backends.ts";
import { newestOf, openVisit } from "./keeping.ts";
import { HEADS, parsedHead, photosOf, removeVisit } from "./places.ts";
import { NOT_KEPT } from "./texts.ts";

export type SaveStatus =
  /** 已存本机. */
  | { readonly state: "saved"; readonly at: string; readonly version: number; readonly places: readonly string[] }
  | { readonly state: "saving" }
  /** 存不住，请立即导出: `text` is the sentence to show. */
  | { readonly state: "cannot"; readonly why: WhyNot | "别处改过"; readonly text: string };

export interface StoredVisit {
  readonly id: string;
  readonly enterprise: string;
  readonly days: readonly string[];
  readonly savedAt: string;
  readonly version: number;
}

/** Speaks to the other tabs of the page. */
export interface Tabs {
  say(message: TabMessage): void;
  listen(hear: (message: TabMessage) => void): void;
}
export interface TabMessage {
  readonly kind: "opened" | "here" | "saved" | "closed";
  readonly visit: string;
  readonly tab: string;
  readonly version?: number;
}

export interface StoreSettings {
  /** First the preferred; a document is saved if one of them keeps it. Photos go to the first that takes them. */
  readonly places: readonly Backend[];
  readonly tabs?: Tabs;
  readonly now: () => string;
  /** A name for this tab that no other has. */
  readonly tab: string;
}

/** What the screens are told. */
export interface StoreEvents {
  readonly status?: (status: SaveStatus) => void;
  /** Another tab has this visit open (the later one is told). */
  readonly otherTab?: () => void;
  /** Elsewhere a newer state was saved and both went together without conflict: go on with this document. */
  readonly merged?: (document: VisitDocument) => void;
  /** Elsewhere a newer state was saved that contradicts ours: nothing is overwritten; show the merge, then `resolved`. */
  readonly conflict?: (theirs: VisitDocument) => void;
}

export interface OpenVisit {
  readonly document: VisitDocument;
  /** Saves; call it at every change. Of changes made while saving only the last is saved next. Resolves when nothing is left. */
  save(document: VisitDocument): Promise<SaveStatus>;
  /** After a conflict: this document takes in what is stored now, and replaces it. */
  resolved(document: VisitDocument): Promise<SaveStatus>;
  status(): SaveStatus;
  close(): void;
}

export interface Store {
  list(): Promise<readonly StoredVisit[]>;
  /** A stored visit opened; undefined if there is none with this id or it cannot be read. */
  open(id: string, events: StoreEvents): Promise<OpenVisit | undefined>;
  /** A new or imported visit, saved at once. If its id is stored already, that state counts as the one from elsewhere (merge). */
  create(document: VisitDocument, events: StoreEvents): Promise<OpenVisit>;
  remove(id: string): Promise<void>;
  savePhoto(visit: string, digest: string, address: string): Promise<SaveStatus>;
  photo(visit: string, digest: string): Promise<string | undefined>;
  /** All stored photos of a visit by digest. */
  photos(visit: string): Promise<ReadonlyMap<string, string>>;
}

export function makeStore(settings: StoreSettings): Store {
  const { places } = settings;
  const opened = async (id: string, events: StoreEvents): Promise<OpenVisit | undefined> => {
    const found = await newestOf(places, id);
    if (!found) return undefined;
    const visit = openVisit(settings, events, found.document, found);
    if (found.hasStrayed) await visit.save(visit.document);
    return visit;
  };
  return {
    list: () => listed(places),
    open: opened,
    async create(document, events) {
      const visit = openVisit(settings, events, document, undefined);
      await visit.save(document);
      return visit;
    },
    async remove(id) {
      const failures: unknown[] = [];
      for (const place of places) await removeVisit(place, id).catch((error) => failures.push(error));
      if (failures.length && failures.length === places.length) throw failures[0];
    },
    async savePhoto(visit, digest, address) {
      let why: WhyNot = "出错";
      for (const place of places) {
        try {
          await place.write(photosOf(visit) + digest, address);
          return { state: "saved", at: settings.now(), version: 0, places: [place.name] };
        } catch (error) {
          why = whyNot(error);
        }
      }
      return { state: "cannot", why, text: NOT_KEPT[why] };
    },
    async photo(visit, digest) {
      for (const place of places) {
        const found = await place.read(photosOf(visit) + digest).catch(() => undefined);
        if (found !== undefined) return found;
      }
      return undefined;
    },
    async photos(visit) {
      const found = new Map<string, string>();
      for (const place of [...places].reverse()) {
        for (const key of await place.keys(photosOf(visit)).catch(() => [])) {
          const address = await place.read(key).catch(() => undefined);
          if (address !== undefined) found.set(key.slice(photosOf(visit).length), address);
        }
      }
      return found;
    },
  };
}

async function listed(places: readonly Backend[]): Promise<readonly StoredVisit[]> {
  const found = new Map<string, StoredVisit>();
  for (const place of places) {
    for (const key of await place.keys(HEADS).catch(() => [])) {
      const head = parsedHead((await place.read(key).catch(() => undefined)) ?? "")?.head;
      const known = head && found.get(head.id);
      if (!head || (known && known.version >= head.version)) continue;
      const { id, enterprise, days, savedAt, version } = head;
      found.set(id, { id, enterprise, days, savedAt, version });
    }
  }
  return [...found.values()].sort((a, b) => (a.savedAt < b.savedAt ? 1 : -1));
}
