"""The interview in the terminal asks what matters, keeps every answer at once, and loses nothing when it is broken off."""

from __future__ import annotations

import datetime
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from checklists.asking.filling import By, with_answer
from checklists.terminal.interview import Interview
from checklists.terminal.keeping import Kept, begun, now, opened
from checklists.terminal.showing import width_of, wrapped
from judge.diagnostics import Problems
from judge.judging import judge
from judge.library import read_visit
from judge.resolve.resolved import Library
from judge.verdict.verdict import Outcome

ROOT = Path(__file__).resolve().parents[2]
HEAD: dict[str, Any] = {
    "检查": {"编号": "JC-1", "类型": "日常巡查", "日期": ["2026-11-25"], "人员": [{"姓名": "周明"}]},
    "企业": {"名称": "某厂"},
    "范围": {"标准": ["gongmao"]},
}


class Typist:
    """Types lines; at the end of them the input ends, or breaks off."""

    def __init__(self, lines: list[str], at_end: type[BaseException] = EOFError) -> None:
        self._lines: Iterator[str] = iter(lines)
        self._at_end = at_end
        self.shown: list[str] = []

    def read(self, prompt: str) -> str:
        line = next(self._lines, None)
        if line is None:
            raise self._at_end
        return line

    @property
    def text(self) -> str:
        return "\n".join(self.shown)


def asked(
    kept: Kept, library: Library, lines: list[str], at_end: type[BaseException] = EOFError, **more: Any
) -> Typist:
    typist = Typist(lines, at_end)
    interview = Interview(kept, library, "周明", typist.read, typist.shown.append, **more)
    if at_end is EOFError:
        interview.run()
    else:
        with pytest.raises(at_end):
            interview.run()
    return typist


@pytest.fixture
def fresh(library: Library, tmp_path: Path) -> Kept:
    return begun(tmp_path / "检查.json", HEAD, library)


def stored(kept: Kept) -> Any:
    return json.loads(kept.target.read_text(encoding="utf-8"))


def test_answer_is_on_disk_before_the_next_question(fresh: Kept, library: Library) -> None:
    asked(fresh, library, ["是"], KeyboardInterrupt)
    answers = stored(fresh)["答案"]["企业"]
    assert [(given["答"], given["人"]) for given in answers.values()] == [("是", "周明")]


def test_interview_goes_on_where_it_was_broken_off(fresh: Kept, library: Library) -> None:
    first = asked(fresh, library, ["是"], KeyboardInterrupt)
    again = opened(fresh.target, library, Problems())
    assert again is not None
    second = asked(again, library, [])
    questions = [next(line for line in each.shown if line.endswith("？")) for each in (first, second)]
    assert questions[0] != questions[1]
    assert second.text.count(questions[0]) == 0


def test_answer_that_does_not_fit_is_told_and_asked_again(fresh: Kept, library: Library) -> None:
    typist = asked(fresh, library, ["也许", "<b>是</b>", "否"])
    assert typist.text.count("的选项") == 2
    assert len(stored(fresh)["答案"]["企业"]) == 1


def test_back_asks_the_last_question_anew(fresh: Kept, library: Library) -> None:
    typist = asked(fresh, library, ["/b", "是", "/b", "否"])
    assert "前面没有问过" in typist.text
    assert [given["答"] for given in stored(fresh)["答案"]["企业"].values()] == ["否"]


def test_note_help_verdicts_and_wrong_command(fresh: Kept, library: Library) -> None:
    typist = asked(
        fresh,
        library,
        ["/n 早了", "是", "/n 看过现场", "/h", "/w", "/v", "/m 5", "/o", "/?", "/zz", "/见 插座没盖", "/q"],
    )
    document = stored(fresh)
    assert [given["备注"] for given in document["答案"]["企业"].values()] == ["看过现场"]
    assert document["见闻"][0]["所见"] == "插座没盖"
    for part in ("没有可备注的", "为什么问：", "重大 0", "只剩 5 分钟", "没有命令 /zz", "/b　"):
        assert part in typist.text


def test_objects_are_added_at_the_question_whether_all_are_listed(fresh: Kept, library: Library) -> None:
    class Listing(Typist):
        """Says 是 until it is asked whether all of a kind are listed; then types its lines."""

        def read(self, prompt: str) -> str:
            is_listing = any("都列全了写" in line for line in self.shown[-3:])
            if is_listing or len(self.shown) > 200:
                return super().read(prompt)
            return "是"

    typist = Listing(["承包一", "", "承包一", "大工公司", "全", "张三 ×3"])
    Interview(fresh, library, "周明", typist.read, typist.shown.append).run()
    document = stored(fresh)
    assert document["对象"] == [
        {"编号": "大工公司", "类型": "外来单位"},
        {"编号": "承包一", "类型": "发包出租关系", "另一端": "大工公司"},
        {"编号": "张三", "类型": "特种作业任职", "数量": 3},
    ]
    assert [(each["类型"], each["完整"]) for each in document["名单"]] == [(["发包出租关系"], "是")]
    assert "在问到“外来单位”的地方先添" in typist.text


