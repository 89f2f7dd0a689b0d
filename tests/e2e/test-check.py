# SPDX-FileCopyrightText: 2026 The MqttDesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The connection check: what it says about each failure, and what a click mends."""
import json
import os
import pathlib
import re
import socket
import subprocess
import threading

from desk import BUTTON, ROW, Page, Role, run
from desk.broker import free_port

MAKE_CERTIFICATES = pathlib.Path(__file__).parent.parent / "core/make-certificates"


class Server:
    """Says its words to whatever comes; without words it closes at once, with None it is silent."""

    def __init__(self, words):
        self.words = words
        self.connections = []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.serve, daemon=True).start()

    def answer(self, data):
        return self.words

    def talk(self, connection):
        try:
            while self.words != b"":
                data = connection.recv(4096)
                if not data:
                    break
                answer = self.answer(data)
                if answer is not None:
                    connection.sendall(answer)
                    break
        except OSError:
            pass
        connection.close()

    def serve(self):
        try:
            while True:
                connection, _ = self.listener.accept()
                self.connections.append(connection)
                threading.Thread(target=self.talk, args=(connection,), daemon=True).start()
        except OSError:
            pass

    def stop(self):
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        for connection in self.connections:
            connection.close()


class OldBroker(Server):
    """Takes MQTT 3.1.1 alone."""

    def __init__(self):
        super().__init__(None)

    def answer(self, data):
        return bytes([0x20, 2, 0, 0 if data[8] == 4 else 1])


def act(action, *arguments):
    parameters = "[" + ", ".join(f"<{json.dumps(argument)}>" for argument in arguments) + "]"
    subprocess.run(["gdbus", "call", "--session", "--dest", "com.example.MqttDesk", "--object-path",
                    "/com/example/MqttDesk/window/1", "--method", "org.gtk.Actions.Activate", action, parameters,
                    "{}"], check=True, capture_output=True)


def start_with_profiles(scenario, profiles):
    """Starts the program with a profile for each name; what they have in common is said here."""
    config = scenario.folder / "program/config/mqtt-desk"
    config.mkdir(parents=True)
    common = {"host": "localhost", "reconnect": False, "connect_timeout": 2}
    full = [common | {"id": name, "name": name} | members for name, members in profiles.items()]
    (config / "profiles.json").write_text(json.dumps({"version": 1, "profiles": full}))
    program = scenario.start_program()
    page = Page(program)
    page.window.find(ROW, re.compile(full[0]["name"]))
    return page


def check(page, profile):
    """Opens the check for a profile, and returns its window when it is over."""
    act("open-profile", profile)
    act("check-connection")
    window = page.program.window("Connection check")
    window.find(BUTTON, re.compile("Check again"), 40)
    return window


def close(page):
    page.program.activate("Connection check")
    page.program.keys("Escape")
    page.program.application.wait_gone(None, "Connection check")
    act("close-tab")


def expect(page, profile, step, words, remedy=None):
    window = check(page, profile)
    window.find(ROW, re.compile(f"^{step}: failed\\. .*{words}"))
    if remedy is not None:
        window.find(BUTTON, remedy)
    close(page)


