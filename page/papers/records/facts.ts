/** Facts seen (检查所见), as checklists/records/facts.py gathers them: the answers that the hazards of the outward record rest on. */
import type { Answer } from "../../judge/judging/index.ts";
import { leavesOf } from "../reasons.ts";
import type { Finding } from "../findings.ts";
import { keyOf, type Desk } from "../input.ts";
import { plainWording, premisesOf } from "../plain.ts";
import { fill, kept, word, type PaperWords } from "../words.ts";

/** One answer in plain words, and what was noted with it. */
export interface SeenFact { readonly text: string; readonly told: readonly string[] }
/** One object, what was found of it, and the numbers of the findings in which that counts. */
export interface SeenObject {
  readonly name: string;
  readonly facts: Map<string, SeenFact>;
  readonly findings: Set<number>;
}
/** Facts by object; and what opens the scope of the standards, which is no finding. */
export interface FactsSeen { readonly objects: readonly SeenObject[]; readonly premises: readonly SeenObject[] }

/** The answers behind findings, objects in the order of the visit. */
export function factsSeen(findings: readonly Finding[], desk: Desk): FactsSeen {
  const { names, objects } = desk.visit;
  const byObject = new Map<string, SeenObject>();
  const scope = new Map<string, SeenObject>();
  for (const finding of findings) {
    const wording = plainWording(desk, finding.first.standard, null);
    const isPremise = premisesOf(desk.rule(finding.first.rule), wording);
    const situations = finding.verdicts.flatMap((verdict) => verdict.situations);
    for (const leaf of situations.flatMap(({ because }) => [...leavesOf(because)])) {
      const name = names.get(leaf.object ?? "");
      if (leaf.object === null || leaf.fact === null || name === undefined) continue;
      const seen = kept(isPremise(leaf) ? scope : byObject, leaf.object, () => ({ name, facts: new Map(), findings: new Set() }));
      const key = keyOf(leaf.fact, leaf.value ?? "");
      const known = seen.facts.get(key);
      if (!known || (leaf.plainly !== null && !known.text.includes(leaf.plainly))) {
        const answer = desk.answer(leaf.object, leaf.fact);
        seen.facts.set(key, { text: wording.textOf(leaf), told: answer ? [...told(answer, desk.words)] : [] });
      }
      seen.findings.add(finding.number);
    }
  }
  const inOrder = (found: Map<string, SeenObject>): SeenObject[] => objects.flatMap(({ id }) => found.get(id) ?? []);
  return { objects: inOrder(byObject), premises: inOrder(scope) };
}

/** Who found it, and what was noted. */
function* told(answer: Answer, { texts, record }: PaperWords): Generator<string> {
  if (answer.note) yield answer.note;
  if (answer.evidence.length) yield fill(texts, "evidence", { evidence: answer.evidence.join("、") });
  if (answer.sampled) yield fill(texts, "sampled", { part: answer.sampled[0], total: answer.sampled[1] });
  if (answer.declared) yield word(texts, "declared_answer");
  const who = [answer.by, answer.at].filter(Boolean).join("，");
  if (who) yield fill(record, "by", { who });
}
