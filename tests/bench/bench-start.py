# SPDX-FileCopyrightText: 2026 The MqttDesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""From the start to the first frame, with a log of ten million messages, with an empty one, and of a small window.

usage: bench-start.py [ROUNDS]
"""
import os
import pathlib
import subprocess
import sys
import tempfile

from measure import ROUNDS, SHORT, Figure, Flood, Started, environment_of, keep_everything, profile_for
from desk.wait import END_WITH_US

MESSAGES = 100_000 if SHORT else 10_000_000


def fill_log(path):
    path.parent.mkdir(parents=True)
    with Flood(MESSAGES) as flood:
        subprocess.run([*END_WITH_US, os.environ["MQTT_DESK_PROGRAM"], "record", flood.uri, "-s", "#",
                        "--count", str(MESSAGES), "--log", str(path)], check=True, stderr=subprocess.DEVNULL)
        flood.wait_begun()
        flood.wait_sent()


def start(folder):
    return Started(os.environ["MQTT_DESK_PROGRAM"], "--connect", "Flood",
                   environment=environment_of(folder)).milliseconds


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    large = Figure("start-large-log", "ms", "ms with an empty log", at_most=100, about="difference")
    small = Figure("start", "ms", "ms of a libadwaita window with one label", at_most=3)
    with tempfile.TemporaryDirectory() as name, Flood(0) as nothing:
        folders = [pathlib.Path(name) / kind for kind in ("empty", "full")]
        for folder in folders:
            profile_for(folder, nothing.port)
            keep_everything(folder)
        fill_log(folders[1] / "data" / "mqtt-desk" / "logs" / "d4a6b9a2-5a3c-4a50-9d1b-0d4f7a1f3c11.sqlite")
        for _ in range(rounds):
            label = Started(os.environ["MQTT_DESK_LABEL_WINDOW"]).milliseconds
            empty, full = (start(folder) for folder in folders)
            small.add(empty, label)
            large.add(full, empty)
    small.report()
    large.report()


main()
