"""A rule is told in plain sentences that say what its formula says, and drawn so that it can be read."""

from __future__ import annotations

import base64
import hashlib
import html
import re
import shutil
import xml.etree.ElementTree as Xml
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest

from judge.authoring.telling.decisions import Decision, decision_of, tree_lines
from judge.authoring.telling.drawing import NARROW, TEXT, WIDE, drawing, slices
from judge.authoring.telling.lettering import width_of, wrapped
from judge.authoring.telling.sentences import Speaker, in_one_line, lines_of
from judge.expr.formula import (
    All,
    AnyOf,
    AtLeast,
    Compare,
    CompareDates,
    Const,
    Count,
    DateTerm,
    Every,
    Exists,
    Formula,
    In,
    Not,
    Range,
    Ref,
    Sum,
)
from judge.resolve.resolved import FACILITY, YES_NO, Library
from tests.authoring.running import LAYER, Run, runner

SPACE = "gongmao-2023/13.1-有限空间"
FIRE = "xiaofang-2025/5.1e-建筑"
DUST = "gongmao-2023/11.2-除尘系统"


def ref(library: Library, full_name: str, key: str | None = None) -> Ref:
    fact = library.facts[full_name]
    return Ref((), key or fact.name, full_name, fact.domain, fact.whole)


def said(library: Library, rule: str, formula: Formula, current: str | None = None) -> str:
    return in_one_line(Speaker(library, library.rule_by_id[rule]).say(formula, current))


def test_words_say_yes_no_choice_and_facility(library: Library) -> None:
    sign = ref(library, "有限空间.警示标志")
    listed = ref(library, "有限空间.列入台账")
    assert (listed.domain, sign.domain) == (YES_NO, FACILITY)
    assert said(library, SPACE, In(listed, frozenset({"是"}))) == "“列入台账”答“是”"
    assert said(library, SPACE, Not(In(listed, frozenset({"是"})))) == "“列入台账”答“否”"
    assert said(library, SPACE, Not(In(sign, frozenset({"有且有效"})))) == "没有“警示标志”，或者有但失效了"
    assert said(library, SPACE, In(sign, frozenset({"无"}))) == "没有“警示标志”"
    mode = ref(library, "除尘系统.压力方式")
    assert said(library, DUST, In(mode, frozenset({"正压"}))) == "“压力方式”是“正压”"
    assert said(library, DUST, Not(In(mode, frozenset({"正压"})))) == "“压力方式”不是“正压”"


def test_boxes_of_one_fact_are_told_together(library: Library) -> None:
    def box(option: str) -> In:
        return In(ref(library, "除尘系统.粉尘类别", f"粉尘类别∋{option}"), frozenset({"是"}))

    metal, wood, rest = map(box, ("铝镁等金属粉尘", "木质粉尘", "其余可燃性粉尘"))
    assert said(library, DUST, AnyOf((metal, wood))) == "“粉尘类别”里有“铝镁等金属粉尘”“木质粉尘”中的一种"
    assert said(library, DUST, AnyOf((metal, wood, rest))) == "“粉尘类别”里有任何一种"
    assert said(library, DUST, Not(AnyOf((metal, wood, rest)))) == "“粉尘类别”里一种都没有"
    assert said(library, DUST, Not(metal)) == "“粉尘类别”里没有“铝镁等金属粉尘”"
    assert said(library, DUST, All((metal, wood))).count("并且") == 1


def test_numbers_are_told_with_unit_share_and_opposite(library: Library) -> None:
    people = ref(library, "作业场所.作业人数")
    limit = Compare(((people, 1),), ">", 9)
    rule = "gongmao-2023/12.2-作业场所"
    assert said(library, rule, limit) == "“作业人数”超过 9 人"
    assert said(library, rule, Not(limit)) == "“作业人数”不超过 9 人"
    assert said(library, rule, Compare(((people, -1),), "<", -9)) == "“作业人数”超过 9 人"
    assert said(library, rule, Compare(((people, 1),), ">", 0)) == "“作业人数”不少于 1 人"
    area, allowed = ref(library, "防火分区.分区面积"), ref(library, "防火分区.规定分区面积")
    share = Compare(((area, 1), (allowed, Fraction(-3, 2))), ">", 0)
    told = said(library, "jiaoyu-2024/3.2.7-防火分区", share)
    assert told == "“分区面积”超过“规定分区面积”的 150%"


