"""All wordings of a registry: found by number, and in running text by their rarest words.

A number has a handful of wordings: they are tried one by one. Without a number all of them are in question; each is
looked for by the two rarest of its words, found with one look over the words of the text, and only then compared.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import NamedTuple

from errdex.decode.fold import fold, fold_with_origins
from errdex.decode.loose import loose_fit
from errdex.decode.match import Fit, Pattern, Wording, fit, literals_of
from errdex.registry.model import Kind, Registry

_WORD = re.compile(r"[a-z][a-z'_-]{2,}")
_BEFORE = 420
_AFTER = 700
"""How far a message may reach before and behind one of its words, in characters of the text."""
_SHORTEST_NUMBERED = 6
_SHORTEST_UNNUMBERED = 26
"""Folded characters that a message cut short must have: with its number beside it, and without."""
_LEAST_WEIGHT = 9
"""Folded literal characters without which a text says too little to be found in prose."""


class _Anchor(NamedTuple):
    """One word of a wording, and where it stands in it."""

    wording: Wording
    literal: int
    """Which of the literals holds the word."""
    before: int
    """Folded characters of that literal before the word."""


class MessageIndex:
    """The wordings of a registry; made once, never changed."""

    def __init__(self, registry: Registry) -> None:
        """Prepare the templates of a registry; nothing is compiled."""
        by_number: dict[tuple[Kind, int], dict[tuple[str, ...], list[Pattern]]] = {}
        every: dict[tuple[str, ...], list[Pattern]] = {}
        for meaning in registry.meanings:
            own = by_number.setdefault((meaning.kind, abs(meaning.number)), {})
            for code in meaning.codes:
                for template in code.templates:
                    pattern = Pattern(template, code, meaning)
                    literals = literals_of(template)
                    own.setdefault(literals, []).append(pattern)
                    every.setdefault(literals, []).append(pattern)
        self._by_number = {number: _wordings(texts) for number, texts in by_number.items()}
        self._anchors = _anchors(_wordings(every))
        self._words = frozenset(self._anchors)

    def of_number(self, number: int, kind: Kind = Kind.API) -> tuple[Wording, ...]:
        """Return the wordings of all meanings of a number, its sign ignored."""
        return self._by_number.get((kind, abs(number)), ())

    def fits(self, number: int, text: str, kind: Kind = Kind.API, *, bounded: bool = True) -> list[Fit]:
        """Return how a message fits the wordings of its number from its beginning on, best first.

        `bounded` says that the text is the message alone; else other text may follow it.
        """
        if not text:
            return []
        folded = fold_with_origins(text)
        found = [
            fit(wording, folded, text, shortest_cut=_SHORTEST_NUMBERED, bounded=bounded)
            for wording in self.of_number(number, kind)
        ]
        fits = sorted((one for one in found if one is not None and one.weight >= 3), key=lambda one: one.rank)
        if fits and fits[0].whole:
            return fits
        loose = (loose_fit(wording, text) for wording in self.of_number(number, kind))
        return sorted((*fits, *(one for one in loose if one is not None)), key=lambda one: one.rank)

    def search(self, text: str) -> list[Fit]:
        """Find messages anywhere in a text, in order; where they overlap, the most specific one."""
        lowered = _lowered(text)
        found: dict[tuple[int, tuple[str, ...]], Fit] = {}
        for word in self._words.intersection(_WORD.findall(lowered)):
            position = lowered.find(word)
            while position >= 0:
                for anchor in self._anchors[word]:
                    one = _around(anchor, text, position)
                    if one is not None:
                        found[one.start, one.wording.literals] = one
                position = lowered.find(word, position + len(word))
        return _without_overlaps(list(found.values()))


def _lowered(text: str) -> str:
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    # A letter that grows when lowered would move all positions behind it.
    return "".join(low if len(low := sign.lower()) == 1 else sign for sign in text)


def _wordings(texts: dict[tuple[str, ...], list[Pattern]]) -> tuple[Wording, ...]:
    return tuple(Wording(literals, tuple(patterns)) for literals, patterns in texts.items())


def _anchors(wordings: tuple[Wording, ...]) -> dict[str, list[_Anchor]]:
    """Choose the two rarest words of each wording."""
    places = {wording.literals: _words_of(wording) for wording in wordings}
    counts: dict[str, int] = {}
    for words in places.values():
        for word in words:
            counts[word] = counts.get(word, 0) + 1
    anchors: dict[str, list[_Anchor]] = {}
    for wording in wordings:
        words = places[wording.literals]
        for word in sorted(words, key=lambda word: (counts[word], -len(word)))[:2]:
            literal, before = words[word]
            anchors.setdefault(word, []).append(_Anchor(wording, literal, before))
    return anchors


def _words_of(wording: Wording) -> dict[str, tuple[int, int]]:
    """The words of a wording's literals, with the literal and the folded place."""
    words: dict[str, tuple[int, int]] = {}
    for index, literal in enumerate(wording.patterns[0].template.literals):
        for found in _WORD.finditer(literal.lower()):
            words.setdefault(found.group(), (index, len(fold(literal[: found.start()]))))
    return words


