"""The workflow files, without their runner: what they name is there, and a release is signed, listed and audited."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from stream import __version__

ROOT = Path(__file__).parent.parent
FILES = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
WORKFLOWS: dict[str, dict[Any, Any]] = {path.stem: yaml.safe_load(path.read_text()) for path in FILES}


def steps(workflow: str) -> str:
    """Every command of a workflow."""
    jobs = WORKFLOWS[workflow]["jobs"].values()
    return "\n".join(step.get("run", "") for job in jobs for step in job["steps"])


@pytest.mark.parametrize("name", WORKFLOWS)
def test_a_workflow_may_read_unless_a_job_needs_more_and_ends_in_time(name: str) -> None:
    """Rights are given by job; every action has a version and every job an end."""
    assert WORKFLOWS[name]["permissions"] == {"contents": "read"}
    for job in WORKFLOWS[name]["jobs"].values():
        assert job["timeout-minutes"] <= 90
        for step in job["steps"]:
            assert re.fullmatch(r"[\w-]+/[\w-]+@v\d+", step.get("uses", "a/b@v1"))


@pytest.mark.parametrize("name", WORKFLOWS)
def test_every_lock_that_a_workflow_names_is_there(name: str) -> None:
    """A renamed file would be found at the next release."""
    for file in re.findall(r"requirements/[\w.]+", steps(name)):
        assert (ROOT / file).is_file(), file


def test_a_release_checks_its_tag_and_lists_what_is_in_it() -> None:
    """Signature before anything is built; the version as the code has it; materials of what the image installs."""
    said = steps("release")
    order = [
        "verify-tag",
        "__version__",
        "pip wheel",
        "cyclonedx-py requirements requirements/desk.txt",
        "gh release create",
    ]
    places = [said.index(words) for words in order]
    assert sorted(places) == places
    (pattern,) = re.findall(r"s/(.*?)/\\1/p", said)
    expression = pattern.replace(r"\(", "(").replace(r"\)", ")")
    assert re.findall(expression, (ROOT / "stream" / "__init__.py").read_text(), re.MULTILINE) == [
        __version__
    ]
    uses = {
        step.get("uses", "").partition("@")[0] for step in WORKFLOWS["release"]["jobs"]["release"]["steps"]
    }
    assert {"actions/attest-build-provenance", "actions/attest-sbom"} <= uses


def test_every_lock_is_audited() -> None:
    """What is shipped, what tests and what builds."""
    audited = set(re.findall(r"-r (requirements/\w+\.txt)", steps("ci")))
    shipped = {"requirements/runtime.txt"}  # a part of desk.txt (tests/test_requirements.py)
    assert audited | shipped == {
        f"requirements/{path.name}" for path in (ROOT / "requirements").glob("*.txt")
    }
