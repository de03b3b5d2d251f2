from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from errdex.errors import NotesError
from errdex.notes.model import Note, NotedOccurrence
from errdex.notes.store import NoteStore
from errdex.ui.note_draft import Draft, NotePlace, Subject
from errdex.ui.note_editor import LONGEST_PASTE
from errdex.ui.note_keeper import PAUSE, NoteState
from errdex.ui.note_panel import NotePanel
from errdex.ui.theme import Theme

TIMEOUT = NotePlace(Subject("1007-timeout", -1007), "TIMEOUT")
SYMBOL = NotePlace(Subject("1121-bad-symbol", -1121), "BAD_SYMBOL", (("invalid", "Invalid symbol."),))
UNKNOWN = NotePlace(Subject(None, -9876))
KEY = "vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju91duEh8A"
LED = NotedOccurrence("03:14 code=-1007", (), "03:14")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "notes.sqlite3"


@pytest.fixture
def store(path: Path) -> Iterator[NoteStore]:
    with NoteStore.open(path, patience=0.05) as store:
        yield store


@pytest.fixture
def make_panel(qtbot: QtBot, theme: Theme, store: NoteStore) -> Iterator[Callable[[NoteStore], NotePanel]]:  # noqa: ARG001 -- closed after them
    """Make panels as they stand in windows: shown, on the notes of the timeout."""
    made: list[NotePanel] = []

    def make(store: NoteStore) -> NotePanel:
        panel = NotePanel(theme)
        qtbot.addWidget(panel)
        made.append(panel)
        panel.set_store(store)
        panel.keeper.show(TIMEOUT)
        panel.resize(450, 220)
        panel.show()
        return panel

    yield make
    for panel in made:
        panel.keeper.set_store(None)
        panel.close()


@pytest.fixture
def panel(make_panel: Callable[[NoteStore], NotePanel], store: NoteStore) -> NotePanel:
    return make_panel(store)


def texts(path: Path) -> list[str]:
    """Read the notes as another program would: from the file."""
    with NoteStore.open(path) as other:
        return [note.text for note in other.all()]


def add(store: NoteStore, text: str) -> Note:
    return store.add(text, meaning="1007-timeout", number=-1007, name="TIMEOUT")


def offered(panel: NotePanel) -> list[str]:
    return [button.text() for button in panel.line.buttons] if panel.line.isVisible() else []


def press(panel: NotePanel, words: str) -> None:
    button = next(button for button in (*panel.line.buttons, *panel.caution.buttons) if button.text() == words)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


# Saving


def test_what_is_typed_is_on_the_disk_half_a_second_after_the_pause_and_only_then_said_to_be_saved(
    panel: NotePanel, path: Path, qtbot: QtBot
) -> None:
    assert (panel.editor.accessibleName(), panel.editor.objectName()) == ("Note", "noteEditor")
    assert PAUSE <= 500
    with qtbot.waitSignal(panel.keeper.written, timeout=2000):
        QTest.keyClicks(panel.editor, "after the funding hour")
        assert panel.state.text() == "Not saved yet"
    assert panel.state.text().startswith("Saved ")
    assert texts(path) == ["after the funding hour"]


def test_typing_without_a_pause_is_saved_too(panel: NotePanel, path: Path, qtbot: QtBot) -> None:
    panel.keeper._longest.setInterval(60)
    with qtbot.waitSignal(panel.keeper.written, timeout=2000):
        for _ in range(10):
            QTest.keyClicks(panel.editor, "word ", delay=10)
    assert texts(path)[0].startswith("word ")


def test_leaving_the_editor_saves(panel: NotePanel, path: Path) -> None:
    panel.editor.setPlainText("gone elsewhere")
    panel.editor.left.emit(True)
    assert texts(path) == ["gone elsewhere"]


def test_another_code_saves_and_shows_its_own_note(panel: NotePanel, store: NoteStore) -> None:
    panel.editor.setPlainText("about timeouts")
    panel.keeper.show(SYMBOL)
    assert panel.editor.toPlainText() == ""
    panel.editor.setPlainText("about symbols")
    panel.keeper.show(TIMEOUT)
    assert panel.editor.toPlainText() == "about timeouts"
    note = store.of_meaning("1121-bad-symbol")[0]
    assert (note.text, note.number, note.name) == ("about symbols", -1121, "BAD_SYMBOL")


