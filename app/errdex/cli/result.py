"""A decoding as the JSON that `errdex decode --format json` prints. Its shape is a contract: add, never change."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from errdex.errors import ResourceFault
from errdex.registry.guidance_loader import GuidanceShelf, select
from errdex.registry.model import Kind, Product
from errdex.wording import reason_sentence

if TYPE_CHECKING:
    from errdex.decode.model import Candidate, Decoding, Occurrence

MARKS = str.maketrans({"`": None})


def as_json(source: str, decoding: Decoding, shelf: GuidanceShelf) -> dict[str, Any]:
    """Return the document for one input."""
    return {
        "version": 1,
        "source": source,
        "occurrences": [_occurrence(one, shelf) for one in decoding.occurrences],
        "secrets": [{"kind": one.kind, "start": one.span.start, "end": one.span.end} for one in decoding.secrets],
    }


def _occurrence(one: Occurrence, shelf: GuidanceShelf) -> dict[str, Any]:
    return {
        "number": one.number,
        "message": one.message,
        "envelope": one.envelope,
        "http_status": one.http_status,
        "start": one.span.start,
        "end": one.span.end,
        "line": one.line,
        "time": one.time,
        "places": [[place.start, place.end] for place in one.places],
        "candidates": [_candidate(candidate, one, shelf) for candidate in one.candidates],
        "near": [{"number": meaning.number, "name": meaning.name} for meaning in one.near],
    }


def _candidate(one: Candidate, occurrence: Occurrence, shelf: GuidanceShelf) -> dict[str, Any]:
    category = one.code.category
    return {
        "meaning": one.meaning.id,
        "kind": str(one.code.kind),
        "product": str(one.code.product),
        "products": [str(product) for product in one.products],
        "number": None if one.code.kind is Kind.HTTP else one.code.number,
        "name": one.code.name,
        "category": category.range if category else None,
        "category_title": category.title if category else None,
        "match": str(one.match),
        "template": one.template.text if one.template else None,
        "arguments": [
            {"name": argument.name, "kind": argument.kind, "text": argument.text, "value": argument.value}
            for argument in one.arguments
        ],
        "reasons": [reason_sentence(reason) for reason in one.reasons],
        "execution_status": str(one.advice.execution),
        "retry": {"read": str(one.advice.read), "write": str(one.advice.write), "until": one.until},
        "ground": one.advice.ground,
        **_guidance(one, occurrence.http_status, shelf),
    }


def _guidance(one: Candidate, status: int | None, shelf: GuidanceShelf) -> dict[str, Any]:
    try:
        guidance = shelf.guidance(one.meaning.id)
    except ResourceFault as fault:
        sys.stderr.write(f"errdex: {fault}\n")
        guidance = None
    sources = [one.template.source if one.template else one.code.source]
    if guidance is None:
        return {"summary": None, "causes": [], "actions": [], "sources": sources}
    filter_name = next((argument.text for argument in one.arguments if argument.kind == "filter"), None)
    product: Product = one.code.product
    told = select(
        guidance,
        template_id=one.template.id if one.template else None,
        filter_name=filter_name,
        product=product,
        status=status,
    )
    summary, causes, actions = told
    grounds = [part.ground for part in ([summary] if summary else []) + list(causes) + list(actions)]
    return {
        "summary": summary.text if summary else None,
        "causes": [f"{cause.text} {cause.tell}".strip() for cause in causes],
        "actions": [action.text for action in actions],
        "sources": list(dict.fromkeys([*sources, *grounds])),
    }
