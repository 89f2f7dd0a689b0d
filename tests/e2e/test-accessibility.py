# SPDX-FileCopyrightText: 2026 The MqttDesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What somebody hears who does not see the window."""
import re

from desk import BUTTON, Page, Role, connect, fill_profile, open_profile, run
from gi.repository import Atspi, GLib

TYPE = re.compile(r"((Gtk|Adw|Desk)[A-Z]\w+)?$")
WHOLE = {Role.COMBO_BOX, Role.LIST_ITEM, Role.TEXT, Role.PASSWORD_TEXT}
CONTROLS = {Role.PUSH_BUTTON, Role.TOGGLE_BUTTON, Role.CHECK_BOX, Role.RADIO_BUTTON, Role.TEXT, Role.PASSWORD_TEXT,
            Role.ENTRY, Role.COMBO_BOX, Role.SPIN_BUTTON, Role.SLIDER}


def is_wrong(entry):
    # GTK 4.8 has the state of an object that is gone for the one of an entry that is wrong.
    return entry.has_state(Atspi.StateType.INVALID_ENTRY) or entry.has_state(Atspi.StateType.INVALID)


def wait_wrong(entry, words):
    """The entry is told to be wrong, and why; where its text is right again it is not."""
    entry.wait(is_wrong, "marked as wrong")
    entry.wait(lambda widget: re.search(words, widget.description), f"described by {words!r}, not {entry.description!r}")


def wait_right(entry):
    entry.wait(lambda widget: not is_wrong(widget), "no longer marked as wrong")


def mistakes_are_told(scenario):
    broker = scenario.start_broker()
    page = connect(scenario, broker, "--subscribe", "#")
    for name, wrong, words, right in (("Topic filter", "a/#/b", "last level", "a/#"),
                                      ("Topic to publish to", "a/+", "wildcard", "a/b"),
                                      ("Filter", "qos:7", "QoS is", "qos:1")):
        entry = page.window.find(Role.TEXT, name)
        assert not is_wrong(entry), name
        entry.set_text(wrong)
        wait_wrong(entry, words)
        entry.set_text(right)
        wait_right(entry)


def mistakes_in_a_form_are_told(scenario):
    page = Page(scenario.start_program())
    page.window.find(BUTTON, re.compile("New profile")).press()
    editor = page.program.window("New profile")
    for name, wrong, words, right in (("Host", "a b", "space", "localhost"),
                                      ("Port", "70000", "65535", "1883"),
                                      ("Name", "", "name", "Plant")):
        entry = editor.find(Role.TEXT, name)
        entry.set_text("x")
        entry.set_text(wrong)
        wait_wrong(entry, words)
        entry.set_text(right)
        wait_right(entry)
    entry = page.window.find(Role.TEXT, re.compile("^Quick connect"))
    entry.set_text("mqtt://host:99999")
    wait_wrong(entry, "65535")
    entry.set_text("host")
    wait_right(entry)


def belongs_to_a_named_one(widget):
    """The parts that GTK and libadwaita make of a row, a tab or a drop-down are announced with it."""
    above = widget.accessible.get_parent()
    while above is not None:
        if above.get_name() == "AdwTab" or above.get_role() in WHOLE and not TYPE.match(above.get_name() or ""):
            return True
        above = above.get_parent()
    return False


def nameless(window):
    """What can have the focus and has no name; GTK 4.8 then tells the name of the type."""
    found = []
    for _, widget in window.walk():
        try:
            if (widget.role in CONTROLS and TYPE.match(widget.name) and widget.has_state(Atspi.StateType.FOCUSABLE)
                    and not belongs_to_a_named_one(widget)):
                found.append(widget)
        except GLib.Error:  # gone meanwhile
            pass
    return found


def everything_has_a_name(scenario):
    broker = scenario.start_broker()
    program = scenario.start_program()
    page = Page(program)
    page.window.find(BUTTON, re.compile("New profile"))
    assert not nameless(page.window), nameless(page.window)
    page.window.find(BUTTON, re.compile("New profile")).press()
    editor = program.window("New profile")
    editor.find(Role.TEXT, "Host")
    assert not nameless(editor), nameless(editor)
    fill_profile(program, "Plant", broker.port)
    open_profile(page, "Plant")
    page.wait_state("Connected")
    page.subscribe("#")
    page.wait_subscription("^#")
    broker.publish("a/b", "x")
    page.wait_message("a/b", "x")
    page.select("a/b", "x")
    page.window.find(Role.LABEL, "a/b")
    assert not nameless(page.window), nameless(page.window)


run(everything_has_a_name, mistakes_are_told, mistakes_in_a_form_are_told)
