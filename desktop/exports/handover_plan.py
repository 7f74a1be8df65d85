"""What the wizard or the command line decided about a handover, checked and put into a package's words."""

import re
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from typing import Any

from db.enums import LawfulBasis, Role
from desktop.domain.consent_rules import LeftOut
from desktop.domain.errors import DomainError
from desktop.domain.text import fold
from desktop.exports.council_layout import CouncilLayout
from desktop.exports.handover_fields import PRESETS, Choice, Preset, check_choices
from desktop.exports.handover_schema import CANONICAL, VOLUNTEERS
from desktop.exports.handover_spec import HandoverSpec
from desktop.exports.words import counted, few
from desktop.services.base import Actor
from desktop.services.handovers import Ask, Gathered, HandoverFilter, Overrule, Per

DELETE_AFTER = timedelta(days=90)
"""How long a recipient keeps a handover where nothing else is agreed: the hub's habit. Storage limitation
(UK GDPR Article 5(1)(e)) asks for a limit and names none; three months cover a plan and its first review."""

_PER_REQUEST = frozenset({"need", "urgency", "date_asked", "notes"})
_ROLES = (
    (Role.LEAD, "safeguarding lead"),
    (Role.COORDINATOR, "coordinator"),
    (Role.VOLUNTEER_MANAGER, "volunteer manager"),
    (Role.CALL_HANDLER, "call handler"),
)


@dataclass(frozen=True, slots=True)
class HandoverPlan:
    """What the wizard or the command line decided.

    Attributes:
        recipient_id: the organisation that receives.
        purpose: why, without names.
        basis: the reason in law.
        preset: a ready-made choice of details.
        choices: details chosen instead.
        drop: columns left out of whole tables, such as "people.contact_email".
        wanted: whom it is about.
        without: people left out by hand, because their row points to them.
        overrule: the lead's decision to share despite a no.
        lead_agreed: whether the safeguarding lead, who must be at the keyboard, agreed to health notes.
        delete_by: when the recipient must have deleted it; 90 days on when None.
        agreement: the sharing agreement; the organisation's own when empty.
        basis_note: assessment, in words that name nobody.
        note: what the recipient should know, in words that name nobody.
        team: the team that receives.
        as_folder: a folder instead of a zip.
        with_volunteers: whether whole tables hold active volunteers too; never unless asked for.
        purpose_code: of the register of purposes.
        basis_code: of the term in law that was chosen; the basis' own when empty.
        only_changes: whether it holds only what changed since the last one to this recipient.
        with_directory: whether organisations and services go with it; nobody is named among them.
        layout: whole tables hold the people in these columns of a council's too.
    """

    recipient_id: str
    purpose: str
    basis: LawfulBasis
    preset: Preset = Preset.PLAN
    choices: tuple[Choice, ...] = ()
    drop: tuple[str, ...] = ()
    wanted: HandoverFilter = field(default_factory=HandoverFilter)
    without: frozenset[str] = frozenset()
    overrule: Overrule | None = None
    lead_agreed: bool = False
    delete_by: date | None = None
    agreement: str = ""
    basis_note: str = ""
    note: str = ""
    team: str = ""
    as_folder: bool = False
    with_volunteers: bool = False
    purpose_code: str = ""
    basis_code: str = ""
    only_changes: bool = False
    with_directory: bool = False
    layout: CouncilLayout | None = None

    @property
    def chosen(self) -> tuple[Choice, ...]:
        """The details that go in; empty for the whole tables."""
        return self.choices or PRESETS[self.preset]

    @property
    def per(self) -> Per:
        """What one row is about."""
        details = {choice.detail for choice in self.chosen}
        if not details:
            return Per.TABLES
        return Per.REQUEST if details & _PER_REQUEST else Per.PERSON


def ask_of(plan: HandoverPlan) -> Ask:
    """Say what a plan asks of the hub's records.

    Raises:
        DomainError: the details cannot be sent so.
        NotAllowed: concerns, or health notes without the lead's agreement.
    """
    details = {choice.detail for choice in plan.chosen}
    if plan.chosen:
        check_choices(plan.chosen, lead_agreed=plan.lead_agreed)
    told = "communication_needs" in details or not details & {"phone", "email"}
    if not details:
        told = "people.communication_needs" not in plan.drop
    return Ask(
        recipient_id=plan.recipient_id,
        basis=plan.basis,
        wanted=plan.wanted,
        per=plan.per,
        without=plan.without,
        overrule=plan.overrule,
        reason=plan.purpose.strip(),
        conditions_travel=told,
        with_health="health_notes" in details,
        with_volunteers=plan.with_volunteers,
    )


