"""The registry of actions: every service verb declares one of these, and who may take it is said here.

A verb without an action does not run, and a test fails on a verb whose action is not listed. The roles are
those of domain rule 14; an account may hold several, and any one of them is enough.
"""

from typing import NamedTuple

from db.enums import Role

ALL = frozenset(Role)
PERSONAL = ALL - {Role.ADMINISTRATOR}
"""Whoever sees people at all; who only looks after accounts, settings and backups does not."""
WORKING = PERSONAL - {Role.READ_ONLY}
LEADS = frozenset({Role.LEAD})
RUNNING = LEADS | {Role.COORDINATOR}
"""Whoever runs the day: gives tasks, plans rounds, shares and exports."""
DESK = RUNNING | {Role.CALL_HANDLER}
"""Whoever takes calls."""
ASKED = DESK | {Role.READ_ONLY}
"""Whoever sees what people asked for."""
VOLUNTEERS = RUNNING | {Role.VOLUNTEER_MANAGER}
CHECKS = LEADS | {Role.VOLUNTEER_MANAGER}
"""Whoever sees what a check says; everybody else sees only whether somebody is cleared."""
ACCOUNTS = frozenset({Role.ADMINISTRATOR})
SETTINGS = RUNNING | ACCOUNTS


class Action(NamedTuple):
    """Something a verb does.

    Attributes:
        words: finish "You may not ...".
        roles: any one of which is enough.
    """

    words: str
    roles: frozenset[Role]


