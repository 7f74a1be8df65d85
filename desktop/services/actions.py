"""The registry of actions: every service verb declares one of these, and who may take it is said here.

A verb without an action does not run, and a test fails on a verb whose action is not listed.
"""

from db.enums import Role

ACTIONS: dict[str, str] = {
    "hub.see": "see the hub's name and settings",
    "hub.set": "change the hub's settings",
    "hub.check": "check the store",
    "backup.make": "make a backup",
    "backup.set": "choose the second backup place",
    "user.see": "see who has an account",
    "user.set": "add or change accounts",
    "history.see": "see what was changed",
    "history.undo": "undo a change",
    "view.log": "record that something was looked at",
    "bulk.act": "change several records at once",
    "view.keep": "keep views of lists",
    "note.see": "read shift notes",
    "note.write": "write a shift note",
    "template.see": "read letters and texts",
    "template.set": "change letters and texts",
    "draft.keep": "keep unfinished work",
    "search.all": "search",
    "person.see": "see people",
    "person.set": "add or change people",
    "person.void": "void people",
    "household.see": "see households",
    "household.set": "add or change households",
    "household.void": "void households",
    "consent.see": "see what people agreed to",
    "consent.set": "record what people agreed to",
    "contact.see": "see contacts tried",
    "contact.set": "record a contact tried",
    "duplicate.see": "look for the same person twice",
    "duplicate.decide": "say whether two records are the same",
    "need.see": "see need types",
    "need.set": "change need types",
    "request.see": "see requests",
    "request.set": "take or change requests",
    "request.close": "close or reopen requests",
    "request.void": "void requests",
    "task.see": "see tasks",
    "task.set": "change tasks",
    "task.void": "void tasks",
    "volunteer.see": "see volunteers",
    "volunteer.set": "add or change volunteers",
    "volunteer.void": "void volunteers",
    "check.see": "see checks",
    "check.set": "record checks",
    "rule.see": "see which checks a task needs",
    "match.see": "see who could do a task",
    "match.assign": "ask and assign volunteers",
    "round.see": "see rounds",
    "round.set": "plan rounds",
    "round.print": "print round sheets",
    "round.result": "key results back",
    "round.void": "void rounds",
    "area.see": "see areas",
    "area.set": "change areas",
    "organisation.see": "see organisations",
    "organisation.set": "add or change organisations",
    "organisation.void": "void organisations",
    "import.preview": "look at a file to bring in",
    "import.apply": "bring a file in",
    "export.list": "print or export a list",
    "handover.see": "see what was shared",
    "handover.make": "make a handover",
    "handover.overrule": "share despite a recorded no",
}
"""Action to what it lets a person do, in words that finish "You may not ..."."""

EVERYONE = frozenset(Role)


def who_may(action: str) -> frozenset[Role]:
    """The roles that may take an action.

    Args:
        action: a key of `ACTIONS`.

    Returns:
        Roles, any one of which is enough.

    Raises:
        KeyError: the action is not in the registry.
    """
    ACTIONS[action]
    return EVERYONE
