"""Sentences about what moves an order that was planned: rerouting, re-evaluation, the shadow, regret, scarcity."""
import time
import urllib.request

import wire
from system import SERVICES, Trouble
from words import NAME, SERVICE, find_tamperings, says
from world import PLACES, eventually


# --- rerouting -----------------------------------------------------------------------------------

def close_place(world, code, closed):
    postal, city, latitude, longitude = PLACES[code]
    world.must("inventory", "operator", wire.inventory.DefineLocations(locations=[wire.inventory.Location(
        code=code, name=city, country="GB", city=city, postal_code=postal, latitude_deg=latitude,
        longitude_deg=longitude, closed=closed)]))


def wait_for_place(world, name, code):
    def look():
        seen = world.plans(name)
        return list(seen) == [code], seen
    eventually(f"{name} to ship from {code}", look)


@says(rf"(?P<name>{NAME}) is handed round between (?P<one>[A-Z]+) and (?P<other>[A-Z]+) (?P<count>\d+) times")
def handed_round(world, name, one, other, count):
    """The place where it is closes, the other one opens, again and again."""
    for _ in range(int(count)):
        close_place(world, one, True)
        wait_for_place(world, name, other)
        close_place(world, one, False)
        one, other = other, one


@says(rf"nothing of (?P<name>{NAME}) is planned any more")
def nothing_planned(world, name):
    def look():
        seen = world.plans(name)
        return not seen, seen
    eventually(f"nothing of {name} to be planned", look)


@says(rf"(?P<name>{NAME}) was routed again (?P<count>\d+) times")
def routed_again(world, name, count):
    def look():
        seen = world.system.number(f"SELECT reroutes FROM routing.order_past WHERE order_id = {world.order_ids[name]}")
        return seen == int(count), seen
    eventually(f"{name} to have been routed again {count} times", look)


@says(rf"(?P<name>{NAME}) is parked, which was told (?P<count>\d+) times")
def parked_and_told(world, name, count):
    """It stays parked for a while, and nobody is told of it once more."""
    def look():
        told = world.system.number(f"SELECT count(*) FROM routing.event WHERE type LIKE '%OrderParked' AND key = '{order}'")
        return told == int(count), told
    order = world.order_ids[name]
    eventually(f"{name} to be told {count} times", look)
    time.sleep(1)
    waits = world.system.number(f"SELECT count(*) FROM routing.parked WHERE state = 1 AND order_id = {order}")
    if waits != 1 or not look()[0]:
        raise Trouble(f"{waits} parts wait, told {look()[1]} times")


# --- scarcity ------------------------------------------------------------------------------------

@says(r"routing knows the scarcity prices (?P<what>.+)")
def knows_prices(world, what):
    expected = sorted(tuple((part + " -").split()[:4]) for part in what.split("; "))
    def look():
        seen = sorted((location, sku, nano, currency or "-") for location, sku, nano, currency in world.system.sql(
            "SELECT location, sku, price_nano, currency FROM routing.scarcity_price WHERE price_nano > 0"))
        return seen == expected, seen
    eventually(f"routing to know {what}", look)


# --- what is moved -------------------------------------------------------------------------------

@says(rf"(?P<name>{NAME}) was moved (?P<count>\d+) times because (?P<reason>[A-Z_]+)")
def was_moved(world, name, count, reason):
    def look():
        seen = [reason for reason, in world.system.sql(
            f"SELECT reason FROM routing.fulfillment_order WHERE status = 7 AND order_id = {world.order_ids[name]}")]
        return seen == [reason] * int(count), seen
    eventually(f"{name} to be moved {count} times because {reason}", look)


@says(r"routing sees (?P<number>\d+) (?P<sku>\w+) at (?P<code>[A-Z]+)")
def routing_sees(world, number, sku, code):
    def look():
        seen = world.system.number(f"SELECT on_hand FROM routing.stock_view WHERE sku = '{sku}' AND location = '{code}'")
        return seen == int(number), seen
    eventually(f"routing to see {number} {sku} at {code}", look)


# --- the shadow ----------------------------------------------------------------------------------

def shadow_view(world, version=0):
    answer = world.client("fulfillment-routing", "reader").ask(wire.routing.GetShadowReport(version=version, limit=100))
    return answer.reply if answer.code == "ACCEPTED" else wire.routing.ShadowView()


