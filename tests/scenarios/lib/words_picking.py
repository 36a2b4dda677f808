"""Sentences about picking by scan: waves, lists that are claimed, scans, parcels, what follows a shipment."""
import os
import pathlib
import random
import re
import subprocess
import time
import uuid

import wire
import words_profiles
from system import Trouble
from words import NAME, UNITS, find_tamperings, says, units
from world import eventually

PICKER = r"[A-Z][a-z]+"
SHORTS = {"cannot find": "SHORT_NOT_FOUND", "finds damaged": "SHORT_DAMAGED", "finds expired": "SHORT_EXPIRED"}


@says(r"fulfillment-routing is restarted with (?P<settings>CROSSDOCK_\w+=\w+(?:, CROSSDOCK_\w+=\w+)*)")
def restarted_with(world, settings):
    restart_with(world, "fulfillment-routing", settings)
    world.must("fulfillment-routing", "operator", wire.routing.GetPickLists(location="MAN"))


def restart_with(world, name, settings):
    """Killed, and started as deploy/services would, with settings of its own besides."""
    system = world.system
    if system.is_alive(name):
        system.kill(name)
    env = {key: text for key, text in os.environ.items() if not key.startswith("CROSSDOCK_")}
    for line in (system.var / "env" / name).read_text().splitlines():
        key, _, value = line.partition("=")
        env[key] = subprocess.run(["bash", "-c", f"printf %s {value}"], text=True, stdout=subprocess.PIPE).stdout
    env.update(part.split("=") for part in settings.split(", "))
    with open(system.log_path(name), "ab") as log:
        process = subprocess.Popen([str(system.bin / f"crossdock-{name}")], env=env, stdin=subprocess.DEVNULL,
                                   stdout=log, stderr=log, start_new_session=True)
    began = pathlib.Path(f"/proc/{process.pid}/stat").read_text().rpartition(") ")[2].split()[19]
    (system.var / "run" / f"{name}.pid").write_text(f"{process.pid} {began}\n")


# --- waves and lists -----------------------------------------------------------------------------------

@says(r"(?P<who>operator|[A-Z]{3}) releases the wave at (?P<code>[A-Z]+)")
def releases_wave(world, who, code):
    key = who if who == "operator" else f"warehouse-{who}"
    world.ask("fulfillment-routing", key, wire.routing.ReleaseWave(location=code))


@says(rf"(?P<name>{NAME}) waits for its wave at (?P<code>[A-Z]+)")
def waits_for_wave(world, name, code):
    number = world.fulfillment_order(name, code)
    time.sleep(0.3)
    world.listen()
    if any(task.fulfillment_order_id == number for event in world.seen["PickListReleased"] for task in event.tasks):
        raise Trouble("it is on a pick list")


@says(rf"(?P<names>{NAME}(?:, {NAME})+) are on (?P<what>one pick list|pick lists of their own) of (?P<code>[A-Z]+)")
def on_lists(world, names, what, code):
    lists = {world.pick_list_of(name, code).pick_list_id for name in names.split(", ")}
    if len(lists) != (1 if what == "one pick list" else len(names.split(", "))):
        raise Trouble(f"they are on {len(lists)} pick lists")


def tell(world, picker, code, command):
    """Under an id that a handheld can repeat."""
    world.memory["told"] = world.memory.get("told", []) + [(code, command, str(uuid.uuid4()))]
    code, command, number = world.memory["told"][-1]
    answer = world.ask("fulfillment-routing", f"warehouse-{code}", command, command_id=number)
    world.memory["receipts"] = world.memory.get("receipts", []) + [str(answer.reply)]
    return answer


def list_of(world, picker):
    if ("list", picker) not in world.memory:
        raise Trouble(f"{picker} never claimed a pick list")
    return world.memory["list", picker]


@says(rf"(?P<picker>{PICKER}) claims (?:a pick list|the pick list of (?P<name>{NAME})) at (?P<code>[A-Z]+)")
def claims(world, picker, code, name=""):
    number = world.pick_list_of(name, code).pick_list_id if name else 0
    answer = tell(world, picker, code, wire.routing.ClaimPickList(location=code, picker=picker, pick_list_id=number))
    if answer.code == "ACCEPTED":
        world.memory["list", picker] = (code, answer.reply.pick_list_id)
        world.memory["claimed"] = answer.reply


