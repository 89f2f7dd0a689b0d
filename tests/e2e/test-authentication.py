# SPDX-FileCopyrightText: 2026 The MqttDesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The authentication of MQTT 5 in one step reaches the broker from every verb, and its data is nowhere else."""
import json
import os
import pathlib
import socket
import subprocess
import threading

from desk import run
from desk.keyring import Keyring

PROGRAM = os.environ["MQTT_DESK_PROGRAM"]
METHOD, DATA = "TOKEN", "AuthZebra7"


def read_packet(stream):
    """Returns the first byte of a packet and what follows its length, or nothing at the end."""
    first = stream.read(1)
    if not first:
        return None, b""
    length = shift = 0
    while True:
        byte = stream.read(1)[0]
        length |= (byte & 0x7f) << shift
        shift += 7
        if byte < 0x80:
            return first[0], stream.read(length)


def field(kind, text):
    return bytes([kind]) + len(text).to_bytes(2, "big") + text.encode()


class ScriptedBroker:
    """Lets in who proves itself by the method and the data, as MQTT 5 has it, and says what it saw."""

    def __init__(self):
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.connects = []
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.serve, args=(connection,), daemon=True).start()

    def serve(self, connection):
        with connection, connection.makefile("rb") as stream:
            try:
                self.answer(connection, stream)
            except OSError:
                pass

    def answer(self, connection, stream):
        while True:
            first, body = read_packet(stream)
            if first is None:
                return
            kind = first >> 4
            if kind == 1:
                self.connects.append(body)
                proven = field(0x15, METHOD) in body and field(0x16, DATA) in body
                properties = field(0x15, METHOD) if proven else b""
                connection.sendall(bytes([0x20, 3 + len(properties), 0, 0 if proven else 0x87, len(properties)])
                                   + properties)
            elif kind == 3 and (first & 6) == 2:
                length = int.from_bytes(body[:2], "big")
                connection.sendall(bytes([0x40, 2]) + body[2 + length:4 + length])
            elif kind == 8:
                connection.sendall(bytes([0x90, 4]) + body[:2] + bytes([0, 0]))
                # One message for who records
                connection.sendall(bytes([0x30, 5, 0, 1]) + b"a" + bytes([0]) + b"1")
            elif kind == 10:
                connection.sendall(bytes([0xb0, 4]) + body[:2] + bytes([0, 0]))
            elif kind == 12:
                connection.sendall(bytes([0xd0, 0]))
            elif kind == 14:
                return

    def stop(self):
        self.listener.close()


def by_every_verb(scenario):
    keyring, broker = Keyring(), ScriptedBroker()
    scenario.others += [keyring, broker]
    environment = dict(os.environ)
    for kind in ("config", "data", "cache", "state"):
        environment[f"XDG_{kind.upper()}_HOME"] = str(scenario.folder / kind)
    folder = scenario.folder / "config/mqtt-desk"
    folder.mkdir(parents=True)
    profile = {"id": "signed", "name": "Signed", "host": "127.0.0.1", "port": broker.port, "mqtt_version": "5",
               "mqtt5": {"authentication_method": METHOD}}
    (folder / "profiles.json").write_text(json.dumps({"version": 1, "profiles": [profile]}))
    arguments = {"record": ["-s", "a", "--count", "1"], "publish": ["a", "-m", "x", "-q", "1"], "check": []}

    def call(verb, status):
        before = len(broker.connects)
        done = subprocess.run([PROGRAM, verb, "Signed", *arguments[verb]], env=environment, check=False,
                              stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60)
        assert done.returncode == status, (verb, done.returncode, done.stdout, done.stderr)
        assert DATA not in done.stdout + done.stderr
        return broker.connects[before:]

    # The method alone is not enough …
    for verb in arguments:
        assert any(field(0x15, METHOD) in body for body in call(verb, 1)), verb
    # … and with what the keyring holds each of them is let in.
    Keyring.store("signed", "authentication-data", DATA)
    for verb in arguments:
        assert any(field(0x16, DATA) in body for body in call(verb, 0)), verb

    for path in pathlib.Path(scenario.folder).rglob("*"):
        assert not path.is_file() or DATA.encode() not in path.read_bytes(), path


run(by_every_verb)
