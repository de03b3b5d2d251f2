from __future__ import annotations

import gc
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from errdex.errors import ResourceFault
from errdex.registry.check import check_registry
from errdex.registry.loader import load_registry
from errdex.registry.model import Kind, Lifecycle, Product, Registry

Change = Callable[[str, Callable[[dict[str, Any]], object]], None]


def _only_fault(registry: Registry) -> ResourceFault:
    (fault,) = registry.faults
    assert isinstance(fault, ResourceFault)
    return fault


def _set(*path: str | int, value: object) -> Callable[[dict[str, Any]], None]:
    def how(content: dict[str, Any]) -> None:
        node: Any = content
        for step in path[:-1]:
            node = node[step]
        node[path[-1]] = value

    return how


def _without(*path: str | int) -> Callable[[dict[str, Any]], None]:
    def how(content: dict[str, Any]) -> None:
        node: Any = content
        for step in path[:-1]:
            node = node[step]
        del node[path[-1]]

    return how


PRODUCT_FAULTS = [
    pytest.param(_set("product", value="coinm"), "product", "must be 'usdm'", id="another product"),
    pytest.param(_without("sources"), "", "sources is missing", id="no sources"),
    pytest.param(_without("revision"), "", "revision is missing", id="no revision"),
    pytest.param(_without("revision", "date"), "revision", "date is missing", id="no date"),
    pytest.param(_set("revision", "hue", value=1), "revision", "has an unknown member 'hue'", id="unknown in revision"),
    pytest.param(_without("categories", 1, "title"), "categories[1]", "title is missing", id="no title"),
    pytest.param(_set("categories", value={}), "", "categories must be an array", id="categories no array"),
    pytest.param(_without("codes"), "", "codes is missing", id="no codes"),
    pytest.param(_set("codes", 2, value=[]), "", "codes[2] must be an object", id="code no object"),
    pytest.param(
        _set("codes", 2, "number", value="-1"), "codes[2]", "number must be a whole number", id="number a text"
    ),
    pytest.param(_set("codes", 2, "number", value=True), "codes[2]", "number must be a whole number", id="number true"),
    pytest.param(
        _set("codes", 2, "kind", value="web"), "codes[2].kind", "'web' is none of the words for it", id="unknown kind"
    ),
    pytest.param(_set("codes", 2, "name", value=7), "codes[2]", "name must be a text", id="name a number"),
    pytest.param(_set("codes", 2, "name", value="NEW"), "codes[2]", "code 1002 NEW is in no meaning", id="no meaning"),
    pytest.param(
        _set("codes", 2, "category", value=9),
        "codes[2].category",
        "there is no category 9",
        id="category out of range",
    ),
    pytest.param(
        _set("codes", 2, "lifecycle", value="gone"),
        "codes[2].lifecycle",
        "'gone' is none of the words for it",
        id="unknown lifecycle",
    ),
    pytest.param(
        _set("codes", 0, "source", value="hearsay"),
        "codes[0].source",
        "'hearsay' is none of the sources",
        id="source not listed",
    ),
    pytest.param(
        _set("codes", 3, "templates", 1, value="text"),
        "codes[3]",
        "templates[1] must be an object",
        id="template no object",
    ),
    pytest.param(
        _set("codes", 2, "templates", 0, "text", value="Never heard of."),
        "codes[2].templates[0].text",
        "1002-unauthorized in meanings.json gives it no id: Never heard of.",
        id="template without id",
    ),
    pytest.param(
        _without("codes", 3, "templates", 1, "text"), "codes[3].templates[1]", "text is missing", id="template no text"
    ),
    pytest.param(
        _set("codes", 3, "templates", 1, "placeholders", 0, "kind", value="colour"),
        "codes[3].templates[1].placeholders[0].kind",
        "'colour' is none of the words for it",
        id="unknown placeholder kind",
    ),
    pytest.param(
        _without("codes", 3, "templates", 1, "placeholders", 0, "form"),
        "codes[3].templates[1].placeholders[0]",
        "form is missing",
        id="placeholder no form",
    ),
]


