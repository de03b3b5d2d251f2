"""Product documents as the facts hold them, made into codes, texts, categories and filters."""

from __future__ import annotations

from typing import Any

from registry_model import WITHDRAWN, Code, Document, Text, plain

# The facts' file of each product. The classic document is the one of 2019-09-25 with the registration codes.
FACT_FILES = {
    "spot": "spot",
    "usdm": "usdm",
    "coinm": "coinm",
    "options": "options",
    "portfolio-margin": "portfolio-margin",
    "portfolio-margin-pro": "portfolio-margin-pro",
    "margin": "margin",
    "sapi": "sapi",
    "binance-us": "binance-us",
    "classic": "seed",
}

# These two come from the exchange's own repositories; the others from dated crawls of the official pages.
OFFICIAL = {"spot", "binance-us"}

CLASSIC_DATE = "2019-09-25"
FILTER_TEMPLATE = "Filter failure: %s"
_FILTER_PREFIX = "Filter failure: "

# Bullets that the facts do not mark, but that describe a code rather than quote a message.
_EXPLANATIONS = {"This replaces error code -1999"}

# The documents print the filter failures without a number. Wherever one was seen it came with -1013.
FILTER_NUMBER = -1013


def read_document(product: str, facts: dict[str, Any]) -> Document:
    """Take over one product's error document as it is printed."""
    document = Document(product, _revision(product, facts), {"errors": _citation(product, facts)})
    for heading in facts["categories"]:
        document.categories.append({"range": heading["range"], "title": heading["title"]})
        for printed in heading["codes"]:
            document.codes.append(_code(printed, len(document.categories) - 1))
    for table in facts.get("tables", []):
        if table["applies_to_codes"]:
            _matching_engine(document, table)
        else:
            _filters(document, table)
    return document


def _revision(product: str, facts: dict[str, Any]) -> dict[str, object]:
    source = facts["source"]
    return {
        "date": CLASSIC_DATE if product == "classic" else source.get("commit_date") or source["scraped_at"],
        "origin": _citation(product, facts).rpartition(" ")[0],
        "title": facts["title"],
        "official": product in OFFICIAL,
    }


def _citation(product: str, facts: dict[str, Any]) -> str:
    if product == "classic":
        return f"Error codes for Binance, edition with registration codes {CLASSIC_DATE}"
    source = facts["source"]
    date = source.get("commit_date") or source["scraped_at"]
    return f"{source['repo']} {source['path']} @{source['commit'][:7]} {date}"


def _code(printed: dict[str, Any], category: int) -> Code:
    """Take over one code.

    Kept as printed: the sign (51xxx stand without a minus in portfolio-margin; look-up ignores the sign), a name that
    is no identifier ("Request Throttled"), a name copied from another code (-4183 in usdm), a second code under one
    number (-5012, whose second name other lists give as -5022), a missing name (-20121), spelling errors.
    """
    code = Code(printed["code"], printed.get("name"), "errors", category=category)
    for message in printed["messages"]:
        if "kind" in message or message["text"] in _EXPLANATIONS:
            code.explanations.append(plain(message["text"]))
        else:
            code.add(Text(message["text"], "errors"))
    code.explanations += [plain(paragraph) for paragraph in printed.get("paragraphs", [])]
    return code


def _matching_engine(document: Document, table: dict[str, Any]) -> None:
    """Put the rows of the matching engine's table under every number that its title (or first paragraphs) names.

    Some of these numbers have no heading of their own (-1010, -2038): they get an entry without a category.
    """
    names = _names(" ".join([table["title"], *table["paragraphs"]]))
    for number in table["applies_to_codes"]:
        code = document.obtain(number, "errors", names[number])
        for row in table["rows"]:
            for message in row["messages"]:
                code.add(Text(plain(message), "errors", description=plain(row["description"]) or None))


def _names(words: str) -> dict[int, str]:
    """Read "-1010 ERROR_MSG_RECEIVED, -2010 NEW_ORDER_REJECTED" as numbers with names."""
    tokens = words.replace(",", " ").split()
    return {int(token): tokens[at + 1] for at, token in enumerate(tokens) if token[0] == "-" and token[1:].isdigit()}


def _filters(document: Document, table: dict[str, Any]) -> None:
    """Make the filter table one template, and its rows the descriptions of the filters."""
    code = document.find(FILTER_NUMBER) or document.obtain(FILTER_NUMBER, "errors")
    code.add(Text(FILTER_TEMPLATE, "errors"))
    for row in table["rows"]:
        name = row["messages"][0].removeprefix(_FILTER_PREFIX)
        document.filters.append({"name": name, "description": plain(row["description"]), "source": "errors"})


def add_history(document: Document, history: dict[str, Any]) -> None:
    """Date codes and texts by the document's revisions, and take in what was withdrawn."""
    document.sources["history"] = (
        f"{history['repo']} {history['path']}, {history['revisions']} revisions {history['first']} to {history['last']}"
    )
    for past in history["codes"]:
        code = document.obtain(past["code"], "history", past["name"])
        code.since = past["first"]
        if not past["present_in_newest"]:
            code.lifecycle, code.until = WITHDRAWN, past["last"]
    for past in history["messages"]:
        _date(document, [past["code"]], past)
    engine = [code.number for code in document.codes if any(text.description for text in code.texts)]
    for past in history["table_messages"]:
        if past["table"] == "matching_engine":
            _date(document, engine, past)
        elif not past["present_in_newest"]:
            _withdrawn_filter(document, past)


# The matching engine's messages came to -2038 with amending, later than to the others; the history does not say so.
_JOINED_TABLE = {("spot", -2038): "2025-04-07"}


def _date(document: Document, numbers: list[int], past: dict[str, Any]) -> None:
    words = plain(past["text"])
    for number in numbers:
        code = document.find(number)
        joined = _JOINED_TABLE.get((document.product, number), "")
        if code is None or words in code.explanations or past["last"] < joined:
            continue
        text = next((text for text in code.texts if text.text == words), None)
        if text is None:
            text = Text(words, "history", WITHDRAWN)
            code.texts.append(text)
        text.since = max(past["first"], joined)
        text.until = None if past["present_in_newest"] else past["last"]


def _withdrawn_filter(document: Document, past: dict[str, Any]) -> None:
    """Keep a filter's old name (MAX_ALGO_ORDERS, now MAX_NUM_ALGO_ORDERS)."""
    name = past["text"].removeprefix(_FILTER_PREFIX)
    words = f"An older name, documented until {past['last']}."
    document.filters.append({"name": name, "description": words, "source": "history"})


def add_crawls(document: Document, crawls: list[dict[str, Any]]) -> None:
    """Date the codes that a later crawl brought: the first crawl that has one is the earliest that is known."""
    for crawl in crawls:
        for added in crawl.get("added", []):
            code = document.find(added["code"])
            if code is not None and code.name in added["name"]:
                code.since = crawl["crawl_date"]
