from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QFileDialog, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from errdex.errors import InputError
from errdex.notes.export import Format
from errdex.notes.store import NoteStore
from errdex.registry.advice_loader import load_advice
from errdex.registry.guidance_loader import GuidanceShelf
from errdex.registry.model import Registry
from errdex.resources import resources_folder
from errdex.ui.export_dialog import ExportDialog, Offers, Sources, target_of, write_notes
from errdex.ui.import_dialog import ImportDialog, ask_for_notes, read_file
from errdex.ui.theme import Theme
from errdex.wording_book import book_words

KEY = "vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju91duEh8A"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[NoteStore]:
    with NoteStore.open(tmp_path / "notes.sqlite3") as store:
        store.add(f"with apiKey={KEY}", meaning="1121-bad-symbol", number=-1121, name="BAD_SYMBOL", tags=("spot",))
        store.add("about timeouts", meaning="1007-timeout", number=-1007, name="TIMEOUT")
        yield store


@pytest.fixture
def sources(store: NoteStore, registry: Registry) -> Sources:
    folder = resources_folder() / "guidance"
    return Sources(store, registry, lambda: book_words(registry, load_advice(folder), GuidanceShelf(folder)))


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return window


def answer(monkeypatch: pytest.MonkeyPatch, which: str, name: str) -> None:
    """Answer a file dialog as a person would."""
    monkeypatch.setattr(QFileDialog, which, lambda *_: (name, ""))


def told(window: QWidget, sentences: list[str]) -> None:
    """Read the message box that opens next, and close it."""

    def read() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        sentences.append(box.text())
        box.reject()

    QTimer.singleShot(50, window, read)


def press(dialog: ExportDialog | ImportDialog, role: QDialogButtonBox.ButtonRole) -> None:
    box = dialog.findChild(QDialogButtonBox)
    assert box is not None
    next(button for button in box.buttons() if box.buttonRole(button) is role).click()


ACCEPT = QDialogButtonBox.ButtonRole.AcceptRole


@pytest.mark.parametrize(
    ("name", "kind", "expected"),
    [
        ("notes.csv", Format.CSV, "notes.csv"),
        ("notes", Format.JSON, "notes.json"),
        ("my.notes", Format.MARKDOWN, "my.notes.md"),
        ("NOTES.JSON", Format.JSON, "NOTES.JSON"),
        ("notes.json", Format.CSV, "notes.json.csv"),
    ],
)
def test_a_file_has_the_ending_of_its_format(name: str, kind: Format, expected: str) -> None:
    assert target_of(name, kind) == Path(expected)


@pytest.mark.parametrize("kind", [Format.MARKDOWN, Format.CSV])
def test_what_goes_out_for_others_is_masked_and_counted(sources: Sources, tmp_path: Path, kind: Format) -> None:
    assert write_notes(tmp_path / "out", kind, sources) == 1
    written = (tmp_path / "out").read_text(encoding="utf-8")
    assert "BAD_SYMBOL" in written
    assert KEY not in written


def test_a_book_says_what_the_program_advises(sources: Sources, tmp_path: Path) -> None:
    write_notes(tmp_path / "out.md", Format.MARKDOWN, sources)
    assert "Check before you send it again" in (tmp_path / "out.md").read_text(encoding="utf-8")


def test_json_is_complete_and_comes_back(sources: Sources, tmp_path: Path) -> None:
    assert write_notes(tmp_path / "out.json", Format.JSON, sources) == 0
    notes = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["notes"]
    assert KEY in "".join(note["text"] for note in notes)
    with NoteStore.open(tmp_path / "other.sqlite3") as other:
        other.merge(read_file(tmp_path / "out.json", other.path))
        assert {note.text for note in other.all()} == {note.text for note in sources.store.all()}


