"""Holds by concerns: who is held, who lets go, where they stand then; and who reads what about whom."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from db import keys
from db.enums import Role, VolunteerStatus
from db.enums_concerns import AboutKind, ConcernState, EntryKind, NextStep, Progress
from db.errors import DiskFull
from db.models import User
from db.reader_keys import ensure_reader
from db.sealing import LARGEST, TooLong
from desktop.domain.concerns import About, Account, Alleged, Decision, Details, Referral
from desktop.domain.errors import DomainError, NotAllowed
from desktop.services.audit import Audit, AuditAsked
from desktop.services.base import Actor
from desktop.services.bulk import Bulk, BulkKind, BulkOrder
from desktop.services.concern_raising import RaiseConcerns
from desktop.services.concerns import Concerns
from desktop.services.hubs import OpenHub
from desktop.services.today import TodayDesk
from desktop.services.users import Users
from desktop.services.volunteers import Volunteers
from tests.services.conftest import CHEAP
from tests.services.leads import a_volunteer, concerns, raising, status

__all__ = ["concerns", "raising"]

SAID = Account(about=About(AboutKind.SOMEONE, name="Doreen Ashworth-Pike"), words="No milk since Monday.")
NOTHING = Decision(NextStep.NOTHING_MORE, why="He is her son.")
Account_ = Callable[[str], Actor]


@pytest.fixture
def lead(hub: OpenHub) -> Account_:
    """Add safeguarding leads, each with a key pair of their own."""

    def add(name: str) -> Actor:
        passphrase, folder = f"{name} keeps quiet bees", hub.folder.path
        roles = frozenset({Role.LEAD})
        made = Users(hub.tools).add(hub.actor, folder, name, passphrase, roles, params=CHEAP)
        ensure_reader(folder, keys.unlock(folder, passphrase, name), passphrase)
        return Actor(made.made, name, roles)

    return add


def about(volunteer: str, name: str = "Omar Haddad") -> Account:
    return replace(SAID, about=About(AboutKind.VOLUNTEER, volunteer, name))


def test_who_left_while_held_does_not_come_back_when_the_hold_is_lifted(
    hub: OpenHub, raising: RaiseConcerns, concerns: Concerns
) -> None:
    volunteer = a_volunteer(hub)
    made = raising.send(hub.actor, hub.folder.path, about(volunteer)).made
    Volunteers(hub.tools).move(hub.actor, volunteer, VolunteerStatus.LEFT)
    concerns.lift(hub.actor, made, "Nothing in it, says the designated officer.")
    assert status(hub, volunteer) is VolunteerStatus.LEFT
    assert concerns.hold_of(hub.actor, made) is None


def test_a_hold_put_on_by_hand_outlives_the_concern(
    hub: OpenHub, raising: RaiseConcerns, concerns: Concerns
) -> None:
    volunteer = a_volunteer(hub)
    Volunteers(hub.tools).move(hub.actor, volunteer, VolunteerStatus.ON_HOLD)
    made = raising.send(hub.actor, hub.folder.path, about(volunteer)).made
    concerns.lift(hub.actor, made, "Nothing in it, says the designated officer.")
    assert status(hub, volunteer) is VolunteerStatus.ON_HOLD
    assert concerns.hold_of(hub.actor, made) is None


def test_of_two_held_by_one_concern_each_is_decided_on(
    hub: OpenHub, raising: RaiseConcerns, concerns: Concerns
) -> None:
    first, second = a_volunteer(hub), a_volunteer(hub, "Bea", "Hart")
    said = replace(about(first), alleged=Alleged("Bea Hart", is_volunteer=True, id=second))
    made = raising.send(hub.actor, hub.folder.path, said).made
    held = concerns.hold_of(hub.actor, made)
    assert held is not None
    concerns.suspend(hub.actor, made, "The designated officer said so.")
    other = concerns.hold_of(hub.actor, made)
    assert other is not None
    assert {held.volunteer_id, other.volunteer_id} == {first, second}
    concerns.lift(hub.actor, made, "It was not them.")
    assert status(hub, other.volunteer_id) is VolunteerStatus.ACTIVE
    assert status(hub, held.volunteer_id) is VolunteerStatus.SUSPENDED
    concerns.lift(hub.actor, made, "Nor them.")
    assert status(hub, held.volunteer_id) is VolunteerStatus.ACTIVE


def test_who_is_alleged_to_cause_harm_is_held_ticked_as_a_volunteer_or_not(
    hub: OpenHub, raising: RaiseConcerns
) -> None:
    volunteer = a_volunteer(hub)
    raising.send(hub.actor, hub.folder.path, replace(SAID, alleged=Alleged("the driver", id=volunteer)))
    assert status(hub, volunteer) is VolunteerStatus.ON_HOLD


def test_a_volunteer_typed_by_name_is_held_where_only_one_is_called_so(
    hub: OpenHub, raising: RaiseConcerns
) -> None:
    omar, typed = a_volunteer(hub), replace(SAID, about=About(AboutKind.VOLUNTEER, name="Mr Omar Haddad"))
    ann, other = a_volunteer(hub, "Ann", "Hart"), a_volunteer(hub, "Nan", "Hart")
    raising.send(hub.actor, hub.folder.path, typed)
    alleged = Alleged("Ann Hart", is_volunteer=True)
    raising.send(hub.actor, hub.folder.path, replace(SAID, alleged=alleged))
    assert status(hub, omar) is VolunteerStatus.ON_HOLD
    assert {status(hub, ann), status(hub, other)} == {VolunteerStatus.ACTIVE}


def test_a_volunteer_found_out_later_is_held_then_and_only_once(
    hub: OpenHub, raising: RaiseConcerns, concerns: Concerns
) -> None:
    volunteer, made = a_volunteer(hub), raising.send(hub.actor, hub.folder.path, SAID).made
    known = Details(alleged=Alleged("Omar Haddad", is_volunteer=True, id=volunteer))
    concerns.write(hub.actor, made, EntryKind.DETAILS, part=known)
    assert status(hub, volunteer) is VolunteerStatus.ON_HOLD
    concerns.lift(hub.actor, made, "It was another Omar.")
    concerns.write(hub.actor, made, EntryKind.DETAILS, part=replace(known, others="none"))
    assert status(hub, volunteer) is VolunteerStatus.ACTIVE


def test_a_concern_is_not_closed_over_a_hold_nobody_decided_on(
    hub: OpenHub, raising: RaiseConcerns, concerns: Concerns
) -> None:
    volunteer = a_volunteer(hub)
    made = raising.send(hub.actor, hub.folder.path, about(volunteer)).made
    concerns.write(hub.actor, made, EntryKind.DECISION, part=NOTHING)
    with pytest.raises(DomainError, match="Omar Haddad is still on hold"):
        concerns.close(hub.actor, made, "Done")
    concerns.suspend(hub.actor, made, "The designated officer said so.")
    assert concerns.close(hub.actor, made, "Referred to the DBS.").state is ConcernState.CLOSED
    assert status(hub, volunteer) is VolunteerStatus.SUSPENDED


def test_what_is_too_long_to_seal_holds_nobody(hub: OpenHub, raising: RaiseConcerns) -> None:
    volunteer, words = a_volunteer(hub), "a" * LARGEST
    with pytest.raises(TooLong, match="too long"):
        raising.send(hub.actor, hub.folder.path, replace(about(volunteer), words=words))
    assert status(hub, volunteer) is VolunteerStatus.ACTIVE
    made = raising.send(hub.actor, hub.folder.path, SAID).made
    with pytest.raises(TooLong):
        raising.add(hub.actor, made, words)
    with pytest.raises(TooLong):
        raising.keep_draft(hub.actor, hub.folder.path, replace(SAID, words=words))


def test_a_draft_that_cannot_be_dropped_sends_nothing_twice(
    hub: OpenHub, raising: RaiseConcerns, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = raising.keep_draft(hub.actor, hub.folder.path, SAID)

    def full(_box: object, _draft_id: str) -> None:
        raise DiskFull

    monkeypatch.setattr("db.drafts.DraftBox.drop", full)
    assert "The reference is" in raising.send(hub.actor, hub.folder.path, SAID, draft).message
    assert len(raising.own(hub.actor)) == 1


def test_a_closed_concern_is_opened_again_before_it_goes_on(
    hub: OpenHub, raising: RaiseConcerns, concerns: Concerns
) -> None:
    made = raising.send(hub.actor, hub.folder.path, SAID).made
    concerns.write(hub.actor, made, EntryKind.DECISION, part=NOTHING)
    concerns.close(hub.actor, made, "Done")
    watch = Decision(NextStep.WATCH, why="Again", review_on=date(2026, 12, 1))
    for kind, words, part in (
        (EntryKind.DECISION, "", watch),
        (EntryKind.REFERRAL, "", Referral("the council")),
        (EntryKind.DETAILS, "", Details()),
        (EntryKind.STEP, "Rang Doreen", None),
    ):
        with pytest.raises(DomainError, match="Open it again first"):
            concerns.write(hub.actor, made, kind, words, part)
    late = concerns.write(hub.actor, made, EntryKind.ACKNOWLEDGED, "ASC-1181")
    assert late.state is ConcernState.CLOSED


def test_what_its_author_adds_to_a_closed_concern_comes_back_to_the_leads_list(
    hub: OpenHub, raising: RaiseConcerns, concerns: Concerns
) -> None:
    made = raising.send(hub.actor, hub.folder.path, SAID).made
    concerns.read(hub.actor, made)
    concerns.write(hub.actor, made, EntryKind.DECISION, part=NOTHING)
    concerns.close(hub.actor, made, "Done")
    raising.add(hub.actor, made, "She rang: he is back.")
    assert [one.id for one in concerns.lines(hub.actor)] == [made]
    assert concerns.lines(hub.actor, closed=True) == []
    concerns.read(hub.actor, made)
    assert raising.own(hub.actor)[0].progress is Progress.READ
    assert [one.id for one in concerns.lines(hub.actor, closed=True)] == [made]


def test_the_day_to_look_again_orders_the_list_whatever_was_decided(
    hub: OpenHub, raising: RaiseConcerns, concerns: Concerns
) -> None:
    days = (date(2027, 5, 1), date(2026, 1, 1), None)
    made = [raising.send(hub.actor, hub.folder.path, SAID).made for _each in days]
    for one, day in zip(made, days, strict=True):
        talk = Decision(NextStep.TALK_FIRST, why="Ask her first.", review_on=day)
        concerns.read(hub.actor, one)
        concerns.write(hub.actor, one, EntryKind.DECISION, part=talk)
    lines = concerns.lines(hub.actor)
    assert [one.id for one in lines] == [made[1], made[0], made[2]]
    assert lines[0].review_on == days[1]


def test_a_lead_known_by_first_name_only_is_kept_out_by_the_name_on_the_sheets(
    hub: OpenHub, raising: RaiseConcerns, lead: Account_
) -> None:
    lead("Helen")
    found = raising.whom(
        hub.actor, hub.folder.path, replace(SAID, alleged=Alleged("Mrs H. Helen Strickland"))
    )
    assert (found.names, found.kept_from) == (("Priya",), ("Helen",))


def test_nobody_is_told_to_ring_whom_it_is_about(
    hub: OpenHub, raising: RaiseConcerns, lead: Account_
) -> None:
    helen = lead("Helen")
    assert raising.whom(hub.actor, hub.folder.path, SAID).phones
    alleged = replace(SAID, alleged=Alleged("Helen Strickland"))
    kept = replace(SAID, kept_from=(helen.user_id,))
    for said in (alleged, kept):
        assert raising.whom(hub.actor, hub.folder.path, said).phones == ()


def test_a_lead_found_out_later_is_not_let_in(
    hub: OpenHub, raising: RaiseConcerns, concerns: Concerns, lead: Account_
) -> None:
    made = raising.send(hub.actor, hub.folder.path, SAID).made
    yusuf = lead("Yusuf Khan")
    concerns.write(hub.actor, made, EntryKind.DETAILS, part=Details(alleged=Alleged("Mr Yusuf Khan")))
    assert concerns.not_let_in(hub.actor, hub.folder.path) == []
    assert concerns.let_in(hub.actor, hub.folder.path, yusuf.user_id) == 0


def test_who_becomes_lead_later_is_not_let_into_what_is_about_them(
    hub: OpenHub, raising: RaiseConcerns, concerns: Concerns
) -> None:
    folder, passphrase = hub.folder.path, "Beth keeps quiet bees"
    roles = frozenset({Role.COORDINATOR})
    beth = Users(hub.tools).add(hub.actor, folder, "Beth", passphrase, roles, params=CHEAP).made
    ensure_reader(folder, keys.unlock(folder, passphrase, "Beth"), passphrase)
    assert (beth, "Beth") in raising.accounts(hub.actor)
    raising.send(hub.actor, folder, replace(SAID, kept_from=(beth,)))
    Users(hub.tools).set_roles(hub.actor, beth, roles | {Role.LEAD})
    assert concerns.not_let_in(hub.actor, folder) == []
    assert concerns.let_in(hub.actor, folder, beth) == 0


def test_a_lead_it_was_about_when_sent_is_not_let_in_under_another_name(
    hub: OpenHub, raising: RaiseConcerns, concerns: Concerns, lead: Account_
) -> None:
    yusuf = lead("Yusuf Khan")
    raising.send(hub.actor, hub.folder.path, replace(SAID, alleged=Alleged("Yusuf Khan")))
    with hub.store.write(hub.actor.user_id) as work:
        work.session.get_one(User, yusuf.user_id).name = "YK"
    assert concerns.let_in(hub.actor, hub.folder.path, yusuf.user_id) == 0


def test_no_lead_lifts_a_hold_on_themselves_nor_several_at_once(
    hub: OpenHub, raising: RaiseConcerns, lead: Account_
) -> None:
    helen, volunteer = lead("Helen"), a_volunteer(hub, "Helen", "Strickland")
    raising.send(hub.actor, hub.folder.path, about(volunteer, "Helen Strickland"))
    volunteers, bulk = Volunteers(hub.tools), Bulk(hub.tools)
    with pytest.raises(NotAllowed, match="decides about themselves"):
        volunteers.move(helen, volunteer, VolunteerStatus.ACTIVE)
    order = BulkOrder(BulkKind.VOLUNTEER, [volunteer], VolunteerStatus.ACTIVE)
    for who in (helen, hub.actor):
        assert bulk.judge(who, order).can == ()
    assert status(hub, volunteer) is VolunteerStatus.ON_HOLD
    volunteers.move(hub.actor, volunteer, VolunteerStatus.LEFT)


def test_the_audit_does_not_tell_a_lead_of_a_concern_kept_from_them(
    hub: OpenHub, raising: RaiseConcerns, concerns: Concerns, lead: Account_
) -> None:
    helen, audit = lead("Helen Strickland"), Audit(hub.tools)
    before = audit.ids(helen, AuditAsked())
    made = raising.send(hub.actor, hub.folder.path, replace(SAID, alleged=Alleged("Helen Strickland"))).made
    concerns.read(hub.actor, made)
    assert audit.ids(helen, AuditAsked()) == before


def test_a_lead_frees_nobody_whom_a_concern_kept_from_them_holds(
    hub: OpenHub, raising: RaiseConcerns, concerns: Concerns, lead: Account_
) -> None:
    """Helen cannot open the first concern; by letting go in the second she frees nobody, nor by hand."""
    helen, volunteer, folder = lead("Helen"), a_volunteer(hub), hub.folder.path
    hidden = raising.send(hub.actor, folder, replace(about(volunteer), kept_from=(helen.user_id,))).made
    seen = raising.send(hub.actor, folder, about(volunteer)).made
    hers = Concerns(hub.tools)
    hers.unlock(helen, folder, "Helen keeps quiet bees")
    for _each in range(2):
        with pytest.raises(NotAllowed, match="ask another safeguarding lead"):
            Volunteers(hub.tools).move(helen, volunteer, VolunteerStatus.ACTIVE)
        if hers.hold_of(helen, seen) is not None:
            hers.lift(helen, seen, "Nothing in it, says the officer")
        assert status(hub, volunteer) is VolunteerStatus.ON_HOLD
    concerns.lift(hub.actor, hidden, "Nothing in that either")
    assert status(hub, volunteer) is VolunteerStatus.ACTIVE


def test_today_reminds_of_the_day_to_look_again(
    hub: OpenHub, raising: RaiseConcerns, concerns: Concerns
) -> None:
    made = raising.send(hub.actor, hub.folder.path, SAID).made
    concerns.read(hub.actor, made)

    def waiting() -> bool:
        return any(one.place == "concerns" for one in TodayDesk(hub.tools).day(hub.actor).items)

    watch = Decision(NextStep.WATCH, why="quiet now", review_on=date(2026, 11, 18))
    concerns.write(hub.actor, made, EntryKind.DECISION, part=watch)
    assert not waiting()
    due = replace(watch, review_on=date(2026, 11, 17))
    concerns.write(hub.actor, made, EntryKind.DECISION, part=due)
    assert waiting()
    concerns.close(hub.actor, made, "All is well")
    assert not waiting()
