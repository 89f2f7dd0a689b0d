# SPDX-FileCopyrightText: 2026 The MqttDesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The connection check: what it says about each failure, and what a click mends."""
import json
import os
import pathlib
import re
import subprocess

from desk import BUTTON, ROW, Page, Role, run, wait_until
from desk.broker import free_port
from desk.proxy import Proxy, SocksProxy
from desk.server import Gate, Server

MAKE_CERTIFICATES = pathlib.Path(__file__).parent.parent / "core/make-certificates"


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


def begin(program):
    """Returns the window of the check, which waits the first time that the program checks."""
    window = program.window("Connection check")
    window.find(BUTTON, re.compile("Start check|Stop|Check again"))
    start = window.find_all(BUTTON, re.compile("Start check"))
    if start:
        assert window.find_all(Role.LABEL, re.compile("one message goes to “mqttdesk/check/")), window
        start[0].press()
    return window


def check(page, profile):
    """Opens the check for a profile, and returns its window when it is over."""
    act("open-profile", profile)
    act("check-connection")
    window = begin(page.program)
    window.find(BUTTON, re.compile("Check again"), 40)
    return window


def close(page):
    page.program.activate("Connection check")
    page.program.keys("Escape")
    page.program.application.wait_gone(None, "Connection check")
    act("close-tab")


def saved(page, profile):
    """Returns a profile as it is in the file."""
    profiles = json.loads((page.program.folder / "config/mqtt-desk/profiles.json").read_text())["profiles"]
    return next(one for one in profiles if one["id"] == profile)


def expect(page, profile, step, words, remedy=None, works=True):
    """The check fails at a step with these words; the remedy that it has to offer, if any, is tried, and works."""
    window = check(page, profile)
    window.find(ROW, re.compile(f"^{step}: failed\\. .*{words}"))
    if remedy is not None:
        window.find(BUTTON, remedy).press()
        if works:
            window.find(None, "The connection works", 40)
        else:
            window.wait_gone(BUTTON, remedy)
            window.find(BUTTON, re.compile("Check again"), 40)
    close(page)


def explains_strangers(scenario):
    """What listens there is no broker, or not the one that the profile expects."""
    web = Server(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")
    closing = Server(b"")
    silent = Server(None)
    broker = scenario.start_broker()
    old = Gate(broker, lambda level, client_id: 0 if level == 4 else 1)
    scenario.others += [web, closing, silent, old]
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
    wait_until(lambda: saved(page, "version").get("mqtt_version", "3.1.1") == "3.1.1",
               "the version that works is kept")


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
        "stranger": profile(wanting, tls_certificate_file=f"{certificates}/stranger.pem",
                            tls_key_file=f"{certificates}/stranger.key"),
        "wrong-key": profile(wanting, tls_certificate_file=f"{certificates}/client.pem",
                             tls_key_file=f"{certificates}/stranger.key"),
        "tls-by-plain": profile(server, transport="mqtt"),
    })
    expect(page, "unknown", "TLS", "an authority that is not trusted here", "Trust this certificate")
    expect(page, "expired", "TLS", "was valid until", "Trust this certificate")
    expect(page, "early", "TLS", "is valid only from", "Trust this certificate")
    expect(page, "named", "TLS", "is for “broker.example”, not for “localhost”", "Trust this certificate")
    # With TLS 1.3 a client has done its part before the broker looks at its certificate, or just not yet.
    expect(page, "client-certificate", "(TLS|Broker)", "wants a client certificate")
    expect(page, "stranger", "(TLS|Broker)", "does not take the client certificate")
    expect(page, "wrong-key", "TLS", "do not belong together")
    expect(page, "tls-by-plain", "Broker", "speaks TLS", "Use MQTT over TLS")


def explains_refusals(scenario):
    broker = scenario.start_broker()
    gate = Gate(broker, lambda level, client_id: 2 if client_id.startswith("a name") else 0)
    scenario.others.append(gate)
    guarded = scenario.start_broker(users={"ada": "right"})
    page = start_with_profiles(scenario, {
        "credentials": {"port": guarded.port},
        "client-id": {"port": gate.port, "client_id": "a name that it does not like"},
        "taken": {"port": broker.port, "client_id": "shared", "mqtt_version": "5", "reconnect": True},
    })
    window = check(page, "credentials")
    window.find(ROW, re.compile("^Broker: failed\\. .*user name"))
    window.find(Role.LABEL, re.compile("No user name was sent"))
    close(page)
    expect(page, "client-id", "Broker", "refuses the client ID", "Use another client ID")

    # The other client comes back a second after each time that it lost its connection to us.
    scenario.subscribe(broker, "x", "-i", "shared")
    act("open-profile", "taken")
    page.window.find(BUTTON, "Connect under a new client ID", 40)
    page.window.find(BUTTON, "Check connection…").press()
    window = begin(page.program)
    window.find(ROW, re.compile("^Client ID: failed\\. .*The client ID “shared” is taken: another client"), 40)
    window.find(BUTTON, "Use another client ID").press()
    window.find(None, "The connection works", 40)
    assert saved(page, "taken")["client_id"] not in ("", "shared")


