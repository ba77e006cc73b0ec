/** Places that keep texts under keys. Each call either does its whole work or throws. */

export interface Backend {
  /** For people: `浏览器数据库`, `浏览器存储`. */
  readonly name: string;
  read(key: string): Promise<string | undefined>;
  write(key: string, value: string): Promise<void>;
  /** Writes only if the key holds the expected text (undefined: nothing) at that moment; tells whether it did. */
  swap(key: string, expected: string | undefined, value: string): Promise<boolean>;
  remove(key: string): Promise<void>;
  keys(prefix: string): Promise<readonly string[]>;
}

/** Keeps texts in memory: for tests, and where a browser keeps nothing. */
export declare function memoryBackend(name?: string): Backend;
/** `localStorage`, small and everywhere. */
export declare function localBackend(storage: Storage): Backend;
/** IndexedDB, with room for photos; opened at the first use. */
export declare function databaseBackend(factory: IDBFactory, database?: string): Backend;
/** Whether another attempt makes sense, and why a place keeps nothing: told by the error it threw. */
export type WhyNot = "满" | "无痕" | "不让存" | "出错";
export declare function whyNot(error: unknown): WhyNot;
