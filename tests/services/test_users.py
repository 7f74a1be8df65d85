"""Accounts: one's own passphrase changed by wrapping anew, and a leaver taken away."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from db import keys
from db.enums import Nation, Role
from db.errors import KnownStoreError, WrongPassphrase
from db.keys import KdfParams
from db.reader_keys import new_card
from db.tries import TooManyTries
from desktop.domain.errors import DomainError, NotAllowed
from desktop.services.base import Actor
from desktop.services.history import History
from desktop.services.hubs import NewHub, OpenHub, make_hub, open_hub
from desktop.services.users import Users

CHEAP = KdfParams(64, 1, 1)
FIRST, SECOND, THIRD = "seven quiet herons wade", "nine loud otters dive", "two grey moths drift"


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[OpenHub]:
    """A hub of Priya's, where Yusuf takes calls."""
    wanted = NewHub("Saltmarsh Hub", Nation.ENGLAND, "QX4 2LB", "", "", "Helen Strickland", "Priya Nair")
    make_hub(tmp_path / "hub", wanted, FIRST, params=CHEAP)
    opened = open_hub(tmp_path / "hub", FIRST)
    Users(opened.tools).add(
        opened.actor,
        opened.folder.path,
        "Yusuf Amari",
        SECOND,
        frozenset({Role.CALL_HANDLER}),
        params=CHEAP,
    )
    yield opened
    opened.close()


def yusuf(hub: OpenHub) -> Actor:
    """The other account."""
    line = next(one for one in Users(hub.tools).all(hub.actor) if one.name == "Yusuf Amari")
    return Actor(line.id, line.name, line.roles)


def test_a_passphrase_is_changed_and_the_old_one_opens_no_more(hub: OpenHub) -> None:
    folder, me = hub.folder.path, yusuf(hub)
    Users(hub.tools).change_passphrase(me, folder, SECOND, THIRD, params=CHEAP)
    assert keys.unlock(folder, THIRD).user_id == me.user_id
    assert keys.unlock(folder, FIRST).user_id == hub.actor.user_id
    with pytest.raises(WrongPassphrase):
        keys.unlock(folder, SECOND)


def test_nobody_changes_a_passphrase_by_somebody_elses(hub: OpenHub) -> None:
    folder = hub.folder.path
    with pytest.raises(WrongPassphrase):
        Users(hub.tools).change_passphrase(yusuf(hub), folder, FIRST, THIRD, params=CHEAP)
    assert keys.unlock(folder, SECOND).user_id == yusuf(hub).user_id


def test_an_easy_passphrase_changes_nothing(hub: OpenHub) -> None:
    folder = hub.folder.path
    with pytest.raises(KnownStoreError):
        Users(hub.tools).change_passphrase(yusuf(hub), folder, SECOND, "password", params=CHEAP)
    assert keys.unlock(folder, SECOND).user_id == yusuf(hub).user_id


def test_a_leaver_opens_the_hub_no_more_and_what_they_did_stays_theirs(hub: OpenHub) -> None:
    users, folder, gone = Users(hub.tools), hub.folder.path, yusuf(hub)
    done = users.remove(hub.actor, folder, gone.user_id, "Has moved away")
    assert [one.name for one in users.all(hub.actor)] == ["Priya Nair"]
    with pytest.raises(WrongPassphrase):
        keys.unlock(folder, SECOND)
    said = [(edit.field, edit.after) for edit in History(hub.tools).of(hub.actor, gone.user_id)]
    assert ("void_reason", "Has moved away") in said
    with pytest.raises(DomainError, match="Accounts are not undone"):
        History(hub.tools).undo(hub.actor, done.txn)
    again = users.add(
        hub.actor, folder, "Yusuf Amari", THIRD, frozenset({Role.CALL_HANDLER}), params=CHEAP
    ).made
    assert keys.unlock(folder, THIRD).user_id == again != gone.user_id


