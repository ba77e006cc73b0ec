/** What tests outside the page use of the judge. */
export { nearest, plain } from "./diagnostics/names.ts";
export { buildWorld } from "./evaluate/build.ts";
export { Exact } from "./evaluate/exact.ts";
export { reads } from "./evaluate/reads.ts";
export { Compiled, judge, LiveJudgement, resolveVisit } from "./judging/index.ts";
export { folded, lookUp } from "./resolve/chemicals.ts";
export { addMonths, readDates, showDate, showDates } from "./values/dates.ts";
export { readNumber, showKnowledge } from "./values/knowledge.ts";
export { exact, Interval, Rational, show } from "./values/number.ts";
export { caseFolded, compareText, sortedTexts, strip } from "./values/text.ts";
