# SPDX-FileCopyrightText: 2026 The MqttDesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is published while the broker is away goes out once, as soon as it is back; counted at the broker."""
import collections
import re

from desk import BUTTON, Actions, Role, connect, run, wait_until
from gi.repository import GLib


def publish(actions, topic, text, qos):
    actions("publish.send-message", GLib.Variant("(ssub)", (topic, text, qos, False)))


def arrivals(broker):
    """How often the broker got each topic, and whether any came with DUP."""
    found = re.findall(r"Received PUBLISH from \S+ \(d(\d), q\d, r\d, m\d+, '([^']+)'", broker.log)
    return collections.Counter(topic for _, topic in found), any(dup == "1" for dup, _ in found)


def each_goes_out_once(scenario):
    broker = scenario.start_broker("log_type all")
    page = connect(scenario, broker)
    actions = Actions("publish.send-message")
    expected = collections.Counter()
    # A third loss so soon after a connection would be taken for somebody who throws us out.
    for round_ in range(2):
        broker.stop()
        page.window.find(BUTTON, "Try now")
        for number in range(9):
            topic = f"out/{round_}/{number}"
            publish(actions, topic, "x" * 100, number % 3)
            expected[topic] += 1
        page.window.find(BUTTON | {Role.RADIO_BUTTON, Role.PAGE_TAB}, "Outbox (9)")
        broker.start()
        actions("try-now")
        wait_until(lambda: arrivals(broker)[0] == expected, f"all messages of round {round_ + 1}, each once", 40)
        page.wait_state("Connected")
    counts, any_dup = arrivals(broker)
    assert counts == expected, counts
    assert not any_dup, "nothing was in flight when a connection ended"


def changed_and_cancelled(scenario):
    broker = scenario.start_broker("log_type all")
    page = connect(scenario, broker)
    actions = Actions("publish.send-message")
    broker.stop()
    page.window.find(BUTTON, "Try now")
    publish(actions, "out/changed", "old", 1)
    publish(actions, "out/cancelled", "x", 1)
    page.program.activate()
    page.program.keys("alt+4")
    page.window.find(Role.LABEL, "2 messages wait for a connection")
    page.window.find_all(BUTTON, "Cancel this message")[0].press()
    page.window.find(Role.LABEL, "Cancelled before it was sent")
    page.window.find(BUTTON, "Change this message").press()
    page.window.find(BUTTON, "Change")
    page.window.find(Role.TEXT, "Payload to publish").set_text("new, and longer")

    # It is not sent while somebody changes it.
    broker.start()
    page.wait_state("Connected")
    assert not arrivals(broker)[0]
    page.program.keys("ctrl+Return")
    wait_until(lambda: arrivals(broker)[0] == {"out/changed": 1}, "the changed message and nothing else")
    assert "(15 bytes)" in broker.log, "the new payload"
    page.window.find(Role.LABEL, re.compile("^Acknowledged in"))
    page.window.find(BUTTON, "Publish this message again").press()
    wait_until(lambda: arrivals(broker)[0]["out/cancelled"] == 1, "the message that was wanted after all")
    page.window.find(BUTTON, "Clear finished").press()
    page.window.find(Role.LABEL, "Nothing published yet")


def asked_before_it_is_lost(scenario):
    broker = scenario.start_broker()
    page = connect(scenario, broker)
    actions = Actions("publish.send-message")
    broker.stop()
    page.window.find(BUTTON, "Try now")
    publish(actions, "out/a", "x", 1)
    actions("close-tab")
    page.program.application.find(Role.LABEL, "1 message has not been sent")
    # The scenario ends the program by a signal, which is not kept from ending by a question.


run(each_goes_out_once, changed_and_cancelled, asked_before_it_is_lost)
