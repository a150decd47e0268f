"""Settings for a Kafka that the test names itself."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from stream.config.settings import Settings
from stream.kafka.embedded_broker import free_port


@pytest.fixture
def secured(tmp_path: Path) -> Callable[..., Settings]:
    """Make settings out of an `ApacheKafka`'s, with topics, group and data folder that no other test has."""
    name = f"test-{uuid.uuid4().hex[:8]}"

    def make(**given: Any) -> Settings:
        own = {"topic_prefix": name, "group": name, "data_dir": tmp_path / "data", "web_port": free_port()}
        return Settings(**{**own, **given})

    return make
