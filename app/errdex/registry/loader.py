"""Read the registry's files into records, fast: this runs at every start.

Contract: what cannot be used is a `ResourceFault` that names file, place and reason. A fault in a product's file leaves
that product out and stands in `Registry.faults`; a fault in `meanings.json` is raised, for without it nothing can be
placed.

The files are taken at their word: no member is looked at to see whether it is sound. Only when one cannot be used does
the check read them again, strictly, to say where and why. What does no harm here (an unknown member, a date that is
none) is the check's alone: `errdex registry check`. What was read is kept (`snapshot`), until a file changes.
"""

from __future__ import annotations

import gc
import json
from typing import TYPE_CHECKING, Any, NamedTuple

from errdex.errors import ResourceFault
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
from errdex.registry.snapshot import Snapshot

if TYPE_CHECKING:
    from pathlib import Path

MEANINGS = "meanings.json"
_FILES = (MEANINGS, *(f"{product.value}.json" for product in Product))

# By their plain texts: an enum's own hash is a Python function, and too slow for keys here.
_KINDS = {kind.value: kind for kind in Kind}
_LIFECYCLES = {lifecycle.value: lifecycle for lifecycle in Lifecycle}
_PLACEHOLDER_KINDS = {kind.value: kind for kind in PlaceholderKind}

_UNUSABLE = (LookupError, TypeError, ValueError, AttributeError, RecursionError, OSError)
"""What is raised by a file that cannot be read or is not what it should be."""

_made = tuple.__new__
"""Makes a NamedTuple of all its members in a third of the time that its own `__new__` takes: there are 4,500."""

_Json = dict[str, Any]


class _Frame(NamedTuple):
    """A meaning before its codes are known."""

    id: str
    template_ids: dict[str, str]
    """By text, with and without a final full stop."""
    codes: list[ErrorCode]
    """Filled product by product."""
    other_names: tuple[str, ...]
    record: _Json


_Listed = dict[str, dict[tuple[str, int, str | None], _Frame]]
"""Which meaning lists a code: by product, then by kind, number without its sign, and name."""


