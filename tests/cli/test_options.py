from __future__ import annotations

import pytest

from errdex.cli.options import Options, read_options
from errdex.errors import InputError
from errdex.registry.model import Product


@pytest.mark.parametrize(
    ("arguments", "read"),
    [
        ([], Options(False, False, None, ())),
        (["a", "-", "b"], Options(False, False, None, ("a", "-", "b"))),
        (["--format", "json", "a"], Options(False, True, None, ("a",))),
        (["a", "--format=json", "--product=usdm"], Options(False, True, Product.USDM, ("a",))),
        (["--product", "Portfolio_Margin"], Options(False, False, Product.PORTFOLIO_MARGIN, ())),
        (["-1021"], Options(False, False, None, ("-1021",))),
        (["−1021"], Options(False, False, None, ("−1021",))),
        (["--", "--format"], Options(False, False, None, ("--format",))),
        (["--format=json", "--format=text"], Options(False, False, None, ())),
        (["", "x"], Options(False, False, None, ("", "x"))),
    ],
)
def test_options_and_what_is_none(arguments: list[str], read: Options) -> None:
    assert read_options("explain", arguments) == read


@pytest.mark.parametrize("arguments", [["-h"], ["--help"], ["a", "--help"]])
def test_help_is_asked_for(arguments: list[str]) -> None:
    assert read_options("decode", arguments).wants_help


@pytest.mark.parametrize(
    "arguments",
    [["--nonsense"], ["-x"], ["--format"], ["--format", "xml"], ["--format="], ["--product"], ["--product", "nasdaq"]],
)
def test_bad_use_is_one_sentence(arguments: list[str]) -> None:
    with pytest.raises(InputError) as raised:
        read_options("decode", arguments)
    assert str(raised.value).endswith(".") or "--help" in str(raised.value)
    assert "\n" not in str(raised.value)
