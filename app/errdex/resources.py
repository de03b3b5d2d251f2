"""Where the bundled files are: beside the package when installed, at the top of a checkout otherwise."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def resources_folder() -> Path:
    """Return the folder that holds ``registry/``, ``guidance/`` and ``icons/``.

    A wheel carries it as ``errdex/resources``; a bare checkout has it at its top level.
    """
    installed = _PACKAGE / "resources"
    return installed if installed.is_dir() else _PACKAGE.parents[1] / "resources"
