# SPDX-FileCopyrightText: 2026 The MqttDesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The care of the log: deleting it, what becomes of a damaged one, and who writes it."""
import json
import os
import pathlib
import re
import sqlite3
import subprocess

from desk import BUTTON, Page, Role, message, run, wait_until


def write_profiles(scenario, *profiles):
    folder = scenario.folder / "program" / "config" / "mqtt-desk"
    folder.mkdir(parents=True)
    (folder / "profiles.json").write_text(json.dumps({"version": 1, "profiles": profiles}))


def log_path(scenario, profile_id):
    return scenario.folder / "program" / "data" / "mqtt-desk" / "logs" / f"{profile_id}.sqlite"


def count(path):
    with sqlite3.connect(path) as database:
        return database.execute("SELECT count (*) FROM message").fetchone()[0]


def size(path):
    return sum(pathlib.Path(f"{path}{suffix}").stat().st_size for suffix in ("", "-wal")
               if pathlib.Path(f"{path}{suffix}").exists())


def choose_from_log_menu(page, item):
    page.window.find(BUTTON, "Log menu")
    page.window.find_all(BUTTON, "Log menu")[-1].press()
    page.window.find(Role.MENU_ITEM, re.compile(item)).press()


def deletes_the_history(scenario):
    broker = scenario.start_broker()
    write_profiles(scenario, {"id": "p-1", "name": "Plant", "host": "127.0.0.1", "port": broker.port,
                              "subscriptions": [{"filter": "a/#", "qos": 0}]})
    program = scenario.start_program("--connect", "p-1")
    page = Page(program)
    page.wait_state("Connected")
    broker.publish_lines("a/b", [f"old {'x' * 1000} {i}" for i in range(5000)])
    log = log_path(scenario, "p-1")
    wait_until(lambda: count(log) == 5000, "all messages are in the log")
    assert size(log) > 5_000_000

    choose_from_log_menu(page, "Delete history")
    program.application.find(Role.LABEL, re.compile("^5,000 messages, "))
    program.application.find(BUTTON, re.compile("Delete history$")).press()
    wait_until(lambda: count(log) == 0, "all messages are gone")
    wait_until(lambda: size(log) < 500_000, "their room is given back")

    # The log goes on in the emptied file, with the ids that come next.
    broker.publish("a/b", "new")
    page.wait_message("a/b", "new")
    with sqlite3.connect(log) as database:
        assert database.execute("SELECT id FROM message").fetchall() == [(5001,)]
    assert not page.log.find_all(name=message("a/b", "old"))


def start_record(scenario, broker, profile_id, *arguments, stderr=subprocess.DEVNULL):
    """Records with the folders of the window, and returns when the subscription is in force."""
    n = broker.log.count("Sending SUBACK")
    process = subprocess.Popen([os.environ["MQTT_DESK_PROGRAM"], "record", profile_id, *arguments],
                               env={**os.environ, **folders(scenario)}, stdin=subprocess.DEVNULL,
                               stdout=subprocess.DEVNULL, stderr=stderr)
    scenario.others.append(Ended(process))
    wait_until(lambda: broker.log.count("Sending SUBACK") > n, "a subscription")
    return process


class Ended:
    """A process that is ended with its scenario."""

    def __init__(self, process):
        self.process = process

    def stop(self):
        self.process.kill()
        self.process.wait()


def folders(scenario):
    return {f"XDG_{kind.upper()}_HOME": str(scenario.folder / "program" / kind)
            for kind in ("config", "data", "cache", "state")}


def prepare(scenario):
    broker = scenario.start_broker("log_type all")
    write_profiles(scenario, {"id": "p-1", "name": "Plant", "host": "127.0.0.1", "port": broker.port,
                              "subscriptions": [{"filter": "a/#", "qos": 0}]})
    return broker


