/** Open questions as a list, each a way to where it is answered. */
import type { JSX } from "preact";
import type { OpenQuestion } from "../asking/index.ts";
import { nameOf } from "../visit/reading.ts";
import { hrefOf, useVisit } from "./context.tsx";
import { writtenId } from "./overview.ts";
import { CARD, fill, RESULTS } from "./words.ts";

export function QuestionList({ questions }: { questions: readonly OpenQuestion[] }): JSX.Element {
  const { document } = useVisit();
  return (
    <ol class="asks">
      {questions.map((question) => {
        const id = writtenId(question.object);
        const told = [nameOf(document, id), CARD.method[question.method], fill(RESULTS.decides, { count: question.rules.length }), question.noAnswer ?? ""];
        return (
          <li key={`${question.kind}|${question.object}|${question.key}`}>
            <a href={question.kind === "roster" ? hrefOf("rosters") : hrefOf("object", id)}>
              <span class="question-text">{question.text}{question.boxes.length > 0 && fill(CARD.box, { boxes: question.boxes.join("、") })}</span>
              <span class="soft small">{told.filter(Boolean).join("　")}</span>
            </a>
          </li>
        );
      })}
    </ol>
  );
}
