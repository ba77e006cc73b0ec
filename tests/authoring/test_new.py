"""A new rule file is laid out for a clause, never over another, and never clears anything before it is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from judge.diagnostics import Problems, render
from judge.library import SHIPPED, read_library
from tests.authoring.running import Run, runner


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    monkeypatch.delenv("PANDING_RULES", raising=False)
    monkeypatch.chdir(tmp_path)
    return runner(monkeypatch, capsys)


def written_standard(folder: Path) -> Path:
    """A layer with a small standard of its own, of which the tests know every clause."""
    standard = folder / "lianxi-2026" / "standard.yaml"
    standard.parent.mkdir(parents=True)
    standard.write_text(
        """标准: lianxi-2026
标题: 练习标准
简称: 练习
文号: 练习1号
发布机关: 练习
施行: 2026-01-01
性质: 规范性文件
族: lianxi
适用范围: 练习
条款数: {官方: 2, 依据: 自编}
条款:
  - {编号: '1', 条款: 第一条, 主题: 除尘, 未编码: 还没写}
  - {编号: 2a, 条款: '2 a): 二', 未编码: 还没写}
""",
        encoding="utf-8",
    )
    return folder


def test_draft_is_valid_and_can_only_be_undetermined(run: Run, tmp_path: Path) -> None:
    layer = written_standard(tmp_path / "本地")
    ran = run("rules", "new", "lianxi-2026", "1", "--object", "除尘系统", "--rules", layer)
    assert ran.status == 0
    text = (layer / "lianxi-2026" / "1.yaml").read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=../schema/rule.json\n")
    assert "条款: 第一条\n" in text
    assert "编号: lianxi-2026/1-除尘系统" in text
    assert "防点燃源措施（设施）：" in text
    problems = Problems()
    library = read_library([SHIPPED, layer], problems)
    assert library is not None, render(problems)
    assert [problem.code for problem in problems] == ["R089"]
    rule = library.rule_by_id["lianxi-2026/1-除尘系统"]
    assert not rule.text_complete
    assert run("rules", "test", rule.id, "--rules", layer).out == "用例 1 个通过，0 个不符（规则 1 条）\n"


def test_author_is_reminded_of_not_encoded_and_of_the_next_steps(run: Run, tmp_path: Path) -> None:
    layer = written_standard(tmp_path / "本地")
    told = run("rules", "new", "lianxi-2026", "第一条", "--object", "除尘系统", "--rules", layer).out
    assert f"{layer / 'lianxi-2026' / 'standard.yaml'}:12 里这一条还写着“未编码: 还没写”，删掉它" in told
    assert f"panding rules show lianxi-2026/1-除尘系统 --rules {layer}" in told


@pytest.mark.parametrize("object_type", ["企业", "建筑", "特种作业任职", "有限空间作业", "建筑间距", "危险化学品存量"])
def test_draft_for_any_kind_of_object_resolves(run: Run, tmp_path: Path, object_type: str) -> None:
    layer = written_standard(tmp_path / "本地")
    ran = run("rules", "new", "lianxi-2026", "2a", "--object", object_type, "--rules", layer)
    assert ran.status == 0, ran.err
    problems = Problems()
    assert read_library([SHIPPED, layer], problems) is not None, render(problems)


def test_existing_file_is_left_alone(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "本地" / "gongmao-2023" / "11.5.yaml"
    assert run("rules", "new", "gongmao-2023", "11.5", "--object", "企业", "--into", tmp_path / "本地").status == 0
    before = target.read_bytes()
    ran = run("rules", "new", "gongmao-2023", "11.5", "--object", "建筑", "--into", tmp_path / "本地")
    assert ran.status == 1
    assert "错误[J098]: 第十一条第（五）项的规则文件已经有了，没有动它" in ran.err
    assert target.read_bytes() == before
    assert [path.name for path in target.parent.iterdir()] == ["11.5.yaml"]


def test_folder_is_the_last_layer_or_rules_here(run: Run, tmp_path: Path) -> None:
    (tmp_path / "甲").mkdir()
    written_standard(tmp_path / "乙")
    data = run("rules", "new", "lianxi-2026", "1", "--rules", "甲", "--rules", "乙", "--format", "json").data
    assert data["path"] == str(Path("乙") / "lianxi-2026" / "1.yaml")
    assert data["not_encoded"] == "还没写"
    assert data["object_type"] == "企业"
    assert run("rules", "new", "gongmao-2023", "11.5").status == 0
    assert (tmp_path / "rules" / "gongmao-2023" / "11.5.yaml").is_file()


@pytest.mark.parametrize(
    ("arguments", "code", "near"),
    [
        (("gongmao-2033", "11.4"), "J095", "gongmao-2023"),
        (("gongmao-2023", "11.44"), "J096", "11.4"),
        (("gongmao-2023", "第十一条第（五）款"), "J096", "第十一条第（五）项"),
        (("gongmao-2023", "11.5", "--object", "除尘设备"), "J097", ""),
        (("gongmao-2023", "11.4", "--object", "除尘系统"), "J099", "11.4.yaml:4"),
    ],
)
def test_wrong_names_are_told_with_the_nearest(
    run: Run, tmp_path: Path, arguments: tuple[str, ...], code: str, near: str
) -> None:
    ran = run("rules", "new", *arguments, "--into", tmp_path / "本地")
    assert ran.status == 1
    assert f"错误[{code}]" in ran.err
    assert near in ran.err
    assert not (tmp_path / "本地").exists()


def test_folder_that_cannot_be_made_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "挡着").write_text("", encoding="utf-8")
    ran = run("rules", "new", "gongmao-2023", "11.5", "--into", tmp_path / "挡着" / "里面")
    assert ran.status == 1
    assert "错误[J006]" in ran.err
