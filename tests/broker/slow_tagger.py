"""`newswire worker` with a tagging stage that holds the event loop for SECONDS an article, as a slow machine would.

python -m tests.broker.slow_tagger worker
"""

from __future__ import annotations

import importlib
import time
from typing import Any, Final

from stream.cli.main import main
from stream.tagging.stage import TagOutcome

SECONDS: Final = 0.02

_stage: Any = importlib.import_module("stream.worker.agents.tag_agent")
_quick = _stage.tag


def _slow(*given: Any) -> TagOutcome:
    time.sleep(SECONDS)
    outcome: TagOutcome = _quick(*given)
    return outcome


if __name__ == "__main__":
    _stage.tag = _slow
    main()
