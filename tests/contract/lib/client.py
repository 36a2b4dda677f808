"""HTTP as a plain client speaks it: one connection a thread, bytes that no honest client would send too."""
import http.client
import json
import socket
import threading
import urllib.parse


class NoAnswer(Exception):
    """The connection ended before there was an answer."""


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers = status, headers
        self.text = body.decode("utf-8", "replace")
        self.content_type = headers.get("Content-Type", "").partition(";")[0]
        self.json = json.loads(body) if "json" in self.content_type and body else None

    @property
    def detail(self):
        return (self.json or {}).get("detail", "") if isinstance(self.json, dict) else ""

    @property
    def is_replayed(self):
        return self.headers.get("Idempotent-Replayed") == "true"

    def __str__(self):
        return f"{self.status} {self.text[:300]}"


class Client:
    def __init__(self, port, key=None):
        self.port, self.key, self.local = port, key, threading.local()

    def connection(self):
        if getattr(self.local, "connection", None) is None:
            self.local.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=40)
        return self.local.connection

    def send(self, method, path, body=None, headers=None, query=None):
        """One request. body: bytes, or something to be sent as JSON."""
        headers = dict(headers or {})
        if self.key:
            headers["Authorization"] = f"Bearer {self.key}"
        if body is not None and not isinstance(body, bytes):
            body = json.dumps(body).encode()
        if body is not None:
            headers.setdefault("Content-Type", "application/json")
        if query:
            path += "?" + urllib.parse.urlencode(query, doseq=True)
        connection = self.connection()
        was_used = connection.sock is not None
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            return Answer(response.status, dict(response.headers), response.read())
        except (OSError, http.client.HTTPException) as error:
            self.close()
            if was_used and method == "GET":  # the other side ended what had been idle
                return self.send(method, path, body, headers)
            raise NoAnswer(f"{method} {path}: {error!r}") from error

    def ask(self, operation, path=None, body=None, query=None, headers=None):
        return self.send(operation.method, filled(operation.path, path or {}), body, headers, query)

    def first_bytes(self, path, seconds):
        """Status, content type and what comes within some seconds: of answers without end."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=seconds) as link:
            link.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {self.key}\r\n\r\n".encode())
            taken = b""
            try:
                while len(taken) < 65536:
                    piece = link.recv(65536)
                    if not piece:
                        break
                    taken += piece
            except TimeoutError:
                pass
        head, _, rest = taken.partition(b"\r\n\r\n")
        headers = dict(line.split(": ", 1) for line in head.decode().split("\r\n")[1:])
        return int(head.split()[1]), headers, rest.decode()

    def close(self):
        if getattr(self.local, "connection", None) is not None:
            self.local.connection.close()
            self.local.connection = None


def filled(path, values):
    for name, value in values.items():
        path = path.replace("{" + name + "}", urllib.parse.quote(str(value), safe=""))
    return path
