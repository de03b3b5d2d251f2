"""What a note is about as a command names it: a code, a name, a message, an id; and who writes it."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from errdex.cli.console import harmless
from errdex.errors import InputError
from errdex.registry.model import Kind

if TYPE_CHECKING:
    from errdex.notes.store import NoteStore
    from errdex.registry.model import Meaning, Registry

_SHORTEST_ID = 4


class Place(NamedTuple):
    """What a note stands on."""

    meaning: str | None
    number: int | None
    name: str | None
    template: str | None
    choices: tuple[Meaning, ...] = ()
    """The meanings that the number can have, where none was chosen."""


def registry() -> Registry:
    """Load the bundled registry."""
    from errdex.registry.loader import load_registry
    from errdex.resources import resources_folder

    return load_registry(resources_folder() / "registry")


def place_of(code: str | None, name: str | None, template: str | None) -> Place:
    """Return what a note on this code stands on: the meaning if there is one alone, else the number."""
    if code is None:
        if template is not None:
            raise InputError("--template needs --code: a message belongs to a code.")
        return Place(None, None, name, None)
    number = number_of(code)
    meanings = _meanings(registry(), number, name)
    if template is not None:
        meanings = _with_template(meanings, template, number)
    only = meanings[0] if len(meanings) == 1 else None
    if only is None:
        return Place(None, number, name, None, meanings)
    return Place(only.id, only.number, only.name or name, template)


def number_of(text: str) -> int:
    """Read an error code."""
    plain = text.strip().replace("\u2212", "-")  # A minus sign copied from a page.
    if not re.fullmatch(r"[+-]?[0-9]{1,18}", plain):
        raise InputError("'{0}' is no error code: --code takes a number such as -1021.", harmless(text[:40]))
    return int(plain)


def _meanings(known: Registry, number: int, name: str | None) -> tuple[Meaning, ...]:
    """Return the meanings of a number, those with this name if one is given; nothing for an unknown number."""
    kinds = (Kind.API,) if number < 0 else (*Kind,)
    found = tuple(meaning for kind in kinds for meaning in known.with_number(number, kind))
    if name is None or not found:
        return found
    named = tuple(meaning for meaning in found if name.casefold() in _names(meaning))
    if not named:
        names = ", ".join(meaning.name or meaning.id for meaning in found)
        raise InputError("{0} is not called {1}: its names are {2}.", number, harmless(name), names)
    return named


def _with_template(meanings: tuple[Meaning, ...], template: str, number: int) -> tuple[Meaning, ...]:
    ids = {meaning: {each.id for code in meaning.codes for each in code.templates} for meaning in meanings}
    found = tuple(meaning for meaning in meanings if template in ids[meaning])
    if not found:
        known = ", ".join(sorted(each for some in ids.values() for each in some)) or "none"
        raise InputError("{0} has no message {1}: its messages are {2}.", number, harmless(template), known)
    return found


def _names(meaning: Meaning) -> set[str]:
    return {known.casefold() for known in (meaning.id, meaning.name, *meaning.other_names) if known}


def whole_id(store: NoteStore, asked: str) -> str:
    """Return the id that is meant: itself, or the only one that begins so."""
    if not asked:
        raise InputError("Say which note: its id is empty.")
    begun = store.ids(asked) if _SHORTEST_ID <= len(asked) < 32 else ()
    if len(begun) > 1:
        raise InputError("{0} notes have ids that begin with {1}: give more of it.", len(begun), asked)
    return begun[0] if begun else asked


def text_of(asked: str) -> str:
    """Return the text that was typed, or that comes from standard input for "-"."""
    text = _typed(content_of("-")) if asked == "-" else asked
    refuse_broken(text)
    if not text.strip():
        raise InputError("A note needs some text.")
    return text


def content_of(file: str) -> bytes:
    """Return the bytes of a file, of standard input for "-"."""
    if file == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(file).read_bytes()
    except (OSError, ValueError) as error:
        raise InputError("{0} cannot be read: {1}.", file, getattr(error, "strerror", None) or error) from error


def refuse_broken(*texts: str | None) -> None:
    """Refuse bytes that the system could not read as text when it took the arguments."""
    if any("\ud800" <= character <= "\udfff" for text in texts for character in text or ""):
        raise InputError("The note is not UTF-8; give it through standard input in UTF-8.")


def preferred_author(profile: Path | None) -> str:
    """Return the author that the person chose in the window's preferences; "" where none is chosen."""
    try:
        author = json.loads(((profile or _preferences_folder()) / "preferences.json").read_text(encoding="utf-8")).get(
            "author", ""
        )
    except (OSError, ValueError, AttributeError):
        return ""
    return author if isinstance(author, str) else ""


def _preferences_folder() -> Path:
    """Return where the window keeps its preferences; platformdirs and Qt agree on it but for macOS."""
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Preferences" / "errdex"
    from platformdirs import user_config_path

    return user_config_path("errdex", appauthor=False)


def _typed(content: bytes) -> str:
    """Return what came from standard input as text, without the line end that a shell puts after it."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError("Standard input is not UTF-8 at byte {0}.", error.start) from error
    return text.removesuffix("\n").removesuffix("\r")
