"""`errdex decode`: the errors in files or in standard input, as text for people or one line of JSON per input."""

from __future__ import annotations

from typing import TYPE_CHECKING

from errdex.cli.console import complain, show
from errdex.cli.inputs import Unreadable, read_inputs
from errdex.cli.options import read_options

if TYPE_CHECKING:
    from errdex.cli.inputs import Source
    from errdex.cli.options import Options
    from errdex.cli.resources import Knowledge

FOUND, NOTHING, BAD = 0, 1, 2

USAGE = """\
usage: errdex decode [--format text|json] [--product PRODUCT] [FILE|-]...

Finds the Binance API errors in files, or in standard input for - or none, and says of each what it means, what to do,
and whether sending the request again is safe. Any text will do: an answer, a traceback, a log.

    --format json        one line of JSON for each input
    --product PRODUCT    what it is about, if you know: spot, usdm, coinm, options, portfolio-margin,
                         portfolio-margin-pro, margin, sapi, binance-us, classic

A single code: errdex explain -1121. Exit status: 0 something found, 1 nothing found, 2 an input cannot be read.
"""


def run(arguments: list[str]) -> int:
    """Decode the inputs that `arguments` name; return 0 if anything was found, 1 if nothing, 2 for unreadable input."""
    options = read_options("decode", arguments)
    if options.wants_help:
        show(USAGE)
        return FOUND
    from errdex.cli.resources import Knowledge

    knowledge = Knowledge.load()
    found = bad = False
    for source in read_inputs(options.rest):
        if isinstance(source, Unreadable):
            bad = True
            _tell(source, options)
        else:
            found |= _decode(source, options, knowledge)
    return BAD if bad else FOUND if found else NOTHING


def _tell(source: Unreadable, options: Options) -> None:
    """Say why an input cannot be read."""
    name = source.name
    is_number = name.startswith("-") and name[1:].isdigit()
    complain(f"{source.reason} To look up a code: errdex explain {name}" if is_number else source.reason)
    if options.wants_json:
        from errdex.cli.result import unreadable_line

        show(unreadable_line(name, source.reason))


def _decode(source: Source, options: Options, knowledge: Knowledge) -> bool:
    """Show what is in one input; tell whether that is anything."""
    decoding = knowledge.decoder.decode(source.text, options.product)
    if options.wants_json:
        from errdex.cli.result import json_line

        for piece in json_line(source.name, decoding, knowledge, source.text):
            show(piece)
    else:
        from errdex.cli.report import report

        show(report(decoding, knowledge, source.name if len(options.rest) > 1 else None, source.text))
    return bool(decoding.occurrences)
