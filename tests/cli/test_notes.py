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
        (("list", "--code", "x"), b"", "'x' is no error code"),
        (("add", "--code", "-1121", "--template", "nope", "text"), b"", "its messages are invalid-symbol"),
        (("add", "--template", "nope", "text"), b"", "--template needs --code"),
        (("edit", "nowhere", "text"), b"", "no note with the id nowhere"),
        (("edit", "nowhere"), b"", "required"),
        (("move", "nowhere", "--code", "-1021"), b"", "no note with the id nowhere"),
        (("tag", "nowhere", "t"), b"", "no note with the id nowhere"),
        (("pin", "nowhere"), b"", "no note with the id nowhere"),
        (("undo", "nowhere"), b"", "no note with the id nowhere"),
        (("restore",), b"", "the id of a note, or --copy"),
        (("restore", "--copy", "nowhere"), b"", "There is no copy nowhere"),
        (("export", "--format", "json", "--note", "nowhere", "-"), b"", "no note with the id nowhere"),
        (("backup", "no/such/folder"), b"", "there is no folder"),
        (("backup", "profile/notes.sqlite3"), b"", "own file"),
        (("export", "--format", "json", "profile/notes.sqlite3"), b"", "own file"),
        (("export", "--format", "csv", "profile/notes.sqlite3-wal"), b"", "own file"),
        (("show", ""), b"", "its id is empty"),
        (("undo", ""), b"", "its id is empty"),
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


def _id(answer: Answer) -> str:
    assert answer.status == 0, answer.err
    return answer.out.split()[-1]


def test_edit_tag_and_pin_and_their_history(call: Call) -> None:
    note_id = _id(call("add", "--code", "-4003", "--author", "Ann", "first line\nsecond line"))
    assert _id(call("edit", note_id[:8], "-", given=b"first line\nchanged line\n")) == note_id
    assert _id(call("tag", note_id, "a", "b")) == note_id
    assert _id(call("tag", note_id, "c", "--remove", "a")) == note_id
    assert _id(call("pin", note_id)) == note_id
    assert _id(call("move", note_id, "--name", "capital_iev")) == note_id
    (note,) = _listed(call)
    assert (note["meaning"], note["number"], note["name"]) == ("4003-capital-iev", -4003, "CAPITAL_IEV")
    assert (note["text"], note["tags"], note["pinned"]) == ("first line\nchanged line", ["b", "c"], True)
    assert (note["author"], note["version"]) == ("Ann", 6)
    history = call("show", note_id, "--history").out
    assert history.startswith("Version 6, ")
    assert "  -second line\n  +changed line\n" in history
    versions = json.loads(call("show", note_id, "--history", "--format", "json").out)["versions"]
    assert [version["act"] for version in versions] == ["add", "edit", "edit", "edit", "pin", "move"]
    assert _id(call("restore", note_id, "--version", "1")) == note_id
    assert _listed(call)[0]["text"] == "first line\nsecond line"


def test_an_edit_from_an_old_version_is_kept_beside_and_said_to_be(call: Call) -> None:
    note_id = _id(call("add", "start"))
    call("edit", note_id, "mine")
    answer = call("edit", note_id, "--base", "1", "theirs")
    assert answer.out.startswith("Kept beside what somebody else wrote")
    shown = call("show", note_id).out
    assert shown.index("mine") < shown.index("Kept beside it") < shown.index("theirs")
    document = json.loads(call("show", note_id, "--format", "json").out)
    assert (document["note"]["text"], [rival["text"] for rival in document["rivals"]]) == ("mine", ["theirs"])


def test_undo_and_redo_of_steps_by_whomever(call: Call) -> None:
    first = _id(call("add", "first"))
    second = _id(call("add", "second"))
    call("delete", first)
    assert call("undo").out == f"Taken back: the deletion of note {first}.\n"
    assert call("undo").out == f"Taken back: the making of note {second}.\n"
    assert call("redo").out == f"Done again: the making of note {second}.\n"
    assert (
        call("redo", "--format", "json").out == f'{{"version": 1, "act": "delete", "notes": ["{first}"], "kept": []}}\n'
    )
    assert call("redo") == Answer(1, "There is nothing left.\n", "")
    assert _id(call("undo", first)) == first
    assert [note["id"] for note in _listed(call)] == [first, second]


def test_an_import_is_foreseen_done_and_taken_back_whole(call: Call) -> None:
    call("add", "one", profile="other")
    call("add", "two", profile="other")
    content = call("export", "--format", "json", "-", profile="other").out.encode()
    plan = call("import", "--dry-run", "-", given=content)
    assert plan.out.count("added    ") == 2
    assert "Nothing was changed. It would be: 2 added" in plan.out
    document = json.loads(call("import", "--dry-run", "--format", "json", "-", given=content).out)
    assert (document["added"], [note["outcome"] for note in document["notes"]]) == (2, ["added", "added"])
    assert call("list").out == ""
    assert json.loads(call("import", "--format", "json", "-", given=content).out)["added"] == 2
    assert call("undo").out == "Taken back: the import of 2 notes.\n"
    assert call("list").out == ""
    assert len(call("list", "--bin").out.splitlines()) == 2


