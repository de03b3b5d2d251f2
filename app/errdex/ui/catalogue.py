"""Every meaning as a row to browse: what is shown of it for a product, and which rows a filter leaves. No Qt.

Built for a keystroke: strings are lowered once, a growing word narrows the last result, a row is made when it is shown.
"""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

from errdex.registry.advice import AdviceBook, Retry
from errdex.registry.model import ErrorCode, Kind, Meaning, Product, Registry
from errdex.ui.groups import Group, group_all, group_product


class Column(IntEnum):
    """The columns of the code table."""

    CODE = 0
    NAME = 1
    MESSAGE = 2
    PRODUCTS = 3
    NOTE = 4


class Filters(NamedTuple):
    """What the table is narrowed to; every part that is empty leaves all."""

    product: Product | None = None
    group: Group | None = None
    retry: Retry | None = None
    with_notes: bool = False
    words: str = ""

    @property
    def narrows(self) -> bool:
        """Whether anything but the product hides rows."""
        return bool(self.group or self.retry or self.with_notes or self.words.strip())


class CodeRow(NamedTuple):
    """What is shown of one meaning."""

    meaning: Meaning
    code: ErrorCode
    number: str
    """Never localised."""
    name: str
    message: str
    products: tuple[Product, ...]
    in_all: bool
    """Whether every product has it."""
    retry: Retry


class Catalogue:
    """The meanings of a registry, to be filtered and shown. Made once and handed in."""

    def __init__(self, registry: Registry, advice: AdviceBook) -> None:
        """Take what is shown; nothing is computed yet."""
        self._advice = advice
        self._all_products = frozenset(registry.products) - {Product.CLASSIC}
        kinds = list(Kind)
        self.meanings = tuple(sorted(registry.meanings, key=lambda m: (kinds.index(m.kind), abs(m.number))))
        self.positions = {meaning.id: position for position, meaning in enumerate(self.meanings)}
        self._rows: dict[tuple[int, Product | None], CodeRow] = {}
        self._retries: dict[Product | None, list[Retry]] = {}
        self._groups: dict[Product | None, tuple[Group, ...]] = {}
        self._texts: list[str] = []
        self._last: tuple[Filters, frozenset[str], list[int]] | None = None

    def row(self, position: int, product: Product | None) -> CodeRow:
        """Return what is shown of a meaning, in the words of the chosen product."""
        key = (position, product)
        found = self._rows.get(key)
        if found is None:
            found = self._rows[key] = self._make_row(position, product)
        return found

    def groups(self, product: Product | None) -> tuple[Group, ...]:
        """Return the category groups of a product, or of all."""
        if product not in self._groups:
            self._groups[product] = group_product(self.meanings, product) if product else group_all(self.meanings)
        return self._groups[product]

    def retries(self, product: Product | None) -> list[Retry]:
        """Return the retry advice for writes of every meaning, by position."""
        if product not in self._retries:
            find = self._advice.find
            self._retries[product] = [
                find(meaning.id, product=product, status=_status_of(meaning)).write for meaning in self.meanings
            ]
        return self._retries[product]

    def of_product(self, product: Product | None) -> list[int]:
        """Return the positions of the meanings that a product has, in order."""
        if product is None:
            return list(range(len(self.meanings)))
        return [
            position
            for position, meaning in enumerate(self.meanings)
            if any(code.product is product for code in meaning.codes)
        ]

    def find(self, filters: Filters, noted: frozenset[str]) -> list[int]:
        """Return the positions that the filters leave, the best first; `noted` are the meanings with notes."""
        words = filters.words.casefold().split()
        if self._last and self._last[1] == noted and _grows(self._last[0], filters):
            left = self._last[2]
        else:
            left = self._without_words(filters, noted)
        if words:
            left = self._with_words(left, words)
        self._last = (filters, noted, left)
        return self._best_first(left, words) if words else left

    def texts(self) -> list[str]:
        """Return what the search looks in, lowered, one text for each meaning; made on the first call."""
        if not self._texts:
            self._texts = [_text_of(meaning) for meaning in self.meanings]
        return self._texts

    def _without_words(self, filters: Filters, noted: frozenset[str]) -> list[int]:
        left = self.of_product(filters.product)
        if filters.group is not None:
            inside = filters.group.positions
            left = [position for position in left if position in inside]
        if filters.retry is not None:
            retries = self.retries(filters.product)
            left = [position for position in left if retries[position] is filters.retry]
        if filters.with_notes:
            left = [position for position in left if self.meanings[position].id in noted]
        return left

    def _with_words(self, left: list[int], words: list[str]) -> list[int]:
        texts = self.texts()
        for word in words:
            left = [position for position in left if word in texts[position]]
        return left

    def _best_first(self, left: list[int], words: list[str]) -> list[int]:
        """Order by what the first word hits: the whole number or name, their beginnings, the name, anything else."""
        whole = "_".join(words)
        first = words[0].lstrip("-") or words[0]
        texts = self.texts()

        def rank(position: int) -> int:
            number, name, _ = texts[position].split("\n", 2)
            digits = number.rpartition(" ")[2]
            if digits == first or name == whole:
                return 0
            if digits.startswith(first) or name.startswith(words[0]):
                return 1
            return 2 if words[0] in name else 3

        return sorted(left, key=rank)

    def _make_row(self, position: int, product: Product | None) -> CodeRow:
        meaning = self.meanings[position]
        code = meaning.code_of(product)
        products = meaning.products
        return CodeRow(
            meaning=meaning,
            code=code,
            number=str(code.number),
            name=(code.name if product else meaning.name) or code.name or "",
            message=_message_of(code, meaning),
            products=products,
            in_all=self._all_products <= set(products),
            retry=self.retries(product)[position],
        )


def _status_of(meaning: Meaning) -> int | None:
    return meaning.number if meaning.kind is Kind.HTTP else None


def _message_of(code: ErrorCode, meaning: Meaning) -> str:
    """Return the first documented text: of the code, else of any other product's, else what explains it."""
    for one in (code, *meaning.codes):
        if one.templates:
            return one.templates[0].text
    return next((text for one in (code, *meaning.codes) for text in one.explanations), "")


def _text_of(meaning: Meaning) -> str:
    """Return number, name and everything else that the search looks in, on three lines."""
    digits = str(abs(meaning.number))
    number = digits if meaning.kind is not Kind.API else f"-{digits} {digits}"
    rest = [*meaning.other_names]
    for code in meaning.codes:
        rest += [template.text for template in code.templates]
        rest += code.explanations
        if code.name:
            rest.append(code.name)
    return "\n".join((number, meaning.name or "", " ".join(dict.fromkeys(rest)).replace("\n", " "))).casefold()


def _grows(old: Filters, new: Filters) -> bool:
    """Whether the new filters can only leave less than the old ones did."""
    return old._replace(words="") == new._replace(words="") and new.words.casefold().startswith(old.words.casefold())
