/** “只剩 10 分钟”: what must not be left in the minutes that remain. */
import type { JSX } from "preact";
import { useMemo, useState } from "preact/hooks";
import { hrefOf, useVisit } from "./context.tsx";
import { Heading, RadioButtons } from "./controls.tsx";
import { QuestionList } from "./question_list.tsx";
import { fill, RESULTS } from "./words.ts";

const CHOICES = [["5", "5"], ["10", "10"], ["20", "20"]] as const;

export function Minutes(): JSX.Element {
  const { session } = useVisit();
  const [minutes, setMinutes] = useState<(typeof CHOICES)[number][0]>("10");
  const urgent = useMemo(() => session.interview(null)?.mustNotBeLeft(Number(minutes)), [session.judgement, minutes]);
  return (
    <div class="narrow spaced">
      <Heading back={hrefOf("results")}>{RESULTS.fewMinutes}</Heading>
      <RadioButtons label={RESULTS.minutes} shown value={minutes} options={CHOICES} onValue={setMinutes} />
      <p class="soft">{RESULTS.fewMinutesNote}</p>
      {urgent && (
        <>
          <QuestionList questions={urgent.cards.flatMap((card) => card.questions)} />
          <p class="soft">{fill(RESULTS.seconds, { minutes: Math.ceil(urgent.seconds / 60) })}</p>
          {urgent.left > 0 && <p>{fill(RESULTS.leftOver, { count: urgent.left })}</p>}
        </>
      )}
    </div>
  );
}
