"""The ledger held against what there really is: the cash box counted, and the bank's own statement."""

from dataclasses import dataclass
from datetime import date

from db.enums_money import Account
from db.models import BankLine, MoneyCount, MoneyMove
from db.queries import money as ledger
from db.queries import money_bank as query
from db.queries.money_bank import BankLineRow, CountRow
from desktop.domain.bank_lines import Entry, StatementLine, not_yet, read_statement, suggest
from desktop.domain.errors import DomainError
from desktop.domain.money import pounds
from desktop.domain.text import clean
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.ledger import not_later
from desktop.services.records import get, set_fields, void


@dataclass(frozen=True, slots=True)
class Reconciled:
    """How far the bank's lines and the ledger agree.

    Attributes:
        lines: the bank's, those matched to nothing first.
        moves: movements of the bank that no line says: key, day, pence, number and words.
        counts: of the cash box and the bank's balance, the newest first.
    """

    lines: tuple[BankLineRow, ...]
    moves: tuple[tuple[str, date, int, int, str], ...]
    counts: tuple[CountRow, ...]


class Reconciling(Service):
    """Verbs on counts and statements."""

    @verb("money.see")
    def look(self, _actor: Actor) -> Reconciled:
        """Everything there is to reconcile."""
        with self.store.read() as session:
            return Reconciled(
                tuple(query.bank_lines(session)),
                tuple(query.unmatched(session)),
                tuple(query.counts(session)),
            )

    @verb("money.record")
    def count(
        self, actor: Actor, account: Account, counted: int | None, on: date | None = None, why: str = ""
    ) -> Changes:
        """Record what the cash box holds, or what the bank says it holds, beside the ledger.

        Raises:
            DomainError: nothing was counted, or it differs and nobody says why.
        """
        if counted is None:
            raise DomainError("Type what there is, in pounds and pence.", field="amount")
        day = not_later(on, self.today())
        with self.store.write(actor.user_id) as work:
            held = ledger.sum_until(work.session, account, day)
            differs = counted - held
            if differs and not clean(why):
                raise DomainError(
                    f"The ledger says {pounds(held)}: {pounds(differs)} apart. Say what is known of it.",
                    field="why",
                )
            made = MoneyCount(
                account=account,
                on_date=day,
                by_id=actor.user_id,
                counted=counted,
                ledger=held,
                why=clean(why),
            )
            work.add(made)
            work.session.flush()
            said = "agrees with the ledger" if not differs else f"{pounds(differs)} apart from the ledger"
            return changes(work, made.id, f"{pounds(counted)}: {said}")

    @verb("money.record")
    def read(self, actor: Actor, text: str) -> Changes:
        """Take in a statement saved as CSV; lines read before are left as they are, and clear ones matched.

        Raises:
            DomainError: it cannot be read, or holds nothing new.
        """
        return self._take(actor, read_statement(text))

    @verb("money.record")
    def key(self, actor: Actor, on: date | None, words: str, pence: int | None) -> Changes:
        """Take in one line of a statement, as typed.

        Raises:
            DomainError: there is no amount, or the day is to come.
        """
        if not pence:
            raise DomainError("Type the amount; with a minus where it went out.", field="amount")
        return self._take(actor, [StatementLine(not_later(on, self.today()), clean(words), pence)])

    @verb("money.record")
    def match(self, actor: Actor, line_id: str, move_id: str | None) -> Changes:
        """Say that a line of the bank and a movement are the same.

        Raises:
            DomainError: none was chosen, the amounts differ, or the movement is matched to another line.
        """
        if not move_id:
            raise DomainError("Choose the movement it is.", field="move_id")
        with self.store.write(actor.user_id) as work:
            line = get(work.session, BankLine, line_id, "line")
            move = get(work.session, MoneyMove, move_id, "movement")
            free = {one[0]: one[2] for one in query.unmatched(work.session)}
            if move.id not in free:
                raise DomainError("This movement is matched, or was taken back.", field="move_id")
            if free[move.id] != line.pence:
                raise DomainError(
                    f"The bank says {pounds(line.pence)}, the ledger {pounds(free[move.id])}.",
                    field="move_id",
                )
            set_fields(line, {"move_id": move.id})
            return changes(work, line.id, f"Matched to movement {move.number}")

    @verb("money.record")
    def part(self, actor: Actor, line_id: str) -> Changes:
        """Say that a line of the bank and the movement it was matched to are not the same."""
        with self.store.write(actor.user_id) as work:
            line = get(work.session, BankLine, line_id, "line")
            set_fields(line, {"move_id": None})
            return changes(work, line.id, "Not matched any more")

    @verb("money.record")
    def void(self, actor: Actor, line_id: str, reason: str) -> Changes:
        """Take a line of the bank that was read or typed by mistake out of use.

        Raises:
            DomainError: nobody said why.
        """
        with self.store.write(actor.user_id) as work:
            line = get(work.session, BankLine, line_id, "line")
            void(line, reason, self.now())
            set_fields(line, {"move_id": None})
            return changes(work, line.id, "The line is out of use")

    def _take(self, actor: Actor, lines: list[StatementLine]) -> Changes:
        with self.store.write(actor.user_id) as work:
            before = query.bank_lines(work.session)
            fresh = not_yet(lines, [StatementLine(one.on_date, one.words, one.pence) for one in before])
            if not fresh:
                raise DomainError("Every line of this is here. Nothing was taken in.")
            rows = [
                {"on_date": one.on, "words": one.words, "pence": one.pence, "place": place}
                for place, one in enumerate(fresh)
            ]
            keys = work.insert_many(BankLine, [dict(row) for row in rows])
            entries = [Entry(one[0], one[1], one[2]) for one in query.unmatched(work.session)]
            found = suggest(list(zip(keys, fresh, strict=True)), entries)
            work.update_many(BankLine, {key: {"move_id": move} for key, move in found.items()})
            taken = "1 line" if len(fresh) == 1 else f"{len(fresh)} lines"
            return changes(work, keys[0], f"{taken} taken in, {len(found)} matched")
