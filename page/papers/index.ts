/** The papers that the page writes: the same as `panding judge … -o x.html --paper …`. */
export { Desk } from "./input.ts";
export type { Paper } from "./page.ts";
export { copyLines } from "./records/copying.ts";
export { paper, type PaperKind } from "./papers.ts";
export type { PaperWords } from "./words.ts";
