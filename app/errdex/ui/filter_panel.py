"""The left column: which product, category and advice, and which are mine. Every choice shows how many it leaves."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFrame,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from errdex.registry.advice import Retry
from errdex.registry.model import Product
from errdex.ui.catalogue import Catalogue, Filters
from errdex.ui.groups import Group, GroupKind
from errdex.ui.icons import Sign
from errdex.ui.theme import Theme
from errdex.ui.translate import sentence
from errdex.wording import product_title, retry_label

_RETRIES = (Retry.CHECK_FIRST, Retry.WAIT, Retry.RESEND, Retry.NO, Retry.DONE)
_CHOICE = Qt.ItemDataRole.UserRole
_ROW_HEIGHT = 25


class Choice(NamedTuple):
    """One line of a list: a sign if it has one, its words, and how many codes it leaves."""

    title: str
    codes: int
    retry: Retry | None = None


class ChoiceDelegate(QStyledItemDelegate):
    """Paints a choice: sign and words at the beginning, the count at the end."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        """Paint in the theme's colours."""
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: ARG002
        """Return the height of every line."""
        return QSize(0, self._theme.px(_ROW_HEIGHT))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one line."""
        choice: Choice = index.data(_CHOICE)
        roles, px = self._theme.roles, self._theme.px
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(roles.selection if chosen else roles.hover))
            painter.drawRoundedRect(rect, 4, 4)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QColor(roles.accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(0, 0, -1, -1), 4, 4)
        room = rect.adjusted(px(8), 0, -px(8), 0)
        if choice.retry is not None:
            room = self._paint_sign(painter, room, choice.retry)
        self._paint_words(painter, room, choice, chosen=chosen)
        painter.restore()

    def _paint_sign(self, painter: QPainter, room: QRect, retry: Retry) -> QRect:
        size = self._theme.px(16)
        view = self.parent()
        ratio = view.devicePixelRatioF() if isinstance(view, QWidget) else 1.0
        pixmap = self._theme.icons.pixmap(Sign.of(retry), self._theme.roles.sign(retry), size, ratio)
        mirrored = self._mirrored()
        left = room.right() - size + 1 if mirrored else room.left()
        painter.drawPixmap(left, room.center().y() - size // 2, pixmap)
        step = size + self._theme.px(7)
        return room.adjusted(0, 0, -step, 0) if mirrored else room.adjusted(step, 0, 0, 0)

    def _paint_words(self, painter: QPainter, room: QRect, choice: Choice, *, chosen: bool) -> None:
        roles = self._theme.roles
        count = str(choice.codes)
        painter.setFont(self._theme.font(tabular=True, semibold=chosen))
        painter.setPen(QColor(roles.selection_text if chosen else roles.muted))
        painter.drawText(room, int(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter), count)
        width = QFontMetrics(painter.font()).horizontalAdvance(count) + self._theme.px(8)
        room = room.adjusted(width, 0, 0, 0) if self._mirrored() else room.adjusted(0, 0, -width, 0)
        painter.setFont(self._theme.font(semibold=chosen))
        painter.setPen(QColor(roles.selection_text if chosen else roles.text))
        words = QFontMetrics(painter.font()).elidedText(choice.title, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter), words)

    def _mirrored(self) -> bool:
        view = self.parent()
        return isinstance(view, QWidget) and view.layoutDirection() is Qt.LayoutDirection.RightToLeft


class ChoiceList(QListWidget):
    """A short list of which one line, or none, is chosen; as tall as its lines."""

    choice_changed = Signal()

    def __init__(self, theme: Theme, name: str, parent: QWidget) -> None:
        """Begin empty; `name` is what a screen reader calls it."""
        super().__init__(parent)
        self._theme = theme
        self._press_clears = False
        self.setAccessibleName(name)
        self.setItemDelegate(ChoiceDelegate(theme, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.itemSelectionChanged.connect(self.choice_changed)

    def show_choices(self, choices: list[Choice], chosen: int | None) -> None:
        """Show other lines, one of them chosen; announces nothing."""
        blocked = self.blockSignals(True)
        self.clear()
        for choice in choices:
            line = QListWidgetItem(choice.title, self)
            line.setData(_CHOICE, choice)
            line.setData(Qt.ItemDataRole.AccessibleTextRole, f"{choice.title}, {choice.codes}")
            line.setToolTip("")
        self.choose(chosen)
        self.blockSignals(blocked)
        self.measure()

    def choose(self, chosen: int | None) -> None:
        """Choose a line, or none."""
        if chosen is None:
            self.clearSelection()
            self.setCurrentRow(-1)
        else:
            self.setCurrentRow(chosen)

    def chosen(self) -> int | None:
        """Return the chosen line."""
        rows = self.selectionModel().selectedRows()
        return rows[0].row() if rows else None

    def measure(self) -> None:
        """Be as tall as the lines are."""
        self.setFixedHeight(max(1, self.count()) * self._theme.px(_ROW_HEIGHT))
        self.doItemsLayout()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a line; pressed once more, it is let go."""
        line = self.itemAt(event.position().toPoint())
        if line is not None and line.isSelected():
            self.choose(None)
            return
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space lets go of the chosen line; the arrows choose."""
        if event.key() == Qt.Key.Key_Space and self.chosen() is not None:
            self.clearSelection()
            return
        super().keyPressEvent(event)


class FilterPanel(QScrollArea):
    """Narrows the table."""

    filters_changed = Signal()
    product_changed = Signal()
    """The filters changed, and the product with them."""

    def __init__(self, theme: Theme, catalogue: Catalogue, products: tuple[Product, ...]) -> None:
        """Offer the registry's products, and all categories."""
        super().__init__()
        self._theme = theme
        self._catalogue = catalogue
        self._products: tuple[Product | None, ...] = (None, *products)
        self._groups: tuple[Group, ...] = ()
        self._noted: frozenset[str] = frozenset()
        self._product = QComboBox(self)
        self._product.setObjectName("productFilter")
        self._product.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._product.setAccessibleName(self.tr("Product"))
        self._categories = ChoiceList(theme, self.tr("Categories"), self)
        self._categories.setObjectName("categoryFilter")
        self._retries = ChoiceList(theme, self.tr("Send again?"), self)
        self._retries.setObjectName("retryFilter")
        self._mine = ChoiceList(theme, self.tr("Mine"), self)
        self._mine.setObjectName("noteFilter")
        self._headings: list[QLabel] = []
        self._lay_out()
        for product in self._products:
            self._product.addItem(product_title(product, sentence) if product else self.tr("All products"))
        self._show_product()
        self._product.currentIndexChanged.connect(self._change_product)
        for choices in (self._categories, self._retries, self._mine):
            choices.choice_changed.connect(self.filters_changed)
        theme.changed.connect(self._measure)
        self._measure()

    def filters(self) -> Filters:
        """Return what is chosen; the words of the search are not ours."""
        category, retry = self._categories.chosen(), self._retries.chosen()
        return Filters(
            product=self._products[self._product.currentIndex()],
            group=self._groups[category - 1] if category else None,
            retry=_RETRIES[retry] if retry is not None else None,
            with_notes=self._mine.chosen() is not None,
        )

    def clear_filters(self) -> None:
        """Choose everything of the product again."""
        lists = ((self._categories, 0), (self._retries, None), (self._mine, None))
        for choices, chosen in lists:
            choices.blockSignals(True)
            choices.choose(chosen)
            choices.blockSignals(False)
        self.filters_changed.emit()

    def choose_product(self, product: Product | None) -> None:
        """Choose a product (None: all)."""
        self._product.setCurrentIndex(self._products.index(product) if product in self._products else 0)

    def set_noted(self, noted: frozenset[str]) -> None:
        """Take the ids of the meanings that have notes, to count them."""
        self._noted = noted
        self._show_mine()

    def group_title(self, group: Group) -> str:
        """Name a group as it stands in the list."""
        special = {
            GroupKind.REST: self.tr("Smaller groups"),
            GroupKind.UNLISTED: self.tr("Seen live only"),
            GroupKind.HTTP: self.tr("HTTP status"),
            GroupKind.STREAM: self.tr("WebSocket streams"),
        }
        return special.get(group.kind) or f"{group.range} {group.title}".strip()

    def explain_empty(self, filters: Filters) -> str:
        """Say what narrows the table so far that nothing is left."""
        parts: list[str] = []
        if filters.words.strip():
            parts.append(self.tr("the words “{0}”").format(filters.words.strip()[:80]))
        if filters.group is not None:
            parts.append(self.tr("the category “{0}”").format(self.group_title(filters.group)))
        if filters.retry is not None:
            parts.append(self.tr("the advice “{0}”").format(retry_label(filters.retry, sentence)))
        if filters.with_notes:
            parts.append(self.tr("“With notes”"))
        if filters.product is not None:
            parts.append(self.tr("the product “{0}”").format(product_title(filters.product, sentence)))
        if not parts:
            return self.tr("There are no codes: the registry could not be read.")
        return self.tr("No code fits: {0}.").format(", ".join(parts))

    def _lay_out(self) -> None:
        panel = QWidget(self)
        panel.setProperty("ground", "sunken")
        self._panel_layout = QVBoxLayout(panel)
        self._panel_layout.setSpacing(0)
        self._add_heading(self.tr("Product"), self._product)
        self._panel_layout.addWidget(self._product)
        for title, choices in (
            (self.tr("Categories"), self._categories),
            (self.tr("Send again?"), self._retries),
            (self.tr("Mine"), self._mine),
        ):
            self._add_heading(title, choices)
            self._panel_layout.addWidget(choices)
        self._panel_layout.addStretch(1)
        self.setWidget(panel)
        self.setWidgetResizable(True)
        self.setProperty("ground", "sunken")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def _add_heading(self, title: str, buddy: QWidget) -> None:
        heading = QLabel(title, self)
        heading.setTextFormat(Qt.TextFormat.PlainText)
        heading.setProperty("role", "group")
        heading.setBuddy(buddy)
        heading.setAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        self._headings.append(heading)
        self._panel_layout.addWidget(heading)

    def _measure(self) -> None:
        px = self._theme.px
        self._panel_layout.setContentsMargins(px(12), px(12), px(8), px(12))
        for place, heading in enumerate(self._headings):
            heading.setIndent(px(2))
            heading.setFixedHeight(px(36) if place else px(24))
        for choices in (self._categories, self._retries, self._mine):
            choices.measure()
        self.setMinimumWidth(px(168))

    def _change_product(self) -> None:
        self._show_product()
        self.filters_changed.emit()
        self.product_changed.emit()

    def _show_product(self) -> None:
        """Show the categories and counts of the chosen product, keeping a chosen range where it has one."""
        before = self.filters()
        product = before.product
        self._groups = self._catalogue.groups(product)
        inside = self._catalogue.of_product(product)
        lines = [Choice(self.tr("All"), len(inside))]
        lines += [Choice(self.group_title(group), len(group.positions)) for group in self._groups]
        kept = next((place for place, group in enumerate(self._groups, 1) if _same(group, before.group)), 0)
        self._categories.show_choices(lines, kept)
        for place, group in enumerate(self._groups, 1):
            self._categories.item(place).setToolTip(_plain_tip(f"{group.range} {group.heading}"))
        retries = self._catalogue.retries(product)
        counts = dict.fromkeys(_RETRIES, 0)
        for position in inside:
            counts[retries[position]] += 1
        choices = [Choice(retry_label(retry, sentence), counts[retry], retry) for retry in _RETRIES]
        self._retries.show_choices(choices, self._retries.chosen())
        self._show_mine()

    def _show_mine(self) -> None:
        product = self._products[self._product.currentIndex()]
        meanings = self._catalogue.meanings
        count = sum(meanings[position].id in self._noted for position in self._catalogue.of_product(product))
        self._mine.show_choices([Choice(self.tr("With notes"), count)], self._mine.chosen())


def _same(group: Group, other: Group | None) -> bool:
    """Whether two products' groups stand for the same range."""
    return other is not None and (group.kind, group.range, group.title) == (other.kind, other.range, other.title)


def _plain_tip(text: str) -> str:
    """Escape a tool tip: Qt would take marks in it for rich text."""
    from html import escape

    return f"<qt>{escape(text.strip())}</qt>" if text.strip() else ""
