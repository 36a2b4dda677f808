"""Crossdock's protocol from Python: one connection to one service, commands and feeds.

Written from the .proto files alone, so that the scenarios are an independent reading of them, and
low enough to send what no honest client would (see raw_send).
"""
import importlib
import pathlib
import random
import subprocess
import sys
import time
import types
import uuid

import zmq
from google.protobuf import json_format

ROOT = pathlib.Path(__file__).resolve().parents[3]


def compile_protos(out):
    """Make Python modules of proto/ in the folder out and make them importable."""
    out.mkdir(parents=True, exist_ok=True)
    files = [str(path.relative_to(ROOT / "proto")) for path in (ROOT / "proto").rglob("*.proto")]
    subprocess.run(["protoc", f"-I{ROOT / 'proto'}", f"--python_out={out}", *files], check=True)
    sys.path.insert(0, str(out))
    global envelope, order, inventory, routing, forecasting, gateway
    envelope, order, inventory, routing, forecasting, gateway = map(
        package, ("envelope", "order", "inventory", "routing", "forecasting", "gateway"))


def package(name):
    """The messages of all files of a package, as one module."""
    merged = types.ModuleType(name)
    for path in sorted((ROOT / "proto" / "crossdock" / name / "v1").glob("*.proto")):
        module = importlib.import_module(f"crossdock.{name}.v1.{path.stem}_pb2")
        merged.__dict__.update({key: value for key, value in vars(module).items() if not key.startswith("_")})
    return merged


def modules():
    return envelope, order, inventory, routing, forecasting, gateway


def message_class(full_name):
    """The class of a message by its full name, e.g. crossdock.order.v1.OrderPlaced."""
    name = full_name.rpartition(".")[2]
    for module in modules():
        found = getattr(module, name, None)
        if found is not None and found.DESCRIPTOR.full_name == full_name:
            return found
    raise KeyError(full_name)


def from_json(data, message):
    """Fill a message from the JSON mapping, already parsed."""
    json_format.ParseDict(data, message)


def read_key(folder, name, extension):
    word = {"public": "public", "secret": "secret"}[extension]
    for line in (folder / f"{name}.{extension}").read_text().splitlines():
        left, equals, right = line.partition("=")
        if equals and left.strip() == word:
            return right.strip().encode()
    raise ValueError(f"{folder}/{name}.{extension}: no line '{word} = ...'")


class NoAnswer(Exception):
    """The service did not answer in time."""


class Receipt:
    def __init__(self, head, body):
        self.code = envelope.ReceiptCode.Name(head.code).removeprefix("RECEIPT_")
        self.detail = head.detail
        self.retry_ms = head.retry_ms
        self.reply = None
        if head.type:
            self.reply = message_class(head.type).FromString(body)

    def __str__(self):
        text = f"{self.code} {self.detail}".strip()
        for defect in getattr(self.reply, "defects", []):
            text += f" [{order.DefectCode.Name(defect.code).removeprefix('DEFECT_')} line {defect.line}]"
        return text


