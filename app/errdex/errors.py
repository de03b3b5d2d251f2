"""The one family of exceptions; every one of them is a fault that a person can mend.

    ErrdexError
    ├── ResourceFault      a bundled or imported file breaks its own rules: file, place, reason
    ├── InputError         what was handed in cannot be read: a file, an argument, a number
    └── NotesError         the notes cannot be kept as they should
        ├── NotesBusy      another program holds the database
        ├── NotesFull      the disk is full
        ├── NotesReadOnly  the folder or the file cannot be written
        ├── NotesDamaged   the database is damaged (it is set aside, never overwritten)
        ├── NotesNewer     the database was made by a newer Errdex (it is left alone)
        ├── NotesMoved     the file was moved, deleted or replaced while it was open (open the notes again)
        └── NotesUnreachable  the disk or the network share does not answer, or cannot lock

``str(error)`` is one plain sentence that names the thing and says what to do; ``error.said(tr)`` says it in another
language. Anything else that is raised is a bug of ours and is left to the two edges (``cli`` and the window's
excepthook).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class ErrdexError(Exception):
    """A fault that the person at the screen can mend.

    It takes a whole English sentence, with {0}, {1} … where its values go in afterwards. The sentence is written out
    where the error is made, so that it can be collected for translators (`packaging/translations.py`).
    """

    def __init__(self, sentence: str, *values: object) -> None:
        """Keep sentence and values apart until somebody reads them."""
        super().__init__(sentence, *values)
        self.sentence = sentence
        self.values = values

    def __str__(self) -> str:
        """Return the sentence in English."""
        return self.said(str)

    def said(self, tr: Callable[[str], str]) -> str:
        """Return the sentence in the language that `tr` turns English into, or in English where that text is broken."""
        try:
            return tr(self.sentence).format(*self.values)
        except (AttributeError, LookupError, TypeError, ValueError):
            # A translator's slip must not hide what went wrong.
            return self.sentence.format(*self.values)


class ResourceFault(ErrdexError):
    """A registry or guidance file breaks its own rules.

    `file` is its name, `place` the path to the node (``codes[12].templates[0].text``), `reason` a clause for whoever
    mends the file: it stays English.
    """

    def __init__(self, file: str, place: str, reason: str) -> None:
        """Keep the three parts, and make one sentence of them."""
        super().__init__("{0}: {1}: {2}" if place else "{0}: {2}", file, place, reason)
        self.file = file
        self.place = place
        self.reason = reason


class InputError(ErrdexError):
    """Something handed in (a file, an argument) cannot be read or used."""


class NotesError(ErrdexError):
    """The notes cannot be read or kept."""


class NotesBusy(NotesError):
    """Another program holds the database."""


class NotesFull(NotesError):
    """There is no room left on the disk."""


class NotesReadOnly(NotesError):
    """The notes' folder or file cannot be written."""


class NotesDamaged(NotesError):
    """The database is damaged; it was set aside under a dated name."""


class NotesNewer(NotesError):
    """The database was made by a newer Errdex; it is left as it is."""


class NotesMoved(NotesError):
    """The database was moved, deleted or replaced while it was open; opening the notes again finds what is there."""


class NotesUnreachable(NotesError):
    """The disk or network share that holds the notes does not answer or cannot lock."""
