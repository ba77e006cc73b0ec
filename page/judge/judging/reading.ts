/** Reads a visit document and resolves it against a library: the twin of judge/library/visits.py. */
import { Problems, type VisitProblem } from "../diagnostics/problems.ts";
import { type Words, WORDLESS } from "../diagnostics/words.ts";
import type { Library } from "../model/library.ts";
import { tidied } from "../model/tidy.ts";
import type { VisitDocument } from "../model/visit.ts";
import { resolved, type ResolvedVisit } from "../resolve/visit.ts";
import { checkConstraints } from "./constraints.ts";

export interface ReadVisit {
  readonly visit: ResolvedVisit | null;
  readonly problems: readonly VisitProblem[];
}

/** The resolved visit; null, with errors among the problems, if anything in it is wrong. */
export function resolveVisit(document: VisitDocument, library: Library, words: Words = WORDLESS): ReadVisit {
  const problems = new Problems(words);
  const visit = resolved(tidied(document), library, problems, words);
  if (visit) checkConstraints(visit, library, problems);
  return { visit: problems.hasErrors ? null : visit, problems: problems.all };
}
