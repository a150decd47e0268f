from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stream.loops import plain
from stream.loops.chosen import ascii_words

LOOPS = pytest.mark.parametrize("loop", [ascii_words, plain.ascii_words], ids=["compiled", "plain"])


@LOOPS
@given(text=st.text(st.characters(max_codepoint=127)))
def test_words_are_those_of_the_pattern(loop: Any, text: str) -> None:
    r"""For any ASCII, control characters too: compiled and plain find what `\w+` finds, and the same in small letters."""
    written = re.findall(r"\w+", text)
    assert loop(text) == ([word.lower() for word in written], written)


@LOOPS
def test_other_text_is_refused(loop: Any) -> None:
    """What is a letter in other scripts is not for this loop to say."""
    with pytest.raises(ValueError, match="ASCII"):
        loop("Caf\u00e9")
