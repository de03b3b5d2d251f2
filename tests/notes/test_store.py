"""The store: what is acknowledged is kept, nothing is overwritten, everything can be taken back."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from tests.notes.conftest import Clock

from errdex.errors import InputError, NotesError
from errdex.notes.model import Act
from errdex.notes.store import NoteStore


def test_a_note_is_there_after_reopening_with_all_its_parts(path: Path, clock: Clock) -> None:
    with NoteStore.open(path, clock=clock) as store:
        note = store.add(
            "Whitelist the new IP.",
            meaning="2015-rejected-mbx-key",
            number=-2015,
            name="REJECTED_MBX_KEY",
            template="invalid-api-key",
            tags=(" router ", "ip", "router", ""),
            author="Ann",
        )
    with NoteStore.open(path) as store:
        assert store.all() == (note,)
        assert store.get(note.id) == note
    assert note.tags == ("router", "ip")
    assert note.created == note.changed == "2026-05-03T10:00:02.000Z"
    assert note.version == 1
    assert len(note.id) == 32


def test_saving_counts_versions_and_keeps_every_one(store: NoteStore) -> None:
    note = store.add("one", tags=("a",))
    note = store.save(note.id, base_version=1, text="two")
    note = store.save(note.id, base_version=2, tags=("b",))
    assert (note.text, note.tags, note.version) == ("two", ("b",), 3)
    assert note.changed > note.created
    versions = store.versions(note.id)
    assert [(each.note.version, each.note.text, each.note.tags, each.act) for each in versions] == [
        (1, "one", ("a",), Act.ADD),
        (2, "two", ("a",), Act.EDIT),
        (3, "two", ("b",), Act.EDIT),
    ]


def test_saving_what_is_there_writes_nothing(store: NoteStore) -> None:
    note = store.add("one")
    before = store.latest_change()
    assert store.save(note.id, base_version=1, text="one", tags=()) == note
    assert store.latest_change() == before


def test_two_windows_see_each_other(path: Path, store: NoteStore) -> None:
    with NoteStore.open(path) as other:
        token = other.latest_change()
        note = store.add("from one window", meaning="1121-bad-symbol")
        assert other.changed_since(token) == {note.id}
        token = other.latest_change()
        assert other.get(note.id) == note
        assert other.marked_meanings() == {"1121-bad-symbol"}
        changed = other.save(note.id, base_version=1, text="from the other")
        assert store.get(note.id) == changed
        assert store.search("other") == (changed,)
        assert other.changed_since(token) == {note.id}
        assert other.changed_since(other.latest_change()) == frozenset()


def test_two_edits_of_one_note_are_both_kept_side_by_side(path: Path, store: NoteStore) -> None:
    note = store.add("start")
    with NoteStore.open(path) as other:
        mine = store.save(note.id, base_version=1, text="mine")
        theirs = other.save(note.id, base_version=1, text="theirs")
        # Both go on typing, each from what the last save gave back.
        mine = store.save(note.id, base_version=mine.version, text="mine, longer")
        theirs = other.save(note.id, base_version=theirs.version, text="theirs, longer")
    assert store.get(note.id) == mine
    assert store.rivals(note.id) == (theirs,)
    assert store.contested() == {note.id}

    settled = store.settle(note.id, base_version=mine.version, text="mine and theirs")
    assert store.get(note.id) == settled
    assert store.rivals(note.id) == ()
    assert store.contested() == frozenset()
    assert {each.note.text for each in store.versions(note.id)} >= {"mine, longer", "theirs, longer"}


def test_settling_with_the_current_text_settles(store: NoteStore) -> None:
    note = store.add("start")
    mine = store.save(note.id, base_version=1, text="mine")
    store.save(note.id, base_version=1, text="late")
    store.settle(note.id, base_version=mine.version, text="mine")
    assert store.contested() == frozenset()


def test_settling_too_late_is_kept_aside_itself(store: NoteStore) -> None:
    note = store.add("start")
    store.save(note.id, base_version=1, text="mine")
    late = store.settle(note.id, base_version=1, text="settled without having seen mine")
    current = store.get(note.id)
    assert current is not None
    assert current.text == "mine"
    assert store.rivals(note.id) == (late,)


def test_the_same_edit_made_twice_is_no_conflict(store: NoteStore) -> None:
    note = store.add("start")
    first = store.save(note.id, base_version=1, text="same")
    assert store.save(note.id, base_version=1, text="same") == first
    assert store.contested() == frozenset()


def test_a_deleted_note_is_in_the_bin_and_comes_back_whole(store: NoteStore) -> None:
    note = store.add("keep me", meaning="1121-bad-symbol", tags=("x",))
    assert store.delete(note.id)
    assert store.get(note.id) is None
    assert store.all() == ()
    assert store.marked_meanings() == frozenset()
    assert store.search("keep") == ()
    assert [each.id for each in store.binned()] == [note.id]
    assert not store.delete(note.id)
    restored = store.restore(note.id)
    assert (restored.text, restored.tags, restored.meaning) == (note.text, note.tags, note.meaning)
    assert store.search("keep") == (restored,)
    assert store.binned() == ()
    assert store.restore(note.id) == restored


def test_deleting_what_somebody_changed_meanwhile_is_not_done(store: NoteStore) -> None:
    note = store.add("start")
    changed = store.save(note.id, base_version=1, text="changed")
    assert not store.delete(note.id, base_version=1)
    assert store.get(note.id) == changed


def test_typing_on_in_a_note_that_was_deleted_brings_it_back(store: NoteStore) -> None:
    note = store.add("start")
    store.delete(note.id)
    saved = store.save(note.id, base_version=1, text="still typing")
    assert store.get(note.id) == saved
    assert store.rivals(note.id) == ()


def test_undo_takes_back_one_change_after_the_other(store: NoteStore) -> None:
    note = store.add("one")
    store.save(note.id, base_version=1, text="two")
    store.save(note.id, base_version=2, tags=("t",))
    store.delete(note.id)
    seen = []
    while (undone := store.undo(note.id)) is not None:
        seen.append((undone.note.text, undone.note.tags, undone.deleted))
    assert seen == [("two", ("t",), False), ("two", (), False), ("one", (), False), ("one", (), True)]
    assert store.restore(note.id).text == "one"


def test_undo_after_a_change_that_followed_an_undo(store: NoteStore) -> None:
    note = store.add("one")
    store.save(note.id, base_version=1, text="two")
    undone = store.undo(note.id)
    assert undone is not None
    store.save(note.id, base_version=undone.note.version, text="three")
    again = store.undo(note.id)
    assert again is not None
    assert again.note.text == "one"
    last = store.undo(note.id)
    assert last is not None
    assert last.deleted


def test_undo_of_a_restoring_and_of_a_move(store: NoteStore) -> None:
    note = store.add("one", number=-4003)
    moved = store.move(note.id, base_version=1, meaning="4003-capital-iev")
    assert store.of_meaning("4003-capital-iev") == (moved,)
    assert store.of_number(-4003) == ()
    store.undo(note.id)
    assert [each.id for each in store.of_number(4003)] == [note.id]
    store.delete(note.id)
    store.restore(note.id)
    undone = store.undo(note.id)
    assert undone is not None
    assert undone.deleted


def test_notes_of_a_meaning_and_of_a_number_come_last_changed_first(store: NoteStore) -> None:
    first = store.add("first", meaning="1121-bad-symbol", number=-1121)
    second = store.add("second", meaning="1121-bad-symbol", number=-1121)
    unknown = store.add("unknown", number=-987654)
    assert store.of_meaning("1121-bad-symbol") == (second, first)
    first = store.save(first.id, base_version=1, text="first again")
    assert store.of_meaning("1121-bad-symbol") == (first, second)
    assert store.of_number(987654) == (unknown,)
    assert store.of_number(-1121) == ()
    assert store.of_number(10**40) == ()
    assert store.marked_meanings() == {"1121-bad-symbol"}


def test_a_clock_that_jumps_back_loses_and_disorders_nothing(store: NoteStore, clock: Clock) -> None:
    note = store.add("one")
    clock.moment -= timedelta(days=400)
    store.save(note.id, base_version=1, text="two")
    store.save(note.id, base_version=2, text="three")
    assert [each.note.text for each in store.versions(note.id)] == ["one", "two", "three"]
    current = store.get(note.id)
    assert current is not None
    assert current.text == "three"


def test_a_clock_that_stands_still_gives_versions_that_can_be_told_apart(store: NoteStore, clock: Clock) -> None:
    clock.step = timedelta()
    note = store.add("one")
    for text in ("two", "one", "two", "one"):
        current = store.get(note.id)
        assert current is not None
        store.save(note.id, base_version=current.version, text=text)
    versions = store.versions(note.id)
    assert [each.note.text for each in versions] == ["one", "two", "one", "two", "one"]
    assert len({each.stamp for each in versions}) == 5
    assert store.rivals(note.id) == ()


EVERY_PLANE = (
    "".join(chr(0x10000 * plane + 0xFFFC) for plane in range(17))
    + "aäßЖع中한\U0001f525\U0002a6d6\U0010fffd\x00\x01\u2028\ufeff"
)


def test_every_unicode_plane_comes_back(store: NoteStore) -> None:
    note = store.add(EVERY_PLANE, name=EVERY_PLANE, tags=(EVERY_PLANE,), author=EVERY_PLANE)
    kept = store.get(note.id)
    assert kept is not None
    assert kept.text == kept.name == kept.author == EVERY_PLANE
    assert kept.tags == (EVERY_PLANE.strip(),)


def test_half_a_surrogate_does_not_stop_a_save(store: NoteStore) -> None:
    note = store.add("a\ud83d\udd25b\ud800c")
    assert note.text == "a\U0001f525b\ufffdc"
    assert store.save(note.id, base_version=1, text="a\U0001f525b\ud800c") == note


def test_a_note_of_five_megabytes_is_kept_and_found(path: Path, store: NoteStore) -> None:
    text = "needle1 " + "straw and hay, " * 350_000
    note = store.add(text)
    assert len(text) > 5_000_000
    with NoteStore.open(path) as other:
        (found,) = other.search("needle1")
        assert found == note
        assert found.text == text


def test_a_number_that_no_integer_of_the_database_holds_is_refused(store: NoteStore) -> None:
    with pytest.raises(InputError, match="too long"):
        store.add("x", number=10**40)
    assert store.all() == ()


def test_an_id_that_is_not_there_is_said(store: NoteStore) -> None:
    with pytest.raises(NotesError, match="no note with the id nowhere"):
        store.save("nowhere", base_version=1, text="x")
    note = store.add("x")
    with pytest.raises(NotesError, match="no version 7"):
        store.save(note.id, base_version=7, text="y")
    assert store.get("nowhere") is None
    assert store.versions("nowhere") == ()


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("whitelist", True),
        ("WHITE", True),
        ("white router", True),
        ("white absent", False),
        ("BAD_SYMBOL", True),
        ("bad_sym", True),
        ("-1121", True),
        ("1121", True),
        ("ubung", True),
        ("ÜBUNG", True),
        ("U\u0308bung", True),
        ("错误", True),
        ("误代", True),
        ("码错", False),
        ("カナ", True),
        ("\U0001f525", True),
        ("net-work", True),
        ('"', False),
        ("*", False),
        ("NOT", False),
        ("white* OR x", False),
        ("(", False),
        ("", False),
        ("\x00", False),
        ("\ud800", False),
    ],
)
def test_search_finds_words_by_their_beginnings_in_every_script(store: NoteStore, search: str, found: bool) -> None:
    note = store.add(
        "Whitelist the IP. Übung. 错误代码 半角カナ \U0001f525 after the net-work change",
        meaning="1121-bad-symbol",
        number=-1121,
        name="BAD_SYMBOL",
        tags=("router",),
    )
    assert store.search(search) == ((note,) if found else ())


def test_search_sees_the_current_text_only_and_stops_where_asked(store: NoteStore) -> None:
    note = store.add("before")
    store.save(note.id, base_version=1, text="after")
    assert store.search("before") == ()
    later = store.add("after all")
    assert [each.id for each in store.search("after")] == [later.id, note.id]
    assert store.search("after", most=1) == (later,)


def test_a_version_that_no_database_can_have_is_not_there(store: NoteStore) -> None:
    note = store.add("one")
    for number in (2**64, -(2**64)):
        with pytest.raises(NotesError, match="no version"):
            store.save(note.id, base_version=number, text="two")
        with pytest.raises(NotesError, match="no version"):
            store.restore(note.id, number)
    assert store.all() == (note,)
