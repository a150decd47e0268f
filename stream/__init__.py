"""newswire-stream: says of every wire article what it is, and tags the conflict in what is new.

The public face, for programs that use the core without a broker. `Replay` judges articles in order, `Tagger` tags a
text, `Settings` is the configuration of both and of a worker; the other names are the records that they give. What is
not named here may change in any version.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from stream.config.settings import Settings
    from stream.model.enriched import ConflictBrief, Enriched
    from stream.model.notices import Notice
    from stream.model.outputs import DeadLetter
    from stream.model.tags import Conflict
    from stream.model.thread_records import ThreadRecord
    from stream.model.verdicts import Judged, Verdict
    from stream.pipeline.replay import Replay
    from stream.tagging.tagger import Tagger

__version__ = "0.1.0"
__all__ = [
    "Conflict",
    "ConflictBrief",
    "DeadLetter",
    "Enriched",
    "Judged",
    "Notice",
    "Replay",
    "Settings",
    "Tagger",
    "ThreadRecord",
    "Verdict",
    "__version__",
]

# Loaded when asked for: a command that needs none of them starts in a tenth of the time.
_WHERE = {
    "Conflict": "stream.model.tags",
    "ConflictBrief": "stream.model.enriched",
    "DeadLetter": "stream.model.outputs",
    "Enriched": "stream.model.enriched",
    "Judged": "stream.model.verdicts",
    "Notice": "stream.model.notices",
    "Replay": "stream.pipeline.replay",
    "Settings": "stream.config.settings",
    "Tagger": "stream.tagging.tagger",
    "ThreadRecord": "stream.model.thread_records",
    "Verdict": "stream.model.verdicts",
}


def __getattr__(name: str) -> Any:
    """The public names, each from its room."""
    where = _WHERE.get(name)
    if where is None:
        msg = f"module {__name__!r} has no attribute {name!r}; it offers {', '.join(__all__)}"
        raise AttributeError(msg)
    from importlib import import_module  # noqa: PLC0415 - as lazy as what it loads

    return getattr(import_module(where), name)
