from __future__ import annotations

import pytest

from errdex.errors import InputError, ResourceFault


def test_braces_in_a_value_are_taken_as_they_are() -> None:
    fault = InputError("{0} cannot be read: {1}.", "{1} {x} {", "}")
    assert str(fault) == "{1} {x} { cannot be read: }."
    assert fault.said(str.upper) == "{1} {x} { CANNOT BE READ: }."


@pytest.mark.parametrize("broken", ["{2} fehlt", "{", "}", "{name}", "{0.x}", "{0[x]}", "{0!z}"])
def test_a_broken_translation_hides_no_fault(broken: str) -> None:
    assert InputError("{0} is no file.", "x").said(lambda _: broken) == "x is no file."


def test_a_translation_may_turn_the_values_round_and_leave_one_out() -> None:
    fault = InputError("{0} cannot be read: {1}.", "x", "no disk")
    assert fault.said(lambda _: "{1}: {0}") == "no disk: x"
    assert fault.said(lambda _: "nichts zu lesen") == "nichts zu lesen"


def test_a_fault_of_a_file_names_its_place_where_it_has_one() -> None:
    assert str(ResourceFault("spot.json", "codes[1]", "must be {0}")) == "spot.json: codes[1]: must be {0}"
    assert str(ResourceFault("spot.json", "", "is no JSON")) == "spot.json: is no JSON"
