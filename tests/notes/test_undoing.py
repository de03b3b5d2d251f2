"""Undo and redo: of one note and of whole steps, read from the versions; nothing that somebody else wrote is lost."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from tests.notes.conftest import Clock

from errdex.notes.export import to_json
from errdex.notes.model import Act, Note, Step
from errdex.notes.store import NoteStore


def _texts(store: NoteStore) -> list[str]:
    return sorted(note.text for note in store.all())


def test_redo_does_again_what_undo_took_back(store: NoteStore) -> None:
    note = store.add("one")
    store.save(note.id, base_version=1, text="two")
    store.save(note.id, base_version=2, tags=("t",))
    store.pin(note.id)
    store.delete(note.id)
    states = []
    while (undone := store.undo(note.id)) is not None:
        states.append((undone.note.text, undone.note.tags, undone.note.pinned, undone.deleted))
    assert states == [
        ("two", ("t",), True, False),
        ("two", ("t",), False, False),
        ("two", (), False, False),
        ("one", (), False, False),
        ("one", (), False, True),
    ]
    again = []
    while (redone := store.redo(note.id)) is not None:
        again.append((redone.note.text, redone.note.tags, redone.note.pinned, redone.deleted))
    assert again == [*reversed(states[:-1]), ("two", ("t",), True, True)]


def test_a_change_after_an_undo_ends_redo(store: NoteStore) -> None:
    note = store.add("one")
    store.save(note.id, base_version=1, text="two")
    undone = store.undo(note.id)
    assert undone is not None
    store.save(note.id, base_version=undone.note.version, text="three")
    assert store.redo(note.id) is None


def test_undo_and_redo_follow_any_history(path: Path, store: NoteStore) -> None:
    """Beside a plain list of states, over long random histories, with two stores on one file."""
    chance = random.Random(11)  # noqa: S311 -- the same turns at every run
    note_id = store.add("start").id
    states: list[tuple[str, bool]] = [("", True), ("start", False)]
    place = 1
    with NoteStore.open(path) as other:
        for turn in range(400):
            each = chance.choice((store, other))
            kind = chance.choice(("save", "delete", "restore", "undo", "undo", "redo", "redo"))
            if kind == "undo":
                assert (each.undo(note_id) is None) == (place == 0)
                place = max(place - 1, 0)
            elif kind == "redo":
                assert (each.redo(note_id) is None) == (place + 1 == len(states))
                place = min(place + 1, len(states) - 1)
            else:
                before = each.latest_change()
                current = each.versions(note_id)[-1]
                if kind == "save":
                    each.save(note_id, base_version=current.note.version, text=f"turn {turn}")
                elif kind == "delete":
                    each.delete(note_id)
                else:
                    each.restore(note_id)
                if each.latest_change() != before:
                    last = each.versions(note_id)[-1]
                    states = [*states[: place + 1], (last.note.text, last.deleted)]
                    place += 1
            now = store.versions(note_id)[-1]
            wanted = states[place]
            assert now.deleted == wanted[1]
            assert now.deleted or now.note.text == wanted[0]


def test_an_import_is_one_step(tmp_path: Path, clock: Clock, store: NoteStore) -> None:
    ours = store.add("ours", tags=("kept",))
    with NoteStore.open(tmp_path / "other.sqlite3", clock=clock) as other:
        other.merge(store.carried())
        other.save(ours.id, base_version=1, text="ours, carried on there")
        new = [other.add(f"theirs {number}").id for number in range(3)]
        coming = other.carried()
    store.merge(coming)
    assert len(store.all()) == 4
    step = store.undo_step()
    assert step == Step(Act.IMPORT, (ours.id, *new))
    assert store.all()[0].text == "ours"
    assert len(store.all()) == 1
    redone = store.redo_step()
    assert redone is not None
    assert (redone.act, len(redone.notes)) == (Act.IMPORT, 4)
    assert _texts(store) == ["ours, carried on there", "theirs 0", "theirs 1", "theirs 2"]
    assert store.redo_step() is None


def test_undoing_an_import_takes_its_rivals_away_and_redo_puts_them_back(
    tmp_path: Path, clock: Clock, store: NoteStore
) -> None:
    note = store.add("start")
    with NoteStore.open(tmp_path / "other.sqlite3", clock=clock) as other:
        other.merge(store.carried())
        other.save(note.id, base_version=1, text="theirs")
        store.save(note.id, base_version=1, text="ours")
        store.merge(other.carried())
    assert [rival.text for rival in store.rivals(note.id)] == ["theirs"]
    assert store.undo_step() == Step(Act.IMPORT, (note.id,))
    assert store.rivals(note.id) == ()
    assert store.redo_step() == Step(Act.IMPORT, (note.id,))
    assert [rival.text for rival in store.rivals(note.id)] == ["theirs"]
    assert store.undo_step() == Step(Act.IMPORT, (note.id,))
    assert store.undo_step() == Step(Act.EDIT, (note.id,))
    assert _texts(store) == ["start"]


def test_undoing_a_settling_brings_the_conflict_back_and_it_travels(
    tmp_path: Path, clock: Clock, store: NoteStore
) -> None:
    note = store.add("start")
    mine = store.save(note.id, base_version=1, text="mine")
    store.save(note.id, base_version=1, text="theirs")
    store.settle(note.id, base_version=mine.version, text="both")
    assert store.contested() == frozenset()
    store.undo(note.id)
    assert _texts(store) == ["mine"]
    assert [rival.text for rival in store.rivals(note.id)] == ["theirs"]
    with NoteStore.open(tmp_path / "other.sqlite3", clock=clock) as other:
        other.merge(store.carried())
        assert other.contested() == {note.id}
        assert to_json(other.carried()) == to_json(store.carried())
    store.redo(note.id)
    assert _texts(store) == ["both"]
    assert store.contested() == frozenset()


def test_steps_are_taken_back_in_turn_and_done_again_in_turn(store: NoteStore) -> None:
    first, second = store.add("first"), store.add("second")
    store.save(first.id, base_version=1, text="first, changed")
    store.delete(second.id)
    acts = [store.undo_step(), store.undo_step(), store.undo_step(), store.undo_step(), store.undo_step()]
    assert [step and step.act for step in acts] == [Act.DELETE, Act.EDIT, Act.ADD, Act.ADD, None]
    assert store.all() == ()
    acts = [store.redo_step(), store.redo_step(), store.redo_step(), store.redo_step(), store.redo_step()]
    assert [step and step.act for step in acts] == [Act.ADD, Act.ADD, Act.EDIT, Act.DELETE, None]
    assert _texts(store) == ["first, changed"]


def test_a_window_undoes_its_own_steps_and_leaves_what_others_changed_since(path: Path, store: NoteStore) -> None:
    with NoteStore.open(path) as other:
        note = store.add("mine")
        theirs = other.add("theirs")
        assert other.save(note.id, base_version=1, text="mine, changed by them").version == 2
        step = store.undo_step()
        assert step == Step(Act.ADD, (), kept=(note.id,))
        assert _texts(store) == ["mine, changed by them", "theirs"]
        # Whoever undoes all of it, one after the other, can.
        assert store.undo_step(own=False) == Step(Act.EDIT, (note.id,))
        assert store.undo_step(own=False) == Step(Act.ADD, (theirs.id,))
        assert store.undo_step(own=False) == Step(Act.ADD, (note.id,))
        assert store.undo_step(own=False) is None


def test_pinned_notes_come_first_and_pinning_is_no_conflict_with_typing(path: Path, store: NoteStore) -> None:
    first = store.add("first", meaning="1121-bad-symbol")
    second = store.add("second", meaning="1121-bad-symbol")
    with NoteStore.open(path) as other:
        other.pin(first.id)
    typed = store.save(first.id, base_version=1, text="typed meanwhile")
    assert (typed.text, typed.pinned) == ("typed meanwhile", True)
    assert store.contested() == frozenset()
    assert [note.id for note in store.of_meaning("1121-bad-symbol")] == [first.id, second.id]
    assert [note.id for note in store.all()] == [first.id, second.id]
    store.pin(first.id, pinned=False)
    assert [version.act for version in store.versions(first.id)] == [Act.ADD, Act.PIN, Act.EDIT, Act.PIN]


def test_changes_of_different_parts_both_hold_and_of_the_same_part_wait_side_by_side(store: NoteStore) -> None:
    note = store.add("text", tags=("a",))
    store.save(note.id, base_version=1, tags=("b",))
    both = store.save(note.id, base_version=1, text="other text")
    assert (both.text, both.tags) == ("other text", ("b",))
    store.save(note.id, base_version=1, tags=("c",))
    assert [rival.tags for rival in store.rivals(note.id)] == [("c",)]


def test_settling_leaves_a_rival_that_nobody_has_seen(store: NoteStore) -> None:
    note = store.add("start")
    mine = store.save(note.id, base_version=1, text="mine")
    seen = store.save(note.id, base_version=1, text="seen")
    store.save(note.id, base_version=1, text="came since")
    store.settle(note.id, base_version=mine.version, rivals=[seen], text="mine and seen")
    assert [rival.text for rival in store.rivals(note.id)] == ["came since"]


def test_an_earlier_version_comes_back_as_a_further_one(store: NoteStore) -> None:
    note = store.add("one")
    store.save(note.id, base_version=1, text="two")
    assert store.restore(note.id, 1).text == "one"
    assert [version.note.text for version in store.versions(note.id)] == ["one", "two", "one"]
    undone = store.undo(note.id)
    assert undone is not None
    assert undone.note.text == "two"


@pytest.mark.parametrize("meaning", ["1121-bad-symbol", None])
def test_notes_on_a_number_are_shown_with_every_meaning_of_it(store: NoteStore, meaning: str | None) -> None:
    def ids(notes: tuple[Note, ...]) -> list[str]:
        return [note.id for note in notes]

    chosen = store.add("chosen", meaning="1121-bad-symbol", number=-1121)
    open_one = store.add("not chosen yet", number=-1121)
    assert ids(store.about(meaning, 1121)) == ([open_one.id, chosen.id] if meaning else [open_one.id])
    assert ids(store.about(meaning, None)) == ([chosen.id] if meaning else [])
