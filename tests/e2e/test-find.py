# SPDX-FileCopyrightText: 2026 The MqttDesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Finding by the keyboard: completion, saved filters, from match to match, a match among its neighbours."""
import json
import re

from desk import BUTTON, Role, connect, fill_profile, open_profile, run, wait_until
from desk.page import Page


def fill(page, broker):
    page.wait_subscription(r"^#.*QoS 0")
    broker.publish_lines("plant/line1/temp", [f"early {i}" for i in range(30)])
    broker.publish("plant/line4/alarm", "fire")
    broker.publish_lines("plant/line1/temp", [f"late {i}" for i in range(30)])
    page.wait_message("plant/line1/temp", "late 29")


def entry(page, name="Filter"):
    return page.window.find(Role.TEXT, name)


def completes_by_the_keyboard(scenario):
    broker = scenario.start_broker()
    page = connect(scenario, broker, "--subscribe", "#")
    fill(page, broker)
    page.program.activate()
    page.program.keys("ctrl+f")
    page.program.type("top")
    page.window.find(None, re.compile("^topic:FILTER, "))
    page.program.keys("Tab")
    wait_until(lambda: entry(page).text == "topic:", "the key is completed")
    page.window.find(None, re.compile("^plant/$"))
    page.program.keys("Tab")
    page.window.find(None, re.compile("^plant/line4/$"))
    page.program.type("line4")
    page.window.wait_gone(None, re.compile("^plant/line1/$"))
    page.program.keys("Down", "Return")
    wait_until(lambda: entry(page).text == "topic:plant/line4/", "the branch is completed")
    page.window.find(None, re.compile("^plant/line4/alarm$"))
    page.program.keys("Up", "Up", "Return")
    wait_until(lambda: entry(page).text.startswith("topic:plant/line4/"), "a topic is completed")
    page.window.find(Role.LABEL, "1 of 61")


def keeps_a_saved_filter(scenario):
    broker = scenario.start_broker()
    program = scenario.start_program()
    page = Page(program)
    program.activate()
    program.keys("ctrl+shift+n")
    fill_profile(program, "Plant", broker.port)
    open_profile(page, "Plant")
    page.wait_state("Connected")
    page.subscribe("#")
    fill(page, broker)
    program.activate()
    program.keys("ctrl+f")
    program.type("payload:fire")
    page.window.find(Role.LABEL, "1 of 61")
    program.keys("ctrl+d")
    page.window.find(Role.TEXT, "Name for this filter").set_text("Fires")
    page.window.find(BUTTON, re.compile("^Save this filter")).press()
    profiles = program.folder / "config/mqtt-desk/profiles.json"
    wait_until(lambda: json.loads(profiles.read_text())["profiles"][0].get("filters")
               == [{"name": "Fires", "filter": "payload:fire"}], "the filter in the file")
    program.stop()

    again = Page(scenario.start_program())
    open_profile(again, "Plant")
    again.window.find(Role.LABEL, "61 messages")
    again.program.activate()
    again.program.keys("ctrl+d")
    again.window.find(None, "Fires, payload:fire")
    again.program.keys("Return")
    again.window.find(Role.LABEL, "1 of 61")
    assert entry(again).text == "payload:fire"


def goes_from_match_to_match(scenario):
    broker = scenario.start_broker()
    page = connect(scenario, broker, "--subscribe", "#")
    fill(page, broker)
    page.program.activate()
    page.program.keys("ctrl+shift+f")
    page.program.type("early OR fire")
    page.window.find(Role.LABEL, "31 matches")
    page.program.keys("Return")
    page.window.find(Role.LABEL, "31 of 31")
    page.program.keys("F3")
    page.window.find(Role.LABEL, "1 of 31")
    page.program.keys("shift+F3", "shift+F3")
    page.window.find(Role.LABEL, "30 of 31")
    broker.publish("plant/line4/alarm", "fire again")
    page.window.find(Role.LABEL, "30 of 32")


def shows_a_match_in_context(scenario):
    broker = scenario.start_broker()
    page = connect(scenario, broker, "--subscribe", "#")
    fill(page, broker)
    page.program.activate()
    page.program.keys("ctrl+f")
    page.program.type("fire")
    page.window.find(Role.LABEL, "1 of 61")
    page.program.keys("F3", "ctrl+shift+e")
    page.window.find(Role.LABEL, "61 messages")
    page.wait_message("plant/line4/alarm", "fire")
    page.wait_message("plant/line1/temp", "late 0")
    page.window.find(Role.LABEL, "Back to the filter “fire”")
    page.program.keys("ctrl+shift+b")
    page.window.find(Role.LABEL, "1 of 61")
    assert entry(page).text == "fire"


run(completes_by_the_keyboard, keeps_a_saved_filter, goes_from_match_to_match, shows_a_match_in_context)
