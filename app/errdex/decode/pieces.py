"""A large text, decoded piece by piece: what is found in one piece is told before the next is read.

Pieces are divided where a record begins, never inside an object, so that what belongs together is decoded together.
Between two pieces whoever asked may stop, show what is there so far, or let something else run.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from errdex.decode.expression import expression
from errdex.decode.model import Decoding, Secret, Span
from errdex.decode.records import divisions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from errdex.decode.model import Argument, Candidate, Occurrence

PIECE = 192 * 1024
"""Characters of a piece; it ends at the first good place behind them."""
_REACH = PIECE // 2
"""How far behind that a good place is looked for."""
_TRIED = 200
"""How many places are tried for one that is not inside an object."""

_LINE = expression(r"\n(?=[^\s)\]},])")
_BETWEEN_OBJECTS = expression(r"\}[\s,]*(?=\{)")
_BLANK = expression(r"\s")


class Part(NamedTuple):
    """What was found in one piece, and how far that leads."""

    decoding: Decoding
    done: int
    """Characters of the text that are decoded now."""


def decode_in_pieces(text: str, decode: Callable[[str], Decoding], size: int = PIECE) -> Iterator[Part]:
    """Decode a text piece by piece; positions and lines are those of the whole text."""
    lines = 0
    for piece in pieces_of(text, size):
        words = text[piece.start : piece.end]
        found = decode(words)
        yield Part(_moved(found, piece.start, lines) if piece.start else found, piece.end)
        lines += words.count("\n")


def pieces_of(text: str, size: int = PIECE) -> Iterator[Span]:
    """Divide a text; the last piece is no smaller than the others, so that none is taken for a look-up."""
    start = 0
    while len(text) - start > 2 * size:
        end = _end_of(text, start, size)
        yield Span(start, end)
        start = end
    yield Span(start, len(text))


def _end_of(text: str, start: int, size: int) -> int:
    """Find the best place to end a piece: before a record, a line, an object, a word; anywhere as a last resort."""
    first, last = start + size, min(start + size + min(size, _REACH), len(text))
    ways: tuple[Iterable[int], ...] = (
        divisions(text, first, last),
        (line.end() for line in _LINE.finditer(text, first, last)),
        (between.end() for between in _BETWEEN_OBJECTS.finditer(text, first, last)),
    )
    for way in ways:
        cut = _outside_objects(text, start, way)
        if cut is not None:
            return cut
    blank = _BLANK.search(text, first, last)
    return blank.end() if blank else last


def _outside_objects(text: str, start: int, cuts: Iterable[int]) -> int | None:
    """Return the first place before which as many braces were closed as opened; where there is none, the first."""
    first = None
    depth, counted = 0, start
    for cut in islice(cuts, _TRIED):
        depth += text.count("{", counted, cut) - text.count("}", counted, cut)
        counted = cut
        if depth == 0:
            return cut
        first = cut if first is None else first
    return first


# Positions of the whole text


def _moved(decoding: Decoding, by: int, lines: int) -> Decoding:
    return Decoding(
        tuple(_moved_occurrence(found, by, lines) for found in decoding.occurrences),
        tuple(Secret(secret.kind, _moved_span(secret.span, by)) for secret in decoding.secrets),
    )


def _moved_occurrence(found: Occurrence, by: int, lines: int) -> Occurrence:
    return found._replace(
        span=_moved_span(found.span, by),
        line=found.line + lines,
        candidates=tuple(_moved_candidate(candidate, by) for candidate in found.candidates),
        places=tuple(_moved_span(place, by) for place in found.places),
        message_span=_moved_span(found.message_span, by) if found.message_span else None,
        headers=_moved_arguments(found.headers, by),
    )


def _moved_candidate(candidate: Candidate, by: int) -> Candidate:
    if not candidate.arguments:
        return candidate
    return candidate._replace(arguments=_moved_arguments(candidate.arguments, by))


def _moved_arguments(arguments: tuple[Argument, ...], by: int) -> tuple[Argument, ...]:
    return tuple(
        argument._replace(span=_moved_span(argument.span, by)) if argument.span else argument for argument in arguments
    )


def _moved_span(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)
