"""Regular expressions that are compiled when they are first used.

The decoder has some two hundred of them, and compiling them all takes as long as twenty starts of decoding; one paste
needs a few dozen.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from typing import AnyStr


class _Uncompiled:
    """Stands for an expression; its methods are those of the compiled one, each fetched once."""

    def __init__(self, source: str | bytes, flags: int) -> None:
        self._source = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever a compiled expression has
        """Fetch a method when it is first asked for; from then on it is found without coming here."""
        method = getattr(re.compile(self._source, self._flags), name)
        setattr(self, name, method)
        return method


def expression(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return what can be used as `re.compile(source, flags)`, and is compiled when it is used."""
    return cast("re.Pattern[AnyStr]", _Uncompiled(source, flags))
