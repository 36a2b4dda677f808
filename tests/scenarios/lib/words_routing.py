"""Sentences about where orders go: lines that stay together, lots, what is pinned, why."""
import re

import wire
from system import Trouble
from words import NAME, UNITS, make_order, says, units
from world import PLACES, eventually


@says(rf"(?P<channel>web|shop) orders (?P<name>{NAME}) to (?P<postal>[\w -]+) with (?P<group>\w+(?:, \w+)*) together: "
      rf"(?P<what>{UNITS})(?:, (?P<extra>ship complete|priority -?\d+))?")
def orders_together(world, channel, name, postal, group, what, extra=""):
    order = make_order(name, channel, postal, what, extra)
    for line in order.lines:
        line.together = 1 if line.sku in group.split(", ") else 0
    world.place(order, name)


@says(rf"(?P<count>\d+) stores in a row north of (?P<code>[A-Z]+), S0001 the nearest, (?P<holders>\d+) of them with (?P<what>{UNITS})")
def stores_in_a_row(world, count, code, holders, what):
    _, city, latitude, longitude = PLACES[code]
    stores = [wire.inventory.Location(code=f"S{i:04}", name=city, country="GB", latitude_deg=latitude + i * 0.001,
                                      longitude_deg=longitude) for i in range(1, int(count) + 1)]
    for start in range(0, len(stores), 500):
        world.must("inventory", "operator", wire.inventory.DefineLocations(locations=stores[start:start + 500]))
    for i in range(1, int(holders) + 1):
        world.receive(f"S{i:04}", units(what), "operator")


@says(rf"(?P<code>[A-Z]+) is to pick for (?P<name>{NAME}): (?P<what>\d+ \w+ of \w+(?:, \d+ \w+ of \w+)*)")
def is_to_pick(world, code, name, what):
    expected = [tuple(part.replace(" of", "").split()) for part in what.split(", ")]
    number = world.fulfillment_order(name, code)
    tasks = [(str(task.quantity), task.sku, task.lot or "nothing") for task in world.pick_list_of(name, code).tasks
             if task.fulfillment_order_id == number]
    if sorted(tasks) != sorted(expected):
        raise Trouble(f"it is to pick {tasks}")


@says(rf"(?P<code>[A-Z]+) ships (?P<name>{NAME}) from lots (?P<what>\d+ \w+ of \w+(?:, \d+ \w+ of \w+)*)")
def ships_lots(world, code, name, what):
    pick_list = world.pick_list_of(name, code)
    number = world.fulfillment_order(name, code)
    lines = {task.sku: task.line for task in pick_list.tasks if task.fulfillment_order_id == number}
    command = wire.routing.ConfirmShipment(fulfillment_order_id=number, carrier="POST", tracking="T1")
    for part in what.split(", "):
        quantity, sku, lot = part.replace(" of", "").split()
        command.lots.add(line=lines[sku], lot=lot, quantity=int(quantity))
    world.ask("fulfillment-routing", f"warehouse-{code}", command)


@says(r"(?P<number>\d+) (?P<sku>\w+) (?:is|are) pinned(?: at (?P<code>[A-Z]+))?(?: for (?P<names>[\w, ]+))?")
def pinned(world, number, sku, code="", names=None):
    def look():
        view = world.client("fulfillment-routing", "reader").ask(
            wire.routing.GetAllocations(sku=sku, location=code)).reply
        right = view.units == int(number) and sum(one.quantity for one in view.allocations) == view.units
        if names is not None:
            wanted = sorted(world.order_ids[name] for name in names.split(", "))
            right = right and sorted(one.order_id for one in view.allocations) == wanted
        return right, str(view).split()
    eventually(f"{number} {sku} to be pinned", look)


@says(rf"the reason of (?P<name>{NAME}) says (?P<words>.+)")
def reason_says(world, name, words):
    def look():
        view = world.client("fulfillment-routing", "operator").ask(
            wire.routing.ExplainOrder(order_id=world.order_ids[name])).reply
        return any(re.search(words, text) for text in view.words), list(view.words)
    eventually(f"the reason of {name} to say {words}", look)


@says(rf"near (?P<code>[A-Z]+) demand for (?P<sku>\w+) is (?P<number>\d+)")
def demand_near(world, code, sku, number):
    """What forecasting counted, once it has heard everything."""
    where = "" if code == "ANYWHERE" else code
    def look():
        seen = world.system.number(f"SELECT sum(units) FROM forecasting.demand WHERE sku = '{sku}' AND location = '{where}'")
        return seen == int(number), seen
    assert where in PLACES or not where
    eventually(f"demand near {code} to be {number}", look)


@says(rf"(?P<who>[\w-]+) asks why (?P<name>{NAME}) went there")
def asks_why(world, who, name):
    world.ask("fulfillment-routing", who, wire.routing.ExplainOrder(order_id=world.order_ids[name]))
