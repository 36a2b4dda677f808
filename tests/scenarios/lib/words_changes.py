"""Holds, cancels of lines, amendments, patience: sentences about orders that change."""
import time

import wire
from system import Trouble
from words import NAME, UNITS, make_order, says, units
from world import eventually

DAY_US = 86400 * 10**6
REASON = r"[A-Z_]+"
WHO = r"[a-z][\w-]*"


def now_us():
    return time.time_ns() // 1000


def make_hold(reason, seconds=None):
    return wire.order.Hold(reason=wire.order.HoldReason.Value(f"HOLD_{reason}"), note="as the scenario says",
                           expires_at_us=now_us() + int(float(seconds) * 10**6) if seconds else 0)


# --- orders that wait ------------------------------------------------------------------------------

@says(rf"(?P<channel>web|shop) orders (?P<name>{NAME}) to (?P<postal>[\w -]+): (?P<what>{UNITS}), on hold for "
      rf"(?P<reasons>{REASON}(?: and {REASON})*)(?: until (?P<seconds>\d+) seconds from now)?")
def orders_on_hold(world, channel, name, postal, what, reasons, seconds=None):
    order = make_order(name, channel, postal, what)
    for reason in reasons.split(" and "):
        order.holds.append(make_hold(reason, seconds if reason == "AWAITING_PAYMENT" else None))
    world.place(order, name)


@says(rf"(?P<channel>web|shop) orders (?P<name>{NAME}) to (?P<postal>[\w -]+): (?P<what>{UNITS}), bought "
      r"(?P<ago>\d+) days ago(?:, patient for (?P<days>\d+) days)?")
def orders_with_patience(world, channel, name, postal, what, ago, days="0"):
    order = make_order(name, channel, postal, what)
    order.placed_at_us = now_us() - int(ago) * DAY_US
    order.cancel_unfilled_days = int(days)
    world.place(order, name)


@says(r"the channel (?P<code>\w+) is patient for (?P<days>\d+) days")
def channel_is_patient(world, code, days):
    world.must("inventory", "operator", wire.inventory.DefineChannels(channels=[wire.inventory.Channel(
        code=code, kind=wire.inventory.CHANNEL_WEB, cancel_unfilled_days=int(days))]))
    def known():
        seen = world.system.sql(f"SELECT cancel_unfilled_days FROM orders.known_channel WHERE code = '{code}'")
        return seen == [[days]] or seen == [(days,)], seen
    eventually(f"the order service to know the channel {code}", known)


# --- holds -----------------------------------------------------------------------------------------

@says(rf"(?P<who>{WHO}) holds (?P<name>{NAME}) for (?P<reason>{REASON})(?: until (?P<seconds>\d+) seconds from now)?")
def holds(world, who, name, reason, seconds=None):
    world.ask("order", who, wire.order.HoldOrder(order_id=world.order_ids[name], hold=make_hold(reason, seconds)))


@says(rf"(?P<who>{WHO}) releases (?P<name>{NAME}) from (?P<reason>{REASON})")
def releases(world, who, name, reason):
    world.ask("order", who, wire.order.ReleaseHold(
        order_id=world.order_ids[name], reason=wire.order.HoldReason.Value(f"HOLD_{reason}"), note="it is fine"))


@says(rf"(?P<name>{NAME}) is on hold for (?P<reasons>{REASON}(?: and {REASON})*)")
def is_on_hold(world, name, reasons):
    expected = set(reasons.split(" and "))
    def look():
        seen = {wire.order.HoldReason.Name(hold.reason).removeprefix("HOLD_") for hold in world.view(name).holds}
        return seen == expected, seen
    eventually(f"{name} to be on hold for {reasons}", look)


@says(rf"(?P<name>{NAME}) is on hold no more")
def not_on_hold(world, name):
    def look():
        seen = [str(hold) for hold in world.view(name).holds]
        return not seen, seen
    eventually(f"{name} not to be on hold", look)


# --- cancels and amendments ------------------------------------------------------------------------

def quantities(world, name, what):
    """Lines of the order by SKU, with these quantities."""
    numbers = {line.sku: line.line for line in world.view(name).lines}
    return [wire.order.LineQuantity(line=numbers[sku], sku=sku, quantity=number) for sku, number in units(what)]


@says(rf"(?P<who>{WHO}) cancels (?P<what>{UNITS}) of (?P<name>{NAME})")
def cancels_lines(world, who, what, name):
    world.ask("order", who, wire.order.CancelOrder(order_id=world.order_ids[name], reason="fewer, please",
                                                   lines=quantities(world, name, what)))


