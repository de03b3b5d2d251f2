"""Records: what of a text belongs together.

A line that begins with a time of its own begins a record, lines without one belong to it; a line that is one JSON
object with a time in it is a record too. In a text without times a block between blank lines is a record. The blank
line between the headers of an HTTP answer and its body divides nothing; chained tracebacks know of one another.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from errdex.decode.expression import expression

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

_DATE = (
    r"(?:[0-9]{4}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?|[0-9]{1,2}[-/.][0-9]{1,2}(?:[-/.][0-9]{2,4})?"
    r"|[0-9]{8}|(?:[A-Z][a-z]{2},? )?(?:[0-9]{1,2} [A-Z][a-z]{2}|[A-Z][a-z]{2} [ 0-9][0-9])(?:,? [0-9]{4})?)"
)
_CLOCK = r"[0-9]{1,2}:[0-9]{2}:[0-9]{2}(?:[.,:][0-9]{1,9})?(?: ?[AP]M)?(?:Z| ?[+-][0-9]{2}:?[0-9]{2})?"
_TIMED_LINE = expression(
    r"\n[^\S\n]{0,8}(?:\[[\w./-]{1,80}\] |[a-z0-9]{1,40}-[a-z0-9-]{1,60} [a-z0-9-]{1,60} )?"
    r"(?:[\w.-]{1,40} {0,4}\| {0,2}){0,2}(?:[A-Z]{4,8}[:|\t -]{1,6})?(?:(?:ts|time|timestamp|at|date)=)?"
    r"[\[(<{\"'`*_>|#\t ]{0,4}"
    rf"(?P<time>{_DATE}[T ,_-]{{1,2}}{_CLOCK}|{_CLOCK})"
)
_SOME_CLOCK = expression(r":(?<=[0-9]:)[0-9]{2}:[0-9]{2}")
"""What every such line holds, and begins with a literal: found twenty times as fast."""
_JSON_LINE = expression(r"\n[ \t]*\{[^\n]{2,}\}[ \t]*(?=\n|\Z)")
_JSON_TIME = expression(r"\"(?:@?timestamp|time|ts|date|datetime|asctime)\"\s*:\s*\"?([0-9][^\",}\n]{5,40})")
_BLANK = expression(r"\n[ \t\r>]*\n\s*")


_HEADER = expression(r"[<*\s]*(?:[A-Za-z][A-Za-z0-9-]{1,60}: |HTTP/[0-9.]{1,3} [0-9]{3})")


def _ends_headers(text: str, blank: re.Match[str]) -> bool:
    """Whether a blank line stands between a header and a body."""
    line = text.rfind("\n", max(0, blank.start() - 2_000), blank.start()) + 1
    return bool(_HEADER.match(text, line)) and text[blank.end() : blank.end() + 1] in {"{", "[", "<"}


_CHAINED = expression(r"The above exception was |During handling of the above |\S{1,200}\.py:[0-9]{1,6}: \w")
"""What joins the tracebacks of one error, and what pytest prints below one."""


def _joins_tracebacks(text: str, blank: re.Match[str]) -> bool:
    """Whether a blank line stands inside the tracebacks of one error."""
    line = text.rfind("\n", max(0, blank.start() - 200), blank.start()) + 1
    return bool(_CHAINED.match(text, blank.end()) or _CHAINED.match(text, line, blank.start()))


class Record(NamedTuple):
    """A stretch of the text, and the time that it begins with."""

    start: int
    end: int
    time: str | None
    first: int
    """Where the first traceback begins of those that are chained with it; its own start where none are."""


class Records:
    """The records of one text: each is found when a position in it is asked for, and kept."""

    def __init__(self, text: str) -> None:
        """Tell whether lines with times divide a text, or blank lines."""
        self._lines = f"\n{text}"
        """Each line stands behind a line end, and begins, in the text, at that line end's position."""
        self._length = len(text)
        self._starts: list[int] = []
        self._known: list[Record] = []
        if not self._has_times():
            blanks = [at for at in _BLANK.finditer(text) if not _ends_headers(text, at)]
            chained = {at.end() for at in blanks if _joins_tracebacks(text, at)}
            self._starts = [at.end() for at in blanks]
            if not self._starts or self._starts[0]:
                self._starts.insert(0, 0)
            first = 0
            for start, end in zip(self._starts, [*self._starts[1:], len(text)], strict=True):
                first = first if start in chained else start
                self._known.append(Record(start, end, None, first))

    def at(self, position: int) -> Record:
        """Return the record that holds a position."""
        place = bisect_right(self._starts, position)
        if place and (position < self._known[place - 1].end or self._known[place - 1].end == self._length):
            return self._known[place - 1]
        record = self._around(position)
        self._starts.insert(place, record.start)
        self._known.insert(place, record)
        return record

    def _has_times(self) -> bool:
        if _SOME_CLOCK.search(self._lines) and _TIMED_LINE.search(self._lines):
            return True
        return any(_JSON_TIME.search(found.group()) for found in _JSON_LINE.finditer(self._lines))

    def _around(self, position: int) -> Record:
        """Go from a position back to a line with a time, and on to the next; each line is looked at once or twice."""
        start = self._lines.rfind("\n", 0, position + 1)
        time = self._time(start)
        while start and time is None:
            start = self._lines.rfind("\n", 0, start)
            time = self._time(start)
        end = self._lines.find("\n", position + 1)
        while end >= 0 and self._time(end) is None:
            end = self._lines.find("\n", end + 1)
        return Record(start, end if end >= 0 else self._length, time, start)

    def _time(self, line: int) -> str | None:
        """Return the time that a line begins with, or that the JSON object on it holds."""
        timed = _TIMED_LINE.match(self._lines, line)
        if timed:
            return timed["time"]
        written = _JSON_LINE.match(self._lines, line)
        time = _JSON_TIME.search(written.group()) if written else None
        return time.group(1) if time else None


def before_next(text: str) -> str:
    """Return a text up to where another record may begin: at a blank line, or a line with a time."""
    block = text.partition("\n\n")[0]
    timed = _next_timed(block)
    return block[: timed.start()] if timed else block


def begins_record(text: str) -> bool:
    """Whether a line that begins with a time stands in a text, behind another."""
    return _next_timed(text) is not None


def _next_timed(text: str) -> re.Match[str] | None:
    return _TIMED_LINE.search(text) if "\n" in text and _SOME_CLOCK.search(text) else None


def divisions(text: str, first: int, last: int) -> Iterator[int]:
    """Return where records begin between two positions: at lines with a time; where there are none, after blank lines.

    A large text is divided there into pieces that are decoded one after the other.
    """
    timed = [found.start() + 1 for found in _TIMED_LINE.finditer(text, first, last)]
    if not timed:
        lines = _JSON_LINE.finditer(text, first, last)
        timed = [found.start() + 1 for found in lines if _JSON_TIME.search(found.group())]
    if timed:
        yield from timed
        return
    for blank in _BLANK.finditer(text, first, last):
        if not _ends_headers(text, blank) and not _joins_tracebacks(text, blank):
            yield blank.end()
