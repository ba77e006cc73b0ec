/** Which clause the basis of an inspector's own finding names, as judge/judging/observations.py reads it. */
import { LAW, cite, isInForceOn, type Library } from "../../judge/model/library.ts";
import { cut } from "../words.ts";

/** The standard and clause that a basis names: itself, by a rule, or cited in words as a standard in force on the day cites it; null
 * if it is other free text. */
export function namedClause(basis: string | null, library: Library, day: number): readonly [string, string] | null {
  if (basis === null) return null;
  const rule = library.rules.find(({ id }) => id === basis);
  if (rule) return [rule.standard, rule.clause];
  const [id, ref] = cut(basis, "/");
  if (library.standards.get(id)?.clauses.some((clause) => clause.ref === ref)) return [id, ref];
  if (!basis.startsWith("《")) return null;
  const found = [...library.standards.values()]
    .filter((standard) => isInForceOn(standard, day))
    .flatMap((standard) =>
      standard.clauses
        .filter(({ ref: own, address }) => {
          const short = standard.kind === LAW && basis === `《${standard.shortTitle}》${address}`;
          return short || basis === cite(standard, own);
        })
        .map((clause) => [standard.id, clause.ref] as const),
    );
  return found.length === 1 ? (found[0] ?? null) : null;
}
