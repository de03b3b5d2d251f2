from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from errdex.decode.clean import plain_text, unescape

DAMAGE = st.sampled_from(
    [
        "&quot;",
        "&#39;",
        "&amp;",
        "\x1b[31m",
        "\x1b[0m",
        "\n> ",
        "\n> > ",
        "\\u003c",
        "\\u0022",
        "\u200b",
        "\ufeff",
        "“",
        "：",
        "−",
    ]
)
TEXTS = st.lists(DAMAGE | st.text(max_size=4), max_size=30).map("".join)


def test_a_text_without_damage_is_handed_back_as_it_is() -> None:
    text = '{"code":-1121,"msg":"Invalid symbol."}'
    plain = plain_text(text)
    assert plain.text is text
    assert plain.span(1, 7) == (1, 7)


@pytest.mark.parametrize(
    ("damaged", "expected"),
    [
        ("&lt;APIError&gt; &quot;a&#39;b&#x27;", "<APIError> \"a'b'"),
        ("\x1b[31mError\x1b[0m: \x1b[1;33m-1\x1b[39m", "Error: -1"),
        ("> a\n> > b\n>c", "a\nb\nc"),
        ("\\u003cAPIError\\u003e", "<APIError>"),
        ("“code”：－1121，‘x’", "\"code\":-1121,'x'"),
        ("１２３ №4 −5 –6 —7", "123 #4 -5 -6 -7"),
        ("a\u200bb\ufeffc\u00a0d", "abc d"),
        ("a > b\n->c", "a > b\n->c"),
        ("&unknown; & &#; &#12345678;", "&unknown; & &#; &#12345678;"),
    ],
)
def test_damage_is_undone_and_the_rest_stays(damaged: str, expected: str) -> None:
    assert plain_text(damaged).text == expected


def test_a_quote_escaped_as_a_number_keeps_how_deep_it_is() -> None:
    assert plain_text('\\u0022code\\u0022 \\\\u0027x"').text == '\\"code\\" \\\\\'x"'


def test_a_place_of_the_plain_text_is_a_place_of_the_input() -> None:
    text = "&quot;code&quot;: \x1b[33m-1121\x1b[0m, end"
    plain = plain_text(text)
    start = plain.text.index("-1121")
    span = plain.span(start, start + 5)
    assert text[span.start : span.end] == "-1121"


def test_the_place_of_a_sign_that_was_undone_is_all_of_it() -> None:
    text = "it&#39;s &quot;x&quot;"
    plain = plain_text(text)
    place = plain.text.index('"')
    span = plain.span(place, place + 1)
    assert text[span.start : span.end] == "&quot;"


@given(TEXTS)
def test_every_place_of_the_plain_text_lies_in_the_input_in_order(text: str) -> None:
    plain = plain_text(text)
    places = [plain.original(position) for position in range(len(plain.text) + 1)]
    assert places == sorted(places)
    assert all(0 <= place <= len(text) for place in places)


@given(TEXTS)
def test_what_was_not_damaged_is_at_its_place(text: str) -> None:
    plain = plain_text(text)
    for position, sign in enumerate(plain.text):
        if sign.isascii() and sign.isalnum() and text[plain.original(position)].isalnum():
            assert text[plain.original(position)] == sign


def test_unescaping_undoes_the_layers_that_are_told() -> None:
    twice = json.dumps(json.dumps('it\'s "1"\n'))[1:-1]
    assert unescape(twice, 2) == json.dumps('it\'s "1"\n').replace("\\n", "\n").replace('\\"', '"')
    assert unescape("no escapes") == "no escapes"


def test_an_escape_that_no_language_knows_stays() -> None:
    assert unescape(r"^([0-9]{1,20})(\.[0-9]{1,20})?$ \d \u12 \\") == "^([0-9]{1,20})(\\.[0-9]{1,20})?$ \\d \\u12 \\"


def test_an_escaped_letter_that_is_half_of_a_pair_is_kept() -> None:
    assert unescape("\\ud83d") == "\ud83d"
