from __future__ import annotations

from contextlib import closing
from pathlib import Path

from bench.desk import is_made
from stream.desk.desk_database import FILE, DeskDatabase
from stream.desk.desk_tables import SCHEMA, connect


def test_a_kept_database_is_measured_again(tmp_path: Path) -> None:
    """One of other tables is made anew: the desk would empty it, and pages of nothing are quick."""
    assert not is_made(tmp_path)
    DeskDatabase(tmp_path).close()
    assert is_made(tmp_path)
    with closing(connect(tmp_path / FILE, writing=True)) as connection:
        connection.execute(f"PRAGMA user_version = {SCHEMA - 1}")
    assert not is_made(tmp_path)
    assert not (tmp_path / FILE).exists()
