"""Mission row 9, Leeds LS14: groups own the work of their streets, and see what is theirs."""

from collections.abc import Callable

from db.queries.requests import RequestFilter
from desktop.context import AppContext
from desktop.services.areas import AreaDraft, Areas
from desktop.services.group_lines import NewGroup
from desktop.services.groups import Groups
from desktop.services.households import HouseholdDraft
from desktop.services.people import People, PersonDraft
from desktop.services.requests import RequestDraft, Requests
from desktop.ui.base.dialog import FormDialog
from desktop.ui.groups.page import GroupsPage
from desktop.ui.main_window import MainWindow
from desktop.ui.requests.page import RequestsPage
from desktop.ui.requests.pane import CLOSE
from tests.ui.journey_hands import said
from tests.ui.window import main, records  # noqa: F401

HOW_MANY = 10
Settle = Callable[[], None]


def ten_groups(context: AppContext) -> list[str]:
    """Ten groups, each with an area of its own and one request in it."""
    groups, areas, actor = context.service(Groups), context.service(Areas), context.actor
    made = []
    for one in range(HOW_MANY):
        key = groups.add(actor, NewGroup(f"Lane group {one}", f"Contact {one}")).made
        postcode = f"LS14 {one}AA"
        areas.save(actor, AreaDraft(f"Lane {one}", parts=(postcode,), owner_id=key))
        home = HouseholdDraft(f"{one + 1} Lane", postcode=postcode)
        person = context.service(People).save(actor, PersonDraft(f"Neighbour{one}", household=home)).made
        context.service(Requests).save(actor, RequestDraft(person, "shopping"))
        made.append(key)
    return made


def test_each_group_sees_its_work_and_it_leaves_when_it_is_done(
    main: MainWindow,  # noqa: F811
    context: AppContext,
    settle: Settle,
) -> None:
    keys = ten_groups(context)
    for place, key in enumerate(keys):
        page = main.shell.go_to("groups", key)
        settle()
        assert isinstance(page, GroupsPage)
        assert page.table.current_id() == key
        assert "1 request is theirs" in said(page.pane)
        values = [row.value for part in page.spec.detail(key).sections for row in part.rows]
        assert [one for one in values if "Neighbour" in one] == [f"Shopping for Neighbour{place}"]

    (work,) = context.service(Groups).get(context.actor, keys[3]).work
    page.pane.followed.emit(f"requests:{work.id}")
    settle()
    page = main.shell.page()
    assert isinstance(page, RequestsPage)
    assert page.table.current_id() == work.id
    values = [row.value for part in page.spec.detail(work.id).sections for row in part.rows]
    assert any("Lane group 3" in one for one in values)
    page.on_action(CLOSE)
    settle()
    (dialog,) = [one for one in page.findChildren(FormDialog) if one.isVisible()]
    dialog.form.set_values({"reason": "met"})
    dialog.primary.click()
    settle()
    page = main.shell.go_to("groups", keys[3])
    settle()
    assert "theirs" not in said(page.pane)
    left = context.service(Requests).ids(context.actor, RequestFilter(need_code="shopping"))
    assert len(left) == HOW_MANY - 1
