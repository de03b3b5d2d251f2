"""Bring together what belongs together: numbers and messages of one record, repeated mentions, HTTP statuses."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from errdex.decode.clean import SOFT_END
from errdex.decode.expression import expression
from errdex.decode.fold import fold
from errdex.decode.foreign import foreign_name, other_number, speaks_of_binance, stands_by_another_host
from errdex.decode.http import nearest_status
from errdex.decode.stretches import Stretches
from errdex.registry.model import Kind

if TYPE_CHECKING:
    from errdex.decode.http import Status
    from errdex.decode.judge import Judged
    from errdex.decode.match import Fit
    from errdex.decode.records import Record, Records
    from errdex.registry.model import Meaning

_SHORT = 30
"""Folded characters below which a text is a message only where something sets it off from prose."""
_TELLING = 12
"""Folded characters that two messages must share to be one that was cut once."""
_LIKELY = 8
"""Messages of one number in one record that are compared for being one that was cut."""
_NEAREST = 40
"""Messages before and behind a number among which its own is looked for."""
_BEGINNING = 12
"""Folded characters that a message and its cut form share."""
_FARTHEST_SIBLING = 2_000
"""Characters between two answers of a batch."""
_BESIDE = 80
"""Characters between a number and a message that still stand side by side."""
_SET_OFF_BEFORE = expression(r"(?:\A|[\n\r\x0b:>\"'`*_|(\[{=/#]|- |error|binance\w{0,8}|\\n)\s*\Z", re.IGNORECASE)
_CALLED_ERROR = expression(
    r"(?:error|exception|fail\w{0,4}|reject\w{0,4}|reason|message|msg|binance\w{0,8}|erro|错误\w{0,4}|(?:\A|\n)\w{1,20})"
    r"[^\w\n]{0,8}(?<=[^\w.(])\Z",
    re.IGNORECASE,
)
"""What calls the text behind it an error: a word for one, or a key at a line's beginning."""
_ALONE = expression(r"\s*(?:\Z|[\n\x0b\"'`*_|)\]}<])")
_NEAR_NAME = 400
_WORD_BEFORE = expression(r"[^\W_]_{0,3}\Z")
_WORD_BEHIND = expression(r"(?<=\w)_{0,3}[^\W_]")
_MOST_AROUND = 40
_WRAPPING = " \t\r\n\"'`*_>()[]{}"
_SET_OFF_BEHIND = expression(r"\s*(?:\Z|[\n\x0b\r.,;!?\"'`*_|)\]}\\<])")
_ON_TO_THE_QUOTE = expression(r"[^\n\"`]{0,400}?(?=\\*[\"`](?:[\s,}\])]|\\|\Z))")


class Draft(NamedTuple):
    """An occurrence before its candidates are ranked; positions are those of the plain text."""

    kind: Kind
    meanings: tuple[Meaning, ...]
    start: int
    end: int
    record: Record
    places: tuple[tuple[int, int], ...]
    anchor: int
    """Where its number stands, or its message: what the envelope is read from."""
    number: int | None = None
    status: int | None = None
    message: str | None = None
    message_start: int = 0
    message_end: int = 0
    fits: tuple[Fit, ...] = ()
    raw: bool = True
    """Whether `message` is the stretch as it stands, so that positions in it hold."""
    names: frozenset[str] = frozenset()
    near: bool = False
    """Whether the message stands elsewhere in the record."""


def http_draft(meanings: tuple[Meaning, ...], start: int, end: int, record: Record, status: int | None) -> Draft:
    """Make a draft of what is known by its HTTP status or page alone."""
    return Draft(Kind.HTTP, meanings, start, end, record, ((start, end),), start, status=status)


def draft_of_fit(found: Fit, record: Record, start: int, end: int, message: str) -> Draft:
    """Make a draft of a message that no number stands beside, from `start` to `end`."""
    meanings = tuple({pattern.meaning.id: pattern.meaning for pattern in found.wording.patterns}.values())
    return Draft(
        kind=meanings[0].kind,
        meanings=meanings,
        start=start,
        end=end,
        record=record,
        places=((start, end),),
        anchor=start,
        message=message,
        message_start=start,
        message_end=end,
        fits=(found.moved(-found.start),),
    )


def drafts_of_judged(judged: list[Judged], hits: list[Fit], text: str, records: Records) -> list[Draft]:
    """Make a draft of each judged mention; one without a message of its own takes one from its record."""
    drafts = [_draft(one, records.at(one.mention.start)) for one in judged]
    return [_with_message_nearby(draft, hits, text) if draft.message is None else draft for draft in drafts]


