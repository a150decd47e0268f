from __future__ import annotations

import numpy as np

from stream.loops.reserved import reserved


def test_reserved_room_is_zero_and_can_be_written() -> None:
    """As numpy's own zeros, of any kind, and none at all."""
    room = reserved(1000, np.uint32)
    assert not room.any()
    room[999] = 7
    assert 7 == room[999]
    assert 0 == len(reserved(0, np.bool_))
