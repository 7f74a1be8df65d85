"""From a round as the services gather it to its printed sheet."""

import io
from uuid import UUID

from desktop.exports.round_sheet import RoundSheet, Stop, StopNote, write_round_sheets
from desktop.services.round_sheets import SheetData, SheetStop


def sheet_of(data: SheetData) -> RoundSheet:
    """Turn what a round carries into its sheet; what is held back has no place on it."""
    return RoundSheet(
        hub_name=data.hub_name,
        round_name=data.round_name,
        reference=data.reference,
        day=data.day,
        stops=tuple(_stop(stop) for stop in data.stops),
        starts=data.starts,
        ends=data.ends,
        miles=data.miles,
        driver=data.driver,
        helper=data.helper,
        load=data.load,
        safeguarding_phone=data.safeguarding_phone,
        lead_name=data.lead_name,
        hub_phone=data.hub_phone,
        printed_at=data.printed_at,
        destroy_by=data.destroy_by,
        demo=data.demo,
    )


def render_round(data: SheetData) -> tuple[bytes, int]:
    """Draw a round's sheet.

    Returns:
        The PDF and how many pages it has.
    """
    stream = io.BytesIO()
    pages = write_round_sheets(stream, [sheet_of(data)])
    return stream.getvalue(), pages


def _stop(stop: SheetStop) -> Stop:
    return Stop(
        number=stop.number,
        address=stop.address,
        name=stop.name,
        at=stop.at,
        item=stop.item,
        notes=tuple(StopNote(label.text, label.icon) for label in stop.labels),
        task_ids=tuple(UUID(hex=task_id) for task_id in stop.task_ids),
    )
