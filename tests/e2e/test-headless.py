# SPDX-FileCopyrightText: 2026 The MqttDesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The verbs that need no window: record, publish, search."""
import base64
import hashlib
import json
import os
import pathlib
import random
import re
import signal
import sqlite3
import subprocess

from desk import run, wait_until
from desk.broker import free_port

PROGRAM = os.environ["MQTT_DESK_PROGRAM"]


class Headless:
    """Runs mqtt-desk with folders of its own."""

    def __init__(self, scenario):
        self.folder = scenario.folder
        self.env = dict(os.environ)
        for kind in ("config", "data", "cache", "state"):
            self.env[f"XDG_{kind.upper()}_HOME"] = str(scenario.folder / kind)
        self.env.pop("MQTT_DESK_PASSWORD", None)

    def write_profiles(self, *profiles):
        folder = self.folder / "config" / "mqtt-desk"
        folder.mkdir(parents=True)
        (folder / "profiles.json").write_text(json.dumps({"version": 1, "profiles": profiles}))

    def start(self, *arguments, environment=None, stdin=subprocess.DEVNULL):
        return subprocess.Popen([PROGRAM, *arguments], env={**self.env, **(environment or {})}, stdin=stdin,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def run(self, *arguments, status=0, environment=None, stdin=b""):
        """Returns what it printed and what it complained about."""
        process = self.start(*arguments, environment=environment, stdin=subprocess.PIPE)
        out, err = process.communicate(stdin, timeout=60)
        assert process.returncode == status, f"exit status {process.returncode} instead of {status}: {err.decode()}"
        return out.decode(), err.decode()

    def record(self, broker, *arguments):
        """Starts to record, and returns when the subscriptions are in force."""
        before = broker.log.count("Sending SUBACK")
        process = self.start("record", f"mqtt://127.0.0.1:{broker.port}", *arguments)
        wait_until(lambda: broker.log.count("Sending SUBACK") > before, "a subscription")
        return process

    def search(self, log, query):
        out, _ = self.run("search", "--log", str(log), query)
        return [json.loads(line) for line in out.splitlines()]


def one_line(text):
    assert text.count("\n") == 1 and text.endswith("\n"), text
    return text


def start_broker(scenario, **options):
    return scenario.start_broker("log_type all", **options)


def records_until_the_count(scenario):
    broker = start_broker(scenario)
    headless = Headless(scenario)
    log = scenario.folder / "log.sqlite"
    process = headless.record(broker, "-s", "a/#", "-q", "1", "--count", "3", "--log", str(log))
    broker.publish("a/b", "zwölf", "-q", "1")
    broker.publish("other", "not this")
    broker.publish("a/c", b"\x00\xff\xfe", "-q", "0")
    broker.publish("a/d", "", "-q", "2")
    _, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    assert b"3 messages recorded" in err, err

    found = headless.search(log, "")
    assert [(m["id"], m["topic"], m["qos"]) for m in found] == [(1, "a/b", 1), (2, "a/c", 0), (3, "a/d", 1)]
    assert found[0]["payload"] == "zwölf"
    assert found[1]["payload_base64"] == "AP/+" and "payload" not in found[1]
    assert found[2]["payload"] == ""
    assert all(not m["outgoing"] and not m["retained"] and not m["dup"] for m in found)
    assert [m["id"] for m in headless.search(log, "topic:a/+ -qos:0")] == [1, 3]
    assert [m["id"] for m in headless.search(log, "ZWÖLF")] == []
    assert [m["id"] for m in headless.search(log, "zwö")] == [1]

    with sqlite3.connect(log) as database:
        kinds = [kind for kind, in database.execute("SELECT kind FROM event ORDER BY id")]
    assert kinds == ["connected", "disconnected"], kinds


def records_for_a_time_and_until_ctrl_c(scenario):
    broker = start_broker(scenario)
    headless = Headless(scenario)
    headless.run("record", f"mqtt://127.0.0.1:{broker.port}/a", "--for", "0.5")
    headless.run("record", f"mqtt://127.0.0.1:{broker.port}/a", "--for", "0.5", "--count", "1", status=1)
    process = headless.record(broker, "-s", "#")
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=60)
    assert process.returncode == 0


