"""The lock screen to a screen reader."""

from tests.a11y.reader import Reader
from tests.a11y.spi import State


def test_a_wrong_passphrase_is_said(locked: Reader) -> None:
    assert locked.find("frame", "Open hub - Hubkeeper").has(State.ACTIVE)
    locked.fill("Passphrase", "not that one", "password text")
    locked.key("Return")
    locked.hears("That passphrase does not open this hub\\. Check Caps Lock")
    locked.lands_on("password text", "Passphrase")