@says(rf"(?P<who>[A-Z]+) claims the pick list of (?P<name>{NAME}) at (?P<code>[A-Z]+)")
def claims_foreign(world, who, name, code):
    number = world.pick_list_of(name, code).pick_list_id
    world.ask("fulfillment-routing", f"warehouse-{who}", wire.routing.ClaimPickList(picker="Eve", pick_list_id=number))


@says(rf"(?P<picker>{PICKER}) gives the list back")
def gives_back(world, picker):
    code, number = list_of(world, picker)
    tell(world, picker, code, wire.routing.ReturnPickList(pick_list_id=number, picker=picker))


def view_of(world, code, number):
    answer = world.must("fulfillment-routing", f"warehouse-{code}", wire.routing.GetPickLists(pick_list_id=number))
    if [view.pick_list_id for view in answer.reply.lists] != [number]:
        raise Trouble(f"asked for list {number}, told {answer}")
    return answer.reply.lists[0]


@says(rf"the list of (?P<picker>{PICKER}) is (?P<status>READY|ACCEPTED|CLAIMED|DONE)(?: by (?P<other>{PICKER}))?")
def list_is(world, picker, status, other=""):
    def look():
        view = view_of(world, *list_of(world, picker))
        return view and view.status == status and (not other or view.picker == other), str(view).split()[:8]
    eventually(f"the list to be {status}", look)


@says(rf"(?P<picker>{PICKER}) is to walk: (?P<walk>.+)")
def is_to_walk(world, picker, walk):
    """Open tasks in walking order: `2 A at A-2 for W1`; without bins, in any order."""
    view = view_of(world, *list_of(world, picker))
    names = {number: name for name, number in world.order_ids.items()}
    seen = [f"{task.task.quantity - task.picked - task.missing} {task.task.sku}"
            f"{' at ' + task.task.bin if ' at ' in walk else ''} for {names[task.task.order_id]}"
            for task in (view.tasks if view else []) if task.task.quantity > task.picked + task.missing]
    expected = walk.split(", ")
    if seen != expected and (" at " in walk or sorted(seen) != sorted(expected)):
        raise Trouble(f"the walk is {', '.join(seen)}")


@says(r"the routing feed says (?P<event>PickListReady|PickListClaimed) at (?P<code>[A-Z]+)(?:: (?P<words>.+))?")
def feed_says(world, event, code, words=""):
    def look():
        world.listen()
        seen = [one for one in world.seen[event] if one.location == code]
        return any(re.search(words, str(one)) for one in seen), [str(one).split() for one in seen]
    eventually(f"{event} at {code}", look)


# --- scans ---------------------------------------------------------------------------------------------

@says(rf"(?P<picker>{PICKER}) scans (?:(?P<quantity>\d+) )?(?P<code>\w+)(?: of lot (?P<lot>\w+))?"
      rf"(?: instead of (?P<instead>\w+))?(?: for (?P<name>{NAME}))?")
def scans(world, picker, code, quantity="0", lot="", instead="", name=""):
    location, number = list_of(world, picker)
    fulfillment_order = world.fulfillment_order(name, location) if name else 0
    tell(world, picker, location, wire.routing.ScanPick(
        pick_list_id=number, picker=picker, code=code, quantity=int(quantity), lot=lot, instead_of=instead,
        fulfillment_order_id=fulfillment_order))


@says(rf"(?P<picker>{PICKER}) (?P<what>cannot find|finds damaged|finds expired) (?:(?P<quantity>\d+) )?(?P<code>\w+)"
      rf"(?: for (?P<name>{NAME}))?")
def reports(world, picker, what, code, quantity="0", name=""):
    location, number = list_of(world, picker)
    fulfillment_order = world.fulfillment_order(name, location) if name else 0
    tell(world, picker, location, wire.routing.ReportShort(
        pick_list_id=number, picker=picker, code=code, missing=int(quantity), reason=SHORTS[what],
        fulfillment_order_id=fulfillment_order))


@says(r"next is (?P<quantity>\d+) (?P<sku>\w+)(?: at (?P<bin>[\w-]+))?(?: for (?P<name>\w+))?")
def next_is(world, quantity, sku, bin="", name=""):
    """What the answer to a scan sends the picker to: the task as planned."""
    task = world.answer.reply.next
    seen = (task.quantity, task.sku, task.bin if bin else "", task.order_id if name else 0)
    if seen != (int(quantity), sku, bin, world.order_ids[name] if name else 0):
        raise Trouble(f"next is {str(task).split()}")


