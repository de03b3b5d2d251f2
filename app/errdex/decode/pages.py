"""What is known by its HTTP status alone: block pages, gateways' answers, empty ones."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from errdex.decode.assemble import http_draft
from errdex.decode.expression import expression
from errdex.decode.foreign import foreign_name
from errdex.decode.http import page_status
from errdex.decode.stretches import Stretches
from errdex.decode.words import telling_run
from errdex.registry.model import Kind

if TYPE_CHECKING:
    from errdex.decode.assemble import Draft
    from errdex.decode.http import Status
    from errdex.decode.records import Records
    from errdex.decode.words import Words
    from errdex.registry.model import Registry

_PAGE = expression(
    r"APIError\(code=0\):[^\n]{0,80}|Invalid JSON error message from Binance:[^\n]{0,40}"
    r"|Service unavailable from a restricted location[^\n]{0,120}"
    r"|<!-- saved from url=\([0-9]{4}\)https?://www\.binance\.com/[\w-]{2,8}/error"
)
_PAGE_MARKS = tuple(
    (mark, telling_run(mark))
    for mark in (
        "APIError(code=0)",
        "Invalid JSON error message",
        "from a restricted location",
        "<!-- saved from url=(",
    )
)
_UNTOLD = (403, 502, 503)
"""What a page may be that tells no status: blocked, a gateway's, overloaded (our judgement)."""
_ACCESS_LOG = expression(r"(?:HTTP/[0-9.]{1,3}\"|/v[1-3]/\S{2,200}) [0-9]{3}\Z")
_LONGEST_LINE = 400
_HOST = expression(r"(?:https?|wss?)://(?!www\.w3\.org)([\w.-]{3,80})")
_NAMED_HOST = expression(
    r"(?<![\w@.-])(?:[a-z0-9-]{1,60}\.){1,4}(?:com|org|net|io|me|us|app|dev|co|vision|example|local|cn|ru|de|jp)(?![\w.-]*\w)"
)
_FOR_ADDRESS = expression(r"[^\n:]{0,60}:[^\n:]{0,60} for url: https?://(?P<host>[\w.-]{3,80})")
"""What Python's requests says of a refused request: which address it was for."""
_SERVICE = expression(
    r"\b(?:telegram|discord|slack|github|gitlab|docker|coingecko|coinmarketcap|twitter|google|firebase"
    r"|redis|influx|elastic|grafana|proxy|smtp)\b",
    re.IGNORECASE,
)
"""What trading bots talk to besides the exchange."""


_OF_OURS = (b"binance", b" mbx ", b" fapi ", b" dapi ", b" sapi ", b" papi ", b" eapi ", b"apierror", b"recvwindow")
_BY_ITSELF = expression(
    r"(?:(?:\A|\n)[<*\s]{0,8}HTTP/[0-9.]{1,3} |(?i:<title>|<h1>)[\"']?|not indicate success: |server response: "
    r"|ailed with status code |returned an error: \()[0-9]{3}\Z|\[[A-Z][a-z]+[A-Z][A-Za-z]+\Z"
)
"""What is an answer whatever surrounds it: a status line, a page's heading, the sentences of HTTP clients."""


def speaks_of_ours(words: Words) -> bool:
    """Whether a text names the exchange or what only its interface has."""
    return any(run in words.line for run in _OF_OURS)


def drafts_of_statuses(
    statuses: list[Status], taken: list[Draft], text: str, records: Records, registry: Registry, *, ours: bool
) -> list[Draft]:
    """Make a draft of each HTTP error status that stands beside no number and no message; one a record and status.

    `ours` says that the text speaks of the exchange at all (`speaks_of_ours`): else only an answer that stands by
    itself counts, not every number that prose or a program calls a status.
    """
    records_taken = {draft.record.start for draft in taken}
    statuses_taken = {draft.status for draft in taken}
    seen: set[tuple[int, int]] = set()
    drafts: list[Draft] = []
    numbered = any(draft.number is not None for draft in taken)
    untold = sorted(draft.start for draft in taken if draft.status is None)
    for status in statuses:
        record = records.at(status.start)
        if status.code < 400 or record.start in records_taken or (record.start, status.code) in seen:
            continue
        if numbered and status.code in statuses_taken:
            continue
        if not ours and not _BY_ITSELF.search(text, max(0, status.start - 24), status.end):
            continue
        if not _ours(text, status, record.start, record.end) or (drafts and _heads_page_of(drafts[-1], status, text)):
            continue
        if status.code in _NEVER_ALONE and _stands_near(status.start, untold):
            continue
        seen.add((record.start, status.code))
        meanings = registry.with_number(status.code, Kind.HTTP)
        drafts.append(http_draft(meanings, status.start, status.end, record, status.code))
    return drafts


