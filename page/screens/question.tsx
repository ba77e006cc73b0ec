/** One question on an object's card: its answer, what stands beside a plain answer, help, note and photos. */
import type { JSX } from "preact";
import { memo } from "preact/compat";
import { useState } from "preact/hooks";
import { fullName, type Clause, type Drawing, type Library } from "../judge/model/library.ts";
import type { AnswerRecord, AnswerValue } from "../judge/model/visit.ts";
import { shownTime } from "../visit/showing.ts";
import { AnswerInput } from "./answer_input.tsx";
import { answeredWith, answerText, isGiven, withDetail } from "./answers.ts";
import { useOwnId } from "./context.tsx";
import { Check, TextField } from "./controls.tsx";
import { HelpPart } from "./help.tsx";
import { clausesOf, type Ask } from "./overview.ts";
import type { Question } from "../data.ts";
import { UnsurePart } from "./unsure.tsx";
import { CARD, fill } from "./words.ts";

export interface Offer { readonly text: string; readonly visit: string }
interface Props {
  readonly library: Library;
  readonly question: Question;
  readonly record: AnswerRecord | undefined;
  readonly ask: Ask | undefined;
  readonly count: number;
  readonly offer: Offer | undefined;
  readonly today: string;
  readonly onRecord: (key: string, record: AnswerRecord | undefined) => void;
  readonly onPhoto: (key: string, file: File) => void;
  readonly onOffer: (key: string) => void;
}
type Part = "unsure" | "help" | "note" | "why" | null;

/** Drawn anew only when what it shows changes. */
export const QuestionBlock = memo(Block, (a, b) =>
  a.record === b.record && a.ask === b.ask && a.question === b.question && a.count === b.count && a.offer?.text === b.offer?.text);

function Block(props: Props): JSX.Element {
  const { question, record, ask, library } = props;
  const [part, setPart] = useState<Part>(null);
  const id = useOwnId("question");
  const { fact, key } = question;
  const label = labelOf(library, question);
  const toggle = (wanted: Part): void => setPart(part === wanted ? null : wanted);
  const give = (value: AnswerValue | undefined): void => {
    if (value === undefined && !record) return;
    props.onRecord(key, value === undefined ? withoutAnswer(record) : answeredWith(record, { 答: value }));
  };
  const state = record?.答 !== undefined ? "question given" : isGiven(record) ? "question none" : "question";
  return (
    <fieldset class={state} id={`问-${key}`}>
      <legend>{label}</legend>
      <Marks question={question} ask={ask} open={part === "why"} toggle={() => toggle("why")} controls={`${id}-why`} />
      {part === "why" && ask && <WhyPart id={`${id}-why`} ask={ask} />}
      {props.offer && !isGiven(record) && (
        <div class="offer">
          <span>{fill(CARD.offer, { value: props.offer.text, visit: props.offer.visit })}</span>
          <button type="button" onClick={() => props.onOffer(key)}>{CARD.offerTake}</button>
        </div>
      )}
      <AnswerInput fact={fact} record={record} label={label} onValue={give}
        unsure={{ open: part === "unsure", toggle: () => toggle("unsure"), controls: `${id}-unsure` }} />
      {part === "unsure" && (
        <UnsurePart id={`${id}-unsure`} fact={fact} record={record} today={props.today} onRecord={(next) => props.onRecord(key, next)} />
      )}
      <Said record={record} />
      <div class="tools">
        <button type="button" aria-expanded={part === "help"} onClick={() => toggle("help")} aria-label={`${CARD.help}：${label}`}>{CARD.help}</button>
        <button type="button" aria-expanded={part === "note"} onClick={() => toggle("note")} aria-label={fill(CARD.noteOf, { question: label })}>{props.count > 1 ? CARD.noteGroup : CARD.note}</button>
        <PhotoButton label={fill(CARD.photoOf, { question: label })} onPhoto={(file) => props.onPhoto(key, file)} />
        {isGiven(record) && <button type="button" onClick={() => give(undefined)} aria-label={`${CARD.clear}：${label}`}>{CARD.clear}</button>}
      </div>
      {part === "help" && <HelpPart fact={fact} drawings={drawingsOf(library, fullName(fact))} />}
      {part === "note" && <NotePart record={record} count={props.count} label={label} onRecord={(next) => props.onRecord(key, next)} />}
    </fieldset>
  );
}

/** The question, of a fact asked clause by clause with the clause. */
export function labelOf(library: Library, { fact, key }: Question): string {
  const [, at] = key.split("@");
  if (at === undefined) return fact.question;
  const [standard = "", ...ref] = at.split("/");
  const clause: Clause | undefined = library.standards.get(standard)?.clauses.find((each) => each.ref === ref.join("/"));
  return fill(CARD.perClause, { question: fact.question, clause: clause?.address ?? at });
}
export const drawingsOf = (library: Library, name: string): readonly Drawing[] =>
  library.drawings.filter((drawing) => drawing.facts.includes(name) || drawing.objectTypes.includes(name));

