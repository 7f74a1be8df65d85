"""Good passphrases pass; short, repeated and obvious ones are refused with the reason."""

import pytest

from db.errors import WeakPassphrase
from db.passphrases import normalise, require_good


@pytest.mark.parametrize(
    "passphrase",
    [
        "correct horse battery",
        "violet tractor moon",
        "żółta łódź na rzece",
        "twelve chars",
        "Ann likes purple kettles",
        "k7#Qz!mV2@pL",
        "password of the old mill wheel",
    ],
)
def test_good_ones_pass(passphrase: str) -> None:
    require_good(passphrase, ["Ann Example"])


@pytest.mark.parametrize("passphrase", ["", "   ", "short", "elevenchars", "  elevenchars  "])
def test_short_ones_are_counted(passphrase: str) -> None:
    with pytest.raises(WeakPassphrase, match=f"this one has {len(passphrase.strip())}"):
        require_good(passphrase)


@pytest.mark.parametrize(
    "passphrase", ["aaaaaaaaaaaa", "abababababab", "Abcde1Abcde1", "abcdefabcdefabc", "mnopmnopmnop"]
)
def test_repeated_ones_are_refused(passphrase: str) -> None:
    with pytest.raises(WeakPassphrase, match="repeats"):
        require_good(passphrase)


@pytest.mark.parametrize(
    "passphrase",
    [
        "Password1234!",
        "P@ssw0rd2026!!",
        "qwertyuiop12345",
        "letmein letmein1",
        "1234567890123",
        "Hubkeeper2026!",
        "AnnExample1987",
        "ann example ann",
        "Welcome Admin 2025",
    ],
)
def test_obvious_ones_are_refused(passphrase: str) -> None:
    with pytest.raises(WeakPassphrase, match="guessed first"):
        require_good(passphrase, ["Ann Example"])


def test_exactly_enough_of_its_own_passes_and_one_less_does_not() -> None:
    require_good("password qwtzvk")
    with pytest.raises(WeakPassphrase):
        require_good("password qwtzv")


def test_exactly_five_different_characters_pass() -> None:
    require_good("kvtzwkkvtzzw")
    with pytest.raises(WeakPassphrase):
        require_good("kvtzkkvtzzvk")


def test_composed_and_decomposed_letters_and_every_space_are_alike() -> None:
    assert normalise("cafe\u0301\u00a0au lait ") == normalise("caf\u00e9 au\u2003lait")
    assert normalise("\u2003\u00a0 ") == ""
