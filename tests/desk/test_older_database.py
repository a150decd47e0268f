from __future__ import annotations

import logging
from pathlib import Path

import pytest

from stream.desk.desk_tables import SCHEMA, connect, prepared


def test_a_database_of_another_version_is_made_anew_and_said_so(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Its rows go, its place in the topics with them, so all is read again; one line says why."""
    path = tmp_path / "desk.db"
    connection = prepared(path)
    connection.execute("INSERT INTO topic VALUES ('judged', 0, 7)")
    connection.execute(f"PRAGMA user_version = {SCHEMA - 1}")
    connection.close()
    caplog.set_level(logging.INFO)
    prepared(path).close()
    (said,) = caplog.records
    assert "filled from the topics" in said.message
    assert (vars(said)["found"], vars(said)["version"]) == (SCHEMA - 1, SCHEMA)
    reader = connect(path)
    assert reader.execute("SELECT count(*) FROM topic").fetchone() == (0,)
    reader.close()


def test_a_database_of_this_version_is_kept_without_a_word(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """What it holds stays."""
    path = tmp_path / "desk.db"
    connection = prepared(path)
    connection.execute("INSERT INTO topic VALUES ('judged', 0, 7)")
    connection.close()
    again = prepared(path)
    assert again.execute("SELECT next FROM topic").fetchone() == (7,)
    again.close()
    assert caplog.records == []
