"""Below the paste: what one does with it, how much was found, and the findings. Its height never changes."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QStackedLayout, QVBoxLayout, QWidget

from errdex.ui.announce import announce
from errdex.ui.findings_list import ROW_HEIGHT, ROWS_SEEN, FindingsList, FindingsModel
from errdex.ui.highlight import escaped
from errdex.ui.translate import sentence
from errdex.wording import nothing_sentence, nothing_title, product_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QModelIndex
    from PySide6.QtGui import QAction, QResizeEvent, QShowEvent
    from PySide6.QtWidgets import QMenu

    from errdex.decode.model import Finding
    from errdex.registry.model import Product
    from errdex.ui.theme import Theme


_ROOM_FOR_MENU, _ROOM_FOR_DECLINE, _ROOM_FOR_SUMMARY = 420, 340, 100


class StateLine(QLabel):
    """A sentence that ends in an ellipsis where it is too long; the whole is in its tooltip and for screen readers."""

    def __init__(self, parent: QWidget, cut: Qt.TextElideMode = Qt.TextElideMode.ElideRight) -> None:
        """Make an empty line; `cut` says where it is cut."""
        super().__init__(parent)
        self._cut = cut
        self._whole = ""
        self.setProperty("role", "muted")
        self.setTextFormat(Qt.TextFormat.PlainText)

    def say(self, text: str) -> None:
        """Show a sentence."""
        self._whole = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self._fit()

    def sizeHint(self) -> QSize:
        """Ask for the room of the whole sentence."""
        return QSize(self.fontMetrics().horizontalAdvance(self._whole) + 4, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Do without any room; where there is little, the buttons have it."""
        return QSize(0, super().minimumSizeHint().height())

    def whole(self) -> str:
        """Return the sentence, whether or not all of it is seen."""
        return self._whole

    def _fit(self) -> None:
        shown = self.fontMetrics().elidedText(self._whole, self._cut, self.width())
        if shown != self.text():
            self.setText(shown)
        self.setToolTip("" if shown == self._whole else f"<qt>{escaped(self._whole)}</qt>")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the sentence into the new width."""
        super().resizeEvent(event)
        self._fit()


class FindingsBar(QWidget):
    """Shows what was found in the paste, or why there is nothing."""

    finding_chosen = Signal(int)
    """The place of the finding that a person chose."""
    offer_declined = Signal()
    """A person does not want what is offered."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Start empty, with a word on what will stand here."""
        super().__init__(parent)
        self._theme = theme
        self._silent = False
        self.setObjectName("findings")
        self.setAccessibleName(self.tr("Findings"))
        self.summary = StateLine(self)
        self.summary.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.offer = StateLine(self, Qt.TextElideMode.ElideMiddle)
        self.offer.hide()
        self._decline = QPushButton(self.tr("Not now"), self)
        self._decline.clicked.connect(self.offer_declined)
        self._decline.hide()
        self._commands: list[QPushButton] = []
        self._menu_button: QPushButton | None = None
        self.model = FindingsModel(self)
        self.rows = FindingsList(theme, self.model, self)
        self.state = QLabel(self)
        self.state.setProperty("role", "muted")
        self.state.setTextFormat(Qt.TextFormat.PlainText)
        self.state.setWordWrap(True)
        self.state.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        self._line = QHBoxLayout()
        self._line.addWidget(self.summary, 1)
        self._line.addWidget(self.offer)
        self._line.addWidget(self._decline)
        self._places = QStackedLayout()
        self._places.addWidget(self.state)
        self._places.addWidget(self.rows)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(self._line)
        self._column.addLayout(self._places)
        self.rows.selectionModel().currentChanged.connect(self._tell_choice)
        theme.changed.connect(self._follow_theme)
        self._follow_theme()
        self.show_empty()

    # What one does with the paste

    def add_command(self, action: QAction, place: int) -> QPushButton:
        """Put a button for a command into the line, at a place counted from its beginning; -1: at its end."""
        button = QPushButton(action.text().replace("&", ""), self)
        button.setObjectName(f"button-{action.objectName()}")
        button.setEnabled(action.isEnabled())
        self._commands.append(button)
        button.clicked.connect(action.trigger)
        action.enabledChanged.connect(button.setEnabled)
        self._line.insertWidget(place, button)
        return button

    def add_menu(self, title: str, menu: QMenu, place: int) -> QPushButton:
        """Put a button that opens a menu into the line."""
        button = QPushButton(title, self)
        button.setMenu(menu)
        self._menu_button = button
        self._line.insertWidget(place, button)
        return button

    def showEvent(self, event: QShowEvent) -> None:
        """Let Tab go along the line and then to the findings; the order counts from where one stands in a window on."""
        super().showEvent(event)
        buttons = sorted(self.findChildren(QPushButton), key=self._line.indexOf)
        for before, behind in pairwise((*buttons, self.rows)):
            self.setTabOrder(before, behind)

    # What was found

    def show_findings(self, findings: Sequence[Finding], explaining: Sequence[int] = ()) -> None:
        """Show the findings of a paste, the first of them current; none: say so and what would help."""
        if not findings:
            self.show_state(self.tr("{0}. {1}").format(nothing_title(sentence), nothing_sentence(sentence)))
            return
        self._silent = True
        self.model.show_findings(findings, explaining)
        if self.current() < 0:
            self.rows.setCurrentIndex(self.model.index(0))
        self._silent = False
        self._places.setCurrentWidget(self.rows)

    def set_current(self, place: int) -> None:
        """Make a finding the current one; nothing is emitted."""
        self._silent = True
        self.rows.setCurrentIndex(self.model.index(place))
        self._silent = False

    def current(self) -> int:
        """Return the place of the current finding, -1 where there is none."""
        return self.rows.currentIndex().row()

    def show_empty(self) -> None:
        """Say what will stand here."""
        self.show_state(self.tr("The errors in your paste will stand here."))

    def show_state(self, text: str) -> None:
        """Show a sentence in the place of findings."""
        self._silent = True
        self.model.show_findings(())
        self._silent = False
        self.summary.say("")
        self.state.setText(text)
        self._places.setCurrentWidget(self.state)

    def announce(self) -> None:
        """Tell screen readers how much was found, or why nothing; the focus stays where one is."""
        announce(self, self.words())

    def words(self) -> str:
        """Return what the bar says of the paste: how much was found, or why nothing was."""
        return self.summary.whole() or self.state.text()

    def show_offer(self, text: str) -> None:
        """Offer something quietly, beside the summary; empty: offer nothing any more."""
        if text or not self.offer.isHidden():
            self.offer.say(text)
            self.offer.setVisible(bool(text))
            self._fit_line()

    def count_sentence(self, findings: Sequence[Finding], products: Sequence[Product]) -> str:
        """Say how many errors there are, and of which product if it is one; empty where there are none."""
        count = sum(len(finding.occurrences) for finding in findings)
        if not count:
            return ""
        errors = self.tr("1 error") if count == 1 else self.tr("%n errors", "", count)
        if not products:
            return errors
        name = product_name(products[0], sentence) if len(products) == 1 else self.tr("several products")
        return self.tr("{0} · {1}").format(errors, name)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out buttons that a narrow window has no room for; their commands have keys."""
        super().resizeEvent(event)
        self._fit_line()

    def show_command(self, button: QPushButton, *, is_on: bool) -> None:
        """Show a command's button, or no longer; in a narrow window it stands in the place of the others."""
        button.setVisible(is_on)
        self._fit_line()

    def _fit_line(self) -> None:
        """Leave out what there is no room for: the menu, then the first command while another one stands there."""
        px, width = self._theme.px, self.width()
        offered = () if self.offer.isHidden() else (self.offer, self._decline)
        others = [button for button in self._commands[1:] if not button.isHidden()]
        parts = (*self._commands[:1], *others, *offered)
        wanted = sum(part.sizeHint().width() + px(8) for part in parts) + px(_ROOM_FOR_SUMMARY)
        for first in self._commands[:1]:
            first.setVisible(not others or width >= wanted)
        if self._menu_button is not None:
            beside = wanted + self._menu_button.sizeHint().width() if others or offered else 0
            self._menu_button.setVisible(width >= max(px(_ROOM_FOR_MENU), beside))
        self._decline.setVisible(bool(offered) and width >= px(_ROOM_FOR_DECLINE))

    def _tell_choice(self, index: QModelIndex) -> None:
        if not self._silent and index.isValid():
            self.finding_chosen.emit(index.row())

    def _follow_theme(self) -> None:
        px = self._theme.px
        self.rows.delegate.measure()
        self._line.setSpacing(px(8))
        self._column.setSpacing(px(6))
        self.state.setContentsMargins(px(2), px(4), 0, 0)
        self.state.setMinimumWidth(px(60))
        height = px(ROW_HEIGHT) * ROWS_SEEN
        self.rows.setMinimumHeight(height)
        self.state.setFixedHeight(height)
        self.rows.doItemsLayout()
