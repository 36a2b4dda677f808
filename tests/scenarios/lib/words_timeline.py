"""Sentences about the timeline of an order, and about forgetting customers."""
import re

import wire
from system import Trouble
from words import NAME, says
from world import eventually


def timeline(world, name):
    answer = world.client("order", "operator").ask(wire.order.GetTimeline(order_id=world.order_ids[name]))
    if answer.code != "ACCEPTED":
        raise Trouble(f"GetTimeline {name}: {answer}")
    return answer.reply.facts


@says(rf"the timeline of (?P<name>{NAME}) is (?P<what>.+)")
def timeline_is(world, name, what):
    """Events in this order: 'OrderPlaced 3' is one with its units. The two feeds come in any order, so 'A | B' may
    also be 'B | A'."""
    expected = [sorted(part.strip() for part in step.split("|")) for step in what.split(",")]
    def look():
        facts = timeline(world, name)
        seen = [f"{fact.what} {fact.units}" if fact.units else fact.what for fact in facts]
        at, good = 0, True
        for step in expected:
            good = good and sorted(seen[at:at + len(step)]) == step
            at += len(step)
        return good and at == len(seen), seen
    eventually(f"the timeline of {name}", look)


@says(rf"every fact of (?P<name>{NAME}) is where the timeline says, in order of time")
def facts_are_there(world, name):
    """Each source is read from its beginning, and the event at the position must be that one, of that order."""
    feeds = {}
    for source in ("order", "inventory", "fulfillment-routing"):
        feed = wire.Feed(world.new_client(source, "reader"), source, "facts")
        feeds[source] = {}
        while (event := feed.next(1.0)) is not None:
            feeds[source][event.position] = event
        feed.close()
    last = {}
    for fact in timeline(world, name):
        source = "order" if fact.source == "command" else fact.source
        event = feeds[source].get(fact.position)
        if event is None or event.type.rpartition(".")[2] != fact.what or event.key != str(world.order_ids[name]):
            raise Trouble(f"{fact}is not at {fact.position} of {source}")
        if event.time_us != fact.at_us or fact.position <= last.get(source, 0):
            raise Trouble(f"{fact}was said at {event.time_us}, after position {last.get(source)}")
        if not re.match(r"[a-z]", fact.words):
            raise Trouble(f"{fact}has no words")
        last[source] = fact.position


@says(rf"(?P<who>[\w-]+) asks for the timeline of (?P<name>{NAME})(?P<by> by its number)?")
def asks_timeline(world, who, name, by=""):
    command = wire.order.GetTimeline(order_id=world.order_ids[name])
    if by:
        command = wire.order.GetTimeline(channel=world.channels[name], external_id=world.placed[name].external_id)
    world.ask("order", who, command)
