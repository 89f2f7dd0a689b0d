# SPDX-FileCopyrightText: 2026 The MqttDesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the program uses of the processor: with ten subscriptions and no message, and with 10,000 messages a second.

usage: bench-process.py idle|cpu [ROUNDS]
"""
import os
import pathlib
import subprocess
import sys
import tempfile
import time

from measure import (ROUNDS, SHORT, Figure, Flood, cpu_seconds, keep_everything, no_caret, profile_for, repaint_gaps,
                     wakeups)
from desk import Broker, Page, Program, wait_until
from desk.wait import END_WITH_US

SECONDS = 3 if SHORT else 20
IDLE_SECONDS = 3 if SHORT else 10
RATE = 10_000


def measure_idle(rounds):
    woken = Figure("idle-wakeups", "/s", at_most=5)
    repaints = Figure("idle-repaints", "", at_most=0)
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            broker = Broker(folder / "broker")
            no_caret(folder / "program")
            subscriptions = [word for i in range(10) for word in ("--subscribe", f"plant/{i}/#")]
            program = Program(folder / "program", "--connect", f"mqtt://127.0.0.1:{broker.port}", *subscriptions)
            try:
                page = Page(program)
                page.wait_state("Connected")
                page.wait_subscription(r"^plant/9/#.*QoS 0")
                window = program.activate()
                repaint_gaps(window, 3)  # what begins is over by then
                before = wakeups(program.process.pid)
                gaps = repaint_gaps(window, IDLE_SECONDS)
                woken.add(sum(count - before.get(thread, 0)
                              for thread, count in wakeups(program.process.pid).items()) / IDLE_SECONDS)
                repaints.add(len(gaps) - 1)
            finally:
                program.stop()
                broker.stop()
    woken.report()
    repaints.report()


class Consumer:
    """A process that gets a paced flood of its own."""

    def __init__(self, start):
        self.flood = Flood(RATE * (SECONDS + 30), rate=RATE).__enter__()
        self.process = start(self.flood)
        self.flood.wait_begun()

    def stop(self):
        self.process.terminate()
        self.process.wait()
        self.flood.wait_sent()
        self.flood.__exit__()


def measure_cpu(rounds):
    window = Figure("cpu-window", "µs/message", "µs/message of mosquitto_sub", at_most=2.5)
    record = Figure("cpu-record", "µs/message", "µs/message of mosquitto_sub", at_most=2.5)
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)

            def start_sub(flood):
                return subprocess.Popen([*END_WITH_US, "mosquitto_sub", "-p", str(flood.port), "-t", "#"],
                                        stdout=subprocess.DEVNULL)

            def start_record(flood):
                return subprocess.Popen([*END_WITH_US, os.environ["MQTT_DESK_PROGRAM"], "record", flood.uri, "-s", "#",
                                         "--log", str(folder / "record.sqlite")], stderr=subprocess.DEVNULL)

            def start_window(flood):
                profile_for(folder / "program", flood.port)
                keep_everything(folder / "program")
                return Program(folder / "program", "--connect", "Flood").process

            consumers = [Consumer(start) for start in (start_sub, start_record, start_window)]
            settled = time.monotonic() + 2
            wait_until(lambda: time.monotonic() >= settled, "all run")
            before = [cpu_seconds(consumer.process.pid) for consumer in consumers]
            end = time.monotonic() + SECONDS
            wait_until(lambda: time.monotonic() >= end, "the end", 2 * SECONDS)
            used = [cpu_seconds(consumer.process.pid) - b for consumer, b in zip(consumers, before)]
            for consumer in consumers:
                consumer.stop()
            sub, of_record, of_window = (seconds / (RATE * SECONDS) * 1e6 for seconds in used)
            record.add(of_record, sub)
            window.add(of_window, sub)
    window.report()
    record.report()


def main():
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else ROUNDS
    {"idle": measure_idle, "cpu": measure_cpu}[sys.argv[1]](rounds)


main()
