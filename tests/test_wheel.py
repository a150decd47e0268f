"""What is installed elsewhere: the built wheel, not the checkout."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from scripts import compile_core

ROOT = Path(__file__).parent.parent
# A wheel takes what is compiled in the work tree, or compiles.
COMPILED = bool(compile_core.in_place()) or not compile_core.missing()
TAGGED = """
import sys, orjson
from stream.tagging.tagger import Tagger
from stream.model import codec
tagger = Tagger.load()
sentences = [orjson.loads(line)["text"] for line in open(sys.argv[1], "rb")]
for text in [*sentences, " ".join(sentences[:40])]:
    print(codec.encode(tagger.tag(text)).decode())
"""
PROGRAM = """
import stream
from stream.tagging import tagger
from stream.model.schemas import schema
print(stream.__file__)
tagger.Tagger.load()
print(tagger.__file__)
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
    """Every file of the package and every schema, the core compiled as well as in source; no tests, no scripts."""
    names = set(zipfile.ZipFile(wheel).namelist())
    package = {
        str(path.relative_to(ROOT))
        for path in (ROOT / "stream").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and path.suffix != ".so"
    }
    if COMPILED:
        suffix = compile_core.SUFFIX
        package |= {str(path.with_suffix(suffix)) for path in compile_core.sources()}
        package |= {f"{compile_core.LIBRARY.format(group)}{suffix}" for group in compile_core.GROUPS}
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
    tagger = f"tagger{compile_core.SUFFIX if COMPILED else '.py'}"
    assert done.stdout.splitlines() == [
        str(tmp_path / "stream" / "__init__.py"),
        str(tmp_path / "stream" / "tagging" / tagger),
        "newswire.raw, flat",
    ], done.stderr


@pytest.mark.compiled
def test_compiled_it_tags_as_it_does_in_plain_python(wheel: Path, tmp_path: Path) -> None:
    """A machine without a compiler gets the same records, byte for byte."""
    with zipfile.ZipFile(wheel) as files:
        files.extractall(tmp_path)
    command = [sys.executable, "-c", TAGGED, str(ROOT / "tests" / "fixtures" / "relevance.jsonl")]
    told = []
    for _ in range(2):
        told.append(
            subprocess.run(
                command, env={"PYTHONPATH": str(tmp_path)}, cwd=tmp_path, capture_output=True, check=True
            )
        )
        for built in tmp_path.rglob("*.so"):
            built.unlink()
    compiled, plain = (done.stdout for done in told)
    assert compiled.count(b"\n") > 400
    assert compiled == plain
