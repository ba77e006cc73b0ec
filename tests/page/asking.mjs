// What the shipped script would ask on visits: `node asking.mjs SCRIPT JOBS`; writes one line of findings a job.
// The first line of JOBS is the packed library with the packed words; each further line a visit document (see tests/page/test_asking.py).
import { createReadStream } from "node:fs";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const [script, jobs] = process.argv.slice(2);
createRequire(import.meta.url)(script);
const { unpack, judge, asking } = globalThis.panding;
let library, words;

const asked = ({ fact, ...question }) => ({ ...question, fact: fact && `${fact.objectType}.${fact.name}` });
const told = ({ questions, ...card }) => ({ ...card, questions: questions.map(asked) });

for await (const line of createInterface({ input: createReadStream(jobs) })) {
  const job = JSON.parse(line);
  if (job.library) {
    [library, words] = [unpack(job.library), unpack(job.words)];
    continue;
  }
  const { visit } = judge.resolveVisit(job.document, library, words);
  const judgement = judge.judge(visit, library, { explain: false, words });
  const { cards, progress, mustNotBeLeft } = asking.interviewOf(judgement, library, job.here);
  const urgent = mustNotBeLeft(job.minutes);
  console.log(JSON.stringify({ cards: cards.map(told), progress, urgent: { ...urgent, cards: urgent.cards.map(told) } }));
}
