"""Runs the cases of rules: builds the visit a case describes, judges it, and tells what differs from what was expected."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pydantic import ValidationError

from judge.diagnostics import Position, Problems, nearest
from judge.expr.written import Location
from judge.judging import Compiled, judge
from judge.judging.selection import Target
from judge.model.rule import CaseModel
from judge.model.visit import ROOT_ID, VisitModel
from judge.resolve.resolved import ANY_TYPE, Library, Rule, Ruling, Standard
from judge.resolve.rules import WrittenRules
from judge.resolve.source import Source
from judge.resolve.visit import resolve_visit
from judge.verdict.verdict import Missing, Verdict

OUTCOMES = {
    "重大": "major",
    "一般": "ordinary",
    "要素": "element",
    "不构成": "clear",
    "不适用": "not_applicable",
    "待定": "undetermined",
    "未查": "not_examined",
    "疑似": "suspected",
}
STANDINGS = {
    "确定": "firm",
    "待核": "unconfirmed",
    "条文不全": "text_incomplete",
    "读法未定": "reading_open",
    "待专家组": "awaiting_panel",
}
BASES = {"未见情形": "absent", "除外": "exempted"}
LEANS = {"除外未定": "hazard_unless_exempt"}
WHOLE_TEXT = "条文全文"


@dataclass(frozen=True, slots=True)
class CaseResult:
    """One case run: what was expected and what came out, where they differ."""

    rule: str
    case: str
    position: Position
    differences: tuple[tuple[str, str, str], ...]
    """(what, expected, got)"""
    problems: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether the case came out as expected."""
        return not self.differences and not self.problems


def run_cases(files: Sequence[WrittenRules], library: Library, problems: Problems) -> Iterator[CaseResult]:
    """Run every case of the files' rules. Cases that cannot be read are recorded as problems."""
    compiled = Compiled(library)
    for file in files:
        for index, model in enumerate(file.source.model.rules):
            rule = library.rule_by_id.get(model.id)
            if rule is None:
                continue
            for number, case in enumerate(model.cases):
                path: Location = ("规则", index, "用例", number)
                yield run_case(case, rule, library, file.source, path, problems, compiled)


def run_case(
    case: CaseModel,
    rule: Rule,
    library: Library,
    source: Source[object],
    path: Location,
    problems: Problems,
    compiled: Compiled | None = None,
) -> CaseResult:
    """Run one case of a rule."""
    builder = CaseVisit(case, rule, library, source, path)
    mine = Problems()
    place = source.locate((*path, "名称"))
    ruled = replace(library, rulings=rulings_of(case, rule, library, source, path, mine))
    try:
        visit = resolve_visit(Source(builder.model(), builder.locate), ruled, mine)
    except ValidationError as error:
        mine.add("R092", place, name=case.name, key=error.errors()[0]["loc"][-1])
    if mine.has_errors:
        problems.extend(mine)
        return CaseResult(rule.id, case.name, place, (), tuple(p.message for p in mine))
    explain = case.cites is not None
    judgement = judge(
        visit, ruled, explain=explain, compiled=compiled, only=lambda target: _is_wanted(target, case, rule)
    )
    verdict = _verdict(judgement.verdicts, case, rule)
    if verdict is None:
        problems.add("R081", place, name=case.name)
        return CaseResult(rule.id, case.name, place, (("判定", case.outcome, "没有结论"),))
    return CaseResult(rule.id, case.name, place, tuple(_differences(case, verdict, library)))


def rulings_of(
    case: CaseModel, rule: Rule, library: Library, source: Source[object], path: Location, problems: Problems
) -> dict[str, Ruling]:
    found = {}
    by_name = {reading.name: reading for reading in (*library.readings.values(), *rule.readings)}
    for name, option in case.rulings.items():
        reading = by_name.get(name) or library.readings.get(name)
        options = [known for known, _ in reading.options] if reading else []
        if reading is None or option not in options:
            near = nearest(option if reading else name, options or by_name)
            hint = f"是不是“{near}”？" if near else ""
            problems.add("R083", source.locate((*path, "裁定", name)), name=name, option=option, near=hint)
            continue
        found[reading.id] = Ruling(reading.id, option, "用例", "2026-01-01", "用例")
    return found


