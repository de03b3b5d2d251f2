"""Start Errdex as a module: ``python -m errdex``."""

from __future__ import annotations

import sys

if __name__ == "__main__":
    from errdex.cli.main import main

    sys.exit(main())
