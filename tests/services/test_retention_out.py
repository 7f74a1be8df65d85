"""Who was out is kept for a year: then the line goes, with what was done where nobody heard of them."""

from datetime import timedelta

from db.enums_protection import RetentionType
from db.models import OutNow, OutStepTaken
from desktop.services.approvals import Approvals
from desktop.services.hubs import OpenHub
from desktop.services.out_now import OutDraft, Outs
from desktop.services.retention import ACT, Retention
from tests.services.erasing import found_in
from tests.services.money_hands import AMINAS, Money
from tests.services.rounds.conftest import World

WORD = "quirkword"


def test_a_year_on_the_line_goes_with_its_steps_and_whoever_is_out_stays(hub: OpenHub) -> None:
    world, outs, actor = World(hub), Outs(hub.tools), hub.actor
    kofi = world.volunteer("Kofi Mensah")
    keys = [outs.leave(actor, OutDraft(kofi, f"Visit {WORD}{at}", 30)).made for at in range(3)]
    long_ago = outs.now() - timedelta(days=400)
    for key in keys[:2]:
        world.edit(OutNow, key, out_at=long_ago, due_at=long_ago)
        outs.step(actor, key, f"Found in the shed, {key[-4:]}.")
    outs.back(actor, keys[:1])
    world.edit(OutNow, keys[0], back_at=long_ago)
    retention, approvals = Retention(hub.tools), Approvals(hub.tools)
    shown = retention.dry_run(actor)
    (due,) = [one for one in shown.rules if one.type is RetentionType.OUT]
    assert (due.going, due.still_open) == (1, 1)
    Money(hub)  # with Amina, who agrees
    asked = approvals.ask(actor, ACT, shown.subject, shown.words)
    approvals.agree(actor, hub.folder.path, asked.id, "Amina", AMINAS)
    retention.run(actor, hub.folder.path, asked.id, "The yearly look")
    assert set(outs.ids(actor, open_only=False)) == set(keys[1:])
    assert len(outs.steps(actor, keys[1])) == 1
    with hub.store.read() as session:
        assert session.query(OutStepTaken).count() == 1
    assert found_in(hub.folder.path, hub.store.key, [f"{WORD}0", f"shed, {keys[0][-4:]}"]) == []
