# SPDX-FileCopyrightText: 2026 The MqttDesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Encrypted connections: what is trusted, what is not, and what is said of it."""
import json
import pathlib
import re
import subprocess

from desk import BUTTON, Actions, Page, Role, choose_file, open_profile, run, tab_to
from gi.repository import GLib

MAKE_CERTIFICATES = pathlib.Path(__file__).parent.parent / "core/make-certificates"


def start_broker(scenario, certificates, *config, certificate="server"):
    subprocess.run([MAKE_CERTIFICATES, certificates], check=True)
    return scenario.start_broker(f"cafile {certificates}/ca.pem", f"certfile {certificates}/{certificate}.pem",
                                 f"keyfile {certificates}/{certificate}.key", *config)


def explains_an_unknown_authority(scenario):
    certificates = scenario.folder / "certificates"
    broker = start_broker(scenario, certificates)
    page = Page(scenario.start_program("--connect", f"mqtts://localhost:{broker.port}"))
    page.wait_state("Connection failed")
    page.window.find(Role.LABEL, re.compile("not trusted here: .*MqttDesk test authority"))
    page.window.find(BUTTON, "Try again")

    page.window.find(BUTTON, "Trust this certificate…").press()
    page.program.application.find(Role.LABEL, re.compile("([0-9A-F]{2}:){31}[0-9A-F]{2}$"))
    page.program.application.find(BUTTON, re.compile("Trust$")).press()
    page.wait_state("Connected")
    page.window.find(Role.LABEL, re.compile("certificate trusted by hand"))
    page.window.find(BUTTON, re.compile("^TLS 1.3. .*trusted by hand"))


def connects_with_certificates(scenario):
    certificates = scenario.folder / "certificates"
    broker = start_broker(scenario, certificates, "require_certificate true")
    program = scenario.start_program()
    page = Page(program)
    page.window.find(BUTTON, re.compile("New profile")).press()
    editor = program.window("New profile")
    editor.find(Role.TEXT, "Name").set_text("Secure")
    editor.find(Role.TEXT, "Host").set_text("localhost")
    program.activate("New profile")
    tab_to(program, editor, "Connection")
    program.keys("space", "Down", "Return")
    editor.find(Role.TEXT, "Port").set_text(str(broker.port))
    tab_to(program, editor, "TLS")
    program.keys("space")
    choose_file(program, editor, "CA file", certificates / "ca.pem")
    choose_file(program, editor, "Client certificate", certificates / "client.pem")

    # A key of somebody else is told at once, and cannot be saved.
    choose_file(program, editor, "Private key", certificates / "stranger.key")
    editor.find(Role.LABEL, re.compile("do not belong together"))
    editor.find(BUTTON, "Save").wait(lambda button: not button.sensitive, "Save is not to be pressed")
    choose_file(program, editor, "Private key", certificates / "client.key")
    editor.find(Role.LABEL, "Certificate and key belong together")
    editor.find(Role.LABEL, re.compile("^For CN=A device, valid until"))
    editor.find(BUTTON, "Save").press()

    open_profile(page, "Secure")
    page.wait_state("Connected")
    page.window.find(Role.LABEL, re.compile(f"^mqtts://localhost:{broker.port} · MQTT 3.1.1$"))
    page.subscribe("a/#")
    page.wait_subscription(r"^a/#.*QoS 0")
    page.publish("a/b", "over TLS")
    page.wait_message("a/b", "over TLS")


def write_profile(scenario, **members):
    config = scenario.folder / "program/config/mqtt-desk"
    config.mkdir(parents=True)
    profile = {"id": "tls", "name": "Secure", "transport": "mqtts", "host": "localhost", **members}
    (config / "profiles.json").write_text(json.dumps({"version": 1, "profiles": [profile]}))


def trusts_for_one_profile_alone(scenario):
    """What one profile trusts connects no other one to the same broker, however soon it comes after."""
    certificates = scenario.folder / "certificates"
    broker = start_broker(scenario, certificates, "log_type all")
    config = scenario.folder / "program/config/mqtt-desk"
    config.mkdir(parents=True)
    profiles = [{"id": name, "name": name, "transport": "mqtts", "host": "localhost", "port": broker.port,
                 "client_id": name, "tls_ca_file": str(certificates / file)}
                for name, file in (("right", "ca.pem"), ("wrong", "stranger.pem"))]
    (config / "profiles.json").write_text(json.dumps({"version": 1, "profiles": profiles}))
    page = Page(scenario.start_program("--connect", "right"))
    page.wait_state("Connected")
    # A session that can be resumed is there once the broker has sent something.
    page.subscribe("a/#")
    page.wait_subscription(r"^a/#.*QoS 0")
    page.publish("a/b", "over TLS")
    page.wait_message("a/b", "over TLS")
    actions = Actions("open-profile")
    page.window.find(BUTTON, "Disconnect").press()
    page.wait_state("Disconnected")
    actions("open-profile", GLib.Variant("s", "wrong"))
    page.wait_state("Connection failed")
    assert " as wrong " not in broker.log, broker.log


def tells_how_it_is_secured(scenario):
    certificates = scenario.folder / "certificates"
    broker = start_broker(scenario, certificates, certificate="soon")
    write_profile(scenario, port=broker.port, tls_ca_file=f"{certificates}/ca.pem")
    page = Page(scenario.start_program("--connect", "Secure"))
    page.wait_state("Connected")
    page.window.find(BUTTON, re.compile("^TLS 1.3. Encrypted. A trusted authority"))
    page.window.find(Role.LABEL, re.compile("^The broker’s certificate expires in 9 days"))
    page.window.find(BUTTON, "Show certificates").press()
    for label in ("TLS 1.3", re.compile("^TLS_"), "CN=localhost", "CN=MqttDesk test authority",
                  "“localhost”, “127.0.0.1”, “::1”", re.compile(": 9 days left$"),
                  re.compile("^([0-9A-F]{2}:){31}[0-9A-F]{2}$")):
        page.window.find(Role.LABEL, label)
    page.window.find(BUTTON, "Understood").press()
    page.window.wait_gone(Role.LABEL, re.compile("expires in"))


def warns_where_nobody_vouches(scenario):
    broker = start_broker(scenario, scenario.folder / "certificates")
    write_profile(scenario, port=broker.port, tls_verify=False)
    page = Page(scenario.start_program("--connect", "Secure"))
    page.wait_state("Connected")
    page.window.find(BUTTON, re.compile("^TLS 1.3. Encrypted, but nobody knows to whom"))
    page.window.find(Role.LABEL, re.compile("⚠ broker not verified$"))


run(explains_an_unknown_authority, connects_with_certificates, trusts_for_one_profile_alone, tells_how_it_is_secured,
    warns_where_nobody_vouches)
