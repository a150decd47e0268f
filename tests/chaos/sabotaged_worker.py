"""`python -m tests.chaos.sabotaged_worker NAME`: `newswire worker` with one of its guards taken away."""

from __future__ import annotations

import sys

from stream.cli.main import main
from tests.chaos.sabotage import SABOTAGES

if __name__ == "__main__":
    SABOTAGES[sys.argv[1]]()
    sys.argv[1:] = ["worker"]
    main()