@says(rf"(?P<who>{WHO}) changes (?P<name>{NAME}) to (?P<what>{UNITS})")
def changes_quantities(world, who, name, what):
    world.ask("order", who, wire.order.AmendOrder(order_id=world.order_ids[name], reason="another number",
                                                  lines=quantities(world, name, what)))


@says(rf"(?P<who>{WHO}) sends (?P<name>{NAME}) to (?P<postal>[A-Z][\w -]*?)(?: for (?P<person>[A-Z]\w+))?")
def sends_elsewhere(world, who, name, postal, person=None):
    command = wire.order.AmendOrder(order_id=world.order_ids[name], reason="moved house",
                                    destination=wire.order.Destination(country="GB", postal_code=postal))
    if person:
        command.recipient.CopyFrom(wire.order.Recipient(name=person, street="2 New Road"))
    world.ask("order", who, command)


@says(rf"(?P<who>{WHO}) gives (?P<name>{NAME}) to (?P<person>[A-Z]\w+)")
def gives_to(world, who, name, person):
    world.ask("order", who, wire.order.AmendOrder(order_id=world.order_ids[name],
                                                  recipient=wire.order.Recipient(name=person, street="2 New Road")))


@says(rf"(?P<name>{NAME}) goes to (?P<postal>[A-Z][\w ]*?)(?:, to (?P<person>[A-Z]\w+(?: \w+)?))?")
def goes_to(world, name, postal, person=None):
    def look():
        view = world.view(name)
        seen = (view.destination.postal_code, view.recipient.name)
        return seen[0] == postal and person in (None, seen[1]), seen
    eventually(f"{name} to go to {postal}", look)


@says(rf"the order service says (?P<what>\w+) of (?P<name>{NAME})(?: for request (?P<request>\d+))?"
      r"(?: because of (?P<reason>\w+))?(?: (?P<times>\d+) times)?")
def order_says(world, what, name, request=None, reason=None, times="1"):
    def look():
        rows = world.system.sql(f"SELECT encode(body, 'hex') FROM orders.event WHERE key = '{world.order_ids[name]}' "
                                f"AND type = 'crossdock.order.v1.{what}' ORDER BY position")
        found = [wire.message_class(f"crossdock.order.v1.{what}").FromString(
                     wire.envelope.Event.FromString(bytes.fromhex(row[0])).data) for row in rows]
        found = [event for event in found if request is None or event.request == int(request)]
        found = [event for event in found if reason is None or event.reason == reason]
        return len(found) == int(times), [str(event).split("\n")[:6] for event in found]
    eventually(f"{times} {what} of {name}", look)


@says(rf"(?P<name>{NAME}) was never (?P<what>on a pick list|planned)")
def never_planned(world, name, what):
    time.sleep(1)
    world.listen()
    plans = [plan for plan in world.seen["FulfillmentPlanned"] if plan.order_id == world.order_ids[name]]
    if plans:
        raise Trouble(f"{name} was planned at {[plan.location for plan in plans]}")


@says(rf"the payment hold of (?P<name>{NAME}) runs out")
def hold_runs_out(world, name):
    end_us = max(hold.expires_at_us for hold in world.placed[name].holds)
    time.sleep(max(0, end_us - now_us()) / 10**6 + 0.2)


# --- what is refused ---------------------------------------------------------------------------------

@says(rf"(?P<who>{WHO}) sends (?P<name>{NAME}) to the country (?P<country>[A-Z]+)")
def sends_to_country(world, who, name, country):
    world.ask("order", who, wire.order.AmendOrder(order_id=world.order_ids[name],
                                                  destination=wire.order.Destination(country=country)))


@says(rf"(?P<who>{WHO}) cancels line (?P<line>\d+) of (?P<name>{NAME})(?: as SKU (?P<sku>\w+))?")
def cancels_line(world, who, line, name, sku=""):
    world.ask("order", who, wire.order.CancelOrder(order_id=world.order_ids[name], lines=[
        wire.order.LineQuantity(line=int(line), sku=sku, quantity=1)]))


@says(rf"(?P<who>{WHO}) changes nothing of (?P<name>{NAME})")
def changes_nothing(world, who, name):
    world.ask("order", who, wire.order.AmendOrder(order_id=world.order_ids[name]))


@says(rf"(?P<who>{WHO}) holds (?P<name>{NAME}) for a reason that is none")
def holds_for_nothing(world, who, name):
    world.ask("order", who, wire.order.HoldOrder(order_id=world.order_ids[name], hold=wire.order.Hold(reason=77)))
