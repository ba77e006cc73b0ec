/** Two short papers as text: ten lines to copy by hand, and what the firm has to hand in. */
import type { Judgement } from "../judge/judging/index.ts";
import { factOf, type Library } from "../judge/model/library.ts";
import type { VisitDocument } from "../judge/model/visit.ts";
import { answerOf, nameOf, placesWritten, typeOf } from "../visit/reading.ts";
import { countOf } from "./overview.ts";
import { fill, SHORT } from "./words.ts";

const LINES = 10;
const WAITING: ReadonlySet<string> = new Set(["待补资料", "现场未能出示", "需检测"]);

/** At most ten lines: what was looked at, the gravest hazards first, what is left. Nothing provisional stands among them. */
export function tenLines(document: VisitDocument, judgement: Judgement): string {
  const firm = judgement.verdicts.filter((verdict) => verdict.standing === "firm");
  const hazards = [
    ...firm.filter((verdict) => verdict.effective === "major").map((verdict) => ({ level: SHORT.major, verdict })),
    ...firm.filter((verdict) => verdict.effective === "ordinary").map((verdict) => ({ level: SHORT.ordinary, verdict })),
  ].map(({ level, verdict }) =>
    fill(SHORT.hazard, { level, object: verdict.object_name, what: verdict.situations.map((each) => each.name).join("；") || verdict.title, cite: verdict.cite }));
  const seen = (document.见闻 ?? []).map((each) => fill(SHORT.observation, { what: each.所见, place: each.位置 ?? "" }));
  const all = [...hazards, ...seen];
  const room = LINES - 2;
  const shown = all.length > room ? [...all.slice(0, room - 1), fill(SHORT.more, { count: all.length - room + 1 })] : all;
  const people = (document.检查.人员 ?? []).map((person) => person.姓名).join("、");
  const head = fill(SHORT.head, { days: document.检查.日期.join("、"), enterprise: document.企业.名称, people });
  const left = fill(SHORT.left, { open: countOf(judgement.verdicts, "undetermined"), unseen: countOf(judgement.verdicts, "not_examined") });
  return [head, ...(shown.length ? shown.map((line, n) => `${n + 1}. ${line}`) : [SHORT.nothing]), left].join("\n");
}

/** What waits for papers or measuring, by object, with the day until when. */
export function firmList(document: VisitDocument, library: Library): string {
  const lines = placesWritten(document).flatMap((place) => {
    const answer = answerOf(document, place);
    if (!answer?.无答 || !WAITING.has(answer.无答)) return [];
    const fact = factOf(library, typeOf(document, place.object) ?? "", place.key.split("@")[0] ?? place.key);
    return [fill(SHORT.wanted, {
      object: nameOf(document, place.object), what: fact?.question ?? place.key, reason: answer.无答,
      due: answer.期限 ? fill(SHORT.due, { day: answer.期限 }) : "", note: answer.备注 ? `（${answer.备注}）` : "",
    })];
  });
  if (!lines.length) return SHORT.nothingWanted;
  return [fill(SHORT.firmHead, { enterprise: document.企业.名称 }), ...lines.map((line, n) => `${n + 1}. ${line}`), SHORT.sign].join("\n");
}
