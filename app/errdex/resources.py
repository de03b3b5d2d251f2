"""Where the bundled files are: beside the package when installed, at the top of a checkout otherwise."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def resources_folder() -> Path:
    """Return the folder that holds ``registry/``, ``guidance/`` and ``icons/``."""
    from pathlib import Path

    return Path(resources_path())


def resources_path() -> str:
    """Return the same folder as a text, for what starts without pathlib.

    A wheel carries it as ``errdex/resources``; a bare checkout has it at its top level.
    """
    package = os.path.realpath(__file__).rpartition(os.sep)[0]
    installed = f"{package}{os.sep}resources"
    if os.path.isdir(installed):  # noqa: PTH112 -- the same
        return installed
    return f"{package.rsplit(os.sep, 2)[0]}{os.sep}resources"
