/** One object with all its questions that still matter on one screen. */
import type { JSX } from "preact";
import { useCallback, useMemo } from "preact/hooks";
import { ROOT_ID } from "../judge/model/library.ts";
import type { AnswerRecord, VisitDocument } from "../judge/model/visit.ts";
import { clearAnswer, written } from "../visit/answers.ts";
import { answerOf, countOf, nameOf, objectOf, typeOf } from "../visit/reading.ts";
import { latestDay } from "../visit/days.ts";
import { isGiven } from "./answers.ts";
import { hrefOf, useMedia, useVisit } from "./context.tsx";
import { Fold, Heading, Told } from "./controls.tsx";
import { drawingsOf, QuestionBlock } from "./question.tsx";
import { Figure } from "./help.tsx";
import { ManageObject } from "./manage_object.tsx";
import { offersFor, takeOffer, takeOffers } from "./offers.ts";
import { ranksOf, useNextStop } from "./order.ts";
import { takePhoto } from "./photos.ts";
import type { Question } from "../data.ts";
import type { Session } from "./session.ts";
import { CARD, fill, GENERAL, SITE } from "./words.ts";
import { VerdictStrip } from "./verdict_strip.tsx";

type Place = "scope" | "open" | "given" | "away";
type Sorted = Record<Place, Question[]>;
interface Placed { readonly places: Map<string, Place>; readonly ranks: Map<string, number> }

/**
 * Questions by what is to be done with them, those to be asked in the order of the interview. `placed` remembers where each stood on
 * this card: one that is answered here stays where it was, so that nothing jumps under the finger.
 */
function sortQuestions(session: Session, id: string, questions: readonly Question[], { places, ranks }: Placed): Sorted {
  const document = session.document as VisitDocument;
  const asks = session.overview.asks.get(id);
  const sorted: Sorted = { scope: [], open: [], given: [], away: [] };
  for (const question of questions) {
    const record = answerOf(document, { object: id, key: question.key });
    const isAsked = asks?.has(question.key) ?? false;
    if (question.fact.derived && !record && !isAsked) continue;
    const before = places.get(question.key);
    const asking: Place = question.decidesScope ? "scope" : "open";
    let place: Place = asking;
    if (isGiven(record)) place = before ?? "given";
    else if (session.judgement && !session.isJudging && !isAsked) place = "away";
    else if (session.judgement && session.isJudging && before) place = before === "given" ? asking : before;
    if (session.judgement) places.set(question.key, place);
    sorted[place].push(question);
  }
  const isNew = [...sorted.scope, ...sorted.open].some((question) => !ranks.has(question.key));
  if (isNew && session.judgement && !session.isJudging) for (const [key, rank] of ranksOf(session, id)) if (!ranks.has(key)) ranks.set(key, rank);
  const rank = (question: Question): number => ranks.get(question.key) ?? Infinity;
  for (const place of ["scope", "open"] as const) sorted[place].sort((a, b) => (rank(a) === rank(b) ? 0 : rank(a) - rank(b)));
  return sorted;
}

