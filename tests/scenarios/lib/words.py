"""The sentences of scenario files and what they do. One function a sentence; `tests/scenarios/run
--words` lists them."""
import importlib
import inspect
import os
import pathlib
import random
import re
import struct
import subprocess
import threading
import time

import wire
from system import SERVICES, Trouble
from world import PLACES, World, eventually

SENTENCES = []  # (compiled pattern, pattern, function)


def says(pattern):
    """The words of a line after given, when or then. Groups become arguments."""
    def register(function):
        SENTENCES.append((re.compile(pattern + r"\Z"), pattern, function))
        return function
    return register


def do(world, sentence):
    for pattern, _, function in SENTENCES:
        match = pattern.match(sentence)
        if match:
            function(world, **{name: value for name, value in match.groupdict().items() if value is not None})
            return
    raise Trouble(f"no one knows what '{sentence}' means")


def units(text):
    """'2 A, 1 B' -> [('A', 2), ('B', 1)]"""
    found = [part.strip().partition(" ") for part in text.split(",")]
    return [(sku, int(number)) for number, _, sku in found]


def as_units(text):
    return dict(units(text))


UNITS = r"-?\d+ \w+(?:, -?\d+ \w+)*"
NAME = r"[A-Z]\w*"
SERVICE = r"order|inventory|fulfillment-routing|forecasting|gateway"


# --- given: places and stock ---------------------------------------------------------------------

@says(r"items (?P<skus>[\w ,]+)")
def define(world, skus):
    world.define_world()
    world.define_items([sku.strip() for sku in skus.split(",")])


@says(r"(?P<count>\d+) items with (?P<each>\d+) of each at every location")
def many_items(world, count, each):
    world.define_world()
    skus = [f"S{number:04}" for number in range(int(count))]
    world.define_items(skus)
    for code in PLACES:
        world.receive(code, [(sku, int(each)) for sku in skus])


@says(rf"stock at (?P<code>\w+): (?P<what>{UNITS})")
def stock_at(world, code, what):
    world.receive(code, units(what))


@says(rf"(?P<code>[A-Z]+) receives (?P<what>{UNITS})")
def receives(world, code, what):
    world.receive(code, units(what))


@says(rf"(?P<code>[A-Z]+) adjusts (?P<what>{UNITS})")
def adjusts(world, code, what):
    lines = [wire.inventory.StockLine(sku=sku, quantity=number) for sku, number in units(what)]
    world.ask("inventory", f"warehouse-{code}",
              wire.inventory.AdjustStock(location=code, reason="found so", lines=lines))


@says(r"(?P<code>[A-Z]+) (?P<what>closes|opens)")
def closes(world, code, what):
    postal, city, latitude, longitude = PLACES[code]
    world.must("inventory", "operator", wire.inventory.DefineLocations(locations=[wire.inventory.Location(
        code=code, name=city, country="GB", city=city, postal_code=postal, latitude_deg=latitude,
        longitude_deg=longitude, closed=what == "closes")]))


# --- when: orders --------------------------------------------------------------------------------

def make_order(name, channel, postal, what, extra=""):
    order = wire.order.PlaceOrder(channel=channel, external_id=name, currency="GBP",
                                  ship_complete="ship complete" in extra)
    priority = re.search(r"priority (-?\d+)", extra or "")
    order.priority = int(priority.group(1)) if priority else 0
    order.destination.country = "GB"
    if postal.startswith("city "):
        order.destination.city = postal.removeprefix("city ")
    else:
        order.destination.postal_code = postal
    order.recipient.name = "Ada Example"
    for sku, quantity in units(what):
        order.lines.add(sku=sku, quantity=quantity, unit_price_minor=995)
    return order


@says(rf"(?P<channel>web|shop) orders (?P<name>{NAME}) to (?P<postal>[\w -]+): (?P<what>{UNITS})"
      r"(?:, (?P<extra>ship complete|priority -?\d+))?")
def orders(world, channel, name, postal, what, extra=""):
    world.place(make_order(name, channel, postal, what, extra), name)


@says(rf"(?P<channel>web|shop) orders (?P<name>{NAME}) again")
def orders_again(world, channel, name):
    world.place(world.placed[name], who=channel)


@says(rf"(?P<channel>web|shop) orders (?P<name>{NAME}) again, but (?P<what>{UNITS})")
def orders_otherwise(world, channel, name, what):
    other = wire.order.PlaceOrder()
    other.CopyFrom(world.placed[name])
    del other.lines[:]
    for sku, quantity in units(what):
        other.lines.add(sku=sku, quantity=quantity, unit_price_minor=995)
    world.place(other, who=channel)


@says(rf"(?P<who>web|shop) places an order of the channel (?P<channel>web|shop)")
def orders_for_another(world, who, channel):
    world.place(make_order("X-other", channel, "M1 4BT", "1 A"), who=who)


@says(rf"(?P<who>[\w-]+) cancels (?P<name>{NAME})")
def cancels(world, who, name):
    world.ask("order", who, wire.order.CancelOrder(order_id=world.order_ids[name], reason="changed my mind"))


@says(rf"(?P<who>[\w-]+) asks for (?P<name>{NAME})")
def asks_for(world, who, name):
    world.ask("order", who, wire.order.GetOrder(order_id=world.order_ids[name]))


