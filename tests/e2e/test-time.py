# SPDX-FileCopyrightText: 2026 The MqttDesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The counters of a connection after a burst, and the way to a time in the log."""
import datetime
import sqlite3

from desk import ROW, Role, connect, message, run, wait_until

N = 5000


def query(program, sql):
    path, = (program.folder / "data/mqtt-desk/logs").glob("*.sqlite")
    database = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        return database.execute(sql).fetchone()
    finally:
        database.close()


def connect_and_burst(scenario):
    broker = scenario.start_broker("max_queued_messages 0")
    page = connect(scenario, broker, "--subscribe", "burst/#")
    page.wait_subscription(r"^burst/#.*QoS 0")
    broker.publish_lines("burst/a", [f"number {i}" for i in range(1, N + 1)], "-q", "1")
    page.wait_message("burst/a", f"number {N}")
    return page


def counters_agree_after_a_burst(scenario):
    page = connect_and_burst(scenario)
    page.program.activate()
    page.program.keys("ctrl+i")
    # Received and stored, each by this connection and by the tab, in the log, shown, and of the subscription
    wait_until(lambda: len(page.window.find_all(Role.LABEL, "5,000")) == 7, "seven times the same number")
    assert query(page.program, "SELECT count(*) FROM message") == (N,)


def goes_to_the_row_of_a_time(scenario):
    page = connect_and_burst(scenario)
    when, = query(page.program, "SELECT time FROM message WHERE id = 2500")
    payload, = query(page.program, f"SELECT payload FROM message WHERE time >= {when} ORDER BY id LIMIT 1")
    page.program.activate()
    page.program.keys("ctrl+g")
    moment = datetime.datetime.fromtimestamp(when // 1_000_000)
    page.program.type(f"{moment:%Y-%m-%d %H:%M:%S}.{when % 1_000_000:06}")
    page.program.keys("Return")
    name = payload.decode()
    wait_until(lambda: any(row.focused for row in page.log.find_all(ROW, message("burst/a", name))),
               f"the focus on {name}")


run(counters_agree_after_a_burst, goes_to_the_row_of_a_time)
