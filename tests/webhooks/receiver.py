"""A receiver of webhooks as strangers write them: good ones, slow ones, broken ones. Remembers everything."""
import base64
import collections
import hashlib
import hmac
import http.server
import json
import ssl
import threading
import time


def signature(secret, message_id, timestamp, body):
    """As Standard Webhooks has it, written from its text."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    content = f"{message_id}.{timestamp}.".encode() + body
    return "v1," + base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode()


class Attempt:
    def __init__(self, headers, body):
        self.id = headers.get("webhook-id")
        self.timestamp = headers.get("webhook-timestamp")
        self.signature = headers.get("webhook-signature")
        self.content_type = headers.get("content-type")
        self.body = body
        self.event = json.loads(body)
        self.at = time.monotonic()

    def is_signed_with(self, secret):
        return hmac.compare_digest(self.signature, signature(secret, self.id, self.timestamp, self.body))


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, *_):
        pass  # a sender that was killed


class Receiver:
    """Answers by path: what `behave` says for it, else 204. A behaviour gets the attempts so far with this id
    (1, 2 ...) and gives a status, or a pair of status and headers."""

    def __init__(self, port, certificate=None):
        """certificate: a file with it and its key: then it speaks TLS."""
        self.attempts = collections.defaultdict(list)
        self.open = collections.Counter()
        self.most_open = collections.Counter()
        self.behaviours = {}
        self.lock = threading.Lock()
        receiver = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                receiver.answer(self)

            def log_message(self, *_):
                pass

        self.server = Server(("127.0.0.1", port), Handler)
        self.url = f"{'https' if certificate else 'http'}://127.0.0.1:{port}"
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True, do_handshake_on_connect=False)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def behave(self, path, behaviour):
        self.behaviours[path] = behaviour

    def answer(self, handler):
        path = handler.path
        attempt = Attempt(handler.headers, handler.rfile.read(int(handler.headers["content-length"])))
        with self.lock:
            self.attempts[path].append(attempt)
            self.open[path] += 1
            self.most_open[path] = max(self.most_open[path], self.open[path])
            count = sum(other.id == attempt.id for other in self.attempts[path])
        try:
            status = self.behaviours.get(path, lambda _: 204)(count)
            status, headers = status if isinstance(status, tuple) else (status, {})
            handler.send_response(status)
            for name, value in headers.items():
                handler.send_header(name, value)
            handler.send_header("content-length", "0")
            handler.end_headers()
        except OSError:
            pass  # the sender gave up waiting
        finally:
            with self.lock:
                self.open[path] -= 1

    def ids(self, path):
        with self.lock:
            return [attempt.id for attempt in self.attempts[path]]

    def forget(self, path):
        with self.lock:
            self.attempts[path].clear()

    def close(self):
        self.server.shutdown()
        self.server.server_close()
