# SPDX-FileCopyrightText: 2026 The MqttDesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How fast a flood lands in the log, beside `mosquitto_sub > /dev/null` on the same flood in the same run.

usage: bench-flood.py FLOOD_BROKER [COUNT [ROUNDS]]; one JSON line a figure.

A round is over when the last message is committed; none may be lost.
"""
import json
import os
import pathlib
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "e2e"))
from desk import Program, wait_until

SIZE = 64
TOPICS = 1000
CAP = 120


class Flood:
    """The flooding broker: whoever subscribes gets the whole flood."""

    def __init__(self, program, count):
        self.process = subprocess.Popen([program, str(count), str(SIZE), str(TOPICS)], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True)
        self.port = int(self.process.stdout.readline())

    def wait_begun(self):
        """Returns the time at which the broker begins to send."""
        assert self.process.stdout.readline() == "flood\n"
        return time.monotonic()

    def stop(self):
        self.process.stdin.close()
        self.process.wait()


def time_mosquitto_sub(flood, count):
    with subprocess.Popen(["mosquitto_sub", "-p", str(flood.port), "-t", "#", "-C", str(count)],
                          stdout=subprocess.DEVNULL) as process:
        begin = flood.wait_begun()
        assert process.wait() == 0
        return time.monotonic() - begin


def check_log(path, count):
    """None lost, none out of order."""
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as log:
        stored, = log.execute("SELECT count(*) FROM message").fetchone()
        wrong, = log.execute("SELECT count(*) FROM message WHERE CAST(substr(payload, 1, 10) AS INTEGER) <> id - 1").fetchone()
    assert (stored, wrong) == (count, 0), f"{stored} of {count} stored, {wrong} out of order"


def committed(path):
    """Returns the number of messages in a log, or 0 while there is none."""
    try:
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as log:
            return log.execute("SELECT max(id) FROM message").fetchone()[0] or 0
    except sqlite3.OperationalError:
        return 0


def time_record(flood, count, folder):
    log = folder / "record.sqlite"
    with subprocess.Popen([os.environ["MQTT_DESK_PROGRAM"], "record", f"mqtt://127.0.0.1:{flood.port}", "-s", "#",
                           "--count", str(count), "--log", str(log)], stderr=subprocess.DEVNULL) as process:
        begin = flood.wait_begun()
        assert process.wait() == 0
        elapsed = time.monotonic() - begin
    check_log(log, count)
    return elapsed


def time_window(flood, count, folder):
    program = Program(folder / "program", "--connect", f"mqtt://127.0.0.1:{flood.port}", "--subscribe", "#")
    try:
        begin = flood.wait_begun()
        path, = (folder / "program" / "data" / "mqtt-desk" / "logs").glob("*.sqlite")
        wait_until(lambda: committed(path) >= count, "the last message", CAP)
        elapsed = time.monotonic() - begin
    finally:
        program.stop()
    check_log(path, count)
    return elapsed


def main():
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
    rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 5
    flood = Flood(sys.argv[1], count)
    times = {"mosquitto_sub": [], "record": [], "window": []}
    try:
        for _ in range(rounds):
            times["mosquitto_sub"].append(time_mosquitto_sub(flood, count))
            for name, measure in (("record", time_record), ("window", time_window)):
                with tempfile.TemporaryDirectory() as folder:
                    times[name].append(measure(flood, count, pathlib.Path(folder)))
    finally:
        flood.stop()
    for name in ("record", "window"):
        ratios = [sub / ours for sub, ours in zip(times["mosquitto_sub"], times[name])]
        print(json.dumps({
            "benchmark": f"flood-{name}", "messages": count, "bytes": SIZE,
            "messages_per_second": round(count / statistics.median(times[name])),
            "mosquitto_sub_messages_per_second": round(count / statistics.median(times["mosquitto_sub"])),
            "times_as_fast_as_mosquitto_sub": round(statistics.median(ratios), 2),
        }), flush=True)


main()
