"""The paste in hand: what was found in it and which error is looked at. Kept in memory, never written anywhere."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    from errdex.decode.model import Candidate, Decoding, Finding, Occurrence
    from errdex.decode.surroundings import Paste
    from errdex.registry.model import Product

_LOOKED_BACK = 400
"""How many errors before a place are asked whether they reach it: one error can stand at several places."""


class PasteSession(QObject):
    """Holds what was found, and walks through it."""

    began = Signal()
    """Another text, or the same one anew: what was found before holds no longer."""
    found = Signal()
    """`occurrences` and `findings` are new, or more than before."""
    chosen = Signal()
    """Another error is looked at, or another of its candidates: `occurrence`, `finding`; None where there is none."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Begin with nothing."""
        super().__init__(parent)
        self._reset("")

    def _reset(self, text: str) -> None:
        self.text = text
        self.is_whole = True
        """Whether all of the text is decoded, so that nothing more can follow."""
        self.occurrences: list[Occurrence] = []
        self.findings: list[Finding] = []
        self.product: Product | None = None
        """The product that a person chose for this paste, by choosing a candidate."""
        self._groups: dict[tuple[object, ...], int] = {}
        self._finding_of: list[int] = []
        self._choices: dict[int, str] = {}
        self.explaining: list[int] = []
        """For each finding, which of its candidates explains it (`candidate_of`)."""
        self._products: dict[Product, None] = {}
        self._paste: Paste | None = None
        self._current: int | None = None

    # What is looked at

    @property
    def occurrence(self) -> Occurrence | None:
        """The error that is looked at."""
        return self.occurrences[self._current] if self._current is not None else None

    @property
    def paste(self) -> Paste:
        """The text with its values, read when one of its errors is first checked with them."""
        if self._paste is None:
            from errdex.decode.surroundings import Paste

            self._paste = Paste(self.text, (one.span for one in self.occurrences))
        return self._paste

    @property
    def finding_index(self) -> int | None:
        """Which finding it belongs to."""
        return self._finding_of[self._current] if self._current is not None else None

    @property
    def finding(self) -> Finding | None:
        """The finding that it belongs to, with this error as the first, which speaks for all."""
        index, occurrence = self.finding_index, self.occurrence
        if index is None or occurrence is None:
            return None
        finding = self.findings[index]
        if finding.first is occurrence:
            return finding
        return finding._replace(
            occurrences=(occurrence, *(other for other in finding.occurrences if other is not occurrence))
        )

    @property
    def place(self) -> tuple[int, int]:
        """Which error of how many is looked at, counted from 1."""
        return (0 if self._current is None else self._current + 1), len(self.occurrences)

    @property
    def candidate_index(self) -> int:
        """Which of its candidates explains it."""
        index, occurrence = self.finding_index, self.occurrence
        return self._explaining(index, occurrence.candidates) if index is not None and occurrence else 0

    def candidate_of(self, index: int) -> int:
        """Return which candidate explains a finding: the one chosen for it, the chosen product's, or the best."""
        return self._explaining(index, self.findings[index].first.candidates)

    def _explaining(self, index: int, candidates: tuple[Candidate, ...]) -> int:
        meaning = self._choices.get(index)
        if meaning is not None:
            return next((place for place, one in enumerate(candidates) if one.meaning.id == meaning), 0)
        if self.product is None:
            return 0
        return next((place for place, one in enumerate(candidates) if self.product in one.products), 0)

    def products(self) -> tuple[Product, ...]:
        """Return the products of the candidates that explain the findings, each once."""
        return tuple(self._products)

    def _explain(self, first: int) -> None:
        """Note which candidates explain the findings from the `first` on, and their products."""
        for index in range(first, len(self.findings)):
            candidates, place = self.findings[index].first.candidates, self.candidate_of(index)
            self.explaining.append(place)
            if candidates:
                self._products[candidates[place].code.product] = None

    # What was found

    def take(self, text: str, decoding: Decoding) -> None:
        """Take all that was found in a text, and look at the first error."""
        self._reset(text)
        self.began.emit()
        self._add(decoding.occurrences)
        self._look_at_first()
        self.found.emit()
        self.chosen.emit()

    def begin(self, text: str) -> None:
        """Begin with a text of which nothing is decoded yet."""
        self._reset(text)
        self.is_whole = False
        self.began.emit()
        self.found.emit()
        self.chosen.emit()

    def add(self, part: Decoding) -> None:
        """Take what was found in the next part; the first error of all is looked at."""
        self._add(part.occurrences)
        is_first = self._current is None and bool(self.occurrences)
        self._look_at_first()
        if part.occurrences:
            self.found.emit()
        if is_first:
            self._choose_soon()

    def finish(self) -> None:
        """Nothing more follows."""
        self.is_whole = True
        self._paste = None
        self.found.emit()
        if self._current is not None:
            self._choose_soon()

    def _choose_soon(self) -> None:
        """Let the window paint what was found before it shows what the error means."""
        QTimer.singleShot(0, self, self.chosen.emit)

    def _add(self, occurrences: tuple[Occurrence, ...]) -> None:
        from errdex.decode.model import Finding, group_of

        added: dict[int, list[Occurrence]] = {}
        for occurrence in occurrences:
            index = self._groups.setdefault(group_of(occurrence), len(self._groups))
            added.setdefault(index, []).append(occurrence)
            self._finding_of.append(index)
        self.occurrences += occurrences
        known = len(self.findings)
        for index, group in added.items():
            if index < len(self.findings):
                self.findings[index] = Finding((*self.findings[index].occurrences, *group))
            else:
                self.findings.append(Finding(tuple(group)))
        self._explain(known)

    def _look_at_first(self) -> None:
        if self._current is None and self.occurrences:
            self._current = 0

    # Walking and choosing

    def choose_finding(self, index: int) -> None:
        """Look at the first error of a finding."""
        self._go(self._finding_of.index(index))

    def choose_place(self, point: int) -> None:
        """Look at the error that stands at a code point of the text, if one does."""
        last = bisect_right(self.occurrences, point, key=lambda occurrence: occurrence.span.start)
        for place in range(last - 1, max(-1, last - 1 - _LOOKED_BACK), -1):
            occurrence = self.occurrences[place]
            spans = occurrence.places or (occurrence.span,)
            if any(span.start <= point <= span.end for span in spans):
                self._go(place)
                return

    def step(self, step: int) -> None:
        """Look at the next error (or at one before), and from the last at the first."""
        if self._current is not None:
            self._go((self._current + step) % len(self.occurrences))

    def choose_candidate(self, place: int) -> None:
        """Explain the error by another candidate; if that is a choice of product, it holds for the whole paste."""
        index = self.finding_index
        candidates = self.occurrence.candidates if self.occurrence else ()
        if index is None or not 0 <= place < len(candidates) or place == self.candidate_index:
            return
        before, now = candidates[self.candidate_index], candidates[place]
        self._choices[index] = now.meaning.id
        if now.code.product not in before.products:
            self.product = now.code.product
        self.explaining.clear()
        self._products.clear()
        self._explain(0)
        self.found.emit()
        self.chosen.emit()

    def next_candidate(self) -> None:
        """Explain the error by its next candidate, and after the last by the first."""
        if self.occurrence is not None and len(self.occurrence.candidates) > 1:
            self.choose_candidate((self.candidate_index + 1) % len(self.occurrence.candidates))

    def _go(self, place: int) -> None:
        if place != self._current:
            self._current = place
            self.chosen.emit()
