from __future__ import annotations

from pathlib import Path

import pytest

from stream.broker import free_port
from stream.cli.worker import run
from stream.errors import StopError
from stream.settings import Settings


@pytest.mark.parametrize("below", ["", "v/deeper"])
def test_a_data_folder_that_cannot_be_made_is_named(tmp_path: Path, below: str) -> None:
    """With the setting and a way out, before the broker is asked; here a file stands in its place."""
    (tmp_path / "file").touch()
    own = Settings(data_dir=tmp_path / "file" / below, web_port=free_port())
    with pytest.raises(StopError) as stopped:
        run(own, create_topics=False)
    assert str(stopped.value).startswith(f"NEWSWIRE_DATA_DIR={own.data_dir} cannot be made: ")
    assert str(stopped.value).endswith("Name a folder that this user may write, or one that can be made.")