def _draft(one: Judged, record: Record) -> Draft:
    start = min(one.mention.start, one.start)
    end = max(one.mention.end, one.end)
    return Draft(
        kind=one.kind,
        meanings=one.meanings,
        start=start,
        end=end,
        record=record,
        places=((start, end),),
        anchor=one.mention.start,
        number=one.number,
        status=one.mention.status,
        message=one.message,
        message_start=one.start,
        message_end=one.end,
        fits=one.fits,
        raw=one.raw,
        names=one.names,
    )


def _with_message_nearby(draft: Draft, hits: list[Fit], text: str) -> Draft:
    """Give a number without a message the nearest message of its record that is documented under that number."""
    place = bisect_left(hits, draft.start, key=_start)
    own = [
        hit
        for hit in hits[max(0, place - _NEAREST) : place + _NEAREST]
        if draft.record.start <= hit.start < draft.record.end
        and any(abs(pattern.meaning.number) == abs(draft.number or 0) for pattern in hit.wording.patterns)
    ]
    if not own:
        return draft
    hit = min(own, key=lambda hit: _distance(hit, draft))
    beside = _distance(hit, draft) < _BESIDE
    return draft._replace(
        message=text[hit.start : hit.end].replace(SOFT_END, "\n"),
        message_start=hit.start,
        message_end=hit.end,
        fits=(hit.moved(-hit.start),),
        raw=True,
        near=True,
        start=min(draft.start, hit.start) if beside else draft.start,
        end=max(draft.end, hit.end) if beside else draft.end,
        places=(*draft.places, (hit.start, hit.end)),
    )


def _start(hit: Fit) -> int:
    return hit.start


def _distance(hit: Fit, draft: Draft) -> int:
    return min(abs(hit.start - draft.end), abs(draft.start - hit.end))


class _Cluster:
    """The drafts of one error in one record, while they are brought together."""

    def __init__(self, draft: Draft, folded: str) -> None:
        """Begin with the first."""
        self.draft = draft
        self.folded = folded
        self.places = list(draft.places)

    def take(self, draft: Draft, folded: str) -> None:
        """Take another place of the same error; the fuller message is kept."""
        self.places += draft.places
        one = self.draft
        own = one.near and draft.message is not None and not draft.near
        fuller = draft if own or one.message is None or (one.fits == () and draft.fits) else one
        self.folded = folded if fuller is draft else self.folded
        self.draft = one._replace(
            message=fuller.message,
            message_start=fuller.message_start,
            message_end=fuller.message_end,
            fits=fuller.fits,
            raw=fuller.raw,
            names=one.names | draft.names,
            near=fuller.near,
            status=one.status or draft.status,
        )

    def joined(self) -> Draft:
        """Return the one draft of all places."""
        if len(self.places) == 1:
            return self.draft
        inside: set[tuple[int, int]] = set()
        farthest = -1
        for place in sorted(set(self.places), key=lambda place: (place[0], -place[1])):
            if place[1] <= farthest:
                inside.add(place)
            farthest = max(farthest, place[1])
        return self.draft._replace(places=tuple(place for place in dict.fromkeys(self.places) if place not in inside))


_SIBLINGS = expression(r"[\\\"'\s]*\}\s?,\s?(?:\{[^{}]{0,300}\}\s?,\s?){0,5}\{[^{}]{0,60}")


def _are_siblings(one: _Cluster, draft: Draft, text: str) -> bool:
    """Whether a draft is another element of the array in which the last one stands: another order, refused alike."""
    last = one.places[-1][1]
    return draft.start - last < _FARTHEST_SIBLING and _SIBLINGS.fullmatch(text, last, draft.start) is not None


def merged(drafts: list[Draft], text: str) -> list[Draft]:
    """Make one of the drafts of one error in one record or chain of tracebacks: equal number, equal message (or none).

    The answers of a batch are errors of their own.
    """
    clusters: list[_Cluster] = []
    groups: dict[tuple[int, Kind, int], list[_Cluster]] = {}
    known: dict[tuple[int, Kind, int, str], _Cluster] = {}
    for draft in drafts:
        key = (abs(draft.number or 0), draft.kind, draft.record.first)
        folded = fold(draft.message or "").rstrip(".")
        group = groups.setdefault(key, [])
        cluster = known.get((*key, folded)) or next(
            (one for one in (*group[:_LIKELY], *group[-_LIKELY:]) if _same_message(one.folded, folded)), None
        )
        if cluster is None or _are_siblings(cluster, draft, text):
            cluster = _Cluster(draft, folded)
            clusters.append(cluster)
            group.append(cluster)
        else:
            cluster.take(draft, folded)
        known[*key, folded] = cluster
    return [cluster.joined() for cluster in clusters]


def _same_message(first: str, second: str) -> bool:
    """Whether two folded messages are one: equal, one cut short, or one not there at all."""
    if first == second or not first or not second:
        return True
    return min(len(first), len(second)) > _TELLING and (first.startswith(second) or second.startswith(first))


