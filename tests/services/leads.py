"""A hub's leads and whoever raises a concern, for tests of concerns."""

from collections.abc import Callable

import pytest

from db import keys
from db.enums import Role, VolunteerStatus
from db.enums_concerns import (
    AboutKind,
    Danger,
    NextStep,
)
from db.models import Volunteer
from db.reader_keys import ensure_reader
from desktop.domain.concerns import (
    About,
    Account,
    Decision,
)
from desktop.services.base import Actor
from desktop.services.concern_raising import RaiseConcerns
from desktop.services.concerns import Concerns
from desktop.services.hubs import OpenHub
from desktop.services.people import PersonDraft
from desktop.services.users import Users
from desktop.services.volunteers import VolunteerDraft, Volunteers
from tests.services.conftest import CHEAP, PASSPHRASE

DOREEN = About(AboutKind.SOMEONE, name="Doreen Ashworth-Pike", detail="6 Cobbler's Rise")
FRIDGE = Account(danger=Danger.NO, about=DOREEN, words="Fridge had milk and one egg.")
WHY = Decision(NextStep.REFER, why="Someone else has her card.")
Account_ = Callable[..., Actor]


@pytest.fixture
def raising(hub: OpenHub) -> RaiseConcerns:
    return RaiseConcerns(hub.tools)


@pytest.fixture
def concerns(hub: OpenHub) -> Concerns:
    """The leads' verbs, opened by the hub's first account, Priya, who is a lead."""
    opened = Concerns(hub.tools)
    opened.unlock(hub.actor, hub.folder.path, PASSPHRASE)
    return opened


@pytest.fixture
def account(hub: OpenHub) -> Account_:
    """Add accounts, each with a passphrase and a key pair of their own."""

    def add(name: str, *roles: Role, has_key: bool = True) -> Actor:
        made = Users(hub.tools).add(
            hub.actor, hub.folder.path, name, f"{name} keeps quiet bees", frozenset(roles), params=CHEAP
        )
        if has_key:
            passphrase = f"{name} keeps quiet bees"
            ensure_reader(hub.folder.path, keys.unlock(hub.folder.path, passphrase, name), passphrase)
        return Actor(made.made, name, frozenset(roles))

    return add


def a_volunteer(hub: OpenHub, first: str = "Omar", last: str = "Haddad") -> str:
    person = PersonDraft(first, last_name=last, email="omar@example.org")
    made = Volunteers(hub.tools).save(hub.actor, VolunteerDraft(person=person)).made
    with hub.store.write(hub.actor.user_id) as work:
        work.session.get_one(Volunteer, made).status = VolunteerStatus.ACTIVE
    return made


def status(hub: OpenHub, volunteer_id: str) -> VolunteerStatus:
    with hub.store.read() as session:
        return session.get_one(Volunteer, volunteer_id).status
