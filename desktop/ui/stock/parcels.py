"""Parcels, who gets two or none, and what goes into a parcel."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from db.enums_stock import ParcelState
from desktop.domain.errors import DomainError
from desktop.domain.parcels import Per, RecipeLine
from desktop.services.parcel_views import HomeLine, ParcelView
from desktop.services.parcels import RecipeDraft
from desktop.ui.base.button import ButtonKind
from desktop.ui.base.dates import show_date
from desktop.ui.base.detail import Detail, DetailAction, DetailRow, DetailSection
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.record_page import RecordPage
from desktop.ui.base.record_spec import EDIT, FormData
from desktop.ui.base.tokens import Tone
from desktop.ui.stock.parcel_line import ask_line
from desktop.ui.stock.view import StockRow, StockView
from desktop.ui.stock.words import choice, parcel_look, units

PACK, PACK_ROUND, UNPACK, BACK = "pack", "pack_round", "unpack", "put_back"
LINE = "line"
VOID_PARCEL, VOID_RECIPE = "void_parcel", "void_recipe"


class ParcelsView(StockView):
    """Parcels: what came back first, then by day, round and stop."""

    key = "parcels"

    @property
    def title(self) -> str:
        """Of the view."""
        return tr("Parcels")

    @property
    def add(self) -> str:
        """Words of the button."""
        return tr("Compose…")

    @property
    def empty(self) -> str:
        """What to do first."""
        return tr("No parcels yet. Write a recipe under Recipes, then compose for a round here.")

    def rows(self) -> Sequence[StockRow]:
        """Every parcel."""
        found = sorted(self.parcels.rows(self.actor), key=lambda one: not one.comes_back)
        return [self.row(one, _named(one), parcel_look(one), _many(one), one.on_date) for one in found]

    def subtitle(self, rows: Sequence[StockRow]) -> str:
        """How many are still to be packed."""
        waiting = sum(one.held.state is ParcelState.PLANNED for one in rows)
        return tr_count("{count} to pack", "{count} to pack", waiting) if waiting else ""

    def detail(self, row: StockRow) -> Detail:
        """One parcel, with all that is in it."""
        one: ParcelView = row.held
        told = tr("Read it before packing: {words}", words=one.unread) if one.unread else ""
        missing = [
            DetailRow("", tr("Nothing fits for {line}", line=line), tone=Tone.WARN) for line in one.missing
        ]
        short = [
            DetailRow("", tr("Short of {many} {item}", many=units(many, unit), item=item), tone=Tone.WARN)
            for item, unit, many in one.short
        ]
        facts = [
            DetailRow(tr("For"), f"{one.name}, {one.reference}"),
            DetailRow(tr("Day"), show_date(one.on_date)),
            DetailRow(tr("Round"), _round(one), key=f"rounds:{one.round_id}" if one.round_id else ""),
            DetailRow(tr("Household"), one.heads),
            DetailRow(tr("Food"), one.label, tone=Tone.DANGER if "NO " in one.label else None),
            DetailRow("", told, tone=Tone.WARN),
            DetailRow(tr("Recipe"), one.recipe),
            DetailRow("", tr("Changed by hand: composing anew leaves it alone") if one.by_hand else ""),
        ]
        inside = [DetailRow(item, units(many, unit)) for item, unit, many in one.contents]
        sections = [DetailSection("", facts), DetailSection(tr("In it"), [*inside, *missing, *short])]
        return Detail(f"P-{one.number}", icon="package", sections=sections, actions=_actions(one))

    def form(self, held: Any) -> FormData:
        """The form that composes for a round."""
        rounds = [
            (key, f"{show_date(day)}  S-{number} {name}".strip())
            for key, number, name, day in self.parcels.rounds(self.actor)
        ]
        recipes = [(one.id, one.name) for one in self.parcels.recipes(self.actor)]
        if not rounds:
            raise DomainError(tr("No round of the next two weeks brings parcels of food. Plan one first."))
        if not recipes:
            raise DomainError(tr("Write a recipe first, under Recipes."))
        asked = [
            choice("round_id", tr("Round"), rounds, half=False),
            choice("recipe_id", tr("Recipe"), recipes, half=False),
        ]
        sentence = tr("Each parcel is composed by who lives there and what they eat. Packed ones stay.")
        values = {"round_id": rounds[0][0], "recipe_id": recipes[0][0]}
        return FormData(tr("Compose for a round"), asked, values, sentence)

    def save(self, key: str, values: Mapping[str, Any]) -> object:
        """Compose."""
        return self.parcels.compose_round(self.actor, values["round_id"], values["recipe_id"])

    def act(self, page: RecordPage, key: str, row: StockRow) -> None:
        """Pack it, unpack it, put it back, or take it out of use."""
        one: ParcelView = row.held
        if key == PACK:
            self._pack(page, f"P-{one.number}", lambda: [one.id])
        elif key == PACK_ROUND:
            self._pack(page, f"S-{one.round}", lambda: self._planned(one.round_id))
        elif key == UNPACK:
            self.do(page, lambda: self.parcels.unpack(self.actor, one.id))
        elif key == LINE:
            ask_line(self, page, one)
        elif key == BACK:
            self.do(page, lambda: self.returns.put_back(self.actor, [one.id]))
        elif key == VOID_PARCEL:
            self.ask_why(
                page,
                tr("Take P-{number} out of use?", number=str(one.number)),
                tr("Nothing moves on the shelves."),
                tr("Take out of use"),
                lambda why: self.parcels.void(self.actor, one.id, why),
            )

    def _planned(self, round_id: str | None) -> list[str]:
        """The parcels of a round that are still to be packed, in the order of its stops (worker)."""
        found = [one for one in self.parcels.rows(self.actor) if one.round_id == round_id]
        found.sort(key=lambda one: (one.stop or 0, one.number))
        return [one.id for one in found if one.state is ParcelState.PLANNED]

    def _pack(self, page: RecordPage, name: str, keys: Callable[[], list[str]]) -> None:
        """Pack; where not all is there it is said, and packing what there is has to be meant."""

        def ask(why: Exception) -> None:
            data = FormData(tr("Pack what there is of {name}?", name=name), [], {}, str(why))
            self.ask(
                page,
                data,
                lambda _values: self.parcels.pack(self.actor, keys(), anyway=True),
                tr("Pack what there is"),
            )

        self.context.jobs.write(lambda: self.parcels.pack(self.actor, keys()), None, ask)


class HomesView(StockView):
    """Households with two parcels within a week, and those that asked and get none."""

    key = "homes"

    @property
    def title(self) -> str:
        """Of the view."""
        return tr("Two or none")

    @property
    def empty(self) -> str:
        """Nothing to put right."""
        return tr("Nobody who asked gets two parcels in the next seven days, and nobody none.")

    def rows(self) -> Sequence[StockRow]:
        """Two first, then none."""
        two, none = self.parcels.two_or_none(self.actor)
        twice = (tr("Two or more"), "copy", Tone.WARN)
        never = (tr("None"), "package-off", Tone.WARN)
        return [
            *(_home(one, f"two-{one.household_id}", twice) for one in two),
            *(_home(one, f"none-{one.household_id}", never) for one in none),
        ]

    def subtitle(self, rows: Sequence[StockRow]) -> str:
        """How many of each."""
        two = sum(bool(one.held.comes) for one in rows)
        words = tr("{two} with two, {none} with none", two=str(two), none=str(len(rows) - two))
        return words if rows else ""

    def detail(self, row: StockRow) -> Detail:
        """A household: who brings it what."""
        one: HomeLine = row.held
        comes = [DetailRow("", line) for line in one.comes] or [DetailRow("", tr("Nobody brings one"))]
        home = DetailRow(tr("Household"), one.address, key=f"households:{one.household_id}")
        sections = [DetailSection("", [home]), DetailSection(tr("Within seven days"), comes)]
        return Detail(one.address or tr("Without an address"), icon="home", sections=sections)


class _Recipe(NamedTuple):
    """A recipe with the names of its items."""

    id: str
    name: str
    lines: list[dict[str, Any]]
    items: dict[str, str]


class RecipesView(StockView):
    """What goes into a parcel."""

    key = "recipes"

    @property
    def title(self) -> str:
        """Of the view."""
        return tr("Recipes")

    @property
    def add(self) -> str:
        """Words of the button."""
        return tr("Add a recipe")

    @property
    def empty(self) -> str:
        """What to do first."""
        return tr("No recipes yet. A recipe says what goes into a parcel, such as 2 tins for each person.")

    def rows(self) -> Sequence[StockRow]:
        """Every recipe in use."""
        names = self._names()
        found = [_Recipe(one.id, one.name, one.lines, names) for one in self.parcels.recipes(self.actor)]
        return [
            self.row(one, one.name, (tr_count("{count} line", "{count} lines", len(one.lines)), "", None))
            for one in found
        ]

    def detail(self, row: StockRow) -> Detail:
        """One recipe."""
        one: _Recipe = row.held
        lines = [DetailRow("", line) for line in _recipe_words(one.lines, one.items).splitlines()]
        actions = [
            DetailAction(EDIT, tr("Edit"), "pencil"),
            DetailAction(VOID_RECIPE, tr("Take out of use"), kind=ButtonKind.QUIET),
        ]
        return Detail(
            one.name,
            icon="list-check",
            sections=[DetailSection(tr("In each parcel"), lines)],
            actions=actions,
        )

    def form(self, held: Any) -> FormData:
        """The form for a recipe: one line for each thing."""
        hint = tr("One line each: 2 per person: Baked beans / Lentils. What fits first is taken.")
        asked = [
            FormField("name", tr("Name"), required=True),
            FormField(
                "lines", tr("In each parcel"), FieldKind.MULTILINE, hint, True, max_length=4000, lines=8
            ),
        ]
        words = tr("Per household, person, adult, child or baby. A baby counts as no person and no child.")
        if held is None:
            return FormData(tr("Add a recipe"), asked, {}, words)
        said = _recipe_words(held.lines, held.items)
        return FormData(held.name, asked, {"name": held.name, "lines": said}, words)

    def save(self, key: str, values: Mapping[str, Any]) -> object:
        """Save a recipe."""
        keys = {name.casefold(): item for item, name in self._names().items()}
        lines = tuple(_read(line, keys) for line in (values["lines"] or "").splitlines() if line.strip())
        return self.parcels.save_recipe(self.actor, RecipeDraft(values["name"] or "", lines), key or None)

    def act(self, page: RecordPage, key: str, row: StockRow) -> None:
        """Take it out of use."""
        if key == VOID_RECIPE:
            self.ask_why(
                page,
                tr("Take {recipe} out of use?", recipe=row.name),
                tr("Parcels composed from it stay as they are."),
                tr("Take out of use"),
                lambda why: self.parcels.void_recipe(self.actor, row.held.id, why),
            )

    def _names(self) -> dict[str, str]:
        return {one.item.id: one.item.name for one in self.stock.levels(self.actor)}


_PER: Mapping[str, Per] = {
    "household": "household",
    "person": "person",
    "adult": "adult",
    "child": "child",
    "baby": "baby",
}


def _read(line: str, keys: Mapping[str, str]) -> RecipeLine:
    """One line of a recipe as typed.

    Raises:
        DomainError: it is not of that form, or an item is not in stock's list.
    """
    head, colon, tail = line.partition(":")
    said = head.split()
    names = [" ".join(one.split()) for one in tail.split("/") if one.strip()]
    counted = len(said) == 3 and said[0].isascii() and said[0].isdecimal() and int(said[0]) > 0
    if not (colon and counted and said[1].casefold() == "per" and said[2].casefold() in _PER and names):
        words = tr(
            "Write each line so: 2 per person: Baked beans / Lentils. Look at: {line}", line=line.strip()
        )
        raise DomainError(words, field="lines")
    unknown = next((one for one in names if one.casefold() not in keys), None)
    if unknown is not None:
        raise DomainError(tr("No item is called {name}. Add it first.", name=unknown), field="lines")
    choices = tuple(keys[one.casefold()] for one in names)
    return RecipeLine(names[0], int(said[0]), _PER[said[2].casefold()], choices)


def _recipe_words(lines: Sequence[Mapping[str, Any]], names: Mapping[str, str]) -> str:
    return "\n".join(
        f"{one['quantity']} per {one['per']}: "
        + " / ".join(names[item] for item in one["choices"] if item in names)
        for one in lines
    )


def _actions(one: ParcelView) -> list[DetailAction]:
    line = DetailAction(LINE, tr("Change a line…"), "pencil")
    if one.state is ParcelState.PLANNED:
        whole = [DetailAction(PACK_ROUND, tr("Pack the whole round"), "checks")] if one.round_id else []
        return [
            DetailAction(PACK, tr("Pack it"), "check", ButtonKind.PRIMARY),
            *whole,
            line,
            DetailAction(VOID_PARCEL, tr("Take out of use"), kind=ButtonKind.QUIET),
        ]
    if one.comes_back:
        return [DetailAction(BACK, tr("Put it back"), "arrow-back-up", ButtonKind.PRIMARY)]
    if one.state is ParcelState.PACKED and not one.is_keyed:
        return [line, DetailAction(UNPACK, tr("Unpack"), "package-off")]
    return []


def _home(one: HomeLine, key: str, look: tuple[str, str, Tone | None]) -> StockRow:
    return StockRow(f"homes:{key}", one.address, look, "", None, one)


def _named(one: ParcelView) -> str:
    return f"P-{one.number} {one.name}" + (f": {one.label}" if one.label else "")


def _many(one: ParcelView) -> str:
    return str(sum(many for _item, _unit, many in one.contents))


def _round(one: ParcelView) -> str:
    if one.round is None:
        return ""
    stop = tr(", stop {number}", number=str(one.stop)) if one.stop is not None else ""
    return f"S-{one.round}{stop}"
