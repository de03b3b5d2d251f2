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

``str(error)`` is one plain sentence that names the thing and says what to do.
Anything else that is raised is a bug of ours and is left to the two edges (``cli`` and the window's excepthook).
"""

from __future__ import annotations


class ErrdexError(Exception):
    """A fault that the person at the screen can mend; its text is one plain sentence."""


class ResourceFault(ErrdexError):
    """A registry or guidance file breaks its own rules.

    `file` is its name, `place` the path to the node (``codes[12].templates[0].text``), `reason` a clause.
    """

    def __init__(self, file: str, place: str, reason: str) -> None:
        """Keep the three parts, and make one sentence of them."""
        super().__init__(f"{file}: {place}: {reason}" if place else f"{file}: {reason}")
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
