"""`panding rules …`: the rule author's bench."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.commands.conftest import LAYER, Run


@pytest.fixture
def broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the layer with one rule more, which tests damage."""
    layer = tmp_path / "本地"
    shutil.copytree(LAYER, layer)
    folder = layer / "ceshi-2026"
    standard = (folder / "standard.yaml").read_text(encoding="utf-8")
    (folder / "standard.yaml").write_text(standard.replace(", 未编码: 测试不用", ""), encoding="utf-8")
    text = (folder / "2.yaml").read_text(encoding="utf-8")
    text = text.replace("条款: 第二条", "条款: 第八条").replace("ceshi-2026/2-测试罐", "ceshi-2026/8-测试罐")
    (folder / "8.yaml").write_text(text, encoding="utf-8")
    monkeypatch.setenv("PANDING_RULES", "")
    return layer


def damage(layer: Path, old: str, new: str) -> None:
    place = layer / "ceshi-2026" / "8.yaml"
    text = place.read_text(encoding="utf-8")
    assert old in text
    place.write_text(text.replace(old, new), encoding="utf-8")


def test_check_counts_what_is_there(run: Run) -> None:
    ran = run("rules", "check")
    assert ran.status == 0
    assert "没有错误" in ran.out
    data = run("rules", "check", "--format", "json").data
    assert data["counts"]["errors"] == 0
    assert data["counts"]["rules"] > 9


def test_check_tells_every_problem_with_its_place(run: Run, broken: Path) -> None:
    damage(broken, "当: 锈蚀", "当: 锈迹")
    damage(broken, "    情形:", "    适用: 有人看\n    情形:")
    ran = run("rules", "check", "--rules", broken)
    assert ran.status == 1
    assert "8.yaml:6:9: 错误[" in ran.err
    assert "8.yaml:8:23: 错误[" in ran.err
    assert "错误 2 处" in ran.out
    data = run("rules", "check", "--rules", broken, "--format", "json")
    assert data.status == 1
    assert [d["line"] for d in data.data["diagnostics"] if d["severity"] == "error"] == [6, 8]


def test_check_of_a_folder_that_is_not_there(run: Run, tmp_path: Path) -> None:
    ran = run("rules", "check", "--rules", tmp_path / "没有")
    assert ran.status == 1
    assert "没有" in ran.err


def test_cases_that_come_out_as_expected_pass(run: Run) -> None:
    ran = run("rules", "test", "ceshi")
    assert ran.status == 0
    assert ran.out == "用例 13 个通过，0 个不符（规则 9 条）\n"
    assert run("rules", "test", "ceshi-2026/4", "--format", "json").data["passed"] == 2


def test_case_that_comes_out_otherwise_is_drawn(run: Run, broken: Path) -> None:
    damage(broken, "判定: 一般}", "判定: 不构成, 情形: 生锈}")
    ran = run("rules", "test", "ceshi-2026/8", "--rules", broken)
    assert ran.status == 1
    assert "✗ ceshi-2026/8-测试罐　锈了" in ran.out
    assert "判定：应为 不构成\n      　　　实为 一般".replace("      ", "    ") in ran.out
    assert "情形：应为 生锈" in ran.out
    assert "实为 罐体锈蚀" in ran.out
    assert "用例 0 个通过，1 个不符（规则 1 条）" in ran.out
    (failure,) = run("rules", "test", "ceshi-2026/8", "--rules", broken, "--format", "json").data["failures"]
    assert failure["differences"][0] == {"what": "判定", "expected": "clear", "got": "ordinary"}
    assert failure["path"].endswith("8.yaml")


def test_case_of_another_standing_names_both(run: Run, broken: Path) -> None:
    damage(broken, "判定: 一般}", "判定: 一般, 状态: 确定}")
    damage(broken, "程度: 两个来源", "程度: 凭记忆")
    ran = run("rules", "test", "ceshi-2026/8", "--rules", broken)
    assert ran.status == 1
    assert "    状态：应为 确定\n    　　　实为 待核\n" in ran.out
    (failure,) = run("rules", "test", "ceshi-2026/8", "--rules", broken, "--format", "json").data["failures"]
    assert failure["differences"] == [{"what": "状态", "expected": "['firm']", "got": "['unconfirmed']"}]


def test_case_of_another_ground_names_both(run: Run, broken: Path) -> None:
    damage(broken, "锈蚀: 是}, 判定: 一般}", "锈蚀: 否}, 判定: 不构成, 不构成因: 除外}")
    assert (
        "不构成因：应为 除外\n    　　　　　实为 未见情形\n"
        in run("rules", "test", "ceshi-2026/8", "--rules", broken).out
    )


def test_case_that_cannot_be_read_fails(run: Run, broken: Path) -> None:
    damage(broken, "锈蚀: 是}", "锈蚀: 很}")
    ran = run("rules", "test", "ceshi-2026/8", "--rules", broken)
    assert ran.status == 1
    assert "用例本身有错" in ran.out


