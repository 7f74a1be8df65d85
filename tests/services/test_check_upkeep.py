"""Certificate information goes six months after the decision; what was decided and seen stays."""

from dataclasses import replace
from datetime import date

import pytest

from db.enums import Answer, CheckLevel, CheckStatus, CheckType, Role, VolunteerStatus
from db.enums_checks import CheckDecision
from db.erase import erase_values
from db.models import Change, Check
from db.verify import verify_chain
from desktop.services.base import Actor
from desktop.services.check_upkeep import CheckUpkeep
from desktop.services.checks import CheckDraft, Checks
from desktop.services.history import History
from desktop.services.hubs import OpenHub
from desktop.services.people import PersonDraft
from desktop.services.today import TodayDesk
from desktop.services.volunteers import VolunteerDraft, Volunteers

NUMBER = "001234567890"
SEEN = date(2026, 3, 1)
DBS = CheckDraft(
    CheckType.DBS,
    CheckStatus.VERIFIED,
    CheckLevel.ENHANCED_ADULTS_BARRED,
    NUMBER,
    SEEN,
    "Helen",
    SEEN,
    date(2029, 3, 1),
    decision=CheckDecision.SUITABLE,
    decided_by="Helen",
    decided_on=SEEN,
    eligibility_reason="Shops for adults who are ill",
)


def record(hub: OpenHub, draft: CheckDraft = DBS, name: str = "Sian") -> str:
    """A volunteer with one check; the volunteer's key."""
    volunteers = Volunteers(hub.tools)
    made = volunteers.save(hub.actor, VolunteerDraft(person=PersonDraft(name, email="a@example.org"))).made
    volunteers.move(hub.actor, made, VolunteerStatus.ACTIVE)
    Checks(hub.tools).save(hub.actor, made, draft)
    return made


def told(hub: OpenHub, actor: Actor | None = None) -> list[str]:
    items = TodayDesk(hub.tools).day(actor or hub.actor).items
    return [one.key for one in items if one.key.startswith("old_details")]


def values(hub: OpenHub) -> str:
    with hub.store.read() as session:
        kept = session.query(Change.value, Change.salt).filter_by(entity="check_record").all()
        return repr(kept) + repr([one.reference for one in session.query(Check).all()])


def test_the_number_goes_and_what_was_decided_stays(hub: OpenHub) -> None:
    sian = record(hub)
    upkeep = CheckUpkeep(hub.tools)
    (due,) = upkeep.old_details(hub.actor)
    assert (due.name, due.volunteer_id, due.decided_on) == ("Sian", sian, SEEN)
    assert told(hub) == ["old_details:all"]
    assert told(hub, replace(hub.actor, roles=frozenset({Role.COORDINATOR}))) == []
    assert NUMBER in values(hub)
    done = upkeep.destroy(hub.actor, [due.id])
    assert NUMBER not in values(hub)
    (line,) = Checks(hub.tools).of(hub.actor, sian)
    assert (line.ends, line.level, line.seen_by, line.seen_on, line.issued_on) == (
        "",
        CheckLevel.ENHANCED_ADULTS_BARRED,
        "Helen",
        SEEN,
        SEEN,
    )
    assert (line.decision, line.decided_on) == (CheckDecision.SUITABLE, SEEN)
    assert upkeep.old_details(hub.actor) == []
    assert told(hub) == []
    with hub.store.read() as session:
        assert not verify_chain(session)[1]
    History(hub.tools).undo(hub.actor, done.txn)
    assert NUMBER not in values(hub)


@pytest.mark.parametrize(
    ("decided", "due"), [(date(2026, 5, 17), 1), (date(2026, 5, 18), 0), (date(2026, 11, 17), 0)]
)
def test_six_months_are_counted_from_the_decision(hub: OpenHub, decided: date, due: int) -> None:
    record(hub, replace(DBS, decided_on=decided))
    assert len(CheckUpkeep(hub.tools).old_details(hub.actor)) == due


def test_what_is_not_due_is_left_alone(hub: OpenHub) -> None:
    record(hub, replace(DBS, decided_on=date(2026, 11, 1)))
    with hub.store.read() as session:
        key = session.query(Check.id).scalar()
    assert not CheckUpkeep(hub.tools).destroy(hub.actor, [key]).txn
    assert NUMBER in values(hub)


def test_a_number_on_the_update_service_stays_for_status_checks(hub: OpenHub) -> None:
    record(hub, replace(DBS, update_service=Answer.YES, update_consent=Answer.YES))
    upkeep = CheckUpkeep(hub.tools)
    (due,) = upkeep.old_details(hub.actor)
    upkeep.destroy(hub.actor, [due.id])
    assert NUMBER in values(hub)
    assert upkeep.old_details(hub.actor) == []


def test_a_check_out_of_use_is_told_of_too(hub: OpenHub) -> None:
    sian = record(hub, replace(DBS, update_service=Answer.YES, update_consent=Answer.YES))
    checks, upkeep = Checks(hub.tools), CheckUpkeep(hub.tools)
    (line,) = checks.of(hub.actor, sian)
    checks.void(hub.actor, line.id, "Left")
    upkeep.destroy(hub.actor, [one.id for one in upkeep.old_details(hub.actor)])
    assert NUMBER not in values(hub)


def test_only_fields_kept_apart_can_be_erased_alone(hub: OpenHub) -> None:
    with hub.store.write(hub.actor.user_id) as work, pytest.raises(ValueError, match="apart"):
        erase_values(work, "check_record", "level", [])
