"""What a language costs when its first text comes."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from stream.tagging.languages.language_data import supported

MOST_MB = 60
CODE = """
import json, resource, sys
from stream.tagging.languages.language_tagger import LanguageTagger
from stream.tagging.languages.packaged_names import packaged_names
def resident():
    with open("/proc/self/statm") as told:
        return int(told.read().split()[1]) * resource.getpagesize() / 1e6
tagger, grown = LanguageTagger(packaged_names), {}
for language in sys.argv[1:]:
    before = resident()
    tagger.tag("Goma 12.", "", language)
    grown[language] = resident() - before
print(json.dumps(grown))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="reads the memory of a process as Linux tells it")
def test_a_language_takes_less_than_sixty_megabytes() -> None:
    """Each on top of those before it, the first with all that languages share (`python -m bench.languages` has them alone)."""
    command = [sys.executable, "-c", CODE, *sorted(supported())]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    grown = json.loads(done.stdout)
    assert grown.keys() == supported()
    assert {language: size for language, size in grown.items() if size >= MOST_MB} == {}