def test_a_part_of_the_notes_is_exported(call: Call) -> None:
    ids = [_id(call("add", "--code", code, "--tag", tag, text)) for code, tag, text in (
        ("-1121", "a", "delisted"), ("-1121", "b", "misspelt"), ("-1021", "a", "drifting clock"))]  # fmt: skip

    def exported(*arguments: str) -> set[int]:
        notes = json.loads(call("export", "--format", "json", *arguments, "-").out)["notes"]
        return {ids.index(note["id"]) for note in notes}

    assert exported() == {0, 1, 2}
    assert exported("--code", "-1121") == {0, 1}
    assert exported("--tag", "a") == {0, 2}
    assert exported("--search", "delist") == {0}
    assert exported("--note", ids[1], "--note", ids[2][:10]) == {1, 2}
    assert exported("--code", "1121", "--tag", "a") == {0}
    assert exported("--search", "absent") == set()


def test_the_number_of_masks_is_said_and_the_book_gives_advice(call: Call) -> None:
    call("add", "--code", "-1007", "Write to ann@example.org")
    answer = call("export", "--format", "markdown", "-")
    assert "ann@example.org" not in answer.out
    assert answer.err == "errdex: 1 secret was masked; look through the result before you pass it on.\n"
    assert "**Check before you send it again.**" in answer.out
    assert call("export", "--format", "json", "-").err == ""


def test_backup_restore_and_check(call: Call, tmp_path: Path) -> None:
    note_id = _id(call("add", "as it was"))
    assert call("backup", "there.sqlite3").out == "1 note with every version: there.sqlite3\n"
    copies = json.loads(call("backup", "--list", "--format", "json").out)["copies"]
    assert [(copy["number"], copy["reason"]) for copy in copies] == [(1, "daily")]
    call("edit", note_id, "changed since")
    new = _id(call("add", "new since"))
    assert call("restore", "--copy", "1").out.startswith("1 as they were then, 0 there again, 1 put into the bin")
    assert [note["text"] for note in _listed(call)] == ["as it was"]
    assert call("undo").out == "Taken back: the bringing back of a copy of 2 notes.\n"
    assert {note["id"] for note in _listed(call)} == {note_id, new}
    assert call("restore", "--copy", "there.sqlite3").status == 0
    assert [copy["reason"] for copy in json.loads(call("backup", "--list", "--format", "json").out)["copies"]] == [
        "before-restore",
        "before-restore",
        "daily",
    ]
    assert call("check").out.startswith("Sound: 1 note, 1 in the bin, ")
    assert json.loads(call("check", "--format", "json").out)["sound"] is True
    database = tmp_path / "profile" / "notes.sqlite3"
    database.write_bytes(b"no database " * 1000)
    checked = call("check")
    assert checked.status == 1
    assert "The file is damaged" in checked.out
    assert "errdex notes restore --copy 3" in checked.out
    assert database.read_bytes() == b"no database " * 1000
    answer = call("restore", "--copy", "3")
    assert "they are kept in" in answer.err
    assert {note["id"] for note in _listed(call)} >= {note_id}


def test_check_without_notes_says_so(call: Call) -> None:
    answer = call("check")
    assert (answer.status, answer.out) == (2, "")
    assert "There are no notes yet" in answer.err


def test_the_author_is_the_one_of_the_preferences(call: Call, tmp_path: Path) -> None:
    (tmp_path / "profile").mkdir()
    (tmp_path / "profile" / "preferences.json").write_text('{"author": "Zoë"}', encoding="utf-8")
    call("add", "mine")
    call("add", "--author", "Ann", "hers")
    assert [note["author"] for note in _listed(call)] == ["Ann", "Zoë"]


def test_every_verb_answers_in_json(call: Call) -> None:
    note_id = json.loads(call("add", "--format", "json", "x").out)["note"]["id"]
    for arguments in (
        ("edit", note_id, "y"),
        ("move", note_id, "--code", "-1121", "--template", "invalid-symbol"),
        ("tag", note_id, "t"),
        ("pin", note_id),
        ("pin", note_id, "--off"),
        ("undo", note_id),
        ("redo", note_id),
        ("show", note_id),
        ("restore", note_id),
        ("search", "y"),
        ("list",),
        ("list", "--bin"),
        ("backup",),
        ("backup", "--list"),
        ("restore", "--copy", "1"),
        ("undo",),
        ("check",),
    ):
        answer = call(*arguments, "--format", "json")
        assert (answer.status, answer.err) == (0, ""), arguments
        assert json.loads(answer.out)["version"] == 1
        assert answer.out.isascii()
        assert answer.out.count("\n") == 1


def test_decoding_loads_nothing_of_the_notes() -> None:
    program = (
        "import sys; from errdex.cli.main import main; main(['decode']);"
        " print([name for name in sys.modules if name.startswith('errdex.notes') or 'sqlite3' in name])"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(errdex.__file__).parents[1])}
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, input=b"-1121", capture_output=True, check=True
    )
    assert done.stdout.splitlines()[-1] == b"[]"
