/** The objects of a visit: types known, ends found, dates read, groups told from single objects. */
import type { Path, Problems } from "../diagnostics/problems.ts";
import { type Library, ROOT_ID, ROOT_TYPE } from "../model/library.ts";
import type { ObjectWritten, VisitDocument } from "../model/visit.ts";
import { readDates } from "../values/dates.ts";
import { Interval, rational } from "../values/number.ts";
import { compareText } from "../values/text.ts";

export const MAX_OBJECTS = 20_000;
/** Endings of the ids of the two parts of a sampled group. */
export const SEEN_PART = "·抽查";
export const UNSEEN_PART = "·未抽";
const RESERVED = new RegExp(`[〈〉/]|(?:${SEEN_PART}|${UNSEEN_PART})$`);

/** One object of the visit; `date` only for events. */
export interface ObjectInstance {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly parent: string | null;
  readonly otherEnd: string | null;
  readonly date: Interval | null;
  readonly count: number;
}

/** Collects the objects of a visit by id, 企业 first. */
export class Objects {
  readonly byId = new Map<string, ObjectInstance>();
  /** Ids of objects that are listed but wrong in themselves. */
  readonly #refused = new Set<string>();
  readonly #types: Library["types"];

  constructor(
    private readonly document: VisitDocument,
    library: Library,
    private readonly latest: number,
    private readonly problems: Problems,
  ) {
    this.#types = library.types;
  }

  /** Problems: ids taken or unusable, unknown types, ends missing or of the wrong type, groups with children. */
  collect(): void {
    const written = this.document.对象 ?? [];
    const root = { id: ROOT_ID, type: ROOT_TYPE, name: this.document.企业.名称, parent: null };
    this.byId.set(ROOT_ID, { ...root, otherEnd: null, date: null, count: 1 });
    if (written.length > MAX_OBJECTS) {
      this.problems.add("C009", ["对象"], { limit: MAX_OBJECTS });
      for (const model of written) this.#refused.add(model.编号);
      return;
    }
    const own = written.map((model, index) => ({ model, path: ["对象", index] as const })).filter(
      ({ model, path }) => this.#add(model, path),
    );
    for (const { model, path } of own) this.#checkEnds(this.byId.get(model.编号) as ObjectInstance, path);
  }

  /** Problem if there is no such object. One that is listed but wrong has been told. */
  checkKnown(id: string, path: Path): void {
    if (this.byId.has(id) || this.#refused.has(id)) return;
    this.problems.add("C003", path, { name: id, near: this.problems.hint(id, this.byId.keys()) });
  }

  /** Every parent before its children. */
  inParentOrder(): ObjectInstance[] {
    const depth = (item: ObjectInstance): number => this.#types.get(item.type)?.chain.length ?? 0;
    return [...this.byId.values()].sort((a, b) => depth(a) - depth(b) || compareText(a.id, b.id));
  }

  #add(model: ObjectWritten, path: Path): boolean {
    if (this.byId.has(model.编号)) {
      this.problems.add("C001", [...path, "编号"], { name: model.编号 });
      return false;
    }
    const kind = this.#types.get(model.类型);
    if (!kind || model.类型 === ROOT_TYPE) {
      const known = [...this.#types.keys()].filter((name) => name !== ROOT_TYPE);
      this.problems.add("C002", [...path, "类型"], { name: model.类型, near: this.problems.hint(model.类型, known) });
      this.#refused.add(model.编号);
      return false;
    }
    const reserved = RESERVED.exec(model.编号);
    if (reserved) this.problems.add("C031", [...path, "编号"], { name: model.编号, found: reserved[0] });
    let date: Interval | null = null;
    if (kind.nature === "事件") date = this.#eventDate(model, path);
    else if (model.日期 !== undefined) this.problems.add("C006", [...path, "日期"], { name: model.类型 });
    this.byId.set(model.编号, {
      id: model.编号,
      type: model.类型,
      name: model.名称 || model.编号,
      parent: model.在 || ROOT_ID,
      otherEnd: model.另一端 ?? null,
      date,
      count: Number(model.数量 ?? 1) || 1,
    });
    return true;
  }

  #eventDate(model: ObjectWritten, path: Path): Interval | null {
    const whole = new Interval(rational(1), rational(this.latest));
    if (model.日期 === undefined) return whole;
    let date: Interval;
    try {
      date = readDates(model.日期);
    } catch {
      this.problems.add("C030", [...path, "日期"], { name: "日期", found: model.日期 });
      return null;
    }
    const met = date.meet(whole);
    if (!met.isEmpty) return met;
    this.problems.add("C007", [...path, "日期"], { found: model.日期 });
    return null;
  }

  #checkEnds(item: ObjectInstance, path: Path): void {
    const kind = this.#types.get(item.type);
    const parent = kind?.chain[1] ?? null;
    const otherEnd = kind?.otherEnd ?? null;
    if (otherEnd === null && item.otherEnd !== null) this.problems.add("C005", [...path, "另一端"], { name: item.type });
    this.#checkEnd(item, "在", item.parent, parent, path);
    this.#checkEnd(item, "另一端", item.otherEnd, otherEnd, path);
    if (item.otherEnd !== null && item.otherEnd === item.parent) {
      this.problems.add("C039", [...path, "另一端"], { name: item.id, other: item.otherEnd });
    }
  }

  #checkEnd(item: ObjectInstance, key: string, end: string | null, wanted: string | null, path: Path): void {
    if (wanted === null) return;
    const told = { name: item.id, object_type: item.type, key, wanted };
    if (end === null) {
      this.problems.add("C004", [...path, key], told);
      return;
    }
    const found = this.byId.get(end);
    if (!found) this.checkKnown(end, [...path, key]);
    else if (found.type !== wanted) this.problems.add("C008", [...path, key], { ...told, found: found.type });
    else if (found.count > 1) {
      this.problems.add("C032", [...path, key], { name: end, count: found.count, other: item.id });
    }
  }
}
