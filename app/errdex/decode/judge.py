"""Decide which mentions are errors of Binance's, and what their messages are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from errdex.decode.beside import JUNCTION, Message, bare_end
from errdex.decode.clean import SOFT_END, unescape
from errdex.decode.expression import expression
from errdex.decode.foreign import answers_from_elsewhere, foreign_name, is_protocol_number
from errdex.decode.match import Fit
from errdex.decode.read import Hold
from errdex.decode.records import before_next
from errdex.registry.model import Kind

if TYPE_CHECKING:
    from errdex.decode.index import MessageIndex
    from errdex.decode.read import Mention
    from errdex.registry.model import Meaning, Registry

_BARE_WINDOW = 700
_NAME = expression(r"[A-Z][A-Za-z]*(?:_[A-Z0-9a-z]+)+|[A-Z]{6,}")
_ERROR_TALK = expression(
    r"binance|error|exception|erro\b|code|fail|reject|错|报|ошиб|에러|오류|エラー|erreur|fehler", re.IGNORECASE
)
_OPENED = expression(
    r"(?:\A|[\n\r\x0b(\[{\"'`|,;/:#>*]|\\n|- |\b(?:with|or|and|get|got|getting|of|throws?|return)|和|以及)\s*\Z"
)
_ERROR_BEHIND = expression(r"[\"'`*_)\]]{0,3} ?(?:error|exception|错误|报错|错|エラー|에러|오류)(?!\w)", re.IGNORECASE)
_CALL = expression(r"[\w.]+!?[(:.][^ ]")
_MOST_OF_STREAMS = 3
"""Streams number their errors from 0 to 3."""
_USUAL_DIGITS = 4
"""Digits of an error code that nothing but a word, or nothing at all, calls one."""
_OUR_ENVELOPE = expression(
    r"(?:APIError|ServerError[^\]\n]{0,40}\]|\[Executing\]|25016=|binance)[^\n]{0,60}\Z", re.IGNORECASE
)
"""What the libraries print before a number; see the table of envelopes."""
_OUR_CLASS = expression(r" \(Binance\w*::")
_OUR_NAMES = expression(r"binance|币安|幣安|바이낸스|バイナンス|бинанс|بایننس|بينانس", re.IGNORECASE)
_CLOSE_CODES = range(1_000, 1_016)
"""Numbers with which WebSockets say why they were closed (RFC 6455, section 7.4.1)."""
_CLOSED = expression(r"clos|disconnect|reason", re.IGNORECASE)
_CLOUDFLARE = expression(r"cloudflare|ray id|access denied", re.IGNORECASE)


_OTHER_LETTERS = expression(r"(?:[^\x00-\x7f][^\x00-\x7f :,]{0,20}[ :,]{0,3}){1,3}(?=[A-Z'\"])")
_UP_TO_NUMBER = expression(r"[A-Za-z.](?=[ \n(\[,:#\"'-]{1,6}\Z)")
_SIGNS_BETWEEN = 8
_CALLED_CODE = expression(r"(?<=[ \n(\[,:])(?:error[ _-]?)?code[ :=#]{1,3}\Z", re.IGNORECASE)
_LONGEST_CALL = 16
_LONGEST_BEFORE = 300
"""Characters before a number in which its message may stand."""


Memory = dict[tuple[int, str, Kind, bool], tuple[Fit, ...]]
"""What was compared already in one text."""


class Judged(NamedTuple):
    """A mention that is an error, with its message."""

    mention: Mention
    number: int
    """With the sign that the API sends."""
    kind: Kind
    meanings: tuple[Meaning, ...]
    """Empty for a number that the registry does not know."""
    message: str | None
    """Escapes undone."""
    start: int
    end: int
    """The message's stretch of the plain text; equal where there is none."""
    fits: tuple[Fit, ...]
    """In `message`."""
    raw: bool
    """Whether `message` is the stretch as it stands, so that positions in it hold."""
    names: frozenset[str]


