"""The notice to a recipient to take people out who said no after they were handed over, as a letter."""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from db.enums_handovers import NoticeHow
from desktop.domain.phones import national
from desktop.exports.letter_pdf import Letter, Letterhead, write_letters
from desktop.exports.words import counted, long_date
from desktop.services.base import Actor, Changes, Tools
from desktop.services.handover_notices import HandoverNotices, ToTell
from desktop.services.hub_info import HubInfo


@dataclass(frozen=True, slots=True)
class DrawnNotice:
    """A notice in memory; nothing of it has left yet.

    Attributes:
        told: whom it is about.
        content: the PDF.
    """

    told: tuple[ToTell, ...]
    content: bytes


def notice_words(tools: Tools, actor: Actor, told: Sequence[ToTell]) -> str:
    """The notice as the text of an email: the words of the letter, its subject first.

    Args:
        tools: the open hub's.
        actor: who writes.
        told: whom it is about, all of one recipient.
    """
    hub = HubInfo(tools).facts(actor)
    return f"{_subject(told)}\n\n{_body(told, hub.name, national(hub.phone))}\n\n{hub.name}\n"


def draw_notice(tools: Tools, actor: Actor, told: Sequence[ToTell]) -> DrawnNotice:
    """Draw the notice to one recipient.

    People are named by the keys of the handover alone, where it has any; their names would tell whoever
    opens the letter more than the recipient needs.

    Args:
        tools: the open hub's.
        actor: who writes.
        told: whom it is about, all of one recipient.
    """
    hub = HubInfo(tools).facts(actor)
    to = HandoverNotices(tools).recipient(actor, told[0].recipient_id)
    today = HubInfo(tools).today()
    head = Letterhead(hub.name, national(hub.phone), today, hub.is_demo)
    address = (to.name,) if to.contact else ()
    letter = Letter(
        to.contact or to.name, address, _subject(told), _body(told, hub.name, national(hub.phone))
    )
    stream = io.BytesIO()
    write_letters(stream, head, [letter])
    return DrawnNotice(tuple(told), stream.getvalue())


def record_notice(
    tools: Tools, actor: Actor, drawn: DrawnNotice, name: str, put_in_place: Callable[[], object]
) -> Changes:
    """Record that a notice left, on paper or as a file, and let it leave: both or neither."""
    how = NoticeHow.SAVED if name.lower().endswith(".pdf") else NoticeHow.PRINTED
    return HandoverNotices(tools).record(
        actor, drawn.told, how, content=drawn.content, name=name, put_in_place=put_in_place
    )


def _subject(told: Sequence[ToTell]) -> str:
    references = ", ".join(dict.fromkeys(name for one in told for name in one.references))
    what = "the health notes of " if all(one.health_only for one in told) else ""
    return f"Take {what}{counted(len(told), 'person', 'people')} out of {references}"


def _body(told: Sequence[ToTell], hub_name: str, phone: str) -> str:
    lines = [
        f"{hub_name} handed you data about the people below. They have said since that they do not want it,"
        " or a part of it, shared with you, or that its use be restricted.",
        "",
        "Delete what you have of them from this handover, or do with it what stands beside them; tell"
        " whomever you passed it on to, and tell us on which day it was done.",
        "",
    ]
    for one in told:
        keys = ", ".join(one.keys) or one.name
        said = long_date(one.refused_at.astimezone().date())
        no = f"said no on {said}"
        if one.health_only:
            no = f"said no to health notes on {said}; delete those alone"
        elif one.restricted:
            no = f"asked on {said} to restrict its use; keep it apart, use and share it no more"
        lines.append(f"{keys}: in {', '.join(one.references)}; {no}.")
    lines += [
        "",
        "This is a notice under UK GDPR Article 19. If the law lets you keep some of it, tell us which law.",
        "",
        f"Ring us with any question: {phone}." if phone else "Ring us with any question.",
    ]
    return "\n".join(lines)
