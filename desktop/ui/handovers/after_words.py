"""What became of a handover, in the words of the pane beside the sharing log."""

from collections.abc import Sequence

from db.enums_handovers import HandoverChange, KeptGone
from desktop.services.handover_notices import ToTell
from desktop.services.handover_series import Fate
from desktop.ui.base.button import ButtonKind
from desktop.ui.base.detail import DetailAction, DetailRow
from desktop.ui.base.i18n import tr
from desktop.ui.base.tokens import Tone
from desktop.ui.handovers.after import AGAIN, FORGET, NOTICE, RECEIPT, TOLD


def told_rows(waiting: Sequence[ToTell]) -> list[DetailRow]:
    """Who said no since, with what the recipient holds of them."""
    return [
        DetailRow(
            one.name,
            _said_no(one),
            tone=Tone.WARN,
        )
        for one in waiting
    ]


def _said_no(one: ToTell) -> str:
    held = {"day": f"{one.refused_at.astimezone():%d/%m/%Y}", "references": ", ".join(one.references)}
    if one.health_only:
        return tr("said no to health notes on {day}, they are in {references}", **held)
    if one.restricted:
        return tr("asked on {day} to restrict the use of their data, is in {references}", **held)
    return tr("said no on {day}, is in {references}", **held)


def became_rows(fate: Fate | None) -> list[DetailRow]:
    """What is known of a handover since it was made."""
    if fate is None:
        return []
    arrived = tr("No word yet")
    if fate.received_on is not None:
        arrived = ", ".join(filter(None, (f"{fate.received_on:%d/%m/%Y}", fate.received_by)))
    code = {None: "", True: tr("The same"), False: tr("Another: ask which file they opened")}[fate.matches]
    return [
        DetailRow(tr("Only what changed"), _since_words(fate)),
        DetailRow(tr("Arrived"), arrived),
        DetailRow(tr("Check code they have"), code, tone=Tone.WARN if fate.matches is False else None),
        DetailRow(tr("Note"), fate.received_note),
        DetailRow(tr("Our copy"), _kept_words(fate)),
        DetailRow(tr("They deleted it"), f"{fate.deleted_on:%d/%m/%Y}" if fate.deleted_on else ""),
    ]


def after_actions(fate: Fate | None, told: Sequence[ToTell]) -> list[DetailAction]:
    """What can be done with a handover: nothing with prints and lists."""
    if fate is None:
        return []
    tell = [
        DetailAction(NOTICE, tr("Print the notice"), "printer", ButtonKind.PRIMARY),
        DetailAction(TOLD, tr("They were told"), "phone-check"),
    ]
    kept = [
        DetailAction(AGAIN, tr("Save again"), "download"),
        DetailAction(FORGET, tr("Take our copy away"), "trash"),
    ]
    receipt = DetailAction(RECEIPT, tr("Receipt"), "file-import")
    return [*(tell if told else []), receipt, *(kept if fate.kept else [])]


def _since_words(fate: Fate) -> str:
    if not fate.since:
        return ""
    return tr(
        "{added} added, {changed} changed, {withdrawn} withdrawn since {reference}",
        added=fate.counts.get(HandoverChange.ADDED, 0),
        changed=fate.counts.get(HandoverChange.CHANGED, 0),
        withdrawn=fate.counts.get(HandoverChange.WITHDRAWN, 0),
        reference=fate.since,
    )


def _kept_words(fate: Fate) -> str:
    if fate.kept:
        return tr("Kept, locked, until the day to delete by")
    if fate.gone_on is None or fate.gone_why is None:
        return tr("None kept")
    why = {
        KeptGone.DUE: tr("its day had passed"),
        KeptGone.ASKED: tr("taken away by hand"),
        KeptGone.WITHDRAWN: tr("somebody in it said no"),
        KeptGone.ERASED: tr("somebody in it was erased"),
    }[fate.gone_why]
    return tr("Gone since {day}: {why}", day=f"{fate.gone_on:%d/%m/%Y}", why=why)