class Judge:
    """Knows the registry and decides about mentions."""

    def __init__(self, registry: Registry, index: MessageIndex) -> None:
        """Take what is known."""
        self._registry = registry
        self._index = index
        self._names: dict[tuple[Kind, int], frozenset[str]] = {}
        self._numbers = frozenset(abs(meaning.number) for meaning in registry.meanings if meaning.kind is not Kind.HTTP)

    @property
    def numbers(self) -> frozenset[int]:
        """The numbers that the registry knows, without signs."""
        return self._numbers

    def judge(self, text: str, mentions: list[Mention], *, others: bool) -> list[Judged]:
        """Return the mentions that are errors of Binance's, in order; `others`: whether the text speaks of others."""
        memory: Memory = {}
        weighed = [self._weigh(text, mention, memory, others=others) for mention in mentions]
        doubtful = sum(one is not None and not sure for one, sure in weighed)
        return [one for one, sure in weighed if one is not None and (sure or doubtful > 1 or _talk(text, one))]

    def _weigh(self, text: str, mention: Mention, memory: Memory, *, others: bool) -> tuple[Judged | None, bool]:
        """Return what a mention would be, and whether that is sure without looking further around."""
        none = (None, False)
        if abs(mention.number) <= _MOST_OF_STREAMS:
            return self._small(text, mention, memory), True
        one = self._read(text, mention, Kind.API, memory)
        if mention.hold is (Hold.BARE if mention.signed else Hold.KEY) and one.meanings and not one.fits:
            one = self._said_before(text, mention, memory) or one
        end = max(mention.end, one.end)
        fitting = bool(one.fits) and (one.fits[0].whole or one.fits[0].weight >= 8)
        if others and foreign_name(text, mention.start, end) is not None:
            return none
        if answers_from_elsewhere(text, mention.start, end) is not None:
            return none
        if fitting or one.names:
            return one, True
        sure = _sure(text, one)
        return none if sure is None else (one, sure)

    def _small(self, text: str, mention: Mention, memory: Memory) -> Judged | None:
        """Read a number such as streams use, which is an error only with a text that is documented for it."""
        kinds = (Kind.STREAM, Kind.API) if mention.hold is Hold.KEY and not mention.signed else (Kind.API,)
        for kind in kinds:
            one = self._read(text, mention, kind, memory)
            if one.fits and one.fits[0].whole and not one.fits[0].loose:
                return one
        return None

    def _read(self, text: str, mention: Mention, kind: Kind, memory: Memory) -> Judged:
        """Read a mention's message and fit it to the number's wordings."""
        meanings = self._registry.with_number(mention.number, kind)
        number = meanings[0].number if meanings and (not mention.signed) else mention.number
        names = _names_beside(text, mention, self._names_of(mention.number, kind))
        beside = mention.message
        if beside is None or beside.start == beside.end:
            return Judged(mention, number, kind, meanings, None, mention.end, mention.end, (), raw=True, names=names)
        end = beside.end
        if not beside.keyed and not self._line_fits(text, mention, kind, memory):
            end = min(len(text), beside.start + _BARE_WINDOW)
        stretch = text[beside.start : end].replace(SOFT_END, "\n")
        if not beside.keyed:
            stretch = before_next(stretch)
        depth = beside.depth if beside.keyed else 1
        message = unescape(stretch, depth) if "\\" in stretch[: beside.end - beside.start] else stretch
        if beside.keyed and "''" in message:
            message = message.replace("''", "'")
        raw = message == stretch
        if not raw and not beside.keyed:
            message = _quotes_only(text[beside.start : beside.end])
        if beside.keyed and "\n" in message:
            message = _PIECES.sub("", message)
        raw = raw and message == stretch
        fits = self._fits(mention.number, message, kind, memory, bounded=beside.keyed)
        one = Judged(mention, number, kind, meanings, message, beside.start, beside.end, fits, raw, names)
        if not beside.keyed:
            return self._behind_other_letters(text, one, memory) or self._bare(text, one)
        begun = self._begun_with_a_quote(text, one, memory)
        if begun is not None:
            return begun
        if not (beside.named or fits or names or mention.hold is Hold.KEY or _is_sentence(message, named=False)):
            return one._replace(message=None, start=mention.end, end=mention.end, raw=True)
        return one

    def _names_of(self, number: int, kind: Kind) -> frozenset[str]:
        """Return the documented names of a number, folded."""
        key = (kind, abs(number))
        names = self._names.get(key)
        if names is None:
            meanings = self._registry.with_number(number, kind)
            printed = {name for one in meanings for name in (one.name, *one.other_names, *(c.name for c in one.codes))}
            names = frozenset(name.casefold() for name in printed if name)
            if meanings:  # not kept otherwise: a text may hold any number of numbers
                self._names[key] = names
        return names

    def _begun_with_a_quote(self, text: str, one: Judged, memory: Memory) -> Judged | None:
        """Read a message as bare whose first words alone stand in quotes: "'17' is not valid depth limit."."""
        if (one.fits and one.fits[0].whole) or text[one.end + 1 : one.end + 2] != " ":
            return None
        begins = one.start - 1
        bare = Message(begins, bare_end(text, begins), 0, keyed=False)
        other = self._read(text, one.mention._replace(message=bare), one.kind, memory)
        return other if other.fits and other.fits[0].whole and not other.fits[0].loose else None

    def _behind_other_letters(self, text: str, one: Judged, memory: Memory) -> Judged | None:
        """Read a message that words of another script lead to: "提示Precision is over …"."""
        strict = bool(one.fits) and not one.fits[0].loose
        other = None if strict or text[one.start].isascii() else _OTHER_LETTERS.match(text, one.start, one.end)
        if other is None or one.mention.message is None:
            return None
        message = one.mention.message._replace(start=other.end())
        moved = self._read(text, one.mention._replace(message=message), one.kind, memory)
        return moved if moved.fits else None

    def _said_before(self, text: str, mention: Mention, memory: Memory) -> Judged | None:
        """Read a message that stands before its number: "Invalid symbol (-1121)"."""
        called = _CALLED_CODE.search(text, max(0, mention.start - _LONGEST_CALL), mention.start)
        number = called.start() if called else mention.start
        ends = _UP_TO_NUMBER.search(text, max(0, number - _SIGNS_BETWEEN), number)
        if ends is None:
            return None
        begins = max(0, ends.start() + 1 - _LONGEST_BEFORE)
        begins = text.rfind("\n", begins, ends.start()) + 1 or begins
        said = text[begins : ends.start() + 1]
        found = self._index.ending(mention.number, said)
        if found is None:
            return None
        first = begins + found.start
        message = Message(first, begins + found.end, 0, keyed=True)
        return self._read(text, mention._replace(message=message), Kind.API, memory)

    def _fits(self, number: int, message: str, kind: Kind, memory: Memory, *, bounded: bool) -> tuple[Fit, ...]:
        """Fit a message to a number's wordings; the same message of the same number is compared once a text."""
        key = (number, message, kind, bounded)
        if key not in memory:
            memory[key] = tuple(self._index.fits(number, message, kind, bounded=bounded))
        return memory[key]

    def _line_fits(self, text: str, mention: Mention, kind: Kind, memory: Memory) -> bool:
        """Whether a bare message is whole on its own line: then what follows need not be looked at."""
        beside = mention.message
        if beside is None:
            return False
        line = text[beside.start : beside.end]
        fits = self._fits(mention.number, line, kind, memory, bounded=False)
        if not fits or not fits[0].whole or fits[0].loose:
            return False
        # A wording that ends within the line may be the beginning of a longer one that goes on behind it.
        goes_on = text[beside.end : beside.end + 1] in (",", ";")
        whole_line = line[fits[0].end - 1] == "." or (fits[0].end >= len(line) and not goes_on)
        if fits[0].wording.literals[-1]:
            return whole_line
        # A last placeholder may go on behind what stopped the reader, or stand on the next line.
        first, last = fits[0].values[-1]
        return first < last and text[beside.end : beside.end + 1] in ("", "\n")

    def _bare(self, text: str, one: Judged) -> Judged:
        """Find the end of a message without quotes: its template's, or the line's where the envelope ends with it."""
        if one.fits and one.message is not None:
            best = one.fits[0]
            message = one.message[: best.end]
            shown_end = one.start + best.end if one.raw else one.end
            if one.raw and not best.whole and one.end > shown_end and "\n" not in text[shown_end : one.end]:
                message, shown_end = text[one.start : one.end], one.end
            undone = _quotes_only(message) if one.raw and "\\" in message else message
            if undone != message:
                fits = tuple(self._index.fits(one.mention.number, undone, one.kind, bounded=False))
                return one._replace(message=undone, end=shown_end, fits=fits, raw=False)
            return one._replace(message=message, end=shown_end)
        line = text[one.start : one.end]
        named = one.mention.message is not None and one.mention.message.named
        if (
            not named and "\n" in text[one.mention.end : one.start]
        ):  # another line is only a message where a template says so
            line = ""
        called = one.mention.hold is Hold.KEY or (one.mention.hold is Hold.WORD and _separated(text, one))
        if called and (_is_sentence(line, named=named) or line.strip().casefold() in one.names):
            line = _name_alone(line, one.names)
            return one._replace(message=_quotes_only(line), end=one.start + len(line), raw="\\" not in line)
        return one._replace(message=None, start=one.mention.end, end=one.mention.end, raw=True)