def keeps_what_the_settings_keep(scenario):
    broker = start_broker(scenario)
    headless = Headless(scenario)
    log = scenario.folder / "log.sqlite"

    def count_old():
        with sqlite3.connect(log) as database:
            return database.execute("SELECT count (*) FROM message WHERE payload = CAST ('old' AS BLOB)").fetchone()[0]

    def record(payload):
        process = headless.record(broker, "-s", "a", "--count", "1", "--log", str(log))
        broker.publish("a", payload)
        process.communicate(timeout=60)
        assert process.returncode == 0

    settings = scenario.folder / "config" / "glib-2.0" / "settings" / "keyfile"
    settings.parent.mkdir(parents=True)
    settings.write_text("[com/example/MqttDesk]\nlog-max-days=uint32 100\n")
    headless.env["GSETTINGS_BACKEND"] = "keyfile"
    record("old")
    with sqlite3.connect(log) as database:
        database.execute(f"UPDATE message SET time = time - {60 * 24 * 3600 * 1000000}")
    database.close()
    record("new")
    assert count_old() == 1

    settings.write_text("[com/example/MqttDesk]\nlog-max-days=uint32 10\n")
    record("new")
    assert count_old() == 0


def says_who_holds_the_log(scenario):
    broker = start_broker(scenario)
    headless = Headless(scenario)
    log = scenario.folder / "log.sqlite"
    process = headless.record(broker, "-s", "#", "--log", str(log))
    _, err = headless.run("record", f"mqtt://127.0.0.1:{broker.port}", "-s", "#", "--log", str(log), status=3)
    assert str(process.pid) in one_line(err), err
    process.terminate()
    process.communicate(timeout=60)
    assert process.returncode == 0


def publishes_text_and_files(scenario):
    broker = start_broker(scenario)
    headless = Headless(scenario)
    address = f"mqtt://127.0.0.1:{broker.port}"
    subscriber = scenario.subscribe(broker, "#", "-q", "2")
    headless.run("publish", address, "a/b", "-m", "grüß dich", "-q", "1")
    subscriber.wait_for("a/b 1 0 grüß dich")
    headless.run("publish", address, "a/state", "-m", "on", "-q", "2", "-r", "--mqtt-version", "5")
    late = scenario.subscribe(broker, "a/state")
    late.wait_for("a/state 0 1 on")
    headless.run("publish", address, "a/empty")
    subscriber.wait_for("a/empty 0 0 ")

    payload = bytes(range(256)) * 4000
    file = scenario.folder / "payload"
    file.write_bytes(payload)
    log = scenario.folder / "log.sqlite"
    process = headless.record(broker, "-s", "file/#", "--count", "2", "--log", str(log))
    headless.run("publish", address, "file/1", "-f", str(file))
    headless.run("publish", address, "file/2", "-f", "-", "-q", "1", stdin=payload)
    process.communicate(timeout=60)
    with sqlite3.connect(log) as database:
        stored = [hashlib.sha256(payload).digest() for payload, in database.execute("SELECT payload FROM message")]
    assert stored == [hashlib.sha256(payload).digest()] * 2


