/** 复查: each hazard of the earlier visit with what became of it, and photos before and after. */
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Library } from "../judge/model/library.ts";
import type { Reinspection, VisitDocument } from "../judge/model/visit.ts";
import type { Verdict } from "../judge/verdict/verdict.ts";
import { clearReinspection, setReinspection } from "../visit/deciding.ts";
import { hrefOf, useVisit } from "./context.tsx";
import { Heading, RadioButtons, TextField } from "./controls.tsx";
import { verdictKey, writtenId } from "./overview.ts";
import { takePhoto } from "./photos.ts";
import { PhotoButton } from "./question.tsx";
import { afterPaint, type Session } from "./session.ts";
import { fill, RECHECK } from "./words.ts";

type Result = Reinspection["结果"];
const RESULTS = Object.entries(RECHECK.results) as (readonly [Result, string])[];
const known = new WeakMap<VisitDocument, readonly Verdict[]>();

/** The hazards of the earlier visit, as this library judges it; worked out once. */
function hazardsOf(session: Session, earlier: VisitDocument): readonly Verdict[] {
  let found = known.get(earlier);
  if (!found) {
    const verdicts = session.trial().update(earlier).judgement?.verdicts ?? [];
    found = verdicts.filter((verdict) => verdict.object !== null && (verdict.effective === "major" || verdict.effective === "ordinary"));
    known.set(earlier, found);
  }
  return found;
}

export function Recheck(): JSX.Element {
  const { session } = useVisit();
  const { earlier } = session;
  const [hazards, setHazards] = useState<readonly Verdict[] | null>(earlier ? (known.get(earlier) ?? null) : null);
  useEffect(() => {
    if (earlier) afterPaint(() => setHazards(hazardsOf(session, earlier)));
  }, [earlier]);
  return (
    <div class="narrow spaced">
      <Heading back={hrefOf("site")}>{RECHECK.heading}</Heading>
      {earlier && <p class="soft">{fill(RECHECK.note, { visit: earlier.检查.编号, days: [earlier.检查.日期].flat().join("、") })}</p>}
      {earlier && !hazards && <p role="status">{RECHECK.judging}</p>}
      {(!earlier || hazards?.length === 0) && <p class="panel">{RECHECK.none}</p>}
      {hazards?.map((verdict) => <One key={verdictKey(verdict)} verdict={verdict} />)}
    </div>
  );
}

function One({ verdict }: { verdict: Verdict }): JSX.Element {
  const { session, document } = useVisit();
  const finding = { rule: verdict.rule, object: writtenId(verdict.object ?? "") };
  const said = (document.复查 ?? []).find((each) => each.规则 === finding.rule && each.对象 === finding.object);
  const label = fill(RECHECK.result, { object: verdict.object_name, title: verdict.title });
  const choose = (result: Result): void =>
    void session.edit(label, (before) => (said?.结果 === result ? clearReinspection(before, finding) : setReinspection(before, finding, result, session.by)));
  const note = (text: string): void => {
    if (said) session.edit(label, (before) => setReinspection(before, finding, said.结果, session.by, text));
  };
  return (
    <section class={`verdict stack ${said?.结果 === "已改" ? "clear" : verdict.effective}`}>
      <div>
        <h2>{label}</h2>
        <p class="cite">{verdict.cite}</p>
      </div>
      <RadioButtons label={label} class="choices four" value={said?.结果 ?? null} options={RESULTS} onValue={choose} />
      {said && (
        <>
          <TextField label={RECHECK.noteOf} many value={said.备注 ?? ""} onValue={note} />
          <div class="tools">
            {(["整改前照片", "整改后照片"] as const).map((when) => (
              <span key={when} class="row">
                <PhotoButton text={when === "整改前照片" ? RECHECK.before : RECHECK.after} label={`${label} ${when}`} onPhoto={(file) => void takePhoto(session, { reinspection: finding, when }, file)} />
                <span class="soft small">{said[when]?.length ?? 0}</span>
              </span>
            ))}
          </div>
        </>
      )}
    </section>
  );
}

/** Above the objects, where an earlier visit is at hand: the way to the re-check, and its objects brought along. */
export function EarlierPart(): JSX.Element | null {
  const { session, document } = useVisit();
  const { earlier } = session;
  if (!earlier) return null;
  const lasting = lastingObjects(earlier, session.library);
  const done = (document.复查 ?? []).length;
  const bring = (): void => {
    session.edit(RECHECK.heading, (before) => ({ ...before, 对象: lasting }));
    session.say(RECHECK.brought);
  };
  return (
    <>
      <a class="button wide" href={hrefOf("recheck")}>{fill(RECHECK.link, { done, all: known.get(earlier)?.length ?? "…" })}</a>
      {!document.对象?.length && lasting.length > 0 && <button type="button" class="wide" onClick={bring}>{fill(RECHECK.bring, { count: lasting.length })}</button>}
    </>
  );
}

/** The objects that are still there: no events, and nothing that lay in one. */
function lastingObjects(earlier: VisitDocument, library: Library): NonNullable<VisitDocument["对象"]> {
  const isEvent = (type: string): boolean => (library.types.get(type)?.chain ?? []).some((each) => library.types.get(each)?.nature === "事件");
  return (earlier.对象 ?? []).filter((object) => library.types.has(object.类型) && !isEvent(object.类型));
}
