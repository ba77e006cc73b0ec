/** The papers of a visit as self-contained pages, as checklists/records/papers.py writes them. */
import { showDate } from "../judge/values/dates.ts";
import { clearLines } from "./clear.ts";
import { allOf, findingsOf, type Findings } from "./findings.ts";
import { many, type Desk } from "./input.ts";
import { page, type Paper } from "./page.ts";
import { clauseList, openThings, type ClauseName } from "./questions.ts";
import { copyLines } from "./records/copying.ts";
import { excludedLines } from "./records/excluded.ts";
import { factsSeen } from "./records/facts.ts";
import { printed, printedObservation, type Printed } from "./records/fields.ts";
import { wantedPapers } from "./records/handing_in.ts";
import { headOf, isWithin } from "./records/head.ts";
import { beforeIssuing, type Numbered } from "./records/issuing.ts";
import { outwardOf, type Outward } from "./records/outward.ts";
import type { Values } from "./template.ts";
import { cut, fill, kept, word } from "./words.ts";

export type PaperKind = "working" | "outward" | "copy" | "list";

/** What may stand in the running head, which is part of the style sheet. */
const PLAIN = /^[\p{L}\p{N}_ .·〔〕（）()-]{1,60}$/u;

/** One of the papers of a judgement. */
export function paper(kind: PaperKind, desk: Desk): Paper {
  if (kind === "copy") return copyPaper(desk);
  if (kind === "list") return listPaper(desk);
  const outward = outwardOf(desk);
  return kind === "outward" ? outwardPaper(desk, outward) : workingPaper(desk, outward);
}

function copyPaper(desk: Desk): Paper {
  const { words } = desk;
  const title = word(words.copy, "title");
  const values = { ...headed(desk, title), lead: word(words.copy, "lead"), lines: copyLines(desk) };
  return page(words, "records/copy.html.j2", title, values);
}

function listPaper(desk: Desk): Paper {
  const { words } = desk;
  const title = word(words.list, "title");
  const wanted = wantedPapers(desk);
  const papers = wanted.reduce((sum, one) => sum + one.papers.length, 0);
  const count = fill(words.list, "count", { count: papers, objects: wanted.length });
  return page(words, "records/handing_in.html.j2", title, { ...headed(desk, title), wanted, count, words: words.list });
}

const headed = (desk: Desk, title: string): Values => ({ head: headOf(desk, title), running_head: runningHead(desk) });

function outwardPaper(desk: Desk, outward: Outward): Paper {
  const findings = [...outward.major, ...outward.ordinary];
  const values = {
    ...shared(desk, "outward", findings.length),
    major: outward.major.map((finding) => printed(finding, desk, true)),
    ordinary: outward.ordinary.map((finding) => printed(finding, desk, true)),
    facts: factsSeen(findings, desk),
  };
  return page(desk.words, "records/outward_record.html.j2", word(desk.words.record, "outward"), values);
}

function workingPaper(desk: Desk, outward: Outward): Paper {
  const { words, judgement } = desk;
  const findings = findingsOf(desk);
  const last = allOf(findings).length;
  const shown = (name: keyof Findings): Printed[] => findings[name].map((finding) => printed(finding, desk, false));
  const [major, ordinary, suspected] = [shown("major"), shown("ordinary"), shown("suspected")];
  const observations = judgement.observations.map((item, n): Numbered => [last + n + 1, item]);
  const values = {
    ...shared(desk, "working", last),
    major,
    ordinary,
    suspected,
    leaning: shown("leaning"),
    overruled: shown("overruled"),
    elements: findings.elements,
    counts: countsOf(desk),
    leaning_count: findings.leaning.reduce((sum, finding) => sum + finding.verdicts.length, 0),
    things: openThings(desk),
    clear: clearLines(desk),
    excluded: excludedLines(desk),
    beyond: beyond(desk),
    disagreements: judgement.summary.disagreements,
    check: beforeIssuing(desk, [...major, ...ordinary, ...suspected], observations, outward.leftOut),
    clause_list: (clauses: readonly ClauseName[], limit?: number | null) => clauseList(words, clauses, limit),
    what_if: [],
    compared: null,
    judged: judgement.verdicts.length,
  };
  return page(words, "records/working_paper.html.j2", word(words.record, "working"), values, words.unfold);
}

function countsOf(desk: Desk): Record<string, number> {
  const counts = Object.fromEntries(Object.keys(desk.words.outcomes).map((name) => [name, 0]));
  for (const { effective } of desk.judgement.verdicts) counts[effective] = (counts[effective] ?? 0) + 1;
  return counts;
}

/** What both papers are filled with; `last` is the number of the last finding. */
function shared(desk: Desk, kind: "working" | "outward", last: number): Values {
  const { words, visit } = desk;
  return {
    ...headed(desk, word(words.record, kind)),
    observations: desk.judgement.observations.map((item, n) => [
      last + n + 1,
      item,
      printedObservation(item, words, kind === "outward"),
    ]),
    corrections: many(visit.document.更正).map((one) => [
      desk.nameOf(one.对象 ?? "企业"),
      { fact: one.事实, before: one.原答, after: one.更正为, by: one.人, at: one.时间, reason: one.理由 },
    ]),
    signed: visit.document.签字 ?? null,
    names: visit.names,
    levels: words.outcomes,
    ladder: words.ladder,
    blank: words.blank,
    words: words.record,
    as_text: asText,
  };
}

/** What stands at the head of each printed page; nothing where the visit's number could not stand in a style sheet. */
function runningHead(desk: Desk): string {
  const running = fill(desk.words.record, "running_head", { id: desk.visit.id });
  return PLAIN.test(running) ? running : "";
}

/** What was not judged: other versions, what the standards leave to others, clauses without a rule. */
function beyond(desk: Desk): Values {
  const { scope } = desk.judgement;
  const notEncoded = scope.standards.map(({ id, shortTitle }) => [shortTitle, notEncodedOf(id, desk)] as const);
  return {
    unproven: scope.unproven,
    not_in_force: scope.notInForce,
    defers: scope.standards.filter(({ defers }) => defers.length).map(({ shortTitle, defers }) => [shortTitle, defers]),
    not_encoded: notEncoded.filter(([, reasons]) => reasons.size),
    show_date: showDate,
  };
}

/** Clauses within the scope that no rule encodes, by reason. */
function notEncodedOf(id: string, desk: Desk): Map<string, string[]> {
  const wanted = desk.judgement.scope.clauses.map((clause) => cut(clause, "/"));
  const found = new Map<string, string[]>();
  for (const { notEncoded, address, ref } of desk.standard(id).clauses) {
    const isInside = !wanted.length || wanted.some(([own, part]) => own === id && isWithin(ref, part));
    if (notEncoded !== null && isInside) kept(found, notEncoded, () => []).push(address);
  }
  return found;
}

/** An answer as written, on one line. */
function asText(value: unknown): string {
  if (Array.isArray(value)) return value.map(asText).join("、");
  if (value === null || typeof value !== "object") return String(value);
  return Object.entries(value)
    .map(([key, item]) => `${key}：${asText(item)}`)
    .join("，");
}
