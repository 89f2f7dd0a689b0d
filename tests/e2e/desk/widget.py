# SPDX-FileCopyrightText: 2026 The MqttDesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Widgets, as the accessibility tree shows them."""
import re

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

from .wait import CAP, wait_until  # noqa: E402

# Numbers, since the names of roles depend on the version of the library.
Role = Atspi.Role

# A call to a program that hangs fails instead of hanging the test.
Atspi.set_timeout(3000, 10000)


def _fits(wanted, value):
    if wanted is None:
        return True
    if callable(wanted):
        return wanted(value)
    if isinstance(wanted, re.Pattern):
        return wanted.search(value) is not None
    if isinstance(wanted, (set, tuple, list)):
        return value in wanted
    return value == wanted


class Widget:
    """One accessible object.

    A name to look for is a text, a compiled regular expression or a function; a
    role is a Role or several. On GTK 4.8 a widget without a label has the name
    of its type, and nothing below a window says whether it is showing.
    """

    def __init__(self, accessible):
        self.accessible = accessible

    def __repr__(self):
        try:
            return f"{self.accessible.get_role_name()} “{self.name}”"
        except GLib.Error:
            return "a widget that is gone"

    @property
    def name(self):
        return self.accessible.get_name() or ""

    @property
    def description(self):
        return self.accessible.get_description() or ""

    @property
    def role(self):
        return self.accessible.get_role()

    @property
    def children(self):
        found = []
        for index in range(self.accessible.get_child_count()):
            child = self.accessible.get_child_at_index(index)
            if child is not None:
                found.append(Widget(child))
        return found

    @property
    def text(self):
        """What is in an entry or a text view."""
        text = self.accessible.get_text_iface()
        return Atspi.Text.get_text(text, 0, Atspi.Text.get_character_count(text))

    @property
    def sensitive(self):
        return self.has_state(Atspi.StateType.SENSITIVE)

    @property
    def checked(self):
        return self.has_state(Atspi.StateType.CHECKED)

    @property
    def pressed(self):
        return self.has_state(Atspi.StateType.PRESSED)

    @property
    def extents(self):
        """Returns left, top, width and height in the window; of what is gone, zeros."""
        component = self.accessible.get_component_iface()
        if component is None:
            return 0, 0, 0, 0
        rect = Atspi.Component.get_extents(component, Atspi.CoordType.WINDOW)
        return rect.x, rect.y, rect.width, rect.height

    @property
    def focused(self):
        return self.has_state(Atspi.StateType.FOCUSED)

    def has_state(self, state):
        return self.accessible.get_state_set().contains(state)

    def walk(self, depth=0):
        """Yields depth and widget for this one and all below, in the order of the tree."""
        yield depth, self
        try:
            children = self.children
        except GLib.Error:  # gone meanwhile
            return
        for child in children:
            yield from child.walk(depth + 1)

    def _fitting(self, role, name):
        for _, widget in self.walk():
            try:
                if _fits(role, widget.role) and _fits(name, widget.name):
                    yield widget
            except GLib.Error:  # gone meanwhile
                pass

    def find_all(self, role=None, name=None):
        """Returns what is there now."""
        return list(self._fitting(role, name))

    def find(self, role=None, name=None, seconds=CAP):
        """Returns the first that fits, as soon as there is one."""
        what = f"{role.value_nick if isinstance(role, Role) else role or 'a widget'} named {name!r} in {self}"
        return wait_until(lambda: next(self._fitting(role, name), None), what, seconds)

    def wait_gone(self, role=None, name=None, seconds=CAP):
        """Returns when nothing below fits any more."""
        wait_until(lambda: next(self._fitting(role, name), None) is None, f"{role} {name!r} gone from {self}",
                   seconds)

    def wait(self, condition, what, seconds=CAP):
        """Returns when `condition (self)` holds."""
        wait_until(lambda: condition(self), f"{what}: {self}", seconds)

    def press(self):
        """Does what a click does: a button, a menu item, a switch."""
        wait_until(lambda: self.sensitive, f"{self} can be pressed")
        action = self.accessible.get_action_iface()
        if action is None or not Atspi.Action.do_action(action, 0):
            raise AssertionError(f"{self} cannot be pressed")

    def set_text(self, text):
        """Replaces the text at once; keys are not involved."""
        if not Atspi.EditableText.set_text_contents(self.accessible.get_editable_text_iface(), text):
            raise AssertionError(f"{self} takes no text")

    def focus(self):
        if not Atspi.Component.grab_focus(self.accessible.get_component_iface()):
            raise AssertionError(f"{self} takes no focus")

    def select_child(self, index):
        """Selects a row of a list."""
        if not Atspi.Selection.select_child(self.accessible.get_selection_iface(), index):
            raise AssertionError(f"{self} has no row {index} to select")

    def dump(self):
        """Returns the tree from here down, a line each, for a failure."""
        lines = []
        for depth, widget in self.walk():
            text = ""
            try:
                if widget.accessible.get_text_iface() is not None:
                    text = f" = {widget.text[:60]!r}"
            except GLib.Error:
                pass
            lines.append("  " * depth + repr(widget) + text)
        return lines


def find_application(pid):
    """Returns the program with this process id, or None while it is not on the bus."""
    desktop = Atspi.get_desktop(0)
    for index in range(desktop.get_child_count()):
        application = desktop.get_child_at_index(index)
        try:
            if application is not None and application.get_process_id() == pid:
                return Widget(application)
        except GLib.Error:  # gone meanwhile
            pass
    return None
