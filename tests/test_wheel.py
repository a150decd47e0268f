"""What is installed elsewhere: the built wheel, not the checkout."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PROGRAM = """
import stream
from stream.conflict.tagger import Tagger
from stream.schema_files import schema
print(stream.__file__)
Tagger.load()
print(schema("raw-flat")["title"])
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built offline with the backend from the lock."""
    folder = tmp_path_factory.mktemp("wheel")
    options = ["--quiet", "--no-deps", "--no-build-isolation", "--no-index", "--wheel-dir", str(folder)]
    subprocess.run([sys.executable, "-m", "pip", "wheel", *options, str(ROOT)], check=True)
    (built,) = folder.glob("*.whl")
    return built


def test_it_holds_the_package_its_data_and_the_licence_and_nothing_else(wheel: Path) -> None:
    """Every file of the package and every schema; no tests, no scripts."""
    names = set(zipfile.ZipFile(wheel).namelist())
    package = {
        str(path.relative_to(ROOT))
        for path in (ROOT / "stream").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    schemas = {f"stream/schemas/{path.name}" for path in (ROOT / "schemas").iterdir()}
    assert package | schemas == {name for name in names if ".dist-info/" not in name}
    assert {"LICENSE", "NOTICE"} <= {Path(name).name for name in names}


def test_it_runs_from_where_it_is_installed(wheel: Path, tmp_path: Path) -> None:
    """Lexicon and schemas are found in the installed package, without the checkout beside it."""
    with zipfile.ZipFile(wheel) as files:
        files.extractall(tmp_path)
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env={"PYTHONPATH": str(tmp_path)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.splitlines() == [str(tmp_path / "stream" / "__init__.py"), "newswire.raw, flat"], (
        done.stderr
    )
