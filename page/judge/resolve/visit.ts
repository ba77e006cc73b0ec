/** Resolves a visit against a library: objects with parents, answers as knowledge, rosters, scope, what people decided. */
import { Problems, type Path } from "../diagnostics/problems.ts";
import { say, type Words } from "../diagnostics/words.ts";
import { digest, intervalText } from "../expr/canonical.ts";
import { compareLists, keyOf } from "../expr/order.ts";
import { type Library, ROOT_ID } from "../model/library.ts";
import { clauseCite, ruleById } from "../model/lookups.ts";
import type { VisitDocument } from "../model/visit.ts";
import { readDates } from "../values/dates.ts";
import { isInterval } from "../values/knowledge.ts";
import { compareText, sortedTexts } from "../values/text.ts";
import { type Answer, Answers } from "./given.ts";
import { type ObjectInstance, Objects } from "./objects.ts";
import { Split } from "./sampled.ts";

/** The scope fixed beforehand; empty parts do not restrict. */
export interface Scope {
  readonly standards: readonly string[];
  readonly clauses: readonly string[];
  readonly areas: readonly string[];
}

/** A visit whose names, types and units are known good. */
export interface ResolvedVisit {
  readonly id: string;
  readonly kind: string;
  readonly enterprise: string;
  /** Ordinal of the day. */
  readonly judgedOn: number;
  readonly scope: Scope;
  /** 企业 first; every parent before its children. */
  readonly objects: readonly ObjectInstance[];
  /** By object, then by key. */
  readonly answers: readonly Answer[];
  /** Pairs of a parent's id and an object type whose roster under it is complete. */
  readonly complete: readonly (readonly [string, string])[];
  readonly document: VisitDocument;
  readonly digest: string;
  /** Names of objects by id. */
  readonly names: ReadonlyMap<string, string>;
}

/** The resolved visit of a tidied document; null where it has no readable day. With errors among the problems it must not be judged. */
export function resolved(
  document: VisitDocument, library: Library, problems: Problems, words: Words,
): ResolvedVisit | null {
  const days = daysOf(document, problems);
  return days && new Resolving(document, library, problems, words, days).resolve();
}

interface Days {
  readonly visited: readonly number[];
  readonly judgedOn: number;
}

function daysOf(document: VisitDocument, problems: Problems): Days | null {
  const { 日期: dates, 判定日期: judged } = document.检查;
  const visited = dates.map((text, index) => dayOf(text, ["检查", "日期", index], problems));
  if (!dates.length) dayOf("", ["检查", "日期"], problems);
  const judgedOn = judged === undefined ? null : dayOf(judged, ["检查", "判定日期"], problems);
  const known = visited.filter((day): day is number => day !== null);
  if (!known.length || known.length < visited.length || (judged !== undefined && judgedOn === null)) return null;
  return { visited: known, judgedOn: judgedOn ?? Math.max(...known) };
}

/** The ordinal of a single day. */
function dayOf(text: string, path: Path, problems: Problems): number | null {
  try {
    const day = readDates(text).single;
    if (day) return day.toNumber();
  } catch {
    // Told below.
  }
  problems.add("C030", path, { name: path[1], found: text });
  return null;
}

class Resolving {
  readonly #objects: Objects;

  constructor(
    private readonly document: VisitDocument,
    private readonly library: Library,
    private readonly problems: Problems,
    private readonly words: Words,
    private readonly days: Days,
  ) {
    this.#objects = new Objects(document, library, Math.max(days.judgedOn, ...days.visited), problems);
  }

