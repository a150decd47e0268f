from __future__ import annotations

import numpy as np

from stream.training.lbfgs import Point, minimise


def test_finds_the_bottom_of_a_narrow_valley() -> None:
    """Curvatures a thousand times apart: plain descent would crawl."""
    curvature = np.logspace(0, 3, 12)
    bottom = np.arange(12.0)

    def valley(at: Point) -> tuple[float, Point]:
        return 0.5 * float(curvature @ (at - bottom) ** 2), curvature * (at - bottom)

    assert np.allclose(bottom, minimise(valley, np.zeros(12), rounds=200, tolerance=1e-14), atol=1e-3)
