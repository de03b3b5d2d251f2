"""Fit a text to a documented wording: exactly, with arguments, reworded, or cut short.

Contract. Both sides are folded (`errdex.decode.fold`). A wording is split at its placeholders and its literals are
searched in order: linear, nothing compiled, and no input makes it slow, which an expression like ``(.+?)`` does.
A text may go on behind the wording, or end before it does (cut short); `Fit.whole` tells.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from errdex.decode.expression import expression
from errdex.decode.fold import fold
from errdex.decode.model import Match

if TYPE_CHECKING:
    from errdex.decode.fold import Folded
    from errdex.registry.model import ErrorCode, Meaning, Template

LONGEST_ARGUMENT = 300
"""Folded characters that one placeholder may hold; what is longer is no argument but another text."""


class Pattern(NamedTuple):
    """A template with the code and the meaning that it stands under."""

    template: Template
    code: ErrorCode
    meaning: Meaning


class Wording(NamedTuple):
    """Templates that read the same when folded, made ready for comparison."""

    literals: tuple[str, ...]
    """Folded; the final full stop is dropped."""
    patterns: tuple[Pattern, ...]

    @property
    def weight(self) -> int:
        """Folded literal characters: how much the wording says."""
        return sum(map(len, self.literals))


class Fit(NamedTuple):
    """How a text fits a wording."""

    wording: Wording
    weight: int
    """Folded literal characters that agree: the more, the more specific."""
    start: int
    end: int
    """The stretch of the text that the wording covers, a final full stop with it."""
    values: tuple[tuple[int, int], ...]
    """The stretches of the values, one for each placeholder that was reached."""
    whole: bool
    """Whether all of the wording is there."""
    loose: bool = False
    """Whether words differ: never before a fit in which none does."""

    @property
    def rank(self) -> tuple[int, int, int, int]:
        """What sorts the better fit first: whole, loose, cut; the most specific; the plainest; the most documented."""
        kind = 2 if not self.whole else int(self.loose)
        return (kind, -self.weight, len(self.wording.literals), -len(self.wording.patterns))

    def moved(self, by: int) -> Fit:
        """Return the same fit in a text that begins `by` characters earlier."""
        values = tuple((first + by, last + by) for first, last in self.values)
        return self._replace(start=self.start + by, end=self.end + by, values=values)


def literals_of(template: Template) -> tuple[str, ...]:
    """Fold the fixed parts of a template."""
    literals = [fold(literal) for literal in template.literals]
    literals[-1] = literals[-1].rstrip(".")
    return tuple(literals)


def fit(
    wording: Wording, folded: Folded, text: str, at: int = 0, *, shortest_cut: int, bounded: bool = False
) -> Fit | None:
    """Fit a text to a wording from the folded position `at` on; None where it does not.

    `text` is what was folded; a text cut short must agree in `shortest_cut` folded characters. `bounded` says that the
    text is the message and nothing else: then a last placeholder holds all that is left.
    """
    literals = wording.literals
    if not folded.text.startswith(literals[0], at):
        return _cut_in_first(wording, folded, at, shortest_cut)
    position = at + len(literals[0])
    agreed = len(literals[0])
    values: list[tuple[int, int]] = []
    together = 0
    for index in range(1, len(literals)):
        together += 1
        literal = literals[index]
        if literal:
            found = _place_of(literal, folded.text, position, literals[0])
        elif index == len(literals) - 1:
            found = _all_the_rest(folded, position) if bounded else _open_end(folded, text, position)
        else:  # placeholders with nothing between them but white space share one stretch
            continue
        if found < 0:
            reached = _Reached(position, agreed, tuple(values), together)
            return _cut_later(wording, folded, text, at, reached) if agreed >= shortest_cut else None
        values += _divided(folded, text, position, found, together)
        together = 0
        position = found + len(literal)
        agreed += len(literal)
    if any(_is_torn(text[first:last]) for first, last in values):
        return None
    position += _final_stops(wording, folded.text, position)
    # A last placeholder that holds nothing says no more than the same wording without it, which then goes first.
    agreed -= not literals[-1] and bool(values) and values[-1][0] == values[-1][1]
    return Fit(wording, agreed, folded.begin(at), folded.end(position), tuple(values), whole=True)


def _place_of(literal: str, text: str, position: int, opening: str) -> int:
    """Find the literal that follows a value, -1 where none does before the wording begins anew: that one was cut."""
    found = text.find(literal, position, position + LONGEST_ARGUMENT + len(literal))
    if found - position > len(opening) >= _TELLING and opening in text[position:found]:
        return -1
    return found


_TELLING = 9
"""Folded characters of a beginning that no value holds by chance."""


def _is_torn(value: str) -> bool:
    """Whether a value begins with a quote that its end does not close: then it is more, or less, than the value."""
    return value[:1] in _QUOTATION and len(value) > 1 and not value.rstrip(".,;").endswith(value[0])


_QUOTATION = ("'", '"')


def _final_stops(wording: Wording, text: str, position: int) -> int:
    """Count the full stops behind a wording that belong to it: one, or as many as its template prints."""
    stops = 0
    while stops <= _MOST_STOPS and text.startswith(".", position + stops):
        stops += 1
    printed = wording.patterns[0].template.text
    return stops if stops <= max(1, printed[len(printed.rstrip(". ")) :].count(".")) else 0


_MOST_STOPS = 3
_INTERVAL_WORD = expression(r"\s{1,2}(?:second|minute|hour|day|week|month)s?\b", re.IGNORECASE)
_METHODS = ("get", "post", "put", "delete")


def _all_the_rest(folded: Folded, position: int) -> int:
    """Where the value of a last placeholder ends in a text that is the message alone."""
    end = min(len(folded.text), position + LONGEST_ARGUMENT)
    return end - 1 if end - 1 > position and folded.text[end - 1] == "." and folded.text[end - 2] != "." else end


def _open_end(folded: Folded, text: str, position: int) -> int:
    """Where the value of a last placeholder ends in running text: at white space or a closing sign.

    "10 SECOND" and "GET /path" are one value.
    """
    signs = folded.text
    start = position
    limit = min(len(signs), position + LONGEST_ARGUMENT)
    enclosed = _enclosed_end(folded, text, start, limit)
    if enclosed is not None:
        return enclosed
    while position < limit:
        if signs[position] in "\"'`{}()[]<>,;|*\\!\x00\x01":
            break
        if position > start and folded.origins[position] != folded.origins[position - 1] + 1:
            unit = _INTERVAL_WORD.match(text, folded.origins[position - 1] + 1)
            if signs[start:position].isdigit() and unit:
                return position + len(unit.group().strip())
            if signs[position] != "/" or signs[start:position] not in _METHODS:
                break
        position += 1
    while position > start + 1 and signs[position - 1] in ".,:;!_":
        position -= 1
    return position


def _enclosed_end(folded: Folded, text: str, start: int, limit: int) -> int | None:
    """Where a value ends that says so itself: with its closing quote (or the line), a legal range with its dollar."""
    signs = folded.text
    if signs[start : start + 1] in ("'", '"'):
        closing = signs.find(signs[start], start + 1, limit)
        line_end = text.find("\n", folded.begin(start))
        if closing >= 0 and (line_end < 0 or folded.origins[closing] < line_end):
            return closing + 1
        return next((place for place in range(start, limit) if 0 <= line_end < folded.origins[place]), limit)
    closing = signs.find("$", start, limit) if signs.startswith("^", start) else -1
    one_word = closing - start == folded.origins[closing] - folded.origins[start]
    return closing + 1 if closing >= 0 and one_word else None


def _divided(folded: Folded, text: str, start: int, end: int, parts: int) -> list[tuple[int, int]]:
    """Divide the stretch of `parts` neighbouring placeholders at white space; the last takes the rest."""
    first = folded.begin(start)
    last = folded.end(end) if end > start else first
    if parts == 1:
        return [(first, last)]
    words = [(first + found.start(), first + found.end()) for found in re.finditer(r"\S+", text[first:last])]
    words += [(last, last)] * (parts - len(words))
    return [*words[: parts - 1], (words[parts - 1][0], last)]


def _cut_in_first(wording: Wording, folded: Folded, at: int, shortest: int) -> Fit | None:
    """Fit a text that ends inside the first literal."""
    rest = folded.text[at : at + len(wording.literals[0])].rstrip(".…\"'`*_)}]")
    if len(rest) < shortest or not wording.literals[0].startswith(rest) or len(folded.text) - at > len(rest) + 8:
        return None
    return Fit(wording, len(rest), folded.begin(at), folded.end(at + len(rest)), (), whole=False)


class _Reached(NamedTuple):
    """How far a text agreed with a wording."""

    position: int
    """Where the value begins behind which the next literal is missing."""
    agreed: int
    values: tuple[tuple[int, int], ...]
    together: int
    """Neighbouring placeholders that share that value."""


def _cut_later(wording: Wording, folded: Folded, text: str, at: int, reached: _Reached) -> Fit:
    """Fit a text that ends inside or behind the first literal that follows a placeholder."""
    position, agreed, values, together = reached
    literal = wording.literals[len(values) + together]
    line_end = text.find("\n", folded.begin(position))
    last = len(folded.text)
    if line_end >= 0:  # what is on later lines is no part of a message that was cut
        last = next((place for place in range(position, last) if folded.origins[place] > line_end), last)
    if last - position > LONGEST_ARGUMENT:
        return Fit(wording, agreed, folded.begin(at), folded.end(position), values, whole=False)
    rest = folded.text[position:last].rstrip('"`*_…')
    if literal[0] in _QUOTATION:  # the value ends with its quote, whatever stands behind it
        rest = rest[: rest.find(literal[0]) + 1] or rest
    for length in range(min(len(literal) - 1, len(rest)), 0, -1):
        begins = position + len(rest) - length
        if rest.endswith(literal[:length]) and (
            length > 2 or literal[0] in {".", ",", "'"} or _is_apart(folded, begins)
        ):
            break
    else:
        length = 0
    value = _divided(folded, text, position, position + len(rest) - length, together) if len(rest) > length else []
    end = position + len(rest)
    return Fit(wording, agreed + length, folded.begin(at), folded.end(end), (*values, *value), whole=False)


def _is_apart(folded: Folded, position: int) -> bool:
    """Whether white space stands before a folded character: another word begins with it."""
    return position > 0 and folded.origins[position] > folded.origins[position - 1] + 1


def manner(pattern: Pattern, found: Fit, text: str) -> Match:
    """Tell how exactly the text of a fit is what the template prints."""
    if not found.whole or found.loose:
        return Match.REWORDED
    stretch = " ".join(text[found.start : found.end].split())
    template = pattern.template
    if not template.placeholders:
        return Match.EXACT if stretch == template.text else Match.REWORDED
    literals = template.literals
    as_printed = stretch.startswith(literals[0]) and stretch.endswith(literals[-1])
    return Match.TEMPLATE if as_printed and all(part in stretch for part in literals) else Match.REWORDED


def rank_of(one: Fit) -> tuple[int, int, int, int]:
    """Return what sorts the better fit first."""
    return one.rank


def without_overlaps(fits: list[Fit]) -> list[Fit]:
    """Keep the most specific where messages lie inside each other; in the order of the text."""
    kept: list[Fit] = []
    heap: list[Fit] = []
    end = -1
    # By the wording too: what fits equally well must not be told by the order of a set.
    for one in sorted(fits, key=lambda one: (one.start, one.wording.literals)):
        if one.start >= end and heap:
            kept += _best_of_heap(heap)
            heap = []
        heap.append(one)
        end = max(end, one.end)
    return kept + _best_of_heap(heap)


def _best_of_heap(heap: list[Fit]) -> list[Fit]:
    """Choose among fits that overlap one another, the best first; return those chosen in the order of the text."""
    if len(heap) == 1:
        return heap
    kept: list[Fit] = []
    starts: list[int] = []
    for one in sorted(heap, key=rank_of):
        place = bisect_left(starts, one.start)
        free_before = place == 0 or kept[place - 1].end <= one.start
        free_behind = place == len(kept) or one.end <= kept[place].start
        if free_before and free_behind:
            kept.insert(place, one)
            starts.insert(place, one.start)
    return kept
