"""What a lead does with a concern besides deciding, each asked for in a form of its own."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from db.enums import VolunteerStatus
from db.enums_concerns import AbuseType, Capacity, ConcernState, Danger, EntryKind
from desktop.domain.concern_duties import ADVICE
from desktop.domain.concerns import Alleged, ConcernFile, Details, Referral
from desktop.services.base import Actor
from desktop.services.concern_lines import HeldVolunteer
from desktop.services.concerns import Concerns
from desktop.ui.base.button import ButtonKind
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr
from desktop.ui.concerns.record import stamp
from desktop.ui.concerns.words import choices

LONG = 20_000
"""Most letters of a text somebody writes into a concern."""
Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Act:
    """One thing to do.

    Attributes:
        words: as the menu says it.
        title: of its form.
        fields: the questions.
        do: takes the answers (worker); gives the concern back.
        verb: the button that does it.
        sentence: what follows from it.
        values: answers given already.
        danger: it takes something away.
    """

    words: str
    title: str
    fields: Sequence[FormField]
    do: Callable[[Values], ConcernFile]
    verb: str
    sentence: str = ""
    values: Values | None = None
    danger: bool = False

    @property
    def kind(self) -> ButtonKind:
        """The look of its main button."""
        return ButtonKind.DANGER if self.danger else ButtonKind.PRIMARY


def acts_of(concerns: Concerns, actor: Actor, file: ConcernFile, held: HeldVolunteer | None) -> list[Act]:
    """What can be done with a concern where it stands, in the order of the menu.

    Args:
        concerns: the service.
        actor: who would do it.
        file: the concern.
        held: the volunteer it holds back; None where it holds nobody.
    """
    if file.state is ConcernState.CLOSED:
        return [_reopen(concerns, actor, file), _add(concerns, actor, file)]
    return [
        _add(concerns, actor, file),
        _details(concerns, actor, file),
        _correct(concerns, actor, file),
        _refer(concerns, actor, file),
        *([_acknowledged(concerns, actor, file)] if file.of(EntryKind.REFERRAL) else []),
        *(_holds(concerns, actor, file, held) if held is not None else []),
        _close(concerns, actor, file),
    ]


def _words(key: str, label: str, hint: str = "", *, lines: int = 4) -> FormField:
    kind = FieldKind.MULTILINE
    return FormField(key, label, kind, hint=hint, required=True, max_length=LONG, lines=lines)


def _add(concerns: Concerns, actor: Actor, file: ConcernFile) -> Act:
    return Act(
        tr("Add a dated note…"),
        tr("Add to {reference}", reference=file.reference),
        [_words("words", tr("What was said, seen or done?"), tr("Facts, with who said so."))],
        lambda values: concerns.write(actor, file.id, EntryKind.ADDITION, values["words"]),
        tr("Add"),
    )


def _correct(concerns: Concerns, actor: Actor, file: ConcernFile) -> Act:
    written = [(one.id, f"{one.by}, {stamp(one.at)}") for one in file.entries if one.words or one.part]
    corrected = FormField("about", tr("Which entry?"), FieldKind.CHOICE, required=True, choices=written)
    return Act(
        tr("Correct a mistake…"),
        tr("Correct a mistake"),
        [corrected, _words("words", tr("What is right?"))],
        lambda values: concerns.write(
            actor, file.id, EntryKind.CORRECTION, values["words"], about_id=str(values["about"] or "")
        ),
        tr("Add the correction"),
        tr("What was written stays as it is. The correction stands beside it."),
        {"about": file.entries[0].id},
    )


def _refer(concerns: Concerns, actor: Actor, file: ConcernFile) -> Act:
    def do(values: Values) -> ConcernFile:
        names = ("to", "how", "spoke_to", "reference")
        part = Referral(**{name: str(values[name] or "") for name in names})
        return concerns.write(actor, file.id, EntryKind.REFERRAL, str(values["words"] or ""), part)

    return Act(
        tr("Record a referral…"),
        tr("Record a referral"),
        [
            FormField("to", tr("To whom?"), hint=tr("the council, the police, a regulator"), required=True),
            FormField("how", tr("How?"), hint=tr("by phone, form or e-mail"), half=True),
            FormField("spoke_to", tr("Who took it?"), half=True),
            FormField("reference", tr("Their reference"), half=True),
            FormField("words", tr("What was said"), FieldKind.MULTILINE, max_length=LONG),
        ],
        do,
        tr("Record"),
        tr("Telling them by phone comes first, the form after it."),
    )


def _acknowledged(concerns: Concerns, actor: Actor, file: ConcernFile) -> Act:
    last = file.of(EntryKind.REFERRAL)[-1]
    return Act(
        tr("They acknowledged it…"),
        tr("They acknowledged it"),
        [FormField("words", tr("Their reference, and who said so"), required=True, max_length=500)],
        lambda values: concerns.write(
            actor, file.id, EntryKind.ACKNOWLEDGED, values["words"], about_id=last.id
        ),
        tr("Record"),
        tr("If nobody has acknowledged it by the next working day, ring them."),
    )


def _holds(concerns: Concerns, actor: Actor, file: ConcernFile, held: HeldVolunteer) -> list[Act]:
    reason = _words("reason", tr("Why, and whose advice did you take?"))
    lift = Act(
        tr("Let {name} help again…", name=held.name),
        tr("Let {name} help again?", name=held.name),
        [reason],
        lambda values: concerns.lift(actor, file.id, values["reason"]),
        tr("Lift the hold"),
        tr("{advice} Their checks count as before.", advice=ADVICE),
    )
    if held.status is VolunteerStatus.SUSPENDED:
        return [lift]
    suspend = Act(
        tr("Suspend {name}…", name=held.name),
        tr("Suspend {name}?", name=held.name),
        [reason],
        lambda values: concerns.suspend(actor, file.id, values["reason"]),
        tr("Suspend"),
        ADVICE,
        danger=True,
    )
    return [suspend, lift]


def _close(concerns: Concerns, actor: Actor, file: ConcernFile) -> Act:
    return Act(
        tr("Close…"),
        tr("Close {reference}?", reference=file.reference),
        [_words("reason", tr("Why is it closed?"), lines=3)],
        lambda values: concerns.close(actor, file.id, values["reason"]),
        tr("Close it"),
        tr("Whoever raised it is told it has been dealt with, and not how. It can be opened again."),
    )


def _reopen(concerns: Concerns, actor: Actor, file: ConcernFile) -> Act:
    return Act(
        tr("Open again…"),
        tr("Open {reference} again?", reference=file.reference),
        [_words("reason", tr("Why is it opened again?"), lines=3)],
        lambda values: concerns.reopen(actor, file.id, values["reason"]),
        tr("Open again"),
    )


def _details(concerns: Concerns, actor: Actor, file: ConcernFile) -> Act:
    return Act(
        tr("Bring what is known up to date…"),
        tr("What is known now"),
        _detail_fields(),
        lambda values: concerns.write(
            actor, file.id, EntryKind.DETAILS, part=details_of(values, file.details)
        ),
        tr("Save"),
        tr("The first account stays as it is. What is written here is dated and stands beside it."),
        detail_values(file.details),
    )


def detail_values(details: Details) -> Values:
    """What is known, as answers of the form."""
    alleged = details.alleged
    plain = (*_SHORT, *_LONG_ANSWERS)
    return {
        **{name: getattr(details, name) for name in plain},
        "danger": details.danger,
        "capacity": details.capacity,
        "types": details.types,
        "alleged_name": alleged.name,
        "relationship": alleged.relationship,
        "in_contact": alleged.in_contact,
        "is_volunteer": alleged.is_volunteer,
    }


def details_of(values: Values, before: Details) -> Details:
    """Answers of the form as what is known.

    Args:
        values: by key.
        before: what was known, for what the form does not ask.
    """
    same = str(values["alleged_name"] or "") == before.alleged.name
    alleged = Alleged(
        name=str(values["alleged_name"] or ""),
        relationship=str(values["relationship"] or ""),
        in_contact=str(values["in_contact"] or ""),
        is_volunteer=bool(values["is_volunteer"]),
        id=before.alleged.id if same else "",
    )
    plain = {name: str(values[name] or "") for name in (*_SHORT, *_LONG_ANSWERS)}
    return Details(
        danger=Danger(values["danger"] or Danger.NOT_ASKED),
        capacity=Capacity(values["capacity"] or Capacity.NOT_SAID),
        types=tuple(AbuseType(one) for one in values["types"] or ()),
        alleged=alleged,
        **plain,
    )


_SHORT = ("wants", "capacity_why", "advocate", "whereabouts")
_LONG_ANSWERS = ("others", "children", "care_needs", "cannot_protect", "earlier")


def _detail_fields() -> list[FormField]:
    now, harm, needs = tr("Now"), tr("Harm"), tr("The person")

    def line(key: str, label: str, section: str, *, half: bool = True) -> FormField:
        return FormField(key, label, half=half, section=section, max_length=1000)

    def area(key: str, label: str, section: str) -> FormField:
        return FormField(key, label, FieldKind.MULTILINE, section=section, max_length=LONG, lines=2)

    return [
        FormField(
            "danger",
            tr("Is anyone in danger now?"),
            FieldKind.SEGMENT,
            choices=choices(Danger),
            section=now,
        ),
        line("whereabouts", tr("Where are they now?"), now),
        line("wants", tr("What do they want to happen?"), now),
        FormField("types", tr("Kinds of harm"), FieldKind.MULTI, choices=choices(AbuseType), section=harm),
        line("alleged_name", tr("Who may be causing harm?"), harm),
        line("relationship", tr("Who are they to the person?"), harm),
        line("in_contact", tr("Are they still in contact?"), harm, half=False),
        FormField("is_volunteer", tr("They help here, or work for the hub"), FieldKind.CHECK, section=harm),
        area("others", tr("Is anybody else at risk?"), harm),
        area("children", tr("Are there children? Who, and how old?"), harm),
        area("care_needs", tr("What care and support do they need?"), needs),
        area("cannot_protect", tr("Why can they not protect themselves?"), needs),
        FormField(
            "capacity",
            tr("Can they decide this for themselves?"),
            FieldKind.CHOICE,
            choices=choices(Capacity),
            section=needs,
            half=True,
        ),
        line("capacity_why", tr("What does that rest on?"), needs),
        line("advocate", tr("Who speaks for them, if somebody must?"), needs, half=False),
        area("earlier", tr("Concerns before this one"), needs),
    ]
