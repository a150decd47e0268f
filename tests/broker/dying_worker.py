"""`newswire worker` that dies as by kill -9 where the changelog has a row and its own disk is about to have it.

python -m tests.broker.dying_worker TABLE ROW
"""

from __future__ import annotations

import os
import signal
import sys
from itertools import count
from typing import Any
from unittest.mock import patch

from faust.stores.rocksdb import Store

from stream.cli.main import main


def die_before(table: str, row: int) -> None:
    """Let the process die before the given row of a table, counted from one, is on the disk."""
    rows, write = count(1), Store._set  # noqa: SLF001 - where Faust writes to the disk

    def set_or_die(store: Any, key: bytes, value: bytes | None) -> None:
        if store.table.name == table and next(rows) == row:
            os.kill(os.getpid(), signal.SIGKILL)
        write(store, key, value)

    patch.object(Store, "_set", set_or_die).start()


if __name__ == "__main__":
    die_before(sys.argv[1], int(sys.argv[2]))
    sys.argv[1:] = ["worker"]
    main()
