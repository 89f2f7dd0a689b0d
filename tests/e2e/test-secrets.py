# SPDX-FileCopyrightText: 2026 The MqttDesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Secrets are in the keyring and nowhere else."""
import base64
import json
import pathlib
import re
import socket
import subprocess

from desk import BUTTON, Page, Role, open_profile, run, tab_to, wait_until
from desk.broker import free_port
from desk.keyring import Keyring
from desk.proxy import Proxy
from desk.server import Server, join

MAKE_CERTIFICATES = pathlib.Path(__file__).parent.parent / "core/make-certificates"
ENTRY = {Role.TEXT, Role.PASSWORD_TEXT}
PASSWORD, PASSPHRASE, PROXY_PASSWORD = "MqttZebra1", "KeyZebra2", "ProxyZebra3"
HEADER = "HeaderZebra4"
SECRETS = (PASSWORD, PASSPHRASE, PROXY_PASSWORD, HEADER)


def call(action, parameter="[]"):
    """Drives an action of the window by the session bus."""
    subprocess.run(["gdbus", "call", "--session", "--dest", "com.example.MqttDesk", "--object-path",
                    "/com/example/MqttDesk/window/1", "--method", "org.gtk.Actions.Activate", action, parameter, "{}"],
                   check=True, stdout=subprocess.DEVNULL)


def forms(secret):
    """How a secret may be written: as it is, in UTF-16, and in base64 at any offset."""
    found = {secret.encode(), secret.encode("utf-16-le")}
    for offset in range(3):
        encoded = base64.b64encode(b"." * offset + secret.encode())
        found.add(encoded[(0, 2, 3)[offset]:len(encoded) - 4])
    return found


def assert_nowhere(program, marker=None):
    """Neither a file of the program, with what it printed, nor the list of processes holds a secret."""
    process = pathlib.Path(f"/proc/{program.process.pid}")
    files = [path for path in program.folder.rglob("*") if path.is_file()]
    assert any(path.name.endswith("-wal") for path in files), files
    if marker is not None:
        assert any(marker.encode() in path.read_bytes() for path in files), "what is not secret is found"
    for path in (*files, process / "cmdline", process / "environ"):
        content = path.read_bytes()
        for secret in SECRETS:
            for form in forms(secret):
                assert form not in content, (path, form)


def make_place(scenario):
    """A broker that wants all that can be wanted, behind a proxy; returns its profile."""
    certificates = scenario.folder / "certificates"
    subprocess.run([MAKE_CERTIFICATES, certificates], check=True)
    subprocess.run(["certtool", "--to-p8", "--load-privkey", certificates / "client.key", "--password", PASSPHRASE,
                    "--pkcs-cipher", "aes-256", "--outfile", certificates / "own.key"], check=True, capture_output=True)
    broker = scenario.start_broker(f"cafile {certificates}/ca.pem", f"certfile {certificates}/server.pem",
                                   f"keyfile {certificates}/server.key", "require_certificate true",
                                   users={"ada": PASSWORD})
    proxy = Proxy(scenario.folder, "eve", PROXY_PASSWORD)
    scenario.others.append(proxy)
    return {"id": "vault", "name": "Vault", "transport": "mqtts", "host": "localhost", "port": broker.port,
            "username": "ada", "tls_ca_file": f"{certificates}/ca.pem",
            "tls_certificate_file": f"{certificates}/client.pem", "tls_key_file": f"{certificates}/own.key",
            "proxy": "http", "proxy_host": "127.0.0.1", "proxy_port": proxy.port, "proxy_username": "eve"}


def record_packets(program, page):
    """Saves what went over a second connection, from its CONNECT on."""
    call("trace.record")
    call("disconnect")
    page.wait_state("Disconnected")
    call("connect")
    page.wait_state("Connected")
    file = program.folder / "packets.pcapng"
    call("trace.save-to", f"[<'{file.as_uri()}'>]")
    wait_until(lambda: file.exists() and b"ada" in file.read_bytes(), "the saved packets, with CONNECT among them")


