"""The findings as rows: sign, code, name, how often, product, first place. Three are seen, the others scrolled to."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyledItemDelegate, QWidget

from errdex.ui.highlight import escaped
from errdex.ui.icons import Sign
from errdex.ui.translate import sentence
from errdex.wording import found_name, found_number, product_name, reason_sentence, retry_title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject
    from PySide6.QtGui import QFont
    from PySide6.QtWidgets import QStyleOptionViewItem

    from errdex.decode.model import Candidate, Finding
    from errdex.ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()
_ISOLATED = "\u2066{}\u2069"
"""Left-to-right isolate: without it "-1121" is drawn "1121-" in a right-to-left window."""
ROWS_SEEN = 3
ROW_HEIGHT = 26


class FindingRow(NamedTuple):
    """What one row says."""

    candidate: Candidate | None
    sign: Sign
    number: str
    name: str
    others: str
    """Which of how many meanings this is, empty where there is one."""
    times: str
    product: str
    place: str


class FindingsModel(QAbstractListModel):
    """The findings for the view and for screen readers."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Start with none."""
        super().__init__(parent)
        self._findings: list[Finding] = []
        self._explaining: list[int] = []
        self._rows: dict[int, FindingRow] = {}

    def show_findings(self, findings: Sequence[Finding], explaining: Sequence[int] = ()) -> None:
        """Take the place of what was shown; where it only grew, the rows that stand stay.

        `explaining` tells for each finding which of its candidates explains it; left out, the first one.
        """
        shown = len(self._findings)
        grew = 0 < shown <= len(findings) and all(
            old.first is new.first for old, new in zip(self._findings, findings, strict=False)
        )
        if not grew:
            self.beginResetModel()
        elif len(findings) > shown:
            self.beginInsertRows(_NO_PARENT, shown, len(findings) - 1)
        self._findings = list(findings)
        self._explaining = list(explaining) or [0] * len(findings)
        self._rows = {}
        if not grew:
            self.endResetModel()
            return
        if len(findings) > shown:
            self.endInsertRows()
        self.dataChanged.emit(self.index(0), self.index(shown - 1))

    def row(self, place: int) -> FindingRow:
        """Return what a row says; worded when it is first seen."""
        if place not in self._rows:
            self._rows[place] = self._worded(self._findings[place], self._explaining[place])
        return self._rows[place]

    def _worded(self, finding: Finding, explaining: int) -> FindingRow:
        first = finding.first
        candidate = first.candidates[explaining] if first.candidates else None
        count = len(finding.occurrences)
        of_many = self.tr("{0} of {1} meanings").format(explaining + 1, len(first.candidates))
        return FindingRow(
            candidate,
            Sign.of(candidate.advice.write) if candidate else Sign.UNKNOWN,
            found_number(first, candidate, sentence),
            found_name(candidate, sentence),
            of_many if len(first.candidates) > 1 else "",
            f"×{count}" if count > 1 else "",
            product_name(candidate.code.product, sentence) if candidate else "",
            self.tr("line {0}").format(first.line),
        )

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        """Return how many findings there are."""
        return 0 if parent.isValid() else len(self._findings)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a row's words, for the eye, the ear and the pointer that rests on it."""
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            row = self.row(index.row())
            return f"{row.number} {row.name}".strip()
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(index.row())
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"<qt>{escaped(self._spoken(index.row()))}<br>{self._reasons(index.row())}</qt>"
        return None

    def _spoken(self, place: int) -> str:
        row = self.row(place)
        count = len(self._findings[place].occurrences)
        title = retry_title(row.candidate.advice.write, sentence) if row.candidate else ""
        times = self.tr("%n times", "", count) if count > 1 else ""
        name = f"{row.number} {row.name}".strip()
        return ", ".join(part for part in (name, title, times, row.product, row.place, row.others) if part)

    def _reasons(self, place: int) -> str:
        candidate = self.row(place).candidate
        reasons = candidate.reasons if candidate else ()
        return "<br>".join(escaped(reason_sentence(reason, sentence)) for reason in reasons)