def _around(anchor: _Anchor, text: str, position: int) -> Fit | None:
    """Fit the text around one of the words of a wording."""
    wording = anchor.wording
    literal = wording.literals[anchor.literal][anchor.before :]
    if wording.weight < _LEAST_WEIGHT:
        return None
    if not _agrees(literal, text[position : position + 60]):
        return _loosely_around(anchor, text, position)
    if anchor.literal == 0:
        begins = _back_over(text, position, anchor.before)
    elif wording.literals[0]:
        begins = _back_to(text, position, wording.literals[0])
    else:
        begins = _line_start(text, position)
    if begins < 0:
        return _loosely_around(anchor, text, position)
    window = text[begins : begins + _AFTER].partition("\n\n")[0]
    found = fit(wording, fold_with_origins(window), window, shortest_cut=_SHORTEST_UNNUMBERED)
    return found.moved(begins) if found is not None else _loosely_around(anchor, text, position)


def _loosely_around(anchor: _Anchor, text: str, position: int) -> Fit | None:
    """Fit the line around a word of a wording loosely: a word more or less, other punctuation."""
    if len(anchor.wording.literals) > 1 or anchor.wording.weight < _SHORTEST_UNNUMBERED:
        return None
    first = max(text.rfind("\n", 0, position) + 1, position - anchor.before - 40, 0)
    window = text[first : position + 200].partition("\n")[0]
    found = loose_fit(anchor.wording, window, position - first)
    return found.moved(first) if found is not None else None


def _agrees(literal: str, text: str) -> bool:
    """Tell cheaply whether a literal and a text begin alike."""
    folded = fold(text)
    length = min(len(literal), len(folded), 24)
    return folded[:length] == literal[:length]


def _back_over(text: str, position: int, signs: int) -> int:
    """Go back over `signs` characters that are no white space; -1 where there are not so many near by."""
    limit = max(0, position - _BEFORE)
    while signs and position > limit:
        position -= 1
        signs -= not text[position].isspace()
    return position if not signs else -1


def _back_to(text: str, position: int, literal: str) -> int:
    """Find the last place before `position` where a folded literal begins, -1 if there is none near by."""
    begins = max(0, position - _BEFORE)
    folded = fold_with_origins(text[begins:position])
    found = folded.text.rfind(literal)
    return begins + folded.begin(found) if found >= 0 else -1


def _line_start(text: str, position: int) -> int:
    """Find where the line begins, for a wording that begins with a placeholder; -1 where that is far away."""
    start = text.rfind("\n", max(0, position - 120), position) + 1
    return start if start or position <= 120 else -1


def _without_overlaps(fits: list[Fit]) -> list[Fit]:
    """Keep the most specific where messages lie inside each other; in the order of the text."""
    kept: list[Fit] = []
    starts: list[int] = []
    for one in sorted(fits, key=lambda one: (*one.rank, one.start)):
        place = bisect_left(starts, one.start)
        free_before = place == 0 or kept[place - 1].end <= one.start
        free_behind = place == len(kept) or one.end <= kept[place].start
        if free_before and free_behind:
            kept.insert(place, one)
            starts.insert(place, one.start)
    return kept