class Client:
    """One DEALER with one identity. Tries its endpoints in turn when one stands by or is silent."""

    def __init__(self, context, keys, service, name, endpoints, secret=None):
        self.context, self.keys, self.service, self.name = context, keys, service, name
        self.endpoints, self.at = endpoints, 0
        self.secret = secret
        self.source = f"/scenario/{name}"
        self.socket = None
        self.request_id = 0
        self.waiting = {}
        self.connect()

    def connect(self):
        self.close()
        socket = self.context.socket(zmq.DEALER)
        socket.linger = 0
        socket.sndhwm = socket.rcvhwm = 100000
        public, secret = self.secret or (
            read_key(self.keys, self.name, "public"), read_key(self.keys, self.name, "secret"))
        socket.curve_publickey, socket.curve_secretkey = public, secret
        socket.curve_serverkey = read_key(self.keys, self.service, "public")
        socket.connect(self.endpoints[self.at % len(self.endpoints)])
        self.socket = socket

    def next_endpoint(self):
        self.at += 1
        self.connect()

    def close(self):
        if self.socket is not None:
            self.socket.close()
            self.socket = None

    def raw_send(self, frames):
        self.socket.send_multipart(frames)

    def receive(self, timeout_s):
        """Head and body of the next message, or None."""
        if not self.socket.poll(max(0, int(timeout_s * 1000))):
            return None
        frames = self.socket.recv_multipart()
        head = envelope.Head.FromString(frames[0])
        return head, frames[1] if len(frames) > 1 else b""

    def send(self, command, command_id=None):
        self.request_id += 1
        event = envelope.Event(
            id=command_id or str(uuid.uuid4()), source=self.source, spec_version="1.0",
            type=command.DESCRIPTOR.full_name, data=command.SerializeToString(),
            time_us=time.time_ns() // 1000)
        self.send_event(event.SerializeToString(), self.request_id)
        return self.request_id

    def send_event(self, body, request_id):
        head = envelope.Head(version=1, kind=envelope.KIND_COMMAND, request_id=request_id)
        self.raw_send([head.SerializeToString(), body])

    def take_receipt(self, timeout_s):
        """(request id, receipt) of whichever answer comes next, or None."""
        end = time.monotonic() + timeout_s
        while True:
            message = self.receive(end - time.monotonic())
            if message is None:
                return None
            head, body = message
            if head.kind == envelope.KIND_RECEIPT:
                return head.request_id, Receipt(head, body)

    def ask(self, command, command_id=None, timeout_s=20):
        """Send until there is a final answer; the same id again is the same command."""
        command_id = command_id or str(uuid.uuid4())
        end = time.monotonic() + timeout_s
        while time.monotonic() < end:
            request_id = self.send(command, command_id)
            patience = time.monotonic() + min(3.0, end - time.monotonic())
            answer = None
            while answer is None and time.monotonic() < patience:
                found = self.take_receipt(patience - time.monotonic())
                if found is not None and found[0] == request_id:
                    answer = found[1]
            if answer is not None and answer.code not in ("BUSY", "NOT_LEADER"):
                return answer
            if answer is None or answer.code == "NOT_LEADER":
                time.sleep(0.05)
                self.next_endpoint()
            else:
                time.sleep(answer.retry_ms / 1000)
        raise NoAnswer(f"{self.service} gave no answer to {command.DESCRIPTOR.name} in {timeout_s} s")


class Feed:
    """A followed feed; next() gives events in order and mends broken subscriptions."""

    def __init__(self, client, stream, group, start="position", position=0, types=(), subject=""):
        self.client, self.stream, self.group = client, stream, group
        self.start, self.position, self.types, self.subject = start, position, types, subject
        self.events, self.stopped, self.head = [], None, 0
        self.open()

    def open(self):
        self.sub = random.getrandbits(63) | 1
        source = {"position": envelope.FROM_POSITION, "saved": envelope.FROM_SAVED,
                  "latest": envelope.FROM_LATEST}[self.start]
        head = envelope.Head(version=1, kind=envelope.KIND_OPEN, sub=self.sub, stream=self.stream,
                             group=self.group, position=self.position, window=10000, types=self.types,
                             subject=self.subject)
        setattr(head, "from", source)
        self.client.raw_send([head.SerializeToString(), b""])
        self.heard_at = self.acked_at = time.monotonic()

    def ack(self):
        head = envelope.Head(version=1, kind=envelope.KIND_ACK, sub=self.sub, position=self.position)
        self.client.raw_send([head.SerializeToString(), b""])
        self.acked_at = time.monotonic()

    def close(self):
        head = envelope.Head(version=1, kind=envelope.KIND_CLOSE, sub=self.sub)
        self.client.raw_send([head.SerializeToString(), b""])
        self.client.close()

    def take(self, head, body):
        if head.sub != self.sub:
            return
        self.heard_at = time.monotonic()
        self.head = max(self.head, head.head)
        if head.kind == envelope.KIND_READY and self.start != "position":
            self.position, self.start = head.position, "position"
        elif head.kind == envelope.KIND_EVENTS:
            for event in envelope.EventBatch.FromString(body).events:
                if event.position > self.position:
                    self.position = event.position
                    self.events.append(event)
            self.position = max(self.position, head.through)
        elif head.kind == envelope.KIND_STOP:
            self.stopped = envelope.StopCode.Name(head.code).removeprefix("STOP_")
            self.detail = head.detail
            if self.stopped in ("NOT_LEADER", "SHUTDOWN"):
                time.sleep(0.1)
                self.client.next_endpoint()
                self.open()
            elif self.stopped == "UNSPECIFIED":  # the service has started anew and asks to open again
                self.open()

    def next(self, timeout_s):
        """The next event or None."""
        end = time.monotonic() + timeout_s
        while not self.events and time.monotonic() < end:
            message = self.client.receive(min(0.5, end - time.monotonic()))
            if message is not None:
                self.take(*message)
            now = time.monotonic()
            if now - self.acked_at > 1:
                self.ack()
            if now - self.heard_at > 4:
                self.client.next_endpoint()
                self.open()
            if self.stopped in ("DENIED", "BAD_REQUEST", "TRIMMED", "DIVERGED"):
                return None
        return self.events.pop(0) if self.events else None