_PIECES = expression(JUNCTION)
_BACKSLASHES = expression(r"\\{2,8}(?=[^\\\"'])")
"""A backslash that was escaped with the line around it."""
_UNICODE = expression(r"\\{1,8}u([0-9a-fA-F]{4})")


def _quotes_only(text: str) -> str:
    """Undo the escapes of a bare text that are no part of it: those of quotes and of signs of other scripts."""
    if "\\u" in text:
        text = _UNICODE.sub(lambda found: chr(int(found.group(1), 16)), text)
    if "\\\\" in text:
        text = _BACKSLASHES.sub(r"\\", text)
    return text.replace("\\'", "'").replace('\\"', '"')


def _is_sentence(line: str, *, named: bool) -> bool:
    """Whether a text that is documented nowhere can be a message.

    Where no key names it, it has several words and begins with a capital, as Binance's do; or it is another language's.
    """
    if len(line) <= 3 or not line[0].isalpha() or line.startswith(("at ", "url", "http")) or _CALL.match(line):
        return False
    if named or not line.isascii():
        return True
    return not line[0].islower() and (" " in line.strip() or _NAME.fullmatch(line.strip()) is not None)


def _name_alone(line: str, names: frozenset[str]) -> str:
    """Drop what a program says behind a name that was sent as the message: "UNKNOWN_ORDER - trying again"."""
    name = _NAME.match(line)
    if name is None:
        return line
    printed = name.group()
    apart = printed.isupper() and line.startswith((" - ", " (", ", "), name.end())
    return printed if apart or printed.casefold() in names else line


