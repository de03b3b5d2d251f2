"""Text in the cells of a spreadsheet: none of it may be taken for a formula."""

from __future__ import annotations

FORMULA_STARTS = tuple("=+-@\t\r\n'＝＋－＠")
"""Cells that begin so are formulas to Excel, LibreOffice or Google Sheets (OWASP, "CSV Injection").

The wide forms are in East Asian editions. The apostrophe is among them so that the mark can be taken away again.
"""


def safe_cell(text: str) -> str:
    """Return a text with an apostrophe in front where a spreadsheet could take it for a formula."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
