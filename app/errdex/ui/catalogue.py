"""Every meaning as a row to browse: what is shown of it for a product, and which rows a filter leaves. No Qt.

Built for a keystroke: strings are lowered once, a growing word narrows the last result, a row is made when it is shown.

The order without a search is that of the documents: documented codes by number, for the numbers that every product
shares are its lowest; then what stands in no document any more or never did; then HTTP statuses and stream codes.
"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

from errdex.registry.model import Kind, Lifecycle, Product
from errdex.ui.groups import group_all, group_product, split_group
from errdex.ui.shown_text import message_of, name_of

if TYPE_CHECKING:
    from errdex.registry.advice import AdviceBook, Retry
    from errdex.registry.model import ErrorCode, Meaning, Registry
    from errdex.ui.code_index import CodeIndex
    from errdex.ui.groups import Group
    from errdex.ui.query import Query

_MOST_KEPT = 32
"""Choices of filters of which it is kept what was found last, for words that grow."""


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
    """As typed into the search (`query` says how it is read)."""


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
        self.advice = advice
        self._all_products = frozenset(registry.products) - {Product.CLASSIC}
        self.meanings = tuple(sorted(registry.meanings, key=_place_of))
        self.positions = {meaning.id: position for position, meaning in enumerate(self.meanings)}
        self._retries: dict[Product | None, list[Retry]] = {}
        self._groups: dict[Product | None, tuple[Group, ...]] = {}
        self._inside: dict[Product | None, tuple[int, ...]] = {None: tuple(range(len(self.meanings)))}
        self._indexes: dict[Product | None, CodeIndex] = {}
        self._last: dict[Filters, tuple[Query, frozenset[str], list[int]]] = {}

    def row(self, position: int, product: Product | None, words: tuple[str, ...] = ()) -> CodeRow:
        """Return what is shown of a meaning, in the words of the product, that of its messages which the words hit."""
        meaning = self.meanings[position]
        code = meaning.code_of(product)
        products = meaning.products
        return CodeRow(
            meaning=meaning,
            code=code,
            number=str(code.number),
            name=name_of(meaning, product, words),
            message=message_of(meaning, product, words),
            products=products,
            in_all=self._all_products <= set(products),
            retry=self.retries(product)[position],
        )

    def groups(self, product: Product | None) -> tuple[Group, ...]:
        """Return the category groups of a product, or of all."""
        if product not in self._groups:
            self._groups[product] = group_product(self.meanings, product) if product else group_all(self.meanings)
        return self._groups[product]

    def parts(self, group: Group) -> tuple[Group, ...]:
        """Return what a group is made of: smaller ones, or what each product has of it."""
        return group.parts or split_group(self.meanings, group)

    def retries(self, product: Product | None) -> list[Retry]:
        """Return the retry advice for writes of every meaning, by position."""
        if product not in self._retries:
            find = self.advice.find
            self._retries[product] = [
                find(meaning.id, product=product, status=_status_of(meaning)).write for meaning in self.meanings
            ]
        return self._retries[product]

    def of_product(self, product: Product | None) -> tuple[int, ...]:
        """Return the positions of the meanings that a product has, in order."""
        if product not in self._inside:
            self._inside[product] = tuple(
                position
                for position, meaning in enumerate(self.meanings)
                if any(code.product is product for code in meaning.codes)
            )
        return self._inside[product]

    def ranges(self) -> tuple[tuple[str, str], ...]:
        """Return the ranges of the documents' categories with the headings over them, by number, each range once."""
        from errdex.ui.code_index import RANGE

        found = {
            span[0].lower(): code.category.title
            for meaning in reversed(self.meanings)
            for code in reversed(meaning.codes)
            if code.category and (span := RANGE.findall(code.category.range or ""))
        }
        return tuple(sorted(found.items(), key=lambda pair: (len(pair[0]), pair[0])))

    def prepare(self, product: Product | None = None) -> CodeIndex:
        """Return what the search looks in; made on the first call, so that the first keystroke need not wait."""
        if product not in self._indexes:
            from errdex.ui.code_index import CodeIndex

            self._indexes[product] = CodeIndex(self.meanings, product)
        return self._indexes[product]

    def find(self, filters: Filters, noted: frozenset[str]) -> list[int]:
        """Return the positions that the filters leave, the best first; `noted` are the meanings with notes."""
        left = self.left(filters, noted)
        if not filters.words.strip():
            return left
        from errdex.ui.query import parse_query

        words = parse_query(filters.words).words
        return self.prepare(spoken_product(filters)).best_first(left, words) if words else left

    def left(self, filters: Filters, noted: frozenset[str]) -> list[int]:
        """Return what the filters leave, not ordered by the words."""
        product = spoken_product(filters)
        if not filters.words.strip():
            return self._chosen(filters, product, noted)
        from errdex.ui.query import parse_query

        query, chosen = parse_query(filters.words), filters._replace(words="")
        last = self._last.get(chosen)
        if last and last[1] == noted and _narrows(last[0], query):
            left = last[2]
        else:
            left = self._by_codes(self._chosen(filters, product, noted), query, product)
            left = [position for position in left if not query.with_notes or self.meanings[position].id in noted]
        left = self.prepare(product).with_words(left, query.words)
        if len(self._last) >= _MOST_KEPT:
            self._last.clear()
        self._last[chosen] = (query, noted, left)
        return left

    def _chosen(self, filters: Filters, product: Product | None, noted: frozenset[str]) -> list[int]:
        """Keep what was chosen, without what was typed."""
        left = list(self.of_product(filters.product))
        if filters.group is not None:
            inside = filters.group.positions
            left = [position for position in left if position in inside]
        if filters.retry is not None:
            retries = self.retries(product)
            left = [position for position in left if retries[position] is filters.retry]
        if filters.with_notes:
            left = [position for position in left if self.meanings[position].id in noted]
        return left

    def _by_codes(self, left: list[int], query: Query, product: Product | None) -> list[int]:
        """Keep what has a code of the kinds, products, advice, lifecycles, categories and forms that are asked for."""
        meanings = self.meanings
        if query.retries is not None:
            retries = self.retries(product)
            left = [position for position in left if retries[position] in query.retries]
        if query.kinds is not None:
            left = [position for position in left if meanings[position].kind in query.kinds]
        if query.products is not None:
            inside = {position for one in query.products for position in self.of_product(one)}
            left = [position for position in left if position in inside]
        if query.lifecycles is not None:
            left = [position for position in left if lifecycle_of(meanings[position], product) in query.lifecycles]
        if query.categories is not None:
            wanted_headings = query.categories
            left = [position for position in left if _under(meanings[position], product, wanted_headings)]
        for form in query.forms:
            left = self.prepare(product).with_form(left, form)
        return left


