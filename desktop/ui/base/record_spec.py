"""What a list-and-detail page needs to know about one kind of record."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from desktop.ui.base.bulk import BulkActs
from desktop.ui.base.button import ButtonKind
from desktop.ui.base.columns import Column, Group
from desktop.ui.base.detail import Detail, DetailAction
from desktop.ui.base.form_fields import FormField
from desktop.ui.base.i18n import tr
from desktop.ui.base.permits import may

ADD, EDIT, VOID, BRING_BACK, EXPORT = "add", "edit", "void", "bring_back", "export"
"""Acts of most lists; to make one, to take one out of use and back, to print or save the list."""
SHARED_ACTS: Mapping[str, str] = MappingProxyType(
    {BRING_BACK: "history.undo", EXPORT: "export.list", "concern": "concern.raise"}
)


@dataclass(frozen=True, slots=True)
class ListTab:
    """A view of the list: its key, its words."""

    key: str
    title: str


@dataclass(frozen=True, slots=True)
class ListFilter:
    """A drop-down that narrows the list.

    Attributes:
        key: its name in the query.
        title: before the chosen value, such as ``Area:``.
        choices: asked for off the GUI thread; value and words, the first meaning everything.
    """

    key: str
    title: str
    choices: Callable[[], Sequence[tuple[object, str]]]


@dataclass(frozen=True, slots=True)
class ListQuery:
    """What the person wants listed.

    Attributes:
        tab: key of the view.
        text: typed into the search field.
        filters: what the drop-downs narrow to.
        sort: key of the column that sorts.
        descending: last first.
        columns: keys of the columns on screen, left to right; a listing does not need them.
        words: the view, the filters, the search and the order as a reader would say them.
    """

    tab: str = ""
    text: str = ""
    filters: Mapping[str, object] = field(default_factory=dict)
    sort: str = ""
    descending: bool = False
    columns: Sequence[str] = ()
    words: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """The answer: ids in order.

    Attributes:
        ids: every id, in the order asked for.
        groups: headings whose counts add up to the ids, or none.
        counts: how many each tab holds, by key.
        subtitle: after the page's name, such as ``35 open``.
    """

    ids: Sequence[Any]
    groups: Sequence[Group] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    subtitle: str = ""


@dataclass(frozen=True, slots=True)
class FormData:
    """A form ready to be opened.

    Attributes:
        title: of the dialog.
        fields: the questions.
        values: the answers known.
        sentence: one line under the title.
    """

    title: str
    fields: Sequence[FormField]
    values: Mapping[str, Any] = field(default_factory=dict)
    sentence: str = ""


class RecordSpec:
    """One kind of record; a feature subclasses it and hands it to `RecordPage`.

    Methods marked "worker" run off the GUI thread and must not touch Qt; `rows` runs while the list is
    painted and must answer 16 ids in a few milliseconds.

    Attributes:
        title: the page's name.
        entities: kinds of record whose change refreshes the page.
        columns: of the list.
        tabs: views of the list; none for a single view.
        whole: key of the view that lists every record in use; None where no view does.
        filters: drop-downs above the list.
        empty: shown when nothing is listed.
        search_hint: inside the search field; no field when empty.
        add: words of the button that makes one; no button when empty.
        void_verb: words that take one out of use; none when empty.
        void_sentence: what taking one out of use means.
        can_print: show Print.
        can_export: show Export.
        icon: above `empty`.
        can_bring_back: what was taken off can be looked at and brought back.
        bulk: what can be done to many rows at once; None for nothing.
        acts: what its buttons, menus and keys lead to, of `desktop.services.actions`, by `ADD`, `EDIT`,
            `VOID`, `BRING_BACK`, `EXPORT` and keys of the page's own. What whoever is at the keyboard may not
            do is absent; a key that is not named is for everybody who sees the list.
        concern: what a concern about a record of the list is about: ``person``, ``volunteer`` or
            ``organisation``; empty where its pane offers none.
    """

    CONCERN = "concern"
    """The act of the button that raises a concern about the record in the pane."""

    bulk: BulkActs | None = None
    acts: Mapping[str, str] = MappingProxyType({})
    title: str = ""
    entities: frozenset[str] = frozenset()
    columns: Sequence[Column] = ()
    tabs: Sequence[ListTab] = ()
    whole: str | None = None
    filters: Sequence[ListFilter] = ()
    empty: str = ""
    search_hint: str = ""
    add: str = ""
    void_verb: str = ""
    void_sentence: str = ""
    can_print: bool = False
    can_export: bool = False
    icon: str = "inbox"
    can_bring_back: bool = False
    concern: str = ""

    def worries(self) -> Sequence[DetailAction]:
        """The button that raises a concern about the record in the pane, where its list offers one."""
        words = tr("Raise a concern")
        return [DetailAction(self.CONCERN, words, "shield-lock", ButtonKind.QUIET)] if self.concern else []

    def allows(self, act: str) -> bool:
        """Whether something is shown and its key acts.

        Args:
            act: as in `acts`.
        """
        return may({**SHARED_ACTS, **self.acts}.get(act, ""))

    @property
    def prints(self) -> bool:
        """Whether Print is shown."""
        return self.can_print and self.allows(EXPORT)

    @property
    def exports(self) -> bool:
        """Whether Export is shown."""
        return self.can_export and self.allows(EXPORT)

    @property
    def key(self) -> str:
        """The list's own name for what is remembered of it, the same in every language."""
        return type(self).__name__.removesuffix("Spec").lower()

    def listing(self, query: ListQuery) -> Listing:
        """Ids for a query (worker)."""
        raise NotImplementedError

    def view_of(self, item: Any) -> str | None:
        """The key of a view that lists a record; None where there are no views (worker)."""
        return self.whole

    def rows(self, ids: Sequence[Any]) -> Sequence[Any]:
        """Rows for at most 16 ids (GUI thread)."""
        raise NotImplementedError

    def detail(self, item: Any) -> Detail:
        """What the pane shows (worker)."""
        raise NotImplementedError

    def form(self, item: Any) -> FormData:
        """The form for a record, or for a new one when None (worker)."""
        raise NotImplementedError

    def save(self, item: Any, values: Mapping[str, Any]) -> object:
        """Save a form; gives back `Changes`, whose `made` is the record (worker, a write)."""
        raise NotImplementedError

    def void(self, item: Any, reason: str) -> object:
        """Take a record out of use (worker, a write)."""
        raise NotImplementedError

    def taken_off(self) -> Sequence[Any]:
        """Ids of what was taken off the list, newest first where that is known (worker)."""
        return ()

    def bring_back(self, item: Any) -> object:
        """Bring back what was taken off (worker, a write)."""
        raise NotImplementedError

    def empty_for(self, query: ListQuery) -> str:
        """What to say when a query finds nothing."""
        return self.empty
