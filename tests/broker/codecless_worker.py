"""`newswire worker` as it is where the library of snappy, lz4 and zstd is not installed."""

from __future__ import annotations

from unittest.mock import patch

from aiokafka import codec

from stream.cli.main import main

if __name__ == "__main__":
    patch.object(codec, "cramjam", None).start()
    main()
