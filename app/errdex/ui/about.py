"""What Help shows: every key, every product's document with its date and origin, and what Errdex is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from errdex import __version__
from errdex.registry.model import Registry
from errdex.ui.commands import Commands
from errdex.ui.theme import Theme
from errdex.ui.translate import sentence
from errdex.wording import product_title


class Overview(QDialog):
    """A page of lines under headings, to be read and closed."""

    def __init__(self, theme: Theme, title: str, parent: QWidget) -> None:
        """Begin an empty page."""
        super().__init__(parent)
        self._theme = theme
        self._rows = 0
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        page = QWidget(self)
        page.setProperty("ground", "surface")
        self._grid = QGridLayout(page)
        self._grid.setContentsMargins(theme.px(20), theme.px(8), theme.px(20), theme.px(16))
        self._grid.setHorizontalSpacing(theme.px(28))
        self._grid.setVerticalSpacing(theme.px(7))
        self._grid.setColumnStretch(1, 1)
        area = QScrollArea(self)
        area.setWidget(page)
        area.setWidgetResizable(True)
        area.setProperty("ground", "surface")
        area.setAccessibleName(title)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, theme.px(12))
        layout.addWidget(area)
        layout.addWidget(buttons, 0, Qt.AlignmentFlag.AlignTrailing)
        layout.setContentsMargins(0, 0, theme.px(12), theme.px(12))
        self.resize(theme.px(640), theme.px(560))

    def add_heading(self, text: str) -> None:
        """Begin a group."""
        heading = self._label(text, "group")
        heading.setContentsMargins(0, self._theme.px(10), 0, 0)
        self._grid.addWidget(heading, self._rows, 0, 1, 2)
        self._rows += 1

    def add_line(self, first: str, second: str) -> None:
        """Add a line of two parts."""
        self._grid.addWidget(self._label(first, ""), self._rows, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(self._label(second, "muted"), self._rows, 1, Qt.AlignmentFlag.AlignTop)
        self._rows += 1

    def finish(self) -> Overview:
        """Close the page below its last line."""
        self._grid.setRowStretch(self._rows, 1)
        return self

    def _label(self, text: str, role: str) -> QLabel:
        label = QLabel(text, self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        label.setProperty("role", role)
        return label


def key_overview(theme: Theme, commands: Commands, parent: QWidget) -> Overview:
    """Make the page of all keys, from the table of commands."""
    page = Overview(theme, commands.tr("Keys"), parent)
    titles = commands.place_titles()
    place = None
    for row in commands.rows:
        if row.place is not place:
            place = row.place
            page.add_heading(titles[place].replace("&", ""))
        key = QKeySequence(row.key).toString(QKeySequence.SequenceFormat.NativeText)
        page.add_line(key, row.text.replace("&", ""))
    page.add_heading(commands.tr("In the table and the search"))
    page.add_line(commands.tr("Down"), commands.tr("From the search to the table"))
    page.add_line(commands.tr("Enter"), commands.tr("From the table to the details"))
    page.add_line(commands.tr("Esc"), commands.tr("From the details back to the table; in the table, show all codes"))
    return page.finish()


def document_overview(theme: Theme, registry: Registry, parent: QWidget) -> Overview:
    """Make the page of the documents: each product's, its date and its origin."""
    page = Overview(theme, parent.tr("Documents and their dates"), parent)
    official = parent.tr("{0}, from the exchange's own repository: {1}")
    crawled = parent.tr("{0}, from a dated copy of the official page: {1}")
    for product in registry.products:
        revision = registry.revisions[product]
        words = official if revision.official else crawled
        page.add_line(product_title(product, sentence), words.format(revision.date, revision.origin))
    page.add_heading(parent.tr("A newer Errdex brings newer documents; it fetches nothing by itself."))
    return page.finish()


def about_page(theme: Theme, parent: QWidget) -> Overview:
    """Make the page that says what Errdex is."""
    page = Overview(theme, parent.tr("About Errdex"), parent)
    page.add_line(parent.tr("Errdex"), __version__)
    page.add_line(
        parent.tr("What it does"),
        parent.tr("Tells what a Binance API error means, what to do about it, and whether sending again is safe."),
    )
    page.add_line(parent.tr("Privacy"), parent.tr("It has no network code. What you paste stays in memory."))
    page.add_line(parent.tr("Not affiliated"), parent.tr("Binance is a trademark of its owner; Errdex is independent."))
    return page.finish()
