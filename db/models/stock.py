"""Stock: items, where they lie, and a ledger of movements that is only ever added to; parcels packed from it.

Every quantity is a whole number of the item's smallest unit. What there is of a batch is the sum of its
movements, stored nowhere.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Entry, Record, ref
from db.enums_stock import Kept, ParcelState, PlaceKind, StockKind
from db.types import Id, codes


class StockPlace(Record, Base):
    """A shelf, freezer, van or relief hub goods lie in; ``counted_on`` is the day it was last counted."""

    __tablename__ = "stock_place"

    name: Mapped[str]
    kind: Mapped[PlaceKind] = mapped_column(codes(PlaceKind), default=PlaceKind.SHELF)
    counted_on: Mapped[date | None] = mapped_column(default=None)


class StockItem(Record, Base):
    """A kind of goods.

    Attributes:
        unit: the smallest it is counted in, such as tin.
        category: where it stands in lists.
        allergens: codes of those in it, of the fourteen in Regulation (EU) 1169/2011 Annex II.
        suits: codes of the diets and cultures it suits.
        label_read: whether somebody read its label; until then it fits nobody with an allergy.
        low_level: at or below this it is low; None where nobody asks.
    """

    __tablename__ = "stock_item"

    number: Mapped[int] = mapped_column(index=True)
    name: Mapped[str]
    unit: Mapped[str] = mapped_column(default="")
    category: Mapped[str] = mapped_column(default="")
    kept: Mapped[Kept] = mapped_column(codes(Kept), default=Kept.DRY)
    allergens: Mapped[list[Any]] = mapped_column(default=list)
    suits: Mapped[list[Any]] = mapped_column(default=list)
    label_read: Mapped[bool] = mapped_column(default=False)
    low_level: Mapped[int | None] = mapped_column(default=None)
    barcode: Mapped[str] = mapped_column(default="")


class StockBatch(Entry, Base):
    """Goods of one item, date and giver in one place. It is never edited: goods move to another batch.

    Attributes:
        dates_key: its dates and giver as text, by which alike goods are found again.
    """

    __tablename__ = "stock_batch"
    __table_args__ = (UniqueConstraint("item_id", "place_id", "dates_key"),)

    item_id: Mapped[str] = mapped_column(ref("stock_item.id"), index=True)
    place_id: Mapped[str] = mapped_column(ref("stock_place.id"), index=True)
    use_by: Mapped[date | None] = mapped_column(default=None)
    best_before: Mapped[date | None] = mapped_column(default=None)
    giver_id: Mapped[str | None] = mapped_column(ref("organisation.id"), default=None)
    dates_key: Mapped[str]


class StockMove(Entry, Base):
    """One movement, written once: above nought came in, below left. A mistake is put right by the opposite.

    Attributes:
        act_id: what belongs together: the two sides of goods moved, the lines of a count.
        reverses_id: the movement it takes back.
    """

    __tablename__ = "stock_move"

    number: Mapped[int] = mapped_column(index=True)
    kind: Mapped[StockKind] = mapped_column(codes(StockKind))
    on_date: Mapped[date] = mapped_column(index=True)
    by_id: Mapped[str] = mapped_column(ref("user_account.id"))
    batch_id: Mapped[str] = mapped_column(ref("stock_batch.id"), index=True)
    quantity: Mapped[int]
    words: Mapped[str] = mapped_column(default="")
    act_id: Mapped[str] = mapped_column(Id, index=True)
    parcel_id: Mapped[str | None] = mapped_column(ref("stock_parcel.id"), default=None, index=True)
    reverses_id: Mapped[str | None] = mapped_column(ref("stock_move.id"), default=None, unique=True)


class StockRecipe(Record, Base):
    """What goes into a parcel: for each line its name, quantity, per whom, and items in order of choice."""

    __tablename__ = "stock_recipe"

    name: Mapped[str]
    lines: Mapped[list[Any]] = mapped_column(default=list)


class StockParcel(Record, Base):
    """One parcel for one task. It names nobody; whose it is the task knows.

    Attributes:
        contents: pairs of item and quantity.
        missing: names of the recipe's lines that nothing fits.
        short: pairs of item and what there was not when it was packed.
        by_hand: whether a line was changed by hand, so that composing anew leaves it alone.
    """

    __tablename__ = "stock_parcel"

    number: Mapped[int] = mapped_column(index=True)
    task_id: Mapped[str | None] = mapped_column(ref("task.id"), default=None, index=True)
    recipe_id: Mapped[str | None] = mapped_column(ref("stock_recipe.id"), default=None)
    state: Mapped[ParcelState] = mapped_column(codes(ParcelState), default=ParcelState.PLANNED)
    contents: Mapped[list[Any]] = mapped_column(default=list)
    missing: Mapped[list[Any]] = mapped_column(default=list)
    short: Mapped[list[Any]] = mapped_column(default=list)
    by_hand: Mapped[bool] = mapped_column(default=False)
    packed_at: Mapped[datetime | None] = mapped_column(default=None)
    packed_by_id: Mapped[str | None] = mapped_column(ref("user_account.id"), default=None)
