/** All answers of a visit as knowledge: facts named, values read, corrections applied. */
import { nearest } from "../diagnostics/names.ts";
import type { Path, Problems } from "../diagnostics/problems.ts";
import { say, type Words } from "../diagnostics/words.ts";
import { keyOf } from "../expr/order.ts";
import { ANY_TYPE, type Fact, type Library, ROOT_ID } from "../model/library.ts";
import type { Correction, VisitDocument } from "../model/visit.ts";
import type { Knowledge } from "../values/knowledge.ts";
import { sortedTexts } from "../values/text.ts";
import { AnswerError, type ReadAnswer, readAnswer } from "./answers.ts";
import type { ObjectInstance, Objects } from "./objects.ts";
import { chemicalsNamed } from "./registered.ts";

/** In such a visit everything is the firm's own word. */
const BY_ITSELF = "企业自查";

/** One answer at one object; `known` is null where there is only a reason for none. */
export interface Answer {
  readonly object: string;
  readonly key: string;
  readonly known: Knowledge | null;
  readonly noneBecause: string | null;
  /** Until when what is missing is to be handed in (ISO text), where a day was set. */
  readonly due: string | null;
  readonly declared: boolean;
  readonly sampled: readonly [number, number] | null;
  readonly note: string | null;
  readonly evidence: readonly string[];
  readonly by: string | null;
  readonly at: string | null;
  readonly bulk: boolean;
  readonly carriedOver: string | null;
}

/** Reads the answers of a visit. */
export class Answers {
  /** By object and key: the answer as written, and what was made of it. */
  readonly #raw = new Map<string, unknown>();
  readonly #current = new Map<string, Answer>();

  constructor(
    private readonly document: VisitDocument,
    private readonly library: Library,
    private readonly objects: Objects,
    private readonly problems: Problems,
    private readonly words: Words,
  ) {}

  /** The answers after all corrections. Problems: unknown objects and facts, values that do not fit, bad samples. */
  read(): Answer[] {
    for (const [id, answers] of Object.entries(this.document.答案 ?? {})) {
      const instance = this.objects.byId.get(id);
      if (!instance) {
        this.objects.checkKnown(id, ["答案", id]);
        continue;
      }
      for (const [written, raw] of Object.entries(answers)) this.#take(instance, written, raw, ["答案", id, written]);
    }
    (this.document.更正 ?? []).forEach((correction, index) => this.#correct(correction, ["更正", index]));
    return [...this.#current.values()];
  }

  #take(instance: ObjectInstance, written: string, raw: unknown, path: Path): void {
    const named = this.#fact(instance, written, path);
    if (!named) return;
    const [fact, key] = named;
    const place = keyOf(instance.id, key);
    if (this.#raw.has(place)) {
      this.problems.add("C038", path, { name: written, now: fact.name });
      return;
    }
    this.#raw.set(place, raw);
    this.#keep(instance, fact, key, raw, path);
  }

  #keep(instance: ObjectInstance, fact: Fact, key: string, raw: unknown, path: Path): void {
    for (const answer of this.#answers(instance, fact, key, raw, path)) {
      this.#current.set(keyOf(answer.object, answer.key), answer);
    }
  }