def test_days_are_told_as_earlier_and_later(library: Library) -> None:
    until = DateTerm(ref(library, "特种作业任职.证书有效期至"), months=6)
    today = DateTerm(None, special="检查日期")
    formula = CompareDates(until, "<", today)
    rule = "gongmao-2023/3.2-特种作业任职"
    assert said(library, rule, formula) == "“证书有效期至”往后 6 个月早于检查日期"
    assert said(library, rule, Not(formula)) == "“证书有效期至”往后 6 个月不早于检查日期"


def test_objects_are_told_with_where_they_are(library: Library) -> None:
    place = Range((), "建筑", "消防系统")
    needed = In(ref(library, "消防系统.应设"), frozenset({"是"}))
    assert said(library, FIRE, Exists(place, needed)) == "本建筑的消防系统，至少有一个符合：“应设”答“是”"
    assert said(library, FIRE, Not(Exists(place, needed))) == "本建筑的消防系统，没有一个符合：“应设”答“是”"
    assert said(library, FIRE, Count(place, Const(True), ">=", 2)) == "本建筑的消防系统不少于 2 个"
    assert said(library, FIRE, Not(Count(place, Const(True), ">=", 2))) == "本建筑的消防系统少于 2 个"
    every = Every(place, needed, Not(needed))
    assert said(library, FIRE, every).startswith("本建筑的消防系统中，凡是“应设”答“是”的，每一个都符合")
    stock = Range((), "罐区", "危险化学品存量")
    amount = Sum(stock, Const(True), ref(library, "危险化学品存量.设计最大量"), ">=", 10)
    told = said(library, "weihua-2026/5.5.6-储罐管道", amount, "罐区")
    assert told == "它的危险化学品存量的“设计最大量”合计不少于 10 t"


def test_groups_say_all_any_none_and_at_least(library: Library) -> None:
    listed, known = (In(ref(library, f"有限空间.{name}"), frozenset({"是"})) for name in ("列入台账", "已辨识"))
    both = (listed, known)
    assert said(library, SPACE, All(both)) == "“列入台账”答“是”，并且“已辨识”答“是”"
    assert said(library, SPACE, Not(AnyOf(both))).startswith("以下一项都没有：")
    assert said(library, SPACE, Not(All(both))).startswith("以下各项没有全部具备：")
    assert said(library, SPACE, Not(AtLeast(2, both))).startswith("以下具备的不到 2 项：")


def test_every_shipped_rule_is_told_without_a_raw_operator(library: Library) -> None:
    for rule in library.rules:
        speaker = Speaker(library, rule)
        formulas = [rule.in_scope, rule.applies, *(s.when for s in rule.situations)]
        text = "\n".join(line for formula in formulas for line in lines_of(speaker.say(formula)))
        assert text
        assert not re.search(r"[<>=]|∋|@|\bTrue\b|[{}]", text), (rule.id, text)


def test_tree_names_gates_outcomes_and_general_exemptions(library: Library) -> None:
    tree = "\n".join(tree_lines(decision_of(library.rule_by_id[FIRE], library)))
    assert tree.startswith("对象：建筑（每个判一次）\n├─ 本条的前提：符合的往下看")
    assert "除外　因标准修订引起（全标准通用，4.2 a)）：" in tree
    assert "│   └─ 都不成立 → 不构成\n" in tree
    assert "│   └─ 有一项成立 → 不构成（除外）\n" in tree
    assert tree.endswith("└─ 都走完了：构成重大事故隐患\n还没查清，而且会改变结果 → 待定")


def test_clause_known_in_part_never_leads_to_clear(library: Library) -> None:
    decision = decision_of(library.rule_by_id["weihua-2026/5.7.4-防爆分区"], library)
    assert [gate.outcome for gate in decision.gates] == ["不适用", "待定（条文不全）", "待定（条文不全）"]
    assert decision.hit == "疑似（条文不全）"


