"""The sheet an outsider signs where a hub has one account: what is to be done, and nobody's name."""

import io
from datetime import date

from desktop.exports.letter_pdf import Letter, Letterhead, write_letters

_BODY = """\
{hub} wants to do this, and its own rules ask a second person to agree:

{words}.

It cannot be undone. The person who asks you is {by}. Let them tell you whose records these are and \
why they are to go, and sign only if you think it right. This sheet names nobody, so that it may be kept.

Reference to type back:  {reference}

Your name and office:  ______________________________________________


Signature:  ________________________________      Date:  ________________

Keep this sheet with the hub’s records for six years."""


def draw_erase_sheet(
    hub_name: str, hub_phone: str, by: str, words: str, reference: str, day: date, *, demo: bool = False
) -> bytes:
    """Draw the sheet in memory.

    Args:
        hub_name: whose it is.
        hub_phone: whom to ring about it.
        by: who asks.
        words: what is to be done, without names.
        reference: to type back once it is signed.
        day: the day it is printed.
        demo: whether the people are made up.
    """
    body = _BODY.format(hub=hub_name, words=words, by=by, reference=reference)
    stream = io.BytesIO()
    letter = Letter("A second person’s agreement", (), f"Agreement {reference}", body)
    write_letters(stream, Letterhead(hub_name, hub_phone, day, demo), [letter])
    return stream.getvalue()
