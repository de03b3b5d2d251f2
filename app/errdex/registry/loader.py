"""Read the registry's files into records, strictly and fast: this runs at every start.

Contract: whatever is wrong is a `ResourceFault` that names file, place and reason. A fault in a product's file leaves that
product out and stands in `Registry.faults`; a fault in `meanings.json` is raised, for without it nothing can be placed.
No regular expression and no schema validator runs here. The readers raise `_Wrong` where they stand; the place is put
together on the way up, so that sound files pay nothing for it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from errdex.errors import ResourceFault
from errdex.registry.ids import text_key
from errdex.registry.model import (
    Category,
    ErrorCode,
    Filter,
    Kind,
    Lifecycle,
    Meaning,
    Placeholder,
    PlaceholderKind,
    Product,
    Registry,
    Revision,
    Template,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

MEANINGS = "meanings.json"

_KINDS = {kind.value: kind for kind in Kind}
_LIFECYCLES = {lifecycle.value: lifecycle for lifecycle in Lifecycle}
_PLACEHOLDER_KINDS = {kind.value: kind for kind in PlaceholderKind}
_PRODUCTS = {product.value: product for product in Product}

_FILE = frozenset({"product", "revision", "sources", "categories", "codes", "filters"})
_REVISION = frozenset({"date", "origin", "title", "official"})
_CATEGORY = frozenset({"range", "title"})
_CODE = frozenset(
    {"number", "kind", "name", "category", "lifecycle", "since", "until", "source", "explanations", "templates"}
)
_TEMPLATE = frozenset({"text", "placeholders", "lifecycle", "since", "until", "source", "description"})
_PLACEHOLDER = frozenset({"form", "name", "kind"})
_FILTER = frozenset({"name", "description", "source"})
_MEANING = frozenset({"id", "kind", "number", "name", "other_names", "codes", "templates"})

_Json = dict[str, Any]


class _Wrong(Exception):
    """Something is wrong at the place where it was raised; the callers say where that is."""

    def __init__(self, reason: str, place: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.place = place

    def under(self, place: str) -> _Wrong:
        """Return the same seen from one step further up."""
        joint = "" if not self.place or self.place.startswith("[") else "."
        return _Wrong(self.reason, f"{place}{joint}{self.place}")


class _Frame(NamedTuple):
    """A meaning before its codes are known."""

    id: str
    kind: Kind
    number: int
    name: str | None
    other_names: tuple[str, ...]
    places: tuple[tuple[Product, str | None], ...]
    templates: dict[str, str]
    """Template ids by the text's key."""


_Key = tuple[Product, Kind, int, str | None]


class _Part(NamedTuple):
    """One product's file, read."""

    revision: Revision
    codes: dict[_Key, ErrorCode]
    filters: tuple[Filter, ...]


def load_registry(folder: Path) -> Registry:
    """Read all files of a folder; raise ResourceFault where `meanings.json` is broken."""
    try:
        frames = _frames(_parsed(folder / MEANINGS))
    except _Wrong as wrong:
        raise ResourceFault(MEANINGS, wrong.place, wrong.reason) from None
    by_code = {
        (product, frame.kind, abs(frame.number), name): frame for frame in frames for product, name in frame.places
    }
    parts: dict[Product, _Part] = {}
    faults: list[Exception] = []
    for product in Product:
        name = f"{product.value}.json"
        try:
            parts[product] = _part(_parsed(folder / name), product, by_code)
        except _Wrong as wrong:
            faults.append(ResourceFault(name, wrong.place, wrong.reason))
    meanings = _meanings(frames, parts, faults)
    revisions = {product: part.revision for product, part in parts.items()}
    filters = {product: part.filters for product, part in parts.items()}
    return Registry(meanings, revisions, filters, tuple(faults))


def _parsed(path: Path) -> _Json:
    try:
        parsed = json.loads(path.read_bytes(), object_pairs_hook=_without_doubles)
    except OSError as error:
        raise _Wrong(f"cannot be read: {error.strerror}") from None
    except (ValueError, RecursionError) as error:
        raise _Wrong(f"is no JSON: {error}") from None
    if type(parsed) is not dict:
        raise _Wrong("must be an object")
    return parsed


def _without_doubles(pairs: list[tuple[str, Any]]) -> _Json:
    members = dict(pairs)
    if len(members) != len(pairs):
        names = [name for name, _ in pairs]
        double = next(name for name in names if names.count(name) > 1)
        raise _Wrong(f"has the member {double!r} twice in one object")
    return members


