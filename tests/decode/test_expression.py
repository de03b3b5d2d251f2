from __future__ import annotations

import re

import pytest

from errdex.decode.expression import expression


def test_it_finds_what_the_compiled_expression_finds() -> None:
    number = expression(r"(?P<sign>-?)[0-9]+ # digits", re.VERBOSE)
    for _ in range(2):  # compiled by the first use
        found = number.search("code -1121")
        assert found is not None
        assert (found.group(), found["sign"]) == ("-1121", "-")
        assert [one.group() for one in number.finditer("1 -2")] == ["1", "-2"]
        assert number.sub("n", "a 1") == "a n"


def test_bytes_are_searched_with_bytes() -> None:
    assert expression(rb"[a-f0-9]{4}").findall(b"12ab 3f9") == [b"12ab"]


def test_it_is_compiled_when_it_is_used_and_not_before() -> None:
    broken = expression("(")
    with pytest.raises(re.error):
        broken.match("")
