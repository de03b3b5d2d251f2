"""What the conversion works on: one product's document, with its error codes and their texts, before it is written."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

DOCUMENTED = "documented"
WITHDRAWN = "withdrawn"
OBSERVED = "observed"

_FORM = re.compile(r"%[sdb]|\{0\}|\{param\}")

# Placeholders that look like plain letters; the documents print them so.
_ODD_FORMS = {
    "Unable to encode the response in SBE schema 'x'. Please use schema 'y' or higher.": ["x", "y"],
    "Parameter X was sent when not required.": ["X"],
}


def forms_of(text: str) -> list[str]:
    """Return the placeholders of a text as printed, without the quotes or brackets around them."""
    return _ODD_FORMS.get(text) or _FORM.findall(text)


def without_placeholders(text: str) -> str:
    """Return a text with its placeholders left out."""
    for form in forms_of(text):
        text = text.replace(form, " ", 1)
    return text


def plain(text: str) -> str:
    """Take the Markdown and HTML marks out of a text."""
    return " ".join(re.sub(r"</?br\s*/?>", " ", text).replace("`", "").split())


def fits(template: str, message: str) -> bool:
    """Say whether a message is this template with values filled in, a final full stop ignored."""
    parts = []
    rest = template.removesuffix(".")
    for form in forms_of(template):
        before, _, rest = rest.partition(form)
        parts.append(re.escape(before))
    parts.append(re.escape(rest))
    return re.fullmatch("(.*)".join(parts), message.removesuffix("."), re.DOTALL) is not None


@dataclass
class Text:
    """One template of a code."""

    text: str
    source: str
    lifecycle: str = DOCUMENTED
    since: str | None = None
    until: str | None = None
    description: str | None = None


@dataclass
class Code:
    """One error code of one product."""

    number: int
    name: str | None
    source: str
    kind: str = "api"
    category: int | None = None
    lifecycle: str = DOCUMENTED
    since: str | None = None
    until: str | None = None
    explanations: list[str] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)

    def add(self, text: Text) -> None:
        """Add a text unless one that says the same (but for a final full stop) is there already."""
        if not any(known.text.removesuffix(".") == text.text.removesuffix(".") for known in self.texts):
            self.texts.append(text)


@dataclass
class Document:
    """Everything that one product file will hold."""

    product: str
    revision: dict[str, object]
    sources: dict[str, str]
    categories: list[dict[str, str | None]] = field(default_factory=list)
    codes: list[Code] = field(default_factory=list)
    filters: list[dict[str, str]] = field(default_factory=list)

    def find(self, number: int, name: str | None = None, kind: str = "api") -> Code | None:
        """Return the first code with this number (and this name, if one is given)."""
        for code in self.codes:
            if code.kind == kind and abs(code.number) == abs(number) and (name is None or code.name == name):
                return code
        return None

    def obtain(self, number: int, source: str, name: str | None = None, kind: str = "api", **more: str | None) -> Code:
        """Return the code with this number, made anew if there is none."""
        code = self.find(number, name, kind)
        if code is None:
            code = Code(number, name, source, kind, **more)  # type: ignore[arg-type]
            self.codes.append(code)
        return code
