"""The registers: purposes, bases in law, notices, wordings, how long records stay, what was destroyed."""

from collections.abc import Mapping, Sequence
from typing import Any

from db.enums import LawfulBasis
from db.enums_protection import RetentionAction, TermKind
from desktop.context import AppContext
from desktop.services.registers import Registers
from desktop.ui.base.button import ButtonKind
from desktop.ui.base.dates import show_date
from desktop.ui.base.detail import Detail, DetailAction, DetailRow, DetailSection
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.record_spec import EDIT, FormData
from desktop.ui.protection.register import Register, RegisterRow
from desktop.ui.protection.words import choices, words

LONG = 2000


class _Held(Register):
    """A register kept by `Registers`."""

    def __init__(self, context: AppContext) -> None:
        """Take the service."""
        super().__init__(context)
        self.registers = context.service(Registers)


class Purposes(_Held):
    """What data is used for, and why that is lawful."""

    key = "purposes"

    @property
    def title(self) -> str:
        """Of the view."""
        return tr("Purposes")

    def rows(self) -> Sequence[RegisterRow]:
        """Every purpose."""
        found = self.registers.purposes(self.actor)
        return [self.row(one, one.label, words(one.basis), one.review_on) for one in found]

    def detail(self, row: RegisterRow) -> Detail:
        """One purpose with its basis and conditions."""
        one = row.held
        terms = {(t.kind, t.code): t for t in self.registers.terms(self.actor)}
        special = terms.get((TermKind.SPECIAL_CONDITION, one.special))
        interest = terms.get((TermKind.RECOGNISED_INTEREST, one.interest))
        schedule = terms.get((TermKind.SCHEDULE_1, one.schedule))
        law = [DetailRow(tr("Basis"), words(one.basis))]
        law += [
            DetailRow(name, f"{term.label}. {term.words}")
            for name, term in (
                (tr("Interest"), interest),
                (tr("Special data"), special),
                (tr("Schedule 1"), schedule),
            )
            if term is not None
        ]
        law += [DetailRow(tr("Why it is necessary"), one.necessary), DetailRow(tr("Source"), one.source)]
        about = [
            DetailRow(tr("Whose"), one.people),
            DetailRow(tr("Which data"), one.data),
            DetailRow(tr("Who gets it"), one.recipients),
            DetailRow(tr("How long"), one.kept),
        ]
        decided = [
            DetailRow(tr("Decided by"), one.decided_by),
            DetailRow(tr("On"), show_date(one.decided_on) if one.decided_on else ""),
            DetailRow(tr("Look again on"), show_date(one.review_on) if one.review_on else ""),
        ]
        sections = [
            DetailSection(tr("What"), about),
            DetailSection(tr("Lawful because"), law),
            DetailSection(tr("Decided"), decided),
        ]
        return Detail(one.label, icon="file-text", sections=sections, actions=[_edit()])

    def form(self, held: Any) -> FormData:
        """The form for a purpose."""
        asked = [
            FormField("label", tr("What the data is used for"), required=True),
            FormField("people", tr("Whose data"), max_length=LONG),
            FormField("data", tr("Which data"), max_length=LONG),
            FormField("recipients", tr("Who gets it"), max_length=LONG),
            FormField("basis", tr("Basis"), FieldKind.CHOICE, choices=choices(LawfulBasis), required=True),
            self._term("interest", tr("Which recognised interest"), TermKind.RECOGNISED_INTEREST),
            self._term(
                "special", tr("Condition for health and other special data"), TermKind.SPECIAL_CONDITION
            ),
            self._term("schedule", tr("Condition of Schedule 1"), TermKind.SCHEDULE_1),
            FormField(
                "necessary", tr("Why it cannot be done with less"), FieldKind.MULTILINE, max_length=LONG
            ),
            FormField("kept", tr("How long it is kept"), max_length=LONG),
        ]
        values = {one.key: getattr(held, one.key) for one in asked} if held is not None else {}
        title = tr("Change a purpose") if held is not None else tr("Add a purpose")
        return FormData(title, asked, values or {"basis": LawfulBasis.LEGITIMATE_INTERESTS})

    def save(self, key: str, values: Mapping[str, Any]) -> object:
        """Save a purpose."""
        texts = {name: one if one is not None else "" for name, one in values.items()}
        return self.registers.save_purpose(self.actor, key, texts)

    def _term(self, key: str, label: str, kind: TermKind) -> FormField:
        known = [(one.code, one.label) for one in self.registers.terms(self.actor, kind) if one.is_active]
        return FormField(key, label, FieldKind.CHOICE, choices=[("", tr("None")), *known])


