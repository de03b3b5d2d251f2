"""Paints what was found into a plain text editor: under its text, and only the paragraphs that are seen.

Marks painted by hand cost nothing while they are out of sight; extra selections keep a cursor for each of them.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QColor, QPainter, QTextBlock, QTextLine

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPlainTextEdit

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


def paint_marks(editor: QPlainTextEdit, marks: tuple[Mark, ...], area: QRect, roles: Roles) -> None:
    """Paint the marks (sorted by their starts) of the paragraphs inside `area` of the editor's viewport."""
    painter = QPainter(editor.viewport())
    painter.setClipRect(area)
    longest = max(mark.end - mark.start for mark in marks)
    block = editor.firstVisibleBlock()
    while block.isValid():
        box = editor.blockBoundingGeometry(block).translated(editor.contentOffset())
        if box.top() > area.bottom():
            break
        first, last = block.position(), block.position() + block.length()
        reach = bisect_left(marks, Mark(first - longest, 0, 0)), bisect_left(marks, Mark(last, 0, 0))
        inside = (mark for mark in marks[reach[0] : reach[1]] if mark.end > first)
        for mark in sorted(inside, key=lambda mark: mark.level):
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
