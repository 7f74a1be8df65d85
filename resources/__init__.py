"""Data files shipped with the app, read the same way from a checkout, a wheel and a bundle."""

from importlib.resources import files
from importlib.resources.abc import Traversable


def resource(name: str) -> Traversable:
    """Find a shipped file.

    Args:
        name: path inside this package, with forward slashes, such as ``icons/phone.svg``.

    Returns:
        The file, to be opened or read.

    Raises:
        ValueError: the name leaves the package.
    """
    parts = name.split("/")
    if name.startswith("/") or ".." in parts:
        raise ValueError(name)
    return files(__name__).joinpath(*parts)


def read_bytes(name: str) -> bytes:
    """Read a shipped file whole; see `resource`."""
    return resource(name).read_bytes()


def read_text(name: str) -> str:
    """Read a shipped UTF-8 text file whole; see `resource`."""
    return resource(name).read_text(encoding="utf-8")
