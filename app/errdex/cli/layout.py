"""Plain text in 80 columns: paragraphs, lists, tables. What comes from a paste is made harmless on its way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from errdex.cli.console import harmless

if TYPE_CHECKING:
    from collections.abc import Iterable

WIDTH = 80
_WIDE_FROM = "\u1100"
"""Below the first Hangul letter no character takes two columns."""


def columns(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    if text.isascii():
        return len(text)
    wide = [sign for sign in text if sign >= _WIDE_FROM]
    if not wide:
        return len(text)
    from unicodedata import east_asian_width

    return len(text) + sum(east_asian_width(sign) in "WF" for sign in wide)


def paragraph(text: str, first: str = "", rest: str | None = None) -> list[str]:
    """Break a text into lines that begin with `first`, all but the first with `rest` (as many spaces, if not given)."""
    begin = " " * columns(first) if rest is None else rest
    lines: list[str] = []
    line, used = first, columns(first)
    empty = True
    for word in map(harmless, text.split()):
        taken = columns(word)
        if not empty and used + 1 + taken > WIDTH:
            lines.append(line)
            line, used, empty = begin, columns(begin), True
        while used + taken > WIDTH:
            piece = _fitting(word, WIDTH - used)
            lines.append(line + piece)
            word = word[len(piece) :]  # noqa: PLW2901 -- the rest of the word that was too long
            line, used, taken = begin, columns(begin), columns(word)
        line += word if empty else f" {word}"
        used += taken + (not empty)
        empty = False
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def _fitting(word: str, room: int) -> str:
    """Return the beginning of a word that is too long for a line; a path is broken behind a slash."""
    end = max(1, room)
    while end > 1 and columns(word[:end]) > room:
        end -= 1
    slash = word.rfind("/", room // 2, end)
    return word[: slash + 1] if slash > 0 else word[:end]


def headline(title: str, about: str) -> list[str]:
    """Set a title and what it belongs to into one line, two where they are too long for it."""
    line = harmless(f"{title}  {about}".rstrip())
    return [line] if columns(line) <= WIDTH else [*paragraph(title), *paragraph(about, "  ")]


def numbered(texts: Iterable[tuple[str, ...]], indent: str = "  ") -> list[str]:
    """Set a list with numbers; further parts of a text begin lines of their own."""
    lines: list[str] = []
    for place, (head, *tail) in enumerate(texts, 1):
        first = f"{indent}{place}. "
        lines += paragraph(head, first)
        for part in tail:
            lines += paragraph(part, " " * len(first))
    return lines


def table(rows: Iterable[tuple[str, str]], indent: str = "  ") -> list[str]:
    """Set two columns, the left one as wide as its widest text (at most 44)."""
    rows = [(harmless(left), right) for left, right in rows]
    width = max((min(44, columns(left)) for left, _ in rows), default=0)
    lines: list[str] = []
    for left, right in rows:
        pad = " " * max(0, width - columns(left))
        lines += paragraph(right, f"{indent}{left}{pad}  ", " " * (len(indent) + width + 2))
    return lines


def quotation(text: str) -> list[str]:
    """Set words that are not ours."""
    return paragraph(text, "  | ", "  | ")


def section(title: str, lines: list[str], indent: str = "") -> list[str]:
    """Set a part under its title, an empty line before it; nothing for an empty part."""
    return ["", f"{indent}{title}", *lines] if lines else []


def shortened(text: str, most: int) -> str:
    """Return a text with its end cut off where it is longer than `most`."""
    return text if len(text) <= most else f"{text[: most - 1]}…"