BAD_ORDERS = {  # what is wrong -> how an order becomes so
    "an unknown SKU": lambda o: setattr(o.lines[0], "sku", "NO-SUCH"),
    "an empty SKU": lambda o: setattr(o.lines[0], "sku", ""),
    "a SKU of 65 letters": lambda o: setattr(o.lines[0], "sku", "S" * 65),
    "quantity zero": lambda o: setattr(o.lines[0], "quantity", 0),
    "a negative quantity": lambda o: setattr(o.lines[0], "quantity", -3),
    "the quantity 9223372036854775807": lambda o: setattr(o.lines[0], "quantity", 2**63 - 1),
    "a negative price": lambda o: setattr(o.lines[0], "unit_price_minor", -1),
    "two lines of one SKU": lambda o: o.lines.add(sku="A", quantity=1),
    "two lines of one number": lambda o: (setattr(o.lines[0], "line", 7), o.lines.add(line=7, sku="B", quantity=1)),
    "no lines": lambda o: o.ClearField("lines"),
    "2001 lines": lambda o: [o.lines.add(sku=f"L{number}", quantity=1) for number in range(2000)],
    "the country ZZ": lambda o: setattr(o.destination, "country", "ZZ"),
    "no country": lambda o: setattr(o.destination, "country", ""),
    "the currency QQQ": lambda o: setattr(o, "currency", "QQQ"),
    "prices and no currency": lambda o: setattr(o, "currency", ""),
    "priority 10": lambda o: setattr(o, "priority", 10),
    "an external id of 65 letters": lambda o: setattr(o, "external_id", "x" * 65),
    "no external id": lambda o: setattr(o, "external_id", ""),
    "a name of 201 letters": lambda o: setattr(o.recipient, "name", "n" * 201),
    "a date two days ahead": lambda o: setattr(o, "placed_at_us", time.time_ns() // 1000 + 2 * 86400 * 10**6),
}


@says(r"web orders with (?P<defect>.+)")
def orders_badly(world, defect):
    if defect not in BAD_ORDERS:
        raise Trouble(f"known defects: {', '.join(BAD_ORDERS)}")
    bad = make_order(f"Bad {defect}"[:60], "web", "M1 4BT", "1 A")
    BAD_ORDERS[defect](bad)
    world.place(bad)


# --- when: broken frames -------------------------------------------------------------------------

def good_event(command=None):
    command = command or make_order("Broken", "web", "M1 4BT", "1 A")
    return wire.envelope.Event(id=f"broken-{random.getrandbits(60)}", source="/scenario", spec_version="1.0",
                               type=command.DESCRIPTOR.full_name, data=command.SerializeToString())


def with_data(data):
    event = good_event()
    event.data = data
    return event.SerializeToString()


def field(number, data):
    """A length-delimited protobuf field."""
    size, length = b"", len(data)
    while length > 127:
        size += bytes([length & 127 | 128])
        length >>= 7
    return bytes([number << 3 | 2]) + size + bytes([length]) + data


BROKEN_BODIES = {  # what is broken -> a COMMAND's body
    "a truncated body": lambda: good_event().SerializeToString()[:-7],
    "truncated data": lambda: with_data(good_event().data[:-3]),
    "an empty body": lambda: b"",
    "random bytes": lambda: random.Random(7).randbytes(300),
    "data of random bytes": lambda: with_data(random.Random(8).randbytes(300)),
    "an unknown type": lambda: wire.envelope.Event(id="u", type="crossdock.order.v1.Nonsense").SerializeToString(),
    "no type": lambda: wire.envelope.Event(id="u2").SerializeToString(),
    "an event": lambda: wire.envelope.Event(id="u3", type="crossdock.order.v1.OrderPlaced").SerializeToString(),
    "a cancel without an id": lambda: wire.envelope.Event(type="crossdock.order.v1.CancelOrder").SerializeToString(),
    "a cancel with an id of 65 bytes": lambda: wire.envelope.Event(
        id="i" * 65, type="crossdock.order.v1.CancelOrder").SerializeToString(),
    "invalid UTF-8": lambda: with_data(field(1, b"web\xff\xfe") + field(2, b"BadText")),
    "a NUL in a text": lambda: with_data(field(1, b"we\x00b") + field(2, b"BadNul")),
    "a surrogate in a text": lambda: with_data(field(1, b"web") + field(2, b"\xed\xa0\x80")),
    "deep nesting": lambda: with_data(field(1, b"web") + b"\x5b" * 5000),  # 5,000 groups, one in the other
    "a length beyond the end": lambda: with_data(b"\x0a\xff\xff\xff\xff\x07abc"),
    "an endless varint": lambda: with_data(b"\x18" + b"\xff" * 20),
    "lines without end": lambda: with_data(field(1, b"web") + field(2, b"Many") + field(7, b"") * 200000),
    "five megabytes": lambda: with_data(field(1, b"web") + field(2, b"Big") + field(6, field(1, b"x" * 5 * 2**20))),
}


@says(r"web sends (?P<what>.+) as a command")
def sends_broken(world, what):
    if what not in BROKEN_BODIES:
        raise Trouble(f"known: {', '.join(BROKEN_BODIES)}")
    client = world.client("order", "web")
    request_id = random.getrandbits(40)
    client.send_event(BROKEN_BODIES[what](), request_id)
    end = time.monotonic() + 5
    while time.monotonic() < end:
        found = client.take_receipt(0.5)
        if found is not None and found[0] == request_id:
            world.answer = found[1]
            return
    world.answer = "silence"
    world.clients.pop(("order", "web")).close()  # the service hangs up on whoever sends this


def junk_frames(rng):
    head = wire.envelope.Head
    yield [b""]
    yield [b"", b""]
    yield [b"\x00" * 2000, b"x"]
    yield [head(version=99, kind=8, request_id=1).SerializeToString(), b"x"]
    yield [head(version=1, kind=77, request_id=1).SerializeToString(), b"x"]
    yield [head(version=1, kind=8, request_id=1).SerializeToString()]
    yield [head(version=1, kind=8, request_id=1).SerializeToString(), b"a", b"b", b"c"]
    yield [head(version=1, kind=1, sub=5, stream="nonsense", group="g").SerializeToString(), b""]
    yield [head(version=1, kind=1, sub=6, stream="order", group="g", position=2**64 - 1, window=2**32 - 1).SerializeToString(), b""]
    yield [head(version=1, kind=1, sub=7, stream="order", group="g" * 300, types=["t"] * 10).SerializeToString(), b""]
    yield [head(version=1, kind=2, sub=12345, position=2**64 - 1).SerializeToString(), b""]
    yield [head(version=1, kind=3, sub=12345).SerializeToString(), b""]
    yield [head(version=1, kind=5, sub=1, position=1).SerializeToString(), b"\x0a\x05hello"]
    yield [head(version=1, kind=9, request_id=1).SerializeToString(), b""]
    while True:
        yield [rng.randbytes(rng.choice([1, 5, 40, 1024, 5000])) for _ in range(rng.choice([1, 2, 2, 2, 3, 9]))]


@says(rf"(?P<who>[\w-]+) sends (?P<count>\d+) junk frames to (?P<service>{SERVICE})")
def sends_junk(world, who, count, service):
    client = world.new_client(service, who)
    for frames, _ in zip(junk_frames(random.Random(3)), range(int(count))):
        client.raw_send(frames)
        while client.receive(0) is not None:
            pass
    time.sleep(0.3)
    client.close()


# --- when: warehouses ----------------------------------------------------------------------------

@says(r"the warehouses (?:start to work|work)")
def warehouses_work(world):
    world.start_warehouses(list(PLACES))


@says(r"the warehouses stop")
def warehouses_stop(world):
    world.warehouses.stop()
    world.warehouses = None


def of_location(world, code, command):
    return world.ask("fulfillment-routing", f"warehouse-{code}", command)


@says(rf"(?P<code>[A-Z]+) accepts the pick list of (?P<name>{NAME})")
def accepts(world, code, name):
    of_location(world, code, wire.routing.AcceptPickList(pick_list_id=world.pick_list_of(name, code).pick_list_id))


@says(rf"(?P<code>[A-Z]+) picks (?P<name>{NAME})")
def picks(world, code, name):
    world.pick_list_of(name, code)
    of_location(world, code, wire.routing.ConfirmPick(fulfillment_order_id=world.fulfillment_order(name, code)))


@says(rf"(?P<code>[A-Z]+) picks (?P<name>{NAME}), but only (?P<what>{UNITS})")
def picks_short(world, code, name, what):
    pick_list = world.pick_list_of(name, code)
    number = world.fulfillment_order(name, code)
    lines = {task.sku: task.line for task in pick_list.tasks if task.fulfillment_order_id == number}
    command = wire.routing.ConfirmPick(fulfillment_order_id=number)
    for sku, quantity in units(what):
        command.lines.add(line=lines[sku], picked=quantity)
    of_location(world, code, command)


@says(rf"(?P<code>[A-Z]+) ships (?P<name>{NAME})")
def ships(world, code, name):
    world.pick_list_of(name, code)
    of_location(world, code, wire.routing.ConfirmShipment(
        fulfillment_order_id=world.fulfillment_order(name, code), carrier="POST", tracking="T1"))


@says(rf"(?P<code>[A-Z]+) rejects (?P<name>{NAME})")
def rejects(world, code, name):
    world.pick_list_of(name, code)
    of_location(world, code, wire.routing.RejectFulfillment(
        fulfillment_order_id=world.fulfillment_order(name, code), reason="the dock is flooded"))


@says(rf"(?P<code>[A-Z]+) confirms the pick of (?P<name>{NAME}) at (?P<other>[A-Z]+)")
def picks_foreign(world, code, name, other):
    world.pick_list_of(name, other)
    of_location(world, code, wire.routing.ConfirmPick(fulfillment_order_id=world.fulfillment_order(name, other)))


# --- when: people --------------------------------------------------------------------------------

@says(rf"an operator retries (?P<name>{NAME})(?: to (?P<postal>[\w ]+))?")
def retries(world, name, postal=None):
    command = wire.routing.RetryParked(order_id=world.order_ids[name])
    if postal:
        command.destination.country, command.destination.postal_code = "GB", postal
    world.ask("fulfillment-routing", "operator", command)


@says(r"an operator adds the postal code (?P<postal>\w+) near (?P<code>[A-Z]+)")
def adds_postal_code(world, postal, code):
    _, city, latitude, longitude = PLACES[code]
    world.must("fulfillment-routing", "operator", wire.routing.DefinePostalCodes(postal_codes=[
        wire.routing.PostalCode(country="GB", postal_code=postal, city=city, latitude_deg=latitude,
                                longitude_deg=longitude)]))


@says(rf"(?P<who>[\w-]+) tells (?P<service>{SERVICE}) to (?P<command>[A-Z]\w+)")
def tells(world, who, service, command):
    """A command with nothing in it: whether this key may send it at all."""
    for module in wire.modules():
        kind = getattr(module, command, None)
        if kind is not None:
            world.ask(service, who, kind())
            return
    raise Trouble(f"there is no command {command}")


@says(rf"a stranger whose key nobody knows asks (?P<service>{SERVICE})")
def stranger(world, service):
    import zmq
    client = world.new_client(service, "stranger", secret=zmq.curve_keypair())
    try:
        world.answer = client.ask(wire.order.GetOrder(order_id=1), timeout_s=2)
    except wire.NoAnswer:
        world.answer = "silence"
    client.close()


@says(rf"someone without a key asks (?P<service>{SERVICE})")
def keyless(world, service):
    import zmq
    socket = world.context.socket(zmq.DEALER)
    socket.linger = 0
    socket.connect(world.system.endpoints(service)[0])
    head = wire.envelope.Head(version=1, kind=wire.envelope.KIND_COMMAND, request_id=1)
    socket.send_multipart([head.SerializeToString(), good_event().SerializeToString()])
    world.answer = "an answer" if socket.poll(1500) else "silence"
    socket.close()


# --- when: trouble -------------------------------------------------------------------------------

@says(rf"(?P<name>{SERVICE}) is killed")
def is_killed(world, name):
    world.system.kill(name)


@says(rf"(?P<name>{SERVICE}) is started")
def is_started(world, name):
    world.system.services("start", [name])


@says(rf"(?P<name>{SERVICE}) is stopped")
def is_stopped(world, name):
    world.system.services("stop", [name])


@says(rf"(?P<name>{SERVICE}) is killed and started")
def is_restarted(world, name):
    world.system.kill(name)
    world.system.services("start", [name])


@says(rf"a second (?P<name>{SERVICE}) stands by")
def stands_by(world, name):
    world.system.services("start", [name], instance=2)


@says(rf"(?P<name>{SERVICE}) freezes")
def freezes(world, name):
    world.system.freeze(name)


@says(rf"(?P<name>{SERVICE}) thaws")
def thaws(world, name):
    world.system.thaw(name)


def state_of(world, name, page, instance=1):
    """First line of what the process answers to /readyz or /healthz."""
    port = world.system.base_port + SERVICES[name]["offset"] + 90 + 10 * instance
    done = subprocess.run(["bash", "-c", f"exec 3<>/dev/tcp/127.0.0.1/{port} && "
                           f"printf 'GET {page} HTTP/1.0\\r\\n\\r\\n' >&3 && head -1 <&3"],
                          text=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=10)
    return done.stdout.strip() or "no answer"


@says(rf"the second (?P<name>{SERVICE}) leads within (?P<seconds>\d+) seconds")
def second_leads(world, name, seconds):
    def look():
        answer = state_of(world, name, "/readyz", 2)
        return " 200 " in answer, answer
    eventually(f"the second {name} to lead", look, int(seconds))


@says(rf"(?P<name>{SERVICE}) has tried a turn for (?P<seconds>\d+) seconds and was healthy all the time")
def is_healthy(world, name, seconds):
    """Whatever watches /healthz ends a process that is not, and it would lose what it has in memory."""
    began = []
    def look():
        if not began and "turn will be run again" in world.system.log_path(name).read_text(errors="replace"):
            began.append(time.monotonic())
        answer = state_of(world, name, "/healthz")
        if " 200 " not in answer:
            raise Trouble(f"/healthz of {name}: {answer}")
        return bool(began) and time.monotonic() - began[0] > int(seconds), answer
    eventually(f"{name} to have tried so long", look, int(seconds) + 30)


@says(r"PostgreSQL crashes and starts")
def postgres_crashes(world):
    world.system.cluster("crash")
    world.system.cluster("start")


@says(r"PostgreSQL crashes")
def postgres_ends(world):
    world.system.cluster("crash")


@says(r"PostgreSQL starts")
def postgres_starts(world):
    world.system.cluster("start")


@says(r"(?P<seconds>[\d.]+) seconds? pass(?:es)?")
def pause(world, seconds):
    time.sleep(float(seconds))


def poison(world, service, table, condition):
    schema = SERVICES[service]["schema"]
    world.system.sql(f"ALTER TABLE {schema}.{table} ADD CONSTRAINT poison CHECK ({condition}) NOT VALID")


@says(rf"inventory's database refuses the order (?P<name>{NAME})")
def refuse_order(world, name):
    """The next order to be placed: its id is not given out yet."""
    number = world.system.number("SELECT coalesce(max(order_id), 0) + 1 FROM orders.orders")
    poison(world, "inventory", "reservation", f"order_id <> {number}")


@says(r"inventory's database refuses nothing any more")
def refuse_nothing(world):
    world.system.sql("ALTER TABLE inventory.reservation DROP CONSTRAINT poison")


@says(rf"the event of (?P<name>{NAME}) is damaged on its way to (?P<service>inventory|forecasting)")
def damage_event(world, name, service):
    """Overwrite the payload in the log, both processes being down, as a broken disk would."""
    rows = world.system.sql("SELECT position, encode(body, 'hex') FROM orders.event WHERE type LIKE '%OrderPlaced' "
                            f"AND key = '{world.order_ids[name]}'")
    position, body = rows[0]
    event = wire.envelope.Event.FromString(bytes.fromhex(body))
    world.memory["damaged"] = (position, body)
    event.data = b"\x08" + event.data[:5] + b"\xff\xff"
    world.system.sql(f"UPDATE orders.event SET body = '\\x{event.SerializeToString().hex()}' WHERE position = {position}")


# --- when: a process that cannot start or go on ---------------------------------------------------

@says(rf"another (?P<name>{SERVICE}) is run(?: with (?P<setting>[A-Z_]+)=(?P<value>.*))?")
def is_run(world, name, setting=None, value=""):
    """In the foreground for some seconds, with the settings of the running one but for one of them."""
    env = {key: text for key, text in os.environ.items() if not key.startswith("CROSSDOCK_")}
    for line in (world.system.var / "env" / name).read_text().splitlines():
        key, _, text = line.partition("=")
        env[key] = text.replace("\\", "")
    offset = SERVICES[name]["offset"]
    env["CROSSDOCK_BIND"] = f"tcp://127.0.0.1:{world.system.base_port + offset + 30}"
    env["CROSSDOCK_HTTP"] = f"127.0.0.1:{world.system.base_port + offset + 130}"
    if setting:
        value = value.replace("BASE", str(world.system.base_port // 100)).replace("URL", env["DATABASE_URL"])
        env[setting] = value
    said = world.system.var / "log" / "another.txt"
    with open(said, "w") as file:
        process = subprocess.Popen([str(world.system.bin / f"crossdock-{name}")], env=env, stdout=file, stderr=file)
    world.another = (process, said)


@says(r"it ends with status (?P<status>\d+) and says: (?P<words>.+)")
def it_ends(world, status, words):
    process, said = world.another
    try:
        ended = process.wait(timeout=15)
    except subprocess.TimeoutExpired:
        ended = "nothing: it goes on"
    if ended != int(status) or words not in said.read_text():
        raise Trouble(f"it ended with {ended}, saying {said.read_text()[-800:]}")


@says(r"it goes on and says: (?P<words>.+)")
def it_goes_on(world, words):
    process, said = world.another
    def look():
        return words in said.read_text(), said.read_text()[-800:]
    eventually(f"it to say {words}", look, 10)
    time.sleep(0.5)
    if process.poll() is not None:
        raise Trouble(f"it ended with {process.returncode}, saying {said.read_text()[-800:]}")
    process.terminate()
    process.wait(timeout=15)


@says(rf"the log of (?P<name>{SERVICE}) says: (?P<words>.+)")
def log_says(world, name, words):
    def look():
        text = world.system.log_path(name).read_text(errors="replace")
        return words in text, text[-500:]
    eventually(f"{name} to log {words}", look)


@says(rf"the database of (?P<name>{SERVICE}) is made read-only")
def read_only(world, name):
    role = SERVICES[name]["role"]
    world.system.sql(f"ALTER ROLE {role} SET default_transaction_read_only = on; "
                     f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '{role}'")


@says(rf"the database of (?P<name>{SERVICE}) is made writable")
def writable(world, name):
    role = SERVICES[name]["role"]
    world.system.sql(f"ALTER ROLE {role} RESET default_transaction_read_only; "
                     f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '{role}'")


@says(rf"the schema of (?P<name>{SERVICE}) is (?P<what>newer than|again that of) the program")
def newer_schema(world, name, what):
    schema = SERVICES[name]["schema"]
    world.system.sql(f"INSERT INTO {schema}.migration (name) VALUES ('9999_from_the_future')" if what == "newer than"
                     else f"DELETE FROM {schema}.migration WHERE name = '9999_from_the_future'")


@says(rf"(?P<name>{SERVICE}) runs")
def it_runs(world, name):
    if not world.system.is_alive(name):
        raise Trouble(f"it does not:\n{world.system.log_tail(name)}")


@says(r"no role can touch what belongs to another")
def roles_are_apart(world):
    """Every role tries everything on every other schema and on what everybody shares."""
    done = []
    for name, service in SERVICES.items():
        attempts = ["CREATE SCHEMA mine", "CREATE TABLE public.t ()", "CREATE TEMP TABLE t ()",
                    "SELECT * FROM pg_authid", "COPY (SELECT 1) TO PROGRAM 'cat'", "CREATE ROLE evil",
                    "ALTER ROLE postgres PASSWORD 'x'", "SELECT pg_read_file('/etc/passwd')", "CREATE DATABASE mine",
                    f"ALTER SCHEMA {service['schema']} OWNER TO postgres", "ALTER SYSTEM SET fsync = off"]
        for other in SERVICES.values():
            if other is service:
                continue
            schema = other["schema"]
            tables = [row[0] for row in world.system.sql(
                f"SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
                f"WHERE n.nspname = '{schema}' AND c.relkind IN ('r', 'v', 'S') ORDER BY 1")]
            attempts += [f"SELECT * FROM {schema}.{table} LIMIT 1" for table in tables]
            attempts += [f"DELETE FROM {schema}.event", f"UPDATE {schema}.feed SET epoch = 0", f"TRUNCATE {schema}.event",
                         f"INSERT INTO {schema}.cursor (source) VALUES ('x')", f"CREATE TABLE {schema}.mine ()",
                         f"DROP TABLE {schema}.event", f"SELECT {schema}.must(true, '')", f"SET ROLE {other['role']}",
                         f"ALTER TABLE {schema}.event OWNER TO {service['role']}", f"LOCK TABLE {schema}.event"]
        # One session, every statement by itself: its errors are counted by what succeeded.
        script = "".join(f"{attempt};\n\\if :ERROR\n\\else\n\\echo SUCCEEDED {attempt}\n\\endif\n" for attempt in attempts)
        result = subprocess.run(["psql", "-XAtq", "-v", "ON_ERROR_STOP=0", world.system.url(name)], input=script, text=True,
                                stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=60)
        done += [f"{name}: {line.removeprefix('SUCCEEDED ')}" for line in result.stdout.splitlines()
                 if line.startswith("SUCCEEDED")]
        own = subprocess.run(["psql", "-XAtq", "-c", "SELECT 'works' FROM feed", world.system.url(name)], text=True,
                             stdout=subprocess.PIPE)
        if own.stdout.strip() != "works":
            done.append(f"{name} cannot read its own feed")
        elsewhere = subprocess.run(["psql", "-XAtqc", "SELECT 1", world.system.url(name).rsplit("/", 1)[0] + "/postgres"],
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        if elsewhere.returncode == 0:
            done.append(f"{name} can connect to the database postgres")
    if done:
        raise Trouble("these should have been refused:\n" + "\n".join(done))


# --- when: load ----------------------------------------------------------------------------------

@says(r"a load of (?P<count>\d+) orders begins")
def load_begins(world, count):
    from world import Load
    skus = [row[0] for row in world.system.sql("SELECT sku FROM inventory.item ORDER BY 1")]
    rng = random.Random(11)
    postals = [place[0] for place in PLACES.values()]

    def make(number):
        own = random.Random(number * 7919 + 13)
        order = wire.order.PlaceOrder(channel="web", external_id=f"L{number}", currency="GBP",
                                      ship_complete=own.random() < 0.1)
        order.destination.country, order.destination.postal_code = "GB", own.choice(postals)
        for sku in own.sample(skus, min(3, len(skus))):
            order.lines.add(sku=sku, quantity=own.randint(1, 3), unit_price_minor=100)
        return order
    world.load = Load(world, int(count), make)
    world.load.start()


@says(r"a (?P<part>half|third|quarter) of the load is answered")
def load_progress(world, part):
    goal = world.load.count // {"half": 2, "third": 3, "quarter": 4}[part]
    def look():
        if world.load.trouble:
            raise Trouble(f"the load stopped: {world.load.trouble!r}")
        return len(world.load.ids) >= goal, f"{len(world.load.ids)} of {world.load.count}"
    eventually(f"{goal} answers of the load", look, 90)


# --- then ----------------------------------------------------------------------------------------

@says(r"the answer is (?P<expected>.+)")
def answer_is(world, expected):
    seen = str(world.answer)
    if not all(word in seen for word in re.split(r"[ :]+(?:with )?", expected)):
        raise Trouble(f"the answer is {seen}")


@says(rf"it is order (?P<name>{NAME})")
def is_order(world, name):
    if world.answer.reply.order_id != world.order_ids[name]:
        raise Trouble(f"it is order {world.answer.reply.order_id}, {name} is {world.order_ids[name]}")


@says(rf"(?P<name>{NAME}) is (?P<status>[A-Z_]+)(?: within (?P<seconds>\d+) seconds)?")
def order_is(world, name, status, seconds="30"):
    def look():
        words, view = world.status(name)
        return status in words, f"{sorted(words)} {view.waits_for} {[str(line).split() for line in view.lines][:3]}"
    eventually(f"{name} to be {status}", look, int(seconds))


@says(rf"(?P<name>{NAME}) waits for (?P<reason>[A-Z_]+)")
def order_waits(world, name, reason):
    def look():
        view = world.view(name)
        return view.waits_for.startswith(reason), view.waits_for or "not waiting"
    eventually(f"{name} to wait for {reason}", look)


@says(rf"(?P<name>{NAME}) does not wait")
def order_does_not_wait(world, name):
    def look():
        view = world.view(name)
        return not view.waits_for, view.waits_for
    eventually(f"{name} not to wait", look)


@says(rf"the line (?P<sku>\w+) of (?P<name>{NAME}) is (?P<what>\d+ \w+(?:, \d+ \w+)*)")
def line_is(world, sku, name, what):
    expected = {word: int(number) for number, word in (part.split() for part in what.split(", "))}
    words = ("ordered", "cancelled", "backordered", "reserved", "allocated", "picked", "shipped")
    def look():
        line = next(line for line in world.view(name).lines if line.sku == sku)
        seen = {word: getattr(line, word) for word in words}
        return all(seen[word] == number for word, number in expected.items()), seen
    eventually(f"line {sku} of {name} to be {what}", look)


@says(rf"(?P<name>{NAME}) ships from (?P<plan>\w+: {UNITS}(?:; \w+: {UNITS})*)")
def ships_from(world, name, plan):
    expected = {part.split(": ")[0]: as_units(part.split(": ")[1]) for part in plan.split("; ")}
    def look():
        seen = world.plans(name)
        return seen == expected, seen
    eventually(f"{name} to ship from {plan}", look)


@says(rf"(?P<name>{NAME}) is on a pick list of (?P<code>[A-Z]+), sorted by bin")
def on_pick_list(world, name, code):
    pick_list = world.pick_list_of(name, code)
    tasks = [(task.bin, task.sku, task.fulfillment_order_id) for task in pick_list.tasks]
    if tasks != sorted(tasks):
        raise Trouble(f"the tasks are not sorted: {tasks}")


@says(rf"(?P<name>{NAME}) is nowhere planned")
def nowhere(world, name):
    time.sleep(1)
    if world.plans(name):
        raise Trouble(f"it ships from {world.plans(name)}")


@says(r"(?P<number>\d+) (?P<sku>\w+) (?:is|are) available")
def available(world, number, sku):
    def look():
        answer = world.client("inventory", "web").ask(wire.inventory.GetAvailability(skus=[sku]))
        return answer.reply.items[0].available == int(number), answer.reply.items[0].available
    eventually(f"{number} {sku} to be available", look)


@says(r"(?P<number>-?\d+) (?P<sku>\w+) (?:is|are) on hand at (?P<code>[A-Z]+)")
def on_hand(world, number, sku, code):
    def look():
        answer = world.client("inventory", "operator").ask(
            wire.inventory.GetAvailability(skus=[sku], by_location=True))
        seen = {place.location: place.on_hand for place in answer.reply.items[0].locations}
        return seen.get(code, 0) == int(number), seen
    eventually(f"{number} {sku} on hand at {code}", look)


@says(r"(?P<code>[A-Z]+) sees only its own pick lists")
def sees_own(world, code):
    feed = wire.Feed(world.new_client("fulfillment-routing", f"warehouse-{code}"), "fulfillment-routing", "look",
                     types=["crossdock.routing.v1.PickListReleased"])
    count = 0
    while (event := feed.next(1.0)) is not None:
        if event.subject != code or event.type != "crossdock.routing.v1.PickListReleased":
            raise Trouble(f"{code} sees {event.type} of {event.subject}")
        count += 1
    stopped = feed.stopped
    feed.close()
    if count == 0 and stopped != "DENIED":
        raise Trouble(f"{code} sees nothing ({stopped})")


@says(rf"(?P<who>[\w-]+) may not follow (?P<service>{SERVICE})(?: of (?P<subject>\w+))?")
def may_not_follow(world, who, service, subject=""):
    feed = wire.Feed(world.new_client(service, who), service, "look", subject=subject)
    events = []
    while (event := feed.next(1.0)) is not None:
        events.append(event)
    if events or feed.stopped != "DENIED":
        raise Trouble(f"{who} got {len(events)} events and {feed.stopped}")


@says(rf"(?P<who>[\w-]+) may follow (?P<service>{SERVICE})")
def may_follow(world, who, service):
    feed = wire.Feed(world.new_client(service, who), service, "look")
    event = feed.next(5)
    if feed.stopped or event is None:
        raise Trouble(f"{who} got {feed.stopped or 'nothing'}")


@says(rf"(?P<service>{SERVICE}) has (?P<count>\d+) dead letters?(?: about (?P<reason>.+))?")
def dead_letters(world, service, count, reason=""):
    def look():
        answer = world.client(service, "operator").ask(wire.envelope.ListDeadLetters(limit=1000))
        letters = answer.reply.dead_letters
        world.memory["letters"] = letters
        seen = [f"{letter.source} {letter.position}: {letter.reason}" for letter in letters]
        return len(letters) == int(count) and (not reason or any(reason in line for line in seen)), seen
    eventually(f"{count} dead letters", look)


@says(rf"an operator (?P<what>retries|discards) the first dead letter of (?P<service>{SERVICE})")
def dead_letter_action(world, what, service):
    letter = world.memory["letters"][0]
    kind = wire.envelope.RetryDeadLetter if what == "retries" else wire.envelope.DiscardDeadLetter
    world.must(service, "operator", kind(source=letter.source, position=letter.position))


@says(rf"(?P<service>{SERVICE}) answers")
def answers(world, service):
    world.must(service, "operator", wire.envelope.ListDeadLetters())


@says(r"the load ends within (?P<seconds>\d+) seconds and each order has one id")
def load_ends(world, seconds):
    world.load.wait(int(seconds))
    world.load = None


@says(r"everything that could be promised is shipped within (?P<seconds>\d+) seconds")
def all_shipped(world, seconds):
    def look():
        if world.warehouses and world.warehouses.trouble:
            raise Trouble(f"a warehouse stopped: {world.warehouses.trouble!r}")
        left = world.system.sql("SELECT count(*) FILTER (WHERE reserved + allocated + undecided > 0), count(*) "
                                "FROM orders.order_line")[0]
        return left[0] == "0", f"{left[0]} of {left[1]} lines are open"
    eventually("everything to be shipped", look, int(seconds))
    if world.warehouses and world.warehouses.refused:
        raise Trouble(f"refused: {world.warehouses.refused[:3]}")


@says(r"there are (?P<count>\d+) orders")
def count_orders(world, count):
    seen = world.system.number("SELECT count(*) FROM orders.orders")
    if seen != int(count):
        raise Trouble(f"there are {seen}")


@says(r"the Python storefront places (?P<count>\d+) orders of (?P<skus>[\w ,]+) and sees them closed")
def python_storefront(world, count, skus):
    """The example in clients/python, as a program of its own, against these services."""
    options = [part for sku in skus.split(",") for part in ("--sku", sku.strip())]
    done = subprocess.run(["/usr/bin/python3", str(wire.ROOT / "clients/python/storefront.py"), "--keys",
                           str(world.system.var / "keys"), "--key", "web", "--channel", "web", "--order",
                           world.system.endpoints("order")[0], "--orders", count, "--until", "OrderClosed", *options],
                          text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=120)
    if done.returncode != 0:
        raise Trouble(f"it ended with {done.returncode}:\n{done.stdout[-1500:]}")


STOCK_ROW = ("DELETE FROM inventory.stock WHERE (location, sku) = ('MAN', 'A'); "
             "INSERT INTO inventory.stock (stock_id, movement_id, location, sku, bin, on_hand) SELECT "
             "coalesce(max(stock_id), 0) + 1, 0, 'MAN', 'A', ''")
TAMPERINGS = {  # what is done to the books behind everybody's back -> the rule that must be found broken
    "UPDATE inventory.reservation SET promised = ARRAY[promised[1] + 1] || promised[2:] WHERE order_id = 2":
        "what is promised is planned once, or parked",
    "DELETE FROM inventory.reservation WHERE order_id = 1": "every accepted order has one reservation",
    "DELETE FROM orders.event WHERE position = 1": "feeds have no gap",
    "UPDATE orders.feed SET head = head + 1": "feeds have no gap",
    "DELETE FROM orders.orders WHERE order_id = 1": "every accepted order was said once",
    "INSERT INTO orders.event SELECT (SELECT head + 1 FROM orders.feed), type, key, subject, body FROM orders.event "
    "WHERE type LIKE '%OrderPlaced' LIMIT 1; UPDATE orders.feed SET head = head + 1": "every accepted order was said once",
    "UPDATE orders.orders SET counters = (counters[1] + 1) || counters[2:] WHERE order_id = 1":
        "order and inventory agree on what was ordered",
    "UPDATE orders.orders SET counters[7] = counters[7] + 1 WHERE order_id = 1": "the order knows what inventory promised",
    "UPDATE orders.orders SET counters[7] = counters[7] + 2 WHERE order_id = 1":
        "allocated and shipped of each line are those of its fulfillment orders",
    "UPDATE orders.orders SET counters[2] = counters[2] + 1 WHERE order_id = 1":
        "ordered - cancelled = backordered + reserved + allocated + shipped",
    "UPDATE orders.orders SET status = 1 WHERE status = 4": "an order is closed once, when nothing is left of it",
    "INSERT INTO inventory.posting SELECT (SELECT max(movement_id) + 1 FROM inventory.movement), kind, location, reason, "
    "actor, cause, at, skus, quantities, on_hand_after, bins, states, lots, previous FROM inventory.posting WHERE kind = 2 "
    "LIMIT 1":
        "no command or event moved stock twice",
    "UPDATE inventory.posting SET quantities = ARRAY[quantities[1] - 1] || quantities[2:] WHERE kind = 2":
        "every movement balances",
    "UPDATE inventory.posting SET quantities = ARRAY[quantities[1] - 1] || quantities[2:] WHERE kind = 2 ":
        "what left the ledger is what was shipped",
    "DELETE FROM inventory.posting WHERE first_movement_id = 1": "movement ids have no gap",
    "UPDATE inventory.posting SET previous = ARRAY[previous[1] + 1] || previous[2:] WHERE kind = 2":
        "every movement names the one before it",
    "UPDATE inventory.posting SET states = '{2}' WHERE first_movement_id = 1": "every pile is the sum of its movements",
    "UPDATE inventory.pile SET quantity = quantity + 1": "every pile is the sum of its movements",
    "UPDATE inventory.posting SET quantities = ARRAY[quantities[1] - 1] || quantities[2:] WHERE kind = 8":
        "a change of state adds up to nothing",
    "UPDATE orders.rma SET counters = counters[1:8] || (counters[9] + 5) || counters[10:]": "a return adds up",
    "UPDATE orders.rma SET part_units = ARRAY[part_units[1], part_units[2] + 1] || part_units[3:]":
        "what came back is on hold until it was inspected",
    "UPDATE inventory.pile SET lot = 'OTHER'": "what is in a lot has one that came in",
    f"{STOCK_ROW}, 1 FROM inventory.stock": "every balance is the sum of its movements",
    f"{STOCK_ROW}, -19 FROM inventory.stock": "nothing is oversold",
    f"{STOCK_ROW}, -18 FROM inventory.stock": "no location has to ship more than it has",
    "UPDATE inventory.reservation SET round = round + 1": "every promise was said once",
    "DELETE FROM routing.fulfillment_order WHERE status < 6": "every fulfillment order was said once",
    "INSERT INTO routing.lot_view VALUES ('MAN', 'A', 'X', 0, 1)": "routing sees the lots that inventory has",
    "UPDATE routing.location SET closed = true": "a closed location has nothing to pick",
    "INSERT INTO routing.order_past VALUES (1, '{}', '{1}', '{-1}')": "what was planned before comes again at most once",
    "UPDATE routing.fulfillment_order SET status = 6, picked = quantities WHERE status < 6": "every shipment was said once",
    "UPDATE routing.pick_list SET fulfillment_orders = fulfillment_orders || fulfillment_orders":
        "a fulfillment order is on one pick list of its location",
    "UPDATE routing.stock_view SET on_hand = on_hand + 1": "routing sees the stock that inventory has",
    "INSERT INTO forecasting.journal (entry_id, item_ids, location_ids, days, units, moved_item_ids, moved_units) "
    "SELECT 1000000, ARRAY[item_id], '{0}', '{20000}', '{1}', '{}', '{}' FROM forecasting.item LIMIT 1":
        "demand is what was ordered",
    "UPDATE forecasting.item_stock SET on_hand = on_hand + 1": "forecasting sees the stock that is fit for sale",
    "INSERT INTO forecasting.sold_out SELECT p.item_id, p.location_id, 1 FROM forecasting.item_stock p "
    "JOIN forecasting.item i USING (item_id) JOIN forecasting.stock s USING (sku) WHERE s.on_hand > 0 LIMIT 1":
        "forecasting knows where there is nothing to sell",
    "UPDATE forecasting.planning_clock SET planning_day = planning_day - 1":
        "the planning day is the newest that was asked on",
    "UPDATE inventory.cursor SET position = position + 1": "nobody has heard what was not said",
    "UPDATE inventory.cursor SET position = position - 1": "everybody has heard everything",
    "INSERT INTO routing.dead_letter VALUES ('inventory', 1, '', '', '', 'tampered', '')": "nothing is set aside",
    "UPDATE inventory.reservation SET backordered = ARRAY[1::int8] WHERE order_id = 1":
        "the order knows what inventory promised",
    "DELETE FROM routing.event WHERE type LIKE '%RecallAnswered'": "every recall was answered once",
    "INSERT INTO orders.order_hold SELECT order_id, 1, 2, '', '', now() FROM orders.orders WHERE status = 4":
        "a hold is open on an open order, and not beyond its time",
    "INSERT INTO orders.order_hold VALUES (2, 1, 2, '', '', now())": "what is on hold is not routed",
    "UPDATE inventory.reservation SET held = true WHERE order_id = 2": "inventory knows which orders are on hold",
    "UPDATE orders.order_request SET outcome = 0": "every change of an order was said once, and answered",
    "DELETE FROM orders.order_request": "every change of an order was said once, and answered",
}


@says(r"everything is settled")
def settled(world):
    broken = world.system.check()
    if broken:
        raise Trouble("\n".join(broken))


def find_tamperings(world, tamperings):
    """The negative control of tests/check: each change is made in a transaction, judged, and undone."""
    rules = (wire.ROOT / "tests/check/invariants.sql").read_text()
    unnoticed = []
    for change, rule in tamperings.items():
        done = subprocess.run(["psql", "-XAtq", "-F", "|", "-v", "ON_ERROR_STOP=1", world.system.url()], text=True,
                              input=f"SET enable_nestloop = off; BEGIN; {change};\n{rules}\nROLLBACK;",
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=60)
        lines = [line for line in done.stdout.splitlines() if "|t|" not in line and "WARNING" not in line]
        if done.returncode != 0 or not any(line.startswith(f"{rule}|f|") for line in done.stdout.splitlines()):
            unnoticed.append(f"{change}: not '{rule}' but {lines}")
    if unnoticed:
        raise Trouble("\n".join(unnoticed))


@says(r"every tampering with the books is found by its rule")
def tampering(world):
    find_tamperings(world, TAMPERINGS)


# The sentences of each subject are in a module of their own.
for subject in sorted(pathlib.Path(__file__).parent.glob("words_*.py")):
    importlib.import_module(subject.stem)
