/** The control that gives a value to one fact, by its kind. A tap writes the answer at once. */
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Fact } from "../judge/model/library.ts";
import type { AnswerRecord, AnswerValue } from "../judge/model/visit.ts";
import { AmountInput, DateInput, TextInput } from "./amount_input.tsx";
import { boxesOf, type BoxAnswer, possibleOf, writtenBoxes } from "./answers.ts";
import { moveFocus, RadioButtons, TextField } from "./controls.tsx";
import { CARD, fill } from "./words.ts";

export interface InputProps {
  readonly fact: Fact;
  readonly record: AnswerRecord | undefined;
  /** The label that a screen reader says: the question. */
  readonly label: string;
  /** `undefined` takes the answer back. */
  readonly onValue: (value: AnswerValue | undefined) => void;
  /** The button that opens what stands beside a plain value; shown among the choices. */
  readonly unsure?: Unsure | undefined;
}
interface Unsure { readonly open: boolean; readonly toggle: () => void; readonly controls: string
}
const LONG_OPTION = 9;
const MANY_OPTIONS = 10;

export function AnswerInput(props: InputProps): JSX.Element {
  switch (props.fact.kind) {
    case "数值":
      return <><AmountInput {...props} /><UnsureAlone {...props} /></>;
    case "日期":
      return <><DateInput {...props} /><UnsureAlone {...props} /></>;
    case "文本":
      return <TextInput {...props} />;
    case "多选":
      return <><Boxes {...props} /><UnsureAlone {...props} /></>;
    default:
      return <Choices {...props} />;
  }
}

function UnsureButton({ unsure, label }: Pick<InputProps, "unsure" | "label">): JSX.Element | null {
  if (!unsure) return null;
  return (
    <button type="button" class="unsure" aria-expanded={unsure.open} aria-controls={unsure.controls}
      aria-label={fill(CARD.unsureOf, { question: label })} onClick={unsure.toggle}>
      {CARD.unsure}
    </button>
  );
}
const UnsureAlone = (props: InputProps): JSX.Element | null =>
  props.unsure ? <div class="choices"><UnsureButton unsure={props.unsure} label={props.label} /></div> : null;

function Choices(props: InputProps): JSX.Element {
  const { fact, record, onValue, label } = props;
  const group = useRef<HTMLDivElement>(null);
  const [filter, setFilter] = useState("");
  const [isChanging, setChanging] = useState(false);
  const folded = useRef<HTMLButtonElement>(null);
  const wasChosen = useRef(false);
  useEffect(() => {
    // the list that had the focus is gone: the focus goes to what stands in its place
    if (wasChosen.current) folded.current?.focus();
    wasChosen.current = false;
  });
  const possible = possibleOf(record?.答);
  const isSet = possible.length > 1;
  const isMany = fact.options.length > MANY_OPTIONS;
  const shown = fact.options.filter((option) => !isMany || filter === "" || option.includes(filter) || possible.includes(option));
  const isLong = fact.options.some((option) => [...option].length > LONG_OPTION);
  if (isMany && possible.length === 1 && !isChanging) {
    return (
      <div class="choices pair">
        <button ref={folded} type="button" class="chosen" aria-label={`${label} ${possible[0]}`} onClick={() => setChanging(true)}>{possible[0]}</button>
        <button type="button" onClick={() => setChanging(true)}>{fill(CARD.change, { count: fact.options.length })}</button>
      </div>
    );
  }
  const choose = (option: string): void => {
    wasChosen.current = isMany;
    setChanging(false);
    setFilter("");
    onValue(possible.includes(option) && !isSet ? undefined : option);
  };
  const columns = isLong ? "choices long" : shown.length === 3 && props.unsure ? "choices four" : "choices";
  const reachable = possible[0] && shown.includes(possible[0]) ? possible[0] : shown[0];
  return (
    <>
      {isMany && <TextField label={fill(CARD.filter, { count: fact.options.length })} value={filter} onValue={setFilter} />}
      <div class={columns}>
        <div ref={group} role="radiogroup" aria-label={label} class="inner" onKeyDown={(event) => moveFocus(event, group.current)}>
          {shown.map((option) => {
            const isPossible = possible.includes(option);
            return (
              <button key={option} type="button" role="radio" class={isSet && isPossible ? "maybe" : undefined}
                aria-checked={isPossible && !isSet} aria-label={isSet && isPossible ? fill(CARD.maybeOne, { option }) : undefined} tabIndex={option === reachable ? 0 : -1}
                onClick={() => choose(option)}>
                {option}
              </button>
            );
          })}
        </div>
        <UnsureButton unsure={props.unsure} label={label} />
      </div>
    </>
  );
}

const THIRDS = [["是", CARD.yes], ["否", CARD.no], ["未查", CARD.unasked]] as const;

function Boxes({ fact, record, onValue, label }: InputProps): JSX.Element {
  const boxes = boxesOf(fact, record?.答);
  const set = (option: string, answer: BoxAnswer): void => onValue(writtenBoxes({ ...boxes, [option]: answer }));
  const isOpen = fact.options.some((option) => boxes[option] === "未查");
  const closeRest = (): void =>
    onValue(writtenBoxes(Object.fromEntries(Object.entries(boxes).map(([option, answer]) => [option, answer === "未查" ? "否" : answer]))));
  return (
    <div role="group" aria-label={label}>
      {fact.options.map((option) => (
        <div class="box" key={option}>
          <span aria-hidden="true">{option}</span>
          <RadioButtons label={option} class="thirds" value={boxes[option] ?? "未查"} options={THIRDS} dim="未查" onValue={(answer) => set(option, answer)} />
        </div>
      ))}
      {isOpen && <button type="button" class="wide" onClick={closeRest}>{CARD.rest}</button>}
    </div>
  );
}