def test_the_dialog_offers_what_there_is_the_narrowest_first(
    window: QWidget, theme: Theme, sources: Sources, store: NoteStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = store.all()
    dialog = ExportDialog(theme, sources, Offers(first, (first, second), (second,), 2), window)
    assert [button.text() for button in dialog.notes.buttons()] == [
        "The 2 chosen notes",
        "The one that was found",
        "All 2 notes",
        "The one that is shown",
    ]
    said: list[str] = []
    dialog.written.connect(said.append)
    dialog.choose(1, Format.CSV)
    answer(monkeypatch, "getSaveFileName", str(tmp_path / "mine"))
    press(dialog, ACCEPT)
    written = (tmp_path / "mine.csv").read_text(encoding="utf-8")
    assert (second.id in written, first.id in written) == (True, False)
    masked = " 1 secret was masked; look through the file before you pass it on."
    assert said == [f"The notes are in {tmp_path / 'mine.csv'}.{masked}"]


def test_what_cannot_be_written_is_told_in_one_sentence(
    window: QWidget, theme: Theme, sources: Sources, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = ExportDialog(theme, sources, Offers(None, (), None, 2), window)
    answer(monkeypatch, "getSaveFileName", str(tmp_path / "missing" / "notes.md"))
    sentences: list[str] = []
    told(window, sentences)
    press(dialog, ACCEPT)
    assert sentences[0].startswith("The notes were not exported: ")
    assert "missing" in sentences[0]


def test_notes_are_exported_over_no_database(
    window: QWidget,
    theme: Theme,
    sources: Sources,
    store: NoteStore,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Neither over their own file, whatever it is called, nor over a copy of them; and neither is read as an export."""
    (tmp_path / "mine.md").hardlink_to(store.path)
    (tmp_path / "copy.md").symlink_to(store.copy_now().path)
    before = store.all()
    sentences: list[str] = []
    for name in ("mine.md", "copy.md"):
        dialog = ExportDialog(theme, sources, Offers(None, (), None, 2), window)
        answer(monkeypatch, "getSaveFileName", str(tmp_path / name))
        told(window, sentences)
        press(dialog, ACCEPT)
    answer(monkeypatch, "getOpenFileName", str(tmp_path / "mine.md"))
    told(window, sentences)
    assert ask_for_notes(theme, store, window) is None
    assert [sentence.split(":")[0] for sentence in sentences] == ["The notes were not exported"] * 2 + [
        "The notes were not imported"
    ]
    assert ["own file" in sentence for sentence in sentences] == [True, False, True]
    store.add("still open and sound")
    store.close()
    with NoteStore.open(store.path, thorough=True) as again:
        assert again.set_aside is None
        assert again.all()[1:] == before


def test_a_file_that_the_dialog_did_not_name_is_asked_about(
    window: QWidget, theme: Theme, sources: Sources, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mine.md").write_text("precious", encoding="utf-8")
    dialog = ExportDialog(theme, sources, Offers(None, (), None, 2), window)
    answer(monkeypatch, "getSaveFileName", str(tmp_path / "mine"))
    sentences: list[str] = []
    told(window, sentences)
    press(dialog, ACCEPT)
    assert sentences == ["mine.md exists already. Replace it?"]
    assert (tmp_path / "mine.md").read_text(encoding="utf-8") == "precious"


def test_an_import_is_shown_before_it_is_done(
    window: QWidget, theme: Theme, sources: Sources, store: NoteStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_notes(tmp_path / "out.json", Format.JSON, sources)
    answer(monkeypatch, "getOpenFileName", str(tmp_path / "out.json"))
    nothing = ask_for_notes(theme, store, window)
    assert nothing is not None
    assert nothing.words.text() == "out.json brings nothing new: 2 are here already."
    assert not nothing.take_button.isEnabled()
    with NoteStore.open(tmp_path / "other.sqlite3") as other:
        dialog = ask_for_notes(theme, other, window)
        assert dialog is not None
        assert dialog.words.text() == "out.json would bring this: 2 notes are new."
        assert dialog.list.item(0).text().startswith("New: -1")
        assert other.count() == 0
        said: list[str] = []
        dialog.merged.connect(said.append)
        press(dialog, ACCEPT)
        assert said == ["Imported: 2 notes are new."]
        assert other.count() == 2
        step = other.undo_step()
        assert step is not None
        assert other.count() == 0


def test_a_file_that_is_no_export_is_told(
    window: QWidget, theme: Theme, store: NoteStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "out.json").write_text("[]", encoding="utf-8")
    answer(monkeypatch, "getOpenFileName", str(tmp_path / "out.json"))
    sentences: list[str] = []
    told(window, sentences)
    assert ask_for_notes(theme, store, window) is None
    assert sentences[0].startswith("The notes were not imported: ")
    with pytest.raises(InputError, match="cannot be read"):
        read_file(tmp_path / "absent.json", tmp_path / "notes.sqlite3")
