from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QComboBox
from pytestqt.qtbot import QtBot

from errdex.registry.advice import Retry
from errdex.registry.model import Product
from errdex.ui.catalogue import Catalogue, Filters
from errdex.ui.category_tree import CategoryTree
from errdex.ui.choice_list import ChoiceList
from errdex.ui.filter_panel import FilterPanel
from errdex.ui.theme import Theme

PRODUCTS = (Product.SPOT, Product.USDM, Product.SAPI)


@pytest.fixture
def panel(qtbot: QtBot, theme: Theme, catalogue: Catalogue) -> FilterPanel:
    panel = FilterPanel(theme, catalogue, PRODUCTS)
    qtbot.addWidget(panel)
    panel.resize(208, 700)
    panel.show()
    return panel


def lines(panel: FilterPanel, name: str) -> list[str]:
    found = panel.findChild(QAbstractItemView, name)
    assert isinstance(found, QAbstractItemView)
    return [
        str(found.model().index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole))
        for row in range(found.model().rowCount())
    ]


def choose(panel: FilterPanel, name: str, row: int | None) -> None:
    found = panel.findChild(QAbstractItemView, name)
    assert isinstance(found, QAbstractItemView)
    if row is None:
        found.clearSelection()
    else:
        found.setCurrentIndex(found.model().index(row, 0))


def product_choice(panel: FilterPanel) -> QComboBox:
    found = panel.findChild(QComboBox, "productFilter")
    assert isinstance(found, QComboBox)
    return found


def test_every_control_is_named(panel: FilterPanel) -> None:
    assert product_choice(panel).accessibleName() == "Product"
    lists = (CategoryTree, ChoiceList)
    found = [view for kind in lists for view in panel.findChildren(kind)]
    names = {view.objectName(): view.accessibleName() for view in found}
    assert names == {"categoryFilter": "Categories", "retryFilter": "Send again?", "noteFilter": "Mine"}


def test_it_starts_with_everything_and_counts_it(panel: FilterPanel) -> None:
    assert panel.filters() == Filters()
    assert lines(panel, "categoryFilter") == [
        "All, 7",
        "10xx Server, network, 3",
        "11xx Request, 1",
        "Without a category, 1",
        "HTTP status, 1",
        "WebSocket streams, 1",
    ]
    assert lines(panel, "retryFilter") == [
        "Check first, 1",
        "Wait, 1",
        "Resend, 0",
        "Not as it is, 5",
        "Nothing to do, 0",
    ]
    assert lines(panel, "noteFilter") == ["With notes, 0"]


def test_choices_become_filters_and_can_be_let_go(panel: FilterPanel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.filters_changed):
        choose(panel, "categoryFilter", 1)
    choose(panel, "retryFilter", 0)
    choose(panel, "noteFilter", 0)
    filters = panel.filters()
    assert filters.group is not None
    assert (filters.group.range, filters.retry, filters.with_notes) == ("10xx", Retry.CHECK_FIRST, True)
    choose(panel, "retryFilter", None)
    assert panel.filters().retry is None
    with qtbot.waitSignal(panel.filters_changed):
        panel.clear_filters()
    assert panel.filters() == Filters()


