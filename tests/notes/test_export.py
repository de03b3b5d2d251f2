"""Exports: a book that can be read, a table that a spreadsheet runs nothing of, and secrets hidden in both."""

from __future__ import annotations

import csv
import io
import json

import pytest

from errdex.notes.book import to_markdown
from errdex.notes.export import Format, export
from errdex.notes.sheet import COLUMNS, to_csv
from errdex.notes.store import NoteStore
from errdex.registry.model import Registry


def _unmasked(text: str) -> str:
    return text


def _masked(text: str) -> str:
    return text.replace("hunter2", "••••")


def _table(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


def test_the_book_has_a_chapter_for_each_category_and_a_heading_for_each_code(
    store: NoteStore, registry: Registry
) -> None:
    store.add("Alone.")
    store.add("No registry.", number=-987654)
    store.add("Which?", number=-4003)
    store.add("A symbol.", meaning="1121-bad-symbol", tags=("listing", "`x`"), author="Ann")
    store.add("Late.", meaning="1021-invalid-timestamp")
    store.add("Another symbol.", meaning="1121-bad-symbol")
    store.add("Gone.", meaning="9999-gone", number=-9999, name="GONE")
    book = export(store, Format.MARKDOWN, registry, _unmasked).decode()
    assert book == (
        "# Notes\n\n"
        "## 10xx – General\n\n"
        "### `-1021` `INVALID_TIMESTAMP`\n\n"
        "Message: `Timestamp for this request is outside of the recvWindow.`\n\n"
        "> Late.\n\nchanged 2026-05-03T10:00:06.000Z\n\n"
        "## 11xx – Request issues\n\n"
        "### `-1121` `BAD_SYMBOL`\n\n"
        "Message: `Invalid symbol.`\n\n"
        "> A symbol.\n\n`Ann` · tags `listing`, `` `x` `` · changed 2026-05-03T10:00:05.000Z\n\n"
        "> Another symbol.\n\nchanged 2026-05-03T10:00:07.000Z\n\n"
        "## Numbers with several meanings\n\n"
        "### `-4003`\n\n"
        "> Which?\n\nchanged 2026-05-03T10:00:04.000Z\n\n"
        "## Codes that no registry knows\n\n"
        "### `-9999` `GONE`\n\n"
        "> Gone.\n\nchanged 2026-05-03T10:00:08.000Z\n\n"
        "### `-987654`\n\n"
        "> No registry.\n\nchanged 2026-05-03T10:00:03.000Z\n\n"
        "## Without a code\n\n"
        "> Alone.\n\nchanged 2026-05-03T10:00:02.000Z\n"
    )


def test_marks_in_a_note_end_with_it(store: NoteStore, registry: Registry) -> None:
    store.add("# heading\r\n```\nnever closed\r\rlast")
    book = to_markdown(store.all(), registry, _unmasked).decode()
    assert "> # heading\n> ```\n> never closed\n>\n> last\n\n" in book


def test_the_table_is_rfc_4180(store: NoteStore, registry: Registry) -> None:
    store.add('say "hi", now\nand\r\nthen', meaning="1121-bad-symbol", tags=("a", "b"), author="Ann")
    content = export(store, Format.CSV, registry, _unmasked)
    assert content.startswith(",".join(COLUMNS).encode() + b"\r\n")
    assert content.endswith(b"\r\n")
    (row,) = _table(content)
    assert row["text"] == 'say "hi", now\nand\r\nthen'
    assert row["number"] == "-1121"
    assert row["name"] == "BAD_SYMBOL"
    assert row["category"] == "11xx – Request issues"
    assert row["message"] == "Invalid symbol."
    assert row["tags"] == "a; b"
    assert row["version"] == "1"


@pytest.mark.parametrize(
    "text",
    [
        '=HYPERLINK("http://x")',
        "+1",
        "-1+cmd|' /C calc'!A0",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "＝1",
        "'=1",
    ],
)
def test_no_cell_of_the_table_is_a_formula(store: NoteStore, registry: Registry, text: str) -> None:
    store.add(text, name=text, tags=(text,), author=text)
    (row,) = _table(to_csv(store.all(), registry, _unmasked))
    for column in ("text", "name", "tags", "author"):
        assert row[column].startswith("'")
    # One apostrophe taken away gives back what was written.
    assert row["text"][1:] == text


def test_secrets_are_masked_in_what_goes_out_and_not_in_ones_own_json(store: NoteStore, registry: Registry) -> None:
    store.add("password hunter2", tags=("hunter2",), author="hunter2")
    for kind in (Format.MARKDOWN, Format.CSV):
        content = export(store, kind, registry, _masked).decode()
        assert "hunter2" not in content
        assert content.count("••••") == 3
    (note,) = json.loads(export(store, Format.JSON, registry, _masked))["notes"]
    assert (note["text"], note["tags"], note["author"]) == ("password hunter2", ["hunter2"], "hunter2")


def test_some_of_the_notes_can_be_exported(store: NoteStore, registry: Registry) -> None:
    store.add("one")
    wanted = store.add("two")
    (note,) = json.loads(export(store, Format.JSON, registry, _masked, [wanted.id]))["notes"]
    assert note["text"] == "two"


def test_both_texts_of_a_contested_note_are_exported(store: NoteStore, registry: Registry) -> None:
    note = store.add("start", meaning="1121-bad-symbol")
    store.save(note.id, base_version=1, text="mine")
    store.save(note.id, base_version=1, text="theirs")
    for kind in Format:
        content = export(store, kind, registry, _unmasked).decode()
        assert content.index("mine") < content.index("theirs")


def test_the_bin_is_not_exported(store: NoteStore, registry: Registry) -> None:
    store.delete(store.add("secret once").id)
    for kind in Format:
        assert b"secret once" not in export(store, kind, registry, _unmasked)
