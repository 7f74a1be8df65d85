"""The letter that introduces a volunteer to their host: what was agreed, and nothing more."""

import io
from datetime import datetime

from desktop.domain.match_words import hours
from desktop.domain.phones import national
from desktop.exports.letter_pdf import Letter, Letterhead, write_letters
from desktop.exports.words import long_date
from desktop.services.base import Actor, Tools
from desktop.services.hub_info import HubInfo
from desktop.services.placements import Introduction


def draw_introduction(tools: Tools, actor: Actor, said: Introduction, now: datetime) -> bytes:
    """Draw the letter.

    Args:
        tools: the open hub's.
        actor: who writes.
        said: what was agreed.
        now: the moment, with its zone.
    """
    hub = HubInfo(tools).facts(actor)
    head = Letterhead(hub.name, national(hub.phone), now.astimezone().date(), hub.is_demo)
    stream = io.BytesIO()
    letter = Letter(
        said.contact_name or said.organisation,
        (said.organisation,) if said.contact_name else (),
        f"{said.name} comes to help you",
        letter_words(said, hub.name, national(hub.phone)),
    )
    write_letters(stream, head, [letter])
    return stream.getvalue()


def letter_words(said: Introduction, hub_name: str, hub_phone: str) -> str:
    """What the letter says, in paragraphs."""
    week = f" for about {hours(said.weekly_minutes)} a week" if said.weekly_minutes else ""
    days = f"from {long_date(said.first_day)} to {long_date(said.last_day)}"
    return "\n\n".join(
        (
            "Dear colleague," if not said.contact_name else f"Dear {said.contact_name},",
            f"{said.name} volunteers with {hub_name} and comes to you {days}{week}. "
            f"What was agreed: {said.role}.",
            f"{said.name} agreed that you are told this. What else you need to know, ask {said.name}. "
            "Which checks your own tasks need is yours to decide: this letter says nothing about checks.",
            f"If something goes wrong, or the days change, ring {hub_name} on {hub_phone}. We look at how it "
            "goes together with both of you, and you can end it on any day.",
            f"Thank you,\n{hub_name}",
        )
    )
