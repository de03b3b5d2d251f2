from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from errdex.errors import InputError
from errdex.ui.opening import as_text, read_files


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


def test_a_dash_is_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"from a pipe")))
    assert read_files(["-"]) == "from a pipe"


def test_what_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"missing\.log cannot be read: No such file"):
        read_files([str(tmp_path / "missing.log")])
    with pytest.raises(InputError, match="Is a directory"):
        read_files([str(tmp_path)])
