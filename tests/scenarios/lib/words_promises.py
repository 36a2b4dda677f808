"""Cart holds, channels, what may wait, who holds what: sentences about promises."""
import calendar
import time

import wire
from system import Trouble
from words import NAME, UNITS, as_units, find_tamperings, make_order, says, units
from world import eventually

WHO = r"[a-z][\w-]*"


def stock_lines(what):
    return [wire.inventory.StockLine(sku=sku, quantity=number) for sku, number in units(what)]


# --- carts -----------------------------------------------------------------------------------------

@says(rf"(?P<who>{WHO}) puts (?P<what>{UNITS}) into cart (?P<cart>\w+) of (?P<channel>\w+) for (?P<seconds>\d+) seconds"
      r"(?P<partial>, or what there is)?")
def puts_into_cart(world, who, what, cart, channel, seconds, partial=""):
    world.ask("inventory", who, wire.inventory.HoldStock(
        channel=channel, hold_id=cart, lines=stock_lines(what), seconds=int(seconds), partial=bool(partial)))


@says(rf"(?P<who>{WHO}) empties cart (?P<cart>\w+) of (?P<channel>\w+)")
def empties_cart(world, who, cart, channel):
    world.ask("inventory", who, wire.inventory.ReleaseHeldStock(channel=channel, hold_id=cart))


@says(rf"the cart (?:has|could have) (?P<what>{UNITS})")
def cart_has(world, what):
    seen = {line.sku: line.quantity for line in world.answer.reply.lines}
    if seen != as_units(what):
        raise Trouble(f"it is {seen}")


@says(rf"(?P<channel>web|shop) orders (?P<name>{NAME}) to (?P<postal>[\w -]+): (?P<what>{UNITS}), from cart (?P<cart>\w+)")
def orders_from_cart(world, channel, name, postal, what, cart):
    order = make_order(name, channel, postal, what)
    order.hold_id = cart
    world.place(order, name)


@says(r"(?P<number>\d+) (?P<sku>\w+) (?:is|are) held in carts")
def held_in_carts(world, number, sku):
    def look():
        seen = world.system.number(f"SELECT coalesce(sum(held), 0) FROM inventory.held_now WHERE sku = '{sku}'")
        return seen == int(number), seen
    eventually(f"{number} {sku} to be held in carts", look)


# --- items and channels ------------------------------------------------------------------------------

def define_item(world, sku, **rules):
    world.must("inventory", "operator", wire.inventory.DefineItems(items=[
        wire.inventory.Item(sku=sku, name=f"thing {sku}", **rules)]))


@says(r"at most (?P<cap>\d+) (?P<sku>\w+) may wait for stock")
def may_wait(world, cap, sku):
    define_item(world, sku, backorder_cap=int(cap))


@says(r"(?P<sku>\w+) is sold before it comes, (?P<cap>\d+) at most")
def preorder(world, sku, cap):
    define_item(world, sku, preorder_cap=int(cap), available_from_us=calendar.timegm((2030, 1, 1, 0, 0, 0)) * 10**6)


@says(r"the channel (?P<code>\w+) does not see (?P<buffer>\d+) of each and may have (?P<cap>\d+|any)"
      r"(?:, of (?P<sku>\w+) it does not see (?P<its_buffer>\d+) and may have (?P<its_cap>\d+|any))?"
      r"(?:, with priority (?P<priority>\d))?")
def channel(world, code, buffer, cap, sku=None, its_buffer="0", its_cap="any", priority="0"):
    rules = wire.inventory.Channel(code=code, kind=wire.inventory.CHANNEL_MARKETPLACE, buffer=int(buffer),
                                   cap=0 if cap == "any" else int(cap), priority=int(priority))
    if sku:
        rules.items.add(sku=sku, buffer=int(its_buffer), cap=0 if its_cap == "any" else int(its_cap))
    world.must("inventory", "operator", wire.inventory.DefineChannels(channels=[rules]))


# --- what became of it -----------------------------------------------------------------------------

@says(r"somebody asks who holds (?P<sku>\w+)")
def asks_holders(world, sku):
    world.ask("inventory", "reader", wire.inventory.GetHolders(sku=sku))


@says(r"the holders of (?P<sku>\w+) are (?P<expected>.+)")
def holders(world, sku, expected):
    """e.g. `cart c1 2, W1 3 and 4 wait, W2 1`, the older first, carts before orders."""
    names = {number: name for name, number in world.order_ids.items()}
    def look():
        answer = world.client("inventory", "reader").ask(wire.inventory.GetHolders(sku=sku))
        seen = []
        for holder in answer.reply.holders:
            name = names[holder.order_id] if holder.order_id else f"cart {holder.hold_id}"
            waits = f" and {holder.backordered} wait" if holder.backordered else ""
            seen.append(f"{name} {holder.promised}{waits}")
        return ", ".join(seen) == expected, ", ".join(seen)
    eventually(f"the holders of {sku} to be {expected}", look)


@says(rf"the line (?P<sku>\w+) of (?P<name>{NAME}) is expected from (?P<year>\d+) on")
def expected_from(world, sku, name, year):
    def look():
        seen = [time.gmtime(line.expected_at_us / 10**6).tm_year for line in world.view(name).lines if line.sku == sku]
        return seen == [int(year)], seen
    eventually(f"{sku} of {name} to be expected", look)


@says(rf"(?P<name>{NAME}) was asked back for (?P<reason>[A-Z_]+)(?: (?P<times>\d+) times)?")
def asked_back(world, name, reason, times="1"):
    def look():
        events = world.system.sql("SELECT count(*) FROM inventory.event WHERE key = "
                                  f"'{world.order_ids[name]}' AND type LIKE '%ReservationRecalled' "
                                  f"AND position('{reason}'::bytea IN body) > 0")
        return int(events[0][0]) == int(times), events
    eventually(f"{name} to be asked back for {reason}", look)


PROMISE_TAMPERINGS = {
    "UPDATE inventory.reservation SET promised = ARRAY[promised[1] + 100] || promised[2:] WHERE order_id = 1":
        "a loss is taken from the promises, but for what is on its way",
    "UPDATE inventory.cart_hold SET units = ARRAY[units[1] + 100]": "what carts hold is promised to nobody",
    "UPDATE inventory.reservation SET unrouted = '{1}' WHERE order_id = 1": "what is promised and not on hold is routed",
    "UPDATE inventory.reservation SET state = 3 WHERE order_id = 1": "no change waits for an answer",
    "INSERT INTO inventory.reservation_change SELECT 1, 1, 1, 1, true, false, true, '', '', '', '', '{0}', '{1}', '{0}', '{0}'":
        "no change waits for an answer",
}


@says(r"every tampering with promises is found by its rule")
def promise_tampering(world):
    find_tamperings(world, PROMISE_TAMPERINGS)