def keeps_passwords_out_of_sight(scenario):
    broker = start_broker(scenario, users={"ada": "s3cr3t@/?"})
    headless = Headless(scenario)
    secret = scenario.folder / "secret"
    secret.write_text("s3cr3t@/?\n")
    address = f"mqtt://ada@127.0.0.1:{broker.port}"
    quoted = f"mqtt://ada:s3cr3t%40%2F%3F@127.0.0.1:{broker.port}"

    headless.run("publish", quoted, "a", "-m", "1")
    headless.run("publish", address, "a", "-m", "1", environment={"MQTT_DESK_PASSWORD": "s3cr3t@/?"})
    headless.run("publish", address, "a", "-m", "1", "--password-file", str(secret))
    headless.run("publish", address, "a", "-m", "1", "--password-file", "-", stdin=b"s3cr3t@/?")
    _, err = headless.run("publish", address, "a", "-m", "1", environment={"MQTT_DESK_PASSWORD": "wrong"}, status=1)
    assert "password" in one_line(err), err

    process = headless.start("record", quoted, "-s", "#")
    arguments = pathlib.Path(f"/proc/{process.pid}/cmdline")
    wait_until(lambda: b"***" in arguments.read_bytes(), "a blanked password in the list of processes")
    assert b"s3cr3t" not in arguments.read_bytes()
    wait_until(lambda: "Sending SUBACK" in broker.log, "a subscription")
    process.terminate()
    process.communicate(timeout=60)
    for path in scenario.folder.rglob("*"):
        if path.is_file() and path != secret and "broker" not in path.parts[-2]:
            assert b"s3cr3t" not in path.read_bytes(), path


def uses_profiles(scenario):
    broker = start_broker(scenario)
    headless = Headless(scenario)
    headless.write_profiles({"id": "p-1", "name": "Plant floor", "host": "127.0.0.1", "port": broker.port,
                             "subscriptions": [{"filter": "plant/#", "qos": 1}]})
    process = headless.start("record", "Plant floor", "--count", "1")
    wait_until(lambda: "Sending SUBACK" in broker.log, "the profile's own subscription")
    headless.run("publish", "p-1", "plant/1", "-m", "x", "-q", "1")
    process.communicate(timeout=60)
    assert process.returncode == 0
    assert (scenario.folder / "data" / "mqtt-desk" / "logs" / "p-1.sqlite").exists()
    out, _ = headless.run("search", "Plant floor", "topic:plant/#")
    assert json.loads(out)["payload"] == "x"
    for arguments in (("--", "Plant floor"), ("Plant floor", "--")):
        out, _ = headless.run("search", *arguments, "-topic:other/#")
        assert json.loads(out)["payload"] == "x"


def records_by_every_way_in(scenario):
    """A Unix socket and WebSocket, with a subscription that has a name of its own."""
    path, port = scenario.folder / "broker.sock", free_port()
    broker = scenario.start_broker("log_type all", f"listener 0 {path}", f"listener {port} 127.0.0.1", "protocol websockets")
    headless = Headless(scenario)
    common = {"host": "127.0.0.1", "subscriptions": [{"filter": "plant/#", "qos": 1, "name": "Shop floor"}]}
    headless.write_profiles({"id": "by-socket", "name": "A", "transport": "unix", "socket_path": str(path), **common},
                            {"id": "by-web", "name": "B", "transport": "ws", "port": port, "websocket_path": "/mqtt",
                             **common})
    for profile in ("by-socket", "by-web"):
        before = broker.log.count("Sending SUBACK")
        process = headless.start("record", profile, "--count", "2")
        wait_until(lambda: broker.log.count("Sending SUBACK") > before, "a subscription")
        headless.run("publish", profile, "plant/1", "-m", profile, "-q", "1")
        broker.publish("plant/2", "x" * 300000, "-q", "1")
        _, err = process.communicate(timeout=60)
        assert process.returncode == 0, err
        out, _ = headless.run("search", profile, 'sub:"shop floor"')
        found = [json.loads(line) for line in out.splitlines()]
        assert [(m["topic"], len(m["payload"])) for m in found] == [("plant/1", len(profile)), ("plant/2", 300000)], found


