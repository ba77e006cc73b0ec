/** Small controls that every screen uses. */
import type { ComponentChildren, JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { useOwnId } from "./context.tsx";
import { GENERAL } from "./words.ts";

interface TextProps {
  readonly label: string;
  readonly value: string;
  readonly onValue: (value: string) => void;
  readonly type?: "text" | "date" | "search";
  readonly placeholder?: string;
  readonly note?: string | undefined;
  readonly wrong?: string | undefined;
  readonly list?: readonly string[];
  readonly inputMode?: "numeric" | "decimal" | "text";
  readonly many?: boolean;
  readonly autoFocus?: boolean;
  readonly onEnter?: () => void;
}
/** A labelled line or box of text. */
export function TextField(props: TextProps): JSX.Element {
  const id = useOwnId("field");
  const told = props.wrong ?? props.note;
  const shared = {
    id,
    value: props.value,
    placeholder: props.placeholder ?? "",
    "aria-invalid": props.wrong ? true : undefined,
    "aria-describedby": told ? `${id}-note` : undefined,
    onInput: (event: Event) => props.onValue((event.currentTarget as HTMLInputElement).value),
  } as const;
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "Enter" || event.isComposing || !props.onEnter) return;
    event.preventDefault();
    props.onEnter();
  };
  return (
    <div class="text-field">
      <label class="label" for={id}>{props.label}</label>
      {props.many ? (
        <textarea {...shared} />
      ) : (
        <input {...shared} type={props.type ?? "text"} inputMode={props.inputMode} list={props.list ? `${id}-list` : undefined}
          autoComplete="off" autoFocus={props.autoFocus} onKeyDown={onKeyDown} />
      )}
      {props.list && <datalist id={`${id}-list`}>{props.list.map((each) => <option key={each} value={each} />)}</datalist>}
      {told && <p id={`${id}-note`} class={props.wrong ? "wrong" : "soft small"}>{told}</p>}
    </div>
  );
}

interface PickProps<T extends string> {
  readonly label: string;
  readonly value: T | "";
  readonly options: readonly (readonly [value: T, text: string])[];
  readonly onValue: (value: T) => void;
  readonly empty?: string;
}
/** A labelled drop-down. */
export function Select<T extends string>({ label, value, options, onValue, empty }: PickProps<T>): JSX.Element {
  const id = useOwnId("select");
  return (
    <div>
      <label class="label" for={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => onValue(event.currentTarget.value as T)}>
        {empty !== undefined && <option value="">{empty}</option>}
        {options.map(([key, text]) => <option key={key} value={key}>{text}</option>)}
      </select>
    </div>
  );
}

interface RadioProps<T extends string> {
  readonly label: string;
  /** Whether the label is shown or only spoken. */
  readonly shown?: boolean;
  readonly value: T | null;
  readonly options: readonly (readonly [value: T, text: string])[];
  readonly onValue: (value: T) => void;
  readonly class?: string;
  readonly dim?: T;
}
/** Buttons of which one is chosen; arrow keys move between them, as between radio buttons. */
export function RadioButtons<T extends string>(props: RadioProps<T>): JSX.Element {
  const { options, value, onValue } = props;
  const group = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent): void => moveFocus(event, group.current);
  const reachable = options.some(([key]) => key === value) ? value : options[0]?.[0];
  return (
    <div>
      {props.shown && <p class="label" aria-hidden="true">{props.label}</p>}
      <div ref={group} class={props.class ?? "choices"} role="radiogroup" aria-label={props.label} onKeyDown={onKeyDown}>
        {options.map(([key, text]) => (
          <button key={key} type="button" role="radio" aria-checked={key === value} tabIndex={key === reachable ? 0 : -1}
            class={key === props.dim ? "dim" : undefined} onClick={() => onValue(key)}>
            {text}
          </button>
        ))}
      </div>
    </div>
  );
}

const STEPS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
/** Arrow keys move the focus among the radio buttons of a group; Home and End go to its ends. */
export function moveFocus(event: KeyboardEvent, group: HTMLElement | null): void {
  const buttons = [...(group?.querySelectorAll<HTMLElement>("[role=radio]") ?? [])];
  const at = buttons.indexOf(event.target as HTMLElement);
  const step = STEPS[event.key];
  const next = event.key === "Home" ? 0 : event.key === "End" ? buttons.length - 1 : step === undefined ? -1 : at + step;
  if (at < 0 || (step === undefined && next < 0)) return;
  event.preventDefault();
  buttons[(next + buttons.length) % buttons.length]?.focus();
}

interface CheckProps { readonly label: ComponentChildren; readonly checked: boolean; readonly onChecked: (checked: boolean) => void; readonly note?: string }
export function Check({ label, checked, onChecked, note }: CheckProps): JSX.Element {
  return (
    <label class="check">
      <input type="checkbox" checked={checked} onChange={(event) => onChecked(event.currentTarget.checked)} />
      <span>{label}{note && <span class="soft small"> {note}</span>}</span>
    </label>
  );
}

/** A heading of a screen, which takes the focus when the screen comes, so that it is read out. */
export function Heading({ children, back }: { children: ComponentChildren; back?: string }): JSX.Element {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <div class="head">
      {back !== undefined && <a class="button back" href={back} aria-label={GENERAL.back}>‹</a>}
      <h1 ref={heading} tabIndex={-1}>{children}</h1>
    </div>
  );
}

interface FoldProps { readonly title: ComponentChildren; readonly children: ComponentChildren; readonly open?: boolean; readonly class?: string }
export function Fold({ title, children, open, class: name }: FoldProps): JSX.Element {
  return (
    <details class={name ?? "folded"} open={open}>
      <summary>{title}</summary>
      {children}
    </details>
  );
}

/** Told by the screen reader when it changes. */
export function Told({ children }: { children: ComponentChildren }): JSX.Element {
  return <div role="status" aria-live="polite">{children}</div>;
}
