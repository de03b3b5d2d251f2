"""The registry's vocabulary: products, error codes, templates, meanings.

Records are NamedTuples: they cost nothing to declare, and the registry is loaded at every start.
The words are those of the design: an *error code* is one documented entry of one product, a *meaning* is what
it means in whichever products have it. Table rows, guidance and notes hang on the meaning's id.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Product(StrEnum):
    """One API family with numbers of its own, in the order in which we show them."""

    SPOT = "spot"
    USDM = "usdm"
    COINM = "coinm"
    OPTIONS = "options"
    PORTFOLIO_MARGIN = "portfolio-margin"
    PORTFOLIO_MARGIN_PRO = "portfolio-margin-pro"
    MARGIN = "margin"
    SAPI = "sapi"
    BINANCE_US = "binance-us"
    CLASSIC = "classic"


class Kind(StrEnum):
    """What a number is: an API error code, a WebSocket stream's code (0-3), or an HTTP status. Kinds share no key."""

    API = "api"
    STREAM = "stream"
    HTTP = "http"


class Lifecycle(StrEnum):
    """How a code or a template stands in the documents."""

    DOCUMENTED = "documented"
    WITHDRAWN = "withdrawn"
    OBSERVED = "observed"


class PlaceholderKind(StrEnum):
    """What a placeholder's value is. It interprets the value; it never restricts what matches."""

    PARAMETER = "parameter"
    RANGE = "range"
    COUNT = "count"
    INTERVAL = "interval"
    TIME = "time"
    PRICE = "price"
    AMOUNT = "amount"
    FILTER = "filter"
    SYMBOL = "symbol"
    ASSET = "asset"
    PATH = "path"
    IP = "ip"
    NUMBER = "number"
    TEXT = "text"


class Revision(NamedTuple):
    """The document that a product's error codes were taken from."""

    date: str
    """ISO date of the document's commit or crawl."""
    origin: str
    """Repository, path and commit, or address; as a citation."""
    title: str
    official: bool
    """Whether it is the exchange's own repository (else a dated crawl of the official page)."""


class Category(NamedTuple):
    """A heading of a document: stored, never computed from the number."""

    range: str | None
    """As printed ("10xx"), None where the heading has none."""
    title: str


class Placeholder(NamedTuple):
    """One hole in a template."""

    form: str
    """As printed: "%s", "%d", "{0}"."""
    name: str
    kind: PlaceholderKind


class Template(NamedTuple):
    """A documented (or observed) text of a code."""

    id: str
    """Permanent within its meaning; equal texts of several products share it."""
    text: str
    """As printed, Markdown marks removed, placeholders kept."""
    placeholders: tuple[Placeholder, ...]
    lifecycle: Lifecycle
    since: str | None
    until: str | None
    """ISO dates of the first and last revision that print it, where known."""
    source: str
    """Citation: which document or thread prints it."""
    description: str | None = None
    """What the document's table says about it, where it stands in one."""

    @property
    def literals(self) -> tuple[str, ...]:
        """The fixed parts around the placeholders: always one more than there are placeholders."""
        parts: list[str] = []
        rest = self.text
        for placeholder in self.placeholders:
            before, _, rest = rest.partition(placeholder.form)
            parts.append(before)
        return (*parts, rest)


class ErrorCode(NamedTuple):
    """One documented entry: one number of one product."""

    product: Product
    kind: Kind
    number: int
    """With its sign, as the API sends it; positive for HTTP statuses and stream codes."""
    name: str | None
    category: Category | None
    templates: tuple[Template, ...]
    explanations: tuple[str, ...]
    """Bullets that describe rather than quote: shown, never matched."""
    lifecycle: Lifecycle
    since: str | None
    until: str | None
    source: str
    meaning: str
    """The id of its meaning."""


class Meaning(NamedTuple):
    """What an error code means, in whichever products have it."""

    id: str
    """Given once and kept for ever: "1121-bad-symbol"."""
    kind: Kind
    number: int
    """With its sign, as the first of its codes has it."""
    name: str | None
    """The preferred name."""
    other_names: tuple[str, ...]
    codes: tuple[ErrorCode, ...]
    """In the order of Product."""

    @property
    def products(self) -> tuple[Product, ...]:
        """The products that document it, each once."""
        return tuple(dict.fromkeys(code.product for code in self.codes))

    def code_of(self, product: Product | None) -> ErrorCode:
        """Return the product's own entry, or the first one where the product has none."""
        return next((code for code in self.codes if code.product is product), self.codes[0])


class Filter(NamedTuple):
    """A filter as a product's documents describe it ("Filter failure: LOT_SIZE")."""

    name: str
    description: str
    source: str


class Registry:
    """Every known error code. Made once, at the edge, from the bundled files, and handed in; never changes."""

    def __init__(
        self,
        meanings: tuple[Meaning, ...],
        revisions: dict[Product, Revision],
        filters: dict[Product, tuple[Filter, ...]],
        faults: tuple[Exception, ...] = (),
    ) -> None:
        """Index what was loaded. `faults` are the files that could not be read: the rest is sound."""
        self.meanings = meanings
        self.revisions = revisions
        self.filters = filters
        self.faults = faults
        self._by_id = {meaning.id: meaning for meaning in meanings}
        self._by_number: dict[tuple[Kind, int], list[Meaning]] = {}
        for meaning in meanings:
            self._by_number.setdefault((meaning.kind, abs(meaning.number)), []).append(meaning)

    @property
    def products(self) -> tuple[Product, ...]:
        """The products that were loaded, in the order in which we show them."""
        return tuple(product for product in Product if product in self.revisions)

    def meaning(self, meaning_id: str) -> Meaning | None:
        """Look up a meaning by its id."""
        return self._by_id.get(meaning_id)

    def with_number(self, number: int, kind: Kind = Kind.API) -> tuple[Meaning, ...]:
        """Return the meanings of a number, its sign ignored (51xxx is printed both ways)."""
        return tuple(self._by_number.get((kind, abs(number)), ()))

    def with_name(self, name: str) -> tuple[Meaning, ...]:
        """Return the meanings that have this name in any product, case ignored."""
        wanted = name.casefold()
        return tuple(
            meaning
            for meaning in self.meanings
            if any(wanted == known.casefold() for known in (meaning.name, *meaning.other_names) if known)
        )

    def near(self, number: int, most: int = 3) -> tuple[Meaning, ...]:
        """Return the known meanings whose numbers are nearest to one that is not known, nearest first."""
        api = [meaning for meaning in self.meanings if meaning.kind is Kind.API]
        return tuple(sorted(api, key=lambda meaning: abs(abs(meaning.number) - abs(number)))[:most])
