"""The registers of purposes and of grounds in law: changed here, chosen from wherever something is shared."""

from collections.abc import Mapping, Sequence
from typing import Any

from db.enums import LawfulBasis
from db.enums_protection import TermKind
from desktop.services.registers import VersionLine
from desktop.ui.base.button import ButtonKind
from desktop.ui.base.dates import show_date
from desktop.ui.base.detail import Detail, DetailAction, DetailRow, DetailSection
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr
from desktop.ui.base.record_spec import EDIT, FormData
from desktop.ui.protection.register import RegisterRow
from desktop.ui.protection.registers import LONG, Held
from desktop.ui.protection.words import choices, words

MOST_VERSIONS = 8


class _Ground(Held):
    """A register of which every version is told."""

    def tell(self, row_id: str) -> DetailSection:
        """What it said before, who changed it and when (worker)."""
        found = self.registers.versions(self.actor, row_id)
        lines = [_version(one, len(found) - at) for at, one in enumerate(found[:MOST_VERSIONS])]
        return DetailSection(tr("Versions"), lines)


class Purposes(_Ground):
    """What data is used for, and why that is lawful."""

    key = "purposes"

    @property
    def title(self) -> str:
        """Of the view."""
        return tr("Purposes")

    def rows(self) -> Sequence[RegisterRow]:
        """Every purpose."""
        labels = self._labels()
        return [
            self.row(one, one.label, _stands(one.is_active, labels.get(_basis_code(one), "")), one.review_on)
            for one in self.registers.purposes(self.actor)
        ]

    def detail(self, row: RegisterRow) -> Detail:
        """One purpose with its basis and conditions."""
        one = row.held
        terms = {(t.kind, t.code): t for t in self.registers.terms(self.actor)}
        special = terms.get((TermKind.SPECIAL_CONDITION, one.special))
        interest = terms.get((TermKind.RECOGNISED_INTEREST, one.interest))
        schedule = terms.get((TermKind.SCHEDULE_1, one.schedule))
        law = [DetailRow(tr("Basis"), self._labels().get(_basis_code(one), words(one.basis)))]
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
        again = DetailRow(tr("Look again on"), _day(one.review_on))
        sections = [
            DetailSection(tr("What"), about),
            DetailSection(tr("Lawful because"), law),
            DetailSection(tr("Decided"), [*_decided(one), again]),
            self.tell(one.id),
        ]
        return Detail(one.label, _retired(one), icon="file-text", sections=sections, actions=[_edit()])

    def form(self, held: Any) -> FormData:
        """The form for a purpose."""
        many = FieldKind.MULTILINE
        kinds = TermKind.RECOGNISED_INTEREST, TermKind.SPECIAL_CONDITION, TermKind.SCHEDULE_1
        asked = [
            FormField("label", tr("What the data is used for"), required=True),
            FormField("people", tr("Whose data"), max_length=LONG),
            FormField("data", tr("Which data"), max_length=LONG),
            FormField("recipients", tr("Who gets it"), max_length=LONG),
            FormField("basis_code", tr("Basis"), FieldKind.CHOICE, choices=self._bases(held), required=True),
            self._term("interest", tr("Which recognised interest"), kinds[0], held),
            self._term("special", tr("Condition for health and other special data"), kinds[1], held),
            self._term("schedule", tr("Condition of Schedule 1"), kinds[2], held),
            FormField("necessary", tr("Why it cannot be done with less"), many, max_length=LONG),
            FormField("kept", tr("How long it is kept"), max_length=LONG),
            FormField("source", tr("Law and section"), max_length=400),
            FormField("is_active", tr("Offered where something is shared"), FieldKind.CHECK),
        ]
        begun = {"basis_code": LawfulBasis.LEGITIMATE_INTERESTS.value, "is_active": True}
        if held is not None:
            begun = {one.key: getattr(held, one.key) for one in asked} | {"basis_code": _basis_code(held)}
        title = tr("Change a purpose") if held is not None else tr("Add a purpose")
        return FormData(title, asked, begun)

    def save(self, key: str, values: Mapping[str, Any]) -> object:
        """Save a purpose."""
        texts = {name: one if one is not None else "" for name, one in values.items()}
        return self.registers.save_purpose(self.actor, key, {**texts, "is_active": bool(texts["is_active"])})

    def _labels(self) -> dict[str, str]:
        return {one.code: one.label for one in self.registers.terms(self.actor, TermKind.BASIS)}

    def _bases(self, held: Any) -> list[tuple[object, str]]:
        kept = _basis_code(held) if held is not None else ""
        known = self.registers.terms(self.actor, TermKind.BASIS)
        return [(one.code, one.label) for one in known if one.is_active or one.code == kept]

    def _term(self, key: str, label: str, kind: TermKind, held: Any) -> FormField:
        kept = getattr(held, key, "")
        known = self.registers.terms(self.actor, kind)
        listed = [(one.code, one.label) for one in known if one.is_active or one.code == kept]
        return FormField(key, label, FieldKind.CHOICE, choices=[("", tr("None")), *listed])


