/** Visits kept on this device: saved after every change, in two places, by whole versions; other tabs are noticed. */
import type { VisitDocument } from "../judge/model/visit.ts";
import type { Backend, WhyNot } from "./backends.ts";

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
  /** Saves; of changes made while saving only the last is saved next. Resolves when nothing is left to save. */
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

export declare function makeStore(settings: StoreSettings): Store;
/** The places of this browser that can be used, the preferred first; and asks it to keep them (`navigator.storage.persist`). */
export declare function browserPlaces(): Promise<readonly Backend[]>;
/** BroadcastChannel, else the storage event; nothing where there is neither. */
export declare function browserTabs(): Tabs | undefined;
