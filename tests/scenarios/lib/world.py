"""What a scenario acts on and remembers: places, orders, warehouses, a load in the background."""
import collections
import pathlib
import threading
import time
import uuid

import zmq

import wire
from system import SERVICES, Late, Trouble

PLACES = {  # code: postal code, city, latitude, longitude
    "LON": ("E1", "London", 51.529, 0.036), "MAN": ("M1", "Manchester", 53.466, -2.338),
    "GLA": ("G1", "Glasgow", 55.854, -4.361), "BRS": ("BS1", "Bristol", 51.511, -2.689),
}
PATIENCE_S = 30


def eventually(what, look, timeout_s=PATIENCE_S):
    """Wait until look() gives something true and return it; its last words when it never does."""
    end = time.monotonic() + timeout_s
    while True:
        good, seen = look()
        if good:
            return seen
        if time.monotonic() > end:
            raise Late(f"waited {timeout_s} s for {what}; it is {seen}")
        time.sleep(0.05)


class World:
    def __init__(self, system):
        self.system = system
        self.context = zmq.Context()
        self.clients = {}
        self.answer = None
        self.placed = {}     # name -> the PlaceOrder
        self.order_ids = {}  # name -> order id
        self.channels = {}   # name -> channel
        self.feeds = {}
        self.seen = collections.defaultdict(list)  # type -> payloads of the routing feed
        self.pick_lists = collections.defaultdict(dict)  # location -> id -> PickListReleased
        self.load = None
        self.warehouses = None
        self.memory = {}
        self.another = None  # a process run in the foreground, and the file of what it says
        self.helpers = {}    # more of them, by name
        self.helpers_of_web = []  # who listens to the gateway, or is sent something by it

    def close(self):
        for process, _ in [*self.helpers.values(), *([self.another] if self.another else [])]:
            if process.poll() is None:
                process.kill()
        for thing in (self.load, self.warehouses):
            if thing is not None:
                thing.stop()
        for helper in self.helpers_of_web:
            helper.close()
        for client in list(self.clients.values()) + [feed.client for feed in self.feeds.values()]:
            client.close()
        self.context.destroy(linger=0)

    # --- connections -------------------------------------------------------------------------

    def client(self, service, name):
        if (service, name) not in self.clients:
            self.clients[service, name] = self.new_client(service, name)
        return self.clients[service, name]

    def new_client(self, service, name, secret=None):
        return wire.Client(self.context, self.system.var / "keys", service, name,
                           self.system.endpoints(service), secret)

    def ask(self, service, name, command, **options):
        self.answer = self.client(service, name).ask(command, **options)
        return self.answer

    def must(self, service, name, command):
        answer = self.ask(service, name, command)
        if answer.code not in ("ACCEPTED", "DUPLICATE"):
            raise Trouble(f"{service} answered {command.DESCRIPTOR.name} with {answer}")
        return answer

    # --- setting the stage -------------------------------------------------------------------

    def define_world(self):
        locations, codes = [], []
        for code, (postal, city, latitude, longitude) in PLACES.items():
            locations.append(wire.inventory.Location(
                code=code, name=city, country="GB", city=city, postal_code=postal,
                latitude_deg=latitude, longitude_deg=longitude, time_zone="Europe/London"))
            codes.append(wire.routing.PostalCode(
                country="GB", postal_code=postal, city=city, latitude_deg=latitude, longitude_deg=longitude))
        self.must("inventory", "operator", wire.inventory.DefineLocations(locations=locations))
        self.must("fulfillment-routing", "operator", wire.routing.DefinePostalCodes(postal_codes=codes))

    def define_items(self, skus):
        for start in range(0, len(skus), 1000):
            self.must("inventory", "operator", wire.inventory.DefineItems(items=[
                wire.inventory.Item(sku=sku, name=f"thing {sku}", lead_time_days=5)
                for sku in skus[start:start + 1000]]))
        # The order service knows them when it has heard the last one.
        def known():
            missing = self.system.sql("SELECT sku FROM inventory.item EXCEPT SELECT sku FROM orders.known_item")
            return not missing, missing
        eventually("the order service to know the items", known)

    def receive(self, location, units, who=None):
        lines = [wire.inventory.StockLine(sku=sku, quantity=quantity) for sku, quantity in units]
        for start in range(0, len(lines), 1000):
            self.must("inventory", who or f"warehouse-{location}", wire.inventory.ReceiveStock(
                location=location, reference="delivery", lines=lines[start:start + 1000]))

    # --- orders ------------------------------------------------------------------------------

    def place(self, order, name=None, who=None, **options):
        answer = self.ask("order", who or order.channel, order, **options)
        if name:
            self.placed[name] = order
            self.channels[name] = order.channel
            if answer.code in ("ACCEPTED", "DUPLICATE"):
                self.order_ids.setdefault(name, answer.reply.order_id)
        return answer

    def view(self, name):
        answer = self.client("order", "operator").ask(wire.order.GetOrder(order_id=self.order_ids[name]))
        if answer.code != "ACCEPTED":
            raise Trouble(f"GetOrder {name}: {answer}")
        return answer.reply

    def status(self, name):
        """Everything an order can be said to be, as words."""
        view = self.view(name)
        words = {wire.order.OrderStatus.Name(view.status).removeprefix("ORDER_STATUS_"),
                 wire.order.Progress.Name(view.progress).removeprefix("PROGRESS_")}
        return words, view

    # --- the routing feed and the warehouses -------------------------------------------------

    def routing_feed(self):
        if "routing" not in self.feeds:
            client = self.new_client("fulfillment-routing", "reader")
            self.feeds["routing"] = wire.Feed(client, "fulfillment-routing", f"scenario-{uuid.uuid4()}")
        return self.feeds["routing"]

    def listen(self, wait_s=0.05):
        """Take what the routing feed has to say."""
        feed = self.routing_feed()
        while (event := feed.next(wait_s)) is not None:
            payload = wire.message_class(event.type).FromString(event.data)
            kind = event.type.rpartition(".")[2]
            self.seen[kind].append(payload)

    def plans(self, name):
        """location -> {sku: units} of the fulfillment orders that are open or shipped."""
        self.listen()
        order_id = self.order_ids[name]
        gone = {event.fulfillment_order_id for kind in ("FulfillmentRejected", "FulfillmentCancelled")
                for event in self.seen[kind]}
        short = collections.Counter()
        for event in self.seen["ItemShort"]:
            for line in event.lines:
                short[event.fulfillment_order_id, line.sku] += line.quantity
        found = collections.defaultdict(collections.Counter)
        for plan in self.seen["FulfillmentPlanned"]:
            if plan.order_id == order_id and plan.fulfillment_order_id not in gone:
                for line in plan.lines:
                    units = line.quantity - short[plan.fulfillment_order_id, line.sku]
                    if units:
                        found[plan.location][line.sku] += units
        return {location: dict(units) for location, units in found.items()}

    def fulfillment_order(self, name, location):
        """The newest one. When that was taken back, a newer one is waited for; a scenario may also mean the old one."""
        def ids(open_only):
            self.listen()
            gone = {event.fulfillment_order_id for kind in ("FulfillmentRejected", "FulfillmentCancelled")
                    for event in self.seen[kind]} if open_only else set()
            found = [plan.fulfillment_order_id for plan in self.seen["FulfillmentPlanned"]
                     if plan.order_id == self.order_ids[name] and plan.location == location
                     and plan.fulfillment_order_id not in gone]
            return bool(found), found
        what = f"a fulfillment order of {name} at {location}"
        eventually(what, lambda: ids(False))
        try:
            return eventually(what, lambda: ids(True), 3)[-1]
        except Trouble:
            return ids(False)[1][-1]

    def pick_list_of(self, name, location):
        wanted = self.fulfillment_order(name, location)
        def look():
            self.listen()
            for pick_list in self.seen["PickListReleased"]:
                if any(task.fulfillment_order_id == wanted for task in pick_list.tasks):
                    return True, pick_list
            return False, "on no pick list"
        return eventually(f"{name} on a pick list of {location}", look)

    def start_warehouses(self, codes):
        self.warehouses = Warehouses(self, codes)
        self.warehouses.start()


