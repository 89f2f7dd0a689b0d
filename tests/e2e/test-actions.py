# SPDX-FileCopyrightText: 2026 The MqttDesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever a person can do in a window, the session bus can: one object a window, with all its actions."""
import pathlib
import re

from desk import ROW, connect, run, wait_until
from gi.repository import Gio, GLib

DOCUMENT = pathlib.Path(__file__).parents[2] / "docs/actions.md"


def actions_of(page):
    """The actions of the first window, as soon as the bus has them."""
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    group = Gio.DBusActionGroup.get(bus, "com.example.MqttDesk", "/com/example/MqttDesk/window/1")
    group.list_actions()
    page.actions = group  # the proxy hears of changes only while it lives
    wait_until(lambda: group.has_action("connect"), "the actions of the window on the bus")
    return group


def drives_a_connection(scenario):
    broker = scenario.start_broker()
    page = connect(scenario, broker)
    actions = actions_of(page)
    wait_until(lambda: actions.has_action("page.subscribe-to"), "the actions of the page on the bus")
    actions.activate_action("page.subscribe-to", GLib.Variant("(su)", ("plant/#", 1)))
    page.wait_subscription(r"^plant/#.*QoS 1")

    subscriber = scenario.subscribe(broker, "plant/#", "-q", "2")
    actions.activate_action("publish.send-message", GLib.Variant("(ssub)", ("plant/set", "grün", 1, False)))
    subscriber.wait_for("plant/set 1 0 grün")
    page.wait_message("plant/set", "grün")

    assert not actions.get_action_state("log.pause").unpack()
    actions.change_action_state("log.pause", GLib.Variant("b", True))
    wait_until(lambda: actions.get_action_state("log.pause").unpack(), "the state of log.pause on the bus")
    n_before = len(page.messages())
    broker.publish("plant/b", "meanwhile", "-q", "1")
    page.window.find(name=re.compile("1 new message"))
    assert len(page.messages()) == n_before
    actions.activate_action("log.resume", None)
    page.wait_message("plant/b", "meanwhile")

    actions.activate_action("page.unsubscribe", GLib.Variant("s", "plant/#"))
    page.window.wait_gone(ROW, re.compile("^plant/#"))
    actions.activate_action("disconnect", None)
    page.wait_state("Disconnected")


def tells_what_can_be_done(scenario):
    """Those of the connection in view; enabled when there is something to act on."""
    broker = scenario.start_broker()
    page = connect(scenario, broker, "--subscribe", "a")
    page.wait_subscription("^a.*QoS 0")
    actions = actions_of(page)
    wait_until(lambda: actions.has_action("log.copy-topic"), "the actions of the page on the bus")
    assert not actions.get_action_enabled("log.copy-topic")
    broker.publish("a", "x")
    page.wait_message("a", "x")
    page.select("a", "x")
    wait_until(lambda: actions.get_action_enabled("log.copy-topic"), "a message to copy the topic of")

    actions.activate_action("show-start", None)
    wait_until(lambda: not actions.has_action("log.copy-topic"), "no connection in view")
    assert actions.has_action("quick-connect")
    page.program.activate()
    page.program.keys("ctrl+Tab")
    wait_until(lambda: actions.has_action("log.copy-topic"), "the connection in view again")


def document_tells_all(scenario):
    broker = scenario.start_broker()
    page = connect(scenario, broker)
    actions = actions_of(page)
    wait_until(lambda: actions.has_action("log.find"), "the actions of the page on the bus")
    # The window of the connection check is none of the application's own, and a list of recent texts belongs to its
    # entry: their actions are not on the bus.
    told = dict(re.findall(r"^\| `(?!check\.|recent\.)([a-z.-]+)` \| (?:`(.*?)`)? *\|",
                           DOCUMENT.read_text(encoding="utf-8"), re.M))
    there = {}
    for name in actions.list_actions():
        kind = actions.get_action_parameter_type(name)
        there["win." + name if "." not in name else name] = kind.dup_string() if kind else ""
    assert told == there, sorted(set(told.items()) ^ set(there.items()))


run(drives_a_connection, tells_what_can_be_done, document_tells_all)
