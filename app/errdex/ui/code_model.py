"""The table's model: the meanings that the filters leave, in the order chosen. Filters by itself, without a proxy."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from errdex.ui.catalogue import Catalogue, CodeRow, Column, Filters
from errdex.ui.translate import sentence
from errdex.wording import product_title, retry_label

Index = QModelIndex | QPersistentModelIndex

# Roles are compared as numbers: comparing Qt's enums doubles the cost of a repaint.
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_TOOL_TIP = int(Qt.ItemDataRole.ToolTipRole)
_ACCESSIBLE = int(Qt.ItemDataRole.AccessibleTextRole)
_INVALID = QModelIndex()


class CodeModel(QAbstractTableModel):
    """Shows a catalogue through filters."""

    filtered = Signal()
    """Other rows, or another order, than before."""

    def __init__(self, catalogue: Catalogue, parent: QObject | None = None) -> None:
        """Show all rows."""
        super().__init__(parent)
        self._catalogue = catalogue
        self._filters = Filters()
        self._noted: frozenset[str] = frozenset()
        self._sorting = (Column.CODE, Qt.SortOrder.AscendingOrder)
        self._shown = catalogue.find(self._filters, self._noted)
        self._headers = {
            Column.CODE: self.tr("Code"),
            Column.NAME: self.tr("Name"),
            Column.MESSAGE: self.tr("Message"),
            Column.PRODUCTS: self.tr("Products"),
            Column.NOTE: self.tr("Note"),
        }

    @property
    def filters(self) -> Filters:
        """What the rows are narrowed to."""
        return self._filters

    @property
    def noted(self) -> frozenset[str]:
        """The ids of the meanings that have notes."""
        return self._noted

    def set_filters(self, filters: Filters) -> None:
        """Narrow the rows, or widen them again."""
        if filters != self._filters:
            self._filters = filters
            self._refill()

    def set_noted(self, noted: frozenset[str]) -> None:
        """Mark the meanings that have notes."""
        if noted == self._noted:
            return
        self._noted = noted
        if self._filters.with_notes or self._sorting[0] is Column.NOTE:
            self._refill()
        elif self._shown:
            self.dataChanged.emit(self.index(0, Column.NOTE), self.index(len(self._shown) - 1, Column.NOTE))

    def code_row(self, row: int) -> CodeRow:
        """Return what is shown in a row."""
        return self._catalogue.row(self._shown[row], self._filters.product)

    def has_note(self, row: int) -> bool:
        """Whether a row's meaning has notes."""
        return self._catalogue.meanings[self._shown[row]].id in self._noted

    def row_of(self, meaning_id: str) -> int | None:
        """Return where a meaning is shown, None where it is hidden or not known."""
        position = self._catalogue.positions.get(meaning_id, -1)
        return self._shown.index(position) if position in self._shown else None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order by a column; by the code, rising, means the best first."""
        self._sorting = (Column(max(column, 0)), order)
        self._refill()

    def rowCount(self, parent: Index = _INVALID) -> int:
        """Return how many rows the filters leave."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = _INVALID) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(Column)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:  # noqa: ANN401  (Qt's signature)
        """Return a cell's text; the delegate paints from `code_row`."""
        if role == _DISPLAY:
            return self._text(index.row(), index.column())
        if role == _ACCESSIBLE:
            return self._spoken(index.row(), index.column())
        if role == _TOOL_TIP and index.column() in (Column.NAME, Column.MESSAGE, Column.PRODUCTS):
            from html import escape

            return f"<qt>{escape(self._whole(index.row(), index.column()))}</qt>"
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:  # noqa: ANN401
        """Return a column's title."""
        if role == _DISPLAY and orientation == Qt.Orientation.Horizontal and section != Column.NOTE:
            return self._headers[Column(section)]
        if role == _ACCESSIBLE and orientation == Qt.Orientation.Horizontal:
            return self._headers[Column(section)]
        return None

    def _refill(self) -> None:
        self.beginResetModel()
        shown = self._catalogue.find(self._filters, self._noted)
        column, order = self._sorting
        if column is not Column.CODE:
            shown = sorted(shown, key=lambda position: self._sort_key(position, column))
        self._shown = shown if order == Qt.SortOrder.AscendingOrder else shown[::-1]
        self.endResetModel()
        self.filtered.emit()

    def _sort_key(self, position: int, column: Column) -> tuple[int, str]:
        row = self._catalogue.row(position, self._filters.product)
        if column is Column.NAME:
            return not row.name, row.name.casefold()
        if column is Column.MESSAGE:
            return not row.message, row.message.casefold()
        if column is Column.PRODUCTS:
            return -len(row.products), ""
        return row.meaning.id not in self._noted, ""

    def _text(self, row: int, column: int) -> str:
        shown = self.code_row(row)
        if column == Column.CODE:
            return shown.number
        if column == Column.NAME:
            return shown.name
        if column == Column.MESSAGE:
            return shown.message
        if column == Column.PRODUCTS:
            return ", ".join(shown.products)
        return ""

    def _spoken(self, row: int, column: int) -> str:
        shown = self.code_row(row)
        if column == Column.CODE:
            return self.tr("{0}, sending again: {1}").format(shown.number, retry_label(shown.retry, sentence))
        if column == Column.NOTE:
            return self.tr("Has a note") if self.has_note(row) else self.tr("No note")
        return self._whole(row, column)

    def _whole(self, row: int, column: int) -> str:
        if column == Column.PRODUCTS:
            return ", ".join(product_title(product, sentence) for product in self.code_row(row).products)
        return self._text(row, column)
