/** What this browser offers to keep visits in and to speak to other tabs with. */
import { type Backend, databaseBackend, localBackend } from "./backends.ts";
import type { TabMessage, Tabs } from "./storage.ts";

const PROBE = "panding/probe";

/** The places that can be used, the preferred first; and asks the browser to keep them when room gets short. */
export async function browserPlaces(): Promise<readonly Backend[]> {
  const places: Backend[] = [];
  for (const make of [() => databaseBackend(globalThis.indexedDB), () => localBackend(globalThis.localStorage)]) {
    try {
      const place = make();
      // Only read: a place that is full still gives back what it keeps.
      await place.read(PROBE);
      places.push(place);
    } catch {
      // Forbidden or private: the other place may do, and the bar tells if none does.
    }
  }
  void globalThis.navigator?.storage?.persist?.().catch(() => false);
  return places;
}

const CHANNEL = "panding";

/** BroadcastChannel, else the storage event; nothing where there is neither. */
export function browserTabs(): Tabs | undefined {
  if (typeof BroadcastChannel === "function") {
    const channel = new BroadcastChannel(CHANNEL);
    return {
      say: (message) => channel.postMessage(message),
      listen: (hear) => channel.addEventListener("message", (event) => hear(event.data as TabMessage)),
    };
  }
  try {
    const storage = globalThis.localStorage;
    return {
      say: (message) => storage.setItem(`${CHANNEL}/said`, JSON.stringify({ ...message, moment: Date.now() })),
      listen: (hear) =>
        globalThis.addEventListener("storage", (event) => {
          if (event.key === `${CHANNEL}/said` && event.newValue) hear(JSON.parse(event.newValue) as TabMessage);
        }),
    };
  } catch {
    return undefined;
  }
}
