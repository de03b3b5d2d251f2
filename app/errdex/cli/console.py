"""What a command prints: its answer on standard output, what went wrong on standard error, a sentence each."""

from __future__ import annotations

import sys


def show(text: str) -> None:
    """Write a part of the answer; nowhere, if the program was started without a standard output."""
    if sys.stdout is not None:
        sys.stdout.write(text)


def complain(sentence: str) -> None:
    """Write one sentence about what went wrong; what could steer a terminal is escaped."""
    if sys.stderr is not None:
        sys.stderr.write(f"errdex: {harmless(' '.join(sentence.split()))}\n")


def harmless(text: str) -> str:
    """Return a text that cannot steer a terminal: control and direction characters are shown as escapes."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(sign if sign.isprintable() or sign in "\n\t\u3000\u00a0" else _escape(sign) for sign in text)


def _escape(sign: str) -> str:
    code = ord(sign)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