_NEVER_ALONE = (400, 401)
"""Statuses with which a number always comes."""
_TOLD_NEARBY = 1_500


def _stands_near(position: int, starts: list[int]) -> bool:
    """Whether one of some errors stands nearby: a log may tell it and its status in different records."""
    place = bisect_left(starts, position)
    return any(abs(start - position) < _TOLD_NEARBY for start in starts[max(0, place - 1) : place + 1])


def _heads_page_of(last: Draft, status: Status, text: str) -> bool:
    """Whether a status is the heading of the page that came with the last one: a log may divide it into records."""
    between = text[last.end : status.start]
    if last.status != status.code or len(between) > _LONGEST_PAGE or not _HEADING.search(between):
        return False
    return _PAGE_BEGINS.search(between) is not None


_LONGEST_PAGE = 3_000
_HEADING = expression(r"<(?:title|h1)>\Z", re.IGNORECASE)
_PAGE_BEGINS = expression(r"<!doctype|<html", re.IGNORECASE)


def _ours(text: str, status: Status, first: int, last: int) -> bool:
    """Whether nothing says that a status is somebody else's: another exchange's name, another host."""
    if foreign_name(text, status.start, status.end) is not None:
        return False
    before, behind = _line_around(text, status)
    asked = _FOR_ADDRESS.match(behind)
    if asked:
        return _is_ours(asked["host"].casefold())
    named = _NAMED_HOST.findall(before.casefold())
    if named:
        return _is_ours(named[-1])
    line = (before + behind).casefold()
    if "binance" in line:
        return True
    if _ACCESS_LOG.search(before) or _NAMED_HOST.search(line) or _SERVICE.search(line):
        return False
    around = text[max(first, status.start - 1500) : min(last, status.end + 1500)]
    hosts = {host.casefold() for host in _HOST.findall(around)}
    return not hosts or any(map(_is_ours, hosts))


def _is_ours(host: str) -> bool:
    return "binance" in host or "bnb" in host


def _line_around(text: str, status: Status) -> tuple[str, str]:
    """Return the line of a status up to its end, and what follows on it."""
    farthest = max(0, status.start - _LONGEST_LINE)
    begins = text.rfind("\n", farthest, status.start) + 1 or farthest
    ends = text.find("\n", status.end, status.end + _LONGEST_LINE)
    return text[begins : status.end], text[status.end : ends if ends >= 0 else status.end + _LONGEST_LINE]


def may_hold_page(text: str, words: Words) -> bool:
    """Tell cheaply whether a page can stand in a text where an answer should."""
    return any(run in words.line and mark in text for mark, run in _PAGE_MARKS)


def drafts_of_pages(
    statuses: list[Status], taken: list[Draft], text: str, records: Records, registry: Registry
) -> list[Draft]:
    """Make a draft of each page that came where an answer should: a library prints it with the number 0.

    One for each record and status.
    """
    drafts: list[Draft] = []
    stretches = Stretches((draft.start, draft.end) for draft in taken)
    seen = {(draft.record.start, draft.status) for draft in taken if draft.number is None}
    looked_at: set[int] = set()
    for found in _PAGE.finditer(text):
        record = records.at(found.start())
        if record.start in looked_at or stretches.meet(found.start(), found.end()):
            continue
        looked_at.add(record.start)
        status = page_status(text, found.start(), statuses)
        if (record.start, status) in seen:
            continue
        codes = (status,) if status is not None else _UNTOLD
        meanings = tuple(meaning for code in codes for meaning in registry.with_number(code, Kind.HTTP))
        drafts.append(http_draft(meanings, found.start(), found.end(), record, status))
    return drafts
