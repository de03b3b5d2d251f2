"""`errdex explain`: one error code told whole, as text for people or as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from errdex.cli.console import complain, harmless, show
from errdex.cli.options import read_options
from errdex.errors import InputError

if TYPE_CHECKING:
    from errdex.cli.options import Options
    from errdex.cli.resources import Knowledge
    from errdex.cli.subject import Subject

FOUND, UNKNOWN = 0, 1

USAGE = """\
usage: errdex explain [--product PRODUCT] [--format text|json] CODE|NAME

Tells all that is known of one error code: -1121, 1121, BAD_SYMBOL; of an HTTP status: 503, HTTP_503; of a filter:
LOT_SIZE. One number can mean several things: all of them are told, those of PRODUCT first.

    --format json        one JSON object
    --product PRODUCT    spot, usdm, coinm, options, portfolio-margin, portfolio-margin-pro, margin, sapi,
                         binance-us, classic

A whole message: errdex decode. Exit status: 0 known, 1 unknown, 2 bad use.
"""


def run(arguments: list[str]) -> int:
    """Explain what the arguments name; return 0 if it is known, 1 if not. InputError for bad use."""
    options = read_options("explain", arguments)
    if options.wants_help:
        show(USAGE)
        return FOUND
    if len(options.rest) != 1 or not options.rest[0].strip():
        raise InputError("errdex explain takes one code or name: errdex explain -1121.")
    from errdex.cli.resources import Knowledge
    from errdex.cli.subject import find_subject

    knowledge = Knowledge.load()
    asked = options.rest[0]
    subject = find_subject(asked, knowledge.registry, options.product)
    known = bool(subject.meanings or subject.filters)
    if options.wants_json:
        import json

        from errdex.cli.explained import as_json

        show(json.dumps(as_json(asked, subject, knowledge)) + "\n")
    elif known:
        show(_pages(subject, options, knowledge))
    if not known:
        complain(_unknown(asked, subject))
    return FOUND if known else UNKNOWN


def _pages(subject: Subject, options: Options, knowledge: Knowledge) -> str:
    from errdex.cli.layout import WIDTH
    from errdex.cli.pages import filter_page, meaning_page

    pages = [filter_page(subject.filters, knowledge)] if subject.filters else []
    pages += [meaning_page(meaning, options.product, knowledge) for meaning in subject.meanings]
    rule = ["", "=" * WIDTH, ""]
    lines = [line for place, page in enumerate(pages) for line in (*(rule if place else ()), *page)]
    return "\n".join(lines) + "\n"


def _unknown(asked: str, subject: Subject) -> str:
    from errdex.wording import meaning_title

    word = harmless(asked if len(asked) <= 40 else f"{asked[:40]}…")
    if subject.near:
        near = ", ".join(meaning_title(meaning) for meaning in subject.near)
        return f"'{word}' is neither a code nor a name that Errdex knows; near it: {near}."
    return f"'{word}' is neither a code nor a name that Errdex knows; errdex decode finds errors in a text."
