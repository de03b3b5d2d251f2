"""Checks errors with the values of their paste; loads what that takes for the first error that has a check."""

from __future__ import annotations

from typing import TYPE_CHECKING

from errdex.decode.checkable import may_be_checked

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from errdex.decode.check_model import Check
    from errdex.decode.model import Candidate, Decoding, Occurrence
    from errdex.decode.surroundings import Paste


class Checker:
    """One text with its errors."""

    def __init__(self, text: str, decoding: Decoding) -> None:
        """Take a text and what was found in it."""
        self._text = text
        self._decoding = decoding
        self._paste: Paste | None = None

    @property
    def paste(self) -> Paste:
        """The text with its values."""
        if self._paste is None:
            from errdex.decode.surroundings import Paste

            self._paste = Paste(self._text, (one.span for one in self._decoding.occurrences))
        return self._paste

    def checks(self, occurrence: Occurrence, candidate: Candidate, now: Callable[[], datetime]) -> tuple[Check, ...]:
        """Return what the values show of one candidate: for most errors nothing, and then no clock is needed."""
        if not may_be_checked(occurrence, candidate):
            return ()
        from errdex.decode.checks import checks_of

        return checks_of(self.paste, occurrence, candidate, now())
