"""The demonstration's loans: a phone that is late, a dongle due soon, and what stands on the shelf."""

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from db.enums import Layer
from db.enums_loans import AssetKind, Condition
from db.models import Asset, Loan, Organisation, Person, Volunteer
from db.session import UnitOfWork
from desktop.domain.loans import HOLD_DATA

if TYPE_CHECKING:
    from desktop.services.demo import Cast

_THINGS = (
    (AssetKind.PHONE, "Phone, black, 1", "T-01", -4),
    (AssetKind.DONGLE, "Dongle, 20 GB", "D-03", 2),
    (AssetKind.TABLET, "Tablet, blue case", "T-09", 19),
    (AssetKind.FREEZER, "Chest freezer", "F-02", 40),
    (AssetKind.HEATER, "Oil heater", "H-01", None),
    (AssetKind.LAPTOP, "Laptop, refurbished", "L-05", None),
    (AssetKind.WHEELCHAIR, "Wheelchair, folding", "W-01", None),
)


def write_loans(work: UnitOfWork, cast: "Cast") -> None:
    """Write what the hub lends.

    Args:
        work: the unit of work.
        cast: what the parts share.
    """
    helping = select(Volunteer.person_id)
    people = iter(
        work.session.scalars(
            select(Person.id).where(Person.id.not_in(helping)).order_by(Person.number.desc()).limit(9)
        ).all()
    )
    group = work.session.scalars(
        select(Organisation.id).where(Organisation.layer == Layer.STREET).order_by(Organisation.number)
    ).first()
    for kind, name, tag, days in _THINGS:
        held = Asset(
            number=work.next_number("asset"),
            kind=kind,
            name=name,
            tag=tag,
            condition=Condition.GOOD,
            holds_data=kind in HOLD_DATA,
            wiped_on=cast.today - timedelta(days=40) if kind in HOLD_DATA - {AssetKind.LAPTOP} else None,
        )
        work.add(held)
        work.session.flush()
        if days is None:
            continue
        is_shared = kind is AssetKind.FREEZER and group is not None
        work.add(
            Loan(
                number=work.next_number("loan"),
                asset_id=held.id,
                person_id=None if is_shared else next(people, None),
                organisation_id=group if is_shared else None,
                lent_on=cast.today - timedelta(days=28),
                due_on=cast.today + timedelta(days=days),
                agreed="Calls to family and the surgery" if kind is AssetKind.PHONE else "",
                condition_out=Condition.GOOD,
            )
        )