class FindingDelegate(QStyledItemDelegate):
    """Paints the rows; what a narrow window has no room for is left to the details."""

    def __init__(self, theme: Theme, view: QListView) -> None:
        """Paint in the theme's colours."""
        super().__init__(view)
        self._theme = theme
        self._view = view
        self.measure()

    def measure(self) -> None:
        """Take fonts and measures from the theme anew."""
        self._bold = self._theme.font(semibold=True, tabular=True)
        self._plain = self._theme.font(tabular=True)
        self._sign = self._theme.px(16)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        """Return the height of every row."""
        return QSize(self._theme.px(120), self._theme.px(ROW_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a row."""
        model = index.model()
        if not isinstance(model, FindingsModel):
            return
        roles, px = self._theme.roles, self._theme.px
        area: QRect = option.rect
        current = self._view.selectionModel().isSelected(index)
        painter.save()
        if current:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QColor(roles.accent) if self._view.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(roles.selection))
            painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), px(5), px(5))
        row = model.row(index.row())
        colour = roles.sign(row.candidate.advice.write) if row.candidate else roles.muted
        pixmap = self._theme.icons.pixmap(row.sign, colour, self._sign, painter.device().devicePixelRatio())
        at = _turned(QRect(area.left() + px(8), area.top(), self._sign, area.height()), area, self._view)
        painter.drawPixmap(at.left(), area.center().y() - self._sign // 2 + 1, pixmap)
        self._paint_words(painter, area, row, current=current)
        painter.restore()

    def _paint_words(self, painter: QPainter, area: QRect, row: FindingRow, *, current: bool) -> None:
        """Paint code and name from the beginning of the row, the rest in columns at its end."""
        roles, px = self._theme.roles, self._theme.px
        text = QColor(roles.selection_text if current else roles.text)
        quiet = QColor(roles.selection_text if current else roles.muted)
        wide = QFontMetrics(self._plain).horizontalAdvance
        end = area.width() - px(10)
        columns = ((row.place, px(74), 300), (row.product or " ", px(112), 460), (row.times, px(58), 240))
        for words, width, from_width in columns:
            if not words or area.width() < px(from_width):
                continue
            room = max(width, wide(words) + px(12)) if words is row.times else width
            self._write(painter, area, (end - room, end), words, quiet, Qt.AlignmentFlag.AlignTrailing)
            end -= room
        start = px(34)
        number = max(px(56), QFontMetrics(self._bold).horizontalAdvance(row.number) + px(10))
        self._write(painter, area, (start, start + number), row.number, text, Qt.AlignmentFlag.AlignLeading, self._bold)
        start += number
        if row.others and end - start > wide(row.name) + wide(row.others) + px(24):
            left = start + wide(row.name) + px(12)
            self._write(painter, area, (left, end), row.others, quiet, Qt.AlignmentFlag.AlignLeading)
            end = left
        self._write(painter, area, (start, end), row.name, text, Qt.AlignmentFlag.AlignLeading)

    def _write(
        self,
        painter: QPainter,
        area: QRect,
        columns: tuple[int, int],
        words: str,
        colour: QColor,
        side: Qt.AlignmentFlag,
        font: QFont | None = None,
    ) -> None:
        box = QRect(area.left() + columns[0], area.top(), columns[1] - columns[0], area.height())
        painter.setFont(font or self._plain)
        painter.setPen(colour)
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, box.width())
        from PySide6.QtWidgets import QStyle

        flags = QStyle.visualAlignment(self._view.layoutDirection(), side | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(_turned(box, area, self._view), int(flags), _ISOLATED.format(shown) if shown else "")


def _turned(box: QRect, area: QRect, view: QWidget) -> QRect:
    """Return where a box stands in the reading direction."""
    from PySide6.QtWidgets import QStyle

    return QStyle.visualRect(view.layoutDirection(), area, box)


class FindingsList(QListView):
    """The rows; arrow keys walk along them."""

    def __init__(self, theme: Theme, model: FindingsModel, parent: QWidget) -> None:
        """Show the rows of `model`."""
        super().__init__(parent)
        # A viewport of our own, as the table has (code_table).
        view = QWidget()
        self.setViewport(view)
        view.setAutoFillBackground(False)
        self.setModel(model)
        self.delegate = FindingDelegate(theme, self)
        self.setItemDelegate(self.delegate)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setAccessibleName(self.tr("Errors in the paste"))
