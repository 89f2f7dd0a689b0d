# SPDX-FileCopyrightText: 2026 The MqttDesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The part of build-aux/screenshot that runs on a display of its own."""
import pathlib
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "tests" / "e2e"))
from desk import Program, Role, wait_until

WIDTH, HEIGHT = 1360, 850
ROWS = 60
ROW = {Role.LIST_ITEM, Role.TABLE_ROW}


def subscribe(window, topic_filter):
    window.find(Role.TEXT, "Topic filter").set_text(topic_filter)
    window.find(Role.PUSH_BUTTON, re.compile("Subscribe$")).press()
    window.find(ROW, re.compile("^" + re.escape(topic_filter) + ",.*QoS 0"))


def unsubscribe(window, topic_filter):
    window.find_all(Role.PUSH_BUTTON, f"Menu of {topic_filter}")[-1].press()
    window.find(Role.MENU_ITEM, "Unsubscribe").press()
    window.wait_gone(ROW, re.compile("^" + re.escape(topic_filter) + ","))


def select_newest(window, pattern):
    log = window.find({Role.LIST, Role.TABLE, Role.TREE_TABLE}, "Messages")
    wait_until(lambda: len(log.find_all(ROW)) >= ROWS, f"{ROWS} messages")
    names = [row.name for row in log.find_all(ROW)]
    log.select_child(max(i for i, name in enumerate(names) if re.search(pattern, name)))


def main(picture):
    with tempfile.TemporaryDirectory() as folder:
        program = Program(folder, "--demo")
        try:
            window = program.window("Demo")
            program.resize(WIDTH, HEIGHT)
            window.find(Role.PUSH_BUTTON, "Connection state: Connected")
            unsubscribe(window, "#")
            for topic_filter in ("plant/#", "greenhouse/+/moisture", "logistics/#"):
                subscribe(window, topic_filter)
            window.find(Role.PUSH_BUTTON, "Clear the view").press()
            window.find(Role.TEXT, "Topic to publish to").set_text("plant/line1/press3/set")
            window.find(Role.TEXT, "Payload to publish").set_text('{\n  "target": 32.0,\n  "ramp": "slow"\n}')
            select_newest(window, "temperature")
            payload = window.find(Role.TEXT, "Payload")
            payload.wait(lambda text: '"value"' in text.text, "the payload of the selected message")
            subprocess.run(["import", "-window", program.activate(), picture], check=True)
        finally:
            program.stop()


main(sys.argv[1])
