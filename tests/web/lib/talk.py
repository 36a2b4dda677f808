"""Talking HTTP byte by byte, so that it can be done wrongly too; and the server that is talked to."""
import json
import os
import signal
import socket
import subprocess
import time


class Answer:
    """One answer, read off a socket byte by byte."""

    def __init__(self, reader, method="GET"):
        line = reader.readline()
        if not line:
            raise EOFError("the server closed the connection")
        self.status = int(line.split()[1])
        self.headers = {}
        while (line := reader.readline()) not in (b"\r\n", b""):
            name, value = line.decode("latin-1").split(":", 1)
            name, value = name.lower(), value.strip()
            self.headers[name] = f"{self.headers[name]}, {value}" if name in self.headers else value
        self.body = b"" if method == "HEAD" or self.status in (100, 204, 304) else self.read_body(reader)

    def read_body(self, reader):
        if self.headers.get("transfer-encoding") != "chunked":
            return reader.read(int(self.headers.get("content-length", 0)))
        body = b""
        while (size := int(reader.readline(), 16)) > 0:
            body += reader.read(size)
            reader.readline()
        reader.readline()
        return body

    def json(self):
        return json.loads(self.body)


class Client:
    def __init__(self, port, timeout=10):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout)
        self.reader = self.socket.makefile("rb")

    def send(self, text):
        self.socket.sendall(text if isinstance(text, bytes) else text.encode())

    def ask(self, method, path, body=None, **headers):
        self.send(request(method, path, body, **headers))
        return Answer(self.reader, method)

    def answer(self, method="GET"):
        return Answer(self.reader, method)

    def is_closed(self):
        try:
            return self.reader.read(1) == b""
        except ConnectionResetError:
            return True

    def close(self):
        self.reader.close()
        self.socket.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


def request(method, path, body=None, **headers):
    headers = {name.replace("_", "-"): value for name, value in ({"Authorization": "Bearer xd_tester"} | headers).items() if value is not None}
    body = body.encode() if isinstance(body, str) else body
    if body is not None:
        headers.setdefault("Content-Type", "application/json")
        headers["Content-Length"] = len(body)
    head = f"{method} {path} HTTP/1.1\r\nHost: test\r\n" + "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return head.encode() + b"\r\n" + (body or b"")


class Web:
    def __init__(self, program, port, console):
        self.port = port
        environment = dict(os.environ, ASAN_OPTIONS="detect_leaks=1")
        self.process = subprocess.Popen([program, f"127.0.0.1:{port}", console], env=environment)
        deadline = time.monotonic() + 10
        while True:
            try:
                self.client().close()
                return
            except ConnectionRefusedError:
                assert time.monotonic() < deadline and self.process.poll() is None, "the server did not start"
                time.sleep(0.05)

    def client(self, timeout=10):
        return Client(self.port, timeout)

    def ask(self, method, path, body=None, **headers):
        with self.client() as client:
            return client.ask(method, path, body, **headers)

    def counts(self):
        return self.ask("GET", "/v1/counts").json()

    def await_count(self, name, value, seconds=5):
        deadline = time.monotonic() + seconds
        while (counts := self.counts())[name] != value:
            assert time.monotonic() < deadline, f"{name} is {counts[name]}, not {value}"
            time.sleep(0.02)

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(20)


def same(got, wanted):
    assert got == wanted, f"{got!r:.200} is not {wanted!r:.200}"


def is_problem(answer, status, code):
    same(answer.status, status)
    same(answer.headers["content-type"], "application/problem+json")
    problem = answer.json()
    same((problem["status"], problem["code"], problem["instance"]), (status, code, answer.headers["x-request-id"]))
