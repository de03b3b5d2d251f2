"""How many codes each choice of the filters would leave, beside the other ones and the words of the search. No Qt."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from errdex.ui.catalogue import spoken_product

if TYPE_CHECKING:
    from errdex.registry.advice import Retry
    from errdex.registry.model import Product
    from errdex.ui.catalogue import Catalogue, Filters
    from errdex.ui.groups import Group


class Facets:
    """Counts for one state of the filters; what a kind of choice asks for is found when it is first asked."""

    def __init__(self, catalogue: Catalogue, filters: Filters, noted: frozenset[str]) -> None:
        """Count what `filters` leave; `noted` are the meanings with notes."""
        self._catalogue = catalogue
        self._filters = filters
        self._noted = noted
        self._inside: dict[Product | None, frozenset[int]] = {}
        self._retries: Counter[Retry] | None = None

    def group(self, group: Group | None) -> int:
        """Return how many codes are shown once a group is chosen, all groups for None."""
        product = group.product if group is not None and group.product is not None else self._filters.product
        if product not in self._inside:
            self._inside[product] = frozenset(self._left(self._filters._replace(group=None, product=product)))
        inside = self._inside[product]
        return len(inside) if group is None else len(group.positions & inside)

    def retry(self, retry: Retry) -> int:
        """Return how many codes are shown once an advice is chosen."""
        if self._retries is None:
            advice = self._catalogue.retries(spoken_product(self._filters))
            self._retries = Counter(map(advice.__getitem__, self._left(self._filters._replace(retry=None))))
        return self._retries[retry]

    def noted(self) -> int:
        """Return how many codes are shown once those with notes are chosen."""
        if not self._noted:
            return 0
        return len(self._left(self._filters._replace(with_notes=True)))

    def _left(self, filters: Filters) -> list[int]:
        return self._catalogue.left(filters, self._noted)
