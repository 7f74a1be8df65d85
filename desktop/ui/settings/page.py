"""The Settings page: the hub's facts, the looks of this computer, and the lists that are changed seldom."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from db.gazetteer import ATTRIBUTION
from desktop import __version__
from desktop.context import AppContext
from desktop.services.hub_info import HubFacts
from desktop.services.settings import HubDraft, Settings
from desktop.ui.base.button import Button, ButtonKind
from desktop.ui.base.card import Card, scrolling
from desktop.ui.base.form import RecordForm
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr
from desktop.ui.base.label import Label
from desktop.ui.base.page import Page
from desktop.ui.base.permits import may, may_open
from desktop.ui.base.theme import px, theme
from desktop.ui.settings.looks import LooksForm
from desktop.ui.settings.map_file import MapFileForm
from desktop.ui.settings.own_passphrase import passphrase_dialog
from desktop.ui.settings.safeguarding import SafeguardingForm
from desktop.ui.settings.safeguarding_card import SafeguardingCardForm
from desktop.ui.settings.waits import WaitsForm


class SettingsPage(Page):
    """What the hub is called and says, and the way to need types, letters and accounts."""

    entities = frozenset({"hub"})

    def __init__(self, context: AppContext) -> None:
        """Make the page."""
        super().__init__(tr("Settings"))
        self._context = context
        self.form = _hub_form()
        self.save_button = Button(tr("Save"), kind=ButtonKind.PRIMARY, icon="check", action="hub.set")
        self.save_button.clicked.connect(self._on_save_clicked)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(px(20), px(16), px(20), px(20))
        column.setSpacing(px(16))
        hub = self._card(tr("This hub"), self.form, self.save_button)
        hub.setVisible(may("hub.set"))
        column.addWidget(hub)
        self.safeguarding, self.waits = SafeguardingForm(context, self), WaitsForm(context, self)
        for title, form in (
            (tr("Safeguarding numbers"), self.safeguarding),
            (tr("Nobody heard of them"), self.waits),
        ):
            card = self._card(title, form)
            card.setVisible(may("hub.set"))
            column.addWidget(card)
        self.looks = LooksForm(context.preferences, self)
        self.track(theme().changed, self.looks.show_now)
        column.addWidget(self._card(tr("Looks and lock, on this computer"), self.looks))
        self.map_file = MapFileForm(context.jobs, context.preferences, self)
        column.addWidget(self._card(tr("Map file, on this computer"), self.map_file))
        column.addWidget(self._account())
        self.card = SafeguardingCardForm(context, self)
        self.card.said.connect(lambda words: self.said.emit(words, False))
        safeguarding = self._card(tr("Safeguarding card"), self.card)
        safeguarding.setVisible(may("card.safeguarding"))
        column.addWidget(safeguarding)
        column.addWidget(self._lists())
        column.addWidget(self._about())
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolling(content, self))

    def shown(self) -> None:
        """Read the facts."""
        self.looks.show_now()
        self.map_file.show_now()
        self.safeguarding.show_now()
        self.waits.show_now()
        self.refresh(None)

    def refresh(self, changes: Any) -> None:
        """Read the facts again; what is being typed stays."""
        self._context.jobs.read(self._context.facts, self._on_facts, key="settings")
        if may("card.safeguarding"):
            self.card.show_now()

    def _on_facts(self, facts: HubFacts) -> None:
        if self.form.dirty:
            return
        names = ("name", "postcode", "phone", "lead_name", "safeguarding_phone", "consent_wording")
        self.form.set_values({name: getattr(facts, name) for name in names})

    def _on_save_clicked(self) -> None:
        values = self.form.collect()
        if values is None:
            return
        settings, actor = self._context.service(Settings), self._context.actor
        draft = HubDraft(**{name: value or "" for name, value in values.items()})
        self._context.jobs.write(lambda: settings.save(actor, draft), self._on_saved, self.form.show_problem)

    def _on_saved(self, _changes: object) -> None:
        self.form.mark_clean()
        self.refresh(None)

    def _card(self, title: str, *widgets: QWidget) -> Card:
        card = Card(self, pad=18)
        card.setMaximumWidth(px(760))
        card.column.addWidget(Label(title, kind="section"))
        for widget in widgets:
            if isinstance(widget, Button):
                row = QHBoxLayout()
                row.addWidget(widget)
                row.addStretch(1)
                card.column.addLayout(row)
            else:
                card.column.addWidget(widget)
        return card

    def _account(self) -> Card:
        self.passphrase = Button(tr("Change your passphrase"), icon="key", action="user.own")
        self.passphrase.clicked.connect(self._on_passphrase_clicked)
        return self._card(tr("Your account"), Label(self._context.actor.name), self.passphrase)

    def _on_passphrase_clicked(self) -> None:
        dialog = passphrase_dialog(self._context, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        changed = tr("Your passphrase was changed. The old one opens this hub no more.")
        dialog.saved.connect(lambda _done: self.said.emit(changed, False))
        dialog.open()

    def _lists(self) -> Card:
        buttons = []
        for key, words, icon in (
            ("needs", tr("Need types"), "list-check"),
            ("templates", tr("Texts, letters and e-mails"), "file-text"),
            ("checklists", tr("Checklists of casework"), "list-check"),
            ("users", tr("People at the keyboard"), "users"),
            ("audit", tr("Audit: who did what"), "history"),
            ("incidents", tr("Incidents"), "alert-triangle"),
            ("openings", tr("Opened with a reason"), "lock-open"),
            ("protection", tr("Data protection"), "shield-check"),
            ("duplicates", tr("People who may be there twice"), "copy"),
        ):
            if not may_open(key):
                continue
            button = Button(words, icon=icon)
            button.clicked.connect(lambda _=False, key=key: self.place_asked.emit(key, None))
            buttons.append(button)
        return self._card(tr("Lists of the hub"), *buttons)

    def _about(self) -> Card:
        return self._card(
            tr("About"),
            Label(tr("Hubkeeper {version}", version=__version__), kind="body"),
            Label(ATTRIBUTION, kind="second", wrap=True),
        )


def _hub_form() -> RecordForm:
    return RecordForm(
        [
            FormField("name", tr("Name of the hub"), required=True),
            FormField("postcode", tr("Postcode"), FieldKind.POSTCODE, half=True),
            FormField("phone", tr("Hub's phone"), FieldKind.PHONE, half=True),
            FormField("lead_name", tr("Safeguarding lead"), half=True),
            FormField("safeguarding_phone", tr("Safeguarding phone"), FieldKind.PHONE, half=True),
            FormField(
                "consent_wording",
                tr("What you read out before sharing"),
                FieldKind.MULTILINE,
                lines=4,
                max_length=2000,
            ),
        ]
    )
