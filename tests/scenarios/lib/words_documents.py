"""Sentences about purchase orders, advance ship notices, transfers and cycle counts."""
import time

import wire
from system import Trouble
from words import UNITS, find_tamperings, says, units
from world import eventually

NUMBER = r"[A-Z]+-\d+"
# '3 A, 1 A damaged': goods with a state or a lot
GOODS = r"\d+ \w+(?: damaged| lot \w+)?(?:, \d+ \w+(?: damaged| lot \w+)?)*"
KINDS = {"PO": "purchase_order", "ASN": "asn", "TR": "transfer"}


def goods(text):
    """'3 A, 1 A damaged, 2 B lot L1' -> stock lines"""
    lines = []
    for part in text.split(","):
        number, sku, *rest = part.split()
        line = wire.inventory.StockLine(sku=sku, quantity=int(number))
        if rest[:1] == ["damaged"]:
            line.state = wire.inventory.STOCK_DAMAGED
        if rest[:1] == ["lot"]:
            line.lot = rest[1]
        lines.append(line)
    return lines


def due(days):
    """Noon of the day that is so many days away, so that it is the same in the whole scenario."""
    return (int(time.time()) // 86400 + int(days)) * 86400 * 10**6 + 43200 * 10**6


def sscc(number):
    """The SSCC of package so and so, with its check digit."""
    digits = f"0061414{int(number):010}"
    total = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(digits)))
    return digits + str(-total % 10)


def who_is(who):
    return {"an operator": "operator"}.get(who, f"warehouse-{who}")


def ask(world, who, command):
    world.ask("inventory", who_is(who), command)


WHO = r"an operator|[A-Z]{3}"


@says(r"the reply is (?P<kind>[A-Z]\w+)(?: of (?P<count>\d+))?")
def reply_is(world, kind, count=""):
    """The body of the answer, also of one that was given before."""
    reply = world.answer.reply
    if reply is None or reply.DESCRIPTOR.name != kind or (count and reply.count != int(count)):
        raise Trouble(f"the reply is {reply and reply.DESCRIPTOR.name} {reply}")


# --- purchase orders and ASNs --------------------------------------------------------------------

@says(rf"an operator orders (?P<number>PO-\d+) for (?P<code>[A-Z]+)(?: due in (?P<days>\d+) days)?: (?P<what>{UNITS})")
def purchase(world, number, code, what, days=""):
    command = wire.inventory.CreatePurchaseOrder(number=number, supplier="Acme", location=code, currency="GBP",
                                                 due_at_us=due(days) if days else 0)
    for sku, quantity in units(what):
        command.lines.add(sku=sku, quantity=quantity, unit_cost_minor=500)
    world.memory[number] = command
    ask(world, "an operator", command)


@says(rf"an operator orders (?P<number>PO-\d+) again")
def purchase_again(world, number):
    ask(world, "an operator", world.memory[number])


@says(rf"an operator cancels (?P<number>PO-\d+|TR-\d+)")
def cancel_document(world, number):
    kind = wire.inventory.CancelPurchaseOrder if number.startswith("PO") else wire.inventory.CancelTransfer
    ask(world, "an operator", kind(number=number, reason="not wanted"))


@says(rf"(?P<who>{WHO}) announces (?P<number>ASN-\d+)(?: of (?P<order>PO-\d+))? for (?P<code>[A-Z]{{3}})"
      rf"(?: due in (?P<days>\d+) days)?: (?P<what>{GOODS})")
def announce(world, who, number, code, what, order="", days=""):
    command = wire.inventory.AnnounceShipment(asn=number, purchase_order=order, location=code, carrier="ROAD",
                                              due_at_us=due(days) if days else 0)
    command.packages.add(lines=goods(what))
    world.memory[number] = command
    ask(world, who, command)


@says(rf"(?P<who>{WHO}) announces (?P<number>ASN-\d+)(?: of (?P<order>PO-\d+))? for (?P<code>[A-Z]{{3}}) with "
      rf"(?P<packages>package \d+: {GOODS}(?:; package \d+: {GOODS})*)")
def announce_packages(world, who, number, code, packages, order=""):
    command = wire.inventory.AnnounceShipment(asn=number, purchase_order=order, location=code)
    for text in packages.split("; "):
        name, what = text.split(": ")
        command.packages.add(sscc=sscc(name.split()[1]), lines=goods(what))
    ask(world, who, command)


@says(rf"(?P<who>{WHO}) announces (?P<number>ASN-\d+) again")
def announce_again(world, who, number):
    ask(world, who, world.memory[number])


