"""Rows of the table as text, Markdown, CSV and JSON, for the clipboard. No Qt."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from errdex.cells import safe_cell
from errdex.registry.advice import Retry
from errdex.registry.model import Kind
from errdex.ui.shown_text import names_of, texts_of
from errdex.wording import number_text, product_title, retry_label

if TYPE_CHECKING:
    from errdex.registry.advice import AdviceBook
    from errdex.registry.model import Product
    from errdex.ui.catalogue import CodeRow


class RowFormat(StrEnum):
    """What rows can be copied as."""

    TEXT = "text"
    MARKDOWN = "markdown"
    CSV = "csv"
    JSON = "json"


MEDIA_TYPES = {
    RowFormat.TEXT: "text/plain",
    RowFormat.MARKDOWN: "text/markdown",
    RowFormat.CSV: "text/csv",
    RowFormat.JSON: "application/json",
}

COLUMNS = ("number", "name", "message", "category", "products", "read", "write", "meaning")


class Copied(NamedTuple):
    """One row, ready to be written."""

    number: int
    title: str
    """The number as people write it: "-1007", "HTTP 503"."""
    name: str
    message: str
    category: str
    products: tuple[Product, ...]
    read: str
    write: str
    meaning: str


def write_rows(rows: tuple[CodeRow, ...], kind: RowFormat, advice: AdviceBook, product: Product | None) -> str:
    """Return rows in a format; the advice is that of the product, or of all."""
    if kind is RowFormat.JSON:
        return _json(rows, advice, product)
    copied = [_copied(row, advice, product) for row in rows]
    writers = {RowFormat.TEXT: _text, RowFormat.MARKDOWN: _markdown, RowFormat.CSV: _csv}
    return writers[kind](copied)


def _copied(row: CodeRow, advice: AdviceBook, product: Product | None) -> Copied:
    status = row.meaning.number if row.meaning.kind is Kind.HTTP else None
    found = advice.find(row.meaning.id, product=product, status=status)
    category = row.code.category
    return Copied(
        number=row.code.number,
        title=number_text(row.meaning.kind, row.code.number),
        name=row.name,
        message=" ".join(row.message.split()),
        category=" ".join(part for part in (category.range, category.title) if part) if category else "",
        products=row.products,
        read=found.read.value,
        write=found.write.value,
        meaning=row.meaning.id,
    )


def _text(rows: list[Copied]) -> str:
    """Return a line each: number, name and message, as one quotes them."""
    return "\n".join(
        ": ".join(part for part in (f"{row.title} {row.name}".strip(), row.message) if part) for row in rows
    )


def _markdown(rows: list[Copied]) -> str:
    """Return a table; whatever marks stand in a message, they stay in its cell."""
    head = ("| Code | Name | Message | Products | Send again? |", "| ---: | --- | --- | --- | --- |")
    lines = [
        (row.title, row.name, row.message, ", ".join(product_title(one) for one in row.products), _again(row))
        for row in rows
    ]
    return "\n".join([*head, *("| " + " | ".join(_cell(text) for text in line) + " |" for line in lines)]) + "\n"


def _again(row: Copied) -> str:
    read, write = (retry_label(Retry(value)) for value in (row.read, row.write))
    return write if read == write else f"{write}; reads: {read}"


def _cell(text: str) -> str:
    """Return a text in which Markdown and HTML see no mark of theirs."""
    for mark in "\\`*_|[]<>~":
        text = text.replace(mark, "\\" + mark)
    return text


def _csv(rows: list[Copied]) -> str:
    """Return a table for spreadsheets (RFC 4180); numbers are numbers, and no text is taken for a formula."""
    import csv
    import io

    page = io.StringIO()
    writer = csv.writer(page, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in rows:
        words = (row.name, row.message, row.category, "; ".join(row.products), row.read, row.write, row.meaning)
        writer.writerow((row.number, *(safe_cell(word) for word in words)))
    return page.getvalue()


def _json(rows: tuple[CodeRow, ...], advice: AdviceBook, product: Product | None) -> str:
    """Return a list of objects, with every name and message of the code."""
    objects = []
    for row in rows:
        copied = _copied(row, advice, product)
        objects.append(
            {
                "number": copied.number,
                "kind": row.meaning.kind.value,
                "name": copied.name or None,
                "names": names_of(row.meaning),
                "message": copied.message or None,
                "messages": texts_of(row.meaning, product),
                "category": copied.category or None,
                "products": copied.products,
                "retry": {"read": copied.read, "write": copied.write},
                "meaning": copied.meaning,
            }
        )
    return json.dumps(objects, ensure_ascii=False, indent=1) + "\n"
