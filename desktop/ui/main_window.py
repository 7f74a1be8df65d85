"""The window of an open hub: which places there are, and what joins them."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from db.drafts import Draft
from desktop.context import AppContext
from desktop.services.finder import Finder, Found
from desktop.services.intake import Intake
from desktop.services.lists import ListKind
from desktop.ui.backup.keeper import BackupKeeper
from desktop.ui.base.i18n import tr
from desktop.ui.base.page import Page
from desktop.ui.base.permits import forget_permits, use_permits
from desktop.ui.base.record_page import RecordPage
from desktop.ui.base.tokens import Tone
from desktop.ui.concern_over import RAISE, ConcernsOver
from desktop.ui.day_start import DayStart
from desktop.ui.glass.keeper import GlassKeeper
from desktop.ui.list_files import ListFiles
from desktop.ui.list_views import ListViews
from desktop.ui.out_watch import OutWatch
from desktop.ui.page_loader import PageLoader
from desktop.ui.palette.commands import Command, Commands
from desktop.ui.palette.palette import Palette
from desktop.ui.places import OVER, opens, page_maker, places
from desktop.ui.second import SecondAsker
from desktop.ui.settings.own_passphrase import passphrase_dialog
from desktop.ui.shell import MainShell
from desktop.ui.shell_commands import (
    KIND_OF,
    PLACE_OF,
    add_about,
    add_instead,
    add_windows,
    concern_command,
    place_commands,
    shell_commands,
    work_commands,
)
from desktop.ui.shell_help import ShellHelp
from desktop.ui.side_window import bring_forward
from desktop.ui.torn_off_windows import TornOffWindows
from desktop.ui.undo_trail import UndoTrail

LISTS = {kind.value: kind for kind in ListKind} | {"quiet": ListKind.PEOPLE, "bank": ListKind.VOLUNTEERS}
"""Places whose list can be saved and printed."""


class MainWindow(QObject):
    """Fills the shell with the places of this hub and joins them.

    Signals:
        switch_asked: somebody else wants the keyboard.
        key_asked: give the hub a fresh key; the passphrase of whoever asks.

    Attributes:
        shell: the window itself.
        places: those of the rail.
        commands: what the palette can do; features add theirs.
        palette: find or do anything.
        help: for what is on show.
        windows: records in windows of their own.
        concerns_over: concerns raised while a dialog is open.
    """

    switch_asked = Signal()
    key_asked = Signal(str)

    def __init__(self, context: AppContext, before: "MainWindow | None" = None) -> None:
        """Build the window; nothing is shown yet.

        Args:
            context: the open hub.
            before: the window of whoever was at the keyboard until now, handed over.
        """
        super().__init__()
        self.context = context
        use_permits(context.may, partial(opens, context))
        facts = context.facts()
        self.shell = MainShell(
            context.jobs,
            hub_name=facts.name,
            user_name=context.actor.name,
            demo=facts.is_demo,
            with_call=context.may("request.set"),
            with_search=context.may("search.all"),
            with_help=True,
            with_lock=True,
        )
        self.keeper: BackupKeeper = BackupKeeper(context, self, before.keeper if before is not None else None)
        self.trail = UndoTrail(context, self)
        self._files = ListFiles(context, self)
        self._views = ListViews(context, self)
        self.places = places(context)
        for place in self.places:
            self.shell.add_place(
                place.section,
                place.key,
                place.title,
                place.icon,
                self._watched(place.key, place.make),
                place.badge,
            )
        self._add_status()
        self.commands = Commands()
        self.palette = Palette(context, self.commands, self.shell)
        self.help = ShellHelp(context, self.shell)
        self.windows = TornOffWindows(context, self.shell, demo=facts.is_demo)
        self.glass = GlassKeeper(context, self.shell, self)
        self.concerns_over = ConcernsOver(context, self)
        self._add_commands()
        self.day_start = DayStart(context, self.shell)
        self.out_watch = OutWatch(context, self.shell)
        self._loader = PageLoader(context, self)
        self._wire()
        self.shell.go_to(self.places[0].key)
        self._read_waiting_calls()

    def _wire(self) -> None:
        """Join the window with what it shows."""
        self.shell.call_asked.connect(self.open_call)
        self.shell.search_asked.connect(self.palette.open_over)
        self.shell.record_shown.connect(self._on_record_shown)
        self.palette.record_asked.connect(self._on_record_asked)
        self.trail.said.connect(self.windows.say)
        self.shell.undo_asked.connect(self.trail.take_back)
        self.shell.status_opened.connect(lambda key: self.shell.go_to("backup"))
        self.shell.closing.connect(self.keeper.stop)
        self.shell.closing.connect(self.day_start.stop)
        self.shell.closing.connect(self.out_watch.stop)
        self.out_watch.alarm.connect(self.windows.say)
        self.out_watch.opened.connect(partial(self._open_over, "out", None))
        self.shell.closing.connect(self._loader.stop)
        self.shell.closing.connect(forget_permits)
        self.context.jobs.changed.connect(self._on_changed)
        self.context.jobs.problem_found.connect(self._on_problem)
        self.second = SecondAsker(self.context, self.shell, self.windows.say)
        self.shell.keys.bind("Ctrl+Z", self.trail.undo, "history.undo")
        self.shell.keys.bind("Ctrl+Y", self.trail.redo, "history.undo")
        self.shell.keys.bind("Ctrl+Shift+S", self.raise_concern, "concern.raise")
        self.shell.concern_asked.connect(self._raise_over)
        self.concerns_over.said.connect(lambda text, _undo: self.windows.say(text))
        self._wire_person()
        self._wire_windows()

    def _wire_person(self) -> None:
        """What the button with the name of whoever is at the keyboard leads to."""
        button = self.shell.top.person
        if button is not None:
            button.switch_asked.connect(self.switch_asked)
            button.glass_asked.connect(self.glass.ask)
            button.passphrase_asked.connect(self._ask_passphrase)
            button.lock_asked.connect(self.shell.lock_asked)
            button.offers_glass = self.glass.is_offered
        self.shell.keys.bind("Ctrl+Shift+L", self.switch_asked.emit)
        words, hints = tr("Somebody else at the keyboard"), tr("switch user account change")
        self.commands.add(Command("switch", words, "users", self.switch_asked.emit, words=hints))
        if self.glass.is_offered():
            words, hints = tr("Open restricted records"), tr("break glass emergency checks private")
            self.commands.add(Command("glass", words, "lock-open", self.glass.ask, words=hints))

    def _ask_passphrase(self) -> None:
        dialog = passphrase_dialog(self.context, self.shell)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _wire_windows(self) -> None:
        """Let windows of their own ask for what this one does; messages show in the window that is used."""
        shell, windows = self.shell, self.windows
        for keys in ("Ctrl+Shift+Return", "Ctrl+Shift+Enter"):
            shell.keys.bind(keys, self.tear_off)
        shell.sayer, shell.may_close = windows.say, windows.may_close
        shell.closing.connect(windows.close_all)
        windows.place_asked.connect(self._on_window_asked)
        windows.call_asked.connect(self._on_window_call)
        windows.search_asked.connect(self._on_window_search)
        windows.lock_asked.connect(shell.lock_asked)
        windows.concern_asked.connect(self.concerns_over.open)
        windows.undo_asked.connect(self.trail.undo)
        windows.redo_asked.connect(self.trail.redo)
        windows.take_back_asked.connect(self.trail.take_back)

    def _add_status(self) -> None:
        self._saved = self.shell.add_status("saved", can_open=False)
        self._backed_up = self.shell.add_status("backup")
        locked = self.shell.add_status("locked", right=True, can_open=False)
        locked.set_state("", tr("Encrypted"), icon="lock", tone=Tone.SECOND)
        self._saved.set_state(tr("All changes saved"), icon="circle-check", tone=Tone.OK)
        self._on_backup_state("", False)
        self.keeper.state_changed.connect(self._on_backup_state)
        self.keeper.look()

    def _add_commands(self) -> None:
        """Fill the palette; features add to `commands` what is theirs."""
        for command in (
            *shell_commands(self.shell, self.open_call, self.trail),
            *work_commands(self.shell, self._open_over, self.keeper.back_up),
            concern_command(self.raise_concern),
            *place_commands(self.shell, self.places),
        ):
            self.commands.add(command)
        self.help.add_commands(self.commands)
        add_about(self.commands, self.open_call, self._open_over)
        add_instead(self.commands, self.shell, self.open_call)
        add_windows(self.commands, self.tear_off, self.open_window)

    def _on_record_asked(self, found: Found) -> None:
        """Open a record that was found, in its place and a view that holds it."""
        self._go(PLACE_OF[found.kind], found.id)

    def _go(self, key: str, item: Any) -> None:
        """Go to a place of the rail, or open a page over it."""
        if key in OVER:
            self._open_over(key, item)
        else:
            self.shell.go_to(key, item)

    def _on_record_shown(self, key: str, item: Any) -> None:
        """Remember what was opened, in the encrypted box of drafts, so that it is found first."""
        kind = KIND_OF.get(key)
        if kind is not None and ":" not in str(item):  # what has one is a view, not a record
            finder, actor = self.context.service(Finder), self.context.actor
            self.context.jobs.write(lambda: finder.opened(actor, kind, str(item)))

    def _watched(self, key: str, make: Callable[[], Page]) -> Callable[[], Page]:
        """Pages ask for others by signal; those that are no place of the rail open over it."""
        kind = LISTS.get(key)

        def made() -> Page:
            page = make()
            inner = getattr(page, "list", page)
            self._views.attach(inner)
            if isinstance(inner, RecordPage):
                if kind is not None:
                    self._files.attach(inner, kind)
                inner.table.opened.connect(partial(self._on_record_shown, key))
            page.place_asked.connect(self._on_place_asked)
            page.own_window_asked.connect(self.tear_off)
            for name, slot in (
                ("requests_asked", partial(self._files.save_requests, page)),
                ("call_for", self.open_call),
                ("group_asked", partial(self.shell.go_to, "groups")),
                ("saved", self._on_call_saved),
                ("left", self.shell.close_over),
                ("drafts_changed", self._on_drafts_changed),
                ("key_asked", self.key_asked.emit),
            ):
                signal = getattr(page, name, None)
                if signal is not None:
                    signal.connect(slot)
            return page

        return made

    def hand_over(self) -> None:
        """Let go of everything of whoever was at the keyboard; what is being written is still written."""
        self.keeper.rest()
        self.day_start.stop()
        self.out_watch.stop()
        self.concerns_over.close()
        self.windows.close_all()
        self.shell.hand_over()

    def tear_off(self) -> None:
        """Open the record put forward in a window of its own."""
        page, place = self.shell.page(), self.shell.on_show()
        item = page.record() if page is not None and self.windows.can_open(place) else None
        if item is None:
            self.shell.say(tr("Choose a record first: then it opens in its own window."))
        else:
            self.open_window(place, item)

    def open_window(self, place: str, item: Any) -> None:
        """Open a record in a window of its own, or bring the one it has to the front.

        Args:
            place: the key of its list, or of a page that puts it forward.
            item: its id.
        """
        self.windows.open(place, item)
        self._on_record_shown(place, item)

    def _on_window_asked(self, key: str, item: Any) -> None:
        bring_forward(self.shell)
        self._go(key, item)

    def _on_window_call(self, person_id: str) -> None:
        bring_forward(self.shell)
        self.open_call(person_id)

    def _on_window_search(self) -> None:
        bring_forward(self.shell)
        self.palette.open_over()

    def raise_concern(self, subject: str = "") -> None:
        """Raise a concern; afterwards a page that lay over the place comes back, as a half-taken call does.

        Args:
            subject: ``kind:id`` of whom it is about; empty for whoever the page on show is about, if anybody.
        """
        shell, page = self.shell, self.shell.page()
        before = shell.on_show()
        if before == RAISE:
            return
        about = subject or (page.concern_about() if page is not None else "")
        item = page.record() if page is not None and before == "person" else None
        self._show_over(RAISE, about or None)
        raised: Any = shell.page()
        if before in ("call", "person") and before in OVER:
            raised.left.connect(partial(self._show_over, before, item))

    def _raise_over(self, dialog: QWidget) -> None:
        page = self.shell.page()
        if page is not None and self.shell.on_show() != RAISE:
            self.concerns_over.open(dialog, page.concern_about())

    def open_call(self, person_id: str = "") -> None:
        """Begin a call, for somebody known or not yet."""
        if not opens(self.context, "call"):
            return
        page = self.shell.page()
        begin = getattr(page, "next_call", None)
        if page is None or begin is None:
            self._open_over("call", person_id or None)
            return
        if not person_id:
            begin()
            return
        page.show_record(person_id)
        self._on_record_shown("call", person_id)

    def _on_place_asked(self, key: str, item: Any) -> None:
        if key in OVER:
            self._open_over(key, item)

    def _open_over(self, key: str, item: Any) -> None:
        if key == RAISE:
            self.raise_concern(item or "")
        else:
            self._show_over(key, item)

    def _show_over(self, key: str, item: Any) -> None:
        if not opens(self.context, key):
            return
        page = self._watched(key, page_maker(*OVER[key], self.context))()
        self.shell.show_over(page, key)
        if item is not None:
            page.show_record(item)
            self._on_record_shown(key, item)

    def _on_call_saved(self, request_id: str, find_someone: bool) -> None:
        if find_someone:
            self._open_over("match", request_id)

    def _read_waiting_calls(self) -> None:
        """Count the calls that wait, and go on with one cut short by a crash or a flat battery."""
        if self.context.hub.tools.drafts is not None and opens(self.context, "call"):
            intake, actor = self.context.service(Intake), self.context.actor
            self.context.jobs.read(lambda: intake.waiting(actor), self._on_waiting_calls)

    def _on_waiting_calls(self, waiting: list[Draft]) -> None:
        if self.shell.on_show() == "call":
            return
        self._on_drafts_changed(len(waiting))
        if self.shell.on_show() == "today" and any(not one.body.get("aside") for one in waiting):
            self.open_call()

    def _on_drafts_changed(self, count: int) -> None:
        words = tr("New call ({count} kept)", count=count) if count else tr("New call")
        self.shell.rail.call.setText(words)

    def _on_changed(self, _changes: Any) -> None:
        self._saved.set_state(
            tr("All changes saved, {time}", time=f"{datetime.now():%H:%M}"), icon="circle-check", tone=Tone.OK
        )

    def _on_problem(self, problem: Any) -> None:
        """Say what was refused where no form or page says it."""
        self.windows.say(f"{problem.user_message} {getattr(problem, 'remedy', '')}".strip())

    def _on_backup_state(self, words: str, late: bool) -> None:
        self._backed_up.set_state(
            tr("Backup"), words, icon="database", tone=Tone.WARN if late else Tone.SECOND
        )
