"""The paste in hand: what was found in it and which error is looked at. Kept in memory, never written anywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from errdex.decode.model import Decoding, Finding, Occurrence, findings_of

if TYPE_CHECKING:
    from errdex.decode.surroundings import Paste
    from errdex.registry.model import Product

_NOTHING = Decoding((), ())


class PasteSession(QObject):
    """Holds one decoding, and walks through it."""

    found = Signal()
    """Another text was decoded: `decoding` and `findings` are new."""
    chosen = Signal()
    """Another error is looked at: `occurrence` and `finding`, None where there is none."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Begin with nothing."""
        super().__init__(parent)
        self.text = ""
        self.decoding = _NOTHING
        self.findings: tuple[Finding, ...] = ()
        self._paste: Paste | None = None
        self._current: int | None = None
        self._finding_of: dict[int, int] = {}

    @property
    def occurrence(self) -> Occurrence | None:
        """The error that is looked at."""
        return self.decoding.occurrences[self._current] if self._current is not None else None

    @property
    def paste(self) -> Paste:
        """The text with its values, read when one of its errors is first checked with them."""
        if self._paste is None:
            from errdex.decode.surroundings import Paste

            self._paste = Paste(self.text, (one.span for one in self.decoding.occurrences))
        return self._paste

    @property
    def finding_index(self) -> int | None:
        """Which finding it belongs to."""
        return self._finding_of[self._current] if self._current is not None else None

    @property
    def finding(self) -> Finding | None:
        """The finding that it belongs to."""
        index = self.finding_index
        return self.findings[index] if index is not None else None

    @property
    def place(self) -> tuple[int, int]:
        """Which error of how many is looked at, counted from 1."""
        return (0 if self._current is None else self._current + 1), len(self.decoding.occurrences)

    def take(self, text: str, decoding: Decoding) -> None:
        """Take what was found in a text, and look at the first error."""
        self.text = text
        self.decoding = decoding
        self._paste = None
        self.findings = findings_of(decoding)
        where = {id(one): index for index, finding in enumerate(self.findings) for one in finding.occurrences}
        self._finding_of = {place: where[id(one)] for place, one in enumerate(decoding.occurrences)}
        self._current = 0 if decoding.occurrences else None
        self.found.emit()
        self.chosen.emit()

    def choose_finding(self, index: int) -> None:
        """Look at the first error of a finding."""
        self._go(next(place for place, finding in self._finding_of.items() if finding == index))

    def choose_place(self, point: int) -> None:
        """Look at the error that stands at a code point of the text, if one does."""
        for place, occurrence in enumerate(self.decoding.occurrences):
            spans = occurrence.places or (occurrence.span,)
            if any(span.start <= point <= span.end for span in spans):
                self._go(place)
                return

    def step(self, step: int) -> None:
        """Look at the next error (or at one before), and from the last at the first."""
        if self._current is not None:
            self._go((self._current + step) % len(self.decoding.occurrences))

    def products(self) -> tuple[Product, ...]:
        """Return the products that the best candidates belong to, each once."""
        best = [finding.candidate for finding in self.findings]
        return tuple(dict.fromkeys(candidate.code.product for candidate in best if candidate))

    def _go(self, place: int) -> None:
        if place != self._current:
            self._current = place
            self.chosen.emit()
