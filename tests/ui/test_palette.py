from __future__ import annotations

import pytest

from errdex.registry.advice import Retry
from errdex.ui.palette import DARK, LIGHT, SIGN_PAIRS, TEXT_PAIRS, Roles, contrast

LOOKS = [pytest.param(LIGHT, id="light"), pytest.param(DARK, id="dark")]


def test_contrast_is_that_of_the_guideline() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("roles", LOOKS)
def test_every_text_can_be_read_on_every_ground_it_stands_on(roles: Roles) -> None:
    poor = {pair: contrast(getattr(roles, pair[0]), getattr(roles, pair[1])) for pair in TEXT_PAIRS}
    assert {pair: round(ratio, 2) for pair, ratio in poor.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("roles", LOOKS)
def test_every_sign_and_focus_can_be_seen(roles: Roles) -> None:
    poor = {pair: contrast(getattr(roles, pair[0]), getattr(roles, pair[1])) for pair in SIGN_PAIRS}
    assert {pair: round(ratio, 2) for pair, ratio in poor.items() if ratio < 3} == {}


@pytest.mark.parametrize("roles", LOOKS)
def test_every_advice_has_a_sign_and_a_ground(roles: Roles) -> None:
    for retry in Retry:
        assert contrast(roles.sign(retry), roles.ground(retry)) >= 4.5
