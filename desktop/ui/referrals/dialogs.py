"""What is asked when somebody is passed on, and when something is heard."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from db.enums import Answer, Channel, LawfulBasis, Layer, Urgency
from db.enums_referrals import DeclineReason, Otherwise, ReferralOutcome, SentHow, StepKind
from desktop.domain.referral_fields import Part, apart, chosen
from desktop.services.referral_replies import Reply
from desktop.services.referral_sending import SendingDraft
from desktop.services.referrals import ReferralDraft
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr
from desktop.ui.ladder_words import otherwise
from desktop.ui.referrals.words import answers, asked_ways, declines, outcomes, parts, ways
from desktop.ui.words import choices

Choices = Sequence[tuple[object, str]]
Lookup = Callable[[str], Sequence[tuple[Any, str]]]
_CAN_STAY = (Part.NAME, Part.PHONE, Part.ADDRESS, Part.LANGUAGE, Part.WANTS, Part.DOING, Part.SAFETY)
_CAN_GO_TOO = (Part.NAME, Part.PHONE, Part.DATE_OF_BIRTH, Part.DOING)
_CHOICE, _LINES = FieldKind.CHOICE, FieldKind.MULTILINE


def referral_fields(
    recipients: Choices, needs: Choices, people: Lookup, services: Lookup, ladder: str, grounds: Choices
) -> list[FormField]:
    """What is asked about a referral.

    Args:
        recipients: key and name.
        needs: code and label.
        people: finds people.
        services: finds services of the directory.
        ladder: what is proposed, as the hint of the first question.
        grounds: code and label of the bases in law.
    """
    who = _who(recipients, needs, people, services, ladder)
    return [*who, *_what(), *_agreement(grounds), *_goes()]


def _who(
    recipients: Choices, needs: Choices, people: Lookup, services: Lookup, ladder: str
) -> list[FormField]:
    under, whom = tr("Who, and to whom"), [(None, tr("Choose")), *recipients]
    link = FieldKind.PERSON_LINK
    return [
        FormField(
            "organisation_id",
            tr("Pass to"),
            _CHOICE,
            hint=ladder,
            choices=whom,
            required=True,
            section=under,
        ),
        FormField("rung_reason", tr("Why them, and nobody nearer"), max_length=400, section=under),
        FormField("service", tr("Which service of theirs"), link, lookup=services, section=under),
        FormField("to_team", tr("Team there"), half=True, section=under),
        FormField("to_name", tr("Ask for"), half=True, section=under),
        FormField("person", tr("Person"), link, lookup=people, required=True, half=True, section=under),
        FormField("need_code", tr("Need"), _CHOICE, choices=needs, required=True, half=True, section=under),
    ]


def _what() -> list[FormField]:
    under, most = tr("What they need to know"), 400
    doing, safe = tr("What we are already doing"), tr("Anything to keep a visitor safe")
    return [
        FormField("words", tr("What is needed"), _LINES, max_length=4_000, section=under),
        FormField("urgency", tr("How soon"), FieldKind.SEGMENT, choices=choices(Urgency), section=under),
        FormField("wants", tr("What they want"), max_length=most, half=True, section=under),
        FormField("already_doing", doing, max_length=most, half=True, section=under),
        FormField("safety_note", safe, max_length=most, half=True, section=under),
        FormField("introducer", tr("Who told us, to hear how it ends"), half=True, section=under),
    ]


def _agreement(grounds: Choices) -> list[FormField]:
    under, asked = tr("Agreement to share"), list(asked_ways().items())
    agreed, health = tr("Did they say yes to sharing with them?"), tr("They agreed to health notes going too")
    said = list(answers().items())
    return [
        FormField("agreed", agreed, FieldKind.SEGMENT, choices=said, section=under),
        FormField("agreed_how", tr("Asked"), _CHOICE, choices=asked, half=True, section=under),
        FormField("basis", tr("Ground"), _CHOICE, choices=grounds, half=True, section=under),
        FormField("basis_reason", tr("Why without asking"), max_length=400, section=under),
        FormField("health_agreed", health, FieldKind.CHECK, section=under),
        FormField("health_note", tr("Health notes"), _LINES, lines=2, max_length=1_000, section=under),
    ]


def _goes() -> list[FormField]:
    """What stays behind of what they usually get, and what goes beside it."""
    under, named = tr("What goes with them"), parts()
    multi = FieldKind.MULTI
    usual = tr("What a group like theirs needs goes by itself.")
    away = [(one.value, named[one]) for one in _CAN_STAY]
    more = [(one.value, named[one]) for one in _CAN_GO_TOO]
    return [
        FormField("without", tr("Leave out this time"), multi, hint=usual, choices=away, section=under),
        FormField("more", tr("Tell them besides"), multi, choices=more, section=under),
        FormField("fields_reason", tr("Why they need more"), max_length=400, section=under),
    ]


def referral_values(
    draft: ReferralDraft, person: str, layers: Mapping[str, Layer], service: str = ""
) -> dict[str, Any]:
    """A draft as the answers of the form.

    Args:
        draft: the draft.
        person: their name.
        layers: of the recipients, by key.
        service: its name.
    """
    names = (
        "organisation_id",
        "to_team",
        "to_name",
        "need_code",
        "words",
        "urgency",
        "wants",
        "already_doing",
    )
    more = (
        "safety_note",
        "introducer",
        "rung_reason",
        "fields_reason",
        "agreed",
        "agreed_how",
        "basis",
        "basis_reason",
        "health_agreed",
    )
    values = {name: getattr(draft, name) for name in (*names, *more, "health_note")}
    values["organisation_id"] = draft.organisation_id or None
    values["basis"] = draft.basis_code or draft.basis.value
    layer = layers.get(draft.organisation_id)
    values["without"], values["more"] = apart(layer, draft.fields) if layer else ((), ())
    values["service"] = (draft.service_id, service) if draft.service_id else None
    return {**values, "person": (draft.person_id, person) if draft.person_id else None}


def referral_draft(
    values: Mapping[str, Any],
    request_id: str | None,
    bases: Mapping[str, LawfulBasis],
    layers: Mapping[str, Layer],
) -> ReferralDraft:
    """The answers of the form as a draft.

    Args:
        values: the answers.
        request_id: the request it is made from.
        bases: by code, whose rules hold.
        layers: of the recipients, by key.
    """
    layer = layers.get(values["organisation_id"] or "")
    person, service = values["person"], values.get("service")
    texts = (
        "to_team",
        "to_name",
        "words",
        "wants",
        "already_doing",
        "safety_note",
        "introducer",
        "rung_reason",
        "fields_reason",
    )
    return ReferralDraft(
        organisation_id=values["organisation_id"] or "",
        person_id=person[0] if person else "",
        need_code=values["need_code"] or "",
        request_id=request_id,
        service_id=service[0] if service else None,
        urgency=Urgency(values["urgency"] or Urgency.THIS_WEEK),
        basis=bases.get(str(values["basis"]), LawfulBasis.CONSENT),
        basis_code=str(values["basis"] or ""),
        basis_reason=values["basis_reason"],
        agreed=Answer(values["agreed"] or Answer.NOT_ASKED),
        agreed_how=Channel(values["agreed_how"] or Channel.PHONE),
        health_agreed=bool(values["health_agreed"]),
        health_note=values["health_note"],
        fields=chosen(layer, values["without"], values["more"]) if layer else (),
        **{name: values[name] for name in texts},
    )


def send_fields(*, may_overrule: bool) -> list[FormField]:
    """What is asked when a referral goes."""
    fields = [
        FormField("how", tr("How does it go?"), _CHOICE, choices=list(ways().items()), required=True),
        FormField("note", tr("Where, or to whom"), hint=tr("Handed in at Wharf House"), max_length=120),
    ]
    if may_overrule:
        words = tr("Pass on despite a recorded no, to protect somebody’s life or safety")
        fields.append(FormField("overrules", words, FieldKind.CHECK))
    return fields


def sending(values: Mapping[str, Any]) -> SendingDraft:
    """The answers as the service takes them."""
    return SendingDraft(SentHow(values["how"]), values["note"], bool(values.get("overrules")))


def reply_fields(kind: StepKind, recipients: Choices) -> list[FormField]:
    """What is asked when something is heard.

    Args:
        kind: what was heard.
        recipients: key and name, for whom they suggest instead.
    """
    note = FormField("note", tr("In a few words"), _LINES, lines=2, max_length=1_000)
    if kind in (StepKind.ACKNOWLEDGED, StepKind.ACCEPTED):
        return [
            FormField("who", tr("Who deals with it there"), max_length=120, half=True),
            FormField("their_reference", tr("Their reference"), max_length=60, half=True),
            note,
        ]
    if kind is StepKind.DECLINED:
        onward = [(None, tr("Nobody on the list")), *recipients]
        return [
            FormField("reason", tr("Why?"), _CHOICE, choices=list(declines().items()), required=True),
            FormField("onward_id", tr("Whom do they suggest?"), _CHOICE, choices=onward, half=True),
            FormField("onward_name", tr("Or the name given"), max_length=120, half=True),
            note,
        ]
    if kind is StepKind.COMPLETED:
        asked = [(None, tr("Not asked")), *otherwise().items()]
        without = tr("What would have happened otherwise?")
        hint = tr("Only if it comes up")
        return [
            FormField(
                "outcome", tr("What came of it?"), _CHOICE, choices=list(outcomes().items()), required=True
            ),
            note,
            FormField("otherwise", without, _CHOICE, hint=hint, choices=asked),
            FormField("otherwise_note", tr("In their words"), max_length=400),
        ]
    if kind in (StepKind.PERSON_TOLD, StepKind.INTRODUCER_TOLD):
        return [FormField("on", tr("On"), FieldKind.DATE, required=True, half=True), note]
    return [FormField("note", tr("In a few words"), _LINES, required=True, lines=3, max_length=1_000)]


def reply_of(kind: StepKind, values: Mapping[str, Any], how: SentHow | None = SentHow.PHONE) -> Reply:
    """The answers as the service takes them."""
    on = values.get("on")
    return Reply(
        kind,
        how=how,
        who=values.get("who") or "",
        note=values.get("note") or "",
        on=on if isinstance(on, date) else None,
        reason=DeclineReason(values["reason"]) if values.get("reason") else None,
        onward_id=values.get("onward_id") or None,
        onward_name=values.get("onward_name") or "",
        outcome=ReferralOutcome(values["outcome"]) if values.get("outcome") else None,
        otherwise=Otherwise(values["otherwise"]) if values.get("otherwise") else None,
        otherwise_note=values.get("otherwise_note") or "",
        their_reference=values.get("their_reference") or "",
    )
