from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from errdex.cli.layout import WIDTH, columns, headline, numbered, paragraph, quotation, section, shortened, table

LONG = "Read minQty, maxQty and stepSize of the filter LOT_SIZE in exchangeInfo, and round the quantity down. " * 3


@given(st.text(max_size=400), st.sampled_from(["", "  ", "  1. ", "  | "]))
def test_no_line_is_wider_than_the_page_and_nothing_is_lost(text: str, first: str) -> None:
    lines = paragraph(text, first, first)
    assert all(columns(line) <= WIDTH for line in lines)
    shown = "".join("".join(line.removeprefix(first) for line in lines).split())
    assert all(sign in shown for sign in text if sign.isprintable() and not sign.isspace())


@given(st.text(max_size=200))
def test_nothing_that_steers_a_terminal_gets_through(text: str) -> None:
    assert all(sign.isprintable() for line in paragraph(text) for sign in line)


def test_a_list_is_numbered_and_hangs() -> None:
    lines = numbered([(LONG, "How to tell: look."), ("Short.",)])
    assert lines[0].startswith("  1. Read minQty")
    assert lines[1].startswith("     ")
    assert lines[-2:] == ["     How to tell: look.", "  2. Short."]


def test_a_table_stands_in_two_columns() -> None:
    rows = table([("-1121 BAD_SYMBOL", "spot"), ("-1", LONG)])
    assert rows[0] == "  -1121 BAD_SYMBOL  spot"
    assert rows[1].startswith("  -1                Read")
    assert rows[2].startswith(" " * 20)


def test_a_heading_takes_two_lines_where_one_is_too_narrow() -> None:
    assert headline("-1121 BAD_SYMBOL", "spot") == ["-1121 BAD_SYMBOL  spot"]
    assert headline("-1121 BAD_SYMBOL", LONG)[0] == "-1121 BAD_SYMBOL"


def test_characters_of_two_columns_count_twice() -> None:
    assert columns("签名") == 4
    assert columns("USDⓈ-M") == 6
    assert all(columns(line) <= WIDTH for line in quotation("签名无效" * 40))


def test_a_long_address_is_broken_behind_a_slash() -> None:
    lines = paragraph("https://developers.binance.com/" + "docs/derivatives/" * 8, "  ")
    assert len(lines) > 1
    assert all(line.endswith("/") for line in lines)


def test_an_empty_part_has_no_title() -> None:
    assert section("Sources", []) == []
    assert section("Sources", ["  x"]) == ["", "Sources", "  x"]


def test_what_is_too_long_is_cut() -> None:
    assert shortened("abc", 3) == "abc"
    assert shortened("abcd", 3) == "ab…"
