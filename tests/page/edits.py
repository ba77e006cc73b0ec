"""Random edits of visit documents: what an inspector may do on the page, and what people write wrongly."""

from __future__ import annotations

import random
from collections.abc import Callable
from copy import deepcopy
from typing import Any

from judge.model.visit import REASONS_FOR_NO_ANSWER
from judge.resolve.resolved import ANY_TYPE, ROOT_TYPE, Fact, Library
from judge.values.number import Interval

Document = dict[str, Any]


class Editor:
    """Makes documents out of others; the same for the same seed."""

    def __init__(self, library: Library, seed: str) -> None:
        self._library, self._rng = library, random.Random(seed)

    def edited(self, document: Document, edits: int) -> Document:
        """The document after some edits."""
        made = deepcopy(document)
        choices: list[Callable[[Document], None]] = [
            *[self._answer] * 8, self._remove_answer, self._remove_answer, self._remove_object, self._add_object,
            self._roster, self._roster, self._bulk, self._opinion, self._day, self._scope, self._observe,
        ]  # fmt: skip
        for _ in range(edits):
            self._rng.choice(choices)(made)
        return made

    def answered(self, document: Document, answers: int) -> Document:
        """The document with some answers given, changed or taken back; nothing else changes."""
        made = deepcopy(document)
        for _ in range(answers):
            self._rng.choice([self._answer, self._answer, self._remove_answer])(made)
        return made

    def with_opinions(self, document: Document, verdicts: list[dict[str, Any]]) -> Document:
        """The document with opinions on some verdicts, most of them in force."""
        made = deepcopy(document)
        seen = [verdict for verdict in verdicts if verdict["object"] is not None]
        for verdict in self._rng.sample(seen, min(4, len(seen))):
            made.setdefault("意见", []).append(self._opinion_on(verdict))
        return made

    def _opinion_on(self, verdict: dict[str, Any]) -> Document:
        opinion = {
            "规则": verdict["rule"],
            "对象": verdict["object"],
            "意见": self._rng.choice(["重大", "一般", "不构成", "不适用", "待定"]),
            "种类": self._rng.choice(["事实", "读法", "规则有误", "原文已核"]),
            "人": "张三",
            "理由": "现场核对",
            "日期": "2026-11-20",
            "规则摘要": verdict["rule_digest"],
            "依据摘要": verdict["grounds_digest"],
        }
        if self._rng.random() < 0.3:
            opinion[self._rng.choice(["规则摘要", "依据摘要"])] = "0" * 16
        return opinion

    def _objects(self, document: Document) -> list[tuple[str, str]]:
        return [("企业", ROOT_TYPE), *((made["编号"], made["类型"]) for made in document.get("对象", ()))]

    def _answer(self, document: Document) -> None:
        rng = self._rng
        where, kind = rng.choice(self._objects(document))
        if rng.random() < 0.1:
            fact = rng.choice([fact for fact in self._library.facts.values() if fact.object_type == ANY_TYPE] or [None])
            rule = rng.choice(self._library.rules)
            if fact is not None:
                key = f"{fact.name}@{rule.standard}/{rule.clause}"
                document.setdefault("答案", {}).setdefault(where, {})[key] = self.value(fact)
            return
        facts = [fact for fact in self._library.facts.values() if fact.object_type == kind]
        if not facts:
            return
        fact = rng.choice(facts)
        document.setdefault("答案", {}).setdefault(where, {})[fact.name] = self._with_circumstances(
            fact, document, where
        )

    def _with_circumstances(self, fact: Fact, document: Document, where: str) -> Any:
        rng = self._rng
        if rng.random() < 0.6:
            return self.value(fact)
        if rng.random() < 0.15:
            return {"无答": rng.choice(REASONS_FOR_NO_ANSWER), "备注": "再问"}
        answer: Document = {"答": self.value(fact)}
        if rng.random() < 0.15:
            answer["企业自报"] = "是"
        if rng.random() < 0.3:
            answer |= {"批量": "是", "沿用": "上次", "证据": ["照片一"], "时间": "2026-11-20 10:00"}
        counts = {made["编号"]: int(made.get("数量", 1)) for made in document.get("对象", ())}
        if counts.get(where, 1) > 1 and rng.random() < 0.6:
            answer["抽查"] = f"{rng.randint(1, counts[where])}/{counts[where]}"
        elif rng.random() < 0.03:
            answer["抽查"] = "3/2"
        return answer

    def value(self, fact: Fact) -> Any:
        """One answer to a fact: mostly a value, sometimes a set, an interval, or something wrong."""
        rng = self._rng
        if rng.random() < 0.02:
            return rng.choice(["约 9", "九个", "有", "2026-02-30", ["甲"], {"甲": "是"}, "9 t", ""])
        if fact.looked_up_in is not None:
            names = list(self._library.tables.chemicals)
            return rng.choice([rng.choice(names), rng.choice(names)[:2], "液胺", "某某（表外）", "7664-41-7"])
        if fact.kind == "多选":
            return self._boxes(fact)
        if fact.kind == "数值":
            assert isinstance(fact.domain, Interval)
            low = int(fact.domain.low or 0) + rng.randint(0, 30)
            return rng.choice([f"{low}", f"{low} {fact.unit}", f"{low}..{low + 3}", f">= {low}", f"<= {low + 1}"])
        if fact.kind == "日期":
            return rng.choice(["2026-11-01", "2025-11", "2027-03-01", "2020-01-01..2026-12-31"])
        if fact.kind == "文本":
            return "记下的话"
        if rng.random() < 0.2 and len(fact.options) > 1:
            return rng.sample(fact.options, 2)
        return rng.choice([*fact.options, "查不清"])

    def _boxes(self, fact: Fact) -> Any:
        rng = self._rng
        boxes = rng.sample(fact.options, rng.randint(1, len(fact.options)))
        if rng.random() < 0.4:
            return boxes
        found = {box: rng.choice(["是", "否", "未查"]) for box in boxes}
        return {**found, "其余": "否"} if rng.random() < 0.4 else found

    def _remove_answer(self, document: Document) -> None:
        answers = [(where, key) for where, own in document.get("答案", {}).items() for key in own]
        if answers:
            where, key = self._rng.choice(answers)
            del document["答案"][where][key]

    def _remove_object(self, document: Document) -> None:
        """With all that hangs on it, mostly."""
        objects = document.get("对象", [])
        if not objects:
            return
        gone = {self._rng.choice(objects)["编号"]}
        if self._rng.random() < 0.9:
            while more := {o["编号"] for o in objects if {o.get("在"), o.get("另一端")} & gone} - gone:
                gone |= more
            document["名单"] = [roster for roster in document.get("名单", []) if roster.get("在") not in gone]
            for each in gone:
                document.get("答案", {}).pop(each, None)
        document["对象"] = [made for made in objects if made["编号"] not in gone]

    def _add_object(self, document: Document) -> None:
        rng, types = self._rng, self._library.types
        above, above_type = rng.choice(self._objects(document))
        below = [kind for kind in types.values() if kind.parent == above_type]
        if not below:
            return
        kind = rng.choice(below)
        made: Document = {"编号": f"新{rng.randint(1, 999)}", "类型": kind.name, "在": above}
        if kind.other_end:
            ends = [one for one, kind_of in self._objects(document) if kind_of == kind.other_end]
            made["另一端"] = rng.choice(ends or ["没有的"])
        if kind.nature == "事件":
            made["日期"] = rng.choice(["2026-11-01", "2026-10", "2024-05-01..2026-11-01"])
        elif rng.random() < 0.4:
            made["数量"] = str(rng.randint(2, 6))
        document.setdefault("对象", []).append(made)

    def _roster(self, document: Document) -> None:
        rng = self._rng
        rosters = document.setdefault("名单", [])
        if rosters and rng.random() < 0.5:
            rosters.pop(rng.randrange(len(rosters)))
            return
        above, above_type = rng.choice(self._objects(document))
        below = [name for name, kind in self._library.types.items() if above_type in kind.chain[1:]]
        told = {(each.get("在", "企业"), name) for each in rosters for name in _listed(each["类型"])}
        free = [name for name in below if (above, name) not in told]
        if free:
            rosters.append({"在": above, "类型": rng.choice(free), "完整": rng.choice("是是否")})

    def _bulk(self, document: Document) -> None:
        """The same answer at all objects of a kind."""
        rng = self._rng
        _, kind = rng.choice(self._objects(document))
        facts = [fact for fact in self._library.facts.values() if fact.object_type == kind and fact.kind != "文本"]
        if facts:
            fact = rng.choice(facts)
            answer = {"答": self.value(fact), "批量": "是"}
            for where, kind_of in self._objects(document):
                if kind_of == kind:
                    document.setdefault("答案", {}).setdefault(where, {})[fact.name] = answer

    def _opinion(self, document: Document) -> None:
        rule = self._rng.choice(self._library.rules)
        where, _ = self._rng.choice(self._objects(document))
        verdict = {"rule": rule.id, "object": where, "rule_digest": rule.digest, "grounds_digest": "1" * 16}
        document.setdefault("意见", []).append(self._opinion_on(verdict))
        document.setdefault("当场整改", []).append(
            {"规则": rule.id, "对象": where, "当场整改": "当场清理", "人": "张三"}
        )

    def _day(self, document: Document) -> None:
        document["检查"]["判定日期"] = self._rng.choice(["2026-11-23", "2023-06-01", "2025-01-01", "2026-12-31"])

    def _scope(self, document: Document) -> None:
        rng = self._rng
        scope = document.setdefault("范围", {})
        rule = rng.choice(self._library.rules)
        scope["条款"] = [f"{rule.standard}/{rule.clause.partition('.')[0]}"] if rng.random() < 0.3 else []
        scope["区域"] = [rng.choice(self._objects(document))[0]] if rng.random() < 0.3 else []
        scope["标准"] = rng.choice([scope.get("标准", []), [], [rule.standard], ["没有的"]])

    def _observe(self, document: Document) -> None:
        rng = self._rng
        rule = rng.choice(self._library.rules)
        standard = self._library.standards[rule.standard]
        basis = rng.choice(
            [rule.id, f"{rule.standard}/{rule.clause}", standard.cite(rule.clause), "《某规定》第五条", None]
        )
        made: Document = {
            "所见": "看到的",
            "对象": rng.choice(self._objects(document))[0],
            "照片": ["照片二"],
            "等级": "一般",
        }
        if basis is not None:
            made["依据"] = basis
        document.setdefault("见闻", []).append(made)


def _listed(written: Any) -> list[str]:
    return [written] if isinstance(written, str) else list(written)
