/** “只剩 10 分钟”: what must not be left in the minutes that remain. */
import type { JSX } from "preact";
import { useMemo, useState } from "preact/hooks";
import type { Method } from "../data.ts";
import { ROOT_ID } from "../judge/model/library.ts";
import { typeOf } from "../visit/reading.ts";
import { hrefOf, useVisit } from "./context.tsx";
import { Heading, RadioButtons } from "./controls.tsx";
import { type Ask, worth } from "./overview.ts";
import { AskList } from "./results.tsx";
import type { Session } from "./session.ts";
import { fill, RESULTS } from "./words.ts";

/** What an answer costs, in seconds. */
const SECONDS: Readonly<Record<Method, number>> = { 看: 15, 问: 25, 文件: 60, 测: 240 };
const CHOICES = [["5", "5"], ["10", "10"], ["20", "20"]] as const;

/** The asks that fit, those first that settle most for their time; one object's stand together. */
export function fitting(session: Session, minutes: number): readonly Ask[] {
  const { document, overview, questionnaire } = session;
  if (!document) return [];
  const all = [...overview.asks.values()].flatMap((ofObject) => [...ofObject.values()]).map((ask) => {
    const question = questionnaire.get(typeOf(document, ask.object) ?? ROOT_ID)?.find((each) => each.key === ask.key);
    const seconds = SECONDS[question?.method ?? "问"];
    return { ask, seconds, rate: (worth(ask) + (question?.decidesScope ? 1 : 0)) / seconds };
  });
  all.sort((a, b) => b.rate - a.rate);
  let left = minutes * 60;
  const chosen = all.filter(({ seconds }) => (left -= seconds) >= 0).map(({ ask }) => ask);
  const first = new Map<string, number>();
  chosen.forEach((ask, place) => first.set(ask.object, Math.min(first.get(ask.object) ?? place, place)));
  return [...chosen].sort((a, b) => (first.get(a.object) ?? 0) - (first.get(b.object) ?? 0));
}

export function Minutes(): JSX.Element {
  const { session } = useVisit();
  const [minutes, setMinutes] = useState<(typeof CHOICES)[number][0]>("10");
  const asks = useMemo(() => fitting(session, Number(minutes)), [session.overview, minutes]);
  const open = [...session.overview.asks.values()].reduce((sum, ofObject) => sum + ofObject.size, 0);
  return (
    <div class="narrow spaced">
      <Heading back={hrefOf("results")}>{RESULTS.fewMinutes}</Heading>
      <RadioButtons label={RESULTS.minutes} shown value={minutes} options={CHOICES} onValue={setMinutes} />
      <p class="soft">{RESULTS.fewMinutesNote}</p>
      <AskList asks={asks} />
      {open > asks.length && <p>{fill(RESULTS.leftOver, { count: open - asks.length })}</p>}
    </div>
  );
}
