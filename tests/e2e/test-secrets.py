# SPDX-FileCopyrightText: 2026 The MqttDesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Secrets are in the keyring and nowhere else."""
import base64
import json
import pathlib
import re
import subprocess

from desk import BUTTON, Page, Role, open_profile, run, wait_until
from desk.keyring import Keyring
from desk.proxy import Proxy

MAKE_CERTIFICATES = pathlib.Path(__file__).parent.parent / "core/make-certificates"
ENTRY = {Role.TEXT, Role.PASSWORD_TEXT}
PASSWORD, PASSPHRASE, PROXY_PASSWORD = "MqttZebra1", "KeyZebra2", "ProxyZebra3"
SECRETS = (PASSWORD, PASSPHRASE, PROXY_PASSWORD)


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


run(keeps_them_in_the_keyring_alone, forgets_what_it_was_started_with)
