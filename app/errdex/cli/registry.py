"""``errdex registry check``: read the bundled registry and guidance whole, and name every fault at once."""

from __future__ import annotations

from errdex.errors import InputError, ResourceFault
from errdex.resources import resources_folder

USAGE = """\
errdex registry check

Reads the bundled registry and guidance whole and prints every fault, a line each.
Exit status: 0 sound, 1 at least one fault.
"""


def run(arguments: list[str]) -> int:
    """Answer ``errdex registry ARGUMENTS``; return 0 if all is sound, 1 otherwise. InputError for bad use."""
    if {"-h", "--help"} & {*arguments}:
        print(USAGE, end="")
        return 0
    if arguments != ["check"]:
        raise InputError("The registry can be checked: errdex registry check.")
    from errdex.registry.check import check_registry
    from errdex.registry.guidance_check import check_guidance
    from errdex.registry.loader import load_registry
    from errdex.registry.model import Registry

    folder = resources_folder()
    faults = check_registry(folder / "registry")
    try:
        registry = load_registry(folder / "registry")
    except ResourceFault:  # Without meanings nothing can be said of the guidance; why there are none is told already.
        registry = Registry((), {}, {})
    else:
        faults += check_guidance(folder / "guidance", registry)
    for fault in faults:
        print(fault)
    count = len(registry.meanings)
    print(f"{count} meanings of {len(registry.products)} products: {f'{len(faults)} faults' if faults else 'sound'}")
    return 1 if faults else 0
