"""Sentences about how customers want their orders: terms, collecting in a store, substitutes, delivery."""
import collections
import random
import re
import time

import wire
from system import Trouble
from words import NAME, UNITS, find_tamperings, make_order, says
from words_profiles import define_place
from words_timeline import read_feed
from world import PLACES, eventually

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
    wanted = make_terms(terms)
    def look():
        view = world.view(name)
        return view.HasField("terms") == (terms != "nothing") and view.terms == wanted, view.terms
    eventually(f"{name} to be shown as wanting {terms}", look)


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


# --- collecting in a store ------------------------------------------------------------------------

def ready_at(world, name, code):
    """The newest PickupReady of an order at a location."""
    def look():
        world.listen()
        found = [event for event in world.seen["PickupReady"]
                 if event.order_id == world.order_ids[name] and event.location == code]
        return bool(found), found
    return eventually(f"{name} to be ready at {code}", look)[-1]


@says(rf"(?P<name>{NAME}) can be collected at (?P<code>[A-Z]+): (?P<what>{UNITS})")
def can_be_collected(world, name, code, what):
    event = ready_at(world, name, code)
    seen = ", ".join(f"{line.quantity} {line.sku}" for line in event.lines)
    if sorted(seen.split(", ")) != sorted(what.split(", ")):
        raise Trouble(f"it is {seen}")
    days = (event.until_us / 1e6 - time.time()) / DAY_S
    if not 0.5 < days < 61:
        raise Trouble(f"until in {days} days")


@says(rf"(?P<who>[\w-]+) hands (?P<name>{NAME}) over at (?P<code>[A-Z]+)")
def hands_over(world, who, name, code):
    world.ask("fulfillment-routing", who, wire.routing.ConfirmCollected(
        fulfillment_order_id=ready_at(world, name, code).fulfillment_order_id))


@says(rf"(?P<who>[\w-]+) tells that (?P<name>{NAME}) has come from (?P<code>[A-Z]+)")
def has_come(world, who, name, code):
    world.ask("fulfillment-routing", who, wire.routing.ConfirmArrival(
        fulfillment_order_id=world.fulfillment_order(name, code)))


@says(rf"the parcel of (?P<name>{NAME}) from (?P<code>[A-Z]+) goes to (?P<where>[A-Z]+|nobody)")
def parcel_goes_to(world, name, code, where):
    def look():
        world.listen()
        found = [event for event in world.seen["FulfillmentShipped"]
                 if event.order_id == world.order_ids[name] and event.location == code]
        return bool(found), found
    if (event := eventually(f"a parcel of {name} from {code}", look)[-1]).pickup_location != where.replace("nobody", ""):
        raise Trouble(f"it goes to '{event.pickup_location}'")


@says(rf"the time to collect (?P<name>{NAME}) is over")
def time_is_over(world, name):
    """It is set back in the table while the service is away, which so has to find out at its start."""
    world.system.services("stop", ["fulfillment-routing"])
    world.system.sql("UPDATE routing.pickup SET ready_until = now() - interval '1 second' "
                     f"WHERE order_id = {world.order_ids[name]} AND state = 2")
    world.system.services("start", ["fulfillment-routing"])


@says(rf"the shop (?P<channel>web|shop) hears that (?P<name>{NAME}) (?P<what>can be collected at (?P<code>[A-Z]+)|"
      r"was delivered|was delivered in part)")
def shop_hears(world, channel, name, what, code=""):
    key = str(world.order_ids[name])
    def look():
        events = [event for event in read_feed(world, "order", channel) if event.key == key]
        ready = [wire.order.OrderReadyForPickup.FromString(event.data) for event in events
                 if event.type.endswith(".OrderReadyForPickup")]
        delivered = [wire.order.OrderDelivered.FromString(event.data) for event in events
                     if event.type.endswith(".OrderDelivered")]
        if code:
            return any(event.location == code for event in ready), ready
        return bool(delivered) and delivered[-1].all == (what == "was delivered"), delivered
    eventually(f"{channel} to hear that {name} {what}", look)


@says(rf"a return of (?P<name>{NAME}) has come to (?P<code>[A-Z]+): (?P<what>{UNITS})")
def return_has_come(world, name, code, what):
    def look():
        rows = world.system.sql("SELECT sku, sum(received) FROM orders.rma_part "
                                f"WHERE order_id = {world.order_ids[name]} AND location = '{code}' GROUP BY sku")
        seen = sorted(f"{units} {sku}" for sku, units in rows)
        return seen == sorted(what.split(", ")), seen
    eventually(f"a return of {name} at {code}", look)


