"""Reads guidance when it is asked for: one file per meaning or family, and the documents that its grounds point at.

A broken file is a fault of its own meanings only; the others stay readable.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, NamedTuple

from errdex.registry.guidance import JUDGEMENT, Cause, Family, Grade, Guidance, GuidanceSource, Statement, Variant
from errdex.registry.model import Product
from errdex.registry.node import Node

if TYPE_CHECKING:
    from pathlib import Path

SOURCES_FILE = "sources.json"
FAMILIES_FILE = "families.json"
FAMILIES_FOLDER = "families"
_ID = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_PARTS = frozenset({"summary", "causes", "actions"})
_GUIDANCE = _PARTS | {"meaning", "grade", "mistaken_for", "variants"}
_FAMILY = _PARTS | {"family", "title", "mistaken_for", "variants"}
_CONDITIONS = frozenset({"templates", "filters", "products", "statuses"})
_STATEMENT = frozenset({"id", "text", "ground"})


class Selection(NamedTuple):
    """What is said of one error, after the variants that apply to it."""

    summary: Statement | None
    causes: tuple[Cause, ...]
    actions: tuple[Statement, ...]


class Membership(NamedTuple):
    """Which meanings share a family's text, and of which nothing is said but what the documents do."""

    families: dict[str, tuple[str, ...]]
    documented_only: tuple[str, ...]


class GuidanceShelf:
    """The guidance of a folder: a file is read when its meaning is asked for, and kept."""

    def __init__(self, folder: Path | str) -> None:
        """Take the folder; nothing is read yet."""
        self._folder = str(folder)
        self._guidance: dict[str, Guidance | None] = {}
        self._families: dict[str, Family] = {}
        self._membership: Membership | None = None
        self._sources: dict[str, GuidanceSource] | None = None

    def guidance(self, meaning_id: str) -> Guidance | None:
        """Return what is said of a meaning, None where nothing is; raise ResourceFault if its file is broken."""
        if meaning_id not in self._guidance:
            name = f"{meaning_id}.json"
            if re.fullmatch(_ID, meaning_id) is not None and os.path.isfile(f"{self._folder}/{name}"):  # noqa: PTH113 -- as in node
                self._guidance[meaning_id] = _guidance(Node.of_file(self._folder, name).only(_GUIDANCE), meaning_id)
            else:
                self._guidance[meaning_id] = self._shared(meaning_id)
        return self._guidance[meaning_id]

    def family(self, family_id: str) -> Family:
        """Return a family's text; raise ResourceFault if its file is broken or not there."""
        if family_id not in self._families:
            written = Node.of_file(f"{self._folder}/{FAMILIES_FOLDER}", f"{family_id}.json")
            self._families[family_id] = _family(written.only(_FAMILY), family_id)
        return self._families[family_id]

    def membership(self) -> Membership:
        """Return which meanings are in which family; raise ResourceFault if the list is broken or not there."""
        if self._membership is None:
            self._membership = _membership(Node.of_file(self._folder, FAMILIES_FILE))
        return self._membership

    def _shared(self, meaning_id: str) -> Guidance | None:
        families, documented_only = self.membership()
        family = next((family for family, members in families.items() if meaning_id in members), None)
        if family is not None:
            return self.family(family).guidance(meaning_id)
        if meaning_id in documented_only:
            return Guidance(meaning_id, Grade.DOCUMENTED_ONLY, None, (), (), (), ())
        return None

    def source(self, source_id: str) -> GuidanceSource | None:
        """Return the document that a ground ("spot-errors#-1007") points at, None if it is not listed."""
        if self._sources is None:
            listed = Node.of_file(self._folder, SOURCES_FILE)
            self._sources = {name: _source(name, node) for name, node in listed.members()}
        return self._sources.get(source_id.partition("#")[0])

    def select(
        self,
        guidance: Guidance,
        template_id: str | None = None,
        filter_name: str | None = None,
        product: Product | None = None,
        status: int | None = None,
    ) -> Selection:
        """Return what is said when this much is known of the error (None: not known)."""
        return select(guidance, template_id, filter_name, product, status)