def spoken_product(filters: Filters) -> Product | None:
    """Return the product in whose words the rows are shown: the chosen one, the category's, or the one searched for."""
    if filters.product is not None:
        return filters.product
    if filters.group is not None and filters.group.product is not None:
        return filters.group.product
    if ":" not in filters.words:
        return None
    from errdex.ui.query import parse_query

    return parse_query(filters.words).product


def lifecycle_of(meaning: Meaning, product: Product | None) -> Lifecycle:
    """Return how a meaning stands: documented if one of its codes is, observed if none ever was."""
    found = {code.lifecycle for code in meaning.codes if product is None or code.product is product}
    return next((one for one in Lifecycle if one in found), Lifecycle.OBSERVED)


def _place_of(meaning: Meaning) -> tuple[int, bool, int]:
    kind = (Kind.API, Kind.HTTP, Kind.STREAM).index(meaning.kind)
    documented = any(code.lifecycle is Lifecycle.DOCUMENTED for code in meaning.codes)
    return kind, not documented, abs(meaning.number)


def _status_of(meaning: Meaning) -> int | None:
    return meaning.number if meaning.kind is Kind.HTTP else None


def _under(meaning: Meaning, product: Product | None, wanted: tuple[str, ...]) -> bool:
    """Whether a code of the product stands under one of these headings: a range, or words of the title."""
    for code in meaning.codes:
        if code.category is None or (product is not None and code.product is not product):
            continue
        span, title = (code.category.range or "").casefold(), code.category.title.casefold()
        if any(span.startswith(one) or one in title for one in wanted):
            return True
    return False


def _narrows(old: Query, new: Query) -> bool:
    """Whether a query can only leave less than the one before did: the same, with words that grew."""
    if old._replace(words=()) != new._replace(words=()):
        return False
    before, now = old.words, new.words
    return len(now) >= len(before) and all(short in long for short, long in zip(before, now, strict=False))
