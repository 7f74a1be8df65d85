"""What a printed concern is made of, and the facts of its sharing that are kept inside the seal."""

from dataclasses import dataclass
from datetime import datetime

from db.enums import Nation
from desktop.domain.concerns import ConcernFile
from desktop.exports.words import clock, long_date


def moment(at: datetime) -> str:
    """Write a moment with its year, as a court needs it: "16 November 2026, 4:40pm"."""
    return f"{long_date(at.date())}, {clock(at)}"


@dataclass(frozen=True, slots=True)
class Referrer:
    """Who sends the form. Any text may be blank: a line is left to write on.

    Attributes:
        name: the person to ring back.
        role: at the hub.
        phone: their number.
        email: their address.
        relationship: to the person it is about.
        wants_no_name: their name is not to be told to the person or the family.
    """

    name: str = ""
    role: str = ""
    phone: str = ""
    email: str = ""
    relationship: str = ""
    wants_no_name: bool = False


@dataclass(frozen=True, slots=True)
class AtRisk:
    """The person it is about, as far as the hub knows.

    Attributes:
        name: in full.
        born: date of birth or age, in words.
        address: in one line.
        phone: their number.
        communication: needs, language, interpreter.
        household: who lives there, children among them.
        parents: of a child: parents, carers, and who has parental responsibility.
        school: of a child: school, nursery or college.
        carers: of an adult: family, friends or services who care for them.
        gp: their practice.
    """

    name: str = ""
    born: str = ""
    address: str = ""
    phone: str = ""
    communication: str = ""
    household: str = ""
    parents: str = ""
    school: str = ""
    carers: str = ""
    gp: str = ""


@dataclass(frozen=True, slots=True)
class ConcernReport:
    """One form for one recipient.

    Attributes:
        concern: the whole concern.
        nation: whose form.
        is_child: the form for a child.
        recipient: the authority, its team; empty for the words of the form.
        recipient_phone: its number.
        hub_name: who sends it.
        hub_phone: the hub's number.
        referrer: whom to ring back.
        subject: the person it is about.
        made_at: the moment of printing, where the laptop is.
        area_code: GSS code of the authority where the person is; empty where not known.
        demo: whether the people are made up.
    """

    concern: ConcernFile
    nation: Nation
    is_child: bool
    recipient: str
    hub_name: str
    made_at: datetime
    recipient_phone: str = ""
    hub_phone: str = ""
    referrer: Referrer = Referrer()
    subject: AtRisk = AtRisk()
    area_code: str = ""
    demo: bool = False


@dataclass(frozen=True, slots=True)
class RecordPrint:
    """The whole record of a concern for somebody: a court, or the person's own request for their data.

    Attributes:
        concern: the whole concern.
        hub_name: whose it is.
        made_at: the moment of printing, where the laptop is.
        by: who prints it.
        recipient: for whom; empty for the lead's own file.
        purpose: why.
        hub_phone: whom to ring where it is found.
        demo: whether the people are made up.
    """

    concern: ConcernFile
    hub_name: str
    made_at: datetime
    by: str = ""
    recipient: str = ""
    purpose: str = ""
    hub_phone: str = ""
    demo: bool = False


@dataclass(frozen=True, slots=True)
class SharedConcern:
    """What is recorded when a print leaves, inside the seal: an open record would tell of the concern.

    Attributes:
        recipient: the one it was made for.
        form: its title.
        purpose: why.
        basis: what it rests on: the law of the form, and of sharing it.
        fields: what it held; what was left to be written by pen is not among them.
        file_hash: SHA-256 of the file as it left.
        is_locked: whether a password opens it.
        by: who made it.
        at: when, where the laptop is.
    """

    recipient: str
    form: str
    purpose: str
    basis: str
    fields: tuple[str, ...]
    file_hash: str
    is_locked: bool
    by: str
    at: datetime

    def words(self) -> str:
        """The record as an entry of the concern."""
        by = f" by {self.by}" if self.by.strip() else ""
        locked = "locked with a password" if self.is_locked else "not locked"
        return "\n".join(
            (
                f"{self.form}, for {self.recipient}. Made {moment(self.at)}{by}, {locked}.",
                f"Why: {self.purpose}",
                f"Law: {self.basis}",
                f"It held: {', '.join(self.fields)}.",
                f"File (SHA-256): {self.file_hash}",
            )
        )
