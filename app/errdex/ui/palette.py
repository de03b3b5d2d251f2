"""The colours by role, light and dark, and the contrast that every pair in use must keep.

Colour is for state, never for decoration. Widgets ask for a role; no widget knows a colour value.
"""

from __future__ import annotations

from typing import NamedTuple

from errdex.registry.advice import Retry


class Roles(NamedTuple):
    """Every colour in use, by its role, as "#RRGGBB"."""

    dark: bool
    window: str
    surface: str
    sunken: str
    line: str
    field_line: str
    """The frame of what one types or ticks in: a sign, so 3:1."""
    text: str
    muted: str
    disabled: str
    accent: str
    accent_text: str
    """Text on the accent."""
    selection: str
    selection_text: str
    hover: str
    chip: str
    mark: str
    mark_line: str
    no: str
    no_ground: str
    wait: str
    wait_ground: str
    resend: str
    resend_ground: str
    check_first: str
    check_first_ground: str

    def sign(self, retry: Retry) -> str:
        """Return the colour of an advice's sign and title."""
        return {
            Retry.NO: self.no,
            Retry.WAIT: self.wait,
            Retry.RESEND: self.resend,
            Retry.DONE: self.resend,
            Retry.CHECK_FIRST: self.check_first,
        }[retry]

    def ground(self, retry: Retry) -> str:
        """Return the colour of the ground that an advice stands on."""
        return {
            Retry.NO: self.no_ground,
            Retry.WAIT: self.wait_ground,
            Retry.RESEND: self.resend_ground,
            Retry.DONE: self.resend_ground,
            Retry.CHECK_FIRST: self.check_first_ground,
        }[retry]


LIGHT = Roles(
    dark=False,
    window="#F5F6F8",
    surface="#FFFFFF",
    sunken="#FAFBFC",
    line="#DDE2E8",
    field_line="#868F9A",
    text="#1A1F26",
    muted="#56606C",
    disabled="#66707B",
    accent="#0B5FC6",
    accent_text="#FFFFFF",
    selection="#DCE9FB",
    selection_text="#10233F",
    hover="#EBEEF2",
    chip="#E9EDF1",
    mark="#FFF1C2",
    mark_line="#A87E00",
    no="#A8201A",
    no_ground="#FCEBEA",
    wait="#7A4F00",
    wait_ground="#FFF4DD",
    resend="#1B6E35",
    resend_ground="#E7F6EC",
    check_first="#5B36A8",
    check_first_ground="#F0EAFC",
)

DARK = Roles(
    dark=True,
    window="#14171B",
    surface="#1B1F24",
    sunken="#171B20",
    line="#30363E",
    field_line="#68717C",
    text="#E7EAEE",
    muted="#A2ABB6",
    disabled="#858E99",
    accent="#74B3FF",
    accent_text="#0B1B2E",
    selection="#22405F",
    selection_text="#EAF3FF",
    hover="#20252B",
    chip="#272D34",
    mark="#4A3B0A",
    mark_line="#E3B53B",
    no="#FF9A93",
    no_ground="#3A1D1C",
    wait="#F1C36B",
    wait_ground="#362A12",
    resend="#7BD694",
    resend_ground="#15301D",
    check_first="#C3A6FF",
    check_first_ground="#2A2142",
)

_GROUNDS = ("window", "surface", "sunken")
_ADVICE = ("no", "wait", "resend", "check_first")

TEXT_PAIRS: tuple[tuple[str, str], ...] = (
    *((text, ground) for text in ("text", "muted", "disabled", "accent") for ground in _GROUNDS),
    *((text, ground) for text in ("text", "muted") for ground in ("chip", "hover", "mark")),
    ("selection_text", "mark"),
    *((text, "selection") for text in ("text", "selection_text", "accent", "muted")),
    *((sign, f"{sign}_ground") for sign in _ADVICE),
    *((text, f"{sign}_ground") for text in ("text", "muted") for sign in _ADVICE),
    ("accent", "hover"),
    *((sign, ground) for sign in _ADVICE for ground in _GROUNDS),
    ("accent_text", "accent"),
)
"""Text roles and the grounds they stand on: 4.5:1."""

SIGN_PAIRS: tuple[tuple[str, str], ...] = (
    *((sign, "selection") for sign in _ADVICE),
    *((sign, ground) for sign in ("accent", "field_line", "mark_line") for ground in _GROUNDS),
    ("mark_line", "mark"),
    ("accent", "selection"),
)
"""Signs, focus and frames of fields, and the grounds they stand on: 3:1."""


_LINEAR_BELOW = 0.04045
"""Where the curve of sRGB begins (IEC 61966-2-1)."""


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    """Return the relative luminance of "#RRGGBB" (WCAG 2.2, "relative luminance")."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = ((c / 12.92 if c <= _LINEAR_BELOW else ((c + 0.055) / 1.055) ** 2.4) for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