def _is_wanted(target: Target, case: CaseModel, rule: Rule) -> bool:
    """Whether a target is the one a case is about; all versions' rules on it, where its day leaves the version open."""
    if case.unseen_of is not None:
        return target.parent is not None
    return target.parent is None and target.node.id == _own_id(rule)


def _verdict(verdicts: Sequence[Verdict], case: CaseModel, rule: Rule) -> Verdict | None:
    if case.unseen_of is not None:
        parent, _, roster = case.unseen_of.partition("/")
        wanted = [v for v in verdicts if v.rule == rule.id and (v.parent, v.roster) == (parent, roster)]
    else:
        wanted = [v for v in verdicts if v.rule == rule.id and v.object == _own_id(rule)]
    return wanted[0] if wanted else None


def _own_id(rule: Rule) -> str:
    return rule.object_type


def _differences(case: CaseModel, verdict: Verdict, library: Library) -> Iterator[tuple[str, str, str]]:
    checks: list[tuple[str, object, object]] = [("判定", OUTCOMES[case.outcome], str(verdict.outcome))]
    if case.situations is not None:
        checks.append(("情形", sorted(case.situations), sorted(s.name for s in verdict.situations)))
    if case.missing is not None:
        checks.append(
            ("待核实", sorted(set(case.missing)), sorted({missing_name(m, library) for m in verdict.missing.relevant}))
        )
    if case.lean is not None:
        checks.append(("倾向", LEANS[case.lean], str(verdict.lean)))
    if case.basis is not None:
        checks.append(("不构成因", BASES[case.basis], str(verdict.basis)))
    if case.standing is not None:
        wanted_standing, got = STANDINGS[case.standing], [str(s) for s in verdict.standings]
        checks.append(("状态", [wanted_standing], [wanted_standing] if wanted_standing in got else got))
    if case.cites is not None:
        found = {cite for situation in verdict.situations for cite in situation.cites}
        checks.append(("引用", sorted(case.cites), sorted(found)))
    for what, wanted, came in checks:
        if wanted != came:
            yield what, str(wanted), str(came)


def missing_name(missing: Missing, library: Library) -> str:
    """The name under which a case lists something open."""
    if missing.kind == "roster":
        return f"名单:{missing.name}"
    if missing.kind == "reading":
        return f"解释:{library.readings[missing.name].name}"
    if missing.kind == "text":
        return WHOLE_TEXT
    return missing.name.partition("∋")[0].partition("@")[0]


