"""Sentences about what is known beforehand: promotions, holidays, new items; and what the forecast makes of it.

Days are told from today: day +3, day -20.
"""
import re
import time

import wire
from system import Trouble
from words import NAME, find_tamperings, make_order, says
from world import eventually

DAY_S = 86400
DAY_US = DAY_S * 10**6


def day_of(text):
    return int(time.time()) // DAY_S + int(text)


def tell(world, command):
    return world.ask("forecasting", "operator", command)


# --- given ---------------------------------------------------------------------------------------

@says(r"(?P<each>\d+) of (?P<sku>\w+) were ordered each day from day (?P<first>-\d+)(?: to day (?P<last>[+-]\d+))?"
      r"(?:, but (?P<other>\d+) from day (?P<from_day>-\d+) to day (?P<to_day>-\d+))?(?: by (?P<channel>web|shop))?")
def ordered_each_day(world, each, sku, first, last="-0", other=None, from_day="0", to_day="0", channel="web"):
    """One order a day, to London; the last is today's."""
    channel = channel or "web"
    for ago in range(-int(first), -int(last) - 1, -1):
        special = other is not None and int(from_day) <= -ago <= int(to_day)
        order = make_order(f"{sku}{ago}d", channel, "E1", f"{other if special else each} {sku}")
        order.placed_at_us = time.time_ns() // 1000 - ago * DAY_US
        world.place(order)
        if world.answer.code != "ACCEPTED":
            raise Trouble(f"an order of {ago} days ago: {world.answer}")


@says(r"the items (?P<skus>[\w ,]+) are of category (?P<category>\w+)")
def are_of_category(world, skus, category):
    world.must("inventory", "operator", wire.inventory.DefineItems(items=[
        wire.inventory.Item(sku=sku.strip(), name=f"thing {sku.strip()}", lead_time_days=5, category=category)
        for sku in skus.split(",")]))


# --- when ----------------------------------------------------------------------------------------

@says(rf"an operator defines the promotion (?P<name>{NAME}) of (?P<what>category \w+|[\w ,]+) from day (?P<first>[+-]\d+) "
      r"to day (?P<last>[+-]\d+)(?: with lift (?P<lift>[\d.]+))?(?: at (?P<off>\d+) % off)?(?: for (?P<channel>web|shop))?")
def defines_promotion(world, name, what, first, last, lift="0", off="0", channel=""):
    promotion = wire.forecasting.Promotion(id=name, from_day=day_of(first), to_day=day_of(last), lift=float(lift or 0),
                                           channel=channel or "",
                                           price_change=-int(off or 0) / 100)
    if what.startswith("category "):
        promotion.category = what.removeprefix("category ")
    else:
        promotion.skus.extend(sku.strip() for sku in what.split(","))
    tell(world, wire.forecasting.DefinePromotions(promotions=[promotion]))


@says(rf"an operator cancels the promotion (?P<name>{NAME})")
def cancels_promotion(world, name):
    tell(world, wire.forecasting.CancelPromotion(id=name))


@says(r"an operator defines the holidays (?P<list>.+)")
def defines_holidays(world, list):
    """'YULE on day -30; YULE on day +3 in GB'"""
    holidays = []
    for text in list.split("; "):
        name, day, country = re.fullmatch(r"(\w+) on day ([+-]\d+)(?: in ([A-Z]{2}))?", text).groups()
        holidays.append(wire.forecasting.Holiday(name=name, day=day_of(day), country=country or ""))
    tell(world, wire.forecasting.DefineHolidays(holidays=holidays))


@says(r"an operator says that (?P<sku>\w+) is like (?P<like>[\w, ]+?)(?: times (?P<scale>[\d.]+))?"
      r"(?:, launched on day (?P<launch>[+-]\d+))?")
def is_like(world, sku, like, scale="0", launch=None):
    skus = [] if like == "others of its category" else [one.strip() for one in like.split(",")]
    tell(world, wire.forecasting.DefineAnalogues(sku=sku, like=skus, scale=float(scale or 0),
                                                 launch_day=day_of(launch) if launch else 0))


