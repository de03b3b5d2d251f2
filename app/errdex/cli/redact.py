"""`errdex redact`: print a text with its secrets masked, so that it can be posted."""

from __future__ import annotations

import codecs
import sys
from collections.abc import Callable
from pathlib import Path

from errdex.errors import InputError

USAGE = """\
usage: errdex redact [FILE|-]...

Prints the files, or standard input for - or none, with secrets masked: API keys and secrets, signatures, listen keys,
tokens, cookies, passwords, private keys, e-mail and IP addresses. The same secret gets the same mask in all of them,
everything else stays as it is. Look through the result before you post it.
"""

DONE, BAD = 0, 2


def run(arguments: list[str]) -> int:
    """Print the inputs masked; return 0 whatever was found, 2 if one of them cannot be read."""
    if {"-h", "--help"} & {*arguments}:
        print(USAGE, end="")
        return DONE
    from errdex.decode.secrets import Masker

    masker = Masker()
    status = DONE
    for name in _names(arguments):
        try:
            content = _read(name)
        except OSError as fault:
            sys.stderr.write(f"errdex: {name} cannot be read: {(fault.strerror or str(fault)).lower()}.\n")
            status = BAD
            continue
        sys.stdout.buffer.write(masked(content, masker.mask))
    sys.stdout.buffer.flush()
    return status


def _names(arguments: list[str]) -> list[str]:
    """Return the inputs that are asked for; InputError for an option, for there are none."""
    if arguments[:1] == ["--"]:
        return arguments[1:] or ["-"]
    for argument in arguments:
        if argument.startswith("-") and argument != "-":
            raise InputError(f"'{argument}' is no option of `errdex redact`; a file of that name is './{argument}'.")
    return arguments or ["-"]


def _read(name: str) -> bytes:
    return sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()


def masked(content: bytes, mask: Callable[[str], str]) -> bytes:
    """Return the bytes with what `mask` changes changed: valid UTF-8 or not; UTF-16 with a BOM becomes UTF-8."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return mask(content.decode("utf-16", "replace")).encode("utf-8", "replace")
    return mask(content.decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape")
