"""Texts, letters and e-mails to copy out, filled with a person's and the hub's details."""

import re
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from db.enums import TemplateKind
from db.models import Person, Template
from desktop.domain.errors import DomainError, NotAllowed
from desktop.services.actions import refusal
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.hub_info import facts
from desktop.services.records import get, set_fields, tidied, void

FIELDS = ("first_name", "hub_name", "hub_phone", "date", "need", "check", "gave")
"""Names that may stand in braces in a template; ``check`` and ``gave`` only in letters about those."""
_BRACES = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class TemplateDraft:
    """A template as typed."""

    kind: TemplateKind
    name: str
    body: str
    subject: str = ""


@dataclass(frozen=True, slots=True)
class TemplateLine:
    """One template."""

    id: str
    draft: TemplateDraft


@dataclass(frozen=True, slots=True)
class Filled:
    """A template ready to copy out.

    Attributes:
        missing: names left in braces because they are not known.
    """

    subject: str
    body: str
    missing: tuple[str, ...]


class Templates(Service):
    """Verbs on templates."""

    @verb("template.see")
    def all(self, _actor: Actor) -> list[TemplateLine]:
        """Every template, by kind and name."""
        query = select(Template).where(Template.voided_at.is_(None)).order_by(Template.kind, Template.name)
        with self.store.read() as session:
            return [
                TemplateLine(one.id, TemplateDraft(one.kind, one.name, one.body, one.subject))
                for one in session.scalars(query)
            ]

    @verb("template.set")
    def save(self, actor: Actor, draft: TemplateDraft, template_id: str = "") -> Changes:
        """Add a template, or change one.

        Raises:
            DomainError: name or words are missing, or a name in braces is not one we know.
        """
        values = tidied(draft, TemplateDraft.__slots__)
        if not values["name"]:
            raise DomainError("Give it a name.", field="name")
        if not values["body"]:
            raise DomainError("Type the words.", field="body")
        unknown = [name for name in _BRACES.findall(draft.subject + draft.body) if name not in FIELDS]
        if unknown:
            known = ", ".join(f"{{{name}}}" for name in FIELDS)
            raise DomainError(f"{{{unknown[0]}}} is not known. These are: {known}.", field="body")
        with self.store.write(actor.user_id) as work:
            if template_id:
                template = get(work.session, Template, template_id, "template")
                set_fields(template, values)
            else:
                template = Template(**values)
                work.add(template)
            work.session.flush()
            return changes(work, template.id, f"Saved {template.name}")

    @verb("template.set")
    def void(self, actor: Actor, template_id: str, reason: str) -> Changes:
        """Take a template out of use."""
        with self.store.write(actor.user_id) as work:
            template = get(work.session, Template, template_id, "template")
            void(template, reason, self.now())
            return changes(work, template_id, f"Voided {template.name}")

    @verb("template.see")
    def fill(
        self, actor: Actor, template_id: str, person_id: str = "", *, on: date | None = None, need: str = ""
    ) -> Filled:
        """Fill a template for a person; private needs are for the caller to leave out.

        Args:
            template_id: which one.
            person_id: whom it is to; empty for nobody yet.
            on: the date to put in.
            need: the help to name.

        Returns:
            The words to copy out.

        Raises:
            NotAllowed: it is to a person, and the actor may not see people.
        """
        if person_id and not actor.may("person.see"):
            raise NotAllowed(refusal("person.see"))
        with self.store.read() as session:
            template = get(session, Template, template_id, "template")
            hub = facts(session)
            person = get(session, Person, person_id, "person") if person_id else None
        known = {
            "first_name": (person.preferred_name or person.first_name) if person else "",
            "hub_name": hub.name,
            "hub_phone": hub.phone,
            "date": f"{on:%A} {on.day} {on:%B}" if on else "",
            "need": need.lower(),
        }
        return filled(template.subject, template.body, known)


def filled(subject: str, body: str, known: dict[str, str]) -> Filled:
    """Put what is known into a template.

    Args:
        subject: of the template.
        body: of the template.
        known: what stands for each name in braces.
    """
    missing = [name for name in _BRACES.findall(subject + body) if not known.get(name)]
    return Filled(_put(subject, known), _put(body, known), tuple(dict.fromkeys(missing)))


def _put(text: str, known: dict[str, str]) -> str:
    return _BRACES.sub(lambda found: known.get(found[1]) or found[0], text)
