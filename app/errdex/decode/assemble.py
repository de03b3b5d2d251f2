"""Bring together what belongs together: numbers and messages of one record, repeated mentions, HTTP statuses."""

from __future__ import annotations

import re
from typing import NamedTuple

from errdex.decode.fold import fold
from errdex.decode.foreign import foreign_name, other_number
from errdex.decode.http import Status, nearest_status
from errdex.decode.judge import Judged
from errdex.decode.match import Fit
from errdex.decode.records import Record, Records
from errdex.registry.model import Kind, Meaning

_SHORT = 20
"""Folded characters below which a text is a message only where something sets it off from prose."""
_TELLING = 12
"""Folded characters that two messages must share to be one that was cut once."""
_BESIDE = 80
"""Characters between a number and a message that still stand side by side."""
_SET_OFF_BEFORE = re.compile(r"(?:\A|[\n\r:>\"'`*_|(\[{=]|- |error|\\n)\s*\Z", re.IGNORECASE)
_SET_OFF_BEHIND = re.compile(r"\s*(?:\Z|[\n\r.,;:!?\"'`*_|)\]}\\<])")
_ON_TO_THE_QUOTE = re.compile(r"[^\n\"`]{0,400}?(?=[\"`](?:[\s,}\])]|\Z))")


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


def http_draft(meanings: tuple[Meaning, ...], start: int, end: int, record: Record, status: int | None) -> Draft:
    """Make a draft of what is known by its HTTP status or page alone."""
    return Draft(Kind.HTTP, meanings, start, end, record, ((start, end),), start, status=status)


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
    own = [
        hit
        for hit in hits
        if draft.record.start <= hit.start < draft.record.end
        and any(abs(pattern.meaning.number) == abs(draft.number or 0) for pattern in hit.wording.patterns)
    ]
    if not own:
        return draft
    hit = min(own, key=lambda hit: _distance(hit, draft))
    beside = _distance(hit, draft) < _BESIDE
    return draft._replace(
        message=text[hit.start : hit.end],
        message_start=hit.start,
        message_end=hit.end,
        fits=(hit.moved(-hit.start),),
        raw=True,
        start=min(draft.start, hit.start) if beside else draft.start,
        end=max(draft.end, hit.end) if beside else draft.end,
        places=(*draft.places, (hit.start, hit.end)),
    )


def _distance(hit: Fit, draft: Draft) -> int:
    return min(abs(hit.start - draft.end), abs(draft.start - hit.end))


def merged(drafts: list[Draft]) -> list[Draft]:
    """Make one of the drafts of one error in one record: equal number, equal message (or none)."""
    kept: list[Draft] = []
    groups: dict[tuple[int | None, Kind, int], list[int]] = {}
    for draft in drafts:
        places = groups.setdefault((abs(draft.number or 0), draft.kind, draft.record.start), [])
        for place in places:
            if _same_message(kept[place], draft):
                kept[place] = _joined(kept[place], draft)
                break
        else:
            places.append(len(kept))
            kept.append(draft)
    return kept


def _same_message(one: Draft, other: Draft) -> bool:
    if one.message is None or other.message is None:
        return True
    first, second = fold(one.message).rstrip("."), fold(other.message).rstrip(".")
    if first == second:
        return True
    return min(len(first), len(second)) > _TELLING and (first.startswith(second) or second.startswith(first))


def _joined(one: Draft, other: Draft) -> Draft:
    """Join two places of one error: the first place stays, the fuller message is kept."""
    places = tuple(dict.fromkeys((*one.places, *other.places)))
    fuller = other if one.message is None or (one.fits == () and other.fits) else one
    return one._replace(
        message=fuller.message,
        message_start=fuller.message_start,
        message_end=fuller.message_end,
        fits=fuller.fits,
        raw=fuller.raw,
        names=one.names | other.names,
        status=one.status or other.status,
        places=places,
    )


def drafts_of_hits(hits: list[Fit], taken: list[Draft], text: str, records: Records, *, others: bool) -> list[Draft]:
    """Make drafts of the messages that no number stands beside."""
    drafts = []
    by_record: dict[int, list[Draft]] = {}
    for draft in taken:
        by_record.setdefault(draft.record.start, []).append(draft)
    for hit in hits:
        record = records.at(hit.start)
        if any(_covers(draft, hit, text) for draft in by_record.get(record.start, ())):
            continue
        if not _stands_for_itself(hit, text, others=others):
            continue
        end = hit.end
        if hit.start and text[hit.start - 1] in {'"', "`"}:
            further = _ON_TO_THE_QUOTE.match(text, end)
            end = further.end() if further else end
        meanings = tuple({pattern.meaning.id: pattern.meaning for pattern in hit.wording.patterns}.values())
        drafts.append(
            Draft(
                kind=meanings[0].kind,
                meanings=meanings,
                start=hit.start,
                end=end,
                record=record,
                places=((hit.start, end),),
                anchor=hit.start,
                message=text[hit.start : end],
                message_start=hit.start,
                message_end=end,
                fits=(hit.moved(-hit.start),),
            )
        )
    return drafts


def _covers(draft: Draft, hit: Fit, text: str) -> bool:
    """Whether a message is told already by a numbered error of its record."""
    if any(start < hit.end and hit.start < end for start, end in draft.places):
        return True
    message = fold(draft.message or "").rstrip(".")
    other = fold(text[hit.start : hit.end]).rstrip(".")
    return bool(message) and (message.startswith(other) or other.startswith(message))


def _stands_for_itself(hit: Fit, text: str, *, others: bool) -> bool:
    """Whether an unnumbered message is one of Binance's, and no part of a sentence or of another's answer."""
    if (others and foreign_name(text, hit.start, hit.end) is not None) or other_number(
        text, hit.start, hit.end
    ) is not None:
        return False
    if hit.weight >= _SHORT:
        return True
    before = text[max(0, hit.start - 12) : hit.start]
    return bool(_SET_OFF_BEFORE.search(before)) and bool(_SET_OFF_BEHIND.match(text, hit.end))


def with_statuses(drafts: list[Draft], statuses: list[Status]) -> list[Draft]:
    """Give each draft the HTTP status of its answer: its tuple's, else the nearest one of its record."""
    return [
        draft if draft.status is not None else draft._replace(status=_status_of(draft, statuses)) for draft in drafts
    ]


def _status_of(draft: Draft, statuses: list[Status]) -> int | None:
    """Return the status that the record tells, else the one that a text without a number is documented for."""
    told = nearest_status(statuses, draft.start, draft.record.start, draft.record.end)
    if told is None and draft.kind is Kind.HTTP and len(draft.meanings) == 1:
        return draft.meanings[0].number or None
    return told
