# SPDX-FileCopyrightText: 2026 The MqttDesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Payloads and topics that nobody expects: shown without a freeze, a crash or a lie, and saved whole."""
import hashlib
import re
import time

from desk import BUTTON, Role, connect, message, run, wait_until

SLOW = 2.0  # seconds; the program answers over the accessibility bus much sooner if its main thread is free


def show(page, broker, topic, payload, shown):
    """Publishes and selects a message, and returns the text of its payload once it fits."""
    broker.publish(topic, payload)
    page.wait_message(topic, "")
    page.select(topic, "")
    page.window.find(Role.LABEL, topic)
    view = page.window.find(Role.TEXT, "Payload")
    view.wait(lambda widget: shown in widget.text, f"{shown[:20]!r} in the payload")
    return view.text


def shows_hostile_payloads(scenario):
    broker = scenario.start_broker()
    page = connect(scenario, broker, "--subscribe", "#")
    page.wait_subscription(r"^#.*QoS 0")

    text = show(page, broker, "a/long-line", "x" * 5_000_000, "xxxx")
    assert len(text) < 2_000_000
    page.window.find(Role.LABEL, re.compile("^First .* of 5.0.MB"))

    text = show(page, broker, "a/nested", "[" * 100_000, "[[[")
    assert set(text) <= set("[ \n"), set(text)

    text = show(page, broker, "a/nul", b"one\x00two\x00" + "drei ü".encode(), "6f 6e 65 00 74 77 6f 00")
    assert "�" not in text

    show(page, broker, "a/not-utf-8", b"abc\xff\xfe\xc0\x80", "61 62 63 ff fe c0 80")

    show(page, broker, "<b>&amp; %s%n</i>", "<span size='99999999'>&bogus;</span>", "<span size='99999999'>&bogus;</span>")

    broker.publish("a/nothing", "")
    page.wait_message("a/nothing", "empty")

    # What changes how the text around it is shown is made visible, in the log and beside it.
    broker.publish("a/\u202egnp.exe\u2028x", "\u202eabc\u2028def")
    row = page.log.find(name=re.compile("gnp"))
    assert "\u202e" not in row.name and "\u2028" not in row.name, row.name
    page.select("gnp", "")
    view = page.window.find(Role.TEXT, "Payload")
    view.wait(lambda widget: "def" in widget.text, "the payload with bidirectional overrides")
    assert "\u202e" not in view.text and "\u2028" not in view.text, view.text


def saves_identical_bytes(scenario):
    broker = scenario.start_broker()
    page = connect(scenario, broker, "--subscribe", "#")
    page.wait_subscription(r"^#.*QoS 0")
    payload = bytes(range(256)) * 20_000 + b"\x00\r\n\xff"
    show(page, broker, "a/bytes", payload, "00 01 02 03")

    target = scenario.folder / "saved.bin"
    page.window.find(BUTTON, "Save payload").press()
    page.program.activate("Save payload")
    page.program.keys("ctrl+a")
    page.program.type(str(target))
    page.program.keys("Return")
    wait_until(lambda: target.exists() and len(target.read_bytes()) == len(payload), "the saved payload")
    assert hashlib.sha256(target.read_bytes()).digest() == hashlib.sha256(payload).digest()


def stays_awake_while_200_mb_arrive(scenario):
    broker = scenario.start_broker()
    page = connect(scenario, broker, "--subscribe", "#")
    page.wait_subscription(r"^#.*QoS 0")
    payload = b"0123456789abcdef" * (200_000_000 // 16)
    publisher = broker.start_publish("a/huge", payload)

    slowest = 0.0

    def arrived():
        nonlocal slowest
        before = time.monotonic()
        rows = [row for row in page.messages() if message("a/huge", "0123").search(row.name)]
        slowest = max(slowest, time.monotonic() - before)
        return rows
    wait_until(arrived, "the row of the large message", 60)
    assert publisher.wait() == 0
    page.select("a/huge", "0123")
    view = page.window.find(Role.TEXT, "Payload")
    before = time.monotonic()
    view.wait(lambda widget: "0123456789abcdef" in widget.text, "the beginning of the payload")
    slowest = max(slowest, time.monotonic() - before)
    page.window.find(Role.LABEL, re.compile("^First .* of 200.0.MB"))
    assert slowest < SLOW, f"{slowest:.1f} s without an answer"


run(shows_hostile_payloads, saves_identical_bytes, stays_awake_while_200_mb_arrive)
