from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from errdex.registry.advice_loader import load_advice
from errdex.registry.model import Product, Registry
from errdex.resources import resources_folder
from errdex.ui.catalogue import Catalogue, Column, Filters
from errdex.ui.code_delegate import chips_of
from errdex.ui.code_model import CodeModel
from errdex.ui.code_table import CodeTable
from errdex.ui.shown_text import SHORT_PRODUCTS
from errdex.ui.theme import Scheme, Theme


@pytest.fixture
def table(qtbot: QtBot, theme: Theme, catalogue: Catalogue) -> Iterator[CodeTable]:
    table = CodeTable(theme, CodeModel(catalogue))
    qtbot.addWidget(table)
    table.resize(700, 400)
    with qtbot.waitExposed(table):
        table.show()
    yield table
    table.close()


def model_of(table: CodeTable) -> CodeModel:
    model = table.model()
    assert isinstance(model, CodeModel)
    return model


def test_it_has_its_names_and_leaves_tab_to_the_window(table: CodeTable) -> None:
    assert (table.objectName(), table.accessibleName()) == ("codeTable", "Error codes")
    assert not table.tabKeyNavigation()


def test_choosing_from_outside_is_silent_and_choosing_by_key_is_announced(table: CodeTable, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(table.meaning_chosen):
        assert table.choose("1007-timeout")
    with qtbot.waitSignal(table.meaning_chosen) as chosen:
        QTest.keyClick(table, Qt.Key.Key_Down)
    assert chosen.args[0].id == "1008-server-busy"
    current = table.chosen_meaning()
    assert current is not None
    assert current.id == "1008-server-busy"


def test_a_hidden_meaning_cannot_be_chosen_and_nothing_else_stays_chosen(table: CodeTable) -> None:
    table.choose("1007-timeout")
    model_of(table).set_filters(Filters(words="throttled"))
    assert not table.choose("1007-timeout")
    assert table.chosen_meaning() is None


def test_the_chosen_row_stays_chosen_while_filters_come_and_go(table: CodeTable, qtbot: QtBot) -> None:
    table.choose("1021-invalid-timestamp")
    with qtbot.assertNotEmitted(table.meaning_chosen):
        model_of(table).set_filters(Filters(words="10"))
        model_of(table).set_filters(Filters(words="throttled"))
        model_of(table).set_filters(Filters())
    current = table.chosen_meaning()
    assert current is not None
    assert current.id == "1021-invalid-timestamp"


def test_enter_goes_to_the_details_and_escape_asks_for_all_codes(table: CodeTable, qtbot: QtBot) -> None:
    with qtbot.waitSignal(table.details_wanted):
        QTest.keyClick(table, Qt.Key.Key_Return)
    with qtbot.waitSignal(table.clear_wanted):
        QTest.keyClick(table, Qt.Key.Key_Escape)


def test_an_empty_table_says_why_and_offers_the_way_back(table: CodeTable, qtbot: QtBot) -> None:
    button = table.findChild(QPushButton)
    assert button is not None
    assert not button.isVisible()
    model_of(table).set_filters(Filters(words="nothing has this"))
    table.explain_empty("No code fits.")
    assert button.isVisible()
    with qtbot.waitSignal(table.clear_wanted):
        button.click()
    model_of(table).set_filters(Filters())
    assert not button.isVisible()


def test_rows_and_columns_keep_their_size_when_filters_change(table: CodeTable) -> None:
    before = [table.columnWidth(column) for column in Column]
    model_of(table).set_filters(Filters(words="throttled"))
    assert [table.columnWidth(column) for column in Column] == before
    assert 30 <= table.rowHeight(0) <= 34


def test_clicks_on_a_header_sort_turn_round_and_put_the_best_first_again(table: CodeTable) -> None:
    header, model = table.horizontalHeader(), model_of(table)
    seen = []
    for _ in range(3):
        header.sectionClicked.emit(int(Column.NAME))
        seen.append((model.code_row(0).meaning.id, header.isSortIndicatorShown()))
    assert seen == [("http-503", True), ("1007-timeout", True), ("1007-timeout", False)]


def test_the_order_can_be_chosen_without_a_mouse(table: CodeTable) -> None:
    seen: list[object] = []
    for _ in range(len(Column) + 1):
        table.sort_by_next()
        seen.append(model_of(table).sorting[0])
    assert seen == [*Column, None]
    table.turn_order()
    assert model_of(table).sorting == (Column.CODE, Qt.SortOrder.DescendingOrder)


def test_keys_lead_back_to_the_search_and_copy(table: CodeTable, qtbot: QtBot) -> None:
    table.choose("1007-timeout")
    with qtbot.waitSignal(table.search_wanted) as up:
        QTest.keyClick(table, Qt.Key.Key_Up)
    with qtbot.waitSignal(table.search_wanted) as letter:
        QTest.keyClicks(table, "w")
    assert (up.args, letter.args) == ([""], ["w"])
    with qtbot.waitSignal(table.copy_wanted), qtbot.assertNotEmitted(table.search_wanted):
        QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)


