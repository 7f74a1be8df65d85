"""Before an edit of rules is saved: who would lose or gain clearance, and what would need cover."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.jobs.runner import JobRunner
from desktop.services.rule_previews import Affected, RoundHit, RulePreview, TaskHit, Where
from desktop.ui.base.card import Rule
from desktop.ui.base.chip import StatusLabel
from desktop.ui.base.dialog import SheetDialog
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.label import Label
from desktop.ui.base.notice import Notice
from desktop.ui.base.theme import px
from desktop.ui.base.tokens import Tone
from desktop.ui.help_words import short_date
from desktop.ui.volunteers.rules_words import where_words

MOST = 40
"""Names or tasks told of one by one; the rest is counted."""
_NEEDS = 4


Line = tuple[str, str]
"""What stands out, and the rest; either may be empty."""


class PreviewDialog(SheetDialog):
    """Says what saving would do; saves only from here."""

    def __init__(
        self, found: RulePreview, save: Callable[[], object], jobs: JobRunner, parent: QWidget
    ) -> None:
        """Show it.

        Args:
            found: what the edit would do.
            save: the service call.
            jobs: runs it.
            parent: the form it goes back to.
        """
        super().__init__(
            tr("Before you save"), parent, verb=tr("Save"), sentence=summary(found), leave=tr("Back")
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._jobs, self._save = jobs, save
        self._notice = Notice(parent=self, tone=Tone.DANGER)
        self._notice.hide()
        self.body.addWidget(self._notice)
        self._fill(found)
        self.body.addStretch(1)
        self.confirmed.connect(self._on_confirmed)
        self.resize(px(620), px(520))
        self.secondary.setFocus()

    def _fill(self, found: RulePreview) -> None:
        closed = [("", tr("{needs}: no rule would be left.", needs=", ".join(found.closed)))]
        self._part(tr("Nobody could do"), closed if found.closed else [], "lock", Tone.DANGER)
        self._part(tr("Would lose clearance"), _people(found.lost), "lock", Tone.DANGER)
        self._part(tr("Would gain clearance"), _people(found.gained), "circle-check", Tone.OK)
        self._part(tr("Planned tasks that would need cover"), _tasks(found.tasks), "calendar-due", Tone.WARN)
        self._part(tr("Rounds that could not go out whole"), _rounds(found.rounds), "route", Tone.WARN)
        if found.settled:
            words = tr_count(
                "{count} planned task needs cover now and no longer would.",
                "{count} planned tasks need cover now and no longer would.",
                found.settled,
            )
            self._part(tr("Would be settled"), [("", words)], "circle-check", Tone.OK)

    def _part(self, title: str, lines: Sequence[Line], icon: str, tone: Tone) -> None:
        if not lines:
            return
        if self.body.count() > 1:
            self.body.addWidget(Rule())
        self.body.addWidget(StatusLabel(title, icon=icon, tone=tone))
        column = QVBoxLayout()
        column.setSpacing(px(4))
        for lead, words in lines:
            if lead:
                column.addWidget(Label(lead, kind="field", wrap=True))
            if words:
                column.addWidget(Label(words, wrap=True))
        self.body.addLayout(column)

    def _on_confirmed(self) -> None:
        self.primary.setEnabled(False)
        self._jobs.write(
            self._save, lambda _done: self.accept(), self._on_problem, settled=lambda: self._enable()
        )

    def _enable(self) -> None:
        self.primary.setEnabled(True)

    def _on_problem(self, problem: Exception) -> None:
        self._notice.say(str(getattr(problem, "user_message", problem)))
        self._notice.show()


def summary(found: RulePreview) -> str:
    """The gist in a line: "3 would lose clearance, 1 would gain it. 2 planned tasks would need cover."."""
    if not (found.losing or found.gaining):
        who = tr("Nobody would lose or gain clearance.")
    elif not found.gaining:
        who = tr("{losing} would lose clearance, nobody would gain it.", losing=found.losing)
    elif not found.losing:
        who = tr("Nobody would lose clearance, {gaining} would gain it.", gaining=found.gaining)
    else:
        said = {"losing": found.losing, "gaining": found.gaining}
        who = tr("{losing} would lose clearance, {gaining} would gain it.", **said)
    cover = tr_count(
        "{count} planned task would need cover.", "{count} planned tasks would need cover.", len(found.tasks)
    )
    rules = tr("{count} rules change.", count=found.rules)
    parts = (rules if found.rules > 1 else "", who, cover if found.tasks else "")
    return " ".join(one for one in parts if one)


def _people(found: Iterable[Affected]) -> list[Line]:
    """Names under what they have in common: the tasks, and the circumstance."""
    groups: dict[tuple[tuple[str, ...], Where], list[str]] = defaultdict(list)
    for one in found:
        groups[one.needs, one.where].append(one.name)
    return [(_what(needs, where), _some(names)) for (needs, where), names in groups.items()]


def _what(needs: Sequence[str], where: Where) -> str:
    if len(needs) > _NEEDS:
        first = ", ".join(needs[:_NEEDS])
        more = len(needs) - _NEEDS
        words = tr_count("{first} and {count} task more", "{first} and {count} tasks more", more, first=first)
    else:
        words = ", ".join(needs)
    when = where_words(where)
    return tr("{needs}, {when}", needs=words, when=when) if when else words


def _tasks(found: Sequence[TaskHit]) -> list[Line]:
    lines = [
        tr(
            "{need} for {person}, {day}, R-{number}: {volunteer}",
            need=one.need,
            person=one.person,
            day=short_date(one.on_date),
            number=one.request_number,
            volunteer=one.volunteer,
        )
        for one in found[:MOST]
    ]
    return [("", one) for one in (*lines, *_more(len(found) - MOST))]


def _rounds(found: Sequence[RoundHit]) -> list[Line]:
    lines = [
        tr_count(
            "S-{number} {name}, {day}: {count} task stays off the sheet",
            "S-{number} {name}, {day}: {count} tasks stay off the sheet",
            one.tasks,
            number=one.number,
            name=one.name,
            day=short_date(one.on_date),
        )
        for one in found[:MOST]
    ]
    return [("", one) for one in (*lines, *_more(len(found) - MOST))]


def _some(names: Sequence[str]) -> str:
    return ", ".join([*names[:MOST], *_more(len(names) - MOST)])


def _more(count: int) -> list[str]:
    return [tr("and {count} more", count=f"{count:,}")] if count > 0 else []
