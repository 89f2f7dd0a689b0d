# SPDX-FileCopyrightText: 2026 The MqttDesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A broker behind a proxy, set up in the profile editor."""
import json
import re
import socket

from desk import BUTTON, Actions, Page, Role, open_profile, run, tab_to, wait_until
from desk.broker import free_port
from desk.proxy import Proxy
from desk.server import Server, join

ENTRY = {Role.TEXT, Role.PASSWORD_TEXT}


def connects_by_a_proxy(scenario):
    broker = scenario.start_broker()
    proxy = Proxy(scenario.folder, "ada", "countess")
    scenario.others.append(proxy)
    program = scenario.start_program()
    page = Page(program)
    page.window.find(BUTTON, re.compile("New profile")).press()
    editor = program.window("New profile")
    editor.find(Role.TEXT, "Name").set_text("Behind a wall")
    editor.find(Role.TEXT, "Host").set_text("127.0.0.1")
    editor.find(Role.TEXT, "Port").set_text(str(broker.port))

    program.activate("New profile")
    tab_to(program, editor, "Proxy")
    program.keys("space")
    tab_to(program, editor, "Kind of proxy")
    program.keys("space", "Down", "Down", "Return")
    editor.find(Role.LABEL, "HTTP (CONNECT)")
    editor.find(Role.TEXT, "Proxy host").set_text("127.0.0.1")
    editor.find(Role.TEXT, "Proxy port").set_text(str(proxy.port))
    editor.find(Role.TEXT, "Proxy user name").set_text("ada")
    editor.find(Role.LABEL, f"HTTP (CONNECT) · 127.0.0.1:{proxy.port}")
    # There is no keyring here: neither for the broker's password nor for the proxy's.
    editor.find(Role.LABEL, re.compile("^Asked for at each connect"))
    assert not editor.find_all(Role.LABEL, re.compile("^Kept in the keyring"))
    editor.find(BUTTON, re.compile("Save")).press()

    # So the password is asked for, and again when it is wrong.
    open_profile(page, "Behind a wall")
    for password, why in (("countless", "no keyring"), ("countess", "does not take this user name")):
        dialog = program.window("Password of the proxy needed")
        dialog.find(Role.LABEL, re.compile(f"For “ada” at the proxy .*{why}"))
        dialog.find(ENTRY, "Password").set_text(password)
        dialog.find(BUTTON, re.compile("Connect$")).press()
        if password == "countless":
            page.wait_state("Connection failed")
            page.window.find(BUTTON, "Try again").press()
    page.wait_state("Connected")
    page.subscribe("a/#")
    page.wait_subscription(r"^a/#.*QoS 0")
    page.publish("a/b", "past the wall")
    page.wait_message("a/b", "past the wall")
    assert f"CONNECT 127.0.0.1:{broker.port}" in proxy.log, proxy.log


def explains_a_proxy_that_is_not_there(scenario):
    port = free_port()
    profile = {"id": "wall", "name": "Behind a wall", "host": "broker.example", "proxy": "socks5",
               "proxy_host": "127.0.0.1", "proxy_port": port}
    config = scenario.folder / "program/config/mqtt-desk"
    config.mkdir(parents=True)
    (config / "profiles.json").write_text(json.dumps({"version": 1, "profiles": [profile]}))
    page = Page(scenario.start_program("--connect", "Behind a wall"))
    page.window.find(Role.LABEL, re.compile(f"^No proxy listens at 127.0.0.1:{port}"))
    page.window.find(BUTTON, "Try now")


class KnowingProxy(Server):
    """Knows where broker.invalid is, which this computer does not."""

    def __init__(self, broker):
        self.broker = broker
        self.asked = []
        super().__init__(None)

    def talk(self, connection):
        request = connection.recv(4096)
        self.asked.append(request.split(b"\r\n")[0].decode())
        with socket.create_connection(("127.0.0.1", self.broker.port)) as other:
            connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
            join(connection, other)


def set_gnome(scenario, mode, port):
    """Writes the settings to where GSettings keeps them for the program."""
    file = scenario.folder / "program/config/glib-2.0/settings/keyfile"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"[system/proxy]\nmode='{mode}'\n\n[system/proxy/https]\nhost='127.0.0.1'\nport={port}\n")


def start_proxy(scenario):
    proxy = KnowingProxy(scenario.start_broker())
    scenario.others.append(proxy)
    return proxy


def connect_as_system_says(scenario, proxy, environment):
    page = Page(scenario.start_program("--connect", "mqtt://broker.invalid:1883", environment=environment))
    page.wait_state("Connected")
    assert proxy.asked == ["CONNECT broker.invalid:1883 HTTP/1.0"], proxy.asked
    return page


def follows_the_settings_of_gnome(scenario):
    """GLib's own resolver asks them at each attempt."""
    proxy = start_proxy(scenario)
    set_gnome(scenario, "manual", proxy.port)
    page = connect_as_system_says(scenario, proxy, {"XDG_CURRENT_DESKTOP": "GNOME"})
    set_gnome(scenario, "none", proxy.port)
    actions = Actions("connect")

    def goes_straight():
        actions("disconnect")
        page.wait_state("Disconnected")
        actions("connect")
        page.wait_state("Connected|Waiting|Connection failed")
        return page.window.find_all(Role.LABEL, re.compile("no computer with the name “broker.invalid”"))
    wait_until(goes_straight, "a connection past the proxy, as soon as the settings say so")


def follows_the_environment(scenario):
    """As libproxy reads it outside of GNOME."""
    proxy = start_proxy(scenario)
    connect_as_system_says(scenario, proxy, {"GIO_USE_PROXY_RESOLVER": "libproxy",
                                             "https_proxy": f"http://127.0.0.1:{proxy.port}"})


run(connects_by_a_proxy, explains_a_proxy_that_is_not_there, follows_the_settings_of_gnome, follows_the_environment)
