"""The pages seen, in their order, to go back and forward through. Knows no Qt."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, NamedTuple

from errdex.ui.detail_targets import WHOLE

if TYPE_CHECKING:
    from collections.abc import Callable

    from errdex.ui.detail_targets import Narrowing

MOST = 100
"""So many pages are remembered."""
GLANCE = 0.6
"""A page that was left for another row of the table within so many seconds was only passed by."""


class Visit(NamedTuple):
    """One page that was shown."""

    meaning: str
    """The meaning's id; empty for an unknown code."""
    narrowing: Narrowing = WHOLE
    place: int | None = None
    """For an error of the paste: the code point where it stands."""


class Trail:
    """Where one came from, and where one can go on to."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        """Begin nowhere."""
        self._visits: list[Visit] = []
        self._at = -1
        self._clock = clock
        self._came = 0.0
        self._may_pass = False

    @property
    def current(self) -> Visit | None:
        """The page that is shown."""
        return self._visits[self._at] if self._visits else None

    @property
    def can_go_back(self) -> bool:
        """Whether a page was seen before this one."""
        return self._at > 0

    @property
    def can_go_on(self) -> bool:
        """Whether one went back from a page."""
        return self._at + 1 < len(self._visits)

    def visit(self, visit: Visit, *, in_passing: bool = False) -> bool:
        """Remember a page that is shown now; return False if it is the one that was shown already.

        `in_passing`: it was come to by walking through rows; if the next comes within a glance, it was not seen.
        """
        now = self._clock()
        if visit == self.current:
            return False
        passed_by = in_passing and self._may_pass and now - self._came < GLANCE
        self._came = now
        self._may_pass = in_passing
        del self._visits[self._at + (0 if passed_by else 1) :]
        if not self._visits or self._visits[-1] != visit:
            self._visits.append(visit)
        del self._visits[:-MOST]
        self._at = len(self._visits) - 1
        return True

    def step(self, step: int) -> Visit | None:
        """Go back (-1) or on (1), and return the page to show; None where there is none."""
        if not 0 <= self._at + step < len(self._visits):
            return None
        self._at += step
        self._may_pass = False
        return self._visits[self._at]

    def leave_paste(self) -> None:
        """Another text is decoded: the errors of the one before lead to what they mean, unknown ones nowhere."""
        kept: list[Visit] = []
        at = -1
        for place, visit in enumerate(self._visits):
            known = visit if visit.place is None else Visit(visit.meaning, visit.narrowing)
            if known.meaning and (not kept or kept[-1] != known):
                kept.append(known)
            if place == self._at:
                at = len(kept) - 1
        self._visits = kept
        self._at = max(at, 0) if kept else -1
