from __future__ import annotations

from typing import Any

import pytest

from stream.config.settings import Settings
from stream.model.errors import StopError
from stream.worker.tables.editions import Editions
from tests.worker.agents.tables import App, Rows


def test_a_worker_that_meets_a_row_of_another_version_ends_and_says_the_way_out() -> None:
    """It neither passes over what it cannot read nor asks for a changelog to be deleted; the next look fails alike."""
    app: Any = App()
    app.table.data = Rows()
    app.table.data[b"00000/000000000000007"] = b'{"form":2,"tolls":[]}'
    editions = Editions(app, Settings())
    for _ in range(2):
        with pytest.raises(StopError, match="give this one a group of its own"):
            editions.of(0)
    assert editions.of(1).rows == {}