  resolve(): ResolvedVisit {
    const { 检查: occasion, 企业: enterprise } = this.document;
    this.#checkDay();
    this.#objects.collect();
    const given = new Answers(this.document, this.library, this.#objects, this.problems, this.words).read();
    const split = new Split(this.#objects.byId.values(), given, this.words);
    const objects = split.objects(this.#objects.inParentOrder());
    const answers = split
      .answers(given)
      .sort((a, b) => compareText(a.object, b.object) || compareText(a.key, b.key));
    const complete = this.#rosters().flatMap(([parent, kind]) => split.parts(parent).map((part) => [part, kind] as const));
    const scope = this.#scope(split);
    const names = new Map(objects.map((item) => [item.id, item.name] as const));
    this.#checkDecisions(names);
    return {
      id: occasion.编号,
      kind: occasion.类型,
      enterprise: enterprise.名称,
      judgedOn: this.days.judgedOn,
      scope,
      objects,
      answers,
      complete,
      document: this.document,
      digest: identity(this.days.judgedOn, scope, objects, answers, complete),
      names,
    };
  }

  #checkDay(): void {
    const { visited, judgedOn } = this.days;
    if (this.document.检查.判定日期 === undefined) return;
    const index = visited.findIndex((day) => day > judgedOn);
    if (index < 0) return;
    const found = this.document.检查.日期[index];
    this.problems.add("C037", ["检查", "日期", index], { found, judged_on: this.document.检查.判定日期 });
  }

  /**
   * Pairs of a parent's id and a type whose roster under it is complete. A type further down is meant under every listed
   * object that may hold it; what is said of one of these by itself goes before.
   */
  #rosters(): (readonly [string, string])[] {
    const direct = new Map<string, Roster>();
    const below = new Map<string, Roster>();
    (this.document.名单 ?? []).forEach((roster, index) => {
      const above = roster.在 ?? ROOT_ID;
      const parent = this.#objects.byId.get(above);
      if (!parent) return this.#objects.checkKnown(above, ["名单", index, "在"]);
      for (const type of roster.类型) {
        const kind = this.library.types.get(type);
        if (!kind?.chain.slice(1).includes(parent.type)) {
          this.#noSuchRoster(parent.type, type, ["名单", index, "类型"]);
          continue;
        }
        const told = kind.chain[1] === parent.type ? direct : below;
        const place = keyOf(above, type);
        if (told.has(place)) this.problems.add("C017", ["名单", index, "类型"], { name: type, parent: above });
        else told.set(place, { above, type, isComplete: isYes(roster.完整) });
      }
    });
    // The nearest word counts: those from further up first, to be replaced.
    const found = new Map<string, Roster>();
    for (const roster of [...below.values()].sort((a, b) => this.#depth(a.above) - this.#depth(b.above))) {
      const holder = this.library.types.get(roster.type)?.chain[1];
      for (const item of this.#objects.byId.values()) {
        if (item.type !== holder || !this.#isBelow(item, roster.above)) continue;
        found.set(keyOf(item.id, roster.type), { ...roster, above: item.id });
      }
    }
    for (const [place, roster] of direct) found.set(place, roster);
    return [...found.values()].filter((roster) => roster.isComplete).map(({ above, type }) => [above, type]);
  }

  #noSuchRoster(parent: string, name: string, path: Path): void {
    const above = this.library.types.get(name)?.chain[1];
    const near = above
      ? say(this.words, "roster_elsewhere", { parent: above })
      : this.problems.hint(name, this.library.types.keys());
    this.problems.add("C016", path, { parent, name, near });
  }

  #depth(id: string): number {
    return this.library.types.get(this.#objects.byId.get(id)?.type ?? "")?.chain.length ?? 0;
  }

  #isBelow(item: ObjectInstance, above: string): boolean {
    let current: ObjectInstance | undefined = item;
    while (current) {
      if (current.id === above) return true;
      current = current.parent === null ? undefined : this.#objects.byId.get(current.parent);
    }
    return false;
  }

  #scope(split: Split): Scope {
    const { 标准: standards = [], 条款: clauses = [], 区域: areas = [] } = this.document.范围 ?? {};
    const known = new Set(this.library.standards.keys());
    for (const standard of this.library.standards.values()) known.add(standard.family);
    standards.forEach((name, index) => {
      if (!known.has(name)) this.problems.add("C018", ["范围", "标准", index], { name, near: this.problems.hint(name, known) });
    });
    clauses.forEach((name, index) => {
      const slash = name.indexOf("/");
      const found = this.library.standards.get(slash < 0 ? name : name.slice(0, slash));
      const ref = slash < 0 ? "" : name.slice(slash + 1);
      const isThere = found?.clauses.some((clause) => clause.ref === ref || clause.ref.startsWith(`${ref}.`));
      if (!isThere) this.problems.add("C019", ["范围", "条款", index], { name });
    });
    areas.forEach((name, index) => this.#objects.checkKnown(name, ["范围", "区域", index]));
    return { standards, clauses, areas: areas.flatMap((area) => split.parts(area)) };
  }

  /** Warnings: opinions, choices and fixes that speak of rules or objects that are not there have no effect. */
  #checkDecisions(names: ReadonlyMap<string, string>): void {
    const { 意见: opinions = [], 当场整改: fixes = [], 主条: mains = [], 见闻: observations = [] } = this.document;
    mains.forEach((choice, n) => {
      this.#checkObject(choice.对象, ["主条", n, "对象"], names);
      this.#checkRule(choice.主条, ["主条", n, "主条"]);
      (choice.并案 ?? []).forEach((rule, m) => this.#checkRule(rule, ["主条", n, "并案", m]));
    });
    const spoken = [
      ...opinions.map((opinion, n) => ({ ...opinion, path: ["意见", n] as const })),
      ...fixes.map((fix, n) => ({ ...fix, path: ["当场整改", n] as const })),
    ];
    for (const { path, 规则: rule, 对象: object } of spoken) {
      this.#checkRule(rule, [...path, "规则"]);
      this.#checkObject(object, [...path, "对象"], names);
      const found = ruleById(this.library).get(rule);
      const item = this.#objects.byId.get(object);
      if (found && item && item.type !== found.objectType) {
        this.problems.add("C040", [...path, "对象"], { name: object, rule, object_type: found.objectType });
      }
    }
    observations.forEach((observation, n) => {
      this.#checkObject(observation.对象, ["见闻", n, "对象"], names);
      this.#checkBasis(observation.依据, ["见闻", n, "依据"]);
    });
  }

  /** Errors: a basis that looks like one of the library and is not, or a rule of another level than 一般. */
  #checkBasis(basis: string | undefined, path: Path): void {
    if (basis === undefined || !/^[a-z0-9]+(?:-[a-z0-9]+)*\/[^\s/]+$/.test(basis)) return;
    const rules = ruleById(this.library);
    const rule = rules.get(basis);
    if (rule) {
      if (rule.level !== "一般") this.problems.add("C042", path, { name: basis, level: rule.level });
    } else if (clauseCite(this.library, basis) === null) {
      const clauses = [...this.library.standards.values()].flatMap((s) => s.clauses.map((c) => `${s.id}/${c.ref}`));
      this.problems.add("C041", path, { name: basis, near: this.problems.hint(basis, [...clauses, ...rules.keys()]) });
    }
  }

