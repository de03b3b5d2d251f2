"""Meanings over all products: which codes mean the same, and the permanent ids of meanings and templates."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from errdex.registry.ids import meaning_id, slug, template_id, text_key
from errdex.registry.model import Kind
from registry_model import Code, Document, forms_of, without_placeholders

# Different names under one number that mean the same. Of the numbers that carry several names, three mean one thing
# only (-1099, -2015, -4183); the others keep at least two meanings.
_SAME = {
    # "NOT_FOUND" and the same thing spelt out, with the same list of reasons.
    1099: {"NOT_FOUND", "Not found, authenticated, or authorized"},
    # The underscore; margin's OTO_AT_LEAST_NOE_OCO is another thing.
    1122: {"INVALID_SYMBOLSTATUS", "INVALID_SYMBOL_STATUS"},
    # The same text word for word.
    2015: {"REJECTED_MBX_KEY", "INVALID_API_KEY"},
    # The final full stop.
    2022: {"Order cancel-replace failed.", "Order cancel-replace failed"},
    # The same text; withdrawals' CAPITAL_WITHDRAW_CONFIRM_SUCCESS is another thing.
    4030: {"INVALID_STEP_SIZE_PRECISION", "INVALID_QTY_PRECISION"},
    # The same texts; usdm's name was copied from -4167, where it belongs.
    4183: {"ISOLATED_REJECT_WITH_JOINT_MARGIN", "PRICE_HIGHTER_THAN_STOP_MULTIPLIER_UP"},
}

# The first product's name is not the preferred one: copied from another code, or no identifier.
_PREFERRED = {1099: "NOT_FOUND", 4183: "PRICE_HIGHTER_THAN_STOP_MULTIPLIER_UP"}

# A code without a name joins the only meaning that its number has in its family, else it is a meaning of its own.
_FAMILY = {
    "spot": "spot", "classic": "spot", "binance-us": "spot", "sapi": "spot", "margin": "spot",
    "portfolio-margin-pro": "spot", "usdm": "futures", "coinm": "futures", "portfolio-margin": "futures",
    "options": "options",
}  # fmt: skip

# Nameless, and still not what the named code with this number means (a notional in USD against a filter failure).
_ALONE = {20204}


@dataclass
class Group:
    """The codes of one meaning, as it is put together."""

    kind: str
    number: int
    members: list[tuple[Document, Code]] = field(default_factory=list)

    @property
    def names(self) -> list[str]:
        """The names of the members, each once, in the products' order."""
        return list(dict.fromkeys(code.name for _, code in self.members if code.name))


def group_codes(documents: list[Document]) -> list[Group]:
    """Put every code into exactly one group, in the order of kind and number."""
    numbers: dict[tuple[str, int], list[tuple[Document, Code]]] = {}
    for document in documents:
        for code in document.codes:
            numbers.setdefault((code.kind, abs(code.number)), []).append((document, code))
    order = ["api", "stream", "http"]
    groups: list[Group] = []
    for (kind, number), members in sorted(numbers.items(), key=lambda pair: (order.index(pair[0][0]), pair[0][1])):
        groups += _groups(kind, number, members)
    return groups


def _groups(kind: str, number: int, members: list[tuple[Document, Code]]) -> list[Group]:
    groups: list[Group] = []
    nameless: list[tuple[Document, Code]] = []
    for document, code in members:
        if code.name is None:
            nameless.append((document, code))
            continue
        same = _SAME.get(number, set()) if kind == "api" else set()
        wanted = same if code.name in same else {code.name}
        group = next((known for known in groups if wanted & set(known.names)), None)
        if group is None:
            groups.append(group := Group(kind, number))
        group.members.append((document, code))
    named = list(groups)
    for document, code in nameless:
        _home(groups, named, kind, number, document).members.append((document, code))
    return groups


def _home(groups: list[Group], named: list[Group], kind: str, number: int, document: Document) -> Group:
    """Find the group for a code without a name; a stream's number or a status means one thing everywhere."""
    if kind != "api" and groups:
        return groups[0]
    family = _FAMILY[document.product]
    choice = [group for group in groups if any(_FAMILY[other.product] == family for other, _ in group.members)]
    if number in _ALONE:
        choice = [group for group in choice if group not in named]
    if len(choice) == 1:
        return choice[0]
    group = Group(kind, number)
    groups.append(group)
    return group


class Ids:
    """Gives ids, keeping every one that was given before."""

    def __init__(self, kept: list[dict[str, Any]]) -> None:
        """Remember the meanings of the last conversion."""
        self._old = kept
        self._taken = {meaning["id"] for meaning in kept}

    def records(self, groups: list[Group]) -> list[dict[str, Any]]:
        """Make the records of all meanings as `meanings.json` holds them."""
        kept: dict[int, dict[str, Any]] = {}
        for same in (_same_code, _same_number):
            for at, group in enumerate(groups):
                claimed = [old["id"] for old in kept.values()]
                choice = [old for old in self._old if old["id"] not in claimed and same(old, group)]
                if at not in kept and choice and (same is _same_code or len(choice) == 1):
                    kept[at] = choice[0]
        return [self._record(group, kept.get(at)) for at, group in enumerate(groups)]

    def _record(self, group: Group, old: dict[str, Any] | None) -> dict[str, Any]:
        names = group.names
        preferred = _PREFERRED.get(group.number) if group.kind == "api" else None
        name = preferred if preferred in names else _identifier_first(names)
        made = old["id"] if old else self._new(group, name)
        record: dict[str, Any] = {"id": made, "kind": group.kind, "number": group.members[0][1].number}
        if name:
            record["name"] = name
        # A name that the documents have given up is still what people look for.
        former = [old.get("name"), *old.get("other_names", [])] if old else []
        others = [other for other in dict.fromkeys([*names, *former]) if other and other != name]
        if others:
            record["other_names"] = others
        record["codes"] = [[document.product, code.name] for document, code in group.members]
        record["templates"] = _templates(group, old["templates"] if old else {})
        return record

    def _new(self, group: Group, name: str | None) -> str:
        code = group.members[0][1]
        first = without_placeholders(code.texts[0].text) if code.texts else " ".join(code.explanations[:1])
        made = meaning_id(Kind(group.kind), group.number, name, first)
        if made in self._taken:
            raise SystemExit(f"two meanings would have the id {made}")
        self._taken.add(made)
        return made


def _same_code(old: dict[str, Any], group: Group) -> bool:
    """Say whether a meaning of the last conversion has a code of this group."""
    if (old["kind"], abs(old["number"])) != (group.kind, group.number):
        return False
    return any([document.product, code.name] in old["codes"] for document, code in group.members)


def _same_number(old: dict[str, Any], group: Group) -> bool:
    """Say whether it may be this group under another name: the number is the same, and a product."""
    if (old["kind"], abs(old["number"])) != (group.kind, group.number):
        return False
    return any(document.product in {product for product, _ in old["codes"]} for document, _ in group.members)


def _identifier_first(names: list[str]) -> str | None:
    """Return the first name that is an identifier, or the first name."""
    return next((name for name in names if slug(name).replace("-", "_").upper() == name), names[0] if names else None)


def _templates(group: Group, kept: dict[str, str]) -> dict[str, str]:
    """Return each text of a meaning by its id; texts that differ only by a final full stop share one."""
    templates = dict(kept)
    known = {text_key(text) for text in templates.values()}
    for _, code in group.members:
        for text in code.texts:
            if text_key(text.text) not in known:
                known.add(text_key(text.text))
                templates[template_id(text.text, forms_of(text.text), templates)] = text.text
    return templates
