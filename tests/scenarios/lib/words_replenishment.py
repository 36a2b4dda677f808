"""Sentences about what to buy and to move, and what planning tells inventory and routing."""
import time

import wire
from system import Trouble
from words import find_tamperings, make_order, says
from words_picking import restart_with
from world import PLACES, eventually

DAY_US = 86400 * 10**6
STATES = {"PROPOSED": 1, "APPROVED": 2, "REJECTED": 3, "EXPIRED": 4, "ORDERED": 5, "PARTLY_RECEIVED": 6,
          "RECEIVED": 7, "CANCELLED": 8}
NAMES = {number: name for name, number in STATES.items()}
NUMBERS = ("id", "state", "quantity", "approved", "received", "kind", "order_up_to")
COLUMNS = ("p.proposal_id, p.state, p.quantity, p.approved, p.received, p.kind, p.order_up_to, coalesce(f.code, ''), "
           "p.decided_by")
AT_REST_S = 2


@says(r"(?P<each>\d+) (?P<sku>\w+) a day were bought near (?P<code>[A-Z]+) on the last (?P<days>\d+) days")
def were_bought(world, each, sku, code, days):
    """Orders of days that are over; the newest one of yesterday, and one of today, so that today is the planning day."""
    now = int(time.time() * 10**6)
    for ago in range(int(days), -1, -1):
        number = world.memory["bought"] = world.memory.get("bought", 0) + 1
        order = make_order(f"B{number}", "web", PLACES[code][0], f"{each if ago else 1} {sku}")
        order.placed_at_us = now - ago * DAY_US
        world.place(order, f"B{number}")
    settle(world, sku, code, int(each) * int(days) + 1)


def settle(world, sku, code, units):
    """All is counted, what the warehouses ship has left, methods were compared, and planning has said its last word on it:
    a proposal that is looked at earlier still changes."""
    def counted():
        seen = world.system.number(
            f"SELECT coalesce(sum(units), 0) FROM forecasting.demand WHERE sku = '{sku}' AND location = '{code}'")
        return seen >= units, seen
    eventually(f"{units} {sku} to be counted near {code}", counted)
    if world.warehouses is not None:
        eventually(f"all {sku} that were bought to leave", lambda: all_have_left(world))
    eventually(f"methods to be compared for {sku}", lambda: compared(world, sku))
    eventually(f"planning to come to rest with {sku}", at_rest(world, sku), 60)


def all_have_left(world):
    """And forecasting has heard of it."""
    on_hand = "SELECT sku, location, on_hand FROM {}.stock WHERE on_hand <> 0 ORDER BY 1, 2"
    there, known = (world.system.sql(on_hand.format(schema)) for schema in ("inventory", "forecasting"))
    states = {name: world.view(name).status for name in world.order_ids if name.startswith("B")}
    open_ones = [name for name, status in states.items() if status != wire.order.ORDER_STATUS_CLOSED]
    return not open_ones and there == known, (open_ones, there, known)


def compared(world, sku):
    first = world.system.number("SELECT count(*) FILTER (WHERE reason LIKE 'A first look%') + (count(*) = 0)::int "
                                f"FROM forecasting.outlook JOIN forecasting.item USING (item_id) WHERE sku = '{sku}'")
    return first == 0, f"{first} first looks"


def at_rest(world, sku):
    """A look that is good when levels and proposals did not change for a while."""
    seen = {"what": None, "since": 0.0}

    def look():
        now = [world.system.sql(f"SELECT * FROM forecasting.{table} JOIN forecasting.item USING (item_id) WHERE sku = '{sku}' "
                                "ORDER BY 1, 2") for table in ("told_levels", "proposal")]
        if now != seen["what"]:
            seen.update(what=now, since=time.monotonic())
        return time.monotonic() - seen["since"] > AT_REST_S, now
    return look


def proposals(world, sku, code, kind=None):
    rows = world.system.sql(
        f"SELECT {COLUMNS} FROM forecasting.proposal p JOIN forecasting.item i USING (item_id) "
        "JOIN forecasting.location l USING (location_id) LEFT JOIN forecasting.location f ON f.location_id = p.from_id "
        f"WHERE i.sku = '{sku}' AND l.code = '{code}' ORDER BY p.proposal_id DESC")
    rows = [dict(zip((*NUMBERS, "origin", "by"), row)) for row in rows]
    for row in rows:
        for name in NUMBERS:
            row[name] = int(row[name])
    return [row for row in rows if kind is None or row["kind"] == kind]


def remember(world, row):
    world.memory.update(id=str(row["id"]), quantity=str(row["quantity"]))


@says(r"(?P<sku>\w+) is proposed to be bought for (?P<code>[A-Z]+)(?: within (?P<seconds>\d+) seconds)?")
def proposed(world, sku, code, seconds="30"):
    """{id} and {quantity} are those of the proposal from here on."""
    def look():
        rows = proposals(world, sku, code, 1)
        return rows and NAMES[rows[0]["state"]] == "PROPOSED", rows
    remember(world, eventually(f"a proposal to buy {sku} for {code}", look, int(seconds))[0])


@says(r"(?P<sku>\w+) is proposed to be moved from (?P<origin>[A-Z]+) to (?P<code>[A-Z]+)")
def proposed_to_move(world, sku, origin, code):
    def look():
        rows = [row for row in proposals(world, sku, code, 2) if row["origin"] == origin]
        return rows and NAMES[rows[0]["state"]] == "PROPOSED", rows
    remember(world, eventually(f"a proposal to move {sku} from {origin} to {code}", look)[0])


@says(r"the proposal of (?P<sku>\w+) for (?P<code>[A-Z]+) is (?P<state>[A-Z_]+)(?: by (?P<by>\w+))?"
      r"(?: with (?P<received>\d+) received)?")