@says(r"an operator announces a package with a wrong check digit")
def announce_badly(world):
    command = wire.inventory.AnnounceShipment(asn="ASN-99", location="MAN")
    command.packages.add(sscc=sscc(1)[:-1] + str((int(sscc(1)[-1]) + 1) % 10), lines=goods("1 A"))
    ask(world, "an operator", command)


@says(rf"(?P<who>{WHO}) receives (?P<number>{NUMBER})(?: with (?P<what>{GOODS}))?(?P<over>, even more)?")
def receive(world, who, number, what="", over=""):
    lines = goods(what) if what else []
    if number.startswith("TR"):
        command = wire.inventory.ReceiveTransfer(number=number, lines=lines)
    else:
        command = wire.inventory.ReceiveShipment(lines=lines, accept_over=bool(over))
        setattr(command, KINDS[number.split("-")[0]], number)
    ask(world, who, command)


@says(rf"(?P<who>{WHO}) receives package (?P<number>\d+)(?: with (?P<what>{GOODS}))?")
def receive_package(world, who, number, what=""):
    ask(world, who, wire.inventory.ReceiveShipment(sscc=sscc(number), lines=goods(what) if what else []))


@says(rf"(?P<who>{WHO}) closes (?P<number>(?:ASN|PO)-\d+)")
def close(world, who, number):
    ask(world, who, wire.inventory.CloseShipment(reason="short", **{KINDS[number.split("-")[0]]: number}))


# --- transfers -----------------------------------------------------------------------------------

@says(rf"an operator plans (?P<number>TR-\d+) from (?P<origin>[A-Z]+) to (?P<to>[A-Z]+)(?: due in (?P<days>\d+) days)?: "
      rf"(?P<what>{GOODS})")
def plan(world, number, origin, to, what, days=""):
    command = wire.inventory.CreateTransfer(number=number, to=to, lines=goods(what),
                                            due_at_us=due(days) if days else 0)
    setattr(command, "from", origin)
    world.memory[number] = command
    ask(world, "an operator", command)


@says(rf"an operator plans (?P<number>TR-\d+) again")
def plan_again(world, number):
    ask(world, "an operator", world.memory[number])


@says(rf"(?P<who>{WHO}) sends (?P<number>TR-\d+)(?: with (?P<what>{GOODS}))?")
def send(world, who, number, what=""):
    ask(world, who, wire.inventory.ShipTransfer(number=number, lines=goods(what) if what else []))


@says(rf"an operator closes (?P<number>TR-\d+)(?: as (?P<why>LOST|DAMAGED|MISCOUNT))?")
def close_transfer(world, number, why=""):
    command = wire.inventory.CloseTransfer(number=number, reason="looked everywhere")
    if why:
        command.discrepancy = wire.inventory.Discrepancy.Value(f"DISCREPANCY_{why}")
    ask(world, "an operator", command)


# --- counts --------------------------------------------------------------------------------------

def note_count(world):
    if world.answer.reply is not None and hasattr(world.answer.reply, "count_id"):
        world.memory["count"] = world.answer.reply


@says(r"an operator asks (?P<code>[A-Z]+) to count (?P<what>everything|\w+(?:, \w+)*)"
      r"(?:, tolerance (?P<tolerance>\d+)(?: or (?P<percent>\d+) percent)?)?")
def request_count(world, code, what, tolerance="0", percent="0"):
    skus = [] if what == "everything" else what.split(", ")
    ask(world, "an operator", wire.inventory.RequestCount(location=code, skus=skus, tolerance_units=int(tolerance),
                                                          tolerance_percent=int(percent)))
    note_count(world)


@says(rf"(?P<who>{WHO}) counts (?P<what>{GOODS})")
def submit_count(world, who, what):
    ask(world, who, wire.inventory.SubmitCount(count_id=world.memory["count"].count_id, lines=goods(what)))
    note_count(world)


@says(r"an operator (?P<what>approves|cancels) the count")
def end_count(world, what):
    kind = wire.inventory.ApproveCount if what == "approves" else wire.inventory.CancelCount
    ask(world, "an operator", kind(count_id=world.memory["count"].count_id, reason="seen it myself"))
    note_count(world)


@says(r"the count is (?P<status>[A-Z]+)(?: of (?P<skus>\w+(?:, \w+)*))?")
def count_is(world, status, skus=""):
    reply = world.memory["count"]
    seen = (wire.inventory.CountStatus.Name(reply.status).removeprefix("COUNT_"), [line.sku for line in reply.lines])
    told = [line.quantity for line in reply.lines if line.quantity]
    if seen[0] != status or sorted(seen[1]) != sorted(skus.split(", ") if skus else []) or told:
        raise Trouble(f"the count is {seen}, and tells {told}")


