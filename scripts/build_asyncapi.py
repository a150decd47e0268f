"""Write `schemas/asyncapi.json`, the topics and records of the default settings: `python -m scripts.build_asyncapi`."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import orjson

from stream import __version__
from stream.config.settings import Settings
from stream.kafka.asyncapi import asyncapi_document

FILE: Final = Path(__file__).resolve().parent.parent / "schemas" / "asyncapi.json"


def built() -> bytes:
    """The file's bytes; of every setting the default, whatever the environment says."""
    defaults = {
        name: field.get_default(call_default_factory=True) for name, field in Settings.model_fields.items()
    }
    settings = Settings.model_construct(None, **defaults)
    return orjson.dumps(asyncapi_document(settings, __version__), option=orjson.OPT_INDENT_2) + b"\n"


if __name__ == "__main__":
    FILE.write_bytes(built())