def load_registry(folder: Path | str) -> Registry:
    """Read all files of a folder; raise ResourceFault where `meanings.json` is broken.

    The cyclic collector rests meanwhile: nothing that is made here is garbage, and looking for some takes a tenth of
    the time.
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        snapshot = Snapshot(str(folder), _FILES, __file__)
        registry = snapshot.find()
        if registry is None:
            registry = _load(folder)
            if not registry.faults:
                snapshot.keep(registry)
        return registry
    finally:
        if collects:
            gc.enable()


def _load(folder: Path | str) -> Registry:
    listed: _Listed = {product.value: {} for product in Product}
    try:
        frames = _frames(_file(folder, MEANINGS)["meanings"], listed)
    except _UNUSABLE as error:
        raise _fault(folder, MEANINGS, error) from None
    revisions: dict[Product, Revision] = {}
    filters: dict[Product, tuple[Filter, ...]] = {}
    faults: list[ResourceFault] = []
    for product in Product:
        name = f"{product.value}.json"
        waiting = listed[product.value]
        try:
            revisions[product], filters[product] = _part(_file(folder, name), product, waiting)
        except _UNUSABLE as error:
            faults.append(_fault(folder, name, error))
            revisions.pop(product, None)
            for frame in frames:
                frame.codes[:] = [code for code in frame.codes if code.product is not product]
        else:
            faults += [_missing(frames, frame, product, name) for (_, _, name), frame in waiting.items()]
    meanings = tuple([_meaning(frame) for frame in frames if frame.codes])
    return Registry(meanings, revisions, filters, tuple(faults))


def _file(folder: Path | str, name: str) -> _Json:
    with open(f"{folder}/{name}", "rb") as file:  # noqa: PTH123 -- the command line starts without pathlib
        content: _Json = json.loads(file.read())
    return content


def _frames(records: list[_Json], listed: _Listed) -> list[_Frame]:
    """Read the meanings, and enter each under the codes that it names."""
    if type(records) is not list:
        raise TypeError("meanings must be an array")
    frames: list[_Frame] = []
    count = 0
    for record in records:
        kind, number, codes = record["kind"], record["number"], record["codes"]
        if kind not in _KINDS or type(number) is not int or not codes:
            raise ValueError(f"meaning {record['id']!r} is of no kind, or has no number or no code")
        ids: dict[str, str] = {}
        for template_id, text in record["templates"].items():
            key = text.removesuffix(".")
            ids[key] = ids[f"{key}."] = template_id
        frame = _Frame(record["id"], ids, [], tuple(record.get("other_names") or ()), record)
        frames.append(frame)
        for product, name in codes:
            listed[product][kind, abs(number), name] = frame
        count += len(codes)
    if count != sum(map(len, listed.values())) or len(frames) != len({frame.id for frame in frames}):
        raise ValueError("a code or an id stands there twice")
    return frames


def _part(file: _Json, product: Product, waiting: dict[Any, _Frame]) -> tuple[Revision, tuple[Filter, ...]]:
    """Read one product's file; put its codes under their meanings and cross them off what is waited for."""
    if file["product"] != product.value:
        raise ValueError(f"the product must be {product.value!r}")
    sources = file["sources"]
    categories = [Category(record.get("range"), record["title"]) for record in file["categories"]]
    for record in file["codes"]:
        get = record.get
        kind, number, name, place = record["kind"], record["number"], get("name"), get("category")
        meaning, ids, codes, *_ = waiting.pop((kind, abs(number), name))
        lifecycle, source = _LIFECYCLES[record["lifecycle"]], sources[record["source"]]
        templates = []
        for template in get("templates") or ():
            text = template["text"]
            template_id = ids[text]
            if len(template) == 1:
                # One that says no more than its text has its code's lifecycle and source: most are so.
                templates.append(_made(Template, (template_id, text, (), lifecycle, None, None, source, None)))
            else:
                templates.append(_template(template, template_id, sources, lifecycle, source))
        code = (
            product,
            _KINDS[kind],
            number,
            name,
            None if place is None else categories[place],
            tuple(templates),
            tuple(get("explanations") or ()),
            lifecycle,
            get("since"),
            get("until"),
            source,
            meaning,
        )
        codes.append(_made(ErrorCode, code))
    described = [Filter(one["name"], one["description"], sources[one["source"]]) for one in file.get("filters") or ()]
    return Revision(**file["revision"]), tuple(described)


def _template(record: _Json, template_id: str, sources: _Json, lifecycle: Lifecycle, source: str) -> Template:
    """Read a template; one that does not say its lifecycle or source has its code's."""
    get = record.get
    holes = get("placeholders") or ()
    own = (
        template_id,
        record["text"],
        tuple([Placeholder(hole["form"], hole["name"], _PLACEHOLDER_KINDS[hole["kind"]]) for hole in holes]),
        _LIFECYCLES[record["lifecycle"]] if "lifecycle" in record else lifecycle,
        get("since"),
        get("until"),
        sources[record["source"]] if "source" in record else source,
        get("description"),
    )
    return _made(Template, own)


def _meaning(frame: _Frame) -> Meaning:
    number, name = frame.record["number"], frame.record.get("name")
    return Meaning(frame.id, frame.codes[0].kind, number, name, frame.other_names, tuple(frame.codes))


def _missing(frames: list[_Frame], frame: _Frame, product: Product, name: str | None) -> ResourceFault:
    """Say that a meaning lists a code that its product's file does not have."""
    place = f"meanings[{frames.index(frame)}].codes[{frame.record['codes'].index([product.value, name])}]"
    return ResourceFault(MEANINGS, place, f"{product.value} has no such code")


def _fault(folder: Path | str, name: str, error: Exception) -> ResourceFault:
    """Read the files strictly to find out what is wrong with one of them."""
    from pathlib import Path

    from errdex.registry.check import first_fault

    return first_fault(Path(folder), name) or ResourceFault(name, "", f"cannot be used: {error!r}")
