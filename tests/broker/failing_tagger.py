"""`newswire worker` with a tagger that fails on texts with a word, as on a text that its rules did not foresee.

python -m tests.broker.failing_tagger worker
"""

from __future__ import annotations

from typing import Any, Final

from stream.cli.main import main
from stream.model.tags import Conflict
from stream.pipeline.core_rules import load_tagger
from stream.tagging.tagger import Tagger
from stream.worker.worker_parts import WorkerParts

WORD: Final = "Quarrelsome"


class FailingTagger:
    """The tagger, but for texts with the word."""

    def __init__(self, tagger: Tagger) -> None:
        self._tagger = tagger

    def tag(self, text: str, **more: Any) -> Conflict:
        """As the tagger's."""
        if WORD in text:
            raise IndexError(text)
        return self._tagger.tag(text, **more)


if __name__ == "__main__":
    main(WorkerParts(load_tagger=lambda settings: FailingTagger(load_tagger(settings))))
