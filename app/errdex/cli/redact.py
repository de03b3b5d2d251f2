"""`errdex redact`: print a text with its secrets masked, so that it can be posted."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from errdex.cli.console import complain
from errdex.cli.inputs import encoding_of, text_of
from errdex.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from errdex.decode.secret_shapes import SecretKind

USAGE = """\
usage: errdex redact [FILE|-]...

Prints the files, or standard input for - or none, with secrets masked: API keys and secrets, signatures, listen keys,
tokens, cookies, passwords, private keys, e-mail and IP addresses. The same secret gets the same mask in all of them,
everything else stays as it is; UTF-16 becomes UTF-8. How many were masked is said on standard error.
Addresses that are everybody's (127.0.0.1, 0.0.0.0, ::1) stay. Look through the result before you post it.
"""

DONE, BAD = 0, 2


def run(arguments: list[str]) -> int:
    """Print the inputs masked; return 0 whatever was found, 2 if one of them cannot be read."""
    if {"-h", "--help"} & {*arguments}:
        print(USAGE, end="")
        return DONE
    from errdex.decode.secrets import Masker

    names = _names(arguments)
    contents = [content for content in map(_read, names) if content is not None]
    masker = Masker()
    if len(contents) > 1:
        for content in contents:
            masker.learn(text_of(content))
    for content in contents:
        sys.stdout.buffer.write(masked(content, masker.mask))
    sys.stdout.buffer.flush()
    complain(counted(masker.counts))
    return DONE if len(contents) == len(names) else BAD


def counted(counts: Mapping[SecretKind, int]) -> str:
    """Return a sentence that says how many places of which kind were masked."""
    if not counts:
        return "Nothing was masked."
    kinds = ", ".join(f"{count} {kind.replace('_', ' ')}{'s' if count > 1 else ''}" for kind, count in counts.items())
    return f"{sum(counts.values())} masked: {kinds}."


def _names(arguments: list[str]) -> list[str]:
    """Return the inputs that are asked for; InputError for an option, for there are none."""
    if arguments[:1] == ["--"]:
        return arguments[1:] or ["-"]
    for argument in arguments:
        if argument.startswith("-") and argument != "-":
            raise InputError("'{0}' is no option of `errdex redact`; a file of that name is './{0}'.", argument)
    return arguments or ["-"]


def _read(name: str) -> bytes | None:
    """Return the bytes of an input; None, and a sentence on standard error, if it cannot be read."""
    try:
        if name != "-":
            return Path(name).read_bytes()
        if sys.stdin is None:
            raise OSError(0, "it is closed")
        return sys.stdin.buffer.read()
    except (OSError, ValueError) as fault:  # ValueError: a zero in a file's name
        complain(f"{_title(name)} cannot be read: {(getattr(fault, 'strerror', None) or str(fault)).lower()}.")
        return None


def _title(name: str) -> str:
    return "Standard input" if name == "-" else name


def masked(content: bytes, mask: Callable[[str], str]) -> bytes:
    """Return the bytes with what `mask` changes changed: UTF-8, valid or not, stays; UTF-16 and UTF-32 become it."""
    mark, encoding = encoding_of(content)
    if encoding == "utf-8":
        return mask(content.decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape")
    return mask(content[len(mark) :].decode(encoding, "replace")).encode("utf-8", "replace")
