"""A legal hold on whom a concern is about stands beside the open concern, for the lead alone."""

from collections.abc import Callable
from datetime import date

import pytest

from db.enums_concerns import AboutKind
from desktop.context import AppContext
from desktop.domain.concerns import About, Account
from desktop.services.concern_raising import RaiseConcerns
from desktop.services.concerns import Concerns
from desktop.services.holds import Holds
from desktop.services.volunteers import Volunteers
from desktop.ui.base.accessibility import rich_texts
from desktop.ui.concerns.page import ConcernsPage
from tests.hostile import MARKUP
from tests.ui.conftest import PASSPHRASE
from tests.ui.journey_hands import said
from tests.ui.window import Records, records  # noqa: F401

Wait = Callable[[], None]
WHY = "The coroner asked on 3 November."


def raised(context: AppContext, kind: AboutKind, key: str) -> str:
    """A concern about somebody the hub knows."""
    account = Account(about=About(kind, key, "Somebody"), words="The card is gone.")
    return context.service(RaiseConcerns).send(context.actor, context.hub.folder.path, account).made


def shown(
    context: AppContext, show_page: Callable[[ConcernsPage], ConcernsPage], settle: Wait
) -> ConcernsPage:
    """The page, its concerns open."""
    page = show_page(ConcernsPage(context))
    page.sealed.line.setText(PASSPHRASE)
    page.sealed.primary.click()
    settle()
    return page


@pytest.mark.parametrize("kind", [AboutKind.PERSON, AboutKind.VOLUNTEER])
def test_a_hold_is_shown_beside_the_concern_until_it_is_lifted(
    context: AppContext,
    records: Records,  # noqa: F811
    show_page: Callable[[ConcernsPage], ConcernsPage],
    settle: Wait,
    kind: AboutKind,
) -> None:
    key = records.jean if kind is AboutKind.PERSON else records.kofi
    person = key if kind is AboutKind.PERSON else context.service(Volunteers).get(context.actor, key).who.id
    holds, concern = context.service(Holds), raised(context, kind, key)
    page = shown(context, show_page, settle)
    page.opened.open_concern(concern)
    settle()
    assert "Records kept" not in said(page.opened.side)
    held = holds.put(context.actor, person, WHY, date(2027, 3, 1)).made
    page.opened.open_concern(concern)
    settle()
    words = said(page.opened.side)
    assert "Records kept" in words
    assert "Kept until looked at on" in words
    assert WHY in words
    holds.lift(context.actor, held, "The coroner has closed it.")
    page.opened.open_concern(concern)
    settle()
    assert "Records kept" not in said(page.opened.side)
    page.opened.hide_now()


def test_its_words_are_shown_as_they_are_and_go_when_concerns_hide(
    context: AppContext,
    records: Records,  # noqa: F811
    show_page: Callable[[ConcernsPage], ConcernsPage],
    settle: Wait,
    left_of: Callable[[str], list[str]],
) -> None:
    concern = raised(context, AboutKind.PERSON, records.jean)
    context.service(Holds).put(context.actor, records.jean, " ".join(MARKUP[:3]), date(2027, 3, 1))
    page = shown(context, show_page, settle)
    page.opened.open_concern(concern)
    settle()
    assert rich_texts(page) == []
    assert MARKUP[0] in said(page.opened.side)
    page.opened.hide_now()
    settle()
    assert left_of(MARKUP[0]) == []


def test_nothing_is_kept_of_whom_the_hub_has_no_record(context: AppContext) -> None:
    holds, actor = context.service(Holds), context.actor
    for about in (About(), About(AboutKind.ORGANISATION, "f" * 32), About(AboutKind.VOLUNTEER, "f" * 32)):
        assert holds.standing_for(actor, about) == []
    assert context.service(Concerns).seconds_left(actor) == 0
