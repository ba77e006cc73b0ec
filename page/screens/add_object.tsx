/** “见到了什么？”: a kind of object, then its name, how many alike, and where. */
import type { JSX } from "preact";
import { useMemo, useState } from "preact/hooks";
import { type Library, type ObjectType, ROOT_ID } from "../judge/model/library.ts";
import type { VisitDocument } from "../judge/model/visit.ts";
import { latestDay } from "../visit/days.ts";
import { addObject, type NewObject } from "../visit/objects.ts";
import { addObjectsFromLines, readLines } from "../visit/pasting.ts";
import { nameOf, typeOf, withAllBelow } from "../visit/reading.ts";
import { drawingsOf } from "./question.tsx";
import { Figure } from "./help.tsx";
import { goTo, useVisit } from "./context.tsx";
import { Fold, Select, TextField } from "./controls.tsx";
import { fill, GENERAL, SITE } from "./words.ts";

interface Props {
  /** Only kinds that lie below it, and there. */
  readonly parent: string;
  /** The one kind that is wanted. */
  readonly only?: string;
  readonly onDone?: () => void;
}

export function AddObject({ parent, only, onDone }: Props): JSX.Element {
  const { session, document } = useVisit();
  const wanted = session.library.types.get(only ?? "") ?? null;
  const [chosen, setType] = useState<ObjectType | null>(null);
  const type = chosen ?? wanted;
  return (
    <section class="panel spaced" aria-label={SITE.addMore}>
      <h2>{parent === ROOT_ID ? SITE.add : fill(SITE.addHere, { name: nameOf(document, parent) })}</h2>
      {type ? <NewObjectForm key={type.name} type={type} below={parent} onBack={() => (wanted ? onDone?.() : setType(null))} {...(onDone ? { onDone } : {})} />
        : <TypeChoice types={typesBelow(session.library, typeOf(document, parent) ?? ROOT_ID)} inScope={session.typesInScope} onType={setType} />}
    </section>
  );
}

const typesBelow = (library: Library, type: string): readonly ObjectType[] =>
  [...library.types.values()].filter((each) => each.chain.slice(1).includes(type));

interface ChoiceProps { readonly types: readonly ObjectType[]; readonly inScope: ReadonlySet<string>; readonly onType: (type: ObjectType) => void }
function TypeChoice({ types, inScope, onType }: ChoiceProps): JSX.Element {
  const { session } = useVisit();
  const [filter, setFilter] = useState("");
  const fits = (type: ObjectType): boolean => {
    const words = [type.name, type.meaning, ...[...session.library.names].flatMap(([word, names]) => (names.includes(type.name) ? [word] : []))];
    return words.some((word) => word.includes(filter.trim()));
  };
  const shown = types.filter(fits);
  const common = shown.filter((type) => inScope.has(type.name));
  const others = shown.filter((type) => !inScope.has(type.name));
  const list = (each: readonly ObjectType[]): JSX.Element => (
    <ul class="kinds">
      {each.map((type) => (
        <li key={type.name}>
          <button type="button" class="kind" onClick={() => onType(type)}>
            <span class="strong">{type.name}</span><span class="soft small">{type.meaning}</span>
          </button>
        </li>
      ))}
    </ul>
  );
  return (
    <div class="spaced">
      {types.length > 6 && <TextField label={SITE.filter} value={filter} type="search" onValue={setFilter} />}
      {list(common)}
      {!shown.length && <p role="status">{SITE.noType}</p>}
      {others.length > 0 && <Fold title={SITE.others} open={!common.length && filter !== ""}>{list(others)}</Fold>}
    </div>
  );
}

/** Objects that something of a type may lie in: those of its parent type, within a part of the visit. */
export function placesFor(document: VisitDocument, type: ObjectType, below: string): readonly (readonly [string, string])[] {
  const wanted = type.chain[1] ?? ROOT_ID;
  const within = withAllBelow(document, below);
  const ids = [ROOT_ID, ...(document.对象 ?? []).map((object) => object.编号)];
  return ids.filter((id) => typeOf(document, id) === wanted && (below === ROOT_ID || within.has(id))).map((id) => [id, nameOf(document, id)] as const);
}

