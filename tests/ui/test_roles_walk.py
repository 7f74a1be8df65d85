"""Every screen as every role: nothing they may not see or do is shown, and nothing is refused meanwhile."""

import re
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from shutil import copytree

import pytest
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from db.enums import Role
from db.models import Check, Household, Person, Phone, Volunteer
from desktop.services.actions import ACTIONS
from desktop.services.demo import DEMO_PASSPHRASE
from desktop.services.phone_mask import without_phones
from desktop.ui.places import ACTIONS as PLACES
from desktop.ui.places import OVER, opens
from tests import concern_secrets
from tests.screens.hub import make_hub, open_tour
from tests.ui.role_walk import Walk, walk_as

SEEN_BY, REFERENCE = "Zenobia Quillfeather", "001199887766"
"""What is written in every check of the hub, and met nowhere else."""
CHECK_WORDS = re.compile(
    r"not back yet|(is|are) out of date|not the level|No DBS yet|ID not seen|not taken up|papers not seen"
    r"|status not known|dates need checking|exemption has ended|not for this role|exempt until|not done$"
)
"""What is said of somebody's checks."""
HUB_NUMBERS = ("020 7946 0800", "020 7946 0801")
"""The hub's own, which are on every poster."""
ALONE = tuple(Role)
NARROW = (Role.CALL_HANDLER, Role.VOLUNTEER_MANAGER, Role.ADMINISTRATOR, Role.READ_ONLY)
"""Those who may do least; a button that is wrong is wrong for one of them."""
OWN_COMPUTER = ("backup", "settings", "concerns")
"""Places that are everybody's: the laptop they sit at, its backups and looks, and what worries them."""
MIXED = ((Role.CALL_HANDLER, Role.VOLUNTEER_MANAGER), (Role.ADMINISTRATOR, Role.READ_ONLY))


@dataclass(frozen=True)
class Secrets:
    """What the hub knows of people."""

    names: frozenset[str]
    helped: frozenset[str]
    addresses: frozenset[str]
    phones: frozenset[str]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small demonstration hub whose checks and concerns bear words found nowhere else."""
    made = make_hub(tmp_path_factory.mktemp("roles") / "hub")
    hub = open_tour(made)
    with hub.store.write(hub.actor.user_id) as work:
        for check in work.session.scalars(select(Check)):
            check.seen_by, check.reference = SEEN_BY, REFERENCE
    concern_secrets.seed(hub, DEMO_PASSPHRASE)
    hub.close()
    return made


@pytest.fixture(scope="module")
def secrets(folder: Path) -> Secrets:
    """Names, addresses and numbers of everybody in the hub."""
    hub = open_tour(folder)
    with hub.store.read() as session:
        people = list(session.scalars(select(Person)))
        helpers = set(session.scalars(select(Volunteer.person_id)))
        homes = session.scalars(select(Household.address_line1).where(Household.address_line1 != ""))
        found = Secrets(
            frozenset(f"{one.first_name} {one.last_name}" for one in people),
            frozenset(f"{one.first_name} {one.last_name}" for one in people if one.id not in helpers)
            - frozenset(f"{one.first_name} {one.last_name}" for one in people if one.id in helpers),
            frozenset(homes),
            frozenset(session.scalars(select(Phone.raw))),
        )
    hub.close()
    return found


def told(walk: Walk, secrets: frozenset[str]) -> dict[str, str]:
    """Which of these were on a screen, with where."""
    by_word = re.compile("|".join(sorted(map(re.escape, secrets), key=len, reverse=True)))
    return {hit.group(): where for text, where in walk.seen.items() if (hit := by_word.search(text))}


@pytest.mark.parametrize("roles", [*((one,) for one in ALONE), *MIXED], ids="+".join)
def test_nothing_is_refused_on_a_walk_through_all_that_is_shown(
    folder: Path,
    secrets: Secrets,
    roles: tuple[Role, ...],
    monkeypatch: pytest.MonkeyPatch,
    qapp: QApplication,
    qtbot: QtBot,
) -> None:
    with walk_as(folder, monkeypatch, *roles) as walk:
        walk.everywhere()
        may = walk.tour.context.may
        wanted = [place for place in PLACES if may(PLACES[place])]
        assert {place.key for place in walk.tour.main.places} <= set(wanted)
        assert (walk.refused, walk.wrong) == ([], [])
    assert told(walk, frozenset(concern_secrets.NAMES)) == {}  # concerns stay hidden, from the lead as well
    if roles == (Role.ADMINISTRATOR,):
        assert told(walk, secrets.names | secrets.addresses | secrets.phones) == {}
    if Role.READ_ONLY in roles:
        assert {text: where for text, where in walk.seen.items() if has_number(text)} == {}
    if not may("check.see"):
        assert {text: where for text, where in walk.seen.items() if tells_of_checks(text)} == {}
    if not may("person.see"):
        assert told(walk, secrets.helped) == {}
    if may("request.see"):
        assert told(walk, secrets.names)  # the walk sees names where there are some


@pytest.mark.parametrize("role", NARROW)
def test_no_button_on_show_leads_to_what_is_refused(
    folder: Path,
    role: Role,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qapp: QApplication,
    qtbot: QtBot,
) -> None:
    hub = copytree(folder, tmp_path / "hub")
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: True)
    with walk_as(hub, monkeypatch, role) as walk:
        opened = {
            place.key: walk.press_all(partial(walk.tour.page, place.key), place.key)
            for place in walk.tour.main.places
        }
        overs = [key for key in OVER if opens(walk.tour.context, key)]
        opened |= {key: walk.press_all(partial(walk.show_over, key), key) for key in overs}
        assert walk.refused == []
    if role is Role.READ_ONLY:
        assert {key: words for key, words in opened.items() if words and key not in OWN_COMPUTER} == {}


@pytest.mark.parametrize(
    ("role", "place", "absent"),
    [
        (Role.CALL_HANDLER, "volunteers", {"checks", "review"}),
        (Role.COORDINATOR, "volunteers", {"checks", "review"}),
        (Role.VOLUNTEER_MANAGER, "volunteers", set()),
        (Role.READ_ONLY, "people", {"phone"}),
        (Role.CALL_HANDLER, "people", set()),
    ],
)
def test_a_column_nobody_may_read_is_not_there(
    folder: Path,
    role: Role,
    place: str,
    absent: set[str],
    monkeypatch: pytest.MonkeyPatch,
    qapp: QApplication,
    qtbot: QtBot,
) -> None:
    with walk_as(folder, monkeypatch, role) as walk:
        page = walk.tour.page(place)
        shown = {one.key for one in page.table.records().columns}
        assert {one.key for one in page.spec.columns} - shown == absent


def has_number(text: str) -> bool:
    """Whether a phone number is in a text, other than the hub's own."""
    for own in HUB_NUMBERS:
        text = text.replace(own, "")
    return without_phones(text) != text


def tells_of_checks(text: str) -> bool:
    """Whether a text says what a check of somebody says."""
    return SEEN_BY in text or REFERENCE[-4:] in text or bool(CHECK_WORDS.search(text))


def test_the_walk_would_see_checks_and_numbers(
    folder: Path, monkeypatch: pytest.MonkeyPatch, qapp: QApplication, qtbot: QtBot
) -> None:
    with walk_as(folder, monkeypatch, Role.LEAD) as walk:
        walk.place("volunteers")
        walk.place("people")
    assert any(tells_of_checks(text) for text in walk.seen)
    assert any(has_number(text) for text in walk.seen)


def test_every_button_with_an_action_names_one_of_the_registry() -> None:
    assert set(PLACES.values()) <= ACTIONS.keys()
