"""Sentences about why a balance is what it is."""
import wire
from system import Trouble
from words import says

KINDS = {"received": "MOVEMENT_RECEIVE", "shipped": "MOVEMENT_SHIP", "adjusted": "MOVEMENT_ADJUST"}


def explain(world, who, location, sku, **options):
    return world.must("inventory", who, wire.inventory.ExplainStock(location=location, sku=sku, **options)).reply


@says(r"the (?P<sku>\w+) at (?P<code>[A-Z]+) are explained, newest first: (?P<what>[\w ,+-]+)")
def explained(world, sku, code, what):
    """'shipped -3, received +50' - kinds, quantities and balances must form one chain."""
    view = explain(world, "operator", code, sku)
    name = wire.inventory.MovementKind.Name
    told = ", ".join(f"{next(k for k, v in KINDS.items() if v == name(m.kind))} {m.quantity:+}" for m in view.movements)
    if told != what:
        raise Trouble(f"told: {told}; {view.words}")
    after = view.on_hand
    for movement in view.movements:
        if movement.on_hand_after != after or not movement.cause or not movement.actor:
            raise Trouble(f"the chain breaks at {movement}")
        after -= movement.quantity


@says(r"the (?P<sku>\w+) at (?P<code>[A-Z]+) are explained in pages of (?P<limit>\d+)")
def explained_in_pages(world, sku, code, limit):
    whole = [m.movement_id for m in explain(world, "operator", code, sku).movements]
    pages, before = [], 0
    while True:
        page = explain(world, "operator", code, sku, limit=int(limit), before_movement_id=before)
        pages += [m.movement_id for m in page.movements]
        if not page.more:
            break
        before = pages[-1]
    if pages != whole or len(whole) <= int(limit):
        raise Trouble(f"pages: {pages}, whole: {whole}")


@says(r"the words for the (?P<sku>\w+) at (?P<code>[A-Z]+) are '(?P<words>[^']+)'")
def words_are(world, sku, code, words):
    told = explain(world, "operator", code, sku).words
    if told != words:
        raise Trouble(f"told: {told}")


@says(r"the (?P<sku>\w+) at (?P<code>[A-Z]+) are not explained to the warehouse (?P<other>[A-Z]+)")
def denied(world, sku, code, other):
    answer = world.ask("inventory", f"warehouse-{other}", wire.inventory.ExplainStock(location=code, sku=sku))
    if answer.code != "DENIED":
        raise Trouble(f"answered {answer}")
