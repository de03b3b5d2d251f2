"""Read the message that stands beside a number: behind it, or before it in the same object.

Contract. A message is the value of a key such as "msg", or what a separator leads to; in quotes of any depth, or bare:
then it ends where its line or what wraps it goes on. Each look is bounded.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from errdex.decode.expression import expression
from errdex.decode.fold import lowered

_LOOK_AHEAD = 900


class Message(NamedTuple):
    """A text that stands beside a number."""

    start: int
    end: int
    depth: int
    """How many layers of string escapes it is wrapped in; 0 for a bare text."""
    keyed: bool
    """Whether quotes hold it: then all of it is the message."""
    named: bool = False
    """Whether a key such as "msg" names it."""


_MESSAGE_KEY = expression(
    r"""
    (?:(?:error|err|server|response|api|status|exception)[\s_-]?)?
    (?:msg|messages?|description|desc|reason|detail|text|сообщение|(?:错误)?(?:信息|消息))\b (?=\W)
    | err(?:or)?(?=\s?[=:]\s?\\*[\"'])
    """,
    re.VERBOSE,
)
_GAP = expression(
    r"""
    [\\"'`*_\])]* (?:</\w{1,20}>)? \s* (?:[,;|&\x01]|\^A|\band\b|\bwith\b|\\n|\\r|-{1,2}>?)? \s*
    [\\"'`*_{(\[<|:+$-]{0,40} (?:58=|s:[0-9]{1,4}:\\*")? \s*
    """,
    re.VERBOSE,
)
_KEY_GAP = expression(
    r"""
    [\\"'`*_\])>]* \s* (?:;s:[0-9]{1,4}:|=>|:=|->|[:=>|,]|\bis\b)? \s*
    (?:\b(?:string|str|some|text|chr)\b)? (?:\(\d{0,4}\))? \s* (?:\[1\])? [(\[{*_]{0,3} (?:<<(?="))?
    """,
    re.VERBOSE,
)
_PLAIN_GAP = expression(r"[\\\"'`*_\])>]*\s{0,3}(?:=>|[:,/=|&;>]|--?>?|\bmeans\b)?\s{0,24}[(]?")
_OPEN_QUOTE = expression(r"(?P<depth>\\*)(?P<quote>[\"'`])")
_BEHIND_CLOSING = expression(r"\s*(?:[,}\])>;:&|*_`\"']|\\|$|\n|[A-Za-z]{0,12}[=:(]|at )")


def message_behind(text: str, end: int, *, keyed: bool) -> Message | None:
    """Read the text that follows a number: the value of a message's key, or what a separator leads to.

    `keyed` tells whether a key calls the number a code: then a text in quotes may follow it as in a tuple.
    """
    ahead = text[end : end + _LOOK_AHEAD]
    gap = _GAP.match(ahead)
    after = gap.end() if gap else 0
    low = lowered(ahead)
    key = _MESSAGE_KEY.match(low, after)
    if key:
        joint = _KEY_GAP.match(low, key.end())
        return _named_value(text, end + key.end(), end + (joint.end() if joint else key.end()))
    if gap and ahead.endswith("58=", gap.start(), gap.end()):  # FIX: the Text tag
        value = _value(text, end + after)
        return value and value._replace(named=True)
    plain = _PLAIN_GAP.match(ahead)
    begins = plain.end() if plain else 0
    if begins == 0 or begins >= len(ahead):
        return None
    quote = _last_quote(ahead[:begins])
    if quote is not None and ahead[quote.end() : begins].strip() == "" and keyed and "," in ahead[: quote.start()]:
        value = _value(text, end + quote.start())
    else:
        value = _value(text, end + begins)
    return None if value and _IS_KEY.match(text, value.end if value.keyed else value.start) else value


_NOTHING = frozenset(("null", "none", "nil", "undefined"))
_IS_KEY = expression(r"(?:\\*[\"'`]|\w{1,30})\s{0,3}(?:=>|[:=])")
"""What makes a text in quotes, or a bare word, the next key."""
_GO_FIELD = expression(r" [A-Z][A-Za-z]{0,30}:")
_NEXT_FIELD = expression(r", [A-Za-z_]{1,30} ?=")


def _named_value(text: str, key_end: int, start: int) -> Message | None:
    """Read the value of a message's key, which begins at `start`; an empty one where it holds no text."""
    value = _value(text, start)
    if value is None or text[value.start] == "{" or (value.keyed and _IS_KEY.match(text, value.end)):
        return Message(start, start, 0, keyed=True, named=True)
    if value.keyed:
        return value._replace(named=True)
    if text[value.start : value.end].casefold() in _NOTHING:
        return Message(start, start, 0, keyed=True, named=True)
    # Go's %+v and the records of Java and C# quote nothing: there the next field ends a value.
    joint = text[key_end:start]
    field = _GO_FIELD if joint == ":" else _NEXT_FIELD if "=" in joint else None
    found = field.search(text, value.start, value.end) if field else None
    return value._replace(end=found.start() if found else value.end, named=True)


def _last_quote(text: str) -> re.Match[str] | None:
    found = list(_OPEN_QUOTE.finditer(text))
    return found[-1] if found else None


def _value(text: str, start: int) -> Message | None:
    """Read a value: to its closing quote, or to the end of what can be a bare message."""
    while start < len(text) and text[start] in " \t\r\n":
        start += 1
    quote = _OPEN_QUOTE.match(text, start)
    if quote:
        end = closing_quote(text, quote.end(), quote["quote"], len(quote["depth"]))
        if end is not None:
            end = _last_piece(text, end) if text[end - 1] == " " else end
            return (
                Message(quote.end(), end, len(quote["depth"]).bit_length() + 1, keyed=True)
                if end > quote.end()
                else None
            )
        start = quote.end()
    end = bare_end(text, start)
    return Message(start, end, 0, keyed=False) if end > start else None


JUNCTION = r"[\"'](?:[ ]\+)?\r?\n[ ]{1,200}(?P<opened>[\"'])"
"""Between two pieces of a long text that pprint or node divides at its blanks."""
_NEXT_PIECE = expression(JUNCTION)
_MOST_PIECES = 12


def _last_piece(text: str, end: int) -> int:
    """Go from the end of a piece of a divided text to the end of its last one."""
    for _ in range(_MOST_PIECES):
        junction = _NEXT_PIECE.match(text, end)
        closed = closing_quote(text, junction.end(), junction["opened"], 0) if junction else None
        if closed is None:
            break
        end = closed
    return end


def closing_quote(text: str, start: int, quote: str, depth: int) -> int | None:
    """Find where a quoted value ends: the next quote of the same depth that something can follow."""
    first = None
    limit = min(len(text), start + _LOOK_AHEAD)
    position = text.find(quote, start, limit)
    while position >= 0:
        slashes = 0
        while position - slashes > start and text[position - slashes - 1] == "\\":
            slashes += 1
        if slashes == depth and not slashes and text.startswith(quote, position + 1) and quote == "'":
            position += 1  # YAML and SQL double a quote to escape it
        elif slashes == depth:
            end = position - slashes
            if _BEHIND_CLOSING.match(text, position + 1):
                return end
            if "\n" in text[start:end]:  # a quote that closes nothing on a later line opens another value
                return first
            first = end if first is None else first
        position = text.find(quote, position + 1, limit)
    return first


_BARE_STOP = expression(
    r"""
    \n | \r | \x0b | \x01 | \x00 | \^A | \\n | \\r | \\\" | </ | \"(?=[,}\s]|\Z) | '[,}\]] | ` | [ ]\(HTTP | [ ]\{ | \}
    | \s{3,}
    | [ ]at[ ][a-z$_]{2,}[\w.$]*[(/] | [ ]\[[A-Z] | \|[0-9]{1,5}= | \s\|\s
    | [ ]\(truncated\.\.\.\) | [ ]\([A-Z]\w{0,40}::[\w:]{1,80}\)
    """,
    re.VERBOSE,
)
_OPENING = {")": "(", "]": "["}
_LONGEST_BARE = 600


def bare_end(text: str, start: int) -> int:
    """Find where a text without quotes ends: with its line, or where a wrapper goes on."""
    limit = min(len(text), start + _LONGEST_BARE)
    limit = text.find("\n", start, limit) + 1 or limit  # The line's end stops it, if nothing does before.
    end = limit
    for found in _BARE_STOP.finditer(text, start, limit):
        if found.group() == '"' and text.count('"', start, found.start()) % 2:
            continue  # it closes what was opened inside the text
        end = found.start()
        break
    while end > start and text[end - 1] in " \t*_'\"),;]" and not _opened(text[end - 1], text, start, end):
        end -= 1
    return end


def _opened(sign: str, text: str, start: int, end: int) -> bool:
    """Whether a closing sign at the end of a text closes what was opened in it."""
    if sign in _OPENING:
        return text.count(_OPENING[sign], start, end) >= text.count(sign, start, end)
    return sign == '"' and text.count(sign, start, end) % 2 == 0


_KEYED_BEFORE = expression(r"(?:msg|message|reason|text|58)[\\\"'`*\])]{0,6}\s*(?:=>|[:=])\s*(?=\\*[\"'`]|[a-z])")
"""In small letters."""
_TO_CODE = expression(
    r"""
    \\*[\"'`]? [ ]?[,;\x01|)&]{0,4}[ ]? (?:[^{}\"']{0,24}[|\x01,][ ]?)? [\\\"'`\[({]{0,4}
    (?:error[ _]?)? (?:code|25016) \W{0,12}-?[ ]?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_CODE_WORDS = ("code", "25016")
_FARTHEST_CODE = 120
"""Characters from a message to the code behind it, in the same object."""


_PAIR = expression(
    r"""
    \\*[\"']? \s? , \s? \\*[\"']? \w{1,30} \\*[\"']? \s? [:=] \s?
    (?: \\*(?P<quote>[\"']) [^\"\n]{0,400}? \\*(?P=quote) (?=\s?[,}]) | [^,{}\"'\s]{1,60}(?=\s?,) )
    """,
    re.VERBOSE,
)
"""Another key with its value, between a message and its number."""
_MOST_PAIRS = 6


def message_before(text: str, start: int) -> Message | None:
    """Read a message whose key stands before the code, in the same object."""
    begins = max(0, start - _LOOK_AHEAD)
    before = text[begins:start]
    low = lowered(before)
    if not any(word in low[-_FARTHEST_CODE:] for word in _CODE_WORDS):
        return None
    keys = list(_KEYED_BEFORE.finditer(low))
    if not keys:
        return _head_of_stack(text, start)
    message = _value(before, keys[-1].end())
    if message is None:
        return None
    between = message.end
    for _ in range(_MOST_PAIRS):
        pair = _PAIR.match(before, between)
        if pair is None:
            break
        between = pair.end()
    if len(before) - between > _FARTHEST_CODE or not _TO_CODE.fullmatch(" ".join(before[between:].split())):
        return None
    return message._replace(start=message.start + begins, end=message.end + begins)


_INSPECTED = expression(r" \{\n\s{1,8}(?:\w{1,30}: [^\n{}]{1,100},\n\s{1,8}){0,5}code: '?-?\Z")
_FRAME = expression(r"\s{1,12}at ")
_HEAD = expression(r"[^\n]{0,60}?(?:Error|Exception): (?=\S)")
_MOST_FRAMES = 30
_LONGEST_FRAME = 300


def _head_of_stack(text: str, start: int) -> Message | None:
    """Read the message of an error that node inspects: its first line, above the stack and the object with its code."""
    opened = _INSPECTED.search(text, max(0, start - _LOOK_AHEAD), start)
    if opened is None:
        return None
    end = opened.start()
    for _ in range(_MOST_FRAMES):
        line = text.rfind("\n", max(0, end - _LONGEST_FRAME), end) + 1
        if not line or not _FRAME.match(text, line):
            break
        end = line - 1
    else:
        return None
    if end == opened.start():
        return None
    line = text.rfind("\n", max(0, end - _LONGEST_FRAME), end) + 1
    head = _HEAD.match(text, line, end)
    return Message(head.end(), end, 1, keyed=True) if head else None
