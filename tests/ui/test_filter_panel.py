from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QListWidget
from pytestqt.qtbot import QtBot

from errdex.registry.advice import Retry
from errdex.registry.model import Product
from errdex.ui.catalogue import Catalogue, Filters
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
    found = panel.findChild(QListWidget, name)
    assert isinstance(found, QListWidget)
    return [
        str(found.model().index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole))
        for row in range(found.model().rowCount())
    ]


def choose(panel: FilterPanel, name: str, row: int | None) -> None:
    found = panel.findChild(QListWidget, name)
    assert isinstance(found, QListWidget)
    if row is None:
        found.clearSelection()
    else:
        found.setCurrentRow(row)


def product_choice(panel: FilterPanel) -> QComboBox:
    found = panel.findChild(QComboBox, "productFilter")
    assert isinstance(found, QComboBox)
    return found


def test_every_control_is_named(panel: FilterPanel) -> None:
    assert product_choice(panel).accessibleName() == "Product"
    names = {found.objectName(): found.accessibleName() for found in panel.findChildren(QListWidget)}
    assert names == {"categoryFilter": "Categories", "retryFilter": "Send again?", "noteFilter": "Mine"}


def test_it_starts_with_everything_and_counts_it(panel: FilterPanel) -> None:
    assert panel.filters() == Filters()
    assert lines(panel, "categoryFilter") == [
        "All, 7",
        "10xx Server, network, 3",
        "11xx Request, 1",
        "Seen live only, 1",
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
    found = panel.findChild(QListWidget, "retryFilter")
    assert isinstance(found, QListWidget)
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


def test_notes_are_counted_for_the_product_in_view(panel: FilterPanel) -> None:
    panel.set_noted(frozenset({"1008-server-busy", "http-503"}))
    assert lines(panel, "noteFilter") == ["With notes, 2"]
    panel.choose_product(Product.USDM)
    assert lines(panel, "noteFilter") == ["With notes, 1"]


def test_an_empty_result_names_everything_that_narrows(panel: FilterPanel) -> None:
    choose(panel, "categoryFilter", 1)
    choose(panel, "retryFilter", 2)
    words = panel.explain_empty(panel.filters()._replace(words="abc", product=Product.SPOT))
    assert words == (
        "No code fits: the words “abc”, the category “10xx Server, network”, the advice “Resend”, the product “Spot”."
    )