def spec_of(
    plan: HandoverPlan, gathered: Gathered, actor: Actor, number: int, reference: str, today: date
) -> HandoverSpec:
    """Say everything a package says besides its rows."""
    hub, recipient = gathered.hub, gathered.recipient
    agreement = plan.agreement.strip() or recipient.agreement
    terms = (plan.basis_note.strip().rstrip("."), f"Agreement {agreement}" if agreement else "")
    return HandoverSpec(
        reference=reference,
        hub_name=hub.name,
        recipient=recipient.name,
        purpose=plan.purpose.strip(),
        lawful_basis=plan.basis,
        preset=plan.preset,
        choices=plan.choices,
        drop=plan.drop,
        lead_agreed=plan.lead_agreed,
        ladcode=hub.la_code,
        hub_phone=hub.phone,
        sender=actor.name,
        sender_role=next((words for role, words in _ROLES if role in actor.roles), ""),
        recipient_team=plan.team.strip(),
        recipient_contact=recipient.contact_name,
        recipient_phone=recipient.phone,
        basis_note=". ".join(filter(None, terms)),
        delete_by=delete_by(plan, today),
        people=len(gathered.scope.inside),
        left_out=len(gathered.scope.left_out),
        note=" ".join(filter(None, (plan.note.strip(), *notes_of(gathered), _row_words(plan, gathered)))),
        log_entry=str(number),
        demo=hub.is_demo,
        as_folder=plan.as_folder,
        layout=None if plan.chosen else plan.layout,
    )


def _row_words(plan: HandoverPlan, gathered: Gathered) -> str:
    """Say so where somebody has several rows, or a reader would count too many people."""
    rows, people = len(gathered.rows.tables["people"]), len(gathered.scope.inside)
    if plan.per is not Per.REQUEST or rows == people:
        return ""
    return f"{rows:,} rows: who asked for several things has a row for each."


def fields_of(plan: HandoverPlan) -> tuple[str, ...]:
    """Name what each row holds, for the sharing log: "age:band_10", or "people.first_name"."""
    if plan.chosen:
        return tuple(f"{c.detail}:{c.sent_as}" if c.sent_as else c.detail for c in plan.chosen)
    tables = (*CANONICAL, VOLUNTEERS) if plan.with_volunteers else CANONICAL
    every = (f"{table.name}.{name}" for table in tables for name in table.names)
    return tuple(name for name in every if name not in plan.drop)


def shape_of(plan: HandoverPlan) -> dict[str, Any]:
    """What the rows are made of: two handovers can be compared where it is the same."""
    wanted = {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in asdict(plan.wanted).items()
    }
    return {"fields": list(fields_of(plan)), "wanted": wanted}


def notes_of(gathered: Gathered) -> tuple[str, ...]:
    """Say what the recipient must know of what stayed behind, without names or small counts."""
    said = []
    if withheld := gathered.rows.withheld:
        said.append(
            f"Numbers of {few(withheld)} people stay with us, because their wishes about being reached are"
            " not in this package. Ask us before anybody rings them."
        )
    if unsaid := gathered.rows.unsaid:
        said.append(
            f"{counted(unsaid, 'contact tried', 'contacts tried')} left out: the codes have no word for it."
        )
    return tuple(said)


def directory_notes(plan: HandoverPlan) -> tuple[str, ...]:
    """Say that the directory goes too, where it does."""
    return ("The directory of organisations and services goes with it.",) if plan.with_directory else ()


def delete_by(plan: HandoverPlan, today: date) -> date:
    """The day by which the recipient must have deleted it."""
    return plan.delete_by or today + DELETE_AFTER


def check_purpose(plan: HandoverPlan, today: date) -> None:
    """Refuse a plan without a reason, or whose last day has passed."""
    if not plan.purpose.strip():
        raise DomainError("Say why it is shared. The reason is printed on the cover.", field="purpose")
    if delete_by(plan, today) < today:
        raise DomainError("The day to delete it by has passed. Choose a later one.", field="delete_by")


def check_names(plan: HandoverPlan, gathered: Gathered) -> None:
    """Refuse words that name somebody: cover and metadata lie open even where the tables are locked."""
    typed = ("purpose", "note", "basis_note", "agreement", "team")
    texts = {name: str(getattr(plan, name)) for name in typed}
    spoken = {name: f" {_words(text)} " for name, text in texts.items() if text.strip()}
    whole = ((first, last) for first, last in gathered.names if first and last)
    for first, last in whole:
        name = _words(f"{first} {last}")
        for field_name, words in spoken.items():
            if name and f" {name} " in words:
                raise DomainError(
                    f"The text names {first} {last}. Write it without names: it is printed on the cover.",
                    field=field_name,
                )


def _words(text: str) -> str:
    return " ".join(filter(None, map(fold, re.split(r"[^\w'’-]+", text))))


_WHY = {
    LeftOut.SAID_NO: "said no",
    LeftOut.WITHDRAWN: "took their yes back",
    LeftOut.NOT_ASKED: "not asked yet",
    LeftOut.DECEASED: "deceased",
    LeftOut.DO_NOT_CONTACT: "not to be contacted",
    LeftOut.RESTRICTED: "asked us to restrict the use of their data",
    LeftOut.OBJECTED: "objected to the use of their data",
    LeftOut.POINTS_TO_ONE: "left out by hand",
}


def left_out_words(counts: dict[LeftOut, int]) -> str:
    """Say how many were left out and why, for the hub's own eyes: "3 said no, 12 not asked yet"."""
    return ", ".join(f"{counts[why]:,} {words}" for why, words in _WHY.items() if counts.get(why))


def nobody_words(gathered: Gathered) -> str:
    """Say why there is nothing to hand over."""
    told = left_out_words(gathered.scope.counts)
    return f"Nobody can go to {gathered.recipient.name}: {told or 'nobody is in scope'}."
