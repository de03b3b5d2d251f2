"""What every command needs of the bundled files, loaded once and handed on."""

from __future__ import annotations

import sys
from typing import NamedTuple

from errdex.decode.decoder import Decoder
from errdex.registry.advice import AdviceBook
from errdex.registry.advice_loader import load_advice
from errdex.registry.guidance_loader import GuidanceShelf
from errdex.registry.loader import load_registry
from errdex.registry.model import Registry
from errdex.resources import resources_folder


class Knowledge(NamedTuple):
    """The registry and everything made from it."""

    registry: Registry
    advice: AdviceBook
    shelf: GuidanceShelf
    decoder: Decoder

    @classmethod
    def load(cls) -> Knowledge:
        """Load the bundled files; what is faulty in one of them is told on standard error, the rest is used."""
        folder = resources_folder()
        registry = load_registry(folder / "registry")
        for fault in registry.faults:
            sys.stderr.write(f"errdex: {fault}. The other products are used.\n")
        advice = load_advice(folder / "guidance")
        return cls(registry, advice, GuidanceShelf(folder / "guidance"), Decoder(registry, advice))
