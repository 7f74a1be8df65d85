"""What goes with a referral: less or more than is usual, the second with a reason."""

from dataclasses import replace

import pytest

from db.enums import Answer, Layer
from desktop.domain.errors import DomainError
from desktop.domain.referral_fields import USUAL, Part, chosen
from desktop.services.hubs import OpenHub
from desktop.services.organisations import OrganisationDraft, Organisations
from desktop.services.people import People, PersonDraft, PhoneDraft
from desktop.services.referral_sending import ReferralSending
from desktop.services.referrals import ReferralDraft, Referrals


@pytest.fixture
def drafts(hub: OpenHub) -> dict[Layer, ReferralDraft]:
    """A referral of one person to a council and to a street group."""
    amina = PersonDraft("Amina", last_name="Yusuf", phones=(PhoneDraft("07700 900144"),))
    person = People(hub.tools).save(hub.actor, amina).made
    return {
        layer: ReferralDraft(
            Organisations(hub.tools)
            .save(hub.actor, OrganisationDraft(f"To {layer}", layer, contact_name="Ann"))
            .made,
            person,
            "form_filling",
            agreed=Answer.YES,
            already_doing="We ring on Mondays",
        )
        for layer in (Layer.STATUTORY, Layer.STREET)
    }


def test_what_is_left_out_stays_out_when_saved_again(
    hub: OpenHub, drafts: dict[Layer, ReferralDraft]
) -> None:
    less = chosen(Layer.STATUTORY, [Part.PHONE, Part.DOING], [])
    referrals = Referrals(hub.tools)
    key = referrals.save(hub.actor, replace(drafts[Layer.STATUTORY], fields=less)).made
    held = referrals.get(hub.actor, key).draft
    referrals.save(hub.actor, replace(held, words="Damp", health_note="Asthma"), key)
    again = referrals.get(hub.actor, key).draft
    assert set(again.fields) == USUAL[Layer.STATUTORY] - {Part.PHONE, Part.DOING}
    (paper,) = ReferralSending(hub.tools).papers(hub.actor, [key])
    assert (paper.phone, paper.doing) == ("", "")


def test_more_than_usual_takes_a_reason(hub: OpenHub, drafts: dict[Layer, ReferralDraft]) -> None:
    more = chosen(Layer.STREET, [], [Part.NAME])
    asked, referrals = replace(drafts[Layer.STREET], fields=more), Referrals(hub.tools)
    with pytest.raises(DomainError, match="more than is usual") as caught:
        referrals.save(hub.actor, asked)
    assert caught.value.field == "fields_reason"
    key = referrals.save(hub.actor, replace(asked, fields_reason="Two Aminas live there")).made
    (paper,) = ReferralSending(hub.tools).papers(hub.actor, [key])
    assert paper.name == "Amina Yusuf"
    assert referrals.get(hub.actor, key).draft.fields_reason == "Two Aminas live there"


def test_what_never_goes_to_a_neighbour_is_refused(hub: OpenHub, drafts: dict[Layer, ReferralDraft]) -> None:
    more = chosen(Layer.STREET, [], [Part.DATE_OF_BIRTH])
    asked = replace(drafts[Layer.STREET], fields=more, fields_reason="They asked")
    with pytest.raises(DomainError, match="never gets this") as caught:
        Referrals(hub.tools).save(hub.actor, asked)
    assert caught.value.field == "more"
