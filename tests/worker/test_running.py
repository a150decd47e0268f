"""Looking on leaves nothing behind."""

from __future__ import annotations

from stream.config.settings import Settings
from stream.worker.app import create_app
from stream.worker.running import consumer_of, producer_of, recovery_of


def test_looking_at_an_app_that_has_not_started_makes_no_part_of_it() -> None:
    """Asked while a worker starts, from another thread, nothing comes to be in the wrong event loop."""
    app = create_app(Settings())
    for _ in range(2):
        assert consumer_of(app) is None
        assert producer_of(app) is None
        assert recovery_of(app) is None
