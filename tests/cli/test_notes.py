"""`errdex notes`: what a shell sees. Every call is a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

import errdex


class Answer(NamedTuple):
    """What a call printed, and its status."""

    status: int
    out: str
    err: str


Call = Callable[..., Answer]


@pytest.fixture
def call(tmp_path: Path) -> Call:
    environment = {**os.environ, "PYTHONPATH": str(Path(errdex.__file__).parents[1])}

    def called(*arguments: str, given: bytes = b"", profile: str = "profile") -> Answer:
        command = [sys.executable, "-m", "errdex", "--profile", str(tmp_path / profile), "notes", *arguments]
        done = subprocess.run(command, env=environment, cwd=tmp_path, input=given, capture_output=True, check=False)
        return Answer(done.returncode, done.stdout.decode(), done.stderr.decode())

    return called


def _listed(call: Call, *arguments: str, profile: str = "profile") -> list[dict[str, object]]:
    answer = call(*(arguments or ("list",)), "--format", "json", profile=profile)
    assert answer.out.isascii()
    assert answer.out.count("\n") == 1
    notes: list[dict[str, object]] = json.loads(answer.out)["notes"]
    return notes


def test_add_prints_the_id_as_its_last_word_and_the_note_is_there(call: Call) -> None:
    answer = call("add", "--code", "-1121", "--tag", "wiki", "--tag", "b", "Look at the listing.")
    assert (answer.status, answer.err) == (0, "")
    (note,) = _listed(call)
    assert note["id"] == answer.out.split()[-1]
    assert note["meaning"] == "1121-bad-symbol"
    assert note["number"] == -1121
    assert note["name"] == "BAD_SYMBOL"
    assert note["tags"] == ["wiki", "b"]
    assert note["text"] == "Look at the listing."


@pytest.mark.parametrize(
    ("arguments", "meaning", "number", "name"),
    [
        (("--code", "1121"), "1121-bad-symbol", -1121, "BAD_SYMBOL"),
        (("--code=-1121", "--name", "bad_symbol"), "1121-bad-symbol", -1121, "BAD_SYMBOL"),
        (("--code", "−1121"), "1121-bad-symbol", -1121, "BAD_SYMBOL"),
        (("--code", "-987654"), None, -987654, None),
        (("--code", "-987654", "--name", "NEW_ONE"), None, -987654, "NEW_ONE"),
        (("--code", "-4003"), None, -4003, None),
        (("--code", "-4003", "--name", "CAPITAL_IEV"), "4003-capital-iev", -4003, "CAPITAL_IEV"),
        ((), None, None, None),
    ],
)
def test_a_note_stands_on_the_meaning_or_else_on_the_number(
    call: Call, arguments: tuple[str, ...], meaning: str | None, number: int | None, name: str | None
) -> None:
    answer = call("add", *arguments, "text")
    assert answer.status == 0
    (note,) = _listed(call)
    assert note["id"] == answer.out.split()[-1]
    assert (note["meaning"], note["number"], note["name"]) == (meaning, number, name)


def test_text_comes_from_standard_input(call: Call) -> None:
    text = "first line\nzweite Zeile ü\n错误 \U0001f525\x00 -"
    assert call("add", "--code", "-1021", "-", given=f"{text}\n".encode()).status == 0
    (note,) = _listed(call)
    assert note["text"] == text


@pytest.mark.parametrize(
    ("arguments", "given", "said"),
    [
        ((), b"", "required"),
        (("frobnicate",), b"", "invalid choice"),
        (("add",), b"", "required"),
        (("add", "--code", "x", "text"), b"", "'x' is no error code"),
        (("add", "--code", "9" * 30, "text"), b"", "is no error code"),
        (("add", "--code", "-1121", "--name", "TIMEOUT", "text"), b"", "its names are BAD_SYMBOL"),
        (("add", " "), b"", "needs some text"),
        (("add", "-"), b"", "needs some text"),
        (("add", "-"), b"\xff\xfe", "not UTF-8 at byte 0"),
        (("show", "nowhere"), b"", "no note with the id nowhere"),
        (("delete", "nowhere"), b"", "no note with the id nowhere"),
        (("restore", "nowhere"), b"", "no note with the id nowhere"),
        (("import", "nowhere.json"), b"", "nowhere.json cannot be read"),
        (("import", "-"), b"{}", "standard input is no export"),
        (("export", "--format", "xml", "-"), b"", "choose from"),
        (("export", "--format", "json", "no/such/folder.json"), b"", "cannot be written"),
        (("list", "--form", "json"), b"", "--form"),
    ],
)
def test_bad_use_is_one_sentence_and_status_2(call: Call, arguments: tuple[str, ...], given: bytes, said: str) -> None:
    answer = call(*arguments, given=given)
    assert answer.status == 2
    assert answer.out == ""
    assert said in answer.err
    assert answer.err.count("\n") == 1


def test_help_is_no_error(call: Call) -> None:
    for arguments in (("--help",), ("add", "--help")):
        answer = call(*arguments)
        assert (answer.status, answer.err) == (0, "")
        assert "usage: errdex notes" in answer.out


def test_list_show_search_delete_restore(call: Call) -> None:
    note_id = call("add", "--code", "-1021", "--tag", "clock", "Clock drifts.\nSee chrony.").out.split()[-1]
    assert call("list").out == f"{note_id}  -1021 INVALID_TIMESTAMP [clock]  Clock drifts.\n"
    shown = call("show", note_id).out
    assert shown.startswith("Code: -1021 INVALID_TIMESTAMP\nTags: clock\n")
    assert shown.endswith("\n\nClock drifts.\nSee chrony.\n")
    assert call("search", "chro", "drift").out.startswith(note_id)
    assert call("search", "absent") == Answer(1, "", "")
    assert call("delete", note_id).status == 0
    assert call("list") == Answer(0, "", "")
    gone = call("show", note_id)
    assert gone.status == 2
    assert "in the bin" in gone.err
    assert call("delete", note_id).out.startswith("Already")
    assert call("restore", note_id.upper()).status == 0
    assert [note["text"] for note in _listed(call, "search", "clock")] == ["Clock drifts.\nSee chrony."]


def test_a_note_cannot_steer_the_terminal(call: Call) -> None:
    note_id = call("add", "-", given=b"\x1b]0;title\x07\x1b[2Jgone\xc2\x9b").out.split()[-1]
    for arguments in (("list",), ("show", note_id)):
        assert "\\x1b[2Jgone\\x9b" in call(*arguments).out


def test_a_profile_travels_as_json_byte_for_byte(call: Call, tmp_path: Path) -> None:
    for code, text in (("-1121", "one"), ("-987654", "zwei 错误"), ("-4003", "=three")):
        call("add", "--code", code, text)
    assert call("export", "--format", "json", "first.json") == Answer(0, "", "")
    assert call("import", "first.json", profile="new").out.startswith("3 added, 0 changed, 0 known")
    assert call("export", "--format", "json", "second.json", profile="new").status == 0
    first = (tmp_path / "first.json").read_bytes()
    assert first == (tmp_path / "second.json").read_bytes()
    assert call("export", "--format", "json", "-").out.encode() == first
    assert call("import", "-", given=first).out.startswith("0 added, 0 changed, 3 known")
    assert _listed(call) == _listed(call, profile="new")


def test_markdown_and_csv_go_out_masked_and_json_whole(call: Call) -> None:
    key = "vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju91duEh8A"
    call("add", "--code", "-2015", f"X-MBX-APIKEY: {key}")
    assert key in call("export", "--format", "json", "-").out
    for kind in ("markdown", "csv"):
        content = call("export", "--format", kind, "-").out
        assert key not in content
        assert "REJECTED_MBX_KEY" in content


def test_a_damaged_database_is_said_to_be_set_aside(call: Call, tmp_path: Path) -> None:
    (tmp_path / "profile").mkdir()
    (tmp_path / "profile" / "notes.sqlite3").write_bytes(b"no database " * 1000)
    answer = call("list")
    assert answer.status == 0
    assert "notes.sqlite3.damaged-" in answer.err
    assert call("list") == Answer(0, "", "")