@says(rf"(?P<who>{WHO}) sees the count as (?P<what>[^.]+)")
def count_document(world, who, what):
    answer = world.client("inventory", who_is(who)).ask(
        wire.inventory.GetDocument(count_id=world.memory["count"].count_id))
    check_document(answer, what)


@says(r"(?P<counted>\d+) units were counted, with (?P<variance>\d+) of variance")
def accuracy(world, counted, variance):
    from words_insight import metric
    seen = [metric(world, "inventory", f"crossdock_inventory_{name}_units_total") for name in ("counted", "count_variance")]
    if seen != [int(counted), int(variance)]:
        raise Trouble(f"{seen}")


# --- many at once --------------------------------------------------------------------------------

def all_at_once(world, commands):
    """Sent before the first answer is awaited, so that turns take many together; how many were accepted."""
    client = world.client("inventory", "operator")
    waiting = {client.send(command) for command in commands}
    codes = []
    end = time.monotonic() + 20
    while waiting and time.monotonic() < end:
        found = client.take_receipt(1)
        if found is not None and found[0] in waiting:
            waiting.remove(found[0])
            codes.append(found[1].code)
    strange = [code for code in codes if code not in ("ACCEPTED", "REJECTED")]
    if waiting or strange:
        raise Trouble(f"{len(waiting)} have no answer; {strange}")
    return codes.count("ACCEPTED")


def check_accepted(seen, number):
    if seen != int(number):
        raise Trouble(f"{seen} are accepted")


@says(r"of (?P<count>\d+) receipts of 1 (?P<sku>\w+) against (?P<number>PO-\d+) at once (?P<good>\d+) are accepted")
def receipts_at_once(world, count, sku, number, good):
    command = wire.inventory.ReceiveShipment(purchase_order=number, lines=goods(f"1 {sku}"))
    check_accepted(all_at_once(world, [command] * int(count)), good)


@says(r"of (?P<count>\d+) scans of package (?P<number>\d+) at once (?P<good>\d+) (?:is|are) accepted")
def scans_at_once(world, count, number, good):
    check_accepted(all_at_once(world, [wire.inventory.ReceiveShipment(sscc=sscc(number))] * int(count)), good)


@says(r"of (?P<count>\d+) transfers of (?P<units>\d+) (?P<sku>\w+) from (?P<origin>[A-Z]+) to (?P<to>[A-Z]+) at once "
      r"(?P<good>\d+) are sent")
def transfers_at_once(world, count, units, sku, origin, to, good):
    numbers = [f"TR-{1000 + number}" for number in range(int(count))]
    plans = [wire.inventory.CreateTransfer(**{"number": number, "from": origin, "to": to, "lines": goods(f"{units} {sku}")})
             for number in numbers]
    sends = [wire.inventory.ShipTransfer(number=number) for number in numbers]
    both = [command for pair in zip(plans, sends) for command in pair]
    check_accepted(all_at_once(world, both) - int(count), good)


# --- then ----------------------------------------------------------------------------------------

LINE_WORDS = ("expected", "shipped", "received", "damaged", "over", "missing")


def check_document(answer, what):
    """'OPEN: A 10 expected, 4 received; B 1 expected' against a DocumentView; what is not told is 0. Lines
    of one SKU stand in the order of the document."""
    if answer.code != "ACCEPTED":
        raise Trouble(f"the answer is {answer}")
    status, _, lines = what.partition(": ")
    expected = []
    for text in filter(None, lines.split("; ")):
        sku, _, rest = text.partition(" ")
        expected.append((sku, {word: int(number) for number, word in (part.split() for part in rest.split(", "))}))
    view = answer.reply
    seen = [(line.sku, {word: getattr(line, word) for word in LINE_WORDS if getattr(line, word)}) for line in view.lines]
    if view.status != status or sorted(seen, key=lambda line: line[0]) != expected:
        raise Trouble(f"it is {view.status}: {seen}")


@says(rf"(?P<number>{NUMBER}) is (?P<what>[A-Z_]+(?:: .+)?)")
def document_is(world, number, what):
    check_document(world.client("inventory", "reader").ask(
        wire.inventory.GetDocument(**{KINDS[number.split("-")[0]]: number})), what)


@says(rf"(?P<who>{WHO}) may not see (?P<number>{NUMBER})")
def may_not_see(world, who, number):
    answer = world.client("inventory", who_is(who)).ask(
        wire.inventory.GetDocument(**{KINDS[number.split("-")[0]]: number}))
    if answer.code != "DENIED":
        raise Trouble(f"the answer is {answer}")


