"""The findings of the paste as a row of chips: sign, number, name, how often. Its height never changes."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from errdex.ui.icons import Sign
from errdex.ui.translate import sentence
from errdex.wording import found_name, found_number, nothing_sentence, nothing_title, product_name, retry_title

if TYPE_CHECKING:
    from errdex.decode.model import Finding
    from errdex.ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()
_ISOLATED = "\u2066{}\u2069"
"""Left-to-right isolate: without it "-1121" is drawn "1121-" in a right-to-left window."""
_WIDEST_NAME = 230


class _Chip:
    """What one chip says."""

    __slots__ = ("count", "name", "number", "sign", "title")

    def __init__(self, finding: Finding) -> None:
        candidate = finding.candidate
        self.number = found_number(finding.first, candidate, sentence)
        self.name = found_name(candidate, sentence)
        self.count = len(finding.occurrences)
        self.sign = Sign.of(candidate.advice.write) if candidate else Sign.UNKNOWN
        self.title = retry_title(candidate.advice.write, sentence) if candidate else ""


class FindingsModel(QAbstractListModel):
    """The findings as chips, for the view and for screen readers."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Start with none."""
        super().__init__(parent)
        self._findings: tuple[Finding, ...] = ()
        self._chips: dict[int, _Chip] = {}

    def show_findings(self, findings: tuple[Finding, ...]) -> None:
        """Take the place of what was shown."""
        self.beginResetModel()
        self._findings = findings
        self._chips = {}
        self.endResetModel()

    def finding(self, row: int) -> Finding:
        """Return a row's finding."""
        return self._findings[row]

    def chip(self, row: int) -> _Chip:
        """Return what a row's chip says; worded when it is first seen."""
        if row not in self._chips:
            self._chips[row] = _Chip(self._findings[row])
        return self._chips[row]

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        """Return how many findings there are."""
        return 0 if parent.isValid() else len(self._findings)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a chip's words, for the eye, the ear and the pointer that rests on it."""
        if not index.isValid():
            return None
        chip = self.chip(index.row())
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{chip.number} {chip.name}".strip()
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(
                part for part in (f"{chip.number} {chip.name}".strip(), chip.title, self._times(chip)) if part
            )
        if role == Qt.ItemDataRole.ToolTipRole:
            words = f"{chip.number} {chip.name}: {chip.title}" if chip.title else f"{chip.number} {chip.name}"
            return f"<qt>{html.escape(words)}</qt>"
        return None

    def _times(self, chip: _Chip) -> str:
        return self.tr("%n times", "", chip.count) if chip.count > 1 else ""


class ChipDelegate(QStyledItemDelegate):
    """Paints the chips."""

    def __init__(self, theme: Theme, model: FindingsModel, view: QListView) -> None:
        """Paint `model`'s rows in the theme's colours."""
        super().__init__(view)
        self._theme = theme
        self._model = model
        self._view = view
        self.measure()

    def measure(self) -> None:
        """Take fonts and measures from the theme anew."""
        self._bold = self._theme.font(semibold=True, tabular=True)
        self._plain = self._theme.font()
        self._bold_metrics = QFontMetrics(self._bold)
        self._plain_metrics = QFontMetrics(self._plain)
        self._sign = self._theme.px(16)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        """Return the room that a chip takes, the gap behind it included."""
        px = self._theme.px
        return QSize(sum(width for _, width in self._parts(index.row())) + px(28) + px(6), px(30))

    def _parts(self, row: int) -> tuple[tuple[str, int], ...]:
        """Return the words of a chip with their widths; the sign counts as a part without words."""
        chip = self._model.chip(row)
        gap = self._theme.px(6)
        name = self._plain_metrics.elidedText(chip.name, Qt.TextElideMode.ElideRight, self._theme.px(_WIDEST_NAME))
        count = f"×{chip.count}" if chip.count > 1 else ""
        wide = self._plain_metrics.horizontalAdvance
        return (
            ("", self._sign),
            (chip.number, gap + self._bold_metrics.horizontalAdvance(chip.number)),
            (name, gap + wide(name) if name else 0),
            (count, gap + wide(count) if count else 0),
        )

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a chip: its outline, sign, number, name and count."""
        roles, px = self._theme.roles, self._theme.px
        current = bool(option.state & QStyle.StateFlag.State_Selected)
        focused = self._view.hasFocus() and index.row() == self._view.currentIndex().row()
        outer: QRect = option.rect
        area = QRect(outer.left(), outer.top(), outer.width() - px(6), px(28))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(roles.accent if current else roles.line), 2 if focused else 1))
        painter.setBrush(QColor(roles.selection if current else roles.surface))
        painter.drawRoundedRect(QRectF(area).adjusted(1, 1, -1, -1), area.height() / 2, area.height() / 2)
        self._paint_words(painter, area, index.row(), roles.selection_text if current else roles.text)
        painter.restore()

    def _paint_words(self, painter: QPainter, area: QRect, row: int, colour: str) -> None:
        """Paint the parts one after the other in reading direction."""
        roles, px = self._theme.roles, self._theme.px
        candidate = self._model.finding(row).candidate
        sign_colour = roles.sign(candidate.advice.write) if candidate else roles.muted
        mirrored = self._view.isRightToLeft()
        at = px(11)
        for place, (words, width) in enumerate(self._parts(row)):
            left = area.right() - at - width if mirrored else area.left() + at
            at += width
            if place == 0:
                pixmap = self._theme.icons.pixmap(
                    self._model.chip(row).sign, sign_colour, self._sign, painter.device().devicePixelRatio()
                )
                painter.drawPixmap(left, area.center().y() - self._sign // 2 + 1, pixmap)
            elif words:
                painter.setFont(self._bold if place == 1 else self._plain)
                painter.setPen(QColor(roles.muted if place == 3 and colour == roles.text else colour))
                box = QRect(left, area.top(), width, area.height())
                flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignTrailing
                painter.drawText(box, int(flags), _ISOLATED.format(words))


class ChipRow(QListView):
    """The chips in one row; arrow keys walk along it, and it scrolls sideways where there are many."""

    def __init__(self, theme: Theme, model: FindingsModel, parent: QWidget) -> None:
        """Show the chips of `model`."""
        super().__init__(parent)
        self._theme = theme
        self.setModel(model)
        self.delegate = ChipDelegate(theme, model, self)
        self.setItemDelegate(self.delegate)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Errors in the paste"))

    def sizeHint(self) -> QSize:
        """Ask for the room of all chips."""
        rows = range(min(self.model().rowCount(), 40))
        option = QStyleOptionViewItem()
        width = sum(self.delegate.sizeHint(option, self.model().index(row, 0)).width() for row in rows)
        return QSize(width, self._theme.px(30))

    def minimumSizeHint(self) -> QSize:
        """Do with one short chip."""
        return QSize(min(self._theme.px(120), self.sizeHint().width()), self._theme.px(30))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the current chip in sight."""
        super().resizeEvent(event)
        self.scrollTo(self.currentIndex())


