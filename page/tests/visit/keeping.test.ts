import assert from "node:assert/strict";
import { test } from "node:test";
import type { VisitDocument } from "../../judge/model/visit.ts";
import { setAnswer } from "../../visit/answers.ts";
import { type Backend, memoryBackend } from "../../visit/backends.ts";
import { applyMerge, planMerge } from "../../visit/merging.ts";
import { answerOf } from "../../visit/reading.ts";
import { same } from "../../visit/records.ts";
import { makeStore, type OpenVisit, type SaveStatus, type Store, type StoreEvents, type TabMessage, type Tabs } from "../../visit/storage.ts";
import { grown } from "./random_visits.ts";
import { begun, by, furnished, library, seeded } from "./sample.ts";

const place = { object: "1号炉", key: "积水" };
const other = { object: "保温炉", key: "积水" };
const id = begun().检查.编号;

let moment = 0;
const now = (): string => `2026-11-25T10:00:00.${String(++moment).padStart(6, "0")}`;
const storeOf = (places: readonly Backend[], tab = "甲", tabs?: Tabs): Store =>
  makeStore({ places, now, tab, ...(tabs ? { tabs } : {}) });

async function opened(store: Store, events: StoreEvents = {}): Promise<OpenVisit> {
  const visit = await store.open(id, events);
  assert.ok(visit);
  return visit;
}

/** A place that throws at chosen calls that change it, before or after they have worked. */
function failing(place: Backend, fails: (call: number) => "before" | "after" | false, name = "QuotaExceededError"): Backend {
  let call = 0;
  const guarded = async <T>(work: () => Promise<T>): Promise<T> => {
    const when = fails(++call);
    const error = Object.assign(new Error(name), { name });
    if (when === "before") throw error;
    const found = await work();
    if (when === "after") throw error;
    return found;
  };
  return {
    ...place,
    write: (key, value) => guarded(() => place.write(key, value)),
    swap: (key, expected, value) => guarded(() => place.swap(key, expected, value)),
    remove: (key) => guarded(() => place.remove(key)),
  };
}

/** Tabs that hear each other. */
function tabsTogether(): () => Tabs {
  const hearers: ((message: TabMessage) => void)[] = [];
  return () => ({
    say: (message) => hearers.forEach((hear) => queueMicrotask(() => hear(message))),
    listen: (hear) => void hearers.push(hear),
  });
}

const settled = async (...visits: readonly OpenVisit[]): Promise<void> => {
  for (let n = 0; n < 200; n++) await Promise.resolve();
  await new Promise((resolve) => setTimeout(resolve, 5));
  for (const visit of visits) assert.notEqual(visit.status().state, "saving");
};

test("a visit saved is there when the page is opened again", async () => {
  const places = [memoryBackend("一"), memoryBackend("二")];
  const visit = await storeOf(places).create(furnished(), {});
  const status = await visit.save(setAnswer(furnished(), place, "是", by()));
  assert.deepEqual(status.state === "saved" && status.places, ["一", "二"]);
  const again = await opened(storeOf(places));
  assert.equal(answerOf(again.document, place)?.答, "是");
  const [listed] = await storeOf(places).list();
  assert.deepEqual([listed?.id, listed?.enterprise, listed?.version], [id, "恒拓压铸有限公司", 2]);
  for (const one of places) assert.equal((await one.keys("panding/text/")).length, 1);
});

test("killed at any write, the state before or the state after is there, whole", async () => {
  const before = furnished();
  const after = setAnswer(before, place, "是", by());
  for (const when of ["before", "after"] as const) {
    for (let at = 1; at <= 8; at++) {
      const places = [memoryBackend("一"), memoryBackend("二")];
      await storeOf(places).create(before, {});
      let calls = 0;
      // From this call on nothing works any more, in either place.
      const dying = places.map((one) => failing(one, () => (++calls < at ? false : calls === at ? when : "before")));
      await (await opened(storeOf(dying))).save(after);
      const again = await opened(storeOf(places));
      const found = again.document;
      assert.ok(same(found, before) || same(found, after), `${when} ${at}`);
    }
  }
});

