"""A request about somebody's own data through the window: taken, answered, and led to the copy."""

from collections.abc import Callable

from pytestqt.qtbot import QtBot

from db.enums_protection import RightKind, RightState
from desktop.context import AppContext
from desktop.services.people import People, PersonDraft
from desktop.services.rights import Rights
from desktop.ui.people.pane import limit_rows
from desktop.ui.protection.rights import PACK
from tests.hostile import MARKUP
from tests.ui.protection.test_grounds import page_at, save

Wait = Callable[[], None]


def test_a_request_is_taken_answered_and_leads_to_the_copy(
    context: AppContext, settle: Wait, qtbot: QtBot
) -> None:
    jean = context.service(People).save(context.actor, PersonDraft(first_name="Jean")).made
    page = page_at(context, qtbot, settle, "rights")
    wanted = {"person_id": (jean, "Jean"), "kind": RightKind.ACCESS, "words": MARKUP[4], "how": "By phone"}
    save(page, settle, None, wanted)
    (line,) = context.service(Rights).all(context.actor)
    item = f"rights:{line.id}"
    page.reload()
    settle()
    detail = page.spec.detail(item)
    assert detail.quote == MARKUP[4]
    assert PACK in [one.key for one in detail.actions]
    with qtbot.waitSignal(page.place_asked) as asked:
        page.acted.emit(PACK, item)
    assert asked.args == ["access", jean]
    told = {"state": RightState.DONE, "who_they_are": "Rung back", "outcome": "Handed over at the desk"}
    save(page, settle, item, told)
    (line,) = context.service(Rights).all(context.actor)
    assert line.due is None
    page.reload()
    settle()
    assert PACK not in [one.key for one in page.spec.detail(item).actions]


def test_a_restriction_is_shown_beside_the_person_until_it_is_ended(
    context: AppContext, settle: Wait, qtbot: QtBot
) -> None:
    jean = context.service(People).save(context.actor, PersonDraft(first_name="Jean")).made
    page = page_at(context, qtbot, settle, "rights")
    save(page, settle, None, {"person_id": (jean, "Jean"), "kind": RightKind.RESTRICTION, "words": MARKUP[4]})
    (line,) = context.service(Rights).all(context.actor)
    item = f"rights:{line.id}"
    page.reload()
    settle()
    (meanwhile,) = (one for one in page.spec.detail(item).sections if one.title == "Meanwhile")
    assert "nothing about them is handed over" in meanwhile.rows[0].value
    assert "lifted_on" not in [one.key for one in page.spec.form(item).fields]

    (shown, says, link) = limit_rows(context.service(People).get(context.actor, jean).limit)
    assert "restrict" in shown.value
    assert (shown.key, link.key) == ("", f"protection:{item}")
    assert "To be decided" in says.value
    told = {"state": RightState.DONE, "who_they_are": "Rung back", "outcome": "Granted, by letter"}
    save(page, settle, item, told)
    ends = {"lifted_on": line.request.received_on, "lifted_why": "All put right. Rung before."}
    page.reload()
    settle()
    save(page, settle, item, ends)
    assert limit_rows(context.service(People).get(context.actor, jean).limit) == []
