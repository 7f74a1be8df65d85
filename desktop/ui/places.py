"""The places of the rail, in its order: what each is called and which page it shows."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from desktop.context import AppContext
from desktop.ui.base.i18n import tr
from desktop.ui.base.page import Page
from desktop.ui.shell_rail import FOOT, Badge


@dataclass(frozen=True, slots=True)
class Place:
    """One place of the rail; `ACTIONS` says who has it."""

    section: str
    key: str
    title: str
    icon: str
    module: str
    make: Callable[[], Page]
    badge: Callable[[], Badge] | None = None


OVER = {
    "call": ("intake.page", "IntakePage"),
    "quiet": ("calls.quiet_page", "QuietPage"),
    "phone_rounds": ("calls.rounds_page", "PhoneRoundsPage"),
    "call_sheets": ("calls.sheets_page", "CallSheetsPage"),
    "person": ("people.person_page", "PersonPage"),
    "match": ("match.page", "MatchPage"),
    "batch": ("match.batch_page", "BatchPage"),
    "needs": ("settings.needs_page", "NeedsPage"),
    "templates": ("settings.templates_page", "TemplatesPage"),
    "checklists": ("settings.checklists_page", "ChecklistsPage"),
    "users": ("settings.users_page", "UsersPage"),
    "audit": ("audit.page", "AuditPage"),
    "openings": ("glass.page", "OpeningsPage"),
    "protection": ("protection.page", "ProtectionPage"),
    "erase": ("protection.erase_page", "ErasePage"),
    "access": ("protection.access_page", "AccessPage"),
    "retention": ("protection.retention_page", "RetentionPage"),
    "new_handover": ("handovers.maker", "MakerPage"),
    "duplicates": ("duplicates.page", "DuplicatesPage"),
    "raise_concern": ("concerns.raise_page", "RaisePage"),
    "renewals": ("volunteers.renewals_page", "RenewalsPage"),
    "formalities": ("volunteers.formalities_page", "FormalitiesPage"),
    "bank": ("volunteers.bank_page", "BankPage"),
    "supply": ("volunteers.supply_page", "SupplyPage"),
    "neighbours": ("volunteers.neighbours_page", "NeighboursPage"),
    "outings": ("outings.page", "OutingsPage"),
    "loans": ("loans.page", "LoansPage"),
    "rules": ("volunteers.rules_page", "RulesPage"),
    "referrals_in": ("referrals.incoming_page", "IncomingPage"),
    "directory": ("organisations.directory_page", "DirectoryPage"),
    "layouts": ("imports.layouts_page", "LayoutsPage"),
    "new_layout": ("imports.layout_maker", "LayoutMakerPage"),
    "incidents": ("incidents.page", "IncidentsPage"),
    "out": ("rounds.out_page", "OutPage"),
    "arrivals": ("incidents.register_page", "ArrivalsPage"),
    "call_out": ("incidents.call_out_page", "CallOutPage"),
    "incident_end": ("protection.ending_page", "EndingPage"),
}
"""Pages that are no place of the rail: module below `desktop.ui`, and class."""


ACTIONS = {
    "today": "day.see",
    "requests": "request.see",
    "people": "person.see",
    "calls": "call.see",
    "households": "household.see",
    "volunteers": "volunteer.see",
    "checks": "check.see",
    "rota": "rota.see",
    "rounds": "round.see",
    "tasks": "task.see",
    "organisations": "organisation.see",
    "groups": "group.see",
    "areas": "area.see",
    "coverage": "coverage.see",
    "info": "info.see",
    "stock": "stock.see",
    "money": "money.see",
    "handovers": "handover.see",
    "imports": "import.preview",
    "concerns": "concern.raise",
    "backup": "hub.see",
    "settings": "hub.see",
    "call": "request.set",
    "quiet": "call.see",
    "phone_rounds": "call.see",
    "call_sheets": "call.make",
    "person": "person.see",
    "match": "match.assign",
    "batch": "match.assign",
    "needs": "need.set",
    "templates": "template.see",
    "checklists": "case.list",
    "users": "user.set",
    "audit": "audit.see",
    "openings": "glass.see",
    "protection": "protection.see",
    "erase": "erase.person",
    "access": "rights.pack",
    "retention": "retention.run",
    "new_handover": "handover.make",
    "duplicates": "duplicate.decide",
    "raise_concern": "concern.raise",
    "renewals": "check.see",
    "formalities": "formality.see",
    "referrals": "referral.see",
    "bank": "volunteer.see",
    "supply": "volunteer.see",
    "neighbours": "neighbour.see",
    "outings": "outing.see",
    "loans": "loan.see",
    "rules": "rule.see",
    "referrals_in": "referral.see",
    "directory": "service.see",
    "layouts": "import.preview",
    "new_layout": "import.apply",
    "incidents": "incident.see",
    "out": "out.see",
    "arrivals": "arrival.see",
    "call_out": "incident.see",
    "incident_end": "incident.erase",
}
"""The action that opens each place and each page over one; it is absent for whoever may not take it."""


def opens(context: AppContext, key: str) -> bool:
    """Whether who is at the keyboard may open a place, or a page over it.

    Args:
        context: the open hub.
        key: the place; one that is not known opens for nobody.
    """
    return key in ACTIONS and context.may(ACTIONS[key])


def places(context: AppContext) -> list[Place]:
    """The places of an open hub, as far as who is at the keyboard may open them.

    Args:
        context: the open hub.

    Returns:
        Places in the order of the rail; a page's module is imported when it is first shown.
    """
    help_needed, volunteers, partners = tr("Help needed"), tr("Volunteers"), tr("Partners")
    share, safety = tr("Share"), tr("Safeguarding")
    listed = (
        ("", "today", tr("Today"), "sun", "today.page", "TodayPage"),
        (help_needed, "requests", tr("Requests"), "inbox", "requests.page", "RequestsPage"),
        (help_needed, "people", tr("People"), "users", "people.page", "PeoplePage"),
        (help_needed, "calls", tr("Welfare calls"), "phone-call", "calls.page", "CallsPage"),
        (help_needed, "households", tr("Households"), "home", "people.households_page", "HouseholdsPage"),
        (volunteers, "volunteers", tr("Volunteers"), "heart-handshake", "volunteers.page", "VolunteersPage"),
        (volunteers, "checks", tr("Checks"), "shield-check", "volunteers.checks_page", "ChecksPage"),
        (volunteers, "rota", tr("Rota"), "calendar-week", "rota.page", "RotaPage"),
        (volunteers, "rounds", tr("Rounds"), "route", "rounds.page", "RoundsPage"),
        (volunteers, "tasks", tr("Tasks"), "list-check", "rounds.tasks_page", "TasksPage"),
        (
            partners,
            "organisations",
            tr("Organisations"),
            "building-community",
            "organisations.page",
            "OrganisationsPage",
        ),
        (partners, "groups", tr("Street groups"), "phone-call", "groups.page", "GroupsPage"),
        (partners, "referrals", tr("Referrals"), "arrows-left-right", "referrals.page", "ReferralsPage"),
        (partners, "areas", tr("Areas"), "map-pin", "organisations.areas_page", "AreasPage"),
        (partners, "coverage", tr("Coverage"), "layout-grid", "coverage.page", "CoveragePage"),
        (tr("Stock and money"), "stock", tr("Stock"), "package", "stock.page", "StockPage"),
        (tr("Stock and money"), "money", tr("Money"), "coin-pound", "money.page", "MoneyPage"),
        (share, "info", tr("Information bank"), "books", "info.page", "InfoPage"),
        (share, "handovers", tr("Handovers"), "package-export", "handovers.page", "HandoversPage"),
        (share, "imports", tr("Bring in a list"), "file-import", "imports.page", "ImportsPage"),
        (safety, "concerns", tr("Concerns"), "shield-lock", "concerns.page", "ConcernsPage"),
        (FOOT, "backup", tr("Backup"), "usb", "backup.page", "BackupPage"),
        (FOOT, "settings", tr("Settings"), "settings", "settings.page", "SettingsPage"),
    )
    return [
        Place(section, key, title, icon, module, page_maker(module, name, context), _badge(key, context))
        for section, key, title, icon, module, name in listed
        if opens(context, key)
    ]


def page_maker(module: str, name: str, context: AppContext) -> Callable[[], Page]:
    """A function that makes a page, importing its module only then.

    Args:
        module: below `desktop.ui`.
        name: the page's class.
        context: the open hub.
    """

    def make() -> Page:
        page = getattr(import_module(f"desktop.ui.{module}"), name)(context)
        assert isinstance(page, Page)
        return page

    return make


def _badge(key: str, context: AppContext) -> Callable[[], Badge] | None:
    if key == "concerns":  # a padlock for everybody, and a number for nobody
        return lambda: Badge(locked=True)
    if key == "referrals":
        return lambda: _to_chase(context)
    if key == "calls":
        return lambda: _to_ring(context)
    if key != "requests":
        return None

    def read() -> Badge:
        from desktop.services.requests import Requests

        counts = context.service(Requests).counts(context.actor)
        return Badge(counts["to_triage"] + counts["to_match"], urgent=counts["to_triage"] > 0)

    return read


def _to_ring(context: AppContext) -> Badge:
    """How many calls are still to be made today by whoever is at the keyboard, or by anybody."""
    from desktop.services.calls import Calls

    return Badge(context.service(Calls).to_make(context.actor))


def _to_chase(context: AppContext) -> Badge:
    """How many referrals are to be asked after today."""
    from desktop.services.referrals import Referrals

    return Badge(len(context.service(Referrals).to_chase(context.actor)))
