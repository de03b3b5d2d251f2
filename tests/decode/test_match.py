from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from errdex.decode.fold import fold, fold_with_origins
from errdex.decode.index import MessageIndex
from errdex.decode.match import Fit, fit, manner
from errdex.decode.model import Match
from errdex.registry.model import Kind, Registry, Template


@pytest.fixture(scope="module")
def index(registry: Registry) -> MessageIndex:
    return MessageIndex(registry)


def best(index: MessageIndex, number: int, text: str) -> Fit:
    """Return the best fit of a message to the wordings of its number."""
    return index.fits(number, text)[0]


def values(found: Fit, text: str) -> list[str]:
    """Return the values of a fit."""
    return [text[first:last] for first, last in found.values]


@pytest.mark.parametrize(
    ("number", "text", "template", "expected"),
    [
        (-1102, "Mandatory parameter 'a b' was not sent, was empty/null, or malformed.", None, ["a b"]),
        (-1100, "Illegal characters found in parameter 'p'; legal range is '^[a;]$'.", None, ["p", "^[a;]$"]),
        (-1104, "Not all sent parameters were read; read '7' parameter(s) but was sent '8'.", None, ["7", "8"]),
        (-4031, "Invalid parameter working type: MARK PRICE", "Invalid parameter working type: %s", ["MARK PRICE"]),
        (-4016, "Limit price can't be higher than 12.50.", "Limit price can't be higher than %s", ["12.50"]),
        (-5000, "GET /a/b is retired, please use POST /c/d", "%s is retired, please use %s", ["GET /a/b", "POST /c/d"]),
        (-1013, "Filter failure: LOT_SIZE", "Filter failure: %s", ["LOT_SIZE"]),
        (-1015, "Too many new orders; current limit is 5 orders per 10 SECOND.", None, ["5", "10 SECOND"]),
    ],
)
def test_values_are_what_stands_at_the_placeholders(
    index: MessageIndex, number: int, text: str, template: str | None, expected: list[str]
) -> None:
    found = best(index, number, text)
    assert found.whole
    assert values(found, text) == expected
    if template:
        assert found.wording.patterns[0].template.text == template


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Invalid symbol.", Match.EXACT),
        ("Invalid symbol", Match.REWORDED),
        ("INVALID SYMBOL.", Match.REWORDED),
        ("Invalid  symbol.", Match.EXACT),
    ],
)
def test_the_manner_of_a_fit_tells_what_was_changed(index: MessageIndex, text: str, expected: Match) -> None:
    found = best(index, -1121, text)
    assert manner(found.wording.patterns[0], found, text) is expected


def test_the_most_specific_wording_comes_first(index: MessageIndex) -> None:
    text = (
        "Too much request weight used; current limit is 6000 request weight per 1 MINUTE. "
        "Please use WebSocket Streams for live updates to avoid polling the API."
    )
    fits = index.fits(-1003, text)
    assert "WebSocket Streams" in fits[0].wording.patterns[0].template.text
    assert [one.rank for one in fits] == sorted(one.rank for one in fits)


@pytest.mark.parametrize("length", range(8, 60, 4))
def test_a_message_cut_short_fits_what_it_begins(index: MessageIndex, length: int) -> None:
    text = "Timestamp for this request is outside of the recvWindow."[:length]
    found = best(index, -1021, text)
    assert (found.start, found.end) == (0, len(text.rstrip()))
    assert found.whole == (length >= 55)


def test_another_message_fits_nothing(index: MessageIndex) -> None:
    assert index.fits(-1121, "Order does not exist.") == []
    assert index.fits(-1121, "") == []
    assert index.fits(-99999, "Invalid symbol.") == []


def test_the_sign_of_a_number_does_not_matter(index: MessageIndex) -> None:
    assert index.of_number(1121) == index.of_number(-1121)
    assert index.of_number(2, Kind.STREAM) != index.of_number(2)


def filled(template: Template) -> tuple[str, list[str]]:
    """Fill a template with values that stand nowhere else in it."""
    parts = [template.literals[0]]
    given = []
    for place, literal in enumerate(template.literals[1:]):
        given.append(f"v{place}7")
        parts += (given[-1], literal)
    return "".join(parts), given


def test_every_template_fits_itself_filled(registry: Registry, index: MessageIndex) -> None:
    wrong = []
    for meaning in registry.meanings:
        for code in meaning.codes:
            for template in code.templates:
                text, given = filled(template)
                fits = index.fits(meaning.number, text, meaning.kind)
                own = [one for one in fits if any(p.template.text == template.text for p in one.wording.patterns)]
                if not own or not own[0].whole or values(own[0], text) != given:
                    wrong.append((meaning.id, template.text))
    assert wrong == []


@settings(deadline=None)
@given(st.text(max_size=40), st.integers(0, 60))
def test_whatever_follows_the_beginning_of_a_message_lies_in_the_text(rest: str, length: int) -> None:
    template = Template("x", "Parameter '%s' was empty, see %s.", (), "documented", None, None, "")  # type: ignore[arg-type]
    literals = (fold("Parameter '"), fold("' was empty, see "), "")
    from errdex.decode.match import Pattern, Wording

    wording = Wording(literals, (Pattern(template, None, None),))  # type: ignore[arg-type]
    text = "Parameter 'side' was empty, see the page "[:length] + rest
    found = fit(wording, fold_with_origins(text), text, shortest_cut=5)
    if found is not None:
        assert 0 <= found.start <= found.end <= len(text)
        assert all(0 <= first <= last <= len(text) for first, last in found.values)


@pytest.mark.parametrize("text", ["Straße İstanbul ﬁx", 'a\\\'b \\"c\\" ’d’', " \t\nx  y ", "", "ŉ", "\ud800x"])
def test_folding_keeps_where_every_sign_stood(text: str) -> None:
    folded = fold_with_origins(text)
    assert folded.text == fold(text)
    assert len(folded.origins) == len(folded.text) + 1
    assert folded.origins == sorted(folded.origins)
    assert folded.origins[-1] == len(text)
