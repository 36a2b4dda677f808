"""The gateway from Python: HTTP requests, a follower of its event stream, a receiver of its webhooks.

Written with the standard library alone, as any program outside would.
"""
import base64
import hashlib
import hmac
import http.client
import http.server
import json
import threading
import time
import urllib.parse


class Answer:
    """What came back: the status, the headers, and the JSON of the body (its text when it is none)."""

    def __init__(self, status, headers, body):
        self.status, self.headers, self.text = status, headers, body.decode()
        try:
            self.body = json.loads(self.text) if self.text else {}
        except ValueError:
            self.body = {}

    def at(self, path):
        """'orders.0.status'; None where there is nothing."""
        here = self.body
        for step in path.split("."):
            if isinstance(here, list):
                here = here[int(step)] if int(step) < len(here) else None
            else:
                here = here.get(step) if isinstance(here, dict) else None
        return here

    def __str__(self):
        replayed = " replayed" if self.headers.get("Idempotent-Replayed") == "true" else ""
        return f"{self.status}{replayed} {self.text[:600]}"


class Web:
    """Somebody with a key. A connection each request, so that nothing is left of the one before."""

    def __init__(self, port, secret):
        self.port, self.secret = port, secret

    def headers(self, more=None):
        return {"Authorization": f"Bearer {self.secret}", **(more or {})}

    def ask(self, method, path, body=None, headers=None, timeout_s=40):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout_s)
        more = {"Content-Type": "application/json"} if body is not None else {}
        try:
            connection.request(method, path, body if body is None else json.dumps(body),
                               self.headers({**more, **(headers or {})}))
            response = connection.getresponse()
            return Answer(response.status, response.headers, response.read())
        finally:
            connection.close()


class Listener:
    """Follows /v1/events in the background; when the connection is lost it goes on from its last place."""

    def __init__(self, web, start="earliest", types="", subject=""):
        self.web, self.types, self.subject = web, types, subject
        self.start, self.last_id = start, None
        self.events = []  # (source, position, CloudEvent)
        self.connections, self.refusal = 0, None
        self.ended, self.connection = False, None
        self.thread = threading.Thread(target=self.run, daemon=True)
        self.thread.start()

    def run(self):
        while not self.ended:
            try:
                self.follow()
            except (OSError, http.client.HTTPException, ValueError, AttributeError):
                pass  # the gateway has gone; a connection that is closed under the reader has no file
            time.sleep(0.1)

    def follow(self):
        query = {"types": self.types, "subject": self.subject, "from": self.start}
        place = {"Last-Event-ID": self.last_id} if self.last_id else {}
        self.connection = http.client.HTTPConnection("127.0.0.1", self.web.port, timeout=30)
        self.connection.request("GET", "/v1/events?" + urllib.parse.urlencode({k: v for k, v in query.items() if v}),
                                headers=self.web.headers({"Accept": "text/event-stream", **place}))
        response = self.connection.getresponse()
        if response.status != 200:
            self.refusal = Answer(response.status, response.headers, response.read())
            return
        self.connections += 1
        fields = {}
        while not self.ended and (line := response.readline()):
            text = line.decode().rstrip("\r\n")
            if not text and fields:
                self.take(fields)
                fields = {}
            elif text and not text.startswith(":"):
                name, _, value = text.partition(":")
                fields[name] = fields.get(name, "") + value.removeprefix(" ")

    def take(self, fields):
        if "data" in fields:
            event = json.loads(fields["data"])
            self.events.append((event["source"].rpartition("/")[2], int(event["position"]), event))
        self.last_id = fields.get("id", self.last_id)

    def close(self):
        self.ended = True
        if self.connection is not None and self.connection.sock is not None:
            self.connection.sock.close()


class Receiver:
    """An address that webhooks are sent to. It may refuse the first so many attempts."""

    def __init__(self, refuse=0):
        self.refuse, self.attempts, self.taken = refuse, 0, []
        receiver = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                receiver.attempts += 1
                good = receiver.attempts > receiver.refuse
                if good:
                    receiver.taken.append((dict(self.headers.items()), body))
                self.send_response(204 if good else 500)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/hook"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()


def is_genuine(secret, headers, body):
    """The signature of Standard Webhooks: HMAC-SHA256 over id, time and body."""
    told = {name.lower(): value for name, value in headers.items()}
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{told['webhook-id']}.{told['webhook-timestamp']}.".encode() + body
    right = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    return any(hmac.compare_digest(f"v1,{right}", one) for one in told["webhook-signature"].split())