@says(r"the (?P<what>order|list) is done")
def is_done(world, what):
    reply = world.answer.reply
    if not (reply.fulfillment_done if what == "order" else reply.list_done):
        raise Trouble(f"it is not: {str(reply).split()}")


@says(r"the handheld repeats everything")
def repeats(world):
    """Every command again under its id: each is answered with its first receipt, and nothing happens."""
    heads = lambda: world.system.sql("SELECT head FROM routing.feed")
    before = heads()
    for (code, command, number), first in zip(world.memory["told"], world.memory["receipts"]):
        answer = world.ask("fulfillment-routing", f"warehouse-{code}", command, command_id=number)
        if str(answer.reply) != first:
            raise Trouble(f"{command.DESCRIPTOR.name} was answered {first}, and again {answer} {answer.reply}")
    if heads() != before:
        raise Trouble("something was said again")


@says(rf"of (?P<name>{NAME}) at (?P<code>[A-Z]+) (?P<picked>\d+) (?P<sku>\w+) (?:is|are) picked and (?P<missing>\d+) missing")
def are_picked(world, name, code, picked, sku, missing):
    number = world.fulfillment_order(name, code)
    seen = world.system.sql(f"SELECT sum(picked), sum(missing) FROM routing.fulfillment_line "
                            f"WHERE fulfillment_order_id = {number} AND sku = '{sku}'")[0]
    if seen != [picked, missing]:
        raise Trouble(f"picked and missing are {seen}")


# --- parcels, and what follows a shipment ----------------------------------------------------------------

@says(rf"(?P<code>[A-Z]+) packs (?:all|(?P<what>{UNITS})) of (?P<name>{NAME})(?: under (?P<sscc>\d+))?")
def packs(world, code, name, what="", sscc=""):
    pick_list = world.pick_list_of(name, code)
    number = world.fulfillment_order(name, code)
    lines = {task.sku: task.line for task in pick_list.tasks if task.fulfillment_order_id == number}
    command = wire.routing.PackParcel(fulfillment_order_id=number, sscc=sscc, weight_g=700)
    for sku, quantity in units(what) if what else ():
        command.lines.add(line=lines[sku], sku=sku, quantity=quantity)
    answer = tell(world, "", code, command)
    if answer.code == "ACCEPTED":
        world.memory["parcels", name] = world.memory.get(("parcels", name), []) + [answer.reply.sscc]


@says(r"its SSCC is (?P<sscc>\d+), parcel (?P<number>\d+)(?P<all>, and all is packed)?")
def its_sscc(world, sscc, number, all=""):
    reply = world.answer.reply
    if (reply.sscc, reply.parcel, reply.all_packed) != (sscc, int(number), bool(all)):
        raise Trouble(f"the answer is {str(reply).split()}")


@says(rf"(?P<code>[A-Z]+) ships (?P<name>{NAME}) with tracking (?P<codes>\w+(?:, \w+)*)(?: of (?P<other>{NAME}))?")
def ships_tracked(world, code, name, codes, other=""):
    command = wire.routing.ConfirmShipment(fulfillment_order_id=world.fulfillment_order(name, code), carrier="POST",
                                           service="express")
    for sscc, tracking in zip(world.memory["parcels", other or name], codes.split(", ")):
        command.parcels.add(sscc=sscc, tracking=tracking)
    tell(world, "", code, command)


@says(rf"(?P<name>{NAME}) left (?P<code>[A-Z]+) in (?P<count>\d+) parcels: (?P<what>.+)")
def left_in(world, name, code, count, what):
    """`2 A as T1; 1 A, 1 B as -`: contents and tracking; a parcel without a number has neither."""
    number = world.fulfillment_order(name, code)
    def look():
        world.listen()
        for event in world.seen["FulfillmentShipped"]:
            if event.fulfillment_order_id == number:
                seen = [", ".join(f"{line.quantity} {line.sku}" for line in parcel.lines)
                        + f" as {parcel.tracking or '-'}" for parcel in event.parcels]
                return len(seen) == int(count) and "; ".join(seen) == what, seen
        return False, "it has not left"
    eventually(f"{name} to leave in parcels", look)


