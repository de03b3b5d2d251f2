"""Importing: an export comes back whole, and what is none is refused at its place."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from errdex.errors import InputError
from errdex.notes.export import Format, export, to_json
from errdex.notes.importing import read_notes
from errdex.notes.store import NoteStore
from errdex.registry.model import Registry

NOTE: dict[str, Any] = {
    "id": "0" * 32,
    "text": "x",
    "created": "2026-05-03T10:11:12.345Z",
    "changed": "2026-05-03T10:11:12.345Z",
    "version": 1,
}


def _document(*notes: object) -> bytes:
    return json.dumps({"format": "errdex-notes", "version": 1, "notes": [*notes]}).encode()


def test_export_import_export_is_byte_identical(store: NoteStore, tmp_path: Path) -> None:
    for number, text in enumerate(
        ("plain", "=1+1\r\nlines\n", "\x00\x1f\u2028\ufeff", "中\U0001f525\U0010fffd", "x" * 99_999)
    ):
        note = store.add(
            text, number=number, tags=("a, b", '"'), author="Ann", name="N", meaning=text[:9], template="t"
        )
        for version in range(1, number + 1):
            store.save(note.id, base_version=version, text=f"{text} {version}")
        store.save(note.id, base_version=1, text=f"{text} beside")
        current = store.get(note.id)
        assert current is not None
        store.save(note.id, base_version=current.version, text=f"{text} carried on after its rival")
    first = to_json(store.carried())
    with NoteStore.open(tmp_path / "empty.sqlite3") as empty:
        empty.merge(read_notes(first, "first.json"))
        second = to_json(empty.carried())
        assert second == first
        assert empty.all() != ()
        before = empty.latest_change()
        empty.merge(read_notes(second, "second.json"))
        assert empty.latest_change() == before


def test_the_least_that_a_note_needs_is_enough(store: NoteStore) -> None:
    store.merge(read_notes(b"\xef\xbb\xbf" + _document(NOTE), "x"))
    (note,) = store.all()
    assert note == (
        NOTE["id"],
        None,
        None,
        None,
        None,
        "x",
        (),
        "",
        NOTE["created"],
        NOTE["changed"],
        1,
        False,
        (),
        None,
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "no JSON"),
        (b"\xff\xfe", "not UTF-8 at byte 0"),
        (b"[" * 100_000, "no JSON"),
        (b"1" * 5000, "no JSON"),
        (b"[]", "does not begin with"),
        (b'{"format": "other"}', "does not begin with"),
        (b'{"format": "errdex-notes"}', "version must be"),
        (b'{"format": "errdex-notes", "version": true}', "version must be"),
        (b'{"format": "errdex-notes", "version": 3}', "newer Errdex"),
        (b'{"format": "errdex-notes", "version": 1}', "notes must be a list"),
        (_document("x"), r"notes\[0\] must be an object"),
        (_document(NOTE, {}), r"notes\[1\]\.id must be text"),
        (_document(NOTE | {"id": "../../etc"}), r"notes\[0\]\.id must be 32"),
        (_document(NOTE | {"text": None}), r"notes\[0\]\.text must be text"),
        (_document(NOTE | {"number": "-1121"}), r"notes\[0\]\.number must be a whole number"),
        (_document(NOTE | {"number": 10**40}), r"notes\[0\]\.number must be"),
        (_document(NOTE | {"number": True}), r"notes\[0\]\.number must be"),
        (_document(NOTE | {"tags": "a"}), r"notes\[0\]\.tags must be a list"),
        (_document(NOTE | {"tags": [1]}), r"notes\[0\]\.tags must be a list"),
        (_document(NOTE | {"changed": "yesterday"}), r"notes\[0\]\.changed must be a time"),
        (_document(NOTE | {"version": 0}), r"notes\[0\]\.version must be"),
        (_document(NOTE | {"created": "9999-99-99T99:99:99.999Z"}), r"notes\[0\]\.created must be a time"),
        (_document(NOTE | {"changed": "9999-12-31T23:59:59.999Z"}), r"notes\[0\]\.changed must be a time"),
        (_document(NOTE | {"changed": "0001-01-01T00:00:00.000Z"}), r"notes\[0\]\.changed must be a time"),
        (_document(NOTE | {"pinned": 1}), r"notes\[0\]\.pinned must be true or false"),
        (_document(NOTE | {"causes": ["x"]}), r"notes\[0\]\.causes must be a list of objects"),
        (_document(NOTE | {"causes": [{"meaning": "x"}]}), r"notes\[0\]\.causes\[0\]\.cause must be text"),
        (_document(NOTE | {"occurrence": "x"}), r"notes\[0\]\.occurrence must be an object or null"),
        (_document(NOTE | {"occurrence": {"snippet": 1}}), r"notes\[0\]\.occurrence\.snippet must be text"),
        (_document(NOTE | {"colour": "red"}), r"notes\[0\]\.colour is not known"),
    ],
)
def test_what_is_no_export_is_refused_at_its_place(content: bytes, said: str) -> None:
    with pytest.raises(InputError, match=said) as caught:
        read_notes(content, "given.json")
    assert str(caught.value).startswith("given.json")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("version", [10**9, 10**40])
def test_a_note_that_was_changed_too_often_to_be_true_can_be_changed_and_comes_back(
    store: NoteStore, registry: Registry, tmp_path: Path, version: int
) -> None:
    store.merge(read_notes(_document(NOTE | {"version": version}), "x"))
    (note,) = store.all()
    saved = store.save(note.id, base_version=note.version, text="and on")
    content = export(store, Format.JSON, registry, str)
    with NoteStore.open(tmp_path / "other.sqlite3") as other:
        other.merge(read_notes(content, "x"))
        assert [each.text for each in other.all()] == [saved.text] == ["and on"]


def test_half_a_surrogate_in_a_file_comes_in_once(store: NoteStore) -> None:
    content = _document(NOTE | {"text": "a\ud800b", "tags": ["\ud800"]})
    assert store.merge(read_notes(content, "x")).added == 1
    assert store.merge(read_notes(content, "x")).known == 1
