/** One verdict in full: by which clause, why, what is missing, what would clear it, what to demand, and what people decide. */
import type { JSX } from "preact";
import { useMemo, useState } from "preact/hooks";
import { HITS, OPEN, type Missing, type Verdict } from "../judge/verdict/verdict.ts";
import { clearMainClause, setFix, setMainClause } from "../visit/deciding.ts";
import { nameOf } from "../visit/reading.ts";
import { hrefOf, useVisit } from "./context.tsx";
import { Fold, Heading, TextField } from "./controls.tsx";
import { verdictKey, writtenId } from "./overview.ts";
import { tagOf } from "./verdict_strip.tsx";
import { CurePart, WhyPart } from "./verdict_why.tsx";
import { WhatIf } from "./what_if.tsx";
import { fill, VERDICT } from "./words.ts";

export function VerdictDetail({ id }: { id: string }): JSX.Element {
  const { session, document } = useVisit();
  const found = session.judgement?.verdicts.find((verdict) => verdictKey(verdict) === id);
  const verdict = useMemo(() => found && session.explain(found), [found, session.judgement]);
  const [showsTrial, setShowsTrial] = useState(false);
  if (!verdict) {
    return <div class="narrow"><Heading back={hrefOf("results")}>{session.isJudging ? VERDICT.computing : VERDICT.gone}</Heading></div>;
  }
  const object = verdict.object === null ? null : writtenId(verdict.object);
  return (
    <div class="narrow spaced">
      <Heading back={object === null ? hrefOf("results") : hrefOf("object", object)}>
        {verdict.situations.map((each) => each.name).join("；") || verdict.title}
      </Heading>
      <Outcome verdict={verdict} />
      {object !== null && <a class="button wide" href={hrefOf("object", object)}>{fill(VERDICT.toObject, { name: nameOf(document, object) })}</a>}
      <section class="panel spaced">
        <WhyPart verdict={verdict} />
        {verdict.rulings.map((used) => <p key={used.reading} class="soft">{fill(VERDICT.rulings, { ...used })}</p>)}
        {verdict.text_missing && <p class="wrong">{fill(VERDICT.textMissing, { what: verdict.text_missing })}</p>}
      </section>
      {OPEN.has(verdict.effective) && <MissingPart verdict={verdict} />}
      {verdict.rectification && <section class="panel"><h2>{VERDICT.rectification}</h2><p>{verdict.rectification}</p></section>}
      {HITS.has(verdict.effective) && object !== null && <FixPart key={`${verdict.rule}${object}`} verdict={verdict} object={object} />}
      {verdict.cures.length > 0 && <CurePart verdict={verdict} />}
      {object !== null && (showsTrial
        ? <WhatIf verdict={verdict} />
        : <button type="button" class="wide" onClick={() => setShowsTrial(true)}>{VERDICT.whatIf}</button>)}
      {object !== null && HITS.has(verdict.effective) && <MainClausePart verdict={verdict} object={object} />}
      <Handling verdict={verdict} />
      {verdict.note && <Fold title={VERDICT.note}><p>{verdict.note}</p></Fold>}
    </div>
  );
}

function Outcome({ verdict }: { verdict: Verdict }): JSX.Element {
  const isProvisional = verdict.standing === "unconfirmed" || verdict.standing === "text_incomplete";
  return (
    <section class={`verdict ${verdict.effective}`}>
      <p class="row">
        <span class={`tag ${tagOf(verdict)}`}>{VERDICT.outcomes[verdict.effective]}</span>
        <span>{verdict.object_name}</span>
      </p>
      <p>{verdict.title}</p>
      <p class="strong">{isProvisional ? fill(VERDICT.provisional, { cite: verdict.cite }) : verdict.cite}</p>
      {verdict.effective === "clear" && <p>{VERDICT.clearNote}</p>}
      {verdict.lean && <p class="wrong">{VERDICT.lean}</p>}
      {verdict.standings.filter((each) => each !== "firm").map((each) => <p key={each} class="wrong">{VERDICT.standings[each]}</p>)}
      {verdict.if_declared_holds && <p>{fill(VERDICT.ifDeclared, { outcome: VERDICT.outcomes[verdict.if_declared_holds] ?? "" })}</p>}
      {verdict.overruling && (
        <p>
          {fill(VERDICT.overruled, { ...verdict.overruling, lapsed_because: "" , in_force: "" })}
          {verdict.overruling.lapsed_because && ` ${fill(VERDICT.lapsed, { why: verdict.overruling.lapsed_because })}`}
        </p>
      )}
      {verdict.effective !== verdict.outcome && <p class="soft">{fill(VERDICT.machine, { outcome: VERDICT.outcomes[verdict.outcome] ?? "" })}</p>}
    </section>
  );
}

