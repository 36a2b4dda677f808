#!/usr/bin/python3
"""A storefront in Python: places orders, repeats one, and follows what becomes of them.

    storefront.py --keys DIR --key NAME --channel CHANNEL --sku SKU [--sku SKU ...] [options]

      --keys DIR         folder with NAME.public, NAME.secret and the services' .public files
      --key NAME         the storefront's key; its role is storefront, its subject the channel
      --channel CHANNEL  orders are placed on this channel
      --sku SKU          an item that can be ordered; may be repeated
      --order ENDPOINT   tcp://127.0.0.1:7101
      --inventory ENDPOINT  tcp://127.0.0.1:7102
      --orders N         how many orders to place (20)
      --until TYPE       wait until an event of this type came for every order: OrderPlaced (default),
                         OrderShipped or OrderClosed
      --changes          also the story of one order: a cart hold, a payment, more units, fewer, and a
                         return; a warehouse must be at work
      --timeout SECONDS  for the whole (60)

Written from docs/protocol.md and proto/ alone (protocol.py too). Every answer is checked: the exit
status is 0 when all was as the document says, 1 with a sentence when something was not, 2 for usage.
"""
import argparse
import secrets
import sys
import time

from protocol import Client, Feed, Wrong, envelope, expect, inventory, message_class, order


