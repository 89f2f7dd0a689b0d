# SPDX-FileCopyrightText: 2026 The MqttDesk authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Servers that do what a good broker does not."""
import socket
import threading


class Server:
    """Says its words to whatever comes; without words it closes at once, with None it is silent."""

    def __init__(self, words):
        self.words = words
        self.connections = []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def talk(self, connection):
        """What happens on a connection, in a thread of its own; it is closed afterwards."""
        while self.words != b"" and connection.recv(4096):
            if self.words is not None:
                connection.sendall(self.words)
                break

    def _talk(self, connection):
        try:
            self.talk(connection)
        except OSError:
            pass
        connection.close()

    def _serve(self):
        try:
            while True:
                connection, _ = self.listener.accept()
                self.connections.append(connection)
                threading.Thread(target=self._talk, args=(connection,), daemon=True).start()
        except OSError:
            pass

    def stop(self):
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        for connection in self.connections:
            connection.close()


def join(one, other):
    """Carries bytes both ways until either end closes."""
    def carry(source, target):
        try:
            while data := source.recv(65536):
                target.sendall(data)
        except OSError:
            pass
        for end in (source, target):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

    back = threading.Thread(target=carry, args=(other, one), daemon=True)
    back.start()
    carry(one, other)
    back.join()


class Gate(Server):
    """Stands before a broker: `judge (level, client_id)` of a CONNECT returns the code to refuse it with, or 0."""

    def __init__(self, broker, judge):
        self.broker = broker
        self.judge = judge
        super().__init__(None)

    def talk(self, connection):
        packet = connection.recv(4096)  # a CONNECT of less than 128 bytes comes whole
        level = packet[8]
        start = 13 + packet[12] if level == 5 else 12
        length = int.from_bytes(packet[start:start + 2], "big")
        code = self.judge(level, packet[start + 2:start + 2 + length].decode())
        if code != 0:
            connection.sendall(bytes([0x20, 3, 0, code, 0] if level == 5 else [0x20, 2, 0, code]))
            return
        with socket.create_connection(("127.0.0.1", self.broker.port)) as other:
            other.sendall(packet)
            join(connection, other)
