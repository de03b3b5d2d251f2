"""Merging: notes travel as JSON between databases; nothing of either side is lost, and nothing comes twice."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.notes.conftest import Clock

from errdex.notes.export import to_json
from errdex.notes.importing import read_notes
from errdex.notes.model import Act, MergeCount
from errdex.notes.store import NoteStore


@pytest.fixture
def other(tmp_path: Path, clock: Clock) -> Iterator[NoteStore]:
    with NoteStore.open(tmp_path / "other.sqlite3", clock=clock) as opened:
        yield opened


def _hand_over(source: NoteStore, target: NoteStore) -> MergeCount:
    return target.merge(read_notes(to_json(source.carried()), "export.json"))


def _texts(store: NoteStore) -> set[str]:
    return {one.note.text for one in store.carried()}


def test_an_empty_database_becomes_the_same(store: NoteStore, other: NoteStore) -> None:
    note = store.add("one", meaning="1121-bad-symbol", number=-1121, name="BAD_SYMBOL", tags=("a",), author="Ann")
    store.save(note.id, base_version=1, text="two")
    store.save(note.id, base_version=1, text="beside two")
    store.add("three", number=-987654)
    assert _hand_over(store, other) == MergeCount(added=2, changed=0, beside=1, known=0)
    assert {note.id: note for note in other.all()} == {note.id: note for note in store.all()}
    assert other.rivals(note.id) == store.rivals(note.id)
    assert to_json(other.carried()) == to_json(store.carried())


def test_importing_ones_own_export_changes_nothing(store: NoteStore) -> None:
    note = store.add("one")
    store.save(note.id, base_version=1, text="two")
    store.save(note.id, base_version=1, text="beside")
    binned = store.add("in the bin")
    export = to_json(store.carried())
    store.delete(binned.id)
    before = store.latest_change()
    assert store.merge(read_notes(export, "x")) == MergeCount(known=3)
    assert store.latest_change() == before


def test_an_old_export_of_ones_own_changes_nothing(store: NoteStore) -> None:
    note = store.add("one")
    export = to_json(store.carried())
    store.save(note.id, base_version=1, text="two")
    assert store.merge(read_notes(export, "x")) == MergeCount(known=1)
    current = store.get(note.id)
    assert current is not None
    assert current.text == "two"


def test_what_the_other_side_carried_on_from_ours_becomes_ours(store: NoteStore, other: NoteStore) -> None:
    note = store.add("one")
    _hand_over(store, other)
    other.save(note.id, base_version=1, text="two", tags=("t",))
    theirs = other.save(note.id, base_version=2, text="three")
    assert _hand_over(other, store) == MergeCount(changed=1)
    assert store.get(note.id) == theirs
    assert store.rivals(note.id) == ()
    # And back again: nothing new.
    assert _hand_over(store, other) == MergeCount(known=1)


def test_an_export_of_before_our_import_is_older(store: NoteStore, other: NoteStore) -> None:
    note = store.add("one")
    store.save(note.id, base_version=1, text="two")
    early = to_json(store.carried())
    store.save(note.id, base_version=2, text="three")
    _hand_over(store, other)
    # The version is no row there, but it is known to have led to what is.
    assert other.merge(read_notes(early, "x")) == MergeCount(known=1)


def test_what_both_sides_changed_is_kept_on_both(store: NoteStore, other: NoteStore) -> None:
    note = store.add("start")
    _hand_over(store, other)
    ours = store.save(note.id, base_version=1, text="ours")
    theirs = other.save(note.id, base_version=1, text="theirs")
    assert _hand_over(other, store) == MergeCount(beside=1)
    assert store.get(note.id) == ours
    assert [rival.text for rival in store.rivals(note.id)] == ["theirs"]
    assert _hand_over(other, store) == MergeCount(known=1)
    assert _hand_over(store, other) == MergeCount(beside=1, known=1)
    assert other.get(note.id) == theirs

    store.settle(note.id, base_version=ours.version, text="ours and theirs")
    assert _hand_over(store, other) == MergeCount(changed=1)
    assert other.rivals(note.id) == ()
    assert _texts(other) == _texts(store) == {"ours and theirs"}


def test_a_rival_that_is_carried_on_stays_one_rival(store: NoteStore, other: NoteStore) -> None:
    note = store.add("start")
    _hand_over(store, other)
    store.save(note.id, base_version=1, text="ours")
    for version, text in ((1, "theirs"), (2, "theirs, longer")):
        other.save(note.id, base_version=version, text=text)
        _hand_over(other, store)
    assert [rival.text for rival in store.rivals(note.id)] == ["theirs, longer"]


def test_a_note_in_the_bin_stays_there_unless_it_was_changed(store: NoteStore, other: NoteStore) -> None:
    note = store.add("start")
    _hand_over(store, other)
    store.delete(note.id)
    assert _hand_over(other, store) == MergeCount(known=1)
    assert store.all() == ()
    other.save(note.id, base_version=1, text="still of use")
    assert _hand_over(other, store) == MergeCount(changed=1)
    assert [each.text for each in store.all()] == ["still of use"]


def test_an_import_can_be_foreseen_and_undone(store: NoteStore, other: NoteStore) -> None:
    note = store.add("start")
    _hand_over(store, other)
    other.save(note.id, base_version=1, text="changed there")
    other.add("new there")
    coming = other.carried()
    before = store.latest_change()
    assert store.merge(coming, only_foresee=True) == MergeCount(added=1, changed=1)
    assert store.latest_change() == before
    assert store.merge(coming) == MergeCount(added=1, changed=1)
    for each in store.all():
        assert store.versions(each.id)[-1].act is Act.IMPORT
        undone = store.undo(each.id)
        assert undone is not None
    assert [each.text for each in store.all()] == ["start"]
    assert [each.text for each in store.binned()] == ["new there"]


def test_three_databases_that_go_on_working_lose_nothing_and_agree(tmp_path: Path, clock: Clock) -> None:
    chance = random.Random(7)  # noqa: S311 -- the same turns at every run
    stores = [NoteStore.open(tmp_path / f"{number}.sqlite3", clock=clock) for number in range(3)]
    typed: set[str] = set()
    for turn in range(300):
        store = chance.choice(stores)
        notes = store.all()
        if not notes or chance.random() < 0.1:
            typed.add(store.add(f"text {turn}").text)
        elif chance.random() < 0.6:
            note = chance.choice(notes)
            version = chance.choice((note.version, *(each.version for each in store.rivals(note.id))))
            typed.add(store.save(note.id, base_version=version, text=f"text {turn}").text)
        else:
            _hand_over(store, chance.choice(stores))
    kept = {version.note.text for store in stores for note in store.all() for version in store.versions(note.id)}
    assert kept == typed
    for _ in range(2):
        for source in stores:
            for target in stores:
                _hand_over(source, target)
    assert _texts(stores[0]) == _texts(stores[1]) == _texts(stores[2])
    assert sum(len(store.contested()) for store in stores) > 0
    for store in stores:
        store.close()
