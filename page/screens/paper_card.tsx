/** One paper with all the questions that it answers, of whatever object: asked for once, read once. */
import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import type { Question } from "../data.ts";
import { nameOf, typeOf } from "../visit/reading.ts";
import { hrefOf, useVisit } from "./context.tsx";
import { Heading } from "./controls.tsx";
import { Questions } from "./object_card.tsx";
import { useNextStop } from "./order.ts";
import { writtenId } from "./overview.ts";
import type { Session } from "./session.ts";
import { CARD, fill, PAPER } from "./words.ts";

type Asked = ReadonlyMap<string, readonly Question[]>;

/** By object: the questions that stand on a paper's card. */
function askedOf(session: Session, paper: string): Asked {
  const found = new Map<string, Question[]>();
  const document = session.document;
  for (const card of session.interview(null)?.cards ?? []) {
    if (card.paper !== paper || !document) continue;
    for (const { object, key } of card.questions) {
      const id = writtenId(object);
      const question = session.questionnaire.get(typeOf(document, id) ?? "")?.find((each) => each.key === key);
      const list = found.get(id) ?? [];
      if (question && !list.includes(question)) found.set(id, [...list, question]);
    }
  }
  return found;
}

export function PaperCard({ paper }: { paper: string }): JSX.Element {
  const { session, document } = useVisit();
  // what stood here when the paper was opened stays until one goes on
  const asked = useMemo(() => askedOf(session, paper), [paper, session.judgement === null]);
  const next = useNextStop(session, null);
  return (
    <div class="narrow spaced">
      <Heading back={hrefOf("site")}>{fill(PAPER.heading, { paper })}</Heading>
      <p class="soft">{asked.size ? PAPER.note : PAPER.done}</p>
      {[...asked].map(([id, questions]) => (
        <section key={id} class="spaced">
          <h2><a href={hrefOf("object", id)}>{nameOf(document, id)}</a></h2>
          <Questions questions={questions} id={id} />
        </section>
      ))}
      {next && <a class="button primary wide" href={next.href}>{fill(CARD.nextObject, { name: next.name })}</a>}
    </div>
  );
}
