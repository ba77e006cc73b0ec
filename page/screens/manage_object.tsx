/** Renaming, counting, copying, splitting and removing one object. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { copyObject } from "../visit/copying.ts";
import { splitGroup } from "../visit/groups.ts";
import { renameObject, setCount } from "../visit/objects.ts";
import { countOf, nameOf, objectOf } from "../visit/reading.ts";
import { lossesOf, removeObject } from "../visit/removing.ts";
import { goTo, useVisit } from "./context.tsx";
import { TextField } from "./controls.tsx";
import { fill, GENERAL, SITE } from "./words.ts";

export function ManageObject({ id }: { id: string }): JSX.Element {
  const { session, document } = useVisit();
  const [name, setName] = useState(nameOf(document, id));
  const count = countOf(objectOf(document, id));
  const [number, setNumber] = useState(String(count));
  const copy = (withAnswers: boolean): void => {
    let made = "";
    const isDone = session.edit(withAnswers ? SITE.copyWith : SITE.copyWithout, (before) => {
      const result = copyObject(before, session.library, id, { withAnswers }, session.by);
      made = result.id;
      return result.document;
    });
    if (isDone) goTo("object", made);
  };
  return (
    <div class="panel stack">
      <div class="row">
        <div class="grow"><TextField label={SITE.renameTo} value={name} onValue={setName} /></div>
        <button type="button" onClick={() => session.edit(SITE.rename, (before) => renameObject(before, id, name))}>{SITE.rename}</button>
      </div>
      <div class="row">
        <div class="grow"><TextField label={SITE.count} value={number} inputMode="numeric" onValue={setNumber} /></div>
        <button type="button" onClick={() => session.edit(SITE.group, (before) => setCount(before, id, Number(number)))}>{SITE.group}</button>
      </div>
      {count > 1 && <Split id={id} />}
      <button type="button" onClick={() => copy(true)}>{SITE.copyWith}</button>
      <button type="button" onClick={() => copy(false)}>{SITE.copyWithout}</button>
      <Remove id={id} />
    </div>
  );
}

function Split({ id }: { id: string }): JSX.Element {
  const { session } = useVisit();
  const [number, setNumber] = useState("1");
  const [name, setName] = useState("");
  const split = (): void => void session.edit(SITE.split, (before) => splitGroup(before, id, { count: Number(number), names: name ? [name] : [] }).document);
  return (
    <div class="row">
      <div class="grow"><TextField label={SITE.splitCount} value={number} inputMode="numeric" onValue={setNumber} /></div>
      <div class="grow"><TextField label={SITE.splitName} value={name} onValue={setName} /></div>
      <button type="button" onClick={split}>{SITE.split}</button>
    </div>
  );
}

function Remove({ id }: { id: string }): JSX.Element {
  const { session, document } = useVisit();
  const [isAsked, setAsked] = useState(false);
  const name = nameOf(document, id);
  const remove = (): void => {
    const isDone = session.edit(fill(SITE.removed, { name }), (before) => removeObject(before, id).document);
    if (!isDone) return;
    session.say(fill(SITE.removed, { name }));
    goTo("site");
  };
  if (!isAsked) return <button type="button" class="danger" onClick={() => setAsked(true)}>{SITE.remove}</button>;
  return (
    <div class="stack" role="alert">
      <p>{fill(SITE.removeAsk, { name, count: lossesOf(document, id).objects.length - 1 })}</p>
      <div class="row">
        <button type="button" class="danger grow" onClick={remove}>{SITE.remove}</button>
        <button type="button" class="grow" onClick={() => setAsked(false)}>{GENERAL.cancel}</button>
      </div>
    </div>
  );
}
