/** “还有别的…吗？都列全了”: whether all objects of a kind are listed, asked below each parent. */
import type { JSX } from "preact";
import { ROOT_ID } from "../judge/model/library.ts";
import type { VisitDocument } from "../judge/model/visit.ts";
import { nameOf, rosterOf, typeOf } from "../visit/reading.ts";
import { setRoster } from "../visit/rosters.ts";
import { hrefOf, useVisit } from "./context.tsx";
import { Heading, RadioButtons } from "./controls.tsx";
import { fill, GENERAL, SITE } from "./words.ts";

interface Line { readonly parent: string; readonly type: string; readonly clauses: number }
const ANSWERS = [["是", SITE.rosterYes], ["否", SITE.rosterNo]] as const;

export function Rosters(): JSX.Element {
  const { session, document } = useVisit();
  const open: Line[] = session.overview.rosters.map(({ parent, type, clauses }) => ({ parent, type, clauses: clauses.size }));
  const isOpen = new Set(open.map(({ parent, type }) => `${parent}|${type}`));
  const said: Line[] = (document.名单 ?? []).flatMap((roster) =>
    [roster.类型].flat().map((type) => ({ parent: roster.在 ?? ROOT_ID, type, clauses: 0 })));
  const lines = [...open.sort((a, b) => b.clauses - a.clauses), ...said.filter(({ parent, type }) => !isOpen.has(`${parent}|${type}`))];
  const allBelow = (parent: string): void => {
    const types = open.filter((line) => line.parent === parent).map((line) => line.type);
    session.edit(SITE.rosterAll, (before) => setRoster(before, session.library.types, parent, types, "是", session.by));
  };
  const parents = [...new Set(lines.map((line) => line.parent))];
  return (
    <div class="narrow spaced">
      <Heading back={hrefOf("site")}>{SITE.rosters}</Heading>
      <p class="soft">{SITE.rosterNote}</p>
      {parents.map((parent) => (
        <section key={parent} class="panel spaced">
          <h2>{nameOf(document, parent)}</h2>
          {lines.filter((line) => line.parent === parent).map((line) => <RosterLine key={line.type} line={line} />)}
          {open.filter((line) => line.parent === parent).length > 2 && <button type="button" class="wide" onClick={() => allBelow(parent)}>{SITE.rosterAll}</button>}
        </section>
      ))}
    </div>
  );
}

function RosterLine({ line }: { line: Line }): JSX.Element {
  const { session, document } = useVisit();
  const { parent, type } = line;
  const names = listedNames(document, parent, type);
  const said = rosterOf(document, parent, type)?.完整 ?? null;
  const question = session.library.types.get(type)?.rosterQuestion ?? type;
  const answer = (complete: "是" | "否"): void =>
    void session.edit(question, (before) => setRoster(before, session.library.types, parent, [type], said === complete ? null : complete, session.by));
  return (
    <div class="roster">
      <p class="strong">{question}</p>
      <p class="soft small">
        {names.length ? fill(SITE.rosterHave, { names: names.join(GENERAL.and) }) : SITE.rosterNone}
        {line.clauses > 0 && `　${fill(SITE.rosterDecides, { count: line.clauses })}`}
      </p>
      <RadioButtons label={`${nameOf(document, parent)}：${question}`} value={said} options={ANSWERS} onValue={answer} />
    </div>
  );
}

/** Names of what is listed of a type below a parent. */
function listedNames(document: VisitDocument, parent: string, type: string): readonly string[] {
  const isBelow = (id: string | undefined): boolean => {
    for (let at = id ?? ROOT_ID, steps = 0; steps < 20; steps++) {
      if (at === parent) return true;
      if (at === ROOT_ID) return false;
      at = (document.对象 ?? []).find((object) => object.编号 === at)?.在 ?? ROOT_ID;
    }
    return false;
  };
  return (document.对象 ?? []).filter((object) => typeOf(document, object.编号) === type && isBelow(object.在)).map((object) => nameOf(document, object.编号));
}
