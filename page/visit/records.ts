/** Records with keys that people chose: read by own keys only, changed by making new ones. `__proto__` is a key like any other. */

export type Keyed<T> = Readonly<Record<string, T>>;

/** What stands under a key of the record itself. */
export const own = <T>(record: Keyed<T> | undefined, key: string): T | undefined =>
  record !== undefined && Object.prototype.hasOwnProperty.call(record, key) ? record[key] : undefined;

export const has = (record: object | undefined, key: string): boolean =>
  record !== undefined && Object.prototype.hasOwnProperty.call(record, key);

/** A record of pairs; of equal keys the last counts. */
export const recordOf = <T>(pairs: Iterable<readonly [string, T]>): Keyed<T> => Object.fromEntries(pairs) as Keyed<T>;

export const withKey = <T>(record: Keyed<T> | undefined, key: string, value: T): Keyed<T> =>
  recordOf([...Object.entries(record ?? {}), [key, value]]);

export const withoutKey = <T>(record: Keyed<T> | undefined, key: string): Keyed<T> =>
  recordOf(Object.entries(record ?? {}).filter(([name]) => name !== key));

/** A part of a document without what is undefined, empty text or an empty list: such keys are left out of files. */
export function compact<T extends object>(record: { readonly [K in keyof T]: T[K] | undefined }): T {
  const kept = Object.entries(record).filter(
    ([, value]) => value !== undefined && value !== null && value !== "" && !(Array.isArray(value) && !value.length),
  );
  return Object.fromEntries(kept) as T;
}

/** Text that is equal exactly for equal values, whatever the order of keys. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value) ?? "null";
  const pairs = Object.entries(value).filter(([, part]) => part !== undefined);
  pairs.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return `{${pairs.map(([key, part]) => `${JSON.stringify(key)}:${canonical(part)}`).join(",")}}`;
}

export const same = (one: unknown, other: unknown): boolean => canonical(one) === canonical(other);
