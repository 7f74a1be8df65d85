"""What the pane shows of a pot of grants, and of an application."""

from db.enums_money import GrantRoundState, GrantState
from desktop.domain.money import plain, pounds
from desktop.services.grants import ApplicationDetail, RoundDetail
from desktop.ui.base.button import ButtonKind
from desktop.ui.base.dates import show_date
from desktop.ui.base.detail import Detail, DetailAction, DetailRow, DetailSection
from desktop.ui.base.i18n import tr
from desktop.ui.base.record_spec import EDIT
from desktop.ui.base.tokens import Tone
from desktop.ui.money.words import grant_look

APPLY, MEET, MINUTES, REOPEN = "apply", "meet", "minutes", "reopen"
SCORE, PAY, CAME, BACK = "score", "pay_grant", "came", "back_grant"


def pot_detail(found: RoundDetail) -> Detail:
    """A pot: what is left, by what it is judged, and how applications stand."""
    row = found.row
    facts = [
        DetailRow(tr("Fund"), row.fund),
        DetailRow(tr("Free to award"), pounds(found.left)),
        DetailRow(tr("Most for one"), pounds(row.most) if row.most else ""),
        DetailRow(tr("Applications until"), show_date(row.closes_on) if row.closes_on else ""),
        DetailRow(tr("Met on"), show_date(row.met_on) if row.met_on else ""),
        DetailRow(tr("Present"), ", ".join(str(one) for one in row.present)),
    ]
    criteria = [DetailRow(tr("Up to {most}", most=str(most)), str(words)) for words, most in row.criteria]
    listed = [
        DetailRow(f"G-{one.row.number}", f"{one.row.applicant}, {_points(one)}") for one in found.applications
    ]
    sections = [
        DetailSection("", facts),
        DetailSection(tr("Criteria"), criteria),
        DetailSection(tr("Applications, the best first"), listed),
    ]
    waits = any(one.row.state is GrantState.RECEIVED for one in found.applications)
    actions = _pot_actions(row.state, waits)
    return Detail(
        row.name, f"P-{row.number}", icon="pig-money", quote=row.purpose, sections=sections, actions=actions
    )


def application_detail(found: ApplicationDetail, user_id: str) -> Detail:
    """An application: what for, what the panel gave, what was decided."""
    row = found.row
    words, icon, tone = grant_look(row.state)
    own = row.decided_by_id == user_id and row.state is GrantState.AWARDED
    second = tr("You recorded the decision: a second person has to agree.") if own else ""
    facts = [
        DetailRow(tr("Stands"), words, icon, tone),
        DetailRow(tr("Asked for"), pounds(row.asked)),
        DetailRow(tr("Awarded"), pounds(row.awarded) if row.awarded else ""),
        DetailRow(tr("Why"), row.why),
        DetailRow(tr("On condition that"), row.conditions),
        DetailRow(tr("Signed by"), row.contact_name),
        DetailRow(tr("Organisation"), row.organisation),
        DetailRow(tr("Received"), show_date(row.received_on)),
        DetailRow(tr("Paid"), show_date(row.paid_on) if row.paid_on else ""),
        DetailRow(tr("Paid by"), ", ".join(part for part in (row.paid_by, row.second_name) if part)),
        DetailRow(tr("What came of it"), row.outcome),
        DetailRow("", second, "users", Tone.INFO),
    ]
    scores = [
        DetailRow(one.scorer, tr("Conflict of interest: {why}", why=one.conflict), "user-x")
        if one.conflict
        else DetailRow(one.scorer, " + ".join(str(point) for point in one.points))
        for one in found.scores
    ]
    if found.standing.hundredths is not None:
        scores.append(DetailRow(tr("Mean"), _points(found)))
    sections = [DetailSection("", facts), DetailSection(tr("Points"), scores)]
    return Detail(
        row.applicant,
        f"G-{row.number}, {found.round.name}",
        icon="gift",
        quote=row.words,
        sections=sections,
        actions=_actions(row.state),
    )


def _points(one: ApplicationDetail) -> str:
    if one.standing.hundredths is None:
        return tr("not scored")
    return tr("{mean} of {most} points", mean=plain(one.standing.hundredths), most=str(one.standing.most))


def _pot_actions(state: GrantRoundState, waits: bool) -> list[DetailAction]:
    primary, quiet = ButtonKind.PRIMARY, ButtonKind.QUIET
    minutes = DetailAction(MINUTES, tr("Print the minutes"), "printer", quiet)
    if state is GrantRoundState.DECIDED:
        again = DetailAction(REOPEN, tr("Decide again"), "arrow-back-up", quiet)
        return [DetailAction(MINUTES, tr("Print the minutes"), "printer", primary), again]
    off = "" if waits else tr("Write an application down first.")
    return [
        DetailAction(APPLY, tr("Add an application"), "plus", primary),
        DetailAction(MEET, tr("Record the meeting"), "gavel", off=off),
        minutes,
        DetailAction(EDIT, tr("Change"), "pencil", quiet),
    ]


def _actions(state: GrantState) -> list[DetailAction]:
    primary, quiet = ButtonKind.PRIMARY, ButtonKind.QUIET
    if state is GrantState.RECEIVED:
        change = DetailAction(EDIT, tr("Change"), "pencil", quiet)
        return [DetailAction(SCORE, tr("Give points"), "star", primary), change]
    if state is GrantState.AWARDED:
        return [DetailAction(PAY, tr("Pay"), "coin-pound", primary)]
    if state is GrantState.PAID:
        back = DetailAction(BACK, tr("Take the payment back"), "arrow-back-up", quiet)
        return [DetailAction(CAME, tr("What came of it"), "message-heart", primary), back]
    return []
