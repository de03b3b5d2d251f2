"""The tidy test over all guidance: the bundled files are sound, and each kind of fault is found."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from errdex.registry.guidance import Grade
from errdex.registry.guidance_check import check_guidance
from errdex.registry.guidance_loader import GuidanceShelf
from errdex.registry.loader import load_registry
from errdex.registry.model import (
    ErrorCode,
    Filter,
    Kind,
    Lifecycle,
    Meaning,
    Product,
    Registry,
    Revision,
    Template,
)
from errdex.resources import resources_folder

if TYPE_CHECKING:
    from pathlib import Path

ADVICE: dict[str, Any] = {
    "default": {"read": "no", "write": "check-first", "execution": "unknown", "ground": "judgement"},
    "families": [],
    "rules": {
        "1007-timeout": [{"read": "wait", "write": "check-first", "execution": "unknown", "ground": "doc#-1007"}],
        "1121-bad-symbol": [{"read": "no", "write": "no", "execution": "not-executed", "ground": "judgement"}],
    },
}
SOURCES = {"doc": {"title": "Errors", "date": "2026-05-18", "address": "https://example.org"}}
TIMEOUT: dict[str, Any] = {
    "meaning": "1007-timeout",
    "grade": "worked-out",
    "summary": {"id": "summary", "text": "Unknown. See [[1121-bad-symbol]].", "ground": "doc#-1007"},
    "causes": [{"id": "slow", "text": "Slow.", "tell": "After 10 s.", "ground": "judgement"}],
    "actions": [{"id": "query", "text": "Query `order`.", "ground": "judgement"}],
    "mistaken_for": ["1121-bad-symbol"],
    "variants": [{"templates": ["timeout"], "filters": ["LOT_SIZE"], "products": ["spot"], "causes": []}],
}
TIMEOUT["variants"][0]["summary"] = {"id": "lot-summary", "text": "Closer.", "ground": "judgement"}

MEMBERSHIP: dict[str, Any] = {"families": {"symbols": ["1121-bad-symbol"]}, "documented_only": []}
SYMBOLS: dict[str, Any] = {
    "family": "symbols",
    "title": "Symbols",
    "summary": {"id": "summary", "text": "No such symbol.", "ground": "judgement"},
    "causes": [{"id": "case", "text": "Lower case.", "tell": "Look.", "ground": "judgement"}],
    "actions": [{"id": "write", "text": "Write it right.", "ground": "judgement"}],
    "mistaken_for": ["1007-timeout"],
    "variants": [
        {
            "meanings": ["1121-bad-symbol"],
            "templates": ["timeout"],
            "actions": [{"id": "timeout-write", "text": "Write it so.", "ground": "judgement"}],
        }
    ],
}

ACTION = {"id": "a", "text": "X", "ground": "judgement"}
FILES: dict[str, dict[str, Any]] = {
    "advice": ADVICE,
    "sources": SOURCES,
    "families": MEMBERSHIP,
    "families/symbols": SYMBOLS,
    "1007-timeout": TIMEOUT,
}

CLASSIC_NUMBERS = (
    *(1000, 1001, 1002, 1003, 1006, 1007, 1014, 1015, 1016, 1020, 1021, 1022),
    *(1100, 1101, 1102, 1103, 1104, 1105, 1106, 1200, 1201),
)
MOST_ASKED = (
    *(2015, 1013, 2010, 2011, 2013, 2014, 2008, 1111, 1121, 4164, 4003, 4005, 4014, 4061, 4046, 4059, 4120, 2019),
    *(2021, 1131, 2027, 1008, 4131, 1116, 1117, 1130, 1127, 1128, 3045, 5000),
)
STATUSES = (403, 408, 409, 418, 429, 451, 500, 502, 503, 504)


@pytest.fixture(scope="module")
def bundled_registry() -> Registry:
    return load_registry(resources_folder() / "registry")


@pytest.fixture
def small_registry() -> Registry:
    return Registry(
        (_meaning("1007-timeout", -1007, "TIMEOUT"), _meaning("1121-bad-symbol", -1121, "BAD_SYMBOL")),
        {Product.SPOT: Revision("2026-05-18", "errors.md", "Error codes", official=True)},
        {Product.SPOT: (Filter("LOT_SIZE", "quantity", "errors"),)},
    )


def test_the_bundled_guidance_is_sound(bundled_registry: Registry) -> None:
    assert check_guidance(resources_folder() / "guidance", bundled_registry) == []


@pytest.mark.parametrize("number", [*CLASSIC_NUMBERS, *MOST_ASKED])
def test_what_people_ask_most_is_worked_out(bundled_registry: Registry, number: int) -> None:
    shelf = GuidanceShelf(resources_folder() / "guidance")
    found = [shelf.guidance(meaning.id) for meaning in bundled_registry.with_number(number)]
    assert any(guidance is not None and guidance.grade is Grade.WORKED_OUT for guidance in found)


@pytest.mark.parametrize("status", STATUSES)
def test_the_http_statuses_are_worked_out(status: int) -> None:
    guidance = GuidanceShelf(resources_folder() / "guidance").guidance(f"http-{status}")
    assert guidance is not None
    assert guidance.grade is Grade.WORKED_OUT


@pytest.mark.parametrize("meaning_id", ["1006-unexpected-resp", "1007-timeout"])
def test_an_unknown_execution_status_is_said_at_once(meaning_id: str) -> None:
    guidance = GuidanceShelf(resources_folder() / "guidance").guidance(meaning_id)
    assert guidance is not None
    assert guidance.summary is not None
    assert "UNKNOWN" in guidance.summary.text
    assert "uery" in guidance.summary.text
    assert guidance.actions[0].text.startswith("Do not send")


def test_sound_guidance_has_no_faults(tmp_path: Path, small_registry: Registry) -> None:
    assert _check(tmp_path, small_registry) == []


@pytest.mark.parametrize(
    ("file", "change", "fault"),
    [
        ("1007-timeout", {"grade": "fine"}, "1007-timeout.json: grade: 'fine' is none of"),
        ("1007-timeout", {"causes": []}, "lacks a summary, a cause or an action"),
        ("1007-timeout", {"grade": "family"}, "has a file of its own, but is not worked out"),
        ("1007-timeout", {"mistaken_for": ["1-gone"]}, "mistaken_for '1-gone' is no other meaning"),
        ("1007-timeout", {"mistaken_for": ["1007-timeout"]}, "mistaken_for '1007-timeout' is no other meaning"),
        ("1007-timeout", {"actions": [ACTION | {"id": "slow"}]}, "stands twice"),
        ("1007-timeout", {"actions": [ACTION | {"text": "x" * 301}]}, "301 characters is longer"),
        ("1007-timeout", {"actions": [ACTION | {"text": "[[2-gone]]"}]}, "[[2-gone]] leads nowhere"),
        ("1007-timeout", {"actions": [ACTION | {"text": "`x"}]}, "odd number of backticks"),
        ("1007-timeout", {"actions": [ACTION | {"text": "x\ny"}]}, "line breaks"),
        ("1007-timeout", {"actions": [ACTION | {"ground": "book#1"}]}, "lacks 'book', which is cited"),
        ("1007-timeout", {"variants": [{"causes": []}]}, "variants[0] has no condition"),
        ("1007-timeout", {"variants": [{"templates": ["timeout"]}]}, "variants[0] says nothing"),
        ("1007-timeout", {"variants": [{"templates": ["gone"]}]}, "variants[0]: 'gone' is no template"),
        ("1007-timeout", {"variants": [{"filters": ["GONE"]}]}, "variants[0]: 'GONE' is no filter"),
        ("1007-timeout", {"variants": [{"products": ["usdm"]}]}, "variants[0]: 'usdm' does not have this meaning"),
        ("families", {"more": {}}, "families.json: has an unknown member 'more'"),
        ("families", {"families": {"gone": ["1121-bad-symbol"]}}, "families.json: 'gone' has no file"),
        ("families", {"families": {}}, "families/symbols.json: families.json has no such family"),
        ("families", {"families": {"symbols": []}}, "families.json: symbols: has no members"),
        ("families", {"families": {"symbols": []}}, "families.json: '1121-bad-symbol' is not graded"),
        ("families", {"families": {"symbols": [], "a": []}}, "families: are not in the order of their ids"),
        ("families", {"documented_only": ["2-gone"]}, "families.json: '2-gone' is no meaning of the registry"),
        ("families", {"documented_only": ["b", "a"]}, "documented_only: the members are not in the order"),
        ("families", {"documented_only": ["1121-bad-symbol"]}, "families.json: '1121-bad-symbol' is graded 2 times"),
        ("families", {"documented_only": ["1007-timeout"]}, "families.json: '1007-timeout' is graded 2 times"),
        ("families/symbols", {"causes": []}, "families/symbols.json: lacks a summary, a cause or an action"),
        ("families/symbols", {"title": ""}, "families/symbols.json: title: must be a text"),
        ("families/symbols", {"mistaken_for": ["1121-bad-symbol"]}, "mistaken_for '1121-bad-symbol' is no other"),
        ("families/symbols", {"actions": [ACTION | {"ground": "book#1"}]}, "lacks 'book', which is cited"),
        ("families/symbols", {"variants": [{"meanings": ["1007-timeout"]}]}, "'1007-timeout' is no member of the fam"),
        ("families/symbols", {"variants": [{"templates": ["gone"]}]}, "variants[0]: 'gone' is no template"),
        ("families/symbols", {"variants": [{"actions": [ACTION]}]}, "variants[0] has no condition"),
        ("sources", {"more": SOURCES["doc"]}, "sources.json: 'more' is cited by nothing"),
        ("sources", {"doc": {"title": "Errors"}}, "sources.json: doc: lacks 'date'"),
        ("advice", {"rules": {}}, "advice.json: '1007-timeout' has no advice of its own"),
        ("advice", {"default": {}}, "advice.json: default: lacks 'read'"),
    ],
)
def test_each_kind_of_fault_is_found(
    tmp_path: Path, small_registry: Registry, file: str, change: dict[str, Any], fault: str
) -> None:
    faults = _check(tmp_path, small_registry, file, change)
    assert any(fault in found for found in faults), faults


@pytest.mark.parametrize(
    ("rules", "fault"),
    [
        ([{"write": "resend"}], "says resend without a document"),
        ([{"ground": "doc"}], "has no section"),
        ([{"statuses": [503]}], "has no rule that always holds"),
        ([{}, {"templates": ["gone"]}], "'gone' is no template"),
        ([{}, {"products": ["usdm"]}], "'usdm' does not have this meaning"),
        ([{}, {}], "two rules for the same conditions"),
    ],
)
def test_each_kind_of_advice_fault_is_found(
    tmp_path: Path, small_registry: Registry, rules: list[dict[str, Any]], fault: str
) -> None:
    sound = ADVICE["rules"]["1121-bad-symbol"][0]
    changed = ADVICE["rules"] | {"1121-bad-symbol": [sound | rule for rule in rules]}
    faults = _check(tmp_path, small_registry, "advice", {"rules": changed})
    assert any(fault in found for found in faults), faults


def test_all_faults_are_reported_at_once(tmp_path: Path, small_registry: Registry) -> None:
    (tmp_path / "3-gone.json").write_text(json.dumps(TIMEOUT | {"meaning": "3-gone"}))
    (tmp_path / "families").mkdir()
    (tmp_path / "families" / "Notes.json").write_text('{"b": 1, "b": 2}')
    (tmp_path / "Notes.json").write_text('{"a": 1, "a": 2}')
    rules = ADVICE["rules"] | {"2-gone": ADVICE["rules"]["1007-timeout"]}
    faults = _check(tmp_path, small_registry, "advice", {"rules": rules})
    assert [fault.partition(": ")[2] for fault in faults] == [
        "'a' stands twice in one object",
        "'b' stands twice in one object",
        "'2-gone' is no meaning of the registry",
        "is about no meaning of the registry",
        "its name is no meaning's id",
        "families.json has no such family",
        "has an unknown member 'b'",
    ]


def _check(folder: Path, registry: Registry, file: str = "", change: dict[str, Any] | None = None) -> list[str]:
    """Write sound guidance, one file changed, and return what the check finds."""
    (folder / "families").mkdir(exist_ok=True)
    for name, content in FILES.items():
        written = content | (change or {}) if name == file else content
        (folder / f"{name}.json").write_text(json.dumps(written))
    return check_guidance(folder, registry)


def _meaning(meaning_id: str, number: int, name: str) -> Meaning:
    template = Template("timeout", "Timeout.", (), Lifecycle.DOCUMENTED, None, None, "errors")
    code = ErrorCode(
        Product.SPOT,
        Kind.API,
        number,
        name,
        None,
        (template,),
        (),
        Lifecycle.DOCUMENTED,
        None,
        None,
        "errors",
        meaning_id,
    )
    return Meaning(meaning_id, Kind.API, number, name, (), (code,))
