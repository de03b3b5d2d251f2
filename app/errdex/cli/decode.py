"""`errdex decode`: the errors in files or in standard input, as text for people or one line of JSON per input."""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING

from errdex.cli.inputs import Unreadable, read_inputs
from errdex.cli.resources import Knowledge
from errdex.cli.result import as_json
from errdex.registry.model import Product

if TYPE_CHECKING:
    from collections.abc import Sequence

FOUND, NOTHING, BAD = 0, 1, 2


def run(arguments: Sequence[str]) -> int:
    """Decode the inputs that `arguments` name; return 0 if anything was found, 1 if nothing, 2 for unreadable input."""
    options = _parser().parse_args(arguments)
    knowledge = Knowledge.load()
    product = Product(options.product) if options.product else None
    found = bad = False
    for source in read_inputs(options.files):
        if isinstance(source, Unreadable):
            bad = True
            sys.stderr.write(f"errdex: {source.reason}\n")
            if options.format == "json":
                sys.stdout.write(json.dumps({"version": 1, "source": source.name, "error": source.reason}) + "\n")
            continue
        decoding = knowledge.decoder.decode(source.text, product)
        found = found or bool(decoding.occurrences)
        if options.format == "json":
            shown = as_json(source.name, decoding, knowledge.shelf)
            sys.stdout.write(json.dumps(shown) + "\n")
        else:
            from errdex.cli.report import report

            name = source.name if len(options.files) > 1 else None
            sys.stdout.write(report(decoding, source.text, knowledge.shelf, name))
    return BAD if bad else FOUND if found else NOTHING


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="errdex decode", description="Decode the Binance API errors in a text.")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="how to print what was found")
    parser.add_argument("--product", choices=[str(product) for product in Product], help="the product it is about")
    parser.add_argument("files", metavar="FILE", nargs="*", help="a file to read; - or none for standard input")
    return parser