def availability(world, sku, until=0):
    answer = world.client("inventory", "web").ask(wire.inventory.GetAvailability(skus=[sku], until_us=until))
    return answer.reply.items[0]


@says(r"(?P<number>\d+) (?P<sku>\w+) (?:is|are) (?P<what>on order|in transit)")
def on_order(world, number, sku, what):
    field = what.replace(" ", "_")
    def look():
        seen = getattr(availability(world, sku), field)
        return seen == int(number), seen
    eventually(f"{number} {sku} to be {what}", look)


@says(r"(?P<number>\d+) (?P<sku>\w+) (?:is|are) available in (?P<days>\d+) days")
def available_by(world, number, sku, days):
    def look():
        seen = availability(world, sku, due(days))
        return seen.available_by == int(number), seen.available_by
    eventually(f"{number} {sku} to be available in {days} days", look)


@says(r"(?P<sku>\w+) is awaited as (?P<what>nothing|\d+ in \d+ days of [\w-]+(?:, \d+ in \d+ days of [\w-]+)*)")
def awaited(world, sku, what):
    expected = [] if what == "nothing" else [
        (int(part.split()[0]), due(part.split()[2]), part.split()[5]) for part in what.split(", ")]
    def look():
        seen = [(entry.quantity, entry.due_at_us, entry.reference)
                for entry in availability(world, sku, due(365)).inbound]
        return seen == expected, seen
    eventually(f"{sku} to be awaited as {what}", look)


@says(r"the line (?P<sku>\w+) of (?P<name>[A-Z]\w*) is expected (?:in (?P<days>\d+) days|at no known date)")
def line_expected(world, sku, name, days=""):
    expected = due(days) if days else 0
    def look():
        seen = next(line.expected_at_us for line in world.view(name).lines if line.sku == sku)
        return seen == expected, seen
    eventually(f"line {sku} of {name} to be expected {days}", look)


@says(r"(?P<number>\d+) (?P<sku>\w+) (?:is|are) unavailable at (?P<code>[A-Z]+)")
def unavailable(world, number, sku, code):
    def look():
        answer = world.client("inventory", "operator").ask(
            wire.inventory.GetAvailability(skus=[sku], by_location=True))
        seen = {place.location: place.unavailable for place in answer.reply.items[0].locations}
        return seen.get(code, 0) == int(number), seen
    eventually(f"{number} {sku} unavailable at {code}", look)


# --- the checker ---------------------------------------------------------------------------------

TAMPERINGS = {  # what is done to documents behind everybody's back -> the rule that must be found broken
    "UPDATE inventory.document SET missing = array_fill(1::int8, ARRAY[cardinality(lines)]) WHERE number = 'PO-1'":
        "every line of a document adds up",
    "UPDATE inventory.document SET state = 5 WHERE number = 'PO-1'": "every line of a document adds up",
    "UPDATE inventory.document SET announced[1] = announced[1] - 1 WHERE number = 'PO-1'":
        "what an ASN carries is carried of its order",
    "DELETE FROM inventory.document WHERE number = 'ASN-1'": "what an ASN carries is carried of its order",
    "UPDATE inventory.document SET received[1] = received[1] - 1 WHERE number = 'PO-2'":
        "what documents received is in the ledger",
    "UPDATE inventory.document SET received[1] = received[1] - 1 WHERE number = 'ASN-1'":
        "what documents received is in the ledger",
    "UPDATE inventory.document SET received[1] = received[1] - 1 WHERE number = 'TR-1'":
        "what documents received is in the ledger",
    "DELETE FROM inventory.document_posting WHERE number = 'ASN-1'": "what documents received is in the ledger",
    "UPDATE inventory.document SET shipped[1] = shipped[1] + 1 WHERE number = 'TR-1'":
        "what is in transit left and did not arrive",
    "DELETE FROM inventory.document WHERE number = 'TR-1'": "what is in transit left and did not arrive",
    "UPDATE inventory.stock_count SET counted[1] = counted[1] + 1 WHERE state = 4":
        "what a count found different is in the ledger",
    "UPDATE inventory.stock_count SET booked = '{0}' WHERE state = 4": "what a count found different is in the ledger",
    "INSERT INTO inventory.stock_count SELECT 77, state, location, tolerance_units, tolerance_percent, requested_at, "
    "reason, skus, done, found_skus, found_states, found_lots, found_expires_on, counted, on_hand, booked "
    "FROM inventory.stock_count WHERE state = 1": "a balance is in one open count at most",
}


@says(r"every tampering with documents is found by its rule")
def tampering_documents(world):
    find_tamperings(world, TAMPERINGS)
