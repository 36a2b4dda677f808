"""Sentences about what the numbers tell: availability, low stock, the stock report, the audit."""
import re
import time
import urllib.request

import wire
from system import SERVICES, Trouble
from words import says
from world import eventually


def availability(world, sku, who="reader", **more):
    return world.must("inventory", who, wire.inventory.GetAvailability(skus=[sku], **more)).reply.items[0]


@says(r"the item (?P<sku>\w+) is low at (?P<low>\d+)(?: and recovered above (?P<recovered>\d+))?")
def low_at(world, sku, low, recovered="0"):
    world.must("inventory", "operator", wire.inventory.DefineItems(items=[wire.inventory.Item(
        sku=sku, name=f"thing {sku}", lead_time_days=5, low_stock=int(low), recovered_stock=int(recovered))]))


@says(r"the item (?P<sku>\w+) costs (?P<cost>\d+)")
def costs(world, sku, cost):
    world.must("inventory", "operator", wire.inventory.DefineItems(items=[wire.inventory.Item(
        sku=sku, name=f"thing {sku}", lead_time_days=5, unit_cost_minor=int(cost), currency="GBP")]))


@says(r"(?P<event>StockLow|StockRecovered) of (?P<sku>\w+) was said (?P<times>never|once|twice)")
def was_said(world, event, sku, times):
    count = ("never", "once", "twice").index(times)
    def look():
        seen = world.system.number("SELECT count(*) FROM inventory.event WHERE type = "
                                   f"'crossdock.inventory.v1.{event}' AND key = '{sku}'")
        return seen == count, seen
    eventually(f"{event} of {sku} to be said {times}", look)
    time.sleep(0.2)
    good, seen = look()
    if not good:
        raise Trouble(f"it was said {seen} times")


@says(r"(?P<number>\d+) (?P<sku>\w+) (?:is|are) available, of which (?P<number2>\d+) lies? at (?P<code>[A-Z]+)")
def available_at(world, number, sku, number2, code):
    seen = availability(world, sku, by_location=True)
    places = {place.location: place.sellable for place in seen.locations}
    if seen.available != int(number) or places.get(code, 0) != int(number2):
        raise Trouble(f"{seen.available} are available, {places}")


@says(r"(?P<number>\d+) (?P<sku>\w+) (?:is|are) available at once")
def available_at_once(world, number, sku):
    """No patience: whoever has the receipt of a change finds it."""
    seen = availability(world, sku).available
    if seen != int(number):
        raise Trouble(f"{seen} are available")


@says(r"the stock report says (?P<sku>\w+) is (?P<what>.+)")
def report_says(world, sku, what):
    """'A, 3 shipped, cost 300, 7 on hand, value 700, turnover 1.5, aged' - what is named must be so"""
    def look():
        reply = world.must("inventory", "reader", wire.inventory.GetStockReport(days=30, aged_days=5)).reply
        lines = {line.sku: line for line in reply.lines}
        line = lines[sku]
        facts = {f"{line.abc}", f"{line.shipped} shipped", f"cost {line.cost_shipped_minor}", f"{line.on_hand} on hand",
                 f"value {line.value_minor}", f"turnover {line.turnover:.2f}", "aged" if line.aged else "not aged",
                 "low" if line.low else "not low", f"{line.days_since_shipped} days since it shipped",
                 f"number {list(lines).index(sku) + 1}"}
        return all(part in facts for part in what.split(", ")), sorted(facts)
    eventually(f"the report to say {what}", look)


@says(r"the balances are written")
def balances_written(world):
    def look():
        behind = world.system.number("SELECT (SELECT max(movement_id) FROM inventory.movement) - movement_id FROM inventory.fold")
        return behind == 0, behind
    eventually("the balances to be written", look)


@says(r"the history of (?P<sku>\w+) is moved (?P<days>\d+) days back")
def moved_back(world, sku, days):
    """As if the days had passed; inventory must not run."""
    world.system.sql(f"UPDATE inventory.item_day SET day = day - {days} WHERE sku = '{sku}'")


def metric(world, service, name):
    port = world.system.base_port + SERVICES[service]["offset"] + 100
    text = urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=5).read().decode()
    found = re.search(rf"^{name}(?:{{[^}}]*}})? (\S+)$", text, re.M)
    if not found:
        raise Trouble(f"{service} has no metric {name}")
    return float(found.group(1))


@says(r"the books of inventory (?P<what>are|are not) in order")
def in_order(world, what):
    def look():
        wrong = metric(world, "inventory", "crossdock_inventory_books_wrong")
        return (wrong == 0) == (what == "are"), wrong
    eventually(f"books_wrong to show that they {what}", look)


@says(r"someone runs behind its back: (?P<change>.+)")
def behind_its_back(world, change):
    world.system.sql(change)


@says(r"(?P<number>\d+) (?P<sku>\w+) (?:is|are) available to (?P<channel>web|shop)(?P<once> at once)?")
def available_to(world, number, sku, channel, once=""):
    def look():
        seen = availability(world, sku, who=channel, channel=channel).available
        return seen == int(number), seen
    if once and not look()[0]:
        raise Trouble(f"{look()[1]} are available to {channel}")
    eventually(f"{number} {sku} to be available to {channel}", look)


@says(r"(?P<sku>\w+) becomes available when its hold expires, not later")
def exactly_when(world, sku):
    """Asked all the time around the moment: the answer changes with the clock, not with a sweeper."""
    expires_s = world.system.number("SELECT (extract(epoch FROM max(expires_at)) * 1000)::int8 FROM inventory.cart_hold") / 1000
    before = availability(world, sku).available
    while time.time() < expires_s - 0.005:
        if availability(world, sku).available != before and time.time() < expires_s - 0.002:
            raise Trouble("it was available too soon")
        time.sleep(0.001)
    time.sleep(max(0.0, expires_s + 0.001 - time.time()))
    after = availability(world, sku).available
    if after <= before:
        raise Trouble(f"{after} are available after it expired, {before} before")