def test_element_rule_counts_towards_another(library: Library) -> None:
    assert decision_of(library.rule_by_id["xiaofang-2025/6.4.4-建筑"], library).hit == "要素成立，计入综合判定"
    counted = decision_of(library.rule_by_id["xiaofang-2025/4.1c-建筑"], library)
    (situation,) = next(gate for gate in counted.gates if gate.kind == "situations").branches
    assert situation.condition.text == "下列条号中，至少有 6 个成立"
    assert len(situation.condition.parts) == 35


# ---- the drawing ----

PAGE = 1000
"""What an A4 page holds of a drawing of the wide kind, in its own units, and a little less."""
SVG = "{http://www.w3.org/2000/svg}"


def boxes_of_text(svg: str) -> list[tuple[float, float, float, float, str]]:
    """Left, top, right, bottom of every line of text, never smaller than it is drawn."""
    found = []
    for text in Xml.fromstring(svg).iter(f"{SVG}text"):
        x, base, size = (float(text.get(name, "0")) for name in ("x", "y", "font-size"))
        written = text.text or ""
        found.append((x, base - 0.8 * size, x + width_of(written, size), base + 0.2 * size, written))
    return found


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_no_text_of_any_shipped_rule_overlaps_or_leaves_the_drawing(library: Library, width: int) -> None:
    for rule in library.rules:
        boxes = sorted(boxes_of_text(drawing(decision_of(rule, library), rule.id, width)), key=lambda box: box[1])
        assert boxes
        for n, (left, top, right, bottom, text) in enumerate(boxes):
            assert 0 <= left < right <= width, (rule.id, text)
            for other in boxes[n + 1 :]:
                if other[1] >= bottom:
                    break
                assert other[0] >= right or other[2] <= left, (rule.id, text, other[4])
            assert top >= 0


def test_drawing_shows_every_sentence_and_the_three_outcomes(library: Library) -> None:
    for rule in library.rules:
        decision = decision_of(rule, library)
        drawn = "".join(text for *_, text in boxes_of_text(drawing(decision, rule.id))).replace("　", "")
        for wanted in (decision.hit, "待定", *_leaves(decision), *(s.name for s in rule.situations)):
            assert wanted.replace("　", "").replace(" ", "") in drawn.replace(" ", ""), (rule.id, wanted)


def _leaves(decision: Decision) -> list[str]:
    found: list[str] = []
    for gate in decision.gates:
        pending = [sentence for branch in gate.branches for sentence in (branch.condition,)]
        while pending:
            sentence = pending.pop()
            pending.extend(sentence.parts)
            if not sentence.parts:
                found.append(sentence.text)
    return found


def test_slices_make_up_the_whole_drawing(library: Library) -> None:
    decision = decision_of(library.rule_by_id[FIRE], library)
    whole = Xml.fromstring(drawing(decision, "图"))
    parts = [Xml.fromstring(part) for part in slices(decision, "图")]
    views = [[float(n) for n in part.get("viewBox", "").split()] for part in parts]
    assert len(parts) > 5
    assert all(view[1] == pytest.approx(before[1] + before[3]) for before, view in pairwise(views))
    assert views[-1][1] + views[-1][3] == pytest.approx(float(whole.get("height", "0")))
    texts = {text for *_, text in boxes_of_text(drawing(decision, "图"))}
    assert texts == {text for part in slices(decision, "图") for *_, text in boxes_of_text(part)}


def test_no_slice_cuts_a_line_of_text_or_outgrows_a_page(library: Library) -> None:
    for rule in library.rules:
        for part in slices(decision_of(rule, library), rule.id):
            _, top, _, height = (float(n) for n in Xml.fromstring(part).get("viewBox", "").split())
            assert height < PAGE, rule.id
            for _, first, _, last, text in boxes_of_text(part):
                inside = first >= top and last <= top + height
                outside = last <= top or first >= top + height
                assert inside or outside, (rule.id, text)


