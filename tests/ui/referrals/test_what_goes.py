"""What goes with a referral is chosen in its form and kept when it is edited; it is chased on another day."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from db.enums import Answer, Layer
from db.enums_referrals import SentHow
from desktop.context import AppContext
from desktop.domain.referral_fields import Part
from desktop.services.organisations import OrganisationDraft, Organisations
from desktop.services.people import People, PersonDraft
from desktop.services.referral_sending import ReferralSending, SendingDraft
from desktop.services.referrals import ReferralDraft, ReferralFilter, Referrals
from desktop.ui.base.dialog import FormDialog
from desktop.ui.referrals.page import ReferralsPage

Wait = Callable[[], None]


@pytest.fixture
def street(context: AppContext) -> str:
    """Who they go to."""
    draft = OrganisationDraft("Castle Lane Neighbours", Layer.STREET, contact_name="Ann")
    return context.service(Organisations).save(context.actor, draft).made


@pytest.fixture
def amina(context: AppContext) -> str:
    """Who is passed on."""
    return context.service(People).save(context.actor, PersonDraft("Amina", last_name="Yusuf")).made


@pytest.fixture
def page(
    context: AppContext, street: str, amina: str, show_page: Callable[[ReferralsPage], ReferralsPage]
) -> ReferralsPage:
    """The page on show, with a referral to a street group written down."""
    draft = ReferralDraft(street, amina, "shopping", agreed=Answer.YES)
    context.service(Referrals).save(context.actor, draft)
    return show_page(ReferralsPage(context))


def dialog_of(page: ReferralsPage, settle: Wait) -> FormDialog:
    settle()
    (found,) = (one for one in page.findChildren(FormDialog) if one.isVisible())
    return found


def only(context: AppContext) -> str:
    (key,) = context.service(Referrals).ids(context.actor, ReferralFilter())
    return key


def test_more_takes_a_reason_and_both_are_there_again(
    page: ReferralsPage, context: AppContext, settle: Wait
) -> None:
    settle()
    page.on_action("edit")
    dialog = dialog_of(page, settle)
    form = dialog.form
    form.set_values({"without": (Part.ADDRESS.value,), "more": (Part.NAME.value,)})
    dialog.primary.click()
    settle()
    assert dialog.isVisible()
    form.set_values({"fields_reason": "Two Aminas live there"})
    dialog.primary.click()
    settle()
    held = context.service(Referrals).get(context.actor, only(context)).draft
    assert Part.ADDRESS not in held.fields
    assert Part.NAME in held.fields
    page.on_action("edit")
    again = dialog_of(page, settle).form.values()
    assert (tuple(again["without"]), tuple(again["more"])) == ((Part.ADDRESS,), (Part.NAME,))
    assert again["fields_reason"] == "Two Aminas live there"


def test_it_is_chased_on_another_day(page: ReferralsPage, context: AppContext, settle: Wait) -> None:
    key, referrals = only(context), context.service(Referrals)
    context.service(ReferralSending).send(context.actor, key, SendingDraft(SentHow.BY_HAND, "Handed in"))
    page.refresh(None)
    settle()
    assert page.pane.another is not None
    page.pane.another.click()
    dialog = dialog_of(page, settle)
    dialog.form.set_values({"chase_on": referrals.today() - timedelta(days=1)})
    dialog.primary.click()
    settle()
    assert dialog.isVisible()
    day = referrals.today() + timedelta(days=9)
    dialog.form.set_values({"chase_on": day})
    dialog.primary.click()
    settle()
    assert referrals.get(context.actor, key).row.chase_on == day
