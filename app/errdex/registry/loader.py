"""Read the registry's files into records, strictly and fast: this runs at every start.

Contract: whatever is wrong is a `ResourceFault` that names file, place and reason. A fault in a product's file leaves
that product out and stands in `Registry.faults`; a fault in `meanings.json` is raised, for without it nothing can be
placed. No regular expression and no schema validator runs here; the two readers that run thousands of times (`_code`,
`_template`) look at each member once.
"""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, Any, NamedTuple

from errdex.errors import ResourceFault
from errdex.registry import members as strict
from errdex.registry.members import Json, Wrong
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
    from pathlib import Path

MEANINGS = "meanings.json"

# By their plain texts: an enum's own hash is a Python function, and too slow for keys here.
_KINDS = {kind.value: kind for kind in Kind}
_LIFECYCLES = {lifecycle.value: lifecycle for lifecycle in Lifecycle}
_PLACEHOLDER_KINDS = {kind.value: kind for kind in PlaceholderKind}

_TOP = frozenset({"meanings"})
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

_Key = tuple[str, int, str | None]
"""What tells a code from the others of its product: kind, number without its sign, name."""


class _Frame(NamedTuple):
    """A meaning before its codes are known."""

    id: str
    kind: str
    number: int
    name: str | None
    other_names: tuple[str, ...]
    places: list[Any]
    """Product and name of each of its codes."""
    template_ids: dict[str, str]
    """By text, with and without a final full stop."""


_Listed = dict[str, dict[_Key, _Frame]]
"""Which meaning lists a code: by product, then by key."""


class _Part(NamedTuple):
    """One product's file, read."""

    revision: Revision
    codes: dict[_Key, ErrorCode]
    filters: tuple[Filter, ...]


