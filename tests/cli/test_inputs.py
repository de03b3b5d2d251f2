from __future__ import annotations

import io
import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from errdex.cli.inputs import Source, Unreadable, read_inputs, text_of

EXAMPLE = '{"code":-1121,"msg":"Invalid symbol. 签名"}'


def _standard_input(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content), encoding="ascii"))


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"]
)
def test_text_is_read_in_every_encoding_that_a_log_comes_in(encoding: str) -> None:
    marked = {"utf-32-le": b"\xff\xfe\0\0", "utf-32-be": b"\0\0\xfe\xff"}.get(encoding, b"")
    assert text_of(marked + EXAMPLE.encode(encoding)) == EXAMPLE


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"", ""),
        (b"\xef\xbb\xbf", ""),
        (b"a\xffb", "a\ufffdb"),
        (b"a\0b", "a\0b"),
        (b'{"code":-1121}' + b"\0" * 500, '{"code":-1121}' + "\0" * 500),
        (b"\xed\xa0\x80", "\ufffd\ufffd\ufffd"),
        (b"a\r\nb\rc\n", "a\r\nb\rc\n"),
        (b"\xff\xfea", "\ufffd"),
    ],
)
def test_damaged_bytes_are_replaced_and_all_else_is_kept(content: bytes, text: str) -> None:
    assert text_of(content) == text


@given(st.binary(max_size=600))
def test_no_bytes_are_too_damaged(content: bytes) -> None:
    assert isinstance(text_of(content), str)


def test_inputs_are_read_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = tmp_path / "first.txt"
    first.write_text("one", encoding="utf-8")
    _standard_input(monkeypatch, b"two")
    assert list(read_inputs([str(first), "-"])) == [Source(str(first), "one"), Source("-", "two")]


def test_no_name_means_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    _standard_input(monkeypatch, EXAMPLE.encode())
    assert list(read_inputs([])) == [Source("-", EXAMPLE)]


def test_standard_input_named_twice_is_the_same_text_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    _standard_input(monkeypatch, b"x")
    assert list(read_inputs(["-", "-"])) == [Source("-", "x"), Source("-", "x")]


def test_what_cannot_be_read_is_told_and_the_next_is_read(tmp_path: Path) -> None:
    sound = tmp_path / "sound.txt"
    sound.write_text("x", encoding="utf-8")
    names = [str(tmp_path / "missing.txt"), str(tmp_path), "a\0b", str(sound)]
    missing, folder, broken, read = read_inputs(names)
    assert read == Source(str(sound), "x")
    for found in (missing, folder, broken):
        assert isinstance(found, Unreadable)
        assert " cannot be read: " in found.reason
        assert found.reason.endswith(".")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_told(tmp_path: Path) -> None:
    closed = tmp_path / "closed.txt"
    closed.write_text("x", encoding="utf-8")
    closed.chmod(0)
    (found,) = read_inputs([str(closed)])
    assert isinstance(found, Unreadable)
    assert "permission denied" in found.reason


def test_a_closed_standard_input_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    (found,) = read_inputs(["-"])
    assert isinstance(found, Unreadable)
    assert found.reason == "Standard input cannot be read: it is closed."


def test_an_input_has_a_largest_size(tmp_path: Path) -> None:
    large = tmp_path / "large.txt"
    large.write_bytes(b"x" * 11)
    (found,) = read_inputs([str(large)], largest=10)
    assert isinstance(found, Unreadable)
    assert list(read_inputs([str(large)], largest=11)) == [Source(str(large), "x" * 11)]


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="needs a device without an end")
def test_a_file_without_an_end_is_given_up() -> None:
    (found,) = read_inputs(["/dev/zero"], largest=1000)
    assert isinstance(found, Unreadable)
