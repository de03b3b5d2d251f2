"""What the window says about notes: when they were saved, what they stand on, what was taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from errdex.notes.model import Act, MergeCount, Note, RevertCount
    from errdex.ui.note_draft import Draft

_BEGINNING = 4_000
"""Characters in which a first line is looked for."""


def first_line(text: str, most: int = 200) -> str:
    """Return how a text begins, without the commonest marks of Markdown."""
    lines = (
        line.replace("**", "").replace("`", "").lstrip("#>*- \t").rstrip() for line in text[:_BEGINNING].splitlines()
    )
    return next((line[:most] for line in lines if line), "")


def code_words(note: Note) -> str:
    """Return the code that a note is about, as the note itself has it."""
    said = " ".join(str(part) for part in (note.number, note.name) if part is not None)
    return said or note.meaning or QCoreApplication.translate("notes", "On no code")


def cut(text: str, most: int = 32) -> str:
    """Return the beginning of a text that may have come in from elsewhere, of any length, in one line."""
    line = " ".join(text[: most + 1].split())
    return line if len(text) <= most else f"{line[:most]}…"


def about(draft: Draft, author: str) -> str:
    """Say in one line what is special about a note: pinned, by whom, on which message, what was found and ticked."""
    note, content = draft.note, draft.content
    translate = QCoreApplication.translate
    parts: list[str] = []
    if content.pinned:
        parts.append(translate("notes", "Pinned"))
    if note is not None and note.author and note.author != author:
        parts.append(translate("notes", "by {0}").format(cut(note.author)))
    if content.meaning is None and draft.place.subject.meaning is not None:
        parts.append(translate("notes", "on every {0}, whatever it means").format(draft.place.subject.number))
    if content.meaning is None and draft.place.subject.note is not None and (note is None or note.number is None):
        parts.append(translate("notes", "on no code"))
    if content.template is not None:
        text = dict(draft.place.messages).get(content.template) or cut(content.template)
        parts.append(translate("notes", "only on “{0}”").format(text))
    ticked = len(content.causes)
    if ticked:
        one = translate("notes", "1 cause ticked")
        parts.append(one if ticked == 1 else translate("notes", "%n causes ticked", "", ticked))
    if content.occurrence is not None:
        time = content.occurrence.time
        timed = translate("notes", "with the error of {0}")
        parts.append(timed.format(cut(time)) if time else translate("notes", "with its error"))
    said = " · ".join(parts)
    return said[:1].upper() + said[1:]


def taken_back(act: Act, count: int, kept: int, *, again: bool) -> str:
    """Say what an undo or a redo did."""
    translate = QCoreApplication.translate
    parts = [_redone(act) if again else _undone(act)]
    if count > 1:
        parts.append(translate("notes", "%n notes changed.", "", count))
    if kept:
        one = translate("notes", "1 note was left as it is: somebody changed it since.")
        many = translate("notes", "%n notes were left as they are: somebody changed them since.", "", kept)
        parts.append(one if kept == 1 else many)
    return " ".join(parts)


def _undone(act: Act) -> str:
    from errdex.notes.model import Act

    translate = QCoreApplication.translate
    words = {
        Act.ADD: translate("notes", "The new note was taken back; it is in the bin."),
        Act.EDIT: translate("notes", "The last edit was taken back."),
        Act.MOVE: translate("notes", "The note is on its former code again."),
        Act.DELETE: translate("notes", "The note is out of the bin again."),
        Act.RESTORE: translate("notes", "The note is as it was before it was restored."),
        Act.PIN: translate("notes", "The pin is as it was before."),
        Act.SETTLE: translate("notes", "Both texts stand beside each other again."),
        Act.IMPORT: translate("notes", "The import was taken back."),
        Act.REVERT: translate("notes", "The notes are as they were before the copy was brought back."),
    }
    return words.get(act, translate("notes", "The last change was taken back."))


def _redone(act: Act) -> str:
    from errdex.notes.model import Act

    translate = QCoreApplication.translate
    words = {
        Act.ADD: translate("notes", "The new note is there again."),
        Act.EDIT: translate("notes", "The edit was done again."),
        Act.DELETE: translate("notes", "The note is in the bin again."),
        Act.IMPORT: translate("notes", "The import was done again."),
    }
    return words.get(act, translate("notes", "The change was done again."))


def act_words(act: Act) -> str:
    """Say what made a version."""
    from errdex.notes.model import Act

    translate = QCoreApplication.translate
    words = {
        Act.ADD: translate("notes", "Written"),
        Act.EDIT: translate("notes", "Edited"),
        Act.MOVE: translate("notes", "Put on another code"),
        Act.DELETE: translate("notes", "Put into the bin"),
        Act.RESTORE: translate("notes", "Restored"),
        Act.PIN: translate("notes", "Pinned or unpinned"),
        Act.UNDO: translate("notes", "A change taken back"),
        Act.REDO: translate("notes", "A change done again"),
        Act.SETTLE: translate("notes", "Settled"),
        Act.IMPORT: translate("notes", "Imported"),
        Act.REVERT: translate("notes", "Brought back from a copy"),
    }
    return words[act]


def merge_words(count: MergeCount) -> str:
    """Say what an import did, or would do, without its end: "2 notes are new, 1 is carried on"."""
    translate = QCoreApplication.translate
    new, changed, beside, known = count
    parts = (
        (new, translate("notes", "1 note is new"), translate("notes", "%n notes are new", "", new)),
        (
            changed,
            translate("notes", "1 was carried on by the other side"),
            translate("notes", "%n were carried on by the other side", "", changed),
        ),
        (
            beside,
            translate("notes", "1 was changed by both sides and is kept beside yours"),
            translate("notes", "%n were changed by both sides and are kept beside yours", "", beside),
        ),
        (known, translate("notes", "1 is here already"), translate("notes", "%n are here already", "", known)),
    )
    return _joined(parts)


def revert_words(count: RevertCount) -> str:
    """Say what bringing back a copy did."""
    translate = QCoreApplication.translate
    back, added, binned, same = count
    parts = (
        (
            back,
            translate("notes", "1 note says what it said then"),
            translate("notes", "%n notes say what they said then", "", back),
        ),
        (added, translate("notes", "1 is here again"), translate("notes", "%n are here again", "", added)),
        (
            binned,
            translate("notes", "1 newer one is in the bin"),
            translate("notes", "%n newer ones are in the bin", "", binned),
        ),
        (same, translate("notes", "1 was the same"), translate("notes", "%n were the same", "", same)),
    )
    return _joined(parts)


def _joined(parts: tuple[tuple[int, str, str], ...]) -> str:
    """Join what there is some of; nothing at all is said of the first."""
    said = [one if number == 1 else many for number, one, many in parts if number]
    return ", ".join(said or [parts[0][2]])
