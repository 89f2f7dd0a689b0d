# SPDX-FileCopyrightText: 2026 The MqttDesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Connections by WebSocket, set up in the profile editor and named on the command line."""
import os
import re
import subprocess

from desk import BUTTON, Page, Role, open_profile, run, tab_to
from desk.broker import free_port


def start_broker(scenario):
    """Returns a broker, which has to listen to plain MQTT too, and its port for WebSocket."""
    port = free_port()
    return scenario.start_broker(f"listener {port} 127.0.0.1", "protocol websockets"), port


def connects_by_websocket(scenario):
    broker, port = start_broker(scenario)
    program = scenario.start_program()
    page = Page(program)
    page.window.find(BUTTON, re.compile("New profile")).press()
    editor = program.window("New profile")
    editor.find(Role.TEXT, "Name").set_text("By the web")
    editor.find(Role.TEXT, "Host").set_text("127.0.0.1")
    program.activate("New profile")
    tab_to(program, editor, "Connection")
    program.keys("space", "Down", "Down", "Return")
    editor.find(Role.LABEL, "WebSocket")
    editor.find(Role.TEXT, "Path").set_text("/plant?line=7")
    editor.find(Role.TEXT, "Port").set_text(str(port))
    editor.find(BUTTON, "Add a header").press()
    editor.find(Role.TEXT, "Header").set_text("Origin")
    editor.find(Role.TEXT, "Value").set_text("http://plant.example")
    editor.find(BUTTON, re.compile("Save")).press()

    open_profile(page, "By the web")
    page.wait_state("Connected")
    page.window.find(Role.LABEL, re.compile(f"^ws://127.0.0.1:{port}/plant · MQTT 3.1.1$"))
    subscriber = broker.subscribe("a/#")
    page.subscribe("a/#")
    page.wait_subscription(r"^a/#.*QoS 0")
    page.publish("a/b", "over WebSocket")
    page.wait_message("a/b", "over WebSocket")
    subscriber.wait_for("a/b 0 0 over WebSocket")


def explains_the_wrong_port(scenario):
    broker, _ = start_broker(scenario)
    page = Page(scenario.start_program("--connect", f"ws://127.0.0.1:{broker.port}/mqtt"))
    page.window.find(Role.LABEL, re.compile("closed the connection when asked for WebSocket"))


def publishes_without_a_window(scenario):
    broker, port = start_broker(scenario)
    subscriber = broker.subscribe("a/#", "-q", "1")
    subprocess.run([os.environ["MQTT_DESK_PROGRAM"], "publish", f"ws://127.0.0.1:{port}", "a/b", "-m", "hello",
                    "-q", "1"], check=True, timeout=60)
    subscriber.wait_for("a/b 1 0 hello")
    subscriber.stop()


run(connects_by_websocket, explains_the_wrong_port, publishes_without_a_window)
