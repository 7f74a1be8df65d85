"""The gazetteer of this machine: unpacked once into the user's cache, then shared by every hub."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache

from db.errors import KnownStoreError
from db.gazetteer import Gazetteer, Place
from db.gazetteer_unpack import ensure_gazetteer
from desktop.runtime.paths import data_folder
from desktop.services.map_ground import MapGround


@cache
def gazetteer(progress: Callable[[int, int], None] | None = None) -> Gazetteer:
    """Open the gazetteer, unpacking it the first time.

    Args:
        progress: told bytes done and bytes in all while it unpacks.

    Returns:
        The reader, one for the whole process.

    Raises:
        KnownStoreError: it could not be unpacked, in plain words.
    """
    return Gazetteer(ensure_gazetteer(data_folder() / "gazetteer", progress))


def find_places() -> Callable[[Sequence[str]], Mapping[str, Place | None]]:
    """A finder that opens the gazetteer only when the first postcode is looked up."""
    return lambda postcodes: gazetteer().find_many(postcodes)


def ground_if_any() -> MapGround | None:
    """The ground of maps, or None where the gazetteer cannot be used: a map is worth having without."""
    try:
        return map_ground()
    except KnownStoreError:
        return None


def map_ground() -> MapGround:
    """The ground of maps; opens the gazetteer, so call it on a reading thread.

    Raises:
        KnownStoreError: the gazetteer could not be unpacked; a map then has a plain grid for its ground.
    """
    return MapGround(gazetteer())
