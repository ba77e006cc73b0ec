/** The ten lines that are copied by hand into an office's own form (手抄稿), as checklists/records/copying.py words them: the gravest
 * first, nothing provisional among them. */
import { clauseNamed } from "../../judge/judging/observations.ts";
import type { Observation } from "../../judge/judging/index.ts";
import { clauseOf, type Standard } from "../../judge/model/library.ts";
import { isoDay } from "../../judge/values/dates.ts";
import { clauseTitle, type Finding } from "../findings.ts";
import { many, type Desk } from "../input.ts";
import { fill, word } from "../words.ts";
import { printed, printedObservation } from "./fields.ts";
import { wantedPapers } from "./handing_in.ts";
import { inspectorsOf } from "./head.ts";
import { outwardOf, type Outward } from "./outward.ts";

const LINES = 10;
/** How many characters a line has where the shorter wording of it allows. */
const WIDTH = 40;
const BREAKS = /[\r\n\u2028\u2029]+/g;

/** One hazard: the ways to word its line, the fullest first, without its number; and what is demanded. */
interface CopiedHazard { readonly wordings: readonly ((number: number) => string)[]; readonly demand: string }

/** At most ten lines: date, place and who; hazards; what is demanded; what is left to check. */
export function copyLines(desk: Desk): string[] {
  const outward = outwardOf(desk);
  const findings = [...outward.major, ...outward.ordinary];
  const standards = new Set(findings.map(({ first }) => first.standard));
  const [id] = standards;
  const only = id !== undefined && standards.size === 1 ? desk.standard(id) : null;
  const observed = [...desk.judgement.observations].sort((a, b) => rank(a) - rank(b));
  const hazards = [
    ...findings.map((finding) => ofFinding(finding, desk, only)),
    ...observed.map((seen) => ofObservation(seen, desk)),
  ];
  const left = leftLines(desk, outward);
  const told = hazards.length ? toldLines(hazards, LINES - 1 - left.length, desk) : [word(desk.words.copy, "nothing")];
  return [headLine(desk, only), ...told, ...left].map((line) => line.replace(BREAKS, " "));
}

const rank = ({ level }: Observation): number => Number(level === "undetermined");
const lengthOf = (text: string): number => [...text].length;

/** The fullest wording that is short enough, else the shortest. */
function lineOf(hazard: CopiedHazard, number: number): string {
  const lines = hazard.wordings.map((wording) => wording(number));
  const shortest = lines.reduce((best, line) => (lengthOf(line) < lengthOf(best) ? line : best));
  return lines.find((line) => lengthOf(line) <= WIDTH) ?? shortest;
}

/** The lines of hazards and demands that there is room for; the last one is on the deadline, or tells where the rest is. */
function toldLines(hazards: readonly CopiedHazard[], room: number, { words: { copy } }: Desk): string[] {
  const shown = hazards.length < room ? hazards.length : room - 2;
  const demanded = shown === hazards.length ? room - 1 - shown : 0;
  const lines = hazards.slice(0, shown).flatMap((hazard, n) => {
    const isDemanded = n < demanded && hazard.demand;
    return [lineOf(hazard, n + 1), ...(isDemanded ? [fill(copy, "demand", { demand: hazard.demand })] : [])];
  });
  if (shown < hazards.length) lines.push(fill(copy, "more", { count: hazards.length - shown }));
  const last = demanded >= hazards.length ? "deadline" : demanded ? "other_demands" : "all_demands";
  return [...lines, word(copy, last)];
}

function headLine(desk: Desk, only: Standard | null): string {
  const { copy, blank } = desk.words;
  const { 检查: occasion, 企业: enterprise } = desk.visit.document;
  const head = fill(copy, "head", {
    days: many<string>(occasion.日期).map(isoDay).join("、"),
    enterprise: enterprise.名称,
    place: enterprise.地址 ? fill(copy, "place", { address: enterprise.地址 }) : "",
    inspectors: inspectorsOf(desk).map(({ 姓名 }) => 姓名).join("、") || word(blank, "line"),
  });
  return head + (only ? fill(copy, "clauses_of", { standard: only.shortTitle }) : "");
}

