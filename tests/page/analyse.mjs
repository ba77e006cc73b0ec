// Analyses every formula of every job at every object, with the shipped script: `node analyse.mjs SCRIPT JOBS`.
// JOBS holds one packed job a line (see tests/page/twin.py); writes one line of findings a job.
import { createReadStream } from "node:fs";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const [script, jobs] = process.argv.slice(2);
createRequire(import.meta.url)(script);
const { unpack, judge } = globalThis.panding;

const item = (each) => [each.kind, each.object, each.key];
const end = (value) => value && value.key;
const knowledge = (known) =>
  known instanceof judge.Interval
    ? [end(known.low), end(known.high), known.lowOpen, known.highOpen]
    : judge.sortedTexts(known);
const choices = (found) =>
  found && found.map((each) => [item(each.item), each.values.map(knowledge), each.option]);
const analysis = (found) => [
  found.truth, found.relevant.map(item), choices(found.toTrue), choices(found.toFalse), found.isExact, found.costs,
];
const calculation = (found) => [knowledge(found.known), found.figures, found.openInputs.map(item)];

function builtOf({ calculations, disagreements }) {
  const made = [...calculations].map(([each, found]) => [each.object, each.key, calculation(found)]);
  const refused = disagreements.map((each) => [each.object, each.fact, knowledge(each.answered), calculation(each.calculation)]);
  return [made, refused];
}

// The same choice of what is hidden as tests/page/twin.py makes.
const isShown = (each, of) => Array.from(each.object + each.key).reduce((sum, c) => sum + c.codePointAt(0), of) % 3 !== 0;

function partly(exact, world, formula, node) {
  const told = [];
  const run = (shows) => {
    world.watch = (each) => {
      told.push(item(each));
      return shows(each);
    };
    return exact.analyse(formula, node);
  };
  try {
    const found = [run(() => true), run((each) => isShown(each, 0)), run((each) => isShown(each, 1))].map(analysis);
    return [found, [...told], exact.truth(formula, node)];
  } finally {
    world.watch = null;
  }
}

function* supposedNodes(world, type) {
  for (const parent of world.nodes.values()) {
    if (world.types.get(type).chain[1] !== parent.type || parent.complete.has(type)) continue;
    yield* world.suppose(parent, [type]);
  }
}

function atVisit(library, formulas, visit, isThorough) {
  const built = judge.buildWorld(visit, library);
  const { world } = built;
  const exact = new judge.Exact(world);
  const rows = [];
  for (const [type, formula] of formulas) {
    for (const node of world.nodes.values()) {
      if (node.type !== type) continue;
      const row = [analysis(exact.analyse(formula, node))];
      if (isThorough) {
        row.push(exact.truth(formula, node), exact.kleeneIsExact(formula, node), ...partly(exact, world, formula, node));
        row.push([...judge.reads(formula, world, node, node)].map((each) => `${each.object} ${each.key}`).sort(judge.compareText));
      }
      rows.push(row);
    }
    for (const node of isThorough ? supposedNodes(world, type) : []) {
      rows.push(world.supposing(node, () => [analysis(exact.analyse(formula, node))]));
    }
  }
  return [builtOf(built), rows];
}

for await (const line of createInterface({ input: createReadStream(jobs) })) {
  const { library, formulas, visits, thorough } = unpack(JSON.parse(line));
  console.log(JSON.stringify(visits.map((visit) => atVisit(library, formulas, visit, thorough))));
}
