"""What the versions of one note are to each other: what undo leads back to, which texts wait beside the current one,
and what an imported version is to ours. Pure functions over links; nothing here reads the database.
"""  # noqa: D205 -- one paragraph

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from errdex.notes.model import Act

if TYPE_CHECKING:
    from collections.abc import Iterable


class Link(NamedTuple):
    """A version without its content: how it hangs together with the others of its note."""

    version: int
    base: int | None
    stamp: str
    lineage: tuple[str, ...]
    deleted: bool
    aside: bool
    act: Act
    repeats: int | None


History = Mapping[int, Link]
"""The links of one note by version, in the order in which they were written."""


class Undone(NamedTuple):
    """A state that undo left and redo leads to."""

    state: int
    by: int
    """The version that undid it."""


class Timeline(NamedTuple):
    """The states that a note went through. A state is named by the version that made it; 0 is "not there yet"."""

    current: int
    before: Mapping[int, int]
    """From every state to the one that undo leads to."""
    undone: tuple[Undone, ...]
    """What redo leads to, the last one first to come."""

    def live(self) -> frozenset[int]:
        """Return the states that led to the current one and are not taken back, it among them."""
        found = []
        state = self.current
        while state:
            found.append(state)
            state = self.before[state]
        return frozenset(found)

    def state_before(self, versions: Iterable[int]) -> int:
        """Return the last state that none of these versions made."""
        among = frozenset(versions)
        state = self.current
        while state in among:
            state = self.before[state]
        return state


def timeline(history: History) -> Timeline:
    """Read undo and redo from a history: an undo goes to a state before, a redo to one that was left, all else on."""
    current = 0
    before: dict[int, int] = {}
    after: dict[int, int] = {}
    undone: list[Undone] = []
    for link in history.values():
        if link.aside:
            continue
        if link.act is Act.UNDO:
            undone.append(Undone(current, link.version))
            current = after.get(link.repeats, before.get(current, 0)) if link.repeats else 0
        elif link.act is Act.REDO:
            current = undone.pop().state
        else:
            before[link.version] = current
            current = link.version
            undone.clear()
        after[link.version] = current
    return Timeline(current, before, tuple(undone))


def open_ends(history: History) -> tuple[Link, ...]:
    """Return the versions that were kept aside and that nothing has followed or settled, first written first.

    What was taken back settles nothing.
    """
    if not any(link.aside for link in history.values()):
        return ()
    holding = _holding(history)
    followed = {history[link.base].stamp for link in holding if link.base}
    followed.update(stamp for link in holding for stamp in link.lineage)
    return tuple(link for link in history.values() if link.aside and not link.deleted and link.stamp not in followed)


def stamps_before(link: Link, history: History) -> tuple[str, ...]:
    """Return the stamps of all versions that led to this one, oldest first."""
    holding = {each.version for each in _holding(history)}
    pieces = [link.lineage]
    while link.base:
        link = history[link.base]
        pieces.append((*(link.lineage if link.version in holding else ()), link.stamp))
    return tuple(dict.fromkeys(stamp for piece in reversed(pieces) for stamp in piece))


def _holding(history: History) -> tuple[Link, ...]:
    """Return the versions whose word holds: those kept aside, and those that are not taken back."""
    live = timeline(history).live()
    return tuple(link for link in history.values() if link.aside or link.version in live)


def is_known(stamp: str, history: History) -> bool:
    """Tell whether a version is here, or is one that ours were made from."""
    return any(stamp == link.stamp or stamp in link.lineage for link in history.values())


def latest_shared(lineage: tuple[str, ...], history: History) -> Link | None:
    """Return the last of our versions that another side's version was made from."""
    ours = {link.stamp: link for link in history.values()}
    return next((ours[stamp] for stamp in reversed(lineage) if stamp in ours), None)
