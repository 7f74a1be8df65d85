"""A page of volunteers over a real hub: Agnieszka, whose DBS is due, and Dev, who applied."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time

import pytest

from db.enums import AreaKind, CheckLevel, CheckStatus, CheckType, Skill, Transport, VolunteerStatus
from desktop.context import AppContext
from desktop.services.areas import AreaDraft, Areas
from desktop.services.checks import CheckDraft, Checks
from desktop.services.households import HouseholdDraft
from desktop.services.hubs import OpenHub
from desktop.services.people import PersonDraft, PhoneDraft
from desktop.services.volunteers import SlotDraft, VolunteerDraft, Volunteers
from desktop.ui.volunteers.page import VolunteersPage


@dataclass(frozen=True)
class Cast:
    """Keys of what the hub holds."""

    agnieszka: str
    dev: str
    northfold: str


def record_checks(hub: OpenHub, agnieszka: str) -> None:
    """Identity and references seen; a DBS to be checked again within days."""
    checks, actor = Checks(hub.tools), hub.actor
    seen, held = CheckStatus.VERIFIED, date(2023, 11, 24)
    for kind in (CheckType.IDENTITY, CheckType.REFERENCES):
        checks.save(actor, agnieszka, CheckDraft(kind, seen, seen_by="Helen Strickland", seen_on=held))
    checks.save(
        actor,
        agnieszka,
        CheckDraft(
            CheckType.DBS,
            seen,
            CheckLevel.ENHANCED_ADULTS_BARRED,
            "001234564471",
            date(2023, 11, 20),
            "Helen Strickland",
            held,
            date(2026, 11, 20),
        ),
    )


@pytest.fixture
def cast(hub: OpenHub) -> Cast:
    """Agnieszka is active, her DBS due in three days; Dev applied and his is not back."""
    volunteers, checks, actor = Volunteers(hub.tools), Checks(hub.tools), hub.actor
    northfold = Areas(hub.tools).save(actor, AreaDraft("Northfold", AreaKind.WARD)).made
    who = PersonDraft(
        first_name="Agnieszka",
        last_name="Nowak",
        date_of_birth=date(1984, 6, 2),
        phones=(PhoneDraft("07700 900 552"),),
        household=HouseholdDraft(address_line1="9 Tidewell Street", town="Northfold", postcode="QX4 2AB"),
    )
    slots = frozenset(SlotDraft(day, time(8), time(12)) for day in (0, 2)) | {
        SlotDraft(4, time(13), time(16))
    }
    agnieszka = volunteers.save(
        actor,
        VolunteerDraft(
            person=who,
            transport=Transport.CAR,
            weekly_minutes=360,
            joined_on=date(2022, 3, 1),
            skills=frozenset({Skill.COOKING}),
            languages=frozenset({"pl"}),
            area_ids=frozenset({northfold}),
            slots=slots,
        ),
    ).made
    volunteers.move(actor, agnieszka, VolunteerStatus.ACTIVE)
    record_checks(hub, agnieszka)
    dev = volunteers.save(
        actor,
        VolunteerDraft(
            person=PersonDraft(
                first_name="Dev", last_name="<b>Raman</b>", phones=(PhoneDraft("07700 900553"),)
            )
        ),
    ).made
    checks.save(
        actor,
        dev,
        CheckDraft(
            CheckType.DBS,
            CheckStatus.APPLIED,
            CheckLevel.ENHANCED,
            issued_on=date(2026, 11, 2),
            eligibility_reason="Befriends adults at home every week",
        ),
    )
    return Cast(agnieszka, dev, northfold)


@pytest.fixture
def page(
    cast: Cast, context: AppContext, show_page: Callable[[VolunteersPage], VolunteersPage]
) -> VolunteersPage:
    """The page on show."""
    return show_page(VolunteersPage(context))