def test_a_chosen_line_pressed_again_is_let_go(panel: FilterPanel) -> None:
    found = panel.findChild(ChoiceList, "retryFilter")
    assert isinstance(found, ChoiceList)
    place = found.visualItemRect(found.item(1)).center()
    QTest.mouseClick(found.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert panel.filters().retry is Retry.WAIT
    QTest.mouseClick(found.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert panel.filters().retry is None


def test_a_product_brings_its_own_categories_and_counts_and_keeps_the_range(panel: FilterPanel, qtbot: QtBot) -> None:
    choose(panel, "categoryFilter", 1)
    with qtbot.waitSignal(panel.filters_changed):
        product_choice(panel).setCurrentIndex(2)
    assert lines(panel, "categoryFilter") == ["All, 3", "10xx Server, network, 2", "HTTP status, 1"]
    filters = panel.filters()
    assert filters.product is Product.USDM
    assert filters.group is not None
    assert filters.group.range == "10xx"


def test_counts_follow_the_other_filters_and_the_words_and_no_line_moves(panel: FilterPanel) -> None:
    choose(panel, "retryFilter", 0)
    assert lines(panel, "categoryFilter") == [
        "All, 1",
        "10xx Server, network, 1",
        "11xx Request, 0",
        "Without a category, 0",
        "HTTP status, 0",
        "WebSocket streams, 0",
    ]
    assert lines(panel, "retryFilter")[0] == "Check first, 1"
    assert lines(panel, "retryFilter")[3] == "Not as it is, 5"
    choose(panel, "retryFilter", None)
    panel.count("timestamp")
    assert lines(panel, "categoryFilter")[:3] == ["All, 1", "10xx Server, network, 0", "11xx Request, 1"]
    assert lines(panel, "retryFilter") == [
        "Check first, 0",
        "Wait, 0",
        "Resend, 0",
        "Not as it is, 1",
        "Nothing to do, 0",
    ]
    panel.set_noted(frozenset({"1021-invalid-timestamp", "http-503"}))
    assert lines(panel, "noteFilter") == ["With notes, 1"]
    panel.count("")
    assert lines(panel, "categoryFilter")[:3] == ["All, 7", "10xx Server, network, 3", "11xx Request, 1"]
    assert lines(panel, "noteFilter") == ["With notes, 2"]


def test_open_parts_are_counted_with_the_others_and_closed_ones_when_they_are_opened(panel: FilterPanel) -> None:
    tree = panel.findChild(CategoryTree, "categoryFilter")
    assert isinstance(tree, CategoryTree)
    line = tree.topLevelItem(1)
    assert line is not None

    def parts() -> list[str]:
        model = tree.model()
        below = tree.indexFromItem(line)
        rows = range(model.rowCount(below))
        return [str(model.index(row, 0, below).data(Qt.ItemDataRole.AccessibleTextRole)) for row in rows]

    line.setExpanded(True)
    assert parts() == ["Spot, 2", "USDⓈ-M futures, 2", "Wallet and other /sapi, 1"]
    panel.count("futures")
    assert parts() == ["Spot, 0", "USDⓈ-M futures, 1", "Wallet and other /sapi, 0"]
    line.setExpanded(False)
    panel.count("")
    line.setExpanded(True)
    assert parts() == ["Spot, 2", "USDⓈ-M futures, 2", "Wallet and other /sapi, 1"]


def test_a_line_that_leaves_nothing_is_muted(panel: FilterPanel, theme: Theme) -> None:
    tree = panel.findChild(CategoryTree, "categoryFilter")
    assert isinstance(tree, CategoryTree)
    index = tree.model().index(2, 0)

    def has_ink(role: str) -> bool:
        picture = tree.viewport().grab(tree.visualRect(index)).toImage()
        colour = QColor(theme.color(role))
        middle = picture.width() // 2
        return any(
            picture.pixelColor(x, y) == colour for x in range(theme.px(24), middle) for y in range(picture.height())
        )

    before = tree.viewport().grab(tree.visualRect(index)).toImage()
    assert has_ink("text")
    panel.count("timeout")
    assert tree.viewport().grab(tree.visualRect(index)).toImage() != before
    assert not has_ink("text")


def test_notes_are_counted_for_the_product_in_view(panel: FilterPanel) -> None:
    panel.set_noted(frozenset({"1008-server-busy", "http-503"}))
    assert lines(panel, "noteFilter") == ["With notes, 2"]
    panel.choose_product(Product.USDM)
    assert lines(panel, "noteFilter") == ["With notes, 1"]


def test_a_category_opens_into_its_products_by_keyboard_and_the_part_is_a_filter(panel: FilterPanel) -> None:
    tree = panel.findChild(CategoryTree, "categoryFilter")
    assert isinstance(tree, CategoryTree)
    before = tree.height()
    tree.setFocus()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Down):
        QTest.keyClick(tree, key)
    group = panel.filters().group
    assert group is not None
    assert (group.product, len(group.positions)) == (Product.USDM, 2)
    assert tree.height() > before
    QTest.keyClick(tree, Qt.Key.Key_Space)
    assert panel.filters().group is None


def test_parts_are_made_when_a_category_is_opened(panel: FilterPanel) -> None:
    tree = panel.findChild(CategoryTree, "categoryFilter")
    assert isinstance(tree, CategoryTree)
    line = tree.topLevelItem(1)
    assert line is not None
    assert line.childCount() == 0
    rect = tree.visualItemRect(line)
    QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(5, rect.center().y()))
    assert line.isExpanded()
    assert line.childCount() == 3
    assert panel.filters().group is None
    QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert panel.filters().group is not None
    QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert panel.filters().group is None


@pytest.mark.parametrize("name", ["categoryFilter", "retryFilter", "noteFilter"])
def test_escape_asks_for_all_codes_from_every_list(panel: FilterPanel, qtbot: QtBot, name: str) -> None:
    view = panel.findChild(QAbstractItemView, name)
    assert isinstance(view, QAbstractItemView)
    with qtbot.waitSignal(panel.clear_wanted):
        QTest.keyClick(view, Qt.Key.Key_Escape)


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_it_is_painted_in_both_reading_directions(panel: FilterPanel, direction: Qt.LayoutDirection) -> None:
    tree = panel.findChild(CategoryTree, "categoryFilter")
    assert isinstance(tree, CategoryTree)
    panel.setLayoutDirection(direction)
    tree.setCurrentIndex(tree.model().index(1, 0))
    QTest.keyClick(tree, Qt.Key.Key_Asterisk)
    assert tree.isExpanded(tree.currentIndex())
    choose(panel, "categoryFilter", 1)
    assert not panel.grab().isNull()


def test_the_arrows_scroll_a_low_panel_to_the_line_they_choose(panel: FilterPanel, qtbot: QtBot) -> None:
    panel.resize(208, 120)
    qtbot.wait(1)
    tree = panel.findChild(CategoryTree, "categoryFilter")
    assert isinstance(tree, CategoryTree)
    tree.setFocus()
    for _ in range(5):
        QTest.keyClick(tree, Qt.Key.Key_Down)
    rect = tree.visualRect(tree.currentIndex())
    assert panel.viewport().rect().contains(tree.mapTo(panel.viewport(), rect.center()))
