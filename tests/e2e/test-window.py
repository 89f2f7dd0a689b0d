# SPDX-FileCopyrightText: 2026 The MqttDesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The window comes up and goes away; what the command line asks of it."""
import os
import subprocess

from desk import Page, Role, run


def opens(scenario):
    program = scenario.start_program()
    assert program.window("MqttDesk").name == "MqttDesk"


def closes(scenario):
    program = scenario.start_program()
    program.window("MqttDesk").find(Role.PUSH_BUTTON, "Close").press()
    program.wait_ended(status=0)


def broker_answers(scenario):
    """The other end of the scenarios itself: a broker that survives a restart, a publisher, a subscriber."""
    broker = scenario.start_broker()
    subscriber = scenario.subscribe(broker, "a/#", "-q", "1")
    broker.publish("a/b", "hello", "-q", "1")
    subscriber.wait_for("a/b 1 0 hello")
    broker.stop()
    assert not broker.accepts()
    broker.start()
    assert broker.accepts()


def hands_over_to_the_window_that_is_open(scenario):
    broker = scenario.start_broker()
    page = Page(scenario.start_program())
    page.window.find(Role.PUSH_BUTTON, "Close")
    second = scenario.start_program("--connect", f"mqtt://127.0.0.1:{broker.port}", "--subscribe", "a/#",
                                    "--subscribe", "b/#")
    second.wait_ended(status=0)
    page.wait_state("Connected")
    page.wait_subscription("^a/#.*QoS 0")
    page.wait_subscription("^b/#.*QoS 0")


def tells_mistakes_on_the_command_line(scenario):
    """One line and exit status 2, without a window and beside one."""
    def check():
        for arguments in (["--nonsense"], ["--connect", "No such profile"], ["--connect", "mqtt://host:99999"],
                          ["--connect", "mqtt://host", "--subscribe", "a/#b"], ["nonsense"], ["--connect"]):
            done = subprocess.run([os.environ["MQTT_DESK_PROGRAM"], *arguments], capture_output=True, text=True,
                                  check=False)
            assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1), (arguments, done)
        done = subprocess.run([os.environ["MQTT_DESK_PROGRAM"], "--version"], capture_output=True, text=True, check=True)
        assert done.stdout.startswith("mqtt-desk ") and not done.stderr, done
    check()
    scenario.start_program().window("MqttDesk").find(Role.PUSH_BUTTON, "Close")
    check()


run(opens, closes, broker_answers, hands_over_to_the_window_that_is_open, tells_mistakes_on_the_command_line)
