"""The pastes of this session, to go back to. In memory only; a title tells what was found, not what was pasted."""

from __future__ import annotations

from typing import NamedTuple

MOST_PASTES = 30
MOST_CHARACTERS = 32_000_000
"""Of all pastes together; the oldest give way, so that a huge one is held no longer than until the next."""


class PastStep(NamedTuple):
    """One paste."""

    text: str
    title: str


class PasteHistory:
    """The pastes in their order, and which of them is in the box."""

    def __init__(self) -> None:
        """Begin with none."""
        self.steps: list[PastStep] = []
        self.at = 0
        """The place of the paste in the box; behind the last one where the box is empty."""

    def take(self, text: str, *, is_edited: bool = False) -> None:
        """Follow the box: another text is a step, one that was edited takes the place of the one before."""
        if not text:
            self.at = len(self.steps)
        elif is_edited and self.at < len(self.steps):
            self.steps[self.at] = PastStep(text, "")
        elif self.at >= len(self.steps) or self.steps[self.at].text != text:
            self.steps.append(PastStep(text, ""))
            self._forget_oldest()
            self.at = len(self.steps) - 1

    def name(self, title: str) -> None:
        """Say what was found in the paste in the box."""
        if self.at < len(self.steps):
            self.steps[self.at] = self.steps[self.at]._replace(title=title)

    def can_step(self, step: int) -> bool:
        """Whether there is a paste so many steps further (or before)."""
        return 0 <= self.at + step < len(self.steps)

    def go(self, place: int) -> str | None:
        """Go to a paste and return its text; None where there is none."""
        if not 0 <= place < len(self.steps):
            return None
        self.at = place
        return self.steps[place].text

    def _forget_oldest(self) -> None:
        while len(self.steps) > 1 and (
            len(self.steps) > MOST_PASTES or sum(len(step.text) for step in self.steps) > MOST_CHARACTERS
        ):
            del self.steps[0]
