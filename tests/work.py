"""How much work something is. Calls are counted: what a clock says depends on the computer, and on who else uses it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType


def calls_of(does: Callable[[], object]) -> int:
    """Return how many calls it makes: of Python's functions, and of those that are written in C."""
    calls = 0

    def count(frame: FrameType, event: str, argument: object) -> None:
        nonlocal calls
        del frame, argument
        calls += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        does()
    finally:
        sys.setprofile(before)
    return calls
