from __future__ import annotations

import pytest

from errdex.decode.model import Span
from errdex.ui.excerpt import AROUND, HEAD, LARGE_TEXT, LONG_LINE, TAIL, excerpt_of, is_large, longest_line, whole_text

LARGE = "".join(f"line {number}\n" for number in range(100_000))


@pytest.mark.parametrize(
    ("text", "length"),
    [("", 0), ("abc", 3), ("ab\ncdef\r\nx", 4), ("ab\u2028cdef\u2029x\r", 4), ("\n\n", 0), ("ab\x0ccd", 5)],
)
def test_lines_are_those_of_a_text_document(text: str, length: int) -> None:
    assert longest_line(text) == length


def test_what_is_long_or_has_a_long_line_is_large() -> None:
    assert not is_large("x\n" * (LARGE_TEXT // 2))
    assert is_large("x\n" * (LARGE_TEXT // 2) + "y")
    assert not is_large("x" * LONG_LINE)
    assert is_large("y\n" + "x" * (LONG_LINE + 1))


def test_a_small_text_is_shown_whole() -> None:
    excerpt = excerpt_of("\U0001f600 small\r\n", str)
    assert excerpt.is_whole
    assert excerpt.text == "\U0001f600 small\r\n"
    assert [excerpt.position_of(point) for point in (0, 1, 2)] == [0, 2, 3]
    assert [excerpt.point_of(position) for position in (0, 2, 3)] == [0, 1, 2]


def test_of_a_large_text_head_and_tail_are_shown_and_said_how_much_is_not() -> None:
    excerpt = excerpt_of(LARGE, "[{}]".format)
    assert not excerpt.is_whole
    assert excerpt.text == f"{LARGE[:HEAD]}\n[{len(LARGE) - HEAD - TAIL}]\n{LARGE[-TAIL:]}"
    assert excerpt.shows(Span(HEAD - 1, HEAD))
    assert not excerpt.shows(Span(HEAD, HEAD + 1))


@pytest.mark.parametrize("point", [0, 17, HEAD - 10, len(LARGE) // 2, len(LARGE) - TAIL, len(LARGE)])
def test_every_shown_place_is_that_of_the_whole_text(point: int) -> None:
    middle = Span(len(LARGE) // 2, len(LARGE) // 2 + 10)
    excerpt = excerpt_of(LARGE, str, middle)
    position = excerpt.position_of(point)
    assert position is not None
    assert excerpt.text[position : position + 10] == LARGE[point : point + 10]
    assert excerpt.point_of(position) == excerpt.nearest_point(position) == point


def test_lines_between_are_no_place_of_the_text() -> None:
    excerpt = excerpt_of(LARGE, str)
    assert excerpt.position_of(len(LARGE) // 2) is None
    assert excerpt.point_of(HEAD + 2) is None
    assert excerpt.nearest_point(HEAD + 2) == len(LARGE) - TAIL


@pytest.mark.parametrize("start", [0, HEAD - 5, HEAD + AROUND - 5, len(LARGE) - 5])
def test_stretches_that_touch_are_one(start: int) -> None:
    excerpt = excerpt_of(LARGE, str, Span(start, start + 5))
    assert len(excerpt.spans) == 2
    assert excerpt.shows(Span(start, start + 5))


def test_a_text_that_was_typed_is_shown_whole_however_large() -> None:
    assert whole_text(LARGE).is_whole
    assert whole_text(LARGE).text == LARGE
