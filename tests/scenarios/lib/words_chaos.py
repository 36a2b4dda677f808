"""Sentences about everything at once: a random mix of all commands from several clients, warehouses that are late,
short and stubborn, and services that die. The seed is told when it fails and can be given."""
import collections
import os
import random
import threading
import time

import wire
from system import SERVICES, Trouble
from words import says
from world import PLACES, eventually

CLIENTS = 4
SKUS = [f"S{number}" for number in range(8)]
IN_LOTS = SKUS[-2:]  # these are tracked by lot
LOTS = {"SOON": 30, "LATE": 90, "NEVER": None}  # and when they expire
CODES = list(PLACES)
FINE = ("ACCEPTED", "DUPLICATE", "REJECTED")  # anything else is a fault: FAILED, BAD_REQUEST, DENIED


class Chaos:
    """What all clients share: the orders that were accepted, and what was answered."""

    def __init__(self, world, seed):
        self.world, self.seed = world, seed
        self.lock = threading.Lock()
        self.orders = []      # (order id, [skus]), as placed
        self.answers = collections.Counter()
        self.trouble = []
        self.ending = threading.Event()
        self.steps = 0
        self.closed = set()   # locations, at most one

    def note(self, command, answer):
        with self.lock:
            self.answers[f"{command.DESCRIPTOR.name} {answer.code}"] += 1
            if answer.code not in FINE:
                self.trouble.append(f"{command.DESCRIPTOR.name}: {answer}")


class Actor(threading.Thread):
    """One that acts by its own dice, on connections of its own, until it is done or told to end."""

    def __init__(self, chaos, name):
        super().__init__(daemon=True)
        self.chaos, self.name = chaos, name
        self.dice = random.Random(f"{chaos.seed} {name}")
        self.clients = {}
        self.count = 0

    def ask(self, service, key, command):
        if (service, key) not in self.clients:
            self.clients[service, key] = self.chaos.world.new_client(service, key)
        self.count += 1
        answer = self.clients[service, key].ask(command, f"chaos-{self.name}-{self.count}", timeout_s=120)
        self.chaos.note(command, answer)
        return answer

    def run(self):
        try:
            self.act()
        except Exception as error:  # told by the step that waits for this thread
            with self.chaos.lock:
                self.chaos.trouble.append(f"{self.name}: {error!r}")
        finally:
            for client in self.clients.values():
                client.close()


# --- customers and operators -----------------------------------------------------------------------

