"""The demo's day as the desk reads it, and a desk that shows it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from stream.config.settings import Settings
from stream.demo.day_on_desk import day_arrivals
from stream.desk.desk_app import Desk, application
from stream.desk.desk_database import DeskDatabase, TopicRecord
from stream.desk.page_sizes import PageSizes
from stream.desk.topic_standing import ReaderStanding


@pytest.fixture(scope="session")
def arrivals() -> tuple[TopicRecord, ...]:
    """Every record of the day that the desk reads, in order."""
    return tuple(day_arrivals(Settings()))


@pytest.fixture(scope="session")
def day_folder(arrivals: tuple[TopicRecord, ...], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the database of the day."""
    folder = tmp_path_factory.mktemp("desk")
    database = DeskDatabase(folder)
    database.apply(arrivals)
    database.close()
    return folder


@pytest.fixture
def pages(day_folder: Path) -> Iterator[TestClient]:
    """The pages of the day."""
    with client(day_folder) as made:
        yield made


def client(folder: Path, sizes: PageSizes | None = None, **settings: object) -> TestClient:
    """A client of the desk that shows the database in a folder, on pages of the usual sizes or of these."""
    own = Settings.model_validate({"desk_dir": folder, **settings})
    database = DeskDatabase(folder)
    database.close()
    app = application(Desk(database.path, own, ReaderStanding(replayed=True), sizes=sizes or PageSizes()))
    return TestClient(app, base_url="http://127.0.0.1:8090", follow_redirects=False)