@says(r"the shadow (?P<version>\d+) saw (?P<count>\d+) decisions, (?P<differ>\d+) differ, (?P<unrouted>\d+) unrouted")
def shadow_saw(world, version, count, differ, unrouted):
    def look():
        view = shadow_view(world, int(version))
        seen = (view.active.decisions, view.differ, view.shadow.unrouted)
        return seen == (int(count), int(differ), int(unrouted)), str(view).split()
    eventually(f"the shadow to have seen {count} decisions", look)


@says(rf"the shadow would have sent (?P<name>{NAME}) from (?P<shadow>[A-Z, ]+) in place of (?P<active>[A-Z, ]+)")
def shadow_would(world, name, shadow, active):
    view = shadow_view(world)
    seen = [(list(one.shadow), list(one.active)) for one in view.differences if one.order_id == world.order_ids[name]]
    if seen != [(shadow.split(", "), active.split(", "))]:
        raise Trouble(f"it is {seen}")


@says(rf"(?P<name>{NAME}) is pinned once")
def pinned_once(world, name):
    """What fulfillment orders hold of it is what it asked for: nothing was committed twice."""
    order = world.order_ids[name]
    held = world.system.number(f"SELECT sum(quantity) FROM routing.fulfillment_line WHERE order_id = {order} AND status NOT IN (7, 8)")
    asked = sum(line.quantity for line in world.placed[name].lines)
    if held != asked:
        raise Trouble(f"{held} units are planned of {asked}")


@says(rf"/metrics of (?P<service>{SERVICE}) shows (?P<text>.+)")
def metrics_show(world, service, text):
    port = world.system.base_port + SERVICES[service]["offset"] + 100
    def look():
        shown = urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=5).read().decode()
        return text in shown, [line for line in shown.splitlines() if line.startswith(text.split()[0])]
    eventually(f"/metrics to show {text}", look)


# --- promises ------------------------------------------------------------------------------------

@says(rf"the cut-off that (?P<name>{NAME}) has to make is over while fulfillment-routing is down")
def cut_off_is_over(world, name):
    """As if it had been down for hours: the cut-off of the row lies behind its planning."""
    world.system.kill("fulfillment-routing")
    world.system.sql("UPDATE routing.fulfillment_order SET dispatch_by = planned_at + interval '1 ms' "
                     f"WHERE status <= 5 AND order_id = {world.order_ids[name]}")
    world.system.services("start", ["fulfillment-routing"])


@says(rf"a later day was told for (?P<name>{NAME}) (?P<count>\d+) times?")
def later_told(world, name, count):
    def look():
        seen = world.system.number("SELECT count(*) FROM routing.event WHERE type LIKE '%PromiseChanged' "
                                   f"AND key = '{world.order_ids[name]}'")
        return seen == int(count), seen
    time.sleep(1.5)
    eventually(f"a later day to be told {count} times", look)


@says(rf"(?P<name>{NAME}) is to come (?P<days>\d+) days? after the day of its planning")
def is_to_come(world, name, days):
    """By the clock of where it leaves."""
    def look():
        rows = world.system.sql(
            "SELECT deliver_on_day - ((planned_at AT TIME ZONE coalesce(nullif(l.time_zone, ''), 'UTC'))::date - date '1970-01-01') "
            f"FROM routing.fulfillment_order f JOIN routing.location l ON l.code = f.location "
            f"WHERE status <= 5 AND order_id = {world.order_ids[name]}")
        return [row[0] for row in rows] == [days], rows
    eventually(f"{name} to come {days} days later", look)


@says(rf"in the timeline of (?P<name>{NAME}) stands: (?P<text>.+)")
def timeline_has(world, name, text):
    def look():
        view = world.client("order", "operator").ask(wire.order.GetTimeline(order_id=world.order_ids[name])).reply
        words = [fact.words for fact in view.facts]
        return any(text in one for one in words), words
    eventually(f"the timeline of {name} to tell '{text}'", look)


# --- regret --------------------------------------------------------------------------------------

DAY_OFFSETS = {"yesterday": -1, "today": 0, "tomorrow": 1}


