"""Why no code is left: what the table is narrowed to, and which part of it to give up. No Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from errdex.ui.groups import group_title
from errdex.ui.query import VALUES, parse_query, parts_of
from errdex.wording import plain, product_title, retry_label

if TYPE_CHECKING:
    from errdex.ui.catalogue import Catalogue, Filters
    from errdex.ui.groups import Group
    from errdex.wording import Tr

_LONGEST = 80
"""A person may have pasted something into the search."""
_MOST_TRIED = 8


class Part(NamedTuple):
    """One thing that narrows the table."""

    title: str
    without: Filters
    """The filters if this part is given up."""


def explain(catalogue: Catalogue, filters: Filters, noted: frozenset[str], tr: Tr = plain) -> str:
    """Say that nothing is left, what narrows the table, and how many codes there are without one part of it."""
    parts = _parts(filters, tr)
    if not parts:
        return tr("There are no codes: the registry could not be read.")
    lines = [_unknown_sentence(filters, tr)] if parse_query(filters.words).unknown else []
    lines.append(tr("No code fits: {0}.").format(", ".join(part.title for part in parts)))
    if len(parts) > 1:
        found = [(len(catalogue.find(part.without, noted)), part.title) for part in parts[:_MOST_TRIED]]
        most, title = max(found, key=lambda pair: pair[0])
        if most == 1:
            lines.append(tr("Without {0} there is 1.").format(title))
        elif most:
            lines.append(tr("Without {0} there are {1}.").format(title, most))
    return "\n".join(lines)


def _parts(filters: Filters, tr: Tr) -> list[Part]:
    typed = parts_of(filters.words)
    parts = [
        Part(tr("“{0}”").format(word[:_LONGEST]), filters._replace(words=" ".join(typed[:place] + typed[place + 1 :])))
        for place, word in enumerate(typed)
    ]
    if filters.group is not None:
        title = tr("the category “{0}”").format(_whole_title(filters.group, tr))
        parts.append(Part(title, filters._replace(group=None)))
    if filters.retry is not None:
        title = tr("the advice “{0}”").format(retry_label(filters.retry, tr))
        parts.append(Part(title, filters._replace(retry=None)))
    if filters.with_notes:
        parts.append(Part(tr("“With notes”"), filters._replace(with_notes=False)))
    if filters.product is not None:
        title = tr("the product “{0}”").format(product_title(filters.product, tr))
        parts.append(Part(title, filters._replace(product=None)))
    return parts


def _whole_title(group: Group, tr: Tr) -> str:
    """Name a group with its product, if it is a part of one over all."""
    if group.product is None:
        return group_title(group, tr)
    return f"{group_title(group, tr)}: {group_title(group._replace(product=None), tr)}"


def _unknown_sentence(filters: Filters, tr: Tr) -> str:
    """Say which value its key does not have, and which it has."""
    key, value = parse_query(filters.words).unknown[0]
    return tr("“{0}:” knows no “{1}”; it knows {2}.").format(key, value[:_LONGEST], ", ".join(VALUES[key]))
