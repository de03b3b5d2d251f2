"""Find the numbers in a text that may be error codes, with what stands before and behind them.

One tolerant reader for every language's way of printing an answer: a number, a key before it or none, a key and a
value behind it or none, in quotes of any depth or bare. What it finds are *mentions*: places, not yet conclusions.

Contract. `read_mentions` returns every mention in order. A mention's `hold` says how firmly its surroundings call it an
error code; whether it is one is decided by those who know the registry. Each look around a number is bounded, so the
whole is linear in the length of the text.
"""

from __future__ import annotations

import re
from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

from errdex.decode.beside import message_before, message_behind
from errdex.decode.expression import expression
from errdex.decode.fold import lowered

if TYPE_CHECKING:
    from collections.abc import Container

    from errdex.decode.beside import Message

_LOOK_BACK = 64


class Hold(IntEnum):
    """How firmly the surroundings of a number call it an error code."""

    FOREIGN = 0
    """They call it something else: an amount, an exit code, an errno."""
    BARE = 1
    """They say nothing."""
    WORD = 2
    """A word such as "error" stands before it."""
    KEY = 3
    """It is the value of a key such as "code", or an element of an exception's tuple."""


class Mention(NamedTuple):
    """A number that may be an error code."""

    number: int
    signed: bool
    start: int
    end: int
    hold: Hold
    status: int | None
    """An HTTP status that stands in the same tuple."""
    message: Message | None


_SIGNED = expression(r"-(?:(?<![0-9A-Za-z_.)\]]-)|(?<=[Cc]ode-))[ ]{0,2}[0-9]{1,9}(?![0-9]|,[0-9]|\.(?!0[^0-9.])[0-9])")
_UNSIGNED = expression(r"(?<![0-9A-Za-z_.,$#-])(?:#[ ]?)?[0-9]{1,9}(?![0-9])")
_NOT_BEHIND = expression(r"[.,][0-9]|/[0-9]{1,2}(?![0-9])|[%°:][0-9]|[0-9A-Za-z_%@]|-[0-9A-Za-z]")
"""What makes a number part of something longer, or a date."""
_UNIT_BEHIND = expression(r" (?:ms|secs?|seconds?|s|USDT|USDC|BUSD|USD|BTC|ETH|BNB|contracts?)(?![\w/])")
"""What makes it an amount."""
_INTEGER_SUFFIX = expression(r"(?:_?i(?:16|32|64)|i)\b")
"""Rust and InfluxDB mark integers with an i."""

_NO_FRACTION = expression(r"\.0(?![0-9.])")
"""What a language without integers prints behind one."""