def leaves_no_wrong_record_of_a_session(scenario):
    """What it subscribes to, a window that knows the kept session would not know of."""
    broker = start_broker(scenario)
    headless = Headless(scenario)
    headless.write_profiles({"id": "kept", "name": "Kept", "host": "127.0.0.1", "port": broker.port, "client_id": "desk-1",
                             "clean_start": False, "subscriptions": [{"filter": "a/#", "qos": 2}],
                             "granted": {"client_id": "desk-1", "host": "127.0.0.1", "port": broker.port,
                                         "subscriptions": [{"filter": "a/#", "qos": 2, "granted_qos": 2}]}})
    process = headless.start("record", "Kept", "-s", "a/#", "--count", "1")
    wait_until(lambda: "Sending SUBACK" in broker.log, "a subscription")
    broker.publish("a/b", "x")
    process.communicate(timeout=60)
    assert process.returncode == 0
    saved = json.loads((headless.folder / "config/mqtt-desk/profiles.json").read_text())["profiles"][0]
    assert "granted" not in saved and saved["subscriptions"] == [{"filter": "a/#", "qos": 2}], saved


def leaves_nothing_in_a_kept_session(scenario):
    """What was subscribed to for a recording ends with it; what the profile has goes on."""
    broker = start_broker(scenario)
    headless = Headless(scenario)
    versions = {"old": ("3.1.1", "311", ()), "new": ("5", "5", ("-x", "3600"))}
    headless.write_profiles(*({"id": name, "name": name, "host": "127.0.0.1", "port": broker.port, "client_id": name,
                               "clean_start": False, "mqtt_version": version, "mqtt5": {"session_never_expires": True},
                               "subscriptions": [{"filter": "own/#", "qos": 1}]}
                              for name, (version, _, _) in versions.items()))

    def collected(name):
        """What has waited in the session"""
        broker.publish("for/1", "for the recording", "-q", "1")
        broker.publish("own/1", "own", "-q", "1")
        _, version, options = versions[name]
        return subprocess.run(["mosquitto_sub", "-h", "127.0.0.1", "-p", str(broker.port), "-V", version, "-i", name, "-c",
                               "-q", "1", "-t", "nothing", "-C", "1", *options],
                              capture_output=True, check=True, timeout=60).stdout.decode().splitlines()

    for profile in versions:
        for number, qos in ((signal.SIGINT, ("-q", "1")), (signal.SIGTERM, ()), (signal.SIGTERM, ("-q", "0"))):
            before = broker.log.count("Sending SUBACK")
            process = headless.start("record", profile, "-s", "for/#", "-s", "own/#", *qos)
            wait_until(lambda: broker.log.count("Sending SUBACK") >= before + 2, "the subscriptions")
            process.send_signal(number)
            _, err = process.communicate(timeout=60)
            assert process.returncode == 0, err
            assert collected(profile) == ["own"], broker.log


def says_what_a_kept_session_goes_on_with(scenario):
    """Where the broker is gone at the end, nothing can be asked of it."""
    broker = start_broker(scenario)
    headless = Headless(scenario)
    headless.write_profiles({"id": "kept", "name": "Kept", "host": "127.0.0.1", "port": broker.port, "client_id": "kept",
                             "clean_start": False})
    process = headless.start("record", "Kept", "-s", "for/#")
    wait_until(lambda: "Sending SUBACK" in broker.log, "the subscription")
    os.kill(broker.process.pid, signal.SIGSTOP)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    os.kill(broker.process.pid, signal.SIGCONT)
    assert process.returncode == 0, err
    assert "keeps on collecting" in err.decode(), err


def publishes_beside_a_connection(scenario):
    """Publishing takes neither the connection of the profile's client nor what waits in its session."""
    broker = start_broker(scenario)
    headless = Headless(scenario)
    headless.write_profiles({"id": "kept", "name": "Kept", "host": "127.0.0.1", "port": broker.port, "client_id": "desk-1",
                             "clean_start": False, "subscriptions": [{"filter": "a/#", "qos": 1}]})
    process = headless.start("record", "Kept", "--count", "1")
    wait_until(lambda: "Sending SUBACK" in broker.log, "a subscription")
    headless.run("publish", "Kept", "a/1", "-m", "first", "-q", "1")
    process.communicate(timeout=60)
    assert process.returncode == 0 and broker.log.count(" as desk-1 (") == 1, broker.log
    assert re.search(r" as desk-1-pub-[0-9a-f]{4} \(", broker.log), broker.log

    broker.publish("a/2", "waits", "-q", "1")
    headless.run("publish", "Kept", "a/3", "-m", "third", "-q", "1")
    process = headless.start("record", "Kept", "--count", "2")
    process.communicate(timeout=60)
    out, _ = headless.run("search", "Kept", "")
    assert [json.loads(line)["payload"] for line in out.splitlines()] == ["first", "waits", "third"], out


