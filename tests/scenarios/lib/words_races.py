"""Sentences about many customers who want the same thing at once, each on a connection of its own."""
import threading

import wire
from system import Trouble
from words import make_order, says
from world import eventually


class Crowd:
    """One thread and one connection a customer. Each insists on an answer, whatever happens to the services."""

    def __init__(self, world, count, live):
        self.world, self.live = world, live
        self.answers, self.trouble = [], []
        self.lock = threading.Lock()
        self.threads = [threading.Thread(target=self.run, args=(number,), daemon=True) for number in range(count)]
        for thread in self.threads:
            thread.start()

    def run(self, number):
        try:
            outcome = self.live(number)
        except Exception as error:  # told by the step that waits for them
            with self.lock:
                self.trouble.append(f"customer {number}: {error!r}")
            return
        with self.lock:
            self.answers.append(outcome)

    def wait(self, part, seconds):
        def look():
            with self.lock:
                if self.trouble:
                    raise Trouble("; ".join(self.trouble[:3]))
                return len(self.answers) >= part, f"{len(self.answers)} of {len(self.threads)}"
        eventually(f"{part} customers to be answered", look, seconds)


def ask_alone(world, service, command, command_id):
    client = world.new_client(service, "web")
    try:
        return client.ask(command, command_id, timeout_s=150)
    finally:
        client.close()


def place_one(world, number, sku, **fields):
    order = make_order(f"Hot{number}", "web", "M1 4BT", f"1 {sku}")
    for key, value in fields.items():
        setattr(order, key, value)
    return ask_alone(world, "order", order, f"hot-order-{number}")


@says(r"(?P<sku>\w+) may not wait for stock")
def may_not_wait(world, sku):
    world.must("inventory", "operator", wire.inventory.DefineItems(items=[wire.inventory.Item(
        sku=sku, name=f"thing {sku}", backorder=wire.inventory.BACKORDER_DENY)]))


@says(r"(?P<count>\d+) customers order 1 (?P<sku>\w+) each at once")
def all_order(world, count, sku):
    def live(number):
        answer = place_one(world, number, sku)
        if answer.code not in ("ACCEPTED", "DUPLICATE"):
            raise Trouble(f"the order was answered with {answer}")
        return "ordered"
    world.crowd = Crowd(world, int(count), live)


@says(r"(?P<count>\d+) customers hold 1 (?P<sku>\w+) each at once, and who holds one orders it")
def all_hold(world, count, sku):
    def live(number):
        hold = wire.inventory.HoldStock(channel="web", hold_id=f"cart-{number}", seconds=3600)
        hold.lines.add(sku=sku, quantity=1)
        answer = ask_alone(world, "inventory", hold, f"hot-hold-{number}")
        if answer.code == "REJECTED":
            return "refused"
        answer = place_one(world, number, sku, hold_id=f"cart-{number}")
        if answer.code not in ("ACCEPTED", "DUPLICATE"):
            raise Trouble(f"the order was answered with {answer}")
        return "ordered"
    world.crowd = Crowd(world, int(count), live)


@says(r"(?P<count>\d+) customers order 1 (?P<first>\w+) and 1 (?P<second>\w+), every other one the other way round")
def all_order_both(world, count, first, second):
    def live(number):
        skus = [first, second] if number % 2 else [second, first]
        order = make_order(f"Hot{number}", "web", "M1 4BT", f"1 {skus[0]}, 1 {skus[1]}")
        answer = ask_alone(world, "order", order, f"hot-order-{number}")
        if answer.code not in ("ACCEPTED", "DUPLICATE"):
            raise Trouble(f"the order was answered with {answer}")
        return "ordered"
    world.crowd = Crowd(world, int(count), live)


@says(r"stock of (?P<first>\w+) and (?P<second>\w+) is corrected up and down (?P<times>\d+) times meanwhile")
def corrected(world, first, second, times):
    for number in range(int(times)):
        up = 1 if number % 2 == 0 else -1
        skus = [first, second] if number % 4 < 2 else [second, first]
        world.must("inventory", "warehouse-LON", wire.inventory.AdjustStock(
            location="LON", reason="counted again", lines=[wire.inventory.StockLine(sku=sku, quantity=up) for sku in skus]))


@says(r"(?P<part>\d+) of them have an answer(?: within (?P<seconds>\d+) seconds)?")
def answered(world, part, seconds="120"):
    world.crowd.wait(int(part), int(seconds))


@says(r"(?P<number>\d+) of them were refused a hold")
def refused(world, number):
    seen = world.crowd.answers.count("refused")
    if seen != int(number):
        raise Trouble(f"{seen} were refused")


@says(r"exactly (?P<number>\d+) (?P<sku>\w+) (?:is|are) promised, (?P<waiting>\d+) wait and (?P<cancelled>\d+) are refused")
def exactly(world, number, sku, waiting, cancelled):
    expected = [number, waiting, cancelled, "0"]
    def look():
        seen = world.system.sql("SELECT coalesce(sum(reserved + allocated + shipped), 0), coalesce(sum(backordered), 0), "
                                f"coalesce(sum(cancelled), 0), coalesce(sum(undecided), 0) FROM orders.order_line WHERE sku = '{sku}'")[0]
        return seen == expected, f"promised, waiting, refused, undecided: {seen}"
    eventually(f"exactly {number} {sku} to be promised", look, 60)


@says(r"no transaction waited for itself")
def no_deadlock(world):
    count = world.system.number("SELECT sum(deadlocks) FROM pg_stat_database")
    before = world.memory.setdefault("deadlocks", 0)
    if count != before:
        raise Trouble(f"{count - before} deadlocks")


