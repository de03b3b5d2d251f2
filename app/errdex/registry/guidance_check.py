"""Reads all guidance and advice against a registry and reports every fault at once, in the manner of rustc's tidy."""

from __future__ import annotations

import json
import re
from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING, Any

from errdex.errors import ResourceFault
from errdex.registry.advice import Retry
from errdex.registry.advice_loader import ADVICE_FILE, load_advice
from errdex.registry.guidance import JUDGEMENT, Cause, Grade
from errdex.registry.guidance_loader import FAMILIES_FILE, FAMILIES_FOLDER, SOURCES_FILE, GuidanceShelf
from errdex.registry.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from errdex.registry.advice import AdviceBook
    from errdex.registry.guidance import Family, Guidance, Statement, Variant
    from errdex.registry.model import Meaning, Registry

LONGEST_TEXT = 300
"""Characters of one statement: what can be read at three in the morning."""
_LISTS = frozenset({ADVICE_FILE, SOURCES_FILE, FAMILIES_FILE})
_LINK = re.compile(r"\[\[(.*?)\]\]")


def check_guidance(folder: Path, registry: Registry) -> list[str]:
    """Return all faults of a guidance folder, each one sentence; empty when it is sound."""
    try:
        cited = _listed_sources(folder)
    except ResourceFault as fault:
        return [str(fault)]
    grounds: set[str] = set()
    faults = list(_repeated_names(folder))
    faults += _advice_faults(folder, registry, grounds)
    shelf = GuidanceShelf(folder)
    for path in _own_files(folder):
        faults += (f"{path.name}: {reason}" for reason in _file_faults(shelf, path.stem, registry, grounds))
    faults += _family_faults(folder, shelf, registry, grounds)
    named = {ground.partition("#")[0] for ground in grounds} - {JUDGEMENT}
    faults += (f"{SOURCES_FILE}: lacks {name!r}, which is cited" for name in sorted(named - cited))
    faults += (f"{SOURCES_FILE}: {name!r} is cited by nothing" for name in sorted(cited - named))
    return faults


def _own_files(folder: Path) -> list[Path]:
    """Return the files that are about one meaning each."""
    return [path for path in sorted(folder.glob("*.json")) if path.name not in _LISTS]


def _listed_sources(folder: Path) -> set[str]:
    GuidanceShelf(folder).source("")  # Reads the list, and so finds its faults.
    names: set[str] = set(json.loads((folder / SOURCES_FILE).read_bytes()))
    return names


def _repeated_names(folder: Path) -> Iterator[str]:
    """Find members that an object has twice: JSON readers silently keep the last one."""
    for path in (*sorted(folder.glob("*.json")), *sorted((folder / FAMILIES_FOLDER).glob("*.json"))):
        repeated: list[str] = []

        def note(pairs: list[tuple[str, Any]], repeated: list[str] = repeated) -> dict[str, Any]:
            names = [name for name, _ in pairs]
            repeated += {name for name in names if names.count(name) > 1}
            return dict(pairs)

        try:
            json.loads(path.read_bytes(), object_pairs_hook=note)
        except ValueError:
            continue  # The loader says so.
        yield from (f"{path.name}: {name!r} stands twice in one object" for name in repeated)


def _advice_faults(folder: Path, registry: Registry, grounds: set[str]) -> list[str]:
    try:
        book = load_advice(folder)
    except ResourceFault as fault:
        return [str(fault)]
    grounds.add(book.default.ground)
    faults = [
        f"{ADVICE_FILE}: {meaning.id!r} has no advice of its own"
        for meaning in registry.meanings
        if meaning.kind is not Kind.STREAM and not book.rules(meaning.id)
    ]
    for meaning_id in sorted(book.meanings):
        meaning = registry.meaning(meaning_id)
        if meaning is None:
            faults.append(f"{ADVICE_FILE}: {meaning_id!r} is no meaning of the registry")
        else:
            faults += (f"{ADVICE_FILE}: {meaning_id}: {reason}" for reason in _rule_faults(book, meaning, grounds))
    return faults


def _rule_faults(book: AdviceBook, meaning: Meaning, grounds: set[str]) -> Iterator[str]:
    rules = book.rules(meaning.id)
    if all(rule.narrowness for rule in rules):
        yield "has no rule that always holds"
    if len({(rule.products, rule.templates, rule.statuses) for rule in rules}) < len(rules):
        yield "has two rules for the same conditions"
    for rule in rules:
        grounds.add(rule.advice.ground)
        yield from _condition_faults(rule.templates, rule.products, meaning)
        if Retry.RESEND in (rule.advice.read, rule.advice.write) and rule.advice.ground == JUDGEMENT:
            yield "says resend without a document"
        if rule.advice.ground != JUDGEMENT and not rule.advice.ground.partition("#")[2]:
            yield f"its ground {rule.advice.ground!r} has no section"


def _condition_faults(templates: Iterable[str], products: Iterable[str], meaning: Meaning) -> Iterator[str]:
    known = {template.id for code in meaning.codes for template in code.templates}
    yield from (f"{template!r} is no template of this meaning" for template in sorted(set(templates) - known))
    if meaning.kind is Kind.API:
        wrong = {str(product) for product in products} - {str(product) for product in meaning.products}
        yield from (f"{product!r} does not have this meaning" for product in sorted(wrong))


