"""What the palette offers of the week: incidents, the rota, rounds."""

from collections.abc import Callable

from desktop.ui.base.i18n import tr
from desktop.ui.shell import MainShell

Line = tuple[str, str, str, Callable[[], object], str]
"""Key, title, icon, what it does, and further words it is found by."""


def week_lines(over: Callable[..., Callable[[], object]]) -> tuple[Line, ...]:
    """What the week brings besides what stands on the rail."""
    return (
        (
            "incidents",
            tr("Incidents"),
            "alert-triangle",
            over("incidents", None),
            tr("open flood snow lockdown fire emergency standby relief centre close"),
        ),
        (
            "quiet",
            tr("Nobody heard of them"),
            "user-question",
            over("quiet", None),
            tr("welfare calls no contact days silent list"),
        ),
        (
            "phone_rounds",
            tr("Phone rounds"),
            "phone-outgoing",
            over("phone_rounds", None),
            tr("whole list rung callers"),
        ),
        (
            "call_sheets",
            tr("Call sheets"),
            "clipboard-list",
            over("call_sheets", None),
            tr("print calls on paper key in came back callers"),
        ),
        ("out", tr("Who is out now"), "walk", over("out", None), tr("lone worker overdue rang in back")),
        (
            "arrivals",
            tr("Who came to the relief centre"),
            "users",
            over("arrivals", None),
            tr("register arrivals evacuated here now roll call"),
        ),
    )


def stock_lines(shell: MainShell) -> tuple[Line, ...]:
    """What is done with stock."""

    def then(act: str) -> Callable[[], object]:
        return lambda: getattr(shell.go_to("stock"), act)()

    return (
        ("stock-line", tr("Goods in or out"), "keyboard", then("ask_quick"), tr("stock food tins donation")),
        (
            "pick-list",
            tr("Pick list of a round"),
            "printer",
            then("ask_pick_list"),
            tr("stock fetch"),
        ),
        ("parcel-labels", tr("Labels of a round’s parcels"), "tag", then("ask_labels"), tr("stock print")),
    )


def rota_lines(shell: MainShell) -> tuple[Line, ...]:
    """What is done on the rota."""

    def then(act: str) -> Callable[[], object]:
        return lambda: getattr(shell.go_to("rota"), act)()

    return (
        ("fill-rota", tr("Fill the gaps of the rota"), "user-check", then("fill"), tr("shifts week cover")),
        ("free-now", tr("Who is free now"), "phone", then("free_now"), tr("rota cover sudden")),
        ("add-rota-job", tr("Add a job to the rota"), "calendar-week", then("add_job"), tr("shift new")),
    )


def round_lines(shell: MainShell) -> tuple[Line, ...]:
    """What is done about many rounds at once."""

    def then(act: str) -> Callable[[], object]:
        return lambda: getattr(shell.go_to("rounds"), act)()

    words = tr("rounds deliveries volunteers routes plan many")
    late = tr("rounds add urgent on the day")
    return (
        ("share-day", tr("Share out a day"), "users-group", then("share_out"), words),
        ("late-stop", tr("Put a late stop on a round"), "plus", then("add_late"), late),
    )
