#!/usr/bin/python3
"""A storefront in Python: places orders, repeats one, and follows what becomes of them.

    storefront.py --keys DIR --key NAME --channel CHANNEL --sku SKU [--sku SKU ...] [options]

      --keys DIR         folder with NAME.public, NAME.secret and order.public
      --key NAME         the storefront's key; its role is storefront, its subject the channel
      --channel CHANNEL  orders are placed on this channel
      --sku SKU          an item that can be ordered; may be repeated
      --order ENDPOINT   tcp://127.0.0.1:7101
      --orders N         how many orders to place (20)
      --until TYPE       wait until an event of this type came for every order: OrderPlaced (default),
                         OrderShipped or OrderClosed
      --timeout SECONDS  for the whole (60)

Written from docs/protocol.md and proto/ alone; it shares no code with the services. Every answer is
checked: the exit status is 0 when all was as the document says, 1 with a sentence when something was
not, 2 for usage. Needs python3-zmq, python3-protobuf and protoc (protobuf-compiler).
"""
import argparse
import pathlib
import secrets
import struct
import subprocess
import sys
import tempfile
import time

import zmq

PROTO = pathlib.Path(__file__).resolve().parents[2] / "proto"
PROTOS = ["crossdock/envelope/v1/envelope.proto", "crossdock/order/v1/order.proto"]


def compile_protos(folder):
    """The messages of the protocol as Python classes, made by protoc."""
    subprocess.run(["protoc", f"-I{PROTO}", f"--python_out={folder}", *PROTOS], check=True)
    sys.path.insert(0, str(folder))
    from crossdock.envelope.v1 import envelope_pb2
    from crossdock.order.v1 import order_pb2

    return envelope_pb2, order_pb2


class Wrong(Exception):
    """The service did something that docs/protocol.md does not say."""


def expect(condition, sentence):
    if not condition:
        raise Wrong(sentence)


def read_key(path, word):
    """A key file holds lines "word = value"; # begins a comment."""
    for line in pathlib.Path(path).read_text(encoding="utf-8").splitlines():
        name, equals, value = line.partition("=")
        if equals and name.strip() == word:
            return value.strip().encode()
    raise SystemExit(f"{path}: there is no line '{word} = ...'")


class Connection:
    """One DEALER socket to one service: two frames a message, a Head and a body."""

    def __init__(self, context, endpoint, keys, key, server):
        self.socket = context.socket(zmq.DEALER)
        self.socket.setsockopt(zmq.LINGER, 500)
        self.socket.setsockopt(zmq.IMMEDIATE, 1)
        self.socket.setsockopt(zmq.HEARTBEAT_IVL, 1000)
        self.socket.setsockopt(zmq.HEARTBEAT_TIMEOUT, 3000)
        self.socket.curve_serverkey = read_key(keys / f"{server}.public", "public")
        self.socket.curve_publickey = read_key(keys / f"{key}.public", "public")
        self.socket.curve_secretkey = read_key(keys / f"{key}.secret", "secret")
        self.socket.connect(endpoint)

    def send(self, head, body=b""):
        head.version = 1
        if self.socket.poll(5000, zmq.POLLOUT):
            self.socket.send_multipart([head.SerializeToString(), body])

    def receive(self, timeout_ms):
        """(head bytes, body), or None when nothing came."""
        if not self.socket.poll(max(0, timeout_ms)):
            return None
        frames = self.socket.recv_multipart()
        expect(len(frames) == 2, f"a message has {len(frames)} frames")
        return frames[0], frames[1]