/** Without value and reason; a note or photo that somebody took stays on the open question. */
export function withoutAnswer(record: AnswerRecord | undefined): AnswerRecord | undefined {
  const kept = answeredWith(record, { 无答: "未查" });
  return kept.备注 !== undefined || kept.证据?.length ? kept : undefined;
}

interface MarksProps { readonly question: Question; readonly ask: Ask | undefined; readonly open: boolean; readonly toggle: () => void; readonly controls: string }
function Marks({ question, ask, open, toggle, controls }: MarksProps): JSX.Element {
  const clauses = ask ? clausesOf(ask) : [];
  const leans = clauses.some((clause) => clause.leans);
  return (
    <div class="marks">
      <span>{CARD.method[question.method]}</span>
      {question.fact.holds !== "当次" && <span>{CARD.holds[question.fact.holds]}</span>}
      {leans && <span class="tag major">{CARD.leaning}</span>}
      {clauses.length > 0 && (
        <button type="button" class="link" aria-expanded={open} aria-controls={controls} onClick={toggle} aria-label={`${CARD.why}：${fill(CARD.decides, { count: clauses.length })}`}>
          {fill(CARD.decides, { count: clauses.length })}
        </button>
      )}
    </div>
  );
}

function WhyPart({ id, ask }: { id: string; ask: Ask }): JSX.Element {
  return (
    <div class="aside" id={id}>
      <p class="strong">{CARD.decidesWhich}</p>
      <ul class="help-lines">
        {clausesOf(ask).map((clause) => <li key={clause.cite}>{clause.title}<span class="soft small"> {clause.cite}</span></li>)}
      </ul>
    </div>
  );
}

/** Who answered and how: in bulk, carried over, declared, sampled; note and photos. */
function Said({ record }: { record: AnswerRecord | undefined }): JSX.Element | null {
  if (!record) return null;
  const said = [
    isGiven(record) && record.人 ? fill(CARD.who, { person: record.人, time: shownTime(record.时间) }) : "",
    record.答 === undefined && isGiven(record) ? answerText(record) : "",
    record.批量 === "是" ? CARD.bulk : "",
    record.沿用 ? fill(CARD.carriedOver, { visit: record.沿用 }) : "",
    record.企业自报 === "是" ? CARD.declared : "",
    record.抽查 ? fill(CARD.sampled, { seen: record.抽查.split("/")[0] ?? "", total: record.抽查.split("/")[1] ?? "" }) : "",
    record.证据?.length ? fill(CARD.photos, { count: record.证据.length }) : "",
    record.备注 ? `${CARD.note}：${record.备注}` : "",
  ].filter(Boolean);
  return said.length ? <p class="said">{said.map((each) => <span key={each}>{each}</span>)}</p> : null;
}

export function PhotoButton({ label, text, onPhoto }: { label: string; text?: string; onPhoto: (file: File) => void }): JSX.Element {
  return (
    <label>
      {text ?? CARD.photo}
      <input class="unseen" type="file" accept="image/*" capture="environment" aria-label={label}
        onChange={(event) => {
          for (const file of event.currentTarget.files ?? []) onPhoto(file);
          event.currentTarget.value = "";
        }} />
    </label>
  );
}

interface NoteProps { readonly record: AnswerRecord | undefined; readonly count: number; readonly label: string; readonly onRecord: (record: AnswerRecord | undefined) => void }
function NotePart({ record, count, label, onRecord }: NoteProps): JSX.Element {
  const seen = record?.抽查?.split("/")[0] ?? "";
  const sample = (text: string): void => {
    const number = Number(text);
    const isSample = Number.isInteger(number) && number >= 1 && number < count;
    onRecord(withDetail(record, { 抽查: isSample ? `${number}/${count}` : undefined }));
  };
  return (
    <div class="aside spaced">
      <TextField label={fill(CARD.noteOf, { question: label })} many value={record?.备注 ?? ""} onValue={(text) => onRecord(withDetail(record, { 备注: text || undefined }))} />
      {record?.答 !== undefined && count > 1 && (
        <TextField label={fill(CARD.sampledAsk, { total: count })} value={seen} inputMode="numeric" placeholder={CARD.sampledAll} onValue={sample} />
      )}
      {record?.答 !== undefined && (
        <Check label={CARD.declaredMark} checked={record.企业自报 === "是"} onChecked={(is) => onRecord(withDetail(record, { 企业自报: is ? "是" : undefined }))} />
      )}
    </div>
  );
}
