"""What we say of an error, set as plain text: advice, causes, actions, each with a mark that leads to its ground."""

from __future__ import annotations

from typing import TYPE_CHECKING

from errdex.cli.layout import numbered, paragraph, section
from errdex.wording import execution_sentence, retry_sentence, retry_title

if TYPE_CHECKING:
    from errdex.cli.resources import Knowledge
    from errdex.registry.advice import Advice
    from errdex.registry.guidance_loader import Selection


class Grounds:
    """The grounds of one page, numbered in the order in which they are met."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Begin without any."""
        self._knowledge = knowledge
        self._marks: dict[str, str] = {}

    def mark(self, ground: str) -> str:
        """Return the mark of a ground: "[2]"."""
        citation = self._knowledge.citation(ground)
        return self._marks.setdefault(citation, f"[{len(self._marks) + 1}]")

    def lines(self) -> list[str]:
        """List the grounds under their marks."""
        width = max((len(mark) for mark in self._marks.values()), default=0)
        return [line for citation, mark in self._marks.items() for line in paragraph(citation, f"  {mark:<{width}} ")]


def advice_lines(advice: Advice, marks: str, case: str = "") -> list[str]:
    """Say whether sending again is safe, and whether the request took effect; `case` names when that holds."""
    first = f"{case}: " if case else ""
    sentences = (f"{first}{retry_title(advice.write)}.", execution_sentence(advice.execution), retry_sentence(advice))
    return paragraph(f"{' '.join(sentences)} {marks}", "  ")


def selection_lines(selection: Selection, knowledge: Knowledge, grounds: Grounds, indent: str = "") -> list[str]:
    """Set what happened, the likely causes with how to tell, and what to do, each under a title of its own."""
    summary, causes, actions = selection
    inner = f"{indent}  "
    lines: list[str] = []
    if summary:
        said = f"{knowledge.plain(summary.text)} {grounds.mark(summary.ground)}"
        lines += section("What happened", paragraph(said, inner), indent)
    told = [
        (f"{knowledge.plain(cause.text)} {grounds.mark(cause.ground)}", f"How to tell: {knowledge.plain(cause.tell)}")
        for cause in causes
    ]
    title = "Likely causes, most likely first" if len(told) > 1 else "Likely cause"
    lines += section(title, numbered(told, inner), indent)
    steps = [(f"{knowledge.plain(action.text)} {grounds.mark(action.ground)}",) for action in actions]
    return lines + section("What to do", numbered(steps, inner), indent)