class Storefront:
    def __init__(self, options):
        self.options = options
        self.deadline = time.monotonic() + options.timeout
        who = (options.keys, options.key)
        self.orders = Client(options.order, *who, "order", deadline=self.deadline)
        self.stock = Client(options.inventory, *who, "inventory", deadline=self.deadline)
        self.events = Feed(options.order, *who, "order", group="storefront.py", from_=envelope.FROM_LATEST)
        self.seen = {}  # order id -> its events: (name, message), in order

    # --- orders -----------------------------------------------------------------------------

    def make_order(self, external_id, sku, quantity):
        return order.PlaceOrder(
            channel=self.options.channel,
            external_id=external_id,
            placed_at_us=time.time_ns() // 1000,
            currency="GBP",
            destination=order.Destination(country="GB", city="London", postal_code="E1 6AN"),
            recipient=order.Recipient(name="Ada Example", street="1 Example Street"),
            lines=[order.Line(line=1, sku=sku, quantity=quantity, unit_price_minor=1250)],
        )

    def place(self, placed, expected):
        code, detail, reply = self.orders.ask(placed)
        expect(code == expected, f"order {placed.external_id} was answered {code} ({detail}), not {expected}")
        return reply

    # --- events -----------------------------------------------------------------------------

    def on_event(self, event):
        expect(event.subject == self.options.channel, f"an event of channel {event.subject}")
        message = message_class(event.type).FromString(event.data)
        expect(event.key == str(message.order_id), f"the key of order {message.order_id} is {event.key}")
        self.seen.setdefault(message.order_id, []).append((event.type.rpartition(".")[2], message))

    def follow(self, done, what):
        """Handle events until done() says so; what it says is returned."""
        while not (found := done()):
            expect(time.monotonic() < self.deadline, f"waited in vain for {what}")
            event = self.events.next(0.2)
            if event is not None:
                self.on_event(event)
                self.events.done()
        return found

    def wait_for(self, order_id, *names, request=None):
        """The first event of one of these names (and of this request)."""
        def look():
            return next((message for name, message in self.seen.get(order_id, ())
                         if name in names and (request is None or message.request == request)), None)
        return self.follow(look, f"{' or '.join(names)} of order {order_id}")

    # --- the stories ------------------------------------------------------------------------

    def run(self):
        self.follow(lambda: self.events.ready, "the feed to open")
        self.many_orders()
        if self.options.changes:
            self.one_order_that_changes()
        self.events.close()

    def many_orders(self):
        run_id = secrets.token_hex(4)
        placed = {}  # order id -> PlaceOrder
        for i in range(self.options.orders):
            made = self.make_order(f"{run_id}-{i}", self.options.sku[i % len(self.options.sku)], 1 + i % 3)
            reply = self.place(made, "ACCEPTED")
            expect(reply.order_id > 0 and reply.order_id not in placed, f"order id {reply.order_id} twice")
            placed[reply.order_id] = made
        print(f"{len(placed)} orders accepted")

        first_id, first = next(iter(placed.items()))
        reply = self.place(first, "DUPLICATE")
        expect(reply.order_id == first_id, f"the repeat names order {reply.order_id}, not {first_id}")
        print(f"the same order again: DUPLICATE, order {first_id}")

        other = order.PlaceOrder()
        other.CopyFrom(first)
        other.lines[0].quantity += 1
        reply = self.place(other, "REJECTED")
        expect(reply.order_id == first_id, "the conflict does not name the first order")
        expect(any(d.code == order.DEFECT_CONFLICT for d in reply.defects), "the defect is not CONFLICT")
        print("other content under its number: REJECTED, CONFLICT")

        reply = self.place(self.make_order(f"{run_id}-bad", self.options.sku[0], 0), "REJECTED")
        expect(any(d.code == order.DEFECT_QUANTITY_INVALID for d in reply.defects), "quantity 0 passes")
        stranger = self.make_order(f"{run_id}-alien", self.options.sku[0], 1)
        stranger.channel = "x-" + self.options.channel[:20]
        self.place(stranger, "DENIED")
        print("quantity 0: REJECTED; another channel: DENIED")

        wanted = self.options.until
        self.follow(lambda: all(wanted in self.names(i) for i in placed), f"{wanted} of every order")
        for order_id in placed:
            names = self.names(order_id)
            expect(names[0] == "OrderPlaced", f"the first event of order {order_id} is {names[0]}")
            for name in ("OrderPlaced", "OrderClosed"):
                expect(names.count(name) <= 1, f"{name} of order {order_id} came {names.count(name)} times")
        print(f"{wanted} came for each of them, through position {self.events.position}")

    def names(self, order_id):
        return [name for name, _ in self.seen.get(order_id, ())]

    def one_order_that_changes(self):
        """A cart, a payment, more units, fewer, a parcel, and some of it back."""
        sku, cart = self.options.sku[0], "cart-" + secrets.token_hex(4)
        held = self.stock.must(inventory.HoldStock(channel=self.options.channel, hold_id=cart, seconds=600,
                                                   lines=[inventory.StockLine(sku=sku, quantity=2)]))
        expect(held.lines[0].quantity == 2 and held.expires_at_us > time.time_ns() // 1000, "the hold is not of 2 units")

        wish = self.make_order(cart, sku, 2)
        wish.hold_id = cart
        wish.holds.add(reason=order.HOLD_AWAITING_PAYMENT)
        order_id = self.place(wish, "ACCEPTED").order_id
        expect(self.wait_for(order_id, "OrderPlaced").held, "the order is not on hold")
        more = self.orders.must(order.AmendOrder(order_id=order_id, lines=[order.LineQuantity(line=1, quantity=4)]))
        added = self.wait_for(order_id, "OrderAmended", request=more.requests[0])
        expect(added.lines[0].quantity == 2, "not the difference was added")
        fewer = self.orders.must(order.CancelOrder(order_id=order_id, lines=[order.LineQuantity(line=1, quantity=1)]))
        self.wait_for(order_id, "OrderLinesCancelled", request=fewer.request)
        print(f"order {order_id}: 2 units from the cart, 2 more, 1 fewer")

        self.orders.must(order.ReleaseHold(order_id=order_id, reason=order.HOLD_AWAITING_PAYMENT))
        self.wait_for(order_id, "OrderReleased")
        self.wait_for(order_id, "OrderClosed")
        view = self.orders.must(order.GetOrder(order_id=order_id))
        line = view.lines[0]
        expect((line.ordered, line.cancelled, line.shipped) == (4, 1, 3), f"the line is {line}")
        print("paid, and 3 units shipped")

        asked = self.orders.must(order.RequestReturn(order_id=order_id, lines=[
            order.ReturnLine(line=1, quantity=1, reason=order.RETURN_REASON_UNWANTED)]))
        expect(asked.return_id > 0, "the return has no number")
        self.wait_for(order_id, "ReturnRequested")
        self.wait_for(order_id, "ReturnAuthorized")
        self.orders.must(order.ResolveReturn(return_id=asked.return_id, lines=[
            order.ReturnLine(line=1, quantity=1, resolution=order.RESOLUTION_REFUND)]))
        due = self.wait_for(order_id, "RefundDue")
        expect((due.amount_minor, due.currency) == (1250, "GBP"), f"the refund is {due.amount_minor} {due.currency}")
        print(f"return {asked.return_id}: 12.50 GBP are due")


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, usage=argparse.SUPPRESS
    )
    parser.add_argument("--keys", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--key", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--channel", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--sku", required=True, action="append", help=argparse.SUPPRESS)
    parser.add_argument("--order", default="tcp://127.0.0.1:7101", help=argparse.SUPPRESS)
    parser.add_argument("--inventory", default="tcp://127.0.0.1:7102", help=argparse.SUPPRESS)
    parser.add_argument("--orders", type=int, default=20, help=argparse.SUPPRESS)
    parser.add_argument("--until", default="OrderPlaced", choices=["OrderPlaced", "OrderShipped", "OrderClosed"],
                        help=argparse.SUPPRESS)
    parser.add_argument("--changes", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--timeout", type=float, default=60, help=argparse.SUPPRESS)
    try:
        Storefront(parser.parse_args()).run()
    except Wrong as wrong:
        print(f"storefront.py: {wrong}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
