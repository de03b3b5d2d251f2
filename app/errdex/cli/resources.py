"""What every command needs of the bundled files, loaded once; what is faulty is told, and the rest is used."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, TypeVar

from errdex.cli.console import complain
from errdex.errors import ErrdexError
from errdex.registry.advice import CAREFUL, AdviceBook
from errdex.registry.advice_loader import load_advice
from errdex.registry.guidance_loader import GuidanceShelf, Selection, select
from errdex.registry.loader import load_registry
from errdex.registry.model import Registry
from errdex.resources import resources_path
from errdex.wording import ground_text, meaning_title

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from errdex.decode.decoder import Decoder
    from errdex.registry.guidance import Guidance
    from errdex.registry.model import Product

Made = TypeVar("Made")
_METHODS = ("GET ", "POST ", "PUT ", "DELETE ")


class Knowledge:
    """The registry, what we say about it, and the decoder made from it."""

    def __init__(self, folder: Path | str) -> None:
        """Load the files of a folder; a faulty one is named on standard error, in one sentence, and left out."""
        self.registry = _registry(f"{folder}/registry")
        self.advice = _advice(f"{folder}/guidance")
        self._shelf = GuidanceShelf(f"{folder}/guidance")
        self._told_of: set[str] = set()
        self._decoder: Decoder | None = None

    @classmethod
    def load(cls, folder: Path | str | None = None) -> Knowledge:
        """Load the bundled files, or those of another folder."""
        return _undisturbed(lambda: cls(folder or resources_path()))

    @property
    def decoder(self) -> Decoder:
        """The decoder, made when it is first wanted."""
        if self._decoder is None:
            self._decoder = _undisturbed(self._made)
        return self._decoder

    def _made(self) -> Decoder:
        from errdex.decode.decoder import Decoder

        return Decoder(self.registry, self.advice)

    def guidance(self, meaning_id: str) -> Guidance | None:
        """Return what we say of a meaning, None where that is nothing or its file is broken (told once)."""
        try:
            return self._shelf.guidance(meaning_id)
        except ErrdexError as fault:
            self._tell(fault)
            return None

    def selection(
        self,
        meaning_id: str,
        template_id: str | None = None,
        filter_name: str | None = None,
        product: Product | None = None,
        status: int | None = None,
    ) -> Selection:
        """Return what we say of an error of which this much is known; empty parts where we say nothing."""
        guidance = self.guidance(meaning_id)
        if guidance is None:
            return Selection(None, (), ())
        return select(guidance, template_id, filter_name, product, status)

    def citation(self, ground: str) -> str:
        """Name what a statement rests on: a document with its section and date, or our judgement."""
        try:
            source = self._shelf.source(ground)
        except ErrdexError as fault:
            self._tell(fault)
            source = None
        return ground_text(ground, source)

    def plain(self, text: str) -> str:
        """Return a text of ours without its marks: code as it is, messages in quotes, links as number and name."""
        head, *linking = "".join(
            _code(piece) if place % 2 else piece for place, piece in enumerate(text.split("`"))
        ).split("[[")
        parts = [head]
        for part in linking:
            target, _, rest = part.partition("]]")
            meaning = self.registry.meaning(target)
            parts += (meaning_title(meaning) if meaning else target, rest)
        return "".join(parts)

    def _tell(self, fault: ErrdexError) -> None:
        sentence = str(fault)
        if sentence not in self._told_of:
            self._told_of.add(sentence)
            complain(f"{sentence}. The rest of the guidance is used.")


def _code(code: str) -> str:
    """Set code of several words in quotes, where nothing else tells its end: a message, a header, a command."""
    told = " " not in code or '"' in code or code.endswith(")") or code.startswith(_METHODS)
    return code if told else f'"{code}"'


def _undisturbed(make: Callable[[], Made]) -> Made:
    """Make what lasts while the cyclic collector rests, and let it pass over this for ever: none of it is garbage."""
    collects = gc.isenabled()
    gc.disable()
    try:
        return make()
    finally:
        gc.freeze()
        if collects:
            gc.enable()


def _registry(folder: str) -> Registry:
    try:
        registry = load_registry(folder)
    except ErrdexError as fault:
        complain(f"{fault}. Without this file no error code is known.")
        return Registry((), {}, {}, (fault,))
    for part in registry.faults:
        complain(f"{part}. The rest of the registry is used.")
    return registry


def _advice(folder: str) -> AdviceBook:
    try:
        return load_advice(folder)
    except ErrdexError as fault:
        complain(f"{fault}. Until it is mended, every code says to check first.")
        return AdviceBook(CAREFUL, {})