# --- then ----------------------------------------------------------------------------------------

def forecast_of(world, sku, location="", days=0):
    return world.must("forecasting", "reader",
                      wire.forecasting.GetForecast(sku=sku, location=location, days=days)).reply


@says(r"the forecast of (?P<sku>\w+)(?: at (?P<location>[A-Z]+))? is (?P<low>[\d.]+) to (?P<high>[\d.]+) units"
      r"(?:, by (?P<method>[\w-]+))?")
def forecast_is(world, sku, low, high, location=None, method=None):
    def look():
        seen = forecast_of(world, sku, location or "").forecast
        good = float(low) <= seen.mean <= float(high) and (method is None or seen.method == method)
        return good, f"{seen.mean} by {seen.method or 'nothing'}"
    eventually(f"the forecast of {sku} to be {low} to {high} units", look)


@says(r"the forecast of (?P<sku>\w+) has about (?P<usual>[\d.]+) units a day, but (?P<other>[\d.]+) from day (?P<first>\+\d+) "
      r"to day (?P<last>\+\d+)")
def days_have(world, sku, usual, other, first, last):
    """Day by day for two weeks, within 5 %; and the reason is told."""
    def look():
        seen = forecast_of(world, sku, days=14)
        days = {day.day - day_of("+0"): day.mean for day in seen.days}
        good = len(days) == 14 and len(seen.drivers) == 1
        for day, mean in days.items():
            wanted = float(other) if int(first) <= day <= int(last) else float(usual)
            good = good and abs(mean - wanted) <= 0.05 * wanted
        return good, f"{days} {list(seen.drivers)}"
    eventually(f"the days of the forecast of {sku}", look)


@says(r"there is no forecast of (?P<sku>\w+)")
def no_forecast(world, sku):
    seen = forecast_of(world, sku)
    if seen.HasField("forecast"):
        raise Trouble(f"it is {seen.forecast}")


def events(world):
    return world.must("forecasting", "reader", wire.forecasting.GetDemandEvents()).reply


@says(rf"the promotion (?P<name>{NAME}) was measured: (?P<lifts>.+)")
def was_measured(world, name, lifts):
    """'A 2.9 to 3.1; B 1 to 1.1'"""
    wanted = {}
    for text in lifts.split("; "):
        sku, low, high = re.fullmatch(r"(\w+) ([\d.]+) to ([\d.]+)", text).groups()
        wanted[sku] = (float(low), float(high))
    def look():
        seen = {lift.sku: lift.lift for lift in events(world).lifts if lift.promotion == name}
        return (seen.keys() == wanted.keys() and all(low <= seen[sku] <= high for sku, (low, high) in wanted.items())), seen
    eventually(f"the lifts of {name}", look)


@says(r"(?P<promotions>\d+) promotions?, (?P<holidays>\d+) holidays? and (?P<lifts>\d+) learnt lifts? are known")
def are_known(world, promotions, holidays, lifts):
    def look():
        seen = events(world)
        counts = [len(seen.promotions), len(seen.holidays), len(seen.lifts)]
        return counts == [int(promotions), int(holidays), int(lifts)], counts
    eventually("what is known beforehand", look)


TAMPERINGS = {  # what is done behind everybody's back -> the rule that must be found broken
    "UPDATE forecasting.promotion SET measured = false": "what promotions taught is of those that are over",
    "DELETE FROM forecasting.promotion": "what promotions taught is of those that are over",
    "UPDATE forecasting.promotion SET item_ids = '{99999}'": "promotions and analogues are of items that there are",
    "UPDATE forecasting.analogue SET like_ids = '{99999}'": "promotions and analogues are of items that there are",
    "UPDATE forecasting.learnt_lift SET sold = sold + 1": "a promotion sold no more than was asked for",
    "UPDATE forecasting.holiday_effect SET sold = sold - 1 WHERE category = ''":
        "a holiday sold no more in its categories than in all",
}


@says(r"every tampering with what is known beforehand is found by its rule")
def tampering(world):
    find_tamperings(world, TAMPERINGS)
