"""Repeating help is seen to when the window opens, and again when the date changes with it open."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from desktop.context import AppContext
from desktop.domain.recurrence import weekly
from desktop.services.people import People, PersonDraft
from desktop.services.requests import RequestDraft, Requests
from desktop.ui.day_start import FIRST_MS, LOOK_MS, DayStart


def test_repeats_are_extended_once_a_day(
    context: AppContext, settle: object, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert callable(settle)
    ann = context.service(People).save(context.actor, PersonDraft("Ann")).made
    requests = context.service(Requests)
    draft = RequestDraft(ann, "hot_meal", recurrence=weekly([2]), starts_on=date(2026, 11, 18))
    key = requests.save(context.actor, draft).made
    owner = QObject()
    start = DayStart(context, owner)
    assert start._timer.interval() == FIRST_MS
    start.look()
    settle()
    assert start._timer.interval() == LOOK_MS
    before = len(requests.get(context.actor, key).tasks)
    clock = context.hub.tools.clock
    later = replace(context.hub.tools, clock=lambda: clock() + timedelta(days=7))
    monkeypatch.setattr(start, "_requests", Requests(later))
    start.look()
    settle()
    assert len(requests.get(context.actor, key).tasks) == before + 1
    seen: list[object] = []
    monkeypatch.setattr(context.jobs, "read", lambda *said, **named: seen.append(said))
    start.look()
    assert seen == []
    start.stop()
    assert not start._timer.isActive()
