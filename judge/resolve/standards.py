"""Resolves standards: identity, dates, clauses, general rules; and rulings on readings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from judge.diagnostics import Problems, nearest
from judge.expr.written import Location
from judge.model.rule import ReadingModel
from judge.model.ruling import RulingFileModel
from judge.model.standard import FAILURE_BY_CLAUSE, FAILURE_NEVER, StandardModel
from judge.resolve.resolved import (
    Clause,
    Confidence,
    Deferral,
    Handling,
    Panel,
    Reading,
    Ruling,
    Standard,
    Succession,
    is_within,
)
from judge.resolve.source import Source

WrittenStandard = Source[StandardModel]


def resolve_standards(sources: Sequence[WrittenStandard], problems: Problems) -> dict[str, Standard]:
    """Standards by id, in order of id. Problems: duplicate ids or clauses, unknown clause numbers, impossible dates."""
    found: dict[str, Standard] = {}
    for source in sorted(sources, key=lambda s: s.model.id):
        model = source.model
        if model.id in found:
            problems.add("R001", source.locate(("标准",)), name=model.id)
            continue
        if model.repealed_from is not None and model.repealed_from <= model.in_force_from:
            problems.add("R002", source.locate(("失效",)), start=model.in_force_from, end=model.repealed_from)
        _check_clauses(source, problems)
        found[model.id] = _standard(source, problems)
    for source in sources:
        _check_succession(source, found, problems)
    return found


def _check_clauses(source: WrittenStandard, problems: Problems) -> None:
    model = source.model
    refs: set[str] = set()
    addresses: dict[str, str] = {}
    for index, clause in enumerate(model.clauses):
        if clause.ref in refs:
            problems.add("R003", source.locate(("条款", index, "编号")), name=clause.ref)
        elif clause.address in addresses:
            place = source.locate(("条款", index, "条款"))
            problems.add("R085", place, name=clause.address, other=addresses[clause.address])
        refs.add(clause.ref)
        addresses.setdefault(clause.address, clause.ref)
    counted = sum(clause.counted for clause in model.clauses)
    if counted != model.official_count.official:
        problems.add("R004", source.locate(("条款数",)), counted=counted, official=model.official_count.official)
    for ref, path in _general_refs(model):
        if ref not in refs:
            near = nearest(ref, refs)
            problems.add("R005", source.locate(path), name=ref, near=f"是不是“{near}”？" if near else "")
    _check_handling(source, refs, problems)


def _check_handling(source: WrittenStandard, refs: set[str], problems: Problems) -> None:
    for index, handling in enumerate(source.model.handling):
        if (not handling.clauses and not handling.by_failure) or not (handling.violated or handling.handled_under):
            problems.add("R094", source.locate(("处理对照", index)))
        for number, part in enumerate(handling.clauses):
            if not any(is_within(ref, part) for ref in refs):
                near = nearest(part, refs)
                place = source.locate(("处理对照", index, "条款", number))
                problems.add("R093", place, name=part, near=f"是不是“{near}”？" if near else "")


def _general_refs(model: StandardModel) -> list[tuple[str, Location]]:
    general = model.general
    found: list[tuple[str, Location]] = []
    failure = general.failure_counts_as_absence
    if failure not in (None, FAILURE_BY_CLAUSE, FAILURE_NEVER):
        assert failure is not None
        found.append((failure, ("通则", "失效视同无")))
    found.extend((exclusion.clause, ("通则", "除外", n, "条款")) for n, exclusion in enumerate(general.exclusions))
    if general.panel:
        found.append((general.panel.clause, ("通则", "结论保留", "条款")))
    return found


def _standard(source: WrittenStandard, problems: Problems) -> Standard:
    model = source.model
    panel = model.general.panel
    return Standard(
        id=model.id,
        title=model.title,
        short_title=model.short_title,
        number=model.number,
        issuer=model.issuer,
        kind=model.kind,
        family=model.family,
        issued=model.issued,
        in_force_from=model.in_force_from.toordinal(),
        repealed_from=model.repealed_from.toordinal() if model.repealed_from else None,
        repeal_unproven=model.repeal_unproven,
        scope_text=model.scope_text,
        defers=tuple(Deferral(deferral.topic, deferral.note) for deferral in model.defers),
        official_count=model.official_count.official,
        clauses=tuple(Clause(c.ref, c.address, c.topic, c.counted, c.not_encoded) for c in model.clauses),
        general_clauses=tuple(dict.fromkeys(ref for ref, _ in _general_refs(model))),
        failure_default=model.general.failure_counts_as_absence,
        panel=Panel(panel.who, panel.clause, panel.at_least) if panel else None,
        readings=resolve_readings(model.readings, model.id, source, ("解释",), problems),
        succession=tuple(Succession(s.clause, s.became, s.change) for s in model.succession),
        sources=model.sources,
        handling=tuple(
            Handling(h.clauses, h.by_failure, h.violated, h.handled_under, Confidence(h.confidence), h.text, h.note)
            for h in model.handling
        ),
    )


def next_version(standard: Standard, standards: Iterable[Standard]) -> Standard | None:
    """The version of its family that came into force next."""
    later = [s for s in standards if s.family == standard.family and s.in_force_from > standard.in_force_from]
    return min(later, key=lambda s: s.in_force_from, default=None)


def _check_succession(source: WrittenStandard, found: dict[str, Standard], problems: Problems) -> None:
    """Problems: a clause number that this version, or the next, does not have; one told twice."""
    own = found[source.model.id]
    following = next_version(own, found.values())
    known = {clause.ref for clause in own.clauses}
    targets = {clause.ref for clause in following.clauses} if following else set()
    told: set[str] = set()
    for index, model in enumerate(source.model.succession):
        if model.clause in told:
            problems.add("R003", source.locate(("沿革", index, "条款")), name=model.clause)
        told.add(model.clause)
        wanted = [(model.clause, known, ("沿革", index, "条款"))]
        wanted += [(ref, targets, ("沿革", index, "现为")) for ref in model.became]
        for ref, refs, path in wanted:
            if ref not in refs:
                near = nearest(ref, refs)
                problems.add("R005", source.locate(path), name=ref, near=f"是不是“{near}”？" if near else "")


def resolve_readings(
    models: Sequence[ReadingModel],
    owner: str,
    source: Source[object],
    path: Location,
    problems: Problems,
    taken: Iterable[str] = (),
) -> tuple[Reading, ...]:
    """Readings owned by a rule or standard. Problems: a name already `taken`, duplicate or unknown options."""
    found = []
    known = set(taken)
    for index, model in enumerate(models):
        if model.name in known:
            problems.add("R079", source.locate((*path, index, "名称")), name=model.name)
        known.add(model.name)
        options = tuple((option.name, option.note) for option in model.options)
        names = [name for name, _ in options]
        if len(set(names)) != len(names) or (model.recommended is not None and model.recommended not in names):
            problems.add("R006", source.locate((*path, index)), name=model.name)
        found.append(
            Reading(f"{owner}#{model.name}", model.name, model.question, options, model.recommended, model.origin)
        )
    return tuple(found)


def resolve_rulings(
    files: Sequence[Source[RulingFileModel]], readings: dict[str, Reading], problems: Problems
) -> dict[str, Ruling]:
    """Rulings by reading; a later file's ruling replaces an earlier one's. Problems: unknown readings or options."""
    found: dict[str, Ruling] = {}
    for source in files:
        for index, model in enumerate(source.model.rulings):
            path: Location = ("裁定", index)
            reading = readings.get(model.reading)
            if reading is None:
                near = nearest(model.reading, readings)
                hint = f"是不是“{near}”？" if near else ""
                problems.add("R007", source.locate((*path, "解释")), name=model.reading, near=hint)
            elif model.option not in {name for name, _ in reading.options}:
                options = "、".join(name for name, _ in reading.options)
                problems.add("R008", source.locate((*path, "采用")), found=model.option, options=options)
            else:
                found[model.reading] = Ruling(
                    model.reading, model.option, model.number, model.date.isoformat(), model.by
                )
    return found
