/** The page's only script: judges by itself where a document is found; else only offers what tests use. */
import * as asking from "./asking/index.ts";
import * as judge from "./judge/exposed.ts";
import { unpack } from "./judge/model/unpack.ts";

declare global {
  // eslint-disable-next-line no-var
  var panding: Record<string, unknown>;
}

globalThis.panding = { unpack, judge, asking };
