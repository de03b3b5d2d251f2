"""Reads `advice.json`: retry advice and execution status for every meaning. Read at every start, so short and strict.

Three parts: ``default`` for meanings that nobody has settled, ``families`` (one advice, one ground, many meanings) and
``rules`` (a meaning's own advice, narrowed by product, template and HTTP status). A meaning stands in one place only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from errdex.registry.advice import Advice, AdviceBook, AdviceRule, ExecutionStatus, Retry
from errdex.registry.model import Product
from errdex.registry.node import Node

if TYPE_CHECKING:
    from pathlib import Path

ADVICE_FILE = "advice.json"
_ADVICE = frozenset({"read", "write", "execution", "ground"})
_RULE = _ADVICE | {"products", "templates", "statuses"}
_FAMILY = _ADVICE | {"id", "meanings"}


def load_advice(folder: Path | str) -> AdviceBook:
    """Read `advice.json` of a guidance folder; raise ResourceFault with file, place and reason."""
    book = Node.of_file(folder, ADVICE_FILE).only(frozenset({"default", "families", "rules"}))
    rules: dict[str, tuple[AdviceRule, ...]] = {}
    for family in book["families"].elements():
        _add_family(family.only(_FAMILY), rules)
    for meaning, written in book["rules"].members():
        if meaning in rules:
            raise written.fault("stands in a family already")
        rules[meaning] = tuple(_rule(rule.only(_RULE)) for rule in written.elements())
        if not rules[meaning]:
            raise written.fault("must hold a rule")
    return AdviceBook(_advice(book["default"].only(_ADVICE)), rules)


def _add_family(family: Node, rules: dict[str, tuple[AdviceRule, ...]]) -> None:
    family["id"].text()
    shared = (AdviceRule(_advice(family)),)
    for meaning in family["meanings"].elements():
        if meaning.text() in rules:
            raise meaning.fault(f"{meaning.value!r} stands in a family already")
        rules[meaning.value] = shared


def _rule(rule: Node) -> AdviceRule:
    return AdviceRule(
        _advice(rule),
        frozenset(rule.choices("products", Product)),
        frozenset(rule.texts("templates")),
        frozenset(status.whole_number() for status in rule.each("statuses")),
    )


def _advice(written: Node) -> Advice:
    return Advice(
        written["read"].choice(Retry),
        written["write"].choice(Retry),
        written["execution"].choice(ExecutionStatus),
        written["ground"].text(),
    )