def refuses_what_it_does_not_understand(scenario):
    headless = Headless(scenario)
    address = "mqtt://127.0.0.1:1"
    for arguments in (
            ("record",),
            ("record", "no such profile", "-s", "#"),
            ("record", address),
            ("record", address, "-s", "a/#/b"),
            ("record", address, "-s", "#", "-q", "3"),
            ("record", address, "-s", "#", "--mqtt-version", "4"),
            ("record", address, "-s", "#", "--no-such-option"),
            ("record", "mqtt://:0", "-s", "#"),
            ("record", "gopher://127.0.0.1", "-s", "#"),
            ("publish", address),
            ("publish", address, "a/+", "-m", "x"),
            ("publish", address, "a", "-m", "x", "-f", "y"),
            ("publish", address, "a", "-f", "/no/such/file"),
            ("publish", address, "a", "--password-file", "/no/such/file"),
            ("search",),
            ("search", "no such profile", "x"),
            ("search", "--log", "/no/such/log", "x")):
        _, err = headless.run(*arguments, status=2)
        one_line(err)
    _, err = headless.run("search", "--log", "/no/such/log", "-topic:$SYS/#", status=2)
    assert "“--” before" in err, err
    _, err = headless.run("search", "--log", "/no/such/log", "größe 温度 -qos:9 x", status=2)
    lines = err.splitlines()
    assert len(lines) == 3 and "0, 1" in lines[0], err
    assert lines[1:] == ["  größe 温度 -qos:9 x", "             ^^^^^^"], err
    for arguments in (("record", address, "-s", "#"), ("publish", address, "a", "-m", "x")):
        _, err = headless.run(*arguments, status=1)
        assert "127.0.0.1:1" in one_line(err), err


def exports_to_files(scenario):
    headless = Headless(scenario)
    log, folder = scenario.folder / "x.sqlite", scenario.folder / "out"
    folder.mkdir()
    broker = start_broker(scenario)
    recording = headless.record(broker, "--log", str(log), "-s", "#", "--count", "3")
    for topic, text in (("a/1", "one"), ("a/2", "=2+3"), ("b/1", "Zwölf")):
        broker.publish(topic, text)
    assert recording.wait(timeout=60) == 0

    lines, _ = headless.run("search", "--log", str(log), "")
    for name, start in (("a.jsonl", lines), ("a.csv", "\ufeffid,time,topic,"), ("a.txt", lines)):
        out, err = headless.run("export", "--log", str(log), str(folder / name))
        assert (out, err) == ("", "")
        assert (folder / name).read_text(encoding="utf-8").startswith(start), name
    headless.run("search", "--log", str(log), "topic:a/#", "--output", str(folder / "b.sqlite"))
    assert [m["payload"] for m in headless.search(folder / "b.sqlite", "")] == ["one", "=2+3"]
    assert len(headless.search(log, "(topic:a/# OR qos:2) since:1h type:text -/^=/ size:<4")) == 1
    out, _ = headless.run("search", "--log", str(log), "--format", "csv", "topic:a/2")
    assert out.splitlines()[0] == "id,time,topic,qos,retained,outgoing,dup,properties,payload,payload_base64"
    assert ",\"'=2+3\"," in out, out
    assert headless.run("export", "--log", str(log), "-")[0] == lines

    _, err = headless.run("export", "--log", str(log), str(folder / "no" / "a.csv"), status=1)
    assert "a.csv" in one_line(err), err
    for arguments in (("search", "--format", "xml", "x"), ("search", "--format", "sqlite", "x"), ("export",)):
        one_line(headless.run(*arguments, "--log", str(log), status=2)[1])
    assert sorted(path.name for path in folder.iterdir()) == ["a.csv", "a.jsonl", "a.txt", "b.sqlite"]


