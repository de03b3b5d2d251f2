from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QTreeWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from errdex.registry.model import Product
from errdex.ui.catalogue import Catalogue
from errdex.ui.code_desk import CodeDesk
from errdex.ui.code_model import CodeModel
from errdex.ui.code_table import CodeTable
from errdex.ui.filter_panel import FilterPanel
from errdex.ui.search import Search
from errdex.ui.theme import Theme


class Bench(QWidget):
    """Filters, search and table in one window, joined by a desk."""

    def __init__(self, theme: Theme, catalogue: Catalogue) -> None:
        super().__init__()
        self.panel = FilterPanel(theme, catalogue, (Product.SPOT, Product.USDM, Product.SAPI))
        self.search = Search(theme)
        self.model = CodeModel(catalogue)
        self.table = CodeTable(theme, self.model)
        self.desk = CodeDesk(self.panel, self.search, self.model, self.table, catalogue)
        layout = QVBoxLayout(self)
        for widget in (self.panel, self.search, self.table):
            layout.addWidget(widget)

    def shown(self) -> list[str]:
        return [self.model.code_row(row).meaning.id for row in range(self.model.rowCount())]

    def field(self) -> QLineEdit:
        found = self.findChild(QLineEdit, "codeSearch")
        assert isinstance(found, QLineEdit)
        return found


@pytest.fixture
def bench(qtbot: QtBot, theme: Theme, catalogue: Catalogue) -> Iterator[Bench]:
    bench = Bench(theme, catalogue)
    qtbot.addWidget(bench)
    bench.resize(700, 900)
    bench.show()
    bench.desk.filter()
    yield bench
    bench.close()


def test_categories_count_what_the_words_leave(bench: Bench) -> None:
    tree = bench.findChild(QTreeWidget, "categoryFilter")
    assert isinstance(tree, QTreeWidget)
    model = tree.model()

    def counts() -> list[str]:
        lines = (model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(model.rowCount()))
        return [str(line).rpartition(", ")[2] for line in lines]

    before = counts()
    bench.search.set_words("throttled")
    assert counts()[:2] == ["1", "1"]
    assert len(counts()) == len(before)
    bench.desk.clear()
    assert counts() == before


def test_words_and_filters_narrow_together_and_are_counted(bench: Bench) -> None:
    bench.panel.choose_product(Product.USDM)
    bench.search.set_words("throttled")
    assert bench.shown() == ["1008-request-throttled"]
    count = bench.findChild(QLabel, "codeCount")
    assert count is not None
    assert count.text() == "1 of 3"


def test_search_row_and_back_without_a_mouse(bench: Bench) -> None:
    bench.table.choose("1021-invalid-timestamp")
    bench.search.take_focus()
    QTest.keyClicks(bench.field(), "10")
    QTest.keyClick(bench.field(), Qt.Key.Key_Return)
    assert bench.focusWidget() is bench.table
    chosen = bench.table.chosen_meaning()
    assert chosen is not None
    assert chosen.id == bench.shown()[0]
    QTest.keyClick(bench.table, Qt.Key.Key_Down)
    QTest.keyClick(bench.table, Qt.Key.Key_Up)
    QTest.keyClick(bench.table, Qt.Key.Key_Up)
    assert bench.focusWidget() is bench.field()
    assert bench.field().selectedText() == "10"


def test_coming_back_to_the_same_search_keeps_the_row(bench: Bench) -> None:
    bench.search.set_words("10")
    bench.search.table_wanted.emit()
    QTest.keyClick(bench.table, Qt.Key.Key_Down)
    bench.search.take_focus()
    bench.search.table_wanted.emit()
    assert bench.table.currentIndex().row() == 1


def test_letters_typed_over_the_rows_go_into_the_search(bench: Bench) -> None:
    bench.table.setFocus()
    QTest.keyClicks(bench.table, "th")
    assert bench.search.words() == "th"
    assert bench.focusWidget() is bench.field()


def test_one_key_clears_whatever_hides_everything(bench: Bench) -> None:
    bench.search.set_words("retry:wait timestamp")
    assert bench.shown() == []
    words = "".join(label.text() for label in bench.table.findChildren(QLabel))
    assert words == "No code fits: “retry:wait”, “timestamp”.\nWithout “retry:wait” there is 1."
    QTest.keyClick(bench.field(), Qt.Key.Key_Escape)
    assert len(bench.shown()) == 7
    assert bench.search.words() == ""


def test_a_meaning_that_filters_hide_is_revealed(bench: Bench) -> None:
    bench.panel.choose_product(Product.USDM)
    bench.search.set_words("throttled")
    bench.desk.reveal("1021-invalid-timestamp")
    chosen = bench.table.chosen_meaning()
    assert chosen is not None
    assert chosen.id == "1021-invalid-timestamp"
    assert bench.desk.product is None


@pytest.mark.qt_log_ignore("does not support raise")
def test_rows_are_copied_in_every_format(bench: Bench) -> None:
    bench.table.selectAll()
    clipboard = QApplication.clipboard()
    bench.desk.copy_text()
    assert len(clipboard.text().splitlines()) == 7
    for copy, media_type, begins in (
        (bench.desk.copy_csv, "text/csv", "number,name,"),
        (bench.desk.copy_markdown, "text/markdown", "| Code |"),
        (bench.desk.copy_json, "application/json", "["),
    ):
        copy()
        assert clipboard.text().startswith(begins)
        assert clipboard.mimeData().hasFormat(media_type)


def test_with_no_row_chosen_nothing_is_copied_and_that_is_said(bench: Bench, qtbot: QtBot) -> None:
    QApplication.clipboard().setText("before")
    with qtbot.waitSignal(bench.desk.said) as said:
        bench.desk.copy_csv()
    assert "No row is chosen" in said.args[0]
    assert QApplication.clipboard().text() == "before"


def test_the_name_of_the_best_row_is_offered_to_be_finished(bench: Bench) -> None:
    bench.search.take_focus()
    QTest.keyClicks(bench.field(), "server_")
    QTest.keyClick(bench.field(), Qt.Key.Key_Right)
    assert bench.search.words() == "server_BUSY"


def test_the_product_in_whose_words_the_rows_are_is_told(bench: Bench, qtbot: QtBot) -> None:
    with qtbot.waitSignal(bench.desk.product_shown) as told:
        bench.search.set_words("product:usdm")
    assert told.args == [Product.USDM]