def drafts_of_hits(hits: list[Fit], taken: list[Draft], text: str, records: Records, *, others: bool) -> list[Draft]:
    """Make drafts of the messages that no number stands beside."""
    drafts = []
    places = Stretches(place for draft in taken for place in draft.places)
    told = _Told(taken, records)
    for hit in hits:
        record = records.at(hit.start)
        if places.meet(hit.start, hit.end) or told.tells(record, hit, text):
            continue
        if not _stands_for_itself(hit, text, others=others):
            continue
        end = hit.end
        if hit.start and text[hit.start - 1] in {'"', "`"}:
            further = _ON_TO_THE_QUOTE.match(text, end)
            end = further.end() if further else end
        drafts.append(draft_of_fit(hit, record, hit.start, end, text[hit.start : end].replace(SOFT_END, "\n")))
    return drafts


class _Told:
    """The messages that numbered errors tell already, by record."""

    def __init__(self, drafts: list[Draft], records: Records) -> None:
        """Fold them."""
        self._records = records
        self._beginnings: dict[tuple[int, str], list[str]] = {}
        self._named = {
            (draft.record.start, abs(draft.number or 0)) for draft in drafts if draft.names or len(draft.places) > 1
        }
        self._bare = {(draft.record.start, abs(draft.number or 0)) for draft in drafts if draft.message is None}
        for draft in drafts:
            folded = fold(draft.message or "").rstrip(".")
            likely = self._beginnings.setdefault((draft.record.start, folded[:_BEGINNING]), [])
            if folded and len(likely) < _LIKELY:
                likely.append(folded)

    def tells(self, record: Record, hit: Fit, text: str) -> bool:
        """Whether a record tells a message or one that begins so, or it or the block before its number."""
        before = self._records.at(max(0, record.start - 1))
        for number in {abs(pattern.meaning.number) for pattern in hit.wording.patterns}:
            if not self._bare.isdisjoint(((record.start, number), (before.start, number))):
                return True
            if (record.start, number) in self._named:
                return True
        folded = fold(text[hit.start : hit.end]).rstrip(".")
        likely = self._beginnings.get((record.start, folded[:_BEGINNING]), ())
        return any(one.startswith(folded) or folded.startswith(one) for one in likely)


def _stands_for_itself(hit: Fit, text: str, *, others: bool) -> bool:
    """Whether an unnumbered message is one of Binance's, and no part of a sentence or of another's answer."""
    if others and foreign_name(text, hit.start, hit.end) is not None:
        return False
    if other_number(text, hit.start, hit.end) is not None or stands_by_another_host(text, hit.start, hit.end):
        return False
    if not _whole_words(hit, text):
        return False
    if hit.weight >= _SHORT:
        return True
    if not hit.wording.literals[0]:  # "%s is required" is anybody's
        return False
    before = text[max(0, hit.start - 30) : hit.start]
    if not _SET_OFF_BEFORE.search(before):
        return False
    if text[hit.end - 1] == "." or _SET_OFF_BEHIND.match(text, hit.end):
        called = _CALLED_ERROR.search(before) or _speaks_of_us(text, hit)
        return bool(called) or (_ALONE.match(text, hit.end) is not None and _is_printed_so(hit, text))
    return False


def _whole_words(hit: Fit, text: str) -> bool:
    """Whether a message is no part of an identifier, and has the spaces that its wording has."""
    if _WORD_BEFORE.search(text[max(0, hit.start - 4) : hit.start]) or _WORD_BEHIND.match(text, hit.end):
        return False
    return " " not in hit.wording.patterns[0].template.text or len(text[hit.start : hit.end].split()) > 1


def _speaks_of_us(text: str, hit: Fit) -> bool:
    """Whether Binance is named around a message."""
    return speaks_of_binance(text, max(0, hit.start - _NEAR_NAME), hit.end + _NEAR_NAME)


def _is_printed_so(hit: Fit, text: str) -> bool:
    """Whether a message stands there as one of its templates prints it, or is all that there is."""
    stretch = text[hit.start : hit.end]
    if len(hit.wording.literals) > 1 or stretch in (pattern.template.text for pattern in hit.wording.patterns):
        return True
    return len(text) < len(stretch) + _MOST_AROUND and text.strip(_WRAPPING) == stretch


def with_statuses(drafts: list[Draft], statuses: list[Status]) -> list[Draft]:
    """Give each draft the HTTP status of its answer: its tuple's, else the nearest one of its record."""
    return [
        draft if draft.status is not None else draft._replace(status=_status_of(draft, statuses)) for draft in drafts
    ]


def _status_of(draft: Draft, statuses: list[Status]) -> int | None:
    """Return the status that a text without a number is documented for, else the one that the record tells."""
    if draft.kind is Kind.HTTP and len(draft.meanings) == 1 and draft.meanings[0].number:
        return draft.meanings[0].number
    return nearest_status(statuses, draft.start, draft.record.first, draft.record.end)
