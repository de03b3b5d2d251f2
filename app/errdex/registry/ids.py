"""Permanent ids: of meanings ("1121-bad-symbol") and of the templates within a meaning ("invalid-symbol").

An id is made once, when a meaning or a template first comes into the registry, and is kept for ever after,
whatever becomes of the name or the text it was made from.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from errdex.registry.model import Kind

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

_LONGEST_TEMPLATE_ID = 60
_FIRST_WORDS = 5


def slug(text: str) -> str:
    """Return the text in lower case, every run of other signs than letters and digits made one hyphen."""
    return re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-")


def text_key(text: str) -> str:
    """Return what two texts have in common that differ only by a final full stop."""
    return text.removesuffix(".")


def meaning_id(kind: Kind, number: int, name: str | None, first_text: str = "") -> str:
    """Make the id of a meaning; one without a name is called by the first words of its first text."""
    if kind is not Kind.API:
        return f"{kind.value}-{abs(number)}"
    return f"{abs(number)}-{slug(name or ' '.join(first_text.split()[:_FIRST_WORDS]))}"


def template_id(text: str, forms: Sequence[str], taken: Container[str]) -> str:
    """Make the id of a template within its meaning, one that is not taken there yet."""
    literal = ""
    rest = text
    for form in forms:
        before, _, rest = rest.partition(form)
        literal += f"{before} "
    stem = _cut(slug(literal + rest)) or "text"
    made = stem
    count = 1
    while made in taken:
        count += 1
        made = f"{stem}-{count}"
    return made


def _cut(text: str) -> str:
    if len(text) <= _LONGEST_TEMPLATE_ID:
        return text
    return text[: _LONGEST_TEMPLATE_ID + 1].rpartition("-")[0] or text[:_LONGEST_TEMPLATE_ID]
