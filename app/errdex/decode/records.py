"""Records: what of a text belongs together.

A line that begins with a time of its own begins a record, lines without one belong to it; a line that is one JSON
object with a time in it is a record too. In a text without times a block between blank lines is a record. The blank
line between the headers of an HTTP answer and its body divides nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

_DATE = (
    r"(?:[0-9]{4}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?|[0-9]{1,2}[-/.][0-9]{1,2}(?:[-/.][0-9]{2,4})?"
    r"|(?:[A-Z][a-z]{2},? )?(?:[0-9]{1,2} [A-Z][a-z]{2}|[A-Z][a-z]{2} [ 0-9][0-9])(?:,? [0-9]{4})?)"
)
_CLOCK = r"[0-9]{1,2}:[0-9]{2}:[0-9]{2}(?:[.,:][0-9]{1,9})?(?: ?[AP]M)?(?:Z| ?[+-][0-9]{2}:?[0-9]{2})?"
_TIMED_LINE = re.compile(
    r"\n[^\S\n]{0,8}(?:[\w.-]{1,40} {0,4}\| {0,2}){0,2}(?:[A-Z]{4,8}[:|\t -]{1,6})?(?:(?:ts|time|timestamp|at|date)=)?"
    r"[\[(<{\"'`*_>|#\t ]{0,4}"
    rf"(?P<time>{_DATE}[T ,_-]{{1,2}}{_CLOCK}|{_CLOCK})"
)
_JSON_LINE = re.compile(r"\n[ \t]*\{[^\n]{2,}\}[ \t]*(?=\n|\Z)")
_JSON_TIME = re.compile(r"\"(?:@?timestamp|time|ts|date|datetime|asctime)\"\s*:\s*\"?([0-9][^\",}\n]{5,40})")
_BLANK = re.compile(r"\n[ \t\r>]*\n\s*")


_HEADER = re.compile(r"[<*\s]*(?:[A-Za-z][A-Za-z0-9-]{1,60}: |HTTP/[0-9.]{1,3} [0-9]{3})")


def _ends_headers(text: str, blank: re.Match[str]) -> bool:
    """Whether a blank line stands between a header and a body."""
    line = text.rfind("\n", max(0, blank.start() - 2_000), blank.start()) + 1
    return bool(_HEADER.match(text, line)) and text[blank.end() : blank.end() + 1] in {"{", "[", "<"}


class Record(NamedTuple):
    """A stretch of the text, and the time that it begins with."""

    start: int
    end: int
    time: str | None


class Records:
    """The records of one text, found by position."""

    def __init__(self, text: str) -> None:
        """Divide a text."""
        lines = f"\n{text}"  # Each line behind a line end, its start where that stands: the expressions are fast so.
        times = {found.start(): found["time"] for found in _TIMED_LINE.finditer(lines)}
        for found in _JSON_LINE.finditer(lines):
            time = _JSON_TIME.search(found.group())
            if time:
                times.setdefault(found.start(), time.group(1))
        starts = sorted(times) if times else [at.end() for at in _BLANK.finditer(text) if not _ends_headers(text, at)]
        if not starts or starts[0]:
            starts.insert(0, 0)
        self._starts = starts
        self._ends = [*starts[1:], len(text)]
        self._times = times

    def at(self, position: int) -> Record:
        """Return the record that holds a position."""
        place = bisect_right(self._starts, position) - 1
        start = self._starts[place]
        return Record(start, self._ends[place], self._times.get(start) or None)