@says(rf"(?P<name>{NAME}) left (?P<code>[A-Z]+) with (?P<number>\d+) (?P<sku>\w+) instead of (?P<other>\w+)")
def left_with(world, name, code, number, sku, other):
    fulfillment_order = world.fulfillment_order(name, code)
    def look():
        world.listen()
        for event in world.seen["FulfillmentShipped"]:
            if event.fulfillment_order_id == fulfillment_order:
                lines = {line.line: line.sku for line in event.lines}
                seen = [(one.quantity, one.sku, lines[one.line]) for one in event.substitutions]
                return (int(number), sku, other) in seen, seen
        return False, "it has not left"
    eventually(f"{name} to leave with a substitute", look)


@says(rf"(?P<who>operator|[A-Z]{{3}}) tells that (?P<name>{NAME}) from (?P<code>[A-Z]+) is delivered")
def is_delivered(world, who, name, code):
    key = who if who == "operator" else f"warehouse-{who}"
    world.ask("fulfillment-routing", key, wire.routing.ConfirmDelivery(
        fulfillment_order_id=world.fulfillment_order(name, code)))


@says(rf"(?P<who>operator|[A-Z]{{3}}) reports that (?P<name>{NAME}) from (?P<code>[A-Z]+) is (?P<what>delayed|damaged|lost|refused)"
      r"(?:, (?P<which>its first parcel|a parcel of others))?")
def is_wrong(world, who, name, code, what, which=""):
    key = who if who == "operator" else f"warehouse-{who}"
    sscc = {"": "", "a parcel of others": "006141411234567890"}.get(which) if which != "its first parcel" \
        else world.memory["parcels", name][0]
    world.ask("fulfillment-routing", key, wire.routing.ReportException(
        fulfillment_order_id=world.fulfillment_order(name, code), kind=f"EXCEPTION_{what.upper()}", sscc=sscc,
        note="told by the carrier"))


@says(rf"the routing feed says (?P<event>FulfillmentPacked|FulfillmentDelivered|FulfillmentException) of (?P<name>{NAME}) once")
def feed_says_of(world, event, name):
    def look():
        world.listen()
        seen = [one for one in world.seen[event] if one.order_id == world.order_ids[name]]
        return len(seen) == 1, [str(one).split() for one in seen]
    eventually(f"{event} of {name}", look)


# --- what profiles say of it -----------------------------------------------------------------------------

words_profiles.CLAUSES.update({
    r"waves of (\d+) orders": lambda w, c, p, n: setattr(p.wave, "orders_max", int(n)),
    r"waves (\d+) minutes before the cut-off": lambda w, c, p, n: setattr(p.wave, "before_cut_off_minutes", int(n)),
    r"a list for each": lambda w, c, p: setattr(p.wave, "single", True),
    r"leases of (\d+) s": lambda w, c, p, n: setattr(p.wave, "lease_seconds", int(n)),
    r"GS1 prefix (\d+)": lambda w, c, p, prefix: setattr(p, "gs1_prefix", prefix),
})



# --- many handhelds at random ----------------------------------------------------------------------------

def random_step(world, code, chance, pickers, skus, told):
    """What a handheld may do, sensible or not; now and then it repeats what it said before."""
    key, picker = f"warehouse-{code}", chance.choice(pickers)
    lists = world.memory.setdefault("random lists", {})
    what = chance.choices(["claim", "scan", "short", "return", "repeat"], [2, 12, 2, 1, 3])[0]
    number = lists.get(picker, 1)
    if what == "repeat" and told:
        command, command_id, first = chance.choice(told)
        again = world.client("fulfillment-routing", key).ask(command, command_id=command_id)
        if str(again.reply) != first:
            raise Trouble(f"{command} was answered {first}, and again {again} {again.reply}")
        return
    if what == "claim" or picker not in lists:
        command = wire.routing.ClaimPickList(location=code, picker=picker)
    elif what == "scan":
        command = wire.routing.ScanPick(pick_list_id=number, picker=picker, code=chance.choice(skus),
                                        quantity=chance.randint(0, 3))
    elif what == "short":
        command = wire.routing.ReportShort(pick_list_id=number, picker=picker, code=chance.choice(skus),
                                           missing=chance.randint(0, 2), reason="SHORT_NOT_FOUND")
    else:
        command = wire.routing.ReturnPickList(pick_list_id=number, picker=picker)
    command_id = str(uuid.uuid4())
    answer = world.client("fulfillment-routing", key).ask(command, command_id=command_id)
    if answer.code not in ("ACCEPTED", "REJECTED"):
        raise Trouble(f"{command} is answered {answer}")
    if answer.code == "ACCEPTED":  # what was refused changed nothing, and is no receipt that is kept
        told.append((command, command_id, str(answer.reply)))
    if isinstance(command, wire.routing.ClaimPickList) and answer.code == "ACCEPTED":
        lists[picker] = answer.reply.pick_list_id


