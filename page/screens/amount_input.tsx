/** Controls for amounts, dates and texts. What is typed is written once it can be read, a moment after the last key or on leaving. */
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { dateForm, type DateForm, numberForm, type NumberForm, writtenDate, writtenNumber } from "./answers.ts";
import type { InputProps } from "./answer_input.tsx";
import { RadioButtons } from "./controls.tsx";
import { useOwnId } from "./context.tsx";
import { CARD } from "./words.ts";

const PAUSE = 500;

/** A form kept while typing; `write` is called after a pause and at once on leaving. Another answer from outside replaces it. */
function useTyped<T>(value: string | undefined, read: (value: string | undefined) => T, write: (form: T) => void): {
  form: T; type: (form: T, now?: boolean) => void; leave: () => void;
} {
  const [form, setForm] = useState(() => read(value));
  const written = useRef(value);
  const waiting = useRef<{ timer: ReturnType<typeof setTimeout>; form: T } | null>(null);
  const latest = useRef(write);
  latest.current = write;
  const flush = (): void => {
    if (!waiting.current) return;
    const { timer, form: typed } = waiting.current;
    clearTimeout(timer);
    waiting.current = null;
    latest.current(typed);
  };
  useEffect(() => {
    if (value === written.current) return;
    written.current = value;
    if (!waiting.current) setForm(read(value));
  }, [value]);
  useEffect(() => flush, []);
  const type = (next: T, now = false): void => {
    setForm(next);
    if (waiting.current) clearTimeout(waiting.current.timer);
    waiting.current = { form: next, timer: setTimeout(flush, PAUSE) };
    if (now) flush();
  };
  return { form, type, leave: flush };
}

const textOf = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);
const BOUNDS = [["exact", CARD.number.exact], ["range", CARD.number.range], ["least", CARD.number.least], ["most", CARD.number.most]] as const;

export function AmountInput({ fact, record, label, onValue }: InputProps): JSX.Element {
  const id = useOwnId("amount");
  const value = textOf(record?.答);
  const { form, type, leave } = useTyped<NumberForm>(value, numberForm, (typed) => {
    const read = writtenNumber(typed, fact);
    if (read.value !== value && !read.wrong) onValue(read.value);
  });
  const { wrong } = writtenNumber(form, fact);
  const input = (part: "low" | "high", name: string): JSX.Element => (
    <label>
      <span class={form.bound === "range" ? "" : "unseen"}>{name}</span>
      <input inputMode="decimal" autoComplete="off" value={form[part]} aria-label={`${label} ${name}`} aria-invalid={wrong ? true : undefined}
        aria-describedby={wrong ? `${id}-wrong` : undefined} onBlur={leave} onInput={(event) => type({ ...form, [part]: event.currentTarget.value })} />
    </label>
  );
  return (
    <div>
      <RadioButtons label={CARD.value} class="modes" value={form.bound} options={BOUNDS} onValue={(bound) => type({ ...form, bound })} />
      <div class="amount">
        {input("low", form.bound === "range" ? CARD.low : CARD.value)}
        {form.bound === "range" && input("high", CARD.high)}
        {fact.unit && <span class="unit">{fact.unit}</span>}
      </div>
      {wrong && <p id={`${id}-wrong`} class="wrong" role="alert">{wrong}</p>}
    </div>
  );
}

const DATES = [["day", CARD.dateBy.day], ["month", CARD.dateBy.month], ["range", CARD.dateBy.range]] as const;

export function DateInput({ record, label, onValue }: InputProps): JSX.Element {
  const id = useOwnId("date");
  const value = textOf(record?.答);
  const { form, type, leave } = useTyped<DateForm>(value, dateForm, (typed) => {
    const read = writtenDate(typed);
    if (read.value !== value && !read.wrong) onValue(read.value);
  });
  const { wrong } = writtenDate(form);
  const input = (part: "from" | "to", name: string): JSX.Element => (
    <label>
      <span class={form.by === "range" ? "" : "unseen"}>{name}</span>
      <input type={form.by === "month" ? "month" : "date"} value={form[part]} aria-label={`${label} ${name}`} aria-invalid={wrong ? true : undefined}
        aria-describedby={wrong ? `${id}-wrong` : undefined} onBlur={leave} onInput={(event) => type({ ...form, [part]: event.currentTarget.value })} />
    </label>
  );
  return (
    <div>
      <RadioButtons label={CARD.value} class="modes" value={form.by} options={DATES} onValue={(by) => type({ by, from: "", to: "" })} />
      <div class="amount">
        {input("from", form.by === "range" ? CARD.low : CARD.dateBy[form.by])}
        {form.by === "range" && input("to", CARD.high)}
      </div>
      {wrong && <p id={`${id}-wrong`} class="wrong" role="alert">{wrong}</p>}
    </div>
  );
}

export function TextInput({ record, label, onValue }: InputProps): JSX.Element {
  const value = textOf(record?.答);
  const { form, type, leave } = useTyped<string>(value, (text) => text ?? "", (typed) => onValue(typed.trim() || undefined));
  return (
    <textarea aria-label={label} value={form} placeholder={CARD.textPlaceholder} onBlur={leave} onInput={(event) => type(event.currentTarget.value)} />
  );
}