ACTIONS: dict[str, Action] = {
    "hub.see": Action("see the hub's name and settings", ALL),
    "hub.set": Action("change the hub's settings", SETTINGS),
    "hub.check": Action("check the store", SETTINGS),
    "backup.make": Action("make a backup", ALL),
    "backup.set": Action("choose the second backup place", ACCOUNTS),
    "user.see": Action("see who has an account", ALL),
    "user.set": Action("add or change accounts", ACCOUNTS),
    "user.own": Action("change your own passphrase", ALL),
    "history.see": Action("see what was changed", PERSONAL),
    "history.undo": Action("undo a change", WORKING),
    "audit.see": Action("see who did what", LEADS | ACCOUNTS),
    "audit.whole": Action("see who did what to people's records", LEADS),
    "view.log": Action("record that something was looked at", ALL),
    "bulk.act": Action("change several records at once", WORKING),
    "glass.open": Action("open restricted records with a reason", DESK - LEADS),
    "glass.see": Action("see who opened restricted records, and why", LEADS),
    "card.drill": Action("record that a card was checked", LEADS | ACCOUNTS),
    "card.safeguarding": Action("make the safeguarding card", LEADS),
    "key.renew": Action("give the hub a fresh key", ACCOUNTS),
    "view.keep": Action("keep views of lists", ALL),
    "day.see": Action("see what the day holds", PERSONAL),
    "phone.see": Action("see phone numbers", WORKING),
    "note.see": Action("read shift notes", PERSONAL),
    "note.write": Action("write a shift note", WORKING),
    "template.see": Action("read letters and texts", ALL),
    "template.set": Action("change letters and texts", SETTINGS),
    "draft.keep": Action("keep unfinished work", ALL),
    "search.all": Action("search", PERSONAL),
    "person.see": Action("see people", ASKED),
    "person.set": Action("add or change people", DESK),
    "person.void": Action("void people", RUNNING),
    "household.see": Action("see households", ASKED),
    "household.set": Action("add or change households", DESK),
    "household.void": Action("void households", RUNNING),
    "consent.see": Action("see what people agreed to", ASKED),
    "consent.set": Action("record what people agreed to", DESK),
    "contact.see": Action("see contacts tried", ASKED),
    "contact.set": Action("record a contact tried", DESK),
    "call.see": Action("see who is rung again and again", ASKED),
    "call.make": Action("record calls, and what was promised on them", DESK),
    "call.plan": Action("say who is rung, how often and by whom", DESK),
    "call.share": Action("make phone rounds and share them out", RUNNING),
    "call.print": Action("print call sheets", RUNNING),
    "duplicate.see": Action("look for the same person twice", DESK),
    "duplicate.decide": Action("say whether two records are the same", RUNNING),
    "need.see": Action("see need types", ALL),
    "need.set": Action("change need types", SETTINGS),
    "request.see": Action("see requests", ASKED),
    "request.set": Action("take or change requests", DESK),
    "request.close": Action("close or reopen requests", DESK),
    "request.void": Action("void requests", RUNNING),
    "task.see": Action("see tasks", ASKED),
    "task.set": Action("change tasks", DESK),
    "task.void": Action("void tasks", RUNNING),
    "volunteer.see": Action("see volunteers", PERSONAL),
    "volunteer.set": Action("add or change volunteers", VOLUNTEERS),
    "volunteer.apart": Action("keep volunteers and people apart", RUNNING),
    "volunteer.void": Action("void volunteers", VOLUNTEERS),
    "recall.ring": Action("ring volunteers who are asked back", VOLUNTEERS | DESK),
    "bank.print": Action("print letters to volunteers and their hosts", VOLUNTEERS),
    "neighbour.see": Action("see what neighbours offer", PERSONAL),
    "neighbour.set": Action("record what neighbours offer", DESK | VOLUNTEERS),
    "neighbour.print": Action("print door stickers", DESK | VOLUNTEERS),
    "check.see": Action("see checks", CHECKS),
    "check.set": Action("record checks", CHECKS),
    "letter.print": Action("print letters about checks", CHECKS),
    "formality.see": Action("see which formalities are taken on", VOLUNTEERS),
    "formality.set": Action("take on formalities", VOLUNTEERS),
    "concern.raise": Action("raise a concern", ALL),
    "concern.open": Action("open concerns", LEADS),
    "rule.see": Action("see which checks a task needs", PERSONAL),
    "rule.set": Action("change which checks a task needs", LEADS),
    "match.see": Action("see who could do a task", ASKED),
    "match.assign": Action("ask and assign volunteers", RUNNING),
    "outing.see": Action("see accompanied outings", ASKED),
    "outing.set": Action("plan accompanied outings", RUNNING),
    "outing.print": Action("print papers of outings", RUNNING),
    "loan.see": Action("see what is lent", ASKED),
    "loan.set": Action("lend things and take them back", DESK),
    "loan.print": Action("print slips of loans", DESK),
    "round.see": Action("see rounds", ASKED),
    "round.set": Action("plan rounds", RUNNING),
    "round.print": Action("print round sheets", RUNNING),
    "round.result": Action("key results back", RUNNING),
    "round.void": Action("void rounds", RUNNING),
    "rota.see": Action("see the rota", PERSONAL),
    "rota.set": Action("change the rota", VOLUNTEERS),
    "rota.print": Action("print the rota", VOLUNTEERS),
    "referral.see": Action("see referrals", ASKED),
    "referral.set": Action("begin or change referrals", DESK),
    "referral.reply": Action("record what was heard of a referral", DESK),
    "referral.send": Action("pass people on", RUNNING),
    "referral.void": Action("void referrals", RUNNING),
    "area.see": Action("see areas", PERSONAL),
    "area.set": Action("change areas", RUNNING),
    "coverage.see": Action("see who offers what, where", ASKED),
    "coverage.set": Action("note what is missing", RUNNING),
    "coverage.print": Action("print what is missing", RUNNING),
    "organisation.see": Action("see organisations", PERSONAL),
    "organisation.set": Action("add or change organisations", RUNNING),
    "organisation.void": Action("void organisations", RUNNING),
    "group.see": Action("see how the street groups are", PERSONAL),
    "group.ring": Action("record check-ins with groups and follow what they raise", DESK),
    "group.print": Action("print packs for groups", RUNNING),
    "money.see": Action("see the hub's money", RUNNING),
    "money.record": Action("record money", RUNNING),
    "money.approve": Action("approve claims and grants", RUNNING),
    "money.pay": Action("pay claims and grants", RUNNING),
    "money.export": Action("print and save what the hub's money was spent on", RUNNING),
    "stock.see": Action("see what there is in stock, and parcels", ASKED),
    "stock.move": Action("record goods in and out, and pack parcels", DESK),
    "stock.set": Action("set up stock, count it, and take movements back", RUNNING),
    "stock.print": Action("print and save lists of stock and parcels", RUNNING),
    "incident.see": Action("see incidents", PERSONAL),
    "incident.set": Action("open, run and close incidents", RUNNING),
    "incident.call": Action("record who was called out", DESK | VOLUNTEERS),
    "out.see": Action("see who is out", ASKED),
    "out.set": Action("write down who is out and who is back", DESK),
    "arrival.see": Action("see who came to a relief centre", ASKED),
    "arrival.set": Action("register who comes to a relief centre", DESK),
    "incident.erase": Action("take people's data out of a closed incident", LEADS),
    "info.see": Action("read the information bank", PERSONAL),
    "info.set": Action("change the information bank", RUNNING),
    "info.print": Action("print the information bank", WORKING),
    "case.see": Action("see steps of casework", ASKED),
    "case.set": Action("record steps of casework", DESK),
    "case.list": Action("change checklists", RUNNING),
    "case.print": Action("print steps of casework", DESK),
    "service.see": Action("see the directory", PERSONAL),
    "service.set": Action("add or change services", RUNNING),
    "service.heard": Action("record what a service has left", DESK),
    "service.void": Action("void services", RUNNING),
    "service.print": Action("print the directory", DESK),
    "import.preview": Action("look at a file to bring in", RUNNING),
    "import.apply": Action("bring a file in", RUNNING),
    "export.list": Action("print or export a list", RUNNING),
    "handover.see": Action("see what was shared", RUNNING),
    "handover.make": Action("make a handover", RUNNING),
    "handover.receipt": Action("record that a handover arrived", RUNNING),
    "handover.again": Action("save a handover again", RUNNING),
    "handover.notice": Action("tell a recipient to take somebody out", RUNNING),
    "handover.overrule": Action("share despite a recorded no", LEADS),
    "protection.see": Action("see how data is protected", RUNNING | ACCOUNTS),
    "protection.set": Action("change how data is protected", LEADS | ACCOUNTS),
    "notice.see": Action("see who was told what is done with their data", ASKED),
    "notice.give": Action("record that somebody was told what is done with their data", DESK),
    "notice.work": Action("see who is still to be told what is done with their data", RUNNING),
    "retention.run": Action("erase what is past its time", LEADS),
    "hold.set": Action("keep records that would be erased", LEADS),
    "erase.person": Action("erase a person", LEADS),
    "rights.see": Action("see what people asked about their own data", RUNNING),
    "rights.set": Action("record what people asked about their own data", RUNNING),
    "rights.pack": Action("make the copy of somebody's own data", LEADS),
    "breach.see": Action("see data breaches", LEADS | ACCOUNTS),
    "breach.set": Action("record data breaches", LEADS | ACCOUNTS),
    "complaint.see": Action("see complaints about data", RUNNING),
    "complaint.set": Action("record complaints about data", RUNNING),
    "approval.ask": Action("ask a second person to agree", RUNNING),
    "approval.give": Action("agree to what somebody else asks to do", RUNNING | ACCOUNTS),
    "law.see": Action("see the grounds in law the hub knows", ALL),
    "share.decide": Action("record what the hub is asked to share", RUNNING),
    "refusal.see": Action("see who said no to being shared", RUNNING),
}


def who_may(action: str) -> frozenset[Role]:
    """The roles that may take an action.

    Args:
        action: a key of `ACTIONS`.

    Raises:
        KeyError: the action is not in the registry.
    """
    return ACTIONS[action].roles


def refusal(action: str) -> str:
    """What somebody reads who may not take an action: what it was, and whom to ask."""
    words, roles = ACTIONS[action]
    whom = {LEADS: "the safeguarding lead", ACCOUNTS: "the administrator"}.get(roles, "the hub's lead")
    return f"Your account may not {words}. Ask {whom}."
