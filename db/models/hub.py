"""The hub itself, its laptops, the people at the keyboard and their notes."""

import secrets
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Entry, Record, ref
from db.enums import Nation, Role, TemplateKind
from db.ids import new_id
from db.types import Id, codes


class Hub(Record, Base):
    """The organisation running this copy; one row.

    Attributes:
        lists_key: under it the lists beside a backup are sealed; see `db.sealed_list`.
    """

    __tablename__ = "hub"

    name: Mapped[str]
    nation: Mapped[Nation] = mapped_column(codes(Nation))
    postcode: Mapped[str] = mapped_column(default="")
    easting: Mapped[int | None] = mapped_column(default=None)
    northing: Mapped[int | None] = mapped_column(default=None)
    la_code: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    safeguarding_phone: Mapped[str] = mapped_column(default="")
    lead_name: Mapped[str] = mapped_column(default="")
    consent_wording: Mapped[str] = mapped_column(default="")
    consent_version: Mapped[str] = mapped_column(default="1")
    is_demo: Mapped[bool] = mapped_column(default=False)
    backup_place: Mapped[str] = mapped_column(default="")
    settings: Mapped[dict[str, Any]] = mapped_column(default=dict)
    lists_key: Mapped[str] = mapped_column(default=partial(secrets.token_hex, 32))


class Device(Base):
    """One laptop's copy of the hub; a restore or copy mints a new incarnation."""

    __tablename__ = "device"

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    incarnation: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    prefix: Mapped[str] = mapped_column(default="")
    name: Mapped[str] = mapped_column(default="")
    started_at: Mapped[datetime]
    is_current: Mapped[bool] = mapped_column(default=True)


class User(Record, Base):
    """An account at the keyboard."""

    __tablename__ = "user_account"

    name: Mapped[str]
    is_active: Mapped[bool] = mapped_column(default=True)


class UserRole(Base):
    """One role a user holds."""

    __tablename__ = "user_role"
    __table_args__ = (UniqueConstraint("user_id", "role"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    user_id: Mapped[str] = mapped_column(ref("user_account.id"))
    role: Mapped[Role] = mapped_column(codes(Role))


class ShiftNote(Entry, Base):
    """What one shift tells the next."""

    __tablename__ = "shift_note"

    by_id: Mapped[str] = mapped_column(ref("user_account.id"))
    words: Mapped[str]


class Template(Record, Base):
    """A text, letter or e-mail to copy out."""

    __tablename__ = "template"

    kind: Mapped[TemplateKind] = mapped_column(codes(TemplateKind))
    name: Mapped[str]
    subject: Mapped[str] = mapped_column(default="")
    body: Mapped[str]


class Counter(Base):
    """The last human number given out for a kind of record."""

    __tablename__ = "counter"

    kind: Mapped[str] = mapped_column(primary_key=True)
    last: Mapped[int] = mapped_column(default=0)


class ExtraPostcode(Base):
    """A postcode the hub loaded itself, such as a Northern Ireland list; OSGB metres."""

    __tablename__ = "extra_postcode"

    postcode: Mapped[str] = mapped_column(primary_key=True)
    easting: Mapped[int]
    northing: Mapped[int]
    la_code: Mapped[str] = mapped_column(default="")
    ward_code: Mapped[str] = mapped_column(default="")
