"""What a storefront and a warehouse in Python share: a connection, commands, a feed.

Written from docs/protocol.md and proto/ alone; it shares no code with the services, and checks
what comes back against the document. Needs python3-zmq, python3-protobuf and protoc.
"""
import importlib
import pathlib
import secrets
import subprocess
import sys
import tempfile
import time

import zmq

PROTO = pathlib.Path(__file__).resolve().parents[2] / "proto"
CONTEXT = zmq.Context()


class Wrong(Exception):
    """The service did something that docs/protocol.md does not say."""


def expect(condition, sentence):
    if not condition:
        raise Wrong(sentence)


def compile_protos():
    """The messages of the protocol as Python modules by the file's name, made by protoc."""
    files = sorted(path.relative_to(PROTO) for path in PROTO.rglob("*.proto"))
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["protoc", f"-I{PROTO}", f"--python_out={folder}", *map(str, files)], check=True)
        sys.path.insert(0, folder)
        return {file.stem: importlib.import_module(".".join(file.parent.parts) + f".{file.stem}_pb2")
                for file in files}


modules = compile_protos()
envelope, order, inventory, routing = (modules[name] for name in ("envelope", "order", "inventory", "routing"))


def message_class(full_name):
    """The class of "crossdock.order.v1.OrderPlaced"."""
    package, _, name = full_name.rpartition(".")
    for module in modules.values():
        if module.DESCRIPTOR.package == package and hasattr(module, name):
            return getattr(module, name)
    raise Wrong(f"nobody knows the message {full_name}")


def read_key(path, word):
    """A key file holds lines "word = value"; # begins a comment."""
    for line in path.read_text(encoding="utf-8").splitlines():
        name, equals, value = line.partition("=")
        if equals and name.strip() == word:
            return value.strip().encode()
    raise SystemExit(f"{path}: there is no line '{word} = ...'")


class Connection:
    """One DEALER socket to one service: two frames a message, a Head and a body."""

    def __init__(self, endpoint, keys, key, server):
        self.key, self.server = key, server
        self.socket = CONTEXT.socket(zmq.DEALER)
        self.socket.setsockopt(zmq.LINGER, 500)
        self.socket.setsockopt(zmq.IMMEDIATE, 1)
        self.socket.setsockopt(zmq.HEARTBEAT_IVL, 1000)
        self.socket.setsockopt(zmq.HEARTBEAT_TIMEOUT, 3000)
        keys = pathlib.Path(keys)
        self.socket.curve_serverkey = read_key(keys / f"{server}.public", "public")
        self.socket.curve_publickey = read_key(keys / f"{key}.public", "public")
        self.socket.curve_secretkey = read_key(keys / f"{key}.secret", "secret")
        self.socket.connect(endpoint)

    def send(self, head, body=b""):
        head.version = 1
        if self.socket.poll(5000, zmq.POLLOUT):
            self.socket.send_multipart([head.SerializeToString(), body])

    def receive(self, timeout_s):
        """(Head, body), or None when nothing came."""
        if not self.socket.poll(max(0, int(timeout_s * 1000))):
            return None
        frames = self.socket.recv_multipart()
        expect(len(frames) == 2, f"a message has {len(frames)} frames")
        return envelope.Head.FromString(frames[0]), frames[1]


