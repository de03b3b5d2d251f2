from __future__ import annotations

import csv
import io
import json

import pytest

from errdex.registry.advice import AdviceBook
from errdex.registry.model import Product, Registry
from errdex.ui.catalogue import Catalogue, CodeRow
from errdex.ui.row_copy import COLUMNS, MEDIA_TYPES, RowFormat, write_rows


def rows(catalogue: Catalogue, *ids: str) -> tuple[CodeRow, ...]:
    return tuple(catalogue.row(catalogue.positions[one], None) for one in ids)


def test_text_is_a_line_each_as_one_quotes_it(catalogue: Catalogue) -> None:
    chosen = rows(catalogue, "1007-timeout", "http-503", "11021-far-away")
    assert write_rows(chosen, RowFormat.TEXT, catalogue.advice, None).splitlines() == [
        "-1007 TIMEOUT: Timeout waiting for response.",
        "HTTP 503 HTTP_503: Service unavailable.",
        "-11021: A <b>far</b> one.",
    ]


def test_csv_keeps_numbers_as_numbers_and_everything_else_as_text(catalogue: Catalogue) -> None:
    chosen = rows(catalogue, "1007-timeout")
    dangerous = chosen[0]._replace(name='=HYPERLINK("x")', message='@SUM(1), "quoted"')
    text = write_rows((dangerous,), RowFormat.CSV, catalogue.advice, None)
    head, line = csv.reader(io.StringIO(text))
    assert tuple(head) == COLUMNS
    assert line[:3] == ["-1007", '\'=HYPERLINK("x")', '\'@SUM(1), "quoted"']
    assert dict(zip(head, line, strict=True))["write"] == "check-first"
    assert text.endswith("\r\n")


def test_no_cell_of_any_code_is_a_formula(registry: Registry, advice: AdviceBook) -> None:
    catalogue = Catalogue(registry, advice)
    every = tuple(catalogue.row(position, None) for position in range(len(catalogue.meanings)))
    lines = list(csv.reader(io.StringIO(write_rows(every, RowFormat.CSV, advice, None))))
    assert len(lines) == len(every) + 1
    for number, *cells in lines[1:]:
        assert int(number) or number == "0"
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)


def test_markdown_keeps_marks_of_a_message_in_their_cell(catalogue: Catalogue) -> None:
    chosen = rows(catalogue, "11021-far-away")
    text = write_rows((chosen[0]._replace(message="a | b `c` <i>"),), RowFormat.MARKDOWN, catalogue.advice, None)
    assert text.splitlines()[-1] == "| -11021 |  | a \\| b \\`c\\` \\<i\\> | Spot | Not as it is |"


def test_json_holds_every_name_and_message(catalogue: Catalogue) -> None:
    chosen = rows(catalogue, "1021-invalid-timestamp")
    (read,) = json.loads(write_rows(chosen, RowFormat.JSON, catalogue.advice, None))
    assert read["number"] == -1021
    assert read["names"] == ["INVALID_TIMESTAMP", "TIMESTAMP_WRONG"]
    assert read["messages"] == ["Timestamp outside.", "Timestamp."]
    assert read["category"] == "11xx Request issues"
    assert read["retry"] == {"read": "no", "write": "no"}


def test_the_advice_is_that_of_the_product(registry: Registry, advice: AdviceBook) -> None:
    catalogue = Catalogue(registry, advice)
    for product in (None, *Product):
        chosen = tuple(catalogue.row(position, product) for position in catalogue.of_product(product)[:20])
        objects = json.loads(write_rows(chosen, RowFormat.JSON, advice, product))
        assert [one["retry"]["write"] for one in objects] == [row.retry for row in chosen]


@pytest.mark.parametrize("kind", RowFormat)
def test_every_format_writes_one_and_many(catalogue: Catalogue, kind: RowFormat) -> None:
    one = write_rows(rows(catalogue, "1007-timeout"), kind, catalogue.advice, None)
    two = write_rows(rows(catalogue, "1007-timeout", "stream-2"), kind, catalogue.advice, None)
    assert "TIMEOUT" in one
    assert len(two) > len(one)
    assert kind in MEDIA_TYPES
