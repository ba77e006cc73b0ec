/** Splits sampled groups: those looked at, and the rest of which nothing new is known. */
import { say, type Words } from "../diagnostics/words.ts";
import type { Answer } from "./given.ts";
import { type ObjectInstance, SEEN_PART, UNSEEN_PART } from "./objects.ts";

/** How groups of a visit fall apart. A group is as large as its smallest sample; of a whole one nothing changes. */
export class Split {
  readonly #seen = new Map<string, number>();

  constructor(
    objects: Iterable<ObjectInstance>,
    answers: readonly Answer[],
    private readonly words: Words,
  ) {
    const counts = new Map([...objects].map((item) => [item.id, item.count] as const));
    for (const { object, sampled } of answers) {
      if (!sampled || sampled[0] >= (counts.get(object) ?? 0)) continue;
      this.#seen.set(object, Math.min(this.#seen.get(object) ?? sampled[0], sampled[0]));
    }
  }

  /** The ids by which an object goes on: its own, or those of its two parts. */
  parts(id: string): readonly string[] {
    return this.#seen.has(id) ? [id + SEEN_PART, id + UNSEEN_PART] : [id];
  }

  /** The objects, split groups as two. */
  objects(objects: readonly ObjectInstance[]): ObjectInstance[] {
    return objects.flatMap((item) => {
      const seen = this.#seen.get(item.id);
      if (seen === undefined) return [item];
      const rest = item.count - seen;
      const named = (text: string, count: number): string => say(this.words, text, { name: item.name, count });
      return [
        { ...item, id: item.id + SEEN_PART, name: named("seen_part", seen), count: seen },
        { ...item, id: item.id + UNSEEN_PART, name: named("unseen_part", rest), count: rest },
      ];
    });
  }

  /** The answers; one found by looking at a sample says nothing of the rest. */
  answers(answers: readonly Answer[]): Answer[] {
    return answers.flatMap((answer) => {
      const parts = this.parts(answer.object);
      return (answer.sampled ? parts.slice(0, 1) : parts).map((object) => ({ ...answer, object }));
    });
  }
}
