/**
 * A visit that is judged again after each change: only what changed answers can touch is judged anew.
 *
 * What a verdict reads depends on the objects there are, not on what is known of them. So an index from answers to targets,
 * made once, tells for every answer which verdicts it may change; all others stay as they are.
 */
import type { VisitProblem } from "../diagnostics/problems.ts";
import { type Words, WORDLESS } from "../diagnostics/words.ts";
import { type Item, itemOf } from "../evaluate/world.ts";
import { keyOf } from "../expr/order.ts";
import { baseName, type Library } from "../model/library.ts";
import type { VisitDocument } from "../model/visit.ts";
import type { Answer } from "../resolve/given.ts";
import type { ResolvedVisit } from "../resolve/visit.ts";
import { isSameKnowledge } from "../values/knowledge.ts";
import type { Verdict } from "../verdict/verdict.ts";
import { Bench } from "./bench.ts";
import { Compiled } from "./compiled.ts";
import { type Judgement, judgementOf, verdictKey, withDeclared } from "./judgement.ts";
import { entangledFacts, Readers } from "./readers.ts";
import { resolveVisit } from "./reading.ts";
import { type Target, type Versions, versionsOn } from "./selection.ts";

export interface LiveAnswer {
  /** Null where the document has errors; what was judged before them can still be explained. */
  readonly judgement: Judgement | null;
  readonly problems: readonly VisitProblem[];
}

/** The verdicts of one document at a time, without reasons and cures, kept up to date. Never changes the document. */
export class LiveJudgement {
  readonly #compiled: Compiled;
  #state: State | null = null;

  constructor(
    private readonly library: Library,
    private readonly words: Words = WORDLESS,
  ) {
    this.#compiled = new Compiled(library, words);
  }

