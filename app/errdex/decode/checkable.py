"""Whether an error may be checked with the values of its paste at all: asked of every error, so it costs nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from errdex.registry.model import PlaceholderKind

if TYPE_CHECKING:
    from errdex.decode.model import Candidate, Occurrence

NUMBERS = frozenset(
    {
        *(1003, 1013, 1015, 1021, 1102, 1111, 1131, 2010, 2011, 2027, 2038, 4188, 5028, 6039, 6054),
        *(*range(4001, 4008), 4013, 4014, 4015, 4016, 4023, 4024, 4029, 4030),
        *(4113, 4131, 4151, 4152, 4154, 4155, 4164, 4178, 4183, 4184, 4210, 1010),
    }
)
"""Numbers, without their signs, of the meanings that have a check."""


def may_be_checked(occurrence: Occurrence, candidate: Candidate) -> bool:
    """Whether there is a check for such an error; if not, nothing needs to be loaded for it."""
    return bool(
        candidate.until
        or occurrence.headers
        or abs(candidate.code.number) in NUMBERS
        or any(one.kind == PlaceholderKind.FILTER for one in candidate.arguments)
    )