class CaseVisit:
    """The visit a case describes, with the places of its parts in the rule file."""

    def __init__(self, case: CaseModel, rule: Rule, library: Library, source: Source[object], path: Location) -> None:
        self._case, self._rule, self._library = case, rule, library
        self._source, self._path = source, path
        self._objects: list[dict[str, object]] = []
        self._answers: dict[str, dict[str, object]] = {}
        self._places: dict[tuple[str, str], Location] = {}
        self._ids: dict[str, str] = {}

    def model(self) -> VisitModel:
        """The visit."""
        self._own_objects()
        for number, extra in enumerate(self._case.objects):
            self._extra_object(number)
            for written, value in extra.known.items():
                place: Location = (*self._path, "对象", number, "已知", written)
                self._put(extra.id, extra.type, written, value, place)
        for written, value in self._case.known.items():
            self._known(written, value)
        standard = self._library.standards[self._rule.standard]
        return VisitModel.model_validate(
            {
                "检查": {"编号": "用例", "类型": "行政检查", "日期": _day(self._case, standard)},
                "企业": {"名称": "用例"},
                "范围": {"标准": [standard.id], "条款": [f"{standard.id}/{self._rule.clause}"]},
                "对象": self._objects,
                "名单": self._rosters(),
                "答案": self._answers,
            }
        )

    def locate(self, path: Location) -> Position:
        """Where a part of the visit stands in the rule file."""
        if len(path) >= 3 and path[0] == "答案":
            found = self._places.get((str(path[1]), str(path[2])))
            if found is not None:
                return self._source.locate(found)
        return self._source.locate(self._path)

    def _own_objects(self) -> None:
        types = self._library.types
        chain = types[self._rule.object_type].chain
        self._ids = {name: name for name in chain}
        for name in reversed(chain[:-1]):
            parent = types[name].parent
            made: dict[str, object] = {"编号": name, "类型": name, "在": ROOT_ID if parent == ROOT_ID else parent}
            if name == self._rule.object_type and self._case.object_date is not None:
                made["日期"] = self._case.object_date
            if other := types[name].other_end:
                made["另一端"] = self._case.other_end or self._other_end(other)
            self._objects.append(made)

    def _other_end(self, object_type: str) -> str:
        """Makes the other end of the case's own relation, unless the case lists one of that type."""
        listed = [o.id for o in self._case.objects if o.type == object_type]
        if listed:
            return listed[0]
        own = self._ids.get(object_type)
        made = f"另一{object_type}" if own else object_type
        parent = self._library.types[object_type].parent or ROOT_ID
        self._objects.append({"编号": made, "类型": object_type, "在": self._ids.get(parent, parent)})
        self._ids.setdefault(object_type, made)
        return made

    def _extra_object(self, number: int) -> None:
        extra = self._case.objects[number]
        object_type = self._library.types.get(extra.type)
        parent = object_type.parent if object_type else None
        made: dict[str, object] = {
            "编号": extra.id,
            "类型": extra.type,
            "在": extra.parent or self._ids.get(parent or "", parent or ROOT_ID),
        }
        optional = (("另一端", extra.other_end), ("日期", extra.date), ("数量", extra.count))
        made.update({key: value for key, value in optional if value is not None})
        if object_type and object_type.other_end and extra.other_end is None:
            made["另一端"] = self._new_other_end(extra.id, object_type.other_end)
        self._objects.append(made)

    def _new_other_end(self, owner: str, object_type: str) -> str:
        made = f"{owner}的{object_type}"
        parent = self._library.types[object_type].parent or ROOT_ID
        self._objects.append({"编号": made, "类型": object_type, "在": self._ids.get(parent, parent)})
        return made

    def _known(self, written: str, value: object) -> None:
        place: Location = (*self._path, "已知", written)
        prefix, dot, name = written.partition(".")
        if dot and prefix in self._ids:
            self._put(self._ids[prefix], prefix, name, value, place)
            return
        for carrier in self._library.types[self._rule.object_type].chain:
            if f"{carrier}.{written}" in self._library.facts:
                self._put(carrier, carrier, written, value, place)
                return
        for carrier, made in self._ids.items():
            if f"{carrier}.{written}" in self._library.facts:
                self._put(made, carrier, written, value, place)
                return
        self._put(self._rule.object_type, self._rule.object_type, written, value, place)

    def _put(self, object_id: str, object_type: str, written: str, value: object, place: Location) -> None:
        per_clause = self._library.facts.get(f"{ANY_TYPE}.{written}") is not None
        own = f"{object_type}.{written}" in self._library.facts
        key = f"{written}@{self._rule.standard}/{self._rule.clause}" if per_clause and not own else written
        self._answers.setdefault(object_id, {})[key] = value
        self._places[object_id, key] = place

    def _rosters(self) -> list[dict[str, object]]:
        found: dict[tuple[str, str], None] = {}
        types = self._library.types
        by_type: dict[str, list[str]] = {ROOT_ID: [ROOT_ID]}
        for made in self._objects:
            by_type.setdefault(str(made["类型"]), []).append(str(made["编号"]))
        for written in self._case.complete:
            parent, slash, object_type = written.rpartition("/")
            if slash:
                found[parent, object_type] = None
            elif written in types:
                for parent in by_type.get(types[written].parent or "", ()):
                    found[parent, written] = None
            else:
                found[ROOT_ID, written] = None
        return [{"在": parent, "类型": object_type, "完整": "是"} for parent, object_type in found]


def _day(case: CaseModel, standard: Standard) -> str:
    """The day a case is judged on: its own, else the last on which the standard is (or is known to be) in force."""
    if case.date is not None:
        return case.date.isoformat()
    if standard.repealed_from is not None:
        return datetime.date.fromordinal(standard.repealed_from - 1).isoformat()
    return max(datetime.date(2026, 11, 23), datetime.date.fromordinal(standard.in_force_from)).isoformat()
