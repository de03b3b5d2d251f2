from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QApplication

from errdex.ui.highlight import (
    PositionMap,
    Run,
    RunColours,
    RunStyle,
    guidance_runs,
    linked_meanings,
    runs_html,
    runs_text,
    template_runs,
)

COLOURS = RunColours("#0000ff", "#ffff00", "#808080", "Fixed")
ANY_TEXT = st.text(st.characters(), max_size=60) | st.text(st.sampled_from("a\r\n\u2028\u2029\U0001f600\ud83d\ude00\0"))


@given(ANY_TEXT)
def test_positions_run_from_the_text_to_the_document_and_back(text: str) -> None:
    positions = PositionMap(text)
    for point in range(len(text) + 1):
        there = positions.to_document(point)
        back = positions.to_text(there)
        assert back == point or text[back:point] == "\r"
    assert positions.to_document(len(text)) == positions.units
    assert positions.to_text(positions.units) == len(text)


@given(ANY_TEXT)
def test_positions_count_as_the_text_document_does(qapp: QApplication, text: str) -> None:  # noqa: ARG001
    document = QTextDocument()
    document.setPlainText(text)
    assert PositionMap(text).units == document.characterCount() - 1


def test_an_emoji_takes_two_positions_and_a_windows_line_end_one() -> None:
    positions = PositionMap("\U0001f600x\r\ny")
    assert [positions.to_document(point) for point in range(6)] == [0, 2, 3, 3, 4, 5]
    assert [positions.to_text(position) for position in range(6)] == [0, 0, 1, 2, 4, 5]


def test_a_place_behind_the_end_is_the_end() -> None:
    positions = PositionMap("ab")
    assert (positions.to_document(99), positions.to_document(-1), positions.to_text(99)) == (2, 0, 2)


@given(st.text(max_size=80), st.sampled_from(RunStyle))
def test_no_text_becomes_markup(text: str, style: RunStyle) -> None:
    document = QTextDocument()
    document.setHtml(runs_html((Run("<img src='file:///x'>" + text, style, '"><b>'),), COLOURS))
    assert "<img src='file:///x'>" in document.toPlainText()


def test_guidance_is_split_at_its_marks() -> None:
    runs = guidance_runs(
        "See [[1008-server-busy]] or `recvWindow`; [[no-such]].", {"1008-server-busy": "-1008 SERVER_BUSY"}
    )
    assert runs == (
        Run("See "),
        Run("-1008 SERVER_BUSY", RunStyle.LINK, "1008-server-busy"),
        Run(" or "),
        Run("recvWindow", RunStyle.CODE),
        Run("; "),
        Run("no-such"),
        Run("."),
    )
    assert linked_meanings("[[a-b]] and `[[c]]`") == ("a-b",)


def test_a_template_shows_its_placeholders() -> None:
    runs = template_runs("Parameter '%s' was {0}.", ("%s", "{0}"))
    assert [run.text for run in runs if run.style is RunStyle.CODE] == ["%s", "{0}"]
    assert runs_text(runs) == "Parameter '%s' was {0}."
