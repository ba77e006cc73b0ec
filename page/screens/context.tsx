/** How components reach the session and the address of the screen. */
import { createContext } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";
import type { Library } from "../judge/model/library.ts";
import type { VisitDocument } from "../judge/model/visit.ts";
import type { Session } from "./session.ts";

export const SessionContext = createContext<Session | null>(null);

/** The session; the component is drawn anew with each of its changes. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error("outside of a session");
  const [, redraw] = useState(0);
  useEffect(() => session.subscribe(() => redraw((n) => n + 1)), [session]);
  return session;
}
export const useLibrary = (): Library => useSession().library;

/** The session with its document, on screens that are shown only while there is one. */
export function useVisit(): { session: Session; document: VisitDocument } {
  const session = useSession();
  if (!session.document) throw new Error("no visit is open");
  return { session, document: session.document };
}

/** The parts of the address after `#/`. */
export type Route = readonly string[];
const parsed = (): Route =>
  location.hash.replace(/^#\/?/, "").split("/").filter((part) => part !== "").map((part) => {
    try {
      return decodeURIComponent(part);
    } catch {
      return part;
    }
  });
export const hrefOf = (...parts: readonly string[]): string => `#/${parts.map(encodeURIComponent).join("/")}`;
export const goTo = (...parts: readonly string[]): void => {
  location.hash = hrefOf(...parts);
};

export function useRoute(): Route {
  const [route, setRoute] = useState(parsed);
  useEffect(() => {
    const changed = (): void => setRoute(parsed());
    addEventListener("hashchange", changed);
    return () => removeEventListener("hashchange", changed);
  }, []);
  return route;
}

/** Whether a condition on the window holds, such as `(min-width: 1000px)`. */
export function useMedia(query: string): boolean {
  const [holds, setHolds] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const media = matchMedia(query);
    const changed = (): void => setHolds(media.matches);
    media.addEventListener("change", changed);
    return () => media.removeEventListener("change", changed);
  }, [query]);
  return holds;
}

let ids = 0;
/** An id of its own for a control. */
export function useOwnId(prefix: string): string {
  const [id] = useState(() => `${prefix}-${++ids}`);
  return id;
}