TABLES = {"topic": "CREATE TABLE topic (id INTEGER PRIMARY KEY, name TEXT UNIQUE)",
          "message": "CREATE TABLE message (id INTEGER PRIMARY KEY, time INTEGER, topic INTEGER, flags INTEGER,"
                     " properties TEXT, payload BLOB)",
          "event": "CREATE TABLE event (id INTEGER PRIMARY KEY, time INTEGER, after INTEGER, kind TEXT, detail TEXT)",
          "note": "CREATE TABLE note (message INTEGER PRIMARY KEY, marked INTEGER, text TEXT)",
          "meta": "CREATE TABLE meta (key TEXT PRIMARY KEY, value)"}


def make_log(path, *statements, **tables):
    """Makes a file like a log, with other tables and more statements where wanted."""
    path.unlink(missing_ok=True)
    with sqlite3.connect(path) as database:
        for name, text in {**TABLES, **tables}.items():
            database.execute(text)
            if name == "topic":
                database.execute("INSERT INTO topic (id, name) VALUES (1, 'a/b')")
        database.execute("INSERT INTO meta VALUES ('next-message-id', 1)")
        database.execute("PRAGMA user_version = 1")
        for text in statements:
            database.execute(text)
    database.close()
    return path


def does_nothing_that_a_file_asks_for(scenario):
    headless = Headless(scenario)
    file = scenario.folder / "hostile.sqlite"
    bomb = ("WITH RECURSIVE c (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x AS id, x AS time, 1 AS topic, 0 AS"
            " flags, NULL AS properties, x AS payload FROM c")
    for tables in ({"message": f"CREATE VIEW message AS {bomb}"},
                   {"message": "CREATE VIRTUAL TABLE message USING fts5 (id, time, topic, flags, properties, payload)"},
                   {"message": "CREATE TABLE message (id INTEGER PRIMARY KEY, time INTEGER, topic INTEGER, flags INTEGER,"
                               " properties TEXT, payload BLOB AS (zeroblob (1000000000)))"},
                   {"message": "CREATE TABLE message (id INTEGER PRIMARY KEY, payload BLOB)"},
                   {"event": "CREATE VIEW event AS SELECT 1 AS id, 1 AS time, 1 AS after, 'x' AS kind, '' AS detail"}):
        make_log(file, **tables)
        _, err = headless.run("search", "--log", str(file), "x", status=1)
        assert "another program" in one_line(err), err

    file.write_text("no database at all", encoding="utf-8")
    _, err = headless.run("search", "--log", str(file), "x", status=1)
    assert "not a log" in one_line(err), err
    _, err = headless.run("import", str(scenario.folder / "missing"), str(file), status=1)
    assert "missing" in one_line(err), err
    file.unlink()

    # Ids from which no list could be made
    for first, last in (("-9223372036854775808", "9223372036854775807"), ("0", "5"), ("1", "9223372036854775807")):
        make_log(file, *(f"INSERT INTO message VALUES ({number}, 1, 1, 0, NULL, 'x')" for number in (first, last)))
        _, err = headless.run("search", "--log", str(file), "x", status=1)
        one_line(err)

    # Values of every wrong type are read as what they may be, or not at all.
    values = ["NULL", "7", "-1.5", "'text'", "x'ff00fe'", "9223372036854775807", "zeroblob (100000)"]
    rows = [f"INSERT INTO message VALUES ({i}, {', '.join(values[(i + column * (i // 7 + 1)) % 7] for column in range(5))})"
            for i in range(1, 50)]
    make_log(file, "INSERT INTO topic VALUES (7, x'2fff00fe2f')", *rows)
    for query in ("", "x", "topic:#", "$.a > 1", "/a/", "size:>1"):
        process = headless.start("search", "--log", str(file), query)
        out, _ = process.communicate(timeout=60)
        assert process.returncode in (0, 1), process.returncode
        for line in out.decode().splitlines():
            json.loads(line)


