"""Stock in words people read: how goods are kept, why they moved, how far a parcel has come."""

from collections.abc import Mapping, Sequence
from datetime import date

from db.enums_stock import Kept, ParcelState, PlaceKind, StockKind
from desktop.domain.errors import DomainError
from desktop.services.parcel_views import ParcelView
from desktop.ui.base.dates import show_date
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr
from desktop.ui.base.listed_views import Look
from desktop.ui.base.tokens import Tone


def kept() -> list[tuple[object, str]]:
    """How an item has to be kept."""
    return [
        (Kept.DRY, tr("Dry")),
        (Kept.CHILLED, tr("Chilled")),
        (Kept.FROZEN, tr("Frozen")),
        (Kept.HOT, tr("Hot")),
    ]


def place_kinds() -> list[tuple[object, str]]:
    """Sorts of places."""
    return [
        (PlaceKind.SHELF, tr("Shelf")),
        (PlaceKind.FRIDGE, tr("Fridge")),
        (PlaceKind.FREEZER, tr("Freezer")),
        (PlaceKind.VAN, tr("Van")),
        (PlaceKind.RELIEF_HUB, tr("Relief hub")),
    ]


def move_kinds() -> Mapping[StockKind, str]:
    """Why goods moved."""
    return {
        StockKind.IN: tr("Came in"),
        StockKind.OUT: tr("Went out"),
        StockKind.MOVED: tr("Carried"),
        StockKind.COUNTED: tr("Counted otherwise"),
        StockKind.WASTED: tr("Thrown away"),
        StockKind.PACKED: tr("Packed"),
        StockKind.RECLAIMED: tr("Came back"),
    }


def parcel_look(one: ParcelView) -> Look:
    """How a parcel stands."""
    if one.comes_back:
        return tr("Came back: put it back"), "arrow-back-up", Tone.WARN
    if one.state is ParcelState.PLANNED and one.missing:
        return tr("Nothing fits for {count}", count=str(len(one.missing))), "alert-triangle", Tone.WARN
    if one.state is ParcelState.PACKED and one.is_keyed:
        return tr("Delivered"), "checks", None
    return {
        ParcelState.PLANNED: (tr("To be packed"), "clock", None),
        ParcelState.PACKED: (tr("Packed"), "check", None),
        ParcelState.BACK: (tr("Put back"), "arrow-back-up", None),
    }[one.state]


def date_words(use_by: date | None, best_before: date | None) -> str:
    """The date on a packet, with which of the two it is."""
    if use_by is not None:
        return tr("Use by {day}", day=show_date(use_by))
    return tr("Best before {day}", day=show_date(best_before)) if best_before is not None else tr("No date")


def units(count: int, unit: str) -> str:
    """A quantity with its unit."""
    return f"{count:,} × {unit}" if unit else f"{count:,}"


def number_field(
    key: str, label: str, *, required: bool = True, hint: str = "", half: bool = True
) -> FormField:
    """A whole number; nothing typed is None where it is not asked for."""
    return FormField(
        key, label, FieldKind.NUMBER, hint, required, half=half, max_length=7, parse=read_whole, show=_shown
    )


def read_whole(typed: str) -> int | None:
    """A whole number as typed.

    Raises:
        DomainError: it is none.
    """
    said = typed.strip().replace(",", "")
    if not said:
        return None
    if not (said.isascii() and said.isdecimal()):
        raise DomainError(tr("Type a whole number, such as 12."))
    return int(said)


def day_field(key: str, label: str, *, hint: str = "") -> FormField:
    """A day."""
    return FormField(key, label, FieldKind.DATE, hint, half=True)


def choice(
    key: str, label: str, choices: Sequence[tuple[object, str]], *, required: bool = True, half: bool = True
) -> FormField:
    """One of a few."""
    return FormField(key, label, FieldKind.CHOICE, required=required, choices=choices, half=half)


def _shown(value: object) -> str:
    return "" if value is None else str(value)
