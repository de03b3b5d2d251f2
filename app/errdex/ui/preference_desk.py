"""Everything the window does with preferences: puts them on, gathers them again, and shows their dialog."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QObject, Qt, Signal

from errdex.ui.commands import Command

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QMainWindow, QSplitter

    from errdex.registry.model import Product
    from errdex.ui.code_table import CodeTable
    from errdex.ui.commands import Commands
    from errdex.ui.filter_panel import FilterPanel
    from errdex.ui.preferences import Preferences
    from errdex.ui.theme import Theme


class PreferenceDesk(QObject):
    """Joins the choices with what they are about."""

    chosen = Signal(object)
    """A person chose something in the dialog: the Preferences, to be kept."""
    author_chosen = Signal(str)
    """Who writes the notes from now on."""
    offer_chosen = Signal()
    """Whether the clipboard is watched was chosen."""

    def __init__(self, window: QMainWindow, theme: Theme, commands: Commands, preferences: Preferences) -> None:
        """Take the choices; nothing is put on yet."""
        super().__init__(window)
        self._window = window
        self._theme = theme
        self._commands = commands
        self._preferences = preferences
        self.folder: Path | None = None
        """Where a person's own files are; told once the notes are open."""

    def place(self, columns: QSplitter, seams: tuple[QSplitter, ...]) -> None:
        """Put the window where it was, its room shared as it was."""
        kept = self._preferences
        self._columns, self._seams = columns, seams
        if kept.geometry:
            self._window.restoreGeometry(QByteArray.fromBase64(kept.geometry.encode()))
        if len(kept.columns) == columns.count():
            columns.setSizes(list(kept.columns))
        if len(kept.seams) == len(seams):
            for seam, sizes in zip(seams, kept.seams, strict=True):
                if len(sizes) == seam.count():
                    seam.setSizes(list(sizes))

    def narrow(self, panel: FilterPanel, table: CodeTable) -> None:
        """Narrow and order the table as it was; what depends on notes waits for them."""
        kept = self._preferences
        self._panel, self._table = panel, table
        self._commands.action(Command.CLIPBOARD_OFFER).setChecked(kept.clipboard_offer)
        panel.choose_product(kept.product)
        panel.narrow(kept.category, kept.retry)
        table.set_name_width(kept.name_width)
        if kept.sort_column >= 0:
            falling = Qt.SortOrder.DescendingOrder
            table.sort_by(kept.sort_column, falling if kept.sort_falling else Qt.SortOrder.AscendingOrder)

    def finish(self, folder: Path) -> None:
        """Do what waited for the notes; `folder` is where they are."""
        self.folder = folder
        kept = self._preferences
        self.author_chosen.emit(kept.author)
        if kept.with_notes:
            self._panel.narrow(self._panel.category(), self._panel.filters().retry, with_notes=True)

    def keep_product(self, product: Product | None) -> None:
        """Start with this product from the next time on."""
        self._preferences = self._preferences._replace(product=product)
        self.chosen.emit(self.current())

    def current(self) -> Preferences:
        """Return the choices, and how the window stands now."""
        filters = self._panel.filters()
        column, order = self._table.sorting
        return self._preferences._replace(
            scheme=self._theme.scheme,
            size=self._theme.size,
            clipboard_offer=self._commands.action(Command.CLIPBOARD_OFFER).isChecked(),
            geometry=bytes(self._window.saveGeometry().toBase64().data()).decode(),
            columns=tuple(self._columns.sizes()),
            seams=tuple(tuple(seam.sizes()) for seam in self._seams),
            name_width=self._table.name_width,
            category=self._panel.category(),
            retry=filters.retry,
            with_notes=filters.with_notes,
            sort_column=-1 if column is None else int(column),
            sort_falling=order == Qt.SortOrder.DescendingOrder,
        )

    def show_dialog(self, products: tuple[Product, ...]) -> None:
        """Open the dialog; what is chosen in it holds at once."""
        from errdex.ui.preferences_dialog import PreferencesDialog

        dialog = PreferencesDialog(self._theme, self.current(), products, self.folder, self._window)
        dialog.chosen.connect(self._put_on)
        dialog.finished.connect(lambda: self.chosen.emit(self.current()))
        dialog.open()

    def _put_on(self, preferences: Preferences) -> None:
        """Let everything follow what was chosen."""
        before, self._preferences = self._preferences, preferences
        theme = self._theme
        if (preferences.scheme, preferences.size) != (theme.scheme, theme.size):
            theme.choose(preferences.scheme, preferences.size)
        theme.choose_times(preferences.times)
        if preferences.product is not before.product:
            self._panel.choose_product(preferences.product)
        if preferences.author != before.author:
            self.author_chosen.emit(preferences.author)
        offer = self._commands.action(Command.CLIPBOARD_OFFER)
        if offer.isChecked() != preferences.clipboard_offer:
            offer.setChecked(preferences.clipboard_offer)
            self.offer_chosen.emit()
