"""Checks: numbers kept whole and shown short, odd ones refused, exemptions, and what somebody may do."""

from dataclasses import replace
from datetime import date

import pytest

from db.enums import CheckLevel, CheckStatus, CheckType, Role, VolunteerStatus
from db.models import Change, Check, ClearanceRule, ViewEntry
from desktop.domain.errors import DomainError, NotAllowed, NotFound
from desktop.services.base import Actor
from desktop.services.checks import CheckDraft, Checks, bare_number, refuse_odd
from desktop.services.hubs import OpenHub
from desktop.services.people import PersonDraft, PhoneDraft
from desktop.services.volunteers import VolunteerDraft, Volunteers

TODAY = date(2026, 11, 17)
LATER = date(2099, 1, 1)
WHY = "Befriends adults at home every week"
DBS = CheckDraft(CheckType.DBS, CheckStatus.APPLIED, CheckLevel.ENHANCED, eligibility_reason=WHY)
SEEN = CheckDraft(CheckType.IDENTITY, CheckStatus.VERIFIED, seen_by="Helen", seen_on=date(2026, 5, 1))


@pytest.fixture
def sian(hub: OpenHub) -> str:
    """An active adult without a check."""
    who = PersonDraft(
        first_name="Siân",
        last_name="Probert",
        date_of_birth=date(1980, 1, 1),
        phones=(PhoneDraft("07700 900415"),),
    )
    volunteers = Volunteers(hub.tools)
    made = volunteers.save(hub.actor, VolunteerDraft(person=who)).made
    volunteers.move(hub.actor, made, VolunteerStatus.ACTIVE)
    return made


@pytest.mark.parametrize("typed", ["001 234 567 890", "0012-3456-7890", " 001234567890 "])
def test_zeros_in_front_are_kept_whatever_stands_between(hub: OpenHub, sian: str, typed: str) -> None:
    checks = Checks(hub.tools)
    checks.save(hub.actor, sian, replace(DBS, reference=typed))
    (line,) = checks.of(hub.actor, sian)
    assert line.ends == "7890"
    assert checks.get(hub.actor, line.id).reference == "001234567890" == bare_number(typed)


def test_a_number_is_listed_by_its_end_alone_and_looking_at_it_is_recorded(hub: OpenHub, sian: str) -> None:
    checks = Checks(hub.tools)
    checks.save(hub.actor, sian, replace(DBS, reference="001234567890"))
    checks.save(hub.actor, sian, SEEN)
    lines = checks.of(hub.actor, sian)
    assert "00123456" not in repr(lines)
    for line in lines:
        checks.get(hub.actor, line.id)
    with hub.store.read() as session:
        looked = session.query(ViewEntry).filter_by(entity="check_record").all()
        (number,) = [one.id for one in lines if one.type is CheckType.DBS]
        assert [(one.row_id, one.what, one.by_id) for one in looked] == [
            (number, "number", hub.actor.user_id)
        ]
        created = session.query(Change).filter_by(entity="check_record", row_id=number, field="").one()
        assert "1234567890" not in str(created.value)


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (replace(DBS, reference="12345678901"), "reference"),
        (replace(DBS, reference="12345678901x"), "reference"),
        (
            CheckDraft(
                CheckType.DISCLOSURE_SCOTLAND,
                CheckStatus.APPLIED,
                CheckLevel.PVG_BOTH,
                reference="123456789012345",
            ),
            "reference",
        ),
        (replace(DBS, level=CheckLevel.PVG_BOTH), "level"),
        (replace(DBS, status=CheckStatus.VERIFIED, level=CheckLevel.NONE), "level"),
        (replace(SEEN, level=CheckLevel.BASIC), "level"),
        (replace(SEEN, seen_by=" "), "seen_by"),
        (replace(SEEN, seen_on=None), "seen_by"),
        (replace(SEEN, seen_on=date(2026, 11, 18)), "seen_on"),
        (replace(SEEN, issued_on=date(2026, 11, 18)), "issued_on"),
        (replace(SEEN, issued_on=date(2026, 5, 2), valid_to=date(2026, 5, 1)), "valid_to"),
        (replace(SEEN, status=CheckStatus.EXEMPT), "status"),
    ],
)
def test_a_check_that_cannot_be_is_refused(draft: CheckDraft, field: str) -> None:
    with pytest.raises(DomainError) as refused:
        refuse_odd(draft, TODAY)
    assert refused.value.field == field


@pytest.mark.parametrize(
    "draft",
    [
        SEEN,
        replace(DBS, reference="000000000001"),
        CheckDraft(CheckType.DISCLOSURE_SCOTLAND, CheckStatus.APPLIED, CheckLevel.LEVEL_1, reference="AB12"),
        CheckDraft(
            CheckType.DISCLOSURE_SCOTLAND,
            CheckStatus.APPLIED,
            CheckLevel.PVG_BOTH,
            reference="0000 0000 0000 0001",
        ),
        CheckDraft(CheckType.DBS, CheckStatus.NEEDED),
    ],
)
def test_a_check_that_can_be_is_taken(draft: CheckDraft) -> None:
    refuse_odd(draft, TODAY)


