"""Sentences about forecasts as such: that they follow from history alone, and add up."""
import random
import time

import wire
from system import Trouble
from words import make_order, says
from world import PLACES, eventually

DAY_US = 86400 * 10**6
SETTLED_SECONDS = 12  # longer than fits wait for a processor on a busy machine
SAID = ("SELECT i.sku, l.code, f.planning_day, f.day, f.history_days, f.mean, f.variance_per_day, f.lower, f.upper, f.wape, "
        "f.bias, f.tracking_signal, f.method, f.reason, o.fitted_day, o.numbers FROM forecasting.forecast f "
        "JOIN forecasting.item i USING (item_id) LEFT JOIN forecasting.location l USING (location_id) "
        "LEFT JOIN forecasting.outlook o USING (item_id, location_id) ")


def buy(world, orders):
    """(day, postal code, lines): in an order of their own, that a seed gives."""
    random.Random(20261122).shuffle(orders)
    # One of today comes first, so that the day is known: days that are over only then are not watched for
    # alarms, which would ask for fits of their own, as of what was known by then.
    orders.insert(0, orders.pop(next(at for at, order in enumerate(orders) if order[0] == 0)))
    now = int(time.time() * 10**6)
    for number, (ago, postal, lines) in enumerate(orders):
        order = make_order(f"H{number}", "web", postal, lines)
        order.placed_at_us = now - ago * DAY_US
        world.place(order, f"H{number}")
        if world.answer.code != "ACCEPTED":
            raise Trouble(f"an order of {ago} days ago: {world.answer}")
    world.memory["bought_orders"] = len(orders)


@says(r"about (?P<each>\d+) (?P<sku>\w+) a day are bought near (?P<one>[A-Z]+) and (?P<other>[A-Z]+) on the last "
      r"(?P<days>\d+) days, told in any order")
def bought_near(world, each, sku, one, other, days):
    draw = random.Random(7)
    buy(world, [(ago, PLACES[code][0], f"{draw.randint(1, 2 * int(each) - 1)} {sku}")
                for ago in range(int(days) + 1) for code in (one, other)])


@says(r"about (?P<each>\d+) of each of (?P<count>\d+) items are bought on the last (?P<days>\d+) days")
def bought_all(world, each, count, days):
    draw = random.Random(11)
    skus = [row[0] for row in world.system.sql(f"SELECT sku FROM inventory.item ORDER BY 1 LIMIT {int(count)}")]
    buy(world, [(ago, "E1", ", ".join(f"{draw.randint(1, 2 * int(each) - 1)} {sku}" for sku in skus[at:at + 6]))
                for ago in range(int(days) + 1) for at in range(0, len(skus), 6)])


def of(sku):
    return "" if sku == "all" else f"WHERE i.sku = '{sku}' "


def settled(world, sku):
    """What is said when every place that was asked for is fitted and nothing has changed for a while."""
    asked = ("SELECT count(DISTINCT (d.sku, d.location)) FROM forecasting.demand d JOIN forecasting.item i USING (sku) "
             f"JOIN forecasting.planning_clock c ON d.day < c.planning_day {of(sku)}")
    last, since, end = None, time.monotonic(), time.monotonic() + 150
    while time.monotonic() < end:
        rows = world.system.sql(SAID + of(sku) + "ORDER BY 1, 2")
        fitted = sum(1 for row in rows if row[-1])
        planned = world.system.number("SELECT planning_day FROM forecasting.planning_clock")
        whole = rows and fitted == len(rows) == world.system.number(asked) and all(int(row[2]) == planned for row in rows)
        if rows != last or not whole:
            last, since = rows, time.monotonic()
        if time.monotonic() - since > SETTLED_SECONDS:
            return rows
        time.sleep(0.3)
    raise Trouble(f"forecasts did not settle: {fitted} fitted of {len(rows)}")


@says(r"the forecasts of (?P<sku>\w+) are fitted and remembered")
def fitted_and_remembered(world, sku):
    world.memory["forecasts"] = settled(world, sku)


@says(r"the forecasts of (?P<sku>\w+) are as remembered")
def as_remembered(world, sku):
    was, now = world.memory["forecasts"], settled(world, sku)
    for left, right in zip(was, now):
        if left != right:
            raise Trouble(f"it was {left[:-1]}, and is {right[:-1]}")
    if len(was) != len(now):
        raise Trouble(f"there were {len(was)}, and are {len(now)}")


@says(r"forecasting forgets all that was fitted and published")
def forgets(world):
    world.system.sql("DELETE FROM forecasting.outlook; DELETE FROM forecasting.forecast")


@says(r"the forecasts of (?P<sku>\w+) at (?P<one>[A-Z]+) and (?P<other>[A-Z]+) add up")
def add_up(world, sku, one, other):
    """Over two weeks, day by day."""
    def sum_at(location):
        view = world.must("forecasting", "reader", wire.forecasting.GetForecast(sku=sku, location=location, days=14)).reply
        return sum(day.mean for day in view.days), len(view.days), view.levels.reorder_point
    whole, parts = sum_at(""), [sum_at(one), sum_at(other)]
    near = sum(part[0] for part in parts)
    if whole[1] != 14 or abs(near - whole[0]) > 0.001 * whole[0] or min(part[2] for part in parts) <= 0:
        raise Trouble(f"the network {whole}, its locations {parts}")
