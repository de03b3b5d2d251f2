"""Everything the window does with the table of codes: filters and search narrow it, rows are found and copied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from errdex.ui.translate import sentence

if TYPE_CHECKING:
    from errdex.registry.model import Product
    from errdex.ui.catalogue import Catalogue, Filters
    from errdex.ui.code_model import CodeModel
    from errdex.ui.code_table import CodeTable
    from errdex.ui.filter_panel import FilterPanel
    from errdex.ui.search import Search

_NAMES_OFFERED = 8


class CodeDesk(QObject):
    """Joins the filters, the search and the table."""

    product_shown = Signal(object)
    """In the words of which Product the rows are shown now (None: all)."""
    said = Signal(str)
    """One sentence for the person."""

    def __init__(
        self, panel: FilterPanel, search: Search, model: CodeModel, table: CodeTable, catalogue: Catalogue
    ) -> None:
        """Wire the parts to each other."""
        super().__init__(table)
        self._panel = panel
        self._search = search
        self._model = model
        self._table = table
        self._catalogue = catalogue
        self._searched_anew = False
        search.offer_ranges(catalogue.ranges)
        panel.filters_changed.connect(self.filter)
        panel.clear_wanted.connect(self.clear)
        search.words_changed.connect(self._search_for)
        search.table_wanted.connect(self._enter_table)
        search.clear_wanted.connect(self.clear)
        table.search_wanted.connect(self._go_to_search)
        table.clear_wanted.connect(self.clear)
        table.copy_wanted.connect(self.copy_text)

    @property
    def product(self) -> Product | None:
        """The product in whose words the rows are shown."""
        return self._model.product

    def filter(self) -> None:
        """Show the rows that filters and words leave, and how many they are."""
        filters = self._filters()
        self._panel.count(filters.words)
        self._model.set_filters(filters)
        count = self._model.rowCount()
        self._search.show_count(count, len(self._catalogue.of_product(filters.product)))
        shown = min(count, _NAMES_OFFERED) if self._model.words else 0
        self._search.set_names(tuple(self._model.code_row(row).name for row in range(shown)))
        if count == 0:
            self._explain_empty(filters)
        self.product_shown.emit(self._model.product)

    def clear(self) -> None:
        """Show all codes of the product again."""
        self._search.set_words("")
        self._panel.clear_filters()

    def reveal(self, meaning_id: str) -> None:
        """Choose a meaning's row, giving up the filters that hide it."""
        if not self._table.choose(meaning_id):
            self.clear()
            if not self._table.choose(meaning_id):
                self._panel.choose_product(None)
                self._table.choose(meaning_id)

    def copy_text(self) -> None:
        """Copy the chosen rows to the clipboard, a line each."""
        self._copy("text")

    def copy_markdown(self) -> None:
        """Copy the chosen rows as a table in Markdown."""
        self._copy("markdown")

    def copy_csv(self) -> None:
        """Copy the chosen rows as CSV, safe for spreadsheets."""
        self._copy("csv")

    def copy_json(self) -> None:
        """Copy the chosen rows as JSON, with every name and message."""
        self._copy("json")

    def _filters(self) -> Filters:
        return self._panel.filters()._replace(words=self._search.words())

    def _search_for(self) -> None:
        self._searched_anew = True
        self.filter()

    def _enter_table(self) -> None:
        """Go on to the best row of a new search, or to where one was."""
        self._table.enter(first=self._searched_anew and bool(self._search.words().strip()))
        self._searched_anew = False

    def _go_to_search(self, text: str) -> None:
        if text:
            self._search.type_on(text)
        else:
            self._search.take_focus()

    def _explain_empty(self, filters: Filters) -> None:
        from errdex.ui.nothing_found import explain

        self._table.explain_empty(explain(self._catalogue, filters, self._model.noted, sentence))

    def _copy(self, kind: str) -> None:
        from PySide6.QtCore import QMimeData
        from PySide6.QtGui import QGuiApplication

        from errdex.ui.row_copy import MEDIA_TYPES, RowFormat, write_rows

        rows = self._table.chosen_rows()
        if not rows:
            self.said.emit(self.tr("No row is chosen, so that there is none to copy."))
            return
        form = RowFormat(kind)
        text = write_rows(rows, form, self._catalogue.advice, self._model.product)
        content = QMimeData()
        content.setText(text)
        if form is not RowFormat.TEXT:
            content.setData(MEDIA_TYPES[form], text.encode())
        QGuiApplication.clipboard().setMimeData(content)
        self._confirm(self.tr("%n rows copied.", "", len(rows)) if len(rows) > 1 else self.tr("1 row copied."))

    def _confirm(self, words: str) -> None:
        """Say a few words beside the current row for a moment; nothing moves for them."""
        from PySide6.QtWidgets import QToolTip

        table = self._table
        place = table.visualRect(table.currentIndex()).bottomLeft()
        QToolTip.showText(table.viewport().mapToGlobal(place), words, table)