def test_a_check_is_changed_where_it_stands_and_never_moved_to_another(hub: OpenHub, sian: str) -> None:
    checks = Checks(hub.tools)
    checks.save(hub.actor, sian, SEEN)
    (line,) = checks.of(hub.actor, sian)
    checks.save(hub.actor, sian, replace(SEEN, review_on=LATER), line.id)
    assert [one.review_on for one in checks.of(hub.actor, sian)] == [LATER]
    other = VolunteerDraft(person=PersonDraft("Omar", email="omar@example.org"))
    omar = Volunteers(hub.tools).save(hub.actor, other).made
    with pytest.raises(DomainError, match="somebody else’s"):
        checks.save(hub.actor, omar, SEEN, line.id)


def test_nobody_decides_about_themselves(hub: OpenHub, sian: str) -> None:
    checks = Checks(hub.tools)
    with pytest.raises(DomainError, match="themselves"):
        checks.save(hub.actor, sian, replace(SEEN, seen_by="sian probert"))
    herself = Actor(hub.actor.user_id, "Siân Probert", hub.actor.roles)
    with pytest.raises(DomainError, match="themselves"):
        checks.exempt(herself, sian, CheckType.REFERENCES, "known for years", LATER)
    assert checks.of(hub.actor, sian) == []


def test_a_voided_check_is_gone_and_cannot_be_changed(hub: OpenHub, sian: str) -> None:
    checks = Checks(hub.tools)
    checks.save(hub.actor, sian, SEEN)
    (line,) = checks.of(hub.actor, sian)
    with pytest.raises(DomainError, match="Say why"):
        checks.void(hub.actor, line.id, " ")
    checks.void(hub.actor, line.id, "Entered twice")
    assert checks.of(hub.actor, sian) == []
    with pytest.raises(NotFound):
        checks.save(hub.actor, sian, SEEN, line.id)


def test_an_exemption_is_the_leads_from_a_hub_rule_with_a_reason_and_an_end(hub: OpenHub, sian: str) -> None:
    checks = Checks(hub.tools)
    other = Actor(hub.actor.user_id, "Yusuf", frozenset({Role.COORDINATOR, Role.VOLUNTEER_MANAGER}))
    with pytest.raises(NotAllowed, match="safeguarding lead"):
        checks.exempt(other, sian, CheckType.REFERENCES, "x", LATER)
    with pytest.raises(DomainError, match="law"):
        checks.exempt(hub.actor, sian, CheckType.DBS, "in a hurry", LATER)
    with pytest.raises(DomainError, match="Say why"):
        checks.exempt(hub.actor, sian, CheckType.REFERENCES, " ", LATER)
    with pytest.raises(DomainError, match="passed already"):
        checks.exempt(hub.actor, sian, CheckType.REFERENCES, "known", date(2026, 11, 16))
    checks.exempt(hub.actor, sian, CheckType.REFERENCES, "known for years", date(2026, 12, 1))
    checks.exempt(hub.actor, sian, CheckType.REFERENCES, "known for years", LATER)
    (line,) = checks.of(hub.actor, sian)
    assert (line.status, line.exempt_by, line.exempt_until) == (CheckStatus.EXEMPT, "Priya", LATER)


def test_what_somebody_may_do_follows_their_checks(hub: OpenHub, sian: str) -> None:
    checks = Checks(hub.tools)

    def parcel() -> tuple[bool, date | None, str]:
        found = {one.need: one for one in checks.can_do(hub.actor, sian)}
        assert "Domestic abuse" not in found
        return found["Food parcel"].can, found["Food parcel"].until, found["Food parcel"].words

    assert parcel() == (False, None, "ID not seen")
    checks.save(hub.actor, sian, SEEN)
    checks.save(hub.actor, sian, replace(SEEN, type=CheckType.INDUCTION, review_on=date(2098, 1, 1)))
    assert parcel() == (False, None, "References not taken up")
    checks.exempt(hub.actor, sian, CheckType.REFERENCES, "known", LATER)
    assert parcel() == (True, date(2098, 1, 1), "References: exempt until 1 Jan")
    with hub.store.read() as session:
        laws = session.query(ClearanceRule).filter_by(check_type=CheckType.DBS, basis="law")
        assert {rule.need_code for rule in laws} >= {"shopping"}
    found = {one.need: one for one in checks.can_do(hub.actor, sian)}
    assert (found["Shopping"].can, found["Shopping"].words) == (False, "No DBS yet")


def test_a_check_has_no_place_for_what_must_not_be_kept() -> None:
    names = set(Check.__table__.columns.keys())
    assert not {
        name for name in names if any(word in name for word in ("scan", "photo", "offence", "barred"))
    }
