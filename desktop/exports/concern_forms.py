"""Concerns on paper: the form of each nation for one recipient, and the whole record for the lead.

A blank never breaks a print: where nothing is known there is a line to write on. Nothing is laid on a disk
here; the bytes are handed back.
"""

import hashlib
from collections.abc import Sequence

from desktop.domain.care_bodies import care_body, check_care_body
from desktop.exports.concern_form_pdf import Head, draw_concern
from desktop.exports.concern_form_rows import Section, form_sections, record_sections
from desktop.exports.concern_form_texts import SHARING_BASIS, form_text
from desktop.exports.concern_report import ConcernReport, RecordPrint, SharedConcern, moment
from desktop.exports.pdf_fonts import clean
from desktop.exports.pdf_lock import lock_pdf

_RECORD = "Record of a concern"
_OWN_FILE = "the safeguarding lead's own file"
_RECORD_BASIS = (
    "The reason it was asked for: a court's order, or the person's own request (UK GDPR Article 15, with "
    "what is about others taken out)."
)


def make_concern_form(report: ConcernReport, password: str = "") -> tuple[bytes, SharedConcern]:
    """Make the form of a nation, for one recipient.

    Args:
        report: what it says.
        password: locks it (AES-256) where given.

    Returns:
        The PDF, and what is to be recorded of its leaving inside the seal.

    Raises:
        DomainError: it is addressed to a council without social care.
    """
    check_care_body(report.nation, report.area_code, report.recipient)
    text = form_text(report.nation, is_child=report.is_child)
    recipient = clean(report.recipient) or care_body(
        report.nation, report.area_code, is_child=report.is_child
    )
    who = report.referrer
    head = Head(
        title=text.title,
        hub_name=report.hub_name,
        reference=report.concern.reference,
        made=moment(report.made_at),
        recipient=recipient,
        recipient_phone=report.recipient_phone,
        sender=", ".join(part for part in (who.name, who.role) if part.strip()),
        sender_phone=who.phone or report.hub_phone,
        under=(text.asks, f"{text.soon} {text.law}"),
        demo=report.demo,
    )
    sections = form_sections(report, text)
    content = _locked(draw_concern(head, sections), password)
    return content, SharedConcern(
        recipient=recipient,
        form=text.title,
        purpose=text.asks,
        basis=f"{text.law} {SHARING_BASIS}",
        fields=_fields(sections),
        file_hash=hashlib.sha256(content).hexdigest(),
        is_locked=bool(password),
        by=who.name,
        at=report.made_at,
    )


def make_concern_record(made: RecordPrint, password: str = "") -> tuple[bytes, SharedConcern]:
    """Make the whole record of a concern, for the lead, a court or somebody's own request for their data.

    Args:
        made: the concern, for whom and why.
        password: locks it (AES-256) where given.

    Returns:
        The PDF, and what is to be recorded of its leaving inside the seal.
    """
    recipient = clean(made.recipient) or _OWN_FILE
    purpose = clean(made.purpose) or "To keep or to show the whole record."
    head = Head(
        title=_RECORD,
        hub_name=made.hub_name,
        reference=made.concern.reference,
        made=moment(made.made_at),
        recipient=recipient,
        sender=made.by,
        sender_phone=made.hub_phone,
        under=(
            purpose,
            "The first account as it was sent, then everything in the order it was written, each look as "
            "well. It names other people: take out what is about them before the person is given a copy.",
        ),
        demo=made.demo,
    )
    content = _locked(draw_concern(head, record_sections(made.concern)), password)
    return content, SharedConcern(
        recipient=recipient,
        form=_RECORD,
        purpose=purpose,
        basis=_RECORD_BASIS,
        fields=("the whole record",),
        file_hash=hashlib.sha256(content).hexdigest(),
        is_locked=bool(password),
        by=made.by,
        at=made.made_at,
    )


def _locked(content: bytes, password: str) -> bytes:
    return lock_pdf(content, password) if password else content


def _fields(sections: Sequence[Section]) -> tuple[str, ...]:
    """What a form told: the titles of its parts with something in them."""
    return tuple(one.title.lower() for one in sections if any(row.value.strip() for row in one.rows))
