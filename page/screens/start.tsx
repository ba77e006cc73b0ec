/** 开始: visits stored on this device, a new one, and what others exported. */
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { StoredVisit } from "../visit/storage.ts";
import { shownTime } from "../visit/showing.ts";
import { goTo, hrefOf, useSession } from "./context.tsx";
import { Fold, Heading, RadioButtons } from "./controls.tsx";
import { ImportPart } from "./import_visit.tsx";
import { NewVisit } from "./new_visit.tsx";
import { fill, GENERAL, START } from "./words.ts";

export function Start(): JSX.Element {
  const session = useSession();
  const [stored, setStored] = useState<readonly StoredVisit[] | null>(null);
  const list = (): void => void session.store.list().then(setStored, () => setStored([]));
  useEffect(list, [session.document?.检查.编号]);
  const current = session.document;
  const open = async (id: string): Promise<void> => {
    if (current?.检查.编号 !== id) {
      const visit = await session.store.open(id, session.events);
      if (!visit) return session.say(fill(START.failed, { why: id }), true);
      session.open(visit);
    }
    goTo("site");
  };
  return (
    <div class="narrow spaced">
      <Heading>{START.heading}</Heading>
      {stored && stored.length > 0 && (
        <section class="panel spaced">
          <h2>{START.stored}</h2>
          {stored.map((visit) => <Stored key={visit.id} visit={visit} isCurrent={visit.id === current?.检查.编号} onOpen={() => void open(visit.id)} onErased={list} />)}
        </section>
      )}
      {stored?.length === 0 && <p class="soft">{START.none}</p>}
      {current && <Who />}
      <Fold title={<h2>{START.fresh}</h2>} open={!current && stored?.length === 0} class="panel folded"><NewVisit /></Fold>
      <Fold title={<h2>{START.import}</h2>} class="panel folded"><ImportPart /></Fold>
    </div>
  );
}

interface StoredProps { readonly visit: StoredVisit; readonly isCurrent: boolean; readonly onOpen: () => void; readonly onErased: () => void }
function Stored({ visit, isCurrent, onOpen, onErased }: StoredProps): JSX.Element {
  const session = useSession();
  const [isAsked, setAsked] = useState(false);
  const erase = async (): Promise<void> => {
    if (isCurrent) session.open(null);
    await session.store.remove(visit.id);
    onErased();
  };
  return (
    <div class="stack">
      <div class="row">
        <button type="button" class={isCurrent ? "grow primary" : "grow"} onClick={onOpen}>{fill(START.open, { name: visit.enterprise })}{isCurrent && `（${START.current}）`}</button>
        <button type="button" aria-label={`${START.erase}：${visit.enterprise}`} onClick={() => setAsked(!isAsked)}>{GENERAL.remove}</button>
      </div>
      <p class="soft small">{fill(START.lastSaved, { kind: visit.id, date: visit.days.join(GENERAL.and), time: `${visit.savedAt.slice(0, 10)} ${shownTime(visit.savedAt)}` })}</p>
      {isAsked && (
        <div class="stack" role="alert">
          <p>{fill(START.eraseAsk, { name: visit.enterprise })}</p>
          <div class="row">
            <a class="button grow" href={hrefOf("papers")}>{START.exportFirst}</a>
            <button type="button" class="danger grow" onClick={() => void erase()}>{START.eraseYes}</button>
            <button type="button" class="grow" onClick={() => setAsked(false)}>{GENERAL.cancel}</button>
          </div>
        </div>
      )}
    </div>
  );
}

/** Who answers now; goes into each answer. */
function Who(): JSX.Element | null {
  const session = useSession();
  const people = session.document?.检查.人员 ?? [];
  if (people.length < 2) return null;
  return (
    <section class="panel spaced">
      <RadioButtons label={START.me} shown value={session.me} options={people.map((person) => [person.姓名, person.姓名])} onValue={(name) => session.become(name)} />
      <p class="soft small">{START.meNote}</p>
    </section>
  );
}