def utc_day(when):
    return int(time.time() // 86400) + DAY_OFFSETS[when]


@says(r"(?P<who>[\w-]+) measures the regret of (?P<when>yesterday|today|tomorrow)")
def measures_regret(world, who, when):
    """Days are measured one at a time: who comes too early asks again."""
    def look():
        answer = world.ask("fulfillment-routing", who, wire.routing.MeasureRegret(day=utc_day(when)))
        return "being measured" not in str(answer), str(answer)
    eventually("no other day to be measured", look, 60)


@says(r"(?P<when>yesterday|today) (?P<count>\d+) orders (?P<what>cost|go) (?P<cost>[\d.]+)(?: km)? and at least (?P<bound>[\d.]+) (?P<unit>\w+)")
def regret_is(world, when, count, what, cost, bound, unit):
    def look():
        days = world.client("fulfillment-routing", "reader").ask(wire.routing.GetRegret()).reply.days
        scale, close = (1000, 1) if what == "go" else (1e9, 0.01)
        seen = [(one.orders, one.cost_nano / scale, one.bound_nano / scale, one.by_distance, one.currency)
                for one in days if one.day == utc_day(when)]
        right = len(seen) == 1 and seen[0][0] == int(count) and abs(seen[0][1] - float(cost)) <= close \
            and abs(seen[0][2] - float(bound)) <= close and seen[0][3] == (what == "go") \
            and seen[0][4] == ("m" if what == "go" else unit)
        return right, str(days).split()
    eventually(f"{count} orders to cost {cost}", look)


@says(r"the day is over while fulfillment-routing is down")
def day_is_over(world):
    """As if all that was planned had been planned yesterday."""
    world.system.kill("fulfillment-routing")
    world.system.sql("UPDATE routing.day_start SET day = day - 1; DELETE FROM routing.regret; "
                     "UPDATE routing.stock_loss SET day = day - 1")
    world.system.services("start", ["fulfillment-routing"])


# --- the rules of the checker --------------------------------------------------------------------

TAMPERINGS = {  # what is done behind everybody's back -> the rule that must be found broken
    "UPDATE routing.fulfillment_order SET policy = 2": "only policies that were active have planned anything",
    "DELETE FROM routing.shadow_difference": "a shadow keeps its hundred largest differences of those it counted",
    "UPDATE routing.shadow SET differ = 0": "a shadow keeps its hundred largest differences of those it counted",
    "UPDATE routing.regret SET cost_nano = bound_nano - 1": "no day costs less than its bound",
    "UPDATE routing.regret SET loose = orders + 1": "no day costs less than its bound",
    "UPDATE routing.order_past SET reroutes = 9": "orders that were moved too often wait for people",
}


@says(r"every tampering with moves is found by its rule")
def tampering_moves(world):
    find_tamperings(world, TAMPERINGS)


@says(r"(?P<number>\d+) or more orders of the load wait for their wave at (?P<code>[A-Z]+)")
def some_wait(world, number, code):
    def look():
        seen = world.system.number("SELECT count(DISTINCT order_id) FROM routing.fulfillment_order "
                                   f"WHERE status = 1 AND location = '{code}'")
        return seen >= int(number), seen
    eventually(f"orders to wait at {code}", look)


@says(r"orders have moved away from (?P<code>[A-Z]+), which is closed")
def moved_away(world, code):
    def look():
        seen = world.system.number("SELECT count(*) FROM routing.fulfillment_order "
                                   f"WHERE status = 7 AND reason = 'LOCATION_CLOSED' AND location = '{code}'")
        return seen > 0, seen
    eventually(f"orders to move away from {code}", look)


@says(r"a day is measured within (?P<seconds>\d+) seconds, some orders moved")
def day_measured(world, seconds):
    def look():
        rows = world.system.sql("SELECT day, orders, parcels, cost_nano, bound_nano, loose, left_out FROM routing.regret")
        shipped = world.system.number("SELECT count(DISTINCT order_id) FROM routing.fulfillment_order WHERE status NOT IN (7, 8)")
        return bool(rows) and int(rows[0][1]) == shipped and int(rows[0][4]) > 0, (rows, shipped)
    eventually("the day to be measured", look, int(seconds))
    moved = world.system.sql("SELECT reason, count(*) FROM routing.fulfillment_order WHERE status = 7 GROUP BY 1")
    if not moved:
        raise Trouble("nothing moved")
