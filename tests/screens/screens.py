"""Which screens there are, how each is brought on show, and why one differs from its picture."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from tests.screens import (
    show_bank,
    show_calls,
    show_checks,
    show_coverage,
    show_days,
    show_directory,
    show_exchange,
    show_hub,
    show_incidents,
    show_journey,
    show_keyboard,
    show_layouts,
    show_money,
    show_partners,
    show_protection,
    show_referrals,
    show_rules,
    show_safety,
    show_start,
    show_stock,
    show_work,
)

if TYPE_CHECKING:
    from tests.screens.tour import Tour


@dataclass(frozen=True, slots=True)
class Screen:
    """One screen.

    Attributes:
        key: its name on the command line and of its files; the key of the place or page it shows, where it
            shows one.
        show: brings it on show and gives the window to look at.
        picture: the file of its picture, without its ending; empty where none was drawn.
        dark_picture: the picture of its dark look, where one was drawn.
        longer_picture: the picture of its look at 150% in a language with longer words.
    """

    key: str
    show: Callable[[Tour], QWidget]
    picture: str = ""
    dark_picture: str = ""
    longer_picture: str = ""


def _place(key: str) -> Callable[[Tour], QWidget]:
    def show(tour: Tour) -> QWidget:
        tour.page(key)
        return tour.main.shell

    return show


def _over(key: str, place: str = "settings") -> Callable[[Tour], QWidget]:
    """A page over the place it is opened from."""

    def show(tour: Tour) -> QWidget:
        tour.page(place)
        tour.over(key)
        return tour.main.shell

    return show


SCREENS = (
    Screen("today", _place("today"), "01-today", dark_picture="13-today-dark"),
    Screen("requests", _place("requests"), "03-requests-triage"),
    Screen("people", _place("people")),
    Screen("calls", show_calls.calls, "12-calls-worklist"),
    Screen("calls_step", show_calls.step),
    Screen("calls_add", show_calls.add),
    Screen("phone_rounds", show_calls.phone_rounds),
    Screen("call_sheets", show_calls.sheets),
    Screen("call_sheets_print", show_calls.sheets_print),
    Screen("households", _place("households")),
    Screen("volunteers", show_work.volunteers),
    Screen("checks", _place("checks"), "05-volunteer-checks"),
    Screen("rota", _place("rota"), "06-rota-week"),
    Screen("rounds", _place("rounds")),
    Screen("tasks", _place("tasks")),
    Screen("organisations", _place("organisations")),
    Screen("info", _place("info")),
    Screen("stock", show_stock.items),
    Screen("stock_first", show_stock.first),
    Screen("stock_parcels", show_stock.parcels),
    Screen("stock_homes", show_stock.homes),
    Screen("stock_recipes", show_stock.recipes),
    Screen("stock_moves", show_stock.moves),
    Screen("stock_quick", show_stock.quick),
    Screen("stock_item", show_stock.item),
    Screen("stock_count", show_stock.count),
    Screen("money", show_money.funds),
    Screen("money_to_pay", show_money.to_pay),
    Screen("money_shopping", show_money.shopping),
    Screen("money_recharges", show_money.recharges),
    Screen("money_grants", show_money.grants),
    Screen("money_bank", show_money.bank),
    Screen("money_claim", show_money.claim),
    Screen("money_meeting", show_money.meeting),
    Screen("money_rate", show_money.rate),
    Screen("groups", _place("groups")),
    Screen("referrals", _place("referrals"), "08-referrals"),
    Screen("referral_form", show_referrals.form),
    Screen("referral_send", show_referrals.send),
    Screen("referral_reply", show_referrals.reply),
    Screen("referral_slip", show_referrals.slip),
    Screen("referral_pass_on", show_referrals.pass_on),
    Screen("areas", _place("areas")),
    Screen("coverage", _place("coverage"), "11-coverage-gaps"),
    Screen("coverage_homes", show_coverage.homes),
    Screen("coverage_overlap", show_coverage.overlap),
    Screen("coverage_noted", show_coverage.noted),
    Screen("coverage_later", show_coverage.later),
    Screen("nearest", show_coverage.nearest),
    Screen("handovers", _place("handovers")),
    Screen("imports", _place("imports")),
    Screen("concerns", _place("concerns")),
    Screen("concern", show_safety.reading, "10-concern-restricted"),
    Screen("raise_concern", show_safety.raising, "21-raise-concern"),
    Screen("raise_more", show_safety.raising_more),
    Screen("backup", _place("backup")),
    Screen("settings", _place("settings")),
    Screen("call", _over("call", "today")),
    Screen("call_taken", show_work.call, "02-intake", longer_picture="18-welsh-150-percent"),
    Screen("person", show_work.person),
    Screen("match", show_work.match, "04-match"),
    Screen("batch", _over("batch", "volunteers")),
    Screen("needs", _over("needs")),
    Screen("templates", _over("templates")),
    Screen("checklists", _over("checklists")),
    Screen("checklist_form", show_partners.checklist_form),
    Screen("casework", show_partners.casework),
    Screen("casework_step", show_partners.casework_step),
    Screen("group_issue", show_partners.issue),
    Screen("groups_add", show_partners.add_groups),
    Screen("users", _over("users")),
    Screen("audit", _over("audit")),
    Screen("new_handover", show_work.handover, "09-handover-wizard"),
    Screen("handover_check", show_work.handover_check),
    Screen("handover_whole", show_work.handover_whole),
    Screen("duplicates", _over("duplicates", "people")),
    Screen("renewals", _over("renewals", "checks")),
    Screen("renewals_status", show_checks.status),
    Screen("renewals_letter", show_checks.letter),
    Screen("formalities", _over("formalities", "checks")),
    Screen("referrals_in", _over("referrals_in", "referrals")),
    Screen("referral_give_back", show_referrals.give_back),
    Screen("referral_look", show_referrals.look),
    Screen("formality_form", show_checks.formality_form),
    Screen("formality_step", show_checks.formality_step),
    Screen("triage", show_work.triage),
    Screen("bulk", show_work.bulk),
    Screen("history", show_work.history),
    Screen("taken_off", show_work.taken_off),
    Screen("person_form", show_work.person_form),
    Screen("volunteer_form", show_work.volunteer_form),
    Screen("volunteer_way", show_journey.way),
    Screen("volunteer_paper", show_journey.paper),
    Screen("directory", show_directory.directory),
    Screen("service_form", show_directory.service_form),
    Screen("area_map", show_directory.area_map),
    Screen("request_whose", show_directory.request_whose),
    Screen("directory_import", show_exchange.directory_import),
    Screen("directory_export", show_exchange.directory_export),
    Screen("volunteer_came_back", show_journey.came_back),
    Screen("volunteer_placed", show_journey.placed),
    Screen("volunteer_cards", show_journey.cards),
    Screen("supply", _over("supply", "volunteers")),
    Screen("bank", _over("bank", "volunteers")),
    Screen("neighbours", _over("neighbours", "volunteers")),
    Screen("neighbour_form", show_bank.neighbour_form),
    Screen("stickers", show_bank.stickers),
    Screen("outings", _over("outings", "requests")),
    Screen("outing_form", show_bank.outing_form),
    Screen("loans", _over("loans", "requests")),
    Screen("loan_form", show_bank.loan_form),
    Screen("bank_thank", show_bank.thank),
    Screen("bank_recall", show_bank.recall),
    Screen("bank_ask", show_bank.ask),
    Screen("bank_placed", show_bank.placed),
    Screen("bank_place", show_bank.place),
    Screen("rules", show_rules.rules),
    Screen("rule_list", show_rules.rule_list),
    Screen("rule_form", show_rules.rule_form),
    Screen("rule_preview", show_rules.rule_preview),
    Screen("rule_history", show_rules.rule_history),
    Screen("round_map", show_work.round_map, "07-round-map"),
    Screen("round_load", show_work.round_load),
    Screen("round_back", show_work.round_back),
    Screen("round_print", show_work.round_print),
    Screen("day_goers", show_days.day_goers),
    Screen("day_proposal", show_days.day_proposal),
    Screen("late_stop", show_days.late_stop),
    Screen("out", show_days.out),
    Screen("quiet", show_days.quiet),
    Screen("rota_cover", show_days.cover),
    Screen("rota_drag", show_days.drag),
    Screen("preview", show_work.preview),
    Screen("import_columns", show_work.import_columns),
    Screen("import_check", show_work.import_check),
    Screen("layouts", show_layouts.layouts),
    Screen("new_layout", show_layouts.sample),
    Screen("layout_codes", show_layouts.codes),
    Screen("layout_answers", show_layouts.answers),
    Screen("layout_tried", show_layouts.tried),
    Screen("palette", show_hub.palette, "19-command-palette"),
    Screen("commands", show_hub.commands),
    Screen("help", show_hub.help_panel),
    Screen("keys", show_hub.keys),
    Screen("toast", show_hub.toast),
    Screen("card_check", show_hub.card_check),
    Screen("crash", show_hub.crash),
    Screen("components", show_hub.components, "20-components"),
    Screen("openings", show_keyboard.openings),
    Screen("incidents", show_incidents.incidents),
    Screen("incident_form", show_incidents.incident_form),
    Screen("arrivals", show_incidents.arrivals),
    Screen("call_out", show_incidents.call_out),
    Screen("incident_end", show_incidents.incident_end),
    Screen("protection", _over("protection")),
    Screen("purposes", show_protection.purposes),
    Screen("untold", show_protection.untold),
    Screen("rights", show_protection.rights),
    Screen("asked", show_protection.asked),
    Screen("breaches", show_protection.breaches),
    Screen("told", show_protection.told),
    Screen("two", show_protection.two),
    Screen("erase", show_protection.erase),
    Screen("retention", show_protection.retention),
    Screen("holds", show_protection.holds),
    Screen("access", show_protection.access),
    Screen("glass", show_keyboard.glass),
    Screen("glass_ask", show_keyboard.glass_ask),
    Screen("fresh_key", show_keyboard.fresh_key),
    Screen("safeguarding_card", show_keyboard.safeguarding_card),
    Screen("unfinished", show_keyboard.unfinished),
    Screen("fresh_key_wait", show_keyboard.fresh_key_wait),
    Screen("switch", show_keyboard.switch),
    Screen("lock", show_start.lock),
    Screen("welcome", show_start.welcome),
    Screen("create", show_start.create),
    Screen("card", show_start.card),
    Screen("prove", show_start.prove),
    Screen("second_place", show_start.second_place),
    Screen("begin", show_start.begin),
    Screen("open", show_start.unlock),
    Screen("recover", show_start.recover),
    Screen("restore", show_start.restore),
)
"""Every screen, places of the rail first."""
