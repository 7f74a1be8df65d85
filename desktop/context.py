"""What pages are handed: the open hub, who is at the keyboard, the job runner and the services."""

from typing import TypeVar

from desktop.jobs.runner import JobRunner
from desktop.runtime import paths
from desktop.runtime.preferences import Preferences
from desktop.services.base import Actor, Service
from desktop.services.hub_info import HubFacts, HubInfo
from desktop.services.hubs import OpenHub

S = TypeVar("S", bound=Service)


class AppContext:
    """One open hub as the screens see it.

    Attributes:
        hub: the open hub.
        jobs: runs service calls off the GUI thread.
        preferences: this computer's settings.
    """

    def __init__(self, hub: OpenHub, jobs: JobRunner, preferences: Preferences | None = None) -> None:
        self.hub = hub
        self.jobs = jobs
        self.preferences = preferences or Preferences(paths.preferences_file())
        self._services: dict[type[Service], Service] = {}

    @property
    def actor(self) -> Actor:
        """Who is at the keyboard."""
        return self.hub.actor

    def may(self, action: str) -> bool:
        """Whether who is at the keyboard may take an action; what they may not is absent from the screens.

        Args:
            action: a key of `desktop.services.actions.ACTIONS`; empty for what everybody may.
        """
        return not action or self.actor.may(action)

    def service(self, kind: type[S]) -> S:
        """The one service of a class.

        Args:
            kind: the class, such as `desktop.services.people.People`.

        Returns:
            The service, made when first asked for.
        """
        found = self._services.get(kind)
        if found is None:
            found = self._services[kind] = kind(self.hub.tools)
        assert isinstance(found, kind)
        return found

    def facts(self) -> HubFacts:
        """The hub's own facts, read now; a handful of columns of one row."""
        return self.service(HubInfo).facts(self.actor)
