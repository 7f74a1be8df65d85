"""What a printed concern is made of, and the facts of its sharing that are kept inside the seal."""

from dataclasses import dataclass
from datetime import datetime

from db.enums import Nation
from desktop.domain.concerns import ConcernFile


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
    """

    name: str = ""
    born: str = ""
    address: str = ""
    phone: str = ""
    communication: str = ""
    household: str = ""


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
    demo: bool = False


@dataclass(frozen=True, slots=True)
class SharedConcern:
    """What is recorded when a form leaves, inside the seal: an open record would tell of the concern.

    Attributes:
        recipient: the one it was made for.
        form: its title.
        law: what it rests on.
        file_hash: SHA-256 of the file as it left.
        is_locked: whether a password opens it.
    """

    recipient: str
    form: str
    law: str
    file_hash: str
    is_locked: bool

    def words(self) -> str:
        """The record as an entry of the concern."""
        locked = "locked with a password" if self.is_locked else "not locked"
        return f"{self.form}, for {self.recipient}. {self.law} File {self.file_hash[:16]}, {locked}."
