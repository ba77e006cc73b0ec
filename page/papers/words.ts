/** The words of the papers and their templates as checklists/page/paper_words.py hands them over: nothing is typed here again. */
import type { Template } from "./template.ts";

export type Table = Readonly<Record<string, string>>;

export interface PaperWords {
  readonly outcomes: Table;
  readonly standings: Table;
  readonly texts: Table;
  readonly plain: Table;
  readonly blank: Table;
  readonly record: Table;
  readonly confidence: Table;
  readonly copy: Table;
  readonly list: Table;
  /** How far up a finding has come, the lowest step first. */
  readonly ladder: readonly string[];
  /** The version of the engine that papers name. */
  readonly engine: string;
  /** What a page runs before it is printed. */
  readonly unfold: string;
  /** By the name of the file under checklists/templates. */
  readonly templates: Readonly<Record<string, Template>>;
}

/** A word of a table. Throws where there is none: an unknown name is a fault, never an empty place. */
export function word(table: Table, name: string): string {
  const found = table[name];
  if (found === undefined) throw new Error(`no word named ${name}`);
  return found;
}

/** A word of a table with its `{names}` filled in. */
export function fill(table: Table, name: string, values: Readonly<Record<string, string | number>>): string {
  return filled(word(table, name), values);
}

/** A text with its `{names}` filled in; what is filled in stands as it is, braces and all. */
export function filled(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`nothing to fill in for ${name}`);
    return String(value);
  });
}

/** Names side by side; of many, the first few and how many there are. */
export function listed(texts: Table, names: readonly string[], limit = 8): string {
  if (names.length <= limit) return names.join("、");
  return fill(texts, "all_objects", { first: names.slice(0, limit).join("、"), count: names.length });
}

export const distinct = <T>(values: Iterable<T>): T[] => [...new Set(values)];

/** The value of a key, made and kept where there is none yet. */
export function kept<K, V>(map: Map<K, V>, key: K, made: () => V): V {
  let value = map.get(key);
  if (value === undefined) {
    value = made();
    map.set(key, value);
  }
  return value;
}

/** What stands in front of the first mark, and what stands behind it; all of it and nothing where there is no mark. */
export function cut(text: string, mark: string): [string, string] {
  const place = text.indexOf(mark);
  return place < 0 ? [text, ""] : [text.slice(0, place), text.slice(place + mark.length)];
}

/** The text behind the last mark; all of it where there is no mark. */
export const behindLast = (text: string, mark: string): string => text.slice(text.lastIndexOf(mark) + 1);
