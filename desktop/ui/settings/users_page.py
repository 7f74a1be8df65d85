"""The accounts page: who may open this hub, and in which roles."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal

from db.enums import Role
from desktop.context import AppContext
from desktop.domain.errors import DomainError
from desktop.services.base import Actor
from desktop.services.users import UserLine, Users
from desktop.ui.base.button import Button, ButtonKind
from desktop.ui.base.columns import Cell, CellKind, Column
from desktop.ui.base.detail import Detail, DetailAction, DetailRow, DetailSection
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.permits import may
from desktop.ui.base.record_page import RecordPage
from desktop.ui.base.record_spec import ADD, EDIT, VOID, FormData, Listing, ListQuery, RecordSpec
from desktop.ui.settings.fresh_key import fresh_key_dialog
from desktop.ui.words import choices, say


class UsersSpec(RecordSpec):
    """Accounts as a list with a detail pane."""

    acts = {
        ADD: "user.set",
        EDIT: "user.set",
        VOID: "user.set",
    }
    entities = frozenset({"user_account", "user_role"})
    icon = "users"

    def __init__(self, context: AppContext) -> None:
        """Take the service from the context."""
        self._actor = context.actor
        self._users = context.service(Users)
        self._folder = context.hub.folder.path
        self._held: dict[str, UserLine] = {}
        self._removed = ""
        self.title = tr("People at the keyboard")
        self.empty = tr("Nobody yet.")
        self.add = tr("Add an account")
        self.void_verb = tr("Remove this account")
        self.void_sentence = tr(
            "Their passphrase opens this hub no more. What they did stays in the history. Backups made until "
            "today still open with it."
        )
        self.columns = (
            Column("name", tr("Name"), 200, kind=CellKind.PERSON, sortable=False),
            Column(
                "roles", tr("Roles"), 300, stretch=True, kind=CellKind.SECOND, cell=_roles, sortable=False
            ),
        )

    def listing(self, query: ListQuery) -> Listing:
        """Ids for a query."""
        found = self._users.all(self._actor)
        self._held = {one.id: one for one in found}
        return Listing(list(self._held), subtitle=tr_count("{count} account", "{count} accounts", len(found)))

    def rows(self, ids: Sequence[Any]) -> Sequence[UserLine]:
        """Rows for ids: the list is short and held."""
        return [self._held[item] for item in ids if item in self._held]

    def detail(self, item: Any) -> Detail:
        """What the pane shows."""
        user = self._held[item]
        rows = [DetailRow("", say(role), icon="check") for role in Role if role in user.roles]
        return Detail(
            user.name,
            person=user.name,
            sections=[DetailSection(tr("Roles"), rows)],
            actions=[DetailAction(EDIT, tr("Change roles"), "pencil"), *_remove(user, self._actor)],
        )

    def form(self, item: Any) -> FormData:
        """The form for an account."""
        roles = FormField("roles", tr("Roles"), FieldKind.MULTI, choices=choices(Role), required=True)
        if item is not None:
            asked = [roles] if Role.LEAD in self._actor.roles else [roles, _card_field()]
            return FormData(tr("Change roles"), asked, {"roles": self._held[item].roles})
        return FormData(
            tr("Add an account"),
            [
                FormField("name", tr("Name"), required=True),
                FormField(
                    "passphrase", tr("Passphrase"), FieldKind.PASSPHRASE, required=True, max_length=400
                ),
                FormField(
                    "again", tr("Passphrase again"), FieldKind.PASSPHRASE, required=True, max_length=400
                ),
                roles,
            ],
            sentence=tr("They choose and type their own passphrase."),
        )

    def void(self, item: Any, reason: str) -> object:
        """Remove the account of somebody who has left."""
        name = self._held[item].name
        done = self._users.remove(self._actor, self._folder, item, reason)
        self._removed = name
        return done

    def take_removed(self) -> str:
        """The name of whoever was removed last, once; empty for nobody."""
        name, self._removed = self._removed, ""
        return name

    def save(self, item: Any, values: Mapping[str, Any]) -> object:
        """Save a form."""
        roles = frozenset(values["roles"] or ())
        if item is not None:
            card = values.get("card") or ""
            return self._users.set_roles(self._actor, item, roles, folder=self._folder, card=card)
        if values["passphrase"] != values["again"]:
            raise DomainError(tr("The two are not the same. Type it again."), field="again")
        return self._users.add(self._actor, self._folder, values["name"], values["passphrase"], roles)


def _card_field() -> FormField:
    """For whoever is no lead: the card stands for one, where the lead cannot be asked.

    Asked as a passphrase is: nothing shows it, and no draft keeps it when somebody else takes the keyboard.
    """
    hint = tr("Only to give or take the role of safeguarding lead")
    return FormField(
        "card", tr("Words of the safeguarding card"), FieldKind.PASSPHRASE, hint=hint, max_length=400
    )


def _remove(user: UserLine, actor: Actor) -> list[DetailAction]:
    """The way to remove an account; nobody removes their own."""
    own = tr("This is your own account.") if user.id == actor.user_id else ""
    return [DetailAction(VOID, tr("Remove"), "user-minus", off=own)]


class UsersPage(RecordPage):
    """People at the keyboard, and a fresh key for the hub once somebody has left.

    Signals:
        key_asked: give the hub a fresh key; the passphrase of whoever asks.
    """

    key_asked = Signal(str)

    def __init__(self, context: AppContext) -> None:
        """Make the page."""
        self._users = UsersSpec(context)
        super().__init__(self._users, context.jobs)
        self._context = context
        words = tr("Give a fresh key")
        self.fresh_key = Button(
            words, self, kind=ButtonKind.TONAL, icon="key", small=True, action="key.renew"
        )
        self.fresh_key.clicked.connect(lambda: self.offer_key())
        self.toolbar.add_button(self.fresh_key)

    def offer_key(self, left: str = "") -> None:
        """Offer a fresh key.

        Args:
            left: the name of somebody just removed; empty where nobody was.
        """
        fresh_key_dialog(self._context, self, self.key_asked.emit, left=left).open()

    def refresh(self, changes: Any) -> None:
        """Read the list again; once somebody was removed, offer a fresh key."""
        super().refresh(changes)
        left = self._users.take_removed()
        if left and may("key.renew"):
            self.offer_key(left)


def _roles(row: UserLine) -> Cell:
    return Cell(", ".join(say(role) for role in Role if role in row.roles))
