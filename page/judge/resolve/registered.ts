/** Looks up the chemicals that an answer names, and tells what is not found, not certain or mistyped. */
import type { Path, Problems } from "../diagnostics/problems.ts";
import type { Tables } from "../model/library.ts";
import type { Knowledge } from "../values/knowledge.ts";
import { strip } from "../values/text.ts";
import { AnswerError } from "./answers.ts";
import { casOf, lookUp } from "./chemicals.ts";

const SHOWN = 8;

/** The rows that an answer may mean, by name; with what was written itself where it may be none of them. Throws AnswerError. */
export function chemicalsNamed(raw: unknown, fact: string, tables: Tables, path: Path, problems: Problems): Knowledge {
  const isRecord = typeof raw === "object" && raw !== null && !Array.isArray(raw);
  const value: unknown = isRecord ? (raw as Record<string, unknown>)["答"] : raw;
  const found = new Set<string>();
  for (const text of Array.isArray(value) ? (value as unknown[]) : [value]) {
    if (typeof text !== "string" || !strip(text)) throw new AnswerError("C046", { name: fact });
    for (const name of lookedUp(strip(text), fact, tables, path, problems)) found.add(name);
  }
  if (!found.size) throw new AnswerError("C046", { name: fact });
  return found;
}

function lookedUp(text: string, fact: string, tables: Tables, path: Path, problems: Problems): readonly string[] {
  const cas = casOf(text);
  if (cas && !cas[1]) throw new AnswerError("C045", { name: fact, found: text });
  const row = lookUp(tables, text);
  if (row.isSure) return row.names;
  if (row.names.length) {
    problems.add("C044", path, { name: fact, found: text, rows: row.names.slice(0, SHOWN).join("；") });
  } else if (!row.isOutside) {
    problems.add("C043", path, { name: fact, found: text, nearest: row.near.join("、") });
  }
  return [...row.names, text];
}
