"""What a handover of whole tables holds besides people: referrals, plans and volunteers."""

import csv
import io
import zipfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from db.enums import (
    Answer,
    CheckLevel,
    CheckStatus,
    CheckType,
    LawfulBasis,
    Layer,
    Role,
    TaskKind,
    TaskStatus,
    Urgency,
    VolunteerStatus,
)
from db.enums_referrals import ReferralDirection, ReferralStatus
from db.models import Check, NeedType, Organisation, Person, Referral, Request, Task, Volunteer
from db.session import UnitOfWork
from desktop.exports.handover_fields import Preset
from desktop.exports.handover_plan import HandoverPlan
from desktop.exports.make_handover import make_handover
from desktop.exports.verify import verify_package
from desktop.exports.verify_copies import records
from desktop.services.consents import write_consent
from desktop.services.hubs import OpenHub

PLAN = HandoverPlan("", "To carry on", LawfulBasis.CONSENT, Preset.FULL_CANONICAL)


@pytest.fixture
def council(real_hub: OpenHub) -> str:
    """A council; two people who said yes to it, one with a private need; a volunteer who said yes."""
    now = real_hub.tools.clock()
    with real_hub.store.write(real_hub.actor.user_id) as work:
        needs = {one.code: one for one in work.session.scalars(select(NeedType))}
        work.add(
            one := Organisation(
                number=work.next_number("organisation"), name="Riverbank Council", layer=Layer.STATUTORY
            )
        )
        work.session.flush()
        private = next(each for each in needs.values() if each.is_private)
        for first, need in (("Jean", needs["food_parcel"]), ("Ann", private), ("Tom", None)):
            person = Person(number=work.next_number("person"), first_name=first, last_name="Mallory")
            work.add(person)
            work.session.flush()
            write_consent(work, person.id, Answer.YES, now, recipient_id=one.id, purpose="share")
            if need is None:
                _volunteer(work, person.id)
                continue
            _asked(work, person.id, one.id, need.id, now)
        return one.id


def _asked(work: UnitOfWork, person_id: str, council: str, need_id: str, now: datetime) -> None:
    request = Request(
        number=work.next_number("request"),
        person_id=person_id,
        need_type_id=need_id,
        urgency=Urgency.TODAY,
        taken_at=now,
        words="Soup",
    )
    work.add(request)
    work.session.flush()
    day = now.date()
    work.add(
        Task(
            request_id=request.id,
            occurrence=day,
            on_date=day,
            kind=TaskKind.VISIT,
            status=TaskStatus.PLANNED,
        )
    )
    work.add(
        Referral(
            number=work.next_number("referral"),
            direction=ReferralDirection.OUT,
            status=ReferralStatus.SENT,
            request_id=request.id,
            person_id=person_id,
            organisation_id=council,
            need_type_id=need_id,
            words="Words for one reader",
            basis=LawfulBasis.CONSENT,
            taken_at=now,
            sent_at=now,
        )
    )


def _volunteer(work: UnitOfWork, person_id: str) -> None:
    helper = Volunteer(
        number=work.next_number("volunteer"), person_id=person_id, status=VolunteerStatus.ACTIVE, note="Kind"
    )
    work.add(helper)
    work.session.flush()
    work.add(
        Check(
            volunteer_id=helper.id,
            type=CheckType.DBS,
            level=CheckLevel.BASIC,
            status=CheckStatus.VERIFIED,
            reference="001234567890",
        )
    )


def _made(real_hub: OpenHub, plan: HandoverPlan, out: Path) -> dict[str, bytes]:
    out.mkdir()
    made = make_handover(real_hub.tools, real_hub.actor, plan, out, None, real_hub.tools.clock())
    assert verify_package(made.info.path) == []
    with zipfile.ZipFile(made.info.path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


def test_referrals_go_by_kind_and_state_and_a_private_one_not_at_all(
    real_hub: OpenHub, council: str, tmp_path: Path
) -> None:
    files = _made(real_hub, replace(PLAN, recipient_id=council), tmp_path / "out")
    (row,) = _rows(files["referrals.csv"])
    assert row["referred_to_organisation"] == "Riverbank Council"
    assert (row["service_code"], row["status"], row["consent"]) == ("food_parcel", "sent", "yes")
    assert not [name for name, content in files.items() if b"Words for one reader" in content]


def test_what_is_planned_is_in_the_calendar_without_names(
    real_hub: OpenHub, council: str, tmp_path: Path
) -> None:
    files = _made(real_hub, replace(PLAN, recipient_id=council), tmp_path / "out")
    found = records(files["rota.ics"], "VEVENT")
    assert sorted(each["SUMMARY"] for each in found) == ["Visit R-1", "Visit R-2"]
    assert b"Jean" not in files["rota.ics"]


def test_volunteers_stay_out_unless_asked_for_and_their_numbers_always(
    real_hub: OpenHub, council: str, tmp_path: Path
) -> None:
    plan = replace(PLAN, recipient_id=council)
    assert "volunteers.csv" not in _made(real_hub, plan, tmp_path / "without")
    real_hub.actor = replace(real_hub.actor, roles=frozenset({Role.LEAD}))
    files = _made(real_hub, replace(plan, with_volunteers=True), tmp_path / "with")
    (row,) = _rows(files["volunteers.csv"])
    assert (row["first_name"], row["check_regime"], row["check_level"]) == ("Tom", "dbs", "basic")
    assert not [name for name, content in files.items() if b"001234567890" in content]


def test_who_may_not_see_checks_hands_none_over(real_hub: OpenHub, council: str, tmp_path: Path) -> None:
    real_hub.actor = replace(real_hub.actor, roles=frozenset({Role.COORDINATOR}))
    files = _made(real_hub, replace(PLAN, recipient_id=council, with_volunteers=True), tmp_path / "out")
    (row,) = _rows(files["volunteers.csv"])
    assert (row["check_regime"], row["check_level"]) == ("", "")
