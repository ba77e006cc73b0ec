/**
 * One visit kept. Saves go one after the other; of changes made meanwhile only the last is saved next. Where another page has saved
 * in between, both states go together, or nothing is overwritten and the contradiction is told.
 */
import type { VisitDocument } from "../judge/model/visit.ts";
import { type Backend, type WhyNot, whyNot } from "./backends.ts";
import { planMerge } from "./merging.ts";
import { headKey, parsedHead, readDocument, type Version, writeVersion } from "./places.ts";
import { rebased } from "./rebasing.ts";
import { same } from "./records.ts";
import { Refused } from "./refusal.ts";
import type { OpenVisit, SaveStatus, StoreEvents, StoreSettings } from "./storage.ts";
import { NOT_KEPT } from "./texts.ts";

/** Heads by place, as written there; places that could not be read are missing. */
type Heads = ReadonlyMap<Backend, string | undefined>;
interface Kept extends Version {
  readonly document: VisitDocument;
}
/** What a visit is opened with. */
export interface Newest extends Kept {
  readonly heads: Heads;
  /** Whether another place holds a state that the newest has not taken in: one of both has missed the other. */
  readonly hasStrayed: boolean;
}

/** The newest whole document that any place keeps. */
export async function newestOf(places: readonly Backend[], id: string): Promise<Newest | undefined> {
  const heads = new Map(await headsOf(places, id));
  const found: (Kept & { readonly place: Backend })[] = [];
  for (const [place, written] of heads) {
    const kept = await keptBy(place, written);
    if (kept) found.push({ ...kept, place });
  }
  found.sort((a, b) => b.version - a.version || (a.savedAt < b.savedAt ? 1 : -1));
  const [first, ...others] = found;
  if (!first) return undefined;
  const strayed = others.filter((other) => !hasTakenIn(first, other) && !same(other.document, first.document));
  // What has strayed is not known, so that the next save takes it in.
  for (const { place } of strayed) heads.delete(place);
  return { ...first, heads, hasStrayed: strayed.length > 0 };
}

/** How many states a head names; what is older than all of them counts as taken in. */
const REMEMBERED = 300;
const hasTakenIn = (one: Version, other: Version): boolean =>
  one.state === other.state ||
  one.grewFrom.includes(other.state) ||
  (one.grewFrom.length >= REMEMBERED && other.version < one.version - REMEMBERED);

async function headsOf(places: readonly Backend[], id: string): Promise<Heads> {
  const heads = new Map<Backend, string | undefined>();
  for (const place of places) {
    try {
      heads.set(place, await place.read(headKey(id)));
    } catch {
      // The other places may do.
    }
  }
  return heads;
}

async function keptBy(place: Backend, written: string | undefined): Promise<Kept | undefined> {
  const head = written === undefined ? undefined : parsedHead(written)?.head;
  const document = head && (await readDocument(place, head).catch(() => undefined));
  return document && head ? { ...head, document } : undefined;
}

/** Both states in one; undefined if they contradict. The base is a state that both grew from, if one is known. */
function united(base: VisitDocument | undefined, ours: VisitDocument, theirs: VisitDocument): VisitDocument | undefined {
  if (same(ours, theirs)) return ours;
  const together = base && rebased(base, ours, theirs);
  if (together) return together;
  try {
    const plan = planMerge([ours, theirs]);
    return plan.conflicts.length ? undefined : plan.merged;
  } catch (error) {
    if (error instanceof Refused) return undefined;
    throw error;
  }
}

const ATTEMPTS = 5;

/** The screen hands over every change at once (`save`), and goes on with what `merged` tells at once. */
export function openVisit(
  settings: StoreSettings, events: StoreEvents, first: VisitDocument, found: Newest | undefined,
): OpenVisit {
  return new Keeper(settings, events, first, found);
}

class Keeper implements OpenVisit {
  readonly document: VisitDocument;
  private latest: VisitDocument;
  /** What was last written everywhere or taken in: our changes are those since then. */
  private base: Kept | undefined;
  /** All states that the latest one has taken in, in order. */
  private lineage: readonly string[] = [];
  private known: Heads;
  private version: number;
  private isDirty = false;
  private running: Promise<SaveStatus> | undefined;
  private contradiction: { readonly theirs: Kept; readonly heads: Heads } | undefined;
  private isClosed = false;
  private current: SaveStatus;

  constructor(
    private readonly settings: StoreSettings,
    private readonly events: StoreEvents,
    first: VisitDocument,
    found: Newest | undefined,
  ) {
    this.document = this.latest = first;
    this.known = found?.heads ?? new Map();
    this.version = found?.version ?? 0;
    if (found) this.adopt(found);
    const places = [...this.known.keys()].map((place) => place.name);
    this.current = found ? { state: "saved", at: found.savedAt, version: this.version, places } : { state: "saving" };
    settings.tabs?.listen((message) => {
      if (message.visit !== this.id || message.tab === settings.tab || this.isClosed) return;
      if (message.kind === "opened") settings.tabs?.say({ kind: "here", visit: this.id, tab: settings.tab });
      if (message.kind === "here") events.otherTab?.();
      if (message.kind === "saved") void this.save(this.latest);
    });
    settings.tabs?.say({ kind: "opened", visit: this.id, tab: settings.tab });
  }

