"""Categories as they stand in the filter: those of one product as printed, or those of all products sensibly merged."""

from __future__ import annotations

import re
from collections import Counter
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from errdex.registry.model import Kind, Product
from errdex.wording import plain, product_title

if TYPE_CHECKING:
    from collections.abc import Iterable

    from errdex.registry.model import ErrorCode, Meaning
    from errdex.wording import Tr

MOST_GROUPS = 14
"""More than these would not be read; the smallest of the long numbers are put together."""
_SMALLEST_MERGED = 6000
"""Ranges below it belong to the trading APIs and keep a row of their own, however few codes they have."""

_LEADING_RANGE = re.compile(r"\d+[xX]+")
_DROPPED = re.compile(r"\b(?:general|issues?|errors regarding|specific)\b", re.IGNORECASE)
_JOINED = re.compile(r"\s+(?:or|and)\s+")


class GroupKind(StrEnum):
    """What holds a group together."""

    CATEGORY = "category"
    REST = "rest"
    """Small categories of several products, put together."""
    UNLISTED = "unlisted"
    """Without a heading: mostly what was seen live only."""
    HTTP = "http"
    STREAM = "stream"


class Group(NamedTuple):
    """One row of the category filter. Its key is all but the count."""

    kind: GroupKind
    range: str
    """"10xx"; empty where the heading has none."""
    title: str
    """The heading, shortened; empty for the kinds that the window words itself."""
    heading: str
    """The heading as printed."""
    positions: frozenset[int]
    """The meanings in it, by their position."""
    product: Product | None = None
    """The one product that it is of, where it is a part of a group over all."""
    parts: tuple[Group, ...] = ()
    """The groups that were put together."""
    over_all: bool = False
    """Whether it is one over all products, and can be split into theirs."""


def group_product(meanings: tuple[Meaning, ...], product: Product) -> tuple[Group, ...]:
    """Return one product's groups in the order of its document."""
    found: dict[tuple[GroupKind, str, str], set[int]] = {}
    for position, meaning in enumerate(meanings):
        for code in meaning.codes:
            if code.product is product:
                found.setdefault(_key_of(code), set()).add(position)
                break
    groups = [_group(kind, span, heading, positions) for (kind, span, heading), positions in found.items()]
    return tuple(sorted(groups, key=_place))


def group_all(meanings: tuple[Meaning, ...]) -> tuple[Group, ...]:
    """Return the groups over all products: headings of one range are one, small far ones are put together."""
    listed: dict[tuple[GroupKind, str, str], list[int]] = {}
    for position, meaning in enumerate(meanings):
        listed.setdefault(_key_of(_first_listed(meaning.codes)), []).append(position)
    found: dict[tuple[GroupKind, str], set[int]] = {}
    headings: dict[tuple[GroupKind, str], Counter[str]] = {}
    for (kind, span, heading), positions in listed.items():
        key = (kind, _leading(span) or heading) if kind is GroupKind.CATEGORY else (kind, "")
        found.setdefault(key, set()).update(positions)
        headings.setdefault(key, Counter())[heading] += len(positions)
    groups = [
        _group(kind, span if _leading(span) else "", headings[kind, span].most_common(1)[0][0], positions)
        for (kind, span), positions in found.items()
    ]
    return tuple(group._replace(over_all=True) for group in sorted(_merge_smallest(groups), key=_place))


def group_key(group: Group) -> str:
    """Return what a group is remembered by, in any language of the window."""
    return f"{group.kind} {group.range} {group.heading}"


def group_title(group: Group, tr: Tr = plain) -> str:
    """Name a group as it stands in the tree: a part of one by its product."""
    if group.product is not None:
        return product_title(group.product, tr)
    special = {
        GroupKind.REST: tr("Smaller groups"),
        GroupKind.UNLISTED: tr("Without a category"),
        GroupKind.HTTP: tr("HTTP status"),
        GroupKind.STREAM: tr("WebSocket streams"),
    }
    return special.get(group.kind) or f"{group.range} {group.title}".strip()


def split_group(meanings: tuple[Meaning, ...], group: Group) -> tuple[Group, ...]:
    """Return what each product has of a group, under the heading that most of it has there; one product is no split."""
    found: dict[Product, set[int]] = {}
    headings: dict[Product, Counter[tuple[str, str]]] = {}
    for position in sorted(group.positions):
        for code in meanings[position].codes:
            found.setdefault(code.product, set()).add(position)
            _, span, heading = _key_of(code)
            headings.setdefault(code.product, Counter())[span, heading] += 1
    if len(found) < 2:
        return ()
    parts = []
    for product in sorted(found, key=list(Product).index):
        span, heading = headings[product].most_common(1)[0][0]
        parts.append(_group(group.kind, span, heading, found[product])._replace(product=product))
    return tuple(parts)


def _first_listed(codes: tuple[ErrorCode, ...]) -> ErrorCode:
    """Return the first code that a document puts under a heading, or else the first."""
    return next((code for code in codes if code.category), codes[0])


def _key_of(code: ErrorCode) -> tuple[GroupKind, str, str]:
    if code.kind is Kind.HTTP:
        return GroupKind.HTTP, "", ""
    if code.kind is Kind.STREAM:
        return GroupKind.STREAM, "", ""
    if code.category is None:
        return GroupKind.UNLISTED, "", ""
    return GroupKind.CATEGORY, code.category.range or "", code.category.title


def _group(kind: GroupKind, span: str, heading: str, positions: Iterable[int]) -> Group:
    return Group(kind, span.lower(), shorten(heading), heading, frozenset(positions))


def _merge_smallest(groups: list[Group]) -> list[Group]:
    """Put the smallest far groups together until the list can be read at a glance."""
    far = sorted(
        (group for group in groups if group.kind is GroupKind.CATEGORY and _lowest(group) >= _SMALLEST_MERGED),
        key=lambda group: len(group.positions),
    )
    if len(groups) <= MOST_GROUPS:
        return groups
    merged = far[: len(groups) - MOST_GROUPS + 1]
    positions = frozenset().union(*(group.positions for group in merged))
    rest = Group(GroupKind.REST, "", "", "", positions, parts=tuple(sorted(merged, key=_place)))
    return [*(group for group in groups if group not in merged), rest]


def _leading(span: str) -> str:
    """Return the first range of "11xx - 2xxx" or "50xx/51xxx", in small letters."""
    match = _LEADING_RANGE.match(span)
    return match.group().lower() if match else ""


def _lowest(group: Group) -> int:
    """Return the lowest number of a group's range; of one without a range, a number beyond all."""
    leading = _leading(group.range)
    return int(leading.replace("x", "0")) if leading else 10**6


def _place(group: Group) -> tuple[int, int, str]:
    return list(GroupKind).index(group.kind), _lowest(group), group.title


def shorten(heading: str) -> str:
    """Return a heading without the words that most have ("General Server or Network issues": "Server, network")."""
    words = _JOINED.sub(", ", _DROPPED.sub("", heading)).strip(" -").split()
    plain = [word.lower() if word.istitle() and place else word for place, word in enumerate(words)]
    text = " ".join(plain)
    return text[:1].upper() + text[1:]
