"""What is no error of Binance's: other exchanges, other protocols, other programs' numbers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from errdex.decode.expression import expression
from errdex.decode.records import begins_record

if TYPE_CHECKING:
    from errdex.decode.words import Words

_OTHERS = expression(
    r"""(?i:\b(?:bybit|kucoin|okx|okex|mexc|kraken|bitfinex|bitmex|deribit|ftx|huobi|htx|gate\.?io|bitget|coinbase
            |phemex|wazirx|hitbtc|poloniex|bitstamp|bittrex|gemini|crypto\.com|cryptocom|upbit|bithumb|bitmart|bingx
            |lbank|coinex|hyperliquid|dydx|woox|ascendex|probit|weex|aster(?:dex)?|toobit|blofin|mysql|npm|postgres|sqlite3?)\b)
        | \b(?:KC-API|ret_code|retCode|ret_msg|retMsg|ErrCode|ext_code|_extend|jsonrpc|time_now|req_timestamp|instId
            |clOrdId|NSURLErrorDomain|kCFErrorDomain\w*|NSPOSIXErrorDomain)\b""",
    re.VERBOSE,
)
_OTHER_WORDS = frozenset(
    b"""bybit kucoin okx okex mexc kraken bitfinex bitmex deribit ftx huobi htx gate gateio bitget coinbase phemex
    wazirx hitbtc poloniex bitstamp bittrex gemini crypto cryptocom upbit bithumb bitmart bingx
    lbank coinex hyperliquid dydx woox ascendex weex aster asterdex toobit blofin
    probit mysql npm postgres kc ret retcode retmsg errcode ext extend jsonrpc time req instid clordid
    sqlite ccxt""".split()
)
_OURS = expression(r"binance|(?<![\w.])/[fdspe]api/|APIError", re.IGNORECASE)
_API_PATH = expression(
    r"https?://(?P<host>[\w-]{1,60}(?:\.[\w-]{1,60}){0,4}\.[A-Za-z]{2,10})(?::[0-9]{2,5})?/[a-z]?api/"
)
"""An address with a path such as Binance's."""
_CCXT = expression(r"ccxt[\w.]*\.[A-Z]\w{3,40}: (?P<id>[a-z][a-z0-9]{1,20}) \{[^{}]{0,300}\Z")
"""An exchange id of ccxt before the answer."""
_DOMAIN = expression(r"\b[A-Za-z]{2,30}ErrorDomain\w*")
"""Apple's frameworks number their errors, each domain for itself."""
_HOST = expression(r"https?://(?!www\.w3\.org)([\w.-]{3,80})")
_OTHER_HOST = expression(
    r"https?://[\w.-]{0,40}(?P<name>bybit|kucoin|okx|mexc|kraken|bitget|gate|bingx|aster|coinbase|huobi|htx)[\w.-]{2,30}"
)
_OTHER_NUMBER = expression(r"(?:error|code|errcode)\W{0,4}(?P<number>-?[0-9]{3,9})\W{1,8}\Z", re.IGNORECASE)
_OTHER_NUMBER_BEHIND = expression(
    r"\W{0,4}\(?(?:err(?:or)?_?code|retcode|ret_code)\W{0,4}(?P<number>-?[0-9]{3,9})", re.IGNORECASE
)
_SAME_OBJECT = expression(
    r"code\\*[\"']?\s?[:=]\s?\\*[\"']?(?P<number>-?[0-9]{4,9})\\*[\"']?\s?,\s?\\*[\"']?(?:msg|message)\\*[\"']?\s?[:=]\s?"
    r"\\*[\"']?\Z",
    re.IGNORECASE,
)
"""The number of the answer whose message follows."""
_WITHIN = 400


def speaks_of_others(words: Words) -> bool:
    """Whether a text can name another exchange at all, told from its words: most name none, and need no closer look."""
    return not words.all.isdisjoint(_OTHER_WORDS) or b"errordomain" in words.line


