"""Where things stand: from the decoder's code points to the widget's positions, and from values to marked runs of text.

Python counts code points, Qt counts UTF-16 units, and a text document keeps a Windows line end as one. Everything
that is written as rich text passes `runs_html`, the one place that escapes. The expressions are compiled when they are
first used (and kept, by `re`): the start shows no text that needs them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from errdex.decode.model import Candidate

_UNEVEN = "\r\n|[\U00010000-\U0010ffff]"
"""What takes a different number of places in a text document than in Python."""


class PositionMap:
    """The way from code points of a text to positions in a text document that shows it, and back."""

    def __init__(self, text: str) -> None:
        """Note every place from which on the two counts differ by another amount."""
        self._points = [0]
        self._units = [0]
        shift = 0
        is_even = text.isascii() and "\r\n" not in text
        for uneven in () if is_even else re.finditer(_UNEVEN, text):
            shift += -1 if uneven.group() == "\r\n" else 1
            self._points.append(uneven.end())
            self._units.append(uneven.end() + shift)
        self.length = len(text)
        self.units = len(text) + shift
        """How many positions the text takes in a document."""

    def to_document(self, point: int) -> int:
        """Return the document's position of a code point; a place inside a Windows line end becomes its start."""
        point = max(0, min(point, self.length))
        step = bisect_right(self._points, point) - 1
        position = self._units[step] + point - self._points[step]
        return min(position, self._units[step + 1] - 1) if step + 1 < len(self._units) else position

    def to_text(self, position: int) -> int:
        """Return the code point at a document's position; a place inside a surrogate pair becomes its start."""
        position = max(0, min(position, self.units))
        step = bisect_right(self._units, position) - 1
        point = self._points[step] + position - self._units[step]
        if step + 1 < len(self._points) and point >= self._points[step + 1]:
            return self._points[step + 1] - 1
        return point


class RunStyle(Enum):
    """How a run of text is set."""

    PLAIN = "plain"
    CODE = "code"
    LINK = "link"
    MARK = "mark"
    STRONG = "strong"
    MUTED = "muted"
    GROUND = "ground"
    """What a statement rests on, small and quiet behind it."""


class Run(NamedTuple):
    """A stretch of text in one style."""

    text: str
    style: RunStyle = RunStyle.PLAIN
    target: str = ""
    """What a link points at: a meaning's id."""


Runs = tuple[Run, ...]


class RunColours(NamedTuple):
    """The colours and the fixed font that runs are set in, as Qt's rich text wants them."""

    link: str
    mark: str
    muted: str
    fixed_family: str


_GUIDANCE_MARKS = r"`([^`\n]+)`|\[\[([a-z0-9][a-z0-9-]*)\]\]"
"""The two marks of our own texts: `code` and [[meaning-id]] (guidance format)."""

_LONGEST_UNBROKEN = 36
"""A link of so many characters stands on one line; a longer one is broken like any text."""

_PLACEHOLDERS = r"%[sd]|\{\d\}"


def guidance_runs(text: str, titles: dict[str, str]) -> Runs:
    """Split a text of ours at its marks; a link is shown by its title in `titles`, and unlinked where it has none."""
    runs: list[Run] = []
    at = 0
    for mark in re.finditer(_GUIDANCE_MARKS, text):
        runs.append(Run(text[at : mark.start()]))
        code, meaning = mark.groups()
        if code is not None:
            runs.append(Run(code, RunStyle.CODE))
        elif meaning in titles:
            runs.append(Run(titles[meaning], RunStyle.LINK, meaning))
        else:
            runs.append(Run(meaning))
        at = mark.end()
    return tuple(run for run in (*runs, Run(text[at:])) if run.text)


def linked_meanings(text: str) -> tuple[str, ...]:
    """Return the ids that a text of ours links to."""
    return tuple(mark.group(2) for mark in re.finditer(_GUIDANCE_MARKS, text) if mark.group(2))


def template_runs(text: str, forms: tuple[str, ...]) -> Runs:
    """Split a documented text at its placeholders."""
    pattern = "|".join(re.escape(form) for form in forms) or _PLACEHOLDERS
    runs: list[Run] = []
    at = 0
    for form in re.finditer(pattern, text):
        runs += (Run(text[at : form.start()]), Run(form.group(), RunStyle.CODE))
        at = form.end()
    return tuple(run for run in (*runs, Run(text[at:])) if run.text)


def message_runs(message: str, candidate: Candidate | None) -> Runs:
    """Split a message at the values found in it, so that they can be marked."""
    if candidate is None or not candidate.arguments:
        return (Run(message),)
    runs: list[Run] = []
    at = 0
    literals = candidate.template.literals if candidate.template else ()
    for index, argument in enumerate(candidate.arguments):
        start = _argument_start(message, at, literals[index] if index < len(literals) else "", argument.text)
        if start < 0 or not argument.text:
            continue
        runs += (Run(message[at:start]), Run(argument.text, RunStyle.MARK))
        at = start + len(argument.text)
    return tuple(run for run in (*runs, Run(message[at:])) if run.text)


def _argument_start(message: str, at: int, literal: str, text: str) -> int:
    """Find a value behind the fixed words before it, else behind `at`; -1 where it is nowhere."""
    words = message.casefold().find(literal.strip().casefold(), at) if literal.strip() else at
    behind = words + len(literal.strip()) if words >= 0 else at
    found = message.find(text, behind)
    return found if found >= 0 else message.find(text, at)


def runs_text(runs: Runs) -> str:
    """Return what the runs say, without their styles."""
    return "".join(run.text for run in runs)


def escaped(text: str) -> str:
    """Return a text as it stands in rich text; `html` would bring all named characters to the start, for 1 ms."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def runs_html(runs: Runs, colours: RunColours) -> str:
    """Write runs as Qt's rich text: every character of theirs escaped, line ends and runs of spaces kept."""
    return "".join(_run_html(run, colours) for run in runs)


def _run_html(run: Run, colours: RunColours) -> str:
    text = _escaped(run.text)
    if run.style is RunStyle.CODE:
        return f"<span style=\"font-family:'{colours.fixed_family}'\">{text}</span>"
    if run.style is RunStyle.LINK:
        if len(run.text) <= _LONGEST_UNBROKEN:
            text = text.replace(" ", "\u00a0")
        return f'<a href="{escaped(run.target)}" style="color:{colours.link};text-decoration:none">{text}</a>'
    if run.style is RunStyle.MARK:
        return f'<span style="background-color:{colours.mark}">{text}</span>'
    if run.style is RunStyle.GROUND:
        return f'<span style="color:{colours.muted};font-size:small">{text}</span>'
    if run.style is RunStyle.MUTED:
        return f'<span style="color:{colours.muted}">{text}</span>'
    return f"<b>{text}</b>" if run.style is RunStyle.STRONG else text


_LINE_ENDS = "\r\n|[\r\n\u2028\u2029]"
_UNSHOWN = "[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]"


def _escaped(text: str) -> str:
    """Escape a text for rich text; what has no shape of its own is shown as a replacement character."""
    shown = re.sub(_LINE_ENDS, "\n", text)
    shown = escaped(re.sub(_UNSHOWN, "\ufffd", shown)).replace("\n", "<br>").replace("\t", "    ")
    return shown.replace("  ", " \u00a0")
