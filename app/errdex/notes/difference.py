"""What changed from one text to another, word by word, so that a history can be shown and read."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from enum import StrEnum
from typing import NamedTuple

_MOST = 2000
"""Lines or words that are compared; longer stretches are shown as replaced whole (the comparison is quadratic)."""
_WORD = re.compile(r"\s+|\w+|[^\w\s]")


class PieceKind(StrEnum):
    """What became of a piece of text."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


class Piece(NamedTuple):
    """A stretch of text. All but the added ones make up the old text, all but the removed ones the new text."""

    kind: PieceKind
    text: str


def difference(old: str, new: str) -> tuple[Piece, ...]:
    """Return the pieces that lead from one text to the other, in order."""
    pieces: list[Piece] = []
    for old_part, new_part in _parts(old.splitlines(keepends=True), new.splitlines(keepends=True)):
        if old_part == new_part:
            pieces.append(Piece(PieceKind.SAME, old_part))
            continue
        for old_words, new_words in _parts(_WORD.findall(old_part), _WORD.findall(new_part)):
            if old_words == new_words:
                pieces.append(Piece(PieceKind.SAME, old_words))
            else:
                pieces += (Piece(PieceKind.REMOVED, old_words), Piece(PieceKind.ADDED, new_words))
    return _joined(pieces)


def unified(old: str, new: str) -> str:
    """Return the lines that differ, with three around them, as `diff -u` has them; "" for equal texts."""
    from difflib import unified_diff

    lines = unified_diff(old.splitlines(), new.splitlines(), lineterm="", n=3)
    return "\n".join([*lines][2:])


def _parts(old: list[str], new: list[str]) -> list[tuple[str, str]]:
    """Return stretches of old and new that belong together, equal or not."""
    ahead = 0
    while ahead < min(len(old), len(new)) and old[ahead] == new[ahead]:
        ahead += 1
    behind = 0
    while behind < min(len(old), len(new)) - ahead and old[-1 - behind] == new[-1 - behind]:
        behind += 1
    head = "".join(old[:ahead])
    tail = "".join(old[len(old) - behind :])
    middle = _compared(old[ahead : len(old) - behind], new[ahead : len(new) - behind])
    return [part for part in ((head, head), *middle, (tail, tail)) if part != ("", "")]


def _compared(old: list[str], new: list[str]) -> list[tuple[str, str]]:
    if max(len(old), len(new)) > _MOST:
        return [("".join(old), "".join(new))]
    # Of 200 and more, what is everywhere (blanks, a word said over and over) is no place to begin from ("autojunk"):
    # for a text that repeats itself the comparison would be cubic, and take half a minute.
    steps = SequenceMatcher(None, old, new).get_opcodes()
    return [("".join(old[a:b]), "".join(new[c:d])) for _, a, b, c, d in steps]


def _joined(pieces: list[Piece]) -> tuple[Piece, ...]:
    """Return the pieces without empty ones, neighbours of one kind made one."""
    joined: list[Piece] = []
    for piece in pieces:
        if joined and joined[-1].kind is piece.kind:
            joined[-1] = Piece(piece.kind, joined[-1].text + piece.text)
        elif piece.text:
            joined.append(piece)
    return tuple(joined)
