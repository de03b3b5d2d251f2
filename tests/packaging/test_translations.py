from __future__ import annotations

from pathlib import Path

import pytest

import translations

ONE = "<message><source>{0} of {1}</source><translation>%s</translation></message>"
MANY = (
    '<message numerus="yes"><source>%%n notes of {0}</source><translation>'
    "<numerusform>%s</numerusform><numerusform>%s</numerusform></translation></message>"
)


def ts_file(folder: Path, message: str) -> Path:
    path = folder / "errdex_de.ts"
    path.write_text(
        f'<!DOCTYPE TS><TS version="2.1" language="de_DE"><context><name>Search</name>{message}</context></TS>', "utf-8"
    )
    return path


@pytest.mark.parametrize("text", ["{0} von", "{0} von {2}", "{0} von {1} {", "{} von {1}", "{0} von {eins}"])
def test_a_translation_that_would_break_the_window_is_refused_by_its_words(tmp_path: Path, text: str) -> None:
    made = tmp_path / "errdex_de.qm"
    with pytest.raises(SystemExit) as refused:
        translations.make(ts_file(tmp_path, ONE % text), made)
    assert text in str(refused.value)
    assert not made.exists()


@pytest.mark.parametrize(
    "message",
    [
        ONE % "von {1} {0}",
        ONE % "",
        MANY % ("eine Notiz", "%n Notizen zu {0}"),
        ONE.replace("<translation>", '<translation type="vanished">') % "nichts",
    ],
)
def test_one_that_has_its_values_in_other_places_or_is_not_there_yet_is_taken(tmp_path: Path, message: str) -> None:
    made = tmp_path / "errdex_de.qm"
    translations.make(ts_file(tmp_path, message), made)
    assert made.exists()


def test_a_form_for_a_number_has_no_place_that_the_english_text_has_not(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"\{1\}"):
        translations.make(ts_file(tmp_path, MANY % ("eine Notiz", "%n Notizen zu {1}")), tmp_path / "errdex_de.qm")