def select(
    guidance: Guidance,
    template_id: str | None = None,
    filter_name: str | None = None,
    product: Product | None = None,
    status: int | None = None,
) -> Selection:
    """Lay the variants that apply over the general text, the most specific last; empty parts change nothing."""
    chosen = Selection(guidance.summary, guidance.causes, guidance.actions)
    applying = [
        variant
        for variant in guidance.variants
        if _holds(variant.templates, template_id)
        and _holds(variant.filters, filter_name)
        and _holds(variant.products, product)
        and _holds(variant.statuses, status)
    ]
    for variant in sorted(applying, key=lambda variant: variant.narrowness):
        chosen = Selection(
            variant.summary or chosen.summary,
            variant.causes or chosen.causes,
            variant.actions or chosen.actions,
        )
    return chosen


def _holds(wanted: frozenset[str] | frozenset[Product] | frozenset[int], known: str | int | None) -> bool:
    return not wanted or known in wanted


def _guidance(written: Node, meaning_id: str) -> Guidance:
    meaning = written["meaning"]
    if meaning.text() != meaning_id:
        raise meaning.fault(f"{meaning.value!r} is not the meaning that the file is named for")
    summary, causes, actions = _parts(written)
    return Guidance(
        meaning_id,
        written["grade"].choice(Grade),
        summary,
        causes,
        actions,
        written.texts("mistaken_for"),
        tuple(_variant(variant.only(_PARTS | _CONDITIONS)) for variant in written.each("variants")),
    )


def _family(written: Node, family_id: str) -> Family:
    family = written["family"]
    if family.text() != family_id:
        raise family.fault(f"{family.value!r} is not the family that the file is named for")
    summary, causes, actions = _parts(written)
    return Family(
        family_id,
        written["title"].text(),
        summary,
        causes,
        actions,
        written.texts("mistaken_for"),
        tuple(_variant(variant.only(_PARTS | _CONDITIONS | {"meanings"})) for variant in written.each("variants")),
    )


def _membership(written: Node) -> Membership:
    written.only(frozenset({"families", "documented_only"}))
    families: dict[str, tuple[str, ...]] = {}
    for name, members in written["families"].members():
        if not re.fullmatch(_ID, name):
            raise members.fault("is no id: small letters, digits and hyphens")
        families[name] = tuple(member.text() for member in members.elements())
    return Membership(families, written.texts("documented_only"))


def _variant(written: Node) -> Variant:
    summary, causes, actions = _parts(written)
    return Variant(
        frozenset(written.texts("templates")),
        frozenset(written.texts("filters")),
        frozenset(written.choices("products", Product)),
        frozenset(status.whole_number() for status in written.each("statuses")),
        summary,
        causes,
        actions,
        frozenset(written.texts("meanings")),
    )


def _parts(written: Node) -> Selection:
    summary = written.get("summary")
    return Selection(
        _statement(summary) if summary else None,
        tuple(_cause(cause) for cause in written.each("causes")),
        tuple(_statement(action) for action in written.each("actions")),
    )


def _statement(written: Node) -> Statement:
    written.only(_STATEMENT)
    return Statement(_identifier(written), written["text"].text(), _ground(written))


def _cause(written: Node) -> Cause:
    written.only(_STATEMENT | {"tell"})
    return Cause(_identifier(written), written["text"].text(), written["tell"].text(), _ground(written))


def _identifier(written: Node) -> str:
    node = written["id"]
    if not re.fullmatch(_ID, node.text()):
        raise node.fault(f"{node.value!r} is no id: small letters, digits and hyphens")
    return node.text()


def _ground(written: Node) -> str:
    node = written["ground"]
    ground = node.text()
    source, mark, section = ground.partition("#")
    if not re.fullmatch(_ID, source) or bool(mark) != bool(section):
        raise node.fault(f"{ground!r} is neither {JUDGEMENT!r} nor a source, with or without #section")
    return ground


def _source(name: str, written: Node) -> GuidanceSource:
    written.only(frozenset({"title", "date", "address"}))
    return GuidanceSource(name, written["title"].text(), written["date"].text(), written["address"].text())
