"""Why two people look alike, in words people read."""

from collections.abc import Sequence

from desktop.domain.duplicate_keys import Sign
from desktop.ui.base.i18n import tr


def sign_words(signs: Sequence[str]) -> str:
    """What speaks for a pair, strongest first, as one phrase."""
    words = _words()
    return ", ".join(words[Sign(sign)] for sign in signs)


def _words() -> dict[Sign, str]:
    return {
        Sign.PHONE: tr("same telephone"),
        Sign.BIRTH: tr("same date of birth"),
        Sign.NEAR_BIRTH: tr("dates of birth a slip apart"),
        Sign.ADDRESS: tr("same address"),
        Sign.NEAR_ADDRESS: tr("addresses are alike"),
        Sign.NAME: tr("same name"),
        Sign.SOUNDS_LIKE: tr("names sound alike"),
        Sign.NICKNAME: tr("a short form of the name"),
        Sign.SWAPPED: tr("names swapped"),
    }