def explains_strangers(scenario):
    """What listens there is no broker, or not the one that the profile expects."""
    web = Server(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")
    closing = Server(b"")
    silent = Server(None)
    old = OldBroker()
    scenario.others += [web, closing, silent, old]
    broker = scenario.start_broker()
    web_port = free_port()
    scenario.start_broker(f"listener {web_port} 127.0.0.1", "protocol websockets")
    page = start_with_profiles(scenario, {
        "nothing": {"port": free_port()},
        "no-name": {"host": "broker.invalid", "port": 1883},
        "web": {"port": web.port},
        "web-by-tls": {"port": web.port, "transport": "mqtts"},
        "plain-by-tls": {"port": broker.port, "transport": "mqtts"},
        "closing": {"port": closing.port},
        "silent": {"port": silent.port},
        "websocket-by-mqtt": {"port": web_port},
        "mqtt-by-websocket": {"port": broker.port, "transport": "ws"},
        "version": {"port": old.port, "mqtt_version": "5"},
    })
    expect(page, "nothing", "Network", "Nothing listens at localhost:")
    expect(page, "no-name", "Name", "broker.invalid")
    expect(page, "web", "Broker", "A web server answers")
    expect(page, "web-by-tls", "TLS", "A web server answers")
    expect(page, "plain-by-tls", "TLS", "speaks plain MQTT", "Use plain MQTT")
    expect(page, "closing", "Broker", "closes it without a word")
    expect(page, "silent", "Broker", "says nothing")
    expect(page, "websocket-by-mqtt", "Broker", "MQTT inside of WebSocket", "Use WebSocket")
    expect(page, "mqtt-by-websocket", "WebSocket", "MQTT without WebSocket", "Use plain MQTT")
    expect(page, "version", "Broker", "does not speak MQTT 5, but it does speak MQTT 3.1.1", "Use MQTT 3.1.1")


def explains_tls(scenario):
    certificates = scenario.folder / "certificates"
    subprocess.run([MAKE_CERTIFICATES, certificates], check=True)

    def serve(name, *config):
        return scenario.start_broker(f"certfile {certificates}/{name}.pem", f"keyfile {certificates}/{name}.key",
                                     *config).port

    def profile(port, **more):
        return {"port": port, "transport": "mqtts", "tls_ca_file": f"{certificates}/ca.pem"} | more

    server = serve("server")
    wanting = serve("server", f"cafile {certificates}/ca.pem", "require_certificate true")
    page = start_with_profiles(scenario, {
        "unknown": profile(server, tls_ca_file=f"{certificates}/other-ca.pem"),
        "expired": profile(serve("expired")),
        "early": profile(serve("early")),
        "named": profile(serve("named")),
        "client-certificate": profile(wanting),
        "tls-by-plain": {"port": server},
    })
    expect(page, "unknown", "TLS", "an authority that is not trusted here", "Trust this certificate")
    expect(page, "expired", "TLS", "was valid until", "Trust this certificate")
    expect(page, "early", "TLS", "is valid only from", "Trust this certificate")
    expect(page, "named", "TLS", "is for “broker.example”, not for “localhost”", "Trust this certificate")
    expect(page, "client-certificate", "Broker", "wants a client certificate")
    expect(page, "tls-by-plain", "Broker", "speaks TLS", "Use MQTT over TLS")


def explains_refusals(scenario):
    refusing = Server(bytes([0x20, 2, 0, 2]))
    scenario.others.append(refusing)
    broker = scenario.start_broker(users={"ada": "right"})
    page = start_with_profiles(scenario, {
        "credentials": {"port": broker.port},
        "client-id": {"port": refusing.port, "client_id": "a name that it does not like"},
    })
    window = check(page, "credentials")
    window.find(ROW, re.compile("^Broker: failed\\. .*user name"))
    window.find(Role.LABEL, re.compile("No user name was sent"))
    close(page)
    expect(page, "client-id", "Broker", "refuses the client ID", "Use another client ID")


def mends_by_a_click(scenario):
    """From the failure message to a connection: the certificate is trusted, and kept so."""
    certificates = scenario.folder / "certificates"
    subprocess.run([MAKE_CERTIFICATES, certificates], check=True)
    broker = scenario.start_broker(f"certfile {certificates}/self.pem", f"keyfile {certificates}/self.key")
    page = start_with_profiles(scenario, {"self": {"port": broker.port, "transport": "mqtts"}})
    act("open-profile", "self")
    page.wait_state("Connection failed")
    page.window.find(BUTTON, "Check connection…").press()
    window = page.program.window("Connection check")
    window.find(BUTTON, "Trust this certificate", 40).press()
    window.find(None, "The connection works", 40)
    page.program.activate("Connection check")
    page.program.keys("Escape")
    page.program.application.wait_gone(None, "Connection check")
    page.window.find(BUTTON, "Try again").press()
    page.wait_state("Connected")


def checks_what_is_filled_in(scenario):
    """In the editor, before anything is saved; the password is in what is sent, and not in what is copied."""
    broker = scenario.start_broker(users={"ada": "right-word"})
    program = scenario.start_program()
    page = Page(program)
    page.window.find(BUTTON, re.compile("New profile")).press()
    editor = program.window("New profile")
    editor.find(Role.TEXT, "Host").set_text("127.0.0.1")
    editor.find(Role.TEXT, "Port").set_text(str(broker.port))
    editor.find(Role.TEXT, "User name").set_text("ada")
    editor.find({Role.TEXT, Role.PASSWORD_TEXT}, "Password").set_text("right-word")
    editor.find(BUTTON, re.compile("Check connection")).press()
    window = program.window("Connection check")
    window.find(None, "The connection works", 40)
    for step in ("Name", "Network", "Broker", "Subscribing", "Publishing"):
        window.find(ROW, re.compile(f"^{step}: passed"))
    program.activate("Connection check")
    program.resize(360, 600, "Connection check")
    program.keys("Escape")
    program.application.wait_gone(None, "Connection check")


def checks_without_a_window(scenario):
    broker = scenario.start_broker(users={"ada": "right-word"})
    program = os.environ["MQTT_DESK_PROGRAM"]
    environment = dict(os.environ, XDG_CONFIG_HOME=str(scenario.folder), XDG_DATA_HOME=str(scenario.folder))

    def check_uri(uri):
        return subprocess.run([program, "check", uri], env=environment, capture_output=True, text=True, timeout=60,
                              check=False)

    good = check_uri(f"mqtt://ada:right-word@127.0.0.1:{broker.port}")
    assert good.returncode == 0, good
    assert "✓ Broker" in good.stdout and "right-word" not in good.stdout + good.stderr, good
    bad = check_uri(f"mqtt://ada:wrong-word@127.0.0.1:{broker.port}")
    assert bad.returncode == 1, bad
    assert "✗ Broker" in bad.stdout and "wrong-word" not in bad.stdout + bad.stderr, bad
    assert check_uri("no-such-profile").returncode == 2


run(explains_strangers, explains_tls, explains_refusals, mends_by_a_click, checks_what_is_filled_in,
    checks_without_a_window)