def test_a_note_may_stand_on_a_number_that_no_registry_knows_or_alone(panel: NotePanel, store: NoteStore) -> None:
    panel.keeper.show(UNKNOWN)
    panel.editor.setPlainText("new?")
    assert panel.flush()
    assert store.of_number(-9876)[0].meaning is None
    panel.keeper.show(NotePlace(Subject()))
    panel.editor.setPlainText("rules of the team")
    assert panel.flush()
    panel.editor.setPlainText("rules of the whole team")
    assert panel.flush()
    alone = [note for note in store.all() if note.number is None]
    assert [note.text for note in alone] == ["rules of the whole team"]
    assert panel.about.text() == "On no code"


def test_what_cannot_be_saved_stays_is_said_and_is_tried_again(panel: NotePanel, path: Path, qtbot: QtBot) -> None:
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    panel.editor.setPlainText("must not be lost")
    assert not panel.flush()
    assert panel.state.text() == "Not saved"
    assert panel.line.words.text().startswith("Not saved: Another program is writing")
    assert offered(panel) == ["Write to a file…"]
    panel.keeper.show(SYMBOL)
    assert panel.editor.toPlainText() == ""
    panel.keeper.show(TIMEOUT)
    assert panel.editor.toPlainText() == "must not be lost"
    panel.keeper.show(SYMBOL)
    other.execute("ROLLBACK")
    other.close()
    with qtbot.waitSignal(panel.keeper.written, timeout=6000):
        pass
    assert texts(path) == ["must not be lost"]
    assert not panel.line.isVisible()


