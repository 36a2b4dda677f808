"""Sentences about what is kept of decisions, deciding again, and quotes."""
import subprocess

import wire
from system import Trouble
from words import NAME, says
from words_clients import run_typed
from world import eventually


@says(r"every decision replays")
def every_decision_replays(world):
    """All that are kept, by the command line, from what routing hands out."""
    count = 0
    for decision, in world.system.sql("SELECT decision_id FROM routing.decision ORDER BY decision_id"):
        world.memory["typed"] = ("operator", f"replay {decision}")
        done = run_typed(world)
        if done.returncode != 0 or "identical" not in done.stdout:
            raise Trouble(f"decision {decision}:\n{done.stdout}")
        count += 1
    if count == 0:
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
