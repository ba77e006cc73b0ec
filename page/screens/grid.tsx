/** 表格: all objects of a kind against their questions; one answer for all, for those chosen or for the rest. */
import type { JSX } from "preact";
import { memo } from "preact/compat";
import { useRef, useState } from "preact/hooks";
import type { Question } from "../data.ts";
import type { AnswerRecord, AnswerValue } from "../judge/model/visit.ts";
import { idsOfType, setAnswers, unansweredOf } from "../visit/answers.ts";
import { answerOf, nameOf } from "../visit/reading.ts";
import { AnswerInput } from "./answer_input.tsx";
import { answeredWith, answerText, isGiven, possibleOf } from "./answers.ts";
import { hrefOf, useVisit } from "./context.tsx";
import { Check, Heading, Select } from "./controls.tsx";
import { writeRecord } from "./object_card.tsx";
import { labelOf, withoutAnswer } from "./question.tsx";
import type { Session } from "./session.ts";
import { fill, GRID } from "./words.ts";

export function Grid({ type }: { type: string }): JSX.Element {
  const { session, document } = useVisit();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [onlyOpen, setOnlyOpen] = useState(true);
  const table = useRef<HTMLTableElement>(null);
  const ids = idsOfType(document, type);
  const all = session.questionnaire.get(type) ?? [];
  const isNeeded = (question: Question): boolean =>
    ids.some((id) => session.overview.asks.get(id)?.has(question.key) || isGiven(answerOf(document, { object: id, key: question.key })));
  const questions = onlyOpen && session.judgement ? all.filter(isNeeded) : all;
  const pick = (id: string, is: boolean): void => setChosen(new Set(is ? [...chosen, id] : [...chosen].filter((each) => each !== id)));
  return (
    <div class="spaced">
      <Heading back={hrefOf("site")}>{fill(GRID.heading, { type })}</Heading>
      {!ids.length && <p class="panel">{GRID.none}</p>}
      <p class="soft">{GRID.note}</p>
      <Bulk ids={ids} chosen={chosen} questions={questions} />
      <Check label={GRID.onlyOpen} checked={onlyOpen} onChecked={setOnlyOpen} />
      <div class="grid-box" tabIndex={0} role="region" aria-label={fill(GRID.heading, { type })}>
        <table ref={table} role="grid" onKeyDown={(event) => moveInTable(event, table.current)}>
          <thead>
            <tr>
              <th scope="col">
                <Check label={GRID.pickAll} checked={chosen.size === ids.length && ids.length > 0} onChecked={(is) => setChosen(new Set(is ? ids : []))} />
              </th>
              {questions.map((question) => <th key={question.key} scope="col">{labelOf(session.library, question)}</th>)}
            </tr>
          </thead>
          <tbody>
            {ids.map((id) => (
              <tr key={id}>
                <th scope="row">
                  <Check label={nameOf(document, id)} checked={chosen.has(id)} onChecked={(is) => pick(id, is)} />
                </th>
                {questions.map((question) => (
                  <Cell key={question.key} session={session} id={id} name={nameOf(document, id)} question={question}
                    record={answerOf(document, { object: id, key: question.key })}
                    isAsked={!session.judgement || (session.overview.asks.get(id)?.has(question.key) ?? false)} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

interface CellProps { readonly session: Session; readonly id: string; readonly name: string; readonly question: Question; readonly record: AnswerRecord | undefined; readonly isAsked: boolean }
const Cell = memo(AnswerCell, (a, b) => a.record === b.record && a.isAsked === b.isAsked && a.name === b.name && a.question === b.question);

/** Choices are given in the cell itself; what needs more room is given on the card. */
function AnswerCell({ session, id, name, question, record, isAsked }: CellProps): JSX.Element {
  const { fact, key } = question;
  const label = fill(GRID.cell, { object: name, question: labelOf(session.library, question) });
  const state = record?.答 !== undefined ? "given" : isGiven(record) ? "none" : isAsked ? "" : "away";
  const give = (value: string): void =>
    writeRecord(session, id, key, value === "" ? withoutAnswer(record) : answeredWith(record, { 答: value }));
  const possible = possibleOf(record?.答);
  const isChoice = fact.kind === "是否" || fact.kind === "设施" || fact.kind === "单选";
  if (!isChoice || possible.length > 1 || record?.无答 !== undefined) {
    return (
      <td class={state} role="gridcell">
        <a class="button cell" href={hrefOf("object", id)} tabIndex={-1} data-cell aria-label={`${label} ${GRID.openCard}`}>{answerText(record) || GRID.open}</a>
      </td>
    );
  }
  return (
    <td class={state} role="gridcell">
      <select aria-label={label} tabIndex={-1} data-cell value={possible[0] ?? ""} onChange={(event) => give(event.currentTarget.value)}>
        <option value="">{state === "away" ? GRID.notNeeded : GRID.open}</option>
        {fact.options.map((option) => <option key={option} value={option}>{option}</option>)}
      </select>
    </td>
  );
}

const MOVES: Readonly<Record<string, readonly [down: number, right: number]>> = {
  ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1],
};
/** Arrow keys move from cell to cell. In an opened drop-down the browser keeps them to itself; Alt+↓ or Space opens it. */
function moveInTable(event: KeyboardEvent, table: HTMLTableElement | null): void {
  const move = MOVES[event.key];
  const cell = (event.target as HTMLElement).closest("td,th");
  const row = cell?.parentElement;
  if (!move || event.altKey || !table || !cell || !row) return;
  const rows = [...table.querySelectorAll("tr")];
  const target = rows[rows.indexOf(row as HTMLTableRowElement) + move[0]]?.children[[...row.children].indexOf(cell) + move[1]];
  const control = target?.querySelector<HTMLElement>("select, a, input");
  if (!control) return;
  event.preventDefault();
  control.focus();
}

interface BulkProps { readonly ids: readonly string[]; readonly chosen: ReadonlySet<string>; readonly questions: readonly Question[] }
function Bulk({ ids, chosen, questions }: BulkProps): JSX.Element | null {
  const { session, document } = useVisit();
  const [key, setKey] = useState("");
  const [value, setValue] = useState<AnswerValue | undefined>(undefined);
  const question = questions.find((each) => each.key === key);
  const rest = question ? unansweredOf(document, ids, question.key).map((place) => place.object) : [];
  const answer = (objects: readonly string[]): void => {
    if (!question || value === undefined) return;
    const isDone = session.edit(fill(GRID.bulkDone, { count: objects.length }), (before) =>
      setAnswers(before, objects.map((object) => ({ object, key: question.key })), value, session.by));
    if (isDone) session.say(fill(GRID.bulkDone, { count: objects.length }));
  };
  if (!questions.length) return null;
  const isReady = question !== undefined && value !== undefined;
  return (
    <section class="panel stack" aria-label={GRID.bulk}>
      <Select label={GRID.bulkWhat} value={key} empty={GRID.bulkChoose} options={questions.map((each) => [each.key, labelOf(session.library, each)])}
        onValue={(next) => { setKey(next); setValue(undefined); }} />
      {question && (
        <>
          <AnswerInput key={key} fact={question.fact} record={value === undefined ? undefined : { 答: value }} label={`${GRID.bulkAnswer}：${labelOf(session.library, question)}`} onValue={setValue} />
          <div class="row">
            <button type="button" class="grow" disabled={!isReady || !rest.length} onClick={() => answer(rest)}>{fill(GRID.toRest, { count: rest.length })}</button>
            <button type="button" class="grow" disabled={!isReady || !chosen.size} onClick={() => answer([...chosen])}>{fill(GRID.toChosen, { count: chosen.size })}</button>
            <button type="button" class="grow" disabled={!isReady} onClick={() => answer(ids)}>{fill(GRID.toAll, { count: ids.length })}</button>
          </div>
        </>
      )}
    </section>
  );
}