def load_registry(folder: Path) -> Registry:
    """Read all files of a folder; raise ResourceFault where `meanings.json` is broken.

    The cyclic collector rests meanwhile: nothing that is made here is garbage, and looking for some takes a tenth of
    the time.
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        return _load(folder)
    finally:
        if collects:
            gc.enable()


def _load(folder: Path) -> Registry:
    listed: _Listed = {product.value: {} for product in Product}
    try:
        frames = _frames(strict.parsed(folder / MEANINGS), listed)
    except Wrong as wrong:
        raise ResourceFault(MEANINGS, wrong.place, wrong.reason) from None
    parts: dict[str, _Part] = {}
    faults: list[Exception] = []
    for product in Product:
        name = f"{product.value}.json"
        try:
            parts[product.value] = _part(strict.parsed(folder / name), product, listed[product.value])
        except Wrong as wrong:
            faults.append(ResourceFault(name, wrong.place, wrong.reason))
    meanings = _meanings(frames, parts, faults)
    loaded = [product for product in Product if product.value in parts]
    revisions = {product: parts[product.value].revision for product in loaded}
    filters = {product: parts[product.value].filters for product in loaded}
    return Registry(meanings, revisions, filters, tuple(faults))


def _frames(file: Json, listed: _Listed) -> list[_Frame]:
    strict.only(file, _TOP)
    frames = strict.each(file, "meanings", _frame)
    ids: set[str] = set()
    for index, frame in enumerate(frames):
        if frame.id in ids:
            raise Wrong(f"the id {frame.id!r} is there already", f"meanings[{index}].id")
        ids.add(frame.id)
        try:
            _list(frame, listed)
        except Wrong as wrong:
            raise wrong.under(f"meanings[{index}]") from None
    return frames


def _frame(record: Json) -> _Frame:
    strict.only(record, _MEANING)
    strict.choice(record, "kind", _KINDS)
    ids: dict[str, str] = {}
    for template_id, text in strict.table(record, "templates").items():
        key = text.removesuffix(".")
        ids[key] = ids[f"{key}."] = template_id
    return _Frame(
        strict.text(record, "id"),
        record["kind"],
        strict.number(record, "number"),
        strict.text_or_none(record, "name"),
        strict.texts(record, "other_names"),
        strict.array(record, "codes"),
        ids,
    )


def _list(frame: _Frame, listed: _Listed) -> None:
    """Enter a meaning under each of the codes that it names."""
    number = abs(frame.number)
    if not frame.places:
        raise Wrong("must name a code at least", "codes")
    for index, place in enumerate(frame.places):
        if type(place) is not list or len(place) != 2:
            raise Wrong("must be a product and a name", f"codes[{index}]")
        product, name = place
        if type(product) is not str or product not in listed:
            raise Wrong(f"{product!r} is no product", f"codes[{index}][0]")
        if name is not None and type(name) is not str:
            raise Wrong("must be a text or null", f"codes[{index}][1]")
        key = (frame.kind, number, name)
        if key in listed[product]:
            raise Wrong("this code has a meaning already", f"codes[{index}]")
        listed[product][key] = frame


def _part(file: Json, product: Product, listed: dict[_Key, _Frame]) -> _Part:
    strict.only(file, _FILE)
    if file.get("product") != product.value:
        raise Wrong(f"must be {product.value!r}", "product")
    sources = strict.table(file, "sources")
    categories = strict.each(file, "categories", _category)
    codes: dict[_Key, ErrorCode] = {}
    try:
        for record in strict.array(file, "codes"):
            code = _code(record, product, sources, categories, listed)
            key = (record["kind"], abs(code.number), code.name)
            if key in codes:
                raise Wrong("this number and name are there already")
            codes[key] = code
    except Wrong as wrong:
        raise wrong.under(f"codes[{len(codes)}]") from None
    filters = strict.each(file, "filters", lambda record: _filter(record, sources)) if "filters" in file else ()
    return _Part(_revision(file), codes, tuple(filters))


def _revision(file: Json) -> Revision:
    record: Any = file.get("revision")
    try:
        strict.only(record, _REVISION)
        if type(record.get("official")) is not bool:
            raise Wrong("must be true or false", "official")
        date, origin, title = (strict.text(record, name) for name in ("date", "origin", "title"))
    except Wrong as wrong:
        raise wrong.under("revision") from None
    return Revision(date, origin, title, record["official"])


def _category(record: Json) -> Category:
    strict.only(record, _CATEGORY)
    return Category(strict.text_or_none(record, "range"), strict.text(record, "title"))


def _filter(record: Json, sources: dict[str, str]) -> Filter:
    strict.only(record, _FILTER)
    return Filter(
        strict.text(record, "name"), strict.text(record, "description"), strict.choice(record, "source", sources)
    )


def _code(
    record: Any,  # noqa: ANN401 - JSON holds anything
    product: Product,
    sources: dict[str, str],
    categories: list[Category],
    listed: dict[_Key, _Frame],
) -> ErrorCode:
    if type(record) is not dict or not record.keys() <= _CODE:
        strict.only(record, _CODE)
    kind = strict.choice(record, "kind", _KINDS)
    number = strict.number(record, "number")
    name = strict.text_or_none(record, "name")
    frame = listed.get((record["kind"], abs(number), name))
    if frame is None:
        raise Wrong(f"no meaning in {MEANINGS} lists this code")
    lifecycle = strict.choice(record, "lifecycle", _LIFECYCLES)
    source = strict.choice(record, "source", sources)
    templates: list[Template] = []
    try:
        for template in strict.array(record, "templates") if "templates" in record else ():
            # One by one, so that their count says where a fault is.
            made = _template(template, sources, frame.template_ids, lifecycle, source)
            templates.append(made)
    except Wrong as wrong:
        raise wrong.under(f"templates[{len(templates)}]") from None
    return ErrorCode(
        product,
        kind,
        number,
        name,
        _category_of(record, categories) if "category" in record else None,
        tuple(templates),
        strict.texts(record, "explanations") if "explanations" in record else (),
        lifecycle,
        strict.text_or_none(record, "since") if "since" in record else None,
        strict.text_or_none(record, "until") if "until" in record else None,
        source,
        frame.id,
    )


def _category_of(record: Json, categories: list[Category]) -> Category | None:
    index = record["category"]
    if index is None:
        return None
    if type(index) is not int or not 0 <= index < len(categories):
        raise Wrong(f"must be the place of one of the {len(categories)} categories", "category")
    return categories[index]


def _template(
    record: Any,  # noqa: ANN401 - JSON holds anything
    sources: dict[str, str],
    ids: dict[str, str],
    lifecycle: Lifecycle,
    source: str,
) -> Template:
    """Read a template; one that does not say its lifecycle or source has its code's."""
    if type(record) is not dict or not record.keys() <= _TEMPLATE:
        strict.only(record, _TEMPLATE)
    text = record.get("text")
    template_id = ids.get(text) if type(text) is str else None
    if template_id is None:
        strict.text(record, "text")
        raise Wrong(f"its meaning in {MEANINGS} gives this text no id", "text")
    if len(record) == 1:
        return Template(template_id, text, (), lifecycle, None, None, source)
    return Template(
        template_id,
        text,
        tuple(strict.each(record, "placeholders", _placeholder)) if "placeholders" in record else (),
        strict.choice(record, "lifecycle", _LIFECYCLES) if "lifecycle" in record else lifecycle,
        strict.text_or_none(record, "since") if "since" in record else None,
        strict.text_or_none(record, "until") if "until" in record else None,
        strict.choice(record, "source", sources) if "source" in record else source,
        strict.text_or_none(record, "description") if "description" in record else None,
    )


def _placeholder(record: Json) -> Placeholder:
    strict.only(record, _PLACEHOLDER)
    kind = strict.choice(record, "kind", _PLACEHOLDER_KINDS)
    return Placeholder(strict.text(record, "form"), strict.text(record, "name"), kind)


def _meanings(frames: list[_Frame], parts: dict[str, _Part], faults: list[Exception]) -> tuple[Meaning, ...]:
    """Put the codes that were loaded under their meanings; leave out a meaning of which none was."""
    meanings: list[Meaning] = []
    for index, frame in enumerate(frames):
        codes: list[ErrorCode] = []
        number = abs(frame.number)
        for at, (product, name) in enumerate(frame.places):
            part = parts.get(product)
            if part is None:
                continue
            code = part.codes.get((frame.kind, number, name))
            if code is None:
                faults.append(ResourceFault(MEANINGS, f"meanings[{index}].codes[{at}]", f"{product} has no such code"))
            else:
                codes.append(code)
        if codes:
            kind = codes[0].kind
            meanings.append(Meaning(frame.id, kind, frame.number, frame.name, frame.other_names, tuple(codes)))
    return tuple(meanings)