class StateLine(QLabel):
    """One line that ends in an ellipsis where it is too long; the whole is in its tooltip and for screen readers."""

    def __init__(self, parent: QWidget) -> None:
        """Make an empty line."""
        super().__init__(parent)
        self._whole = ""
        self.setProperty("role", "muted")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def say(self, text: str, *, is_kept: bool = False) -> None:
        """Show a sentence; one that `is_kept` keeps its room beside whatever is wide."""
        self._whole = text
        self.setMinimumWidth(self.fontMetrics().horizontalAdvance(text) + 12 if is_kept else 0)
        self.setIndent(8 if is_kept else 0)
        self.setAccessibleName(text)
        self._fit()

    def whole(self) -> str:
        """Return the sentence, whether or not all of it is seen."""
        return self._whole

    def _fit(self) -> None:
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, max(self.width(), 40))
        if shown != self.text():
            self.setText(shown)
        self.setToolTip("" if shown == self._whole else f"<qt>{html.escape(self._whole)}</qt>")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the sentence into the new width."""
        super().resizeEvent(event)
        self._fit()


class FindingsBar(QWidget):
    """Shows what was found in the paste, or why there is nothing."""

    finding_chosen = Signal(int)
    """The place of the finding that a person chose."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Start empty, with a word on what will stand here."""
        super().__init__(parent)
        self._theme = theme
        self._silent = False
        self.setObjectName("findings")
        self.setAccessibleName(self.tr("Findings"))
        self.model = FindingsModel(self)
        self.chips = ChipRow(theme, self.model, self)
        self.summary = StateLine(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.chips)
        row.addWidget(self.summary, 1)
        self.setFocusProxy(self.chips)
        self.chips.selectionModel().currentChanged.connect(self._tell_choice)
        theme.changed.connect(self._follow_theme)
        self._follow_theme()
        self.show_empty()

    def show_findings(self, findings: tuple[Finding, ...], shown_whole: bool = True) -> None:  # noqa: FBT002
        """Show the findings of a paste, the first of them current; none: say so and what would help.

        `shown_whole` False: more may follow, so that nothing found yet is not the last word.
        """
        self._silent = True
        self.model.show_findings(findings)
        if findings:
            self.chips.setCurrentIndex(self.model.index(0))
        self._silent = False
        self.chips.setVisible(bool(findings))
        if findings:
            self.summary.say(self._summary_of(findings), is_kept=True)
        elif shown_whole:
            self.show_state(self.tr("{0}. {1}").format(nothing_title(sentence), nothing_sentence(sentence)))
        self.chips.updateGeometry()

    def set_current(self, place: int) -> None:
        """Make a finding the current one; nothing is emitted."""
        self._silent = True
        self.chips.setCurrentIndex(self.model.index(place))
        self._silent = False

    def current(self) -> int:
        """Return the place of the current finding, -1 where there is none."""
        return self.chips.currentIndex().row()

    def show_empty(self) -> None:
        """Say what will stand here."""
        self.show_state(self.tr("The errors in your paste will stand here."))

    def show_state(self, text: str) -> None:
        """Show a sentence in the place of findings."""
        self._silent = True
        self.model.show_findings(())
        self._silent = False
        self.chips.hide()
        self.summary.say(text)

    def _summary_of(self, findings: tuple[Finding, ...]) -> str:
        """Say how many errors there are, and of which product if it is one."""
        count = sum(len(finding.occurrences) for finding in findings)
        errors = self.tr("1 error") if count == 1 else self.tr("%n errors", "", count)
        products = {finding.candidate.code.product for finding in findings if finding.candidate}
        if not products:
            return errors
        name = product_name(products.pop(), sentence) if len(products) == 1 else self.tr("several products")
        return self.tr("{0} · {1}").format(errors, name)

    def _tell_choice(self, index: QModelIndex) -> None:
        if not self._silent and index.isValid():
            self.finding_chosen.emit(index.row())

    def _follow_theme(self) -> None:
        self.chips.delegate.measure()
        self.chips.setFixedHeight(self._theme.px(30))
        self.setFixedHeight(self._theme.px(30))
        self.chips.updateGeometry()
        self.chips.viewport().update()
