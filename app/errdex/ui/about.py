"""What Help shows: every key, every product's document with its date and origin, and what Errdex is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from errdex import __version__
from errdex.ui.commands import Command
from errdex.ui.translate import sentence
from errdex.wording import product_title

if TYPE_CHECKING:
    from errdex.registry.model import Registry
    from errdex.ui.commands import Commands
    from errdex.ui.theme import Theme


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
        self._page = page
        self._grid = QGridLayout(page)
        self._grid.setContentsMargins(theme.px(20), theme.px(16), theme.px(20), theme.px(16))
        self._grid.setHorizontalSpacing(theme.px(28))
        self._grid.setVerticalSpacing(theme.px(7))
        self._grid.setColumnStretch(1, 1)
        area = QScrollArea(self)
        area.setWidget(page)
        area.setWidgetResizable(True)
        area.setProperty("ground", "surface")
        area.setAccessibleName(title)
        area.setFocus()  # So that the arrows scroll.
        buttons = QDialogButtonBox(self)
        buttons.addButton(self.tr("&Close"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(area)
        layout.addWidget(buttons, 0, Qt.AlignmentFlag.AlignTrailing)
        layout.setContentsMargins(0, 0, 0, theme.px(14))
        layout.setSpacing(theme.px(12))
        buttons.setContentsMargins(theme.px(20), 0, theme.px(20), 0)

    def add_heading(self, text: str) -> None:
        """Begin a group."""
        heading = self._label(text, "group")
        heading.setContentsMargins(0, self._theme.px(10) if self._rows else 0, 0, 0)
        self._grid.addWidget(heading, self._rows, 0, 1, 2)
        self._rows += 1

    def add_line(self, first: str, second: str) -> None:
        """Add a line of two parts."""
        name = self._label(first, "")
        name.setMinimumWidth(min(name.fontMetrics().horizontalAdvance(first) + 1, self._theme.px(190)))
        self._grid.addWidget(name, self._rows, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(self._label(second, "muted"), self._rows, 1, Qt.AlignmentFlag.AlignTop)
        self._rows += 1

    def finish(self) -> Overview:
        """Close the page below its last line, and be as high as it is, within reason."""
        self._grid.setRowStretch(self._rows, 1)
        px = self._theme.px
        height = self._page.heightForWidth(px(620)) + px(76)
        self.resize(px(640), min(max(height, px(200)), px(600)))
        return self

    def _label(self, text: str, role: str) -> QLabel:
        label = QLabel(text, self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        label.setProperty("role", role)
        return label


class KeyPage(Overview):
    """Every key, from the table of commands."""

    def __init__(self, theme: Theme, commands: Commands, parent: QWidget) -> None:
        """List the commands in the order of the menus, and then what the keys do that are no commands."""
        super().__init__(theme, commands.text_of(Command.KEYS), parent)
        titles = commands.place_titles()
        place = None
        for row in commands.rows:
            if row.place is not place:
                place = row.place
                self.add_heading(titles[place].replace("&", ""))
            self.add_line(commands.key(row.command), commands.text_of(row.command))
        self.add_heading(self.tr("In the table and the search"))
        self.add_line(self.tr("Down"), self.tr("From the search to the table"))
        self.add_line(self.tr("Ctrl+Space"), self.tr("What the word in the search could become"))
        self.add_line(self.tr("Enter"), self.tr("From the table to the details"))
        self.add_line(self.tr("Esc"), self.tr("From the details back to the table; in the table, show all codes"))
        self.add_heading(self.tr("In the categories"))
        self.add_line(self.tr("Right, Left"), self.tr("Open a category into its products, and close it"))
        self.add_line(self.tr("Space"), self.tr("Let go of the choice"))
        self.finish()


class DocumentPage(Overview):
    """Each product's document, with its date and its origin."""

    def __init__(self, theme: Theme, registry: Registry, parent: QWidget) -> None:
        """List the documents of `registry`."""
        super().__init__(theme, self.tr("Documents and their dates"), parent)
        official = self.tr("{0}, from the exchange's own repository: {1}")
        copied = self.tr("{0}, from a dated copy of the official page: {1}")
        for product in registry.products:
            revision = registry.revisions[product]
            words = official if revision.official else copied
            self.add_line(product_title(product, sentence), words.format(revision.date, revision.origin))
        self.add_heading(self.tr("A newer Errdex brings newer documents; it fetches nothing by itself."))
        self.finish()


class AboutPage(Overview):
    """What Errdex is."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        """Say what it does, what it does not, and whose it is not."""
        super().__init__(theme, self.tr("About Errdex"), parent)
        does = self.tr("Tells what a Binance API error means, what to do about it, and whether sending again is safe.")
        self.add_line("Errdex", __version__)
        self.add_line(self.tr("What it does"), does)
        self.add_line(self.tr("Privacy"), self.tr("It has no network code. What you paste stays in memory."))
        self.add_line(self.tr("Not affiliated"), self.tr("Binance is a trademark of its owner; Errdex is independent."))
        self.finish()