class Terms(_Ground):
    """Bases and conditions of the law, in the hub's words."""

    key = "terms"

    @property
    def title(self) -> str:
        """Of the view."""
        return tr("Bases in law")

    def rows(self) -> Sequence[RegisterRow]:
        """Every term."""
        return [
            self.row(one, one.label, _stands(one.is_active, words(one.kind)), one.decided_on)
            for one in self.registers.terms(self.actor)
        ]

    def detail(self, row: RegisterRow) -> Detail:
        """What must be so for it to hold."""
        one = row.held
        rows = [DetailRow(tr("What must be so"), one.words), DetailRow(tr("Source"), one.source)]
        if one.acts_as is not None:
            rows.append(DetailRow(tr("Works like"), words(one.acts_as)))
        sections = [DetailSection("", rows), DetailSection(tr("Decided"), _decided(one)), self.tell(one.id)]
        about = _retired(one) or words(one.kind)
        return Detail(one.label, about, icon="file-text", sections=sections, actions=[_edit()])

    def form(self, held: Any) -> FormData:
        """The form for a term."""
        hint = tr("Only for a new basis: what the app asks for and refuses follows from it")
        like: list[tuple[object, str]] = [(None, tr("None")), *choices(LawfulBasis)]
        kind = [
            FormField("kind", tr("Which list"), FieldKind.CHOICE, choices=choices(TermKind), required=True),
            FormField("acts_as", tr("Works like"), FieldKind.CHOICE, choices=like, hint=hint),
        ]
        asked = [
            *([] if held is not None else kind),
            FormField("label", tr("What it is called"), required=True),
            FormField("words", tr("What must be so"), FieldKind.MULTILINE, lines=4, max_length=LONG),
            FormField("source", tr("Law and section"), max_length=400),
            FormField("is_active", tr("Offered for purposes"), FieldKind.CHECK),
        ]
        if held is None:
            begun = {"kind": TermKind.RECOGNISED_INTEREST, "acts_as": None, "is_active": True}
            return FormData(tr("Add a basis"), asked, begun)
        return FormData(tr("Change a basis"), asked, {one.key: getattr(held, one.key) for one in asked})

    def save(self, key: str, values: Mapping[str, Any]) -> object:
        """Save a term."""
        may_be_none = ("acts_as",)
        texts = {name: one if one is not None or name in may_be_none else "" for name, one in values.items()}
        return self.registers.save_term(self.actor, key, {**texts, "is_active": bool(texts.get("is_active"))})


def _basis_code(held: Any) -> str:
    return str(held.basis_code or held.basis.value)


def _stands(active: bool, about: str) -> str:
    return about if active else tr("Retired: {about}", about=about)


def _retired(one: Any) -> str:
    return "" if one.is_active else tr("Retired: not offered any more, readable where it was chosen")


def _day(day: Any) -> str:
    return show_date(day) if day else ""


def _decided(one: Any) -> list[DetailRow]:
    return [
        DetailRow(tr("Decided by"), one.decided_by),
        DetailRow(tr("On"), _day(one.decided_on)),
        DetailRow(tr("Version"), f"{one.version:,}"),
    ]


def _version(line: VersionLine, number: int) -> DetailRow:
    """One version: when and by whom it was made, and what stood there before."""
    day = show_date(line.at.astimezone().date())
    if number == 1:
        return DetailRow(tr("Version {number}", number=1), tr("{day}, {who}", day=day, who=line.who))
    before = "; ".join(f"“{_said(one)}”" for one in line.said.values() if _said(one))
    told = tr("{day}, {who}. Before: {said}", day=day, who=line.who, said=before or tr("nothing"))
    return DetailRow(tr("Version {number}", number=number), told)


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return tr("offered") if value else tr("retired")
    return str(value if value is not None else "").replace("_", " ")


def _edit() -> DetailAction:
    return DetailAction(EDIT, tr("Change"), "pencil", ButtonKind.PRIMARY)
