/** The whole page: bar, main pages, and at the sides of a wide screen the objects and the verdicts. */
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { ROOT_ID } from "../judge/model/library.ts";
import { isKnown } from "../visit/reading.ts";
import { Banners, Bar } from "./bar.tsx";
import { hrefOf, type Route, SessionContext, useMedia, useRoute, useSession } from "./context.tsx";
import { Failure } from "./failure.tsx";
import { Grid } from "./grid.tsx";
import { MergePart } from "./merge_visits.tsx";
import { Minutes } from "./minutes.tsx";
import { ObjectCard } from "./object_card.tsx";
import { PaperCard } from "./paper_card.tsx";
import { Papers } from "./papers.tsx";
import { Recheck } from "./recheck.tsx";
import { Results } from "./results.tsx";
import { Rosters } from "./rosters.tsx";
import { See } from "./see.tsx";
import type { Session } from "./session.ts";
import { Site, Tree } from "./site.tsx";
import { Start } from "./start.tsx";
import { VerdictDetail } from "./verdict_detail.tsx";
import { VerdictList } from "./verdict_strip.tsx";
import { APP, NAV, START, VERDICT } from "./words.ts";

const PAGES = [["site", NAV.site], ["see", NAV.see], ["results", NAV.results], ["papers", NAV.papers], ["start", NAV.start]] as const;
/** Which main page a screen belongs to. */
const PAGE_OF: Readonly<Record<string, string>> = { object: "site", paper: "site", recheck: "site", rosters: "site", grid: "site", verdict: "results", minutes: "results" };

export function App({ session }: { session: Session }): JSX.Element {
  return (
    <SessionContext.Provider value={session}>
      <Failure session={session} place="frame"><Frame /></Failure>
    </SessionContext.Provider>
  );
}

function Frame(): JSX.Element {
  const session = useSession();
  const route = useRoute();
  const isWide = useMedia("(min-width: 1000px)");
  const [page = ""] = route;
  const shown = !session.document ? "start" : page === "" ? "site" : page;
  const place = route.join("/");
  const main = useRef<HTMLElement>(null);
  useEffect(() => scrollTo(0, 0), [place]);
  const hasSides = isWide && session.document !== null && shown !== "start";
  const side = hasSides ? sideId(session, route) : null;
  return (
    <div class={hasSides ? (side === null ? "frame no-right" : "frame") : "frame alone"}>
      <a class="skip" href={`#${"main"}`} onClick={(event) => { event.preventDefault(); main.current?.focus(); }}>{APP.skip}</a>
      <Bar />
      {session.document && <Nav shown={PAGE_OF[shown] ?? shown} />}
      {hasSides && <aside class="side left"><Tree /></aside>}
      <main ref={main} id="main" tabIndex={-1}>
        <Banners />
        {session.theirs && session.document && (
          <section class="panel"><MergePart ours={session.document} theirs={session.theirs} onMerged={(merged) => void session.resolve(merged, START.mergeHeading)} /></section>
        )}
        <Failure session={session} place={place}><Screen key={place} route={session.document ? route : ["start"]} /></Failure>
      </main>
      {side !== null && <aside class="side right" aria-label={VERDICT.strip}><h2>{VERDICT.strip}</h2><VerdictList id={side} /></aside>}
    </div>
  );
}

/** The object whose verdicts stand at the right side. */
function sideId(session: Session, [page, id]: Route): string | null {
  return page === "object" && id !== undefined && session.document && isKnown(session.document, id) ? id : null;
}

function Nav({ shown }: { shown: string }): JSX.Element {
  return (
    <nav class="nav" aria-label={NAV.label}>
      {PAGES.map(([page, name]) => <a key={page} href={hrefOf(page)} aria-current={page === shown ? "page" : undefined}>{name}</a>)}
    </nav>
  );
}

function Screen({ route: [page, id = ""] }: { route: Route }): JSX.Element {
  switch (page) {
    case "start": return <Start />;
    case "object": return <ObjectCard id={id || ROOT_ID} />;
    case "rosters": return <Rosters />;
    case "grid": return <Grid type={id} />;
    case "see": return <See />;
    case "results": return <Results />;
    case "minutes": return <Minutes />;
    case "recheck": return <Recheck />;
    case "paper": return <PaperCard paper={id} />;
    case "verdict": return <VerdictDetail id={id} />;
    case "papers": return <Papers />;
    default: return <Site />;
  }
}
