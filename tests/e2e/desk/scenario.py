# SPDX-FileCopyrightText: 2026 The MqttDesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs scenarios and tells their results by TAP."""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import traceback

from .broker import Broker
from .program import Program


class Scenario:
    """What one scenario starts; it is ended with it."""

    def __init__(self, name):
        self.name = name
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="mqtt-desk-"))
        self.programs = []
        self.others = []

    def start_program(self, *arguments, environment=None):
        """Starts the program; within a scenario it finds what the one before left."""
        program = Program(self.folder / "program", *arguments, environment=environment)
        self.programs.append(program)
        return program

    def start_broker(self, *config, users=None):
        broker = Broker(self.folder / f"broker-{len(self.others)}", *config, users=users)
        self.others.append(broker)
        return broker

    def subscribe(self, broker, topic_filter, *options):
        subscriber = broker.subscribe(topic_filter, *options)
        self.others.append(subscriber)
        return subscriber

    def keep_evidence(self):
        """Keeps a picture of the display, and returns what else tells why it failed."""
        lines = []
        folder = pathlib.Path(os.environ["MQTT_DESK_FAILURES"])
        folder.mkdir(parents=True, exist_ok=True)
        picture = folder / f"{pathlib.Path(sys.argv[0]).stem}-{self.name}.png"
        taken = subprocess.run(["import", "-window", "root", str(picture)], check=False, capture_output=True)
        if taken.returncode == 0:
            lines.append(f"picture: {picture}")
        for program in self.programs:
            lines += ["what the windows hold:", *program.dump()]
            lines += ["what the program printed:", *program.output.splitlines()]
        return lines

    def end(self, check):
        """Ends everything; if `check` is set, it must also end well."""
        complaints = []
        for program in self.programs:
            try:
                program.stop()
                program.check_output()
            except AssertionError as error:
                complaints.append(str(error))
        for other in reversed(self.others):
            other.stop()
        shutil.rmtree(self.folder, ignore_errors=True)
        if check and complaints:
            raise AssertionError("\n".join(complaints))


def _play(function):
    """Plays one scenario; returns None or the lines that tell why it failed."""
    scenario = Scenario(function.__name__)
    failure = None
    try:
        function(scenario)
    except Exception:  # a scenario that fails in any way must not end the others
        failure = traceback.format_exc().splitlines() + scenario.keep_evidence()
    try:
        scenario.end(check=failure is None)
    except Exception:
        failure = (failure or []) + traceback.format_exc().splitlines()
    return failure


def run(*functions):
    """Plays the scenarios, or only those that the arguments name, and exits."""
    chosen = [function for function in functions if not sys.argv[1:] or function.__name__ in sys.argv[1:]]
    failed = 0
    print(f"1..{len(chosen)}", flush=True)
    for number, function in enumerate(chosen, 1):
        failure = _play(function)
        for line in failure or []:
            print("#", line)
        failed += failure is not None
        print("ok" if failure is None else "not ok", number, "-", function.__name__, flush=True)
    sys.exit(1 if failed else 0)