def _separated(text: str, one: Judged) -> bool:
    """Whether a colon, dash or comma leads from the number to the text."""
    between = text[one.mention.end : one.start]
    return any(sign in between for sign in ":-,=")


def _names_beside(text: str, mention: Mention, known: frozenset[str]) -> frozenset[str]:
    """Return the names of a number that stand beside it, folded."""
    beside = text[max(0, mention.start - 48) : mention.start] + " " + text[mention.end : mention.end + 80]
    message = mention.message
    said = text[message.start : message.end].strip().casefold() if message is not None else None
    folded = beside.casefold()
    if not any(name in folded or name == said for name in known):
        return frozenset()
    return known & {said, *(one.group().casefold() for one in _NAME.finditer(beside))}


def _sure(text: str, one: Judged) -> bool | None:
    """Whether a number is surely an error although no documented text stands beside it; None where it is none."""
    mention = one.mention
    digits = len(str(abs(mention.number)))
    if mention.hold is Hold.FOREIGN or is_protocol_number(mention.number):
        return None
    if not mention.signed:
        return _sure_without_sign(text, one, digits)
    if mention.hold in (Hold.KEY, Hold.WORD):
        if one.meanings:
            return True if mention.hold is Hold.KEY or digits >= _USUAL_DIGITS else None
        return True if 3 <= digits <= 6 and _answer_like(text, mention) else None
    if not one.meanings or digits < _USUAL_DIGITS:
        return None
    if _in_another_script(text, mention):
        return True
    opened = _OPENED.search(text[max(0, mention.start - 16) : mention.start]) or _ERROR_BEHIND.match(text, mention.end)
    return False if opened else None


def _sure_without_sign(text: str, one: Judged, digits: int) -> bool | None:
    """Judge an unsigned number that is called an error code in a text that speaks of Binance."""
    mention = one.mention
    if digits < _USUAL_DIGITS or mention.hold not in (Hold.KEY, Hold.WORD):
        return None
    around = text[max(0, mention.start - 300) : mention.end + 300]
    enveloped = _OUR_ENVELOPE.search(text[max(0, mention.start - 100) : mention.start]) is not None
    if not (enveloped or "binance" in around.casefold()) or _CLOUDFLARE.search(around):
        return None
    if mention.number in _CLOSE_CODES and _CLOSED.search(text, max(0, mention.start - 60), mention.end + 40):
        return None
    if one.meanings:
        return False
    message = mention.message
    named = message is not None and (message.named or enveloped) and message.end > message.start
    return True if digits > _USUAL_DIGITS and mention.hold is Hold.KEY and named else None


def _in_another_script(text: str, mention: Mention) -> bool:
    """Whether a number stands behind a word of another script, in a line that names Binance."""
    word = text[max(0, mention.start - 2) : mention.start].strip(" :")[-1:]
    if not word or word.isascii():
        return False
    line = text[max(0, mention.start - 60) : mention.start] + text[mention.end : mention.end + 60].partition("\n")[0]
    return bool(_OUR_NAMES.search(line.rpartition("\n")[2]))


def _answer_like(text: str, mention: Mention) -> bool:
    """Whether an unknown number stands in an envelope of Binance's: beside a message's key, in a tuple, a named one."""
    message = mention.message
    if mention.status is not None or (mention.hold is Hold.KEY and message and (message.keyed or message.named)):
        return True
    if message is not None and _OUR_CLASS.match(text, message.end):
        return True
    return bool(_OUR_ENVELOPE.search(text[max(0, mention.start - 100) : mention.start]))


def _talk(text: str, one: Judged) -> bool:
    """Whether the text around a bare number speaks of errors."""
    around = text[max(0, one.mention.start - 200) : one.mention.end + 200]
    return bool(_ERROR_TALK.search(around))
