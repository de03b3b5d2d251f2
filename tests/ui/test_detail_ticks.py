from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from errdex.notes.model import NotedArgument, NotedOccurrence
from errdex.notes.store import NoteStore
from errdex.ui.detail_ticks import TickPlace, Ticks

PLACE = TickPlace("1013-invalid-message", -1013, "INVALID_MESSAGE", "filter-failure")
LED = NotedOccurrence("Filter failure: LOT_SIZE", (NotedArgument("filter", "LOT_SIZE"),), "2026-11-22 03:14:07")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[NoteStore]:
    with NoteStore.open(tmp_path / "notes.sqlite3") as store:
        yield store


@pytest.fixture
def ticks(store: NoteStore) -> Ticks:
    return Ticks(lambda: store, lambda: "Mira")


def test_a_tick_without_a_note_makes_one_with_what_led_to_it(ticks: Ticks, store: NoteStore) -> None:
    ticks.tick(store, PLACE, "lot-size-after-fee", LED)
    (note,) = store.of_meaning(PLACE.meaning)
    assert (note.number, note.name, note.template, note.text) == (-1013, "INVALID_MESSAGE", "filter-failure", "")
    assert [tick.cause for tick in note.causes] == ["lot-size-after-fee"]
    assert (note.occurrence, note.author) == (LED, "Mira")
    assert ticks.of(PLACE.meaning) == {"lot-size-after-fee"}
    assert ticks.of("1121-bad-symbol") == frozenset()


def test_taking_the_tick_back_takes_that_note_back(ticks: Ticks, store: NoteStore) -> None:
    ticks.tick(store, PLACE, "a", LED)
    ticks.tick(store, PLACE, "b", LED)
    ticks.untick(store, PLACE, "a")
    assert ticks.of(PLACE.meaning) == {"b"}
    ticks.untick(store, PLACE, "b")
    assert store.of_meaning(PLACE.meaning) == ()
    assert len(store.binned()) == 1


def test_a_tick_is_kept_with_the_note_that_is_there_and_leaves_it_when_taken_back(
    ticks: Ticks, store: NoteStore
) -> None:
    store.add("Rounding again.", meaning=PLACE.meaning, number=-1013)
    ticks.tick(store, PLACE, "a", LED)
    ticks.tick(store, PLACE, "a", None)
    (note,) = store.of_meaning(PLACE.meaning)
    assert (note.text, len(note.causes), note.occurrence) == ("Rounding again.", 1, LED)
    ticks.untick(store, PLACE, "a")
    (note,) = store.of_meaning(PLACE.meaning)
    assert (note.text, note.causes) == ("Rounding again.", ())


def test_a_tick_does_not_take_the_place_of_what_led_to_an_earlier_one(ticks: Ticks, store: NoteStore) -> None:
    ticks.tick(store, PLACE, "a", LED)
    ticks.tick(store, PLACE, "b", LED._replace(snippet="another one"))
    (note,) = store.of_meaning(PLACE.meaning)
    assert note.occurrence == LED


def test_what_led_to_it_is_masked_on_the_disk(ticks: Ticks, store: NoteStore) -> None:
    key = "vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsW1oUPQq7Yd3jSK6Ytx0aZLrQe2Bv5Tn"
    ticks.tick(store, PLACE, "a", LED._replace(snippet=f"X-MBX-APIKEY: {key}"))
    (note,) = store.of_meaning(PLACE.meaning)
    assert note.occurrence is not None
    assert key not in note.occurrence.snippet


def test_without_notes_nothing_is_ticked() -> None:
    ticks = Ticks(lambda: None)
    assert ticks.of(PLACE.meaning) == frozenset()
    assert ticks.notes(PLACE.meaning) == ()
