/** The open questions in the order in which they are best asked; as checklists/asking/cards.py. */
import type { Library } from "../judge/model/library.ts";
import { fullName } from "../judge/model/library.ts";
import type { ObjectInstance } from "../judge/resolve/objects.ts";
import { compareText } from "../judge/values/text.ts";
import { METHODS } from "./costs.ts";
import { areasOf } from "./places.ts";
import { type OpenQuestion, PAPER } from "./questions.ts";

/** Questions that are asked together: of one object, from one paper, or about the rosters below one object. */
export interface Card {
  readonly kind: "scope" | "object" | "paper" | "rosters";
  /** Id of the object; null for a paper. */
  readonly object: string | null;
  /** Id of the thing at whose place it is asked; 企业 for the desk. */
  readonly area: string;
  readonly paper: string | null;
  /** In the order of asking. What was asked without getting an answer (`noAnswer`) stands last. */
  readonly questions: readonly OpenQuestion[];
  /** Ids of other objects of the same kind and parent of which the same is open: one answer may serve all. */
  readonly alike: readonly string[];
}

/** The questions of a card that nobody has asked yet. */
export const openOf = (card: Card): readonly OpenQuestion[] => card.questions.filter((q) => q.noAnswer === null);

/** All cards in order. `here` is the object one stands at: its area is finished first. */
export function cardsInOrder(
  questions: readonly OpenQuestion[], objects: readonly ObjectInstance[], library: Library, here: string | null,
): readonly Card[] {
  return new Ordering(questions, objects, library, here).all();
}

type Keys = readonly (boolean | number | string)[];

/** Order by keys one after the other: false before true, numbers up, texts by code point. */
function compareKeys(a: Keys, b: Keys): number {
  for (const [n, left] of a.entries()) {
    const right = b[n] as boolean | number | string;
    const order = typeof left === "string" ? compareText(left, right as string) : Number(left) - Number(right);
    if (order) return order;
  }
  return 0;
}

function sortedBy<T>(things: Iterable<T>, keys: (thing: T) => Keys): T[] {
  return [...things].map((thing) => [keys(thing), thing] as const).sort(([a], [b]) => compareKeys(a, b)).map(([, thing]) => thing);
}

class Ordering {
  readonly #objects: ReadonlyMap<string, ObjectInstance>;
  readonly #number: ReadonlyMap<string, number>;
  readonly #areas: ReadonlyMap<string, string>;
  readonly #root: string;
  readonly #facts: ReadonlyMap<string, number>;
  readonly #kinds: ReadonlyMap<string, number>;
  readonly #byObject = new Map<string, OpenQuestion[]>();
  readonly #scope: OpenQuestion[] = [];
  readonly #rosters = new Map<string, OpenQuestion[]>();
  readonly #rank: ReadonlyMap<string, Keys>;
  readonly #alike: ReadonlyMap<string, readonly string[]>;