def adds_up(world):
    """In the tables, at any time: picked and missing are never more than planned, and the stock is held once."""
    wrong = world.system.sql("SELECT * FROM routing.fulfillment_line WHERE picked + missing > quantity OR picked < 0 OR missing < 0")
    if wrong:
        raise Trouble(f"it does not add up: {wrong}")


@says(r"(?P<count>\d+) handhelds work at (?P<code>[A-Z]+) at random for (?P<steps>\d+) steps, fulfillment-routing being killed (?P<kills>\d+) times")
def random_handhelds(world, count, code, steps, kills):
    seed = int(os.environ.get("HANDHELD_SEED") or random.SystemRandom().randrange(10**6))
    print(f"       HANDHELD_SEED={seed}")
    chance, told = random.Random(seed), []
    pickers = [f"Picker{number}" for number in range(int(count))]
    skus = sorted({line.sku for order in world.placed.values() for line in order.lines}) + ["Unknown"]
    deaths = set(chance.sample(range(int(steps)), int(kills)))
    for step in range(int(steps)):
        if step in deaths:
            world.system.kill("fulfillment-routing")
            world.system.services("start", ["fulfillment-routing"])
        random_step(world, code, chance, pickers, skus, told)
        if step % 20 == 0:
            adds_up(world)
    adds_up(world)


@says(r"a picker finishes what is left at (?P<code>[A-Z]+), and it is packed and shipped")
def finishes(world, code):
    key, client = f"warehouse-{code}", world.client("fulfillment-routing", f"warehouse-{code}")
    def finish_one():
        claim = client.ask(wire.routing.ClaimPickList(location=code, picker="Last"))
        if claim.code == "ACCEPTED":
            for view in claim.reply.tasks:
                left = view.task.quantity - view.picked - view.missing
                if left:
                    world.must("fulfillment-routing", key, wire.routing.ScanPick(
                        pick_list_id=claim.reply.pick_list_id, picker="Last", code=view.task.sku, quantity=left,
                        fulfillment_order_id=view.task.fulfillment_order_id))
        lists = client.ask(wire.routing.GetPickLists(location=code)).reply.lists
        return not lists, [str(view).split() for view in lists]
    eventually(f"all lists of {code} to be picked", finish_one, 60)
    for (number,) in world.system.sql(f"SELECT fulfillment_order_id FROM routing.fulfillment_order WHERE location = '{code}' AND status = 5"):
        world.must("fulfillment-routing", key, wire.routing.PackParcel(fulfillment_order_id=int(number)))
        world.must("fulfillment-routing", key, wire.routing.ConfirmShipment(fulfillment_order_id=int(number), carrier="POST"))


TAMPERINGS = {  # what is done behind everybody's back -> the rule that must be found broken
    "UPDATE routing.fulfillment_order SET picked = ARRAY[1::int8, 3] WHERE status = 4":
        "what is picked, missing and open is what was planned",
    "UPDATE routing.fulfillment_order SET missing = ARRAY[9::int8, 0] WHERE status = 4":
        "what is picked, missing and open is what was planned",
    "UPDATE routing.taken SET quantity = 9 WHERE sku <> ''": "what is picked, missing and open is what was planned",
    "UPDATE routing.order_terms SET substitutes_allowed = false": "nothing leaves in place of what the customer wants",
    "UPDATE routing.taken SET quantity = quantity - 1": "what left the ledger is what was shipped",
    "UPDATE routing.parcel SET quantities = ARRAY[9::int8]": "parcels hold what was picked",
    "DELETE FROM routing.parcel WHERE parcel = 1": "parcels hold what was picked",
    "UPDATE routing.sscc_series SET next_serial = next_serial - 1": "no number of a parcel comes again",
    "UPDATE routing.fulfillment_order SET status = 6 WHERE status = 9":
        "what the customer has was said once, and what went wrong",
    "DELETE FROM routing.shipment_exception": "what the customer has was said once, and what went wrong",
}