class Warehouses(threading.Thread):
    """Every location takes its pick lists, picks in full and ships, until stopped. Remembers nothing but
    what the service keeps for its group, so that it can be restarted like a real one."""

    def __init__(self, world, codes):
        super().__init__(daemon=True)
        self.world, self.codes = world, codes
        self.ending = threading.Event()
        self.trouble = None
        self.refused = []
        self.shipped = 0

    def run(self):
        try:
            feeds, clients = {}, {}
            for code in self.codes:
                key = f"warehouse-{code}"
                feeds[code] = wire.Feed(
                    self.world.new_client("fulfillment-routing", key), "fulfillment-routing", key, start="saved",
                    types=["crossdock.routing.v1.PickListReleased"], subject=code)
                clients[code] = self.world.new_client("fulfillment-routing", key)
            while not self.ending.is_set():
                for code, feed in feeds.items():
                    event = feed.next(0.02)
                    if feed.stopped in ("DENIED", "BAD_REQUEST", "TRIMMED", "DIVERGED"):
                        raise Trouble(f"the feed of {code} stopped: {feed.stopped} {feed.detail}")
                    if event is not None:
                        self.work(code, clients[code], wire.routing.PickListReleased.FromString(event.data))
                        feed.ack()
            for feed in feeds.values():
                feed.close()
            for client in clients.values():
                client.close()
        except Exception as error:  # told by the step that waits for this thread
            self.trouble = error

    def work(self, code, client, pick_list):
        orders = sorted({task.fulfillment_order_id for task in pick_list.tasks})
        accept = [(wire.routing.AcceptPickList(pick_list_id=pick_list.pick_list_id), f"accept-{pick_list.pick_list_id}")]
        picks = [(wire.routing.ConfirmPick(fulfillment_order_id=number), f"pick-{number}") for number in orders]
        ships = [(wire.routing.ConfirmShipment(fulfillment_order_id=number, carrier="POST", tracking=f"T{number}"),
                  f"ship-{number}") for number in orders]
        for commands in (accept, picks, ships):
            ask_all(client, commands, self.ending, self.refused)
        self.shipped += len(orders)

    def stop(self):
        self.ending.set()
        self.join(30)
        if self.trouble:
            raise Trouble(f"a warehouse stopped: {self.trouble!r}")


