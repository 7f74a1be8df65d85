"""A screen reader's side of the accessibility bus: what shows, by role and name, and hands on the keyboard.

It speaks AT-SPI2 over D-Bus itself (https://gnome.pages.gitlab.gnome.org/at-spi2-core/devel-docs/), with
jeepney, which is pure Python and comes with the other dependencies; pyatspi is built for the system's own
Python only.
"""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import suppress
from time import monotonic
from typing import Any, TypeVar

from jeepney import DBusAddress, HeaderFields, MatchRule, Message, MessageType, Properties, message_bus
from jeepney import new_method_call as call
from jeepney.io.blocking import open_dbus_connection

from tests.a11y.spi import (
    CHOSEN,
    HELD,
    KEYS,
    LABELLED_BY,
    PRESSED,
    REGISTRY,
    RELEASED,
    ROLES,
    ROOT,
    RULE,
    SPI,
    SYMBOL,
    SYMBOLS,
    WORDS,
    GoneError,
    Node,
    State,
    showing,
)

PATIENCE = 20.0
"""Seconds to wait for something on the screen: a slow machine's, not the app's."""
GLANCE = 0.03
"""Seconds of listening to the bus between two looks at the screen."""
T = TypeVar("T")


class Reader:
    """Reads the screen and presses keys.

    Attributes:
        heard: what was announced, in order.
    """

    def __init__(self, bus: str) -> None:
        """Come onto the bus and listen for announcements.

        Args:
            bus: address of the accessibility bus.
        """
        self.heard: list[str] = []
        self._bus = open_dbus_connection(bus, auth_timeout=PATIENCE)
        self._told: dict[str, tuple[str, str]] = {}
        for member in ("Announcement", "StateChanged"):
            rule = MatchRule(type="signal", interface=f"{SPI}Event.Object", member=member)
            self._ask(message_bus.AddMatch(rule))
        self.until(self._registered, "registry on the bus")

    def close(self) -> None:
        """Leave the bus."""
        self._bus.close()

    # what is there

    def windows(self) -> list[Node]:
        """Every window of every app, shown or not."""
        apps = self.children(Node(REGISTRY, ROOT, "", "", 0))
        return [window for app in apps for window in self.children(app)]

    def window(self) -> Node | None:
        """The window with the keyboard, which a screen reader reads."""
        return next((one for one in self.windows() if one.has(State.ACTIVE)), None)

    def children(self, node: Node) -> list[Node]:
        """What a thing holds; nothing when it is gone."""
        try:
            (found,) = self._of(node, "Accessible", "GetChildren")
        except GoneError:
            return []
        return [node for node in self._nodes(found) if node is not None]

    def walk(self, node: Node | None = None, depth: int = 0) -> Iterator[tuple[int, Node]]:
        """Everything that shows, from the top; of the window with the keyboard unless told otherwise."""
        start = node or self.window()
        if start is None or not start.has(State.SHOWING):
            return
        yield depth, start
        for child in self.children(start):
            yield from self.walk(child, depth + 1)

    def showing(self, roles: Collection[str], within: Node | None = None) -> list[Node]:
        """Everything that shows with one of some roles; of the window with the keyboard unless told."""
        start = within or self.window()
        if start is None:
            return []
        try:
            (found,) = self._of(start, "Collection", "GetMatches", RULE, showing(roles))
        except GoneError:
            return []
        below = [node for node in self._nodes(found) if node is not None]
        return [start, *below] if start.role in roles else below

    def look(self, role: str, name: str, within: Node | None = None) -> list[Node]:
        """What shows with a role and a name, now.

        Args:
            role: in words, whole.
            name: a pattern for the whole name.
            within: only here; the window with the keyboard when None.
        """
        return [node for node in self.showing([role], within) if re.fullmatch(name, node.name)]

    def find(self, role: str, name: str, within: Node | None = None) -> Node:
        """Wait for the one thing with a role and a name; arguments as for `look`."""
        found = self.until(lambda: self.look(role, name, within), f"{role} {name!r}")
        assert len(found) == 1, f"{len(found)} of {role} {name!r}"
        return found[0]

    def again(self, node: Node) -> Node:
        """The same thing as it is now."""
        (found,) = self._nodes([(node.bus, node.path)])
        if found is None:
            raise GoneError(node)
        return found

    def focus(self) -> Node | None:
        """What last took the keyboard, as the app told: entries of menus and rows of lists too."""
        return self._last("focused")

    def opens(self, role: str) -> Node:
        """Wait until something opens over the window, such as a ``popup menu``, and give it."""

        def opened() -> Node | None:
            node = self._last("showing")
            return node if node and node.role == role and node.has(State.SHOWING) else None

        return self.until(opened, f"{role} that opened")

    def lands_on(self, role: str, name: str) -> Node:
        """Wait until the keyboard comes to something; both are patterns for the whole."""

        def landed() -> Node | None:
            node = self.focus()
            fits = node and re.fullmatch(role, node.role) and re.fullmatch(name, node.name)
            return node if fits else None

        return self.until(landed, f"{role} {name!r} with the keyboard")

    def description(self, node: Node) -> str:
        """What is read after the name."""
        return str(self._property(node, "Accessible", "Description"))

    def text(self, node: Node) -> str:
        """What is typed in a field."""
        return str(self._of(node, "Text", "GetText", "ii", (0, -1))[0])

    def actions(self, node: Node) -> list[str]:
        """What can be done with it."""
        return [name for name, _, _ in self._of(node, "Action", "GetActions")[0]]

    def outline(self, node: Node | None = None) -> str:
        """Everything that shows, a line each; what a failing test prints."""
        return "\n".join("  " * depth + str(one) for depth, one in self.walk(node))

    # hands

    def press(self, role: str, name: str, within: Node | None = None) -> Node:
        """Find a thing and do its first action, as a screen reader's own key for it does."""
        node = self.find(role, name, within)
        assert node.has(State.SENSITIVE), f"{node} cannot be pressed"
        self._of(node, "Action", "DoAction", "i", (0,))
        return node

    def go_to(self, role: str, name: str, within: Node | None = None) -> Node:
        """Find a thing and put the keyboard on it."""
        node = self.find(role, name, within)
        self._of(node, "Component", "GrabFocus")
        return self.until(lambda: self._if(self.again(node), State.FOCUSED), f"the keyboard on {node}")

    def type(self, words: str) -> None:
        """Type words where the keyboard is."""
        self._ask(call(KEYS, "GenerateKeyboardEvent", "isu", (0, words, WORDS)))

    def key(self, name: str, *held: str) -> None:
        """Press a key, others held down: ``key("k", "Ctrl")``."""
        codes = [HELD[one] for one in held]
        symbol = SYMBOLS.get(name) or ord(name)
        for code in codes:
            self._ask(call(KEYS, "GenerateKeyboardEvent", "isu", (code, "", PRESSED)))
        self._ask(call(KEYS, "GenerateKeyboardEvent", "isu", (symbol, "", SYMBOL)))
        for code in reversed(codes):
            self._ask(call(KEYS, "GenerateKeyboardEvent", "isu", (code, "", RELEASED)))

    def fill(self, name: str, words: str, role: str = "text") -> Node:
        """Put the keyboard in a field and type, until it holds the words (as many dots, if it is secret)."""
        node = self.go_to(role, name)
        self.type(words)
        shown = words if role == "text" else "●" * len(words)
        return self.until(lambda: node if self.text(node) == shown else None, f"{words!r} in {node}")

    def hears(self, pattern: str) -> str:
        """Wait until something is announced that holds a pattern; it and what came before count as heard."""

        def matching() -> str:
            return next((words for words in self.heard if re.search(pattern, words)), "")

        found = self.until(matching, f"announcement of {pattern!r}")
        del self.heard[: self.heard.index(found) + 1]
        return found

    def until(self, look: Callable[[], T], wanted: str) -> T:
        """Look again and again, listening between, until something is seen.

        Raises:
            AssertionError: it did not come; the screen stands in the message.
        """
        limit = monotonic() + PATIENCE
        while True:
            found = look()
            self._listen()
            if found:
                return found
            if monotonic() > limit:
                said = f"There is no {wanted}. Heard: {self.heard}. The keyboard: {self.focus()}."
                raise AssertionError(f"{said} On the screen:\n{self.outline()}")

    # the bus

    def _listen(self) -> None:
        """Hear what comes within a moment."""
        with suppress(TimeoutError):
            self._hear(self._bus.receive(timeout=GLANCE))

    def _hear(self, message: Message) -> None:
        """Keep what a signal tells."""
        fields = message.header.fields
        member = fields.get(HeaderFields.member)
        if member == "Announcement":
            self.heard.append(str(message.body[3][1]))
        elif member == "StateChanged" and message.body[1]:
            self._told[message.body[0]] = (fields[HeaderFields.sender], fields[HeaderFields.path])

    def _last(self, state: str) -> Node | None:
        """What last came into a state, as the app told."""
        return self._nodes([self._told[state]])[0] if state in self._told else None

    def _registered(self) -> bool:
        register = DBusAddress("/org/a11y/atspi/registry", REGISTRY, REGISTRY)
        wanted = ("object:announcement", "object:state-changed")
        answers = self._ask_all([call(register, "RegisterEvent", "sass", (name, [], "")) for name in wanted])
        return not any(isinstance(answer, GoneError) for answer in answers)

    def _nodes(self, found: Sequence[tuple[str, str]]) -> list[Node | None]:
        """Read many things at once; None for one that is gone."""
        at = [DBusAddress(path, bus, f"{SPI}Accessible") for bus, path in found]
        states = self._ask_all([call(one, "GetState") for one in at])
        roles = self._ask_all([call(one, "GetRole") for one in at])
        names = self._ask_all([Properties(one).get("Name") for one in at])
        return [
            None if any(isinstance(part, GoneError) for part in parts) else self._node(*one, *parts)
            for one, *parts in zip(found, states, roles, names, strict=True)
        ]

    def _node(self, bus: str, path: str, states: Any, role: Any, named: Any) -> Node:
        ((low, high),), (number,), ((_, name),) = states, role, named
        kind = ROLES.get(number, f"role {number}")
        labels = self._labels(bus, path) if kind in CHOSEN else []
        return Node(bus, path, kind, " ".join([*labels, name]), low | high << 32)

    def _labels(self, bus: str, path: str) -> list[str]:
        """The names of what labels a thing."""
        (relations,) = self._of(Node(bus, path, "", "", 0), "Accessible", "GetRelationSet")
        labels = [one for kind, to in relations if kind == LABELLED_BY for one in to]
        return [label.name for label in self._nodes(labels) if label]

    @staticmethod
    def _if(node: Node, state: State) -> Node | None:
        return node if node.has(state) else None

    def _property(self, node: Node, interface: str, name: str) -> Any:
        address = DBusAddress(node.path, node.bus, SPI + interface)
        return self._ask(Properties(address).get(name))[0][1]

    def _of(self, node: Node, interface: str, name: str, signature: str = "", body: Any = ()) -> Any:
        address = DBusAddress(node.path, node.bus, SPI + interface)
        return self._ask(call(address, name, signature or None, body))

    def _ask(self, message: Message) -> Any:
        (answer,) = self._ask_all([message])
        if isinstance(answer, GoneError):
            raise answer
        return answer

    def _ask_all(self, messages: Sequence[Message]) -> list[Any]:
        """Send questions together and wait for every answer: its body, or `GoneError` in its place."""
        waiting = {}
        for at, message in enumerate(messages):
            serial = next(self._bus.outgoing_serial)
            self._bus.send(message, serial=serial)
            waiting[serial] = at
        answers: list[Any] = [None] * len(messages)
        while waiting:
            reply = self._bus.receive(timeout=PATIENCE)
            at = waiting.pop(reply.header.fields.get(HeaderFields.reply_serial), None)
            if at is None:
                self._hear(reply)
            elif reply.header.message_type is MessageType.error:
                answers[at] = GoneError(reply.header.fields.get(HeaderFields.error_name), reply.body)
            else:
                answers[at] = reply.body
        return answers
