"""Sentences about sales and operations planning: histories, plans, goals."""
import datetime
import re
import time

import wire
from system import Trouble
from words import find_tamperings, says, units
from words_clients import numbers, run_typed, squeezed
from words_insight import costs  # noqa: F401  (items with a cost)
from world import eventually

DAY_US = 86400 * 10**6


def today():
    return int(time.time() // 86400)


def week_of(day):
    return day - (day + 3) % 7


def first_week():
    """Of a plan that is made when orders were placed today."""
    monday = week_of(today())
    return monday if monday == today() else monday + 7


@says(r"the item (?P<sku>\w+) is of category (?P<category>\w+) and costs (?P<cost>\d+)"
      r"(?:, with a lead time of (?P<days>\d+) days)?")
def of_category(world, sku, category, cost, days="5"):
    world.must("inventory", "operator", wire.inventory.DefineItems(items=[wire.inventory.Item(
        sku=sku, name=f"thing {sku}", lead_time_days=int(days), unit_cost_minor=int(cost), currency="GBP",
        category=category)]))


def sell(world, channel, country, day, what, price, currency, note):
    world.memory["sold"] = number = world.memory.get("sold", 0) + 1
    order = wire.order.PlaceOrder(
        channel=channel, external_id=f"sold-{note}-{number}", currency=currency,
        placed_at_us=day * DAY_US + 3600 * 10**6,
        destination=wire.order.Destination(country=country, city="Manchester", postal_code="M1 4BT"))
    for sku, quantity in units(what):
        order.lines.add(sku=sku, quantity=quantity, unit_price_minor=price)
    return order


@says(r"(?P<channel>web|shop) sold (?P<what>[\w ,]+?) a day to (?P<country>[A-Z]{2}) on (?P<days>\d+) days until "
      r"(?P<until>today|yesterday|\d+ days ago)(?: for (?P<price>\d+)(?: (?P<currency>[A-Z]{3}))?)?")
def sold(world, channel, what, country, days, until, price="1000", currency="GBP"):
    """Orders of the past: one a day."""
    last = today() - {"today": 0, "yesterday": 1}.get(until, 0) - (int(until.split()[0]) if until[0].isdigit() else 0)
    for day in range(last - int(days) + 1, last + 1):
        world.must("order", channel, sell(world, channel, country, day, what, int(price), currency, country))


@says(r"(?P<channel>web|shop) sells (?P<what>[\w ,]+?) to (?P<country>[A-Z]{2}) in (?P<weeks>-?\d+) weeks?"
      r"(?: for (?P<price>\d+)(?: (?P<currency>[A-Z]{3}))?)?")
def sells_once(world, channel, what, country, weeks, price="1000", currency="GBP"):
    """On the Monday so many weeks from this one on; before now only."""
    day = week_of(today()) + 7 * int(weeks)
    world.must("order", channel, sell(world, channel, country, day, what, int(price), currency, "once"))


@says(r"the plan (?P<name>[\w-]+) is ready(?: within (?P<seconds>\d+) seconds)?")
def ready(world, name, seconds="30"):
    def look():
        plans = world.must("forecasting", "reader", wire.forecasting.GetPlans()).reply.plans
        seen = [plan for plan in plans if plan.name == name]
        return bool(seen) and seen[0].ready, seen
    eventually(f"the plan {name} to be ready", look, int(seconds))


@says(r"forecasting has counted (?P<number>\d+) (?P<sku>\w+) and forecast (?:it|them)")
def counted(world, number, sku):
    def look():
        view = world.must("forecasting", "reader", wire.forecasting.GetForecast(sku=sku)).reply
        seen = sum(day.units for day in view.history)
        return seen == int(number) and view.forecast.mean_per_day > 0, (seen, str(view.forecast))
    eventually(f"{number} {sku} to be counted", look, 30)


def scope_of(text):
    """'SKU A, channel web' -> a scope"""
    parts = dict(part.rsplit(" ", 1) for part in (text or "").split(", ") if part)
    return wire.forecasting.PlanScope(**{name.lower(): value for name, value in parts.items()})


def series_of(world, name, by, layer, scope=""):
    view = world.must("forecasting", "reader", wire.forecasting.GetPlan(
        plan=name, by=by, scope=scope_of(scope), layers=[wire.forecasting.PlanLayer.Value(f"LAYER_{layer.upper()}")])).reply
    return {series.group: list(series.units) for series in view.series}


LAYER = r"naive|baseline|demand|supply|consensus|actual"


@says(rf"(?P<name>[\w-]+) plans (?P<number>[\d.]+) a week by (?P<layer>{LAYER})(?: of (?P<scope>[\w, ]+?))?"
      r"(?: in weeks (?P<first>\d+) to (?P<last>\d+))?")
def plans_units(world, name, number, layer, scope="", first="0", last=None):
    units = series_of(world, name, "", layer, scope).get("", [])
    wanted = units[int(first):int(last) + 1 if last else None]
    if not wanted or any(abs(one - float(number)) > 0.05 for one in wanted):
        raise Trouble(f"it plans {units}")


@says(rf"the (?P<layer>{LAYER}) of (?P<name>[\w-]+) adds up by (?P<by>sku|category|channel|region)")
def adds_up(world, layer, name, by):
    total, parts = series_of(world, name, "", layer)[""], series_of(world, name, by, layer)
    for week, units in enumerate(total):
        if abs(sum(part[week] for part in parts.values()) - units) > 1e-6 * (1 + units):
            raise Trouble(f"week {week}: {units}, but {parts}")


def numbers_of(world, name):
    view = world.must("forecasting", "reader", wire.forecasting.GetPlan(plan=name, by="sku")).reply
    return [(series.group, series.layer, tuple(series.units)) for series in view.series]


@says(r"the numbers of (?P<name>[\w-]+) are remembered")
def remembered(world, name):
    world.memory[f"plan {name}"] = numbers_of(world, name)


@says(r"(?P<name>[\w-]+) has the same numbers, to the last bit")
def same_numbers(world, name):
    seen, wanted = numbers_of(world, name), world.memory[f"plan {name}"]
    if seen != wanted:
        different = [(a, b) for a, b in zip(seen, wanted) if a != b][:2]
        raise Trouble(f"they differ: {different or (len(seen), len(wanted))}")


@says(r"(?P<event>PlanChanged|PlanPublished) of (?P<name>[\w-]+) was said (?P<times>\d+) times?")
def said_of(world, event, name, times):
    seen = world.system.number("SELECT count(*) FROM forecasting.event WHERE type = "
                               f"'crossdock.forecasting.v1.{event}' AND key = '{name}'")
    if seen != int(times):
        raise Trouble(f"it was said {seen} times")


@says(r"the mix of (?P<sku>\w+) is (?P<what>.+)")
def mix_is(world, sku, what):
    """'web GB 20, shop DE 3': units by channel and region, over all weeks"""
    wanted = {tuple(part.split()[:2]): int(part.split()[2]) for part in what.split(", ")}
    def look():
        rows = world.system.sql("SELECT channel, region, sum(units) FROM forecasting.mix "
                                f"WHERE sku = '{sku}' GROUP BY 1, 2")
        seen = {(row[0], row[1]): int(row[2]) for row in rows}
        return seen == wanted, seen
    eventually(f"the mix of {sku}", look, 20)


@says(r"the weeks of the plan (?P<name>[\w-]+) are moved (?P<back>\d+) weeks back")
def plan_moved_back(world, name, back):
    """As if it had been made then; forecasting must not run."""
    world.system.sql(f"UPDATE forecasting.plan SET first_day = first_day - 7 * {back}, released_day = CASE WHEN "
                     f"released_day < 0 THEN released_day ELSE released_day - 7 * {back} END WHERE name = '{name}'")


@says(r"(?P<who>[\w-]+) types it with weeks: (?P<line>.+)")
def types_weeks(world, who, line):
    """{week+2} is the Monday of the third week of a plan that is made now, {today-3} a day."""
    def day(match):
        start = first_week() if match.group(1) == "week" else today()
        step = 7 if match.group(1) == "week" else 1
        return str(datetime.date(1970, 1, 1) + datetime.timedelta(start + step * int(match.group(2) or 0)))
    world.memory["typed"] = (who, re.sub(r"\{(week|today)([+-]\d+)?\}", day, line))
    done = run_typed(world)
    if done.returncode not in (0, 1, 2, 4):
        raise Trouble(f"it ended with {done.returncode}:\n{done.stdout[-2000:]}")


@says(r"it prints a line: (?P<words>.+)")
def prints_line(world, words):
    """All of these words, between ' | ', in one line, in this order."""
    pattern = r".*?".join(re.escape(squeezed(part.strip())) for part in numbers(world, words).split(" | "))
    status, printed = world.memory["printed"]
    if not any(re.search(pattern, squeezed(line)) for line in printed.splitlines()):
        raise Trouble(f"it ended with {status} and printed:\n{printed[-3000:]}")


PLAN_TAMPERINGS = {
    "UPDATE forecasting.mix_journal SET units = ARRAY[units[1] + 1] || units[2:] WHERE entry_id = 1":
        "the mix is demand, by channel and region",
    "UPDATE forecasting.mix_journal SET amounts = ARRAY[amounts[1] + 1] || amounts[2:] WHERE entry_id = 1; "
    "INSERT INTO forecasting.outlet_day SELECT outlet_ids[1], days[1], 1, 1, 0 FROM forecasting.mix_journal "
    "WHERE entry_id = 1 ON CONFLICT (outlet_id, day) DO UPDATE SET units = outlet_day.units + 1":
        "what outlets took by day is what they took of each SKU",
    "UPDATE forecasting.plan SET state = 5 WHERE state = 4": "the plan in force is the last that was released",
    "UPDATE forecasting.plan SET released_nth = 0 WHERE state = 4": "the plan in force is the last that was released",
    "UPDATE forecasting.plan_sku SET shares = ARRAY[shares[1] + 0.1] || shares[2:] WHERE place = 1":
        "keys of a plan share what is expected of their SKU",
    "UPDATE forecasting.plan_sku SET reach = ARRAY[1.5::float8] || reach[2:] WHERE reach <> '{}'":
        "supply of a plan is reviewed when demand is agreed, and never above it",
    "UPDATE forecasting.plan_sku SET reach = '{}'": "supply of a plan is reviewed when demand is agreed, and never above it",
    "DELETE FROM forecasting.plan_history WHERE nth = 1": "every change of a plan was said once",
}


@says(r"every tampering with plans of demand is found by its rule")
def tampering_with_plans(world):
    find_tamperings(world, PLAN_TAMPERINGS)
