"""Paints a row of the code table: sign and number, name, message with what was searched for marked, product chips."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate

from errdex.registry.model import Product
from errdex.ui.catalogue import Column
from errdex.ui.icons import Sign
from errdex.ui.shown_text import SHORT_PRODUCTS, marks_in

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtCore import QItemSelectionRange
    from PySide6.QtGui import QFont
    from PySide6.QtWidgets import QStyleOptionViewItem, QTableView

    from errdex.ui.catalogue import CodeRow
    from errdex.ui.code_model import CodeModel
    from errdex.ui.shown_text import Span
    from errdex.ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
Box = tuple[int, int, int, int]
"""Left, top, width and height: four numbers, for a `QRect` is asked for each of them by a call."""

ROW_HEIGHT = 32
_ISOLATED = "\u2066{}\u2069"
"""Left-to-right isolate: without it "-1121" is drawn "1121-" in a right-to-left window."""
_MOST_CHIPS = 2
_USUAL_DIGITS = 6
"""What a number has at most, its minus counted; the few longer ones are set smaller where they have no room."""
_CHIP_PADDING, _CHIP_GAP = 12, 5
_MARGIN = 14
_LONGEST = 300
"""No more characters of a message than these can fit into a line."""
_MOST_CUT = 4000
_CHIP_FLAGS = int(Qt.AlignmentFlag.AlignCenter)
_TEXT_FLAGS = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading | Qt.TextFlag.TextSingleLine)


class Line(NamedTuple):
    """What of a text fits into a cell."""

    text: str
    marks: tuple[tuple[int, int], ...]
    """Where marks begin and how wide they are, in pixels."""
    width: int
    """Of the text, measured only where it has marks."""


class CodeDelegate(QStyledItemDelegate):
    """Paints the cells; keeps fonts and measures until the theme changes."""

    def __init__(self, theme: Theme, model: CodeModel, table: QTableView) -> None:
        """Paint `model`'s rows in the theme's colours."""
        super().__init__(table)
        self._theme = theme
        self._model = model
        self._table = table
        self.measure()

    def measure(self) -> None:
        """Take fonts, measures and colours from the theme anew: made once, for they are used in every cell."""
        theme, roles = self._theme, self._theme.roles
        self._plain = theme.font()
        self._bold = theme.font(semibold=True, tabular=True)
        self._small = theme.font(0.85)
        self._plain_metrics = QFontMetrics(self._plain)
        self._bold_metrics = QFontMetrics(self._bold)
        self._small_metrics = QFontMetrics(self._small)
        self._margin = theme.px(_MARGIN)
        self._sign = theme.px(16)
        self._after_sign = self._margin + self._sign + theme.px(7)
        self._gap = theme.px(12)
        self._line, self._text = QColor(roles.line), QColor(roles.text)
        self._muted, self._selection = QColor(roles.muted), QColor(roles.selection)
        self._selected_text, self._accent = QColor(roles.selection_text), QColor(roles.accent)
        self._chip, self._selected_chip = QColor(roles.chip), QColor(roles.surface)
        self._mark, self._mark_line = QColor(roles.mark), QColor(roles.mark_line)
        self._muted_name = roles.muted
        self._padding, self._chip_gap = theme.px(_CHIP_PADDING), theme.px(_CHIP_GAP)
        self._chip_height = self._small_metrics.height() + theme.px(4)
        self._number_gap, self._bar = theme.px(6), theme.px(3)
        self._lines: dict[tuple[str, int, tuple[str, ...]], Line] = {}
        self._chips: dict[tuple[tuple[str, ...], bool, int], list[tuple[str, int]]] = {}
        widest = max(self._small_metrics.horizontalAdvance(SHORT_PRODUCTS.get(one, str(one))) for one in Product)
        counted = self._small_metrics.horizontalAdvance(f"+{len(Product)}")
        self.least_for_products = widest + counted + 2 * self._padding + self._chip_gap + 1
        """In pixels, so that any product and the count of the others have room."""

    def begin(self) -> None:
        """Take what holds for all cells before they are painted: asked in each it was a quarter of the time."""
        table = self._table
        self._mirrored = table.layoutDirection() is Qt.LayoutDirection.RightToLeft
        self._ratio = table.devicePixelRatioF()
        self._focused = table.currentIndex().row() if table.hasFocus() else -1
        chosen = table.selectionModel()
        parts: Iterable[QItemSelectionRange] = ()
        if chosen.hasSelection():
            parts = chosen.selection()  # type: ignore[assignment]  # A list, as the stubs do not say.
        self._selected = {row for part in parts for row in range(part.top(), part.bottom() + 1)}

    @property
    def text_start(self) -> int:
        """Where the number begins in its column, in pixels; the header's word stands above it."""
        return self._after_sign

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        """Return the height of every row."""
        return QSize(0, self._theme.px(ROW_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell: ground, hairline, then what stands in the column."""
        row, column = index.row(), index.column()
        shown = self._model.code_row(row)
        selected = row in self._selected
        box: Box = option.rect.getRect()  # type: ignore[assignment]  # The stubs do not say what it returns.
        left, top, width, height = box
        if selected:
            painter.fillRect(left, top, width, height, self._selection)
        painter.fillRect(left, top + height - 1, width, 1, self._line)
        if column == Column.NAME:
            self._paint_text(painter, box, shown.name, self._selected_text if selected else self._text)
        elif column == Column.MESSAGE:
            self._paint_text(painter, box, shown.message, self._selected_text if selected else self._muted)
        elif column == Column.CODE:
            self._paint_code(painter, box, shown, selected=selected)
            if row == self._focused:
                self._paint_focus(painter, box)
        elif column == Column.PRODUCTS:
            self._paint_products(painter, box, shown, selected=selected)
        elif self._model.has_note(row):
            self._paint_sign(painter, left + (width - 1) // 2 - self._sign // 2, box, Sign.NOTE, self._muted_name)

    def _paint_code(self, painter: QPainter, box: Box, shown: CodeRow, *, selected: bool) -> None:
        left, top, width, height = box
        sign, number = self._theme.roles.sign(shown.retry), shown.number
        at = left + width - 1 - self._margin - self._sign if self._mirrored else left + self._margin
        self._paint_sign(painter, at, box, Sign.of(shown.retry), sign)
        room = (left if self._mirrored else left + self._after_sign, top, width - self._after_sign, height)
        font, metrics = self._bold, self._bold_metrics
        if len(number) > _USUAL_DIGITS:
            font, metrics = self._bold_for(number, room[2] - self._number_gap)
        if self._model.words:
            self._paint_marks(painter, room, _measured(number, marks_in(number, self._model.words), metrics))
        painter.setFont(font)
        painter.setPen(self._selected_text if selected else self._text)
        painter.drawText(*room, _TEXT_FLAGS, _ISOLATED.format(number))

    def _bold_for(self, number: str, room: int) -> tuple[QFont, QFontMetrics]:
        """Return the font, and its measures, in which all of a long number is seen."""
        needed = self._bold_metrics.horizontalAdvance(number)
        if needed <= room:
            return self._bold, self._bold_metrics
        smaller = self._theme.font(room / needed, semibold=True, tabular=True)
        return smaller, QFontMetrics(smaller)

    def _paint_focus(self, painter: QPainter, box: Box) -> None:
        """Mark the current row with a bar at its beginning."""
        left, top, width, height = box
        at = left + width - self._bar if self._mirrored else left
        painter.fillRect(at, top, self._bar, height, self._accent)

    def _paint_text(self, painter: QPainter, box: Box, text: str, colour: QColor) -> None:
        left, top, width, height = box
        room = (left + self._gap if self._mirrored else left, top, width - self._gap, height)
        line = self._line_of(text, room[2])
        self._paint_marks(painter, room, line)
        painter.setFont(self._plain)
        painter.setPen(colour)
        painter.drawText(*room, _TEXT_FLAGS, line.text)

    def _paint_marks(self, painter: QPainter, room: Box, line: Line) -> None:
        """Lay a ground and a line below what was searched for, as in the paste."""
        if not line.marks:
            return
        left, above, width, tall = room
        start = left + width - line.width if self._mirrored else left
        height = self._plain_metrics.height()
        top = above + (tall - 1) // 2 - height // 2
        for at, wide in line.marks:
            painter.fillRect(start + at, top, wide, height, self._mark)
            painter.fillRect(start + at, top + height - 1, wide, 1, self._mark_line)

    def _line_of(self, text: str, width: int) -> Line:
        """Return a text cut to a width; measuring costs more than painting, so what was cut is kept for a while."""
        words = self._model.words
        found = self._lines.get((text, width, words))
        if found is None:
            if len(self._lines) > _MOST_CUT:
                self._lines.clear()
            found = self._lines[text, width, words] = self._cut(text, width, words)
        return found

    def _cut(self, text: str, width: int, words: tuple[str, ...]) -> Line:
        """Cut a text so that its first mark is seen: where it would be cut away, the beginning is cut instead."""
        line = " ".join(text.split())
        metrics = self._plain_metrics
        shown = metrics.elidedText(line[:_LONGEST], Qt.TextElideMode.ElideRight, width)
        first = next(iter(marks_in(line, words)), None)
        if first is not None and shown != line and first[1] >= len(shown):
            rest = "…" if first[1] < len(line) else ""
            room = width - metrics.horizontalAdvance(rest)
            before = line[max(first[1] - _LONGEST, 0) : first[1]]
            shown = _from_word(metrics.elidedText(before, Qt.TextElideMode.ElideLeft, room), first) + rest
        return _measured(shown, marks_in(shown, words), metrics)

    def _paint_products(self, painter: QPainter, box: Box, shown: CodeRow, *, selected: bool) -> None:
        left, top, room, height = box
        painter.setFont(self._small)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(self._selected_chip if selected else self._chip)
        top += (height - 1) // 2 - self._chip_height // 2
        used = 0
        for chip, width in self._chips_that_fit(shown, room):
            at = left + room - 1 - used - width if self._mirrored else left + used
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawRoundedRect(at, top, width, self._chip_height, 3, 3)
            painter.setPen(self._muted)
            words = _ISOLATED.format(chip) if self._mirrored else chip
            painter.drawText(at, top, width, self._chip_height, _CHIP_FLAGS, words)
            used += width + self._chip_gap

    def _chips_that_fit(self, shown: CodeRow, room: int) -> list[tuple[str, int]]:
        """Return as many chips as there is room for, with their widths; the last one counts what is left out."""
        key = (shown.products, shown.in_all, room)
        kept = self._chips.get(key)
        if kept is not None:
            return kept
        chips: list[tuple[str, int]] = []
        for most in range(_MOST_CHIPS, 0, -1):
            words = chips_of(shown, self.tr("all"), most)
            chips = [(word, self._small_metrics.horizontalAdvance(word) + self._padding) for word in words]
            if sum(width for _, width in chips) + self._chip_gap * (len(chips) - 1) <= room:
                break
        if len(self._chips) > _MOST_CUT:
            self._chips.clear()
        self._chips[key] = chips
        return chips

    def _paint_sign(self, painter: QPainter, left: int, box: Box, sign: Sign, colour: str) -> None:
        pixmap = self._theme.icons.pixmap(sign, colour, self._sign, self._ratio)
        painter.drawPixmap(left, box[1] + (box[3] - 1) // 2 - self._sign // 2, pixmap)


def chips_of(shown: CodeRow, every: str, most: int = _MOST_CHIPS) -> tuple[str, ...]:
    """Return the words of the product chips: one for all, or the first ones and how many more."""
    if shown.in_all:
        return (every,)
    names = [SHORT_PRODUCTS.get(product, str(product)) for product in shown.products]
    more = len(names) - most
    return (*names[:most], f"+{more}") if more > 0 else tuple(names)


def _from_word(cut: str, mark: Span) -> str:
    """Return a text whose beginning was cut off, beginning with a whole word if one stands before the mark."""
    before_mark = max(len(cut) - (mark[1] - mark[0]), 0)
    blank = cut.find(" ", 0, before_mark)
    return f"…{cut[blank + 1 :]}" if blank > 0 else cut


def _measured(text: str, spans: tuple[Span, ...], metrics: QFontMetrics) -> Line:
    """Return a line with its marks measured; without marks there is nothing to measure."""
    if not spans:
        return Line(text, (), 0)
    width = metrics.horizontalAdvance
    return Line(text, tuple((width(text[:start]), width(text[start:end])) for start, end in spans), width(text))
