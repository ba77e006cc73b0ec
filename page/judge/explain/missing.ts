/** Turns open things into what a person can be asked: the fact's question, the roster's, the reading's, the day of an event. */
import type { Choice } from "../evaluate/analysis.ts";
import type { Item, Node, World } from "../evaluate/world.ts";
import { readingById } from "../model/lookups.ts";
import { showKnowledge } from "../values/knowledge.ts";
import type { Missing } from "../verdict/verdict.ts";
import { EVENT_DATE, type Names } from "./phrases.ts";

/** One open thing as a question. */
export function missingItem(item: Item, names: Names, world: World, values: string | null = null): Missing {
  const { kind, object, key } = item;
  if (kind === "roster") {
    const question = world.types.get(key)?.rosterQuestion ?? "";
    return { kind, object, name: key, question, values, note: null };
  }
  if (kind === "reading") {
    const question = readingById(names.library).get(object)?.question ?? "";
    return { kind, object: null, name: object, question, values, note: null };
  }
  const node = world.nodes.get(object) as Node;
  const fact = names.factOf(node, key);
  if (key === EVENT_DATE && !fact) {
    const question = names.say("date_question", { object: names.ofObject(node) });
    return { kind: "fact", object, name: key, question, values, note: null };
  }
  const calculation = names.calculation(object, key);
  const reason = names.notAnswered.get(item);
  const notes = [
    calculation ? names.say("calculated_note", { figures: calculation.figures }) : "",
    reason ? names.say("not_answered", { reason }) : "",
  ].filter(Boolean);
  return { kind: "fact", object, name: key, question: fact ? fact.question : key, values, note: notes.join("；") || null };
}

/** Open things with the values of each that would settle the verdict. */
export function missingOf(choices: readonly Choice[], names: Names, world: World): Missing[] {
  return choices.map(({ item, values, option }) => {
    let shown = item.kind === "roster" && option ? names.say(`roster_${option}`) : option;
    if (item.kind === "fact" && values.length) {
      const fact = names.factOf(world.nodes.get(item.object) as Node, item.key);
      const isDay = !fact && item.key === EVENT_DATE;
      const pieces = values.map((piece) => (isDay ? showKnowledge(piece, "", true) : names.value(piece, fact)));
      shown = pieces.join(names.say("value_or"));
    }
    return missingItem(item, names, world, shown);
  });
}

/** Open things as questions; a calculated fact is followed by the inputs that could still change it. */
export function allMissing(items: Iterable<Item>, names: Names, world: World): Missing[] {
  const found = new Set<Item>();
  for (const item of items) {
    found.add(item);
    for (const source of inputs(item, names)) found.add(source);
  }
  return [...found].map((item) => missingItem(item, names, world));
}

/** What could still change a calculated fact, each followed by what could change that. */
function* inputs(item: Item, names: Names): Generator<Item> {
  const calculation = item.kind === "fact" ? names.calculation(item.object, item.key) : undefined;
  for (const source of calculation?.openInputs ?? []) {
    yield source;
    yield* inputs(source, names);
  }
}