def foreign_name(text: str, start: int, end: int) -> str | None:
    """Name what calls an error somebody else's: the nearest name before it, or a mark of another's answers in it.

    None where nothing does, or where something of Binance's stands nearer.
    """
    exchange = _CCXT.search(text[max(0, start - _WITHIN) : start])
    if exchange and not exchange["id"].startswith("binance"):
        return exchange["id"]
    line_end = text.find("\n", end, end + _WITHIN)
    behind = line_end if line_end >= 0 else min(len(text), end + 80)
    domain = _DOMAIN.search(text, max(0, start - 80), behind)
    if domain:
        return domain.group()
    host = _OTHER_HOST.search(text, end, line_end if line_end >= 0 else min(len(text), end + 200))
    if host and not _OURS.search(text, max(0, start - 200), host.end()):
        return host["name"]
    inside = _object_around(text, start, end)
    marks = [found for found in _OTHERS.finditer(inside) if not _is_ours(found.group())]
    if marks and not _OURS.search(inside):
        return marks[0].group()
    before = text[max(0, start - _WITHIN) : start]
    others = list(_OTHERS.finditer(before))
    if not others:
        return None
    ours = [found.start() for found in _OURS.finditer(before)]
    last = others[-1]
    if ours and ours[-1] > last.start():
        return None
    # Between the name and the error another record may begin: then the name says nothing.
    between = before[last.end() :]
    if begins_record(between):
        return None
    return last.group() if "\n" not in between.strip("\n") or before.count("\n") <= 1 else None


_BRACE = expression(r"[{}]")


def _object_around(text: str, start: int, end: int) -> str:
    """Return the object in which an error stands, as far as it is near; where none is open, only to its line's end."""
    closed = 0
    for brace in reversed(list(_BRACE.finditer(text, max(0, start - _WITHIN), start))):
        closed += 1 if brace.group() == "}" else -1
        if closed < 0:
            close = text.find("}", end, end + _WITHIN)
            return text[brace.start() : close if close >= 0 else end]
    rest = text[end : end + _WITHIN].partition("\n")[0].partition("}")
    return text[start:end] + (rest[0] if rest[1] and "{" not in rest[0] else "")


def answers_from_elsewhere(text: str, start: int, end: int) -> str | None:
    """Name the host before an answer whose address has a path like Binance's and which is not Binance's."""
    begins = max(0, start - _NEAR_ADDRESS)
    if "://" not in text[begins:start]:
        return None
    addresses = list(_API_PATH.finditer(text, begins, start))
    if not addresses or _BINANCE.search(text, max(0, start - _WITHIN), end + _NEAR_ADDRESS):
        return None
    return addresses[-1]["host"] if "\n\n" not in text[addresses[-1].end() : start] else None


def speaks_of_binance(text: str, first: int, last: int) -> bool:
    """Whether a stretch of a text names Binance, its paths or its clients' errors."""
    return _OURS.search(text, first, last) is not None


_NEAR_ADDRESS = 200
_BINANCE = expression(r"binance|bnb|APIError", re.IGNORECASE)


def _is_ours(name: str) -> bool:
    return name.lower().startswith("binance")


def stands_by_another_host(text: str, start: int, end: int) -> bool:
    """Whether there are addresses around a text, and none of them nor anything else there is of Binance."""
    around = text[max(0, start - _WITHIN) : end + _WITHIN]
    return bool(_HOST.search(around)) and not _OURS.search(around)


def other_number(text: str, start: int, end: int) -> int | None:
    """Return the number that an unnumbered message comes with in another's envelope ("error 700004 (…)")."""
    ahead = text[max(0, start - 60) : start]
    before = _OTHER_NUMBER.search(ahead[-40:]) or _SAME_OBJECT.search(ahead)
    behind = _OTHER_NUMBER_BEHIND.match(text[end : end + 40])
    found = before or behind
    return int(found["number"]) if found else None


def is_protocol_number(number: int) -> bool:
    """Whether a number is one that other protocols use for themselves (JSON-RPC's -32768 to -32000, -1)."""
    return -32768 <= number <= -32000 or number == -1
