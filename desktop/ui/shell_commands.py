"""What the palette can do in every hub: go to places, and what the window itself does."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from db.enums import RequestStatus
from db.queries.finder import PersonLine
from db.queries.requests import RequestRow
from desktop.domain.names import name_or_number
from desktop.domain.references import Kind, parse
from desktop.services.finder import Found
from desktop.services.finder_opened import FoundKind
from desktop.ui.base.i18n import tr
from desktop.ui.base.keycap import ENTER
from desktop.ui.base.record_page import RecordPage
from desktop.ui.palette.commands import Command, Commands
from desktop.ui.palette.rows import name_of
from desktop.ui.places import Place
from desktop.ui.shell import MainShell
from desktop.ui.shell_keys import MAX_NUMBERED
from desktop.ui.shell_week_lines import rota_lines, round_lines, stock_lines, week_lines
from desktop.ui.undo_trail import UndoTrail

PLACE_OF = {
    FoundKind.PERSON: "people",
    FoundKind.REQUEST: "requests",
    FoundKind.VOLUNTEER: "volunteers",
    FoundKind.ORGANISATION: "organisations",
    FoundKind.SERVICE: "directory",
    FoundKind.ROUND: "rounds",
    FoundKind.INFO: "info",
}
"""Where a record found is shown."""
KIND_OF = {place: kind for kind, place in PLACE_OF.items()} | {
    "match": FoundKind.REQUEST,
    "call": FoundKind.PERSON,
}
"""What is shown there."""
_UNSETTLED = (RequestStatus.NEW, RequestStatus.TRIAGED, RequestStatus.WAITING)

Open = Callable[[str, str | None], object]


LEADS_TO = {
    "call": "request.set",
    "print": "export.list",
    "undo": "history.undo",
    "redo": "history.undo",
    "add-person": "person.set",
    "plan-day": "round.set",
    "share-day": "round.set",
    "late-stop": "round.set",
    "add-volunteer": "volunteer.set",
    "add-organisation": "organisation.set",
    "add-round": "round.set",
    "write-claim": "money.record",
    "hand-money": "money.record",
    "batch": "match.assign",
    "duplicates": "duplicate.decide",
    "handover": "handover.make",
    "back-up": "backup.make",
    "needs": "need.set",
    "templates": "template.see",
    "checklists": "case.list",
    "users": "user.set",
    "audit": "audit.see",
    "bank": "volunteer.see",
    "supply": "volunteer.see",
    "neighbours": "neighbour.see",
    "outings": "outing.see",
    "loans": "loan.see",
    "rules": "rule.see",
    "renewals": "check.see",
    "formalities": "formality.see",
    "referrals_in": "referral.see",
    "directory": "service.see",
    "layouts": "import.preview",
    "incidents": "incident.see",
    "quiet": "call.see",
    "phone_rounds": "call.see",
    "call_sheets": "call.make",
    "out": "out.see",
    "arrivals": "arrival.see",
    "take-call-from": "request.set",
    "call-for": "request.set",
    "add-person-called": "person.set",
    "find-for": "match.assign",
    "slip-came-back": "referral.reply",
    "stock-line": "stock.move",
    "pick-list": "stock.print",
    "parcel-labels": "stock.print",
    "fill-rota": "rota.set",
    "free-now": "rota.set",
    "add-rota-job": "rota.set",
}
"""The action of each command; one that is not named is for everybody."""


def control(key: str) -> tuple[str, str]:
    """The key caps of Ctrl and a key."""
    return (tr("Ctrl"), key)


def place_commands(shell: MainShell, listed: list[Place]) -> list[Command]:
    """Go to each place of the rail."""
    order = {key: at for at, key in enumerate(shell.rail.order(), 1)}
    return [
        Command(
            f"go-{place.key}",
            tr("Go to {place}", place=place.title),
            place.icon,
            partial(shell.go_to, place.key),
            keys=control(str(order[place.key])) if order[place.key] <= MAX_NUMBERED else (),
            aside=True,
        )
        for place in listed
    ]


def shell_commands(shell: MainShell, open_call: Callable[[], object], trail: UndoTrail) -> list[Command]:
    """What the window itself does."""
    keys = shell.keys
    listed = [
        Command("call", tr("New call"), "phone-plus", open_call, ("F2",), words=tr("phone ring request")),
        Command("print", tr("Print this page"), "printer", keys.print_page, control("P"), aside=True),
        Command("undo", tr("Undo the last change"), "arrow-back-up", trail.undo, control("Z"), aside=True),
        Command(
            "redo", tr("Do again what was undone"), "arrow-forward-up", trail.redo, control("Y"), aside=True
        ),
        Command("lock", tr("Lock"), "lock", shell.lock_asked.emit, control("L"), words=tr("log out leave")),
        Command(
            "larger",
            tr("Larger text"),
            "text-size",
            partial(keys.step_scale, 1),
            control("+"),
            aside=True,
            words=tr("zoom font size bigger"),
        ),
        Command(
            "smaller",
            tr("Smaller text"),
            "text-size",
            partial(keys.step_scale, -1),
            control("-"),
            aside=True,
            words=tr("zoom font size"),
        ),
    ]
    return _with_actions(listed)


def work_commands(shell: MainShell, open_over: Open, back_up: Callable[[], object]) -> list[Command]:
    """Work that begins in a place or on a page of its own."""
    add, over = partial(_add_in, shell), partial(partial, open_over)
    listed = (
        ("add-person", tr("Add a person"), "user-plus", partial(add, "people"), tr("new")),
        ("plan-day", tr("Plan a day"), "calendar-event", partial(_plan_in, shell), tr("rounds deliveries")),
        *round_lines(shell),
        (
            "add-volunteer",
            tr("Add a volunteer"),
            "heart-handshake",
            partial(add, "volunteers"),
            tr("new helper"),
        ),
        (
            "add-organisation",
            tr("Add an organisation"),
            "building-community",
            partial(add, "organisations"),
            "",
        ),
        ("add-round", tr("Add a round"), "route", partial(add, "rounds"), tr("new sheet")),
        ("batch", tr("Fill many tasks at once"), "checks", over("batch", None), tr("match suggest")),
        (
            "duplicates",
            tr("Look for the same person twice"),
            "arrow-merge",
            over("duplicates", None),
            tr("merge"),
        ),
        ("handover", tr("Make a handover"), "package-export", over("new_handover", None), tr("share export")),
        ("back-up", tr("Back up now"), "database", back_up, tr("backup save usb")),
        *(*_money_lines(shell), *stock_lines(shell), *rota_lines(shell), *_check_lines(over)),
        *week_lines(over),
        ("needs", tr("Kinds of help"), "list-details", over("needs", None), tr("needs settings")),
        ("templates", tr("Texts and letters"), "template", over("templates", None), tr("settings")),
        (
            "checklists",
            tr("Checklists"),
            "list-check",
            over("checklists", None),
            tr("casework settings"),
        ),
        ("users", tr("People at the keyboard"), "users-group", over("users", None), tr("accounts settings")),
        ("audit", tr("Audit: who did what"), "history", over("audit", None), tr("log looked printed check")),
    )
    return _with_actions(
        Command(key, title, icon, act, words=words, aside=key not in ("add-person", "plan-day"))
        for key, title, icon, act, words in listed
    )


def concern_command(raise_concern: Callable[[], object]) -> Command:
    """Raise a concern, from anywhere."""
    keys = (tr("Ctrl"), tr("Shift"), "S")
    words = tr("safeguarding worried harm abuse danger")
    title = tr("Raise a concern")
    return Command("concern", title, "shield-lock", raise_concern, keys, words=words, action="concern.raise")


def _bank_lines(over: Callable[..., Callable[[], object]]) -> tuple[tuple[str, str, str, Any, str], ...]:
    """What stands beside the list of volunteers."""
    return (
        (
            "bank",
            tr("Volunteer bank"),
            "heart-handshake",
            over("bank", None),
            tr("idle thank stay in touch recall ask back placement lend dormant"),
        ),
        (
            "supply",
            tr("Where volunteers are short or idle"),
            "users-group",
            over("supply", None),
            tr("supply demand hours short idle area need"),
        ),
        (
            "neighbours",
            tr("What neighbours offer"),
            "home-heart",
            over("neighbours", None),
            tr("door sticker street neighbour offer key dog blank"),
        ),
        (
            "outings",
            tr("Accompanied outings"),
            "walk",
            over("outings", None),
            tr("day out trip companion wheelchair emergency contacts"),
        ),
        (
            "loans",
            tr("Loans"),
            "device-mobile",
            over("loans", None),
            tr("lend phone dongle tablet van freezer due back overdue slip"),
        ),
    )


def _check_lines(over: Callable[..., Callable[[], object]]) -> tuple[tuple[str, str, str, Any, str], ...]:
    """What stands beside the list of volunteers and the register of checks."""
    return (
        *_bank_lines(over),
        (
            "rules",
            tr("What each task needs"),
            "scale",
            over("rules", None),
            tr("checks rules law policy dbs clearance"),
        ),
        (
            "renewals",
            tr("Checks to renew"),
            "calendar-due",
            over("renewals", None),
            tr("renewals expire update service letter"),
        ),
        (
            "formalities",
            tr("Formalities taken on"),
            "clipboard-text",
            over("formalities", None),
            tr("checks insurance training street group council pays"),
        ),
        (
            "referrals_in",
            tr("Referrals coming in"),
            "arrows-left-right",
            over("referrals_in", None),
            tr("referral school GP council children centre passed to us answer"),
        ),
        (
            "directory",
            tr("Directory of services"),
            "list-details",
            over("directory", None),
            tr("postcode who can help language interpreter halal food bank leaflet"),
        ),
        (
            "layouts",
            tr("Layouts of lists"),
            "table-import",
            over("layouts", None),
            tr("council columns profile codes map spreadsheet referrals in"),
        ),
    )


def _with_actions(listed: Iterable[Command]) -> list[Command]:
    return [replace(one, action=LEADS_TO.get(one.key, "")) for one in listed]


def _money_lines(shell: MainShell) -> tuple[tuple[str, str, str, Any, str], ...]:
    """What is written down most often of money."""
    add, icon = partial(partial, _add_money, shell), "coin-pound"
    return (
        ("write-claim", tr("Write a claim"), icon, add("to_pay"), tr("money miles pay expenses")),
        ("hand-money", tr("Hand shopping money over"), icon, add("shopping"), tr("float cash")),
    )


def _add_money(shell: MainShell, view: str) -> None:
    """Open the form of something new in a view of Money."""
    page = shell.go_to("money")
    add = getattr(page, "add_in", None)
    if add is not None:
        add(view)


def _add_in(shell: MainShell, place: str, given: Mapping[str, str] | None = None) -> None:
    """Open the form of a new record of a place, with what is known already."""
    page = shell.go_to(place)
    inner = getattr(page, "list", page)
    if isinstance(inner, RecordPage):
        inner.open_form(given=given)


def add_instead(commands: Commands, shell: MainShell, open_call: Callable[[str], object]) -> None:
    """What is offered where nothing was found: a slip that came back, or somebody new, as typed."""

    def instead(typed: str) -> list[Command]:
        slip = parse(typed.strip().upper().removeprefix("HK1*").split("*")[0])
        if slip is not None and slip.kind is Kind.REFERRAL:
            words = tr("A reply slip came back: {reference}", reference=str(slip))
            key = partial(shell.go_to, "referrals", f"slip:{slip}")
            return _with_actions((Command("slip-came-back", words, "forms", key),))
        first, last, phone = name_or_number(typed)
        given = {"first_name": first, "last_name": last, "phone_1": phone}
        person = (
            tr("Add a person with the number {number}", number=phone)
            if phone
            else tr("Add a person called {name}", name=typed)
        )
        call = tr("Take a call from {who}", who=typed)
        return _with_actions(
            (
                Command("take-call-from", call, "phone-plus", partial(open_call, f"new:{typed}"), ("F2",)),
                Command("add-person-called", person, "user-plus", partial(_add_in, shell, "people", given)),
            )
        )

    commands.add_instead(instead)


def _plan_in(shell: MainShell) -> None:
    """Open the form that plans a day of rounds."""
    asked = getattr(getattr(shell.go_to("rounds"), "list", None), "plan_asked", None)
    if asked is not None:
        asked.emit()


def add_windows(commands: Commands, tear_off: Callable[[], object], open_window: Open) -> None:
    """Open the record on show, or one that was found, in a window of its own."""
    title = tr("Open in its own window")
    keys = (tr("Ctrl"), tr("Shift"), ENTER)
    words = tr("second screen beside tear off new window")
    commands.add(Command("own-window", title, "external-link", tear_off, keys, words=words, aside=True))

    def about(found: Found) -> list[Command]:
        if found.kind in (FoundKind.SERVICE, FoundKind.INFO):
            return []  # a card is read beside the list it is found by; it is no record that stands alone
        opens = partial(open_window, PLACE_OF[found.kind], found.id)
        return [Command("window-for", title, "external-link", opens, keys, aside=True)]

    commands.add_source(about)


def add_about(commands: Commands, open_call: Callable[[str], object], open_over: Open) -> None:
    """Commands about a record that was found."""

    def about(found: Found) -> list[Command]:
        if found.kind is FoundKind.PERSON and isinstance(found.line, PersonLine):
            title = tr("New call for {name}", name=name_of(found.line))
            call = partial(open_call, found.id)
            return _with_actions([Command("call-for", title, "phone-plus", call, ("F2",))])
        if isinstance(found.line, RequestRow) and found.line.status in _UNSETTLED:
            title = tr("Find someone for {request}", request=found.reference)
            find = partial(open_over, "match", found.id)
            return _with_actions([Command("find-for", title, "user-check", find, control("M"))])
        return []

    commands.add_source(about)
