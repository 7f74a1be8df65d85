"""The printed cards: drilled from paper, reminded of, and a safeguarding card made and put on record."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader

from db import reader_keys
from db.enums import Nation, Role
from db.errors import WrongPassphrase
from db.keys import new_recovery
from desktop.domain.errors import NotAllowed
from desktop.exports.safeguarding_card import draw_safeguarding_card
from desktop.services.audit import Audit, AuditAsked
from desktop.services.cards import DRILL_DAYS, GRACE_DAYS, Cards, CardState, fingerprint
from desktop.services.hubs import NewHub, OpenHub, make_hub, open_hub
from desktop.services.today import TodayDesk
from tests.services.conftest import CHEAP, PASSPHRASE

Made = tuple[OpenHub, str, list[timedelta]]


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Made]:
    """A hub made today, its card's words, and by how much its clock is moved on."""
    words = make_hub(tmp_path / "hub", NewHub("Saltmarsh Hub", Nation.ENGLAND), PASSPHRASE, params=CHEAP)
    moved = [timedelta()]
    hub = open_hub(tmp_path / "hub", PASSPHRASE, clock=lambda: datetime.now(UTC) + moved[0])
    yield hub, words, moved
    hub.close()


def reminded(hub: OpenHub, *roles: Role) -> list[str]:
    """Which cards Today reminds of."""
    actor = replace(hub.actor, roles=frozenset(roles)) if roles else hub.actor
    items = TodayDesk(hub.tools).day(actor).items
    return [one.key for one in items if one.key.startswith("cards:")]


def test_a_card_never_drilled_is_reminded_of_and_a_drill_counts_half_a_year(made: Made) -> None:
    hub, words, moved = made
    cards, folder = Cards(hub.tools), hub.folder.path
    assert reminded(hub) == []
    moved[0] = timedelta(days=GRACE_DAYS)
    assert reminded(hub) == ["cards:recovery"]
    assert reminded(hub, Role.COORDINATOR) == []
    cards.drill_recovery(hub.actor, folder, words.upper())
    assert reminded(hub) == []
    assert cards.states(hub.actor, folder).recovery.drilled == cards.today()
    moved[0] += timedelta(days=DRILL_DAYS)
    assert reminded(hub) == []
    moved[0] += timedelta(days=1)
    assert reminded(hub) == ["cards:recovery"]


def test_a_new_card_has_not_been_drilled(made: Made) -> None:
    hub, words, _ = made
    cards, folder = Cards(hub.tools), hub.folder.path
    cards.drill_recovery(hub.actor, folder, words)
    new_recovery(folder, hub.store.key)
    assert cards.states(hub.actor, folder).recovery.drilled is None
    with pytest.raises(WrongPassphrase):
        cards.drill_recovery(hub.actor, folder, words)
    assert cards.states(hub.actor, folder).recovery.drilled is None


def test_the_lead_makes_a_safeguarding_card_and_its_fingerprint_is_on_record(made: Made) -> None:
    hub, recovery, moved = made
    cards, folder = Cards(hub.tools), hub.folder.path
    assert cards.states(hub.actor, folder).safeguarding == CardState(None)
    card = cards.make_safeguarding(hub.actor, folder)
    public = reader_keys.card_public(folder)
    assert public is not None
    assert card.fingerprint == fingerprint(public)
    assert card.words not in repr(card)
    audit = Audit(hub.tools)
    newest = audit.get(hub.actor, audit.ids(hub.actor, AuditAsked())[0])
    assert card.fingerprint in str([edit.after for edit in newest.edits])
    moved[0] = timedelta(days=GRACE_DAYS)
    assert reminded(hub) == ["cards:recovery", "cards:safeguarding"]
    with pytest.raises(WrongPassphrase, match="not those of the safeguarding card"):
        cards.drill_safeguarding(hub.actor, folder, recovery)
    cards.drill_safeguarding(hub.actor, folder, card.words)
    assert reminded(hub) == ["cards:recovery"]
    assert not any(
        card.words.split()[0].encode() + b" " + card.words.split()[1].encode() in one.read_bytes()
        for one in folder.iterdir()
        if one.is_file()
    )


@pytest.mark.parametrize(
    ("role", "act"),
    [
        (Role.ADMINISTRATOR, lambda cards, actor, folder: cards.make_safeguarding(actor, folder)),
        (Role.COORDINATOR, lambda cards, actor, folder: cards.make_safeguarding(actor, folder)),
        (Role.COORDINATOR, lambda cards, actor, folder: cards.drill_recovery(actor, folder, "")),
    ],
)
def test_only_whose_cards_they_are(made: Made, role: Role, act: Callable[..., object]) -> None:
    hub = made[0]
    with pytest.raises(NotAllowed):
        act(Cards(hub.tools), replace(hub.actor, roles=frozenset({role})), hub.folder.path)


def test_the_card_on_paper_has_every_word_and_its_fingerprint(tmp_path: Path, made: Made) -> None:
    hub = made[0]
    card = Cards(hub.tools).make_safeguarding(hub.actor, hub.folder.path)
    day = datetime(2026, 11, 17, tzinfo=UTC).date()
    file = tmp_path / "card.pdf"
    file.write_bytes(draw_safeguarding_card("Saltmarsh Hub", card.words, day, card.fingerprint, demo=True))
    (page,) = PdfReader(file).pages
    text = page.extract_text()
    for word in card.words.split():
        assert word in text
    for said in ("Safeguarding card", "Saltmarsh Hub", card.fingerprint, "17 November 2026", "recovery card"):
        assert said in text