class Terms(_Held):
    """Bases and conditions of the law, in the hub's words."""

    key = "terms"

    @property
    def title(self) -> str:
        """Of the view."""
        return tr("Bases in law")

    def rows(self) -> Sequence[RegisterRow]:
        """Every term."""
        found = self.registers.terms(self.actor)
        return [self.row(one, one.label, words(one.kind), None) for one in found]

    def detail(self, row: RegisterRow) -> Detail:
        """What must be so for it to hold."""
        one = row.held
        rows = [DetailRow(tr("What must be so"), one.words), DetailRow(tr("Source"), one.source)]
        in_use = "" if one.is_active else tr("Not offered for purposes any more")
        return Detail(
            one.label,
            words(one.kind),
            icon="file-text",
            sections=[DetailSection("", [*rows, DetailRow("", in_use)])],
            actions=[_edit()],
        )

    def form(self, held: Any) -> FormData:
        """The form for a term."""
        kind = FormField("kind", tr("Which list"), FieldKind.CHOICE, choices=choices(TermKind), required=True)
        asked = [
            *([] if held is not None else [kind]),
            FormField("label", tr("What it is called"), required=True),
            FormField("words", tr("What must be so"), FieldKind.MULTILINE, lines=4, max_length=LONG),
            FormField("source", tr("Law and section"), max_length=400),
            FormField("is_active", tr("Offered for purposes"), FieldKind.CHECK),
        ]
        if held is None:
            return FormData(
                tr("Add a basis"), asked, {"kind": TermKind.RECOGNISED_INTEREST, "is_active": True}
            )
        return FormData(tr("Change a basis"), asked, {one.key: getattr(held, one.key) for one in asked})

    def save(self, key: str, values: Mapping[str, Any]) -> object:
        """Save a term."""
        texts = {name: one if one is not None else "" for name, one in values.items()}
        return self.registers.save_term(self.actor, key, {**texts, "is_active": bool(texts.get("is_active"))})


class _Versions(_Held):
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
                tr("In use") if one.version == newest else one.reason or tr("The first"),
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


class Wordings(_Versions):
    """What is read out before sharing."""

    key = "wordings"

    @property
    def title(self) -> str:
        """Of the view."""
        return tr("Consent wording")

    def found(self) -> Sequence[Any]:
        """The versions."""
        return self.registers.wordings(self.actor)

    def save(self, key: str, values: Mapping[str, Any]) -> object:
        """Put a version in use."""
        return self.registers.save_wording(self.actor, values["body"] or "", values["reason"] or "")


class Retention(_Held):
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
        return Detail(row.name, icon="clock", sections=[DetailSection("", rows)], actions=[_edit()])

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


class Destroyed(_Held):
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
                one, tr("D-{number}, {about}", number=one.number, about=one.about), one.reason, one.on_date
            )
            for one in self.registers.destructions(self.actor)
        ]

    def detail(self, row: RegisterRow) -> Detail:
        """One line of the log."""
        one = row.held
        total = sum(one.counts.values())
        rows = [
            DetailRow(tr("On"), show_date(one.on_date)),
            DetailRow(tr("Records"), f"{total:,}"),
            DetailRow(tr("Why"), one.reason),
            DetailRow(tr("Done by"), one.by),
            DetailRow(tr("Agreed to by"), one.second),
        ]
        return Detail(row.name, icon="trash", sections=[DetailSection("", rows)])


def _edit() -> DetailAction:
    return DetailAction(EDIT, tr("Change"), "pencil", ButtonKind.PRIMARY)
