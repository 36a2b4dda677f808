#!/usr/bin/python3
"""A warehouse in Python: picks its lists by scan, packs, ships and delivers everything on them.

    warehouse.py --keys DIR --key NAME [options]

      --keys DIR         folder with NAME.public, NAME.secret and fulfillment-routing.public
      --key NAME         the warehouse's key; its role is warehouse, its subject the location
      --routing ENDPOINT tcp://127.0.0.1:7103
      --picker CODE      who picks (P1); several may work side by side, each with a code of its own
      --short SKU        of each task of this item with more than one unit, the last one is not there
      --slow SECONDS     wait so long before each scan (0)
      --confirm          no scans: lists are accepted, fulfillment orders confirmed and shipped as planned
      --count N          end after so many pick lists (never)
      --idle SECONDS     end when nothing came for so long (never)

It remembers nothing. Routing knows what was scanned; the place on the feed (FROM_SAVED) is moved on when
everything on a list has been delivered; and what is said carries ids made of numbers. So whoever is killed and
started again goes on, two pickers never do anything twice, and one whose lease has passed on goes to the next list.
Written from docs/protocol.md and proto/ alone.
"""
import argparse
import itertools
import sys
import time

from protocol import Client, Feed, Wrong, envelope, expect, message_class, order, routing

RELEASED = "crossdock.routing.v1.PickListReleased"
TYPES = [RELEASED, "crossdock.routing.v1.FulfillmentCancelled", "crossdock.routing.v1.FulfillmentRejected"]


def check_digit(digits):
    """Of GS1: from the right, every other digit counts three times."""
    total = sum(int(digit) * (3 if i % 2 == 0 else 1) for i, digit in enumerate(reversed(digits)))
    return str(-total % 10)


def open_units(task):
    return task.task.quantity - task.picked - task.missing