TAMPERINGS = {  # what is done behind everybody's back -> the rule that must be found broken
    "UPDATE routing.order_terms SET deliver_by_day = deliver_by_day + 1": "everybody knows how the customer wants it",
    "UPDATE orders.orders SET pickup_location = 'MAN' WHERE pickup_location = 'LON'": "everybody knows how the customer wants it",
    "UPDATE inventory.reservation SET substitutes_allowed = true": "everybody knows how the customer wants it",
    "UPDATE orders.orders SET delivered[1] = delivered[1] + 1 WHERE delivered IS NOT NULL":
        "what was delivered had shipped, and everybody knows",
    "UPDATE orders.orders SET delivered = NULL": "what was delivered had shipped, and everybody knows",
    "DELETE FROM orders.event WHERE type LIKE '%OrderDelivered'": "every delivery was said once",
    "DELETE FROM routing.pickup WHERE state = 2": "what customers collect is where it is said to be",
    "UPDATE routing.pickup SET state = 3 WHERE state = 2": "what customers collect is where it is said to be",
    "UPDATE routing.pickup SET ready_until = now() - interval '1 minute' WHERE state = 2":
        "what customers collect is where it is said to be",
    "UPDATE routing.fulfillment_order SET status = 6 WHERE status = 10": "what customers collect is where it is said to be",
    "DELETE FROM orders.rma": "what nobody collected was asked back, or came back",
    "DELETE FROM routing.event WHERE type LIKE '%PickupExpired'": "what nobody collected was asked back, or came back",
}


@says(r"every tampering with what customers collect is found by its rule")
def tampering(world):
    find_tamperings(world, TAMPERINGS)


@says(r"(?P<code>[A-Z]+) keeps a display unit of everything")
def keeps_display_unit(world, code):
    define_place(world, code, safety_stock=1)


# --- many at once, while processes die --------------------------------------------------------------

class Stores:
    """Every location at once: sends what is to be collected elsewhere, picks what is collected there, and hands over.
    A command has an id made of what it is about, so that a repeat is one."""

    def __init__(self, world):
        self.world, self.taken, self.plans, self.done = world, collections.Counter(), {}, 0

    def tell(self, code, what, number, **fields):
        kind = getattr(wire.routing, what)
        client = self.world.client("fulfillment-routing", f"warehouse-{code}")
        client.ask(kind(fulfillment_order_id=number, **fields), command_id=f"{what}-{number}", timeout_s=60)
        self.done += 1

    def fresh(self, kind):
        events = self.world.seen[kind][self.taken[kind]:]
        self.taken[kind] += len(events)
        return events

    def work(self):
        self.world.listen()
        for plan in self.fresh("FulfillmentPlanned"):
            self.plans[plan.fulfillment_order_id] = plan
        for released in self.fresh("PickListReleased"):
            for number in sorted({task.fulfillment_order_id for task in released.tasks}):
                here = self.plans[number].pickup_location == released.location
                self.tell(released.location, "ConfirmPick" if here else "ConfirmShipment", number)
        for shipped in self.fresh("FulfillmentShipped"):
            if shipped.pickup_location not in ("", shipped.location):
                self.tell(shipped.pickup_location, "ConfirmArrival", shipped.fulfillment_order_id)
        for ready in self.fresh("PickupReady"):
            self.tell(ready.location, "ConfirmCollected", ready.fulfillment_order_id)


@says(r"(?P<count>\d+) orders of (?P<skus>\w+(?:, \w+)*) are collected, some cancelled, while (?P<names>[\w, -]+) are killed")
def collected_while_killed(world, count, skus, names):
    rng, stores, names = random.Random(5), Stores(world), names.split(", ")
    web = world.client("order", "web")
    for number in range(int(count)):
        order = make_order(f"P{number}", "web", rng.choice(["M1 4BT", "E1 6AN"]),
                           ", ".join(f"{rng.randint(1, 2)} {sku}" for sku in rng.sample(skus.split(", "), 2)))
        order.terms.pickup_location = rng.choice(list(PLACES))
        answer = web.ask(order, timeout_s=60)
        if answer.code not in ("ACCEPTED", "DUPLICATE"):
            raise Trouble(f"it is {answer}")
        if rng.random() < 0.15:
            web.ask(wire.order.CancelOrder(order_id=answer.reply.order_id, reason="no"), timeout_s=60)
        if rng.random() < 0.3:
            stores.work()
        if number % (int(count) // (2 * len(names))) == 5:
            name = names[number % len(names)]
            world.system.kill(name)
            world.system.services("start", [name])
    def look():
        stores.work()
        left = world.system.number("SELECT count(*) FROM orders.order_line WHERE delivered <> ordered - cancelled")
        return left == 0, f"{left} lines are not delivered, {stores.done} steps were made"
    eventually("everything to be handed over", look, 90)
    if stores.done < int(count):
        raise Trouble(f"only {stores.done} steps were made")


@says(rf"the shop (?P<channel>web|shop) hears that (?P<name>{NAME}) left with (?P<number>\d+) (?P<sku>\w+) instead of (?P<other>\w+)")
def shop_hears_of_substitutes(world, channel, name, number, sku, other):
    key = str(world.order_ids[name])
    def look():
        for event in read_feed(world, "order", channel):
            if event.key == key and event.type.endswith(".OrderShipped"):
                shipped = wire.order.OrderShipped.FromString(event.data)
                lines = {line.line: line.sku for line in shipped.lines}
                seen = [(one.quantity, one.sku, lines[one.line]) for one in shipped.substitutes]
                return seen == [(int(number), sku, other)], seen
        return False, "it has not left"
    eventually(f"{channel} to hear of the substitute", look)