  constructor(
    questions: readonly OpenQuestion[], objects: readonly ObjectInstance[], library: Library,
    private readonly here: string | null,
  ) {
    this.#objects = new Map(objects.map((each) => [each.id, each]));
    this.#number = new Map(objects.map((each, n) => [each.id, n]));
    this.#areas = areasOf(objects, library);
    this.#root = (objects[0] as ObjectInstance).id;
    this.#facts = new Map([...library.facts.keys()].map((name, n) => [name, n]));
    this.#kinds = new Map([...library.types.keys()].map((name, n) => [name, n]));
    for (const question of questions) {
      const { kind, object, decidesScope } = question;
      if (kind === "roster") put(this.#rosters, object, question);
      else if (object === this.#root && decidesScope) this.#scope.push(question);
      else put(this.#byObject, object, question);
    }
    this.#rank = new Map([...this.#byObject].map(([each, found]) => [each, rankOf(found)]));
    this.#alike = this.#alikeObjects();
  }

  all(): readonly Card[] {
    const root = this.#root;
    const cards: Card[] = this.#scope.length ? [card("scope", root, root, this.#sorted(this.#scope))] : [];
    for (const area of this.#areasInOrder()) cards.push(...this.#objectCards(area), ...this.#rosterCards(area));
    cards.push(...this.#objectCards(root), ...this.#paperCards(), ...this.#rosterCards(root));
    return [...cards.filter((each) => openOf(each).length), ...cards.filter((each) => !openOf(each).length)];
  }

  /** Where one is; what decides the scope of other areas; then where most is to be gained for the time. */
  #areasInOrder(): string[] {
    const sums = new Map<string, [number, number]>();
    for (const question of [...this.#byObject.values(), ...this.#rosters.values()].flat()) {
      const area = this.#areaOf(question.object);
      if (area === this.#root || (question.kind === "fact" && question.method === PAPER)) continue;
      const [gain, cost] = sums.get(area) ?? [0, 0];
      sums.set(area, [gain + (question.isDeadly ? question.gain : 0), cost + question.cost]);
    }
    const here = this.#areas.get(this.here ?? "");
    const above = new Set<string>();
    for (const each of this.#objects.keys()) {
      if (sums.has(this.#areaOf(each))) for (const parent of this.#line(each)) above.add(this.#areaOf(parent));
    }
    return sortedBy(sums.keys(), (area) => {
      const [gain, cost] = sums.get(area) as [number, number];
      const own = this.#byObject.get(area) ?? [];
      const gates = above.has(area) && own.some((question) => question.decidesScope && question.method !== PAPER);
      return [area !== here, !gates, -gain / cost, this.#number.get(area) as number];
    });
  }

  #areaOf(object: string): string {
    return this.#areas.get(object) as string;
  }

  /** Ids of the things above an object that stand in another area. */
  #line(each: string): string[] {
    const found: string[] = [];
    for (let parent = this.#objects.get(each)?.parent ?? null; parent !== null; parent = this.#objects.get(parent)?.parent ?? null) {
      const area = this.#areaOf(parent);
      if (area !== this.#areaOf(each) && area !== this.#root) found.push(parent);
    }
    return found;
  }

  /** Cards of the objects in an area of which something is to be seen, asked or measured there. */
  #objectCards(area: string): Card[] {
    const found = [...this.#byObject]
      .filter(([each, questions]) => this.#areaOf(each) === area && questions.some((question) => question.method !== PAPER))
      .map(([each]) => each);
    const best = new Map<string, Keys>();
    for (const each of found) {
      const [type, rank] = [this.#typeOf(each), this.#rank.get(each) as Keys];
      const before = best.get(type) ?? rank;
      best.set(type, compareKeys(rank, before) < 0 ? rank : before);
    }
    const here = this.#objects.get(this.here ?? "");
    const hereType = here && this.#areaOf(here.id) === area ? here.type : null;
    const ordered = sortedBy(found, (each) => {
      const type = this.#typeOf(each);
      const gates = each === area && (this.#byObject.get(each) ?? []).some((question) => question.decidesScope);
      return [each !== this.here, !gates, type !== hereType, ...(best.get(type) as Keys), type, this.#number.get(each) as number];
    });
    return ordered.map((each) => ({
      ...card("object", each, area, this.#sorted(this.#byObject.get(each) ?? [])), alike: this.#alike.get(each) ?? [],
    }));
  }

  #typeOf(object: string): string {
    return (this.#objects.get(object) as ObjectInstance).type;
  }

  /** Papers in order: each with all the questions it tells, of whatever object nothing else is to be found out. */
  #paperCards(): Card[] {
    const byPaper = new Map<string, OpenQuestion[]>();
    for (const questions of this.#byObject.values()) {
      if (questions.some((question) => question.method !== PAPER)) continue;
      for (const question of questions) put(byPaper, question.papers[0] ?? "", question);
    }
    const cards = [...byPaper].map(([paper, found]) => ({
      ...card("paper", null, this.#root, sortedBy(found, (question) => [
        question.noAnswer !== null, this.#facts.get(nameOf(question)) ?? 0, this.#number.get(question.object) as number,
      ])),
      paper: paper || null,
    }));
    return sortedBy(cards, ({ questions, paper }) => [-rateOf(questions), paper ?? ""]);
  }

  #rosterCards(area: string): Card[] {
    const parents = [...this.#rosters.keys()].filter((parent) => this.#areaOf(parent) === area);
    return sortedBy(parents, (parent) => [this.#number.get(parent) as number]).map((parent) => {
      const questions = this.#rosters.get(parent) ?? [];
      return card("rosters", parent, area, sortedBy(questions, ({ key }) => [this.#kinds.get(key) as number]));
    });
  }

  #alikeObjects(): ReadonlyMap<string, readonly string[]> {
    const groups = new Map<string, string[]>();
    for (const [each, questions] of this.#byObject) {
      const { type, parent } = this.#objects.get(each) as ObjectInstance;
      const same = questions.map(({ key, boxes }) => [key, ...boxes].join("\0")).sort(compareText);
      put(groups, [type, parent ?? "", ...same].join("\0\0"), each);
    }
    return new Map([...groups.values()].flatMap((group) =>
      group.map((each) => [each, group.filter((other) => other !== each)] as const)));
  }

  /** Within a card: what is read from papers later; else most gain for the time, quick ways first where equal. */
  #sorted(questions: readonly OpenQuestion[]): OpenQuestion[] {
    return sortedBy(questions, (question) => [
      question.noAnswer !== null,
      question.method === PAPER,
      -Math.floor((question.gain / question.cost) * 1e6 + 0.5),
      METHODS.indexOf(question.method),
      this.#facts.get(nameOf(question)) ?? 0,
      question.key,
    ]);
  }
}

function put<T>(map: Map<string, T[]>, key: string, value: T): void {
  const found = map.get(key);
  if (found) found.push(value);
  else map.set(key, [value]);
}

const card = (kind: Card["kind"], object: string | null, area: string, questions: readonly OpenQuestion[]): Card =>
  ({ kind, object, area, paper: null, questions, alike: [] });

const nameOf = (question: OpenQuestion): string => (question.fact ? fullName(question.fact) : "");

/** Deadly things first, then those most is gained from for the time. */
function rankOf(questions: readonly OpenQuestion[]): Keys {
  const rates = questions.filter((question) => question.method !== PAPER).map((question) => question.gain / question.cost);
  return [!questions.some((question) => question.isDeadly), rates.length ? -Math.max(...rates) : -0];
}

function rateOf(questions: readonly OpenQuestion[]): number {
  let [gain, cost] = [0, 0];
  for (const question of questions) {
    gain += question.gain;
    cost += question.cost;
  }
  return gain / cost;
}
