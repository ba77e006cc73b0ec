/** Two states that grew from one: what only one side changed is taken from it, so that deletions and changes are kept. */
import type { VisitDocument } from "../judge/model/visit.ts";
import { canonical, type Keyed, own, recordOf, same } from "./records.ts";
import { withoutEmpty } from "./removing.ts";

/** The common state; undefined where both changed the same part differently. */
export function rebased(base: VisitDocument, ours: VisitDocument, theirs: VisitDocument): VisitDocument | undefined {
  try {
    return withoutEmpty(merged(asKeyed(base), asKeyed(ours), asKeyed(theirs), partOf) as unknown as VisitDocument);
  } catch (error) {
    if (error instanceof Contradiction) return undefined;
    throw error;
  }
}

class Contradiction extends Error {}
type Merge = (key: string, base: unknown, ours: unknown, theirs: unknown) => unknown;
const asKeyed = (value: unknown): Keyed<unknown> => (value ?? {}) as Keyed<unknown>;

function partOf(key: string, base: unknown, ours: unknown, theirs: unknown): unknown {
  if (key === "答案") {
    return merged(asKeyed(base), asKeyed(ours), asKeyed(theirs), (_, b, o, t) => merged(asKeyed(b), asKeyed(o), asKeyed(t), atomic));
  }
  if (key === "照片数据") return merged(asKeyed(base), asKeyed(ours), asKeyed(theirs), atomic);
  const lists = [base, ours, theirs].map((list) => list ?? []);
  if (key !== "检查" && key !== "企业" && lists.every(Array.isArray)) {
    const [b, o, t] = lists as [unknown[], unknown[], unknown[]];
    return Object.values(merged(byIdentity(key, b), byIdentity(key, o), byIdentity(key, t), atomic));
  }
  return atomic(key, base, ours, theirs);
}

const atomic: Merge = (key, base, ours, theirs) => {
  if (same(ours, theirs) || same(theirs, base)) return ours;
  if (same(ours, base)) return theirs;
  throw new Contradiction(key);
};

/** Keys of theirs that ours lacks follow ours; a part that has become undefined goes. */
function merged(base: Keyed<unknown>, ours: Keyed<unknown>, theirs: Keyed<unknown>, merge: Merge): Keyed<unknown> {
  const keys = new Set([...Object.keys(ours), ...Object.keys(theirs)]);
  const pairs = [...keys].map((key): [string, unknown] => {
    const [b, o, t] = [own(base, key), own(ours, key), own(theirs, key)];
    const part = same(o, t) || same(t, b) ? o : same(o, b) ? t : merge(key, b, o, t);
    return [key, part];
  });
  return recordOf(pairs.filter(([, part]) => part !== undefined));
}

const IDENTITY: Readonly<Record<string, readonly string[]>> = {
  对象: ["编号"], 照片: ["摘要"], 名单: ["在", "类型"], 当场整改: ["规则", "对象"], 复查: ["规则", "对象"], 主条: ["对象", "主条"],
};

/** Items of a list by what makes them the same one; where nothing does, by their whole content. The mark keeps the order. */
function byIdentity(key: string, list: readonly unknown[]): Keyed<unknown> {
  const fields = own(IDENTITY, key);
  const seen = new Map<string, number>();
  return recordOf(
    list.map((item) => {
      const identity = canonical(fields ? fields.map((field) => own(asKeyed(item), field)) : item);
      const times = (seen.get(identity) ?? 0) + 1;
      seen.set(identity, times);
      return [`·${identity}·${times}`, item] as const;
    }),
  );
}
