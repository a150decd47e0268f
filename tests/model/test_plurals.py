from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from stream.model.plurals import counted


@given(st.integers(min_value=0))
def test_a_count_fits_its_noun(number: int) -> None:
    """One record, and no, two or more records."""
    assert counted(number, "record") == f"{number} record{'' if number == 1 else 's'}"
    assert counted(number, "story", "stories") == f"{number} {'story' if number == 1 else 'stories'}"
