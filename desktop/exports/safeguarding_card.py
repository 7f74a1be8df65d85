"""The printed safeguarding card: the words that open concerns when no safeguarding lead can."""

import io
from datetime import date

from desktop.exports.recovery_card import CardText, RecoveryCard, write_recovery_card

_TEXT = CardText(
    "Safeguarding card",
    "Anyone who holds this card and is at the hub’s keyboard can read concerns.",
    (
        "For when the only lead is away, has left, or is the one a concern is about.",
        "Open Hubkeeper with your own passphrase, as a safeguarding lead. Go to Concerns.",
        "Choose “Use the safeguarding card”, then type the words in the order of their numbers.",
    ),
    (
        "Sealed, with a trustee or another outsider whom the hub’s safeguarding policy names.",
        "Never together with the recovery card, and never with the laptop.",
        "Don’t photograph it, scan it, email it or type it anywhere else.",
        "If it is lost or somebody has seen it, make a new card at once.",
        "Concerns raised before a card was made do not open with it.",
    ),
)


def draw_safeguarding_card(
    hub_name: str, words: str, made_on: date, fingerprint: str, *, demo: bool = False
) -> bytes:
    """Draw the card in memory; it is never laid on a disk unasked.

    Args:
        hub_name: whose card it is.
        words: as made.
        made_on: the day it was made.
        fingerprint: of its public key, as it stands in the audit.
        demo: whether the hub is a demonstration.
    """
    stream = io.BytesIO()
    card = RecoveryCard(hub_name, words.split(), made_on, fingerprint, demo)
    write_recovery_card(stream, card, _TEXT)
    return stream.getvalue()
