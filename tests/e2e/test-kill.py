# SPDX-FileCopyrightText: 2026 The MqttDesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A program that is killed at any moment loses nothing but the last moments.

MQTT_DESK_KILLS says how often; a hundred times takes about two minutes.
"""
import contextlib
import os
import pathlib
import random
import socket
import sqlite3
import struct
import subprocess
import threading
import time

from desk import run

ROUNDS = int(os.environ.get("MQTT_DESK_KILLS", "12"))
ROUNDS_OF_LOG = 10
RATE = 50_000  # messages a second
PIECE = 100  # messages that are sent at once, every 2 ms
LOST_MAX = 0.15  # s
SECONDS_MAX = 1.0  # from the first message to the end


def packets(number):
    """A round's messages in pieces: QoS 0, each payload with the number of the round and its own."""
    count = int(RATE * SECONDS_MAX * 2)
    topic = b"flood/topic"
    pieces = []
    for first in range(0, count, PIECE):
        piece = []
        for i in range(first, first + PIECE):
            payload = b"%04d %08d" % (number, i)
            piece.append(b"\x30" + bytes([2 + len(topic) + len(payload)]) + struct.pack(">H", len(topic)) + topic + payload)
        pieces.append(b"".join(piece))
    return pieces


def read_packet(client):
    header = client.recv(2, socket.MSG_WAITALL)
    length = header[1]
    assert length < 128, header
    return header[0], client.recv(length, socket.MSG_WAITALL)


def serve(listener):
    """Takes one client as a broker would, up to its subscription."""
    client, _ = listener.accept()
    client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    assert read_packet(client)[0] == 0x10
    client.sendall(b"\x20\x02\x00\x00")
    kind, body = read_packet(client)
    assert kind == 0x82
    client.sendall(b"\x90\x03" + body[:2] + b"\x00")
    return client


def flood_and_kill(process, client, pieces, seconds):
    """Sends at the pace until the time is over, and kills the process.

    Returns how many messages the operating system had taken LOST_MAX before that, and in all.
    """
    sent = []
    pace = threading.Event()  # nobody sets it
    start = time.monotonic()
    for i, piece in enumerate(pieces):
        due = start + i * PIECE / RATE
        now = time.monotonic()
        if now - start >= seconds:
            break
        if due > now:
            pace.wait(due - now)
        client.sendall(piece)
        sent.append((time.monotonic(), (i + 1) * PIECE))
    killed = time.monotonic()
    process.kill()
    process.wait()
    return max((n for when, n in sent if when <= killed - LOST_MAX), default=0), sent[-1][1]


def stored(log, number):
    """What the log has of a round, in the order of the ids, once it is whole."""
    with contextlib.closing(sqlite3.connect(log)) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        first, last, n = database.execute("SELECT min (id), max (id), count (*) FROM message").fetchone()
        assert n == 0 or last - first + 1 == n, "ids are not contiguous"
        return [int(payload[5:]) for payload, in database.execute(
            "SELECT CAST (payload AS TEXT) FROM message WHERE payload >= CAST (?1 AS BLOB)"
            " AND payload < CAST (?2 AS BLOB) ORDER BY id", (f"{number:04d} ", f"{number:04d}!"))]


def loses_only_a_tail(scenario):
    seed = random.randrange(1 << 32)
    dice = random.Random(seed)
    print(f"# {ROUNDS} kills, seed {seed}", flush=True)
    env = {**os.environ, **{f"XDG_{kind}_HOME": str(scenario.folder / kind) for kind in ("CONFIG", "DATA", "CACHE")}}
    worst = 0
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(20)
        address = f"mqtt://127.0.0.1:{listener.getsockname()[1]}"
        for number in range(ROUNDS):
            log = pathlib.Path(scenario.folder) / f"{number // ROUNDS_OF_LOG}.sqlite"
            pieces = packets(number)
            process = subprocess.Popen([os.environ["MQTT_DESK_PROGRAM"], "record", address, "-s", "#", "--log", str(log)],
                                       env=env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                       stderr=subprocess.DEVNULL)
            try:
                with serve(listener) as client:
                    due, sent = flood_and_kill(process, client, pieces, dice.uniform(0.02, SECONDS_MAX))
            finally:
                process.kill()
                process.wait()
            numbers = stored(log, number)
            assert numbers == list(range(len(numbers))), f"round {number}: a hole or a wrong order"
            worst = max(worst, sent - len(numbers))
            assert len(numbers) >= due, f"round {number}: {len(numbers)} stored, {due} were sent {LOST_MAX} s before"
    print(f"# at most {worst} messages ({worst / RATE * 1000:.0f} ms) were lost", flush=True)


run(loses_only_a_tail)
