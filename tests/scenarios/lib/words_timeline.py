"""Sentences about the timeline of an order, and about forgetting customers."""
import re
import time

import wire
from system import SERVICES, Trouble
from words import NAME, UNITS, make_order, says
from world import PATIENCE_S, eventually

SOURCES = ("order", "inventory", "fulfillment-routing", "forecasting")  # that say something: the gateway does not


def read_feed(world, service, who="reader", **options):
    """Every event that this key may see, from the beginning to the head."""
    feed = wire.Feed(world.new_client(service, who), service, f"read by {who}", **options)
    end = time.monotonic() + PATIENCE_S
    while True:
        event = feed.next(0.3)
        if event is not None:
            yield event
        elif feed.head and feed.position >= feed.head:
            break
        elif time.monotonic() > end:
            raise Trouble(f"the feed of {service} is at {feed.position} of {feed.head} ({feed.stopped})")
    feed.close()


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
    feeds = {source: {event.position: event for event in read_feed(world, source)}
             for source in ("order", "inventory", "fulfillment-routing")}
    last, told = {}, set()
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
        told.add((source, fact.position))
    untold = [f"{event.type} at {position} of {source}" for source, events in feeds.items()
              for position, event in events.items() if event.key == str(world.order_ids[name])
              and event.type.rpartition(".")[2] not in UNTOLD and (source, position) not in told]
    if untold:
        raise Trouble(f"no fact tells of {untold}")


# What repeats another fact, or is between inventory, routing and a warehouse.
UNTOLD = {"OrderShipped", "OrderDelivered", "OrderReadyForPickup", "FulfillmentPacked", "ReservationRecalled", "RecallAnswered", "FulfillmentAccepted", "PickListReleased"}


@says(rf"(?P<who>[\w-]+) asks for the timeline of (?P<name>{NAME})(?P<by> by its number)?")
def asks_timeline(world, who, name, by=""):
    command = wire.order.GetTimeline(order_id=world.order_ids[name])
    if by:
        command = wire.order.GetTimeline(channel=world.channels[name], external_id=world.placed[name].external_id)
    world.ask("order", who, command)


# --- persons --------------------------------------------------------------------------------------

@says(rf"(?P<channel>web|shop) orders (?P<name>{NAME}) to (?P<postal>[\w -]+): (?P<what>{UNITS}) for (?P<email>\S+@\S+)")
def orders_for(world, channel, name, postal, what, email):
    order = make_order(name, channel, postal, what)
    order.recipient.name, order.recipient.email = PERSON["name"], email
    order.recipient.street, order.recipient.phone = PERSON["street"], PERSON["phone"]
    world.place(order, name)


PERSON = {"name": "Zsófia Querulánt-Überall", "street": "77 Xanadu Winding Lane", "phone": "+36 55 0199 4711"}


@says(rf"(?P<who>[\w-]+) erases the customer (?:of (?P<name>{NAME})|(?P<email>\S+@\S+))")
def erases(world, who, name=None, email=""):
    world.ask("order", who, wire.order.EraseCustomer(
        order_id=world.order_ids[name] if name else 0, email=email, reason="asked to be forgotten"))


@says(r"(?P<count>\d+) orders? (?:was|were) erased")
def were_erased(world, count):
    if world.answer.reply.orders != int(count):
        raise Trouble(f"it is {world.answer}: {world.answer.reply}")


@says(rf"the recipient of (?P<name>{NAME}) is (?P<what>known|forgotten)")
def recipient_is(world, name, what):
    view = world.view(name)
    seen = "known" if view.recipient.name else "forgotten"
    if seen != what:
        raise Trouble(f"it is {view.recipient}")


def feed_texts(world):
    """(where, bytes) of everything that anybody can read on a feed, from the beginning."""
    for service in SOURCES:
        for event in read_feed(world, service):
            yield f"feed {service} {event.position} {event.type}", event.SerializeToString()


def table_texts(world, schemas):
    """(where, bytes) of every value of every table, bytea as the bytes they are."""
    rows = world.system.sql(
        "SELECT n.nspname || '.' || c.relname, string_agg(format(CASE WHEN t.typname = 'bytea' THEN 'encode(%I, ''hex'')' "
        "ELSE 'encode(convert_to(%I::text, ''UTF8''), ''hex'')' END, a.attname), ', ' ORDER BY a.attnum), "
        "string_agg(a.attname, ',' ORDER BY a.attnum) "
        "FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid "
        "JOIN pg_type t ON t.oid = a.atttypid WHERE c.relkind IN ('r', 'p', 'm') AND a.attnum > 0 AND NOT a.attisdropped "
        f"AND n.nspname IN ({', '.join(repr(schema) for schema in schemas)}) GROUP BY 1 ORDER BY 1")
    for table, values, names in rows:
        for row in world.system.sql(f"SELECT {values} FROM {table}"):
            for name, value in zip(names.split(","), row):
                yield f"{table}.{name}", bytes.fromhex(value)


def log_texts(world):
    for log in sorted((world.system.var / "log").glob("*.log")) + sorted((world.system.var / "postgres").rglob("*.log")):
        yield str(log), log.read_bytes()


def persons_in(texts, emails):
    """Where a name, street, phone number or e-mail address stands, in whatever case."""
    words = [word.lower() for word in [*PERSON.values(), *emails]]
    return sorted({where for where, text in texts
                   if any(word in text.decode("utf-8", "ignore").lower() for word in words)})


def emails_of(world):
    return {order.recipient.email for order in world.placed.values() if order.recipient.email}


@says(r"no feed, no log and no table but the order service's recipient holds a person")
def nowhere_a_person(world):
    schemas = [service["schema"] for service in SERVICES.values()]
    found = persons_in(feed_texts(world), emails_of(world)) + persons_in(log_texts(world), emails_of(world))
    tables = persons_in(table_texts(world, schemas), emails_of(world))
    if found:
        raise Trouble(f"persons stand in {found}")
    if tables != [f"orders.recipient.{column}" for column in ("email", "name", "phone", "street")]:
        raise Trouble(f"persons stand in {tables}; the recipient's columns are what the search must find")


@says(r"nothing anywhere holds a person")
def really_nowhere(world):
    schemas = [service["schema"] for service in SERVICES.values()]
    found = persons_in(feed_texts(world), emails_of(world)) + persons_in(log_texts(world), emails_of(world)) + \
        persons_in(table_texts(world, schemas), emails_of(world))
    if found:
        raise Trouble(f"persons stand in {found}")


@says(rf"(?P<channel>web|shop) wants (?P<name>{NAME}) to go to (?P<postal>[\w ]+) for (?P<email>\S+@\S+)")
def redirects_for(world, channel, name, postal, email):
    command = wire.order.AmendOrder(order_id=world.order_ids[name])
    command.destination.country, command.destination.postal_code = "GB", postal
    command.recipient.name, command.recipient.email = PERSON["name"], email
    command.recipient.street, command.recipient.phone = PERSON["street"], PERSON["phone"]
    world.ask("order", channel, command)
