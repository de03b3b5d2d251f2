"""The table's model: the meanings that the filters leave, in the order chosen. Filters by itself, without a proxy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from errdex.registry.model import Product
from errdex.ui.catalogue import Column, Filters, spoken_product
from errdex.ui.highlight import escaped
from errdex.ui.shown_text import message_of, name_of, texts_of
from errdex.ui.translate import sentence
from errdex.wording import product_title, retry_label

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QObject

    from errdex.registry.model import Meaning
    from errdex.ui.catalogue import Catalogue, CodeRow
    from errdex.ui.query import Query

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
        """Show all rows, the best first."""
        super().__init__(parent)
        self._catalogue = catalogue
        self._filters = Filters()
        self._noted: frozenset[str] = frozenset()
        self._sorting: tuple[Column | None, Qt.SortOrder] = (None, Qt.SortOrder.AscendingOrder)
        self._shown = catalogue.find(self._filters, self._noted)
        self._rows: dict[int, CodeRow] = {}
        self._sort_keys: dict[Column, list[str]] = {}
        self.words: tuple[str, ...] = ()
        """What is searched for, to be marked in the rows."""
        self.product = spoken_product(self._filters)
        """In whose words the rows are shown."""
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

    @property
    def sorting(self) -> tuple[Column | None, Qt.SortOrder]:
        """What the rows are ordered by (no column: the best first), and which way."""
        return self._sorting

    def set_filters(self, filters: Filters) -> None:
        """Narrow the rows, or widen them again."""
        if filters == self._filters:
            return
        self._filters = filters
        self.words = _query_of(filters).words if filters.words else ()
        product = spoken_product(filters)
        if product is not self.product:
            self.product = product
            self._sort_keys.clear()
        self._refill()

    def set_noted(self, noted: frozenset[str]) -> None:
        """Mark the meanings that have notes."""
        if noted == self._noted:
            return
        self._noted = noted
        depends = self._filters.with_notes or (self._filters.words and _query_of(self._filters).with_notes)
        if depends or self._sorting[0] is Column.NOTE:
            self._refill()
        elif self._shown:
            self.dataChanged.emit(self.index(0, Column.NOTE), self.index(len(self._shown) - 1, Column.NOTE))

    def code_row(self, row: int) -> CodeRow:
        """Return what is shown in a row; made when it is first seen."""
        found = self._rows.get(row)
        if found is None:
            found = self._rows[row] = self._catalogue.row(self._shown[row], self.product, self.words)
        return found

    def has_note(self, row: int) -> bool:
        """Whether a row's meaning has notes."""
        return self._catalogue.meanings[self._shown[row]].id in self._noted

    def row_of(self, meaning_id: str) -> int | None:
        """Return where a meaning is shown, None where it is hidden or not known."""
        position = self._catalogue.positions.get(meaning_id, -1)
        return self._shown.index(position) if position in self._shown else None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order by a column; by none (-1), the best first."""
        self._sorting = (Column(column) if column >= 0 else None, order)
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
        if role == _TOOL_TIP and index.column() != Column.NOTE:
            return f"<qt>{escaped(self._whole(index.row(), index.column()))}</qt>"
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:  # noqa: ANN401
        """Return a column's title, and how its rows are sorted."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == _DISPLAY and section != Column.NOTE:
            return self._headers[Column(section)]
        if role == _ACCESSIBLE:
            return self._headers[Column(section)]
        if role == _TOOL_TIP:
            return self.tr("Sorts; once more turns the order round; a third time puts the best first again.")
        return None

    def _refill(self) -> None:
        self.beginResetModel()
        shown = self._catalogue.find(self._filters, self._noted)
        column, order = self._sorting
        falling = order == Qt.SortOrder.DescendingOrder
        if column is Column.NOTE:
            meanings = self._catalogue.meanings
            shown = sorted(shown, key=lambda position: (meanings[position].id not in self._noted) is not falling)
        elif column is not None:
            keys = self._keys(column)
            shown = sorted(shown, key=lambda position: keys[position], reverse=falling)
            shown.sort(key=lambda position: not keys[position])
        self._shown = shown
        self._rows.clear()
        self.endResetModel()
        self.filtered.emit()

    def _keys(self, column: Column) -> list[str]:
        """Return what each meaning is sorted by in a column; what has no text stands last either way."""
        if column not in self._sort_keys:
            meanings, product = self._catalogue.meanings, self.product
            texts: dict[Column, Callable[[Meaning], str]] = {
                Column.CODE: lambda meaning: f"{abs(meaning.number):012}",
                Column.NAME: lambda meaning: name_of(meaning, product).casefold(),
                Column.MESSAGE: lambda meaning: message_of(meaning, product).casefold(),
                Column.PRODUCTS: lambda meaning: f"{len(Product) - len(meaning.products):02}",
            }
            self._sort_keys[column] = [texts[column](meaning) for meaning in meanings]
        return self._sort_keys[column]

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
        if column == Column.PRODUCTS:
            return self._whole(row, column)
        return self._text(row, column)

    def _whole(self, row: int, column: int) -> str:
        """Return all of what a cell shows in short."""
        shown = self.code_row(row)
        if column == Column.CODE:
            return self._spoken(row, column)
        if column == Column.PRODUCTS:
            return ", ".join(product_title(product, sentence) for product in shown.products)
        more = len(texts_of(shown.meaning, self.product)) - 1
        if column == Column.MESSAGE and more > 0:
            return self.tr("{0} – one of %n messages of this code", "", more + 1).format(shown.message)
        return self._text(row, column)


def _query_of(filters: Filters) -> Query:
    """Read what was typed; what reads it is loaded with the first letter."""
    from errdex.ui.query import parse_query

    return parse_query(filters.words)
