from __future__ import annotations

from itertools import pairwise

import pytest

from errdex.decode.index import MessageIndex
from errdex.decode.match import Fit
from errdex.registry.model import Kind, Registry


@pytest.fixture(scope="module")
def index(registry: Registry) -> MessageIndex:
    return MessageIndex(registry)


def search(index: MessageIndex, text: str) -> list[Fit]:
    """Find the messages of a text."""
    return index.search(text)


@pytest.mark.parametrize(
    "message",
    [
        "Timestamp for this request is outside of the recvWindow.",
        "Account has insufficient balance for requested action.",
        "Mandatory parameter 'side' was not sent, was empty/null, or malformed.",
        "Order's notional must be no smaller than 5 (unless you choose reduce only).",
        "Way too many requests; IP banned until 1767312345678.",
        "Illegal characters found in parameter 'price'; legal range is '^([0-9]{1,20})(\\.[0-9]{1,20})?$'.",
        "Invalid API-key, IP, or permissions for action.",
        "Filter failure: PERCENT_PRICE_BY_SIDE",
    ],
)
@pytest.mark.parametrize("form", ["{}", "it says: {} Why?", '"{}"', "x\n\n   {}\nat y", "错误 {} İ", "ﬁ İİİ {}"])
def test_a_message_is_found_wherever_it_stands(index: MessageIndex, message: str, form: str) -> None:
    text = form.format(message)
    found = search(index, text)
    assert [text[one.start : one.end].rstrip(".") for one in found] == [message.rstrip(".")]


def test_messages_come_in_order_and_do_not_overlap(index: MessageIndex) -> None:
    text = "Market is closed. then Unknown order sent. then Margin is insufficient. then Market is closed."
    found = search(index, text)
    assert len(found) == 4
    assert all(one.end <= other.start for one, other in pairwise(found))


def test_where_messages_lie_inside_each_other_the_most_specific_is_found(index: MessageIndex) -> None:
    text = "Invalid API-key, IP, or permissions for action, request ip: 192.0.2.9"
    (one,) = search(index, text)
    assert (one.start, one.end) == (0, len(text))


def test_prose_with_the_same_words_is_no_message(index: MessageIndex) -> None:
    text = "The timestamp of this order was outside the window that the symbol allows, so that nothing was bought."
    assert search(index, text) == []


def test_a_text_without_words_holds_no_message(index: MessageIndex) -> None:
    assert search(index, "") == []
    assert search(index, "-1121 {}[] 12:00:00") == []


def test_every_message_that_says_enough_is_found_by_itself(registry: Registry, index: MessageIndex) -> None:
    lost = []
    for meaning in registry.meanings:
        if meaning.kind is not Kind.API:
            continue
        for template in {template.text: template for code in meaning.codes for template in code.templates}.values():
            if template.placeholders or sum(map(len, template.literals)) < 30:
                continue
            text = f"answer: {template.text}\n"
            if not any(
                text[one.start : one.end].rstrip(".") == template.text.rstrip(".") for one in search(index, text)
            ):
                lost.append((meaning.id, template.text))
    assert lost == []


def test_a_message_of_few_letters_is_found_by_an_index_that_was_never_asked_before(
    index: MessageIndex, registry: Registry
) -> None:
    codes = [code for meaning in registry.meanings for code in meaning.codes]
    texts = {template.text.replace("%s", "x1") for code in codes for template in code.templates}
    shortest = sorted(texts, key=lambda text: (sum(map(str.isalpha, text)), text))[:40]
    found = {text: bool(search(MessageIndex(registry), text)) for text in shortest}
    assert found == {text: bool(search(index, text)) for text in shortest}
    assert any(found.values())


def test_what_is_told_already_is_not_found_again_by_an_index_that_was_never_asked_before(registry: Registry) -> None:
    text = '{"code":-1121,"msg":"Invalid symbol."} {"code":-2010,"msg":"Account has insufficient balance."}'
    messages = ("Invalid symbol.", "Account has insufficient balance.")
    told = [(text.index(one), text.index(one) + len(one)) for one in messages]
    assert MessageIndex(registry).search(text, told=told) == []
    assert MessageIndex(registry).search(f"{text} Too many requests queued.", told=told) != []


def test_nothing_that_is_found_reaches_into_what_is_told(index: MessageIndex) -> None:
    told = "Order's notional must be no smaller than 7 (unless you choose reduce only)."
    text = f"Order's notional must be no smaller than 5\nAPI-key format invalid.\n4164 {told}"
    found = index.search(text, told=[(text.index(told), len(text))])
    assert [text[one.start : one.end] for one in found] == [
        "Order's notional must be no smaller than 5",
        "API-key format invalid.",
    ]
