"""The postcodes of a stretch of ground as columns, for drawing a map of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.gazetteer_blocks import Block

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Ground:
    """Every postcode of the sectors that touch a box, those of a sector beyond its edge too.

    Attributes:
        east: eastings in OSGB metres.
        north: northings, in the same order.
        sector: which of `sectors` each belongs to.
        ward: key of `wards` for each; 0 where the source names none.
        sectors: names, such as ``AB10 1``.
        wards: names by key.
    """

    east: "NDArray[np.int64]"
    north: "NDArray[np.int64]"
    sector: "NDArray[np.int64]"
    ward: "NDArray[np.int64]"
    sectors: tuple[str, ...]
    wards: dict[int, str]

    @property
    def size(self) -> int:
        """How many postcodes."""
        return int(self.east.size)


def ground_of(blocks: Sequence[tuple[str, bytes]], ward_names: dict[int, str]) -> Ground:
    """Unpack sectors side by side; numpy, because a hundred thousand points must not hold up the screen.

    Args:
        blocks: name and packed block of each sector.
        ward_names: names by the file's own number.

    Returns:
        The ground.
    """
    import numpy as np

    read = [Block(data) for _name, data in blocks]
    east = [np.asarray(block.eastings(), dtype=np.int64) for block in read]
    north = [np.asarray(block.northings(), dtype=np.int64) for block in read]
    ward = [np.asarray(block.wards(), dtype=np.int64) for block in read]
    counts = np.asarray([block.count for block in read], dtype=np.int64)
    nothing = np.empty(0, dtype=np.int64)
    wards = np.concatenate(ward) if ward else nothing
    return Ground(
        np.concatenate(east) if east else nothing,
        np.concatenate(north) if north else nothing,
        np.repeat(np.arange(len(read)), counts) if read else nothing,
        wards,
        tuple(name for name, _data in blocks),
        {key: ward_names.get(key, "") for key in np.unique(wards).tolist() if key},
    )
