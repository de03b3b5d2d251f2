"""What is shown of a text: all of it, or of one too large for a widget some stretches, with a line between them.

The lines between say how much is left out. Places are the text's code points on one side, the shown document's
positions on the other.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from errdex.decode.model import Span
from errdex.ui.highlight import PositionMap

if TYPE_CHECKING:
    from collections.abc import Callable

LARGE_TEXT = 1_000_000
"""From so many characters on, a text is not put into a text widget."""
LONG_LINE = 20_000
"""Nor is one with a line longer than this: laying it out would stop the window."""
HEAD = 6_000
TAIL = 2_000
"""How much of the beginning and the end of a large text is shown."""
AROUND = 2_000
"""How much is shown on each side of an error in the middle of one."""

_LINE = re.compile(r"[^\r\n\u2028\u2029]+")


def longest_line(text: str) -> int:
    """Return the length of the longest line, as a text document divides lines."""
    return max(map(len, _LINE.findall(text)), default=0)


def is_large(text: str) -> bool:
    """Whether a text is too large for a text widget."""
    return len(text) > LARGE_TEXT or (len(text) > LONG_LINE and longest_line(text) > LONG_LINE)


class _Stretch(NamedTuple):
    """A stretch of the text, and where it begins in what is shown."""

    span: Span
    shown: int


class Excerpt:
    """The shown part of one text."""

    def __init__(self, text: str, spans: list[Span], between: Callable[[int], str]) -> None:
        """Show some stretches of a text; `between` words how many characters are left out."""
        self.is_whole = len(spans) == 1 and len(text) == spans[0].end
        self._stretches: list[_Stretch] = []
        shown = text if self.is_whole else ""
        for span in spans:
            if self._stretches:
                shown += f"\n{between(span.start - self._stretches[-1].span.end)}\n"
            self._stretches.append(_Stretch(span, 0 if self.is_whole else len(shown)))
            if not self.is_whole:
                shown += text[span.start : span.end]
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
        return tuple(stretch.span for stretch in self._stretches)

    def position_of(self, point: int) -> int | None:
        """Return the document's position of a code point of the text, None where it is not shown."""
        for span, shown in self._stretches:
            if span.start <= point <= span.end:
                return self.map.to_document(shown + point - span.start)
        return None

    def point_of(self, position: int) -> int | None:
        """Return the code point of the text at a document's position, None on a line between."""
        point = self.map.to_text(position)
        for span, shown in self._stretches:
            if shown <= point <= shown + span.end - span.start:
                return span.start + point - shown
        return None

    def nearest_point(self, position: int) -> int:
        """Return the code point of the text at a document's position; on a line between, where what follows begins."""
        point = self.map.to_text(position)
        for span, shown in self._stretches:
            if point < shown:
                return span.start
            if point <= shown + span.end - span.start:
                return span.start + point - shown
        return self._stretches[-1].span.end

    def start_around(self, point: int) -> int:
        """Return where in the document the stretch begins that shows a code point."""
        return next(self.map.to_document(shown) for span, shown in self._stretches if span.start <= point <= span.end)

    def end_around(self, point: int) -> int:
        """Return where in the document the stretch ends that shows a code point."""
        ends = ((span, self.map.to_document(shown + span.end - span.start)) for span, shown in self._stretches)
        return next(end for span, end in ends if span.start <= point <= span.end)

    def shows(self, span: Span) -> bool:
        """Whether the beginning of a stretch of the text is shown."""
        return any(one.start <= span.start < max(one.end, one.start + 1) for one in self.spans)


def whole_text(text: str) -> Excerpt:
    """Show all of a text."""
    return Excerpt(text, [Span(0, len(text))], str)


def excerpt_of(text: str, between: Callable[[int], str], place: Span | None = None) -> Excerpt:
    """Show all of a text, or of a large one its head and tail and what is around a `place`."""
    return Excerpt(text, _spans(len(text), place), between) if is_large(text) else whole_text(text)


def _spans(length: int, place: Span | None) -> list[Span]:
    """Return head, what is around a place, and tail, those that touch as one."""
    wanted = [Span(0, HEAD), Span(max(0, length - TAIL), length)]
    if place is not None:
        end = min(place.end, place.start + AROUND)
        wanted.insert(1, Span(max(0, place.start - AROUND), min(length, end + AROUND)))
    joined: list[Span] = []
    for span in wanted:
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return joined
