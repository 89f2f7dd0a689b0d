# SPDX-FileCopyrightText: 2026 The MqttDesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two million messages through Mosquitto, published as fast as it goes: how many of them are in the log, in order.

usage: bench-mosquitto.py [ROUNDS]
"""
import pathlib
import sqlite3
import subprocess
import sys
import tempfile
import time

from measure import ROUNDS, SHORT, Committed, Figure, keep_everything, log_of
from desk import Broker, Page, Program, wait_until
from desk.wait import END_WITH_US

MESSAGES = 50_000 if SHORT else 2_000_000
CAP = 240


def count_wrong(path):
    """Returns (stored, out of order): the payloads begin with their numbers."""
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as log:
        return log.execute("""SELECT count(*), sum (number <= before) FROM (
            SELECT CAST(substr(payload, 1, 10) AS INTEGER) AS number,
                   lag (CAST(substr(payload, 1, 10) AS INTEGER), 1, -1) OVER (ORDER BY id) AS before FROM message)
            """).fetchone()


def write_lines(path):
    with open(path, "w", encoding="ascii") as file:
        file.writelines(f"{i:010d}{'x' * 54}\n" for i in range(MESSAGES))


def measure(lines, folder):
    """Returns (stored, out of order, messages a second)."""
    broker = Broker(folder / "broker", "max_queued_messages 0")
    keep_everything(folder / "program")
    program = Program(folder / "program", "--connect", f"mqtt://127.0.0.1:{broker.port}", "--subscribe", "#")
    try:
        Page(program).wait_subscription(r"^#.*QoS 0")
        begin = time.monotonic()
        with open(lines, encoding="ascii") as file, Committed(log_of(folder / "program")) as log:
            subprocess.run([*END_WITH_US, "mosquitto_pub", "-p", str(broker.port), "-t", "bench/value", "-l"],
                           stdin=file, check=True)
            # What is not there a while after the last one has come, will not come.
            heard = [0, time.monotonic()]

            def is_over():
                count = log.count()
                if count > heard[0]:
                    heard[:] = count, time.monotonic()
                return count >= MESSAGES or time.monotonic() > heard[1] + 10
            wait_until(is_over, "the last message", CAP)
            speed = log.count() / (heard[1] - begin)
    finally:
        program.stop()
        broker.stop()
    return *count_wrong(log_of(folder / "program")), speed


def main():
    lost = Figure("mosquitto-lost", "messages", at_most=0)
    disordered = Figure("mosquitto-out-of-order", "messages", at_most=0)
    speed = Figure("mosquitto-speed", "messages/s")
    with tempfile.NamedTemporaryFile() as lines:
        write_lines(lines.name)
        for _ in range(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS):
            with tempfile.TemporaryDirectory() as folder:
                stored, wrong, rate = measure(lines.name, pathlib.Path(folder))
            lost.add(MESSAGES - stored)
            disordered.add(wrong)
            speed.add(rate)
    for figure in (lost, disordered, speed):
        figure.report()


main()
