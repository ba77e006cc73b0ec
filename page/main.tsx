/** The page's only script: reads the data that stands in the page and shows the checklist; without them it only offers what tests use. */
import { render } from "preact";
import * as asking from "./asking/index.ts";
import { type About, type Initials, type PackedCard, readCards, readLibrary, readPart } from "./data.ts";
import * as judge from "./judge/exposed.ts";
import { LiveJudgement, type Words } from "./judge/judging/index.ts";
import { type Packed, unpack } from "./judge/model/unpack.ts";
import type { PaperWords } from "./papers/index.ts";
import { App } from "./screens/app.tsx";
import { Failed } from "./screens/failure.tsx";
import { Session } from "./screens/session.ts";
import "./screens/style.css";
import { APP } from "./screens/words.ts";
import { browserPlaces, browserTabs } from "./visit/browser.ts";
import { newVisitId } from "./visit/starting.ts";
import { localTime } from "./visit/reading.ts";
import { makeStore, type Store } from "./visit/storage.ts";

declare global {
  // eslint-disable-next-line no-var
  var panding: Record<string, unknown>;
}

async function openStore(): Promise<Store> {
  const tabs = browserTabs();
  return makeStore({
    places: await browserPlaces(),
    ...(tabs ? { tabs } : {}),
    now: () => localTime(new Date()),
    tab: newVisitId("", Math.random),
  });
}

/** The session on the data of the page; null where it carries no library. */
async function openSession(): Promise<Session | null> {
  const packed = readPart<Packed>("library");
  if (!packed) return null;
  const store = openStore();
  const library = readLibrary(packed);
  const packedWords = readPart<Packed>("words");
  const words = packedWords ? unpack<Words>(packedWords) : undefined;
  return new Session({
    library,
    cards: readCards(readPart<readonly PackedCard[]>("questionnaire") ?? [], library),
    about: readPart<About>("about"),
    store: await store,
    makeJudge: () => new LiveJudgement(library, words),
    paperWords: () => readPart<PaperWords>("papers"),
    initials: () => readPart<Initials>("initials") ?? {},
  });
}

/** The visit that was worked on last, if this device has just one place to go on. */
async function reopenLast(session: Session): Promise<void> {
  const stored = [...(await session.store.list())].sort((a, b) => (a.savedAt < b.savedAt ? 1 : -1));
  const [last] = stored;
  const isAtStart = /^#?\/?(start)?$/.test(location.hash);
  if (!last || (isAtStart && stored.length > 1)) return;
  const visit = await session.store.open(last.id, session.events);
  if (visit) session.open(visit);
}

async function show(place: HTMLElement): Promise<void> {
  try {
    const session = await openSession();
    if (!session) return render(<p role="alert">{APP.noLibrary}</p>, place);
    await reopenLast(session).catch(() => undefined);
    globalThis.panding = { ...globalThis.panding, session };
    render(<App session={session} />, place);
  } catch (error) {
    render(<Failed session={null} error={error} />, place);
  }
}

globalThis.panding = { unpack, judge, asking };
const place = globalThis.document?.getElementById("app");
if (place && document.getElementById("panding-library")) void show(place);
