/** Objects pasted as lines: a name a line, with a count if it stands for many (`焊工 ×12`, `12个`), or columns of a table. */
import { ROOT_ID } from "../judge/model/library.ts";
import type { VisitDocument } from "../judge/model/visit.ts";
import { cleanLine, plainName } from "./cleaning.ts";
import { addObject, MOST_ALIKE, type Types } from "./objects.ts";

export interface PastedLine {
  /** From 1. */
  readonly line: number;
  readonly name: string;
  readonly count: number;
}
export interface Pasted {
  readonly document: VisitDocument;
  readonly added: readonly string[];
  /** Names that the list or the visit already had; not added. */
  readonly duplicates: readonly PastedLine[];
  /** Lines without a usable name or with an impossible count, as they were. */
  readonly unread: readonly { readonly line: number; readonly text: string }[];
}

const HEADINGS: ReadonlySet<string> = new Set(["名称", "姓名", "对象", "序号", "编号", "设备名称", "数量"]);
const UNITS = "个名台人只间座处套条口根辆组把块件份";
const MARK = /^(?:[-–•·*●]\s+|[（(]?\d{1,4}[)）、．]\s*|\d{1,4}\.\s+)/;
const COUNT = new RegExp(`^(.*?)(?:\\s*[×xX*＊✕]\\s*(\\d+)\\s*[${UNITS}]?|\\s*(\\d+)\\s*[${UNITS}])$`);
const LONGEST_NAME = 100;

/** The lines of a pasted text; null for a line that cannot be used. Empty lines and headings are passed over. */
export function readLines(text: string): readonly (PastedLine | { readonly line: number; readonly text: string })[] {
  return text.split(/\r\n?|\n/).flatMap((raw, index) => {
    const cells = cellsOf(raw).filter(Boolean);
    if (!cells.length || cells.every((cell) => HEADINGS.has(cell))) return [];
    return [lineOf(cells, index + 1) ?? { line: index + 1, text: cleanLine(raw) }];
  });
}

/** Tabs divide if there are any, else commas outside brackets. */
function cellsOf(raw: string): readonly string[] {
  if (raw.includes("\t")) return raw.split("\t").map(cleanLine);
  const cells = [""];
  let depth = 0;
  for (const letter of raw) {
    if ("（([【".includes(letter)) depth++;
    if ("）)]】".includes(letter)) depth = Math.max(0, depth - 1);
    if (",，;；".includes(letter) && depth === 0) cells.push("");
    else cells[cells.length - 1] += letter;
  }
  return cells.map(cleanLine);
}

function lineOf(cells: readonly string[], line: number): PastedLine | undefined {
  const [first = "", ...others] = /^\d{1,4}$/.test(cells[0] ?? "") && cells.length > 1 ? cells.slice(1) : cells;
  const numbers = others.map((cell) => new RegExp(`^[×xX*]?\\s*(\\d+)\\s*[${UNITS}]?$`).exec(cell)?.[1]);
  const counted = numbers.find((number) => number !== undefined);
  const more = others.filter((_, n) => numbers[n] === undefined || numbers[n] !== counted);
  const unmarked = first.replace(MARK, "").trim();
  const inName = counted === undefined ? COUNT.exec(unmarked.normalize("NFKC").length ? unmarked : "") : null;
  const name = cleanLine(inName?.[1] ? inName[1] : unmarked);
  const count = Number(counted ?? (inName?.[1] ? (inName[2] ?? inName[3]) : undefined) ?? 1);
  const whole = more.length ? `${name}（${more.join("，")}）` : name;
  if (!name || [...whole].length > LONGEST_NAME || !Number.isInteger(count) || count < 1 || count > MOST_ALIKE) return undefined;
  return { line, name: whole, count };
}

/** The document with an object for each line, under one parent. */
export function addObjectsFromLines(
  document: VisitDocument, types: Types, type: string, parent: string, text: string,
): Pasted {
  const taken = new Set(
    (document.对象 ?? [])
      .filter((object) => object.类型 === type && (object.在 ?? ROOT_ID) === parent)
      .map((object) => plainName(object.名称 ?? object.编号)),
  );
  let current = document;
  const added: string[] = [];
  const duplicates: PastedLine[] = [];
  const unread: { readonly line: number; readonly text: string }[] = [];
  for (const read of readLines(text)) {
    if (!("name" in read)) {
      unread.push(read);
      continue;
    }
    if (taken.has(plainName(read.name))) {
      duplicates.push(read);
      continue;
    }
    taken.add(plainName(read.name));
    const made = addObject(current, types, { 类型: type, 名称: read.name, 在: parent, 数量: read.count });
    current = made.document;
    added.push(made.id);
  }
  return { document: current, added, duplicates, unread };
}