interface FormProps {
  readonly type: ObjectType; readonly below: string; readonly onBack: () => void; readonly onDone?: () => void;
  /** Added only so that another one can be put into it: the other's form follows. */
  readonly isOnTheWay?: boolean;
}
function NewObjectForm({ type, below, onBack, onDone, isOnTheWay }: FormProps): JSX.Element {
  const { session, document } = useVisit();
  const places = placesFor(document, type, below);
  const ends = useMemo(() => (type.otherEnd === null ? [] : (document.对象 ?? []).filter((each) => each.类型 === type.otherEnd)), [document.对象]);
  const [name, setName] = useState("");
  const [count, setCount] = useState("");
  const [place, setPlace] = useState(places[places.length - 1]?.[0] ?? "");
  const [end, setEnd] = useState("");
  const [day, setDay] = useState(type.nature === "事件" ? latestDay(document) : "");
  const [lines, setLines] = useState("");
  const finish = (id: string | undefined, told: string): void => {
    session.say(told);
    if (isOnTheWay) return;
    onDone?.();
    onBack();
    if (id !== undefined) goTo("object", id);
  };
  const add = (another = false): void => {
    let made = "";
    const object = newObject(type, { name, count, place, end, day });
    const isDone = session.edit(fill(SITE.added, { name: name || type.name }), (before) => {
      const result = addObject(before, session.library.types, object);
      made = result.id;
      return result.document;
    });
    if (!isDone) return;
    if (!another) return finish(made, fill(SITE.added, { name: name || type.name }));
    session.say(fill(SITE.added, { name: name || type.name }));
    setName("");
    setCount("");
  };
  const paste = (): void => {
    let added = 0;
    const isDone = session.edit(SITE.paste, (before) => {
      const result = addObjectsFromLines(before, session.library.types, type.name, place || ROOT_ID, lines);
      added = result.added.length;
      return result.document;
    });
    if (isDone) finish(undefined, fill(SITE.pasteAdd, { count: added }));
  };
  const pasted = readLines(lines).filter((line) => "name" in line).length;
  const canPaste = type.otherEnd === null;
  if (!places.length) return <MissingPlace type={type} below={below} onBack={onBack} />;
  return (
    <div class="stack">
      <p><span class="strong">{type.name}</span> <span class="soft">{type.meaning}</span></p>
      {drawingsOf(session.library, type.name).map((drawing) => <Fold key={drawing.file} title={drawing.name}><Figure drawing={drawing} /></Fold>)}
      <TextField label={SITE.name} value={name} placeholder={SITE.nameExample} onValue={setName} onEnter={() => add()} autoFocus />
      {places.length > 1 && <Select label={SITE.parent} value={place} options={places} onValue={setPlace} />}
      {type.otherEnd !== null && <Select label={`${SITE.otherEnd}（${type.otherEnd}）`} value={end} empty={GENERAL.choose} options={ends.map((each) => [each.编号, nameOf(document, each.编号)])} onValue={setEnd} />}
      {type.nature === "事件" && <TextField label={SITE.date} type="date" value={day} onValue={setDay} />}
      <TextField label={SITE.count} value={count} inputMode="numeric" placeholder="1" note={SITE.countNote} onValue={setCount} />
      <div class="row">
        <button type="button" class="primary grow" onClick={() => add()}>{GENERAL.add}</button>
        {!isOnTheWay && <button type="button" class="grow" onClick={() => add(true)}>{SITE.addAnother}</button>}
        <button type="button" class="grow" onClick={onBack}>{GENERAL.back}</button>
      </div>
      {canPaste && (
        <Fold title={SITE.paste}>
          <div class="stack">
            <TextField label={SITE.pasteNote} many value={lines} onValue={setLines} />
            <button type="button" disabled={!pasted} onClick={paste}>{fill(SITE.pasteAdd, { count: pasted })}</button>
          </div>
        </Fold>
      )}
    </div>
  );
}

interface Filled { readonly name: string; readonly count: string; readonly place: string; readonly end: string; readonly day: string }
function newObject(type: ObjectType, { name, count, place, end, day }: Filled): NewObject {
  const written: Record<string, unknown> = { 类型: type.name };
  if (name.trim()) written["名称"] = name;
  if (count.trim()) written["数量"] = count.trim();
  if (place) written["在"] = place;
  if (end) written["另一端"] = end;
  if (day && type.nature === "事件") written["日期"] = day;
  return written as unknown as NewObject;
}

/** What it lies in is not there yet: that is added first. */
function MissingPlace({ type, below, onBack }: Omit<FormProps, "onDone">): JSX.Element {
  const { session } = useVisit();
  const parent = session.library.types.get(type.chain[1] ?? "");
  return (
    <div class="stack">
      <p role="status">{fill(SITE.firstParent, { type: type.name, parent: parent?.name ?? "" })}</p>
      {parent ? <NewObjectForm type={parent} below={below} onBack={onBack} isOnTheWay /> : <button type="button" onClick={onBack}>{GENERAL.back}</button>}
    </div>
  );
}
