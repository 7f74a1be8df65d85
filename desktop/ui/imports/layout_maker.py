"""A layout made, or changed: a sample, its columns and codes, how answers go back, and a look at it all."""

import json
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.context import AppContext
from desktop.imports.layouts import (
    check_layout,
    codes_in,
    layout_from_map,
    layout_key,
    name_of,
    without_sample,
)
from desktop.imports.profiles import BUILT_IN, Profile, profile_from_json
from desktop.imports.run import StagedList
from desktop.imports.targets import Kind
from desktop.services.base import Changes
from desktop.services.layouts import Layouts
from desktop.ui.base.i18n import tr
from desktop.ui.base.stepper import StepInfo
from desktop.ui.base.theme import px
from desktop.ui.imports.answers_step import AnswersStep
from desktop.ui.imports.check_step import CheckStep
from desktop.ui.imports.codes_step import CodesStep
from desktop.ui.imports.columns_step import ColumnsStep
from desktop.ui.imports.file_step import FileStep
from desktop.ui.imports.page import CHECK_HEIGHT
from desktop.ui.imports.reading import Asked, Opened, needs_of, read_file, weigh
from desktop.ui.imports.wizard import WizardPage
from desktop.ui.imports.words import kind_words

SAMPLE, COLUMNS, CODES, ANSWERS, TRY = range(5)
PLACE = "layouts"


@dataclass(frozen=True, slots=True)
class Changing:
    """A layout that is being changed: the key of its record, and how it is kept."""

    key: str
    profile: Profile


