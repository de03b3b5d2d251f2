"""What the search offers while one types: its keys, their values, and the rest of a name. No Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from errdex.registry.advice import Retry
from errdex.registry.model import Kind, Lifecycle, Product
from errdex.ui.query import NOTES, VALUES, Key
from errdex.wording import plain, product_title, retry_title

if TYPE_CHECKING:
    from errdex.wording import Tr


class Offer(NamedTuple):
    """One thing that the word under the cursor can become."""

    text: str
    """What stands in the search then: a whole word, or a key with its colon."""
    gloss: str
    """What it means, for people."""


def word_at(text: str, cursor: int) -> tuple[int, str]:
    """Return where the word before the cursor begins, and what of it stands before the cursor."""
    start = max(text.rfind(blank, 0, cursor) for blank in " \t") + 1
    return start, text[start:cursor]


def offers(text: str, cursor: int, ranges: tuple[tuple[str, str], ...], tr: Tr = plain) -> tuple[Offer, ...]:
    """Return the keys and values that the word before the cursor may become; an empty word may become any key.

    `ranges` are the categories of the documents: range ("11xx") and heading. What is whole already is not offered.
    """
    _, word = word_at(text, cursor)
    if word.startswith('"'):
        return ()
    name, colon, value = word.casefold().partition(":")
    if not colon:
        keys = tuple(Offer(f"{key}:", _key_gloss(key, tr)) for key in Key if key.startswith(name))
        return keys + _range_offers(name, ranges)
    key = next((one for one in Key if one == name), None)
    if key is None:
        return ()
    before, comma, last = value.rpartition(",")
    head = f"{key}:{before}{comma}"
    found = [(one, gloss) for one, gloss in _values(key, ranges, tr) if one.startswith(last) and one not in before]
    return tuple(Offer(head + one, gloss) for one, gloss in found if one != last or len(found) > 1)


def finish_name(text: str, cursor: int, names: tuple[str, ...]) -> str:
    """Return the rest of the first of these names that begins with the last word; empty where none does."""
    _, word = word_at(text, cursor)
    if len(word) < _LEAST or cursor != len(text):
        return ""
    typed = word.casefold()
    return next((name[len(word) :] for name in names if name.casefold().startswith(typed)), "")


_LEAST = 2
"""A name is guessed from its second letter on."""


def _range_offers(typed: str, ranges: tuple[tuple[str, str], ...]) -> tuple[Offer, ...]:
    """Offer "11xx" once an x is typed; before that, digits are the beginning of a number."""
    if not typed.endswith("x") or not typed[:-1].strip("-x").isdigit():
        return ()
    found = [(span, heading) for span, heading in ranges if span.startswith(typed.lstrip("-"))]
    return tuple(Offer(span, heading) for span, heading in found if span != typed or len(found) > 1)


def _values(key: Key, ranges: tuple[tuple[str, str], ...], tr: Tr) -> tuple[tuple[str, str], ...]:
    if key is Key.CATEGORY:
        return ranges
    return tuple((str(value), _value_gloss(key, value, tr)) for value in VALUES[key])


def _key_gloss(key: Key, tr: Tr) -> str:
    return {
        Key.PRODUCT: tr("Codes of one product"),
        Key.RETRY: tr("By what is said on sending again"),
        Key.CATEGORY: tr("Under one heading of the documents"),
        Key.LIFECYCLE: tr("Documented, withdrawn, or only seen live"),
        Key.KIND: tr("API codes, stream codes or HTTP statuses"),
        Key.WITH: tr("Codes that you have notes on"),
    }[key]


def _value_gloss(key: Key, value: str, tr: Tr) -> str:
    if key is Key.PRODUCT:
        return product_title(Product(value), tr)
    if key is Key.RETRY:
        return retry_title(Retry(value), tr)
    return {
        Lifecycle.DOCUMENTED.value: tr("Stands in a document"),
        Lifecycle.WITHDRAWN.value: tr("Stood in a document once"),
        Lifecycle.OBSERVED.value: tr("Seen live, in no document"),
        Kind.API.value: tr("Error codes of the APIs"),
        Kind.STREAM.value: tr("Codes of WebSocket streams"),
        Kind.HTTP.value: tr("HTTP statuses"),
        NOTES: tr("Codes that you have notes on"),
    }[value]