def does_not_write_what_a_trigger_says(scenario):
    broker = start_broker(scenario)
    headless = Headless(scenario)
    file = make_log(scenario.folder / "hostile.sqlite",
                    "CREATE TRIGGER t AFTER INSERT ON message BEGIN UPDATE topic SET name = 'pwned'; END")
    process = headless.record(broker, "-s", "a", "--count", "1", "--log", str(file))
    broker.publish("a", "x")
    process.communicate(timeout=60)
    assert process.returncode == 0
    with sqlite3.connect(file) as database:
        assert database.execute("SELECT count (*) FROM topic WHERE name = 'pwned'").fetchone() == (0,)
        assert database.execute("SELECT count (*) FROM message").fetchone() == (1,)


def survives_damage_of_any_kind(scenario):
    headless = Headless(scenario)
    good = make_log(scenario.folder / "good.sqlite",
                    *(f"INSERT INTO message VALUES ({i}, {i}, 1, 0, NULL, '{'x' * 500} {i}')" for i in range(1, 300)))
    whole = good.read_bytes()
    file = scenario.folder / "damaged.sqlite"
    seed = random.randrange(1 << 32)
    dice = random.Random(seed)
    for number in range(40):
        damaged = bytearray(whole)
        if number % 4 == 0:
            del damaged[dice.randrange(len(damaged)):]
        for _ in range(dice.randrange(1, 40)):
            if damaged:
                damaged[dice.randrange(min(len(damaged), 4096 if number % 2 else len(damaged)))] = dice.randrange(256)
        file.write_bytes(damaged)
        process = headless.start("search", "--log", str(file), "x")
        process.communicate(timeout=60)
        assert process.returncode in (0, 1, 2), f"{process.returncode} with seed {seed}, number {number}"


def imports_what_mosquitto_sub_writes(scenario):
    headless = Headless(scenario)
    broker = start_broker(scenario)
    for version in ("311", "5"):
        log, lines, again = (scenario.folder / f"{version}.{name}" for name in ("sqlite", "txt", "jsonl"))
        before = broker.log.count("Sending SUBACK")
        with open(lines, "wb") as out:
            sub = subprocess.Popen(["mosquitto_sub", "-p", str(broker.port), "-V", version, "-t", "#", "-q", "2", "-F",
                                    "%j", "-C", "4"], stdout=out)
            wait_until(lambda: broker.log.count("Sending SUBACK") > before, "a subscription")
            broker.publish("a/b", 'Zwölf "x" \\ \t', "-q", "1")
            broker.publish("a/empty", "")
            broker.publish("a/p", "with", "-V", "5", "-D", "publish", "user-property", "k", "v", "-D", "publish",
                           "user-property", "k", "w")
            broker.publish("a/bin", b"\xff\x00\x01")
            assert sub.wait(timeout=60) == 0
        out, err = headless.run("import", str(lines), str(log))
        assert out == "" and "Line 4: " in one_line(err), err
        found = headless.search(log, "")
        assert [(m["topic"], m["qos"], m["payload"]) for m in found] == [
            ("a/b", 1, 'Zwölf "x" \\ \t'), ("a/empty", 0, ""), ("a/p", 0, "with")]
        pairs = [["user-property", ["k", "v"]], ["user-property", ["k", "w"]]]
        assert found[2]["properties"] == (pairs if version == "5" else []), found

        # From a log to a file and back nothing changes.
        headless.run("export", "--log", str(log), str(again))
        copy = scenario.folder / f"{version}.copy.sqlite"
        assert headless.run("import", str(again), str(copy)) == ("", "")
        assert headless.run("export", "--log", str(copy), "-")[0] == again.read_text(encoding="utf-8")

    one_line(headless.run("import", str(lines), str(log), status=2)[1])

    # A file of something else makes no log.
    letter, none = scenario.folder / "letter.txt", scenario.folder / "none.sqlite"
    letter.write_text("Dear reader,\nnothing here is JSON.\n")
    assert "Line 1: " in one_line(headless.run("import", str(letter), str(none), status=1)[1])
    assert not none.exists()
    one_line(headless.run("import", "/no/such/file", str(scenario.folder / "new.sqlite"), status=1)[1])
    assert not (scenario.folder / "new.sqlite").exists()