def test_list_names_rules_with_object_level_and_standing(run: Run) -> None:
    ran = run("rules", "list", "ceshi")
    assert "ceshi-2026　《测试判定标准》（测试令第1号）　2026-01-01 起施行　规则 9 条" in ran.out
    assert (
        "ceshi-2026/3-测试罐　第三条　罐裂纹\n      对象 测试罐　等级 重大　用例 2 个　条文只见到一部分，请查原文"
        in ran.out
    )
    standards = run("rules", "list", "ceshi-2026/1", "--format", "json").data["standards"]
    assert [rule["id"] for standard in standards for rule in standard["rules"]] == ["ceshi-2026/1-测试罐"]
    assert standards[0]["rules"][0]["facts"] == ["企业.测试行业", "测试罐.存量", "测试罐.报警器", "测试罐.停用"]


def test_show_reads_like_the_rule_file(run: Run) -> None:
    shown = run("rules", "show", "ceshi-2026/4-测试间").out
    assert "依据：《测试判定标准》（测试令第1号）第四条" in shown
    assert "算：人数 >= 9 人" in shown
    assert "· 不算（编者倾向）：超过九人才算" in shown
    assert "测试间.人数（数值：人）\n    里面有几个人？" in shown
    assert "· 九人 → 待定；待核实 解释:九人算不算" in shown
    assert run("rules", "show", "ceshi-2026/1-测试罐", "--format", "json").data["failure_clause"] == "第九条"


def test_unknown_rule_and_prefix_name_the_nearest(run: Run) -> None:
    ran = run("rules", "show", "ceshi-2026/4-测试室")
    assert ran.status == 1
    assert "错误[J007]" in ran.err
    assert "ceshi-2026/4-测试间" in ran.err
    for command in ("list", "test", "matrix"):
        ran = run("rules", command, "ceshj-2026")
        assert ran.status == 1
        assert "错误[J008]" in ran.err
        assert "ceshi-2026" in ran.err


def test_matrix_has_every_clause_once_with_exactly_the_promised_fields(run: Run) -> None:
    data = run("rules", "matrix", "ceshi-2026", "--format", "json").data
    assert list(data) == ["clauses"]
    fields = ["standard", "clause", "cite", "status", "standing", "reason", "rules", "facts", "cases"]
    assert all(list(clause) == fields for clause in data["clauses"])
    by_ref = {clause["clause"]: clause for clause in data["clauses"]}
    assert len(by_ref) == len(data["clauses"]) == 11
    assert by_ref["4"]["status"] == "encoded"
    assert by_ref["4"]["standing"] == "reading_open"
    assert by_ref["4"]["cases"] == 2
    assert by_ref["8"] == {
        "standard": "ceshi-2026", "clause": "8", "cite": "《测试判定标准》（测试令第1号）第八条", "status": "not_encoded",
        "standing": None, "reason": "测试不用", "rules": [], "facts": [], "cases": 0,
    }  # fmt: skip
    assert by_ref["9"]["status"] == "general"


def test_matrix_text_counts_by_standard(run: Run) -> None:
    assert "ceshi-2026　测试判定标准　已编码 9　通则 1　未编码 1" in run("rules", "matrix", "ceshi").out


def test_schemas_are_printed_or_written_together(run: Run, tmp_path: Path) -> None:
    assert json.loads(run("rules", "schema", "rule").out)["$schema"].endswith("2020-12/schema")
    assert run("rules", "schema", "-o", tmp_path / "新" / "schema").status == 0
    written = sorted(path.name for path in (tmp_path / "新" / "schema").iterdir())
    assert written == ["rule.json", "rulings.json", "standard.json", "table.json", "visit.json", "vocabulary.json"]
    assert run("rules", "schema").status == 2
    assert run("rules", "schema", "rulez").status == 2


def test_layer_may_replace_a_rule(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "本地" / "ceshi-2026"
    folder.mkdir(parents=True)
    text = (LAYER / "ceshi-2026" / "2.yaml").read_text(encoding="utf-8")
    own = "编号: ceshi-2026/2-本地\n    替代: ceshi-2026/2-测试罐\n    替代理由: 本地更严"
    (folder / "2.yaml").write_text(text.replace("编号: ceshi-2026/2-测试罐", own), encoding="utf-8")
    listed = run("rules", "list", "ceshi-2026", "--rules", folder.parent).out
    assert "ceshi-2026/2-本地" in listed
    assert "ceshi-2026/2-测试罐" not in listed


def test_rules_of_the_environment_are_read(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(LAYER, tmp_path / "层")
    monkeypatch.setenv("PANDING_RULES", "")
    assert run("rules", "list", "ceshi").status == 1
    monkeypatch.setenv("PANDING_RULES", str(tmp_path / "层"))
    assert run("rules", "list", "ceshi").status == 0
