from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from errdex.notes.store import NoteStore
from errdex.ui.note_draft import Draft, NotePlace, Subject
from errdex.ui.note_settling import NoteSettling
from errdex.ui.theme import Theme

PLACE = NotePlace(Subject("1007-timeout", -1007))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[NoteStore]:
    with NoteStore.open(tmp_path / "notes.sqlite3") as store:
        yield store


@pytest.fixture
def draft(store: NoteStore) -> Draft:
    """A note that another window changed while we wrote: ours waits beside theirs."""
    note = store.add("first words", meaning="1007-timeout", number=-1007)
    draft = Draft(PLACE, note)
    draft.current = store.save(note.id, base_version=1, text="their words", tags=("theirs",))
    draft.take(store.save(note.id, base_version=1, text="my words"))
    draft.rivals = store.rivals(note.id)
    return draft


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def dialog(window: QWidget, theme: Theme, store: NoteStore, draft: Draft) -> NoteSettling:
    dialog = NoteSettling(theme, store, draft, window)
    dialog.show()
    return dialog


def test_both_texts_stand_side_by_side(dialog: NoteSettling) -> None:
    assert (dialog.left.toPlainText(), dialog.right.toPlainText()) == ("my words", "their words")
    assert (dialog.left.accessibleName(), dialog.right.accessibleName()) == ("Yours", "Theirs")


@pytest.mark.parametrize(
    ("button", "expected"),
    [
        ("keep_mine", "my words"),
        ("keep_theirs", "their words"),
        ("keep_both", "my words\n\ntheir words\n"),
    ],
)
def test_what_is_chosen_holds_and_can_be_taken_back(
    dialog: NoteSettling, store: NoteStore, qtbot: QtBot, button: str, expected: str
) -> None:
    note = store.all()[0]
    chosen: QPushButton = getattr(dialog, button)
    with qtbot.waitSignal(dialog.settled):
        chosen.click()
    assert store.rivals(note.id) == ()
    assert [each.text for each in store.all()] == [expected]
    assert "my words" in {version.note.text for version in store.versions(note.id)}
    assert store.undo_step() is not None
    assert [rival.text for rival in store.rivals(note.id)] == ["my words"]


def test_a_further_text_that_came_meanwhile_goes_on_waiting(
    dialog: NoteSettling, store: NoteStore, qtbot: QtBot
) -> None:
    note = store.all()[0]
    store.save(note.id, base_version=1, text="a third text")
    with qtbot.waitSignal(dialog.settled):
        dialog.keep_theirs.click()
    assert [rival.text for rival in store.rivals(note.id)] == ["a third text"]
