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

/** Why a place keeps nothing: it is full, it is a private window, it is forbidden, or something else. */
export type WhyNot = "满" | "无痕" | "不让存" | "出错";

/** The reason by the error that a place threw. */
export function whyNot(error: unknown): WhyNot {
  const name = error instanceof Error || error instanceof DOMException ? error.name : "";
  if (name === "QuotaExceededError" || name === "NS_ERROR_DOM_QUOTA_REACHED") return "满";
  if (name === "InvalidStateError") return "无痕";
  return name === "SecurityError" || name === "NotAllowedError" ? "不让存" : "出错";
}

/** Keeps texts in memory: for tests, and where a browser keeps nothing. */
export function memoryBackend(name = "内存"): Backend {
  const kept = new Map<string, string>();
  return {
    name,
    read: async (key) => kept.get(key),
    write: async (key, value) => void kept.set(key, value),
    async swap(key, expected, value) {
      if (kept.get(key) !== expected) return false;
      kept.set(key, value);
      return true;
    },
    remove: async (key) => void kept.delete(key),
    keys: async (prefix) => [...kept.keys()].filter((key) => key.startsWith(prefix)),
  };
}

/** `localStorage`: small, and everywhere. */
export function localBackend(storage: Storage): Backend {
  const read = (key: string): string | undefined => storage.getItem(key) ?? undefined;
  return {
    name: "浏览器存储",
    read: async (key) => read(key),
    write: async (key, value) => storage.setItem(key, value),
    async swap(key, expected, value) {
      if (read(key) !== expected) return false;
      storage.setItem(key, value);
      return true;
    },
    remove: async (key) => storage.removeItem(key),
    keys: async (prefix) =>
      Array.from({ length: storage.length }, (_, n) => storage.key(n) ?? "").filter((key) => key.startsWith(prefix)),
  };
}

const STORE = "texts";
const PATIENCE = 5000;

/** IndexedDB, with room for photos; opened at the first use, and again where the browser closed it. */
export function databaseBackend(factory: IDBFactory, database = "panding"): Backend {
  let opened: Promise<IDBDatabase> | undefined;
  const open = (): Promise<IDBDatabase> => {
    opened ??= openDatabase(factory, database, () => (opened = undefined));
    opened.catch(() => (opened = undefined));
    return opened;
  };
  /** One transaction; settled when the browser says that all of it is kept. */
  const work = async <T>(mode: IDBTransactionMode, ask: (store: IDBObjectStore, give: (found: T) => void) => void): Promise<T> => {
    const connection = await open();
    return new Promise<T>((resolve, reject) => {
      const transaction = connection.transaction(STORE, mode, { durability: "strict" });
      let found: T;
      transaction.oncomplete = () => resolve(found);
      transaction.onabort = transaction.onerror = () => reject(transaction.error ?? new Error("transaction aborted"));
      ask(transaction.objectStore(STORE), (given) => (found = given));
    });
  };
  return {
    name: "浏览器数据库",
    read: (key) =>
      work<string | undefined>("readonly", (store, give) => {
        const request = store.get(key);
        request.onsuccess = () => give(request.result as string | undefined);
      }),
    write: (key, value) => work<void>("readwrite", (store) => void store.put(value, key)),
    swap: (key, expected, value) =>
      work<boolean>("readwrite", (store, give) => {
        const request = store.get(key);
        request.onsuccess = () => {
          const isExpected = (request.result as string | undefined) === expected;
          if (isExpected) store.put(value, key);
          give(isExpected);
        };
      }),
    remove: (key) => work<void>("readwrite", (store) => void store.delete(key)),
    keys: (prefix) =>
      work<readonly string[]>("readonly", (store, give) => {
        const request = store.getAllKeys(IDBKeyRange.bound(prefix, `${prefix}\uffff`));
        request.onsuccess = () => give(request.result.map(String));
      }),
  };
}

function openDatabase(factory: IDBFactory, name: string, closed: () => void): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    // Some browsers neither open nor refuse.
    const timer = setTimeout(() => reject(new Error("the database does not open")), PATIENCE);
    const request = factory.open(name, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onerror = () => {
      clearTimeout(timer);
      reject(request.error ?? new Error("the database does not open"));
    };
    request.onsuccess = () => {
      clearTimeout(timer);
      const connection = request.result;
      connection.onclose = closed;
      connection.onversionchange = () => {
        connection.close();
        closed();
      };
      resolve(connection);
    };
  });
}
