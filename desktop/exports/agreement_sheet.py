"""The sheet an outsider signs before a bulk export where nobody else may agree: what leaves, and no names."""

import io
from datetime import date

from desktop.domain.phones import national
from desktop.exports.letter_pdf import Letter, Letterhead, write_letters
from desktop.services.hub_info import HubFacts

_BODY = """\
{hub} wants to do this, and its own rules ask a second person to agree, because so much leaves at once:

{words}

The person who asks you is {by}. Let them tell you why it is needed, who gets it and how it travels, and \
sign only if you think it right. This sheet names nobody whose data it is, so that it may be kept.

Reference to type back:  {reference}

Your name and office:  ______________________________________________


Signature:  ________________________________      Date:  ________________

Keep this sheet with the hub’s records for six years."""


def draw_agreement_sheet(hub: HubFacts, by: str, words: str, reference: str, day: date) -> bytes:
    """Draw the sheet in memory.

    Args:
        hub: whose it is.
        by: who asks.
        words: what is to leave, without names.
        reference: to type back once it is signed.
        day: the day it is printed.
    """
    body = _BODY.format(hub=hub.name, words=words, by=by, reference=reference)
    letter = Letter("A second person’s agreement", (), f"Agreement {reference}", body)
    stream = io.BytesIO()
    write_letters(stream, Letterhead(hub.name, national(hub.phone), day, hub.is_demo), [letter])
    return stream.getvalue()
