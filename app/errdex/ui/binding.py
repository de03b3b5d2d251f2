"""Loads Qt's binding without the hook that reads every module imported after it."""

from __future__ import annotations

import builtins


def load_binding() -> None:
    """Load the binding, and take back its hook for features.

    The hook looks for `from __feature__ import snake_case`, which nobody here writes, and reads the source of every
    module that is imported after the binding: a twentieth of our start, and some of every import on a click.
    """
    import PySide6.QtCore  # noqa: F401

    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
