"""Accounts at the keyboard: who they are and which roles they hold."""

from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import select

from db import keys
from db.enums import Role
from db.errors import WrongPassphrase
from db.ids import new_id
from db.keys import STANDARD, KdfParams
from db.models import User, UserRole
from db.reader_keys import open_card
from db.session import UnitOfWork
from desktop.domain.errors import DomainError
from desktop.domain.text import clean
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.hubs import give_reader
from desktop.services.records import get, void
from desktop.services.unlocking import unlock


@dataclass(frozen=True, slots=True)
class UserLine:
    """One account."""

    id: str
    name: str
    is_active: bool
    roles: frozenset[Role]


class Users(Service):
    """Verbs on accounts."""

    @verb("user.see")
    def all(self, _actor: Actor) -> list[UserLine]:
        """Every account, by name."""
        with self.store.read() as session:
            held: dict[str, set[Role]] = {}
            for user_id, role in session.execute(select(UserRole.user_id, UserRole.role)):
                held.setdefault(user_id, set()).add(role)
            query = select(User).where(User.voided_at.is_(None)).order_by(User.name)
            return [
                UserLine(one.id, one.name, one.is_active, frozenset(held.get(one.id, ())))
                for one in session.scalars(query)
            ]

    @verb("user.set")
    def add(
        self,
        actor: Actor,
        folder: Path,
        name: str,
        passphrase: str,
        roles: frozenset[Role],
        *,
        params: KdfParams = STANDARD,
    ) -> Changes:
        """Add an account with a passphrase of its own.

        Args:
            actor: who adds it.
            folder: the hub's folder, where its keys are.
            name: as typed at the lock screen; different from everybody else's.
            passphrase: their passphrase.
            roles: what they may do.
            params: what guessing the passphrase costs.

        Returns:
            What was touched.

        Raises:
            DomainError: the name is missing or taken, or no role was chosen.
            KnownStoreError: the passphrase is too easily guessed, or the disk will not take it.
        """
        wanted = _named(name, roles)
        user_id = new_id()
        with self.store.write(actor.user_id) as work:
            if wanted.casefold() in _names_in_use(work):
                raise DomainError("There is an account with that name already.", field="name")
            work.add(User(id=user_id, name=wanted))
            _require_lead_for(work, actor, frozenset(), roles)
            _set_roles(work, user_id, roles)
            done = changes(work, user_id, f"Added {wanted}")
            # The keys are written inside the transaction: without an account they open nothing, and a full
            # disk leaves neither.
            keys.add_user(
                folder,
                self.store.key,
                user_id=user_id,
                user_name=wanted,
                passphrase=passphrase,
                params=params,
            )
            # With a key pair from the start, a fresh key for the hub reaches them wherever they are.
            give_reader(folder, keys.unlock(folder, passphrase, wanted), passphrase)
        return done

    @verb("user.set")
    def set_roles(
        self,
        actor: Actor,
        user_id: str,
        roles: frozenset[Role],
        *,
        folder: Path | None = None,
        card: str = "",
    ) -> Changes:
        """Change which roles an account holds.

        Args:
            actor: who changes them.
            user_id: the account.
            roles: what it holds from now on.
            folder: the hub's folder, where words of a card are given.
            card: the words of the safeguarding card, which stand for a lead; empty for none.

        Raises:
            DomainError: nobody would be left to look after accounts or concerns, or the lead's role would be
                given or taken by somebody who is no lead.
            WrongPassphrase: the words are not those of the card.
        """
        if card.strip() and folder is not None:
            open_card(folder, card)
            actor = replace(actor, roles=actor.roles | {Role.LEAD})
        with self.store.write(actor.user_id) as work:
            user = get(work.session, User, user_id, "account")
            held = work.session.scalars(select(UserRole.role).where(UserRole.user_id == user_id))
            _require_lead_for(work, actor, frozenset(held), roles)
            _set_roles(work, user_id, roles)
            _require_administrator(work)
            _require_lead(work)
            return changes(work, user_id, f"Changed {user.name}")

    @verb("user.own")
    def change_passphrase(
        self, actor: Actor, folder: Path, old: str, new: str, *, params: KdfParams = STANDARD
    ) -> None:
        """Change one's own passphrase: the same data key is wrapped anew, and the old one opens no more.

        Args:
            actor: whose it is.
            folder: the hub's folder, where its keys are.
            old: the passphrase until now.
            new: the one from now on.
            params: what guessing it costs.

        Raises:
            WrongPassphrase: the old one is not this account's.
            KnownStoreError: the new one is too easily guessed, or the disk will not take it; the old one
                still opens.
        """
        if unlock(folder, old, actor.name).user_id != actor.user_id:
            raise WrongPassphrase("That is not your passphrase.", "Type the one you open the hub with.")
        keys.change_passphrase(folder, old, new, user_name=actor.name, params=params)

    @verb("user.set")
    def remove(self, actor: Actor, folder: Path, user_id: str, reason: str) -> Changes:
        """Take away the account of somebody who has left: their passphrase opens this hub no more.

        What they did stays in the history under their name. Backups of earlier days keep the keys they had.

        Args:
            actor: who removes it.
            folder: the hub's folder, where its keys are.
            user_id: the account.
            reason: why.

        Raises:
            DomainError: it is one's own, nobody would be left to look after accounts, or no reason was given.
            KnownStoreError: the disk will not take it; nothing was changed.
        """
        if user_id == actor.user_id:
            raise DomainError("This is your own account. Ask another administrator to remove it.")
        with self.store.write(actor.user_id) as work:
            user = get(work.session, User, user_id, "account")
            void(user, reason, self.now())
            user.is_active = False
            held = work.session.scalars(select(UserRole.role).where(UserRole.user_id == user_id))
            _require_lead_for(work, actor, frozenset(held), frozenset())
            _set_roles(work, user_id, frozenset())
            _require_administrator(work)
            _require_lead(work)
            done = changes(work, user_id, f"Removed {user.name}")
            # Inside the transaction, as in `add`: an account without keys opens nothing.
            keys.remove_user(folder, user_id)
        return done


