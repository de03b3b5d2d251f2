from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from errdex.errors import InputError
from errdex.notes.export import Format
from errdex.notes.model import MergeCount
from errdex.notes.store import NoteStore
from errdex.registry.model import Registry
from errdex.ui.export_dialog import (
    export_notes,
    import_notes,
    merge_notes,
    merge_sentence,
    target_of,
    write_notes,
)

KEY = "vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju91duEh8A"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[NoteStore]:
    with NoteStore.open(tmp_path / "notes.sqlite3") as store:
        store.add(f"with apiKey={KEY}", meaning="1121-bad-symbol", number=-1121, name="BAD_SYMBOL", tags=("spot",))
        yield store


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    return window


def answer(monkeypatch: pytest.MonkeyPatch, which: str, name: str, chosen: str = "") -> None:
    """Answer a file dialog as a person would."""
    monkeypatch.setattr(QFileDialog, which, lambda *_: (name, chosen))


def told(window: QWidget, sentences: list[str]) -> None:
    """Read the message box that opens next, and close it."""

    def read() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        sentences.append(box.text())
        box.reject()

    QTimer.singleShot(50, window, read)


@pytest.mark.parametrize(
    ("name", "kind", "expected"),
    [
        ("notes.csv", Format.MARKDOWN, ("notes.csv", Format.CSV)),
        ("notes", Format.JSON, ("notes.json", Format.JSON)),
        ("my.notes", Format.MARKDOWN, ("my.notes.md", Format.MARKDOWN)),
        ("NOTES.JSON", Format.MARKDOWN, ("NOTES.JSON", Format.JSON)),
    ],
)
def test_the_ending_decides_the_format(name: str, kind: Format, expected: tuple[str, Format]) -> None:
    assert target_of(name, kind) == (Path(expected[0]), expected[1])


@pytest.mark.parametrize("kind", [Format.MARKDOWN, Format.CSV])
def test_what_goes_out_for_others_is_masked(store: NoteStore, registry: Registry, tmp_path: Path, kind: Format) -> None:
    write_notes(tmp_path / "out", kind, store, registry)
    written = (tmp_path / "out").read_text(encoding="utf-8")
    assert "BAD_SYMBOL" in written
    assert KEY not in written


def test_json_is_complete_and_comes_back(store: NoteStore, registry: Registry, tmp_path: Path) -> None:
    write_notes(tmp_path / "out.json", Format.JSON, store, registry)
    assert KEY in json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["notes"][0]["text"]
    with NoteStore.open(tmp_path / "other.sqlite3") as other:
        assert merge_notes(tmp_path / "out.json", other) == MergeCount(added=1)
        assert other.all()[0].text == store.all()[0].text


def test_the_dialogs_choice_is_written(
    window: QWidget, store: NoteStore, registry: Registry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch, "getSaveFileName", str(tmp_path / "mine"), "CSV, for a spreadsheet: secrets masked (*.csv)")
    assert export_notes(window, store, registry) == tmp_path / "mine.csv"
    assert (tmp_path / "mine.csv").read_text(encoding="utf-8").startswith("id,number,")
    answer(monkeypatch, "getSaveFileName", "")
    assert export_notes(window, store, registry) is None


def test_what_cannot_be_written_is_told_in_one_sentence(
    window: QWidget, store: NoteStore, registry: Registry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch, "getSaveFileName", str(tmp_path / "missing" / "notes.md"))
    sentences: list[str] = []
    told(window, sentences)
    assert export_notes(window, store, registry) is None
    assert sentences[0].startswith("The notes were not exported: ")
    assert "missing" in sentences[0]


def test_a_file_that_the_dialog_did_not_name_is_asked_about(
    window: QWidget, store: NoteStore, registry: Registry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mine.md").write_text("precious", encoding="utf-8")
    answer(monkeypatch, "getSaveFileName", str(tmp_path / "mine"))
    sentences: list[str] = []
    told(window, sentences)
    assert export_notes(window, store, registry) is None
    assert sentences == ["mine.md exists already. Replace it?"]
    assert (tmp_path / "mine.md").read_text(encoding="utf-8") == "precious"


def test_importing_says_what_came_of_it_or_what_is_wrong(
    window: QWidget, store: NoteStore, registry: Registry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_notes(tmp_path / "out.json", Format.JSON, store, registry)
    answer(monkeypatch, "getOpenFileName", str(tmp_path / "out.json"))
    count = import_notes(window, store)
    assert count == MergeCount(known=1)
    assert merge_sentence(count) == "Notes imported: 0 added, 0 carried on, 0 kept beside yours, 1 known already."
    (tmp_path / "out.json").write_text("[]", encoding="utf-8")
    sentences: list[str] = []
    told(window, sentences)
    assert import_notes(window, store) is None
    assert sentences[0].startswith("The notes were not imported: ")
    with pytest.raises(InputError, match="cannot be read"):
        merge_notes(tmp_path / "absent.json", store)
