"""Proves a stored result unchanged: judges the visit it holds again, and tells every part that comes out differently."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from judge.diagnostics import Position, Problems
from judge.expr.written import Location
from judge.judging.judgement import judge
from judge.judging.output import ENGINE_VERSION, NO, YES, judgement_to_json
from judge.load import SIZE_LIMIT, Document, compose
from judge.model.visit import VisitModel
from judge.resolve.resolved import Library
from judge.resolve.source import Source
from judge.resolve.visit import ResolvedVisit, resolve_visit

DOCUMENT = ("visit", "document")
_PARTS = ("date", "scope", "rosters")
_DIGESTS = frozenset({"rule_digest", "grounds_digest"})
_REQUIRED = ("library", "visit", "scope", "verdicts", "summary")


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not as stored. `part` is answer, object, date, scope_fixed, rosters, document, verdict or other."""

    part: str
    place: Position | None = None
    rule: str | None = None
    object: str | None = None
    field: str | None = None
    stored: str | None = None
    now: str | None = None


@dataclass(frozen=True, slots=True)
class Verification:
    """What came of verifying one result."""

    visit: str
    enterprise: str
    differences: tuple[Difference, ...]
    verdicts: int
    same_library: bool
    same_engine: bool
    rules_changed: tuple[str, ...]
    """Rules that judged then and read differently now."""

    @property
    def unchanged(self) -> bool:
        """Whether everything comes out as stored."""
        return not self.differences


class NotAResultError(ValueError):
    """The file holds no result of `panding judge`."""


@dataclass(slots=True)
class StoredResults:
    """The results of one file, and where their parts stand."""

    path: str
    text: str
    results: list[dict[str, Any]]
    is_array: bool
    _document: Document | None = None

    def locate(self, index: int, path: Location) -> Position:
        """Where a part of a result stands; the file as a whole where that cannot be told."""
        if self._document is None and len(self.text) <= SIZE_LIMIT:
            self._document = compose(self.text, f"{self.path}", Problems())
        if self._document is None:
            return Position(self.path)
        whole: Location = (index, *path) if self.is_array else path
        return self._document.position(whole)


def read_results(path: str | Path, problems: Problems) -> StoredResults | None:
    """The results that a file holds; None, with a diagnostic, if it holds none."""
    place = Position(str(path))
    try:
        text = Path(path).read_bytes().decode("utf-8-sig")
        data = json.loads(text, object_pairs_hook=_without_duplicates)
    except FileNotFoundError:
        problems.add("F008", place)
        return None
    except OSError:
        problems.add("F001", place)
        return None
    except json.JSONDecodeError as error:
        problems.add("J001", Position(str(path), error.lineno, error.colno))
        return None
    except (ValueError, RecursionError):
        problems.add("J001", place)
        return None
    results = data if isinstance(data, list) else [data]
    if not results or not all(map(_is_result, results)):
        problems.add("J001", place)
        return None
    return StoredResults(str(path), text, results, isinstance(data, list))


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise NotAResultError
    return found


def _is_result(data: object) -> bool:
    if not isinstance(data, dict) or not all(name in data for name in _REQUIRED):
        return False
    visit = data["visit"]
    return (
        isinstance(visit, dict)
        and isinstance(visit.get("document"), dict)
        and isinstance(visit.get("digests"), dict)
        and isinstance(data["library"], dict)
        and isinstance(data["verdicts"], list)
        and all(isinstance(verdict, dict) for verdict in data["verdicts"])
    )


def verify_stored(stored: StoredResults, library: Library, problems: Problems) -> Iterator[Verification]:
    """Verify each result of a file. A document that can no longer be read becomes diagnostics, at its place in the file."""
    for index, data in enumerate(stored.results):
        visit = _resolved(stored, index, library, problems)
        if visit is not None:
            yield _compared(data, visit, library, lambda path, n=index: stored.locate(n, path))  # type: ignore[misc]


def _resolved(stored: StoredResults, index: int, library: Library, problems: Problems) -> ResolvedVisit | None:
    from pydantic import ValidationError

    raw = _as_text(stored.results[index]["visit"]["document"])
    mine = Problems()
    try:
        model = VisitModel.model_validate(raw)
    except ValidationError as error:
        first = tuple(step for step in error.errors()[0]["loc"])
        mine.add("J002", stored.locate(index, (*DOCUMENT, *first)))
        problems.extend(mine)
        return None
    source = Source(model, lambda path: stored.locate(index, (*DOCUMENT, *path)))
    visit = resolve_visit(source, library, mine)
    problems.extend(mine)
    return None if mine.has_errors else visit