def shows_what_another_records(scenario):
    broker = prepare(scenario)
    record = start_record(scenario, broker, "p-1")
    broker.publish("a/b", "before")
    program = scenario.start_program("--connect", "p-1")
    page = Page(program)
    page.window.find(Role.LABEL, re.compile(rf"written by “mqtt-desk record” \(process {record.pid}\)"))
    page.wait_message("a/b", "before")
    broker.publish("a/b", "while it records")
    page.wait_message("a/b", "while it records")

    # However the other one ends: its lock ends with it, and the window takes over without being asked.
    record.kill()
    page.wait_state("Connected")
    page.window.wait_gone(Role.LABEL, re.compile("written by"))
    broker.publish("a/b", "after")
    page.wait_message("a/b", "after")
    with sqlite3.connect(log_path(scenario, "p-1")) as database:
        found = [payload for payload, in database.execute("SELECT CAST (payload AS TEXT) FROM message ORDER BY id")]
    assert found == ["before", "while it records", "after"], found


def sets_a_damaged_log_aside(scenario):
    """A recording says so in words, and the window in a banner."""
    broker = prepare(scenario)
    log = log_path(scenario, "p-1")
    log.parent.mkdir(parents=True)
    log.write_text("no database at all", encoding="utf-8")
    record = start_record(scenario, broker, "p-1", "--count", "1", stderr=subprocess.PIPE)
    broker.publish("a/b", "x")
    _, said = record.communicate(timeout=60)
    assert record.returncode == 0
    damaged, = log.parent.glob("p-1.damaged-*.sqlite")
    assert f"kept as “{damaged}”" in said.decode(), said
    assert damaged.read_text(encoding="utf-8") == "no database at all"
    assert count(log) == 1

    log.write_text("no database either", encoding="utf-8")
    page = Page(scenario.start_program("--connect", "p-1"))
    page.window.find(Role.LABEL, re.compile(r"^The log was damaged\..*p-1\.damaged-"))
    page.wait_state("Connected")
    broker.publish("a/b", "y")
    page.wait_message("a/b", "y")
    page.window.find(BUTTON, "Understood").press()
    page.window.wait_gone(Role.LABEL, re.compile("^The log was damaged"))
    assert len(list(log.parent.glob("p-1.damaged-*.sqlite"))) == 2


def refuses_a_second_writer(scenario):
    broker = prepare(scenario)
    program = scenario.start_program("--connect", "p-1")
    Page(program).wait_state("Connected")
    done = subprocess.run([os.environ["MQTT_DESK_PROGRAM"], "record", "p-1"], env={**os.environ, **folders(scenario)},
                          stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 3, done
    assert f"process {program.process.pid}" in done.stderr, done.stderr


def open_files(pid):
    """Paths of what a process has open; some are closed while this looks."""
    paths = set()
    for link in pathlib.Path(f"/proc/{pid}/fd").iterdir():
        try:
            paths.add(os.readlink(link))
        except FileNotFoundError:
            pass
    return paths


def never_writes_beside_another_window(scenario):
    broker = prepare(scenario)
    first = scenario.start_program("--connect", "p-1")
    Page(first).wait_state("Connected")

    # On another session bus it does not find the first one; there nobody can look into it either.
    bus = subprocess.Popen(["dbus-daemon", "--session", "--print-address", "--nofork"], stdin=subprocess.DEVNULL,
                           stdout=subprocess.PIPE, text=True)
    scenario.others.append(Ended(bus))
    second = scenario.start_program("--connect", "p-1", environment={
        "DBUS_SESSION_BUS_ADDRESS": bus.stdout.readline().strip()})
    log = log_path(scenario, "p-1")
    wait_until(lambda: str(log) in open_files(second.process.pid), "the second window reads the log of the first")
    broker.publish("a/b", "to the first")
    wait_until(lambda: count(log) == 1, "a message in the log")
    subscribed = broker.log.count("Sending SUBACK")
    assert subscribed == 1, broker.log
    first.stop()
    wait_until(lambda: broker.log.count("Sending SUBACK") > subscribed, "the second window has subscribed")
    broker.publish("a/b", "to the second")
    wait_until(lambda: count(log) == 2, "a message in the log")


run(deletes_the_history, sets_a_damaged_log_aside, shows_what_another_records, refuses_a_second_writer,
    never_writes_beside_another_window)
