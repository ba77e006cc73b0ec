/**
 * A text as numbered blocks to paste into a chat, and read back from there: `【判定 3/7 a1b2c3d4】…【校验 0f1e2d3c】`.
 *
 * In between stands the text's UTF-8 in base64, which chats leave alone but for width, breaks and signs that show nothing. It is
 * not compressed: not every browser that may read it can expand. The first mark names the whole (its digest), the last the block.
 */
import { sha256 } from "../judge/expr/sha256.ts";
import { base64Of, bytesOfBase64 } from "./photos.ts";

export type BlocksRead =
  | { readonly kind: "none" }
  | { readonly kind: "whole"; readonly text: string }
  | { readonly kind: "incomplete"; readonly of: number; readonly missing: readonly number[]; readonly damaged: readonly number[] }
  /** Blocks of several exports lie mixed; by set how many are there. */
  | { readonly kind: "mixed"; readonly sets: readonly { readonly id: string; readonly have: number; readonly of: number }[] };

const digestOf = (text: string): string => sha256(new TextEncoder().encode(text)).slice(0, 8);
const AROUND = "【判定 9999/9999 00000000】\n\n【校验 00000000】".length;
export const SHORTEST_LIMIT = AROUND + 100;
const MOST_BLOCKS = 9999;

/** Blocks of at most `limit` characters each, to be sent as they are. Throws RangeError for a limit too small. */
export function chatBlocks(text: string, limit: number): readonly string[] {
  const payload = base64Of(new TextEncoder().encode(text)).replace(/=+$/, "");
  const room = Math.floor(limit) - AROUND;
  const count = Math.max(1, Math.ceil(payload.length / Math.max(room, 1)));
  if (limit < SHORTEST_LIMIT || count > MOST_BLOCKS) throw new RangeError(`limit ${limit}`);
  const id = digestOf(payload);
  const size = Math.ceil(payload.length / count);
  return Array.from({ length: count }, (_, n) => {
    const part = payload.slice(n * size, (n + 1) * size);
    return `【判定 ${n + 1}/${count} ${id}】\n${part}\n【校验 ${checkOf(id, n + 1, part)}】`;
  });
}

const checkOf = (id: string, number: number, part: string): string => digestOf(`${id} ${number} ${part}`);

const OPEN = /[【[]\s*判定\s*(\d{1,4})\s*\/\s*(\d{1,4})\s*([0-9a-f]{8})\s*[】\]]/gi;
const CLOSE = /[【[]\s*校验\s*([0-9a-f]{8})\s*[】\]]/i;

interface Block {
  readonly set: string;
  readonly number: number;
  readonly of: number;
  /** undefined: damaged. */
  readonly part: string | undefined;
}

/** Reads pasted text: blocks in any order, repeated, with names, times, quotes and line breaks of a chat around and between. */
export function readBlocks(pasted: string): BlocksRead {
  const blocks = blocksIn(pasted);
  const sets = new Map<string, Block[]>();
  for (const block of blocks) sets.set(block.set, [...(sets.get(block.set) ?? []), block]);
  const told = [...sets].map(([set, found]) => ({ set, ...gathered(found) }));
  const whole = told.filter((one) => !one.missing.length && !one.damaged.length);
  const [only, second] = whole.length ? whole : told;
  if (!only) return { kind: "none" };
  if (second) return { kind: "mixed", sets: told.map(({ set, parts, of }) => ({ id: set.split(" ")[0] ?? "", have: parts.size, of })) };
  if (!whole.length) return { kind: "incomplete", of: only.of, missing: only.missing, damaged: only.damaged };
  const payload = Array.from({ length: only.of }, (_, n) => only.parts.get(n + 1) ?? "").join("");
  return { kind: "whole", text: new TextDecoder().decode(bytesOfBase64(payload)) };
}

function gathered(blocks: readonly Block[]): {
  readonly of: number; readonly parts: ReadonlyMap<number, string>; readonly missing: readonly number[]; readonly damaged: readonly number[];
} {
  const of = blocks[0]?.of ?? 0;
  const parts = new Map<number, string>();
  for (const { number, part } of blocks) if (part !== undefined) parts.set(number, part);
  const seen = new Set(blocks.map((block) => block.number));
  const lacking = Array.from({ length: of }, (_, n) => n + 1).filter((number) => !parts.has(number));
  return {
    of,
    parts,
    missing: lacking.filter((number) => !seen.has(number)),
    damaged: lacking.filter((number) => seen.has(number)),
  };
}

function blocksIn(pasted: string): readonly Block[] {
  // Full-width letters and digits become plain ones; what shows nothing goes.
  const text = pasted.normalize("NFKC").replace(/[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g, "");
  const opens = [...text.matchAll(OPEN)];
  return opens.flatMap((open, n) => {
    const [number, of, id] = [Number(open[1]), Number(open[2]), (open[3] ?? "").toLowerCase()];
    if (number < 1 || number > of) return [];
    const start = (open.index ?? 0) + open[0].length;
    const stretch = text.slice(start, opens[n + 1]?.index ?? text.length);
    const close = CLOSE.exec(stretch);
    const part = close ? partOf(stretch.slice(0, close.index), id, number, (close[1] ?? "").toLowerCase()) : undefined;
    return [{ set: `${id} ${of}`, number, of, part }];
  });
}

/** The payload between the marks: all that is base64 there; if that does not fit, only lines that are nothing else. */
function partOf(stretch: string, id: string, number: number, check: string): string | undefined {
  const all = stretch.replace(/[^A-Za-z0-9+/]/g, "");
  const lines = stretch.split(/\n/).map((line) => line.replace(/^[\s>|]+/, "").trim());
  const pure = lines.filter((line) => /^[A-Za-z0-9+/]*$/.test(line)).join("");
  return [all, pure].find((part) => checkOf(id, number, part) === check);
}
