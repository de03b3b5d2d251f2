"""No text takes more than linear time: calls are counted, and no expression can take long over one place."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from types import ModuleType

import pytest
from tests.work import calls_of

from errdex.decode import (
    secret_command,
    secret_context,
    secret_forms,
    secret_ip,
    secret_login,
    secret_pem,
    secret_shapes,
    secret_view,
    secrets,
)
from errdex.decode.secrets import find_secrets

KEY = "q7Zr2mXw9LkT4vBn8HsJ3dFy6GpC1aEuR5oKiQtWzMxNbVcLhYjUfDgSeApO0I2T"
HOSTILE = [
    "key",
    "key:",
    "secret-",
    "secret=a1b2c3d4e5f6g7h8/",
    "signature=%",
    "token=abcdefghijk1234567890 ",
    "cookie: a=b; ",
    "cookie: {'a': 'b', ",
    "password='",
    "authorization: bearer ",
    "-----begin private key-----\n",
    "-----begin private key-----\n" + "A" * 64 + "\n",
    "-----end private key-----",
    "A" * 64 + "\n-----end private key-----\n",
    "a@a.",
    "1.1.1.1 ",
    "1.1.1.1.",
    "a:",
    "2001::",
    "eyJ",
    "://a:",
    "a" * 31 + " ",
    "a" * 63 + "-",
    KEY + " ",
    "\\",
    "%22",
    "key" + " " * 50,
    "[api key 1",
    "signature=" + KEY + "\n",
    "\\\\",
    '\\\\"',
    "\\u0022",
    "%25",
    "&amp;",
    "&amp;quot;",
    "\x1b[0m",
    "^A96=",
    "554=",
    "curl -u a:b1c2d3 ",
    "curl ",
    "curl -b a=b1c2d3e4f5 ",
    "auth=('a', '",
    "auth=('a', 'b1c2d3e4') ",
    "/ws/" + KEY + "/",
    "streams=" + KEY.lower() + "/",
    "hook/" + KEY[:40] + "/",
    "signature=" + "a1b2c3d4 ",
    "signature=a1b2c3d4\n",
    "2001%3A",
]


def work(text: str) -> int:
    """Return how many calls a search makes: of our functions, of expressions, of searches in bytes."""
    return calls_of(lambda: find_secrets(text))


@pytest.mark.parametrize("fragment", HOSTILE)
def test_twice_the_text_takes_at_most_twice_the_work(fragment: str) -> None:
    text = fragment * (6000 // len(fragment))
    find_secrets(text)
    once, twice = work(text), work(text * 2)
    assert twice <= 2.2 * once + 200


def test_secrets_that_share_most_of_their_letters_cost_no_search_each() -> None:
    def many(count: int) -> str:
        return "".join(f"signature={number:06x}+{KEY}/\n" for number in range(10**6, 10**6 + count))

    find_secrets(many(1))
    once, twice = work(many(100)), work(many(200))
    assert twice <= 2.2 * once


def test_different_secrets_cost_no_search_each() -> None:
    def many(count: int) -> str:
        return "".join(f"signature={number:064x}\n" for number in range(10**60, 10**60 + count))

    find_secrets(many(1))
    once, twice = work(many(100)), work(many(200))
    assert twice <= 2.2 * once


MODULES = (
    secret_command,
    secret_context,
    secret_forms,
    secret_ip,
    secret_login,
    secret_pem,
    secret_shapes,
    secret_view,
    secrets,
)
WHOLE_VALUES = {"_NO_PASSWORD", "_HEX", "_NAME_IN_CODE", "_NO_SECRET_SUFFIX", "_ALNUM", "_RUN"}
"""Expressions for one value, whose length is bounded, or for one class that is never looked at twice."""

NO_EXPRESSIONS = {"BLANK", "FILL", "_TO_ASCII", "_STAND_INS", "_WORD", "_LONG_RUN", "_LINE_EDGE", "_TIGHT_END"}
"""Plain bytes."""


def expressions() -> Iterator[tuple[str, bytes]]:
    """Yield the name and source of every expression of the modules and their tables."""

    def of(module: ModuleType) -> Iterator[tuple[str, bytes]]:
        for name, value in vars(module).items():
            source = value.pattern if name.isupper() and hasattr(value, "finditer") else value
            if name.isupper() and isinstance(source, bytes) and name not in NO_EXPRESSIONS:
                yield f"{module.__name__.rpartition('.')[2]}.{name}", source

    for module in MODULES:
        yield from of(module)
    for context in secret_context.CONTEXTS:
        yield f"CONTEXTS.{context.names[0][0]!r}", context.names[0][1].pattern
        yield f"CONTEXTS.{context.names[0][0]!r} value", context.value.pattern
    for form in secret_forms.FORMS:
        yield f"FORMS.{form.word!r}", form.before.pattern


def unbounded_repeats(source: bytes) -> int:
    """Count the repeats without an upper bound in an expression."""
    parser = importlib.import_module("re._parser")
    return str(parser.parse(source)).count("MAXREPEAT")


@pytest.mark.parametrize(("name", "source"), list(expressions()))
def test_every_repeat_has_a_bound(name: str, source: bytes) -> None:
    if name.partition(".")[2] not in WHOLE_VALUES:
        assert not unbounded_repeats(source)


def test_a_repeat_without_a_bound_would_be_noticed() -> None:
    assert unbounded_repeats(rb"(?:a+b){0,3}") == 1
    assert not unbounded_repeats(rb"(?:a{1,9}b){0,3}")
    assert len(list(expressions())) > len(WHOLE_VALUES)
    assert re.compile(secret_context.GAP).match(b'": "')
