"""What the search over the codes looks in: strings lowered once, so that a keystroke only compares. No Qt."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from errdex.registry.model import Kind
from errdex.ui.shown_text import codes_in, names_of, texts_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from errdex.registry.model import Meaning, Product

RANGE = re.compile(r"\d+[xX]+")
"""One range in what a document prints over its codes: "11xx - 2xxx" holds two."""


class CodeIndex:
    """The words of every meaning in one product, or in all; made when they are first searched."""

    def __init__(self, meanings: Sequence[Meaning], product: Product | None) -> None:
        """Lower everything there is to find."""
        self._digits = [str(abs(meaning.number)) for meaning in meanings]
        self._names = [(meaning.code_of(product).name or meaning.name or "").casefold() for meaning in meanings]
        self._texts = [_text_of(meaning, product) for meaning in meanings]
        self._ranges = [_ranges_of(meaning, product) for meaning in meanings]

    def with_words(self, positions: Iterable[int], words: Iterable[str]) -> list[int]:
        """Return the meanings that hold every word."""
        texts, left = self._texts, list(positions)
        for word in words:
            left = [position for position in left if word in texts[position]]
        return left

    def with_form(self, positions: Iterable[int], form: str) -> list[int]:
        """Return the numbers of a form ("11xx"), then what else the documents print under that range."""
        head, length = form.rstrip("x"), len(form)
        digits, ranges = self._digits, self._ranges
        by_number: list[int] = []
        by_heading: list[int] = []
        for position in positions:
            number = digits[position]
            if len(number) == length and number.startswith(head):
                by_number.append(position)
            elif form in ranges[position]:
                by_heading.append(position)
        return by_number + by_heading

    def best_first(self, positions: Iterable[int], words: Sequence[str]) -> list[int]:
        """Order by what the words hit, each tier in the order it had.

        The whole number or the whole name; the beginning of one; several words side by side as typed; the first word
        in the name, or at the beginning of a word in a message; anything else.
        """
        digits, names, texts = self._digits, self._names, self._texts
        first, whole, typed = words[0].lstrip("-") or words[0], "_".join(words), " " + " ".join(words)
        several = len(words) > 1
        tiers: tuple[list[int], ...] = ([], [], [], [], [])
        for position in positions:
            number, name = digits[position], names[position]
            if number == first or name == whole:
                tier = 0
            elif number.startswith(first) or name.startswith(whole):
                tier = 1
            elif several and (whole in name or typed in texts[position]):
                tier = 2
            else:
                tier = 3 if words[0] in name or typed in texts[position] else 4
            tiers[tier].append(position)
        return [position for tier in tiers for position in tier]


def _text_of(meaning: Meaning, product: Product | None) -> str:
    """Return number, names and messages, a line each; every line begins with a blank, as words in it do."""
    digits = str(abs(meaning.number))
    number = digits if meaning.kind is not Kind.API else f"-{digits} {digits}"
    own = (code.name for code in codes_in(meaning, product) if code.name)
    lines = dict.fromkeys((number, *own, *names_of(meaning), *texts_of(meaning, product)))
    return "\n".join(f" {' '.join(line.split())}" for line in lines).casefold()


def _ranges_of(meaning: Meaning, product: Product | None) -> frozenset[str]:
    """Return the ranges that the documents print over a meaning."""
    headings = (code.category.range or "" for code in codes_in(meaning, product) if code.category)
    return frozenset(span.lower() for heading in headings for span in RANGE.findall(heading))
