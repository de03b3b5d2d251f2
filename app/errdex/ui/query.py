"""What a person types into the search over the codes, taken apart. No Qt.

Contract: words stand anywhere, in any order, and every one must be found; "in quotation marks" words stay together.
`11xx` means the numbers of that form, and the categories that the documents print with it. `key:value` narrows by
what a code is: the keys are those of `Key`, values may be cut short (`retry:check`), several values
(`product:spot,usdm`, or the key twice) mean any of them, several keys mean all of them. A key without a value yet
narrows nothing. Everything else that holds a colon is a word.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple, TypeVar

from errdex.registry.advice import Retry
from errdex.registry.model import Kind, Lifecycle, Product
from errdex.ui.shown_text import SHORT_PRODUCTS


class Key(StrEnum):
    """What `key:value` can ask for, in the order in which the keys are offered."""

    PRODUCT = "product"
    RETRY = "retry"
    """The advice on sending an order or another change again."""
    CATEGORY = "category"
    """A range as printed, or words of the heading."""
    LIFECYCLE = "lifecycle"
    KIND = "kind"
    WITH = "with"
    """`with:notes`."""


NOTES = "notes"

_ALSO: dict[str, tuple[str, ...]] = {
    **{short: (product.value,) for product, short in SHORT_PRODUCTS.items()},
    "futures": (Product.USDM.value, Product.COINM.value),
    "usd-m": (Product.USDM.value,),
    "coin-m": (Product.COINM.value,),
    "wallet": (Product.SAPI.value,),
}
"""What else people call a product."""

VALUES: dict[Key, tuple[str, ...]] = {
    Key.PRODUCT: tuple(Product),
    Key.RETRY: (Retry.CHECK_FIRST, Retry.WAIT, Retry.RESEND, Retry.NO, Retry.DONE),
    Key.LIFECYCLE: tuple(Lifecycle),
    Key.KIND: tuple(Kind),
    Key.WITH: (NOTES,),
}
"""The values of every key but the category, whose values come from the documents."""

# Compiled when the first word is typed: nothing is searched for at the start.
_PART = r'(?P<key>[A-Za-z]+):(?:"(?P<long>[^"]*)"?|(?P<value>\S*))|"(?P<phrase>[^"]*)"?|(?P<word>\S+)'
_FORM = r"-?\d+x{2,}|-?\d{2,}x"
_KEYS = {key.value: key for key in Key}


class Query(NamedTuple):
    """What is searched for. A tuple of values means any of them; empty where it was asked for but is not known."""

    words: tuple[str, ...] = ()
    """Casefolded; every one must be found."""
    forms: tuple[str, ...] = ()
    """"11xx", without a sign."""
    products: tuple[Product, ...] | None = None
    retries: tuple[Retry, ...] | None = None
    categories: tuple[str, ...] | None = None
    """Casefolded; a range or words of a heading."""
    lifecycles: tuple[Lifecycle, ...] | None = None
    kinds: tuple[Kind, ...] | None = None
    with_notes: bool = False
    unknown: tuple[tuple[Key, str], ...] = ()
    """Values that their keys do not have."""

    @property
    def product(self) -> Product | None:
        """The one product that is asked for."""
        return self.products[0] if self.products and len(self.products) == 1 else None


def parse_query(text: str) -> Query:
    """Take apart what was typed; nothing that can be typed is wrong."""
    if not text:
        return Query()
    words: list[str] = []
    forms: list[str] = []
    asked: dict[Key, list[str]] = {}
    unknown: list[tuple[Key, str]] = []
    for part in re.finditer(_PART, text):
        key = _KEYS.get((part["key"] or "").lower())
        if key is not None:
            _ask(key, part["long"] or part["value"] or "", asked, unknown)
            continue
        word = (part["phrase"] if part["phrase"] is not None else part[0]).casefold()
        if re.fullmatch(_FORM, word):
            forms.append(word.lstrip("-"))
        elif word:
            words.append(word)
    return Query(
        words=tuple(words),
        forms=tuple(forms),
        products=_some(Product, asked.get(Key.PRODUCT)),
        retries=_some(Retry, asked.get(Key.RETRY)),
        categories=tuple(asked[Key.CATEGORY]) if Key.CATEGORY in asked else None,
        lifecycles=_some(Lifecycle, asked.get(Key.LIFECYCLE)),
        kinds=_some(Kind, asked.get(Key.KIND)),
        with_notes=NOTES in asked.get(Key.WITH, ()),
        unknown=tuple(unknown),
    )


def parts_of(text: str) -> tuple[str, ...]:
    """Return what was typed as the parts that narrow by themselves, each as it was typed."""
    return tuple(part[0] for part in re.finditer(_PART, text))


def _ask(key: Key, text: str, asked: dict[Key, list[str]], unknown: list[tuple[Key, str]]) -> None:
    """Note the values of one `key:value`, and those that the key does not have."""
    for value in text.casefold().split(","):
        if not value:
            continue
        found = (value,) if key is Key.CATEGORY else _values(key, value)
        asked.setdefault(key, []).extend(found)
        if not found:
            unknown.append((key, value))


def _values(key: Key, value: str) -> tuple[str, ...]:
    """Return the values that are meant: the whole word, what it also is called, else all that begin so."""
    known = VALUES[key]
    if value in known:
        return (value,)
    if key is Key.PRODUCT and value in _ALSO:
        return _ALSO[value]
    return tuple(str(one) for one in known if one.startswith(value))


_Value = TypeVar("_Value", Product, Retry, Lifecycle, Kind)


def _some(kind: type[_Value], names: list[str] | None) -> tuple[_Value, ...] | None:
    """Return the values of these names, each once; None where nothing was asked for."""
    return None if names is None else tuple(kind(name) for name in dict.fromkeys(names))
