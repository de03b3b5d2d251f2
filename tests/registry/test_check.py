from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from errdex.registry.check import check_registry
from errdex.resources import resources_folder

Change = Callable[[str, Callable[[dict[str, Any]], object]], None]

BUNDLED = resources_folder() / "registry"


def _code(content: dict[str, Any], number: int) -> Any:  # noqa: ANN401 - JSON
    return next(code for code in content["codes"] if code["number"] == number)


def _template(content: dict[str, Any], number: int, text: str) -> Any:  # noqa: ANN401 - JSON
    return next(template for template in _code(content, number)["templates"] if text in template["text"])


def _meaning(content: dict[str, Any], meaning_id: str) -> Any:  # noqa: ANN401 - JSON
    return next(meaning for meaning in content["meanings"] if meaning["id"] == meaning_id)


def test_the_bundled_registry_has_no_faults() -> None:
    assert check_registry(BUNDLED) == []


@pytest.mark.parametrize("path", sorted(BUNDLED.glob("*.json")), ids=lambda path: path.name)
def test_the_files_hold_to_the_schema(path: Path) -> None:
    schema = json.loads((BUNDLED / "registry.schema.json").read_text(encoding="utf-8"))
    if path.name == "registry.schema.json":
        jsonschema.Draft202012Validator.check_schema(schema)
    else:
        jsonschema.validate(json.loads(path.read_text(encoding="utf-8")), schema)