def test_lines_break_before_no_closing_mark() -> None:
    assert wrapped("应设的系统（全部）都瘫痪", 60, 10) == ["应设的系统", "（全部）都瘫", "痪"]
    lines = wrapped("“指示标志损坏数”超过“指示标志规定数”的 50%，或者更多" * 3, 200, TEXT)
    assert all(width_of(line, TEXT) <= 200 for line in lines)
    assert not any(line[0] in "，。”）%" for line in lines)
    assert width_of("a", 10) < width_of("中", 10)


# ---- the command ----


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.delenv("PANDING_RULES", raising=False)
    return runner(monkeypatch, capsys)


def test_text_has_sentences_readings_questions_cases_and_what_is_written(run: Run) -> None:
    shown = run("rules", "show", SPACE).out
    assert "  │   │       └─ 没有“警示标志”，或者有但失效了\n" in shown
    assert "  · 两样都缺才算：既没辨识也没列入台账，前半才成立\n  尚未裁定" in shown
    assert "有限空间.警示标志（设施：有且有效、有但失效、无）\n    入口处有没有显眼的有限空间警示标志？" in shown
    assert "· 只充氮气的罐 → 不适用" in shown
    assert "        警示标志 != 有且有效" in shown.split("规则文件里的写法：")[1]


def test_derived_fact_tells_how_it_follows(run: Run) -> None:
    shown = run("rules", "show", "xiaofang-2025/6.6.4-建筑").out
    assert "以下成立时算“是”，不成立时算“否”：“地上设人员密集场所”答“是”，或者“地下设人员密集场所”答“是”" in shown
    assert "由程序按其他答案算出（gb18218.级别）" in run("rules", "show", "weihua-2026/5.5.6-储罐管道").out


def test_json_has_the_decision_as_a_tree(run: Run) -> None:
    data = run("rules", "show", SPACE, "--format", "json").data
    assert [gate["kind"] for gate in data["decision"]["gates"]] == ["scope", "applies", "situations"]
    assert data["decision"]["hit"] == "构成重大事故隐患"
    assert data["situations"][0]["name"] == "辨识台账有缺且无明显警示标志"


def test_page_is_whole_by_itself_and_lets_nothing_in(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "规则.html"
    assert run("rules", "show", FIRE, "-o", target).status == 0
    page = target.read_text(encoding="utf-8")
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy is not None
    assert "default-src 'none'" in html.unescape(policy[1])
    style = re.search(r"<style>(.*?)</style>", page, re.S)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in html.unescape(policy[1])
    assert not re.search(r"""(?:src|href)=|@import|url\(|<script""", page)
    assert re.findall(r"https?://[^\"'\s<]*", page).count("http://www.w3.org/2000/svg") == page.count("<svg")
    assert page.count('<figure class="wide">') == page.count('<figure class="narrow">') == 1
    assert "@page { size: A4" in page
    assert "应设的系统全都瘫痪" in page


def test_names_are_escaped_in_page_and_drawing(run: Run, tmp_path: Path) -> None:
    layer = tmp_path / "层"
    shutil.copytree(LAYER, layer)
    file = layer / "ceshi-2026" / "4.yaml"
    file.write_text(
        re.sub(r"标题: .*", "标题: '<b>&\"引号\"'", file.read_text(encoding="utf-8"), count=1), encoding="utf-8"
    )
    target = tmp_path / "规则.html"
    assert run("rules", "show", "ceshi-2026/4-测试间", "--rules", layer, "-o", target).status == 0
    assert "&lt;b&gt;&amp;" in target.read_text(encoding="utf-8")
    assert "<b>&" not in target.read_text(encoding="utf-8")


def test_drawing_alone_is_well_formed(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "判定图.svg"
    assert run("rules", "show", FIRE, "-o", target).status == 0
    root = Xml.parse(target).getroot()
    assert root.get("width") == str(WIDE)
    assert root.find(f"{SVG}title") is not None


def test_wrong_ending_or_rule_is_refused(run: Run, tmp_path: Path) -> None:
    ran = run("rules", "show", SPACE, "-o", tmp_path / "规则.pdf")
    assert ran.status == 2
    assert "文件名要以 .html、.svg、.txt、.json 结尾" in ran.err
    ran = run("rules", "show", "gongmao-2023/13.1")
    assert ran.status == 1
    assert "错误[J007]" in ran.err
