"""Whether a stretch of a text meets any of many others, asked often and answered without walking over all of them."""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class Stretches:
    """Stretches of a text, from start to end (exclusive); made once, asked often."""

    def __init__(self, stretches: Iterable[tuple[int, int]]) -> None:
        """Sort them."""
        ordered = sorted(stretches)
        self._starts = [start for start, _ in ordered]
        self._farthest = list(accumulate((end for _, end in ordered), max))

    def meet(self, start: int, end: int) -> bool:
        """Whether one of them shares a character with the stretch from `start` to `end`."""
        before = bisect_left(self._starts, end)
        return before > 0 and self._farthest[before - 1] > start
