"""Volunteers, checks and matching through the services, over a real store."""

from dataclasses import dataclass
from datetime import date, time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.enums import (
    Answer,
    CheckLevel,
    CheckStatus,
    CheckType,
    OfferAnswer,
    RequestStatus,
    Skill,
    Transport,
    VolunteerStatus,
)
from db.models import ClearanceRule
from db.queries.volunteers import VolunteerFilter
from desktop.domain.errors import DomainError
from desktop.services.checks import CheckDraft, Checks
from desktop.services.households import HouseholdDraft
from desktop.services.hubs import OpenHub
from desktop.services.intake import CallDraft, Intake
from desktop.services.matching import Matching
from desktop.services.offers import Offers
from desktop.services.people import PersonDraft, PhoneDraft
from desktop.services.requests import RequestDraft, Requests
from desktop.services.volunteers import SlotDraft, VolunteerDraft, Volunteers

SEEN = date(2026, 5, 1)
REVIEW = date(2028, 1, 1)


@dataclass(frozen=True)
class Ready:
    """A hub with one open request."""

    hub: OpenHub
    request: str
    task: str
    person: str


@pytest.fixture
def ready(hub: OpenHub) -> Ready:
    gwilym = PersonDraft(
        first_name="Gwilym",
        last_name="Pryce",
        phones=(PhoneDraft("020 7946 0333"),),
        household=HouseholdDraft(address_line1="3 Skerry Road", postcode="QX4 2AA", door_note="Blue door"),
    )
    call = CallDraft(RequestDraft("", "food_parcel", because_of=Answer.NO), gwilym, Answer.YES)
    request = Intake(hub.tools).save(hub.actor, call).made
    task = Matching(hub.tools).task_for(hub.actor, request)
    return Ready(hub, request, task, Requests(hub.tools).get(hub.actor, request).draft.person_id)


def needed_checks(hub: OpenHub, need: str = "food_parcel") -> list[CheckType]:
    """The checks the hub's own rules ask for, whatever the circumstances."""
    with hub.store.read() as session:
        rules = session.query(ClearanceRule).filter_by(need_code=need, applies_when="always").all()
    return sorted({rule.check_type for rule in rules})


def volunteer(hub: OpenHub, name: str, *, cleared: bool = True, **fields: object) -> str:
    """A volunteer, active, with the checks a parcel needs or without."""
    volunteers, checks = Volunteers(hub.tools), Checks(hub.tools)
    who = PersonDraft(
        first_name=name,
        last_name="Probert",
        date_of_birth=date(1980, 1, 1),
        phones=(PhoneDraft("07700 900415"),),
        household=HouseholdDraft(address_line1=f"1 {name} Street", postcode="QX4 2AB"),
    )
    made = volunteers.save(hub.actor, VolunteerDraft(person=who, **fields)).made  # type: ignore[arg-type]
    volunteers.move(hub.actor, made, VolunteerStatus.ACTIVE)
    for kind in needed_checks(hub) if cleared else ():
        checks.save(hub.actor, made, seen(kind))
    return made


def seen(kind: CheckType, status: CheckStatus = CheckStatus.VERIFIED) -> CheckDraft:
    level = CheckLevel.ENHANCED_ADULTS_BARRED if kind is CheckType.DBS else CheckLevel.NONE
    return CheckDraft(
        kind, status, level, "", SEEN, "Helen", SEEN, REVIEW, licence_to=REVIEW, insurance_to=REVIEW
    )


def test_a_volunteer_is_saved_with_skills_times_areas_and_listed(hub: OpenHub) -> None:
    volunteers = Volunteers(hub.tools)
    slots = frozenset({SlotDraft(1, time(9), time(13))})
    made = volunteer(
        hub,
        "Sian",
        skills=frozenset({Skill.DOGS}),
        languages=frozenset({"cy"}),
        slots=slots,
        weekly_minutes=360,
    )
    held = volunteers.get(hub.actor, made)
    assert (held.draft.skills, held.draft.languages, held.draft.slots) == ({Skill.DOGS}, {"cy"}, slots)
    again = volunteers.save(hub.actor, held.draft, made)
    assert again.txn == ""
    (row,) = volunteers.rows(hub.actor, volunteers.ids(hub.actor, VolunteerFilter()))
    assert (row.first_name, row.status, row.checks_seen) == (
        "Sian",
        VolunteerStatus.ACTIVE,
        len(needed_checks(hub)),
    )
    with pytest.raises(DomainError, match="already"):
        volunteers.save(hub.actor, VolunteerDraft(person_id=held.draft.person_id))