def keeps_them_in_the_keyring_alone(scenario):
    keyring = Keyring()
    scenario.others.append(keyring)
    config = scenario.folder / "program/config/mqtt-desk"
    config.mkdir(parents=True)
    (config / "profiles.json").write_text(json.dumps({"version": 1, "profiles": [make_place(scenario)]}))
    program = scenario.start_program(environment={"G_MESSAGES_DEBUG": "all"})
    page = Page(program)
    call("edit-profile", "[<'vault'>]")
    editor = program.window("Edit profile")
    editor.find(ENTRY, "Password").set_text(PASSWORD)
    editor.find(ENTRY, re.compile("^Passphrase of the key")).set_text(PASSPHRASE)
    editor.find(ENTRY, "Proxy password").set_text(PROXY_PASSWORD)
    editor.find(Role.LABEL, "Certificate and key belong together")
    editor.find(BUTTON, "Save").press()
    wait_until(lambda: keyring.count("vault") == 3, "three items in the keyring")

    open_profile(page, "Vault")
    page.wait_state("Connected")
    page.subscribe("#")
    page.wait_subscription(r"^#.*QoS 0")
    page.publish("a/b", "in the open")
    page.wait_message("a/b", "in the open")
    record_packets(program, page)
    export = program.folder / "export.jsonl"
    call("log.export-to", f"[<('all', 'jsonl', '{export.as_uri()}')>]")
    wait_until(lambda: export.exists() and "in the open" in export.read_text(), "the export")
    assert_nowhere(program, "in the open")

    # A duplicate has secrets of its own, which go with it.
    call("duplicate-profile", "[<'vault'>]")

    def copy():
        return [profile["id"] for profile in json.loads((config / "profiles.json").read_text())["profiles"]
                if profile["id"] != "vault"]
    wait_until(copy, "a duplicate")
    duplicate, = copy()
    wait_until(lambda: keyring.count(duplicate) == 3, "three items of the duplicate")
    call("delete-profile", f"[<'{duplicate}'>]")
    wait_until(lambda: keyring.count(duplicate) == 0, "no items of the deleted duplicate", 40)
    assert keyring.count("vault") == 3
    assert_nowhere(program)


class Front(Server):
    """Stands before the WebSocket port of a broker, and keeps what each connection asked for."""

    def __init__(self, port):
        self.broker_port = port
        self.heads = []
        super().__init__(None)

    def talk(self, connection):
        head = b""
        while b"\r\n\r\n" not in head:
            head += connection.recv(4096)
        self.heads.append(head.decode())
        with socket.create_connection(("127.0.0.1", self.broker_port)) as other:
            other.sendall(head)
            join(connection, other)


def fill_in(program, port):
    """A profile with a header that is a secret by its name, and a password."""
    editor = program.window("New profile")
    editor.find(Role.TEXT, "Name").set_text("Web")
    editor.find(Role.TEXT, "Host").set_text("127.0.0.1")
    program.activate("New profile")
    tab_to(program, editor, "Connection")
    program.keys("space", "Down", "Down", "Return")
    editor.find(Role.TEXT, "Port").set_text(str(port))
    editor.find(Role.TEXT, "User name").set_text("ada")
    editor.find(ENTRY, "Password").set_text(PASSWORD)
    editor.find(BUTTON, "Add a header").press()
    editor.find(Role.TEXT, "Header").set_text("X-Api-Token")
    editor.find(ENTRY, "Value").set_text(HEADER)
    editor.find(BUTTON, "Save").press()


def profiles(program):
    path = program.folder / "config/mqtt-desk/profiles.json"
    return json.loads(path.read_text())["profiles"] if path.exists() else []


def copies_no_secret(program, page, place, action, expected):
    """Pastes what an action copied in a place of the page, with real keys, into the publish editor."""
    editor = page.window.find(Role.TEXT, "Payload to publish")

    def pasted():
        editor.set_text("")
        call(f"page.show-{place}")
        call(action)
        call("page.show-log")
        program.activate("Web")
        program.keys("ctrl+f", "ctrl+p", "ctrl+v")
        return expected in editor.text
    wait_until(pasted, f"“{expected}” in what {action} copies")
    for secret in SECRETS:
        assert not any(form.decode("latin-1") in editor.text for form in forms(secret)), (action, editor.text)