class Warehouse:
    def __init__(self, options):
        self.options = options
        who = (options.routing, options.keys, options.key, "fulfillment-routing")
        self.client = Client(*who, deadline=float("inf"))
        self.feed = Feed(*who, group=f"warehouse.py {options.picker}", from_=envelope.FROM_SAVED, types=TYPES)
        self.cancelled = set()  # fulfillment orders that need no picking any more
        self.at_hand = []       # pick lists that came and are not finished

    def ask(self, command, command_id=None):
        """The reply, or None when it was refused. A refusal is a fact too: the order was called back meanwhile,
        or somebody else has the list."""
        code, detail, reply = self.client.ask(command, command_id)
        expect(code in ("ACCEPTED", "DUPLICATE", "REJECTED"),
               f"{command.DESCRIPTOR.name} {command_id or ''} was answered {code}: {detail}")
        if code == "REJECTED":
            print(f"{command.DESCRIPTOR.name} {command_id or ''} is refused: {detail}", flush=True)
        return None if code == "REJECTED" else reply

    # --- by scan ------------------------------------------------------------------------------

    def claim(self, number):
        """The list as it is now, or None: it is done, or somebody else's."""
        view = self.ask(routing.ClaimPickList(picker=self.options.picker, pick_list_id=number))
        if view is not None:
            expect(view.pick_list_id == number and view.picker == self.options.picker, f"another list than {number}")
            expect(view.lease_until_us > time.time_ns() // 1000, "a lease that has ended")
        return view

    def is_done(self, number):
        lists = self.ask(routing.GetPickLists(pick_list_id=number)).lists
        return lists[0].status == "DONE"

    def scan(self, view, index):
        """Units of one task; False: routing refused, so look at the list again."""
        task = view.tasks[index]
        done = sum(one.picked for one in view.tasks if (one.task.fulfillment_order_id, one.task.line)
                   == (task.task.fulfillment_order_id, task.task.line))
        name = f"{self.options.picker}-{task.task.fulfillment_order_id}-{task.task.line}-{done}"
        gone = task.task.sku == self.options.short and task.task.quantity > 1
        if gone and open_units(task) == 1:
            progress = self.ask(routing.ReportShort(
                pick_list_id=view.pick_list_id, picker=self.options.picker, code=task.task.sku,
                fulfillment_order_id=task.task.fulfillment_order_id, missing=1, reason=routing.SHORT_NOT_FOUND),
                f"short-{name}")
        else:
            units = 1 if task.picked == 0 else open_units(task) - gone
            progress = self.ask(routing.ScanPick(
                pick_list_id=view.pick_list_id, picker=self.options.picker, code=task.task.sku, quantity=units),
                f"scan-{name}")
        if progress is not None:
            expect(progress.fulfillment_order_id == task.task.fulfillment_order_id,
                   f"a scan at {task.task.bin} went to fulfillment order {progress.fulfillment_order_id}")
        return progress is not None

    def pick(self, number):
        """True when all tasks of the list are picked or short, or gone."""
        while (view := self.claim(number)) is not None:
            index = next((i for i, task in enumerate(view.tasks) if open_units(task) > 0), None)
            if index is None:
                return True
            time.sleep(self.options.slow)
            self.scan(view, index)
        return self.is_done(number)

    def pack(self, number, tasks):
        """SSCCs of its parcels; none when it cannot be packed. The first line goes into a parcel of its own."""
        parcels = []
        if len(tasks) > 1:
            first = order.LineQuantity(line=tasks[0].line, sku=tasks[0].sku, quantity=tasks[0].quantity)
            parcels = [self.ask(routing.PackParcel(fulfillment_order_id=number, lines=[first], weight_g=500),
                                f"pack-{number}-1")]
            if parcels[0] is None:  # it was short: then all of it goes into one
                parcels = []
        if not parcels or not parcels[0].all_packed:
            rest = self.ask(routing.PackParcel(fulfillment_order_id=number), f"pack-{number}-rest")
            if rest is None:
                return []
            expect(rest.all_packed, f"fulfillment order {number} is not packed")
            parcels.append(rest)
        for i, parcel in enumerate(parcels):
            expect(parcel.parcel == i + 1, f"parcel {parcel.parcel} is the {i + 1}.")
            expect(len(parcel.sscc) == 18 and check_digit(parcel.sscc[:-1]) == parcel.sscc[-1], f"SSCC {parcel.sscc}")
        return [parcel.sscc for parcel in parcels]

    def send_off(self, number, tasks):
        """Pack, ship, deliver; 1 when a shipment left."""
        labels = self.pack(number, tasks)
        shipped = self.ask(routing.ConfirmShipment(
            fulfillment_order_id=number, carrier="POST", service="24", tracking=f"T{number}",
            parcels=[routing.ShippedParcel(sscc=sscc, tracking=f"T{number}-{i + 1}") for i, sscc in enumerate(labels)]),
            f"shipped-{number}")
        if shipped is None:
            return 0
        self.ask(routing.ConfirmDelivery(fulfillment_order_id=number), f"delivered-{number}")
        return 1

    def finish_by_scan(self, pick_list):
        if not self.pick(pick_list.pick_list_id):
            return False
        tasks = sorted(pick_list.tasks, key=lambda task: (task.fulfillment_order_id, task.line))
        left = sum(self.send_off(number, list(group)) for number, group
                   in itertools.groupby(tasks, key=lambda task: task.fulfillment_order_id))
        print(f"pick list {pick_list.pick_list_id}: {len(tasks)} tasks, {left} shipments", flush=True)
        return True

    # --- by fulfillment order -----------------------------------------------------------------

    def finish_as_planned(self, pick_list):
        self.ask(routing.AcceptPickList(pick_list_id=pick_list.pick_list_id), f"accept-{pick_list.pick_list_id}")
        left = 0
        for number in sorted({task.fulfillment_order_id for task in pick_list.tasks} - self.cancelled):
            if self.ask(routing.ConfirmPick(fulfillment_order_id=number), f"picked-{number}") is not None:
                shipment = routing.ConfirmShipment(fulfillment_order_id=number, carrier="POST", tracking=f"T{number}")
                left += self.ask(shipment, f"shipped-{number}") is not None
        print(f"pick list {pick_list.pick_list_id}: {len(pick_list.tasks)} tasks, {left} shipments", flush=True)
        return True

    # --- the day ------------------------------------------------------------------------------

    def hear(self, timeout_s):
        """True when something came."""
        event = self.feed.next(timeout_s)
        if event is None:
            return False
        message = message_class(event.type).FromString(event.data)
        if event.type == RELEASED:
            self.at_hand.append(message)
        else:
            self.cancelled.add(message.fulfillment_order_id)
        return True

    def run(self):
        finish = self.finish_as_planned if self.options.confirm else self.finish_by_scan
        lists, heard = 0, time.monotonic()
        while lists != self.options.count and not (self.options.idle and time.monotonic() - heard > self.options.idle):
            if self.hear(0.5):
                heard = time.monotonic()
                while self.hear(0):
                    pass
            left = [pick_list for pick_list in self.at_hand if not finish(pick_list)]
            lists += len(self.at_hand) - len(left)
            self.at_hand = left
            if not self.at_hand:
                self.feed.done()
        self.feed.close()


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, usage=argparse.SUPPRESS
    )
    parser.add_argument("--keys", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--key", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--routing", default="tcp://127.0.0.1:7103", help=argparse.SUPPRESS)
    parser.add_argument("--picker", default="P1", help=argparse.SUPPRESS)
    parser.add_argument("--short", help=argparse.SUPPRESS)
    parser.add_argument("--slow", type=float, default=0, help=argparse.SUPPRESS)
    parser.add_argument("--confirm", action="store_true", help=argparse.SUPPRESS)
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