@pytest.mark.parametrize(("how", "place", "reason"), PRODUCT_FAULTS)
def test_a_fault_names_file_place_and_reason_and_leaves_the_rest_sound(
    folder: Path, change: Change, how: Callable[[dict[str, Any]], object], place: str, reason: str
) -> None:
    change("usdm.json", how)
    registry = load_registry(folder)
    fault = _only_fault(registry)
    assert (fault.file, fault.place, fault.reason) == ("usdm.json", place, reason)
    assert registry.products == tuple(product for product in Product if product is not Product.USDM)
    assert all(code.product is not Product.USDM for meaning in registry.meanings for code in meaning.codes)
    assert [meaning.name for meaning in registry.with_number(-1121)] == ["BAD_SYMBOL"]


@pytest.mark.parametrize("name", ["usdm.json", "meanings.json"])
def test_a_member_that_nobody_asks_for_is_left_to_the_check(folder: Path, change: Change, name: str) -> None:
    sound = load_registry(folder)
    change(name, _set("colour", value="red"))
    registry = load_registry(folder)
    assert registry.meanings == sound.meanings
    assert registry.faults == ()
    assert check_registry(folder) == [f"{name}: has an unknown member 'colour'"]


def _places(value: object, *path: str | int) -> Iterator[tuple[str | int, ...]]:
    """Yield where something stands, of each array only the first element."""
    if path:
        yield path
    if isinstance(value, dict):
        for name, member in value.items():
            yield from _places(member, *path, name)
    elif isinstance(value, list) and value:
        yield from _places(value[0], *path, 0)


@pytest.mark.parametrize("name", ["classic.json", "meanings.json"])
@pytest.mark.parametrize("wrong", [None, 7, "", [], {"a": []}], ids=repr)
def test_whatever_is_wrong_is_a_fault_that_says_where_or_does_no_harm(folder: Path, name: str, wrong: object) -> None:
    written = (folder / name).read_text(encoding="utf-8")
    for path in _places(json.loads(written)):
        content = json.loads(written)
        _set(*path, value=wrong)(content)
        (folder / name).write_text(json.dumps(content), encoding="utf-8")
        faults: list[Exception] = []
        try:
            registry = load_registry(folder)
        except ResourceFault as fault:
            faults.append(fault)
        else:
            faults += registry.faults
            left_out = {f"{product.value}.json" for product in Product if product not in registry.products}
            assert left_out == {getattr(fault, "file", "") for fault in faults} - {"meanings.json"}, path
        assert [str(fault) for fault in faults if "cannot be used" in str(fault)] == [], f"the check is blind to {path}"


def test_a_number_and_name_that_stand_twice_are_a_fault(folder: Path, change: Change) -> None:
    change("classic.json", lambda content: content["codes"].append(content["codes"][0]))
    fault = _only_fault(load_registry(folder))
    assert (fault.file, fault.place) == ("classic.json", "codes[21]")
    assert fault.reason == "-1000 UNKNOWN stands here twice"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is no JSON"),
        (b"\xff\xfe\x00", "is no JSON"),
        (b"[" * 100_000, "is no JSON"),
        (b"[]", "must be an object"),
        (b'{"product": "usdm", "product": "usdm"}', "has the member 'product' twice"),
        (b'{"product": "usdm", "revision": {"date": "1", "date": "2"}}', "has the member 'date' twice"),
    ],
)
def test_what_is_no_sound_json_is_a_fault_of_that_file(folder: Path, content: bytes, reason: str) -> None:
    (folder / "usdm.json").write_bytes(content)
    registry = load_registry(folder)
    fault = _only_fault(registry)
    assert fault.file == "usdm.json"
    assert fault.reason.startswith(reason)
    assert len(registry.products) == len(Product) - 1


def test_a_missing_product_file_is_a_fault_and_the_rest_loads(folder: Path) -> None:
    (folder / "spot.json").unlink()
    registry = load_registry(folder)
    assert str(_only_fault(registry)) == "spot.json: cannot be read: No such file or directory"
    meaning = registry.meaning("1121-bad-symbol")
    assert meaning is not None
    assert Product.SPOT not in meaning.products
    assert registry.meaning("1033-comp-id-in-use") is None, "only spot had it"


