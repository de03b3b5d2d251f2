"""All wordings of a registry: found by number, and in running text by their rarest words.

A number has a handful of wordings: they are tried one by one. Without a number all of them are in question. Then the
words of the text are looked over once: a wording whose words are not there cannot be there; the few that are left are
looked for by the two rarest of their words, and only then compared.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from errdex.decode.expression import expression
from errdex.decode.fold import fold, fold_with_origins, lowered
from errdex.decode.loose import loose_fit
from errdex.decode.match import Fit, Pattern, Wording, fit, literals_of, rank_of, without_overlaps
from errdex.decode.records import before_next
from errdex.decode.stretches import Stretches
from errdex.decode.words import Words
from errdex.registry.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from errdex.registry.model import Meaning, Product, Registry

_WORD = expression(r"[a-z]{3,}")
_BEFORE = 420
_AFTER = 700
"""How far a message may reach before and behind one of its words, in characters of the text."""
_SHORTEST_NUMBERED = 6
_SHORTEST_UNNUMBERED = 26
"""Folded characters that a message cut short must have: with its number beside it, and without."""
_LEAST_WEIGHT = 9
"""Folded literal characters without which a text says too little to be found in prose."""
_MOST_MISSING = 1
"""Words of a wording that a text may lack (a terminal may break one): then it is still compared."""
_ENOUGH_WORDS = 4
"""Words that must be wanted before one of them may be missing."""


class _Anchor(NamedTuple):
    """One word of a wording, and where it stands in it."""

    wording: Wording
    literal: int
    """Which of the literals holds the word."""
    before: int
    """Folded characters of that literal before the word."""


class _Sought:
    """A wording that is looked for in running text; where its words stand in it is found out when it may be there."""

    def __init__(self, wording: Wording, rarest: list[str]) -> None:
        """Take a wording with the two rarest of its words."""
        self.wording = wording
        self._rarest = rarest

    @cached_property
    def _places(self) -> dict[str, tuple[int, int]]:
        """Each word with the literal that holds it first, and the folded characters before it in that."""
        places: dict[str, tuple[int, int]] = {}
        for index, literal in enumerate(self.wording.patterns[0].template.literals):
            for found in _WORD.finditer(literal.lower()):
                if found.group() not in places:
                    places[found.group()] = (index, len(fold(literal[: found.start()])))
        return places

    @cached_property
    def opening(self) -> frozenset[bytes]:
        """The words of the first characters that even a message cut short must have: one at most may be missing."""
        cut = _SHORTEST_UNNUMBERED - 8
        first = [word for word, (literal, before) in self._places.items() if not literal and before < cut]
        return frozenset(word.encode() for word in (first if len(first) > 1 else self._places))

    @cached_property
    def anchors(self) -> tuple[tuple[str, _Anchor], ...]:
        """Its two rarest words, with their places."""
        return tuple((word, _Anchor(self.wording, *self._places[word])) for word in self._rarest)


class MessageIndex:
    """The wordings of a registry; made once, never changed."""

    def __init__(self, registry: Registry) -> None:
        """Take the templates of a registry; they are prepared when they are first asked for."""
        self._registry = registry
        self._literals: dict[tuple[str, int], tuple[str, ...]] = {}
        self._by_number: dict[tuple[Kind, int], tuple[Wording, ...]] = {}
        self._vocabulary: frozenset[bytes] | None = None
        self._sought: dict[bytes, list[_Sought]] | None = None
        self._products: dict[tuple[str, ...], frozenset[Product]] | None = None

    def of_number(self, number: int, kind: Kind = Kind.API) -> tuple[Wording, ...]:
        """Return the wordings of all meanings of a number, its sign ignored."""
        key = (kind, abs(number))
        wordings = self._by_number.get(key)
        if wordings is None:
            meanings = self._registry.with_number(number, kind)
            if not meanings:  # not kept: a text may hold any number of numbers
                return ()
            wordings = self._by_number[key] = self._wordings(meanings)
        return wordings

    def _wordings(self, meanings: tuple[Meaning, ...]) -> tuple[Wording, ...]:
        """Bring the templates together that read the same when folded; each text is folded once."""
        by_literals: dict[tuple[str, ...], list[Pattern]] = {}
        for meaning in meanings:
            for code in meaning.codes:
                for template in code.templates:
                    text = (template.text, len(template.placeholders))
                    literals = self._literals.get(text)
                    if literals is None:
                        literals = self._literals[text] = literals_of(template)
                    by_literals.setdefault(literals, []).append(Pattern(template, code, meaning))
        return tuple(Wording(literals, tuple(patterns)) for literals, patterns in by_literals.items())

    def fits(self, number: int, text: str, kind: Kind = Kind.API, *, bounded: bool = True) -> list[Fit]:
        """Return how a message fits the wordings of its number from its beginning on, best first.

        `bounded` says that the text is the message alone; else other text may follow it.
        """
        wordings = self.of_number(number, kind)
        if not text or not wordings:
            return []
        folded = fold_with_origins(text)
        found = [fit(one, folded, text, shortest_cut=_SHORTEST_NUMBERED, bounded=bounded) for one in wordings]
        fits = sorted((one for one in found if one is not None and one.weight >= 3), key=rank_of)
        if fits and fits[0].whole:
            return fits
        loose = (loose_fit(wording, text) for wording in wordings)
        return sorted((*fits, *(one for one in loose if one is not None)), key=rank_of)

    def documented_by(self, found: Fit) -> frozenset[Product]:
        """Return the products that document a wording, under whatever number."""
        if self._products is None:
            self._products = {
                wording.literals: frozenset(pattern.code.product for pattern in wording.patterns)
                for wording in self._wordings(self._registry.meanings)
            }
        return self._products.get(found.wording.literals, frozenset())

    def ending(self, number: int, text: str) -> Fit | None:
        """Return how the end of a text fits a wording of a number, whole, the most specific; None where none does."""
        folded = fold_with_origins(text)
        found = []
        for wording in self.of_number(number):
            at = folded.text.rfind(wording.literals[0]) if wording.weight >= _LEAST_WEIGHT else -1
            one = fit(wording, folded, text, at, shortest_cut=len(text) + 1, bounded=True) if at >= 0 else None
            if one is not None and one.whole and one.end >= len(text.rstrip()):
                found.append(one)
        return min(found, key=rank_of, default=None)

    def search(self, text: str, words: Words | None = None, told: Iterable[tuple[int, int]] = ()) -> list[Fit]:
        """Find messages anywhere in a text, in order; where they overlap, the most specific one.

        `words` are those of the text, if they are known already; what lies in the stretches `told` is left out.
        """
        told = list(told)
        # A log's errors are told, nearly all: their words are not looked for again in all of it.
        present = (_words_besides(text, told) if told else words or Words(text)).all
        if self._sought is None:
            if not self._may_be_a_message(present):
                return []
            self._sought = _sought(self._wordings(self._registry.meanings))
        low = _Lowered(text, Stretches(told))
        found: dict[tuple[int, tuple[str, ...]], Fit] = {}
        doubtful: list[tuple[_Anchor, int]] = []
        for sought in {id(one): one for rare in present & self._sought.keys() for one in self._sought[rare]}.values():
            missing = len(sought.opening - present)
            if not missing or (missing <= _MOST_MISSING and len(sought.opening) >= _ENOUGH_WORDS):
                _look_for(sought, present, text, low, found, doubtful)
        strict = without_overlaps(list(found.values()))
        loose = [one for one in _loose_ones(doubtful, strict, text) if not low.told.meet(one.start, one.end)]
        return without_overlaps([*strict, *loose]) if loose else strict

    def _may_be_a_message(self, words: frozenset[bytes]) -> bool:
        """Whether there are words enough for a message.

        Besides what is told, most answers have not: then the wordings need not be prepared, a tenth of a start's time.
        """
        if self._vocabulary is None:
            codes = [code for meaning in self._registry.meanings for code in meaning.codes]
            self._vocabulary = Words("\n".join({template.text for code in codes for template in code.templates})).all
        return sum(map(len, words & self._vocabulary)) >= _FEWEST_LETTERS


def _words_besides(text: str, told: list[tuple[int, int]]) -> Words:
    """Return the words of a text outside of some stretches."""
    ends = [0, *(end for _, end in told)]
    starts = [*(start for start, _ in told), len(text)]
    return Words("\n".join(text[end:start] for end, start in zip(ends, starts, strict=True)))


_FEWEST_LETTERS = 8
"""Letters of the words of a message, each word counted once, as few as they may be ("%s is required")."""
_SAMPLE = 65_536
"""Characters from which it is told how frequent a word is."""


class _Lowered:
    """A text in small letters, and where its words stand outside of what is told: each is looked for once."""

    def __init__(self, text: str, told: Stretches) -> None:
        """Lower a text; no position moves."""
        self.text = lowered(text)
        self.told = told
        self._places: dict[str, list[int]] = {}
        self._frequencies: dict[str, int] = {}

    def frequency(self, word: str) -> int:
        """Tell about how frequent a word is."""
        if word not in self._frequencies:
            self._frequencies[word] = self.text.count(word, 0, _SAMPLE)
        return self._frequencies[word]

    def places(self, word: str) -> list[int]:
        """Return where a word begins, also inside another."""
        places = self._places.get(word)
        if places is None:
            places = self._places[word] = []
            position = self.text.find(word)
            while position >= 0:
                end = position + len(word)
                if not self.told.meet(position, end):
                    places.append(position)
                position = self.text.find(word, end)
        return places


def _look_for(
    sought: _Sought,
    words: frozenset[bytes],
    text: str,
    low: _Lowered,
    found: dict[tuple[int, tuple[str, ...]], Fit],
    doubtful: list[tuple[_Anchor, int]],
) -> None:
    """Compare a wording wherever the rarer of its rare words stands; keep the places where it does not fit strictly."""
    present = [one for one in sought.anchors if one[0].encode() in words]
    word, anchor = min(present, key=lambda one: low.frequency(one[0]))
    may_be_loose = len(anchor.wording.literals) == 1 and anchor.wording.weight >= _SHORTEST_UNNUMBERED
    behind = anchor.wording.literals[anchor.literal][anchor.before + len(word) :][:1]
    for position in low.places(word):
        end = position + len(word)
        may_fit = not behind or low.text[end : end + 2].lstrip()[:1] in (behind, "", "\\")
        one = _around(anchor, text, position) if may_fit else None
        if one is not None:
            if not low.told.meet(one.start, one.end):
                found[one.start, one.wording.literals] = one
        elif may_be_loose:
            doubtful.append((anchor, position))


def _loose_ones(doubtful: list[tuple[_Anchor, int]], strict: list[Fit], text: str) -> list[Fit]:
    """Try loosely what fitted nothing strictly, each line and wording once."""
    starts = [one.start for one in strict]
    tried: dict[tuple[tuple[str, ...], str], Fit | None] = {}
    loose = []
    for anchor, position in doubtful:
        place = bisect_left(starts, position + 1) - 1
        if place >= 0 and position < strict[place].end:
            continue
        first = max(0, position - anchor.before - 40)
        first = text.rfind("\n", first, position) + 1 or first
        window = text[first : position + 200].partition("\n")[0]
        key = (anchor.wording.literals, window)
        if key not in tried:
            tried[key] = loose_fit(anchor.wording, window, position - first)
        one = tried[key]
        if one is not None:
            loose.append(one.moved(first))
    return loose


def _sought(wordings: tuple[Wording, ...]) -> dict[bytes, list[_Sought]]:
    """Index the wordings by their two rarest words."""
    words_of_all = [_words_of(wording) for wording in wordings]
    counts: dict[str, int] = {}
    for words in words_of_all:
        for word in words:
            counts[word] = counts.get(word, 0) + 1
    order = {word: (count, -len(word)) for word, count in counts.items()}
    index: dict[bytes, list[_Sought]] = {}
    for wording, words in zip(wordings, words_of_all, strict=True):
        if wording.weight >= _LEAST_WEIGHT:
            rarest = sorted(words, key=order.__getitem__)[:2]
            sought = _Sought(wording, rarest)
            for word in rarest:
                index.setdefault(word.encode(), []).append(sought)
    return index


def _words_of(wording: Wording) -> tuple[str, ...]:
    """Return the words of a wording, each once, in order."""
    return tuple(dict.fromkeys(_WORD.findall(" ".join(wording.patterns[0].template.literals).lower())))


def _around(anchor: _Anchor, text: str, position: int) -> Fit | None:
    """Fit the text around one of the words of a wording."""
    wording = anchor.wording
    literal = wording.literals[anchor.literal][anchor.before :]
    if not _agrees(literal, text[position : position + 60]):
        return None
    if anchor.literal == 0:
        begins = _back_over(text, position, anchor.before)
    elif wording.literals[0]:
        begins = _back_to(text, position, wording.literals[0])
    else:
        begins = _line_start(text, position)
    if begins < 0:
        return None
    as_printed = _as_printed(wording, text, begins)
    if as_printed is not None:
        return as_printed
    reach = _AFTER if len(wording.literals) > 1 else 2 * len(wording.literals[0]) + 40
    window = before_next(text[begins : begins + reach])
    if wording.literals[0] and not _agrees(wording.literals[0], window[:60]):
        return None
    # Most messages stand on one line; only what does not fit there is read further.
    line = window.partition("\n")[0]
    for stretch in (line, window) if len(line) < len(window) else (window,):
        found = fit(wording, fold_with_origins(stretch), stretch, shortest_cut=_SHORTEST_UNNUMBERED)
        if found is not None and (found.whole or stretch is window):
            return found.moved(begins)
    return None


def _as_printed(wording: Wording, text: str, begins: int) -> Fit | None:
    """Fit a wording without placeholders that stands in the text letter for letter: nothing need be folded."""
    if len(wording.literals) > 1:
        return None
    printed = wording.patterns[0].template.text.rstrip(".")
    if not text.startswith(printed, begins):
        return None
    end = begins + len(printed)
    end += text.startswith(".", end) and not text.startswith("..", end)
    return Fit(wording, wording.weight, begins, end, (), whole=True)


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