class Client(Connection):
    """Commands and queries to one service."""

    def __init__(self, *where, deadline):
        super().__init__(*where)
        self.deadline = deadline
        self.request_id = 0

    def ask(self, message, command_id=None):
        """Send a command until its receipt comes; safe, for the id makes it the same command.
        (name of the receipt's code, detail, reply or None)"""
        event = envelope.Event(
            id=command_id or secrets.token_hex(16), source=self.key, spec_version="1.0",
            type=message.DESCRIPTOR.full_name, data=message.SerializeToString(), time_us=time.time_ns() // 1000)
        while True:
            expect(time.monotonic() < self.deadline, f"{self.server} takes too long")
            self.request_id += 1
            head = envelope.Head(kind=envelope.KIND_COMMAND, request_id=self.request_id)
            self.send(head, event.SerializeToString())
            receipt, body = self.wait_for_receipt(3)
            if receipt is None:
                continue
            if receipt.code == envelope.RECEIPT_BUSY:
                time.sleep(max(receipt.retry_ms, 10) / 1000)
            elif receipt.code == envelope.RECEIPT_NOT_LEADER:
                time.sleep(0.2)
            else:
                reply = message_class(receipt.type).FromString(body) if receipt.type else None
                return envelope.ReceiptCode.Name(receipt.code).removeprefix("RECEIPT_"), receipt.detail, reply

    def wait_for_receipt(self, timeout_s):
        until = time.monotonic() + timeout_s
        while (got := self.receive(until - time.monotonic())) is not None:
            head, body = got
            expect(head.version == 1, f"a head of version {head.version}")
            expect(head.kind == envelope.KIND_RECEIPT, f"a receipt was expected, kind {head.kind} came")
            if head.request_id == self.request_id:  # else: of an earlier sending
                return head, body
        return None, b""

    def must(self, message, command_id=None):
        """The reply of a command that is to be accepted, now or before."""
        code, detail, reply = self.ask(message, command_id)
        expect(code in ("ACCEPTED", "DUPLICATE"), f"{message.DESCRIPTOR.name} was answered {code}: {detail}")
        return reply


class Feed(Connection):
    """The events of one service that this key may see, in order, each once."""

    def __init__(self, *where, group, from_, types=()):
        super().__init__(*where)
        self.group, self.from_, self.types = group, from_, types
        self.sub = self.position = 0  # position: through here everything was returned by next()
        self.handled = 0      # through here everything is handled: what is acknowledged
        self.at_hand = False  # something was returned that is not handled yet
        self.ready = False
        self.waiting = []  # events that came and were not returned yet
        self.through = 0   # last position of the frame that they came in
        self.heard = self.told = time.monotonic()
        self.open()

    def open(self):
        self.sub = secrets.randbits(64) | 1
        self.ready = False
        head = envelope.Head(kind=envelope.KIND_OPEN, sub=self.sub, stream=self.server, group=self.group,
                             position=self.position, window=1000, types=self.types)
        setattr(head, "from", self.from_)
        self.send(head)

    def next(self, timeout_s):
        """The next event, or None when nothing came. Call it at least once a second: it also shows the
        service that we are alive."""
        until = time.monotonic() + timeout_s
        while not self.waiting:
            now = time.monotonic()
            if now - self.heard > 3:  # a tick is due every second
                self.heard = now
                self.open()
            if now - self.told > 1:
                self.acknowledge()
            if now > until:
                return None
            got = self.receive(min(0.2, until - now))
            if got is not None and got[0].sub == self.sub:  # else: of an earlier attempt
                self.heard = time.monotonic()
                self.take(*got)
        event = self.waiting.pop(0)
        self.position = self.waiting[0].position - 1 if self.waiting else self.through
        self.at_hand = True
        return event

    def done(self):
        """Everything that was returned is handled."""
        self.at_hand = False
        self.acknowledge()

    def acknowledge(self):
        self.told = time.monotonic()
        if not self.at_hand:
            self.handled = self.position
        if self.ready:
            self.send(envelope.Head(kind=envelope.KIND_ACK, sub=self.sub, position=self.handled))

    def take(self, head, body):
        if head.kind == envelope.KIND_READY:
            expect(not self.position or head.position == self.position, "READY names another position")
            if not self.position:
                self.handled = head.position
            self.position = self.through = head.position
            self.ready = True
        elif head.kind == envelope.KIND_EVENTS:
            expect(head.position == self.through + 1, f"events {head.position}.. after {self.through}")
            self.waiting = list(envelope.EventBatch.FromString(body).events)
            last = head.position - 1
            for event in self.waiting:
                expect(last < event.position <= head.through, f"event {event.position} is out of order")
                expect(event.source == f"/crossdock/{self.server}", f"source {event.source}")
                expect(event.spec_version == "1.0", f"spec_version {event.spec_version}")
                expect(event.id and event.time_us > 0, "an event without id or time")
                last = event.position
            self.through = head.through
            if not self.waiting:
                self.position = self.through
        elif head.kind == envelope.KIND_TICK:
            expect(head.through <= self.through, "a frame of events was lost")
        elif head.kind == envelope.KIND_STOP and head.code in (
                envelope.STOP_UNSPECIFIED, envelope.STOP_NOT_LEADER, envelope.STOP_SHUTDOWN):
            time.sleep(0.2)
            self.open()
        else:
            raise Wrong(f"kind {head.kind}, code {head.code}: {head.detail}")

    def close(self):
        self.acknowledge()
        self.send(envelope.Head(kind=envelope.KIND_CLOSE, sub=self.sub))
