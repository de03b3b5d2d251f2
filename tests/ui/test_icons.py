from __future__ import annotations

from itertools import combinations

import pytest
from PySide6.QtGui import QColor, QImage

from errdex.registry.advice import Retry
from errdex.resources import resources_folder
from errdex.ui.icons import Icons, Sign
from errdex.ui.theme import Theme


def _alpha(image: QImage) -> list[bool]:
    return [image.pixelColor(x, y).alpha() > 100 for y in range(image.height()) for x in range(image.width())]


@pytest.mark.parametrize("sign", [sign for sign in Sign if sign is not Sign.ERRDEX])
def test_a_sign_is_drawn_in_the_colour_asked_for(theme: Theme, sign: Sign) -> None:
    image = theme.icons.pixmap(sign, "#12AB34", 64).toImage()
    solid = [image.pixelColor(x, y) for x in range(64) for y in range(64) if image.pixelColor(x, y).alpha() == 255]
    assert solid
    assert {colour.name() for colour in solid} == {QColor("#12AB34").name()}


def test_the_signs_of_the_advice_differ_in_shape(theme: Theme) -> None:
    shapes = {retry: _alpha(theme.icons.pixmap(Sign.of(retry), "#000000", 32).toImage()) for retry in Retry}
    for one, other in combinations(Retry, 2):
        differing = sum(a != b for a, b in zip(shapes[one], shapes[other], strict=True))
        assert differing > 80, f"{one} looks like {other}"


@pytest.mark.usefixtures("qapp")
def test_a_sign_is_sharp_on_a_dense_screen_and_drawn_once() -> None:
    icons = Icons(resources_folder() / "icons")
    pixmap = icons.pixmap(Sign.WAIT, "#000000", 16, 1.5)
    assert (pixmap.width(), pixmap.devicePixelRatio()) == (24, 1.5)
    assert icons.pixmap(Sign.WAIT, "#000000", 16, 1.5) is pixmap


def test_every_drawing_is_there() -> None:
    icons = Icons(resources_folder() / "icons")
    assert [sign for sign in Sign if not icons.file(sign).is_file()] == []
