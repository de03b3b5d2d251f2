from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from errdex.cli.resources import Knowledge
from errdex.registry.advice import CAREFUL
from errdex.resources import resources_folder

EXAMPLE = '{"code":-1121,"msg":"Invalid symbol."}'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the bundled files, to be broken."""
    for part in ("registry", "guidance"):
        shutil.copytree(resources_folder() / part, tmp_path / part)
    return tmp_path


def _complaints(capsys: pytest.CaptureFixture[str]) -> list[str]:
    said = capsys.readouterr()
    assert said.out == ""
    return said.err.splitlines()


def test_sound_files_are_no_word_worth(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    knowledge = Knowledge.load(folder)
    assert knowledge.decoder.decode(EXAMPLE).occurrences
    assert knowledge.decoder is knowledge.decoder
    assert _complaints(capsys) == []


def test_a_broken_product_is_left_out_and_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "registry" / "spot.json").write_text("{", encoding="utf-8")
    knowledge = Knowledge.load(folder)
    (complaint,) = _complaints(capsys)
    assert "spot.json" in complaint
    assert knowledge.decoder.decode(EXAMPLE).occurrences[0].candidates[0].code.product == "usdm"


@pytest.mark.parametrize("content", ["{", "[]", None])
def test_without_meanings_the_program_still_answers(
    content: str | None, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = folder / "registry" / "meanings.json"
    path.unlink() if content is None else path.write_text(content, encoding="utf-8")
    knowledge = Knowledge.load(folder)
    (complaint,) = _complaints(capsys)
    assert "meanings.json" in complaint
    assert knowledge.registry.meanings == ()
    knowledge.decoder.decode(EXAMPLE)


def test_without_advice_everything_is_to_be_checked_first(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "guidance" / "advice.json").write_text("null", encoding="utf-8")
    knowledge = Knowledge.load(folder)
    (complaint,) = _complaints(capsys)
    assert "advice.json" in complaint
    assert knowledge.decoder.decode(EXAMPLE).occurrences[0].candidates[0].advice == CAREFUL


def test_a_broken_explanation_is_told_once_and_the_others_are_shown(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "guidance" / "1121-bad-symbol.json").write_text(json.dumps({"meaning": 1}), encoding="utf-8")
    knowledge = Knowledge.load(folder)
    assert knowledge.guidance("1121-bad-symbol") is None
    assert knowledge.selection("1121-bad-symbol") == (None, (), ())
    assert knowledge.guidance("1021-invalid-timestamp") is not None
    (complaint,) = _complaints(capsys)
    assert "1121-bad-symbol.json" in complaint


def test_without_the_list_of_documents_grounds_are_shown_by_their_ids(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "guidance" / "sources.json").unlink()
    knowledge = Knowledge.load(folder)
    assert knowledge.citation("spot-errors#-1121") == "spot-errors, -1121"
    assert knowledge.citation("judgement") == "our judgement"
    assert len(_complaints(capsys)) == 1


def test_marks_of_our_texts_become_words(folder: Path) -> None:
    knowledge = Knowledge.load(folder)
    assert knowledge.plain("Read `status`; see [[1121-bad-symbol]].") == "Read status; see -1121 BAD_SYMBOL."
    assert knowledge.plain("[[nobody-knows]] and [[open") == "nobody-knows and open"
