"""What to hand over, to whom and why: everything a package says besides its rows."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from db.enums import LawfulBasis
from desktop.exports.handover_fields import PRESETS, Choice, Preset, names_people
from desktop.exports.sharing import SharingRecord, basis_words
from desktop.services.laws import NO_GROUNDS, Grounds

if TYPE_CHECKING:
    from desktop.exports.council_layout import CouncilLayout


@dataclass(frozen=True, slots=True)
class HandoverSpec:
    """What to hand over, to whom and why.

    Args:
        reference: the hub's reference, such as "H-0042".
        hub_name: who hands over.
        recipient: the organisation that receives.
        purpose: why, in words that name nobody.
        lawful_basis: the reason in law.
        preset: a ready-made choice; `Preset.FULL_CANONICAL` sends the four whole tables.
        choices: the details chosen instead of the preset's own.
        drop: columns left out of the whole tables, such as "people.contact_email".
        lead_agreed: whether the safeguarding lead agreed to health notes.
        ladcode: the hub's local authority code.
        hub_phone: the hub's number.
        sender: who hands over: left out where the tables are locked.
        sender_role: their role, such as "coordinator".
        recipient_team: the team that receives.
        recipient_contact: who receives: left out where the tables are locked.
        recipient_phone: their number.
        basis_note: assessment and sharing agreement, in words that name nobody.
        delete_by: when the recipient must have deleted it.
        people: how many people the rows are about; None counts the rows.
        left_out: how many people in scope are not in it.
        note: what was changed, such as a row that pointed to one person.
        log_entry: the entry in the hub's sharing log.
        sharing: the hub's own record; None makes one from the rest.
        demo: whether the people are made up.
        as_folder: a folder instead of a zip.
        grounds: what it stands on, as the hub's registers read; empty for what the app knows of itself.
        layout: whole tables hold the people in these columns of a council's too.
        since: reference and day of the handover it brings up to date; empty where it is whole.
    """

    reference: str
    hub_name: str
    recipient: str
    purpose: str
    lawful_basis: LawfulBasis
    preset: Preset = Preset.PLAN
    choices: tuple[Choice, ...] = ()
    drop: tuple[str, ...] = ()
    lead_agreed: bool = False
    ladcode: str = ""
    hub_phone: str = ""
    sender: str = ""
    sender_role: str = ""
    recipient_team: str = ""
    recipient_contact: str = ""
    recipient_phone: str = ""
    basis_note: str = ""
    delete_by: date | None = None
    people: int | None = None
    left_out: int = 0
    note: str = ""
    log_entry: str = ""
    sharing: SharingRecord | None = None
    demo: bool = False
    as_folder: bool = False
    grounds: Grounds = NO_GROUNDS
    since: str = ""
    layout: "CouncilLayout | None" = None

    @property
    def chosen(self) -> tuple[Choice, ...]:
        """The details that go in; empty for the whole tables."""
        return self.choices or PRESETS[self.preset]

    @property
    def is_named(self) -> bool:
        """Whether names go in."""
        return names_people(self.chosen) or not self.chosen

    @property
    def recipient_line(self) -> str:
        """The team and the organisation that receive, on one line."""
        return ", ".join(filter(None, (self.recipient_team, self.recipient)))

    @property
    def law_words(self) -> str:
        """The reason in law with its article, assessment and agreement."""
        return f"{self.grounds.law or basis_words(self.lawful_basis)}. {self.basis_note}".rstrip(". ")


def package_name(spec: HandoverSpec, now: datetime) -> str:
    """Name a package: ``handover-<local authority>-<hub>-<UTC time>.zip``; it names nobody."""
    slug = re.sub("[^a-z0-9]+", "-", spec.hub_name.lower()).strip("-")[:40].rstrip("-") or "hub"
    area = spec.ladcode if re.fullmatch("[A-Z0-9]{3,12}", spec.ladcode) else "none"
    ending = "" if spec.as_folder else ".zip"
    return f"handover-{area}-{slug}-{utc(now):%Y%m%dT%H%M%SZ}{ending}"


def utc(now: datetime) -> datetime:
    """Take a time without a zone as UTC."""
    return now.astimezone(UTC) if now.tzinfo else now.replace(tzinfo=UTC)
