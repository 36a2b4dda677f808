"""A small random history through the real services: orders, cancels, holds, shortages, picks, counts."""
import random
import time

import wire

LOCATIONS = {"N": ("Leeds", 53.8, -1.55, "LS1 4AP"), "S": ("London", 51.51, -0.06, "E1 6AN"), "W": ("Cardiff", 51.48, -3.18, "CF10 1EP")}
SKUS = [f"P{number:02}" for number in range(12)]
CHANNELS = ("web", "b2b")


class Play:
    def __init__(self, client, seed):
        self.client, self.random = client, random.Random(seed)
        self.orders, self.lines, self.skus = [], {}, {}

    def tell(self, service, command, may_fail=False):
        answer = self.client(service).ask(command)
        if answer.code not in ("ACCEPTED", "DUPLICATE") and not may_fail:
            raise SystemExit(f"{service} answered {command.DESCRIPTOR.name} with {answer}")
        return answer

    def lay_out(self):
        inventory, routing = wire.inventory, wire.routing
        self.tell("inventory", inventory.DefineLocations(locations=[
            inventory.Location(code=code, name=city, country="GB", city=city, latitude_deg=lat, longitude_deg=lon,
                               time_zone="Europe/London") for code, (city, lat, lon, _) in LOCATIONS.items()]))
        self.tell("fulfillment-routing", routing.DefinePostalCodes(postal_codes=[
            routing.PostalCode(country="GB", postal_code=postal, city=city, latitude_deg=lat + 0.1, longitude_deg=lon)
            for city, lat, lon, postal in LOCATIONS.values()]))
        self.tell("fulfillment-routing", routing.DefineProfiles(profiles=[
            routing.Profile(location=code, cut_off_minute=1 if code == "W" else 1439) for code in LOCATIONS]))
        self.tell("inventory", inventory.DefineItems(items=[
            inventory.Item(sku=sku, name=f"thing {sku}", unit_cost_minor=100 + 7 * at, currency="GBP",
                           backorder=inventory.BACKORDER_DENY if at == 11 else inventory.BACKORDER_ALLOW)
            for at, sku in enumerate(SKUS)]))
        for code in LOCATIONS:
            self.receive(code, 40)

    def receive(self, code, most):
        self.tell("inventory", wire.inventory.ReceiveStock(location=code, reference="delivery", lines=[
            wire.inventory.StockLine(sku=sku, quantity=self.random.randint(1, most)) for sku in SKUS]))

    def place(self, count):
        for _ in range(count):
            number = len(self.orders)
            city, _, _, postal = self.random.choice(list(LOCATIONS.values()))
            lost = self.random.random() < 0.05
            skus = self.random.sample(SKUS, self.random.randint(1, 4))
            command = wire.order.PlaceOrder(
                channel=self.random.choice(CHANNELS), external_id=f"T-{number}", currency="GBP",
                placed_at_us=time.time_ns() // 1000 - self.random.randint(0, self.random.choice((3, 40)) * 86400) * 1000000,
                destination=wire.order.Destination(country="GB", city="" if lost else city, postal_code="ZZ9" if lost else postal),
                ship_complete=self.random.random() < 0.2,
                lines=[wire.order.Line(line=at + 1, sku=sku, quantity=self.random.randint(1, 6), unit_price_minor=999)
                       for at, sku in enumerate(skus)],
                holds=[wire.order.Hold(reason=wire.order.HOLD_FRAUD_REVIEW)] if self.random.random() < 0.1 else [])
            answer = self.tell("order", command)
            self.orders.append(answer.reply.order_id)
            self.skus[answer.reply.order_id] = skus
            self.lines[answer.reply.order_id] = [(line.line, line.quantity) for line in command.lines]

    def change(self, count):
        order = wire.order
        for _ in range(count):
            order_id = self.random.choice(self.orders)
            line, quantity = self.random.choice(self.lines[order_id])
            kind = self.random.choice(("cancel", "part", "hold", "release", "grow", "redirect"))
            command = {
                "cancel": lambda: order.CancelOrder(order_id=order_id, reason="changed my mind"),
                "part": lambda: order.CancelOrder(order_id=order_id, reason="fewer", lines=[order.LineQuantity(line=line, quantity=1)]),
                "hold": lambda: order.HoldOrder(order_id=order_id, hold=order.Hold(reason=order.HOLD_OPS)),
                "release": lambda: order.ReleaseHold(order_id=order_id, reason=self.random.choice(
                    (order.HOLD_OPS, order.HOLD_FRAUD_REVIEW))),
                "grow": lambda: order.AmendOrder(order_id=order_id, lines=[order.LineQuantity(line=line, quantity=quantity + 2)]),
                "redirect": lambda: order.AmendOrder(order_id=order_id, destination=order.Destination(
                    country="GB", city="London", postal_code="E1 6AN"), recipient=order.Recipient(name="A")),
            }[kind]()
            self.tell("order", command, may_fail=True)

    def lose(self):
        self.tell("inventory", wire.inventory.AdjustStock(location=self.random.choice(list(LOCATIONS)), reason="broken", lines=[
            wire.inventory.StockLine(sku=self.random.choice(SKUS), quantity=-self.random.randint(1, 8))]), may_fail=True)

    def count(self):
        code = self.random.choice(list(LOCATIONS))
        answer = self.tell("inventory", wire.inventory.RequestCount(location=code, skus=self.random.sample(SKUS, 3),
                                                                    tolerance_units=1000), may_fail=True)
        if answer.code != "ACCEPTED":
            return
        stock = self.tell("inventory", wire.inventory.GetAvailability(
            skus=[line.sku for line in answer.reply.lines], by_location=True)).reply
        on_hand = {item.sku: sum(place.on_hand for place in item.locations if place.location == code) for item in stock.items}
        self.tell("inventory", wire.inventory.SubmitCount(count_id=answer.reply.count_id, lines=[
            wire.inventory.StockLine(sku=sku, quantity=max(0, units + self.random.choice((0, 0, 1, -1))))
            for sku, units in on_hand.items()]), may_fail=True)

    def open_parts(self):
        """Fulfillment orders on lists: id -> its tasks."""
        parts = {}
        for code in LOCATIONS:
            lists = self.tell("fulfillment-routing", wire.routing.GetPickLists(location=code)).reply.lists
            for one in lists:
                for view in self.tell("fulfillment-routing", wire.routing.GetPickLists(location=code, pick_list_id=one.pick_list_id)).reply.lists:
                    for task in view.tasks:
                        if view.pick_list_id == one.pick_list_id:
                            parts.setdefault(task.task.fulfillment_order_id, []).append(task.task)
        return parts

    def work(self):
        """What warehouses do with what is on their lists."""
        for fulfillment_id, tasks in self.open_parts().items():
            luck = self.random.random()
            if luck < 0.15:
                continue
            if luck < 0.2:
                self.tell("fulfillment-routing", wire.routing.RejectFulfillment(fulfillment_order_id=fulfillment_id, reason="no box"), may_fail=True)
                continue
            lines = [wire.routing.PickedLine(line=task.line, picked=max(0, task.quantity - 1)) for task in tasks[:1]] if luck < 0.35 else []
            self.tell("fulfillment-routing", wire.routing.ConfirmPick(fulfillment_order_id=fulfillment_id, lines=lines), may_fail=True)
            if luck < 0.45:
                continue
            self.tell("fulfillment-routing", wire.routing.ConfirmShipment(fulfillment_order_id=fulfillment_id, carrier="DPD", tracking=str(fulfillment_id)),
                      may_fail=True)
            if luck > 0.85:
                self.tell("fulfillment-routing", wire.routing.ConfirmDelivery(fulfillment_order_id=fulfillment_id), may_fail=True)
            elif luck > 0.8:
                self.tell("fulfillment-routing", wire.routing.ReportException(fulfillment_order_id=fulfillment_id, note="wet"), may_fail=True)

    def run(self, rounds, orders):
        self.lay_out()
        for _ in range(rounds):
            self.place(orders)
            self.change(orders // 3)
            self.lose()
            time.sleep(1.2)
            self.work()
            self.count()
            self.receive(self.random.choice(list(LOCATIONS)), 25)
            self.change(orders // 6)
            time.sleep(0.5)
            self.work()
        self.tell("fulfillment-routing", wire.routing.MeasureRegret(day=int(time.time()) // 86400))
