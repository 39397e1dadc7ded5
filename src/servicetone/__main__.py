"""``python -m servicetone`` is the same as ``servicetone``."""

from __future__ import annotations

import sys

from servicetone.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
