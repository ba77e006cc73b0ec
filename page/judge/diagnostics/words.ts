/** The Chinese texts that the judge says, as checklists/page/phrases.py packs them; nothing is typed here a second time. */

export interface Message {
  readonly severity: "error" | "warning";
  readonly text: string;
  readonly remedy: string;
}
export interface Words {
  /** By code of judge/diagnostics/catalogue.yaml. */
  readonly messages: ReadonlyMap<string, Message>;
  /** Templates by name: those of reasons, of missing things, of names. */
  readonly texts: ReadonlyMap<string, string>;
  /** Signs by name of the table, then by operator or sign. */
  readonly signs: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

/** Where nothing is to be read: outcomes come out the same, texts stay empty. */
export const WORDLESS: Words = { messages: new Map(), texts: new Map(), signs: new Map() };

/** A text with its `{names}` filled in. */
export function say(words: Words, name: string, values: Readonly<Record<string, unknown>> = {}): string {
  return (words.texts.get(name) ?? "").replace(/\{(\w+)\}/g, (_, key: string) => String(values[key]));
}

export function sign(words: Words, table: string, name: string): string {
  return words.signs.get(table)?.get(name) ?? "";
}
