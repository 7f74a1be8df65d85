"""What comes back of a handover: that it arrived, that it is the one sent, and that it was deleted."""

from dataclasses import dataclass
from datetime import date

from db.enums_handovers import ReceiptHow
from db.models import Handover, SharingRecord
from db.queries import handover_series as query
from desktop.domain.errors import DomainError, NotFound
from desktop.domain.receipts import Receipt
from desktop.domain.references import Kind, parse, write
from desktop.services.base import Actor, Changes, Service, changes, verb

SHOWN = 16
"""Characters of the check code printed on the cover: a receipt on paper says back no more."""


@dataclass(frozen=True, slots=True)
class ReceiptDraft:
    """What is known of a handover's arrival.

    Attributes:
        received_on: the day it arrived.
        received_by: who has it there.
        how: how the hub learnt it.
        check_code: as said back; empty where it was not.
        deleted_on: the day the recipient deleted it.
        note: anything besides, without names of people in it.
    """

    received_on: date | None = None
    received_by: str = ""
    how: ReceiptHow = ReceiptHow.PHONE
    check_code: str = ""
    deleted_on: date | None = None
    note: str = ""


class HandoverReceipts(Service):
    """Verbs on receipts."""

    @verb("handover.receipt")
    def record(self, actor: Actor, record_id: str, draft: ReceiptDraft) -> Changes:
        """Record what came back.

        Args:
            actor: who was told.
            record_id: the handover's entry in the sharing log.
            draft: what is known; what is left out stays as it was.

        Raises:
            NotFound: the entry is no handover.
            DomainError: no day is given, or one lies before the handover or in the future.
        """
        with self.store.write(actor.user_id) as work:
            one = query.of_record(work.session, record_id)
            record = work.session.get(SharingRecord, record_id)
            if one is None or record is None:
                raise NotFound("There is no such handover.")
            return changes(work, record_id, self._keep(one, record, draft))

    @verb("handover.receipt")
    def take_in(self, actor: Actor, receipt: Receipt) -> Changes:
        """Record a receipt that came back as a file.

        Raises:
            NotFound: it is of no handover of this hub.
            DomainError: see `record`.
        """
        reference = parse(receipt.reference)
        with self.store.write(actor.user_id) as work:
            found = None
            if reference is not None and reference.kind is Kind.HANDOVER:
                found = query.by_number(work.session, reference.number)
            if found is None:
                raise NotFound(f"There is no handover {receipt.reference} in this hub.")
            opens = {None: "", True: "Everything opens.", False: "Not everything opens."}[receipt.opens]
            draft = ReceiptDraft(
                receipt.received_on,
                receipt.received_by,
                ReceiptHow.FILE,
                receipt.check_code,
                receipt.deleted_on,
                opens,
            )
            return changes(work, found[1].id, self._keep(*found, draft))

    def _keep(self, one: Handover, record: SharingRecord, draft: ReceiptDraft) -> str:
        days = [day for day in (draft.received_on, draft.deleted_on) if day is not None]
        if not days:
            raise DomainError("Say on which day it arrived or was deleted.", field="received_on")
        sent = record.at.astimezone().date()
        if any(day < sent for day in days):
            raise DomainError(
                "This day lies before the handover. Look at the date again.", field="received_on"
            )
        if any(day > self.today() for day in days):
            raise DomainError("This day is still to come. Look at the date again.", field="received_on")
        if draft.received_on is not None:
            one.received_on, one.received_how = draft.received_on, draft.how
            one.received_by = draft.received_by.strip() or one.received_by
        if draft.check_code:
            one.matches = _same(draft.check_code, one.check_code)
        one.deleted_on = draft.deleted_on or one.deleted_on
        one.received_note = draft.note.strip() or one.received_note
        reference = write(Kind.HANDOVER, record.number, self.store.copy.prefix)
        if one.matches is False and draft.check_code:
            return f"{reference}: the check code they have is another. Ask which file they opened"
        return f"Receipt of {reference} recorded"


def _same(said: str, whole: str) -> bool:
    """Whether a code said back is the package's: all of it, or the part that is printed."""
    plain = "".join(said.split()).lower()
    return len(plain) >= SHOWN and whole.startswith(plain)
