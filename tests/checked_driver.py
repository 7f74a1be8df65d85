"""Kofi Mensah, a driver whom a hub has checked for everything: for tests that need somebody to send."""

from dataclasses import replace
from datetime import date, time

from db.enums import CheckLevel, CheckStatus, CheckType, Transport, VolunteerStatus
from desktop.services.checks import CheckDraft, Checks
from desktop.services.households import HouseholdDraft
from desktop.services.hubs import OpenHub
from desktop.services.people import PersonDraft, PhoneDraft
from desktop.services.volunteers import SlotDraft, VolunteerDraft, Volunteers

SEEN, REVIEW = date(2026, 5, 1), date(2028, 1, 1)
NOT_ENGLISH = frozenset({CheckType.DISCLOSURE_SCOTLAND, CheckType.ACCESS_NI})


def add_driver(
    hub: OpenHub,
    seen: date = SEEN,
    review: date = REVIEW,
    first: time = time(8),
    last: time = time(20),
) -> str:
    """Add him, active, with a car and every check of an English hub.

    Args:
        hub: the hub.
        seen: the day his papers were seen.
        review: the day everything is due again, and the last day of licence and insurance.
        first: from when he is free, every day.
        last: until when.

    Returns:
        His key as a volunteer.
    """
    person = PersonDraft(
        "Kofi",
        last_name="Mensah",
        date_of_birth=date(1980, 1, 1),
        phones=(PhoneDraft("07700 900415"),),
        household=HouseholdDraft("1 Kelp Street", postcode="QX4 2AB"),
    )
    slots = frozenset(SlotDraft(day, first, last) for day in range(7))
    draft = VolunteerDraft(person=person, transport=Transport.CAR, weekly_minutes=900, slots=slots)
    volunteers, checks = Volunteers(hub.tools), Checks(hub.tools)
    made = volunteers.save(hub.actor, draft).made
    volunteers.move(hub.actor, made, VolunteerStatus.ACTIVE)
    for kind in set(CheckType) - NOT_ENGLISH:
        level = CheckLevel.ENHANCED_ADULTS_BARRED if kind is CheckType.DBS else CheckLevel.NONE
        given = CheckDraft(kind, CheckStatus.VERIFIED, level, seen_by="Helen", seen_on=seen, issued_on=seen)
        dated = {"review_on": review, "licence_to": review, "insurance_to": review}
        checks.save(hub.actor, made, replace(given, **dated))
    return made
