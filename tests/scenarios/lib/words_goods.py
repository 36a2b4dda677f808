"""Sentences about goods: states, lots, packs and barcodes, bins, what is kept back, and the ledger of it all."""
import random
import re
import time

import wire
from system import Trouble
from words import UNITS, as_units, says, units
from world import PLACES, eventually

STATES = "AVAILABLE|DAMAGED|QUALITY_HOLD|QUARANTINE|REFURBISH|RETURN_TO_VENDOR|EXPIRED"
STATE_OF_NUMBER = dict(enumerate(STATES.split("|"), 1))


def state(name):
    return wire.inventory.StockState.Value(f"STOCK_{name}") if name else 0


def today():
    return int(time.time() // 86400)


def ask_at(world, code, command):
    return world.ask("inventory", f"warehouse-{code}", command)


def line_of(sku, quantity, lot=None, in_state=None, days=None):
    line = wire.inventory.StockLine(sku=sku, quantity=quantity, lot=lot or "", state=state(in_state))
    if days is not None:
        line.expires_on = today() + int(days)
    return line


# --- items ---------------------------------------------------------------------------------------

def define(world, **fields):
    world.ask("inventory", "operator", wire.inventory.DefineItems(items=[wire.inventory.Item(**fields)]))
    return world.answer


@says(r"(?P<sku>\w+) is tracked by lot(?:, each sold until (?P<days>\d+) days before it expires)?")
def is_tracked(world, sku, days="0"):
    define(world, sku=sku, lot_tracked=True, shelf_life_days_min=int(days))


@says(r"(?P<sku>\w+) is defined in the unit (?P<unit>\w+)")
def is_defined_in(world, sku, unit):
    define(world, sku=sku, unit=unit)


@says(r"(?P<sku>\w+) is defined with GTIN (?P<gtin>\d+)"
      r"(?P<packs>(?:, \w+ of \d+ with GTIN \d+)*)")
def is_defined_with(world, sku, gtin, packs=""):
    found = re.findall(r"(\w+) of (\d+) with GTIN (\d+)", packs)
    define(world, sku=sku, gtin=gtin, packs=[wire.inventory.Pack(name=name, units=int(number), gtin=code)
                                             for name, number, code in found])


# --- goods move ----------------------------------------------------------------------------------

@says(r"(?P<code>[A-Z]+) receives (?P<number>\d+) (?P<sku>\w+)(?: of| in) lot (?P<lot>\w+)"
      r"(?: that expires in (?P<days>-?\d+) days)?(?: as (?P<in_state>" + STATES + "))?")
def receives_lot(world, code, number, sku, lot, days=None, in_state=None):
    ask_at(world, code, wire.inventory.ReceiveStock(location=code, reference="delivery", lines=[
        line_of(sku, int(number), lot, in_state, days)]))


@says(rf"(?P<code>[A-Z]+) receives (?P<number>\d+) (?P<sku>\w+) as (?P<in_state>{STATES})")
def receives_as(world, code, number, sku, in_state):
    ask_at(world, code, wire.inventory.ReceiveStock(location=code, reference="delivery", lines=[
        line_of(sku, int(number), None, in_state)]))


@says(r"(?P<code>[A-Z]+) tries to receive (?P<number>\d+) (?P<sku>\w+)")
def tries_to_receive(world, code, number, sku):
    ask_at(world, code, wire.inventory.ReceiveStock(location=code, reference="delivery", lines=[
        line_of(sku, int(number))]))


@says(r"(?P<code>[A-Z]+) receives (?P<number>\d+) of GTIN (?P<gtin>\d+)(?: as SKU (?P<sku>\w+))?")
def receives_gtin(world, code, number, gtin, sku=""):
    ask_at(world, code, wire.inventory.ReceiveStock(location=code, reference="delivery", lines=[
        wire.inventory.StockLine(gtin=gtin, sku=sku, quantity=int(number))]))


@says(r"(?P<code>[A-Z]+) receives (?P<number>\d+) packs (?P<pack>\w+) of (?P<sku>\w+)")
def receives_packs(world, code, number, pack, sku):
    ask_at(world, code, wire.inventory.ReceiveStock(location=code, reference="delivery", lines=[
        wire.inventory.StockLine(sku=sku, pack=pack, quantity=int(number))]))


@says(rf"(?P<code>[A-Z]+) writes off (?P<number>\d+) (?P<sku>\w+)(?: of lot (?P<lot>\w+))?"
      rf"(?:, (?P<in_state>{STATES}))?")
def writes_off(world, code, number, sku, lot=None, in_state=None):
    ask_at(world, code, wire.inventory.WriteOffStock(location=code, reason="broken", lines=[
        line_of(sku, int(number), lot, in_state)]))


@says(rf"(?P<code>[A-Z]+) changes (?P<number>\d+) (?P<sku>\w+)(?: of lot (?P<lot>\w+))? from (?P<old>{STATES})"
      rf" to (?P<new>{STATES})")
def changes(world, code, number, sku, old, new, lot=None):
    ask_at(world, code, wire.inventory.ChangeStockState(location=code, reason="looked at", to=state(new), lines=[
        line_of(sku, int(number), lot, old)]))


@says(rf"(?P<code>[A-Z]+) receives (?P<what>{UNITS}) twice by one command")
def receives_twice(world, code, what):
    """The same command with the same id, sent again, as after a lost answer."""
    command = wire.inventory.ReceiveStock(location=code, reference="delivery", lines=[
        wire.inventory.StockLine(sku=sku, quantity=number) for sku, number in units(what)])
    command_id = f"twice-{random.getrandbits(60)}"
    for _ in range(2):
        world.ask("inventory", f"warehouse-{code}", command, command_id=command_id)


# --- places --------------------------------------------------------------------------------------

@says(r"(?P<code>[A-Z]+) puts (?P<sku>\w+) in bin (?P<bin>\S+)")
def puts(world, code, sku, bin):  # pylint: disable=redefined-builtin
    ask_at(world, code, wire.inventory.AssignBins(location=code, lines=[wire.inventory.StockLine(sku=sku, bin=bin)]))


@says(r"(?P<who>[\w-]+) keeps (?P<number>-?\d+) (?P<sku>\w+) back at (?P<code>[A-Z]+)")
def keeps_back(world, who, number, sku, code):
    world.ask("inventory", who, wire.inventory.SetSafetyStock(location=code, lines=[
        wire.inventory.StockLine(sku=sku, quantity=int(number))]))


@says(r"(?P<sku>\w+) lies in bin (?P<bin>\S+) at (?P<code>[A-Z]+)")
def lies_in(world, code, sku, bin):  # pylint: disable=redefined-builtin
    def look():
        answer = world.client("inventory", "operator").ask(
            wire.inventory.GetAvailability(skus=[sku], by_location=True))
        seen = {place.location: place.bin for place in answer.reply.items[0].locations}
        return seen.get(code) == bin, seen
    eventually(f"{sku} to lie in {bin}", look)


# --- what is there -------------------------------------------------------------------------------

def states_by_ledger(world, code, sku, lot=""):
    rows = world.system.sql(f"SELECT state, sum(quantity) FROM inventory.movement WHERE location = '{code}' "
                            f"AND sku = '{sku}' AND ('{lot}' = '' OR lot = '{lot}') GROUP BY state "
                            "HAVING sum(quantity) <> 0")
    return {STATE_OF_NUMBER[int(number)]: int(quantity) for number, quantity in rows}


def states_by_piles(world, code, sku, lot=""):
    """The piles, and what is plainly available when no lot is asked for."""
    rows = world.system.sql(f"SELECT state, sum(quantity) FROM inventory.pile WHERE location = '{code}' "
                            f"AND sku = '{sku}' AND ('{lot}' = '' OR lot = '{lot}') GROUP BY state")
    seen = {STATE_OF_NUMBER[int(number)]: int(quantity) for number, quantity in rows}
    if not lot:
        on_hand = world.system.number("SELECT coalesce(sum(on_hand), 0) FROM inventory.stock_now "
                                      f"WHERE location = '{code}' AND sku = '{sku}'")
        lots = world.system.number("SELECT coalesce(sum(quantity), 0) FROM inventory.pile "
                                   f"WHERE location = '{code}' AND sku = '{sku}'")
        seen["AVAILABLE"] = seen.get("AVAILABLE", 0) + on_hand - lots
    return {name: number for name, number in seen.items() if number != 0}


@says(rf"at (?P<code>[A-Z]+) (?P<sku>\w+)(?: of lot (?P<lot>\w+))? (?:is|are) (?P<what>nothing|{UNITS})")
def states_are(world, code, sku, what, lot=""):
    """'3 DAMAGED, 7 AVAILABLE': by the ledger and by the books."""
    expected = {} if what == "nothing" else as_units(what)
    def look():
        seen = (states_by_ledger(world, code, sku, lot), states_by_piles(world, code, sku, lot))
        return seen == (expected, expected), seen
    eventually(f"{sku} at {code} to be {what}", look)


@says(r"the feed tells (?P<number>\d+) (?P<sku>\w+) fit for sale at (?P<code>[A-Z]+)")
def feed_tells(world, number, sku, code):
    """By the last StockMoved of that SKU there, as the feed tells it."""
    def look():
        feed = wire.Feed(world.new_client("inventory", "reader"), "inventory", "look",
                         types=["crossdock.inventory.v1.StockMoved"])
        fit = None
        while (event := feed.next(0.5)) is not None:
            if event.type.endswith(".StockMoved"):
                for move in wire.inventory.StockMoved.FromString(event.data).movements:
                    if (move.location, move.sku) == (code, sku):
                        fit = move.on_hand_after - move.unavailable_after
        feed.close()
        return fit == int(number), fit
    eventually(f"{number} {sku} to be fit for sale at {code}", look)


@says(r"(?P<number>\d+) movements of (?P<sku>\w+) were booked as (?P<kind>[A-Z_]+)")
def were_booked(world, number, sku, kind):
    kinds = wire.inventory.MovementKind.Value(f"MOVEMENT_{kind}")
    def look():
        seen = world.system.number(f"SELECT count(*) FROM inventory.movement WHERE sku = '{sku}' AND kind = {kinds}")
        return seen == int(number), seen
    eventually(f"{number} movements of {sku} to be booked as {kind}", look)


@says(r"the balances of lots and states are what was moved")
def piles_add_up(world):
    """Without waiting for orders: for histories that end with a place below 0."""
    broken = world.system.sql("SELECT rule, what FROM inventory.broken_rule")
    broken = [row for row in broken if row[0] != "promised more than sellable"]
    if broken:
        raise Trouble(str(broken))


@says(r"(?P<code>[A-Z]+) ships (?P<name>[A-Z]\w*), taking (?P<what>\d+ \w+ of lot \w+(?:, \d+ \w+ of lot \w+)*)")
def ships_lots(world, code, name, what):
    """The warehouse tells which lots it took."""
    number = world.fulfillment_order(name, code)
    tasks = {task.sku: task.line for task in world.pick_list_of(name, code).tasks
             if task.fulfillment_order_id == number}
    command = wire.routing.ConfirmShipment(fulfillment_order_id=number, carrier="POST", tracking="T1")
    for quantity, sku, lot in re.findall(r"(\d+) (\w+) of lot (\w+)", what):
        command.lots.add(line=tasks[sku], lot=lot, quantity=int(quantity))
    world.ask("fulfillment-routing", f"warehouse-{code}", command)


@says(r"(?P<count>\d+) items in lots with (?P<each>\d+) of each lot at every location")
def many_lots(world, count, each):
    """Each item lies in four lots everywhere: two that expire, one that never does, one that is out already."""
    world.define_world()
    skus = [f"S{number:04}" for number in range(int(count))]
    world.define_items(skus)
    world.must("inventory", "operator", wire.inventory.DefineItems(items=[
        wire.inventory.Item(sku=sku, lot_tracked=True) for sku in skus]))
    for code in PLACES:
        for lot, days in (("LATE", 90), ("SOON", 30), ("NEVER", None), ("OUT", -1)):
            world.must("inventory", f"warehouse-{code}", wire.inventory.ReceiveStock(
                location=code, reference="delivery", lines=[line_of(sku, int(each), lot, None, days) for sku in skus]))


@says(r"nothing left lot OUT, and SOON left before LATE")
def left_in_order(world):
    """LATE is touched only where SOON is used up, whatever happened in between."""
    wrong = world.system.sql(
        "WITH left_over AS (SELECT location, sku, "
        "  sum(quantity) FILTER (WHERE lot = 'OUT') AS out, sum(quantity) FILTER (WHERE lot = 'SOON') AS soon, "
        "  sum(quantity) FILTER (WHERE lot = 'LATE' AND kind = 2) AS late_shipped "
        "FROM inventory.movement GROUP BY location, sku), received AS (SELECT max(quantity) AS each FROM inventory.movement) "
        "SELECT location, sku, out, soon, late_shipped FROM left_over, received "
        "WHERE out <> each OR (soon > 0 AND late_shipped < 0)")
    if wrong:
        raise Trouble(str(wrong[:5]))


@says(r"(?P<code>[A-Z]+) changes (?P<number>\d+) of each of (?P<count>\d+) items from (?P<old>" + STATES +
      r") to (?P<new>" + STATES + ")")
def changes_many(world, code, number, count, old, new):
    ask_at(world, code, wire.inventory.ChangeStockState(location=code, reason="looked at", to=state(new), lines=[
        line_of(f"S{one:04}", int(number), None, old) for one in range(int(count))]))
