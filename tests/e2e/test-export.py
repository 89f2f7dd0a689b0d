# SPDX-FileCopyrightText: 2026 The MqttDesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Many messages at once: to a file by the keyboard, from a file into a tab, and to the broker again."""
import json
import re
import subprocess

from desk import BUTTON, Role, connect, run, wait_until


def call(program, action, parameter):
    """Drives an action of the window by the session bus."""
    subprocess.run(["gdbus", "call", "--session", "--dest", "com.example.MqttDesk", "--object-path",
                    "/com/example/MqttDesk/window/1", "--method", "org.gtk.Actions.Activate", action,
                    parameter, "{}"], check=True, stdout=subprocess.DEVNULL)


def start(scenario, *config):
    broker = scenario.start_broker(*config)
    page = connect(scenario, broker, "--subscribe", "#")
    page.wait_subscription(r"^#.*QoS 0")
    return broker, page


def exports_by_keyboard_and_opens_again(scenario):
    broker, page = start(scenario)
    broker.publish_lines("a/b", [f"line {i}" for i in range(50)])
    broker.publish("other", "=1+2")
    page.wait_message("other", "=1+2")
    file = scenario.folder / "out.jsonl"

    page.program.activate()
    page.program.keys("ctrl+f", "Down", "ctrl+a", "ctrl+shift+s")
    page.program.window("Export messages")
    page.program.keys("Return")
    # The first one is gone when the file chooser is there.
    wait_until(lambda: page.program.window("Export messages").find_all(Role.LABEL, "No results found"),
               "the file chooser")
    page.program.activate("Export messages")
    page.program.keys("ctrl+a")
    page.program.type(str(file))
    page.program.keys("Return")
    wait_until(lambda: file.exists() and file.read_bytes().count(b"\n") == 51, "the exported messages")
    lines = file.read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["payload"] for line in lines] == [f"line {i}" for i in range(50)] + ["=1+2"]

    call(page.program, "open-log-file", f"[<'{file.as_uri()}'>]")
    page.window.find(Role.LABEL, "Opened file, without a connection")
    page.wait_message("other", "=1+2")
    call(page.program, "log.export-to", f"[<('all', 'jsonl', '{(scenario.folder / 'again.jsonl').as_uri()}')>]")
    wait_until((scenario.folder / "again.jsonl").exists, "the second file")
    assert (scenario.folder / "again.jsonl").read_bytes() == file.read_bytes()


def replays_in_order(scenario):
    broker, page = start(scenario, "log_type all")
    broker.publish_lines("a/b", [f"line {i}" for i in range(200)], "-q", "1")
    page.wait_message("a/b", "line 199")
    subscriber = broker.subscribe("again/#", "-q", "1")
    call(page.program, "log.replay-with", "[<('all', 0.0, 'a', 'again', 1, -1)>]")
    wait_until(lambda: len(subscriber.lines) == 200, "all messages again")
    wait_until(lambda: broker.log.count("Sending PUBACK") == 400, "an acknowledgement of each, twice")
    # It is over, and nothing was refused, which would stay to be read.
    page.window.wait_gone(BUTTON, re.compile("Stop$"))
    assert not page.window.find_all(Role.LABEL, re.compile("^Replay.* refused")), page.window
    assert subscriber.lines == [f"again/b 1 0 line {i}" for i in range(200)], subscriber.lines[:3]
    subscriber.stop()


def counts_down_to_the_next(scenario):
    broker, page = start(scenario)
    for line in ["one", "two"]:
        broker.publish_lines("a/b", [line])
        page.wait_message("a/b", line)
    call(page.program, "log.replay-with", "[<('all', 0.001, 'a', 'again', 0, -1)>]")
    seen = set()

    def counts():
        seen.update(label.name for label in page.window.find_all(Role.LABEL, re.compile("^Replay: 1 of 2 .* next in ")))
        return len(seen) > 1

    wait_until(counts, "the time left gets less")


run(exports_by_keyboard_and_opens_again, replays_in_order, counts_down_to_the_next)
