from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontMetrics, QImage
from pytestqt.qtbot import QtBot

from errdex.registry.advice import CAREFUL, AdviceBook
from errdex.registry.model import Meaning, Product, Registry
from errdex.ui.catalogue import Catalogue, Column, Filters
from errdex.ui.code_model import CodeModel
from errdex.ui.code_table import CodeTable
from errdex.ui.theme import Scheme, Theme

LONG = "A message that goes on and on and on so that it cannot be seen whole until it comes to its needle at last."


@pytest.fixture
def table(qtbot: QtBot, theme: Theme, make_meaning: Callable[..., Meaning]) -> CodeTable:
    meanings = (make_meaning(Product.SPOT, -1001, LONG), make_meaning(Product.SPOT, -1002, "Another needle."))
    table = CodeTable(theme, CodeModel(Catalogue(Registry(meanings, {}, {}), AdviceBook(CAREFUL, {}))))
    qtbot.addWidget(table)
    table.resize(640, 200)
    table.show()
    return table


def search(table: CodeTable, words: str) -> None:
    model = table.model()
    assert isinstance(model, CodeModel)
    model.set_filters(Filters(words=words))


def pixels(table: CodeTable, row: int, column: Column, colour: str) -> int:
    """Count the pixels of a colour in a cell."""
    rect = table.visualRect(table.model().index(row, column))
    image: QImage = table.viewport().grab(rect).toImage()
    wanted = colour.lower()
    points = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return sum(image.pixelColor(x, y).name() == wanted for x, y in points)


def test_what_was_searched_for_is_marked_and_nothing_else(table: CodeTable, theme: Theme) -> None:
    for scheme in (Scheme.LIGHT, Scheme.DARK):
        theme.choose(scheme)
        search(table, "needle")
        assert pixels(table, 1, Column.MESSAGE, theme.roles.mark) > 100
        assert pixels(table, 1, Column.MESSAGE, theme.roles.mark_line) > 10
        assert pixels(table, 1, Column.NAME, theme.roles.mark) == 0
        search(table, "")
        assert pixels(table, 1, Column.MESSAGE, theme.roles.mark) == 0


def test_number_and_name_are_marked_too(table: CodeTable, theme: Theme) -> None:
    search(table, "1002")
    assert pixels(table, 0, Column.CODE, theme.roles.mark) > 50
    assert pixels(table, 0, Column.NAME, theme.roles.mark) > 50


def test_the_chosen_rows_and_no_others_lie_on_the_ground_of_a_selection(table: CodeTable, theme: Theme) -> None:
    grounds = [pixels(table, row, Column.MESSAGE, theme.roles.selection) for row in range(2)]
    assert grounds == [0, 0]
    table.selectRow(1)
    assert pixels(table, 0, Column.MESSAGE, theme.roles.selection) == 0
    assert pixels(table, 1, Column.MESSAGE, theme.roles.selection) > 1000
    table.selectAll()
    assert all(pixels(table, row, Column.MESSAGE, theme.roles.selection) > 1000 for row in range(2))
    table.clearSelection()
    assert pixels(table, 1, Column.MESSAGE, theme.roles.selection) == 0


def test_a_mark_that_would_be_cut_away_is_brought_into_sight(table: CodeTable, theme: Theme) -> None:
    search(table, "needle")
    assert pixels(table, 0, Column.MESSAGE, theme.roles.mark) > 100
    line = table._delegate._line_of(LONG, 160)
    assert line.text.startswith("…")
    assert "needle" in line.text
    assert QFontMetrics(theme.font()).horizontalAdvance(line.text) <= 160
    assert table._delegate._line_of(LONG, 2000).text == LONG


def test_marks_are_painted_in_a_window_that_reads_from_right_to_left(table: CodeTable, theme: Theme) -> None:
    table.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    search(table, "needle")
    assert pixels(table, 1, Column.MESSAGE, theme.roles.mark) > 100


def test_a_long_number_is_set_smaller_where_it_has_no_room_and_never_cut(
    qtbot: QtBot, theme: Theme, make_meaning: Callable[..., Meaning]
) -> None:
    meanings = (make_meaning(Product.SPOT, 200003903, "Long."), make_meaning(Product.SPOT, -1002, "Short."))
    table = CodeTable(theme, CodeModel(Catalogue(Registry(meanings, {}, {}), AdviceBook(CAREFUL, {}))))
    qtbot.addWidget(table)
    table.show()
    for width in (400, 700):
        table.resize(width, 200)
        rect = table.visualRect(table.model().index(0, Column.CODE))
        image = table.viewport().grab(rect).toImage()
        places = ((x, y) for x in range(image.width()) for y in range(image.height()))
        inked = [x for x, y in places if image.pixelColor(x, y) == QColor(theme.roles.text)]
        assert image.width() // 2 < max(inked) < image.width() - theme.px(3)
