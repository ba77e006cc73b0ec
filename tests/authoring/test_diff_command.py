"""`panding rules diff`: what it prints and how it ends."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

import cli
from checklists.commands.diff import diff
from tests.authoring.test_diff_versions import NEW, OLD, put_rule, write
from tests.commands.conftest import Run, run

__all__ = ["run"]


@pytest.fixture(autouse=True)
def _library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    from judge.library import layers

    if "diff" not in cli.rules.commands:
        monkeypatch.setitem(cli.rules.commands, "diff", diff)
    library = write(tmp_path / "库", {"jiu-2020": OLD, "xin-2024": NEW})
    monkeypatch.setattr(layers, "SHIPPED", library)
    monkeypatch.setenv("PANDING_RULES", "")
    monkeypatch.setenv("PANDING_CACHE", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    return library


def test_difference_is_told_in_lines_and_as_a_case(run: Run) -> None:
    ran = run("rules", "diff", "jiu-2020/1-企业", "xin-2024/1-企业")
    assert ran.status == 1
    assert "更严　甲 第1条　jiu-2020/1-企业　→　乙 第1条　xin-2024/1-企业" in ran.out
    assert "乙判，甲不判：\n      企业：人数 = 9 人\n      企业：甲 = 是\n      → 甲：不构成　乙：重大\n" in ran.out
    pasted = ran.out.partition("写进甲的用例：\n")[2].partition("    写进乙")[0]
    (case,) = yaml.safe_load(pasted)
    assert case == {
        "名称": "两条规则不同", "来源": "生成", "已知": {"人数": "9 人", "甲": "是"}, "判定": "不构成",
    }  # fmt: skip
    assert "写进乙的用例一样，判定改为：重大" in ran.out
    assert ran.out.endswith("更严 1\n有不同。\n")


def test_equal_rules_end_with_zero(run: Run) -> None:
    ran = run("rules", "diff", "jiu-2020/5-储罐", "xin-2024/5-储罐")
    assert (ran.status, ran.out) == (0, "甲 jiu-2020/5-储罐\n乙 xin-2024/5-储罐\n\n相同 1\n意思相同，已证明。\n")


def test_versions_are_counted_and_told_as_data(run: Run) -> None:
    ran = run("rules", "diff", "jiu-2020", "xin-2024", "--map", "4=3")
    assert ran.status == 1
    assert "相同 1　更严 1　更宽 2　移动 1　新增 1　取消 1　不可比 1" in ran.out
    assert "可能对应 xin-2024/8-企业；是的话用 --map 指明" in ran.out
    assert "判的对象不同：企业、储罐，不能比较" in ran.out
    data = run("rules", "diff", "jiu-2020", "xin-2024", "--map", "4=3", "--format", "json").data
    assert data["equal"] is False
    assert data["counts"]["stricter"] == 1
    first = data["rows"][0]
    assert (first["change"], first["first"], first["second"]) == ("stricter", "jiu-2020/1-企业", "xin-2024/1-企业")
    assert first["only_second"]["case_of_second"]["判定"] == "重大"
    assert first["only_first"] is None


def test_folders_tell_what_their_vocabulary_gained(run: Run, tmp_path: Path) -> None:
    from tests.authoring.test_diff_versions import FACTS
    from tests.judging.building import fact

    write(tmp_path / "后", {"jiu-2020": OLD, "xin-2024": NEW}, [*FACTS, fact("戊", "企业")])
    ran = run("rules", "diff", "库", "后")
    assert ran.status == 1
    assert "新增　事实 企业.戊" in ran.out
    assert run("rules", "diff", "库", "库").status == 0
    assert "  jiu-2020/1-企业\n" in run("rules", "diff", "库", "库", "--all").out


def test_wrong_names_are_told_with_the_nearest(run: Run) -> None:
    ran = run("rules", "diff", "jiu-2020/1-企", "xin-2024")
    assert ran.status == 1
    assert "错误[J090]" in ran.err
    assert "是不是“jiu-2020/1-企业”？" in ran.err
    assert "错误[J090]" in run("rules", "diff", "库:jiu-2020/9", "xin-2024").err
    assert "错误[J091]" in run("rules", "diff", "jiu-2020", "xin-2024", "--map", "40=3").err
    assert "错误[J092]" in run("rules", "diff", "jiu-2020", "xin-2024", "--map", "40").err


def test_folder_with_mistakes_is_refused_with_their_places(run: Run, tmp_path: Path) -> None:
    put_rule(tmp_path / "坏", "jiu-2020", "1", "企业", "没有的事实")
    ran = run("rules", "diff", "坏", "库")
    assert ran.status == 1
    assert "1.yaml" in ran.err


def test_rule_that_cannot_be_judged_exactly_is_still_compared(run: Run, tmp_path: Path) -> None:
    from tests.authoring.test_diff_versions import FACTS
    from tests.judging.building import fact

    facts = [*FACTS, fact("变形", "企业", "数值", 单位="mm"), fact("限值", "企业", "数值", 单位="mm")]
    write(tmp_path / "一", {"a-2020": {"1": ("企业", "变形 > 限值 且 限值 > 5 mm 且 变形 < 9 mm")}}, facts)
    write(tmp_path / "二", {"a-2020": {"1": ("企业", "变形 > 限值 且 限值 > 5 mm 且 变形 < 8 mm")}}, facts)
    ran = run("rules", "diff", "一", "二")
    assert ran.status == 1
    assert "错误[R084]" in ran.err
    assert "更宽　第1条　a-2020/1-企业" in ran.out
