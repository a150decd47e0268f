from __future__ import annotations

import pytest

from stream.desk.outlet_states import CarriedVersion, OutletState, since_of, state_of

GRACE = 15
TABLE = [
    # what is known of the page, the present, and the state
    (CarriedVersion(seen=10), 100, "current"),
    (CarriedVersion(seen=10, killed=50), 51, "killed text"),
    (CarriedVersion(seen=60, killed=50), 100, "killed text"),
    (CarriedVersion(seen=10, held=50), 51, "held text"),
    (CarriedVersion(seen=10, killed=60, held=50), 100, "killed text"),
    (CarriedVersion(seen=10, corrected=50), 65, "not seen since"),
    (CarriedVersion(seen=55, corrected=50), 65, "behind"),
    (CarriedVersion(seen=10, corrected=50), 66, "wrong version"),
    (CarriedVersion(seen=55, corrected=50, newer=50), 66, "wrong version"),
    (CarriedVersion(seen=10, newer=50), 1000, "not seen since"),
    (CarriedVersion(seen=60, newer=50), 1000, "behind"),
    (CarriedVersion(seen=10, killed=50, withdrawn=70), 100, "withdrawn"),
    (CarriedVersion(seen=80, killed=50, withdrawn=70), 100, "killed text"),
    (CarriedVersion(seen=60, corrected=50, own=True), 100, "current"),
]


@pytest.mark.parametrize(("carried", "now", "state"), TABLE)
def test_an_outlet_has_one_state(carried: CarriedVersion, now: int, state: str) -> None:
    """The worst that holds; a correction has its grace, a page that was put back after its withdrawal is no longer withdrawn."""
    assert state == state_of(carried, now, GRACE)


@pytest.mark.parametrize(("carried", "now", "state"), TABLE)
def test_silence_is_never_called_followed(carried: CarriedVersion, now: int, state: str) -> None:
    """However long nothing is heard of a page, it is never better than it was."""
    order = list(OutletState)
    assert order.index(state_of(carried, now + 10_000, GRACE)) <= order.index(state_of(carried, now, GRACE))


@pytest.mark.parametrize(
    ("carried", "since"),
    [
        (CarriedVersion(seen=10, killed=50), 50),
        (CarriedVersion(seen=60, killed=50), 60),
        (CarriedVersion(seen=10, corrected=50), 50),
    ],
)
def test_an_open_state_began_with_the_notice_or_with_a_copy_after_it(
    carried: CarriedVersion, since: int
) -> None:
    """A late copy is wrong from when it came, and not before."""
    assert since == since_of(carried, state_of(carried, 1000, GRACE))