function MissingPart({ verdict }: { verdict: Verdict }): JSX.Element {
  const { relevant, to_convict: convict, to_clear: clear } = verdict.missing;
  return (
    <section class="panel spaced">
      <h2>{VERDICT.missing}</h2>
      <ul class="help-lines">{relevant.map((missing) => <MissingLine key={missing.name + (missing.object ?? "")} missing={missing} />)}</ul>
      {convict && <><h3>{VERDICT.toConvict}</h3><ul class="help-lines">{convict.map((missing) => <MissingLine key={missing.name} missing={missing} values />)}</ul></>}
      {clear && <><h3>{VERDICT.toClear}</h3><ul class="help-lines">{clear.map((missing) => <MissingLine key={missing.name} missing={missing} values />)}</ul></>}
    </section>
  );
}

function MissingLine({ missing, values }: { missing: Missing; values?: boolean }): JSX.Element {
  const { document } = useVisit();
  const object = missing.object === null ? null : writtenId(missing.object);
  const box = missing.name.split("∋")[1];
  const question = box ? `${missing.question}（${box}）` : missing.question;
  const text = values && missing.values ? fill(VERDICT.expected, { question, values: missing.values }) : question;
  const href = missing.kind === "roster" ? hrefOf("rosters") : object !== null && missing.kind === "fact" ? hrefOf("object", object) : null;
  return (
    <li>
      {href ? <a href={href}>{text}</a> : text}
      {object !== null && <span class="soft small"> {nameOf(document, object)}</span>}
      {missing.note && <span class="soft small"> {missing.note}</span>}
    </li>
  );
}

function FixPart({ verdict, object }: { verdict: Verdict; object: string }): JSX.Element {
  const { session } = useVisit();
  const [text, setText] = useState(verdict.fix_on_spot ?? "");
  const save = (): void => void session.edit(VERDICT.fix, (document) => setFix(document, { rule: verdict.rule, object }, text, session.by));
  return (
    <section class="panel stack">
      <h2>{VERDICT.fix}</h2>
      <TextField label={VERDICT.fixNote} many value={text} placeholder={VERDICT.fixExample} onValue={setText} />
      <button type="button" onClick={save}>{VERDICT.fixSave}</button>
      {verdict.fix_on_spot && <p role="status">{fill(VERDICT.fixDone, { what: verdict.fix_on_spot })}</p>}
    </section>
  );
}

/** Other hazards of the object that rest on a fact of this one: one of them is to be cited. */
function overlapping(verdicts: readonly Verdict[], verdict: Verdict, explain: (verdict: Verdict) => Verdict): readonly Verdict[] {
  const facts = factsBehind(verdict);
  return verdicts.filter((other) =>
    other !== verdict && other.object === verdict.object && verdictKey(other) !== verdictKey(verdict) && HITS.has(other.effective)
    && [...factsBehind(explain(other))].some((fact) => facts.has(fact)));
}
function factsBehind(verdict: Verdict): ReadonlySet<string> {
  const found = new Set<string>();
  const pending = verdict.situations.map((each) => each.because);
  for (let reason = pending.pop(); reason; reason = pending.pop()) {
    if (reason.object !== null && reason.object === verdict.object && reason.fact !== null) found.add(reason.fact);
    pending.push(...reason.parts);
  }
  return found;
}

function MainClausePart({ verdict, object }: { verdict: Verdict; object: string }): JSX.Element | null {
  const { session, document } = useVisit();
  const others = useMemo(() => overlapping(session.overview.byObject.get(object) ?? [], verdict, (other) => session.explain(other)), [verdict, session.overview]);
  if (!others.length) return null;
  const choice = (document.主条 ?? []).find((each) => each.对象 === object && [each.主条, ...(each.并案 ?? [])].includes(verdict.rule));
  const rules = others.map((other) => other.rule);
  const isChosen = choice?.主条 === verdict.rule;
  const toggle = (): void =>
    void session.edit(VERDICT.mainClause, (before) => (isChosen ? clearMainClause(before, object, verdict.rule) : setMainClause(before, object, verdict.rule, rules)));
  const main = others.find((other) => other.rule === choice?.主条);
  return (
    <section class="panel stack">
      <h2>{VERDICT.mainClause}</h2>
      <p>{VERDICT.mainClauseNote}</p>
      <ul class="help-lines">{others.map((other) => <li key={other.rule}><a href={hrefOf("verdict", verdictKey(other))}>{other.title}</a> <span class="soft small">{other.cite}</span></li>)}</ul>
      {main && <p>{fill(VERDICT.mainClauseMerged, { main: main.title })}</p>}
      <button type="button" aria-pressed={isChosen} onClick={toggle}>{isChosen ? VERDICT.mainClauseChosen : VERDICT.mainClauseChoose}</button>
    </section>
  );
}

function Handling({ verdict }: { verdict: Verdict }): JSX.Element | null {
  if (!verdict.handling.length) return null;
  return (
    <Fold title={VERDICT.handling}>
      <ul class="help-lines">
        {verdict.handling.map((one) => (
          <li key={`${one.violated}${one.handled_under}${one.by_failure}`}>
            {one.violated && <p>{fill(VERDICT.violated, { text: one.violated })}</p>}
            {one.handled_under && <p>{fill(VERDICT.handledUnder, { text: one.handled_under })}</p>}
            <p class="soft small">{[one.confidence, one.text, one.note].filter(Boolean).join("；")}</p>
          </li>
        ))}
      </ul>
    </Fold>
  );
}
