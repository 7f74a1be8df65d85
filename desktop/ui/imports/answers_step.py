"""What a layout is called, and how outcomes go back to whoever sends such lists."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.enums_referrals import DeclineReason, ReferralOutcome, ReferralStatus
from desktop.exports.returned_list import COLUMNS, OUTCOME_WORDS, REASON_WORDS, STATUS_WORDS
from desktop.imports.profiles import Profile, Returned, Written
from desktop.ui.base.card import scrolling
from desktop.ui.base.form import RecordForm
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr
from desktop.ui.base.label import Label
from desktop.ui.base.theme import px

_STATES = (
    ReferralStatus.ACKNOWLEDGED,
    ReferralStatus.ACCEPTED,
    ReferralStatus.COMPLETED,
    ReferralStatus.DECLINED,
    ReferralStatus.RETURNED,
)
_SAME = {ReferralStatus.ACKNOWLEDGED: (ReferralStatus.SENT, ReferralStatus.DRAFT)}
"""States that read the same to whoever sent the list."""
MOST_IN_ONE = 100_000
SILENT, _THEIRS = "silent", "column "
"""What a choice says: that it does not go back, or in front of the name of one of their columns."""


class AnswersStep(QWidget):
    """A form: the layout's name, how their file is, which of their columns takes what, and in which words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make the step; `show_profile` fills it.

        Args:
            parent: the owner.
        """
        super().__init__(parent)
        self.form: RecordForm | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(px(20), px(16), px(20), px(12))
        self._column.setSpacing(px(10))
        self._column.addWidget(Label(tr("How do answers go back?"), kind="section"))
        words = tr("What is left empty goes in columns and words of our own behind theirs.")
        self._column.addWidget(Label(words, kind="second", wrap=True))
        self._area: QWidget | None = None

    def show_profile(self, profile: Profile, headers: Sequence[str]) -> None:
        """Show what a layout says.

        Args:
            profile: the layout as it stands.
            headers: their columns.
        """
        if self._area is not None:
            self._column.removeWidget(self._area)
            self._area.hide()
            self._area.deleteLater()
        kept = [one for one in profile.returned.columns.values() if one not in headers]
        self.form = RecordForm(_fields([*headers, *dict.fromkeys(kept)]))
        self.form.set_values(_values(profile))
        self._area = scrolling(self.form, self)
        self._column.addWidget(self._area, 1)

    def profile(self, profile: Profile) -> Profile | None:
        """A layout with what the form says; None after saying beside each field what is missing.

        Args:
            profile: the layout as it stands otherwise.
        """
        assert self.form is not None
        values = self.form.collect()
        if values is None:
            return None
        return replace(
            profile,
            title=" ".join(str(values["title"]).split()),
            about=" ".join(str(values["about"]).split()),
            written=Written(values["written"]),
            identifiable=bool(values["identifiable"]),
            latest_by_time=bool(values["latest_by_time"]),
            returned=_returned(values),
        )


def _fields(headers: Sequence[str]) -> list[FormField]:
    theirs, answers, words = tr("Their file"), tr("Which column takes what"), tr("Their words for it")
    days: list[tuple[object, str]] = [
        (Written.DAY_FIRST, "17/11/2026"),
        (Written.ISO, "2026-11-17"),
        (Written.NEVER, tr("Such files are never made here")),
    ]
    choice, check = FieldKind.CHOICE, FieldKind.CHECK
    return [
        FormField("title", tr("Name of the layout"), required=True, max_length=60),
        FormField("about", tr("What to know about it"), FieldKind.MULTILINE, lines=2, max_length=600),
        FormField("written", tr("How they write days"), choice, choices=days, half=True, section=theirs),
        FormField(
            "most_rows", tr("Most rows in one file, if any"), FieldKind.NUMBER, half=True, section=theirs
        ),
        FormField("identifiable", tr("Refuse rows that do not tell who it is"), check, section=theirs),
        FormField(
            "latest_by_time", tr("Of several rows of one person the latest counts"), check, section=theirs
        ),
        *(
            FormField(
                f"column:{part}",
                _part_words()[part],
                choice,
                choices=[
                    ("", tr("A column of ours: {name}", name=ours)),
                    (SILENT, tr("It does not go back")),
                    *((_THEIRS + one, one) for one in headers),
                ],
                half=True,
                section=answers,
            )
            for part, ours in COLUMNS.items()
        ),
        *(FormField(key, ours, half=True, max_length=80, section=words) for key, ours in _words().items()),
    ]


def _part_words() -> Mapping[str, str]:
    return {
        "status": tr("How far it is"),
        "outcome": tr("What came of it, or why not"),
        "outcome_on": tr("The day"),
        "outcome_note": tr("Our note"),
        "onward": tr("Whom to ask instead"),
        "our_reference": tr("Our reference"),
    }


def _words() -> Mapping[str, str]:
    """What is said of a referral, by the key of its field, in the words that go where none are given."""
    return {
        **{f"status:{one}": STATUS_WORDS[one] for one in _STATES},
        **{f"outcome:{one}": OUTCOME_WORDS[one] for one in ReferralOutcome},
        **{f"outcome:{one}": REASON_WORDS[one] for one in DeclineReason},
    }


def _values(profile: Profile) -> dict[str, Any]:
    returned = profile.returned
    return {
        "title": profile.title,
        "about": profile.about,
        "written": profile.written,
        "most_rows": returned.most_rows or None,
        "identifiable": profile.identifiable,
        "latest_by_time": profile.latest_by_time,
        **{f"column:{part}": _chosen(returned, part) for part in COLUMNS},
        **{key: returned.codes.get(key.split(":")[0], {}).get(key.split(":")[1], "") for key in _words()},
    }


def _chosen(returned: Returned, part: str) -> str:
    if part in returned.silent:
        return SILENT
    return _THEIRS + returned.columns[part] if part in returned.columns else ""


def _returned(values: Mapping[str, Any]) -> Returned:
    chosen = {part: str(values[f"column:{part}"] or "") for part in COLUMNS}
    columns = {part: one.removeprefix(_THEIRS) for part, one in chosen.items() if one.startswith(_THEIRS)}
    silent = tuple(part for part, one in chosen.items() if one == SILENT)
    codes: dict[str, dict[str, str]] = {}
    for key in _words():
        theirs = " ".join(str(values[key] or "").split())
        part, code = key.split(":")
        if theirs:
            same = _SAME.get(ReferralStatus(code), ()) if part == "status" else ()
            codes.setdefault(part, {}).update(dict.fromkeys((code, *map(str, same)), theirs))
    most = values["most_rows"] or 0
    return Returned(columns, codes, min(max(int(most), 0), MOST_IN_ONE), silent)
