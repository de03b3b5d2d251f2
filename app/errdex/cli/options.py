"""The options that `errdex decode` and `errdex explain` share, read by hand: argparse takes longer than the work."""

from __future__ import annotations

from typing import NamedTuple

from errdex.cli.console import harmless
from errdex.errors import InputError
from errdex.registry.model import Product

MINUS_SIGNS = "-\u2212\u2013\u2014\ufe63\uff0d"
"""The minus sign, and what pages and keyboards print in its place."""


class Options(NamedTuple):
    """What stands behind the command."""

    wants_help: bool
    wants_json: bool
    product: Product | None
    rest: tuple[str, ...]
    """Everything that is no option, in order."""


def read_options(verb: str, arguments: list[str]) -> Options:
    """Read the arguments of a command; InputError, in one sentence, for what is no option of it.

    What begins with a minus sign and a digit is no option but a number: -1021.
    """
    wants_json = False
    product: Product | None = None
    rest: list[str] = []
    waiting = list(arguments)
    while waiting:
        argument = waiting.pop(0)
        if argument == "--":
            rest += waiting
            break
        if not argument.startswith("-") or argument == "-" or argument[1].isdigit():
            rest.append(argument)
            continue
        if argument in {"-h", "--help"}:
            return Options(wants_help=True, wants_json=wants_json, product=product, rest=())
        name, has_value, value = argument.partition("=")
        if name not in {"--format", "--product"}:
            asked = harmless(argument[:80])
            raise InputError("'{0}' is no option of `errdex {1}`; see `errdex {1} --help`.", asked, verb)
        if not has_value:
            value = waiting.pop(0) if waiting else ""
        if name == "--format":
            wants_json = _is_json(value)
        else:
            product = _product(value)
    return Options(wants_help=False, wants_json=wants_json, product=product, rest=tuple(rest))


def _is_json(value: str) -> bool:
    if value not in {"text", "json"}:
        raise InputError("--format is text or json.")
    return value == "json"


def _product(value: str) -> Product:
    wanted = value.casefold().replace("_", "-")
    for product in Product:
        if product.value == wanted:
            return product
    raise InputError("--product is one of: {0}.", ", ".join(product.value for product in Product))
