"""The demonstration's volunteers: skills, times, and checks in every state."""

from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import TYPE_CHECKING, Any

from db.enums import CheckLevel, CheckStatus, CheckType, Skill, Transport, VolunteerStatus
from db.models import (
    Check,
    Person,
    Phone,
    Volunteer,
    VolunteerArea,
    VolunteerLanguage,
    VolunteerSkill,
    VolunteerSlot,
)
from db.session import UnitOfWork
from desktop.domain.age import ADULT, age_on
from desktop.services.demo_checks import evidence

if TYPE_CHECKING:
    from desktop.services.demo import Cast

LANGUAGES = ("pl", "cy", "pa", "ur", "bn", "ar", "ro", "pt")
STATUSES = (
    (VolunteerStatus.ACTIVE, 78),
    (VolunteerStatus.APPLIED, 7),
    (VolunteerStatus.CONTACTED, 4),
    (VolunteerStatus.RESTING, 5),
    (VolunteerStatus.DORMANT, 4),
    (VolunteerStatus.LEFT, 2),
)
COMMON = (CheckType.IDENTITY, CheckType.REFERENCES, CheckType.INDUCTION)
OFTEN = (
    CheckType.SAFEGUARDING_TRAINING,
    CheckType.MEDICINES_TRAINING,
    CheckType.FOOD_HYGIENE,
    CheckType.FIRST_AID,
)


@dataclass(frozen=True, slots=True)
class Helper:
    """A volunteer as later parts of the demonstration need them; ``drives`` rounds, and may."""

    id: str
    is_active: bool
    is_checked: bool
    drives: bool


def write_volunteers(work: UnitOfWork, cast: "Cast", count: int) -> list[Helper]:
    """Write volunteers with all that belongs to them.

    Args:
        work: the unit of work.
        cast: what the parts share.
        count: how many.

    Returns:
        The volunteers, in order.
    """
    from desktop.services.demo import households, person_row, phone_row

    chance = cast.random
    homes = households(work, cast, count)
    number = work.next_number("person", count)
    persons = [person_row(cast, number + n, home, youngest=17) for n, home in enumerate(homes)]
    people = work.insert_many(Person, persons)
    work.insert_many(Phone, [phone_row(chance, key) for key in people])
    first = work.next_number("volunteer", count)
    rows = [_volunteer(cast, first + n, person) for n, person in enumerate(people)]
    keys = work.insert_many(Volunteer, rows)
    helpers = []
    checks: list[dict[str, Any]] = []
    for key, row, person in zip(keys, rows, persons, strict=True):
        good = row["status"] is VolunteerStatus.ACTIVE and chance.random() < 0.85
        drives = row["transport"] in (Transport.CAR, Transport.VAN)
        own = _checks(cast, key, good, drives)
        checks += own
        may = good and drives and _may_carry(cast, person["date_of_birth"], own)
        helpers.append(Helper(key, row["status"] is VolunteerStatus.ACTIVE, good, may))
    work.insert_many(Check, checks)
    _belongings(work, cast, keys)
    return helpers


def _may_carry(cast: "Cast", born: date | None, checks: list[dict[str, Any]]) -> bool:
    """Whether somebody may take meals to people's doors: of age, and with all that the rules ask."""
    held = {one["type"] for one in checks if one["status"] is CheckStatus.VERIFIED}
    return (age_on(born, cast.today) or 0) >= ADULT and held >= {
        *COMMON,
        CheckType.FOOD_HYGIENE,
        CheckType.DBS,
    }


def _volunteer(cast: "Cast", number: int, person_id: str) -> dict[str, Any]:
    chance = cast.random
    statuses, weights = zip(*STATUSES, strict=True)
    return {
        "number": number,
        "person_id": person_id,
        "status": chance.choices(statuses, weights)[0],
        "transport": chance.choices(tuple(Transport), (35, 20, 40, 5))[0],
        "weekly_minutes": chance.choice((60, 120, 120, 180, 240, 360, 480)),
        "joined_on": cast.today - timedelta(days=chance.randint(5, 900)),
    }


def _checks(cast: "Cast", key: str, good: bool, drives: bool) -> list[dict[str, Any]]:
    chance = cast.random
    rows = [_check(cast, key, kind, good or chance.random() < 0.5) for kind in COMMON]
    rows += [_check(cast, key, kind, True) for kind in OFTEN if chance.random() < (0.7 if good else 0.2)]
    if drives:
        rows.append(_check(cast, key, CheckType.DRIVING_PAPERS, good or chance.random() < 0.5))
    if good or chance.random() < 0.4:
        level = chance.choice(
            (CheckLevel.ENHANCED, CheckLevel.ENHANCED_ADULTS_BARRED, CheckLevel.ENHANCED_ADULTS_BARRED)
        )
        rows.append(_check(cast, key, CheckType.DBS, good, level))
    return rows


def _check(
    cast: "Cast", key: str, kind: CheckType, verified: bool, level: CheckLevel = CheckLevel.NONE
) -> dict[str, Any]:
    chance = cast.random
    seen: date = cast.today - timedelta(days=chance.randint(20, 800))
    status = (
        CheckStatus.VERIFIED
        if verified
        else chance.choice((CheckStatus.APPLIED, CheckStatus.NEEDED, CheckStatus.IN_PROGRESS))
    )
    row = {
        "volunteer_id": key,
        "type": kind,
        "level": level,
        "status": status,
        "reference": f"{chance.randint(1, 999_999_999_999):012}" if level is not CheckLevel.NONE else "",
        "issued_on": seen if verified else None,
        "seen_by": "Helen Strickland" if verified else "",
        "seen_on": seen if verified else None,
        "review_on": seen + timedelta(days=1095) if verified else None,
    }
    return row | evidence(row, cast.today, (cast.today - seen).days)


def _belongings(work: UnitOfWork, cast: "Cast", keys: list[str]) -> None:
    chance, areas = cast.random, sorted(cast.areas.values())
    skills = tuple(Skill)
    work.insert_many(
        VolunteerSkill,
        [
            {"volunteer_id": key, "skill": skill}
            for key in keys
            for skill in chance.sample(skills, chance.choice((0, 1, 1, 2, 3)))
        ],
    )
    work.insert_many(
        VolunteerArea,
        [
            {"volunteer_id": key, "area_id": area}
            for key in keys
            for area in chance.sample(areas, min(len(areas), chance.choice((1, 2, 2, 3))))
        ],
    )
    work.insert_many(
        VolunteerLanguage,
        [
            {"volunteer_id": key, "language_code": code}
            for key in keys
            if chance.random() < 0.25
            for code in chance.sample(LANGUAGES, 1)
        ],
    )
    work.insert_many(
        VolunteerSlot,
        [
            {"volunteer_id": key, "weekday": day, "starts_at": time(start), "ends_at": time(start + hours)}
            for key in keys
            for day in sorted(chance.sample(range(7), chance.choice((2, 3, 5, 7))))
            for start, hours in [chance.choice(((9, 4), (9, 9), (10, 3), (13, 5), (17, 3)))]
        ],
    )
