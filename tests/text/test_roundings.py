"""Whether one number is another one rounded, as far as the scale of values tells."""

from __future__ import annotations

import pytest

from stream.text.particular import Code, is_rounding, of_number


@pytest.mark.parametrize(
    ("value", "of", "digits", "expected"),
    [
        (9_400_000, 9_375_000, 2, True),
        (41, 41.2, 2, True),
        (412, 414.6, 2, False),
        (415, 414.6, 3, True),
        (11.31, 11.402, 3, False),
        (0.05, 0.0493, 1, True),
        (0, 0.0493, 3, False),
        (0.0493, 0, 3, False),
    ],
)
def test_a_rounding_has_few_digits(value: float, of: float, digits: int, *, expected: bool) -> None:
    """The one number to so many digits is the other; two that are only near are not."""
    one, other = (of_number(0, 1, Code.PLAIN, each).value for each in (value, of))
    assert is_rounding(one, other, digits) is expected
