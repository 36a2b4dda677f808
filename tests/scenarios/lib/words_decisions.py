"""Sentences about what is kept of decisions, deciding again, and quotes."""
import datetime

import wire
from system import Trouble
from words import NAME, UNITS, says
from words_clients import run_typed
from words_profiles import plan_of
from world import eventually


SAMPLE_MAX = 40


@says(r"every decision replays")
def every_decision_replays(world):
    """By the command line, from what routing hands out; of very many decisions a sample."""
    rows = world.system.sql("SELECT decision_id FROM routing.decision ORDER BY md5(decision_id::text) "
                            f"LIMIT {SAMPLE_MAX}")
    for decision, in rows:
        world.memory["typed"] = ("operator", f"replay {decision}")
        done = run_typed(world)
        if done.returncode != 0 or "identical" not in done.stdout:
            raise Trouble(f"decision {decision}:\n{done.stdout}")
    if not rows:
        raise Trouble("there is none")


@says(rf"byte (?P<byte>\d+) of the record of (?P<name>{NAME}) is changed")
def change_byte(world, byte, name):
    world.system.sql(f"UPDATE routing.decision SET body = set_byte(body, {byte}, get_byte(body, {byte}) # 1) "
                     f"WHERE order_id = {world.order_ids[name]}")


@says(rf"the decision of (?P<name>{NAME}) was kept before there were records")
def kept_before(world, name):
    """As versions before 0009 wrote it."""
    body = wire.routing.Decision(
        order_id=world.order_ids[name], decided_at_us=1700000000000000, geocoded_by="EXACT", geocoded_as="M1 4BT",
        rule="NEAREST_WHOLE", lines=[wire.order.LineQuantity(line=1, sku="A", quantity=1)],
        candidates=[wire.routing.Candidate(location="MAN", distance_m=7000, lines_in_full=1, units=1)],
        legs=[wire.routing.Leg(fulfillment_order_id=1, location="MAN", distance_m=7000)]).SerializeToString()
    world.system.sql(f"UPDATE routing.decision SET body = '\\x{body.hex()}' WHERE order_id = {world.order_ids[name]}")


# --- quotes ------------------------------------------------------------------------------------------

def ask_quote(world, who, postal, what, day=""):
    def look():
        behind = world.system.number("SELECT f.head - c.position FROM inventory.feed f, routing.cursor c "
                                     "WHERE c.source = 'inventory'")
        return behind == 0, f"{behind} events behind"
    eventually("routing to have heard what inventory knows", look)
    command = wire.routing.QuotePromise(destination=wire.order.Destination(country="GB", postal_code=postal))
    for line, part in enumerate(what.split(", "), 1):
        quantity, sku = part.split()
        command.lines.add(line=line, sku=sku, quantity=int(quantity))
    if day:
        today = datetime.datetime.now(datetime.timezone.utc).date() - datetime.date(1970, 1, 1)
        command.terms.deliver_by_day = today.days + int(day)
    return world.ask("fulfillment-routing", who, command)


@says(rf"(?P<who>[\w-]+) asks what it takes to send to (?P<postal>[\w ]+): (?P<what>{UNITS})(?: by \+(?P<day>\d+))?")
def asks_quote(world, who, postal, what, day=""):
    world.memory["quote"] = ask_quote(world, who, postal, what, day).reply


@says(r"it takes (?P<count>\d+) parcels?(?:, in (?P<time>time))?(?: from (?P<codes>[A-Z]+(?:, [A-Z]+)*))?")
def it_takes(world, count, time="", codes=""):
    """Without codes: none are told."""
    quote = world.memory["quote"]
    seen = [parcel.location for parcel in quote.parcels]
    wanted = codes.split(", ") if codes else [""] * int(count)
    if not quote.possible or sorted(seen) != sorted(wanted) or quote.in_time != bool(time):
        raise Trouble(f"the quote is {quote}")


@says(r"it cannot be sent: (?P<why>\w+)")
def cannot_be_sent(world, why):
    quote = world.memory["quote"]
    if quote.possible or quote.parcels or not quote.reason.startswith(why):
        raise Trouble(f"the quote is {quote}")


@says(rf"(?P<name>{NAME}) gets what was quoted")
def gets_what_was_quoted(world, name):
    """The same parcels, days, services, distances and costs; a shop only is not told from where."""
    def of_plan(plan):
        return (plan.location, plan.distance_m, plan.dispatch_by_us, plan.deliver_on_day, plan.carrier, plan.service,
                plan.cost_nano, [(line.line, line.sku, line.quantity) for line in plan.lines])
    quoted = [of_plan(parcel) for parcel in world.memory["quote"].parcels]
    plans = [of_plan(plan_of(world, name, parcel[0])) for parcel in quoted]
    if plans != quoted or not quoted:
        raise Trouble(f"planned was {plans}, quoted {quoted}")


@says(r"nothing has changed since, but what was asked")
def nothing_changed(world):
    def state():
        return world.system.sql("SELECT head FROM routing.feed") + world.system.sql(
            "SELECT count(*) FROM routing.fulfillment_order") + world.system.sql("SELECT count(*) FROM routing.decision")
    before = world.memory.setdefault("state", state())
    if state() != before:
        raise Trouble(f"it was {before}, it is {state()}")
