"""Which version was made from which: open ends beside the current version, and what an imported one is to ours.

Pure functions over links; nothing here reads the database.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Link(NamedTuple):
    """A version without its content: how it hangs together with the others of its note."""

    version: int
    base: int | None
    stamp: str
    lineage: tuple[str, ...]
    deleted: bool
    aside: bool


History = Mapping[int, Link]
"""The links of one note by version, in the order in which they were written."""


def open_ends(history: History) -> tuple[Link, ...]:
    """Return the versions that were kept aside and that nothing has followed or settled, first written first."""
    followed = {history[link.base].stamp for link in history.values() if link.base}
    followed.update(stamp for link in history.values() for stamp in link.lineage)
    return tuple(link for link in history.values() if link.aside and not link.deleted and link.stamp not in followed)


def stamps_before(link: Link, history: History) -> tuple[str, ...]:
    """Return the stamps of all versions that led to this one, oldest first."""
    pieces = [link.lineage]
    while link.base:
        link = history[link.base]
        pieces.append((*link.lineage, link.stamp))
    return tuple(dict.fromkeys(stamp for piece in reversed(pieces) for stamp in piece))


def is_known(stamp: str, history: History) -> bool:
    """Tell whether a version is here, or is one that ours were made from."""
    return any(stamp == link.stamp or stamp in link.lineage for link in history.values())


def latest_shared(lineage: tuple[str, ...], history: History) -> Link | None:
    """Return the last of our versions that another side's version was made from."""
    ours = {link.stamp: link for link in history.values()}
    return next((ours[stamp] for stamp in reversed(lineage) if stamp in ours), None)
