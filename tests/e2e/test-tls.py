# SPDX-FileCopyrightText: 2026 The MqttDesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Encrypted connections: what is trusted, what is not, and what is said of it."""
import json
import pathlib
import re
import subprocess

from desk import BUTTON, Page, Role, open_profile, run

MAKE_CERTIFICATES = pathlib.Path(__file__).parent.parent / "core/make-certificates"


def start_broker(scenario, certificates, *config):
    subprocess.run([MAKE_CERTIFICATES, certificates], check=True)
    return scenario.start_broker(f"cafile {certificates}/ca.pem", f"certfile {certificates}/server.pem",
                                 f"keyfile {certificates}/server.key", *config)


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


def connects_with_certificates(scenario):
    certificates = scenario.folder / "certificates"
    broker = start_broker(scenario, certificates, "require_certificate true")
    profile = {"id": "tls", "name": "Secure", "transport": "mqtts", "host": "localhost", "port": broker.port,
               "tls_ca_file": f"{certificates}/ca.pem", "tls_certificate_file": f"{certificates}/client.pem",
               "tls_key_file": f"{certificates}/client.key"}
    config = scenario.folder / "program/config/mqtt-desk"
    config.mkdir(parents=True)
    (config / "profiles.json").write_text(json.dumps({"version": 1, "profiles": [profile]}))
    program = scenario.start_program()
    page = Page(program)
    open_profile(page, "Secure")
    page.wait_state("Connected")
    page.window.find(Role.LABEL, re.compile(f"^mqtts://localhost:{broker.port} · MQTT 3.1.1$"))
    page.subscribe("a/#")
    page.wait_subscription(r"^a/#.*QoS 0")
    page.publish("a/b", "over TLS")
    page.wait_message("a/b", "over TLS")


run(explains_an_unknown_authority, connects_with_certificates)
