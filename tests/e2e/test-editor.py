# SPDX-FileCopyrightText: 2026 The MqttDesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the profile editor takes, as a real broker sees it."""
import re
import socket

from desk import BUTTON, Actions, Page, Role, open_profile, run, tab_to, wait_until
from gi.repository import GLib


def choose_unix_socket(program, editor, path):
    program.activate("New profile")
    tab_to(program, editor, "Connection")
    program.keys("space", "Down", "Down", "Down", "Down", "Return")
    editor.find(Role.LABEL, "Unix socket")
    editor.find(Role.TEXT, "Path of the socket").set_text(str(path))


def add_variable(editor, name, value):
    editor.find(BUTTON, "Add a variable").press()
    editor.find(Role.TEXT, "Name of the variable").set_text(name)
    editor.find(Role.TEXT, "Value").set_text(value)


def set_will(editor, topic, payload):
    group = editor.find(Role.LIST, "Last will")
    group.find(Role.CHECK_BOX, "GtkSwitch").press()
    group.find(Role.TEXT, "Topic").set_text(topic)
    group.find(Role.TEXT, "Payload of the last will").set_text(payload)
    group.find(Role.CHECK_BOX, "Retained").press()


def names_and_wills_reach_the_broker(scenario):
    """By a Unix socket: variables have their values there, and the last will is what was typed."""
    path = scenario.folder / "broker.sock"
    broker = scenario.start_broker(f"listener 0 {path}", "log_type all")
    wills = scenario.subscribe(broker, "plant/#", "-q", "1")
    program = scenario.start_program()
    page = Page(program)
    page.window.find(BUTTON, re.compile("New profile")).press()
    editor = program.window("New profile")
    editor.find(Role.TEXT, "Name").set_text("Press")
    choose_unix_socket(program, editor, path)
    editor.find(Role.TEXT, "Client ID").set_text("${hostname}-press-${line}")
    editor.find(Role.LABEL, re.compile(r"There is no variable “\${line}”"))
    add_variable(editor, "line", "line-7")
    editor.wait_gone(Role.LABEL, re.compile("There is no variable"))
    set_will(editor, "plant/${line}/gone", "power lost")
    editor.find(BUTTON, "Save").press()

    open_profile(page, "Press")
    page.wait_state("Connected")
    page.window.find(Role.LABEL, re.compile(re.escape(str(path))))
    assert f" as {socket.gethostname()}-press-line-7 " in broker.log, broker.log
    page.subscribe("plant/${line}/#")
    page.wait_subscription(r"^plant/line-7/#.*QoS 0")
    page.publish("plant/${line}/state", "pressing")
    page.wait_message("plant/line-7/state", "pressing")
    wills.wait_for("plant/line-7/state 0 0 pressing")

    # On purpose, and by its end: the broker sends it both times.
    actions = Actions("page.disconnect-with-will")
    actions("page.disconnect-with-will")
    wills.wait_for("plant/line-7/gone 0 0 power lost")
    page.wait_state("Disconnected")
    broker.publish("plant/line-7/gone", "", "-r")
    actions("connect")
    page.wait_state("Connected")
    page.wait_subscription(r"^plant/line-7/#.*QoS 0")
    page.window.find(BUTTON, "Disconnect").press()
    page.wait_state("Disconnected")
    broker.publish("plant/end", "an ordinary end")
    wills.wait_for("plant/end 0 0 an ordinary end")
    assert wills.lines.count("plant/line-7/gone 0 0 power lost") == 1, "no will where the client says goodbye"
    actions("connect")
    page.wait_state("Connected")
    program.kill()
    wait_until(lambda: wills.lines.count("plant/line-7/gone 0 0 power lost") == 2,
               "the will of a program that is killed")
    scenario.subscribe(broker, "plant/+/gone").wait_for("plant/line-7/gone 0 1 power lost")


run(names_and_wills_reach_the_broker)
