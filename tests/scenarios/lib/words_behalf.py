"""Sentences about commands that a gateway passes on for somebody."""
import wire
from words import NAME, SERVICE, says


def as_gateway(world, service, source):
    client = world.client(service, "gateway")
    client.source = "" if source == "nobody" else source
    return client


@says(rf"the gateway asks for (?P<name>{NAME}) on behalf of (?P<source>\S+)")
def asks_for_order(world, name, source):
    world.answer = as_gateway(world, "order", source).ask(wire.order.GetOrder(order_id=world.order_ids[name]))


@says(rf"the gateway tells (?P<service>{SERVICE}) to (?P<command>[A-Z]\w+) on behalf of (?P<source>\S+)")
def tells_for(world, service, command, source):
    """A command with nothing in it: whether it may be sent at all."""
    kind = next(kind for module in wire.modules() if (kind := getattr(module, command, None)) is not None)
    world.answer = as_gateway(world, service, source).ask(kind())
