"""`newswire worker` with a tagging stage that holds the event loop for SECONDS an article, as a slow machine would.

python -m tests.broker.slow_tagger worker
"""

from __future__ import annotations

import time
from typing import Any, Final

from stream.cli.main import main
from stream.model.tags import Conflict
from stream.pipeline.core_rules import load_tagger
from stream.tagging.tagger import Tagger
from stream.worker.worker_parts import WorkerParts

SECONDS: Final = 0.02


class SlowTagger:
    """The tagger, SECONDS later."""

    def __init__(self, tagger: Tagger) -> None:
        self._tagger = tagger

    def tag(self, text: str, **more: Any) -> Conflict:
        """As the tagger's."""
        time.sleep(SECONDS)
        return self._tagger.tag(text, **more)


if __name__ == "__main__":
    main(WorkerParts(load_tagger=lambda settings: SlowTagger(load_tagger(settings))))
