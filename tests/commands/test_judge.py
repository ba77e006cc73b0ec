"""`panding judge`: what it prints, writes, and refuses."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import cli
from checklists import judging
from tests.commands.conftest import LAYER, ROOT, VISIT, Run


def test_one_visit_is_one_object_and_several_are_an_array(run: Run) -> None:
    assert run("judge", VISIT, "--format", "json").data["visit"]["id"] == "CS-1"
    assert [data["visit"]["id"] for data in run("judge", VISIT, VISIT, "--format", "json").data] == ["CS-1", "CS-1"]


def test_several_visits_end_in_a_table(run: Run) -> None:
    ran = run("judge", VISIT, VISIT)
    assert ran.status == 0
    assert "汇总（处）" in ran.out


def test_day_may_be_chosen(run: Run) -> None:
    data = run("judge", VISIT, "--on", "2026-05-06", "--format", "json").data
    assert data["visit"]["date"] == "2026-05-06"
    assert data["visit"]["document"]["检查"]["判定日期"] == "2026-05-06"


def test_result_of_a_chosen_day_verifies(run: Run, tmp_path: Path) -> None:
    result = tmp_path / "result.json"
    assert run("judge", VISIT, "--on", "2026-05-06", "-o", result).status == 0
    assert run("verify", result).status == 0


def test_what_if_is_printed_below(run: Run) -> None:
    ran = run("judge", VISIT, "--what-if", "二号罐.锈蚀=是")
    assert "【假设】如果二号罐.锈蚀 = 是" in ran.out
    assert run("judge", VISIT, "--what-if", "罐2.锈蚀＝是", "--format", "json").data["what_if"]["verdicts"]


@pytest.mark.parametrize(("threshold", "status"), [("major", 4), ("ordinary", 4), ("open", 4)])
def test_fail_on_trips(run: Run, threshold: str, status: int) -> None:
    ran = run("judge", VISIT, "--fail-on", threshold)
    assert ran.status == status
    assert "【重大事故隐患】" in ran.out


def test_fail_on_does_not_trip_below_its_threshold(run: Run, tmp_path: Path) -> None:
    visit = tmp_path / "visit.yaml"
    visit.write_text(
        "检查: {编号: 甲, 类型: 日常巡查, 日期: 2026-03-01}\n企业: {名称: 乙}\n范围: {标准: ceshi, 条款: ceshi-2026/2}\n"
        "对象: [{编号: 间, 类型: 测试间}, {编号: 罐, 类型: 测试罐, 在: 间}]\n名单: [{类型: 测试间, 完整: 是}]\n"
        "答案: {企业: {测试行业: 是}, 罐: {锈蚀: 是}}\n",
        encoding="utf-8",
    )
    assert [run("judge", visit, "--fail-on", threshold).status for threshold in ("major", "ordinary", "open")] == [
        0,
        4,
        4,
    ]


class TestOutputFile:
    """`-o` writes whole or not at all."""

    @pytest.mark.parametrize(("name", "beginning"), [("结果.txt", "===="), ("结果.json", "{")])
    def test_ending_says_the_form(self, run: Run, tmp_path: Path, name: str, beginning: str) -> None:
        ran = run("judge", VISIT, "-o", tmp_path / name)
        assert (ran.status, ran.out) == (0, "")
        assert (tmp_path / name).read_text(encoding="utf-8").startswith(beginning)
        assert [path.name for path in tmp_path.iterdir()] == [name]

    def test_html_is_the_working_paper_unless_the_outward_record_is_wanted(self, run: Run, tmp_path: Path) -> None:
        assert run("judge", VISIT, "-o", tmp_path / "底稿.html").status == 0
        assert "<h1>工作底稿</h1>" in (tmp_path / "底稿.html").read_text(encoding="utf-8")
        ran = run("judge", VISIT, "-o", tmp_path / "记录.HTML", "--paper", "outward", "--fail-on", "major")
        assert ran.status == 4
        assert "<h1>检查记录</h1>" in (tmp_path / "记录.HTML").read_text(encoding="utf-8")

    def test_what_the_outward_record_leaves_out_is_told(self, run: Run, tmp_path: Path) -> None:
        ran = run("judge", VISIT, "-o", tmp_path / "记录.html", "--paper", "outward")
        assert "有 3 条没有写进检查记录" in ran.err
        assert "房间人太多（西间）：条文只有一个来源" in ran.err

    def test_lines_to_copy_are_text_or_a_page(self, run: Run, tmp_path: Path) -> None:
        ran = run("judge", VISIT, "--paper", "copy")
        assert ran.status == 0
        assert len(ran.out.splitlines()) <= 10
        assert "有 3 条没有写进检查记录" in ran.err
        assert run("judge", VISIT, "--paper", "copy", "-o", tmp_path / "抄.txt").status == 0
        assert (tmp_path / "抄.txt").read_text(encoding="utf-8") == ran.out
        assert run("judge", VISIT, "--paper", "copy", "-o", tmp_path / "抄.html").status == 0
        assert "<h1>手抄稿</h1>" in (tmp_path / "抄.html").read_text(encoding="utf-8")

    def test_what_the_firm_has_to_hand_in_is_a_page(self, run: Run, tmp_path: Path) -> None:
        assert run("judge", VISIT, "--paper", "list", "-o", tmp_path / "单.html").status == 0
        assert "<h1>补充资料清单</h1>" in (tmp_path / "单.html").read_text(encoding="utf-8")

    @pytest.mark.parametrize(
        ("arguments", "told"),
        [
            ((VISIT, VISIT, "--paper", "copy"), "一份文书写一个检查"),
            ((VISIT, "--paper", "list"), "--paper 只用于写 .html"),
            ((VISIT, "--paper", "copy", "--compare", "2026-02-01"), "手抄稿里不写试算"),
            ((VISIT, VISIT, "-o", "x.html"), "一份文书写一个检查"),
            ((VISIT, "--paper", "working"), "--paper 只用于写 .html"),
            ((VISIT, "-o", "x.txt", "--paper", "outward"), "--paper 只用于写 .html"),
            ((VISIT, "-o", "x.html", "--paper", "outward", "--what-if", "罐2.锈蚀=是"), "检查记录里不写试算"),
        ],
    )
    def test_what_cannot_be_a_paper_is_wrong_usage(
        self, run: Run, arguments: tuple[object, ...], told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        ran = run("judge", *arguments)
        assert ran.status == 2
        assert told in ran.err
        assert list(tmp_path.iterdir()) == []

    def test_old_file_stays_where_writing_fails(
        self, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        target = tmp_path / "结果.txt"
        target.write_text("旧", encoding="utf-8")

        def fails(*_: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(os, "replace", fails)
        ran = run("judge", VISIT, "-o", target)
        assert ran.status == 1
        assert "错误[J006]: 写不了输出文件（磁盘满了）" in ran.err
        assert target.read_text(encoding="utf-8") == "旧"
        assert list(tmp_path.iterdir()) == [target]

    def test_folder_that_is_not_there_is_told(self, run: Run, tmp_path: Path) -> None:
        ran = run("judge", VISIT, "-o", tmp_path / "没有" / "结果.txt")
        assert ran.status == 1
        assert "错误[J006]: 写不了输出文件（文件夹不存在）" in ran.err

    def test_visit_is_never_overwritten(self, run: Run, tmp_path: Path) -> None:
        visit = tmp_path / "检查.txt"
        visit.write_bytes(VISIT.read_bytes())
        ran = run("judge", visit, "-o", visit)
        assert ran.status == 1
        assert "错误[J005]" in ran.err
        assert visit.read_bytes() == VISIT.read_bytes()

    def test_other_endings_are_wrong_usage(self, run: Run, tmp_path: Path) -> None:
        ran = run("judge", VISIT, "-o", tmp_path / "结果.doc")
        assert ran.status == 2
        assert "以 .txt、.json 或 .html 结尾" in ran.err

    def test_nothing_is_written_where_a_visit_is_faulty(self, run: Run, tmp_path: Path) -> None:
        bad = tmp_path / "坏.yaml"
        bad.write_text("检查: 1\n", encoding="utf-8")
        assert run("judge", VISIT, bad, "-o", tmp_path / "结果.txt").status == 1
        assert not (tmp_path / "结果.txt").exists()


BAD = {
    "unknown fact": ("停用: 否", "停业: 否"),
    "unknown object": ("  罐2: {", "  罐9: {"),
    "wrong type": ("报警器: 无, 停用", "报警器: 半个, 停用"),
    "unit of another dimension": ("存量: 2 t", "存量: 2 米"),
    "number out of bounds": ("人数: 12 人", "人数: 1200 人"),
    "no date": ("2026-03-02]", "2026-02-30]"),
    "duplicate key": ("企业: {名称: 测试厂}", "企业: {名称: 测试厂}\n企业: {名称: 测试厂}"),
    "broken file": ("对象:\n", "对象: [\n"),
    "alias bomb": ("企业: {名称: 测试厂}", "企业: {名称: &a 测试厂, 地址: *a}"),
    "unknown standard": ("标准: ceshi", "标准: ceshii"),
}


@pytest.mark.parametrize("what", BAD)
def test_bad_input_is_told_with_its_place_and_remedy(run: Run, tmp_path: Path, what: str) -> None:
    old, new = BAD[what]
    text = VISIT.read_text(encoding="utf-8")
    assert old in text
    visit = tmp_path / "检查.yaml"
    visit.write_text(text.replace(old, new), encoding="utf-8")
    ran = run("judge", visit)
    assert ran.status == 1
    assert ran.out == ""
    assert "Traceback" not in ran.err
    assert f"{visit}:" in ran.err
    assert "错误[" in ran.err
    assert "改法:" in ran.err


def test_problems_are_data_for_programs(run: Run, tmp_path: Path) -> None:
    bad = tmp_path / "坏.yaml"
    bad.write_text("检查: 1\n", encoding="utf-8")
    ran = run("judge", bad, "--format", "json")
    assert ran.status == 1
    assert {d["severity"] for d in ran.data["diagnostics"]} == {"error"}
    assert ran.data["diagnostics"][0]["path"] == str(bad)


def test_all_problems_of_all_visits_are_told_at_once(run: Run, tmp_path: Path) -> None:
    ran = run("judge", tmp_path / "甲.yaml", tmp_path / "乙.yaml", VISIT)
    assert ran.status == 1
    assert ran.err.count("错误[F008]") == 2


def test_faulty_library_judges_nothing(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "本地" / "ceshi-2026"
    folder.mkdir(parents=True)
    (folder / "8.yaml").write_text("条款: 第八条\n规则: 无\n", encoding="utf-8")
    ran = run("judge", VISIT, "--rules", tmp_path / "本地")
    assert (ran.status, ran.out) == (1, "")
    assert "8.yaml:2:" in ran.err


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        ("罐1停用是", "J003"),
        ("罐1.停用", "J003"),
        ("停用=是", "J003"),
        ("罐1.停用={", "J003"),
        ("罐九.停用=是", "J004"),
    ],
)
def test_what_if_that_cannot_be_read_is_told(run: Run, wanted: str, code: str) -> None:
    ran = run("judge", VISIT, "--what-if", wanted)
    assert ran.status == 1
    assert f"--what-if: 错误[{code}]" in ran.err


@pytest.mark.parametrize("wanted", ["罐1.停业=是", "罐1.停用=也许", "罐1.存量=5 米"])
def test_what_if_with_an_impossible_answer_is_told(run: Run, wanted: str) -> None:
    ran = run("judge", VISIT, "--what-if", wanted)
    assert ran.status == 1
    assert f"--what-if {wanted}: 错误[C" in ran.err


@pytest.mark.parametrize(
    "arguments",
    [
        ["judge"],
        ["judge", VISIT, "--onn", "2026-01-01"],
        ["judge", VISIT, "--on", "明天"],
        ["judge", VISIT, "--format", "xml"],
        ["judge", VISIT, VISIT, "--what-if", "罐1.停用=是"],
        ["panding"],
    ],
)
def test_wrong_usage_ends_with_2_and_says_so_in_chinese(run: Run, arguments: list[object]) -> None:
    ran = run(*arguments)
    assert ran.status == 2
    assert "错误：" in ran.err


def test_our_own_fault_ends_with_3_and_asks_for_a_report(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> str:
        raise ZeroDivisionError("secret")

    monkeypatch.setattr(judging, "as_text", fails)
    ran = run("judge", VISIT)
    assert ran.status == 3
    assert "panding 自身出错" in ran.err
    assert "ZeroDivisionError" in ran.err
    assert "Traceback" not in ran.err
    monkeypatch.setenv("PANDING_DEBUG", "1")
    assert "Traceback" in run("judge", VISIT).err


def test_interruption_is_told_without_traceback(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr(judging, "as_text", interrupted)
    ran = run("judge", VISIT)
    assert ran.status == cli.INTERRUPTED
    assert ran.err.strip() == "已中断。"


def test_output_is_utf8_whatever_the_terminal_says() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", "import cli; cli.main()", "judge", str(VISIT)],
        cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C", "PANDING_RULES": str(LAYER)},
        check=True,
        capture_output=True,
    )
    assert "测试厂" in ran.stdout.decode("utf-8")


def test_reader_that_has_seen_enough_is_no_fault() -> None:
    command = f"{sys.executable} -c 'import cli; cli.main()' judge {VISIT} {VISIT} | head -n 1"
    ran = subprocess.run(["bash", "-c", command], cwd=ROOT, check=True, capture_output=True, text=True)
    assert ran.stderr == ""
