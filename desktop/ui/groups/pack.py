"""The pack of a street group, looked at before it is printed; it names nobody the hub helps."""

from PySide6.QtWidgets import QWidget

from db.enums import Nation
from desktop.context import AppContext
from desktop.domain.phones import national
from desktop.services.groups import Groups
from desktop.services.safeguarding_numbers import SafeguardingNumbers
from desktop.ui.base.i18n import tr
from desktop.ui.preview import Document, preview_pdf


def show_pack(parent: QWidget, context: AppContext, group_id: str) -> None:
    """Show the pack of a group."""
    context.jobs.read(
        lambda: draw_pack(context, group_id), lambda document: preview_pdf(parent, context.jobs, document)
    )


def draw_pack(context: AppContext, group_id: str) -> Document:
    """Draw the pack (worker).

    Raises:
        NotAllowed: the account may not print packs.
    """
    from desktop.exports.group_pack import PackHead, make_group_pack

    groups, facts = context.service(Groups), context.facts()
    name = groups.pack_for(context.actor, group_id)
    head = PackHead(
        facts.name,
        national(facts.phone),
        facts.lead_name,
        national(facts.safeguarding_phone),
        tuple(
            (whom, national(number))
            for whom, number in context.service(SafeguardingNumbers).phones(context.actor)
        ),
        Nation(facts.nation),
        name,
        groups.today(),
        facts.is_demo,
    )
    title = tr("Pack for a street group")
    return Document(title, make_group_pack(head), f"{title} {groups.today():%Y-%m-%d}.pdf")