function ofFinding(finding: Finding, desk: Desk, only: Standard | null): CopiedHazard {
  const { copy, blank } = desk.words;
  const { first, situations, objects } = finding;
  const standard = desk.standard(first.standard);
  const law = printed(finding, desk, true);
  const own = only ? clauseOf(standard, first.clause).address : clauseTitle(standard, first.clause);
  const isBlank = law.law.basis === word(blank, "law");
  const cite = isBlank ? word(copy, "no_basis") : [own, ...(finding.sharedFurther ?? [])].join("、");
  const names = objects.map(({ name }) => name);
  const [name = ""] = names;
  const some = names.length === 1 ? name : fill(copy, "more_objects", { first: name, count: names.length });
  const what = situations.join("；") || finding.headline;
  const [situation = what] = situations;
  const brief = situations.length > 1 ? fill(copy, "more_situations", { first: situation, count: situations.length }) : situation;
  const fixed = objects.every(({ fixOnSpot }) => fixOnSpot) ? word(copy, "fixed") : "";
  const level = word(copy, first.effective);
  const pairs = [[names.join("、"), finding.headline], [some, finding.headline], [some, what], [some, brief]] as const;
  return {
    wordings: pairs.map(
      ([owners, wording]) => (number: number) => fill(copy, "hazard", { number, level, objects: owners, what: wording, cite, fixed }),
    ),
    demand: briefly(law.rectification[0] ?? "", desk),
  };
}

function ofObservation(seen: Observation, desk: Desk): CopiedHazard {
  const { copy, blank } = desk.words;
  const named = clauseNamed(seen.basis, desk.library, desk.visit.judgedOn);
  const { basis } = printedObservation(seen, desk.words, true);
  const cite = basis === word(blank, "law") ? word(copy, "no_basis") : named ? clauseTitle(named.standard, named.ref) : basis;
  const isTold = !seen.place || seen.text.includes(seen.place);
  const place = isTold ? "" : fill(copy, "observation_place", { place: seen.place as string });
  const values = { level: word(copy, seen.level), what: seen.text, place, cite };
  return {
    wordings: [(number) => fill(copy, "observation", { number, ...values })],
    demand: briefly(seen.rectification ?? "", desk),
  };
}

/** A demand as far as a line has room for its parts; it says so where it does not hold them all. */
function briefly(demand: string, { words: { copy } }: Desk): string {
  const room = WIDTH - lengthOf(fill(copy, "demand", { demand: "" }));
  if (lengthOf(demand) <= room) return demand;
  const roomInPart = room - lengthOf(fill(copy, "demand_in_part", { demand: "" }));
  const [first = "", ...parts] = demand.split("；");
  let told = first;
  for (const part of parts) {
    if (lengthOf(told) + 1 + lengthOf(part) > roomInPart) break;
    told += `；${part}`;
  }
  return told === demand ? told : fill(copy, "demand_in_part", { demand: told });
}

/** One line on what is left to check, or none. */
function leftLines(desk: Desk, outward: Outward): string[] {
  const parts = [...leftParts(desk, outward)];
  return parts.length ? [fill(desk.words.copy, "left", { what: parts.join("；") })] : [];
}

function* leftParts(desk: Desk, outward: Outward): Generator<string> {
  const { copy } = desk.words;
  const wanted = wantedPapers(desk).flatMap(({ papers }) => papers);
  const [day] = wanted.flatMap(({ due }) => due ?? []).sort();
  if (wanted.length) yield fill(copy, day === undefined ? "to_hand_in" : "to_hand_in_by", { count: wanted.length, day: day ?? "" });
  const open = desk.counted("undetermined");
  const unseen = desk.counted("not_examined");
  if (open) yield fill(copy, "open", { count: open });
  if (unseen) yield fill(copy, "not_examined", { count: unseen });
  if (outward.leftOut.length) yield fill(copy, "left_out", { count: outward.leftOut.length });
}
