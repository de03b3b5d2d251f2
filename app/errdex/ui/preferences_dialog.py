"""The dialog of preferences: what is chosen holds at once, without a button to press."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
)

from errdex.ui.preferences import LONGEST_AUTHOR
from errdex.ui.theme import SIZES, Scheme, Times
from errdex.ui.translate import sentence
from errdex.wording import product_title

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from errdex.registry.model import Product
    from errdex.ui.preferences import Preferences
    from errdex.ui.theme import Theme


Value = TypeVar("Value")


class ChoiceBox(QComboBox, Generic[Value]):
    """Offers values by their titles; Qt's own way of keeping values would make plain texts of our enums."""

    def __init__(self, choices: dict[str, Value], parent: QWidget) -> None:
        """Offer each value under its title."""
        super().__init__(parent)
        self._values = tuple(choices.values())
        self.addItems(list(choices))

    def value(self) -> Value:
        """Return the value that is chosen."""
        return self._values[self.currentIndex()]

    def show_value(self, value: Value) -> None:
        """Choose a value; one that is not offered chooses the first."""
        self.setCurrentIndex(self._values.index(value) if value in self._values else 0)


class PreferencesDialog(QDialog):
    """Shows the choices and says at once when one is made."""

    chosen = Signal(object)
    """The Preferences as they are now."""

    def __init__(
        self,
        theme: Theme,
        preferences: Preferences,
        products: tuple[Product, ...],
        folder: Path | None,
        parent: QWidget | None = None,
    ) -> None:
        """Show `preferences`; `folder` is where a person's own files are (None: nowhere yet)."""
        super().__init__(parent)
        self._theme = theme
        self._preferences = preferences
        self._is_filling = False
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("preferencesDialog")
        self.setWindowTitle(self.tr("Preferences"))
        self._scheme = ChoiceBox(
            {self.tr("As the system"): Scheme.SYSTEM, self.tr("Light"): Scheme.LIGHT, self.tr("Dark"): Scheme.DARK},
            self,
        )
        self._size = ChoiceBox({self.tr("{0} %").format(size): size for size in SIZES}, self)
        every: dict[str, Product | None] = {self.tr("All products"): None}
        self._product = ChoiceBox(every | {product_title(product, sentence): product for product in products}, self)
        self._times = ChoiceBox(
            {self.tr("The clock of this computer"): Times.LOCAL, self.tr("UTC, as the exchange writes it"): Times.UTC},
            self,
        )
        self._offer = QCheckBox(self.tr("Offer an error found on the clipboard"), self)
        explained = self.tr("When you turn to the window. It is never pasted by itself.")
        self._offer.setToolTip(f"<qt>{explained}</qt>")
        self._offer.setAccessibleDescription(explained)
        self._author = QLineEdit(self)
        self._author.setMaxLength(LONGEST_AUTHOR)
        self._author.setPlaceholderText(self.tr("Nobody is named"))
        self._lay_out(folder)
        self._fill()
        for choices in (self._scheme, self._size, self._product, self._times):
            choices.currentIndexChanged.connect(self._choose)
        self._offer.toggled.connect(self._choose)
        self._author.textEdited.connect(self._choose)
        theme.changed.connect(self._measure)

    def preferences(self) -> Preferences:
        """Return what the dialog shows."""
        return self._preferences._replace(
            scheme=self._scheme.value(),
            size=self._size.value(),
            product=self._product.value(),
            clipboard_offer=self._offer.isChecked(),
            times=self._times.value(),
            author=self._author.text().strip(),
        )

    def reset(self) -> None:
        """Go back to what holds where nothing was chosen; how the window stands is no choice and stays."""
        self._preferences = self._preferences.as_usual()
        self._fill()
        self.chosen.emit(self._preferences)

    # Building

    def _lay_out(self, folder: Path | None) -> None:
        self._grid = QGridLayout()
        self._grid.setColumnStretch(1, 1)
        self._add(self.tr("&Look"), self._scheme)
        self._add(self.tr("Text &size"), self._size)
        self._add(self.tr("Start with the &product"), self._product)
        self._add(self.tr("&Times by"), self._times)
        self._add(self.tr("&Author of your notes"), self._author)
        self._grid.addWidget(self._offer, self._grid.rowCount(), 1, 1, 2)
        if folder is not None:
            self._add_folder(folder)
        buttons = QDialogButtonBox(self)
        reset = buttons.addButton(self.tr("&Back to the usual"), QDialogButtonBox.ButtonRole.ResetRole)
        close = buttons.addButton(self.tr("&Close"), QDialogButtonBox.ButtonRole.RejectRole)
        reset.setAutoDefault(False)
        close.setDefault(True)
        reset.clicked.connect(self.reset)
        buttons.rejected.connect(self.reject)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._grid)
        self._column.addStretch(1)
        self._column.addWidget(buttons)
        self._measure()

    def _add(self, title: str, field: QWidget) -> None:
        """Put a field below the others, named by its title."""
        label = QLabel(title, self)
        label.setBuddy(field)
        field.setAccessibleName(title.replace("&", ""))
        row = self._grid.rowCount()
        self._grid.addWidget(label, row, 0)
        self._grid.addWidget(field, row, 1, 1, 2)

    def _add_folder(self, folder: Path) -> None:
        """Show where a person's own files are, and how to have them elsewhere."""
        row = self._grid.rowCount()
        title = QLabel(self.tr("Your notes are in"), self)
        path = QLineEdit(str(folder), self)
        path.setReadOnly(True)
        path.setObjectName("dataFolder")
        path.setAccessibleName(self.tr("Folder of your notes"))
        path.setCursorPosition(0)
        show = QPushButton(self.tr("Open the &folder"), self)
        show.setAutoDefault(False)
        show.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))))
        words = QLabel(
            self.tr("Started with --profile and a folder, Errdex keeps everything there; it can be carried along."),
            self,
        )
        words.setWordWrap(True)
        words.setProperty("role", "muted")
        self._grid.addWidget(title, row, 0)
        self._grid.addWidget(path, row, 1)
        self._grid.addWidget(show, row, 2)
        self._grid.addWidget(words, row + 1, 1, 1, 2)

    def _measure(self) -> None:
        px = self._theme.px
        self._column.setContentsMargins(px(20), px(18), px(20), px(16))
        self._column.setSpacing(px(18))
        self._grid.setHorizontalSpacing(px(14))
        self._grid.setVerticalSpacing(px(10))
        self._author.setMinimumWidth(px(360))

    # Choosing

    def _fill(self) -> None:
        """Show the choices, without announcing them as new ones."""
        self._is_filling = True
        shown = self._preferences
        self._scheme.show_value(shown.scheme)
        self._size.show_value(min(SIZES, key=lambda size: abs(size - shown.size)))
        self._product.show_value(shown.product)
        self._times.show_value(shown.times)
        self._offer.setChecked(shown.clipboard_offer)
        if self._author.text().strip() != shown.author:
            self._author.setText(shown.author)
        self._is_filling = False

    def _choose(self) -> None:
        if not self._is_filling:
            self._preferences = self.preferences()
            self.chosen.emit(self._preferences)