def proposal_is(world, sku, code, state, by=None, received=None):
    """The newest one."""
    def look():
        rows = proposals(world, sku, code)
        good = (rows and NAMES[rows[0]["state"]] == state and (by is None or rows[0]["by"] == by) and
                (received is None or rows[0]["received"] == int(received)))
        return good, rows
    remember(world, eventually(f"the proposal of {sku} for {code} to be {state}", look)[0])


@says(r"nothing is proposed of (?P<sku>\w+) for (?P<code>[A-Z]+)")
def nothing_proposed(world, sku, code):
    time.sleep(3)
    rows = [row for row in proposals(world, sku, code) if NAMES[row["state"]] == "PROPOSED"]
    if rows:
        raise Trouble(f"there is {rows}")


@says(r"there (?:is|are) (?P<count>\d+) purchase orders? of planning")
def purchase_orders(world, count):
    """Each approval has its own, once."""
    def look():
        rows = world.system.sql("SELECT number FROM inventory.document WHERE kind = 1 AND number LIKE 'R-%' ORDER BY 1")
        return len(rows) == int(count), rows
    eventually(f"{count} purchase orders", look)


def level(world, sku, code, column):
    return world.system.number(
        f"SELECT t.{column} FROM forecasting.told_levels t JOIN forecasting.item i USING (item_id) "
        f"JOIN forecasting.location l USING (location_id) WHERE i.sku = '{sku}' AND l.code = '{code}'")


@says(r"the reorder point of (?P<sku>\w+) at (?P<code>[A-Z]+) is remembered")
def remember_reorder_point(world, sku, code):
    world.memory["reorder_point"] = level(world, sku, code, "reorder_point")


@says(r"the reorder point of (?P<sku>\w+) at (?P<code>[A-Z]+) is (?P<how>lower|higher) now")
def reorder_point_changed(world, sku, code, how):
    before = world.memory["reorder_point"]

    def look():
        now = level(world, sku, code, "reorder_point")
        return (now < before if how == "lower" else now > before), (before, now)
    eventually(f"a {how} reorder point of {sku} at {code}", look)


@says(r"some of the (?P<sku>\w+) at (?P<code>[A-Z]+) are held back, (?P<kept>\d+ to \d+)")
def held_back(world, sku, code, kept):
    low, high = (int(number) for number in kept.split(" to "))

    def look():
        there = availability(world, sku)
        place = [place for place in there.locations if place.location == code][0]
        held = place.on_hand - place.unavailable - place.sellable
        return low <= held <= high, held
    world.memory["held"] = str(eventually(f"{kept} {sku} to be held back at {code}", look))


@says(r"none of the (?P<sku>\w+) at (?P<code>[A-Z]+) are held back")
def none_held_back(world, sku, code):
    held_back(world, sku, code, "0 to 0")


def availability(world, sku):
    answer = world.client("inventory", "operator").ask(
        wire.inventory.GetAvailability(skus=[sku], by_location=True))
    if answer.code != "ACCEPTED":
        raise Trouble(f"GetAvailability: {answer}")
    return answer.reply.items[0]


@says(r"an operator orders the number of that proposal by hand for (?P<code>[A-Z]+): (?P<count>\d+) (?P<sku>\w+)")
def number_by_hand(world, code, count, sku):
    world.ask("inventory", "operator", wire.inventory.CreatePurchaseOrder(
        number=f"R-{world.memory['id']}", location=code,
        lines=[wire.inventory.PurchaseLine(line=1, sku=sku, quantity=int(count))]))


@says(r"forecasting is restarted with (?P<settings>CROSSDOCK_\w+=\w+(?:, CROSSDOCK_\w+=\w+)*)")
def forecasting_restarted_with(world, settings):
    restart_with(world, "forecasting", settings)


@says(r"routing comes to know a price of (?P<sku>\w+) at (?P<code>[A-Z]+)(?P<none>: none)?")
def knows_a_price(world, sku, code, none=None):
    def look():
        prices = world.system.number(
            f"SELECT coalesce(max(price_nano), 0) FROM routing.scarcity_price WHERE sku = '{sku}' AND location = '{code}'")
        return (prices == 0) == bool(none), prices
    eventually(f"a price of {sku} at {code}", look)


TAMPERINGS = {  # what is done behind everybody's back -> the rule that must be found broken
    "UPDATE forecasting.proposal SET approved = 0, state = 4, received = 0 WHERE state = 7": "every approval was said once",
    "DELETE FROM forecasting.proposal WHERE state = 6": "every approval was said once",
    "UPDATE forecasting.proposal SET approved = approved + 1 WHERE state = 6":
        "what was approved is ordered once, as approved",
    "UPDATE inventory.document SET number = 'R-0' WHERE number LIKE 'R-%' AND state = 4":
        "what was approved is ordered once, as approved",
    "UPDATE forecasting.proposal SET received = received + 1 WHERE state = 6":
        "what a proposal received came against its document, and no more than was approved",
    "UPDATE forecasting.proposal SET received = approved + 1 WHERE state = 7":
        "what a proposal received came against its document, and no more than was approved",
    "DELETE FROM forecasting.inbound": "forecasting awaits what inventory's documents let expect",
    "UPDATE forecasting.inbound SET gone[1] = gone[1] - 1": "forecasting awaits what inventory's documents let expect",
    "UPDATE inventory.safety_stock SET planned = planned + 1": "inventory holds back what planning said",
    "UPDATE forecasting.told_levels SET held_back = 0": "inventory holds back what planning said",
}


@says(r"every tampering with what is bought is found by its rule")
def tampering(world):
    find_tamperings(world, TAMPERINGS)
