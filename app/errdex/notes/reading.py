"""What can be asked of the notes; `NoteStore` adds what can be done to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from errdex.notes.lineage import open_ends
from errdex.notes.merging import carried_from
from errdex.notes.table import GREATEST

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from errdex.notes.model import CarriedNote, Note, NoteVersion
    from errdex.notes.table import VersionTable

_ORDER = "ORDER BY n.pinned DESC, n.seq DESC"
_ORDER_OF_FEW = "ORDER BY +n.pinned DESC, n.seq DESC"
"""The same, but the rows are found first and then put in order (the + keeps SQLite from walking the index of all)."""


class NoteReader:
    """The notes of one file, to be read. In every list the pinned ones come first, then the one changed last."""

    def __init__(self, path: Path, table: VersionTable) -> None:
        """Read the table of the database at `path`."""
        self.path = path
        self._table = table

    def get(self, note_id: str) -> Note | None:
        """Return a note as it is now, None for one that is not there or in the bin."""
        return next(iter(self._table.current("WHERE n.note = ? AND n.deleted = 0", note_id)), None)

    def ids(self, beginning: str) -> tuple[str, ...]:
        """Return the ids that begin so, those in the bin too."""
        where = "SELECT note FROM notes WHERE substr(note, 1, ?) = ? ORDER BY note"
        return tuple(self._table.column(where, len(beginning), beginning))

    def all(self, most: int = -1) -> tuple[Note, ...]:
        """Return all notes; `most` limits them."""
        return self._table.current(f"WHERE n.deleted = 0 {_ORDER} LIMIT ?", most)

    def count(self) -> int:
        """Return how many notes there are."""
        return int(self._table.column("SELECT count(*) FROM notes WHERE deleted = 0")[0])

    def binned(self) -> tuple[Note, ...]:
        """Return the notes in the bin, the one deleted last first."""
        return self._table.current("WHERE n.deleted = 1 ORDER BY n.seq DESC")

    def of_meaning(self, meaning_id: str) -> tuple[Note, ...]:
        """Return the notes on a meaning."""
        return self._table.current(f"WHERE n.deleted = 0 AND n.meaning = ? {_ORDER_OF_FEW}", meaning_id)

    def of_number(self, number: int) -> tuple[Note, ...]:
        """Return the notes that stand on a number (its sign ignored) and on no meaning."""
        if abs(number) > GREATEST:
            return ()
        where = f"WHERE n.deleted = 0 AND n.meaning IS NULL AND n.number IN (?, ?) {_ORDER_OF_FEW}"
        return self._table.current(where, number, -number)

    def about(self, meaning_id: str | None, number: int | None) -> tuple[Note, ...]:
        """Return the notes to show with a meaning: its own, and those on its number for which none was chosen yet."""
        if number is None or abs(number) > GREATEST:
            return self.of_meaning(meaning_id) if meaning_id else ()
        where = f"(n.meaning = ? OR n.meaning IS NULL AND n.number IN (?, ?)) {_ORDER_OF_FEW}"
        return self._table.current(f"WHERE n.deleted = 0 AND {where}", meaning_id, number, -number)

    def marked_meanings(self) -> frozenset[str]:
        """Return the ids of the meanings that have notes."""
        question = "SELECT DISTINCT meaning FROM notes WHERE deleted = 0 AND meaning IS NOT NULL"
        return frozenset(self._table.column(question))

    def search(self, text: str, most: int = -1) -> tuple[Note, ...]:
        """Return the notes that have all words of `text`, each as the beginning of one, the one changed last first.

        Looked at are text, tags, number, name and meaning. `most` limits the notes returned; no word: none.
        """
        return self._table.found(text, most)

    def count_found(self, text: str) -> int:
        """Return how many notes `search` finds without a limit."""
        return self._table.count_found(text)

    def versions(self, note_id: str) -> tuple[NoteVersion, ...]:
        """Return every version of a note, the first first; nothing for an id that is not here."""
        return self._table.versions(note_id)

    def rivals(self, note_id: str) -> tuple[Note, ...]:
        """Return the texts that wait beside the current one of a note, as they stand now; mostly nothing."""
        if not self._table.column("SELECT 1 FROM versions WHERE note = ? AND aside = 1 LIMIT 1", note_id):
            return ()
        ends = open_ends(self._table.history(note_id))
        return tuple(self._table.version(note_id, end.version).note for end in ends)

    def contested(self) -> frozenset[str]:
        """Return the ids of the notes that have rivals."""
        kept_aside = "SELECT note FROM versions WHERE aside = 1"
        notes = self._table.column(f"SELECT note FROM notes WHERE deleted = 0 AND note IN ({kept_aside})")  # noqa: S608 -- constants only
        return frozenset(note_id for note_id in notes if open_ends(self._table.history(note_id)))

    def carried(self, note_ids: Iterable[str] | None = None) -> tuple[CarriedNote, ...]:
        """Return notes (None: all but the bin's) with their rivals, as a complete export has them.

        In the order of creation; a note's current version comes before its rivals.
        """
        wanted = None if note_ids is None else frozenset(note_ids)
        with self._table.snapshot():
            return carried_from(self._table, (note for note in self.all() if wanted is None or note.id in wanted))

    def latest_change(self) -> int:
        """Return a token of the last change, by whomever; cheap enough to ask at every turn of a timer.

        Raises NotesMoved where the file is not the one that was opened any more.
        """
        self._table.make_sure_of_place()
        return int(self._table.column("SELECT coalesce(max(seq), 0) FROM versions")[0])

    def changed_since(self, token: int) -> frozenset[str]:
        """Return the ids of the notes that changed after a token of `latest_change`."""
        return frozenset(self._table.column("SELECT DISTINCT note FROM versions WHERE seq > ?", token))
