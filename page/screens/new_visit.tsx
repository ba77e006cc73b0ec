/** A new visit: whose, what kind, who inspects with what power, and the scope fixed beforehand. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { AboutStandard } from "../data.ts";
import type { Person, ScopeWritten, VisitDocument, VisitKind } from "../judge/model/visit.ts";
import { addObjectsFromLines } from "../visit/pasting.ts";
import { localTime } from "../visit/reading.ts";
import { Refused } from "../visit/refusal.ts";
import { newVisitId, setScope, startVisit } from "../visit/starting.ts";
import { goTo, useSession } from "./context.tsx";
import { Check, Fold, RadioButtons, Select, TextField } from "./controls.tsx";
import type { Session } from "./session.ts";
import { START } from "./words.ts";

type Power = "有赋权" | "受委托" | "无";
interface Form {
  readonly enterprise: string; readonly credit: string; readonly address: string; readonly kind: VisitKind; readonly id: string; readonly day: string;
  readonly people: readonly Person[]; readonly office: string; readonly power: Power;
  readonly standards: readonly string[]; readonly areaType: string; readonly areas: string; readonly sampling: string; readonly note: string;
}

function emptyForm(session: Session): Form {
  const { 检查: occasion, 企业: enterprise, 范围: scope } = session.about?.preset ?? {};
  const today = localTime(new Date()).slice(0, 10);
  return {
    enterprise: enterprise?.名称 ?? "", credit: "", address: "", kind: occasion?.类型 ?? "行政检查",
    id: occasion?.编号 ?? newVisitId(today, Math.random), day: occasion?.日期?.[0] ?? today,
    people: occasion?.人员?.length ? occasion.人员 : [{ 姓名: "" }], office: "", power: "无",
    standards: scope?.标准 ?? [], areaType: "建筑", areas: "", sampling: "", note: "",
  };
}

/** The document of a filled form. Throws Refused for what cannot be. */
function documentOf(form: Form, session: Session): VisitDocument {
  const people = form.people.filter((person) => person.姓名.trim());
  const clauses = session.about?.preset.范围?.条款;
  const scope: Record<string, unknown> = { 标准: form.standards, 抽样: form.sampling, 说明: form.note };
  if (clauses) scope["条款"] = clauses;
  const begun = startVisit(
    {
      检查: {
        编号: form.id, 类型: form.kind, 日期: [form.day], 职权: form.power,
        ...(people.length ? { 人员: people } : {}), ...(form.office ? { 单位: form.office } : {}),
      },
      企业: { 名称: form.enterprise, ...(form.credit ? { 统一社会信用代码: form.credit } : {}), ...(form.address ? { 地址: form.address } : {}) },
      范围: scope as ScopeWritten,
      ...(session.about?.preset.上次 ? { 上次检查: session.about.preset.上次.检查.编号 } : {}),
    },
    { digest: session.about?.library ?? session.library.digest, ...(session.about ? { engine: session.about.engine } : {}) },
  );
  if (!form.areas.trim()) return begun;
  const { document, added } = addObjectsFromLines(begun, session.library.types, form.areaType, "企业", form.areas);
  return setScope(document, { ...document.范围, 区域: added });
}

export function NewVisit(): JSX.Element {
  const session = useSession();
  const [form, setForm] = useState(() => emptyForm(session));
  const [wrong, setWrong] = useState("");
  const set = (part: Partial<Form>): void => setForm({ ...form, ...part });
  const begin = async (): Promise<void> => {
    if (!form.enterprise.trim()) return setWrong(START.needsName);
    try {
      session.open(await session.store.create(documentOf(form, session), session.events));
      goTo("object", "企业");
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      setWrong(error.message);
    }
  };
  return (
    <form class="stack" onSubmit={(event) => { event.preventDefault(); void begin(); }}>
      <TextField label={START.enterprise} value={form.enterprise} wrong={wrong === START.needsName ? wrong : undefined} onValue={(enterprise) => set({ enterprise })} />
      <Select label={START.kind} value={form.kind} options={START.kinds.map((kind) => [kind, kind] as const)} onValue={(kind) => set({ kind })} />
      <TextField label={START.day} type="date" value={form.day} onValue={(day) => set({ day })} />
      <People people={form.people} onPeople={(people) => set({ people })} isOfficial={form.kind === "行政检查"} />
      <RadioButtons label={START.power} shown class="choices" value={form.power} options={START.powers.map((power) => [power, power] as const)} onValue={(power) => set({ power })} />
      <p class="soft small">{START.powerNotes[form.power]}</p>
      <Standards standards={session.about?.standards ?? []} chosen={form.standards} onChosen={(standards) => set({ standards })} />
      <Fold title={START.more}>
        <div class="stack">
          <TextField label={START.number} value={form.id} onValue={(id) => set({ id })} />
          <TextField label={START.credit} value={form.credit} onValue={(credit) => set({ credit })} />
          <TextField label={START.address} value={form.address} onValue={(address) => set({ address })} />
          <TextField label={START.office} value={form.office} onValue={(office) => set({ office })} />
          <TextField label={START.areas} many value={form.areas} note={START.areasNote} onValue={(areas) => set({ areas })} />
          <TextField label={START.sampling} value={form.sampling} onValue={(sampling) => set({ sampling })} />
          <TextField label={START.note} value={form.note} onValue={(note) => set({ note })} />
        </div>
      </Fold>
      {wrong && wrong !== START.needsName && <p class="wrong" role="alert">{wrong}</p>}
      <button type="submit" class="primary wide">{START.begin}</button>
    </form>
  );
}

interface PeopleProps { readonly people: readonly Person[]; readonly onPeople: (people: readonly Person[]) => void; readonly isOfficial: boolean }
function People({ people, onPeople, isOfficial }: PeopleProps): JSX.Element {
  const set = (number: number, part: Partial<Person>): void => onPeople(people.map((person, n) => (n === number ? { ...person, ...part } : person)));
  return (
    <fieldset class="stack">
      <legend class="label">{START.people}</legend>
      {people.map((person, n) => (
        <div class="row" key={n}>
          <div class="grow"><TextField label={START.person} value={person.姓名} onValue={(name) => set(n, { 姓名: name })} /></div>
          <div class="grow"><TextField label={START.certificate} value={person.证号 ?? ""} onValue={(number) => set(n, { 证号: number })} /></div>
        </div>
      ))}
      {isOfficial && <p class="soft small">{START.twoPeople}</p>}
      <button type="button" onClick={() => onPeople([...people, { 姓名: "" }])}>{START.addPerson}</button>
    </fieldset>
  );
}

interface StandardsProps { readonly standards: readonly AboutStandard[]; readonly chosen: readonly string[]; readonly onChosen: (chosen: readonly string[]) => void }
/** One choice a family: which version judges follows from the day. */
function Standards({ standards, chosen, onChosen }: StandardsProps): JSX.Element | null {
  const families = [...new Set(standards.map((one) => one.family))];
  if (families.length < 2) return null;
  const toggle = (family: string, is: boolean): void => onChosen(is ? [...chosen, family] : chosen.filter((each) => each !== family));
  const titleOf = (family: string): string => standards.filter((one) => one.family === family).pop()?.shortTitle ?? family;
  return (
    <fieldset>
      <legend class="label">{START.scope}</legend>
      {families.map((family) => <Check key={family} label={titleOf(family)} checked={chosen.includes(family)} onChecked={(is) => toggle(family, is)} />)}
      <p class="soft small">{START.scopeAll}</p>
    </fieldset>
  );
}
