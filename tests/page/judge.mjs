// Judges visit documents with the shipped script: `node judge.mjs SCRIPT JOBS`; writes one line of findings a job.
// A line of JOBS is a packed library with the packed words (what follows is judged by them), or a job (see tests/page/judged.py).
import { createReadStream } from "node:fs";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const [script, jobs] = process.argv.slice(2);
createRequire(import.meta.url)(script);
const { unpack, judge } = globalThis.panding;
let library, words, compiled;

const told = (problems) => problems.map(({ code, path, text, remedy, isError }) => [code, path, text, remedy, isError]);

function judged({ document, explain, rulings, own }) {
  const ruled = rulings ? { ...library, rulings: new Map(Object.entries(rulings)) } : library;
  const { visit, problems } = judge.resolveVisit(document, ruled, words);
  if (!visit) return { problems: told(problems) };
  const only = own
    ? ({ rule, node, parent }) => rule.id === own.rule && (own.isUnseen ? parent !== null : parent === null && node.id === own.object)
    : () => true;
  const found = judge.judge(visit, ruled, { explain, words, compiled: ruled === library ? compiled : undefined, only });
  const { verdicts, observations, summary } = found;
  return { problems: told(problems), digest: visit.digest, verdicts, observations, summary };
}

// Where the verdicts of a document kept up to date differ from those of the document judged anew.
function lived({ documents }) {
  const live = new judge.LiveJudgement(library, words);
  return documents.map((document, step) => {
    const { judgement, problems } = live.update(document);
    const { visit } = judge.resolveVisit(document, library, words);
    if (!judgement || !visit) return judgement || visit ? [`${step}: only one of both judges`] : told(problems);
    const [quick, full] = [false, true].map((explain) => judge.judge(visit, library, { explain, words, compiled }));
    const found = [];
    judgement.verdicts.forEach((verdict, n) => {
      const wanted = (verdict.overruling ? full : quick).verdicts[n];
      if (JSON.stringify(verdict) !== JSON.stringify(wanted)) found.push([step, "live", verdict, wanted]);
      const explained = live.explain(verdict);
      if (JSON.stringify(explained) !== JSON.stringify(full.verdicts[n])) found.push([step, "explained", explained, full.verdicts[n]]);
    });
    if (judgement.verdicts.length !== quick.verdicts.length) found.push([step, "number of verdicts"]);
    if (JSON.stringify(judgement.summary) !== JSON.stringify(full.summary)) found.push([step, judgement.summary, full.summary]);
    return found;
  });
}

for await (const line of createInterface({ input: createReadStream(jobs) })) {
  const job = JSON.parse(line);
  if (job.library) {
    [library, words] = [unpack(job.library), unpack(job.words)];
    compiled = new judge.Compiled(library, words);
  } else console.log(JSON.stringify(job.documents ? lived(job) : judged(job)));
}
