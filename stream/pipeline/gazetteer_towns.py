"""The towns of the gazetteer for a map: the biggest of a box, by name."""

from __future__ import annotations

import threading
from pathlib import Path

import numpy as np

from stream.tagging.lexicon.artefact import LEXICON_FILE, Array, read_artefact


class GazetteerTowns:
    """Read from the packaged lexicon when the first box is asked for: who looks at no map pays nothing.

    Args:
        path: of the lexicon.
    """

    def __init__(self, path: Path = LEXICON_FILE) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._names: list[str] = []
        self._longitude: Array = np.empty(0)
        self._latitude: Array = np.empty(0)

    def __call__(self, box: tuple[float, float, float, float], most: int) -> list[tuple[str, float, float]]:
        """The towns in a box (west, south, east, north in degrees), biggest first: name, longitude, latitude.

        Raises:
            StopError: the lexicon cannot be read.
        """
        with self._lock:
            if not self._names:
                self._load()
        west, south, east, north = box
        inside = (self._longitude >= west) & (self._longitude <= east)
        inside &= (self._latitude >= south) & (self._latitude <= north)
        found = [int(number) for number in np.flatnonzero(inside)[:most]]
        return [(self._names[at], float(self._longitude[at]), float(self._latitude[at])) for at in found]

    def _load(self) -> None:
        artefact = read_artefact(self._path)
        columns = artefact.arrays
        towns = np.flatnonzero(columns["level"] == 0)
        # Of equals the one whose number is lower: it has been on the map for longer.
        order = towns[
            np.lexsort((columns["geonames"][towns], -columns["population"][towns].astype(np.int64)))
        ]
        names = artefact.texts["names"].split("\n")
        # Degrees as the gazetteer packs them, to the four places that it gives them with.
        self._longitude = np.round(columns["longitude"][order] / 65535 * 360 - 180, 4)
        self._latitude = np.round(columns["latitude"][order] / 65535 * 180 - 90, 4)
        self._names = [names[number] for number in order]