def test_a_text_that_fails_holds_none_of_the_others_back(
    panel: NotePanel, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    for place, text in ((TIMEOUT, "first"), (SYMBOL, "refused"), (UNKNOWN, "refused too"), (TIMEOUT, "last")):
        panel.keeper.show(place)
        panel.editor.setPlainText(text)
        assert not panel.flush()
    assert panel.keeper.fault.count("Another program is writing") == 1
    other.execute("ROLLBACK")
    other.close()
    taken = NoteStore.add

    def add(store: NoteStore, text: str, **parts: object) -> Note:
        if text.startswith("refused"):
            raise NotesError("It is too long.")
        return taken(store, text, **parts)  # type: ignore[arg-type]

    monkeypatch.setattr(NoteStore, "add", add)
    assert not panel.flush()
    assert texts(path) == ["last"]
    assert panel.keeper.fault == "It is too long."
    assert [draft.content.text for draft in panel.keeper.unsaved] == ["refused", "refused too"]
    assert panel.state.text() == "Not saved"
    monkeypatch.setattr(NoteStore, "add", taken)
    assert panel.flush()
    assert sorted(texts(path)) == ["last", "refused", "refused too"]


def test_not_even_a_fault_of_our_own_holds_the_other_texts_back(
    panel: NotePanel, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for text in ("stumbled over", "saved"):
        draft = Draft(SYMBOL, None)
        draft.content = draft.content._replace(text=text)
        panel.keeper._waiting.append(draft)
    taken = NoteStore.add

    def add(store: NoteStore, text: str, **parts: object) -> Note:
        if text.startswith("stumbled"):
            raise KeyError(text)
        return taken(store, text, **parts)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(NoteStore, "add", add)
        with pytest.raises(KeyError):
            panel.flush()
        assert texts(path) == ["saved"]
    assert panel.keeper._again.isActive()
    assert panel.flush()
    assert sorted(texts(path)) == ["saved", "stumbled over"]


def test_a_text_whose_notes_are_not_open_waits_for_them(panel: NotePanel, store: NoteStore, path: Path) -> None:
    panel.keeper.set_store(None)
    panel.editor.setPlainText("quick fingers")
    assert not panel.flush()
    assert panel.state.text() == "Not saved"
    panel.set_store(store)
    assert texts(path) == ["quick fingers"]
    assert panel.state.text().startswith("Saved ")


def test_notes_that_can_only_be_read_cannot_be_typed_in(panel: NotePanel, path: Path) -> None:
    panel.editor.setPlainText("kept")
    panel.flush()
    panel.set_store(None)
    path.chmod(0o400)
    path.parent.chmod(0o500)
    try:
        with NoteStore.open(path) as store:
            panel.set_store(store)
            assert panel.editor.isReadOnly() is store.read_only
            panel.set_store(None)
    finally:
        path.parent.chmod(0o700)


def test_an_emptied_note_goes_into_the_bin(panel: NotePanel, store: NoteStore) -> None:
    panel.editor.setPlainText("short-lived")
    panel.flush()
    panel.editor.setPlainText("  \n")
    panel.flush()
    assert store.all() == ()
    assert len(store.binned()) == 1
    panel.editor.setPlainText("another")
    panel.flush()
    assert [note.text for note in store.all()] == ["another"]


# Others


def test_two_windows_on_one_file_see_each_other(
    make_panel: Callable[[NoteStore], NotePanel], store: NoteStore, path: Path, qtbot: QtBot
) -> None:
    with NoteStore.open(path) as second:
        one, other = make_panel(store), make_panel(second)
        QTest.keyClicks(one.editor, "from the first")
        qtbot.waitUntil(lambda: other.keeper.draft is not None and other.keeper.draft.content.text == "from the first")
        other.editor.setPlainText("from the second")
        other.flush()
        qtbot.waitUntil(lambda: one.editor.toPlainText() == "from the second", timeout=3000)
        other.set_store(None)


def test_two_edits_of_one_note_are_both_kept_and_said(panel: NotePanel, path: Path, store: NoteStore) -> None:
    panel.editor.setPlainText("first")
    panel.flush()
    note = store.all()[0]
    panel.editor.setPlainText("mine")
    with NoteStore.open(path) as other:
        other.save(note.id, base_version=note.version, text="theirs")
    panel.flush()
    assert panel.keeper.state is NoteState.CONTESTED
    assert "two texts" in panel.state.text()
    assert offered(panel) == ["Compare…"]
    assert panel.editor.toPlainText() == "mine"
    assert store.get(note.id) is not None
    assert [rival.text for rival in store.rivals(note.id)] == ["mine"]
    panel.editor.setPlainText("mine, carried on")
    panel.flush()
    assert [rival.text for rival in store.rivals(note.id)] == ["mine, carried on"]
    assert texts(path) == ["theirs"]


def test_changes_of_different_parts_both_hold(panel: NotePanel, path: Path, store: NoteStore) -> None:
    panel.editor.setPlainText("first")
    panel.flush()
    note = store.all()[0]
    panel.editor.setPlainText("first and more")
    with NoteStore.open(path) as other:
        other.save(note.id, base_version=note.version, tags=("theirs",))
    panel.flush()
    assert panel.keeper.state is NoteState.SAVED
    assert (store.all()[0].text, store.all()[0].tags) == ("first and more", ("theirs",))
    assert panel.tags.tags() == ("theirs",)


def test_nobody_writes_into_a_note_that_came_under_the_cursor(panel: NotePanel, path: Path, store: NoteStore) -> None:
    panel.keeper.hold()
    with NoteStore.open(path) as other:
        add(other, "from elsewhere")
    panel.keeper.look()
    panel.editor.setPlainText("mine")
    panel.flush()
    assert {note.text for note in store.all()} == {"from elsewhere", "mine"}


def test_a_note_deleted_elsewhere_goes_unless_somebody_writes_in_it(
    panel: NotePanel, path: Path, store: NoteStore
) -> None:
    note = add(store, "there")
    panel.keeper.look()
    with NoteStore.open(path) as other:
        other.delete(note.id)
        panel.keeper.look()
        assert panel.editor.toPlainText() == ""
        other.restore(note.id)
        panel.keeper.look()
        panel.editor.setPlainText("there, and written in")
        other.delete(note.id)
    panel.flush()
    assert texts(path) == ["there, and written in"]


def test_a_file_that_was_replaced_is_told(panel: NotePanel, path: Path, qtbot: QtBot) -> None:
    path.rename(path.with_name("elsewhere.sqlite3"))
    with qtbot.waitSignal(panel.keeper.lost):
        panel.keeper.look()
    assert panel.state.text() == "Cannot be read"


def test_texts_that_wait_while_the_file_is_replaced_are_told_once_and_saved_in_the_new_one(
    panel: NotePanel, path: Path, qtbot: QtBot
) -> None:
    path.rename(path.with_name("elsewhere.sqlite3"))
    panel.keeper.edit(text="first")
    panel.keeper._waiting.append(Draft(SYMBOL, None))
    panel.keeper._waiting[0].content = panel.keeper._waiting[0].content._replace(text="second")
    with qtbot.waitSignals([panel.keeper.lost], timeout=500):
        panel.flush()
    with qtbot.assertNotEmitted(panel.keeper.lost):
        panel.flush()
    assert panel.keeper.unsaved
    with NoteStore.open(path) as store:
        panel.set_store(store)
        assert sorted(texts(path)) == ["first", "second"]
        panel.set_store(None)


def test_what_is_typed_changes_nothing_else_of_a_text_from_elsewhere(panel: NotePanel, store: NoteStore) -> None:
    odd = "no-break\u00a0space, e\u0301, \u202eright to left\u202c, \u05d0, nul \0, \ufeff, \U0001f600, next line \x85"
    note = store.add(f"{odd}\r\nline\rline\u2028line\nlast", meaning="1007-timeout", number=-1007)
    panel.keeper.look()
    assert store.get(note.id) == note
    panel.start_writing("!")
    assert panel.flush()
    assert texts(store.path) == [f"{odd}\nline\nline\nline\nlast!"]


def test_the_cursor_stays_in_such_a_text_when_others_write(panel: NotePanel, store: NoteStore) -> None:
    store.add("no-break\u00a0space\r\nand on", meaning="1007-timeout", number=-1007)
    panel.keeper.look()
    panel.editor.moveCursor(QTextCursor.MoveOperation.End)
    place = panel.editor.textCursor().position()
    assert place > 0
    store.add("another")
    panel.keeper.look()
    assert panel.editor.textCursor().position() == place


def test_a_note_from_elsewhere_does_not_make_the_window_larger(panel: NotePanel, store: NoteStore) -> None:
    least = panel.minimumSizeHint()
    words = "W" * 50_000
    tags = (words, *(f"tag {number}" for number in range(3000)))
    led = NotedOccurrence("x", (), words)
    place = {"meaning": "1007-timeout", "number": -1007, "template": words}
    note = store.add(words, tags=tags, author=words, name=words, occurrence=led, **place)  # type: ignore[arg-type]
    panel.keeper.look()
    assert panel.about.text()
    shown = panel.minimumSizeHint()
    assert shown.width() < max(least.width(), 1000)
    assert shown.height() < 1000
    panel.keeper.change(pinned=True)
    assert store.get(note.id) == note._replace(pinned=True, version=2, changed=store.all()[0].changed)


# Several notes


def test_several_notes_on_one_code_can_be_walked_through_the_pinned_first(panel: NotePanel, store: NoteStore) -> None:
    add(store, "older")
    add(store, "newer")
    panel.keeper.look()
    assert (panel.editor.toPlainText(), panel.walker.text()) == ("newer", "1 of 2 ▾")
    panel.keeper.step(1)
    assert panel.editor.toPlainText() == "older"
    panel.keeper.change(pinned=True)
    assert panel.walker.text() == "1 of 2 ▾"
    assert panel.about.text() == "Pinned"
    assert [note.text for note in store.all()] == ["older", "newer"]
    assert [action.text() for action in panel.walker.menu().actions()] == ["older", "newer"]
    panel.walker.menu().actions()[1].trigger()
    assert panel.editor.toPlainText() == "newer"


def test_a_further_note_on_the_same_code(panel: NotePanel, store: NoteStore) -> None:
    add(store, "first")
    panel.keeper.look()
    QTest.mouseClick(panel.new_button, Qt.MouseButton.LeftButton)
    assert panel.editor.toPlainText() == ""
    QTest.keyClicks(panel.editor, "second")
    panel.flush()
    assert {note.text for note in store.of_meaning("1007-timeout")} == {"first", "second"}


def test_a_note_can_be_narrowed_to_one_message(panel: NotePanel, store: NoteStore) -> None:
    panel.keeper.show(SYMBOL)
    panel.editor.setPlainText("new pairs")
    panel.flush()
    panel.keeper.change(template="invalid")
    assert store.all()[0].template == "invalid"
    assert panel.about.text() == "Only on “Invalid symbol.”"
    store.add("on all", meaning="1121-bad-symbol", number=-1121)
    panel.keeper.show(None)
    panel.keeper.show(SYMBOL._replace(message="another"))
    assert panel.editor.toPlainText() == "on all"


def test_what_led_to_a_note_is_kept_with_it_masked(panel: NotePanel, store: NoteStore) -> None:
    panel.editor.setPlainText("look here")
    led = LED._replace(snippet=f"apiKey={KEY} code=-1007")
    panel.keeper.change(occurrence=led)
    kept = store.all()[0].occurrence
    assert kept is not None
    assert KEY not in kept.snippet
    assert panel.about.text() == "With the error of 03:14"


# What is shown


def test_a_note_is_shown_set_until_somebody_writes(panel: NotePanel, store: NoteStore) -> None:
    add(store, "**bold** words")
    panel.keeper.look()
    page = panel._body.currentWidget()
    assert page is panel._page
    assert panel._page is not None
    assert panel._page.toPlainText() == "bold words"
    QTest.mouseClick(panel._page.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert panel._body.currentWidget() is panel.editor
    assert panel.editor.toPlainText() == "**bold** words"
    panel.stop_writing()
    assert panel._body.currentWidget() is panel._page
    QTest.keyClicks(panel._page, "!")
    assert panel.editor.toPlainText() == "**bold** words!"
    panel.toggle_writing()
    assert panel._page.toPlainText() == "bold words!"


def test_without_a_code_there_is_nothing_to_write_on(panel: NotePanel) -> None:
    panel.editor.setPlainText("kept")
    panel.keeper.show(None)
    assert not panel.editor.isEnabled()
    assert panel.editor.placeholderText() == "Choose a code to write a note on it."
    panel.keeper.show(TIMEOUT)
    assert panel.editor.toPlainText() == "kept"


def test_a_text_too_long_for_a_note_is_refused(panel: NotePanel) -> None:
    source = QMimeData()
    source.setText("x" * (LONGEST_PASTE + 1))
    panel.editor.insertFromMimeData(source)
    assert panel.editor.toPlainText() == ""
    assert panel.line.words.text() == "This text is too long for a note."


def test_a_note_of_five_megabytes_is_shown_in_part_and_never_cut(panel: NotePanel, store: NoteStore) -> None:
    whole = "word " * 1_000_000
    add(store, whole)
    panel.keeper.look()
    assert panel.editor.isReadOnly()
    assert "too long" in panel.line.words.text()
    panel.flush()
    assert store.all()[0].text == whole


def test_a_long_sentence_below_a_note_is_seen_whole_and_cuts_nothing_else(panel: NotePanel, qtbot: QtBot) -> None:
    panel.resize(300, panel.minimumSizeHint().height())
    panel.say("A sentence that is so long that it needs several lines in a panel as narrow as this one is. " * 2)
    words = panel.line.words
    qtbot.waitUntil(lambda: words.height() >= words.heightForWidth(words.width()))
    assert panel.minimumSizeHint().height() >= words.height() + panel.editor.minimumHeight()


def test_the_line_of_the_title_is_as_high_without_a_code(panel: NotePanel, qtbot: QtBot) -> None:
    top = panel.editor.mapTo(panel, QPoint()).y()
    panel.keeper.show(None)
    assert not panel.more.isVisible()
    qtbot.waitUntil(lambda: panel.editor.mapTo(panel, QPoint()).y() == top)


def test_a_sentence_that_has_more_width_gives_its_height_back(panel: NotePanel, qtbot: QtBot) -> None:
    words = panel.line.words
    panel.resize(240, 400)
    panel.say("A sentence that needs several lines in a narrow panel and only one or two in a wide one.")
    qtbot.waitUntil(lambda: words.height() > 3 * words.fontMetrics().height())
    panel.resize(900, 400)
    qtbot.waitUntil(lambda: words.minimumHeight() < 2 * words.fontMetrics().height())
