from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from errdex.errors import InputError
from errdex.ui.opening import AT_ONCE, FileReader, as_text, read_files


@pytest.fixture
def reader(qtbot: QtBot) -> Iterator[FileReader]:  # noqa: ARG001  (its signals need the application)
    owner = QObject()
    yield FileReader(owner)
    owner.deleteLater()


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"plain", "plain"),
        ("Grüße".encode(), "Grüße"),
        (b"\xef\xbb\xbfmarked", "marked"),
        ("wide".encode("utf-16"), "wide"),
        (b"a\xffb", "a\ufffdb"),
        (b"\x00\x01", "\x00\x01"),
        (b"", ""),
    ],
)
def test_bytes_become_text_whatever_they_are(content: bytes, text: str) -> None:
    assert as_text(content) == text


def test_several_files_are_one_paste(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("first")
    (tmp_path / "b").write_text("second")
    assert read_files([str(tmp_path / "a"), str(tmp_path / "b")]) == "first\nsecond"


@pytest.fixture
def pipe(monkeypatch: pytest.MonkeyPatch) -> Iterator[BinaryIO]:
    """Make a pipe's reading end the standard input; return its writing end."""
    reading, writing = os.pipe()
    with os.fdopen(reading) as source, os.fdopen(writing, "wb") as sink:
        monkeypatch.setattr(sys, "stdin", source)
        yield sink


def test_a_dash_is_standard_input(pipe: BinaryIO) -> None:
    pipe.write(b"from a pipe")
    pipe.close()
    assert read_files(["-"]) == "from a pipe"


def test_small_files_are_read_before_the_call_returns(tmp_path: Path, qtbot: QtBot, reader: FileReader) -> None:
    (tmp_path / "a").write_text("first")
    with qtbot.assertNotEmitted(reader.began), qtbot.waitSignal(reader.read, timeout=0) as read:
        reader.open([str(tmp_path / "a")])
    assert read.args == ["first"]
    with qtbot.waitSignal(reader.failed, timeout=0) as failed:
        reader.open([str(tmp_path / "missing")])
    assert "missing cannot be read" in failed.args[0]


def test_large_files_are_read_beside_the_window(tmp_path: Path, qtbot: QtBot, reader: FileReader) -> None:
    (tmp_path / "a").write_bytes(b"x" * (AT_ONCE + 1))
    with qtbot.waitSignals([reader.began, reader.read]):
        reader.open([str(tmp_path / "a")])


def test_standard_input_holds_up_nothing_and_can_be_forgotten(
    pipe: BinaryIO, qtbot: QtBot, reader: FileReader, tmp_path: Path
) -> None:
    (tmp_path / "a").write_text("first")
    with qtbot.waitSignal(reader.began, timeout=0):
        reader.open(["-"])
    heard: list[str] = []
    reader.read.connect(heard.append)
    reader.open([str(tmp_path / "a")])
    with qtbot.waitSignal(reader._answered):
        pipe.write(b"too late")
        pipe.close()
    assert heard == ["first"]


def test_what_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"missing\.log cannot be read: No such file"):
        read_files([str(tmp_path / "missing.log")])
    with pytest.raises(InputError, match="Is a directory"):
        read_files([str(tmp_path)])
