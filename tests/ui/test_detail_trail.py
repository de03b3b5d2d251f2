from __future__ import annotations

from errdex.ui.detail_targets import Narrowing
from errdex.ui.detail_trail import GLANCE, MOST, Trail, Visit

A, B, C = Visit("1000-a"), Visit("1001-b"), Visit("1002-c")


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        """Begin at noon."""
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_one_goes_back_and_forward_through_the_pages_seen() -> None:
    trail = Trail()
    assert (trail.current, trail.can_go_back, trail.can_go_on) == (None, False, False)
    for visit in (A, B, C):
        assert trail.visit(visit)
    assert trail.step(-1) == B
    assert trail.step(-1) == A
    assert not trail.can_go_back
    assert trail.step(-1) is None
    assert trail.step(1) == B
    assert trail.can_go_on


def test_the_page_that_is_shown_already_is_no_new_one() -> None:
    trail = Trail()
    trail.visit(A)
    assert not trail.visit(A)
    assert not trail.can_go_back
    trail.visit(B)
    trail.step(-1)
    assert not trail.visit(A), "shown because one went back to it"
    assert trail.can_go_on


def test_a_new_page_ends_the_way_forward() -> None:
    trail = Trail()
    for visit in (A, B):
        trail.visit(visit)
    trail.step(-1)
    trail.visit(C)
    assert not trail.can_go_on
    assert trail.step(-1) == A


def test_rows_that_were_only_passed_by_are_not_remembered() -> None:
    clock = Clock()
    trail = Trail(clock)
    trail.visit(A, in_passing=True)
    clock.now += GLANCE * 2
    trail.visit(B, in_passing=True)
    clock.now += GLANCE / 2
    trail.visit(C, in_passing=True)
    assert trail.step(-1) == A
    assert trail.step(1) == C


def test_a_page_left_by_a_link_was_seen_however_short() -> None:
    clock = Clock()
    trail = Trail(clock)
    trail.visit(A, in_passing=True)
    trail.visit(B)
    assert trail.step(-1) == A


def test_the_way_has_an_end() -> None:
    trail = Trail()
    for number in range(MOST + 50):
        trail.visit(Visit(str(number)))
    steps = 0
    while trail.step(-1) is not None:
        steps += 1
    assert steps == MOST - 1


def test_errors_of_another_paste_lead_to_what_they_mean() -> None:
    trail = Trail()
    lot = Narrowing(filter="LOT_SIZE")
    for visit in (A, Visit("1013-x", lot, 40), Visit("", place=80), Visit("1001-b", place=120)):
        trail.visit(visit)
    trail.leave_paste()
    assert trail.current == B
    assert trail.step(-1) == Visit("1013-x", lot)
    assert trail.step(-1) == A
    assert trail.step(-1) is None


def test_a_way_of_unknown_errors_alone_is_forgotten() -> None:
    trail = Trail()
    trail.visit(Visit("", place=3))
    trail.leave_paste()
    assert (trail.current, trail.can_go_back, trail.can_go_on) == (None, False, False)
    trail.visit(A)
    assert trail.current == A
