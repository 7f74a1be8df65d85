"""Referrals coming in, in words: where they stand, and what is asked about them."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from db.enums import Layer
from db.enums_referrals import DeclineReason, ReferralOutcome, ReferralStatus, SentHow
from desktop.services.people import PersonDraft, PhoneDraft
from desktop.services.referral_answers import End
from desktop.services.referrals_in import TakenIn
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr

Choices = Sequence[tuple[object, str]]
JOIN, APART = "join", "apart"
_CHOICE, _LINES = FieldKind.CHOICE, FieldKind.MULTILINE


def here() -> Mapping[ReferralStatus, str]:
    """Where one that came in stands."""
    return {
        ReferralStatus.DRAFT: tr("Not answered"),
        ReferralStatus.SENT: tr("Not answered"),
        ReferralStatus.ACKNOWLEDGED: tr("We have it"),
        ReferralStatus.ACCEPTED: tr("We are dealing with it"),
        ReferralStatus.COMPLETED: tr("Ended"),
        ReferralStatus.DECLINED: tr("We said no"),
        ReferralStatus.RETURNED: tr("Handed back"),
        ReferralStatus.WITHDRAWN: tr("Withdrawn by them"),
    }


def came_by() -> Mapping[SentHow, str]:
    """How one reaches the hub."""
    return {
        SentHow.PHONE: tr("By phone"),
        SentHow.IN_PERSON: tr("In person"),
        SentHow.POST: tr("On paper"),
        SentHow.EMAIL: tr("By e-mail"),
    }


def ended_as() -> Mapping[ReferralOutcome, str]:
    """What came of one here."""
    return {
        ReferralOutcome.HELPED: tr("Helped"),
        ReferralOutcome.PARTLY_HELPED: tr("Partly helped"),
        ReferralOutcome.NOT_NEEDED: tr("Not needed any more"),
        ReferralOutcome.COULD_NOT_REACH: tr("Could not be reached"),
        ReferralOutcome.DID_NOT_WANT: tr("Did not want it"),
        ReferralOutcome.NOT_HELPED: tr("Not helped"),
    }


def why_not() -> Mapping[DeclineReason, str]:
    """Why the hub says no."""
    return {
        DeclineReason.NO_CAPACITY: tr("We are full"),
        DeclineReason.NOT_OUR_AREA: tr("Not our area"),
        DeclineReason.NOT_ELIGIBLE: tr("Does not meet our rules"),
        DeclineReason.NOT_WHAT_WE_DO: tr("Not what we do"),
        DeclineReason.ALREADY_KNOWN: tr("We help already"),
        DeclineReason.TOO_RISKY: tr("Too risky for us"),
        DeclineReason.OTHER: tr("Something else"),
    }


def take_fields(
    senders: Choices, needs: Choices, people: Callable[[str], Sequence[tuple[Any, str]]]
) -> list[FormField]:
    """What is asked when somebody passes a person on by phone or on paper: from whom, who, what."""
    return [
        FormField(
            "organisation_id", tr("From"), _CHOICE, choices=[(None, tr("Somebody new")), *senders], half=True
        ),
        FormField("organisation_name", tr("Their name, if new"), max_length=120, half=True),
        FormField(
            "from_name", tr("Whom to answer"), hint=tr("Ms Okafor, reception"), half=True, max_length=120
        ),
        FormField("how", tr("How did it come?"), _CHOICE, choices=list(came_by().items()), half=True),
        FormField(
            "person",
            tr("Person, if you know them"),
            FieldKind.PERSON_LINK,
            hint=tr("Type a name or a number and choose"),
            lookup=people,
        ),
        FormField("new_name", tr("Name, if new"), half=True, max_length=120),
        FormField("phone", tr("Phone, if new"), half=True, max_length=40),
        FormField("is_new", tr("Nobody the hub knows, though it may look so"), FieldKind.CHECK),
        FormField("need_code", tr("Need"), _CHOICE, choices=needs, required=True, half=True),
        FormField("their_reference", tr("Their reference"), half=True, max_length=80),
        FormField("words", tr("What is needed"), _LINES, lines=2, max_length=4_000),
        FormField(
            "again",
            tr("If this person has the same open already"),
            FieldKind.SEGMENT,
            choices=[(JOIN, tr("It is that one")), (APART, tr("It is another"))],
        ),
    ]


def new_person(values: Mapping[str, Any]) -> PersonDraft | None:
    """Who is typed as new; None where somebody was chosen, or nothing typed."""
    name, phone = values["new_name"].strip(), values["phone"].strip()
    if values["person"] or not (name or phone):
        return None
    first, _, last = name.partition(" ")
    return PersonDraft(first_name=first, last_name=last, phones=(PhoneDraft(phone),) if phone else ())


def taken_in(values: Mapping[str, Any], request_id: str = "") -> TakenIn:
    """The answers of the form.

    Args:
        values: the answers.
        request_id: the request of the person that this is about; empty for a new one.
    """
    person = values["person"]
    return TakenIn(
        need_code=values["need_code"] or "",
        organisation_id=values["organisation_id"] or "",
        organisation_name=values["organisation_name"],
        layer=Layer.OTHER,
        from_name=values["from_name"],
        person_id=person[0] if person else "",
        new_person=new_person(values),
        how=SentHow(values["how"] or SentHow.PHONE),
        words=values["words"],
        their_reference=values["their_reference"],
        request_id=request_id,
    )


def end_fields(status: ReferralStatus, bodies: Choices) -> list[FormField]:
    """What is asked when one ends here."""
    note = FormField("note", tr("A few words for them"), _LINES, lines=2, max_length=2_000)
    if status is ReferralStatus.COMPLETED:
        return [
            FormField(
                "outcome", tr("What came of it?"), _CHOICE, choices=list(ended_as().items()), required=True
            ),
            note,
        ]
    instead: Choices = [(None, tr("Nobody known")), *bodies]
    return [
        FormField("reason", tr("Why not?"), _CHOICE, choices=list(why_not().items()), required=True),
        FormField("onward_id", tr("Who could help instead?"), _CHOICE, choices=instead),
        note,
    ]


def end_from(status: ReferralStatus, values: Mapping[str, Any]) -> End:
    """The answers of the form."""
    if status is ReferralStatus.COMPLETED:
        return End(status, ReferralOutcome(values["outcome"]), values["note"])
    reason = DeclineReason(values["reason"])
    return End(status, None, values["note"], reason, values["onward_id"] or "")
