"""Bytes into text: the encodings offices use, and characters that change words unseen."""

from __future__ import annotations

from pathlib import Path

import pytest

from judge.diagnostics import Problems, decode, read_source
from judge.load import SIZE_LIMIT, compose, read_text

TEXT = "标题: 正压除尘（一级）\n备注: 乙\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_text_is_the_same_in_every_encoding_and_line_end(encoding: str, line_end: str, tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(TEXT.replace("\n", line_end).encode(encoding))
    problems = Problems()
    assert read_text(path, problems) == TEXT
    assert read_source(str(path)) == TEXT
    assert not len(problems)


def test_damaged_utf8_is_not_taken_for_gbk() -> None:
    damaged = "标题: 正压".encode() + b"\xe6"
    assert damaged[:-2].decode("gb18030", errors="replace") != "标题: 正压"
    with pytest.raises(ValueError, match="damaged UTF-8"):
        decode(damaged)


def test_large_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    with path.open("wb") as file:
        file.truncate(SIZE_LIMIT * 50)
    problems = Problems()
    assert read_text(path, problems) is None
    assert [found.code for found in problems] == ["F005"]
    assert read_source(str(path)) is None


def test_missing_source_is_none_not_an_error(tmp_path: Path) -> None:
    assert read_source(str(tmp_path / "x.yaml")) is None
    assert read_source("a\x00b") is None


def test_invisible_characters_leave_keys_and_stay_in_values() -> None:
    problems = Problems()
    document = compose("\u200b标题\ufeff: 甲\u200b", "x.yaml", problems)
    assert document is not None
    assert document.value == {"标题": "甲\u200b"}
    assert [found.code for found in problems] == ["F007", "F007", "F007"]
    assert not problems.has_errors


def test_joiners_in_emoji_are_no_invisible_characters() -> None:
    problems = Problems()
    assert compose("备注: 👩\u200d🔧", "x.yaml", problems)
    assert not len(problems)
