"""Sentences about what customers wait for, as planning knows it."""
import time

import wire
from system import Trouble
from words import find_tamperings, says
from words_replenishment import NAMES, proposals, remember
from world import eventually


@says(r"(?P<units>\d+) (?P<sku>\w+) are proposed to be bought for (?P<code>[A-Z]+) on top of what is kept there")
def on_top(world, units, sku, code):
    """Of an empty shelf: the order-up-to level of the proposal itself, which follows the forecast, and what customers wait for."""
    def look():
        row = proposals(world, sku, code, 1)[0]
        wanted = row["order_up_to"] + int(units)
        good = NAMES[row["state"]] == "PROPOSED" and str(row["id"]) == world.memory["id"] and row["quantity"] == wanted
        return good, (wanted, row)
    eventually(f"{units} {sku} to be proposed for {code} on top", look)
    remember(world, proposals(world, sku, code, 1)[0])


@says(r"planning knows that (?P<units>\d+) (?P<sku>\w+) wait")
def waits(world, units, sku):
    def look():
        seen = world.system.number("SELECT coalesce(sum(units), 0) FROM forecasting.backorders "
                                   f"JOIN forecasting.item USING (item_id) WHERE sku = '{sku}'")
        return seen == int(units), seen
    eventually(f"planning to know of {units} {sku}", look)


@says(r"inventory has said (?P<totals>never|[\d, ]+) of (?P<sku>\w+) waiting")
def was_said(world, totals, sku):
    """What it said, in order; what follows may not be said."""
    wanted = [] if totals == "never" else [int(total) for total in totals.split(", ")]

    def look():
        rows = world.system.sql("SELECT encode(body, 'hex') FROM inventory.event WHERE type = "
                                f"'crossdock.inventory.v1.BackordersChanged' AND key = '{sku}' ORDER BY position")
        events = [wire.envelope.Event.FromString(bytes.fromhex(row[0])) for row in rows]
        said = [wire.inventory.BackordersChanged.FromString(event.data).backordered for event in events]
        return said == wanted, said
    eventually(f"{totals} of {sku} to be said", look)
    time.sleep(0.2)
    good, said = look()
    if not good:
        raise Trouble(f"{said} was said")


@says(r"planning has lost what customers wait for")
def lost(world):
    """Its rows, as if it had never heard of them; what it remembers is gone with its next start."""
    world.system.sql("DELETE FROM forecasting.backorders")


TAMPERINGS = {  # what is done behind everybody's back -> the rule that must be found broken
    "UPDATE forecasting.backorders SET units = units + 1 WHERE units > 0": "forecasting knows what customers wait for",
    "DELETE FROM forecasting.backorders WHERE units > 0": "forecasting knows what customers wait for",
    "INSERT INTO forecasting.backorders SELECT item_id, 1 FROM forecasting.item WHERE sku = 'B'":
        "forecasting knows what customers wait for",
}


@says(r"every tampering with what customers wait for is found by its rule")
def tampering(world):
    find_tamperings(world, TAMPERINGS)
