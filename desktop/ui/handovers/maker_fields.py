"""The steps of the maker and what they ask."""

from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr
from desktop.ui.base.stepper import StepInfo


def steps() -> list[StepInfo]:
    """The five steps."""
    return [
        StepInfo(tr("Why"), tr("The purpose and the reason in law")),
        StepInfo(tr("Who gets it"), tr("One organisation")),
        StepInfo(tr("What goes in"), tr("Only what they need")),
        StepInfo(tr("Check"), tr("Mistakes and small groups")),
        StepInfo(tr("Save and log"), tr("File, cover sheet, record")),
    ]


def why_fields() -> list[FormField]:
    """What is asked at the first step."""
    return [
        FormField("purpose_code", tr("Purpose"), FieldKind.CHOICE),
        FormField(
            "purpose", tr("What is it for?"), FieldKind.MULTILINE, required=True, lines=2, max_length=400
        ),
        FormField("basis", tr("Reason in law"), FieldKind.CHOICE, required=True),
        FormField(
            "basis_note", tr("Assessment or agreement"), hint=tr("Such as: Assessment 4, signed 2 October")
        ),
        FormField(
            "delete_by", tr("They delete it by"), FieldKind.DATE, hint=tr("90 days on when left empty")
        ),
    ]


def password_fields() -> list[FormField]:
    """What is asked at the last step."""
    return [
        FormField(
            "password",
            tr("Password for the recipient"),
            FieldKind.PASSPHRASE,
            hint=tr("At least 8 characters. Leave it empty for an open package."),
        )
    ]