def test_a_code_that_a_meaning_lists_and_the_product_lacks_is_told(folder: Path, change: Change) -> None:
    change("spot.json", _without("codes", 0))
    registry = load_registry(folder)
    fault = _only_fault(registry)
    assert fault.file == "meanings.json"
    assert fault.place.endswith(".codes[0]")
    assert fault.reason == "spot has no such code"
    assert Product.SPOT in registry.products


MEANING_FAULTS = [
    (_without("meanings"), "", "meanings is missing"),
    (_set("meanings", value={}), "", "meanings must be an array"),
    (_set("meanings", 5, value=3), "", "meanings[5] must be an object"),
    (_without("meanings", 5, "id"), "meanings[5]", "id is missing"),
    (_set("meanings", 5, "id", value="1000-unknown"), "meanings[5].id", "1000-unknown is there already"),
    (_set("meanings", 5, "kind", value="x"), "meanings[5].kind", "'x' is none of the words for it"),
    (_set("meanings", 5, "number", value=1.5), "meanings[5]", "number must be a whole number"),
    (_set("meanings", 5, "codes", value=[]), "meanings[5]", "no code of it has the name 'DUPLICATE_IP'"),
    (_set("meanings", 5, "codes", 0, value=["spot"]), "meanings[5].codes[0]", "must be a product and a name"),
    (_set("meanings", 5, "codes", 0, 0, value="forex"), "meanings[5].codes[0]", "must be a product and a name"),
    (_set("meanings", 5, "codes", 0, 1, value=[]), "meanings[5].codes[0]", "must be a product and a name"),
    (_set("meanings", 5, "templates", value=[]), "meanings[5]", "templates must be an object"),
    (_set("meanings", 5, "templates", "x", value=1), "meanings[5]", "templates[x] must be a text"),
    (_set("meanings", 5, "other_names", value=7), "meanings[5]", "other_names must be an array"),
]


@pytest.mark.parametrize(("how", "place", "reason"), MEANING_FAULTS)
def test_a_broken_meanings_file_is_raised_with_place_and_reason(
    folder: Path, change: Change, how: Callable[[dict[str, Any]], object], place: str, reason: str
) -> None:
    change("meanings.json", how)
    with pytest.raises(ResourceFault) as raised:
        load_registry(folder)
    assert (raised.value.file, raised.value.place, raised.value.reason) == ("meanings.json", place, reason)


def test_a_code_in_two_meanings_is_raised(folder: Path, change: Change) -> None:
    def how(content: dict[str, Any]) -> None:
        first = next(meaning for meaning in content["meanings"] if meaning["id"] == "1008-server-busy")
        other = next(meaning for meaning in content["meanings"] if meaning["id"] == "1008-request-throttled")
        other["codes"].append(first["codes"][0])

    change("meanings.json", how)
    with pytest.raises(ResourceFault, match=r"codes\[3\]: code 1008 SERVER_BUSY of spot has a meaning already"):
        load_registry(folder)


def test_a_template_without_lifecycle_and_source_has_its_codes(folder: Path) -> None:
    registry = load_registry(folder)
    meaning = registry.meaning("1167-both-oco-orders-cannot-be-contingent")
    assert meaning is not None
    (code,) = meaning.codes
    (template,) = code.templates
    assert code.lifecycle is template.lifecycle is Lifecycle.WITHDRAWN
    assert template.source == code.source
    assert template.source.startswith("binance/binance-spot-api-docs errors.md")


def test_kinds_share_no_key(folder: Path) -> None:
    registry = load_registry(folder)
    assert [meaning.id for meaning in registry.with_number(2, Kind.STREAM)] == ["stream-2"]
    assert registry.with_number(2, Kind.API) == ()
    assert [meaning.id for meaning in registry.with_number(503, Kind.HTTP)] == ["http-503"]


@pytest.mark.parametrize("wanted", [True, False])
def test_the_collector_is_left_as_it_was(folder: Path, *, wanted: bool) -> None:
    before = gc.isenabled()
    try:
        (gc.enable if wanted else gc.disable)()
        load_registry(folder)
        assert gc.isenabled() is wanted
    finally:
        (gc.enable if before else gc.disable)()
