"""Start Errdex from a bare checkout: ``python app``."""

from __future__ import annotations

import sys

if __name__ == "__main__":
    from errdex.cli.main import main

    sys.exit(main())
