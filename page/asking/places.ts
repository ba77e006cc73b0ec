/** Where things are found out; as checklists/asking/places.py. */
import { type Fact, type Library, type ObjectType, ROOT_TYPE } from "../judge/model/library.ts";
import type { ObjectInstance } from "../judge/resolve/objects.ts";
import { strip } from "../judge/values/text.ts";

const THING = "实物";
/** A kind of thing below which at least so many kinds of things stand is an area of its own (a workshop, a site). */
const KINDS_OF_AN_AREA = 2;
const PAPER_HELP = "查法（文件）";
const ASIDE = /[（(][^（()）]*[)）]/gu;
const END = /[、，；。：,;:]|上的|里的|中的|与|和(?=[^和]{2,}对照)/u;

/** By object: the id of the thing whose place it is found at; the enterprise for what is asked at the desk. */
export function areasOf(objects: readonly ObjectInstance[], library: Library): ReadonlyMap<string, string> {
  const broad = areaTypes(library);
  const found = new Map<string, string>();
  const byId = new Map<string, ObjectInstance>();
  for (const each of objects) {
    byId.set(each.id, each);
    const line = lineOf(each, byId);
    const root = line[line.length - 1] as ObjectInstance;
    const things = line.filter((thing) => thing.type !== ROOT_TYPE);
    const outermost = things[things.length - 1];
    const isPlace = outermost && (library.types.get(outermost.type) as ObjectType).nature === THING;
    const area = line.find((thing) => broad.has(thing.type)) ?? (isPlace ? outermost : root);
    found.set(each.id, area.id);
  }
  return found;
}

function areaTypes(library: Library): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const { nature, chain } of library.types.values()) {
    const parent = chain[1];
    if (nature === THING && parent !== undefined && parent !== ROOT_TYPE) counts.set(parent, (counts.get(parent) ?? 0) + 1);
  }
  return new Set([...counts].filter(([, count]) => count >= KINDS_OF_AN_AREA).map(([name]) => name));
}

function lineOf(each: ObjectInstance, byId: ReadonlyMap<string, ObjectInstance>): ObjectInstance[] {
  const line = [each];
  for (let above = each.parent; above !== null;) {
    const parent = byId.get(above) as ObjectInstance;
    line.push(parent);
    above = parent.parent;
  }
  return line;
}

/** The papers that a fact's help names, without what is said about them. Papers of one name answer several questions. */
export const papersOf = (fact: Fact): readonly string[] => [
  ...new Set(fact.help.filter((line) => line.kind === PAPER_HELP).map((line) => paperName(line.text)).filter(Boolean)),
];

/** The first paper that a line of help names: 有限空间作业票，看时间和签字人 → 有限空间作业票. */
export const paperName = (text: string): string => strip(text.replace(ASIDE, "").split(END)[0] ?? "");