class Storefront:
    def __init__(self, options, envelope, order):
        self.options, self.envelope, self.order = options, envelope, order
        self.deadline = time.monotonic() + options.timeout
        context = zmq.Context()
        keys = pathlib.Path(options.keys)
        self.commands = Connection(context, options.order, keys, options.key, "order")
        self.events = Connection(context, options.order, keys, options.key, "order")
        self.request_id = 0
        self.sub = 0
        self.position = 0  # last event handled
        self.first = 0  # position at the first READY
        self.seen = {}  # order id -> types of its events, in order

    def left_ms(self, most):
        left = int((self.deadline - time.monotonic()) * 1000)
        expect(left > 0, "it takes too long")
        return min(left, most)

    # --- commands ---------------------------------------------------------------------------

    def ask(self, message, command_id):
        """Send a command until its receipt comes; safe, for the id makes it the same command."""
        Kind, Code = self.envelope.Kind, self.envelope.ReceiptCode
        event = self.envelope.Event(
            id=command_id,
            source=self.options.key,
            spec_version="1.0",
            type=message.DESCRIPTOR.full_name,
            data=message.SerializeToString(),
            time_us=time.time_ns() // 1000,
        )
        while True:
            self.request_id += 1
            head = self.envelope.Head(kind=Kind.KIND_COMMAND, request_id=self.request_id)
            self.commands.send(head, event.SerializeToString())
            got = self.wait_for_receipt(self.left_ms(3000))
            if got is None:
                continue
            receipt, body = got
            if receipt.code == Code.RECEIPT_BUSY:
                time.sleep(max(receipt.retry_ms, 10) / 1000)
            elif receipt.code == Code.RECEIPT_NOT_LEADER:
                time.sleep(0.2)
            else:
                return receipt, body

    def wait_for_receipt(self, timeout_ms):
        until = time.monotonic() + timeout_ms / 1000
        while True:
            got = self.commands.receive(int((until - time.monotonic()) * 1000))
            if got is None:
                return None
            head = self.envelope.Head.FromString(got[0])
            expect(head.version == 1, f"a head of version {head.version}")
            expect(head.kind == self.envelope.KIND_RECEIPT, f"a receipt was expected, kind {head.kind} came")
            if head.request_id == self.request_id:  # else: of an earlier sending
                return head, got[1]

    def make_order(self, external_id, sku, quantity):
        return self.order.PlaceOrder(
            channel=self.options.channel,
            external_id=external_id,
            placed_at_us=time.time_ns() // 1000,
            currency="GBP",
            destination=self.order.Destination(country="GB", city="London", postal_code="E1 6AN"),
            recipient=self.order.Recipient(name="Ada Example", street="1 Example Street"),
            lines=[self.order.Line(line=1, sku=sku, quantity=quantity, unit_price_minor=1250)],
        )

    def place(self, placed, code, command_id=None):
        receipt, body = self.ask(placed, command_id or secrets.token_hex(16))
        name = self.envelope.ReceiptCode.Name(receipt.code)
        expect(receipt.code == code,
               f"order {placed.external_id} was answered {name} ({receipt.detail}), not "
               f"{self.envelope.ReceiptCode.Name(code)}")
        expect(receipt.type in ("", "crossdock.order.v1.PlaceOrderReply"), f"the reply is a {receipt.type}")
        return self.order.PlaceOrderReply.FromString(body)

    # --- events -----------------------------------------------------------------------------

    def open(self):
        """Follow the own channel: the service shows a storefront nothing else."""
        from_ = self.envelope.FROM_POSITION if self.position else self.envelope.FROM_LATEST
        self.sub = struct.unpack("<Q", secrets.token_bytes(8))[0] | 1
        head = self.envelope.Head(
            kind=self.envelope.KIND_OPEN, sub=self.sub, stream="order", group="storefront.py",
            position=self.position, window=1000,
        )
        setattr(head, "from", from_)
        self.events.send(head)

    def acknowledge(self):
        self.events.send(self.envelope.Head(kind=self.envelope.KIND_ACK, sub=self.sub, position=self.position))

    def on_head(self, head, body):
        envelope = self.envelope
        if head.sub != self.sub:
            return  # of an earlier attempt
        if head.kind == envelope.KIND_READY:
            expect(not self.position or head.position == self.position, "READY names another position")
            self.position = head.position
        elif head.kind == envelope.KIND_EVENTS:
            expect(head.position == self.position + 1, f"events {head.position}.. after {self.position}")
            self.on_events(head, envelope.EventBatch.FromString(body))
            self.position = head.through
            self.acknowledge()
        elif head.kind == envelope.KIND_TICK:
            expect(head.through <= self.position, "a frame of events was lost")
        elif head.kind == envelope.KIND_STOP and head.code in (
            envelope.STOP_UNSPECIFIED, envelope.STOP_NOT_LEADER, envelope.STOP_SHUTDOWN,
        ):
            time.sleep(0.2)
            self.open()
        else:
            raise Wrong(f"kind {head.kind}, code {head.code}: {head.detail}")

    def on_events(self, head, batch):
        last = head.position - 1
        for event in batch.events:
            expect(last < event.position <= head.through, f"event {event.position} is out of order")
            last = event.position
            expect(event.source == "/crossdock/order", f"source {event.source}")
            expect(event.spec_version == "1.0", f"spec_version {event.spec_version}")
            expect(event.subject == self.options.channel, f"an event of channel {event.subject}")
            expect(event.id and event.time_us > 0, "an event without id or time")
            name = event.type.rpartition(".")[2]
            message = getattr(self.order, name).FromString(event.data)
            expect(event.key == str(message.order_id), f"the key of order {message.order_id} is {event.key}")
            self.seen.setdefault(message.order_id, []).append(name)

    def follow(self, done, what):
        """Handle events until done() says so."""
        heard = acknowledged = time.monotonic()
        while not done():
            self.left_or_fail(what)
            got = self.events.receive(200)
            now = time.monotonic()
            if got is not None:
                heard = now
                self.on_head(self.envelope.Head.FromString(got[0]), got[1])
            elif now - heard > 3:  # a tick is due every second
                self.open()
                heard = now
            if now - acknowledged > 1:
                self.acknowledge()
                acknowledged = now

    def left_or_fail(self, what):
        expect(time.monotonic() < self.deadline, f"waited in vain for {what}")

    # --- the story --------------------------------------------------------------------------

    def run(self):
        envelope = self.envelope
        ready = []
        self.open()
        self.follow(lambda: self.is_ready(ready), "the feed to open")

        run_id = secrets.token_hex(4)
        placed = {}  # order id -> PlaceOrder
        for i in range(self.options.orders):
            order = self.make_order(f"{run_id}-{i}", self.options.sku[i % len(self.options.sku)], 1 + i % 3)
            reply = self.place(order, envelope.RECEIPT_ACCEPTED)
            expect(reply.order_id > 0 and reply.order_id not in placed, f"order id {reply.order_id} twice")
            placed[reply.order_id] = order
        print(f"{len(placed)} orders accepted")

        first_id, first = next(iter(placed.items()))
        reply = self.place(first, envelope.RECEIPT_DUPLICATE)
        expect(reply.order_id == first_id, f"the repeat names order {reply.order_id}, not {first_id}")
        print(f"the same order again: DUPLICATE, order {first_id}")

        other = self.order.PlaceOrder()
        other.CopyFrom(first)
        other.lines[0].quantity += 1
        reply = self.place(other, envelope.RECEIPT_REJECTED)
        expect(reply.order_id == first_id, "the conflict does not name the first order")
        expect(any(d.code == self.order.DEFECT_CONFLICT for d in reply.defects), "the defect is not CONFLICT")
        print("other content under its number: REJECTED, CONFLICT")

        reply = self.place(self.make_order(f"{run_id}-bad", self.options.sku[0], 0), envelope.RECEIPT_REJECTED)
        expect(any(d.code == self.order.DEFECT_QUANTITY_INVALID for d in reply.defects), "quantity 0 passes")
        stranger = self.make_order(f"{run_id}-alien", self.options.sku[0], 1)
        stranger.channel = "x-" + self.options.channel[:20]
        self.place(stranger, envelope.RECEIPT_DENIED)
        print("quantity 0: REJECTED; another channel: DENIED")

        wanted = self.options.until
        self.follow(lambda: all(wanted in self.seen.get(i, ()) for i in placed), f"{wanted} of every order")
        self.check_stories(placed)
        print(f"{wanted} came for each of them, through position {self.position}")
        self.events.send(envelope.Head(kind=envelope.KIND_CLOSE, sub=self.sub))

    def is_ready(self, ready):
        """True once READY was heard: then on_head has moved from the initial state."""
        if self.position or ready:
            return True
        got = self.events.receive(200)
        if got is None:
            return False
        head = self.envelope.Head.FromString(got[0])
        self.on_head(head, got[1])
        if head.kind == self.envelope.KIND_READY and head.sub == self.sub:
            ready.append(head)
        return bool(ready)

    def check_stories(self, placed):
        for order_id in placed:
            types = self.seen[order_id]
            expect(types[0] == "OrderPlaced", f"the first event of order {order_id} is {types[0]}")
            expect(types.count("OrderPlaced") == 1, f"order {order_id} was placed {types.count('OrderPlaced')} times")
            expect(types.count("OrderClosed") <= 1, f"order {order_id} was closed more than once")


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, usage=argparse.SUPPRESS
    )
    parser.add_argument("--keys", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--key", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--channel", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--sku", required=True, action="append", help=argparse.SUPPRESS)
    parser.add_argument("--order", default="tcp://127.0.0.1:7101", help=argparse.SUPPRESS)
    parser.add_argument("--orders", type=int, default=20, help=argparse.SUPPRESS)
    parser.add_argument("--until", default="OrderPlaced", choices=["OrderPlaced", "OrderShipped", "OrderClosed"],
                        help=argparse.SUPPRESS)
    parser.add_argument("--timeout", type=float, default=60, help=argparse.SUPPRESS)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        try:
            Storefront(options, *compile_protos(folder)).run()
        except Wrong as wrong:
            print(f"storefront.py: {wrong}", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