class Client(Actor):
    def __init__(self, chaos, number, steps):
        super().__init__(chaos, f"client-{number}")
        self.left = steps
        self.carts = []

    def act(self):
        without = os.environ.get("CHAOS_WITHOUT", "").split(",")  # to find out which kind of change is at fault
        actions = [getattr(self, name) for name, weight in self.WEIGHTS.items() if name not in without
                   for _ in range(weight)]
        while self.left > 0 and not self.chaos.ending.is_set():
            self.left -= 1
            self.dice.choice(actions)()
            with self.chaos.lock:
                self.chaos.steps += 1
            time.sleep(self.dice.random() * 0.02)

    WEIGHTS = {"place": 14, "hold": 3, "release": 5, "cancel_all": 2, "cancel_units": 4, "amend": 5, "redirect": 3,
               "hold_cart": 4, "give_cart_back": 1, "receive": 4, "adjust": 3, "write_off": 1, "change_state": 2,
               "close_or_open": 2, "transfer": 2, "ask_for_return": 2, "back": 2, "keep_back": 1, "retry_parked": 1,
               "pay": 2, "buy": 2, "count_stock": 2, "define_channel": 1, "shelf_life": 2, "collect": 4, "deliver": 2}

    def order(self):
        """Some order, rather a new one; its id and SKUs."""
        with self.chaos.lock:
            orders = self.chaos.orders
            if not orders:
                return None
            return orders[max(0, len(orders) - 1 - int(self.dice.expovariate(1 / 15)))]

    def destination(self, to):
        to.country, to.postal_code = "GB", PLACES[self.dice.choice(CODES)][0]

    def place(self):
        channel = self.dice.choice(["web", "shop"])
        order = wire.order.PlaceOrder(channel=channel, external_id=f"{self.name}-{self.count}", currency="GBP",
                                      ship_complete=self.dice.random() < 0.1,
                                      priority=self.dice.choice([0, 0, 0, 3, 9]))
        self.destination(order.destination)
        together = self.dice.random() < 0.2
        for sku in self.dice.sample(SKUS, self.dice.randint(1, 3)):
            order.lines.add(sku=sku, quantity=self.dice.randint(1, 6), unit_price_minor=100, together=int(together))
        if self.dice.random() < 0.15:
            order.holds.add(reason=wire.order.HOLD_FRAUD_REVIEW, note="chaos")
        if self.dice.random() < 0.1:
            order.holds.add(reason=wire.order.HOLD_AWAITING_PAYMENT,
                            expires_at_us=time.time_ns() // 1000 + self.dice.choice([1, 2, 5]) * 10**6)
        if self.dice.random() < 0.3:
            order.terms.pickup_location = self.dice.choice(CODES + [""])
            order.terms.deliver_by_day = self.dice.choice([0, 0, int(time.time() // 86400) + 2])
            order.terms.substitutes_allowed = self.dice.random() < 0.3
        fitting = [cart for cart in self.carts if cart[0] == channel]
        if fitting and self.dice.random() < 0.7:
            order.hold_id = fitting[0][1]
            self.carts.remove(fitting[0])
        answer = self.ask("order", channel, order)
        if answer.code in ("ACCEPTED", "DUPLICATE"):
            with self.chaos.lock:
                self.chaos.orders.append((answer.reply.order_id, [line.sku for line in order.lines]))

    def hold(self):
        if (order := self.order()) is not None:
            reason = self.dice.choice([wire.order.HOLD_FRAUD_REVIEW, wire.order.HOLD_OPS])
            self.ask("order", "operator", wire.order.HoldOrder(
                order_id=order[0], hold=wire.order.Hold(reason=reason, note="chaos")))

    def release(self):
        if (order := self.order()) is not None:
            reason = self.dice.choice([wire.order.HOLD_FRAUD_REVIEW, wire.order.HOLD_OPS])
            self.ask("order", "operator", wire.order.ReleaseHold(order_id=order[0], reason=reason))

    def pay(self):
        if (order := self.order()) is not None:
            self.ask("order", "operator", wire.order.ReleaseHold(
                order_id=order[0], reason=wire.order.HOLD_AWAITING_PAYMENT))

    def cancel_all(self):
        if (order := self.order()) is not None:
            self.ask("order", "operator", wire.order.CancelOrder(order_id=order[0], reason="chaos"))

    def some_line(self, order):
        return self.dice.randint(1, len(order[1]))

    def cancel_units(self):
        if (order := self.order()) is not None:
            line = wire.order.LineQuantity(line=self.some_line(order), quantity=self.dice.randint(1, 3))
            self.ask("order", "operator", wire.order.CancelOrder(order_id=order[0], reason="chaos", lines=[line]))

    def amend(self):
        if (order := self.order()) is not None:
            command = wire.order.AmendOrder(order_id=order[0], reason="chaos")
            for line in self.dice.sample(range(1, len(order[1]) + 1), self.dice.randint(1, len(order[1]))):
                command.lines.add(line=line, quantity=self.dice.randint(0, 9))
            if self.dice.random() < 0.2:
                self.destination(command.destination)
            self.ask("order", "operator", command)

    def redirect(self):
        if (order := self.order()) is not None:
            command = wire.order.AmendOrder(order_id=order[0], reason="chaos")
            self.destination(command.destination)
            self.ask("order", "operator", command)

    def hold_cart(self):
        channel, number = self.dice.choice(["web", "shop"]), f"{self.name}-cart-{self.count}"
        command = wire.inventory.HoldStock(channel=channel, hold_id=number, partial=self.dice.random() < 0.5,
                                           seconds=self.dice.choice([1, 2, 5, 600]))
        for sku in self.dice.sample(SKUS, self.dice.randint(1, 2)):
            command.lines.add(sku=sku, quantity=self.dice.randint(1, 4))
        if self.ask("inventory", channel, command).code == "ACCEPTED":
            self.carts.append((channel, number))

    def give_cart_back(self):
        if self.carts:
            channel, number = self.carts.pop()
            self.ask("inventory", channel, wire.inventory.ReleaseHeldStock(channel=channel, hold_id=number))

    # goods

    def goods(self, most, sign=1):
        lines = [wire.inventory.StockLine(sku=sku, quantity=sign * self.dice.randint(1, most))
                 for sku in self.dice.sample(SKUS, self.dice.randint(1, 3))]
        for line in lines:
            if line.sku in IN_LOTS:
                put_in_lot(line, self.dice.choice(list(LOTS)))
        return lines

    def receive(self):
        code = self.dice.choice(CODES)
        self.ask("inventory", "operator", wire.inventory.ReceiveStock(
            location=code, reference="chaos", lines=self.goods(12)))

    def adjust(self):
        self.ask("inventory", "operator", wire.inventory.AdjustStock(
            location=self.dice.choice(CODES), reason="chaos", lines=self.goods(6, self.dice.choice([-1, -1, 1]))))

    def write_off(self):
        self.ask("inventory", "operator", wire.inventory.WriteOffStock(
            location=self.dice.choice(CODES), reason="chaos", lines=self.goods(3)))

    def change_state(self):
        lines = self.goods(3)
        states = [wire.inventory.STOCK_AVAILABLE, wire.inventory.STOCK_DAMAGED]
        self.dice.shuffle(states)
        for line in lines:
            line.state = states[0]
        self.ask("inventory", "operator", wire.inventory.ChangeStockState(
            location=self.dice.choice(CODES), reason="chaos", to=states[1], lines=lines))

    def shelf_life(self):
        """At times 60 days are asked for: then the lot SOON is out, and promises on it go."""
        sku, days = self.dice.choice(IN_LOTS), self.dice.choice([0, 60])
        self.ask("inventory", "operator", wire.inventory.DefineItems(items=[
            wire.inventory.Item(sku=sku, lot_tracked=True, shelf_life_days_min=days)]))
        self.ask("inventory", "operator", wire.inventory.ChangeStockState(
            location=self.dice.choice(CODES), reason="chaos", to=wire.inventory.STOCK_AVAILABLE,
            lines=[wire.inventory.StockLine(sku=sku, lot="SOON", quantity=1, state=wire.inventory.STOCK_EXPIRED)]))

    def keep_back(self):
        self.ask("inventory", "operator", wire.inventory.SetSafetyStock(
            location=self.dice.choice(CODES), lines=[wire.inventory.StockLine(
                sku=self.dice.choice(SKUS), quantity=self.dice.choice([-1, 0, 1, 3]))]))

    def define_channel(self):
        rules = wire.inventory.Channel(code=self.dice.choice(["web", "shop"]), buffer=self.dice.choice([0, 0, 2]),
                                       cap=self.dice.choice([0, 3, 9]), priority=self.dice.choice([0, 0, 5]))
        if self.dice.random() < 0.5:
            rules.items.add(sku=self.dice.choice(SKUS), buffer=self.dice.choice([0, 1]), cap=self.dice.choice([0, 1, 4]))
        self.ask("inventory", "operator", wire.inventory.DefineChannels(channels=[rules]))

    def close_or_open(self):
        with self.chaos.lock:
            opens = bool(self.chaos.closed)
            code = self.chaos.closed.pop() if opens else self.dice.choice(CODES)
            if not opens:
                self.chaos.closed.add(code)
        self.ask("inventory", "operator", wire.inventory.DefineLocations(locations=[location(code, not opens)]))

    def transfer(self):
        number = f"{self.name}-transfer-{self.count}"
        start, to = self.dice.sample(CODES, 2)
        lines = self.goods(3)
        self.ask("inventory", "operator", wire.inventory.CreateTransfer(
            **{"number": number, "from": start, "to": to, "lines": lines}))
        if self.ask("inventory", "operator", wire.inventory.ShipTransfer(number=number)).code != "ACCEPTED":
            return
        if self.dice.random() < 0.8:
            self.ask("inventory", "operator", wire.inventory.ReceiveTransfer(number=number, lines=self.some_of(lines)))
        if self.dice.random() < 0.5:
            self.ask("inventory", "operator", wire.inventory.CloseTransfer(
                number=number, reason="chaos", discrepancy=self.dice.choice([1, 2, 3])))

    def some_of(self, lines):
        """As many, fewer, or a few more, some of them damaged."""
        some = []
        for line in lines:
            quantity = max(1, line.quantity + self.dice.choice([-2, -1, 0, 0, 0, 1]))
            some.append(wire.inventory.StockLine(sku=line.sku, lot=line.lot, quantity=quantity, state=self.dice.choice(
                [wire.inventory.STOCK_AVAILABLE] * 4 + [wire.inventory.STOCK_DAMAGED])))
        return some

    def buy(self):
        """A purchase order, often announced, received against either in any order, closed or not."""
        number, code, lines = f"{self.name}-order-{self.count}", self.dice.choice(CODES), self.goods(12)
        order = wire.inventory.CreatePurchaseOrder(number=number, location=code, due_at_us=4 * 10**15)
        for line in lines:
            order.lines.add(sku=line.sku, quantity=line.quantity)
        self.ask("inventory", "operator", order)
        if self.dice.random() < 0.6:
            announced = wire.inventory.AnnounceShipment(asn=f"{number}-asn", purchase_order=number, location=code)
            announced.packages.add(lines=self.some_of(lines))
            self.ask("inventory", "operator", announced)
        steps = [wire.inventory.ReceiveShipment(asn=f"{number}-asn", lines=self.some_of(lines), accept_over=True),
                 wire.inventory.ReceiveShipment(purchase_order=number, lines=self.some_of(lines)),
                 wire.inventory.ReceiveShipment(asn=f"{number}-asn"), wire.inventory.CloseShipment(asn=f"{number}-asn"),
                 wire.inventory.CancelPurchaseOrder(number=number), wire.inventory.CloseShipment(purchase_order=number)]
        for step in self.dice.sample(steps, self.dice.randint(1, 4)):
            self.ask("inventory", "operator", step)

    def count_stock(self):
        """Counted as the books say it, or nearly, while everything moves."""
        code = self.dice.choice(CODES)
        asked = self.ask("inventory", "operator", wire.inventory.RequestCount(
            location=code, skus=self.dice.sample(SKUS, self.dice.randint(1, 3)), tolerance_units=1))
        for _ in range(2):
            if asked.code != "ACCEPTED" or not asked.reply.lines:
                break
            seen = self.ask("inventory", "operator", wire.inventory.GetAvailability(
                skus=[line.sku for line in asked.reply.lines], by_location=True))
            found = wire.inventory.SubmitCount(count_id=asked.reply.count_id)
            for item in seen.reply.items:
                there = sum(place.on_hand - place.unavailable for place in item.locations if place.location == code)
                found.lines.add(sku=item.sku, quantity=max(0, there + self.dice.choice([0, 0, 0, -1, 1, -4])))
            asked = self.ask("inventory", "operator", found)
        if asked.code == "ACCEPTED" and asked.reply.status not in (
                wire.inventory.COUNT_COMPLETED, wire.inventory.COUNT_CANCELLED):
            end = self.dice.choice([wire.inventory.ApproveCount, wire.inventory.CancelCount])
            if self.ask("inventory", "operator", end(count_id=asked.reply.count_id, reason="chaos")).code != "ACCEPTED":
                self.ask("inventory", "operator", wire.inventory.CancelCount(count_id=asked.reply.count_id, reason="chaos"))

    # returns

    def ask_for_return(self):
        rows = self.chaos.world.system.sql("SELECT order_id, line, sku, shipped FROM orders.order_line WHERE shipped > 0 "
                                           "ORDER BY order_id DESC, line LIMIT 20")
        if rows:
            order_id, line, sku, shipped = self.dice.choice(rows)
            command = wire.order.RequestReturn(order_id=int(order_id))
            command.lines.add(line=int(line), sku=sku, quantity=self.dice.randint(1, int(shipped)),
                              reason=wire.order.RETURN_REASON_UNWANTED)
            self.ask("order", "operator", command)

    def back(self):
        rows = self.chaos.world.system.sql("SELECT order_id, line, sku, shipped FROM orders.order_line WHERE shipped > 0 "
                                           "ORDER BY order_id DESC, line LIMIT 20")
        if not rows:
            return
        order_id, line, sku, _ = self.dice.choice(rows)
        code = self.dice.choice(CODES)
        received = wire.order.ReceiveReturn(location=code, order_id=int(order_id))
        received.lines.add(line=int(line), sku=sku, quantity=1)
        answer = self.ask("order", "operator", received)
        if answer.code == "ACCEPTED" and self.dice.random() < 0.7:
            inspected = wire.order.InspectReturn(return_id=answer.reply.return_id, location=code)
            inspected.lines.add(line=int(line), sku=sku, quantity=1, disposition=self.dice.choice(
                [wire.order.DISPOSITION_RESTOCK, wire.order.DISPOSITION_RESTOCK, wire.order.DISPOSITION_SCRAP,
                 wire.order.DISPOSITION_QUARANTINE]))
            self.ask("order", "operator", inspected)

    # what follows

    def collect(self):
        """Parcels come to where they are collected, and customers to collect them."""
        seen = self.ask("fulfillment-routing", "operator", wire.routing.GetPickups(location=self.dice.choice(CODES)))
        for pickup in self.dice.sample(list(seen.reply.pickups), min(2, len(seen.reply.pickups))):
            command = wire.routing.ConfirmCollected if pickup.status == wire.routing.FULFILLMENT_READY or \
                self.dice.random() < 0.1 else wire.routing.ConfirmArrival
            self.ask("fulfillment-routing", "operator", command(fulfillment_order_id=pickup.fulfillment_order_id))

    def deliver(self):
        rows = self.chaos.world.system.sql("SELECT fulfillment_order_id FROM routing.fulfillment_order WHERE status = 6 "
                                           "ORDER BY 1 DESC LIMIT 20")
        if rows:
            self.ask("fulfillment-routing", "operator", wire.routing.ConfirmDelivery(
                fulfillment_order_id=int(self.dice.choice(rows)[0])))

    def retry_parked(self):
        self.ask("fulfillment-routing", "operator", wire.routing.RetryParked())


def put_in_lot(line, lot):
    line.lot = lot
    if LOTS[lot] is not None:
        line.expires_on = int(time.time() // 86400) + LOTS[lot]


def location(code, closed):
    postal, city, latitude, longitude = PLACES[code]
    return wire.inventory.Location(code=code, name=city, country="GB", city=city, postal_code=postal,
                                   latitude_deg=latitude, longitude_deg=longitude, closed=closed)


# --- warehouses --------------------------------------------------------------------------------------

class Warehouse(Actor):
    """Works through what the feed gives it, late and in no order; finds too little, refuses, or just ships."""

    def __init__(self, chaos, code):
        super().__init__(chaos, f"warehouse-{code}")
        self.code = code
        self.work = []  # (when, tasks of one fulfillment order)
        self.patience = True  # false: everything is shipped as it comes

    def act(self):
        world, key = self.chaos.world, f"warehouse-{self.code}"
        feed = wire.Feed(world.new_client("fulfillment-routing", key), "fulfillment-routing", f"chaos-{key}",
                         types=["crossdock.routing.v1.PickListReleased"], subject=self.code)
        while not self.chaos.ending.is_set() or self.work:
            event = feed.next(0.05)
            if feed.stopped in ("DENIED", "BAD_REQUEST", "TRIMMED", "DIVERGED"):
                raise Trouble(f"the feed stopped: {feed.stopped}")
            if event is not None:
                self.take(wire.routing.PickListReleased.FromString(event.data))
            now = time.monotonic()
            for one in [one for one in self.work if one[0] <= now or self.chaos.ending.is_set()]:
                self.work.remove(one)
                self.handle(*one[1:])
        feed.close()

    def take(self, pick_list):
        tasks = collections.defaultdict(list)
        for task in pick_list.tasks:
            tasks[task.fulfillment_order_id].append(task)
        for number, list_of_one in sorted(tasks.items()):
            delay = self.dice.choice([0, 0.2, 1, 3])
            self.work.append((time.monotonic() + delay, pick_list.pick_list_id, number, list_of_one))

    def say(self, command):
        return self.ask("fulfillment-routing", f"warehouse-{self.code}", command).code == "ACCEPTED"

    def handle(self, list_id, number, tasks):
        if self.dice.random() < 0.3:
            self.say(wire.routing.AcceptPickList(pick_list_id=list_id))
        dice = self.dice.random()
        if dice < 0.06:
            self.say(wire.routing.RejectFulfillment(fulfillment_order_id=number, reason="chaos"))
            return
        if dice < 0.5:
            pick = wire.routing.ConfirmPick(fulfillment_order_id=number)
            if dice < 0.14:
                task = self.dice.choice(tasks)
                whole = sum(other.quantity for other in tasks if other.line == task.line)
                pick.lines.add(line=task.line, picked=self.dice.randint(0, whole))
            if not self.say(pick):
                return
            if self.dice.random() < 0.3:
                self.work.append((time.monotonic() + 1, list_id, number, tasks))
                return
        if self.dice.random() < 0.85:
            shipment = wire.routing.ConfirmShipment(fulfillment_order_id=number, carrier="POST", tracking="T")
            for task in tasks:
                if task.sku in IN_LOTS and self.dice.random() < 0.3:
                    shipment.lots.add(line=task.line, lot=self.dice.choice(list(LOTS)), quantity=1)
            self.say(shipment)


# --- the sentences -------------------------------------------------------------------------------------

@says(r"(?P<steps>\d+) random changes begin(?:, by the dice of (?P<seed>\d+))?")
def chaos_begins(world, steps, seed=None):
    seed = int(seed or os.environ.get("CHAOS_SEED") or random.SystemRandom().randrange(10**6))
    chaos = world.chaos = Chaos(world, seed)
    world.define_world()
    world.define_items(SKUS)
    world.must("inventory", "operator", wire.inventory.DefineItems(items=[
        wire.inventory.Item(sku=sku, lot_tracked=True) for sku in IN_LOTS]))
    dice = random.Random(seed)
    for code in CODES:
        lines = [wire.inventory.StockLine(sku=sku, quantity=dice.randint(1, 15)) for sku in SKUS]
        for line in lines:
            if line.sku in IN_LOTS:
                put_in_lot(line, dice.choice(list(LOTS)))
        world.must("inventory", "operator", wire.inventory.ReceiveStock(location=code, reference="chaos", lines=lines))
    chaos.actors = [Warehouse(chaos, code) for code in CODES]
    chaos.clients = [Client(chaos, number, int(steps) // CLIENTS) for number in range(CLIENTS)]
    for actor in chaos.actors + chaos.clients:
        actor.start()


@says(r"services die and are started, (?P<times>\d+) times")
def services_die(world, times):
    chaos = world.chaos
    dice = random.Random(f"{chaos.seed} kills")
    for _ in range(int(times)):
        time.sleep(dice.uniform(0.3, 2.0))
        for name in dice.sample(list(SERVICES), dice.choice([1, 1, 1, 2])):
            world.system.kill(name)
            if dice.random() < 0.3:
                time.sleep(dice.uniform(0, 1))
            world.system.services("start", [name])


@says(r"the changes end within (?P<seconds>\d+) seconds")
def chaos_ends(world, seconds):
    chaos = world.chaos
    def look():
        if chaos.trouble:
            raise Trouble(f"with CHAOS_SEED={chaos.seed}: {chaos.trouble[:3]}")
        return not any(client.is_alive() for client in chaos.clients), f"{chaos.steps} steps"
    try:
        eventually(f"the changes to end (CHAOS_SEED={chaos.seed})", look, int(seconds))
    finally:
        chaos.ending.set()
        for actor in chaos.actors + chaos.clients:
            actor.join(60)
    if chaos.trouble:
        raise Trouble(f"with CHAOS_SEED={chaos.seed}: {chaos.trouble[:3]}")
    while chaos.closed:
        world.must("inventory", "operator", wire.inventory.DefineLocations(locations=[location(chaos.closed.pop(), False)]))
    world.must("inventory", "operator", wire.inventory.DefineChannels(channels=[
        wire.inventory.Channel(code=code) for code in ("web", "shop")]))
    print(f"    CHAOS_SEED={chaos.seed}: " + ", ".join(f"{what} {count}" for what, count in sorted(chaos.answers.items())))


WAITS_IN_VAIN = """
SELECT format('order %s line %s of %s waits for stock that is free: %s of %s', l.order_id, l.line, l.sku, l.backordered,
              s.sellable - r.reserved - coalesce(h.held, 0))
FROM inventory.reservation_line l
JOIN inventory.sellable_now s USING (sku)
JOIN inventory.reserved_now r USING (sku)
LEFT JOIN inventory.held_now h USING (sku)
WHERE l.backordered > 0 AND NOT l.ship_complete AND l.together = 0 AND s.sellable - r.reserved - coalesce(h.held, 0) > 0
  AND l.state IN (1, 2, 3)
"""
PARKED_IN_VAIN = """
WITH taken AS (
    SELECT location, sku, sum(CASE WHEN status >= 5 THEN l.picked ELSE l.quantity - l.missing END) AS units
    FROM routing.fulfillment_line l JOIN routing.fulfillment_order f USING (fulfillment_order_id, location, status)
    WHERE status BETWEEN 1 AND 5 OR (status IN (6, 9, 10) AND NOT f.stock_seen) GROUP BY location, sku),
free AS (
    SELECT s.location, s.sku, greatest(0, s.on_hand - s.unavailable - coalesce(t.units, 0)) AS units
    FROM routing.stock_view s JOIN routing.location l ON l.code = s.location
    LEFT JOIN taken t USING (location, sku) WHERE NOT l.closed AND NOT s.doubtful)
SELECT format('part %s of order %s waits for %s %s, %s are free', p.parked_id, p.order_id, p.quantities[1], p.skus[1],
              sum(f.units))
FROM routing.parked p LEFT JOIN routing.order_past past USING (order_id)
JOIN free f ON f.sku = p.skus[1] AND f.location <> ALL (coalesce(past.refused_by, '{}'))
WHERE p.state = 1 AND p.reason = 2 AND cardinality(p.skus) = 1 AND p.together IS NULL
GROUP BY p.parked_id, p.order_id, p.quantities[1], p.skus[1] HAVING sum(f.units) >= p.quantities[1]
"""


@says(r"nobody waits for what is free")
def nobody_waits(world):
    def look():
        seen = [row[0] for query in (WAITS_IN_VAIN, PARKED_IN_VAIN) for row in world.system.sql(query)]
        return not seen, seen[:5]
    eventually(f"nobody to wait for what is free (CHAOS_SEED={world.chaos.seed})", look, 20)


@says(r"all books agree")
def books_agree(world):
    broken = world.system.check(60)
    if broken:
        chaos = getattr(world, "chaos", None)
        raise Trouble((f"with CHAOS_SEED={chaos.seed}:\n" if chaos else "") + "\n".join(broken))
