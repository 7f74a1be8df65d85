"""The grounds in law and the purposes on offer: data of the hub's own, read wherever somebody chooses one.

What a share, a referral or an answer stands on is kept in words beside it, so that a ground changed or
retired later still reads there as it did on the day.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.enums import LawfulBasis
from db.enums_protection import TermKind
from db.models import DataPurpose, LegalTerm
from desktop.services.base import Actor, Service, verb

_BASES = select(LegalTerm).where(LegalTerm.kind == TermKind.BASIS, LegalTerm.voided_at.is_(None))


@dataclass(frozen=True, slots=True)
class BasisChoice:
    """A basis of Article 6 that may be chosen.

    Attributes:
        code: of the term.
        basis: whose rules the app follows with it.
    """

    code: str
    label: str
    basis: LawfulBasis
    is_active: bool


@dataclass(frozen=True, slots=True)
class PurposeChoice:
    """A purpose that may be chosen.

    Attributes:
        basis_code: of the basis decided on for it.
    """

    code: str
    label: str
    basis_code: str
    is_active: bool


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a share stands on, as it reads today.

    Attributes:
        law: basis and conditions with their sources, one after the other.
        condition: of Article 9 and Schedule 1; empty where there is none.
        necessary: why it cannot be done with less.
    """

    law: str = ""
    condition: str = ""
    necessary: str = ""


NO_GROUNDS = Grounds()


class Laws(Service):
    """Verbs on what may be chosen."""

    @verb("law.see")
    def bases(self, _actor: Actor) -> list[BasisChoice]:
        """Every basis, retired ones too, in the hub's order."""
        with self.store.read() as session:
            return bases_of(session)

    @verb("law.see")
    def purposes(self, _actor: Actor) -> list[PurposeChoice]:
        """Every purpose, retired ones too, in the hub's order."""
        with self.store.read() as session:
            found = select(DataPurpose).where(DataPurpose.voided_at.is_(None))
            return [
                PurposeChoice(one.code, one.label, one.basis_code or one.basis.value, one.is_active)
                for one in session.scalars(found.order_by(DataPurpose.position, DataPurpose.label))
            ]

    @verb("law.see")
    def grounds(
        self, _actor: Actor, basis: LawfulBasis | None, basis_code: str, purpose_code: str
    ) -> Grounds:
        """What a basis and a purpose come to in words."""
        with self.store.read() as session:
            return grounds_of(session, basis, basis_code, purpose_code)


def bases_of(session: Session) -> list[BasisChoice]:
    """Every basis whose rules are known: those of the law the app was made under, and what acts like one."""
    found = session.scalars(_BASES.order_by(LegalTerm.position, LegalTerm.label))
    pairs = ((one, acts_as(one)) for one in found)
    return [BasisChoice(one.code, one.label, basis, one.is_active) for one, basis in pairs if basis]


def acts_as(term: LegalTerm) -> LawfulBasis | None:
    """Whose rules the app follows with a basis; None where nobody said."""
    known = {one.value: one for one in LawfulBasis}
    return term.acts_as or known.get(term.code)


def grounds_of(
    session: Session, basis: LawfulBasis | None, basis_code: str = "", purpose_code: str = ""
) -> Grounds:
    """What a share stands on, in words, as the registers read now.

    Args:
        session: an open session.
        basis: whose rules hold; None for a share that needs none, such as a person's own copy.
        basis_code: of the term chosen; the basis' own when empty.
        purpose_code: of the purpose; empty where none was chosen.
    """
    if basis is None:
        return Grounds()
    terms = {(one.kind, one.code): one for one in session.scalars(select(LegalTerm))}
    purpose = session.scalars(select(DataPurpose).where(DataPurpose.code == purpose_code)).first()
    stands = terms.get((TermKind.BASIS, basis_code or basis.value))
    said = [_said(stands) if stands is not None else basis.value.replace("_", " ")]
    if purpose is None:
        return Grounds(said[0])
    interest = terms.get((TermKind.RECOGNISED_INTEREST, purpose.interest))
    if interest is not None and basis is purpose.basis:
        said.append(_said(interest))
    conditions = _conditions(terms.get((TermKind.SPECIAL_CONDITION, purpose.special)))
    conditions += _conditions(terms.get((TermKind.SCHEDULE_1, purpose.schedule)))
    return Grounds("; ".join([*said, *conditions]), "; ".join(conditions), purpose.necessary)


def _conditions(term: LegalTerm | None) -> list[str]:
    return [] if term is None else [_said(term)]


def _said(term: LegalTerm) -> str:
    return f"{term.label} ({term.source})" if term.source else term.label


def offered(found: Sequence[BasisChoice], chosen: str = "") -> list[tuple[str, str]]:
    """Codes and labels to choose from: those in use, and the one a record stands on although retired."""
    return [(one.code, one.label) for one in found if one.is_active or one.code == chosen]
