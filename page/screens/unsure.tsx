/** What stands beside a plain answer: a set of values it may be, or the reason why there is none. */
import type { JSX } from "preact";
import type { Fact } from "../judge/model/library.ts";
import type { AnswerRecord, NoAnswer } from "../judge/model/visit.ts";
import { answeredWith, possibleOf } from "./answers.ts";
import { Check, RadioButtons, TextField } from "./controls.tsx";
import { CARD } from "./words.ts";

const REASONS = Object.keys(CARD.reasons) as NoAnswer[];
const DAYS_TO_SUPPLY = 7;

interface Props {
  readonly id: string;
  readonly fact: Fact;
  readonly record: AnswerRecord | undefined;
  /** The visit's day, as `2026-11-25`. */
  readonly today: string;
  readonly onRecord: (record: AnswerRecord) => void;
}

export function UnsurePart({ id, fact, record, today, onRecord }: Props): JSX.Element {
  const canBeSet = (fact.kind === "设施" || fact.kind === "单选") && fact.options.length > 2;
  const choose = (reason: NoAnswer): void =>
    onRecord(answeredWith(record, reason === "待补资料" ? { 无答: reason, 期限: record?.期限 ?? daysAfter(today, DAYS_TO_SUPPLY) } : { 无答: reason }));
  return (
    <div class="aside unsure-part spaced" id={id}>
      {canBeSet && <Possible fact={fact} record={record} onRecord={onRecord} />}
      <RadioButtons label={CARD.reason} shown class="choices long" value={record?.无答 ?? null}
        options={REASONS.map((reason) => [reason, `${reason}：${CARD.reasons[reason]}`])} onValue={choose} />
      {record?.无答 === "待补资料" && (
        <TextField label={CARD.due} type="date" value={record.期限 ?? ""} onValue={(day) => onRecord(answeredWith(record, day ? { 无答: "待补资料", 期限: day } : { 无答: "待补资料" }))} />
      )}
    </div>
  );
}

function Possible({ fact, record, onRecord }: Pick<Props, "fact" | "record" | "onRecord">): JSX.Element {
  const possible = possibleOf(record?.答);
  const toggle = (option: string, is: boolean): void => {
    const chosen = fact.options.filter((each) => (each === option ? is : possible.includes(each)));
    const [only] = chosen;
    // all of them together say nothing: the question stays open
    if (chosen.length === 0 || chosen.length === fact.options.length) onRecord(answeredWith(record, { 无答: "查不清" }));
    else onRecord(answeredWith(record, { 答: chosen.length === 1 ? (only as string) : chosen }));
  };
  return (
    <div role="group" aria-label={CARD.maybe}>
      <p class="label">{CARD.maybe}</p>
      {fact.options.map((option) => (
        <Check key={option} label={option} checked={possible.includes(option)} onChecked={(is) => toggle(option, is)} />
      ))}
    </div>
  );
}

/** A day some days later. */
export function daysAfter(day: string, count: number): string {
  const moment = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(moment.getTime())) return day;
  moment.setUTCDate(moment.getUTCDate() + count);
  return moment.toISOString().slice(0, 10);
}
