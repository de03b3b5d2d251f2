"""What cannot be saved is written to a file of its own."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from errdex.notes.store import NoteStore
from errdex.ui.note_draft import Draft, NotePlace, Subject
from errdex.ui.note_rescue import ask_and_write, write_somewhere


def test_what_cannot_be_saved_is_written_over_no_database(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    draft = Draft(NotePlace(Subject()), None)
    draft.content = draft.content._replace(text="must not be lost")
    with NoteStore.open(tmp_path / "notes.sqlite3") as store:
        note = store.add("Kept.")
        copy = store.copy_now().path
    said: list[str] = []

    def read() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        said.append(box.text())
        box.reject()

    for notes, target in ((store.path, store.path), (None, store.path), (None, copy)):
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, name=str(target): (name, ""))
        QTimer.singleShot(50, window, read)
        assert not ask_and_write((draft,), notes, window)
    assert len(said) == 3
    with NoteStore.open(store.path) as again:
        assert again.all() == (note,)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "rescued.md"), ""))
    assert ask_and_write((draft,), store.path, window)
    assert "must not be lost" in (tmp_path / "rescued.md").read_text(encoding="utf-8")


def test_two_programs_that_end_at_once_write_over_nothing_of_each_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for process, text in ((101, "of one window"), (102, "of the other")):
        monkeypatch.setattr(os, "getpid", lambda process=process: process)
        draft = Draft(NotePlace(Subject()), None)
        draft.content = draft.content._replace(text=text)
        assert write_somewhere((draft,), tmp_path) is not None
    texts = [file.read_text(encoding="utf-8") for file in tmp_path.iterdir()]
    assert len(texts) == 2
    assert any("of one window" in text for text in texts)
    assert any("of the other" in text for text in texts)
