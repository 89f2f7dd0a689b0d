# SPDX-FileCopyrightText: 2026 The MqttDesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading while messages arrive: the tail, Pause, Clear; what retention and access control leave."""
import json
import pathlib
import re
import sqlite3

from desk import BUTTON, ROW, Role, connect, run, wait_until

ROLES_PLUGIN, = pathlib.Path("/usr/lib").glob("*/mosquitto_dynamic_security.so")


def log_of(program):
    path, = (program.folder / "data/mqtt-desk/logs").glob("*.sqlite")
    return path


def query(program, sql):
    database = sqlite3.connect(f"file:{log_of(program)}?mode=ro", uri=True)
    try:
        return database.execute(sql).fetchone()[0]
    finally:
        database.close()


def counts_what_came_while_somebody_reads(scenario):
    broker = scenario.start_broker()
    page = connect(scenario, broker, "--subscribe", "#")
    page.wait_subscription(r"^#.*QoS 0")
    broker.publish_lines("a/b", [f"early {i}" for i in range(300)])
    page.wait_message("a/b", "early 299")

    page.program.activate()
    page.program.keys("ctrl+f", "Down")
    wait_until(lambda: page.log.find_all(ROW, lambda name: "early 299" in name)[0].focused, "the last row has the focus")
    page.program.keys("ctrl+Home")
    follow = page.window.find(BUTTON, "Follow")
    follow.wait(lambda button: not button.pressed, "the view does not follow")
    broker.publish_lines("a/b", [f"late {i}" for i in range(5)])
    page.window.find(Role.LABEL, "5 new messages")

    page.program.keys("ctrl+End")
    page.wait_message("a/b", "late 4")
    page.window.wait_gone(Role.LABEL, "5 new messages")
    broker.publish("a/b", "followed again")
    page.wait_message("a/b", "followed again")


def pauses_and_clears(scenario):
    broker = scenario.start_broker()
    page = connect(scenario, broker, "--subscribe", "#")
    page.wait_subscription(r"^#.*QoS 0")
    broker.publish("a/b", "before")
    page.wait_message("a/b", "before")

    # The view stands still, the log goes on.
    page.program.activate()
    page.program.keys("F8")
    page.window.find(Role.LABEL, "Paused")
    broker.publish_lines("a/b", ["while 1", "while 2", "while 3"])
    page.window.find(Role.LABEL, "3 new messages")
    assert len(page.messages()) == 1
    wait_until(lambda: query(page.program, "SELECT count(*) FROM message") == 4, "four messages in the log")
    page.program.keys("F8")
    page.wait_message("a/b", "while 3")
    assert len(page.messages()) == 4

    # A new view from now on, and back again.
    page.undo(page.window.find(BUTTON, "Clear the view").press)
    page.wait_message("a/b", "before")
    page.window.find(BUTTON, "Clear the view").press()
    wait_until(lambda: not page.messages(), "an empty view")
    broker.publish("a/b", "after")
    page.wait_message("a/b", "after")
    assert len(page.messages()) == 1
    assert query(page.program, "SELECT count(*) FROM message") == 5


def keeps_what_the_settings_say(scenario):
    """16 MiB are the least that can be set."""
    settings = scenario.folder / "program/config/glib-2.0/settings"
    settings.mkdir(parents=True)
    (settings / "keyfile").write_text("[com/example/MqttDesk]\nlog-max-bytes=uint64 16777216\n")
    broker = scenario.start_broker()
    page = connect(scenario, broker, "--subscribe", "#")
    page.wait_subscription(r"^#.*QoS 0")
    for _ in range(12):
        broker.publish("large", b"x" * 2_000_000)
    wait_until(lambda: query(page.program, "SELECT max(id) FROM message") == 12, "all messages in the log")
    wait_until(lambda: query(page.program, "SELECT min(id) FROM message") > 1, "the oldest messages gone")


def says_what_the_broker_refuses(scenario):
    """An ACL file does not refuse subscriptions, the plugin for roles does."""
    rules = scenario.folder / "rules.json"
    rules.write_text(json.dumps({
        "defaultACLAccess": {"publishClientSend": True, "publishClientReceive": True, "subscribe": False,
                             "unsubscribe": True},
        "anonymousGroup": "all",
        "groups": [{"groupname": "all", "roles": [{"rolename": "reader"}]}],
        "roles": [{"rolename": "reader", "acls": [
            {"acltype": "subscribePattern", "topic": "open/#", "priority": 0, "allow": True}]}],
    }))
    broker = scenario.start_broker(f"plugin {ROLES_PLUGIN}",
                                   f"plugin_opt_config_file {rules}")
    page = connect(scenario, broker, "--subscribe", "open/#", "--subscribe", "secret/#")
    page.wait_subscription(r"^open/#.*QoS 0")
    page.wait_subscription(r"^secret/#.*refused")
    page.wait_state("Connected")
    broker.publish("open/a", "allowed")
    page.wait_message("open/a", "allowed")


run(counts_what_came_while_somebody_reads, pauses_and_clears, keeps_what_the_settings_say, says_what_the_broker_refuses)
