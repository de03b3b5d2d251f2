from __future__ import annotations

import json
from pathlib import Path

import pytest

from errdex.registry.advice import Retry
from errdex.registry.model import Product
from errdex.ui.preferences import PreferenceFile, Preferences
from errdex.ui.theme import Scheme, Times

CHOSEN = Preferences(
    scheme=Scheme.DARK,
    size=125,
    product=Product.USDM,
    geometry="AAAA",
    columns=(200, 700, 460),
    clipboard_offer=False,
    times=Times.UTC,
    author="Ada",
    seams=((300, 400), (272, 538)),
    name_width=140,
    category="category 10xx General",
    retry=Retry.WAIT,
    with_notes=True,
    sort_column=1,
    sort_falling=True,
)


def test_without_a_file_the_usual_holds_and_none_is_made(tmp_path: Path) -> None:
    file = PreferenceFile(tmp_path / "errdex" / "preferences.json")
    assert file.read() == (Preferences(), None)
    assert list(tmp_path.iterdir()) == []


def test_choices_come_back_as_they_were(tmp_path: Path) -> None:
    path = tmp_path / "errdex" / "preferences.json"
    PreferenceFile(path).write(CHOSEN)
    assert PreferenceFile(path).read() == (CHOSEN, None)
    assert [one.name for one in path.parent.iterdir()] == ["preferences.json"]


def test_keys_of_another_version_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "preferences.json"
    path.write_text('{"future": {"a": [1]}, "scheme": "dark"}', encoding="utf-8")
    file = PreferenceFile(path)
    file.read()
    file.write(CHOSEN)
    content = json.loads(path.read_text(encoding="utf-8"))
    assert content["future"] == {"a": [1]}
    assert content["product"] == "usdm"


@pytest.mark.parametrize("broken", ["{", "[]", "\x00\x00", ""])
def test_a_broken_file_is_set_aside_and_never_overwritten(tmp_path: Path, broken: str) -> None:
    path = tmp_path / "preferences.json"
    path.write_text(broken, encoding="utf-8")
    file = PreferenceFile(path)
    preferences, aside = file.read()
    assert preferences == Preferences()
    assert aside is not None
    file.write(CHOSEN)
    assert aside.read_text(encoding="utf-8") == broken
    assert PreferenceFile(path).read() == (CHOSEN, None)


def test_a_choice_that_makes_no_sense_falls_back_alone(tmp_path: Path) -> None:
    path = tmp_path / "preferences.json"
    nonsense = {
        "scheme": 7,
        "size": 100000,
        "product": "moon",
        "geometry": 1,
        "columns": ["a"],
        "times": "noon",
        "author": 5,
        "seams": 3,
        "name_width": -7,
        "category": [],
        "retry": "maybe",
        "with_notes": "yes",
        "sort_column": True,
        "sort_falling": 1,
        "clipboard_offer": 0,
    }
    path.write_text(json.dumps(nonsense), encoding="utf-8")
    assert PreferenceFile(path).read() == (Preferences(), None)


def test_what_did_not_change_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "preferences.json"
    file = PreferenceFile(path)
    file.write(CHOSEN)
    path.unlink()
    file.write(CHOSEN)
    assert not path.exists()