@says(r"every tampering with what was picked and packed is found by its rule")
def tampering(world):
    find_tamperings(world, TAMPERINGS)


@says(rf"(?P<who>[A-Z]{{3}}) may touch nothing of (?P<name>{NAME}) at (?P<code>[A-Z]+)")
def may_touch_nothing(world, who, name, code):
    """Every command of a warehouse with another warehouse's key, and a storefront's: DENIED, and nothing is said."""
    number, pick_list = world.fulfillment_order(name, code), world.pick_list_of(name, code).pick_list_id
    make = wire.routing
    commands = [
        make.AcceptPickList(pick_list_id=pick_list), make.ConfirmPick(fulfillment_order_id=number),
        make.ConfirmShipment(fulfillment_order_id=number), make.RejectFulfillment(fulfillment_order_id=number, reason="no"),
        make.ReleaseWave(location=code), make.ClaimPickList(location=code, picker="Eve"),
        make.ClaimPickList(picker="Eve", pick_list_id=pick_list), make.ReturnPickList(pick_list_id=pick_list, picker="Pim"),
        make.GetPickLists(location=code), make.ScanPick(pick_list_id=pick_list, picker="Pim", code="A"),
        make.ScanPick(pick_list_id=pick_list, picker="Pim", code="A", fulfillment_order_id=number),
        make.ReportShort(pick_list_id=pick_list, picker="Pim", code="A", reason="SHORT_NOT_FOUND"),
        make.PackParcel(fulfillment_order_id=number), make.ConfirmDelivery(fulfillment_order_id=number),
        make.ReportException(fulfillment_order_id=number, kind="EXCEPTION_LOST"),
    ]
    heads = lambda: world.system.sql("SELECT head FROM routing.feed")
    before = heads()
    for key in (f"warehouse-{who}", "web"):
        for command in commands:
            answer = world.client("fulfillment-routing", key).ask(command)
            if answer.code != "DENIED":
                raise Trouble(f"{key}: {command.DESCRIPTOR.name} is answered {answer}")
    if heads() != before:
        raise Trouble("something was said")


@says(r"commands of pickers that make no sense are refused at the edge")
def refused_at_the_edge(world):
    make = wire.routing
    long = "x" * 201
    for command in [
        make.ClaimPickList(location="MAN"), make.ClaimPickList(location="MAN", picker="x" * 65),
        make.ClaimPickList(location="MAN", picker="Pim", pick_list_id=2 ** 63), make.ReturnPickList(picker="Pim"),
        make.ReturnPickList(pick_list_id=1), make.GetPickLists(location="MAN", limit=1001),
        make.ReleaseWave(), make.ReleaseWave(location="MAN", orders_max=10001),
        make.ScanPick(picker="Pim", code="A"), make.ScanPick(pick_list_id=1, code="A"),
        make.ScanPick(pick_list_id=1, picker="Pim"), make.ScanPick(pick_list_id=1, picker="Pim", code="A", quantity=-1),
        make.ScanPick(pick_list_id=1, picker="Pim", code="A", lot="x" * 65),
        make.ReportShort(pick_list_id=1, picker="Pim", code="A"),
        make.ReportShort(pick_list_id=1, picker="Pim", code="A", reason=5),
        make.ReportShort(pick_list_id=1, picker="Pim", code="A", reason=1, missing=-1),
        make.PackParcel(), make.PackParcel(fulfillment_order_id=1, sscc="12"),
        make.PackParcel(fulfillment_order_id=1, weight_g=-1), make.PackParcel(fulfillment_order_id=1, height_mm=10 ** 6),
        make.PackParcel(fulfillment_order_id=1, lines=[wire.order.LineQuantity(line=1)]),
        make.ConfirmDelivery(), make.ConfirmDelivery(fulfillment_order_id=1, delivered_at_us=-1),
        make.ReportException(fulfillment_order_id=1), make.ReportException(fulfillment_order_id=1, kind=7),
        make.ReportException(fulfillment_order_id=1, kind=1, note=long),
        make.ReportException(fulfillment_order_id=1, kind=1, sscc="006141411234567891"),
        make.ConfirmShipment(fulfillment_order_id=1, service="x" * 65),
    ]:
        answer = world.client("fulfillment-routing", "warehouse-MAN").ask(command)
        if answer.code != "BAD_REQUEST":
            raise Trouble(f"{command.DESCRIPTOR.name} {str(command).split()} is answered {answer}")
