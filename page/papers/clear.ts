/** What is clear or not applicable, with the reasons, as checklists/report.py tells it. */
import { strip } from "../judge/values/text.ts";
import type { Verdict } from "../judge/verdict/verdict.ts";
import { objectName, rulingLines } from "./findings.ts";
import { keyOf, type Desk } from "./input.ts";
import { shortClause } from "./questions.ts";
import { reasonLines, wordingOf, type Wording } from "./reasons.ts";
import { fill, kept, word } from "./words.ts";

/** One rule that is clear or not applicable on some objects for the same reasons. */
export interface ClearLine {
  readonly clause: string;
  readonly title: string;
  readonly outcome: string;
  readonly marks: readonly string[];
  readonly because: readonly string[];
  readonly objects: string[];
}

/** What is clear, with the reasons; objects with the same reasons side by side. */
export function clearLines(desk: Desk): ClearLine[] {
  const { texts, outcomes, standings } = desk.words;
  const isSeveral = desk.judgement.scope.standards.length > 1;
  const found = new Map<string, ClearLine>();
  for (const verdict of desk.judgement.verdicts) {
    if (verdict.effective !== "clear") continue;
    const marks = [...verdict.standings.map((one) => word(standings, one)).filter(Boolean), ...rulingLines(verdict, texts)];
    const because = becauseOf(verdict, wordingOf(desk, verdict.standard, verdict.object));
    const made = (): ClearLine => ({
      clause: shortClause(verdict, desk, isSeveral).join(""),
      title: verdict.title,
      outcome: word(outcomes, verdict.effective),
      marks,
      because,
      objects: [],
    });
    kept(found, keyOf(verdict.rule, marks, because), made).objects.push(objectName(verdict, texts));
  }
  return [...found.values()];
}

/** Why a verdict is not a hazard: what rules out each of its situations. */
function becauseOf(verdict: Verdict, wording: Wording): string[] {
  return verdict.refuted.map(({ name, because }) => {
    const what = reasonLines(because, wording).map((line) => strip(line)).join("；");
    if (verdict.outcome === "not_applicable") return what;
    return fill(wording.texts, "leaf_with_parts", { text: fill(wording.texts, "not_held", { name }), parts: what });
  });
}