def test_a_number_is_kept_whole_shown_by_its_end_and_looking_is_recorded(hub: OpenHub) -> None:
    made, checks = volunteer(hub, "Sian", cleared=False), Checks(hub.tools)
    draft = CheckDraft(CheckType.DBS, CheckStatus.APPLIED, CheckLevel.BASIC, "001 234 567 890")
    checks.save(hub.actor, made, draft)
    (line,) = checks.of(hub.actor, made)
    assert line.ends == "7890"
    assert "0012345678" not in repr(line)
    assert checks.get(hub.actor, line.id).reference == "001234567890"
    with hub.store.read() as session:
        from db.models import ViewEntry

        assert session.query(ViewEntry).filter_by(row_id=line.id, what="number").count() == 1


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (CheckDraft(CheckType.DBS, CheckStatus.APPLIED, CheckLevel.BASIC, "123"), "reference"),
        (CheckDraft(CheckType.DBS, CheckStatus.APPLIED, CheckLevel.PVG_BOTH), "level"),
        (CheckDraft(CheckType.IDENTITY, CheckStatus.VERIFIED), "seen_by"),
        (CheckDraft(CheckType.IDENTITY, CheckStatus.APPLIED, issued_on=date(2030, 1, 1)), "issued_on"),
    ],
)
def test_odd_checks_are_refused_in_plain_words(hub: OpenHub, draft: CheckDraft, field: str) -> None:
    made = volunteer(hub, "Sian", cleared=False)
    with pytest.raises(DomainError) as refused:
        Checks(hub.tools).save(hub.actor, made, draft)
    assert refused.value.field == field


def test_the_cleared_are_ranked_and_the_others_stay_visible_with_why(ready: Ready) -> None:
    good = volunteer(ready.hub, "Sian", transport=Transport.CAR)
    other = volunteer(ready.hub, "Dev", cleared=False)
    view = Matching(ready.hub.tools).for_task(ready.hub.actor, ready.task)
    assert [fit.id for fit in view.matches.fits] == [good]
    assert [one.id for one in view.matches.blocked] == [other]
    assert view.matches.blocked[0].lacks
    assert view.card.needed
    assert view.ringing[good].phone == "07700 900415"


def test_the_address_is_hidden_until_yes_and_a_yes_assigns(ready: Ready) -> None:
    good, offers = volunteer(ready.hub, "Sian"), Offers(ready.hub.tools)
    with pytest.raises(DomainError, match="stays hidden"):
        offers.given(ready.hub.actor, ready.task)
    assert "Skerry" not in repr(Matching(ready.hub.tools).for_task(ready.hub.actor, ready.task))
    offers.answer(ready.hub.actor, ready.task, good, OfferAnswer.NO_ANSWER)
    done = offers.answer(ready.hub.actor, ready.task, good, OfferAnswer.YES)
    assert "Gave R-1 to Sian" in done.message
    told = offers.given(ready.hub.actor, ready.task)
    assert (told.address, told.door_note, told.phone) == (
        "3 Skerry Road, QX4 2AA",
        "Blue door",
        "020 7946 0333",
    )
    held = Requests(ready.hub.tools).get(ready.hub.actor, ready.request)
    assert held.status is RequestStatus.ASSIGNED
    offers.release(ready.hub.actor, ready.task, "")
    assert Requests(ready.hub.tools).get(ready.hub.actor, ready.request).status is RequestStatus.TRIAGED


def test_there_is_no_assign_anyway(ready: Ready) -> None:
    dev, offers = volunteer(ready.hub, "Dev", cleared=False), Offers(ready.hub.tools)
    with pytest.raises(DomainError, match="given this task"):
        offers.answer(ready.hub.actor, ready.task, dev, OfferAnswer.YES, override="I know him")


def test_somebody_kept_apart_is_refused_and_not_offered(ready: Ready) -> None:
    sian, offers = volunteer(ready.hub, "Sian"), Offers(ready.hub.tools)
    Volunteers(ready.hub.tools).keep_apart(ready.hub.actor, sian, ready.person, "Neighbours who fell out")
    assert Matching(ready.hub.tools).for_task(ready.hub.actor, ready.task).matches.fits == ()
    with pytest.raises(DomainError, match="not sent to this household"):
        offers.answer(ready.hub.actor, ready.task, sian, OfferAnswer.YES)


