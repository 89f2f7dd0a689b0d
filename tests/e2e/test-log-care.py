# SPDX-FileCopyrightText: 2026 The MqttDesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The care of the log: deleting it, and who writes it."""
import json
import pathlib
import re
import sqlite3

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


run(deletes_the_history)
