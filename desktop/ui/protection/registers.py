"""The registers: notices, wordings, how long records stay, what was destroyed."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from db.enums_protection import RetentionAction, RetentionType
from desktop.context import AppContext
from desktop.domain.consent_rules import HEALTH
from desktop.services.registers import DestructionLine, Registers
from desktop.services.wordings import HELP, RECIPIENT, SHARE
from desktop.ui.base.button import ButtonKind
from desktop.ui.base.dates import show_date
from desktop.ui.base.detail import Detail, DetailAction, DetailRow, DetailSection
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.permits import may
from desktop.ui.base.record_spec import EDIT, FormData
from desktop.ui.protection.register import Register, RegisterRow
from desktop.ui.protection.words import choices, record_name, words
from desktop.ui.telling import print_notice

LONG = 2000
PAST = "past_its_time"
PRINT = "print_notice"


class Held(Register):
    """A register kept by `Registers`."""

    def __init__(self, context: AppContext) -> None:
        """Take the service."""
        super().__init__(context)
        self.registers = context.service(Registers)


class _Versions(Held):
    """Words of which every version is kept; adding one puts it in use."""

    def found(self) -> Sequence[Any]:
        """The versions, the newest first."""
        raise NotImplementedError

    def rows(self) -> Sequence[RegisterRow]:
        """Every version."""
        found = self.found()
        newest = max((one.version for one in found), default=0)
        return [
            self.row(
                one,
                tr("Version {number}", number=one.version),
                _in_use(one, newest),
                one.in_use_from,
            )
            for one in found
        ]

    def detail(self, row: RegisterRow) -> Detail:
        """The words of one version."""
        one = row.held
        rows = [
            DetailRow(tr("From"), show_date(one.in_use_from)),
            DetailRow(tr("Why it was changed"), one.reason),
        ]
        return Detail(
            row.name, self.title, icon="file-text", quote=one.body, sections=[DetailSection("", rows)]
        )

    def form(self, held: Any) -> FormData:
        """A new version, begun from the last."""
        newest = max(self.found(), key=lambda one: one.version, default=None)
        asked = [
            FormField("body", tr("Words"), FieldKind.MULTILINE, required=True, lines=9, max_length=8000),
            FormField("reason", tr("What changed, and why"), max_length=LONG),
        ]
        return FormData(
            tr("A new version"),
            asked,
            {"body": newest.body if newest else ""},
            tr("The versions before stay here. What people were told and agreed to keeps its own."),
        )


class Notices(_Versions):
    """What people are told."""

    key = "notices"

    @property
    def title(self) -> str:
        """Of the view."""
        return tr("Privacy notice")

    def found(self) -> Sequence[Any]:
        """The versions."""
        return self.registers.notices(self.actor)

    def save(self, key: str, values: Mapping[str, Any]) -> object:
        """Put a version in use."""
        return self.registers.save_notice(self.actor, values["body"] or "", values["reason"] or "")

    def detail(self, row: RegisterRow) -> Detail:
        """The words of one version; the one in use can be printed to hang up or hand over."""
        shown, newest = super().detail(row), max(one.version for one in self.found())
        actions = [DetailAction(PRINT, tr("Print"), "printer")] if row.held.version == newest else []
        return replace(shown, actions=actions)

    def act(self, page: QWidget, key: str, row: RegisterRow) -> None:
        """Print it."""
        if key == PRINT:
            print_notice(page, self.context)


class Wordings(_Versions):
    """What is read out before sharing: to be helped, to be told of to somebody named, and about health."""

    key = "wordings"

    @property
    def title(self) -> str:
        """Of the view."""
        return tr("Consent wording")

    def found(self) -> Sequence[Any]:
        """The versions."""
        return self.registers.wordings(self.actor)

    def rows(self) -> Sequence[RegisterRow]:
        """Every version of each."""
        found, named = self.found(), _wordings()
        newest = {one.purpose: max(o.version for o in found if o.purpose == one.purpose) for one in found}
        return [
            self.row(
                one,
                tr("{what}, version {number}", what=named.get(one.purpose, one.purpose), number=one.version),
                _in_use(one, newest[one.purpose]),
                one.in_use_from,
            )
            for one in found
        ]

    def detail(self, row: RegisterRow) -> Detail:
        """The words of one version; the next begins from the one in use."""
        return replace(super().detail(row), actions=[_edit()])

    def form(self, held: Any) -> FormData:
        """A new version of the words shown, or of those read out to be helped."""
        purpose = held.purpose if held is not None else HELP
        same = [one for one in self.found() if one.purpose == purpose]
        body = max(same, key=lambda one: one.version).body if same else ""
        what = FormField(
            "purpose", tr("Read out before"), FieldKind.CHOICE, choices=list(_wordings().items())
        )
        hint = tr("Write {name} where the name of who gets it goes.", name=RECIPIENT)
        words = FormField(
            "body", tr("Words"), FieldKind.MULTILINE, required=True, lines=7, max_length=8000, hint=hint
        )
        why = FormField("reason", tr("What changed, and why"), max_length=LONG)
        return FormData(
            tr("A new version"),
            [what, words, why],
            {"purpose": purpose, "body": body},
            tr("The versions before stay here. What people agreed to keeps its own."),
        )

    def save(self, key: str, values: Mapping[str, Any]) -> object:
        """Put a version in use."""
        purpose = str(values["purpose"] or HELP)
        return self.registers.save_wording(self.actor, values["body"] or "", values["reason"] or "", purpose)


def _wordings() -> dict[str, str]:
    return {
        HELP: tr("Being helped"),
        SHARE: tr("Telling somebody named"),
        HEALTH: tr("Health notes going too"),
    }


def _in_use(one: Any, newest: int) -> str:
    return tr("In use") if one.version == newest else one.reason or tr("The first")


class Retention(Held):
    """How long each kind of record stays."""

    key = "retention"
    can_add = False

    @property
    def title(self) -> str:
        """Of the view."""
        return tr("How long")

    def rows(self) -> Sequence[RegisterRow]:
        """Every rule."""
        return [
            self.row(
                one, words(one.type), tr_count("{count} month", "{count} months", one.months), one.review_on
            )
            for one in self.registers.rules(self.actor)
        ]

    def detail(self, row: RegisterRow) -> Detail:
        """One rule, with why."""
        one = row.held
        rows = [
            DetailRow(tr("Kept for"), row.about),
            DetailRow(tr("Then"), words(one.action)),
            DetailRow(tr("Why"), one.why),
            DetailRow(tr("Who looks after it"), one.owner),
            DetailRow(tr("Source"), one.source),
            DetailRow(tr("Look again on"), show_date(one.review_on) if one.review_on else ""),
        ]
        actions = [_edit()]
        if may("retention.run"):
            actions.append(DetailAction(PAST, tr("What is past its time"), "trash"))
        return Detail(row.name, icon="clock", sections=[DetailSection("", rows)], actions=actions)

    def act(self, page: QWidget, key: str, row: RegisterRow) -> None:
        """Go and look at what is past its time."""
        if key == PAST:
            page.place_asked.emit("retention", None)  # type: ignore[attr-defined]

    def form(self, held: Any) -> FormData:
        """The form for a rule."""
        asked = [
            FormField("months", tr("Kept for how many months"), FieldKind.NUMBER, required=True, half=True),
            FormField("action", tr("Then"), FieldKind.CHOICE, choices=choices(RetentionAction), half=True),
            FormField("why", tr("Why"), FieldKind.MULTILINE, required=True, max_length=LONG),
            FormField("owner", tr("Who looks after it")),
            FormField("source", tr("Source"), max_length=400),
        ]
        return FormData(words(held.type), asked, {one.key: getattr(held, one.key) for one in asked})

    def save(self, key: str, values: Mapping[str, Any]) -> object:
        """Save a rule."""
        texts = {name: one if one is not None else "" for name, one in values.items()}
        return self.registers.save_rule(self.actor, key, texts)


class Destroyed(Held):
    """What was destroyed: how many, why and who agreed, and nobody's name."""

    key = "destroyed"
    can_add = False

    @property
    def title(self) -> str:
        """Of the view."""
        return tr("Destruction log")

    def rows(self) -> Sequence[RegisterRow]:
        """Every line."""
        return [
            self.row(
                one,
                _line_name(one),
                one.reason,
                one.on_date,
            )
            for one in self.registers.destructions(self.actor)
        ]

    def detail(self, row: RegisterRow) -> Detail:
        """One line of the log."""
        one = row.held
        counts = {table: count for table, count in one.counts.items() if table != "anonymised"}
        total, kept = sum(counts.values()), one.counts.get("anonymised", 0)
        kinds = ", ".join(f"{record_name(table)} {count:,}" for table, count in sorted(counts.items()))
        figures = tr_count("{count} request", "{count} requests", kept) if kept else ""
        ended = (
            tr("{first} to {last}", first=show_date(one.first_on), last=show_date(one.last_on))
            if one.first_on and one.last_on
            else ""
        )
        cut = tr("It was cut off. What is left goes with the next run.")
        rows = [
            DetailRow(tr("On"), show_date(one.on_date)),
            DetailRow(tr("Records"), f"{total:,}"),
            DetailRow(tr("Of which"), kinds),
            DetailRow(tr("Figures kept of"), figures),
            DetailRow(tr("Ended"), ended),
            DetailRow(tr("Rule"), one.rule),
            DetailRow(tr("Why"), one.reason),
            DetailRow(tr("Done by"), one.by),
            DetailRow(tr("Agreed to by"), one.second),
            DetailRow("", cut if one.cut_off else ""),
        ]
        return Detail(row.name, icon="trash", sections=[DetailSection("", rows)])


def _line_name(one: DestructionLine) -> str:
    return tr("D-{number}, {about}", number=one.number, about=_of(one.about))


def _of(about: str) -> str:
    """A reference, or a kind of record in words."""
    return words(RetentionType(about)) if about in set(RetentionType) else about


def _edit() -> DetailAction:
    return DetailAction(EDIT, tr("Change"), "pencil", ButtonKind.PRIMARY)
