"""What `errdex explain --format json` prints.

    version        1
    query          what was asked for, as it was typed
    meanings       id · kind (api, stream, http) · number · name · other_names · codes · retry · guidance; those of the
                   product that was asked for first, none for what is unknown
      codes        one for each product: product · document (title, date, origin, official) · number · name · category ·
                   category_title · lifecycle · since · until · source · explanations · templates (id, text,
                   placeholders, lifecycle, since, until, source, description)
      retry        the general advice first, then narrower ones: read · write · execution_status · ground · products ·
                   templates (ids) · statuses; an empty list is no condition
      guidance     null, or: grade · family (its title, null where there is none) · summary · causes · actions ·
                   variants · mistaken_for (ids)
    filters        name · product · description · source
    near           number · name · meaning, for what is unknown

Its shape is a contract: members are added, never changed. Texts of ours are plain;
grounds and sources name a document with its section and date, or "our judgement".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from errdex.registry.model import Kind

if TYPE_CHECKING:
    from errdex.cli.resources import Knowledge
    from errdex.cli.subject import Subject
    from errdex.registry.advice import Advice
    from errdex.registry.guidance import Cause, Guidance, Statement, Variant
    from errdex.registry.model import ErrorCode, Meaning, Template

VERSION = 1


def as_json(query: str, subject: Subject, knowledge: Knowledge) -> dict[str, Any]:
    """Return the document for what was asked."""
    return {
        "version": VERSION,
        "query": query,
        "meanings": [_meaning(meaning, knowledge) for meaning in subject.meanings],
        "filters": [
            {
                "name": one.filter.name,
                "product": str(one.product),
                "description": one.filter.description,
                "source": one.filter.source,
            }
            for one in subject.filters
        ],
        "near": [{"number": one.number, "name": one.name, "meaning": one.id} for one in subject.near],
    }


def _meaning(meaning: Meaning, knowledge: Knowledge) -> dict[str, Any]:
    guidance = knowledge.guidance(meaning.id)
    return {
        "id": meaning.id,
        "kind": str(meaning.kind),
        "number": meaning.number,
        "name": meaning.name,
        "other_names": list(meaning.other_names),
        "codes": [_code(code, knowledge) for code in meaning.codes],
        "retry": _retry(meaning, knowledge),
        "guidance": _guidance(guidance, knowledge) if guidance else None,
    }


def _code(code: ErrorCode, knowledge: Knowledge) -> dict[str, Any]:
    revision = knowledge.registry.revisions.get(code.product)
    return {
        "product": str(code.product),
        "document": revision._asdict() if revision else None,
        "number": code.number,
        "name": code.name,
        "category": code.category.range if code.category else None,
        "category_title": code.category.title if code.category else None,
        "lifecycle": str(code.lifecycle),
        "since": code.since,
        "until": code.until,
        "source": code.source,
        "explanations": list(code.explanations),
        "templates": [_template(template) for template in code.templates],
    }


def _template(template: Template) -> dict[str, Any]:
    return {
        "id": template.id,
        "text": template.text,
        "placeholders": [
            {"form": found.form, "name": found.name, "kind": str(found.kind)} for found in template.placeholders
        ],
        "lifecycle": str(template.lifecycle),
        "since": template.since,
        "until": template.until,
        "source": template.source,
        "description": template.description,
    }


def _retry(meaning: Meaning, knowledge: Knowledge) -> list[dict[str, Any]]:
    rules = sorted(knowledge.advice.rules(meaning.id), key=lambda rule: rule.narrowness)
    told: list[dict[str, Any]] = []
    if not rules or rules[0].narrowness:
        status = meaning.number if meaning.kind is Kind.HTTP else None
        told.append(_advice(knowledge.advice.find(meaning.id, status=status), knowledge))
    for rule in rules:
        products = [str(product) for product in sorted(rule.products)]
        narrowed = {"products": products, "templates": sorted(rule.templates), "statuses": sorted(rule.statuses)}
        told.append({**_advice(rule.advice, knowledge), **narrowed})
    return told


def _advice(advice: Advice, knowledge: Knowledge) -> dict[str, Any]:
    return {
        "read": str(advice.read),
        "write": str(advice.write),
        "execution_status": str(advice.execution),
        "ground": knowledge.citation(advice.ground),
        "products": [],
        "templates": [],
        "statuses": [],
    }


def _guidance(guidance: Guidance, knowledge: Knowledge) -> dict[str, Any]:
    return {
        "grade": str(guidance.grade),
        "family": guidance.family,
        **_parts(guidance, knowledge),
        "variants": [_variant(variant, knowledge) for variant in guidance.variants],
        "mistaken_for": list(guidance.mistaken_for),
    }


def _variant(variant: Variant, knowledge: Knowledge) -> dict[str, Any]:
    return {
        "templates": sorted(variant.templates),
        "filters": sorted(variant.filters),
        "products": [str(product) for product in sorted(variant.products)],
        "statuses": sorted(variant.statuses),
        **_parts(variant, knowledge),
    }


def _parts(said: Guidance | Variant, knowledge: Knowledge) -> dict[str, Any]:
    return {
        "summary": _statement(said.summary, knowledge) if said.summary else None,
        "causes": [{**_statement(cause, knowledge), "tell": knowledge.plain(cause.tell)} for cause in said.causes],
        "actions": [_statement(action, knowledge) for action in said.actions],
    }


def _statement(said: Statement | Cause, knowledge: Knowledge) -> dict[str, Any]:
    return {"id": said.id, "text": knowledge.plain(said.text), "ground": knowledge.citation(said.ground)}
