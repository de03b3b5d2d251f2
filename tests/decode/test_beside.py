from __future__ import annotations

import pytest

from errdex.decode.beside import closing_quote


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