  #checkRule(rule: string, path: Path): void {
    const rules = ruleById(this.library);
    if (!rules.has(rule)) this.problems.add("C034", path, { name: rule, near: this.problems.hint(rule, rules.keys()) });
  }

  #checkObject(id: string | undefined, path: Path, names: ReadonlyMap<string, string>): void {
    if (id !== undefined && !names.has(id)) this.problems.add("C035", path, { name: id, near: this.problems.hint(id, names.keys()) });
  }
}

interface Roster {
  readonly above: string;
  readonly type: string;
  readonly isComplete: boolean;
}

const isYes = (value: unknown): boolean => value === "是" || value === true;

/** A digest of everything that verdicts rest on. */
function identity(
  day: number,
  scope: Scope,
  objects: readonly ObjectInstance[],
  answers: readonly Answer[],
  complete: readonly (readonly [string, string])[],
): string {
  const objectRows = objects
    .map((o) => [o.id, o.type, o.parent ?? "", o.otherEnd ?? "", o.date ? intervalText(o.date) : "None", o.count] as const)
    .sort((a, b) => compareText(a[0], b[0]));
  const answerRows = answers
    .filter((answer) => answer.known !== null)
    .map(({ object, key, known, declared }) => {
      const shown = known === null ? "" : isInterval(known) ? intervalText(known) : sortedTexts(known).join("|");
      return [object, key, shown, declared] as const;
    })
    .sort((a, b) => compareLists(a.slice(0, 2) as string[], b.slice(0, 2) as string[]));
  return digest(day, [scope.standards, scope.clauses, scope.areas], objectRows, answerRows, new Set(complete));
}