_QUOTES = r"[\\\"'`*_\]\)]*"
_KEY_BEFORE = expression(r"(?<![a-z])(?:[a-z]{1,12}[ _.-]?){0,2}\Z")
"""What a key that ends in "code" begins with."""
_LONGEST_BEFORE = 26
_KEY_BEHIND = expression(
    rf"""
    {_QUOTES} >? \s*
    (?:,?\s?-?\s?["']?value(?=["']?:))?["']?
    (?:=>|:=|=|:|;i:|\(|\bis\b|\bof\b|\bwith\b|,|>|\t|\|)? \s*
    (?:\b(?:int|integer|number|i16|i32|i64|some|long|float)\b)? (?:\[1\])? [\\"'`*(\[{{<\s]* \Z
    """,
    re.VERBOSE,
)
"""What stands between such a key and its value."""
_FOREIGN_KEY = expression(
    r"""
    (?:ret|exit|return|status|process|close|result|sub|zip|country|post|signal|sql|vendor|biz|http)[ _.-]?code\Z
    | err[ _-]?code\Z
    | errno | exitcode | \bexit(?:ed|s)?\b
    """,
    re.VERBOSE,
)
_ERROR_WORD = expression(
    r"""(?: err(?:or[es]?|o)? | \werror\.?\w{0,40} | exception | fehler | fout | fail(?:ed|ure)? | reject(?:ed|ion)?
        | reason | binance\w* | api
        | erreur | erori | eroare | błędu? | помилк\w{0,3} | lỗi | σφάλμα\w{0,4} | ошибк\w{0,3} | грешк\w{0,3}
        | (?<!\w)(?: codice | hata | kod\w{0,3} | c[óo]digo | код\w{0,3} | chyb\w{0,3} | hiba | virhe | feil | fel
          | galat | kesalahan)
        | 币安 | 幣安 | 바이낸스 | バイナンス | бинанс\w{0,2}
        | 错误\w{0,4} | 報錯 | 报错\w{0,6} | 编号 | 代码 | 에러\w{0,4} | 오류\w{0,4} | エラー\w{0,5}
        | \[executing | code | throws | thrown | returns | returned | received | msg | message )
        [^\w\n]{0,8} \Z""",
    re.VERBOSE,
)
_STATUS_BEFORE = expression(r"\(\s*(?P<status>[1-5][0-9]{2})\s*,\s*\Z")
_STATUS_BARE = expression(r"(?:error|exception|client)\W{0,4}\s*\(?(?P<status>[45][0-9]{2})\s*[,(]\s*\Z")
_STATUS_AND_OBJECT = expression(r"(?<![\w.,:-])(?P<status>[45][0-9]{2})[ :,)-]{1,3}[\\\"'`]{0,3}\{[^{}]{0,40}\Z")
_PROGRAM = expression(r"(?:^[a-z][\w.+-]{1,30}: (?:fatal )?error:? |(?<!\w)[a-z]{2,12}_err )\Z", re.MULTILINE)
"""Another program's error: "xcodebuild: error -1013"."""
_DEFINED = expression(r"(?:#[ ]?define[ ]\w{1,60}|\bUV_\w{1,40})\W{1,4}\Z")
"""A constant of C, or of libuv."""
_QUANTITY = expression(
    r"\b(?:balance|change|difference|diff|delta|offset|drift|pnl|profit|loss|spread|price|position|amount|volume)s?\b"
    r"[^\n.;!?()\[\]]{0,30}\Z"
)
_TROUBLE = expression(r"err|fail|reject|code|insufficient|exception")
_OTHER_KEY = expression(r"(?<![^\W\d_])(?P<key>[^\W\d][\w.]{0,40})[\"'`\]]{0,3}\s*(?:=>|[:=])[^\S\n]*[\"'`]?\Z")
_NEUTRAL_KEY = expression(
    r"""
    (?:code|error|err|exception|fail\w*|reject\w*|message|msg|reason|erro|binance\w*|response|result|answer|body|data|log|info
        |api|status|text|got|returned|received|says? | 25016) \Z
    """,
    re.VERBOSE,
)


def read_mentions(text: str, known: Container[int]) -> list[Mention]:
    """Return every number with a minus of up to nine digits, and every other that is called a code, in order.

    `known` holds the numbers of the registry, without signs: others are looked at only where a key may call them a
    code, so that a column of prices costs nothing.
    """
    places: dict[int, tuple[int, int, bool]] = {}
    for found in _SIGNED.finditer(text):
        places[found.start()] = (int(found.group()[1:]), found.end(), True)
    for start, end in _unsigned_places(text):
        places.setdefault(start, (int(text[start:end].lstrip("# ")), end, False))
    mentions = []
    for start in sorted(places):
        number, end, signed = places[start]
        if (number not in known or number < _LEAST_BARE) and not _may_be_called_code(text, start):
            continue
        mention = _mention(text, number, start, end, signed=signed)
        if mention is not None:
            mentions.append(mention)
    return mentions


_LEAST_BARE = 1_000
"""A smaller number is an error code only where a key or a tuple says so."""
_TUPLE = expression(r"[(,=]\s{0,3}\Z")


_CALLING = ("code", "error", "exec", "exception")


def _may_be_called_code(text: str, start: int) -> bool:
    """Tell cheaply whether a number can stand behind a key or such a word, or in a tuple."""
    before = text[max(0, start - 40) : start].lower()
    return any(word in before for word in _CALLING) or _TUPLE.search(before) is not None


_CALLS = ("ode", "rro", "25016=", "#", "错误", "ошибк")
"""In small letters."""
_FARTHEST_CALLED = 24
"""Characters from such a word to the number that it calls a code."""


def _unsigned_places(text: str) -> list[tuple[int, int]]:
    """Find numbers without a minus shortly behind a word that calls them a code, and at the beginning of lines."""
    places: dict[int, int] = {}
    low = lowered(text)
    for call in _CALLS:
        position = low.find(call)
        while position >= 0:
            behind = position + len(call)
            found = _UNSIGNED.search(text, position if call == "#" else behind, behind + _FARTHEST_CALLED)
            whole = _UNSIGNED.match(text, found.start()) if found else None  # the look may have ended inside a number
            if whole and (call == "#") <= (whole.start() == position):
                places[whole.start()] = whole.end()
            position = low.find(call, behind)
    for found in _IN_TUPLE.finditer(text):
        places[found.start(1)] = found.end(1)
    first = _FIRST.match(text)
    if first:
        places[first.start(1)] = first.end(1)
    for sign, opened in _OPENED:
        if sign in text:
            places.update(found.span(1) for found in opened.finditer(text))
    return sorted(places.items())