def imports_large_lines_in_bounded_memory(scenario):
    headless = Headless(scenario)
    n_pieces, piece = 48, 1023 * 1024
    size = n_pieces * piece
    start = b'{"time":"2026-11-23T12:01:03.901123Z","topic":"a",'

    def measure(name, before, part, times):
        """Returns KiB that an import took at most, and what it said."""
        file = scenario.folder / f"{name}.jsonl"
        # In pieces: what we have ourselves when we start a process counts as its own.
        with open(file, "wb") as out:
            out.write(start + before)
            for _ in range(times):
                out.write(part)
            out.write(b'"}\n')
        process = headless.start("import", str(file), str(scenario.folder / f"{name}.sqlite"))
        said = process.stderr.read().decode()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        assert process.returncode == 0, said
        file.unlink()
        return usage.ru_maxrss, said

    nothing, _ = measure("small", b'"payload":"', b"x", 1)
    for name, before, part in (("text", b'"payload":"', b"x" * piece),
                               ("bytes", b'"payload_base64":"', base64.b64encode(b"\xff" * piece))):
        took, said = measure(name, before, part, n_pieces)
        assert said == "", said
        assert (took - nothing) * 1024 <= 2.5 * size, f"{name}: {took} KiB"
        with sqlite3.connect(scenario.folder / f"{name}.sqlite") as database:
            last = b"x" if name == "text" else b"\xff"
            assert database.execute("SELECT length (payload), substr (payload, -1) FROM message").fetchall() == [(size, last)]

    # What no message can need is let go, with words; the rest of the file is read.
    file, log = scenario.folder / "long.jsonl", scenario.folder / "long.sqlite"
    with open(file, "wb") as out:
        out.truncate(500 * 1024 * 1024)
        out.seek(0, os.SEEK_END)
        out.write(b"\n" + start + b'"payload":"x"}\n')
    _, err = headless.run("import", str(file), str(log))
    assert "1 line " in one_line(err) and "Line 1: it is too long" in err, err
    assert len(headless.search(log, "")) == 1


def speaks_the_languages_of_the_person(scenario):
    headless = Headless(scenario)
    for language, word in (("zh_CN", "配置"), ("zh_TW", "設定檔")):
        _, err = headless.run("search", "no such profile", "x", status=2, environment={"LANGUAGE": language})
        assert word in one_line(err), err
        out, _ = headless.run("record", "--help", environment={"LANGUAGE": language})
        assert word in out, out


run(records_until_the_count, records_for_a_time_and_until_ctrl_c, keeps_what_the_settings_keep,
    says_who_holds_the_log, publishes_text_and_files, keeps_passwords_out_of_sight, uses_profiles,
    publishes_beside_a_connection, records_by_every_way_in, leaves_no_wrong_record_of_a_session,
    leaves_nothing_in_a_kept_session, says_what_a_kept_session_goes_on_with,
    does_nothing_that_a_file_asks_for, does_not_write_what_a_trigger_says, survives_damage_of_any_kind,
    refuses_what_it_does_not_understand, exports_to_files, imports_what_mosquitto_sub_writes,
    imports_large_lines_in_bounded_memory, speaks_the_languages_of_the_person)
