"""Reasons and cures as short lines: leaves of one object side by side, counted things below what counts them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from checklists.texts import TEXTS
from judge.judging import Judgement
from judge.resolve.resolved import Library
from judge.verdict.verdict import Alternative, Cure, Missing, Reason

ROOT_ID = "企业"


@dataclass(frozen=True, slots=True)
class Wording:
    """How the objects and counted clauses of one judgement are called, seen from the object that is judged."""

    names: Mapping[str, str]
    titles: Mapping[str, str]
    """Titles of counted clauses by number."""
    own: str | None = None

    def name_of(self, object_id: str) -> str:
        """The object's name."""
        return self.names.get(object_id, object_id)

    def text_of(self, node: Reason) -> str:
        """A node's text: without the name of its object in front; a counted clause with its title."""
        if node.kind == "element" and node.text in self.titles:
            return TEXTS["element"].format(clause=node.text, title=self.titles[node.text])
        return node.text.removeprefix(f"{self.name_of(node.object)}：") if node.object is not None else node.text

    def of_other(self, object_id: str, values: str) -> str:
        """What is said of another object than the one that is judged."""
        return TEXTS["other_object"].format(object=self.name_of(object_id), values=values)


def wording_of(judgement: Judgement, library: Library, standard: str, own: str | None) -> Wording:
    """The wording for a verdict of a standard on an object."""
    titles = {rule.clause: rule.title for rule in library.rules if rule.standard == standard}
    return Wording(judgement.visit.names, titles, own)


def reason_lines(reason: Reason, wording: Wording) -> list[str]:
    """A reason as lines: what is said of the judged object first, then of others, then counted things with their parts."""
    told = {part for part in reason.parts if not part.parts}
    return _lines(reason, wording, told)


def _lines(reason: Reason, wording: Wording, told: set[Reason]) -> list[str]:
    """The lines of a node; leaves that stand further up already (`told`) are left out of nested ones."""
    lines: list[str] = []
    by_object: dict[str | None, list[str]] = {}
    nested: list[Reason] = []
    for part in reason.parts or (reason,):
        if part.parts:
            nested.append(part)
        else:
            by_object.setdefault(part.object, []).append(wording.text_of(part))
    own = wording.own
    for object_id in sorted(by_object, key=lambda o: (o != own, o is None, o == ROOT_ID)):
        values = "；".join(dict.fromkeys(by_object[object_id]))
        if object_id is None or object_id == own:
            lines.append(values)
        else:
            lines.append(wording.of_other(object_id, values))
    for part in nested:
        lines.extend(_nested_lines(_unwrapped(part), wording, told))
    return lines


def _unwrapped(part: Reason) -> Reason:
    """A node whose only part is a group, with that group's parts as its own."""
    while len(part.parts) == 1 and part.parts[0].kind == "group" and part.parts[0].parts:
        part = replace(part, parts=part.parts[0].parts)
    return part


def _nested_lines(part: Reason, wording: Wording, told: set[Reason]) -> list[str]:
    fresh = tuple(leaf for leaf in part.parts if leaf not in told)
    inner = _lines(replace(part, parts=fresh), wording, told) if fresh else []
    text = wording.text_of(part)
    if not inner:
        return [text]
    if len(inner) == 1:
        return [TEXTS["leaf_with_parts"].format(text=text, parts=inner[0])]
    return [f"{text}：", *(f"  {line}" for line in inner)]


def leaves_of(reason: Reason) -> Iterator[Reason]:
    """All leaves of a reason."""
    if not reason.parts:
        yield reason
    for part in reason.parts:
        yield from leaves_of(part)


def alternative_text(alternative: Alternative, wording: Wording) -> str:
    """Changes that together end a situation, and what must be verified with them."""
    changes = "，并且".join(
        TEXTS["change" if change.object == wording.own else "change_of"].format(
            object=wording.name_of(change.object), condition=change.condition
        )
        for change in alternative.changes
    )
    if not alternative.also_verify:
        return changes
    verify = "；".join(_to_verify(missing, wording) for missing in alternative.also_verify)
    return TEXTS["verify"].format(changes=changes, verify=verify)


def _to_verify(missing: Missing, wording: Wording) -> str:
    owner = ""
    if missing.object is not None and missing.object != wording.own:
        owner = TEXTS["of_object"].format(object=wording.name_of(missing.object))
    name = missing.name.rpartition("#")[2] if missing.kind == "reading" else fact_name(missing.name)
    form = "verify_one" if missing.values else "verify_open"
    return TEXTS[form].format(object=owner, name=name, values=missing.values)


def fact_name(key: str) -> str:
    """How the key of an answer reads.

    >>> fact_name("接入介质∋可燃气体"), fact_name("能立即整改@xiaofang-2025/6.1.1")
    ('接入介质（可燃气体）', '能立即整改')
    """
    fact, _, option = key.partition("∋")
    name = fact.partition("@")[0]
    return TEXTS["box"].format(fact=name, options=option) if option else name


def cure_lines(cures: Sequence[Cure], wording: Wording) -> list[str]:
    """What would end each situation, one line for each way."""
    lines: list[str] = []
    for cure in cures:
        ways = _distinct(alternative_text(a, wording) for a in cure.alternatives)
        prefix = f"〔{cure.situation}〕" if len(cures) > 1 else ""
        if cure.groups:
            counts = TEXTS["groups_choose"].format(count=cure.count, threshold=cure.threshold, choose=cure.choose)
            lines.append(prefix + counts)
            for group in cure.groups:
                inner = "；或 ".join(_distinct(alternative_text(a, wording) for a in group.alternatives))
                form = "group" if group.weight == 1 else "group_of_several"
                lines.append("  " + TEXTS[form].format(name=group.name, ways=inner, weight=group.weight))
        else:
            lines.extend(prefix + ("或：" if n else "") + way for n, way in enumerate(ways))
    return lines


def leaving_lines(cures: Sequence[Cure], wording: Wording) -> list[str]:
    """Changes that only take the object out of what the clause is about."""
    return _distinct(alternative_text(a, wording) for cure in cures for a in cure.leaves_scope)


def _distinct(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(texts))