  save(document: VisitDocument): Promise<SaveStatus> {
    this.latest = document;
    this.isDirty = true;
    this.running ??= this.saveAll();
    return this.running;
  }

  resolved(document: VisitDocument): Promise<SaveStatus> {
    if (this.contradiction) {
      this.adopt(this.contradiction.theirs);
      this.known = this.contradiction.heads;
      this.contradiction = undefined;
    }
    return this.save(document);
  }

  status(): SaveStatus {
    return this.current;
  }

  close(): void {
    this.isClosed = true;
    this.settings.tabs?.say({ kind: "closed", visit: this.id, tab: this.settings.tab });
  }

  private get id(): string {
    return this.document.检查.编号;
  }

  private async saveAll(): Promise<SaveStatus> {
    while (this.isDirty) {
      this.isDirty = false;
      this.tell({ state: "saving" });
      await this.saveLatest(1).catch((error) => this.cannot(whyNot(error)));
    }
    this.running = undefined;
    return this.current;
  }

  private async saveLatest(attempt: number): Promise<void> {
    if (this.contradiction) return this.cannot("别处改过");
    const heads = await headsOf(this.settings.places, this.id);
    for (const theirs of await this.news(heads)) {
      if (!this.takeIn(theirs, heads)) return this.cannot("别处改过");
    }
    if (this.isKept(heads)) {
      this.known = heads;
      return this.saved(this.base?.savedAt ?? "", [...heads.keys()]);
    }
    return this.write(heads, attempt);
  }

  /** What other pages have saved and we have not taken in, the oldest first. */
  private async news(heads: Heads): Promise<readonly Kept[]> {
    const found: Kept[] = [];
    for (const [place, written] of heads) {
      const isNew = written !== undefined && written !== this.known.get(place);
      const kept = isNew ? await keptBy(place, written) : undefined;
      const isOld = kept && hasTakenIn(this.next(this.version, ""), kept);
      if (kept && !isOld && !found.some((other) => same(other.document, kept.document))) found.push(kept);
    }
    return found.sort((a, b) => a.version - b.version);
  }

  /** Takes in another state; false if it contradicts ours. */
  private takeIn(theirs: Kept, heads: Heads): boolean {
    const isGrown = this.base !== undefined && hasTakenIn(theirs, this.base);
    const together = united(isGrown ? this.base?.document : undefined, this.latest, theirs.document);
    if (!together) {
      this.contradiction = { theirs, heads };
      this.events.conflict?.(theirs.document);
      return false;
    }
    this.adopt(theirs);
    if (!same(together, this.latest)) {
      this.latest = together;
      this.events.merged?.(together);
    }
    return true;
  }

  private adopt(theirs: Kept): void {
    this.base = theirs;
    this.version = Math.max(this.version, theirs.version);
    this.lineage = [...new Set([...this.lineage, ...theirs.grewFrom, theirs.state])].slice(-REMEMBERED);
  }

  /** The name and origin of a state to be written. */
  private next(version: number, savedAt: string): Version {
    return { version, state: `${version}-${this.settings.tab}`, grewFrom: this.lineage, savedAt };
  }

  /** Whether all places that can be read hold just this state already: then two pages do not go on telling each other. */
  private isKept(heads: Heads): boolean {
    const versions = [...heads.values()].map((written) => written !== undefined && parsedHead(written)?.head.version);
    const isEverywhere = versions.length > 0 && versions.every((version) => version === this.version);
    return this.base !== undefined && isEverywhere && same(this.latest, this.base.document);
  }

  private async write(heads: Heads, attempt: number): Promise<void> {
    const { places, now, tab } = this.settings;
    const document = this.latest;
    const version = this.next(this.version + 1, now());
    const known = new Map(heads);
    const kept: Backend[] = [];
    let why: WhyNot = "出错";
    let isRaced = false;
    for (const place of places) {
      if (!heads.has(place)) continue;
      try {
        const written = await writeVersion(place, document, heads.get(place), version);
        if (written === null) {
          isRaced = true;
          known.delete(place);
        } else {
          known.set(place, written);
          kept.push(place);
        }
      } catch (error) {
        why = whyNot(error);
      }
    }
    this.known = known;
    if (kept.length) this.version = version.version;
    // Raced, the other page knows nothing of our state yet: what both grew from stays the base.
    if (isRaced) return attempt < ATTEMPTS ? this.saveLatest(attempt + 1) : this.cannot("别处改过");
    if (!kept.length) return this.cannot(why);
    this.adopt({ ...version, document });
    this.saved(version.savedAt, kept);
    this.settings.tabs?.say({ kind: "saved", visit: this.id, tab, version: version.version });
  }

  private saved(at: string, places: readonly Backend[]): void {
    this.tell({ state: "saved", at, version: this.version, places: places.map((place) => place.name) });
  }

  private cannot(why: keyof typeof NOT_KEPT): void {
    this.tell({ state: "cannot", why, text: NOT_KEPT[why] });
  }

  private tell(status: SaveStatus): void {
    this.current = status;
    this.events.status?.(status);
  }
}