def export_profiles(program, file, with_secrets):
    warning = "Whoever can read the file can read every password in it."
    call("export-profiles")
    program.application.find(Role.CHECK_BOX, re.compile("Write them into the file"))
    assert not program.application.find_all(Role.LABEL, warning)
    if with_secrets:
        program.keys("alt+w")
        program.application.find(Role.LABEL, warning)
    program.application.find(BUTTON, re.compile("Export…")).press()
    wait_until(lambda: program.application.find_all(Role.LABEL, "No results found"), "the file chooser")
    program.activate("Export profiles")
    program.keys("ctrl+a")
    program.type(str(file))
    wait_until(lambda: any(entry.text == str(file) for entry in program.application.find_all(Role.TEXT)),
               f"{file} is typed")
    program.keys("Return")
    wait_until(lambda: file.exists() and file.read_text().endswith("}\n"), "the exported profiles")
    return file.read_text()


def exports_them_on_request_alone(scenario):
    """A header of WebSocket and a password: to the server, and on request to a file that another MqttDesk reads."""
    keyring = Keyring()
    scenario.others.append(keyring)
    port = free_port()
    scenario.start_broker(f"listener {port} 127.0.0.1", "protocol websockets")
    front = Front(port)
    scenario.others.append(front)
    program = scenario.start_program(environment={"G_MESSAGES_DEBUG": "all"})
    page = Page(program)
    page.window.find(BUTTON, re.compile("New profile")).press()
    fill_in(program, front.port)
    wait_until(lambda: profiles(program) and keyring.count(profiles(program)[0]["id"]) == 2,
               "two items in the keyring")
    open_profile(page, "Web")
    page.wait_state("Connected")
    assert f"X-Api-Token: {HEADER}\r\n" in front.heads[0], front.heads
    page.subscribe("#")
    page.wait_subscription(r"^#.*QoS 0")
    page.publish("a/b", "in the open")
    page.wait_message("a/b", "in the open")
    record_packets(program, page)
    page.log.select_child(0)
    for place, action, expected in (("log", "log.copy-lines", "in the open"),
                                    ("trace", "trace.copy-list", "CONNECT"),
                                    ("connection", "page.copy-connection", "127.0.0.1")):
        copies_no_secret(program, page, place, action, expected)

    text = export_profiles(program, program.folder / "profiles.json", with_secrets=False)
    assert "X-Api-Token" in text
    assert_nowhere(program, "in the open")
    file = scenario.folder / "with-secrets.json"
    text = export_profiles(program, file, with_secrets=True)
    assert HEADER in text and PASSWORD in text, text

    call("import-profiles-from", f"[<'{file.as_uri()}'>]")
    importer = program.window("Import connections")
    importer.find(Role.LABEL, re.compile("leads to the same broker with the same user, so this one is not selected"))
    program.activate("Import connections")
    tab_to(program, importer, "Import “Web (2)”")
    program.keys("space")
    importer.find(BUTTON, re.compile("Import$")).press()
    wait_until(lambda: len(profiles(program)) == 2, "the imported profile")
    other = profiles(program)[1]
    wait_until(lambda: keyring.count(other["id"]) == 2, "its secrets in the keyring")
    call("open-profile", f"[<'{other['id']}'>]")
    wait_until(lambda: len(front.heads) == 3, "a third connection")
    assert f"X-Api-Token: {HEADER}\r\n" in front.heads[2], front.heads
    assert_nowhere(program)


def forgets_what_it_was_started_with(scenario):
    broker = scenario.start_broker(users={"ada": PASSWORD})
    address = f"127.0.0.1:{broker.port}"
    program = scenario.start_program("--connect", f"mqtt://ada@{address}", environment={"MQTT_DESK_PASSWORD": PASSWORD})
    page = Page(program)
    page.wait_state("Connected")
    assert_nowhere(program)
    program.stop()

    program = scenario.start_program("--connect", f"mqtt://ada:{PASSWORD}@{address}")
    page = Page(program)
    page.wait_state("Connected")
    assert_nowhere(program)


run(keeps_them_in_the_keyring_alone, exports_them_on_request_alone, forgets_what_it_was_started_with)
