"""IP addresses, told from version numbers, times, paths in code and addresses that belong to nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from errdex.decode.expression import expression
from errdex.decode.secret_shapes import Hit, SecretKind, begins_word
from errdex.decode.secret_view import BLANK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from errdex.decode.secret_view import Reading

_LAST_THREE = expression(rb"\.([0-9]{1,3}+)\.([0-9]{1,3}+)\.([0-9]{1,3}+)(?!\.?[0-9A-Za-z_]|-[0-9]{0,3}[A-Za-z])")
_PORT = expression(rb":[0-9]{2,5}(?![0-9])|/[0-9]{1,2}(?![0-9])")
_VERSION = expression(
    rb"(?:(?<![a-z])(?:v|ver|version|build|release|revision|rev|sdk|python|chrome|section|chapter|oid)|\.net|==|>=|<=|~=|\^|~)"
    rb"[\"'\]]{0,2}[\s:=.@(]{0,4}[\"']{0,2}\Z"
)
_PRODUCT = expression(rb"(?:\A|[^a-z0-9_.-])[a-z][a-z0-9_-]{0,32}/\Z")
_ADDRESS_WORD = expression(
    rb"(?<![a-z])(?:ips?|ipv4|addr|address|host|remote|from|peer|connect|forwarded-for|client)(?: is| was| to)?"
    rb"[^a-z]{0,40}\Z|://\Z"
)
_REACH = 40
_SMALL = 32
"""Of a version number all four parts are smaller; of one address in 4096."""
_OCTET = 255
_OCTET_DIGITS = 3
_NOBODYS = (b"127", b"0", b"255")
"""First numbers of loopback, "this network" and broadcast."""


def ip_addresses(reading: Reading) -> Iterator[Hit]:
    """Yield the addresses that say where somebody is: neither loopback nor unspecified."""
    yield from _ipv4(reading)
    yield from _ipv6(reading)


def _ipv4(reading: Reading) -> Iterator[Hit]:
    plain = reading.plain
    for found in _LAST_THREE.finditer(plain):
        dot = start = found.start()
        while start > 0 and dot - start < _OCTET_DIGITS and plain[start - 1 : start].isdigit():
            start -= 1
        octets = (plain[start:dot], found[1], found[2], found[3])
        if octets[0] not in _NOBODYS and all(map(_is_octet, octets)) and _is_address(reading, start, found.end()):
            yield Hit(start, found.end(), SecretKind.IP)


def _is_octet(digits: bytes) -> bool:
    return digits.isdigit() and int(digits) <= _OCTET and (digits == b"0" or not digits.startswith(b"0"))


def _is_address(reading: Reading, start: int, end: int) -> bool:
    """Tell an address from a version number by what stands around it, and by how large its numbers are."""
    before = reading.low[max(0, start - _REACH) : start]
    if before[-1:] in (b"_", b"-", b".", BLANK) or not begins_word(reading.low, start):
        return False
    if _VERSION.search(before):
        return False
    if _PORT.match(reading.plain, end) or _ADDRESS_WORD.search(before):
        return True
    octets = reading.plain[start:end].split(b".")
    return not _PRODUCT.search(before) and octets[-1] != b"0" and any(int(octet) >= _SMALL for octet in octets)


_COLONS = expression(rb":[0-9a-f]{0,4}+:(?:(?<=::)|[0-9a-f]{0,4}+:)")
_IPV6_LEFT = expression(rb"[0-9a-f:]{0,40}")
_IPV6_RIGHT = expression(rb"[0-9a-f:]{0,40}")
_IPV6 = expression(rb"(?:[23][0-9a-f]{3}|f[cd][0-9a-f]{2}|fe[89ab][0-9a-f])(?::[0-9a-f]{0,4}){2,7}\Z")
_GROUPS = 8


def _ipv6(reading: Reading) -> Iterator[Hit]:
    """Yield global, local and link-local addresses; these begin with four digits, which times and paths do not."""
    low = reading.low
    done = 0
    for found in _COLONS.finditer(low):
        if found.start() < done:
            continue
        floor = max(done, found.start() - _REACH)
        left = _IPV6_LEFT.match(low[floor : found.start()][::-1])
        right = _IPV6_RIGHT.match(low, found.start())
        if left and right:
            start = found.start() - left.end()
            done = right.end()
            address = low[start : done - 1] if _ends_in_colon(low, start, done) else low[start:done]
            if _is_ipv6(address) and begins_word(low, start) and not low[done : done + 1].isalnum():
                yield Hit(start, start + len(address), SecretKind.IP)


def _ends_in_colon(low: bytes, start: int, end: int) -> bool:
    """Tell whether the last colon is punctuation: `2001:db8::1: refused`, where `2001:db8::` is a network."""
    return low.endswith(b":", start, end) and not low.endswith(b"::", start, end)


def _is_ipv6(address: bytes) -> bool:
    if not _IPV6.match(address) or address.count(b"::") > 1 or address.endswith(b":") or b":::" in address:
        return False
    groups = len([group for group in address.split(b":") if group])
    return groups < _GROUPS if b"::" in address else groups == _GROUPS
