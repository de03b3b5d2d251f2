"""What changed between two texts: read in one way it is the old text, in the other the new."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.work import calls_of

from errdex.notes.difference import Piece, PieceKind, difference, unified

SAME, REMOVED, ADDED = PieceKind.SAME, PieceKind.REMOVED, PieceKind.ADDED


def test_words_that_changed_are_told_apart_from_those_that_stayed() -> None:
    assert difference("The clock drifts.\nSee the wiki.", "The clock jumps.\nSee the wiki.") == (
        Piece(SAME, "The clock "),
        Piece(REMOVED, "drifts"),
        Piece(ADDED, "jumps"),
        Piece(SAME, ".\nSee the wiki."),
    )
    assert difference("", "new") == (Piece(ADDED, "new"),)
    assert difference("gone", "") == (Piece(REMOVED, "gone"),)
    assert difference("same", "same") == (Piece(SAME, "same"),)


@given(st.text("ab \n錯\r", max_size=60), st.text("ab \n錯\r", max_size=60))
def test_the_pieces_make_up_both_texts(old: str, new: str) -> None:
    pieces = difference(old, new)
    assert "".join(piece.text for piece in pieces if piece.kind is not ADDED) == old
    assert "".join(piece.text for piece in pieces if piece.kind is not REMOVED) == new
    assert all(piece.text for piece in pieces)


def test_a_text_too_long_to_be_compared_by_words_is_not() -> None:
    old = "straw and hay, " * 300_000
    new = old.replace("hay", "oats")
    assert "".join(piece.text for piece in difference(old, new) if piece.kind is not REMOVED) == new
    assert calls_of(lambda: difference(old, new)) < 1000


@pytest.mark.parametrize(("old", "new"), [("a ", "b a "), ("a\n" * 2, "b\na\n" * 2)])
def test_a_text_that_repeats_itself_is_not_compared_with_itself_at_every_place(old: str, new: str) -> None:
    old, new = old * 950, new * 475
    assert "".join(piece.text for piece in difference(old, new) if piece.kind is not REMOVED) == new
    assert calls_of(lambda: difference(old, new)) < 10 * len(old)


def test_a_word_of_a_long_text_is_told_apart_from_those_around_it() -> None:
    words = [f"word{number} and" for number in range(400)]
    old, new = " ".join(words), " ".join([*words[:200], "other and", *words[201:]])
    assert [piece.text for piece in difference(old, new)][1:3] == ["word200", "other"]


def test_lines_that_changed_are_listed_with_those_around_them() -> None:
    old = "\n".join(f"line {number}" for number in range(20))
    assert unified(old, old.replace("line 9", "other")).splitlines() == [
        "@@ -7,7 +7,7 @@",
        " line 6",
        " line 7",
        " line 8",
        "-line 9",
        "+other",
        " line 10",
        " line 11",
        " line 12",
    ]
    assert unified(old, old) == ""