test("one place that fails is enough trouble to go on with the other, none is told with its reason", async () => {
  const [good, bad] = [memoryBackend("好"), failing(memoryBackend("坏"), () => "before")];
  const statuses: SaveStatus[] = [];
  const visit = await storeOf([bad, good]).create(furnished(), { status: (status) => statuses.push(status) });
  assert.deepEqual(visit.status().state === "saved" && (visit.status() as { places: unknown }).places, ["好"]);
  const none = await storeOf([bad]).create(begun("X"), {});
  assert.deepEqual(none.status(), { state: "cannot", why: "满", text: "存储空间满了，存不住，请立即导出" });
  const nowhere = await storeOf([]).create(begun("X"), {});
  assert.equal(nowhere.status().state, "cannot");
  assert.deepEqual(statuses.map((status) => status.state), ["saving", "saved"]);
});

test("a place that fails and comes back takes the newest; what it alone has kept is not lost", async () => {
  let isBroken = false;
  const places = [failing(memoryBackend("一"), () => (isBroken ? "before" : false)), memoryBackend("二")];
  const visit = await storeOf(places).create(furnished(), {});
  isBroken = true;
  await visit.save(setAnswer(furnished(), place, "是", by()));
  isBroken = false;
  const again = await opened(storeOf(places));
  assert.equal(answerOf(again.document, place)?.答, "是");
  await again.save(setAnswer(again.document, other, "否", by()));
  assert.ok(await storeOf([places[0] as Backend]).open(id, {}).then((found) => found && answerOf(found.document, other)));

  // Each place alone has seen another change: both are there afterwards.
  const [first, second] = [memoryBackend("一"), memoryBackend("二")];
  await storeOf([first, second]).create(furnished(), {});
  const one = await opened(storeOf([first], "乙"));
  await one.save(setAnswer(one.document, place, "是", by()));
  await one.save(setAnswer(one.document, place, "是", by("周明", "10:30:00")));
  const two = await opened(storeOf([second], "丙"));
  await two.save(setAnswer(two.document, other, "否", by()));
  let merged: VisitDocument | undefined;
  const both = await opened(storeOf([first, second]), { merged: (document) => (merged = document) });
  const found = merged ?? both.document;
  assert.deepEqual([answerOf(found, place)?.答, answerOf(found, other)?.答], ["是", "否"]);
});

test("of changes made while saving the last one is kept", async () => {
  const places = [memoryBackend()];
  const visit = await storeOf(places).create(furnished(), {});
  const states = ["是", "否", "是"].map((answer, n) => setAnswer(furnished(), place, answer, by("周明", `10:0${n}:00`)));
  await Promise.all(states.map((state) => visit.save(state)));
  const kept = (await opened(storeOf(places))).document;
  assert.ok(same(kept, states[2]));
});

test("two tabs on one visit: the later one is told, and changes of both are kept in both", async () => {
  const join = tabsTogether();
  const places = [memoryBackend("一"), memoryBackend("二")];
  const documents = new Map<string, VisitDocument>();
  let told = "";
  const events = (tab: string): StoreEvents => ({ merged: (document) => documents.set(tab, document), otherTab: () => (told += tab) });
  const first = await storeOf(places, "甲", join()).create(furnished(), events("甲"));
  const second = await opened(storeOf(places, "乙", join()), events("乙"));
  await settled(first, second);
  assert.equal(told, "乙");
  await Promise.all([
    first.save(setAnswer(furnished(), place, "是", by())),
    second.save(setAnswer(furnished(), other, "否", by("林芳"))),
  ]);
  await settled(first, second);
  const kept = (await opened(storeOf(places))).document;
  assert.deepEqual([answerOf(kept, place)?.答, answerOf(kept, other)?.答], ["是", "否"]);
  for (const [, document] of documents) assert.ok(same(document, kept));
});