def ask_all(client, commands, ending, refused):
    """All commands in flight at once; those without an answer again, under their ids, until there is one."""
    todo = dict((command_id, command) for command, command_id in commands)
    while todo and not ending.is_set():
        asked = {client.send(command, command_id): command_id for command_id, command in todo.items()}
        not_leading = False
        while asked and (found := client.take_receipt(2)) is not None:
            command_id = asked.pop(found[0], None)
            if command_id is None:
                continue
            answer = found[1]
            if answer.code in ("BUSY", "NOT_LEADER"):
                not_leading = not_leading or answer.code == "NOT_LEADER"
                continue
            command = todo.pop(command_id)
            if answer.code not in ("ACCEPTED", "DUPLICATE"):
                refused.append(f"{command.DESCRIPTOR.name}: {answer}")
        if asked or not_leading:
            client.next_endpoint()
        if todo:
            time.sleep(0.05)


class Load(threading.Thread):
    """Places many orders, 200 in flight, and insists on an answer for each, whatever happens to the
    services meanwhile. An order keeps its external id, so a repeat must give the same order id."""

    WINDOW = 200
    SILENCE_S = 2.0

    def __init__(self, world, count, make):
        super().__init__(daemon=True)
        self.world, self.count, self.make = world, count, make
        self.ids = {}
        self.trouble = None
        self.ending = threading.Event()
        self.repeats = 0

    def run(self):
        try:
            self.place_all(self.world.new_client("order", "web"))
        except Exception as error:  # told by the step that waits for this thread
            self.trouble = error

    def place_all(self, client):
        todo = collections.deque(range(self.count))
        waiting = {}
        heard_at = time.monotonic()
        while (todo or waiting) and not self.ending.is_set():
            while todo and len(waiting) < self.WINDOW:
                number = todo.popleft()
                waiting[client.send(self.make(number))] = number
            found = client.take_receipt(0.1)
            if found is not None:
                heard_at = time.monotonic()
                self.take(client, todo, waiting, *found)
            elif time.monotonic() - heard_at > self.SILENCE_S:
                # Nothing came: the process may be gone. Ask again, here or at the standby.
                self.repeats += len(waiting)
                todo.extendleft(waiting.values())
                waiting.clear()
                client.next_endpoint()
                heard_at = time.monotonic()
        client.close()

    def take(self, client, todo, waiting, request_id, receipt):
        number = waiting.pop(request_id, None)
        if number is None:
            return
        if receipt.code in ("ACCEPTED", "DUPLICATE"):
            order_id = receipt.reply.order_id
            if self.ids.setdefault(number, order_id) != order_id:
                raise Trouble(f"order {number} is {order_id} and {self.ids[number]}")
        elif receipt.code in ("BUSY", "NOT_LEADER"):
            todo.append(number)
            time.sleep(0.02)
            if receipt.code == "NOT_LEADER":
                todo.extend(waiting.values())
                waiting.clear()
                time.sleep(0.1)
                client.next_endpoint()
        else:
            raise Trouble(f"order {number} of the load: {receipt}")

    def stop(self):
        self.ending.set()
        self.join(30)

    def wait(self, timeout_s):
        self.join(timeout_s)
        if self.trouble:
            raise Trouble(f"the load stopped: {self.trouble!r}")
        if self.is_alive():
            raise Trouble(f"the load has {len(self.ids)} of {self.count} answers after {timeout_s} s")
        if len(set(self.ids.values())) != self.count:
            raise Trouble(f"{self.count} orders got {len(set(self.ids.values()))} ids")
