"""Grants: pots, applications, points, the meeting, and what came of it."""

from collections.abc import Mapping, Sequence
from typing import Any

from db.enums_money import Account, GrantRoundState, GrantState
from db.queries.grants import ApplicationRow, GrantRoundRow
from desktop.context import AppContext
from desktop.domain.grants import Given, read_criteria
from desktop.domain.money import plain, pounds
from desktop.services.grant_meetings import Decision, GrantMeetings
from desktop.services.grants import ApplicationDraft, Grants, RoundDetail, RoundDraft
from desktop.ui.base.detail import Detail
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.record_page import RecordPage
from desktop.ui.base.record_spec import FormData
from desktop.ui.money.grant_pane import (
    APPLY,
    BACK,
    CAME,
    MEET,
    MINUTES,
    PAY,
    REOPEN,
    SCORE,
    application_detail,
    pot_detail,
)
from desktop.ui.money.papers import look_at
from desktop.ui.money.view import MoneyRow, MoneyView
from desktop.ui.money.words import amount_field, day_field, fund_field, grant_look, place_field

_LONG = 4000


class GrantsView(MoneyView):
    """Pots, each with its applications below it."""

    key = "grants"

    def __init__(self, context: AppContext) -> None:
        """Take the services."""
        super().__init__(context)
        self.grants, self.meetings = context.service(Grants), context.service(GrantMeetings)

    @property
    def title(self) -> str:
        """Of the view."""
        return tr("Grants")

    @property
    def add(self) -> str:
        """Words of the button."""
        return tr("Open a pot")

    @property
    def empty(self) -> str:
        """What to do first."""
        return tr("No small grants. Open a pot: a fund, and what applications are judged by.")

    def rows(self) -> Sequence[MoneyRow]:
        """Pots with their applications."""
        found: dict[str, list[ApplicationRow]] = {}
        for one in self.grants.applications(self.actor):
            found.setdefault(one.round_id, []).append(one)
        listed: list[MoneyRow] = []
        for pot in self.grants.rounds(self.actor):
            decided = pot.state is GrantRoundState.DECIDED
            look = (tr("Decided"), "circle-check", None) if decided else (tr("Pot, open"), "pig-money", None)
            mine = found.get(pot.id, [])
            given = sum(one.awarded for one in mine) if decided else None
            listed.append(self.row(pot, pot.name, look, given, pot.met_on or pot.closes_on))
            listed += [
                self.row(
                    one,
                    f"    G-{one.number} {one.applicant}",
                    grant_look(one.state),
                    one.awarded or one.asked,
                    one.received_on,
                )
                for one in mine
            ]
        return listed

    def subtitle(self, rows: Sequence[MoneyRow]) -> str:
        """How many wait for a decision."""
        waits = sum(getattr(one.held, "state", None) is GrantState.RECEIVED for one in rows)
        return tr_count("{count} to decide", "{count} to decide", waits)

    def detail(self, row: MoneyRow) -> Detail:
        """A pot, or an application."""
        if isinstance(row.held, GrantRoundRow):
            return pot_detail(self.grants.get(self.actor, row.held.id))
        return application_detail(self.grants.application(self.actor, row.held.id), self.actor.user_id)

    def form(self, held: Any) -> FormData:
        """The form for a pot, or for an application that is changed."""
        if isinstance(held, ApplicationRow):
            title = tr("Change G-{number}", number=str(held.number))
            known = {
                "applicant": held.applicant,
                "organisation_id": held.organisation_id,
                "contact_name": held.contact_name,
                "asked": held.asked,
                "received_on": held.received_on,
                "words": held.words,
            }
            return FormData(title, self._application_fields(), known)
        asked = [
            FormField("name", tr("Name of the pot"), required=True, half=True),
            fund_field(self.fund_choices()),
            FormField("purpose", tr("What it is for"), FieldKind.MULTILINE, lines=2, max_length=_LONG),
            FormField(
                "criteria",
                tr("Criteria, one on each line"),
                FieldKind.MULTILINE,
                hint=tr("With the most points after a colon, such as Helps neighbours: 5"),
                required=True,
                max_length=_LONG,
            ),
            amount_field("most", tr("Most for one, in £"), required=False),
            day_field("closes_on", tr("Applications until")),
        ]
        if held is None:
            return FormData(tr("Open a pot of small grants"), asked)
        known = {one.key: getattr(held, one.key, None) for one in asked}
        known["criteria"] = "\n".join(f"{words}: {most}" for words, most in held.criteria)
        return FormData(held.name, asked, known | {"most": held.most or None})

    def save(self, key: str, values: Mapping[str, Any]) -> object:
        """Save a pot, or an application that was changed."""
        if "applicant" in values:
            row = self.grants.application(self.actor, key).row
            return self.grants.apply(self.actor, row.round_id, _application(values), key)
        draft = RoundDraft(
            values["name"] or "",
            values["fund_id"],
            read_criteria(values["criteria"] or ""),
            values["purpose"] or "",
            values["most"] or 0,
            values["closes_on"],
        )
        return self.grants.save_round(self.actor, draft, key or None)

    def act(self, page: RecordPage, key: str, row: MoneyRow) -> None:
        """Go on with a pot or an application."""
        one = row.held
        if isinstance(one, GrantRoundRow):
            self._act_pot(page, key, one)
        elif key == SCORE:
            self._ask_score(page, one)
        elif key == PAY:
            known = {"place": Account.BANK, "on": self.funds.today()}
            title = tr("Pay {sum} to {name}", sum=pounds(one.awarded), name=one.applicant)
            data = FormData(title, [place_field(), day_field()], known)
            self.ask(
                page,
                data,
                lambda values: self.meetings.pay(self.actor, one.id, values["place"], values["on"]),
                tr("Paid"),
            )
        elif key == CAME:
            many = FieldKind.MULTILINE
            asked = [FormField("outcome", tr("What came of it"), many, required=True, max_length=_LONG)]
            data = FormData(
                tr("What came of G-{number}", number=str(one.number)), asked, {"outcome": one.outcome}
            )
            self.ask(page, data, lambda values: self.grants.came_of_it(self.actor, one.id, values["outcome"]))
        elif key == BACK:
            sentence = tr("The opposite is written into the ledger. The grant is awarded and not paid.")
            self.ask_why(
                page,
                tr("Take the payment back?"),
                sentence,
                tr("Take it back"),
                lambda why: self.meetings.take_back(self.actor, one.id, why),
            )

    def papers(self, round_id: str) -> list[Any]:
        """The minutes (worker)."""
        from desktop.exports.money_papers import minutes_paper

        return [minutes_paper(self.grants.get(self.actor, round_id))]

    def _act_pot(self, page: RecordPage, key: str, pot: GrantRoundRow) -> None:
        if key == APPLY:
            data = FormData(tr("Application to {pot}", pot=pot.name), (), {"received_on": self.funds.today()})

            def show(asked: list[FormField]) -> None:
                shown = FormData(data.title, asked, data.values)
                self.ask(
                    page, shown, lambda values: self.grants.apply(self.actor, pot.id, _application(values))
                )

            page.jobs.read(self._application_fields, show)
        elif key == MEET:
            page.jobs.read(
                lambda: self.grants.get(self.actor, pot.id), lambda found: self._ask_meeting(page, found)
            )
        elif key == MINUTES:
            look_at(page, self.context, f"P-{pot.number}", lambda: self.papers(pot.id))
        elif key == REOPEN:
            sentence = tr("What was decided is taken back. Nothing of it may be paid.")
            self.ask_why(
                page,
                tr("Decide {pot} again?", pot=pot.name),
                sentence,
                tr("Decide again"),
                lambda why: self.meetings.reopen(self.actor, pot.id, why),
            )

    def _application_fields(self) -> list[FormField]:
        return [
            FormField("applicant", tr("Who applies"), required=True, half=True),
            FormField(
                "organisation_id",
                tr("Organisation"),
                FieldKind.CHOICE,
                choices=[(None, tr("None of ours")), *self.payers()],
                half=True,
            ),
            FormField(
                "contact_name", tr("Who signed it"), half=True, hint=tr("They score no application of theirs")
            ),
            amount_field("asked", tr("Asked for, in £")),
            day_field("received_on", tr("Received")),
            FormField("words", tr("What for"), FieldKind.MULTILINE, max_length=_LONG),
        ]

    def _ask_score(self, page: RecordPage, one: ApplicationRow) -> None:
        def show(pot: GrantRoundRow) -> None:
            asked = [
                FormField("scorer", tr("Member of the panel"), required=True, half=True),
                FormField(
                    "conflict", tr("Conflict of interest"), half=True, hint=tr("Then they give no points")
                ),
            ]
            asked += [
                FormField(
                    f"points_{at}", tr("{words}, up to {most}", words=words, most=str(most)), FieldKind.NUMBER
                )
                for at, (words, most) in enumerate(pot.criteria)
            ]
            asked.append(FormField("note", tr("Note"), max_length=400))
            data = FormData(tr("Points for {name}", name=one.applicant), asked, {"scorer": self.actor.name})
            self.ask(page, data, lambda values: self._score(one, pot, values))

        page.jobs.read(lambda: self.grants.application(self.actor, one.id).round, show)

    def _score(self, one: ApplicationRow, pot: GrantRoundRow, values: Mapping[str, Any]) -> object:
        given = [values[f"points_{at}"] for at in range(len(pot.criteria))]
        points = tuple(point for point in given if point is not None)
        score = Given(values["scorer"] or "", points, values["conflict"] or "")
        return self.grants.score(self.actor, one.id, score, values["note"] or "")

    def _ask_meeting(self, page: RecordPage, found: RoundDetail) -> None:
        asked = [
            day_field("met_on", tr("Met on")),
            FormField(
                "present",
                tr("Who was there, one on each line"),
                FieldKind.MULTILINE,
                required=True,
                max_length=_LONG,
            ),
        ]
        known: dict[str, Any] = {"met_on": self.funds.today(), "present": self.actor.name}
        waiting = [one for one in found.applications if one.row.state is GrantState.RECEIVED]
        for one in waiting:
            row = one.row
            points = tr("not scored")
            if one.standing.hundredths is not None:
                mean, most = plain(one.standing.hundredths), str(one.standing.most)
                points = tr("{mean} of {most} points", mean=mean, most=most)
            section = f"G-{row.number} {row.applicant}: {pounds(row.asked)}, {points}"
            asked += [
                amount_field(f"award_{row.id}", tr("Award in £, 0 for a no"), section=section),
                FormField(f"conditions_{row.id}", tr("On condition that"), half=True, section=section),
                FormField(f"why_{row.id}", tr("Why"), required=True, section=section),
            ]
        minutes = tr("Minutes")
        asked.append(FormField("minutes", minutes, FieldKind.MULTILINE, max_length=_LONG, section=minutes))
        left = tr("There is {sum} in {fund}.", sum=pounds(found.left), fund=found.row.fund)
        data = FormData(tr("Meeting about {pot}", pot=found.row.name), asked, known, left)

        def save(values: dict[str, Any]) -> object:
            decisions = {
                one.row.id: Decision(
                    values[f"award_{one.row.id}"] or 0,
                    values[f"why_{one.row.id}"] or "",
                    values[f"conditions_{one.row.id}"] or "",
                )
                for one in waiting
            }
            present = (values["present"] or "").splitlines()
            given = (values["met_on"], present, decisions, values["minutes"] or "")
            return self.meetings.decide(self.actor, found.row.id, *given)

        self.ask(page, data, save, tr("Decided"))


def _application(values: Mapping[str, Any]) -> ApplicationDraft:
    return ApplicationDraft(
        values["applicant"] or "",
        values["asked"],
        values["words"] or "",
        values["contact_name"] or "",
        values["organisation_id"],
        values["received_on"],
    )