def test_an_absence_blocks_and_can_be_overridden_with_a_reason(ready: Ready) -> None:
    sian, offers = volunteer(ready.hub, "Sian"), Offers(ready.hub.tools)
    Volunteers(ready.hub.tools).add_absence(ready.hub.actor, sian, date(2026, 11, 1), date(2026, 12, 31))
    assert Matching(ready.hub.tools).for_task(ready.hub.actor, ready.task).matches.fits == ()
    with pytest.raises(DomainError, match="away"):
        offers.answer(ready.hub.actor, ready.task, sian, OfferAnswer.YES)
    offers.answer(ready.hub.actor, ready.task, sian, OfferAnswer.YES, override="Back early, offered by phone")


def test_an_assignment_whose_clearance_lapses_is_kept_and_needs_cover(ready: Ready) -> None:
    sian, offers, checks = volunteer(ready.hub, "Sian"), Offers(ready.hub.tools), Checks(ready.hub.tools)
    offers.answer(ready.hub.actor, ready.task, sian, OfferAnswer.YES)
    assert offers.needs_cover(ready.hub.actor) == []
    checks.void(ready.hub.actor, checks.of(ready.hub.actor, sian)[0].id, "Entered for the wrong person")
    (cover,) = offers.needs_cover(ready.hub.actor)
    assert (cover.task_id, cover.volunteer_id) == (ready.task, sian)
    (task,) = Requests(ready.hub.tools).get(ready.hub.actor, ready.request).tasks
    assert task.volunteer_id == sian


def test_a_proposal_is_reviewed_accepted_and_gated_again(ready: Ready) -> None:
    sian, matching, offers = volunteer(ready.hub, "Sian"), Matching(ready.hub.tools), Offers(ready.hub.tools)
    proposal = matching.propose(ready.hub.actor)
    assert [(one.need_id, one.volunteer_id) for one in proposal.assignments] == [(ready.task, sian)]
    Volunteers(ready.hub.tools).move(ready.hub.actor, sian, VolunteerStatus.ON_HOLD)
    left = offers.accept(ready.hub.actor, proposal.assignments)
    assert "left out" in left.message
    Volunteers(ready.hub.tools).move(ready.hub.actor, sian, VolunteerStatus.ACTIVE)
    assert "1 assigned" in offers.accept(ready.hub.actor, proposal.assignments).message
    view = matching.for_task(ready.hub.actor, ready.task)
    assert view.card.assigned_to == "Sian Probert"


def test_requests_are_named_by_reference(ready: Ready) -> None:
    matching = Matching(ready.hub.tools)
    assert matching.request_named(ready.hub.actor, "r1") == ready.request
    with pytest.raises(DomainError, match="R-12"):
        matching.request_named(ready.hub.actor, "twelve")
    with pytest.raises(DomainError, match="no request R-99"):
        matching.request_named(ready.hub.actor, "R-99")


EDITS = st.lists(
    st.tuples(
        st.sampled_from(["seen", "needed", "void", "expire", "hold", "active", "rest", "try"]),
        st.integers(0, 9),
    ),
    max_size=14,
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=EDITS)
def test_no_sequence_of_edits_lets_the_uncleared_be_given_a_task(
    ready: Ready, edits: list[tuple[str, int]]
) -> None:
    hub, kinds = ready.hub, needed_checks(ready.hub)
    made = volunteer(hub, "Sian", cleared=False)
    volunteers, checks, offers = Volunteers(hub.tools), Checks(hub.tools), Offers(hub.tools)
    for act, number in [*edits, ("try", 0)]:
        kind = kinds[number % len(kinds)]
        lines = checks.of(hub.actor, made)
        try:
            if act == "seen":
                checks.save(hub.actor, made, seen(kind))
            elif act == "needed":
                checks.save(hub.actor, made, CheckDraft(kind, CheckStatus.NEEDED))
            elif act == "void" and lines:
                checks.void(hub.actor, lines[number % len(lines)].id, "x")
            elif act == "expire" and lines:
                line = lines[number % len(lines)]
                old = CheckDraft(line.type, line.status, line.level, "", SEEN, "H", SEEN, date(2026, 1, 1))
                checks.save(hub.actor, made, old, line.id)
            elif act in ("hold", "active", "rest"):
                to = {"hold": "on_hold", "active": "active", "rest": "resting"}[act]
                volunteers.move(hub.actor, made, VolunteerStatus(to))
            else:
                offers.answer(hub.actor, ready.task, made, OfferAnswer.YES)
                held = {
                    one.type
                    for one in checks.of(hub.actor, made)
                    if one.status is CheckStatus.VERIFIED
                    and one.review_on
                    and one.review_on > date(2026, 11, 17)
                }
                assert held >= set(kinds)
                assert volunteers.get(hub.actor, made).status is VolunteerStatus.ACTIVE
        except DomainError:
            continue
