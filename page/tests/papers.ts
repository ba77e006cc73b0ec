/** Writes papers for tests/page/test_papers_twin.py: reads one JSON file (its name is the first argument), prints another:
 * `told` of the judgements given, `own` of those that the page makes of the same documents. */
import { readFileSync, writeSync } from "node:fs";
import { judge, resolveVisit, type Answer, type Judgement, type ObjectInstance, type Observation, type Words } from "../judge/judging/index.ts";
import type { Library, Standard } from "../judge/model/library.ts";
import { unpack, type Packed } from "../judge/model/unpack.ts";
import type { VisitDocument } from "../judge/model/visit.ts";
import type { Verdict } from "../judge/verdict/verdict.ts";
import { Desk, paper, type PaperKind, type PaperWords } from "../papers/index.ts";

interface Given {
  readonly name: string;
  readonly kinds: readonly PaperKind[];
  /** As `panding judge --format json` prints it. */
  readonly judgement: {
    readonly library: { readonly digest: string };
    readonly visit: { readonly id: string; readonly enterprise: string; readonly kind: string; readonly answers_digest: string; readonly document: VisitDocument };
    readonly scope: Readonly<Record<"standards" | "unproven" | "not_in_force", readonly { readonly id: string }[]>> & {
      readonly clauses: readonly string[];
      readonly areas: readonly string[];
      readonly not_encoded: Readonly<Record<string, number>>;
    };
    readonly verdicts: readonly Verdict[];
    readonly observations: readonly Observation[];
    readonly summary: Judgement["summary"];
  };
  readonly judgedOn: number;
  readonly objects: readonly ObjectInstance[];
  readonly answers: readonly Answer[];
  readonly names: readonly (readonly [string, string])[];
}
interface Batch {
  readonly words: PaperWords;
  readonly judgeWords: Packed;
  readonly library: Packed;
  readonly visits: readonly Given[];
}

function judgementOf(given: Given, library: Library): Judgement {
  const { visit, scope, verdicts, observations, summary, library: used } = given.judgement;
  const standards = (found: readonly { readonly id: string }[]): Standard[] => found.map(({ id }) => library.standards.get(id) as Standard);
  return {
    visit: {
      id: visit.id,
      kind: visit.kind,
      enterprise: visit.enterprise,
      judgedOn: given.judgedOn,
      scope: { standards: [], clauses: scope.clauses, areas: [] },
      objects: given.objects,
      answers: given.answers,
      complete: [],
      document: visit.document,
      digest: visit.answers_digest,
      names: new Map(given.names),
    },
    libraryDigest: used.digest,
    scope: {
      standards: standards(scope.standards),
      unproven: standards(scope.unproven),
      notInForce: standards(scope.not_in_force),
      clauses: scope.clauses,
      areas: scope.areas,
      notEncoded: new Map(Object.entries(scope.not_encoded)),
    },
    verdicts,
    observations,
    summary,
  };
}

/** The judgement of the page's own judge, made of the document alone. */
function ownJudgement({ name, judgement }: Given, library: Library, words: Words): Judgement {
  const { visit, problems } = resolveVisit(judgement.visit.document, library, words);
  if (!visit) throw new Error(`${name}: ${problems.map(({ text }) => text).join("\n")}`);
  return judge(visit, library, { words });
}

const batch = JSON.parse(readFileSync(process.argv[2] as string, "utf8")) as Batch;
const library = unpack<Library>(batch.library);
const judgeWords = unpack<Words>(batch.judgeWords);
const papersOf = (judgement: Judgement, kinds: readonly PaperKind[]): Record<string, string> => {
  const desk = new Desk(judgement, library, batch.words);
  return Object.fromEntries(kinds.map((kind) => [kind, paper(kind, desk).html]));
};
const written = batch.visits.map((given) => {
  const told = papersOf(judgementOf(given, library), given.kinds);
  const own = papersOf(ownJudgement(given, library, judgeWords), given.kinds);
  return [given.name, { told, own }];
});
writeSync(1, JSON.stringify(Object.fromEntries(written)));
