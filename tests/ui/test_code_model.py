from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot
from tests.work import calls_of

from errdex.registry.advice import CAREFUL, Advice, AdviceBook, ExecutionStatus, Retry
from errdex.registry.model import Meaning, Product, Registry
from errdex.ui.catalogue import Catalogue, Column, Filters
from errdex.ui.code_model import CodeModel


@pytest.fixture
def model(catalogue: Catalogue) -> CodeModel:
    return CodeModel(catalogue)


def shown(model: CodeModel) -> list[str]:
    return [model.code_row(row).meaning.id for row in range(model.rowCount())]


def test_it_is_a_sound_model_before_and_after_filtering(model: CodeModel, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(model)
    model.set_filters(Filters(words="1008"))
    model.set_noted(frozenset({"1008-server-busy"}))
    model.sort(Column.NAME, Qt.SortOrder.DescendingOrder)
    model.set_filters(Filters())
    qtmodeltester.check(model)


def test_cells_hold_what_is_copied_and_spoken(model: CodeModel) -> None:
    row = model.row_of("1007-timeout")
    assert row is not None
    texts = [model.data(model.index(row, column)) for column in Column]
    assert texts == ["-1007", "TIMEOUT", "Timeout waiting for response.", "spot, usdm, sapi", ""]
    spoken = model.data(model.index(row, Column.CODE), int(Qt.ItemDataRole.AccessibleTextRole))
    assert spoken == "-1007, sending again: Check first"


def test_a_tool_tip_never_shows_a_message_as_rich_text(model: CodeModel) -> None:
    row = model.row_of("11021-far-away")
    assert row is not None
    tip = model.data(model.index(row, Column.MESSAGE), int(Qt.ItemDataRole.ToolTipRole))
    assert tip == "<qt>A &lt;b&gt;far&lt;/b&gt; one.</qt>"


def test_a_hidden_or_unknown_meaning_has_no_row(model: CodeModel) -> None:
    model.set_filters(Filters(product=Product.USDM))
    assert model.row_of("1021-invalid-timestamp") is None
    assert model.row_of("no-such") is None


def test_columns_sort_both_ways_and_what_has_no_text_stays_last(model: CodeModel) -> None:
    for order in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
        model.sort(Column.NAME, order)
        names = [model.code_row(row).name for row in range(model.rowCount())]
        falling = order is Qt.SortOrder.DescendingOrder
        assert names[:-1] == sorted(names[:-1], key=str.casefold, reverse=falling)
        assert names[-1] == ""
    model.sort(Column.PRODUCTS)
    assert model.code_row(0).meaning.id == "1007-timeout"
    model.sort(Column.CODE, Qt.SortOrder.DescendingOrder)
    assert [shown(model)[0], shown(model)[-1]] == ["11021-far-away", "stream-2"]
    model.set_noted(frozenset({"http-503"}))
    model.sort(Column.NOTE)
    assert shown(model)[0] == "http-503"
    model.sort(-1)
    assert shown(model)[0] == "1007-timeout"


def test_a_row_speaks_of_the_message_that_was_found_and_says_that_there_are_more(registry: Registry) -> None:
    model = CodeModel(Catalogue(registry, AdviceBook(CAREFUL, {})))
    model.set_filters(Filters(words="2010 duplicate"))
    assert model.data(model.index(0, Column.MESSAGE)) == "Duplicate order sent."
    assert model.words == ("2010", "duplicate")
    tip = str(model.data(model.index(0, Column.MESSAGE), int(Qt.ItemDataRole.ToolTipRole)))
    assert tip.startswith("<qt>Duplicate order sent. – one of ")
    model.set_filters(Filters(words="2010"))
    assert model.data(model.index(0, Column.MESSAGE)) == "Unknown order sent."


def test_the_product_that_is_searched_for_speaks(model: CodeModel) -> None:
    model.set_filters(Filters(words="product:usdm timeout"))
    assert model.product is Product.USDM
    assert model.data(model.index(0, Column.MESSAGE)) == "Timeout waiting for the futures backend."


def test_marks_of_notes_are_announced_for_that_column_alone(model: CodeModel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(model.dataChanged) as changed:
        model.set_noted(frozenset({"http-503"}))
    assert [changed.args[0].column(), changed.args[1].column()] == [Column.NOTE, Column.NOTE]
    row = model.row_of("http-503")
    assert row is not None
    assert model.has_note(row)


def test_rows_with_notes_come_and_go_with_the_notes(model: CodeModel) -> None:
    model.set_filters(Filters(with_notes=True))
    assert shown(model) == []
    model.set_noted(frozenset({"http-503"}))
    assert shown(model) == ["http-503"]


def test_a_keystroke_costs_a_few_calls_for_each_of_two_thousand_rows(make_meaning: Callable[..., Meaning]) -> None:
    meanings = tuple(
        make_meaning(Product.SPOT, -number, f"Message number {number} about a parameter") for number in range(1, 2001)
    )
    advice = AdviceBook(Advice(Retry.NO, Retry.NO, ExecutionStatus.UNKNOWN, "judgement"), {})
    catalogue = Catalogue(Registry(meanings, {}, {}), advice)
    catalogue.prepare()
    model = CodeModel(catalogue)
    for words in ("p", "pa", "par", "para", "1", "12", "123"):
        assert calls_of(partial(model.set_filters, Filters(words=words))) < 6 * len(meanings)
        assert model.rowCount() > 0
