"""Areas and the organisations that work in them."""

from datetime import date

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Record, ref
from db.enums import AreaKind, AreaPartKind, Layer
from db.ids import new_id
from db.types import Id, codes


class Area(Record, Base):
    """A patch: street, estate, ward, locality or borough; may lie in another.

    Attributes:
        owner_id: the organisation whose area it is; None for this hub's own.
        population: how many people live there, where somebody wrote it down; never needed.
        homes: how many homes there are, likewise.
    """

    __tablename__ = "area"

    name: Mapped[str]
    kind: Mapped[AreaKind] = mapped_column(codes(AreaKind))
    parent_id: Mapped[str | None] = mapped_column(ref("area.id"), default=None)
    owner_id: Mapped[str | None] = mapped_column(ref("organisation.id"), default=None)
    population: Mapped[int | None] = mapped_column(default=None)
    homes: Mapped[int | None] = mapped_column(default=None)
    note: Mapped[str] = mapped_column(default="")


class AreaPart(Base):
    """A postcode, sector, outcode or ward that belongs to an area.

    Attributes:
        value: the postcode, sector or outcode, or the GSS code of a ward.
        label: the name of a ward, which its code does not tell; empty for the others.
    """

    __tablename__ = "area_part"
    __table_args__ = (UniqueConstraint("area_id", "kind", "value"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    area_id: Mapped[str] = mapped_column(ref("area.id"))
    kind: Mapped[AreaPartKind] = mapped_column(codes(AreaPartKind))
    value: Mapped[str] = mapped_column(index=True)
    label: Mapped[str] = mapped_column(default="")


class Organisation(Record, Base):
    """Any body that helps, refers or receives: a street group, an anchor, a council.

    Attributes:
        contact_until: the last day the contact named is to be rung; None where no end was said.
        deputy_until: likewise of the deputy.
        contact_checked_on: the day somebody last made sure of who is to be rung.
        agreement_from: the day the sharing agreement began.
    """

    __tablename__ = "organisation"

    number: Mapped[int] = mapped_column(index=True)
    name: Mapped[str] = mapped_column(index=True)
    layer: Mapped[Layer] = mapped_column(codes(Layer))
    remit: Mapped[str] = mapped_column(default="")
    boundaries: Mapped[str] = mapped_column(default="")
    contact_name: Mapped[str] = mapped_column(default="")
    contact_role: Mapped[str] = mapped_column(default="")
    contact_until: Mapped[date | None] = mapped_column(default=None)
    deputy_name: Mapped[str] = mapped_column(default="")
    deputy_role: Mapped[str] = mapped_column(default="")
    deputy_phone: Mapped[str] = mapped_column(default="")
    deputy_until: Mapped[date | None] = mapped_column(default=None)
    contact_checked_on: Mapped[date | None] = mapped_column(default=None)
    phone: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    url: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    postcode: Mapped[str] = mapped_column(default="")
    la_code: Mapped[str] = mapped_column(default="")
    agreement: Mapped[str] = mapped_column(default="")
    agreement_from: Mapped[date | None] = mapped_column(default=None)
    agreement_until: Mapped[date | None] = mapped_column(default=None)
    note: Mapped[str] = mapped_column(default="")


class OrganisationArea(Base):
    """An area an organisation works in."""

    __tablename__ = "organisation_area"
    __table_args__ = (UniqueConstraint("organisation_id", "area_id"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    organisation_id: Mapped[str] = mapped_column(ref("organisation.id"))
    area_id: Mapped[str] = mapped_column(ref("area.id"), index=True)


class OrganisationNeed(Base):
    """A kind of need an organisation can meet."""

    __tablename__ = "organisation_need"
    __table_args__ = (UniqueConstraint("organisation_id", "need_type_id"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    organisation_id: Mapped[str] = mapped_column(ref("organisation.id"))
    need_type_id: Mapped[str] = mapped_column(ref("need_type.id"), index=True)
