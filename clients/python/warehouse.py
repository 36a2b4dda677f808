#!/usr/bin/python3
"""A warehouse in Python: takes its pick lists, picks and ships everything on them.

    warehouse.py --keys DIR --key NAME [--routing ENDPOINT] [--count N] [--idle SECONDS]

      --keys DIR         folder with NAME.public, NAME.secret and fulfillment-routing.public
      --key NAME         the warehouse's key; its role is warehouse, its subject the location
      --routing ENDPOINT tcp://127.0.0.1:7103
      --count N          end after so many pick lists (never)
      --idle SECONDS     end when nothing came for so long (never)

The service keeps the place of the warehouse on the feed (FROM_SAVED), and what is said about a list
carries ids made of its numbers: whoever is killed and started again goes on, and nothing is done twice.
Written from docs/protocol.md and proto/ alone.
"""
import argparse
import sys
import time

from protocol import Client, Feed, Wrong, envelope, expect, message_class, routing

TYPES = ["crossdock.routing.v1.PickListReleased", "crossdock.routing.v1.FulfillmentCancelled"]


class Warehouse:
    def __init__(self, options):
        self.options = options
        who = (options.routing, options.keys, options.key, "fulfillment-routing")
        self.client = Client(*who, deadline=float("inf"))
        self.feed = Feed(*who, group="warehouse.py", from_=envelope.FROM_SAVED, types=TYPES)
        self.cancelled = set()  # fulfillment orders that need no picking any more

    def tell(self, command, command_id):
        """True when it is done; a refusal is a fact too: the order was called back meanwhile."""
        code, detail, _ = self.client.ask(command, command_id)
        expect(code in ("ACCEPTED", "DUPLICATE", "REJECTED"), f"{command_id} was answered {code}: {detail}")
        return code != "REJECTED"

    def work(self, pick_list):
        places = [(task.bin, task.sku, task.fulfillment_order_id) for task in pick_list.tasks]
        expect(places == sorted(places), f"pick list {pick_list.pick_list_id} is not sorted along the walk")
        self.tell(routing.AcceptPickList(pick_list_id=pick_list.pick_list_id), f"accept-{pick_list.pick_list_id}")
        shipped = 0
        for number in sorted({task.fulfillment_order_id for task in pick_list.tasks} - self.cancelled):
            if self.tell(routing.ConfirmPick(fulfillment_order_id=number), f"picked-{number}"):
                shipped += self.tell(routing.ConfirmShipment(fulfillment_order_id=number, carrier="POST",
                                                             tracking=f"T{number}"), f"shipped-{number}")
        print(f"pick list {pick_list.pick_list_id}: {len(places)} tasks, {shipped} parcels", flush=True)

    def run(self):
        lists, heard = 0, time.monotonic()
        while lists != self.options.count and not (self.options.idle and time.monotonic() - heard > self.options.idle):
            event = self.feed.next(0.5)
            if event is None:
                continue
            heard = time.monotonic()
            message = message_class(event.type).FromString(event.data)
            if event.type == TYPES[0]:
                self.work(message)
                lists += 1
            else:
                self.cancelled.add(message.fulfillment_order_id)
            self.feed.done()
        self.feed.close()


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, usage=argparse.SUPPRESS
    )
    parser.add_argument("--keys", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--key", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--routing", default="tcp://127.0.0.1:7103", help=argparse.SUPPRESS)
    parser.add_argument("--count", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--idle", type=float, help=argparse.SUPPRESS)
    try:
        Warehouse(parser.parse_args()).run()
    except KeyboardInterrupt:
        return 0
    except Wrong as wrong:
        print(f"warehouse.py: {wrong}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
