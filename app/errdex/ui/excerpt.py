"""What is shown of a text: all of it, or of one too large for a widget some stretches, with a line between them.

The lines between say how much is left out. Places are the text's code points on one side, the shown document's
positions on the other.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from errdex.ui.highlight import PositionMap

if TYPE_CHECKING:
    from collections.abc import Callable

    from errdex.decode.model import Span

LARGE_TEXT = 1_000_000
"""From so many characters on, a text is not put into a text widget."""
LONG_LINE = 20_000
"""Nor is one with a line longer than this: laying it out would stop the window."""
HEAD = 6_000
TAIL = 2_000
"""How much of the beginning and the end of a large text is shown."""
AROUND = 2_000
"""How much is shown on each side of an error in the middle of one."""

_LINE = r"[^\r\n\u2028\u2029]+"


def longest_line(text: str) -> int:
    """Return the length of the longest line, as a text document divides lines."""
    return max(map(len, re.findall(_LINE, text)), default=0)


def is_large(text: str) -> bool:
    """Whether a text is too large for a text widget."""
    return len(text) > LARGE_TEXT or (len(text) > LONG_LINE and longest_line(text) > LONG_LINE)


class _Stretch(NamedTuple):
    """A stretch of the text, and where it begins in what is shown."""

    start: int
    end: int
    shown: int


class Excerpt:
    """The shown part of one text."""

    def __init__(self, text: str, places: list[tuple[int, int]], between: Callable[[int], str]) -> None:
        """Show the stretches of a text from place to place; `between` words how many characters are left out."""
        self.is_whole = places == [(0, len(text))]
        self._stretches: list[_Stretch] = []
        shown = text if self.is_whole else ""
        for start, end in places:
            if self._stretches:
                shown += f"\n{between(start - self._stretches[-1].end)}\n"
            self._stretches.append(_Stretch(start, end, 0 if self.is_whole else len(shown)))
            if not self.is_whole:
                shown += text[start:end]
        self.text = shown
        """What is shown."""
        self._map: PositionMap | None = None

    @property
    def map(self) -> PositionMap:
        """The way between the shown text's code points and the document's positions."""
        if self._map is None:
            self._map = PositionMap(self.text)
        return self._map

    @property
    def spans(self) -> tuple[Span, ...]:
        """Which stretches of the text are shown."""
        from errdex.decode.model import Span

        return tuple(Span(start, end) for start, end, _ in self._stretches)

    def position_of(self, point: int) -> int | None:
        """Return the document's position of a code point of the text, None where it is not shown."""
        for start, end, shown in self._stretches:
            if start <= point <= end:
                return self.map.to_document(shown + point - start)
        return None

    def point_of(self, position: int) -> int | None:
        """Return the code point of the text at a document's position, None on a line between."""
        point = self.map.to_text(position)
        for start, end, shown in self._stretches:
            if shown <= point <= shown + end - start:
                return start + point - shown
        return None

    def nearest_point(self, position: int) -> int:
        """Return the code point of the text at a document's position; on a line between, where what follows begins."""
        point = self.map.to_text(position)
        for start, end, shown in self._stretches:
            if point < shown:
                return start
            if point <= shown + end - start:
                return start + point - shown
        return self._stretches[-1].end

    def start_around(self, point: int) -> int:
        """Return where in the document the stretch begins that shows a code point."""
        return next(self.map.to_document(shown) for start, end, shown in self._stretches if start <= point <= end)

    def end_around(self, point: int) -> int:
        """Return where in the document the stretch ends that shows a code point."""
        return next(
            self.map.to_document(shown + end - start) for start, end, shown in self._stretches if start <= point <= end
        )

    def shows(self, span: Span) -> bool:
        """Whether the beginning of a stretch of the text is shown."""
        return any(start <= span.start < max(end, start + 1) for start, end, _ in self._stretches)


def whole_text(text: str) -> Excerpt:
    """Show all of a text."""
    return Excerpt(text, [(0, len(text))], str)


def excerpt_of(text: str, between: Callable[[int], str], place: Span | None = None) -> Excerpt:
    """Show all of a text, or of a large one its head and tail and what is around a `place`."""
    return Excerpt(text, _places(len(text), place), between) if is_large(text) else whole_text(text)


def _places(length: int, place: Span | None) -> list[tuple[int, int]]:
    """Return head, what is around a place, and tail, those that touch as one."""
    wanted = [(0, HEAD), (max(0, length - TAIL), length)]
    if place is not None:
        end = min(place.end, place.start + AROUND)
        wanted.insert(1, (max(0, place.start - AROUND), min(length, end + AROUND)))
    joined: list[tuple[int, int]] = []
    for start, end in wanted:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined
