"""What services answer to roles that may see some of it: in the services, not in the buttons."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import select

from db.enums import Role
from db.models import Check, Template
from db.queries.people import PeopleFilter
from desktop.domain.errors import NotAllowed
from desktop.services.base import Actor
from desktop.services.checks import Checks
from desktop.services.finder import Finder
from desktop.services.finder_opened import FoundKind
from desktop.services.hub_info import HubInfo
from desktop.services.hubs import OpenHub
from desktop.services.people import People
from desktop.services.templates import Templates
from desktop.services.today import TodayDesk
from desktop.services.volunteers import Volunteers
from tests.screens.hub import make_hub, open_tour


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenHub]:
    """A small demonstration hub, open."""
    opened = open_tour(make_hub(tmp_path_factory.mktemp("answers") / "hub"))
    yield opened
    opened.close()


def somebody(hub: OpenHub, *roles: Role) -> Actor:
    """The account with these roles and no others."""
    return replace(hub.actor, roles=frozenset(roles))


def checked(hub: OpenHub) -> str:
    """A volunteer with checks on record."""
    with hub.store.read() as session:
        return str(session.scalars(select(Check.volunteer_id).where(Check.voided_at.is_(None))).first())


@pytest.mark.parametrize("role", [Role.CALL_HANDLER, Role.COORDINATOR, Role.READ_ONLY])
def test_a_line_of_a_volunteer_tells_nothing_of_checks(demo: OpenHub, role: Role) -> None:
    volunteers, key = Volunteers(demo.tools), checked(demo)
    (whole,) = volunteers.rows(somebody(demo, Role.VOLUNTEER_MANAGER), [key])
    assert whole.checks_seen or whole.checks_waiting or whole.checks_to_do
    (line,) = volunteers.rows(somebody(demo, role), [key])
    assert (line.checks_seen, line.checks_waiting, line.checks_to_do, line.next_review) == (0, 0, 0, None)


def test_everybody_with_volunteers_learns_what_one_is_cleared_for_and_no_more(demo: OpenHub) -> None:
    checks, key = Checks(demo.tools), checked(demo)
    able = [one.need for one in checks.can_do(somebody(demo, Role.LEAD), key) if one.can]
    assert checks.cleared(somebody(demo, Role.CALL_HANDLER), key) == able
    with pytest.raises(NotAllowed):
        checks.can_do(somebody(demo, Role.COORDINATOR), key)


def test_a_volunteer_manager_finds_volunteers_and_nobody_helped(demo: OpenHub) -> None:
    finder, manager = Finder(demo.tools), somebody(demo, Role.VOLUNTEER_MANAGER)
    kinds = {group.kind for typed in "aejms" for group in finder.find(manager, typed).groups}
    assert FoundKind.VOLUNTEER in kinds
    assert kinds <= {FoundKind.VOLUNTEER, FoundKind.ORGANISATION, FoundKind.SERVICE, FoundKind.INFO}
    everything = {group.kind for group in finder.find(demo.actor, "a").groups}
    assert {FoundKind.PERSON, FoundKind.REQUEST} <= everything


def test_who_may_not_see_numbers_finds_nobody_by_one(demo: OpenHub) -> None:
    people, reader = People(demo.tools), somebody(demo, Role.READ_ONLY)
    ids = people.ids(demo.actor, PeopleFilter())
    number = next(row.phone for row in people.rows(demo.actor, ids) if row.phone)
    for typed in (number, number[-6:], number[-3:]):
        assert people.find(demo.actor, typed)
        assert people.find(reader, typed) == []
        assert people.matching(reader, typed) == ()
        assert Finder(demo.tools).find(reader, typed).groups == () or typed == number[-3:]
    assert all(not row.phone for row in people.rows(reader, ids))


def test_the_day_of_a_volunteer_manager_holds_no_requests_and_no_rounds(demo: OpenHub) -> None:
    day = TodayDesk(demo.tools).day(somebody(demo, Role.VOLUNTEER_MANAGER))
    assert (day.to_triage, day.no_one, day.rounds, day.out) == (0, 0, (), ())
    theirs = {"volunteers", "backup", "checks", "formalities", "rota", "neighbours"}
    assert {item.place for item in day.items} <= theirs
    with pytest.raises(NotAllowed):
        TodayDesk(demo.tools).day(somebody(demo, Role.ADMINISTRATOR))


def test_an_administrator_is_told_no_number_of_people_and_fills_no_letter_to_one(demo: OpenHub) -> None:
    admin = somebody(demo, Role.ADMINISTRATOR)
    assert set(HubInfo(demo.tools).counts(admin)) == {"name", "nation"}
    person = People(demo.tools).ids(demo.actor, PeopleFilter())[0]
    with demo.store.read() as session:
        letter = str(session.scalars(select(Template.id)).first())
    assert Templates(demo.tools).fill(admin, letter).body
    with pytest.raises(NotAllowed, match="see people"):
        Templates(demo.tools).fill(admin, letter, person)