class LayoutMakerPage(WizardPage):
    """Makes a layout out of a sample of a council's file, or changes one; nothing is saved before the end."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        """Build the page, at its first step.

        Args:
            context: the open hub.
            parent: the owner.
        """
        super().__init__(tr("Add a layout"), _steps(), parent)
        self._context = context
        self._opened: Opened | None = None
        self._changing: Changing | None = None
        self._base: Profile | None = None
        self._draft: Profile | None = None
        self.sample_step = FileStep(
            self,
            title=tr("What does their file look like?"),
            sentence=tr("Choose a file they sent, or a few rows of it. Nobody in it is brought in."),
        )
        self.columns_step, self.codes_step = ColumnsStep(self, remembering=False), CodesStep(self)
        self.answers_step, self.try_step = AnswersStep(self), CheckStep(self, choosable=())
        self.try_step.setMinimumHeight(px(CHECK_HEIGHT))
        self.build(
            [self.sample_step, self.columns_step, self.codes_step, self.answers_step, self.try_step],
            (self.try_step,),
        )
        self.sample_step.asked.connect(self._on_sample_asked)
        self.columns_step.settled.connect(lambda _ok: self.show_foot())
        self._begin_again()

    def shown(self) -> None:
        """Put the keyboard where the next thing is done."""
        if self.stepper.at == SAMPLE and self._opened is None:
            self.sample_step.choose.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_record(self, item: Any) -> None:
        """Begin with a new layout, or with one that is to be changed.

        Args:
            item: key of the layout; None for a new one.
        """
        self._begin_again()
        if item is None:
            return
        context, key = self._context, str(item)

        def read() -> tuple[Changing, Opened]:
            found = next(one for one in context.service(Layouts).all(context.actor) if one.key == key)
            profile = profile_from_json(json.dumps(found.mapping))
            source = without_sample(profile)
            opened = Opened(Asked(source.path, source.kind), source, (), (), needs_of(context))
            return Changing(key, profile), opened

        context.jobs.read(read, self._on_changing, self.show_problem, key=f"layout-change-{id(self)}")

    def _begin_again(self) -> None:
        self._opened = self._changing = self._base = self._draft = None
        self.sample_step.kind.set_value(Kind.REQUESTS)
        self.sample_step.show_nothing()
        self.set_title(tr("Add a layout"))
        self.stepper.set_note(SAMPLE, tr("A file as they send it"))
        super().go(SAMPLE)

    def _on_changing(self, found: tuple[Changing, Opened]) -> None:
        self._changing, opened = found
        profile = self._changing.profile
        self.set_title(tr("Change a layout"), profile.title)
        self.sample_step.kind.set_value(profile.kind)
        self.stepper.set_note(SAMPLE, tr("Only to try it on"))
        self._take(opened, profile)
        self.go(COLUMNS)

    # the sample

    def _on_sample_asked(self, asked: Asked) -> None:
        context, changing = self._context, self._changing

        def read() -> Opened:
            opened = read_file(context, asked)
            if changing is not None and changing.profile.kind is asked.kind:
                found = changing.profile.map_of(opened.source.table.headers)
                if any(column.target for column in found.columns):
                    opened = replace(opened, source=replace(opened.source, column_map=found))
            return replace(opened, codes=codes_in(opened.source.table))

        context.jobs.read(read, self._on_sample, self.sample_step.show_problem, key=f"layout-open-{id(self)}")

    def _on_sample(self, opened: Opened) -> None:
        self.sample_step.show_opened(opened)
        kind = kind_words(opened.source.kind).lower()
        note = tr("{file}, {kind}", file=opened.asked.path.name, kind=kind)
        self.stepper.set_note(SAMPLE, note)
        by = opened.source.column_map.profile
        known = next((one for one in opened.profiles if one.name == by), None)
        self._take(opened, self._changing.profile if self._changing else known)

    def _take(self, opened: Opened, base: Profile | None) -> None:
        self._opened, self._base = opened, base
        self.columns_step.show_opened(opened)
        shown = base or layout_from_map("", "", opened.source.column_map)
        if self._changing is None:
            # What another layout is called is no name for this one.
            shown = replace(shown, title=opened.asked.path.stem[:60], about="")
        self.answers_step.show_profile(shown, opened.source.table.headers)
        self.show_foot()

    # moving on

    def go(self, at: int) -> None:
        """Show a step, with what the others say by now.

        Args:
            at: which; those after the first wait for a sample.
        """
        if at != SAMPLE and self._opened is None:
            return
        if self.stepper.at == CODES:
            self.columns_step.take_map(self.codes_step.take_all())
        if at == CODES:
            assert self._opened is not None
            source = self.columns_step.source
            self.codes_step.show_map(source.column_map, self._opened.codes, self._opened.needs)
        super().go(at)

    def _on_step_asked(self, at: int) -> None:
        if at > COLUMNS and self.columns_step.lacking:
            at = COLUMNS
        if at == TRY:
            self._try()
        else:
            super()._on_step_asked(at)

    def _on_next(self) -> None:
        if self.stepper.at == TRY:
            self._save()
        else:
            self._on_step_asked(self.stepper.at + 1)

    def _next_words(self, at: int) -> tuple[str, str]:
        if at == SAMPLE:
            return tr("Next: columns"), "" if self._opened else tr("Choose a file first.")
        if at == COLUMNS:
            return tr("Next: codes"), self.columns_step.lacking
        words = {CODES: tr("Next: answers"), ANSWERS: tr("Next: try it")}
        return words.get(at, tr("Save the layout")), ""

    def _summary_words(self, at: int) -> str:
        return self._draft.title if at == TRY and self._draft is not None else ""

    # the end

    def _try(self) -> None:
        """Settle the layout by what every step says, and look at what it makes of the sample."""
        if self._token is not None or self._opened is None:
            return
        self.go(ANSWERS)
        source = self.columns_step.source
        name = self._changing.profile.name if self._changing else ""
        self._draft = self.answers_step.profile(layout_from_map(name, "", source.column_map, self._base))
        if self._draft is None:
            return
        tried = replace(source, column_map=self._draft.map_of(source.table.headers))
        self.begin(tr("Looking at the rows"))
        context = self._context
        self._token = context.jobs.long(
            lambda token, progress: weigh(context, tried, token, progress),
            self._on_tried,
            self.show_problem,
            progressed=self.busy.take,
            settled=self.end,
        )
        self.show_foot()

    def _on_tried(self, staged: StagedList) -> None:
        self.try_step.show_staged(staged)
        super().go(TRY)
        self.try_step.table.setFocus(Qt.FocusReason.OtherFocusReason)
        if not sum(staged.counts().values()):
            self.notice.say(
                tr("There is no sample to try it on."),
                tr("Choose one in the first step, or save the layout as it is."),
            )
            self.notice.show()

    def _save(self) -> None:
        draft, changing, context = self._draft, self._changing, self._context
        assert draft is not None

        def write() -> Changes:
            check_layout(draft)
            service = context.service(Layouts)
            kept = [*service.all(context.actor), *service.all(context.actor, ended=True)]
            taken = {*BUILT_IN, *(str(one.mapping.get("name", "")) for one in kept)}
            made = draft if changing else replace(draft, name=name_of(draft.title, taken), also=())
            mapping = json.loads(made.to_json())
            return service.save(context.actor, mapping, layout_key(made), changing.key if changing else "")

        context.jobs.write(write, self._on_saved, self.show_problem)

    def _on_saved(self, done: Changes) -> None:
        self._begin_again()
        self.said.emit(done.message, False)
        self.place_asked.emit(PLACE, done.made)


def _steps() -> list[StepInfo]:
    return [
        StepInfo(tr("Sample"), tr("A file as they send it")),
        StepInfo(tr("Columns"), tr("What is in each")),
        StepInfo(tr("Codes"), tr("What theirs mean")),
        StepInfo(tr("Answers"), tr("In their columns and words")),
        StepInfo(tr("Try it"), tr("Nobody is brought in")),
    ]
