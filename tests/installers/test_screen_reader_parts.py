"""What the tests with a screen reader need: installed where nobody has to be asked, else left and told."""

import os
from pathlib import Path
from types import SimpleNamespace

import pytest

from installers import bootstrap

LACKING = {"Xvfb": "xvfb", "openbox": "openbox"}


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Stands in for programs run; gives the command lines."""
    commands: list[list[str]] = []

    def run(command: list[str], **_options: object) -> SimpleNamespace:
        commands.append(command)
        return SimpleNamespace(returncode=0)

    monkeypatch.setattr(bootstrap.subprocess, "run", run)
    return commands


def machine(monkeypatch: pytest.MonkeyPatch, *answers: dict[str, str], root: bool, apt: bool) -> None:
    """A Linux machine that lacks what the answers say, the first time it is asked and later."""
    left = iter(answers)
    monkeypatch.setattr(bootstrap.sys, "platform", "linux")
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: f"/usr/bin/{name}" if apt else None)
    monkeypatch.setattr(bootstrap, "is_root", lambda: root)
    monkeypatch.setattr(bootstrap, "missing_for_screen_reader", lambda: next(left))


def test_root_gets_them_without_a_question(monkeypatch: pytest.MonkeyPatch, ran: list[list[str]]) -> None:
    machine(monkeypatch, LACKING, {}, root=True, apt=True)
    assert bootstrap.offer_screen_reader() == ""
    assert ran[-1][-2:] == ["openbox", "xvfb"]


@pytest.mark.parametrize(("root", "apt"), [(False, True), (True, False)])
def test_others_are_told_and_go_on(
    monkeypatch: pytest.MonkeyPatch, ran: list[list[str]], root: bool, apt: bool
) -> None:
    machine(monkeypatch, LACKING, root=root, apt=apt)
    told = bootstrap.offer_screen_reader()
    assert told.startswith("this machine lacks Xvfb, openbox")
    assert ("apt-get install --yes --no-install-recommends openbox xvfb" in told) is apt
    assert not ran


def test_where_nothing_is_missing_nothing_is_said(
    monkeypatch: pytest.MonkeyPatch, ran: list[list[str]]
) -> None:
    machine(monkeypatch, {}, root=True, apt=True)
    assert bootstrap.offer_screen_reader() == ""
    assert not ran


def test_an_apt_that_does_not_work_stops_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    machine(monkeypatch, LACKING, root=True, apt=True)
    monkeypatch.setattr(bootstrap.subprocess, "run", lambda command, **_: SimpleNamespace(returncode=100))
    assert "openbox xvfb" in bootstrap.offer_screen_reader()


def test_other_systems_have_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap.sys, "platform", "win32")
    assert bootstrap.offer_screen_reader() == "they are for Linux"


def test_programs_that_stand_on_no_path_are_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(bootstrap, "SYSTEM_PROGRAMS", str(tmp_path))
    monkeypatch.setattr(bootstrap, "SCREEN_READER_PROGRAMS", {"hk-none-such": "none-such"})
    monkeypatch.setattr(bootstrap, "SCREEN_LIBRARIES", {})
    assert bootstrap.missing_for_screen_reader() == {"hk-none-such": "none-such"}
    program = tmp_path / ("hk-none-such.exe" if os.name == "nt" else "hk-none-such")
    program.write_text("#!/bin/sh\n", encoding="utf-8")
    program.chmod(0o755)
    assert bootstrap.missing_for_screen_reader() == {}


def test_readers_of_paper_are_offered_the_same_way(
    monkeypatch: pytest.MonkeyPatch, ran: list[list[str]]
) -> None:
    machine(monkeypatch, {}, root=True, apt=True)
    assert bootstrap.offer_papers() == ""
    monkeypatch.setattr(bootstrap, "PAPER_PROGRAMS", {"hk-none-such": "none-such"})
    monkeypatch.setattr(
        bootstrap.shutil, "which", lambda name, path=None: "apt" if name == "apt-get" else None
    )
    assert bootstrap.missing_for_papers() == {"hk-none-such": "none-such"}
    assert "none-such" in bootstrap.offer_papers()
    assert ran[-1][-1] == "none-such"