def _frames(parsed: _Json) -> list[_Frame]:
    _only(parsed, frozenset({"meanings"}))
    frames = _each(parsed, "meanings", _frame)
    ids: set[str] = set()
    placed: set[tuple[Kind, int, Product, str | None]] = set()
    for index, frame in enumerate(frames):
        if frame.id in ids:
            raise _Wrong(f"the id {frame.id!r} is there already", f"meanings[{index}].id")
        ids.add(frame.id)
        for at, (product, name) in enumerate(frame.places):
            key = (frame.kind, abs(frame.number), product, name)
            if key in placed:
                raise _Wrong("this code has a meaning already", f"meanings[{index}].codes[{at}]")
            placed.add(key)
    return frames


def _frame(members: _Json) -> _Frame:
    if not members.keys() <= _MEANING:
        _only(members, _MEANING)
    templates: dict[str, str] = {}
    for template_id, text in _object(members, "templates").items():
        if type(text) is not str:
            raise _Wrong("must be a text", f"templates.{template_id}")
        templates[text_key(text)] = template_id
    return _Frame(
        _text(members, "id"),
        _choice(members, "kind", _KINDS),
        _number(members, "number"),
        _text_or_none(members, "name"),
        _texts(members, "other_names"),
        tuple(_places(members)),
        templates,
    )


def _places(members: _Json) -> Iterable[tuple[Product, str | None]]:
    codes = _array(members, "codes")
    for index, pair in enumerate(codes):
        if type(pair) is not list or len(pair) != 2:
            raise _Wrong("must be a product and a name", f"codes[{index}]")
        product, name = pair
        if product not in _PRODUCTS:
            raise _Wrong(f"{product!r} is no product", f"codes[{index}][0]")
        if name is not None and type(name) is not str:
            raise _Wrong("must be a text or null", f"codes[{index}][1]")
        yield _PRODUCTS[product], name
    if not codes:
        raise _Wrong("must name a code at least", "codes")


def _part(parsed: _Json, product: Product, by_code: dict[_Key, _Frame]) -> _Part:
    _only(parsed, _FILE)
    if parsed.get("product") != product.value:
        raise _Wrong(f"must be {product.value!r}", "product")
    sources = _object(parsed, "sources")
    for key, source in sources.items():
        if type(source) is not str:
            raise _Wrong("must be a text", f"sources.{key}")
    categories = _each(parsed, "categories", _category)
    codes: dict[_Key, ErrorCode] = {}
    for index, members in enumerate(_array(parsed, "codes")):
        try:
            code = _code(members, product, sources, categories, by_code)
            key = (product, code.kind, abs(code.number), code.name)
            if key in codes:
                raise _Wrong("this number and name are there already")
        except _Wrong as wrong:
            raise wrong.under(f"codes[{index}]") from None
        codes[key] = code
    try:
        revision = _revision(_object(parsed, "revision"))
    except _Wrong as wrong:
        raise wrong.under("revision") from None
    filters = _each(parsed, "filters", lambda members: _filter(members, sources)) if "filters" in parsed else []
    return _Part(revision, codes, tuple(filters))


def _revision(members: _Json) -> Revision:
    _only(members, _REVISION)
    official = members.get("official")
    if type(official) is not bool:
        raise _Wrong("must be true or false", "official")
    return Revision(_text(members, "date"), _text(members, "origin"), _text(members, "title"), official)


def _category(members: _Json) -> Category:
    _only(members, _CATEGORY)
    return Category(_text_or_none(members, "range"), _text(members, "title"))


def _filter(members: _Json, sources: dict[str, str]) -> Filter:
    _only(members, _FILTER)
    return Filter(_text(members, "name"), _text(members, "description"), _source(members, sources))


def _code(
    members: Any,  # noqa: ANN401 - JSON holds anything
    product: Product,
    sources: dict[str, str],
    categories: list[Category],
    by_code: dict[_Key, _Frame],
) -> ErrorCode:
    if type(members) is not dict:
        raise _Wrong("must be an object")
    if not members.keys() <= _CODE:
        _only(members, _CODE)
    kind = _choice(members, "kind", _KINDS)
    number = _number(members, "number")
    name = _text_or_none(members, "name")
    frame = by_code.get((product, kind, abs(number), name))
    if frame is None:
        raise _Wrong(f"no meaning in {MEANINGS} lists this code")
    templates: list[Template] = []
    if "templates" in members:
        for index, template in enumerate(_array(members, "templates")):
            try:
                templates.append(_template(template, sources, frame.templates))
            except _Wrong as wrong:
                raise wrong.under(f"templates[{index}]") from None
    return ErrorCode(
        product,
        kind,
        number,
        name,
        _category_of(members, categories),
        tuple(templates),
        _texts(members, "explanations"),
        _choice(members, "lifecycle", _LIFECYCLES),
        _text_or_none(members, "since"),
        _text_or_none(members, "until"),
        _source(members, sources),
        frame.id,
    )