  #answers(instance: ObjectInstance, fact: Fact, key: string, raw: unknown, path: Path): Answer[] {
    try {
      let read = readAnswer(raw, fact, key);
      if (fact.lookedUpIn !== null && read.noneBecause === null) {
        const named = chemicalsNamed(raw, fact.name, this.library.tables, path, this.problems);
        read = { ...read, known: [[key, named]] };
      }
      return this.#asAnswers(instance, key, read, path);
    } catch (error) {
      if (!(error instanceof AnswerError)) throw error;
      const told = "found" in error.values ? { found: error.values.found ?? say(this.words, "something_else") } : {};
      this.problems.add(error.code, path, { ...error.values, ...told, near: this.problems.asked(error.near) });
      return [];
    }
  }

  #asAnswers(instance: ObjectInstance, key: string, read: ReadAnswer, path: Path): Answer[] {
    const { declared, sampled, ...details } = read.details;
    const base: Answer = {
      ...details,
      object: instance.id,
      key,
      known: null,
      noneBecause: null,
      declared: declared && this.document.检查.类型 !== BY_ITSELF,
      sampled: this.#sample(sampled, instance, path),
    };
    if (!read.known.length) return [{ ...base, noneBecause: read.noneBecause }];
    return read.known.map(([name, known]) => ({ ...base, key: name, known }));
  }

  /** How many of how many were looked at. */
  #sample(written: string | null, instance: ObjectInstance, path: Path): readonly [number, number] | null {
    if (written === null) return null;
    const [lookedAt = 0, listed = 0] = written.split("/").map(Number);
    if (1 <= lookedAt && lookedAt <= listed && listed === instance.count) return [lookedAt, listed];
    this.problems.add("C033", [...path, "抽查"], { name: instance.id, found: written, count: instance.count });
    return null;
  }

  /** The fact that a written key names at an object, and the key of its answer. */
  #fact(instance: ObjectInstance, written: string, path: Path): readonly [Fact, string] | null {
    const at = written.indexOf("@");
    const name = at < 0 ? written : written.slice(0, at);
    const clause = at < 0 ? null : written.slice(at + 1);
    let fact = this.library.facts.get(clause === null ? `${instance.type}.${name}` : `${ANY_TYPE}.${name}`);
    if (!fact && clause === null) fact = this.#byFormerName(instance, name, path);
    if (!fact || (clause !== null && !this.#isClause(clause))) {
      this.#unknownFact(instance, name, clause, path);
      return null;
    }
    return [fact, clause === null ? fact.name : `${fact.name}@${clause}`];
  }

  #byFormerName(instance: ObjectInstance, name: string, path: Path): Fact | undefined {
    for (const full of this.library.names.get(name) ?? []) {
      const fact = this.library.facts.get(full);
      if (fact?.objectType === instance.type && fact.formerNames.includes(name)) {
        this.problems.add("C010", path, { name, now: fact.name });
        return fact;
      }
    }
    return undefined;
  }

  #isClause(key: string): boolean {
    const slash = key.indexOf("/");
    const found = slash < 0 ? undefined : this.library.standards.get(key.slice(0, slash));
    return found?.clauses.some((clause) => clause.ref === key.slice(slash + 1)) ?? false;
  }

  #unknownFact(instance: ObjectInstance, name: string, clause: string | null, path: Path): void {
    const { facts } = this.library;
    if (facts.has(`${ANY_TYPE}.${name}`)) {
      if (clause === null) this.problems.add("C014", path, { name });
      else this.problems.add("C013", path, { name, address: clause });
      return;
    }
    const all = [...facts.values()];
    const owners = all.filter((fact) => fact.name === name).map((fact) => fact.objectType);
    if (owners.length) {
      this.problems.add("C012", path, { name, object_type: instance.type, owner: owners.join("、") });
      return;
    }
    const own = all.filter((fact) => fact.objectType === instance.type).map((fact) => fact.name);
    const synonyms = (this.library.names.get(name) ?? []).map((full) => facts.get(full));
    const meant = synonyms.find((fact) => fact?.objectType === instance.type)?.name;
    const near = meant ?? nearest(name, own) ?? nearest(name, all.map((fact) => fact.name));
    this.problems.add("C011", path, { name, object_type: instance.type, near: this.problems.asked(near) });
  }

  /** Puts a correction in the place of the answer it quotes. */
  #correct(correction: Correction, path: Path): void {
    const id = correction.对象 ?? ROOT_ID;
    const instance = this.objects.byId.get(id);
    if (!instance) {
      this.objects.checkKnown(id, [...path, "对象"]);
      return;
    }
    const named = this.#fact(instance, correction.事实, [...path, "事实"]);
    if (!named) return;
    const [fact, key] = named;
    const place = keyOf(instance.id, key);
    const before = bare(this.#raw.has(place) ? this.#raw.get(place) : "未查");
    if (sameText(before) !== sameText(bare(correction.原答))) {
      this.problems.add("C015", [...path, "原答"], { name: correction.事实, found: shown(before) });
      return;
    }
    for (const [taken, answer] of this.#current) {
      const isIts = answer.key === key || answer.key.startsWith(`${key}∋`);
      if (answer.object === instance.id && isIts) this.#current.delete(taken);
    }
    this.#raw.set(place, correction.更正为);
    this.#keep(instance, fact, key, correction.更正为, [...path, "更正为"]);
  }
}

function bare(raw: unknown): unknown {
  if (typeof raw !== "object" || raw === null || Array.isArray(raw)) return raw;
  const record = raw as Record<string, unknown>;
  return "答" in record ? record["答"] : "无答" in record ? record["无答"] : raw;
}

/** A text that is equal for equal values, whatever the order of keys. */
function sameText(value: unknown): string {
  return JSON.stringify(value ?? null, (_, part: unknown) => {
    if (typeof part !== "object" || part === null || Array.isArray(part)) return part;
    const record = part as Record<string, unknown>;
    return sortedTexts(Object.keys(record)).map((key) => [key, record[key]]);
  });
}

function shown(raw: unknown): string {
  if (Array.isArray(raw)) return raw.join("、");
  if (typeof raw !== "object" || raw === null) return String(raw);
  return Object.entries(raw).map(([key, value]) => `${key}: ${String(value)}`).join("，");
}
