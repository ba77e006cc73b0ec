/** 见什么记什么: a word leads to candidate clauses and just their questions; one tap records an ordinary hazard. */
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Question } from "../data.ts";
import { cite, type Library, type Rule, ROOT_ID } from "../judge/model/library.ts";
import type { ObservationWritten } from "../judge/model/visit.ts";
import { addObservation, removeObservation, type Seen } from "../visit/observing.ts";
import { nameOf, typeOf, withAllBelow } from "../visit/reading.ts";
import { type Candidate, search, type SearchIndex } from "../visit/searching.ts";
import { shownTime } from "../visit/showing.ts";
import { AddObject } from "./add_object.tsx";
import { hrefOf, useVisit } from "./context.tsx";
import { Fold, Heading, Select, TextField, Told } from "./controls.tsx";
import { Questions } from "./object_card.tsx";
import { takePhoto } from "./photos.ts";
import { PhotoButton } from "./question.tsx";
import { afterPaint } from "./session.ts";
import { hitsOf, VerdictLink } from "./verdict_strip.tsx";
import { fill, GENERAL, SEE, VERDICT } from "./words.ts";

const PAUSE = 180;
const SHOWN = 12;

export function See(): JSX.Element {
  const { session, document } = useVisit();
  const [text, setText] = useState("");
  const [area, setArea] = useState("");
  const [found, setFound] = useState<readonly Candidate[] | null>(null);
  const [outside, setOutside] = useState<readonly Candidate[]>([]);
  const [index, setIndex] = useState<SearchIndex | null>(null);
  useEffect(() => afterPaint(() => setIndex(session.seeingIndex())), [session]);
  useEffect(() => {
    setOutside([]);
    if (!index || (!text.trim() && !area)) return setFound(null);
    const timer = setTimeout(() => {
      const inScope = search(index, text, whereOf(), SHOWN);
      setFound(inScope);
      if (!inScope.length && text.trim()) setOutside(search(index, text, {}, SHOWN));
    }, PAUSE);
    return () => clearTimeout(timer);
  }, [text, area, index]);
  const whereOf = (): { rules: ReadonlySet<string>; types?: ReadonlySet<string> } => {
    const rules = new Set((session.judgement?.verdicts ?? []).map((verdict) => verdict.rule));
    return area ? { rules, types: typesAt(typeOf(document, area), session.library.types) } : { rules };
  };
  const areas = (document.对象 ?? []).map((object) => [object.编号, nameOf(document, object.编号)] as const);
  return (
    <div class="narrow spaced">
      <Heading>{SEE.heading}</Heading>
      <TextField label={SEE.search} type="search" value={text} placeholder={SEE.example} onValue={setText} />
      {areas.length > 0 && <Select label={SEE.area} value={area} empty={SEE.anyArea} options={areas} onValue={setArea} />}
      {!index && <p class="soft">{SEE.loading}</p>}
      <Told>{found && <p class="strong">{found.length ? fill(SEE.found, { count: found.length }) : SEE.nothing}</p>}</Told>
      {found?.map((candidate) => <CandidatePart key={candidate.rule} candidate={candidate} seen={text} area={area} />)}
      {outside.length > 0 && <Outside candidates={outside} />}
      <Fold title={<h2>{SEE.record}</h2>} open={found !== null && !found.length} class="panel folded"><RecordForm key={found?.length ? "" : text} seen={text} area={area} /></Fold>
      <Recorded />
    </div>
  );
}

/** Clauses outside of the fixed scope: named, not judged. */
function Outside({ candidates }: { candidates: readonly Candidate[] }): JSX.Element {
  const { library } = useVisit().session;
  return (
    <section class="panel">
      <p class="strong">{SEE.outside}</p>
      <ul class="help-lines">
        {candidates.map(({ rule: id, title }) => {
          const rule = library.rules.find((each) => each.id === id);
          const standard = library.standards.get(rule?.standard ?? "");
          return <li key={id}>{title}{rule && standard && <span class="soft small"> {cite(standard, rule.clause)}</span>}</li>;
        })}
      </ul>
    </section>
  );
}

/** The type of an area and all that may lie in it. */
function typesAt(type: string | undefined, types: ReadonlyMap<string, { name: string; chain: readonly string[] }>): ReadonlySet<string> {
  return new Set([...types.values()].filter((each) => type !== undefined && each.chain.includes(type)).map((each) => each.name));
}

/** A clause that what was seen may fall under: its questions for one object, or a record as an ordinary hazard. */
function CandidatePart({ candidate, seen, area }: { candidate: Candidate; seen: string; area: string }): JSX.Element {
  const { session } = useVisit();
  const [part, setPart] = useState<"ask" | "record" | null>(null);
  const rule = session.library.rules.find((each) => each.id === candidate.rule) as Rule;
  const standard = session.library.standards.get(rule.standard);
  const questions = candidate.questions.flatMap(({ type, key }) => session.questionnaire.get(type)?.find((each) => each.key === key && type === rule.objectType) ?? []);
  const toggle = (wanted: "ask" | "record"): void => setPart(part === wanted ? null : wanted);
  return (
    <section class="panel stack" aria-label={rule.title}>
      <div>
        <h3>{rule.title}</h3>
        {standard && <p class="soft small">{cite(standard, rule.clause)}</p>}
      </div>
      <div class="row">
        <button type="button" class="grow" aria-expanded={part === "ask"} onClick={() => toggle("ask")}>{fill(SEE.askOf, { count: questions.length })}</button>
        <button type="button" class="grow" aria-expanded={part === "record"} onClick={() => toggle("record")}>{SEE.record}</button>
      </div>
      {part === "ask" && <AskPart rule={rule} questions={questions} area={area} />}
      {part === "record" && (
        <RecordForm seen={seen} area={area} basis={rule.level === "一般" ? rule.id : `${rule.standard}/${rule.clause}`} demand={rule.level === "一般" ? rule.rectification : ""} onDone={() => setPart(null)} />
      )}
    </section>
  );
}