export function ObjectCard({ id }: { id: string }): JSX.Element {
  const { session, document } = useVisit();
  const isWide = useMedia("(min-width: 1000px)");
  const type = typeOf(document, id);
  const questions = useMemo(() => session.questionnaire.get(type ?? "") ?? [], [session.questionnaire, type]);
  const placed = useMemo((): Placed => ({ places: new Map(), ranks: new Map() }), [id, session.judgement === null]);
  const next = useNextStop(session, id);
  const isJudged = session.judgement !== null;
  const sorted = sortQuestions(session, id, questions, placed);
  if (type === undefined) return <Heading back={hrefOf("site")}>{CARD.toSite}</Heading>;
  const open = [...sorted.scope, ...sorted.open].filter((question) => !isGiven(answerOf(document, { object: id, key: question.key }))).length;
  const object = objectOf(document, id);
  const parent = object ? nameOf(document, object.在 ?? ROOT_ID) : "";
  return (
    <div class="narrow">
      <Heading back={hrefOf("site")}>
        {countOf(object) > 1 ? fill(GENERAL.count, { name: nameOf(document, id), count: countOf(object) }) : nameOf(document, id)}
      </Heading>
      <div class="between">
        <p class="soft">{id === ROOT_ID ? GENERAL.enterprise : fill(CARD.of, { type, parent })}</p>
        <Told>{isJudged && !open ? <span class="tag clear">{CARD.allDone}</span> : <span class="tag open">{isJudged ? fill(CARD.progress, { open }) : CARD.judging}</span>}</Told>
      </div>
      <Offers session={session} id={id} />
      {drawingsOf(session.library, type).map((drawing) => <Fold key={drawing.file} title={drawing.name}><Figure drawing={drawing} /></Fold>)}
      <Questions heading={CARD.scope} questions={sorted.scope} id={id} />
      <Questions heading={CARD.questions} questions={sorted.open} id={id} />
      {sorted.given.length > 0 && (
        <Fold open={open === 0 || isWide || sorted.given.length <= 4} title={<h2>{fill(CARD.answered, { count: sorted.given.length })}</h2>}>
          <Questions questions={sorted.given} id={id} />
        </Fold>
      )}
      {sorted.away.length > 0 && (
        <Fold title={<h2>{fill(CARD.settledAway, { count: sorted.away.length })}</h2>}>
          <p class="soft">{CARD.settledNote}</p>
          <Questions questions={sorted.away} id={id} />
        </Fold>
      )}
      <div class="stack spaced">
        {next && <a class="button primary wide" href={next.href}>{fill(CARD.nextObject, { name: next.name })}</a>}
        {id !== ROOT_ID && <Fold title={SITE.manage}><ManageObject id={id} /></Fold>}
      </div>
      {!isWide && <VerdictStrip id={id} />}
    </div>
  );
}

/** Questions as blocks, answered for one object. */
export function Questions({ heading, questions, id }: { heading?: string; questions: readonly Question[]; id: string }): JSX.Element | null {
  const { session, document } = useVisit();
  const asks = session.overview.asks.get(id);
  const onRecord = useCallback((key: string, record: AnswerRecord | undefined) => writeRecord(session, id, key, record), [session, id]);
  const onPhoto = useCallback((key: string, file: File) => void takePhoto(session, { answer: { object: id, key } }, file), [session, id]);
  const onOffer = useCallback((key: string) => takeOffer(session, id, key), [session, id]);
  if (!questions.length) return null;
  const today = latestDay(document);
  const offers = offersFor(session, id);
  return (
    <section class="spaced" aria-label={heading}>
      {heading && <h2>{heading}</h2>}
      <div>
        {questions.map((question) => (
          <QuestionBlock key={question.key} library={session.library} question={question} ask={asks?.get(question.key)} today={today}
            record={answerOf(document, { object: id, key: question.key })} count={countOf(objectOf(document, id))}
            offer={offers.get(question.key)} onRecord={onRecord} onPhoto={onPhoto} onOffer={onOffer} />
        ))}
      </div>
    </section>
  );
}

/** Writes a record (or takes it away) as an answer of who is answering now. */
export function writeRecord(session: Session, object: string, key: string, record: AnswerRecord | undefined): void {
  const place = { object, key };
  const what = `${nameOf(session.document as VisitDocument, object)}：${key.split("@")[0]}`;
  const reason = session.document?.签字 === undefined ? {} : { 理由: session.reason };
  session.edit(what, (document) => (record ? written(document, place, record, session.by, reason) : clearAnswer(document, place, session.by, reason)));
}

function Offers({ session, id }: { session: Session; id: string }): JSX.Element | null {
  const offers = offersFor(session, id);
  if (!offers.size) return null;
  return (
    <div class="offer">
      <span>{fill(CARD.offers, { count: offers.size })}</span>
      <button type="button" onClick={() => takeOffers(session, id, [...offers.keys()])}>{CARD.offersTakeAll}</button>
    </div>
  );
}
