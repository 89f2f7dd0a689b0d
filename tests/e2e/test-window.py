# SPDX-FileCopyrightText: 2026 The MqttDesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The window comes up and goes away."""
from desk import Role, run


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


run(opens, closes, broker_answers)