def _category_of(members: _Json, categories: list[Category]) -> Category | None:
    index = members.get("category")
    if index is None:
        return None
    if type(index) is not int or not 0 <= index < len(categories):
        raise _Wrong(f"must be the place of one of {len(categories)} categories", "category")
    return categories[index]


def _template(
    members: Any,  # noqa: ANN401 - JSON holds anything
    sources: dict[str, str],
    ids: dict[str, str],
) -> Template:
    if type(members) is not dict:
        raise _Wrong("must be an object")
    if not members.keys() <= _TEMPLATE:
        _only(members, _TEMPLATE)
    text = _text(members, "text")
    template_id = ids.get(text_key(text))
    if template_id is None:
        raise _Wrong(f"its meaning in {MEANINGS} gives this text no id", "text")
    return Template(
        template_id,
        text,
        tuple(_each(members, "placeholders", _placeholder)) if "placeholders" in members else (),
        _choice(members, "lifecycle", _LIFECYCLES),
        _text_or_none(members, "since"),
        _text_or_none(members, "until"),
        _source(members, sources),
        _text_or_none(members, "description"),
    )


def _placeholder(members: _Json) -> Placeholder:
    if not members.keys() <= _PLACEHOLDER:
        _only(members, _PLACEHOLDER)
    return Placeholder(_text(members, "form"), _text(members, "name"), _choice(members, "kind", _PLACEHOLDER_KINDS))


def _meanings(
    frames: list[_Frame], parts: dict[Product, _Part], faults: list[Exception]
) -> tuple[Meaning, ...]:
    """Put the codes that were loaded under their meanings; leave out a meaning of which none was."""
    meanings: list[Meaning] = []
    for index, frame in enumerate(frames):
        codes: list[ErrorCode] = []
        number = abs(frame.number)
        for at, (product, name) in enumerate(frame.places):
            part = parts.get(product)
            if part is None:
                continue
            code = part.codes.get((product, frame.kind, number, name))
            if code is None:
                place = f"meanings[{index}].codes[{at}]"
                faults.append(ResourceFault(MEANINGS, place, f"{product.value} has no such code"))
            else:
                codes.append(code)
        if codes:
            meanings.append(Meaning(frame.id, frame.kind, frame.number, frame.name, frame.other_names, tuple(codes)))
    return tuple(meanings)


# The readers of single members: what comes in is an object, what goes out has the right type.


def _only(members: _Json, allowed: frozenset[str]) -> None:
    unknown = members.keys() - allowed
    if unknown:
        raise _Wrong(f"has an unknown member {min(unknown)!r}")


def _text(members: _Json, name: str) -> str:
    value = members.get(name)
    if type(value) is not str:
        raise _Wrong("is missing" if value is None else "must be a text", name)
    return value


def _text_or_none(members: _Json, name: str) -> str | None:
    value = members.get(name)
    if value is not None and type(value) is not str:
        raise _Wrong("must be a text or null", name)
    return value


def _number(members: _Json, name: str) -> int:
    value = members.get(name)
    if type(value) is not int:
        raise _Wrong("is missing" if value is None else "must be a whole number", name)
    return value


def _choice(members: _Json, name: str, choices: dict[str, Any]) -> Any:  # noqa: ANN401 - one of the table's values
    value = members.get(name)
    chosen = choices.get(value) if type(value) is str else None
    if chosen is None:
        raise _Wrong(f"must be one of: {', '.join(choices)}", name)
    return chosen


def _source(members: _Json, sources: dict[str, str]) -> str:
    key = _text(members, "source")
    if key not in sources:
        raise _Wrong(f"{key!r} is none of the sources", "source")
    return sources[key]


def _texts(members: _Json, name: str) -> tuple[str, ...]:
    if name not in members:
        return ()
    values = _array(members, name)
    for index, value in enumerate(values):
        if type(value) is not str:
            raise _Wrong("must be a text", f"{name}[{index}]")
    return tuple(values)


def _array(members: _Json, name: str) -> list[Any]:
    value = members.get(name)
    if type(value) is not list:
        raise _Wrong("is missing" if value is None else "must be an array", name)
    return value


def _object(members: _Json, name: str) -> _Json:
    value = members.get(name)
    if type(value) is not dict:
        raise _Wrong("is missing" if value is None else "must be an object", name)
    return value


def _each(members: _Json, name: str, read: Callable[[_Json], Any]) -> list[Any]:
    """Read every object of an array."""
    made = []
    for index, value in enumerate(_array(members, name)):
        try:
            if type(value) is not dict:
                raise _Wrong("must be an object")
            made.append(read(value))
        except _Wrong as wrong:
            raise wrong.under(f"{name}[{index}]") from None
    return made
