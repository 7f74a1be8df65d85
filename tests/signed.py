"""A second person's agreement for a test that sends out more people than one may alone."""

from collections.abc import Callable
from typing import TypeVar

from desktop.cli.second import Second, in_twos
from desktop.services.hubs import OpenHub

Result = TypeVar("Result")


def signed(hub: OpenHub, act: Callable[[], Result]) -> Result:
    """Do something that takes two, an outsider signing for it: the hub has one account."""
    return in_twos(hub, Second(signed_by="Jo Marsh, parish clerk"), act)
