# SPDX-FileCopyrightText: 2026 The MqttDesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The demo: its broker lives exactly as long as the program, and its absence is explained."""
import os
import pathlib
import re
import socket

from desk import Role, run, wait_until


def demo_port():
    """Returns the port of the broker that the program started, as soon as that accepts connections."""
    def look():
        for config in pathlib.Path(os.environ["XDG_RUNTIME_DIR"]).glob("mqtt-desk/broker-*/mosquitto.conf"):
            port = int(re.search(r"^listener (\d+) ", config.read_text(), re.MULTILINE)[1])
            if accepts(port):
                return port
        return None
    return wait_until(look, "a broker of the demo")


def accepts(port):
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
        return True
    except OSError:
        return False


def ends_with_the_window(scenario):
    program = scenario.start_program("--demo")
    program.window()
    port = demo_port()
    program.stop()
    wait_until(lambda: not accepts(port), "the broker has ended with the program")


def ends_with_a_crash(scenario):
    program = scenario.start_program("--demo")
    program.window()
    port = demo_port()
    program.kill()
    wait_until(lambda: not accepts(port), "the broker has ended with the program that was killed")


def says_how_to_install_the_broker(scenario):
    program = scenario.start_program("--demo", environment={"MQTT_DESK_MOSQUITTO": "/nonexistent/mosquitto"})
    dialog = program.window("The demo cannot start")
    dialog.find(name=re.compile("apt install mosquitto"))
    dialog.find(Role.PUSH_BUTTON, re.compile("Close")).press()
    program.application.wait_gone(name="The demo cannot start")
    # the rest works
    assert program.window("MqttDesk").find(Role.PUSH_BUTTON, "New profile").sensitive


run(ends_with_the_window, ends_with_a_crash, says_how_to_install_the_broker)
