from __future__ import annotations

import pytest

from errdex.decode.beside import bare_end, closing_quote, message_before, message_behind


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ('a", b', 1),
        ('say "no" now", b', 12),
        ('a\\" b", c', 5),
        ("it's here', x", 9),
        ("no end", None),
    ],
)
def test_a_quoted_value_ends_where_something_can_follow(text: str, end: int | None) -> None:
    quote = "'" if "', x" in text else '"'
    assert closing_quote(text, 0, quote, 0) == end


def test_a_quote_of_another_depth_does_not_end_a_value() -> None:
    text = 'a\\" b\\\\\\" c" d'
    assert closing_quote(text, 0, '"', 1) == 1
    assert closing_quote(text, 0, '"', 3) == 5


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Invalid symbol.\nnext", "Invalid symbol."),
        ('see "x" isn\'t it?', 'see "x" isn\'t it?'),
        ("too small (rule 7))", "too small (rule 7)"),
        ("too small.]", "too small."),
        ("too small. (Binance::Api::Error)", "too small."),
        ("too small (truncated...)", "too small"),
    ],
)
def test_a_bare_message_ends_where_what_wraps_it_goes_on(text: str, expected: str) -> None:
    assert text[: bare_end(text, 0)] == expected


@pytest.mark.parametrize(
    "behind", ['","url":"x"}', ',"symbol":"BTCUSDT"}', '},"ts":1}', ',"msg":{"code":-1}}', ',"msg":null}']
)
def test_the_next_key_is_no_message(behind: str) -> None:
    message = message_behind(behind, 0, keyed=True)
    assert message is None or message.start == message.end


@pytest.mark.parametrize(
    "before",
    [
        '{"msg":"Unknown order sent.","code":',
        '{"message":"Unknown order sent.","stack":"Error: x, y","line":7,"code":',
        "Error: Unknown order sent.\n    at f (/a.js:1:2) {\n  code: ",
        "Error: Unknown order sent.\n    at f (/a.js:1:2)\n    at g (/b.js:1:2) {\n  url: 'x',\n  code: ",
    ],
)
def test_a_message_is_read_before_its_number(before: str) -> None:
    message = message_before(f"{before}-2011", len(before))
    assert message is not None
    assert before[message.start : message.end] == "Unknown order sent."


def test_what_another_object_says_is_no_message() -> None:
    before = '{"msg":"Unknown order sent."}, {"code":'
    assert message_before(before, len(before)) is None