def test_only_scope_left_ends_the_interview(fresh: Kept, library: Library) -> None:
    """An enterprise outside the standard's scope: nothing is left to ask after what decides that."""
    typist = asked(fresh, library, ["否"] * 4)
    assert "没有要问的了" in typist.text
    assert "未定 0" in typist.text


def test_asking_to_the_end_leaves_nothing_undetermined(library: Library, tmp_path: Path) -> None:
    """What one example left open, answered one by one in the terminal."""
    shutil.copy(ROOT / "examples" / "furniture-works.yaml", tmp_path / "厂.yaml")
    before = (tmp_path / "厂.yaml").read_bytes()
    kept = opened(tmp_path / "厂.yaml", library, Problems())
    assert kept is not None
    answers = {
        "是 / 否": "是",
        "有 / 失效 / 无": "有",
        "写数": "1",
        "写日期": "2026-05-08",
        "都没有": "都没有",
        "  1 ": "1",
    }

    class Answering(Typist):
        def read(self, prompt: str) -> str:
            recent = self.shown[-16:]
            if any("都列全了写" in line for line in recent[-3:]):
                return "全"
            for line in reversed(recent):
                for form, answer in answers.items():
                    if form in line:
                        return answer
            return "写明"

    typist = Answering([])
    Interview(kept, library, "周明", typist.read, typist.shown.append).run()
    assert (tmp_path / "厂.yaml").read_bytes() == before, "the hand-written file stays as it is"
    visit = read_visit(tmp_path / "厂.json", library, Problems())
    assert visit is not None
    left = [v for v in judge(visit, library).verdicts if v.outcome is Outcome.UNDETERMINED]
    told = {(answer.object, answer.key) for answer in visit.answers if answer.none_because is not None}
    asked_for = {(m.object, m.name) for v in left for m in v.missing.relevant if m.kind == "fact"}
    assert asked_for <= told, "what is still open was asked, and nobody could answer it"


def test_offers_hold_only_once_they_are_named(library: Library, tmp_path: Path) -> None:
    earlier = read_visit(ROOT / "examples" / "die-casting.yaml", library, Problems())
    assert earlier is not None
    later = {**HEAD, "检查": {**HEAD["检查"], "日期": ["2026-12-20"]}}
    kept = begun(tmp_path / "复查.json", later, library)
    nothing = asked(kept, library, [""], earlier=earlier.model)
    assert "还作数吗" in nothing.text
    assert not kept.target.exists()
    asked(kept, library, ["1"], earlier=earlier.model)
    (given,) = stored(kept)["答案"]["企业"].values()
    assert given["沿用"] == "DL-2026-0129"


def test_write_that_fails_keeps_the_old_file(fresh: Kept, library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    asked(fresh, library, ["是"])
    before = fresh.target.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "full")

    monkeypatch.setattr("checklists.writing.os.replace", full)
    again = opened(fresh.target, library, Problems())
    assert again is not None
    typist = asked(again, library, ["是"])
    assert "磁盘满了" in typist.text
    assert fresh.target.read_bytes() == before
    assert [each.name for each in fresh.target.parent.iterdir()] == [fresh.target.name], "nothing half-written is left"


def test_photos_that_came_with_the_file_go_with_it_again(fresh: Kept, library: Library) -> None:
    digest = "0" * 64
    fresh.save(
        {**HEAD, "照片": [{"名称": "照片-1", "摘要": digest}], "照片数据": {digest: "data:image/jpeg;base64,AA=="}}
    )
    kept = opened(fresh.target, library, Problems())
    assert kept is not None
    asked(kept, library, ["是"])
    assert stored(fresh)["照片数据"] == {digest: "data:image/jpeg;base64,AA=="}


def test_lines_fit_the_terminal() -> None:
    lines = wrapped("有没有有效的 SIS，装了但失效的按没有论", 12, "  ")
    assert all(width_of(line) <= 12 for line in lines)
    assert "".join(line.removeprefix("  ") for line in lines) == "有没有有效的 SIS，装了但失效的按没有论"


def test_time_of_an_answer_can_be_read_again() -> None:
    assert datetime.datetime.fromisoformat(now()).tzinfo is not None
    document = with_answer(HEAD, "企业", "甲", "是", By("甲", now()))
    assert document["答案"]["企业"]["甲"]["时间"]
