# SPDX-FileCopyrightText: 2026 The MqttDesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The tree of topics: it fills while messages come, is searched, and filters the log."""
import re

from desk import BUTTON, ROW, Role, connect, run


def topic(name):
    return re.compile(rf"^{re.escape(name)}, (topic|branch)")


def finds_topics_and_filters_the_log(scenario):
    broker = scenario.start_broker()
    page = connect(scenario, broker, "--subscribe", "#")
    page.wait_subscription(r"^#.*QoS 0")
    for line in (1, 2):
        broker.publish_lines(f"plant/line{line}/press", [f"line {line}, {i}" for i in range(5)])
    broker.publish("home/door", "open", "-r")
    page.wait_message("home/door", "open")

    page.program.activate()
    page.window.find(BUTTON, "Topics").press()
    tree = page.window.find({Role.LIST, Role.TABLE, Role.TREE_TABLE}, "Topics")
    tree.find(ROW, topic("home"))
    tree.find(ROW, topic("plant"))
    page.window.find(Role.LABEL, "3 topics")

    # Typing finds a topic in a branch that is not open, the keys select it, and the log shows it alone.
    page.program.keys("ctrl+shift+l")
    page.program.type("line2")
    tree.find(ROW, topic("line2"))
    page.program.keys("Return", "Down")
    page.window.find(Role.LABEL, "plant/line2")
    page.log.wait(lambda log: not log.find_all(ROW, lambda name: "line 1" in name), "other topics are gone")
    page.wait_message("plant/line2/press", "line 2, 4")

    # The search stays, the selection goes: all messages are there again.
    page.program.keys("Escape")
    page.wait_message("plant/line1/press", "line 1, 4")

    # What comes meanwhile is in the tree too.
    broker.publish("plant/line20/oven", "hot")
    tree.find(ROW, topic("line20"))


run(finds_topics_and_filters_the_log)
