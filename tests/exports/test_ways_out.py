"""Every way out of the hub, with what was decided about a second person (domain rule 14).

A function of the app that records a share, writes a file or shows a document to print is named here, or this
fails: a new way out is not added without the decision. What records a share goes through the gate in
`sharing_log.write_share`; the rest says why there is nothing to agree to.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import desktop
from desktop.domain.bulk_export import Apart

OUT = frozenset(
    {"Share", "SharingRecord", "write_bytes", "atomic_file", "staging", "Document", "write_csv", "write_list"}
)
ROOT = Path(desktop.__file__).parent
GATED = frozenset(
    {
        "exports.make_directory:make_directory",
        "exports.make_handover:_made",
        "exports.make_handover:_share",
        "exports.make_list:_print",
        "exports.make_list:make_list",
        "exports.make_list:record_list",
        "exports.privacy_notice:record_privacy_notice",
        "exports.sharing_log_file:make_sharing_log",
        "exports.referral_files:send_file",
        "services.call_sheet_papers:CallSheetPapers.leave",
        "services.casework_paper:CaseworkPapers.leave",
        "services.handover_series:_share_again",
        "services.outing_papers:OutingPapers.leave",
        "services.placements:Placements.leave",
        "services.recharges:Recharges.leave",
        "services.referral_lists:_record_left_out",
        "services.referral_sending:share_of",
        "ui.handovers.papers:_look.read",
        "ui.list_files:ListFiles._on_drawn",
        "ui.protection.access_page:AccessPage.look.show",
        "ui.protection.access_page:AccessPage.save.write",
        "ui.protection.access_page:_share",
        "ui.referrals.printing:_show",
        "ui.requests.casework:draw_paper",
        "ui.telling:print_notice.show",
    }
)
"""Through the gate: from a number of people on, nothing leaves before a second person agreed."""
APART = {
    "exports.make_letters:record_letters": Apart.THEMSELVES,
    "services.rota_papers:RotaPapers.leave": Apart.THEMSELVES,
    "services.loans:Loans.leave": Apart.THEMSELVES,
    "services.neighbours:Neighbours.leave": Apart.THEMSELVES,
    "services.volunteer_papers:VolunteerPapers.leave": Apart.THEMSELVES,
    "exports.referral_letters:record_answers": Apart.THEY_SENT,
    "services.handover_notices:_share": Apart.THEY_SENT,
    "services.referral_gathering:ReferralGathering.answer": Apart.THEY_SENT,
    "services.referral_returns:ReferralReturns.record": Apart.THEY_SENT,
}
"""Through the gate, and counted apart: why stands where the share is made."""
NONE = {
    "cli.duplicates:duplicates": "references and scores, nobody's name",
    "cli.rota:_write": "the rota: first names and shifts of those on it, no numbers, nobody who is helped",
    "cli.round:_write": "a round sheet: the least at the door (rule 9)",
    "exports.csv_files:write_csv": "the writer itself: its callers are named",
    "exports.files:write_bytes": "the writer itself: its callers are named",
    "exports.lists:write_list": "the writer itself: its callers are named",
    "exports.money_files:save_finance": "funds, days and amounts, names taken out: Funds.figures",
    "exports.money_files:save_mileage": "days, miles and amounts, nobody's name",
    "exports.money_files:save_statement": "references, days and amounts, names taken out: Recharges.outgoing",
    "exports.stock_files:save_levels": "items and quantities, nobody's name",
    "exports.stock_files:save_moves": "items, days and quantities, nobody's name",
    "exports.ods_files:write_ods": "the writer itself: its callers are named",
    "exports.xlsx_files:write_xlsx": "the writer itself: its callers are named",
    "exports.package:_write": "inside make_handover, before the file takes its place",
    "exports.package:_write_folder": "inside make_handover, before the file takes its place",
    "exports.package_cover:sharing_record": "the record that travels in a handover",
    "exports.referral_files:answer_file.put": "answers to whoever sent them: ReferralGathering.answer",
    "exports.returned_list:give_back.put": "answers to whoever sent them: ReferralReturns.record",
    "selftest:_documents": "made-up words",
    "services.round_sheets:RoundSheets.record_print": "a round sheet: the least at the door (rule 9)",
    "services.sharing_log:_share": "reads an entry back",
    "services.sharing_log:_record": "inside write_shares, behind the gate itself",
    "ui.concerns.printing:_leave_with": "one concern to one named recipient, by the lead alone (rule 12)",
    "ui.coverage.acts:print_sheet.show": "areas and counts",
    "ui.calls.sheet_printing:show_sheets.show": "calls for whoever rings: CallSheetPapers.leave",
    "ui.groups.pack:draw_pack": "a street group and its contact",
    "ui.rota.own_shifts:draw_own": "own shifts, to those who take them: RotaPapers.leave",
    "ui.rota.own_shifts:save_calendars.write.put": "a calendar for each: RotaPapers.leave",
    "ui.rota.printing:draw_week": "the hub’s own wall: volunteers’ first names and when they come",
    "ui.handovers.after:show_notice.show": "to whoever holds them already: handover_notices",
    "ui.incidents.record:show_record_of.draw": "counts of an incident, nobody in them",
    "ui.info.page:draw_bulletin": "the information bank",
    "ui.imports.layouts_page:LayoutsPage.save_layout": "columns and codes of a council, nobody's data",
    "ui.money.papers:look_at.draw": "slips and claims, for whoever they are about; else nobody who is helped",
    "ui.money.papers:look_at_statement.draw": "a statement to a payer: Recharges.leave",
    "ui.organisations.directory_page:DirectoryPage._on_drawn": "services, as they ask to be found",
    "ui.stock.papers:StockPapers.counting_sheet.draw": "what lies on a shelf, nobody's name",
    "ui.stock.papers:StockPapers.labels.draw": "on a round's parcels: first name and initial (rule 9)",
    "ui.stock.papers:StockPapers.pick_list.draw": "for who packs a round at the hub: first name and initial",
    "ui.preview.dialog:PreviewDialog.save": "every document, by what its own line here says",
    "ui.preview.document:preview_pdf": "a file that is on the disk already",
    "ui.protection.agreeing:print_sheet.show": "a sheet that names nobody",
    "ui.referrals.incoming_page:IncomingPage.look_at_letter.show": "to whoever sent them: record_answers",
    "ui.rounds.printing:look_at_sheets.show": "round sheets: the least at the door (rule 9)",
    "ui.second.asker:SecondDialog.print_sheet.show": "a sheet that names nobody",
    "ui.settings.safeguarding_card:CardDialog._on_drawn": "the hub's own numbers",
    "ui.shell_help:ShellHelp._preview": "help",
    "ui.start.card:CardWindow._on_drawn": "the recovery card, for its holder",
    "ui.volunteers.letter_dialog:LetterDialog._print.show": "a letter to each: record_letters",
    "ui.volunteers.papers:_dialog.show": "a paper for each: VolunteerPapers.leave",
    "ui.loans.printing:show_slip.show": "a slip, for whoever borrows: Loans.leave",
    "ui.outings.printing:show_sheet.show": "the least for the way, to its companions: OutingPapers.leave",
    "ui.volunteers.stickers:show_stickers.show": "for the doors of those who agreed: Neighbours.leave",
    "ui.volunteers.bank_letter:show_letter.show": "one volunteer to one host: Placements.leave",
}
"""Nothing to agree to, and why."""


LIMITED = frozenset(
    {
        "exports.make_handover:_made",
        "exports.make_handover:_share",
        "exports.make_list:_print",
        "exports.make_list:make_list",
        "exports.make_list:record_list",
        "exports.sharing_log_file:make_sharing_log",
        "exports.referral_files:send_file",
        "exports.referral_files:answer_file.put",
        "exports.referral_letters:record_answers",
        "exports.returned_list:give_back.put",
        "services.call_sheet_papers:CallSheetPapers.leave",
        "services.handover_series:_share_again",
        "services.neighbours:Neighbours.leave",
        "services.placements:Placements.leave",
        "services.recharges:Recharges.leave",
        "ui.money.papers:look_at_statement.draw",
        "services.referral_gathering:ReferralGathering.answer",
        "services.referral_lists:_record_left_out",
        "services.referral_returns:ReferralReturns.record",
        "services.referral_sending:share_of",
        "ui.calls.sheet_printing:show_sheets.show",
        "ui.list_files:ListFiles._on_drawn",
        "ui.volunteers.bank_letter:show_letter.show",
        "ui.volunteers.stickers:show_stickers.show",
        "ui.referrals.incoming_page:IncomingPage.look_at_letter.show",
        "ui.referrals.printing:_show",
    }
)
"""What somebody who asked to restrict the use of their data, or objected, is kept out of: `test_limited`."""
THEIRS = "to the person themselves"
HELP = "help they asked for, which they can stop by asking: the least at the door"
SHIFTS = "shifts they took on, among those who take them with them; off it when they come off the rota"
NOT_ABOUT_THEM = {
    "exports.make_directory:make_directory": "organisations and services",
    "exports.privacy_notice:record_privacy_notice": THEIRS,
    "services.casework_paper:CaseworkPapers.leave": THEIRS,
    "ui.handovers.papers:_look.read": "the papers of a handover that was made without them",
    "ui.money.papers:look_at.draw": THEIRS,
    "ui.stock.papers:StockPapers.labels.draw": HELP,
    "ui.stock.papers:StockPapers.pick_list.draw": HELP,
    "ui.protection.access_page:AccessPage.look.show": THEIRS,
    "ui.protection.access_page:AccessPage.save.write": THEIRS,
    "ui.protection.access_page:_share": THEIRS,
    "ui.requests.casework:draw_paper": THEIRS,
    "ui.rota.own_shifts:draw_own": SHIFTS,
    "ui.rota.own_shifts:save_calendars.write.put": SHIFTS,
    "ui.rota.printing:draw_week": "the hub’s own wall: who works together has to know when",
    "ui.telling:print_notice.show": THEIRS,
    "exports.make_letters:record_letters": THEIRS,
    "services.volunteer_papers:VolunteerPapers.leave": THEIRS,
    "services.handover_notices:_share": "tells whoever holds them to use it no more (Article 19)",
    "ui.handovers.after:show_notice.show": "tells whoever holds them to use it no more (Article 19)",
    "ui.concerns.printing:_leave_with": "a concern: somebody’s safety (Article 18(2))",
    "cli.rota:_write": SHIFTS,
    "cli.round:_write": HELP,
    "services.rota_papers:RotaPapers.leave": SHIFTS,
    "services.round_sheets:RoundSheets.record_print": HELP,
    "services.loans:Loans.leave": THEIRS,
    "ui.loans.printing:show_slip.show": THEIRS,
    "services.outing_papers:OutingPapers.leave": HELP,
    "ui.outings.printing:show_sheet.show": HELP,
    "ui.rounds.printing:look_at_sheets.show": HELP,
    "ui.volunteers.letter_dialog:LetterDialog._print.show": THEIRS,
    "ui.volunteers.papers:_dialog.show": THEIRS,
}
"""Ways out that stay open for them, and why; the rest of `NONE` holds no person, or is a writer itself."""


def calls(tree: ast.AST, inside: tuple[str, ...] = ()) -> Iterator[tuple[str, ast.Call]]:
    """Every call of a way out, with the function it stands in."""
    for child in ast.iter_child_nodes(tree):
        if isinstance(child, ast.FunctionDef | ast.ClassDef):
            yield from calls(child, (*inside, child.name))
            continue
        if isinstance(child, ast.Call):
            name = getattr(child.func, "id", getattr(child.func, "attr", ""))
            if name in OUT:
                yield ".".join(inside), child
        yield from calls(child, inside)


def ways() -> dict[str, list[ast.Call]]:
    """Every function that lets something out."""
    found: dict[str, list[ast.Call]] = {}
    for path in sorted(ROOT.rglob("*.py")):
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for inside, call in calls(ast.parse(path.read_text(encoding="utf-8"))):
            found.setdefault(f"{module}:{inside}", []).append(call)
    return found


def test_every_way_out_is_decided_on_and_none_twice() -> None:
    known = [*GATED, *APART, *NONE]
    assert len(known) == len(set(known))
    assert set(ways()) == set(known)


def test_of_every_way_out_it_is_decided_whether_a_restriction_closes_it() -> None:
    known = {*GATED, *APART, *NONE}
    decided = {*LIMITED, *NOT_ABOUT_THEM}
    assert decided <= known
    assert not LIMITED & NOT_ABOUT_THEM.keys()
    assert {*GATED, *APART} <= decided


def test_only_what_is_named_here_is_counted_apart() -> None:
    def reason(call: ast.Call) -> str:
        given = {one.arg: ast.unparse(one.value) for one in call.keywords}
        return given.get("apart", "")

    found = {key: {reason(call) for call in made} for key, made in ways().items()}
    for key, reasons in found.items():
        wanted = {f"Apart.{APART[key].name}"} if key in APART else {""}
        assert reasons == wanted, key


def test_every_share_goes_through_the_gate_but_the_sheet_of_a_round() -> None:
    made = {
        key
        for key, found in ways().items()
        for call in found
        if getattr(call.func, "id", "") == "SharingRecord" and key.startswith("services.")
    }
    assert made == {"services.sharing_log:_record", "services.round_sheets:RoundSheets.record_print"}
    gate = (ROOT / "services/sharing_log.py").read_text(encoding="utf-8")
    assert gate.count("SharingRecord(") == gate.count("_record(actor, ") == 1
    body = gate[gate.index("def write_shares") : gate.index("def _record")]
    assert body.index("second_person(work, actor, leaving, now)") < body.index("_record(actor, ")
    single = gate[gate.index("def write_share(") : gate.index("def write_shares")]
    assert "write_shares(work, actor, [share], _leaving(share), now)" in single