test("contradicting changes of two tabs overwrite nothing until they are settled", async () => {
  const places = [memoryBackend()];
  await storeOf(places).create(furnished(), {});
  let theirs: VisitDocument | undefined;
  const first = await opened(storeOf(places, "甲"));
  const second = await opened(storeOf(places, "乙"), { conflict: (document) => (theirs = document) });
  await first.save(setAnswer(furnished(), place, "是", by()));
  const mine = setAnswer(furnished(), place, "否", by("林芳"));
  const status = await second.save(mine);
  assert.equal(status.state === "cannot" && status.why, "别处改过");
  assert.equal(answerOf((await opened(storeOf(places))).document, place)?.答, "是");
  assert.ok(theirs);
  const plan = planMerge([mine, theirs]);
  const side = plan.conflicts[0]?.sides.findIndex((one) => one.人 === "林芳") ?? -1;
  const { document } = applyMerge(plan, [{ conflict: plan.conflicts[0]?.id ?? "", side, by: by("褚杰") }]);
  assert.equal((await second.resolved(document)).state, "saved");
  const kept = (await opened(storeOf(places))).document;
  assert.equal(answerOf(kept, place)?.答, "否");
  assert.match(answerOf(kept, place)?.备注 ?? "", /周明 10:21 答 是/);
});

test("random changes in two tabs with failing writes never lose what was said to be saved", async () => {
  for (let seed = 0; seed < 40; seed++) {
    const chance = { random: seeded(seed), library };
    const places = [memoryBackend("一"), memoryBackend("二")].map((one) => failing(one, () => (chance.random() < 0.15 ? "before" : false)));
    const start = await storeOf(places).create(furnished(), {});
    if (start.status().state !== "saved") continue;
    let latest = furnished();
    const visit = await storeOf(places, "甲").open(id, { merged: (document) => (latest = document) });
    if (!visit) continue;
    for (let n = 0; n < 15; n++) {
      latest = grown(chance, latest, 1);
      const handedOver = latest;
      const status = await visit.save(latest);
      if (status.state !== "saved") continue;
      const kept = await opened(storeOf(places, "看"));
      assert.ok(same(kept.document, handedOver), `seed ${seed} step ${n}`);
    }
  }
});

test("a damaged head or text is passed over where the other place is whole", async () => {
  const places = [memoryBackend("一"), memoryBackend("二")];
  await storeOf(places).create(furnished(), {});
  const [first] = places as [Backend];
  const [key = ""] = await first.keys("panding/text/");
  await first.write(key, '{"检查":');
  assert.ok(same((await opened(storeOf(places))).document, furnished()));
  await first.write((await first.keys("panding/head/"))[0] ?? "", "{{{");
  const visit = await opened(storeOf(places));
  assert.equal((await visit.save(setAnswer(furnished(), place, "是", by()))).state, "saved");
  assert.equal(answerOf((await opened(storeOf([first]))).document, place)?.答, "是");
});

test("an imported state of a stored visit goes together with it", async () => {
  const places = [memoryBackend()];
  await storeOf(places).create(setAnswer(furnished(), place, "是", by()), {});
  let merged: VisitDocument | undefined;
  await storeOf(places, "乙").create(setAnswer(furnished(), other, "否", by("林芳")), { merged: (document) => (merged = document) });
  assert.ok(merged);
  assert.deepEqual([answerOf(merged, place)?.答, answerOf(merged, other)?.答], ["是", "否"]);
});

test("photos are kept by visit and digest, and go with it", async () => {
  const places = [failing(memoryBackend("一"), () => "before"), memoryBackend("二")];
  const store = storeOf(places);
  await store.create(furnished(), {});
  assert.equal((await store.savePhoto(id, "a".repeat(64), "data:image/jpeg;base64,AAAA")).state, "saved");
  assert.equal(await store.photo(id, "a".repeat(64)), "data:image/jpeg;base64,AAAA");
  assert.deepEqual([...(await store.photos(id)).keys()], ["a".repeat(64)]);
  await store.remove(id);
  assert.equal(await store.open(id, {}), undefined);
  assert.deepEqual(await places[1]?.keys("panding/"), []);
});
