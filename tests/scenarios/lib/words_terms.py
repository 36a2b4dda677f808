"""Sentences about how customers want their orders: terms, collecting in a store, substitutes, delivery."""
import re
import time

import wire
from system import Trouble
from words import NAME, UNITS, make_order, says
from words_timeline import read_feed
from world import eventually

DAY_S = 86400
TERMS = r"(?:delivery by [+-]\d+|pickup at \w+|substitutes)(?: and (?:delivery by [+-]\d+|pickup at \w+|substitutes))*"


def make_terms(text):
    """'delivery by +3 and pickup at LON and substitutes': days are counted from today."""
    terms = wire.order.DeliveryTerms(substitutes_allowed="substitutes" in text)
    day, pickup = re.search(r"by ([+-]\d+)", text), re.search(r"pickup at (\w+)", text)
    if day:
        terms.deliver_by_day = int(time.time()) // DAY_S + int(day.group(1))
    if pickup:
        terms.pickup_location = pickup.group(1)
    return terms


@says(rf"(?P<channel>web|shop) orders (?P<name>{NAME}) to (?P<postal>[\w -]+): (?P<what>{UNITS}) wanting (?P<terms>{TERMS})"
      r"(?:, (?P<extra>ship complete|priority -?\d+))?")
def orders_wanting(world, channel, name, postal, what, terms, extra=""):
    order = make_order(name, channel, postal, what, extra)
    order.terms.CopyFrom(make_terms(terms))
    world.place(order, name)


@says(rf"(?P<channel>web|shop) orders (?P<name>{NAME}) again, but wanting (?P<terms>{TERMS})")
def orders_again_wanting(world, channel, name, terms):
    other = wire.order.PlaceOrder()
    other.CopyFrom(world.placed[name])
    other.terms.CopyFrom(make_terms(terms))
    world.place(other, who=channel)


@says(rf"(?P<name>{NAME}) is shown as wanting (?P<terms>{TERMS}|nothing)")
def shown_wanting(world, name, terms):
    view, wanted = world.view(name), make_terms(terms)
    if view.HasField("terms") != (terms != "nothing") or view.terms != wanted:
        raise Trouble(f"it is {view.terms}")


@says(rf"every promise of (?P<name>{NAME}) tells routing of (?P<terms>{TERMS}|nothing)")
def promises_tell(world, name, terms):
    wanted, key, seen = make_terms(terms), str(world.order_ids[name]), 0
    for event in read_feed(world, "inventory"):
        if event.key != key or not event.type.endswith(".ReservationCommitted"):
            continue
        promise = wire.inventory.ReservationCommitted.FromString(event.data)
        if promise.HasField("terms") != (terms != "nothing") or promise.terms != wanted:
            raise Trouble(f"a promise tells {promise.terms}")
        seen += 1
    if seen == 0:
        raise Trouble("there is no promise")


@says(rf"routing has noted that (?P<name>{NAME}) wants (?P<terms>{TERMS}|nothing)")
def routing_noted(world, name, terms):
    wanted = make_terms(terms)
    expected = [] if terms == "nothing" else [[str(wanted.deliver_by_day), wanted.pickup_location,
                                               "t" if wanted.substitutes_allowed else "f"]]
    def look():
        rows = [list(row) for row in world.system.sql(
            "SELECT deliver_by_day, pickup_location, substitutes_allowed FROM routing.order_terms "
            f"WHERE order_id = {world.order_ids[name]}")]
        return rows == expected, rows
    eventually(f"routing to know what {name} wants", look)


@says(r"the item (?P<sku>\w+) is (?P<marks>hazmat|oversize|no export|plain)(?:, with the substitutes? (?P<others>\w+(?:, \w+)*))?")
def define_item_marked(world, sku, marks, others=""):
    item = wire.inventory.Item(sku=sku, name=sku, hazmat=marks == "hazmat", oversize=marks == "oversize",
                               no_export=marks == "no export", substitutes=others.split(", ") if others else [])
    world.answer = world.client("inventory", "operator").ask(wire.inventory.DefineItems(items=[item]))


@says(r"everybody hears that (?P<sku>\w+) is (?P<marks>hazmat|oversize|no export|plain)(?:, with the substitutes? (?P<others>\w+(?:, \w+)*))?")
def item_is_told(world, sku, marks, others=""):
    told = None
    for event in read_feed(world, "inventory"):
        if event.key == sku and event.type.endswith(".ItemChanged"):
            told = wire.inventory.ItemChanged.FromString(event.data).item
    if told is None:
        raise Trouble("nobody told of it")
    seen = [name for name in ("hazmat", "oversize", "no_export") if getattr(told, name)]
    wanted = [] if marks == "plain" else [marks.replace(" ", "_")]
    if seen != wanted or list(told.substitutes) != (others.split(", ") if others else []):
        raise Trouble(f"it is {told}")
