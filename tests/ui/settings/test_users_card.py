"""The words of the safeguarding card, asked for when somebody who is no lead gives or takes that role."""

from dataclasses import replace

from db.enums import Role
from desktop.context import AppContext
from desktop.ui.base.form_fields import FieldKind
from desktop.ui.base.record_spec import ListQuery
from desktop.ui.settings.users_page import UsersSpec


def fields_of(context: AppContext) -> dict[str, FieldKind]:
    """What the form asks about the first account."""
    spec = UsersSpec(context)
    (key,) = spec.listing(ListQuery()).ids
    return {field.key: field.kind for field in spec.form(key).fields}


def test_the_cards_words_are_asked_for_as_a_passphrase_is_and_of_no_lead(context: AppContext) -> None:
    """A field of that kind is never shown, nor kept as a draft when somebody else takes the keyboard."""
    assert "card" not in fields_of(context)
    context.hub.actor = replace(context.actor, roles=frozenset({Role.ADMINISTRATOR}))
    assert fields_of(context)["card"] is FieldKind.PASSPHRASE