def _file_faults(shelf: GuidanceShelf, meaning_id: str, registry: Registry, grounds: set[str]) -> Iterator[str]:
    try:
        guidance = shelf.guidance(meaning_id)
    except ResourceFault as fault:
        yield _told(fault)
        return
    if guidance is None:
        yield "its name is no meaning's id"
        return
    yield from _said_faults(guidance, registry, grounds)
    if guidance.grade is not Grade.WORKED_OUT:
        yield "has a file of its own, but is not worked out"
    meaning = registry.meaning(meaning_id)
    if meaning is None:
        yield "is about no meaning of the registry"
        return
    yield from _reference_faults(guidance, (meaning,), registry)


def _membership_faults(folder: Path, shelf: GuidanceShelf, registry: Registry) -> Iterator[str]:
    """Find what is graded twice (in two lists, or by a file as well) or not at all, and what is no meaning."""
    families, documented_only = shelf.membership()
    lists = {**families, "documented_only": documented_only}
    if list(families) != sorted(families):
        yield "families: are not in the order of their ids"
    for name, members in lists.items():
        if list(members) != sorted(members):
            yield f"{name}: the members are not in the order of their ids"
        if not members and name in families:
            yield f"{name}: has no members"
    graded = Counter(chain(*lists.values(), (path.stem for path in _own_files(folder))))
    yield from (f"{meaning_id!r} is graded {count} times" for meaning_id, count in graded.items() if count > 1)
    yield from (f"{meaning.id!r} is not graded" for meaning in registry.meanings if meaning.id not in graded)
    for meaning_id in sorted(set(chain(*lists.values()))):
        if registry.meaning(meaning_id) is None:
            yield f"{meaning_id!r} is no meaning of the registry"


def _family_faults(folder: Path, shelf: GuidanceShelf, registry: Registry, grounds: set[str]) -> Iterator[str]:
    try:
        families, _ = shelf.membership()
    except ResourceFault as fault:
        yield str(fault)
        return
    yield from (f"{FAMILIES_FILE}: {reason}" for reason in _membership_faults(folder, shelf, registry))
    files = {path.stem for path in (folder / FAMILIES_FOLDER).glob("*.json")}
    yield from (f"{FAMILIES_FILE}: {name!r} has no file" for name in sorted(families.keys() - files))
    for name in sorted(files):
        place = f"{FAMILIES_FOLDER}/{name}.json"
        if name not in families:
            yield f"{place}: {FAMILIES_FILE} has no such family"
        try:
            family = shelf.family(name)
        except ResourceFault as fault:
            yield f"{place}: {_told(fault)}"
            continue
        members = tuple(filter(None, map(registry.meaning, families.get(name, ()))))
        yield from (f"{place}: {reason}" for reason in _said_faults(family, registry, grounds))
        yield from (f"{place}: {reason}" for reason in _reference_faults(family, members, registry))


def _said_faults(said: Guidance | Family, registry: Registry, grounds: set[str]) -> Iterator[str]:
    statements = list(_statements(said))
    grounds.update(statement.ground for statement in statements)
    yield from _shape_faults(said, statements)
    for statement in statements:
        yield from (f"{statement.id}: {reason}" for reason in _text_faults(statement, registry))


def _told(fault: ResourceFault) -> str:
    return f"{fault.place}: {fault.reason}" if fault.place else fault.reason


def _statements(guidance: Guidance | Family) -> Iterator[Statement | Cause]:
    parts: tuple[Guidance | Family | Variant, ...] = (guidance, *guidance.variants)
    for part in parts:
        if part.summary:
            yield part.summary
        yield from part.causes
        yield from part.actions


def _shape_faults(said: Guidance | Family, statements: list[Statement | Cause]) -> Iterator[str]:
    ids = [statement.id for statement in statements]
    yield from (f"the id {name!r} stands twice" for name in sorted({name for name in ids if ids.count(name) > 1}))
    if not (said.summary and said.causes and said.actions):
        yield "lacks a summary, a cause or an action"
    for number, variant in enumerate(said.variants):
        if not (variant.narrowness or variant.meanings):
            yield f"variants[{number}] has no condition"
        if not (variant.summary or variant.causes or variant.actions):
            yield f"variants[{number}] says nothing"


def _text_faults(statement: Statement | Cause, registry: Registry) -> Iterator[str]:
    texts = (statement.text, statement.tell) if isinstance(statement, Cause) else (statement.text,)
    for text in texts:
        if len(text) > LONGEST_TEXT:
            yield f"a text of {len(text)} characters is longer than {LONGEST_TEXT}"
        if text != text.strip() or not text.isprintable():
            yield "a text has blanks at its ends or line breaks"
        if text.count("`") % 2:
            yield "a text has an odd number of backticks"
        yield from (f"[[{link}]] leads nowhere" for link in _LINK.findall(text) if registry.meaning(link) is None)


def _reference_faults(said: Guidance | Family, meanings: tuple[Meaning, ...], registry: Registry) -> Iterator[str]:
    """Find what leads nowhere; `meanings` are those that it is said of."""
    own = {meaning.id for meaning in meanings}
    for other in said.mistaken_for:
        if other in own or registry.meaning(other) is None:
            yield f"mistaken_for {other!r} is no other meaning"
    filters = {known.name for known in chain.from_iterable(registry.filters.values())}
    for number, variant in enumerate(said.variants):
        concerned = [meaning for meaning in meanings if not variant.meanings or meaning.id in variant.meanings]
        faults = [f"{name!r} is no member of the family" for name in sorted(variant.meanings - own)]
        faults += (f"{name!r} is no filter of the registry" for name in sorted(variant.filters - filters))
        for meaning in concerned:
            faults += _condition_faults(variant.templates, variant.products, meaning)
        yield from (f"variants[{number}]: {reason}" for reason in dict.fromkeys(faults))