def test_several_rows_can_be_chosen_and_come_in_their_order(table: CodeTable) -> None:
    table.choose("1008-request-throttled")
    for _ in range(2):
        QTest.keyClick(table, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    assert [row.meaning.id for row in table.chosen_rows()] == [
        "1007-timeout",
        "1008-server-busy",
        "1008-request-throttled",
    ]


def test_entering_chooses_the_first_row_or_the_one_that_was(table: CodeTable) -> None:
    table.enter(first=False)
    assert table.currentIndex().row() == 0
    table.choose("1021-invalid-timestamp")
    table.enter(first=False)
    assert table.currentIndex().row() == 3
    table.enter(first=True)
    assert table.currentIndex().row() == 0


def test_chips_name_two_products_and_count_the_rest(catalogue: Catalogue) -> None:
    everywhere = catalogue.row(catalogue.positions["1007-timeout"], None)
    assert chips_of(everywhere, "all") == ("all",)
    two = everywhere._replace(in_all=False, products=(Product.SPOT, Product.PORTFOLIO_MARGIN))
    assert chips_of(two, "all") == ("spot", "pm")
    four = two._replace(products=(*two.products, Product.MARGIN, Product.SAPI))
    assert chips_of(four, "all") == ("spot", "pm", "+2")
    assert chips_of(four, "all", 1) == ("spot", "+3")


def test_it_is_painted_in_the_colours_of_the_look_in_force(table: CodeTable, theme: Theme) -> None:
    table.choose("1007-timeout")
    rect = table.visualRect(table.currentIndex())
    for scheme in (Scheme.DARK, Scheme.LIGHT):
        theme.choose(scheme)
        image = table.viewport().grab().toImage()
        assert image.pixelColor(rect.right() - 2, rect.top() + 3).name().upper() == theme.roles.selection


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_every_row_can_be_painted_in_both_reading_directions(table: CodeTable, direction: Qt.LayoutDirection) -> None:
    model_of(table).set_noted(frozenset({"1007-timeout"}))
    table.setLayoutDirection(direction)
    table.setFocus()
    table.choose("1007-timeout")
    assert not table.grab().isNull()
    assert table.currentIndex().row() == model_of(table).row_of("1007-timeout")


def test_the_width_that_names_are_drawn_to_stays_in_a_larger_window_and_text(table: CodeTable, theme: Theme) -> None:
    table.resize(900, 400)
    assert table.name_width == 0
    usual = table.columnWidth(Column.NAME)
    table.horizontalHeader().resizeSection(Column.NAME, usual + 98)
    assert table.name_width == round(100 * (usual + 98) / usual)
    table.resize(1200, 400)
    assert abs(table.columnWidth(Column.NAME) - usual - 98) <= 2
    theme.step_size(1)
    assert table.columnWidth(Column.NAME) > usual + 98
    table.resize(320, 400)
    table.resize(900, 400)
    assert table.name_width == round(100 * (usual + 98) / usual)


def test_a_row_that_is_revealed_has_its_neighbours_around_it(qtbot: QtBot, theme: Theme, registry: Registry) -> None:
    advice = load_advice(resources_folder() / "guidance")
    table = CodeTable(theme, CodeModel(Catalogue(registry, advice)))
    qtbot.addWidget(table)
    table.resize(700, 400)
    with qtbot.waitExposed(table):
        table.show()
    assert table.choose("2021-order-would-immediately-trigger")
    row = table.visualRect(table.currentIndex())
    assert row.top() > 2 * row.height()
    assert row.bottom() < table.viewport().height() - 2 * row.height()


def test_a_bar_that_scrolls_nothing_is_not_drawn(table: CodeTable) -> None:
    assert not table.verticalScrollBar().isEnabled()
    table.resize(700, 90)
    assert table.verticalScrollBar().isEnabled()
    table.resize(700, 400)
    assert not table.verticalScrollBar().isEnabled()


@pytest.mark.parametrize("width", [700, 520])
@pytest.mark.parametrize("size", [100, 175])
def test_any_product_has_room_beside_the_count_of_the_others(
    table: CodeTable, theme: Theme, width: int, size: int
) -> None:
    theme.choose(Scheme.LIGHT, size)
    table.resize(theme.px(width), 400)
    metrics = QFontMetrics(theme.font(0.85))
    wanted = max(metrics.horizontalAdvance(SHORT_PRODUCTS.get(one, str(one))) for one in Product)
    assert table.columnWidth(Column.PRODUCTS) >= wanted + metrics.horizontalAdvance("+9") + theme.px(29)
    theme.choose(Scheme.LIGHT)
