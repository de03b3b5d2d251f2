from __future__ import annotations

import sys

import pytest

from errdex.cli.console import complain, harmless, show


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("\x1b[31mred\x07", "\\x1b[31mred\\x07"),
        ("\x9b2J", "\\x9b2J"),
        ("a\u202eb", "a\\u202eb"),
        ("a\ud800b", "a\\ud800b"),
        ("\U000e0041", "\\U000e0041"),
        ("签名 é\tnew\nline", "签名 é\tnew\nline"),
        ("a\rb\0", "a\\x0db\\x00"),
    ],
)
def test_what_could_steer_a_terminal_is_shown_as_an_escape(text: str, shown: str) -> None:
    assert harmless(text) == shown


def test_a_complaint_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    complain("bad\nname\x1b[2J")
    assert capsys.readouterr().err == "errdex: bad name\\x1b[2J\n"


def test_without_outputs_nothing_is_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    show("x")
    complain("x")
