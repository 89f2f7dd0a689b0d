# SPDX-FileCopyrightText: 2026 The MqttDesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The packets of a connection: recorded, filtered, and saved for Wireshark."""
import re
import subprocess

from desk import ROW, Page, connect, run, wait_until
from gi.repository import Gio, GLib

PASSWORD = "correct-horse-battery"


def actions_of(page):
    """The actions of the first window, as soon as those of the page are there."""
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    group = Gio.DBusActionGroup.get(bus, "com.example.MqttDesk", "/com/example/MqttDesk/window/1")
    group.list_actions()
    page.actions = group  # the proxy hears of changes only while it lives
    wait_until(lambda: group.has_action("trace.record"), "the actions of the page on the bus")
    return group


def dissect(path, *fields):
    """What Wireshark says of each MQTT packet of a file."""
    asked = [argument for field in fields for argument in ("-e", field)]
    command = ["tshark", "-n", "-r", str(path), "-Y", "mqtt", "-T", "fields", "-E", "separator=|", *asked]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    return answer.stdout.splitlines() if answer.returncode == 0 else []


def records_a_connection(scenario):
    """From the keyboard, with a password that is nowhere afterwards."""
    broker = scenario.start_broker(users={"alice": PASSWORD})
    program = scenario.start_program("--connect", f"mqtt://alice@127.0.0.1:{broker.port}", "--subscribe", "plant/#",
                                     environment={"MQTT_DESK_PASSWORD": PASSWORD})
    page = Page(program)
    page.wait_state("Connected")
    actions = actions_of(page)
    program.activate()
    program.keys("alt+3", "F7")
    wait_until(lambda: actions.get_action_state("trace.record").unpack(), "the recording")
    actions.activate_action("disconnect", None)
    page.wait_state("Disconnected")
    actions.activate_action("connect", None)
    page.wait_state("Connected")

    packets = page.window.find(name="Packets")
    packets.find(ROW, re.compile("sent, CONNECT, MQTT .*user alice"))
    packets.find(ROW, re.compile("received, CONNACK, Success|received, CONNACK, Connection Accepted"))
    packets.find(ROW, re.compile("received, SUBACK, Granted QoS 0"))
    actions.change_action_state("trace.filter", GLib.Variant("s", "type:connack"))
    packets.wait_gone(ROW, re.compile("CONNECT, "))

    path = scenario.folder / "packets.pcapng"
    actions.activate_action("trace.save-to", GLib.Variant("s", path.as_uri()))
    wait_until(lambda: path.exists() and dissect(path, "mqtt.msgtype"), "the saved packets")
    lines = dissect(path, "mqtt.msgtype", "mqtt.username", "mqtt.passwd")
    assert "1|alice|" + "*" * len(PASSWORD) in lines, lines
    types = [line.split("|")[0] for line in lines]
    assert types[types.index("1"):types.index("1") + 2] == ["1", "2"], types
    assert PASSWORD.encode() not in path.read_bytes()


run(records_a_connection)
