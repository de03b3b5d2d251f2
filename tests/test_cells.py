from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from errdex.cells import FORMULA_STARTS, safe_cell


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "＝1", "'quoted"])
def test_what_begins_like_a_formula_gets_an_apostrophe(text: str) -> None:
    assert safe_cell(text) == f"'{text}"


@given(st.text())
def test_no_cell_begins_like_a_formula_and_nothing_is_lost(text: str) -> None:
    cell = safe_cell(text)
    assert cell in {text, f"'{text}"}
    assert cell.startswith("'") == text.startswith(FORMULA_STARTS)
