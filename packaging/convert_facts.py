"""Make the registry's files from a folder of collected facts: `python3 packaging/convert_facts.py FACTS_FOLDER`.

The facts are the error documents taken apart by machine; the rules that make error codes, templates and meanings of
them stand in the `registry_*.py` modules beside this one, each oddity with its reason. Ids once given are kept.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

_TOP = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(_TOP / "app"))

from registry_documents import FACT_FILES, add_crawls, add_history, read_document  # noqa: E402
from registry_elsewhere import (  # noqa: E402
    add_change_log,
    add_filter_code,
    add_observed,
    add_sapi_elsewhere,
    add_spot_elsewhere,
    add_streams,
)
from registry_http import add_statuses  # noqa: E402
from registry_meanings import Ids, group_codes  # noqa: E402
from registry_model import Code, Document, Text  # noqa: E402
from registry_placeholders import placeholders_of  # noqa: E402

_LINE = 160
_REGISTRY = _TOP / "resources" / "registry"
_STREAMS = "binance/binance-spot-api-docs web-socket-streams.md, Error Messages"
_FUTURES_STREAMS = (
    "https://developers.binance.com/docs/derivatives/usds-margined-futures, Live Subscribing/Unsubscribing"
)


def convert(folder: Path) -> dict[str, Document]:
    """Read all facts and return the documents, ready to be written."""
    facts = {product: _read(folder / f"{name}.json") for product, name in FACT_FILES.items()}
    history = _read(folder / "history.json")
    documents = {product: read_document(product, facts[product]) for product in FACT_FILES}
    add_filter_code(documents)
    add_history(documents["spot"], history["spot"])
    add_history(documents["binance-us"], history["binance_us"])
    for product, crawls in history["derivatives_and_sapi_crawls"].items():
        add_crawls(documents[product], crawls)
    add_spot_elsewhere(documents["spot"], facts["spot"], documents["sapi"].filters)
    add_streams(documents["spot"], facts["spot"], _STREAMS)
    add_streams(documents["usdm"], facts["spot"], _FUTURES_STREAMS)
    add_sapi_elsewhere(documents, facts["sapi"])
    add_change_log(documents, history, facts["usdm"]["also_documented_elsewhere"])
    add_observed(documents, _read(folder / "observed.json")["rows"])
    add_statuses(documents)
    for document in documents.values():
        document.codes.sort(key=lambda code: (("api", "stream", "http").index(code.kind), abs(code.number)))
    return documents


def _read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def _product_file(document: Document) -> dict[str, Any]:
    used = {code.source for code in document.codes} | {known["source"] for known in document.filters}
    used |= {text.source for code in document.codes for text in code.texts}
    file: dict[str, Any] = {
        "product": document.product,
        "revision": document.revision,
        "sources": {key: source for key, source in document.sources.items() if key in used},
        "categories": document.categories,
        "codes": [_code(code) for code in document.codes],
    }
    if document.filters:
        file["filters"] = document.filters
    return file


def _code(code: Code) -> dict[str, Any]:
    made: dict[str, Any] = {"number": code.number, "kind": code.kind, "name": code.name, "category": code.category}
    made |= {"lifecycle": code.lifecycle, "since": code.since, "until": code.until, "source": code.source}
    made |= {"explanations": code.explanations, "templates": [_template(text, code) for text in code.texts]}
    return _filled(made)


def _template(text: Text, code: Code) -> dict[str, Any]:
    """Make a template's record; lifecycle and source are written where they are not its code's."""
    made: dict[str, Any] = {"text": text.text, "placeholders": placeholders_of(text.text)}
    if text.lifecycle != code.lifecycle:
        made["lifecycle"] = text.lifecycle
    if text.source != code.source:
        made["source"] = text.source
    return _filled(made | {"since": text.since, "until": text.until, "description": text.description})


def _filled(members: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in members.items() if value is not None and value != []}


def _write(path: Path, content: dict[str, Any]) -> None:
    path.write_text(_laid_out(content, 0) + "\n", encoding="utf-8")


def _laid_out(value: Any, depth: int) -> str:
    """Return JSON in which whatever fits on a line stands on one: small to load, and one change is one line."""
    line = json.dumps(value, ensure_ascii=False)
    if len(line) + depth <= _LINE or not isinstance(value, dict | list):
        return line
    inner = " " * (depth + 1)
    if isinstance(value, dict):
        members = [f"{inner}{json.dumps(key)}: {_laid_out(member, depth + 1)}" for key, member in value.items()]
        return "{\n" + ",\n".join(members) + "\n" + " " * depth + "}"
    elements = [inner + _laid_out(element, depth + 1) for element in value]
    return "[\n" + ",\n".join(elements) + "\n" + " " * depth + "]"


def _write_ids(path: Path, meanings: list[dict[str, Any]]) -> None:
    """Add the new ids to the list of all that were ever given."""
    given = path.read_text(encoding="utf-8").split() if path.exists() else []
    made = [meaning["id"] for meaning in meanings]
    made += [f"{meaning['id']}/{template}" for meaning in meanings for template in meaning["templates"]]
    lost = sorted(set(given) - set(made))
    if lost:
        raise SystemExit(f"ids would be lost: {', '.join(lost)}")
    path.write_text("\n".join(sorted(made)) + "\n", encoding="utf-8")


def main() -> None:
    """Convert the folder named on the command line, and print what came of it."""
    if len(sys.argv) != 2:
        raise SystemExit("usage: python3 packaging/convert_facts.py FACTS_FOLDER")
    documents = convert(Path(sys.argv[1]))
    kept = _REGISTRY / "meanings.json"
    ids = Ids(_read(kept)["meanings"] if kept.exists() else [])
    meanings = ids.records(group_codes(list(documents.values())))
    _write_ids(_REGISTRY / "ids.txt", meanings)
    for product, document in documents.items():
        _write(_REGISTRY / f"{product}.json", _product_file(document))
        templates = sum(len(code.texts) for code in document.codes)
        print(f"{product}: {len(document.codes)} codes, {templates} templates, {len(document.filters)} filters")
    _write(kept, {"meanings": meanings})
    numbers = [(meaning["kind"], abs(meaning["number"])) for meaning in meanings]
    several = {number for number in numbers if numbers.count(number) > 1}
    print(f"{len(meanings)} meanings, {len(several)} numbers with several")


if __name__ == "__main__":
    main()