def explains_proxies(scenario):
    """What lies before the broker: a proxy that is not there, lets nobody in, or does not lead there."""
    broker = scenario.start_broker()
    web = Server(b"HTTP/1.1 405 Method Not Allowed\r\nContent-Length: 0\r\n\r\n")
    closing = Server(b"")
    open_proxy = Proxy(scenario.folder)
    strict = Proxy(scenario.folder, config="ConnectPort 443")
    private = Proxy(scenario.folder, "ada", "countess")
    socks = SocksProxy()
    private_socks = SocksProxy("ada", "countess")
    scenario.others += [web, closing, open_proxy, strict, private, socks, private_socks]

    def profile(kind, proxy_port, port=broker.port, **more):
        return {"port": port, "proxy": kind, "proxy_host": "127.0.0.1", "proxy_port": proxy_port} | more

    page = start_with_profiles(scenario, {
        "gone": profile("http", free_port()),
        "no-name": profile("socks5", 1080, proxy_host="proxy.invalid"),
        "web": profile("http", web.port),
        "not-allowed": profile("http", strict.port),
        "not-reached": profile("http", open_proxy.port, free_port()),
        "socks-not-reached": profile("socks5", socks.port, free_port()),
        "not-a-proxy": profile("socks5", closing.port),
        "socks-user": profile("socks5", private_socks.port),
        "user": profile("http", private.port),
    })
    expect(page, "gone", "Network", "No proxy listens at 127.0.0.1:")
    expect(page, "no-name", "Name", "The address of the proxy “proxy.invalid” could not be found")
    expect(page, "web", "Proxy", "does not do CONNECT")
    expect(page, "not-allowed", "Proxy", "does not allow connections to localhost:")
    expect(page, "not-reached", "Proxy", "did not reach localhost:")
    expect(page, "socks-not-reached", "Proxy", "found nothing that listens at localhost:")
    expect(page, "not-a-proxy", "Proxy", "Is it a proxy of this kind")
    expect(page, "socks-user", "Proxy", "wants a user name and a password")
    expect(page, "user", "Proxy", "wants a user name and a password")

    act("edit-profile", "user")
    editor = page.program.window("Edit profile")
    editor.find(Role.TEXT, "Proxy user name").set_text("ada")
    for password in ("countless", "countess"):
        editor.find({Role.TEXT, Role.PASSWORD_TEXT}, "Proxy password").set_text(password)
        editor.find(BUTTON, re.compile("Check connection")).press()
        window = begin(page.program)
        if password == "countless":
            window.find(ROW, re.compile("^Proxy: failed\\. .*does not take this user name and password"), 40)
        else:
            window.find(ROW, re.compile("^Proxy: passed\\. .*leads to localhost:"), 40)
            window.find(None, "The connection works", 40)
        page.program.activate("Connection check")
        page.program.keys("Escape")
        page.program.application.wait_gone(None, "Connection check")


def mends_by_a_click(scenario):
    """From the failure message to a connection: the certificate is trusted, and kept so."""
    certificates = scenario.folder / "certificates"
    subprocess.run([MAKE_CERTIFICATES, certificates], check=True)
    broker = scenario.start_broker(f"certfile {certificates}/self.pem", f"keyfile {certificates}/self.key")
    page = start_with_profiles(scenario, {"self": {"port": broker.port, "transport": "mqtts"}})
    act("open-profile", "self")
    page.wait_state("Connection failed")
    page.window.find(BUTTON, "Check connection…").press()
    window = begin(page.program)
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
    editor.find({Role.TEXT, Role.PASSWORD_TEXT}, "Password").set_text("wrong-word")
    editor.find(BUTTON, re.compile("Check connection")).press()
    window = begin(program)
    window.find(ROW, re.compile("^Broker: failed\\. "), 40)
    window.find(Role.LABEL, re.compile("so one of them is wrong"))
    program.activate("Connection check")
    program.keys("Escape")
    program.application.wait_gone(None, "Connection check")

    editor.find({Role.TEXT, Role.PASSWORD_TEXT}, "Password").set_text("right-word")
    editor.find(BUTTON, re.compile("Check connection")).press()
    window = begin(program)
    window.find(None, "The connection works", 40)
    for step in ("Name", "Network", "Broker", "Subscribing", "Publishing"):
        window.find(ROW, re.compile(f"^{step}: passed"))
    program.activate("Connection check")
    program.resize(360, 600, "Connection check")
    program.keys("Escape")
    program.application.wait_gone(None, "Connection check")


def copies_what_was_found(scenario):
    """By the keyboard: the steps as text, where they can be pasted, without the password."""
    broker = scenario.start_broker(users={"ada": "right-word"})
    page = Page(scenario.start_program("--connect", f"mqtt://ada:wrong-word@127.0.0.1:{broker.port}"))
    page.window.find(BUTTON, "Check connection…").press()
    window = begin(page.program)
    window.find(BUTTON, re.compile("Check again"), 40)
    page.program.activate("Connection check")
    page.program.keys("ctrl+shift+c")
    window.find(BUTTON, "Close").press()
    page.program.application.wait_gone(None, "Connection check")
    payload = page.window.find(Role.TEXT, "Payload to publish")
    page.window.find(Role.TEXT, "Topic to publish to").set_text("a")
    page.program.activate()
    page.program.keys("ctrl+p", "ctrl+v")
    wait_until(lambda: "✗ Broker" in payload.text, "what was found, pasted")
    assert "✓ Network" in payload.text and "user name" in payload.text, payload.text
    assert "wrong-word" not in payload.text, payload.text


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

    help_text = subprocess.run([program, "check", "--help"], env=environment, capture_output=True, text=True,
                               timeout=60, check=True).stdout
    assert "mqttdesk/check/" in help_text and "--no-probe" in help_text, help_text
    quiet = subprocess.run([program, "check", "--no-probe", f"mqtt://ada:right-word@127.0.0.1:{broker.port}"],
                           env=environment, capture_output=True, text=True, timeout=60, check=True).stdout
    assert "✓ Broker" in quiet and "Publishing" not in quiet, quiet


run(explains_strangers, explains_tls, explains_refusals, explains_proxies, mends_by_a_click, checks_what_is_filled_in,
    copies_what_was_found, checks_without_a_window)
