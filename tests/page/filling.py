"""Fills the page in as an inspector does, from a visit file: by labels and roles, one card after the other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Locator, Page, expect

from checklists.workbook.answers import circumstances_of
from judge.model.visit import ROOT_ID, ObjectModel, VisitModel
from judge.resolve.resolved import ANY_TYPE, Fact, Library, looks_like_reference
from judge.resolve.visit import ResolvedVisit
from judge.values.number import Interval, show

YES, REST, UNASKED = "是", "其余", "未查"


@dataclass(frozen=True, slots=True)
class Filler:
    """One page and the visit that is to be filled in."""

    page: Page
    resolved: ResolvedVisit
    library: Library

    @property
    def visit(self) -> VisitModel:
        """As written."""
        return self.resolved.model

    def begin(self) -> None:
        """The head of the visit; the card of the enterprise follows."""
        page, occasion = self.page, self.visit.occasion
        page.get_by_label("企业名称").fill(self.visit.enterprise.name)
        page.get_by_label("检查类型").select_option(occasion.kind)
        page.get_by_label("检查日期").fill(max(occasion.dates).isoformat())
        for number, person in enumerate(occasion.people):
            if number:
                page.get_by_role("button", name="再加一人").click()
            page.get_by_label("姓名").nth(number).fill(person.name)
            page.get_by_label("执法证号").nth(number).fill(person.certificate or "")
        page.get_by_role("button", name="开始检查").click()
        expect(page.get_by_role("heading", level=1, name=self.visit.enterprise.name)).to_be_visible()

    def add_objects(self) -> None:
        """All objects, each into the one it lies in."""
        for each in self.visit.objects:
            self._to("现场")
            self._add(each)

    def answer_all(self) -> None:
        """Goes through the cards until no card asks for anything that the visit answers."""
        for object_id in (ROOT_ID, *(each.id for each in self.visit.objects)):
            self.answer(object_id)

    def answer(self, object_id: str) -> None:
        """All that the visit answers of one object and the card asks for; an answer may bring more questions."""
        self.open_card(object_id)
        given = dict(self.visit.answers.get(object_id, {}))
        while key := next((key for key in given if self._asked(object_id, key).count()), None):
            self._give(object_id, key, given.pop(key))

    def close_rosters(self) -> None:
        """What the visit says of rosters, wherever the page asks for it."""
        self._to("现场")
        self.page.get_by_role("link", name=re.compile("名单没说列全|都列全了吗")).click()
        expect(self.page.get_by_role("heading", level=1, name="都列全了吗？")).to_be_visible()
        kinds = [kind for roster in self.visit.rosters if roster.complete for kind in roster.types]
        questions = "|".join(re.escape(f"：{self.library.types[kind].roster_question}") for kind in kinds)
        groups = self.page.get_by_role("radiogroup", name=re.compile(f"({questions})$"))
        unsaid = groups.filter(has_not=self.page.get_by_role("radio", checked=True))
        while unsaid.count():
            unsaid.first.get_by_role("radio", name="都列全了").click()
            self.settled()

    def open_card(self, object_id: str) -> None:
        """The card of an object, through the tree of the site."""
        self._to("现场")
        name = self._name(object_id)
        tree = self.page.get_by_role("navigation", name="对象名单")
        tree.get_by_role("link").filter(has=self.page.get_by_text(re.compile(f"^{re.escape(name)}"))).first.click()
        expect(self.page.get_by_role("heading", level=1, name=name)).to_be_visible()
        self.settled()

    def settled(self) -> None:
        """Waits until the verdicts are those of the answers and all is stored."""
        self.page.wait_for_function("() => !panding.session.isJudging && panding.session.status.state === 'saved'")

    def _to(self, screen: str) -> None:
        self.page.get_by_role("navigation", name="主要页面").get_by_role("link", name=screen).click()
        expect(self.page.get_by_role("heading", level=1, name=screen)).to_be_visible()

    def _name(self, object_id: str) -> str:
        if object_id == ROOT_ID:
            return self.visit.enterprise.name
        return next(each.name or each.id for each in self.visit.objects if each.id == object_id)

    def _add(self, each: ObjectModel) -> None:
        page = self.page
        adding = page.get_by_role("region", name="添加对象")
        if not adding.count():
            page.get_by_role("button", name="＋ 见到了什么？").click()
        adding.get_by_label(re.compile("输入几个字找类型")).fill(each.type)
        others = adding.get_by_text("其他类型（这次的标准不问）")
        kind = adding.get_by_role(
            "button", name=re.compile(f"^{re.escape(each.type)}(?![\\w])|^{re.escape(each.type)}")
        )
        if others.count() and not kind.first.is_visible():
            others.click()
        kind.filter(has=page.get_by_text(each.type, exact=True)).first.click()
        adding.get_by_label("叫什么").fill(each.name or each.id)
        place = adding.get_by_label("在哪里")
        if place.count():
            place.select_option(label=self._name(each.parent or ROOT_ID) if each.parent else None)
        if each.other_end:
            adding.get_by_label(re.compile("^另一头是")).select_option(label=self._name(each.other_end))
        if each.count:
            adding.get_by_label("一样的有几个").fill(str(each.count))
        adding.get_by_role("button", name="添加", exact=True).click()
        expect(page.get_by_role("heading", level=1, name=each.name or each.id)).to_be_visible()

    def _fact(self, object_id: str, key: str) -> Fact:
        kind = ROOT_ID if object_id == ROOT_ID else next(e.type for e in self.visit.objects if e.id == object_id)
        name = key.partition("@")[0]
        return self.library.facts.get(f"{kind}.{name}") or self.library.facts[f"{ANY_TYPE}.{name}"]

    def _asked(self, object_id: str, key: str) -> Locator:
        """The question, if the card asks it now and it is not answered."""
        question = self._fact(object_id, key).question
        clause = key.partition("@")[2]
        if clause and looks_like_reference(clause):
            standard, _, ref = clause.partition("/")
            question = f"{question}（对照 {self.library.standards[standard].clause(ref).address}）"
        regions = self.page.get_by_role("region", name=re.compile("^(先定范围|要问的)$"))
        return regions.get_by_role("group", name=question, exact=True).and_(
            self.page.locator("fieldset.question:not(.given):not(.none)")
        )

    def _give(self, object_id: str, key: str, written: Any) -> None:
        fact, answer = self._fact(object_id, key), circumstances_of(written)
        # What is answered is no longer asked: from here on the question goes by its place.
        place = self._asked(object_id, key).first.get_attribute("id")
        group = self.page.locator(f"[id='{place}']")
        if answer.none_because is not None:
            self._unsure(group)
            group.get_by_role("radio", name=re.compile(f"^{answer.none_because}：")).click()
        elif fact.kind == "数值":
            self._amount(group, self._known(object_id, key))
        else:
            self._value(group, fact, answer.value)
        expect(group).to_have_class(re.compile("given|none"))
        self.settled()
        if answer.note:
            group.get_by_role("button", name=re.compile("^备注：")).click()
            group.get_by_label(re.compile("^备注：")).last.fill(answer.note)
            self.settled()

    def _known(self, object_id: str, key: str) -> Interval:
        """The amount in the unit in which it is asked."""
        known = next(a.known for a in self.resolved.answers if (a.object, a.key) == (object_id, key))
        assert isinstance(known, Interval)
        return known

    def _amount(self, group: Locator, known: Interval) -> None:
        ends = [known.low] if known.single is not None else [known.low, known.high]
        if len(ends) > 1:
            group.get_by_role("radio", name="从…到").click()
        for number, end in enumerate(ends):
            assert end is not None
            group.locator("input").nth(number).fill(show(end))
        group.locator("input").last.blur()

    def _value(self, group: Locator, fact: Fact, value: Any) -> None:
        match fact.kind, value:
            case (("是否" | "设施" | "单选"), list() | tuple()):
                self._unsure(group)
                if set(value) == set(fact.options):
                    # All that it may be says as little as not being able to find out.
                    group.get_by_role("radio", name=re.compile("^查不清：")).click()
                    return
                for option in value:
                    group.get_by_role("checkbox", name=option, exact=True).check()
            case (("是否" | "设施" | "单选"), _):
                options = group.get_by_role("radiogroup", name=fact.question).first
                if len(fact.options) > 10:
                    group.get_by_label(re.compile("项里找")).fill(str(value))
                options.get_by_role("radio", name=str(value), exact=True).click()
            case "多选", dict():
                for option, ticked in boxes(fact, value):
                    group.get_by_role("radiogroup", name=option, exact=True).get_by_role(
                        "radio", name=ticked, exact=True
                    ).click()
            case "日期", str() if ".." in value:
                group.get_by_role("radio", name="从…到").click()
                for number, day in enumerate(value.split("..")):
                    group.locator("input").nth(number).fill(day)
                    group.locator("input").nth(number).blur()
            case _:
                box = group.get_by_role("textbox").or_(group.locator("input[type=date]")).first
                box.fill(str(value).removesuffix(fact.unit).strip())
                box.blur()

    def _unsure(self, group: Locator) -> None:
        group.get_by_role("button", name=re.compile("^不确定：")).click()


def boxes(fact: Fact, ticked: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Each box with its answer; those not asked are left out."""
    for option in fact.options:
        answer = ticked.get(option, ticked.get(REST, UNASKED))
        if answer != UNASKED:
            yield option, answer
