/** What an inspector saw and wrote down freely (见什么记什么): findings of a person's own, which no rule judged. */
import { cite, type Clause, EDITORIAL, isInForceOn, LAW, type Library, type Standard } from "../model/library.ts";
import { clauseCite, ruleById } from "../model/lookups.ts";
import type { ObservationWritten } from "../model/visit.ts";
import type { ResolvedVisit } from "../resolve/visit.ts";
import type { HandledBy } from "../verdict/verdict.ts";
import { candidates, isPenalty } from "./handling.ts";

/** One finding of an inspector's own, with the field names of the JSON output. */
export interface Observation {
  readonly text: string;
  readonly place: string | null;
  readonly object: string | null;
  readonly object_name: string | null;
  readonly photos: readonly string[];
  readonly by: string | null;
  /** Never `major`, which only a rule says. */
  readonly level: "ordinary" | "undetermined";
  /** As written: free text, a clause or a rule. */
  readonly basis: string | null;
  /** The basis as it is cited in full; null where there is none, or it is of the editors' own making. */
  readonly cite: string | null;
  readonly is_editorial: boolean;
  readonly handling: readonly HandledBy[];
  readonly is_penalty: boolean;
  readonly rectification: string | null;
}

/** The observations of a visit in the order in which they were written. */
export const observationsOf = (visit: ResolvedVisit, library: Library): Observation[] =>
  (visit.document.见闻 ?? []).map((written) => observationOf(written, visit, library));

function observationOf(written: ObservationWritten, visit: ResolvedVisit, library: Library): Observation {
  const { 对象: object = null, 依据: basis = null } = written;
  const rule = basis === null ? undefined : ruleById(library).get(basis);
  const clause = clauseNamed(basis, library, visit.judgedOn);
  const isEditorial = clause?.standard.kind === EDITORIAL;
  const cited = !clause ? basis : isEditorial ? null : cite(clause.standard, clause.ref);
  let known = clause ? candidates(clause.standard, clause.ref) : [];
  if (!known.length) known = handledUnder(basis, library, visit.judgedOn);
  return {
    text: written.所见,
    place: written.位置 ?? null,
    object,
    object_name: object === null ? null : (visit.names.get(object) ?? object),
    photos: written.照片 ?? [],
    by: written.人 ?? null,
    level: written.等级 === "一般" ? "ordinary" : "undetermined",
    basis,
    cite: cited,
    is_editorial: isEditorial,
    handling: known,
    is_penalty: isPenalty(cited, known),
    rectification: written.整改 || (rule ? rule.rectification : null),
  };
}

interface Named {
  readonly standard: Standard;
  readonly ref: string;
}

/**
 * The clause that a basis names: itself, by a rule, or cited in words as a standard in force on the day cites it; null if
 * it is other free text.
 */
export function clauseNamed(basis: string | null, library: Library, day: number): Named | null {
  if (basis === null) return null;
  const rule = ruleById(library).get(basis);
  if (rule) return { standard: library.standards.get(rule.standard) as Standard, ref: rule.clause };
  if (clauseCite(library, basis) !== null) {
    const slash = basis.indexOf("/");
    return { standard: library.standards.get(basis.slice(0, slash)) as Standard, ref: basis.slice(slash + 1) };
  }
  if (!basis.startsWith("《")) return null;
  const found = inForce(library, day).flatMap((standard) =>
    standard.clauses.filter((clause) => citedAs(standard, clause).includes(basis)).map(({ ref }) => ({ standard, ref })),
  );
  return found.length === 1 ? (found[0] as Named) : null;
}

const inForce = (library: Library, day: number): Standard[] =>
  [...library.standards.values()].filter((standard) => isInForceOn(standard, day));

/** How a clause may be cited in words: a law by its short title too. */
const citedAs = (standard: Standard, clause: Clause): string[] => [
  cite(standard, clause.ref),
  ...(standard.kind === LAW ? [`《${standard.shortTitle}》${clause.address}`] : []),
];

/** What a provision cited in words is known to be the 处理依据 of, in a law of its own title. */
function handledUnder(basis: string | null, library: Library, day: number): HandledBy[] {
  if (basis === null) return [];
  const law = inForce(library, day).find((s) => s.kind === LAW && basis.startsWith(`《${s.title}》`));
  if (!law) return [];
  const refs = new Set(law.handling.flatMap((known) => known.clauses));
  const found = [...refs].flatMap((ref) => candidates(law, ref)).filter((one) => one.handled_under === basis);
  return [...new Map(found.map((one) => [JSON.stringify(one), one] as const)).values()];
}