def _named(name: str, roles: frozenset[Role]) -> str:
    """The name of a new account.

    Raises:
        DomainError: it is missing, or there are no roles to it.
    """
    wanted = clean(name)
    if not wanted:
        raise DomainError("Type the person's name.", field="name")
    if not roles:
        raise DomainError("Choose at least one role.", field="roles")
    return wanted


def _names_in_use(work: UnitOfWork) -> set[str]:
    return {
        name.casefold() for name in work.session.scalars(select(User.name).where(User.voided_at.is_(None)))
    }


def _require_administrator(work: UnitOfWork) -> None:
    work.session.flush()
    if not work.session.scalars(select(UserRole).where(UserRole.role == Role.ADMINISTRATOR)).first():
        raise DomainError("Somebody must look after accounts. Give another account that role first.")


def _require_lead_for(work: UnitOfWork, actor: Actor, held: frozenset[Role], wanted: frozenset[Role]) -> None:
    """Leads make leads, and unmake them (architecture, "Concerns"): an administrator alone can do neither.

    Otherwise whoever looks after accounts could take the role from the lead, take it, and read what comes.
    """
    if Role.LEAD not in held ^ wanted or Role.LEAD in actor.roles:
        return
    if work.session.scalars(select(UserRole).where(UserRole.role == Role.LEAD)).first():
        raise DomainError(
            "Only a safeguarding lead can give or take that role. Ask the lead, or type the words of the "
            "safeguarding card.",
            field="roles",
        )


def _require_lead(work: UnitOfWork) -> None:
    work.session.flush()
    if not work.session.scalars(select(UserRole).where(UserRole.role == Role.LEAD)).first():
        raise DomainError("Somebody must look after concerns. Give another account that role first.")


def _set_roles(work: UnitOfWork, user_id: str, roles: frozenset[Role]) -> None:
    held = {
        one.role: one for one in work.session.scalars(select(UserRole).where(UserRole.user_id == user_id))
    }
    for role in sorted(roles - held.keys()):
        work.add(UserRole(user_id=user_id, role=role))
    for role in held.keys() - roles:
        work.session.delete(held[role])
