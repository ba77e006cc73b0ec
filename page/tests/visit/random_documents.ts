/** Prints documents that random sequences of changes made: run with a file of JSON, `{"library": packed, "count": 40, "steps": 60}`. */
import { readFileSync } from "node:fs";
import type { Library } from "../../judge/model/library.ts";
import { type Packed, unpack } from "../../judge/model/unpack.ts";
import { exported, exportText } from "../../visit/exporting.ts";
import { randomVisit } from "./random_visits.ts";
import { seeded } from "./sample.ts";

const given = JSON.parse(readFileSync(process.argv[2] as string, "utf8")) as { library: Packed; count: number; steps: number };
const library = unpack<Library>(given.library);
const all = { photos: true, names: true, enterprise: true };
const texts = Array.from({ length: given.count }, (_, seed) => {
  const document = randomVisit({ random: seeded(seed), library }, given.steps);
  // Every third without names, as it is handed on.
  return exportText(exported(document, seed % 3 ? all : { ...all, names: false, enterprise: false }, library.types, new Map()));
});
process.stdout.write(JSON.stringify(texts));
