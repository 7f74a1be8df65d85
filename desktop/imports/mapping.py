"""Which column becomes which field: guessed from names, corrected by a person, remembered as a profile."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from desktop.domain.errors import DomainError
from desktop.imports.spellings import fold_name, somebody_else, spellings_for, too_plain, words_of
from desktop.imports.targets import MANY, Kind, targets_of

_SURE, _LIKELY, _PERHAPS = 1.0, 0.8, 0.6
_CLOSE = 90.0
_LABELLED = frozenset({"notes", "words"})


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a file and what it becomes.

    Attributes:
        index: its place, from 0.
        header: its name in the file.
        target: the field it becomes, or an empty text when it is left out.
        confidence: from 0 (left out, or a guess nobody made) to 1 (a known spelling, a profile or a
            person's choice).
        label: words put before the value when it goes into a note.
        meanings: what the sender's codes in it mean: their code to ours, or in a note to words.
    """

    index: int
    header: str
    target: str = ""
    confidence: float = 0.0
    label: str = ""
    meanings: Mapping[str, str] = field(default_factory=dict)

    def meaning(self) -> Callable[[str], str]:
        """A function from a cell to what it means; a cell that is no code of the sender's stays as it is."""
        known = {code_key(code): ours for code, ours in self.meanings.items()}
        return lambda cell: known.get(code_key(cell), cell)


def code_key(code: str) -> str:
    """A code as it is looked up: no matter its case or the spaces around; a sign such as “+” stays."""
    return " ".join(code.split()).casefold()


@dataclass(frozen=True, slots=True)
class NeedRule:
    """A request that a person's row asks for by its answers.

    Attributes:
        header: the column that is looked at.
        answers: folded answers that mean the need is there.
        need: the need type's code.
        words: what the request says of it.
        urgency: how soon; empty for the need's own habit.
        each_time: a column that tells one occasion from the next, such as a delivery date: a row of another
            occasion asks again, though the first was seen to long ago.
        written: the answer that is written where people are handed over in these columns; none when empty.
    """

    header: str
    answers: frozenset[str]
    need: str
    words: str = ""
    urgency: str = ""
    each_time: str = ""
    written: str = ""


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """What every column of a file becomes.

    Attributes:
        kind: what the rows are.
        columns: one for every column of the file.
        constants: fields that have the same value in every row.
        needs: requests that rows ask for.
        latest_by_time: rows of one source reference are versions; the latest timestamp wins.
        profile: the name of the profile it came from, or an empty text.
        identifiable: rows that do not tell who somebody is are refused; see `identity.is_identifiable`.
    """

    kind: Kind
    columns: tuple[Column, ...]
    constants: Mapping[str, str] = field(default_factory=dict)
    needs: tuple[NeedRule, ...] = ()
    latest_by_time: bool = False
    profile: str = ""
    identifiable: bool = False

    @property
    def unmapped(self) -> tuple[str, ...]:
        """The names of the columns that are left out."""
        return tuple(column.header for column in self.columns if not column.target)

    def with_choice(self, header: str, target: str) -> "ColumnMap":
        """The same map with one column becoming another field, or left out when the field is an empty text.

        Raises:
            DomainError: the file has no such column, or such rows have no such field.
        """
        if target and target not in targets_of(self.kind):
            raise DomainError(f"“{target}” is not a field of {self.kind.value}. Choose one from the list.")
        if not any(column.header == header for column in self.columns):
            raise DomainError(f"The file has no column called “{header}”.")
        columns = []
        for column in self.columns:
            if column.header == header:
                kept = column.meanings if target == column.target else {}
                column = replace(column, target=target, confidence=1.0 if target else 0.0, meanings=kept)
            elif target and column.target == target and target not in MANY:
                column = replace(column, target="", confidence=0.0)
            columns.append(column)
        return replace(self, columns=tuple(columns))


def fingerprint(headers: Sequence[str]) -> str:
    """A short text that two files share when their columns have the same names in the same order."""
    joined = "\x1f".join(fold_name(header) for header in headers)
    return hashlib.sha256(joined.encode("utf-8", "replace")).hexdigest()[:16]


def guess_map(headers: Sequence[str], kind: Kind) -> ColumnMap:
    """Guess what each column becomes from its name.

    A known spelling is certain; words that hold a known spelling, or a name one slip away from one, are
    likely. A field that holds one value goes to the surest, then leftmost column.

    Args:
        headers: the file's column names.
        kind: what the rows are.
    """
    guesses = [_guess(index, header, kind) for index, header in enumerate(headers)]
    taken: set[str] = set()
    chosen: dict[int, Column] = {}
    for guess in sorted(guesses, key=lambda guess: (-guess.confidence, _rank(guess), guess.index)):
        if guess.target and guess.target not in MANY and guess.target in taken:
            guess = Column(guess.index, guess.header)
        taken.add(guess.target)
        chosen[guess.index] = guess
    return _tidied(ColumnMap(kind, tuple(chosen[index] for index in range(len(headers)))))


_REFERENCE_ORDER = ("sourcereference", "sourceref", "reference", "recid", "recordid")


def _rank(guess: Column) -> int:
    """Among columns that could be the reference, the one that says so most plainly comes first."""
    folded = fold_name(guess.header)
    return _REFERENCE_ORDER.index(folded) if folded in _REFERENCE_ORDER else len(_REFERENCE_ORDER)


def _guess(index: int, header: str, kind: Kind) -> Column:
    """Guess one column on its own."""
    spellings = spellings_for(kind)
    allowed = targets_of(kind)
    folded = fold_name(header)
    target, confidence = spellings.get(folded, ""), _SURE
    if target not in allowed:
        target, confidence = _guess_by_words(header, spellings), _LIKELY
    if target not in allowed:
        target, confidence = _guess_by_likeness(folded, spellings), _PERHAPS
    if target not in allowed:
        return Column(index, header)
    label = header if target in _LABELLED and folded not in ("notes", "note", "words", "comments") else ""
    return Column(index, header, target, confidence, label)


def _guess_by_words(header: str, spellings: Mapping[str, str]) -> str:
    """Look for a known spelling among runs of the words, longest first: “Client home telephone” holds one."""
    words = words_of(header)
    if somebody_else().intersection(words):
        return ""
    for length in range(min(len(words), 4), 0, -1):
        for start in range(len(words) - length + 1):
            run = "".join(words[start : start + length])
            if len(run) > 2 and run in spellings and run not in too_plain():
                return spellings[run]
    return ""


def _guess_by_likeness(folded: str, spellings: Mapping[str, str]) -> str:
    """The known spelling one slip away from a name, if the name is long enough to tell."""
    if len(folded) < 6:
        return ""
    from rapidfuzz import fuzz, process

    best = process.extractOne(folded, spellings.keys(), scorer=fuzz.ratio, score_cutoff=_CLOSE)
    return spellings[best[0]] if best else ""


def _tidied(guess: ColumnMap) -> ColumnMap:
    """Settle what only the columns together can tell."""
    names = {column.target for column in guess.columns}
    if "full_name" in names and "first_name" in names and "last_name" in names:
        columns = tuple(
            replace(column, target="", confidence=0.0) if column.target == "full_name" else column
            for column in guess.columns
        )
        return replace(guess, columns=columns)
    return guess