def test_nobody_removes_their_own_account_or_without_a_reason(hub: OpenHub) -> None:
    users, folder = Users(hub.tools), hub.folder.path
    with pytest.raises(DomainError, match="your own account"):
        users.remove(hub.actor, folder, hub.actor.user_id, "Going")
    with pytest.raises(DomainError, match="Say why"):
        users.remove(hub.actor, folder, yusuf(hub).user_id, " ")
    with pytest.raises(NotAllowed):
        users.remove(yusuf(hub), folder, hub.actor.user_id, "No")
    assert keys.unlock(folder, SECOND).user_id == yusuf(hub).user_id


def test_only_a_lead_makes_a_lead(hub: OpenHub) -> None:
    users, me = Users(hub.tools), yusuf(hub)
    admin = Actor(hub.actor.user_id, hub.actor.name, frozenset({Role.ADMINISTRATOR}))
    both = frozenset({Role.LEAD, Role.CALL_HANDLER})
    with pytest.raises(DomainError, match="Only a safeguarding lead"):
        users.set_roles(admin, me.user_id, both)
    with pytest.raises(DomainError, match="Only a safeguarding lead"):
        users.add(admin, hub.folder.path, "Sam Reed", THIRD, both, params=CHEAP)
    assert len(users.all(hub.actor)) == 2
    users.set_roles(hub.actor, me.user_id, both)
    users.set_roles(admin, me.user_id, both | {Role.COORDINATOR})
    assert yusuf(hub).roles == both | {Role.COORDINATOR}


def test_no_administrator_unmakes_a_lead_and_takes_their_place(hub: OpenHub) -> None:
    """Not even by removing the account: whoever could, would read every concern from then on."""
    users, me, folder = Users(hub.tools), yusuf(hub), hub.folder.path
    both = frozenset({Role.LEAD, Role.CALL_HANDLER})
    users.set_roles(hub.actor, me.user_id, both)
    admin = Actor(hub.actor.user_id, hub.actor.name, frozenset({Role.ADMINISTRATOR}))
    users.set_roles(hub.actor, hub.actor.user_id, admin.roles)
    for act in (
        lambda: users.set_roles(admin, me.user_id, frozenset({Role.CALL_HANDLER})),
        lambda: users.set_roles(admin, admin.user_id, admin.roles | {Role.LEAD}),
        lambda: users.remove(admin, folder, me.user_id, "Has left"),
    ):
        with pytest.raises(DomainError, match="Only a safeguarding lead can give or take"):
            act()
    lead = Actor(me.user_id, me.name, both)
    with pytest.raises(DomainError, match="look after concerns"):
        users.set_roles(replace(lead, roles=both | admin.roles), me.user_id, frozenset({Role.CALL_HANDLER}))
    assert yusuf(hub).roles == both


def test_the_safeguarding_card_stands_for_a_lead_who_cannot_be_asked(hub: OpenHub) -> None:
    users, me, folder = Users(hub.tools), yusuf(hub), hub.folder.path
    both = frozenset({Role.LEAD, Role.CALL_HANDLER})
    admin = Actor(hub.actor.user_id, hub.actor.name, frozenset({Role.ADMINISTRATOR}))
    words, _public = new_card(folder, hub.store.key)
    with pytest.raises(WrongPassphrase):
        users.set_roles(admin, me.user_id, both, folder=folder, card="not these words at all")
    users.set_roles(admin, me.user_id, both, folder=folder, card=words)
    users.set_roles(admin, admin.user_id, admin.roles, folder=folder, card=words)
    assert yusuf(hub).roles == both


def test_ten_wrong_passphrases_stop_guessing_at_a_colleagues(hub: OpenHub) -> None:
    folder, me = hub.folder.path, yusuf(hub)
    for _ in range(10):
        with pytest.raises(WrongPassphrase):
            Users(hub.tools).change_passphrase(me, folder, "three brown bears", THIRD, params=CHEAP)
    with pytest.raises(TooManyTries):
        Users(hub.tools).change_passphrase(me, folder, SECOND, THIRD, params=CHEAP)
    hub.close()
    with pytest.raises(TooManyTries):
        open_hub(folder, FIRST)
