"""The left column: which product, category and advice, and which are mine. Every choice shows how many it leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QComboBox, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from errdex.registry.advice import Retry
from errdex.ui.catalogue import Filters
from errdex.ui.category_tree import CategoryTree
from errdex.ui.choice_list import Choice, ChoiceList
from errdex.ui.groups import group_key, group_title
from errdex.ui.translate import sentence
from errdex.wording import product_title, retry_label

if TYPE_CHECKING:
    from PySide6.QtCore import QRect
    from PySide6.QtWidgets import QAbstractItemView

    from errdex.registry.model import Product
    from errdex.ui.catalogue import Catalogue
    from errdex.ui.groups import Group
    from errdex.ui.theme import Theme

_MARGIN = 10
_RETRIES = (Retry.CHECK_FIRST, Retry.WAIT, Retry.RESEND, Retry.NO, Retry.DONE)


class FilterPanel(QScrollArea):
    """Narrows the table."""

    filters_changed = Signal()
    product_changed = Signal()
    """The filters changed, and the product with them."""
    clear_wanted = Signal()
    """Esc: show all codes again."""

    def __init__(self, theme: Theme, catalogue: Catalogue, products: tuple[Product, ...]) -> None:
        """Offer the registry's products, and all categories."""
        super().__init__()
        self._theme = theme
        self._catalogue = catalogue
        self._products: tuple[Product | None, ...] = (None, *products)
        self._noted: frozenset[str] = frozenset()
        self._words = ""
        self._counted = (Filters(), self._noted)
        self._product = QComboBox(self)
        self._product.setObjectName("productFilter")
        self._product.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._product.setAccessibleName(self.tr("Product"))
        self._categories = CategoryTree(theme, catalogue.parts, _title_of, self)
        self._categories.setObjectName("categoryFilter")
        self._categories.setAccessibleName(self.tr("Categories"))
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
            choices.choice_changed.connect(self._tell)
            choices.clear_wanted.connect(self.clear_wanted)
            choices.selectionModel().currentChanged.connect(lambda _, __, view=choices: self._keep_in_sight(view))
        theme.changed.connect(self._measure)
        self.verticalScrollBar().rangeChanged.connect(self._measure)
        self._measure()

    def filters(self) -> Filters:
        """Return what is chosen; the words of the search are not ours."""
        retry = self._retries.chosen()
        return Filters(
            product=self._products[self._product.currentIndex()],
            group=self._categories.group(),
            retry=_RETRIES[retry] if retry is not None else None,
            with_notes=self._mine.chosen() is not None,
        )

    def clear_filters(self) -> None:
        """Choose everything of the product again."""
        for choices in (self._categories, self._retries, self._mine):
            blocked = choices.blockSignals(True)
            choices.let_go()
            choices.blockSignals(blocked)
        self._tell()

    def category(self) -> str:
        """Return what the chosen category is remembered by; empty: all are shown."""
        group = self._categories.group()
        return group_key(group) if group else ""

    def narrow(self, category: str, retry: Retry | None, *, with_notes: bool = False) -> None:
        """Choose what was remembered; announced once, and only where it changes something."""
        before = self.filters()
        for choices in (self._categories, self._retries, self._mine):
            choices.blockSignals(True)
        self._categories.choose_key(category)
        self._retries.choose(_RETRIES.index(retry) if retry else None)
        self._mine.choose(0 if with_notes else None)
        for choices in (self._categories, self._retries, self._mine):
            choices.blockSignals(False)
        if self.filters() != before:
            self._tell()

    def choose_product(self, product: Product | None) -> None:
        """Choose a product (None: all)."""
        self._product.setCurrentIndex(self._products.index(product) if product in self._products else 0)

    def set_noted(self, noted: frozenset[str]) -> None:
        """Take the ids of the meanings that have notes, to count them."""
        self._noted = noted
        self.count(self._words)

    def count(self, words: str) -> None:
        """Count anew what each choice would leave beside the other ones and the words of the search."""
        self._words = words
        counted = (self.filters()._replace(words=words.strip()), self._noted)
        if counted == self._counted:
            return
        from errdex.ui.facets import Facets

        self._counted = counted
        facets = Facets(self._catalogue, *counted)
        self._categories.show_counts(facets.group)
        self._retries.show_counts([facets.retry(retry) for retry in _RETRIES])
        self._mine.show_counts([facets.noted()])

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
        # The scroll bar comes into the margin: nothing moves aside for it.
        bar = self.verticalScrollBar()
        room = px(_MARGIN) - (bar.sizeHint().width() if bar.maximum() else 0)
        self._panel_layout.setContentsMargins(px(12), px(12), max(room, 0), px(12))
        for place, heading in enumerate(self._headings):
            heading.setIndent(px(2))
            heading.setFixedHeight(px(36) if place else px(24))
        for choices in (self._categories, self._retries, self._mine):
            choices.measure()
        self.setMinimumWidth(px(168))

    def _change_product(self) -> None:
        self._show_product()
        self._tell()
        self.product_changed.emit()

    def _tell(self) -> None:
        self.count(self._words)
        self.filters_changed.emit()

    def _show_product(self) -> None:
        """Show the categories and counts of the chosen product alone, keeping a chosen range where it has one."""
        before = self.filters()
        product = before.product
        inside = self._catalogue.of_product(product)
        self._categories.show_groups(
            self._catalogue.groups(product),
            before.group,
            lambda group: len(group.positions if group is not None else inside),
        )
        retries = self._catalogue.retries(product)
        counts = dict.fromkeys(_RETRIES, 0)
        for position in inside:
            counts[retries[position]] += 1
        choices = [Choice(retry_label(retry, sentence), counts[retry], retry) for retry in _RETRIES]
        self._retries.show_choices(choices, self._retries.chosen())
        meanings = self._catalogue.meanings
        noted = sum(meanings[position].id in self._noted for position in inside)
        self._mine.show_choices([Choice(self.tr("With notes"), noted)], self._mine.chosen())
        self._counted = (Filters(product), self._noted)

    def _keep_in_sight(self, view: QAbstractItemView) -> None:
        """Scroll to the line that the arrows chose: the lists themselves are as tall as their lines."""
        line: QRect = view.visualRect(view.currentIndex())
        middle = view.mapTo(self, QPoint(0, line.center().y())) + QPoint(0, self.verticalScrollBar().value())
        self.ensureVisible(0, middle.y(), 0, line.height())


def _title_of(group: Group) -> str:
    return group_title(group, sentence)
