"""One candidate of one error, with the values around it: what every check is asked about."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from errdex.decode.check_case import Case
from errdex.decode.names import PRICES, Name
from errdex.registry.model import Product

if TYPE_CHECKING:
    from errdex.decode.model import Candidate, Occurrence
    from errdex.decode.surroundings import Neighbourhood
    from errdex.registry.model import PlaceholderKind

LOTS = frozenset({Name.QUANTITY, Name.ICEBERG_QUANTITY})
PRICED = frozenset(PRICES)
PERCENT = frozenset({"4016-price-highter-than-multiplier-up", "4024-price-lower-than-multiplier-down"})
"""The futures' PERCENT_PRICE, where the message does not name the bound."""


class Asked(NamedTuple):
    """One candidate of one error, and what is around it."""

    occurrence: Occurrence
    candidate: Candidate
    around: Neighbourhood

    @property
    def product(self) -> Product:
        """Return the product whose rules hold."""
        return self.candidate.code.product

    @property
    def number(self) -> int:
        """Return the number that the product documents."""
        return self.candidate.code.number

    def case(self) -> Case:
        """Begin a case."""
        return Case(self.around, self.product, self.number)

    def argument(self, kind: PlaceholderKind) -> str | None:
        """Return the value that the message holds of a kind."""
        return next((one.text for one in self.candidate.arguments if one.kind == kind and one.text), None)

    def own_ground(self) -> str:
        """Return the document of the code itself."""
        name = {Product.PORTFOLIO_MARGIN: "pm", Product.PORTFOLIO_MARGIN_PRO: "sapi", Product.BINANCE_US: "spot"}
        return f"{name.get(self.product, self.product.value)}-errors#{self.number}"
