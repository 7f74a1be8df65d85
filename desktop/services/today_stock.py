"""What stock gives Today: what is low, what spoils, parcels to pack and parcels that came back."""

from datetime import date, timedelta

from db.enums import Urgency
from db.enums_stock import ParcelState
from db.queries import parcels as parcel_query
from db.queries import stock as query
from desktop.services.parcel_views import CAME_BACK
from desktop.services.today_items import Desk, TodayItem, Words, counted, source, words

_SOON = timedelta(days=2)
"""What has to be used by then is to go into parcels now."""


@source("stock_low", "stock.see")
def low(desk: Desk) -> list[TodayItem]:
    """Items of which there is no more than somebody said is low."""
    usable: dict[str, int] = {}
    for lot in query.lots(desk.session):
        if lot.use_by is None or desk.today <= lot.use_by:
            usable[lot.item_id] = usable.get(lot.item_id, 0) + lot.quantity
    items = query.items(desk.session)
    found = [one for one in items if one.low_level is not None and usable.get(one.id, 0) <= one.low_level]
    if not found:
        return []
    said = counted(len(found), "One item of stock is low", "{count} items of stock are low")
    names = words("{names}", names=", ".join(one.name for one in found[:3]))
    return [_line(desk, "stock_low", said, (names,), words("Look at it"), f"items:{found[0].id}")]


@source("stock_spoils", "stock.move")
def spoils(desk: Desk) -> list[TodayItem]:
    """Goods past their use-by, or nearly."""
    dated = [one for one in query.lots(desk.session) if one.use_by and one.use_by <= desk.today + _SOON]
    if not dated:
        return []
    past = sum(one.use_by < desk.today for one in dated if one.use_by)
    said = counted(
        len(dated), "One sort of food has to be used first", "{count} sorts of food have to be used first"
    )
    second = (counted(past, "one is past its use-by", "{count} are past their use-by"),) if past else ()
    return [_line(desk, "stock_spoils", said, second, words("Look at it"), f"first:{dated[0].id}")]


@source("parcels_to_pack", "stock.move")
def to_pack(desk: Desk) -> list[TodayItem]:
    """Parcels for today and tomorrow that are not packed."""
    last = desk.today + timedelta(days=1)
    found = [
        one
        for one in parcel_query.parcels(desk.session)
        if one.state is ParcelState.PLANNED and desk.today <= one.whose.on_date <= last
    ]
    if not found:
        return []
    said = counted(len(found), "One parcel is to be packed", "{count} parcels are to be packed")
    first = min(found, key=lambda one: (one.whose.on_date, one.number))
    return [
        _line(
            desk,
            "parcels_to_pack",
            said,
            (),
            words("Pack"),
            f"parcels:{first.id}",
            Urgency.TODAY,
            first.whose.on_date,
        )
    ]


@source("parcels_back", "stock.move")
def came_back(desk: Desk) -> list[TodayItem]:
    """Parcels that were not delivered and are not yet put back."""
    found = [
        one
        for one in parcel_query.parcels(desk.session)
        if one.state is ParcelState.PACKED and one.whose.outcome in CAME_BACK
    ]
    if not found:
        return []
    said = counted(len(found), "A parcel came back", "{count} parcels came back")
    second = (words("put it back on the shelf, or throw away what is chilled"),)
    return [
        _line(
            desk, "parcels_back", said, second, words("Put it back"), f"parcels:{found[0].id}", Urgency.TODAY
        )
    ]


def _line(
    desk: Desk,
    key: str,
    sentence: Words,
    second: tuple[Words, ...],
    verb: Words,
    item: str,
    urgency: Urgency = Urgency.THIS_WEEK,
    day: date | None = None,
) -> TodayItem:
    return TodayItem(
        key=f"{key}:all",
        urgency=urgency,
        day=day or desk.today,
        sentence=sentence,
        second=second,
        verb=verb,
        place="stock",
        item=item,
    )
