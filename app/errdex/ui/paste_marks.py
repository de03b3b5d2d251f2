"""Marks what was found in a plain text editor: under its text, and only in the paragraphs that are seen.

Marks painted by hand cost nothing while they are out of sight; extra selections keep a cursor for each of them.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtCore import QRect
    from PySide6.QtGui import QTextBlock, QTextLine
    from PySide6.QtWidgets import QPlainTextEdit

    from errdex.decode.model import Occurrence, Span
    from errdex.ui.excerpt import Excerpt
    from errdex.ui.palette import Roles

FOUND = 0
CURRENT = 1
VALUE = 2
"""An error, the error that is shown, a value in it: painted in this order."""


class Mark(NamedTuple):
    """A marked stretch, in positions of the document."""

    start: int
    end: int
    level: int


class Marks:
    """Where errors stand in one text, in its code points; turned into positions where they are painted."""

    def __init__(self) -> None:
        """Begin with none."""
        self._found: list[tuple[int, int]] = []
        self._is_sorted = True
        self._longest = 0
        self._current: tuple[tuple[Span, int], ...] = ()

    def add(self, occurrences: Iterable[Occurrence], shown: tuple[Span, ...]) -> None:
        """Mark the errors of a further part of the text; those that no shown stretch holds need no mark."""
        first, last = shown[0], shown[-1]
        places = [
            (place.start, place.end)
            for found in occurrences
            for place in found.places or (found.span,)
            if place.start < first.end or place.end > last.start
        ]
        if places:
            self._longest = max(self._longest, *(end - start for start, end in places))
            self._found += places
            self._is_sorted = False

    def choose(self, occurrence: Occurrence | None, candidate: int = 0) -> None:
        """Mark the error that is looked at, and the values that a candidate reads in it."""
        self._current = ()
        if occurrence is None:
            return
        places = [(place, CURRENT) for place in occurrence.places or (occurrence.span,)]
        if candidate < len(occurrence.candidates):
            arguments = occurrence.candidates[candidate].arguments
            places += [(argument.span, VALUE) for argument in arguments if argument.span]
        self._current = tuple(places)

    def is_empty(self) -> bool:
        """Whether nothing is marked."""
        return not self._found and not self._current

    def between(self, first: int, last: int, excerpt: Excerpt) -> list[Mark]:
        """Return the marks of a stretch of the document, in the order in which they are painted."""
        if not self._is_sorted:
            self._found.sort()
            self._is_sorted = True
        start, end = excerpt.nearest_point(first), excerpt.nearest_point(last)
        reach = bisect_left(self._found, (start - self._longest, 0)), bisect_left(self._found, (end + 1, 0))
        spans = [(place, FOUND) for place in self._found[reach[0] : reach[1]]]
        spans += [((span.start, span.end), level) for span, level in self._current]
        made = (_mark(*span, level, excerpt) for span, level in spans)
        return sorted((mark for mark in made if mark and mark.start < last and mark.end > first), key=_level_of)


def _mark(start: int, end: int, level: int, excerpt: Excerpt) -> Mark | None:
    """Turn a stretch of the text into one of the document; what is shown in part is marked in part."""
    first, last = excerpt.position_of(start), excerpt.position_of(end)
    if first is None and last is None:
        return None
    first = excerpt.start_around(end) if first is None else first
    last = excerpt.end_around(start) if last is None else last
    return Mark(first, last, level) if first < last else None


def _level_of(mark: Mark) -> int:
    return mark.level


def paint_marks(editor: QPlainTextEdit, marks: Marks, excerpt: Excerpt, area: QRect, roles: Roles) -> None:
    """Paint the marks of the paragraphs inside `area` of the editor's viewport."""
    painter = QPainter(editor.viewport())
    painter.setClipRect(area)
    block = editor.firstVisibleBlock()
    while block.isValid():
        box = editor.blockBoundingGeometry(block).translated(editor.contentOffset())
        if box.top() > area.bottom():
            break
        for mark in marks.between(block.position(), block.position() + block.length(), excerpt):
            _paint_mark(painter, block, box, mark, roles)
        block = block.next()
    painter.end()


def _paint_mark(painter: QPainter, block: QTextBlock, box: QRectF, mark: Mark, roles: Roles) -> None:
    """Paint one mark line by line: a fine line below an error, a fill for the one that is shown, more for a value."""
    layout = block.layout()
    for number in range(layout.lineCount()):
        line = layout.lineAt(number)
        start = max(mark.start - block.position(), line.textStart())
        end = min(mark.end - block.position(), line.textStart() + line.textLength())
        if start >= end:
            continue
        left, right = sorted((_x_of(line, start), _x_of(line, end)))
        area = QRectF(left, line.y(), right - left, line.height()).translated(box.topLeft())
        if mark.level != FOUND:
            painter.fillRect(area, fill_of(mark.level, roles))
        thick = 1.0 if mark.level == FOUND else 2.0
        colour = roles.field_line if mark.level == FOUND else roles.mark_line
        painter.fillRect(QRectF(area.left(), area.bottom() - thick, area.width(), thick), QColor(colour))


def fill_of(level: int, roles: Roles) -> QColor:
    """Return the ground of a mark; a value stands on a stronger one."""
    mark = QColor(roles.mark)
    return _blend(mark, QColor(roles.mark_line), 0.22) if level == VALUE else mark


def _x_of(line: QTextLine, position: int) -> float:
    """Return where a position stands on a line; the binding gives the place with the position it settled on."""
    found: object = line.cursorToX(position)
    return float(found[0]) if isinstance(found, tuple) else float(str(found))


def _blend(one: QColor, other: QColor, share: float) -> QColor:
    """Mix two colours."""
    return QColor.fromRgbF(
        one.redF() * (1 - share) + other.redF() * share,
        one.greenF() * (1 - share) + other.greenF() * share,
        one.blueF() * (1 - share) + other.blueF() * share,
    )
