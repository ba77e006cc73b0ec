/** A text as numbered blocks to paste into a chat, and read back from there. */

/** Blocks of at most `limit` characters each, to be sent as they are: `【判定 3/7 a1b2c3d4】…【校验 0f1e2d3c】`. */
export declare function chatBlocks(text: string, limit: number): readonly string[];

export type BlocksRead =
  | { readonly kind: "none" }
  | { readonly kind: "whole"; readonly text: string }
  | { readonly kind: "incomplete"; readonly of: number; readonly missing: readonly number[]; readonly damaged: readonly number[] }
  /** Blocks of several exports lie mixed; by set how many are there. */
  | { readonly kind: "mixed"; readonly sets: readonly { readonly id: string; readonly have: number; readonly of: number }[] };

/** Reads pasted text: blocks in any order, repeated, with names, times, quotes and line breaks of a chat around and between. */
export declare function readBlocks(pasted: string): BlocksRead;
