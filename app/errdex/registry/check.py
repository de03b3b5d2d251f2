"""The tidy check of the registry's files: reads all of them and returns every fault at once.

The loader takes the files at their word. This looks at everything: that no member is wrong, and nothing doubled,
dangling, unordered or lost. It runs in the tests, for whoever changes the files, and to say why a file cannot be used.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from errdex.errors import ResourceFault
from errdex.registry import shapes
from errdex.registry.ids import text_key
from errdex.registry.loader import MEANINGS
from errdex.registry.members import Wrong, parsed
from errdex.registry.model import Kind, Lifecycle, PlaceholderKind, Product

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

IDS = "ids.txt"
"""The list of all ids that were ever given: a meaning's, and a template's as "meaning/template"."""

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_ANY_FORM = re.compile(r"%[a-z]|\{\w+\}")

Faults = Iterator[ResourceFault]
_Record = dict[str, Any]
_Key = tuple[str, int, str | None]


class _Where(NamedTuple):
    """A place in a file, for messages."""

    file: str
    place: str = ""

    def at(self, step: str) -> _Where:
        return _Where(self.file, f"{self.place}.{step}" if self.place and step[0] != "[" else self.place + step)

    def say(self, reason: str) -> ResourceFault:
        return ResourceFault(self.file, self.place, reason)


class _Placed(NamedTuple):
    """A code, and where it stands."""

    where: _Where
    code: _Record


class _Files(NamedTuple):
    """What could be read of the folder."""

    products: dict[str, _Record]
    meanings: list[_Record]


def check_registry(folder: Path) -> list[str]:
    """Return all faults of the registry in a folder, each a line with file, place and reason; none if it is sound."""
    return [str(fault) for fault in _faults(folder)]


def first_fault(folder: Path, name: str) -> ResourceFault | None:
    """Return the first fault that stands in one of the files, None where there is none."""
    return next((fault for fault in _faults(folder) if fault.file == name), None)


def _faults(folder: Path) -> list[ResourceFault]:
    faults: list[ResourceFault] = []
    products: dict[str, _Record] = {}
    for product in Product:
        name = f"{product.value}.json"
        file = _read(folder / name, faults)
        if file is not None:
            faults += _product_faults(_Where(name), file, product)
            products[product.value] = file
    top = _read(folder / MEANINGS, faults)
    if top is not None:
        faults += _shape(_Where(MEANINGS), top, shapes.TOP)
        meanings = _records(top.get("meanings"))
        faults += _meaning_faults(meanings)
        files = _Files(
            products, [meaning for meaning in meanings if not list(shapes.faults_of(meaning, shapes.MEANING))]
        )
        faults += _membership_faults(files)
        faults += _lost(folder / IDS, files.meanings)
    return faults


def _read(path: Path, faults: list[ResourceFault]) -> _Record | None:
    try:
        return parsed(path)
    except Wrong as wrong:
        faults.append(_Where(path.name).say(str(wrong)))
        return None


def _records(value: object) -> list[_Record]:
    return [record for record in value if type(record) is dict] if type(value) is list else []


# One product's file


def _product_faults(where: _Where, file: _Record, product: Product) -> Faults:
    yield from _shape(where, file, shapes.PRODUCT_FILE)
    for name, member in shapes.PRODUCT_FILE.items():
        if type(file.get(name)) is not member.kind and (member.needed or file.get(name) is not None):
            return
    if file["product"] != product.value:
        yield where.at("product").say(f"must be {product.value!r}")
    broken = list(_shape(where.at("revision"), file["revision"], shapes.REVISION))
    yield from broken or _dates(where.at("revision"), file["revision"], "date")
    for index, category in enumerate(file["categories"]):
        yield from _shape(where.at(f"categories[{index}]"), category, shapes.CATEGORY)
    cited: set[str] = set()
    seen: Counter[_Key] = Counter()
    for index, code in enumerate(file["codes"]):
        here = where.at(f"codes[{index}]")
        yield from _code_faults(here, code, file, cited)
        if not list(shapes.faults_of(code, shapes.CODE)):
            key = (code["kind"], abs(code["number"]), code.get("name"))
            seen[key] += 1
            if seen[key] == 2:
                yield here.say(f"{code['number']} {code.get('name')} stands here twice")
    yield from _filter_faults(where, file, cited)
    for key in sorted(set(file["sources"]) - cited):
        yield where.at(f"sources.{key}").say("nothing cites this source")


def _code_faults(where: _Where, code: _Record, file: _Record, cited: set[str]) -> Faults:
    broken = list(_shape(where, code, shapes.CODE))
    yield from broken
    if broken:
        return
    yield from _words(where, code, ("kind", Kind), ("lifecycle", Lifecycle))
    yield from _citation(where, code, file["sources"], cited)
    yield from _dates(where, code, "since", "until")
    if code.get("lifecycle") == Lifecycle.WITHDRAWN.value and "until" not in code:
        yield where.say("is withdrawn, and does not say until when it was documented")
    category = code.get("category")
    if category is not None and not 0 <= category < len(file["categories"]):
        yield where.at("category").say(f"there is no category {category}")
    texts: set[str] = set()
    for index, template in enumerate(code.get("templates") or ()):
        here = where.at(f"templates[{index}]")
        broken = list(_shape(here, template, shapes.TEMPLATE))
        yield from broken
        if broken:
            continue
        yield from _citation(here, template, file["sources"], cited)
        yield from _template_faults(here, template)
        if template["text"] in texts:
            yield here.at("text").say("stands under this code twice")
        texts.add(template["text"])


def _template_faults(where: _Where, template: _Record) -> Faults:
    yield from _words(where, template, ("lifecycle", Lifecycle))
    yield from _dates(where, template, "since", "until")
    if template.get("lifecycle") == Lifecycle.WITHDRAWN.value and "until" not in template:
        yield where.say("is withdrawn, and does not say until when it was documented")
    if template["text"] != template["text"].strip() or not template["text"]:
        yield where.at("text").say("is empty, or begins or ends with a space")
    placeholders = template.get("placeholders") or []
    broken = [fault for at, one in enumerate(placeholders) for fault in _placeholder_faults(where, at, one)]
    yield from broken
    if not broken:
        yield from _match_faults(where, template["text"], placeholders)


def _placeholder_faults(where: _Where, index: int, placeholder: _Record) -> Faults:
    here = where.at(f"placeholders[{index}]")
    broken = list(_shape(here, placeholder, shapes.PLACEHOLDER))
    yield from broken or _words(here, placeholder, ("kind", PlaceholderKind))


def _match_faults(where: _Where, text: str, placeholders: list[_Record]) -> Faults:
    """See that the template matches itself: filled with values and split at its literals, it gives them back."""
    forms = [placeholder["form"] for placeholder in placeholders]
    for name, count in Counter(placeholder["name"] for placeholder in placeholders).items():
        if count > 1:
            yield where.at("placeholders").say(f"{count} are named {name!r}")
    literals = _literals(text, forms)
    if literals is None:
        yield where.at("placeholders").say("their forms do not stand in the text in this order")
        return
    if any(_ANY_FORM.search(literal) for literal in literals):
        yield where.at("placeholders").say("the text has more placeholders than are listed")
    if not all(literals[1:-1]):
        yield where.at("placeholders").say("two stand side by side with nothing between them")
        return
    values = [f"\ue000{index}" for index in range(len(forms))]
    if _split("".join(_woven(literals, values)), literals) != values:
        yield where.at("text").say("does not match itself when it is filled with values")


def _literals(text: str, forms: Sequence[str]) -> list[str] | None:
    """Return the fixed parts of a text around its placeholders, None where a form is not found."""
    literals: list[str] = []
    rest = text
    for form in forms:
        before, found, rest = rest.partition(form)
        if not found:
            return None
        literals.append(before)
    return [*literals, rest]


def _woven(literals: Sequence[str], values: Sequence[str]) -> Iterator[str]:
    for literal, value in zip(literals, values, strict=False):
        yield from (literal, value)
    yield literals[-1]


def _split(message: str, literals: Sequence[str]) -> list[str] | None:
    """Return the values of a message between the literals, None where they are not found in order."""
    if not message.startswith(literals[0]):
        return None
    rest = message[len(literals[0]) :]
    values: list[str] = []
    for literal in literals[1:-1]:
        value, found, rest = rest.partition(literal)
        if not found:
            return None
        values.append(value)
    if len(literals) == 1:
        return values if not rest else None
    return [*values, rest.removesuffix(literals[-1])] if rest.endswith(literals[-1]) else None


def _filter_faults(where: _Where, file: _Record, cited: set[str]) -> Faults:
    names: set[str] = set()
    for index, record in enumerate(file.get("filters") or ()):
        here = where.at(f"filters[{index}]")
        broken = list(_shape(here, record, shapes.FILTER))
        yield from broken
        if broken:
            continue
        yield from _citation(here, record, file["sources"], cited)
        if record["name"] in names:
            yield here.say(f"the filter {record['name']} stands here twice")
        names.add(record["name"])


def _shape(where: _Where, record: object, shape: shapes.Shape) -> Faults:
    yield from (where.say(reason) for reason in shapes.faults_of(record, shape))


def _words(where: _Where, record: _Record, *choices: tuple[str, Any]) -> Faults:
    for member, words in choices:
        if member in record and record[member] not in {word.value for word in words}:
            yield where.at(member).say(f"{record[member]!r} is none of the words for it")


def _citation(where: _Where, record: _Record, sources: dict[str, str], cited: set[str]) -> Faults:
    if "source" not in record:
        return
    source = record["source"]
    cited.add(source)
    if source not in sources:
        yield where.at("source").say(f"{source!r} is none of the sources")


def _dates(where: _Where, record: _Record, *members: str) -> Faults:
    dates = [record[member] for member in members if record.get(member) is not None]
    for written in dates:
        try:
            if date.fromisoformat(written).isoformat() != written:
                raise ValueError(written)
        except ValueError:
            yield where.say(f"{written!r} is no date like 2026-05-18")
    if dates != sorted(dates):
        yield where.say(f"ends ({dates[1]}) before it begins ({dates[0]})")


# The meanings


def _meaning_faults(meanings: list[_Record]) -> Faults:
    ids: Counter[str] = Counter()
    for index, meaning in enumerate(meanings):
        where = _Where(MEANINGS, f"meanings[{index}]")
        broken = list(_shape(where, meaning, shapes.MEANING))
        yield from broken
        if broken:
            continue
        ids[meaning["id"]] += 1
        if ids[meaning["id"]] == 2:
            yield where.at("id").say(f"{meaning['id']} is there already")
        yield from _words(where, meaning, ("kind", Kind))
        yield from _id_faults(where, meaning)
        texts = Counter(text_key(text) for text in meaning["templates"].values())
        for text, count in texts.items():
            if count > 1:
                yield where.at("templates").say(f"{count} ids are given to: {text}")


def _id_faults(where: _Where, meaning: _Record) -> Faults:
    stem = str(abs(meaning["number"]))
    if meaning["kind"] != Kind.API.value:
        right = meaning["id"] == f"{meaning['kind']}-{stem}"
    else:
        right = _ID.fullmatch(meaning["id"]) is not None and meaning["id"].partition("-")[0] == stem
    if not right:
        yield where.at("id").say(f"{meaning['id']!r} is not made as ids are")
    for template in meaning["templates"]:
        if not _ID.fullmatch(template):
            yield where.at("templates").say(f"{template!r} is not made as ids are")


def _membership_faults(files: _Files) -> Faults:
    """See that every code is in exactly one meaning, and that meanings name what is there."""
    codes = {product: _sound(f"{product}.json", file) for product, file in files.products.items()}
    homes: Counter[tuple[str, _Key]] = Counter()
    for index, meaning in enumerate(files.meanings):
        where = _Where(MEANINGS, f"meanings[{index}]")
        members: list[_Placed] = []
        for at, place in enumerate(meaning["codes"]):
            here = where.at(f"codes[{at}]")
            if not _is_place(place):
                yield here.say("must be a product and a name")
                continue
            product, name = place
            key = (meaning["kind"], abs(meaning["number"]), name)
            homes[product, key] += 1
            if homes[product, key] == 2:
                yield here.say(f"code {key[1]} {name} of {product} has a meaning already")
            elif product in codes and key not in codes[product]:
                yield here.say(f"{product} has no code {meaning['number']} {name}")
            elif product in codes:
                members.append(codes[product][key])
        yield from _agreement(where, meaning, members, complete=len(codes) == len(Product))
    for product, known in codes.items():
        for key, (where, _) in known.items():
            if not homes[product, key]:
                yield where.say(f"code {key[1]} {key[2]} is in no meaning")


def _is_place(place: list[Any]) -> bool:
    """Tell whether this is a product and the name that a code has there, which may be none."""
    return len(place) == 2 and place[0] in list(Product) and isinstance(place[1], str | None)


def _sound(name: str, file: _Record) -> dict[_Key, _Placed]:
    """Return the codes of a file that are what they should be, with their places."""
    codes = file.get("codes")
    return {
        (code["kind"], abs(code["number"]), code.get("name")): _Placed(_Where(name, f"codes[{index}]"), code)
        for index, code in enumerate(codes if type(codes) is list else ())
        if not list(shapes.faults_of(code, shapes.CODE))
    }


def _agreement(where: _Where, meaning: _Record, members: list[_Placed], *, complete: bool) -> Faults:
    """See that names and texts of a meaning are those of its codes; other names may be former ones."""
    names = {code["name"] for _, code in members if code.get("name")}
    known = [name for name in (meaning.get("name"), *(meaning.get("other_names") or ())) if name]
    given = {text_key(text) for text in meaning["templates"].values()}
    texts: set[str] = set()
    for here, code in members:
        for index, template in enumerate(code.get("templates") or ()):
            text = template.get("text")
            if type(text) is not str:
                continue
            if text_key(text) not in given:
                yield here.at(f"templates[{index}].text").say(f"{meaning['id']} in {MEANINGS} gives it no id: {text}")
            texts.add(text_key(text))
    yield from (where.say(f"its code's name {name!r} is missing") for name in sorted(names - set(known)))
    if complete:
        if meaning.get("name") and meaning["name"] not in names:
            yield where.say(f"no code of it has the name {meaning['name']!r}")
        yield from (where.at("templates").say(f"no code of it has: {text}") for text in sorted(given - texts))


def _lost(path: Path, meanings: list[_Record]) -> Faults:
    """See that no id that was ever given is gone, and that the list of them is complete."""
    where = _Where(path.name)
    try:
        given = set(path.read_text(encoding="utf-8").split())
    except OSError as error:
        yield where.say(f"cannot be read: {error.strerror}")
        return
    there = {meaning["id"] for meaning in meanings}
    there |= {f"{meaning['id']}/{template}" for meaning in meanings for template in meaning["templates"]}
    yield from (where.say(f"{made} was given once and is gone") for made in sorted(given - there))
    yield from (where.say(f"{made} is not listed yet") for made in sorted(there - given))
