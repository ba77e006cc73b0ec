/** The permanent bar: whose visit, whether it is stored, how far it is, undo; and what must not be overlooked. */
import type { JSX } from "preact";
import { shownTime } from "../visit/showing.ts";
import { useSession } from "./context.tsx";
import { TextField } from "./controls.tsx";
import { exportNow } from "./export.tsx";
import type { Session } from "./session.ts";
import { APP, BAR, fill } from "./words.ts";

export function Bar(): JSX.Element {
  const session = useSession();
  const { document, overview, about } = session;
  const undo = (): void => {
    const what = session.undo();
    if (what !== null) session.say(fill(BAR.undone, { what }));
  };
  return (
    <header class="bar">
      <div class="line">
        <span class="name">{document?.企业.名称 ?? APP.title}</span>
        {document && <button type="button" disabled={session.lastChange === null} onClick={undo} title={session.lastChange ?? ""}>{BAR.undo}</button>}
      </div>
      <div class="facts">
        {document ? <Stored session={session} /> : <span>{BAR.noVisit}</span>}
        {document && (
          <span>{session.isJudging && !session.judgement ? BAR.judging : fill(BAR.progress, { settled: overview.settledClauses, total: overview.allClauses })}</span>
        )}
        <span>{fill(BAR.library, { code: about?.code ?? session.library.digest.slice(0, 8) })}</span>
      </div>
      {document && <div class="meter"><progress aria-label={BAR.progressLabel} max={Math.max(overview.allClauses, 1)} value={overview.settledClauses} /></div>}
    </header>
  );
}

function Stored({ session }: { session: Session }): JSX.Element {
  const { status } = session;
  if (status.state === "cannot") {
    return <button type="button" class="alarm" onClick={() => void exportNow(session)} title={status.text}>{BAR.unsaved}</button>;
  }
  return <span role="status">{status.state === "saved" ? fill(BAR.saved, { time: shownTime(status.at) }) : BAR.saving}</span>;
}

/** Under the bar: what went wrong, what was just done, answers that cannot be read. (A library past its day is told by the file itself.) */
export function Banners(): JSX.Element {
  const session = useSession();
  const errors = session.problems.filter((problem) => problem.isError);
  return (
    <>
      {session.status.state === "cannot" && <div class="banner" role="alert">{session.status.text}</div>}
      <div role="status" aria-live="polite" class="said-line">
        {session.refused && <div class="banner">{session.refused}</div>}
        {session.said && <div class="banner done">{session.said}</div>}
      </div>
      {session.document?.签字 !== undefined && (
        <div class="banner">
          <TextField label={fill(BAR.signed, { who: session.document.签字 })} value={session.reason} onValue={(reason) => session.giveReason(reason)} />
        </div>
      )}
      {errors.length > 0 && (
        <div class="banner" role="alert">
          {fill(BAR.problem, { count: errors.length })}
          <ul>{errors.slice(0, 3).map((problem) => <li key={problem.text}>{problem.text}{problem.remedy && `　${problem.remedy}`}</li>)}</ul>
        </div>
      )}
    </>
  );
}
