# SPDX-FileCopyrightText: 2026 The MqttDesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The window with one connection, by what a person does there."""
import re

from gi.repository import Gio

from .wait import wait_until
from .widget import Role

BUTTON = {Role.PUSH_BUTTON, Role.TOGGLE_BUTTON}
ROW = {Role.LIST_ITEM, Role.TABLE_ROW}


def message(topic, payload):
    """How the log names the row of a message to those who do not see it."""
    return re.compile(rf"{re.escape(topic)}.*{re.escape(payload)}")


class Page:
    """The window with one connection."""

    def __init__(self, program):
        self.program = program
        self.window = program.window()

    def wait_state(self, words, seconds=20):
        self.window.find(BUTTON, re.compile("^Connection state: " + words), seconds)

    def subscribe(self, topic_filter):
        self.window.find(Role.TEXT, "Topic filter").set_text(topic_filter)
        self.window.find(BUTTON, re.compile("Subscribe$")).press()

    def wait_subscription(self, pattern):
        return self.window.find(ROW, re.compile(pattern))

    def undo(self, act):
        """Does something that a toast offers to undo, and undoes it, however long it takes to find that."""
        act()
        self.program.hover_toasts()
        self.window.find(BUTTON, re.compile("Undo")).press()

    @property
    def log(self):
        return self.window.find({Role.LIST, Role.TABLE, Role.TREE_TABLE}, "Messages")

    def wait_message(self, topic, payload):
        return self.log.find(ROW, message(topic, payload))

    def messages(self):
        return self.log.find_all(ROW)

    def select(self, topic, payload):
        names = [row.name for row in self.messages()]
        index, = [i for i, name in enumerate(names) if message(topic, payload).search(name)]
        self.log.select_child(index)

    def publish(self, topic, payload):
        self.program.activate()
        self.program.keys("ctrl+p")
        self.program.type(topic)
        self.window.find(Role.TEXT, "Payload to publish").set_text(payload)
        self.program.keys("ctrl+Return")


class Actions:
    """The actions of the first window, by the session bus."""

    def __init__(self, awaited):
        self.group = Gio.DBusActionGroup.get(Gio.bus_get_sync(Gio.BusType.SESSION), "com.example.MqttDesk",
                                             "/com/example/MqttDesk/window/1")
        self.group.list_actions()
        wait_until(lambda: self.group.has_action(awaited), f"the action {awaited} on the bus")

    def __call__(self, name, parameter=None):
        self.group.activate_action(name, parameter)


def connect(scenario, broker, *arguments, environment=None):
    program = scenario.start_program("--connect", f"mqtt://127.0.0.1:{broker.port}", *arguments, environment=environment)
    page = Page(program)
    page.wait_state("Connected")
    return page


def tab_to(program, window, name):
    """Goes on with the Tab key until a widget of this name has the focus."""
    def focused():
        return any(widget.focused for widget in window.find_all(None, name))
    for _ in range(60):
        if focused():
            return
        program.keys("Tab")
    wait_until(focused, f"{name!r} has the focus")


def choose_file(program, window, row, path):
    """Chooses the file of a row, which can be seen, in the dialog that its button opens."""
    window.find(BUTTON, re.compile("^Choose a file: " + re.escape(row))).press()
    program.activate(row)
    program.type(str(path))
    wait_until(lambda: any(entry.text == str(path) for entry in program.application.find_all(Role.TEXT)),
               f"{path} is typed")
    program.keys("Return")
    window.find(Role.LABEL, str(path))


def fill_profile(program, name, port, username=None, password=None):
    editor = program.window("New profile")
    editor.find(Role.TEXT, "Name").set_text(name)
    editor.find(Role.TEXT, "Host").set_text("127.0.0.1")
    editor.find(Role.TEXT, "Port").set_text(str(port))
    if username is not None:
        editor.find(Role.TEXT, "User name").set_text(username)
        editor.find({Role.TEXT, Role.PASSWORD_TEXT}, "Password").set_text(password)
    editor.find(BUTTON, re.compile("Save")).press()


def open_profile(page, name):
    """Goes to the row of a profile by the keyboard, and opens it."""
    row = page.window.find(ROW, re.compile(name))
    page.program.activate("MqttDesk")

    def reached():
        if row.focused:
            return True
        page.program.keys("Tab")
        return False
    wait_until(reached, f"the row of {name} has the focus")
    page.program.keys("Return")
