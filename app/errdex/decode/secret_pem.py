"""Private keys in PEM: whole, in one line, quoted, and cut off at either end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from errdex.decode.expression import expression
from errdex.decode.secret_shapes import Hit, SecretKind, places

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from errdex.decode.secret_view import Reading

_MARKER = expression(rb"--(begin|end)((?:[ _+]|[a-z0-9]){1,60}?)-")
"""Mail programs make one dash of several, and the first and last are easily missed when copying."""
_EDGE = rb"[\s\"'`>|,#+\\]"
_LEAD = expression(rb"-{0,4}" + _EDGE + rb"{0,256}+(?:[a-z0-9-]{4,16}+: [^\n\0]{1,200}+\s{1,8}){0,3}+")
"""Before the key, with the headers that an encrypted one has."""
_BODY_LINE = expression(rb"-{0,4}(?:" + _EDGE + rb"{1,32}+[A-Za-z0-9+/=]{16,4096}+){1,400}+")
_BASE64_RUN = expression(rb"[A-Za-z0-9+/]{16}")
_LONGEST_BODY = 16384
_LINE_EDGE = b" \t\r>\"'`|,+#\\"
_BASE64_LINE = expression(rb"[A-Za-z0-9+/]{1,4096}={0,2}\Z")


def pem_blocks(reading: Reading) -> tuple[list[Hit], list[tuple[int, int]]]:
    """Return the bodies of private keys in PEM, and the stretches of certificates and public keys."""
    private: list[Hit] = []
    public: list[tuple[int, int]] = []
    before: re.Match[bytes] | None = None
    for marker in places(b"--", _MARKER, reading.low, reading.words):
        if before is not None and before[1] == b"begin":
            _add_block(reading, before, marker, private, public)
        if marker[1] == b"end" and (before is None or before[1] == b"end") and b"private" in marker[2]:
            private += _beheaded(reading, before.end() if before else 0, marker.start())
        before = marker
    if before is not None and before[1] == b"begin":
        _add_block(reading, before, None, private, public)
    return private, public


def _add_block(
    reading: Reading,
    begin: re.Match[bytes],
    following: re.Match[bytes] | None,
    private: list[Hit],
    public: list[tuple[int, int]],
) -> None:
    """Add what stands between a BEGIN and the END that follows it, or as much after it as looks like base64."""
    whole = following is not None and following[1] == b"end" and following.start() - begin.end() <= _LONGEST_BODY
    if whole and following is not None:
        end = following.start()
    else:
        lines = _BODY_LINE.match(reading.plain, begin.end())
        end = lines.end() if lines else begin.end()
    if b"private" not in begin[2]:
        public.append((begin.end(), end))
        return
    start, end = _trimmed(reading, begin.end(), end)
    if _BASE64_RUN.search(reading.plain, start, end):
        private.append(Hit(start, end, SecretKind.PRIVATE_KEY))


def _trimmed(reading: Reading, start: int, end: int) -> tuple[int, int]:
    """Return the stretch without the line ends, quotes and dashes around it."""
    lead = _LEAD.match(reading.low, start, end)
    start = lead.end() if lead else start
    tail = _TAIL.search(reading.plain, max(start, end - _LONGEST_TAIL), end)
    return start, tail.start() if tail else end


_TAIL = expression(rb"(?:[\s\"'`>|,#\\-]|(?<=[\"']\s)\+){1,64}\Z")
_LONGEST_TAIL = 64


def _beheaded(reading: Reading, floor: int, end: int) -> Iterator[Hit]:
    """Yield the base64 lines above an END whose BEGIN was cut off."""
    floor = max(floor, end - _LONGEST_BODY // 2)
    end = floor + len(reading.plain[floor:end].rstrip(b"-"))
    start = stop = end
    for line in reversed(reading.plain[floor:end].split(b"\n")):
        core = line.strip(_LINE_EDGE)
        if core and not _BASE64_LINE.match(core):
            break
        if core:
            start = stop - len(line)
        stop -= len(line) + 1
    start, end = _trimmed(reading, max(start, floor), end)
    if _BASE64_RUN.search(reading.plain, start, end):
        yield Hit(start, end, SecretKind.PRIVATE_KEY)
