"""Mission row 17, Local Area Coordination: the nearest help that meets the need safely, statutory last.

Anyone may introduce anyone; the ladder is shown where a referral is begun, with its reasons; at the end it
may be asked what would have happened otherwise.
"""

from collections.abc import Callable

import pytest

from db.enums import Answer, Layer, RiskTier
from db.enums_referrals import Otherwise, Rung
from db.models import NeedType, Service, ServiceNeed
from desktop.context import AppContext
from desktop.domain.ladder import Reason
from desktop.services.organisations import OrganisationDraft, Organisations
from desktop.services.people import People, PersonDraft
from desktop.services.referral_ladder import ReferralLadder
from desktop.services.referral_replies import ReferralReplies
from desktop.services.referrals import ReferralDraft, Referrals
from desktop.services.requests import RequestDraft, Requests
from desktop.ui.base.dialog import FormDialog
from desktop.ui.main_window import MainWindow
from tests.ui.journey_hands import said
from tests.ui.window import main, records  # noqa: F401


def offer(context: AppContext, name: str, layer: Layer, need: str, risk: RiskTier, left: int | None) -> str:
    """A body with one service."""
    draft = OrganisationDraft(name, layer, contact_name="Cerys Vaughan")
    body = context.service(Organisations).save(context.actor, draft).made
    with context.hub.store.write(context.actor.user_id) as work:
        kind = work.session.query(NeedType).filter(NeedType.code == need).one()
        service = Service(
            number=work.next_number("service"),
            organisation_id=body,
            name="Help",
            everywhere=True,
            risk_up_to=risk,
            capacity_left=left,
        )
        work.add(service)
        work.session.flush()
        work.add(ServiceNeed(service_id=service.id, need_type_id=kind.id))
    return body


@pytest.fixture
def request_id(context: AppContext) -> str:
    """Somebody a friend introduced, who would like company."""
    actor = context.actor
    gwen = context.service(People).save(actor, PersonDraft("Gwen", last_name="Prys")).made
    asked = RequestDraft(gwen, "dog_walking", caller_name="Nia Prys", caller_relationship="sister")
    return context.service(Requests).save(actor, asked).made


def test_the_lowest_layer_that_can_do_it_safely_is_proposed(context: AppContext, request_id: str) -> None:
    ladder, actor = context.service(ReferralLadder), context.actor
    with context.hub.store.read() as session:
        risk = session.query(NeedType).filter(NeedType.code == "dog_walking").one().risk
    offer(context, "Adult social care", Layer.STATUTORY, "dog_walking", RiskTier.HIGH, 1)
    found = ladder.climb(actor, request_id)
    assert found is not None
    assert found.proposed is Rung.STATUTORY
    offer(context, "Age Well", Layer.ANCHOR, "dog_walking", RiskTier.HIGH, 2)
    offer(context, "Castle Lane", Layer.STREET, "dog_walking", risk, 0)
    found = ladder.climb(actor, request_id)
    assert found is not None
    assert found.proposed is Rung.HUB
    (street,) = found.step(Rung.COMMUNITY).helpers
    assert Reason.FULL in street.reasons
    offer(context, "Weir Street", Layer.STREET, "dog_walking", risk, 3)
    found = ladder.climb(actor, request_id)
    assert found is not None
    assert found.proposed is Rung.COMMUNITY
    # What somebody can do themselves, or those around them, comes before all of these.
    nearest = ladder.climb(actor, request_id, around=Answer.YES)
    assert nearest is not None
    assert nearest.proposed is Rung.PEOPLE_AROUND
    own = ladder.climb(actor, request_id, own=Answer.YES, around=Answer.YES)
    assert own is not None
    assert own.proposed is Rung.OWN_STRENGTHS


def test_the_ladder_stands_where_a_referral_is_begun(
    main: MainWindow,  # noqa: F811
    context: AppContext,
    settle: Callable[[], None],
    request_id: str,
) -> None:
    offer(context, "Weir Street", Layer.STREET, "dog_walking", RiskTier.HIGH, 3)
    main.shell.go_to("referrals", f"request:{request_id}")
    settle()
    dialog = next(one for one in main.shell.findChildren(FormDialog) if one.isVisible())
    words = said(dialog)
    assert "Nearest that fits: Weir Street" in words
    assert "What they can do themselves: Ask first" in words
    assert dialog.form.editor("introducer").value() == "Nia Prys sister"
    dialog.reject()


def test_what_would_have_happened_otherwise_may_be_asked(context: AppContext, request_id: str) -> None:
    body = offer(context, "Weir Street", Layer.STREET, "dog_walking", RiskTier.HIGH, 3)
    actor, referrals = context.actor, context.service(Referrals)
    person = context.service(Requests).get(actor, request_id).draft.person_id
    key = referrals.save(actor, ReferralDraft(body, person, "dog_walking", request_id)).made
    context.service(ReferralReplies).say_otherwise(
        actor, key, Otherwise.EMERGENCY, "She would have rung 999."
    )
    held = referrals.get(actor, key)
    assert (held.otherwise, held.otherwise_note) == (Otherwise.EMERGENCY, "She would have rung 999.")