  /** Judge the document as it now is. Verdicts on which there is an opinion carry their reasons, as it rests on them. */
  update(document: VisitDocument): LiveAnswer {
    const { visit, problems } = resolveVisit(document, this.library, this.words);
    if (!visit) return { judgement: null, problems };
    if (!this.#state?.takes(visit)) this.#state = new State(visit, this.#compiled);
    return { judgement: this.#state.judgement(), problems };
  }

  /** The same verdict of the last judgement with reasons and cures; itself if it is none of them. */
  explain(verdict: Verdict): Verdict {
    return this.#state?.explained(verdict) ?? verdict;
  }
}

/** A visit as judged, and what another one with other answers would change. */
class State {
  readonly #versions: Versions;
  readonly #bench: Bench;
  readonly #targets: readonly Target[];
  /** What the machine alone says, by the number of the target. */
  readonly #verdicts: Verdict[];
  readonly #hasDeclared: boolean;
  #readers: Readers | null = null;

  constructor(
    private visit: ResolvedVisit,
    private readonly compiled: Compiled,
  ) {
    this.#versions = versionsOn(compiled.library, visit.scope, visit.judgedOn);
    this.#bench = new Bench(visit, compiled, this.#versions);
    this.#targets = this.#bench.targets();
    this.#hasDeclared = visit.answers.some((answer) => answer.declared);
    const opinions = opinionsOn(visit);
    const judged = this.#bench.judged(this.#targets, (target) => opinions.has(placeOf(target)));
    this.#verdicts = this.#hasDeclared ? withDeclared(judged, visit, compiled, this.#versions) : judged;
  }

  judgement(): Judgement {
    return judgementOf(this.#verdicts, this.visit, this.#bench.built, this.compiled, this.#versions);
  }

  /** Takes another visit in the place of this one, if only answers differ whose effects can be told; false if not. */
  takes(visit: ResolvedVisit): boolean {
    if (this.#hasDeclared || shapeOf(visit) !== shapeOf(this.visit)) return false;
    const changes = changesOf(this.visit, visit);
    const { world } = this.#bench.built;
    const entangled = changes.length ? entangledFacts(this.compiled.library, world) : new Set<string>();
    for (const { after, object, key } of changes) {
      const type = world.nodes.get(object)?.type ?? "";
      if (after?.declared || entangled.has(`${type}.${baseName(key)}`)) return false;
    }
    this.#readers ??= new Readers(this.#targets, world, this.compiled);
    const opined = changedOpinions(this.visit, visit);
    const chosen = new Set(this.#targets.flatMap((target, n) => (opined.has(placeOf(target)) ? [n] : [])));
    for (const { after, object, key } of changes) {
      const answers = world.nodes.get(object)?.answers;
      if (after?.known) answers?.set(key, after.known);
      else answers?.delete(key);
      for (const number of this.#readers.of(itemOf("fact", object, key))) chosen.add(number);
    }
    this.visit = visit;
    this.#bench.tellNotAnswered(visit);
    this.#judgeAgain([...chosen].sort((a, b) => a - b));
    return true;
  }

  #judgeAgain(numbers: readonly number[]): void {
    const opinions = opinionsOn(this.visit);
    const together = this.#withCandidates(numbers);
    const targets = together.map((number) => this.#targets[number] as Target);
    const judged = this.#bench.judged(targets, (target) => opinions.has(placeOf(target)));
    together.forEach((number, n) => (this.#verdicts[number] = judged[n] as Verdict));
  }

  /** With targets that candidate versions judge, all others of the same event. */
  #withCandidates(numbers: readonly number[]): readonly number[] {
    const events = new Set(
      numbers.flatMap((n) => (this.#targets[n]?.candidates.length ? [this.#targets[n]?.node.id] : [])),
    );
    if (!events.size) return numbers;
    const chosen = new Set(numbers);
    return this.#targets.flatMap((target, n) => {
      const isTogether = target.candidates.length > 0 && events.has(target.node.id);
      return isTogether || chosen.has(n) ? [n] : [];
    });
  }

  explained(verdict: Verdict): Verdict | null {
    const key = verdictKey(verdict);
    const number = this.#verdicts.findIndex((each) => verdictKey(each) === key);
    const wanted = this.#targets[number];
    if (!wanted) return null;
    const targets = this.#withCandidates([number]).map((n) => this.#targets[n] as Target);
    const judged = this.#bench.judged(targets, (target) => target === wanted)[targets.indexOf(wanted)] as Verdict;
    const told = { ...judged, if_declared_holds: this.#verdicts[number]?.if_declared_holds ?? null };
    const { verdicts } = judgementOf([told], this.visit, this.#bench.built, this.compiled, this.#versions);
    return verdicts[0] ?? null;
  }
}

const placeOf = (target: Target): string => (target.parent ? "" : keyOf(target.rule.id, target.node.id));

/** The rules and objects on which someone has an opinion. */
const opinionsOn = (visit: ResolvedVisit): ReadonlySet<string> =>
  new Set((visit.document.意见 ?? []).map((opinion) => keyOf(opinion.规则, opinion.对象)));

function changedOpinions(before: ResolvedVisit, after: ResolvedVisit): ReadonlySet<string> {
  const [old, now] = [opinionsOn(before), opinionsOn(after)];
  return new Set([...old, ...now].filter((place) => old.has(place) !== now.has(place)));
}

/** Everything of a visit that decides which targets there are. */
function shapeOf(visit: ResolvedVisit): string {
  const objects = visit.objects.map((o) => [o.id, o.type, o.name, o.parent, o.otherEnd, o.date?.key ?? "", o.count]);
  const complete = visit.complete.map(([parent, type]) => keyOf(parent, type)).sort();
  return JSON.stringify([visit.judgedOn, visit.kind, visit.scope, objects, complete]);
}

interface ChangedAnswer {
  readonly object: string;
  readonly key: string;
  readonly after: Answer | undefined;
}

/** The answers that say something else now. */
function changesOf(before: ResolvedVisit, after: ResolvedVisit): ChangedAnswer[] {
  const at = (answers: readonly Answer[]): Map<Item, Answer> =>
    new Map(answers.map((answer) => [itemOf("fact", answer.object, answer.key), answer] as const));
  const [old, now] = [at(before.answers), at(after.answers)];
  return [...new Set([...old.keys(), ...now.keys()])]
    .filter((item) => !saysTheSame(old.get(item), now.get(item)))
    .map((item) => ({ object: item.object, key: item.key, after: now.get(item) }));
}

function saysTheSame(first: Answer | undefined, second: Answer | undefined): boolean {
  const [a, b] = [first?.known ?? null, second?.known ?? null];
  const isSame = a === null || b === null ? a === b : isSameKnowledge(a, b);
  const isReasonSame = (first?.noneBecause ?? null) === (second?.noneBecause ?? null);
  return isSame && isReasonSame && (first?.declared ?? false) === (second?.declared ?? false);
}
