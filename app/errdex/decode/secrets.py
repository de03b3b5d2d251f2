"""Find what must not be shown to others in a text (keys, signatures, tokens, addresses), and mask it.

    find_secrets(text)        where they are: tight spans of the values alone
    mask(text)                the text with `[api key 1]` and the like in their places
    mask_credentials(text)    the same, private data left alone

Recall comes from the names beside the values and from the forms of the values; precision from asking every value
whether it looks random, so that placeholders, names in code, order ids and hashes stay readable.
Time is linear: every search is one pass for a literal, what follows a find is bounded.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from errdex.decode.expression import expression
from errdex.decode.model import Secret, Span
from errdex.decode.secret_command import command_secrets
from errdex.decode.secret_context import named_secrets
from errdex.decode.secret_forms import emails, lone_secrets, long_runs, partners
from errdex.decode.secret_ip import ip_addresses
from errdex.decode.secret_login import login_secrets
from errdex.decode.secret_pem import pem_blocks
from errdex.decode.secret_shapes import MASK, PRIVATE_DATA, Hit, joined, label
from errdex.decode.secret_view import WayBack, blanked, read

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from errdex.decode.secret_shapes import SecretKind
    from errdex.decode.secret_view import Reading
    from errdex.decode.words import Words


def find_secrets(text: str, words: Words | None = None) -> tuple[Secret, ...]:
    """Return the secrets of the text in order, none overlapping another; masks that stand in it are none."""
    reading = read(text, words)
    hits = _hits(reading)
    if not hits:
        return ()
    way = WayBack(reading)
    return tuple(Secret(hit.kind, Span(way(hit.start), way(hit.end))) for hit in hits)


def mask(text: str) -> str:
    """Return the text with every secret replaced by `[api key 1]`, equal ones alike; masking twice changes nothing."""
    return Masker().mask(text)


def mask_credentials(text: str) -> str:
    """Return the text with credentials masked; e-mail and IP addresses stay."""
    return Masker(private_data=False).mask(text)


_ROUNDS = 8
"""What a mask uncovers (a name now stands beside another value) is masked in a further round; two are usual."""


class Masker:
    """Replaces secrets by numbered masks: the same secret gets the same mask in every text it is given."""

    def __init__(self, *, private_data: bool = True) -> None:
        """Start numbering at 1; without `private_data` e-mail and IP addresses are left alone."""
        self.counts: dict[SecretKind, int] = {}
        """How many places were masked, by kind."""
        self._private_data = private_data
        self._masks: dict[bytes, str] = {}
        self._known: dict[bytes, SecretKind] = {}
        self._last: dict[str, int] = {}

    def learn(self, text: str) -> None:
        """Get to know the credentials of a text, so that they are masked in others that do not name them."""
        reading = read(text)
        for hit in _hits(reading):
            self._remember(hit.kind, reading.plain[hit.start : hit.end])

    def _remember(self, kind: SecretKind, value: bytes) -> None:
        if kind not in PRIVATE_DATA:
            self._known.setdefault(joined(value), kind)

    def mask(self, text: str) -> str:
        """Return the text with its secrets masked."""
        for _ in range(_ROUNDS):
            masked = self._round(text)
            if masked == text:
                break
            text = masked
        return text

    def _round(self, text: str) -> str:
        reading = read(text)
        hits = [hit for hit in _hits(reading, self._known) if self._private_data or hit.kind not in PRIVATE_DATA]
        if not hits:
            return text
        self._skip_numbers(text)
        way = WayBack(reading)
        parts: list[str] = []
        end = 0
        for hit in hits:
            value = reading.plain[hit.start : hit.end]
            self.counts[hit.kind] = self.counts.get(hit.kind, 0) + 1
            self._remember(hit.kind, value)
            parts += (text[end : way(hit.start)], self._mask_of(hit.kind, value))
            end = way(hit.end)
        return "".join((*parts, text[end:]))

    def _skip_numbers(self, text: str) -> None:
        """Go on numbering after the masks that the text holds already."""
        for found in MASK.finditer(text.encode("ascii", "replace")):
            word = found[1].decode()
            self._last[word] = max(self._last.get(word, 0), int(found[2]))

    def _mask_of(self, kind: SecretKind, value: bytes) -> str:
        key = _identity(kind, value)
        if key not in self._masks:
            word = label(kind)
            self._last[word] = self._last.get(word, 0) + 1
            self._masks[key] = f"[{word} {self._last[word]}]"
        return self._masks[key]


_NONE_KNOWN: Mapping[bytes, SecretKind] = MappingProxyType({})


def _identity(kind: SecretKind, value: bytes) -> bytes:
    """Return what is the same for equal secrets, also when they were broken over lines."""
    value = joined(value)
    return value.lower() if kind in PRIVATE_DATA else value


def _hits(reading: Reading, known: Mapping[bytes, SecretKind] = _NONE_KNOWN) -> list[Hit]:
    blocks, public = pem_blocks(reading)
    reading = blanked(reading, [*public, *((block.start, block.end) for block in blocks)])
    named = [*login_secrets(reading), *command_secrets(reading), *named_secrets(reading)]
    lone = [*lone_secrets(reading)]
    credentials = [*blocks, *named, *partners(reading, [*named, *lone]), *lone]
    if credentials or known:
        credentials = _repeated(reading, credentials, known)
    return _settled([*credentials, *emails(reading), *ip_addresses(reading)])


_REPEATED_FROM = 8
"""Shorter values may be common words: only the place with the name is masked."""


def _repeated(reading: Reading, hits: list[Hit], known: Mapping[bytes, SecretKind]) -> list[Hit]:
    """Return the hits with all further places of their values and the known ones, each with its first kind."""
    kinds = dict(known)
    for hit in hits:
        kinds.setdefault(joined(reading.plain[hit.start : hit.end]), hit.kind)
    told = [hit._replace(kind=kinds[joined(reading.plain[hit.start : hit.end])]) for hit in hits]
    starts = {hit.start for hit in hits}
    return told + [hit for hit in _places(reading.plain, kinds) if hit.start not in starts]


def _places(plain: bytes, kinds: dict[bytes, SecretKind]) -> Iterator[Hit]:
    """Yield every place of the values, in one pass over the runs of letters and digits."""
    index: dict[bytes, list[tuple[bytes, int, SecretKind]]] = {}
    for value, kind in kinds.items():
        run = max(_RUN.findall(value), key=len, default=b"")
        if len(run) >= _REPEATED_FROM and not (len(run) < _WORD_LIKE and run.isalpha()):
            alike = index.setdefault(run, [])
            if len(alike) < _MOST_ALIKE:
                alike.append((value, value.find(run), kind))
    if not index:
        return
    for start, end in long_runs(plain, min(map(len, index))):
        for value, offset, kind in index.get(plain[start:end], ()):
            if plain.startswith(value, start - offset) and start >= offset:
                yield Hit(start - offset, start - offset + len(value), kind)


_RUN = expression(rb"[A-Za-z0-9_-]+")
_WORD_LIKE = 16
_MOST_ALIKE = 8
"""Secrets that share their longest run of letters; more of them are made up to cost time."""


def _settled(hits: list[Hit]) -> list[Hit]:
    """Return the hits in order; overlapping ones are joined, but private data gives way to a credential."""
    settled: list[Hit] = []
    for hit in sorted(hits):
        last = settled[-1] if settled else None
        if last is None or hit.start >= last.end:
            settled.append(hit)
        elif (last.kind in PRIVATE_DATA) == (hit.kind in PRIVATE_DATA):
            settled[-1] = Hit(last.start, max(last.end, hit.end), last.kind)
        elif last.kind in PRIVATE_DATA:
            settled[-1] = hit
    return settled