def _as_text(value: Any) -> Any:
    """Data with its scalars as the reader of visit files has them."""
    if isinstance(value, dict):
        return {key: _as_text(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_as_text(item) for item in value]
    if isinstance(value, bool):
        return YES if value else NO
    return value if value is None else str(value)


def _compared(
    stored: Mapping[str, Any], visit: ResolvedVisit, library: Library, locate: Callable[[Location], Position]
) -> Verification:
    now = judgement_to_json(judge(visit, library))
    then_library = stored["library"]
    same_library = then_library.get("digest") == library.digest
    differences = list(_answer_differences(stored["visit"], now["visit"], locate))
    by_key = {_key(v): v for v in now["verdicts"]}
    kept = {_key(v): v for v in stored["verdicts"]}
    changed_rules: dict[str, None] = {}
    for key in sorted({*by_key, *kept}, key=str):
        then, new = kept.get(key), by_key.get(key)
        if then is not None and new is not None and then.get("rule_digest") != new["rule_digest"]:
            changed_rules[str(new["rule"])] = None
        differences.extend(_verdict_differences(then, new, ignored=frozenset() if same_library else _DIGESTS))
    if [_key(v) for v in stored["verdicts"]] != list(by_key) and kept.keys() == by_key.keys():
        differences.append(Difference("other", field="verdicts"))
    differences.extend(_other_differences(stored, now))
    return Verification(
        visit=str(now["visit"]["id"]),
        enterprise=str(now["visit"]["enterprise"]),
        differences=tuple(differences),
        verdicts=len(by_key),
        same_library=same_library,
        same_engine=then_library.get("engine") == ENGINE_VERSION,
        rules_changed=tuple(changed_rules),
    )


def _key(verdict: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(str(verdict.get(name)) for name in ("rule", "object", "parent", "roster"))


def _answer_differences(
    then: Mapping[str, Any], now: Mapping[str, Any], locate: Callable[[Location], Position]
) -> Iterator[Difference]:
    """What in the document is not what was judged, as far as the digests of its parts tell."""
    before, after = then["digests"], now["digests"]
    answers_then, answers_now = _mapping(before, "answers"), _mapping(after, "answers")
    found = False
    for object_id in sorted({*answers_then, *answers_now}):
        old, new = _mapping(answers_then, object_id), _mapping(answers_now, object_id)
        for fact in sorted(name for name in {*old, *new} if old.get(name) != new.get(name)):
            found = True
            written, shown = _written(now["document"], object_id, fact)
            place = locate((*DOCUMENT, "答案", object_id, written))
            yield Difference("answer", place, object=object_id, field=fact, now=shown)
    objects_then, objects_now = _mapping(before, "objects"), _mapping(after, "objects")
    for object_id in sorted({*objects_then, *objects_now}):
        if objects_then.get(object_id) != objects_now.get(object_id):
            found = True
            yield Difference("object", locate((*DOCUMENT, "对象")), object=object_id)
    for part in _PARTS:
        if before.get(part) != after[part]:
            found = True
            yield Difference("scope_fixed" if part == "scope" else part, locate(DOCUMENT))
    if not found and before.get("document") != after["document"]:
        found = True
        yield Difference("document", locate(DOCUMENT))
    if not found and then.get("answers_digest") != now["answers_digest"]:
        yield Difference("other", field="visit.answers_digest")


def _mapping(data: object, name: str) -> dict[str, Any]:
    value = data.get(name) if isinstance(data, Mapping) else None
    return value if isinstance(value, dict) else {}


def _written(document: Mapping[str, Any], object_id: str, key: str) -> tuple[str, str | None]:
    """The key under which an answer is written in the document, and what stands there."""
    fact, _, box = key.partition("∋")
    answers = _mapping(
        document.get("答案"), object_id.partition("·")[0] if object_id not in _mapping(document, "答案") else object_id
    )
    value = answers.get(fact)
    if box and isinstance(value, dict):
        value = value.get(box, value)
    return fact, None if value is None else _shown(value)


def _verdict_differences(
    then: Mapping[str, Any] | None, now: Mapping[str, Any] | None, ignored: frozenset[str]
) -> Iterator[Difference]:
    known = now or then or {}
    rule = str(known.get("rule"))
    name = str(known.get("object_name"))
    if then is None or now is None:
        stored, new = (None if v is None else str(v.get("outcome")) for v in (then, now))
        yield Difference("verdict", rule=rule, object=name, field="outcome", stored=stored, now=new)
        return
    for field in _fields(then, now):
        if field not in ignored and then.get(field) != now.get(field):
            path, old, new = _first_difference(then.get(field), now.get(field), field)
            yield Difference("verdict", rule=rule, object=name, field=path, stored=_shown(old), now=_shown(new))


def _other_differences(stored: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Difference]:
    pairs = [(name, stored.get(name), now[name]) for name in ("scope", "observations", "summary")]
    pairs.extend((f"visit.{n}", stored["visit"].get(n), now["visit"][n]) for n in ("id", "enterprise", "date", "kind"))
    for name, then, new in pairs:
        if then != new:
            path, old, changed = _first_difference(then, new, name)
            yield Difference("other", field=path, stored=_shown(old), now=_shown(changed))


def _fields(then: Mapping[str, Any], now: Mapping[str, Any]) -> Iterable[str]:
    return dict.fromkeys((*now, *then))


def _first_difference(then: Any, now: Any, path: str) -> tuple[str, Any, Any]:
    """The innermost place where two pieces of data differ first, and what stands there."""
    if isinstance(then, dict) and isinstance(now, dict):
        for name in _fields(then, now):
            if then.get(name) != now.get(name):
                return _first_difference(then.get(name), now.get(name), f"{path}.{name}")
    if isinstance(then, list) and isinstance(now, list) and len(then) == len(now):
        for index, (old, new) in enumerate(zip(then, now, strict=True)):
            if old != new:
                return _first_difference(old, new, f"{path}[{index}]")
    return path, then, now


def _shown(value: Any) -> str:
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)[:200]
