# SPDX-FileCopyrightText: 2026 The MqttDesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How fast a flood lands in the log, beside `mosquitto_sub > /dev/null` on the same flood in the same run.

usage: bench-flood.py qos0|qos1|1kib|mqtt5|ws [COUNT [ROUNDS]]

A round is over when the last message is committed; none may be lost, doubled or out of order. Logs have no limit for
their size: two million messages of 1 KiB are 2.2 GB. Only one of them is on the disk at a time.
"""
import os
import pathlib
import subprocess
import sys
import tempfile
import time

from measure import (ROUNDS, SHORT, Committed, Figure, Flood, check_log, environment_of, keep_everything, log_of,
                     profile_for)
from desk import Program, wait_until
from desk.wait import END_WITH_US

CAP = 240

# name: messages, bytes of a payload, QoS, MQTT version, least ratio of the window, of `record`
KINDS = {
    "qos0": (2_000_000, 64, 0, "3.1.1", 1.2, 1.4),
    "qos1": (2_000_000, 64, 1, "3.1.1", 1.0, 1.0),
    "1kib": (2_000_000, 1024, 0, "3.1.1", 1.0, 1.0),
    "mqtt5": (2_000_000, 64, 0, "5", 1.0, 1.0),
    "ws": (2_000_000, 64, 0, "3.1.1", 1.0, 1.0),  # mosquitto_sub by TCP: it has no WebSocket
}


def time_mosquitto_sub(flood, qos, version):
    with subprocess.Popen([*END_WITH_US, "mosquitto_sub", "-p", str(flood.port), "-t", "#", "-C", str(flood.count),
                           "-q", str(qos), "-V", "mqttv5" if version == "5" else "mqttv311"],
                          stdout=subprocess.DEVNULL) as process:
        begin = flood.wait_begun()
        assert process.wait() == 0
        elapsed = time.monotonic() - begin
    flood.wait_sent()
    return elapsed


def time_record(flood, qos, version, folder):
    log = folder / "record.sqlite"
    keep_everything(folder)
    with subprocess.Popen([*END_WITH_US, os.environ["MQTT_DESK_PROGRAM"], "record", flood.uri, "-s", "#",
                           "-q", str(qos), "--mqtt-version", version, "--count", str(flood.count), "--log", str(log)],
                          env=environment_of(folder), stderr=subprocess.DEVNULL) as process:
        begin = flood.wait_begun()
        assert process.wait() == 0
        elapsed = time.monotonic() - begin
    flood.wait_sent()
    check_log(log, flood.count)
    return elapsed


def time_window(flood, qos, version, folder):
    profile_for(folder / "program", flood.port, version, qos, flood.transport)
    keep_everything(folder / "program")
    program = Program(folder / "program", "--connect", "Flood")
    try:
        begin = flood.wait_begun()
        with Committed(log_of(folder / "program")) as log:
            wait_until(lambda: log.count() >= flood.count, "the last message", CAP)
            elapsed = time.monotonic() - begin
    finally:
        program.stop()
    flood.wait_sent()
    check_log(log_of(folder / "program"), flood.count)
    return elapsed


def main():
    kind = sys.argv[1]
    rounds = int(sys.argv[3]) if len(sys.argv) > 3 else ROUNDS
    count, size, qos, version, window_aim, record_aim = KINDS[kind]
    if len(sys.argv) > 2 or SHORT:
        count = int(sys.argv[2]) if len(sys.argv) > 2 else 100_000
    of_mosquitto_sub = "messages/s of mosquitto_sub > /dev/null"
    window = Figure(f"flood-{kind}-window", "messages/s", of_mosquitto_sub, at_least=window_aim)
    record = Figure(f"flood-{kind}-record", "messages/s", of_mosquitto_sub, at_least=record_aim)
    with Flood(count, size, transport="ws" if kind == "ws" else "mqtt") as flood:
        for _ in range(rounds):
            reference = count / time_mosquitto_sub(flood, qos, version)
            for figure, measure in ((record, time_record), (window, time_window)):
                with tempfile.TemporaryDirectory() as folder:
                    figure.add(count / measure(flood, qos, version, pathlib.Path(folder)), reference)
    window.report()
    record.report()


main()
