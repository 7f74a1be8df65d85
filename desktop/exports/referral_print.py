"""From a referral as the services gather it to its printed form."""

import io
from collections.abc import Sequence

from db.enums import Channel, LawfulBasis, Urgency
from db.enums_referrals import SentHow
from desktop.domain.referral_fields import Part
from desktop.exports.referral_form import (
    CoverLine,
    FormBox,
    PackCover,
    ReferralForm,
    Tick,
    Told,
    write_referral_forms,
)
from desktop.exports.words import long_date
from desktop.services.referral_paper import PaperData

_SOON = {
    Urgency.TODAY: "Today",
    Urgency.TOMORROW: "Tomorrow",
    Urgency.THIS_WEEK: "This week",
    Urgency.NO_RUSH: "No rush",
}
_HOW = {
    Channel.PHONE: "by phone",
    Channel.IN_PERSON: "in person",
    Channel.EMAIL: "by e-mail",
    Channel.LETTER: "in writing",
    Channel.TEXT: "by text",
    Channel.WEB: "on our web page",
    Channel.PARTNER: "through a partner",
    Channel.IMPORT: "on a list",
    Channel.OTHER: "in their own way",
}
_SENT = {
    SentHow.BY_HAND: "By hand",
    SentHow.POST: "By post",
    SentHow.PHONE: "By phone",
    SentHow.EMAIL: "By e-mail",
    SentHow.FILE: "As a file",
    SentHow.IN_PERSON: "In person",
    SentHow.OTHER: "",
}
_BASIS = {
    LawfulBasis.LEGITIMATE_INTERESTS: "legitimate interests",
    LawfulBasis.RECOGNISED_LEGITIMATE_INTEREST: "a recognised legitimate interest",
    LawfulBasis.VITAL_INTERESTS: "vital interests",
    LawfulBasis.PUBLIC_TASK: "a public task",
    LawfulBasis.LEGAL_OBLIGATION: "a legal obligation",
}
_SENTENCE = (". ", "! ", "? ")


def render_referrals(papers: Sequence[PaperData], told: Told | None = None) -> tuple[bytes, int]:
    """Draw forms: the same data give the same bytes. Several to one recipient have a cover.

    Args:
        papers: what they carry, at least one.
        told: hears how many sheets are drawn, of how many; what it raises stops the drawing.

    Returns:
        The PDF and how many pages it has.
    """
    stream = io.BytesIO()
    by_recipient: dict[str, list[PaperData]] = {}
    for one in papers:
        by_recipient.setdefault(one.to_id, []).append(one)
    sheets: list[ReferralForm | PackCover] = []
    for group in by_recipient.values():
        sheets += [cover_of(group)] if len(group) > 1 else []
        sheets += [form_of(one) for one in group]
    pages = write_referral_forms(stream, sheets, told) if told else write_referral_forms(stream, sheets)
    return stream.getvalue(), pages


def cover_of(papers: Sequence[PaperData]) -> PackCover:
    """The cover over several referrals to one recipient."""
    first = papers[0]
    teams = {one.team for one in papers}
    return PackCover(
        hub_name=first.hub_name,
        to=tuple(one for one in (first.team if len(teams) == 1 else "", first.to) if one.strip()),
        sent_on=max(one.sent_on for one in papers),
        lines=tuple(CoverLine(one.reference, _SOON[one.urgency], one.reply_by) for one in papers),
        ring=first.hub_phone,
        demo=first.demo,
    )


def form_of(data: PaperData) -> ReferralForm:
    """Turn what a referral carries into its form; what does not go has no box."""
    contact = ", ".join(one for one in (data.contact, data.to_phone) if one.strip())
    sent = ", ".join(one for one in (_SENT.get(data.sent_how or SentHow.OTHER, ""), data.sent_note) if one)
    return ReferralForm(
        reference=data.reference,
        hub_name=data.hub_name,
        reply_by=data.reply_by,
        to=tuple(one for one in (data.team, data.to) if one.strip()),
        contact=contact,
        sender=", ".join(one for one in (data.sender, data.hub_phone) if one),
        sent_on=data.sent_on,
        sent=sent,
        about=_about(data),
        needed=_needed(data),
        more=_more(data),
        agreed=_agreed(data),
        small=_small(data),
        ring=data.hub_phone,
        demo=data.demo,
    )


def _about(data: PaperData) -> tuple[tuple[FormBox, ...], ...]:
    first = [FormBox("Name", data.name)]
    if Part.PHONE in data.parts:
        first.append(FormBox("Best phone", data.phone))
    rows: list[tuple[FormBox, ...]] = [tuple(first)]
    if Part.ADDRESS in data.parts:
        rows.append((FormBox("Address", data.address),))
    last = []
    if data.born is not None:
        last.append(FormBox("Date of birth", long_date(data.born)))
    if Part.CALL_TIMES in data.parts:
        last.append(FormBox("Best time to ring", data.call_times or "Any time"))
    if Part.LANGUAGE in data.parts:
        last.append(FormBox("Language or help to talk", data.language or "None asked for"))
    return tuple([*rows, *_paired(last)])


def _more(data: PaperData) -> tuple[tuple[FormBox, ...], ...]:
    boxes = [FormBox("How soon", _SOON[data.urgency])]
    if Part.WANTS in data.parts:
        boxes.append(FormBox(f"What {data.first_name} wants", data.wants or "Not said"))
    if Part.DOING in data.parts:
        boxes.append(FormBox("What we are already doing", data.doing or "Nothing"))
    if Part.SAFETY in data.parts:
        boxes.append(FormBox("Anything to keep you safe on a visit", data.safety or "Nothing known"))
    health = ((FormBox("Health notes", data.health),),) if data.health else ()
    return (*_paired(boxes), *health)


def _paired(boxes: Sequence[FormBox]) -> list[tuple[FormBox, ...]]:
    return [tuple(boxes[at : at + 2]) for at in range(0, len(boxes), 2)]


def _needed(data: PaperData) -> tuple[str, str]:
    """The first sentence stands out; where the words do not begin with the need, its name does."""
    words = data.words.strip()
    if not words:
        return data.need, ""
    first, *others = words.splitlines()
    cut = min((first.find(end) + 1 for end in _SENTENCE if end in first), default=0)
    lead, rest = (first[:cut], first[cut:].strip()) if 0 < cut <= 80 else ("", first)
    if not lead and len(first) <= 80:
        lead, rest = first, ""
    return lead or f"{data.need}.", "\n".join([rest, *others])


def _agreed(data: PaperData) -> tuple[Tick, ...]:
    to = data.team or data.to
    if data.agreed_on is not None:
        when = f"{long_date(data.agreed_on)}, {_HOW.get(data.agreed_how or Channel.OTHER, '')}"
        said = Tick(
            True, (f"{data.first_name} agreed on", when, f", to share what is on this page with {to}.")
        )
    else:
        basis = _BASIS.get(data.basis, "another basis")
        said = Tick(False, (f"{data.first_name} was not asked. Shared on the basis of", basis, "."))
    if Part.HEALTH not in data.parts:
        return said, Tick(False, ("Health notes.", "Not agreed, not included.", ""))
    return said, Tick(True, ("Health notes.", "Agreed, and included.", ""))


def _small(data: PaperData) -> str:
    if not data.hub_phone:
        return ""
    if data.agreed_on is None:
        return f"{data.first_name} can object to this at any time by ringing {data.hub_phone}."
    return f"{data.first_name} can change this at any time by ringing {data.hub_phone}."