/** Which object it is, and just the questions that matter there. */
function AskPart({ rule, questions, area }: { rule: Rule; questions: readonly Question[]; area: string }): JSX.Element {
  const { session, document } = useVisit();
  const [isAdding, setAdding] = useState(false);
  const within = area ? withAllBelow(document, area) : null;
  const objects = rule.objectType === ROOT_ID ? [ROOT_ID]
    : (document.对象 ?? []).filter((each) => each.类型 === rule.objectType && (within?.has(each.编号) ?? true)).map((each) => each.编号);
  const [chosen, setChosen] = useState<string | null>(objects.length === 1 ? (objects[0] ?? null) : null);
  const hits = chosen === null ? [] : hitsOf(session.overview.byObject.get(chosen) ?? []).filter((verdict) => verdict.rule === rule.id);
  return (
    <div class="stack">
      {rule.objectType !== ROOT_ID && (
        <>
          <p class="label">{fill(SEE.chooseObject, { type: rule.objectType })}</p>
          <div class="row">
            {objects.map((id) => <button key={id} type="button" aria-pressed={id === chosen} onClick={() => setChosen(id)}>{nameOf(document, id)}</button>)}
            <button type="button" aria-expanded={isAdding} onClick={() => setAdding(!isAdding)}>＋ {fill(SEE.newObject, { type: rule.objectType })}</button>
          </div>
        </>
      )}
      {isAdding && <AddObject parent={ROOT_ID} only={rule.objectType} onDone={() => setAdding(false)} />}
      {chosen !== null && (
        <>
          <Questions questions={questions} id={chosen} />
          {hits.map((verdict) => <VerdictLink key={verdict.rule} verdict={verdict} />)}
          <a class="button" href={hrefOf("object", chosen)}>{fill(VERDICT.toObject, { name: nameOf(document, chosen) })}</a>
        </>
      )}
    </div>
  );
}

interface RecordProps { readonly seen: string; readonly area: string; readonly basis?: string; readonly demand?: string; readonly onDone?: () => void }
function RecordForm({ seen, area, basis, demand, onDone }: RecordProps): JSX.Element {
  const { session, document } = useVisit();
  const [what, setWhat] = useState(seen);
  const [place, setPlace] = useState(area ? nameOf(document, area) : "");
  const [written, setBasis] = useState(basis ?? "");
  const [wanted, setWanted] = useState(demand ?? "");
  const save = (): void => {
    const observation: Record<string, string> = { 所见: what, 等级: "一般" };
    if (place) observation["位置"] = place;
    if (area) observation["对象"] = area;
    if (written) observation["依据"] = written;
    if (wanted) observation["整改"] = wanted;
    const isDone = session.edit(SEE.record, (before) => addObservation(before, observation as unknown as Seen, session.by));
    if (!isDone) return;
    session.say(SEE.saved);
    setWhat("");
    onDone?.();
  };
  return (
    <div class="stack">
      <TextField label={SEE.what} many value={what} onValue={setWhat} />
      <TextField label={SEE.place} value={place} onValue={setPlace} />
      <TextField label={SEE.basis} value={written} onValue={setBasis} />
      <TextField label={SEE.demand} many value={wanted} onValue={setWanted} />
      <button type="button" class="primary" onClick={save}>{SEE.save}</button>
    </div>
  );
}
function Recorded(): JSX.Element {
  const { document } = useVisit();
  const seen = document.见闻 ?? [];
  return (
    <section class="spaced">
      <h2>{fill(SEE.list, { count: seen.length })}</h2>
      {!seen.length && <p class="soft">{SEE.empty}</p>}
      {seen.map((each, number) => <RecordedOne key={number} seen={each} number={number} />)}
    </section>
  );
}

/** The citation of a named clause or rule; of anything else the text itself. */
function basisText(library: Library, basis: string): string {
  const rule = library.rules.find((each) => each.id === basis);
  const [id = "", ...ref] = basis.split("/");
  const clause = rule?.clause ?? ref.join("/");
  const standard = library.standards.get(rule?.standard ?? id);
  return standard?.clauses.some((each) => each.ref === clause) ? cite(standard, clause) : basis;
}

function RecordedOne({ seen, number }: { seen: ObservationWritten; number: number }): JSX.Element {
  const { session } = useVisit();
  const basis = seen.依据 && basisText(session.library, seen.依据);
  return (
    <div class="verdict ordinary">
      <p><span class="tag ordinary">{SEE.level[seen.等级 ?? "待定"]}</span> <span class="strong">{seen.所见}</span></p>
      <p class="soft small">{[seen.位置, basis && fill(SEE.basisChosen, { basis }), seen.人 && fill(GENERAL.by, { person: seen.人, time: shownTime(seen.时间) }), seen.照片?.join(GENERAL.and)].filter(Boolean).join("　")}</p>
      {seen.整改 && <p>{seen.整改}</p>}
      <div class="tools">
        <PhotoButton label={fill(SEE.photo, { text: seen.所见 })} onPhoto={(file) => void takePhoto(session, { observation: number }, file)} />
        <button type="button" aria-label={fill(SEE.remove, { text: seen.所见 })} onClick={() => session.edit(SEE.record, (before) => removeObservation(before, number))}>{GENERAL.remove}</button>
      </div>
    </div>
  );
}