_IN_TUPLE = expression(r"\([1-5][0-9]{2}, ?([1-9][0-9]{3,8})(?=, ?[\"'])")
_FIRST = expression(r"[ \t*#>|]{0,4}([0-9]{3,6})(?=[ :=\"'`|)\]}])")
_OPENED = tuple(
    (sign, expression(re.escape(sign) + r"[ \t*#>|]{0,4}([1-9][0-9]{2,5})(?=[ :=\"'`|)\]}])"))
    for sign in "\n\x0b\"'`({[|"
)
"""What a number stands behind that begins a line or something quoted; one look for each sign that is there at all takes
two thirds of the time of one look for any of them."""


def _mention(text: str, number: int, start: int, end: int, *, signed: bool) -> Mention | None:
    before = text[max(0, start - _LOOK_BACK) : start]
    digits = text[start:end].lstrip("-# ")
    if digits[0] == "0" and len(digits) > 1:
        return None
    hold, status = _hold(before)
    suffix = _INTEGER_SUFFIX.match(text, end) or (_NO_FRACTION.match(text, end) if hold is Hold.KEY else None)
    behind = suffix.end() if suffix else end
    if not suffix and (_NOT_BEHIND.match(text, end) or (text.startswith(" ", end) and _UNIT_BEHIND.match(text, end))):
        return None
    message = message_behind(text, behind, keyed=hold is Hold.KEY)
    if message is None or not (message.keyed or message.named):
        message = message_before(text, start) or message
    if hold is Hold.BARE and message is not None and _CLASS_BEHIND.match(text, message.end):
        hold = Hold.KEY
    return Mention(-number if signed else number, signed, start, end, hold, status, message)


_CLASS_BEHIND = expression(r" \((?:[A-Z]\w{0,40}::){1,4}\w{0,40}Error\)")
"""Ruby prints an exception's class behind its message."""
_WHITE = expression(r"\s{2,}")


def _one_sign(white: re.Match[str]) -> str:
    """Stand for a run of white space: no expression that follows can be slowed down by one."""
    return "\n" if "\n" in white.group() else " "


_CALLED = expression(r"[a-z_0-9]\((?:-?[0-9]{1,6}, ?)?\Z")
"""The arguments of a function: range(-1100, -1000)."""
_OTHER_WORDS = ("exit", "errno", "signal", "status")


def _key(low: str) -> str | None:
    """Return the key that ends in "code" and whose value a number is, where one stands before it."""
    code = low.rfind("code")
    if code < 0 or not _KEY_BEHIND.match(low, code + len("code")):
        return None
    before = _KEY_BEFORE.search(low, max(0, code - _LONGEST_BEFORE), code)
    return low[before.start() : code + len("code")] if before else None


def _hold(before: str) -> tuple[Hold, int | None]:
    """Judge what stands before a number."""
    before = _WHITE.sub(_one_sign, before)
    low = before.lower()
    key = _key(low)
    if key:
        if key != "code" and _FOREIGN_KEY.search(key):
            return Hold.FOREIGN, None
        answered = _STATUS_AND_OBJECT.search(before) if "{" in before else None
        return Hold.KEY, int(answered["status"]) if answered else None
    status = _STATUS_BEFORE.search(before) or _STATUS_BARE.search(low)
    if status:
        return Hold.KEY, int(status["status"])
    if before.endswith("25016="):
        return Hold.KEY, None
    other = _OTHER_KEY.search(low)
    if other and not _NEUTRAL_KEY.search(other["key"]) and not _ERROR_WORD.search(other["key"]):
        return Hold.FOREIGN, None
    if _CALLED.search(before) or before.endswith("@@ ") or before.rstrip().endswith(_OTHER_WORDS):
        return Hold.FOREIGN, None
    if _PROGRAM.search(before) or _DEFINED.search(before) or (_QUANTITY.search(low) and not _TROUBLE.search(low)):
        return Hold.FOREIGN, None
    if _ERROR_WORD.search(low):
        return Hold.WORD, None
    return Hold.BARE, None