PLANTED: list[tuple[str, Callable[[dict[str, Any]], object], str]] = [
    ("spot.json", lambda file: file.update(colour=1), "spot.json: has an unknown member 'colour'"),
    ("spot.json", lambda file: file["revision"].update(date="18.5.2026"), "'18.5.2026' is no date like 2026-05-18"),
    ("spot.json", lambda file: file["sources"].update(gossip="x"), "sources.gossip: nothing cites this source"),
    ("spot.json", lambda file: file["codes"].append(_code(file, -1121)), "-1121 BAD_SYMBOL stands here twice"),
    ("spot.json", lambda file: file["codes"].append(5), "] must be an object"),
    ("spot.json", lambda file: _code(file, -1121).update(hue=1), "has an unknown member 'hue'"),
    ("spot.json", lambda file: _code(file, -1121).update(category=3), "category: there is no category 3"),
    ("spot.json", lambda file: _code(file, -1121).update(kind="web"), "kind: 'web' is none of the words"),
    ("spot.json", lambda file: _code(file, -1121).update(source="gossip"), "'gossip' is none of the sources"),
    ("spot.json", lambda file: _code(file, -1121).update(since="2020-13-01"), "'2020-13-01' is no date"),
    ("spot.json", lambda file: _code(file, -1121).update(since="2022-01-01", until="2021-01-01"), "before it begins"),
    ("spot.json", lambda file: _code(file, -1121).update(lifecycle="withdrawn"), "does not say until when"),
    ("spot.json", lambda file: _code(file, -1121).update(name="BAD"), "code 1121 BAD is in no meaning"),
    ("spot.json", lambda file: file["codes"].remove(_code(file, -1121)), "spot has no code -1121 BAD_SYMBOL"),
    ("spot.json", lambda file: file["sources"].update(errors=1), "sources[errors] must be a text"),
    ("spot.json", lambda file: file["revision"].update(official="yes"), "official must be true or false"),
    ("spot.json", lambda file: file["categories"][1].pop("title"), "categories[1]: title is missing"),
    ("spot.json", lambda file: file.update(filters=5), "filters must be an array"),
    ("spot.json", lambda file: _code(file, -1121).update(since=2020), "since must be a text"),
    ("spot.json", lambda file: _code(file, -1121).update(explanations=["a", 1]), "explanations[1] must be a text"),
    ("spot.json", lambda file: _template(file, -1121, "").update(mood=1), "has an unknown member 'mood'"),
    ("spot.json", lambda file: _template(file, -1121, "").update(source=None), "None is none of the sources"),
    (
        "spot.json",
        lambda file: _template(file, -1105, "%s").update(placeholders=[{"form": "%d", "name": "a", "kind": "count"}]),
        "their forms do not stand in the text in this order",
    ),
    ("spot.json", lambda file: _template(file, -1105, "%s").pop("placeholders"), "more placeholders than are listed"),
    (
        "spot.json",
        lambda file: _template(file, -1105, "%s")["placeholders"][0].update(kind="colour"),
        "kind: 'colour' is none of the words",
    ),
    (
        "spot.json",
        lambda file: _template(file, -1102, "Param '%s' or")["placeholders"][1].update(name="parameter"),
        "2 are named 'parameter'",
    ),
    (
        "spot.json",
        lambda file: _template(file, -1102, "Param '%s' or").update(text="Param %s%s"),
        "two stand side by side with nothing between them",
    ),
    (
        "spot.json",
        lambda file: _template(file, -1121, "").update(text=" Invalid symbol."),
        "begins or ends with a space",
    ),
    (
        "spot.json",
        lambda file: _template(file, -1121, "").update(text="Symbol bad."),
        "templates[0].text: 1121-bad-symbol in meanings.json gives it no id: Symbol bad.",
    ),
    (
        "spot.json",
        lambda file: _code(file, -1121)["templates"].append(_template(file, -1121, "")),
        "stands under this code twice",
    ),
    ("spot.json", lambda file: file["filters"].append(file["filters"][0]), "the filter PRICE_FILTER stands here twice"),
    ("meanings.json", lambda file: _meaning(file, "1121-bad-symbol").update(id="BAD SYMBOL"), "is not made as ids are"),
    ("meanings.json", lambda file: _meaning(file, "http-503").update(id="503-http"), "is not made as ids are"),
    ("meanings.json", lambda file: _meaning(file, "1121-bad-symbol").update(id="1000-unknown"), "is there already"),
    ("meanings.json", lambda file: _meaning(file, "1121-bad-symbol")["codes"].pop(), "is in no meaning"),
    (
        "meanings.json",
        lambda file: _meaning(file, "1100-illegal-chars")["codes"].append(["spot", "BAD"]),
        "spot has no code -1100 BAD",
    ),
    (
        "meanings.json",
        lambda file: _meaning(file, "1122-oto-at-least-noe-oco")["codes"].append(["spot", "INVALID_SYMBOLSTATUS"]),
        "codes[1]: code 1122 INVALID_SYMBOLSTATUS of spot has a meaning already",
    ),
    (
        "meanings.json",
        lambda file: _meaning(file, "1122-invalid-symbolstatus").pop("other_names"),
        "name 'INVALID_SYMBOL_STATUS' is missing",
    ),
    ("meanings.json", lambda file: file.update(more=1), "meanings.json: has an unknown member 'more'"),
    ("meanings.json", lambda file: _meaning(file, "1121-bad-symbol").update(hue=1), "has an unknown member 'hue'"),
    (
        "meanings.json",
        lambda file: _meaning(file, "1121-bad-symbol").update(other_names="X"),
        "other_names must be an array",
    ),
    *(
        (
            "meanings.json",
            lambda file, place=place: _meaning(file, "1121-bad-symbol")["codes"].append(place),
            "must be a product and a name",
        )
        for place in (["spot"], ["forex", "BAD"], ["spot", 5], [[], "BAD"], ["spot", []])
    ),
    (
        "meanings.json",
        lambda file: _meaning(file, "1121-bad-symbol").update(name="WORSE"),
        "no code of it has the name 'WORSE'",
    ),
    (
        "meanings.json",
        lambda file: _meaning(file, "1121-bad-symbol")["templates"].update(more="More."),
        "no code of it has: More",
    ),
    (
        "meanings.json",
        lambda file: _meaning(file, "1121-bad-symbol")["templates"].update({"A B": "More."}),
        "'A B' is not made as ids are",
    ),
    (
        "meanings.json",
        lambda file: _meaning(file, "1121-bad-symbol")["templates"].update(again="Invalid symbol"),
        "2 ids are given to: Invalid symbol",
    ),
    (
        "meanings.json",
        lambda file: _meaning(file, "1121-bad-symbol").update(templates={}),
        "1121-bad-symbol/invalid-symbol was given once and is gone",
    ),
    ("meanings.json", lambda file: file["meanings"].pop(0), "1-system-is-under-maintenance was given once and is gone"),
    (
        "meanings.json",
        lambda file: _meaning(file, "1121-bad-symbol").update(id="1121-new"),
        "1121-new is not listed yet",
    ),
]


@pytest.mark.parametrize(("name", "how", "message"), PLANTED)
def test_a_planted_fault_is_reported(
    folder: Path, change: Change, name: str, how: Callable[[dict[str, Any]], object], message: str
) -> None:
    change(name, how)
    assert any(message in fault for fault in check_registry(folder))


def test_faults_of_several_files_are_reported_all_at_once(folder: Path, change: Change) -> None:
    change("spot.json", lambda file: _code(file, -1121).update(since="soon"))
    change("spot.json", lambda file: _code(file, -1120).update(hue=1))
    change("usdm.json", lambda file: _code(file, -4061).update(category=77))
    change("meanings.json", lambda file: _meaning(file, "1121-bad-symbol").update(name="WORSE"))
    (folder / "classic.json").write_text("{", encoding="utf-8")
    faults = check_registry(folder)
    for expected in ("'soon' is no date", "unknown member 'hue'", "no category 77", "classic.json: is no JSON"):
        assert sum(expected in fault for fault in faults) == 1, expected


def test_a_lost_list_of_ids_is_reported(folder: Path) -> None:
    (folder / "ids.txt").unlink()
    assert check_registry(folder) == ["ids.txt: cannot be read: No such file or directory"]
