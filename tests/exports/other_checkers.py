"""Two independent checkers of tables, asked in-process."""

import warnings
from pathlib import Path


def frictionless_accepts(folder: Path) -> bool:
    """Whether frictionless finds a package in order, by its ``datapackage.json``."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from frictionless import Package

        return bool(Package(str(folder / "datapackage.json")).validate().valid)


def csvw_accepts(folder: Path) -> bool:
    """Whether csvwvalidate says OK of a package, by its ``csv-metadata.json``.

    The library counts the warnings it gives, so none may be passed over here.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from csvw import CSVW
    with warnings.catch_warnings(record=True):
        warnings.simplefilter("always")
        try:
            return bool(CSVW(str(folder / "csv-metadata.json"), validate=True).is_valid)
        except ValueError:
            return False
