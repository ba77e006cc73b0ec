/** Problems in what people wrote, gathered so that all are told at once: the twin of judge/diagnostics/diagnostic.py. */
import { nearest } from "./names.ts";
import { say, type Words } from "./words.ts";

export type Path = readonly (string | number)[];

export interface VisitProblem {
  readonly code: string;
  /** Keys and indices from the top of the visit document. */
  readonly path: Path;
  readonly text: string;
  readonly remedy: string;
  readonly isError: boolean;
}

/** In front of these values a text is cut: nobody reads on, and the rest may be anything. */
const LONGEST_VALUE = 400;

/** A template with its `{names}` filled in; a part in `[[ ]]` is left out where a value in it is empty. */
export function filled(template: string, values: Readonly<Record<string, string>>): string {
  const short = (name: string): string => {
    const letters = [...(values[name] ?? "")];
    return letters.length <= LONGEST_VALUE ? letters.join("") : letters.slice(0, LONGEST_VALUE).join("") + "…";
  };
  const kept = template.replace(/\[\[(.*?)\]\]/g, (_, part: string) =>
    [...part.matchAll(/\{(\w+)\}/g)].every(([, name]) => short(name as string)) ? part : "",
  );
  return kept.replace(/\{(\w+)\}/g, (_, name: string) => short(name));
}

/** Gathers problems, each once, in the order in which they are found. */
export class Problems {
  readonly #found = new Map<string, VisitProblem>();

  constructor(private readonly words: Words) {}

  /** A sentence that asks whether a word was meant; empty if there is none. */
  asked(near: string | null): string {
    return near ? say(this.words, "did_you_mean", { near }) : "";
  }

  /** A sentence with the nearest of the choices; empty if none is near. */
  hint(word: string, choices: Iterable<string>): string {
    return this.asked(nearest(word, choices));
  }

  /** Record one problem; `values` fill the catalogue's texts. */
  add(code: string, path: Path, values: Readonly<Record<string, unknown>> = {}): void {
    const message = this.words.messages.get(code);
    const shown = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
    const problem = {
      code,
      path,
      text: message ? filled(message.text, shown) : code,
      remedy: message ? filled(message.remedy, shown) : "",
      isError: message?.severity !== "warning",
    };
    const key = JSON.stringify([code, path, problem.text]);
    if (!this.#found.has(key)) this.#found.set(key, problem);
  }

  get all(): readonly VisitProblem[] {
    return [...this.#found.values()];
  }
  get hasErrors(): boolean {
    return this.all.some((problem) => problem.isError);
  }
}
