/** What is looked up in a library again and again, made once for each. */
import { cite, type Library, type Reading, type Rule } from "./library.ts";

const rules = new WeakMap<Library["rules"], ReadonlyMap<string, Rule>>();
const readings = new WeakMap<Library["rules"], ReadonlyMap<string, Reading>>();

/** Rules by id. */
export function ruleById(library: Library): ReadonlyMap<string, Rule> {
  let found = rules.get(library.rules);
  if (!found) rules.set(library.rules, (found = new Map(library.rules.map((rule) => [rule.id, rule] as const))));
  return found;
}

/** Readings by id, of rules and of standards. */
export function readingById(library: Library): ReadonlyMap<string, Reading> {
  let found = readings.get(library.rules);
  if (!found) {
    const all = [...library.rules, ...library.standards.values()].flatMap((holder) => holder.readings);
    readings.set(library.rules, (found = new Map(all.map((reading) => [reading.id, reading] as const))));
  }
  return found;
}

/** The full citation of `<standard>/<ref>`; null if there is no such clause. */
export function clauseCite(library: Library, reference: string): string | null {
  const slash = reference.indexOf("/");
  const found = slash < 0 ? undefined : library.standards.get(reference.slice(0, slash));
  const ref = reference.slice(slash + 1);
  return found?.clauses.some((clause) => clause.ref === ref) ? cite(found, ref) : null;
}

/** Whether a clause is, or stands in, a part of its standard. */
export const isWithin = (ref: string, part: string): boolean => ref === part || ref.startsWith(`${part}.`);

