"""Sentences about returns."""
import re
import uuid

import wire
from system import Trouble
from words import NAME, UNITS, says, units
from words_timeline import read_feed
from world import eventually

REASONS = {"unwanted": "UNWANTED", "defective": "DEFECTIVE", "damaged": "DAMAGED_IN_TRANSIT", "a wrong item": "WRONG_ITEM"}
REASON = "|".join(REASONS)
DISPOSITIONS = {"restocks": "RESTOCK", "refurbishes": "REFURBISH", "quarantines": "QUARANTINE",
                "sends to the vendor": "RETURN_TO_VENDOR", "scraps": "SCRAP"}
DISPOSITION = "|".join(DISPOSITIONS)
RETURN = r"R\d+"


def lines(what, **fields):
    return [wire.order.ReturnLine(sku=sku, quantity=number, **fields) for sku, number in units(what)]


def returns(world):
    return world.memory.setdefault("returns", {})


def ask(world, who, command, name=None):
    world.memory["last"] = (who, command, str(uuid.uuid4()))
    answer = world.ask("order", who, command, command_id=world.memory["last"][2])
    if name and answer.code in ("ACCEPTED", "DUPLICATE"):
        returns(world)[name] = answer.reply.return_id
    return answer


def view(world, name, who="operator"):
    answer = world.client("order", who).ask(wire.order.GetReturns(return_id=returns(world)[name]))
    if answer.code != "ACCEPTED":
        raise Trouble(f"GetReturns {name}: {answer}")
    return answer.reply.returns[0]


@says(rf"(?P<who>[\w-]+) wants to return (?P<what>{UNITS}) of (?P<name>{NAME}) as (?P<ret>{RETURN}): (?P<reason>{REASON})")
def request(world, who, what, name, ret, reason):
    ask(world, who, wire.order.RequestReturn(
        order_id=world.order_ids[name], reference=f"shop {ret}",
        lines=lines(what, reason=wire.order.ReturnReason.Value(f"RETURN_REASON_{REASONS[reason]}"))), ret)


@says(rf"(?P<who>[\w-]+) authorizes (?P<ret>{RETURN})(?: for (?P<seconds>\d+) seconds?)?")
def authorize(world, who, ret, seconds=None):
    import time
    expires = time.time_ns() // 1000 + int(seconds) * 10**6 if seconds else 0
    ask(world, who, wire.order.AuthorizeReturn(return_id=returns(world)[ret], expires_at_us=expires))


@says(rf"(?P<who>[\w-]+) (?P<what>declines|withdraws|closes) (?P<ret>{RETURN})")
def end(world, who, what, ret):
    kind = {"declines": wire.order.DeclineReturn, "withdraws": wire.order.CancelReturn,
            "closes": wire.order.CloseReturn}[what]
    ask(world, who, kind(return_id=returns(world)[ret], reason="so it is"))


@says(rf"(?P<code>[A-Z]+) gets back (?P<what>{UNITS}) of (?P<ret>{RETURN})")
def receive(world, code, what, ret):
    ask(world, f"warehouse-{code}", wire.order.ReceiveReturn(return_id=returns(world)[ret], location=code,
                                                             lines=lines(what)))


@says(rf"(?P<code>[A-Z]+) gets back (?P<what>{UNITS}) of (?P<ret>{RETURN}) for (?P<other>[A-Z]+)")
def receive_elsewhere(world, code, what, ret, other):
    ask(world, f"warehouse-{code}", wire.order.ReceiveReturn(return_id=returns(world)[ret], location=other,
                                                             lines=lines(what)))


@says(rf"(?P<code>[A-Z]+) finds (?P<what>{UNITS}) in a parcel (?:of (?P<name>{NAME})|without papers), (?P<ret>{RETURN})")
def receive_blind(world, code, what, ret, name=None):
    ask(world, f"warehouse-{code}", wire.order.ReceiveReturn(
        order_id=world.order_ids[name] if name else 0, location=code, lines=lines(what)), ret)


@says(rf"operator takes back (?P<what>{UNITS}) of (?P<ret>{RETURN}) at (?P<code>[A-Z]+)")
def receive_as_operator(world, what, ret, code):
    ask(world, "operator", wire.order.ReceiveReturn(return_id=returns(world)[ret], location=code, lines=lines(what)))


@says(rf"(?P<code>[A-Z]+) (?P<how>{DISPOSITION}) (?P<what>{UNITS}) of (?P<ret>{RETURN})")
def inspect(world, code, how, what, ret):
    ask(world, f"warehouse-{code}", wire.order.InspectReturn(
        return_id=returns(world)[ret], location=code,
        lines=lines(what, disposition=wire.order.Disposition.Value(f"DISPOSITION_{DISPOSITIONS[how]}"),
                    condition="opened")))


@says(rf"(?P<who>[\w-]+) (?P<how>refunds|exchanges|owes nothing for) (?P<what>{UNITS}) of (?P<ret>{RETURN})"
      r"(?: with (?P<money>\d+))?")
def resolve(world, who, how, what, ret, money="0"):
    resolution = {"refunds": "REFUND", "exchanges": "EXCHANGE", "owes nothing for": "NONE"}[how]
    ask(world, who, wire.order.ResolveReturn(return_id=returns(world)[ret], lines=lines(
        what, resolution=wire.order.Resolution.Value(f"RESOLUTION_{resolution}"), refund_minor=int(money))))


@says(r"the same command comes again")
def same_again(world):
    who, command, command_id = world.memory["last"]
    world.ask("order", who, command, command_id=command_id)


@says(rf"(?P<who>[\w-]+) looks at (?P<ret>{RETURN})")
def look_at(world, who, ret):
    ask(world, who, wire.order.GetReturns(return_id=returns(world)[ret]))


@says(rf"(?P<channel>web|shop) orders (?P<name>{NAME}) to (?P<postal>[\w -]+): (?P<what>{UNITS}) in exchange for (?P<ret>{RETURN})")
def order_exchange(world, channel, name, postal, what, ret):
    from words import make_order
    order = make_order(name, channel, postal, what)
    order.exchange_for_return_id = returns(world)[ret]
    world.place(order, name)


@says(rf"the last parcel of (?P<name>{NAME}) left (?P<days>\d+) days ago")
def shipped_long_ago(world, name, days):
    """The order is closed, so it is in no memory; its facts are moved back as a whole: they count from when it came."""
    world.system.sql(f"UPDATE orders.orders SET received_at = received_at - interval '{days} days' "
                     f"WHERE order_id = {world.order_ids[name]}")


@says(rf"the return (?P<ret>{RETURN}) is (?P<status>REQUESTED|AUTHORIZED|DECLINED|RECEIVED|INSPECTED|RESOLVED|CLOSED|EXPIRED|CANCELLED)")
def return_is(world, ret, status):
    def look():
        seen = wire.order.ReturnStatus.Name(view(world, ret).status).removeprefix("RETURN_STATUS_")
        return seen == status, seen
    eventually(f"{ret} to be {status}", look)


@says(rf"(?P<sku>\w+) of (?P<ret>{RETURN}) is (?P<what>\d+ [a-z_]+(?:, \d+ [a-z_]+)*)")
def return_line_is(world, sku, ret, what):
    expected = {word: int(number) for number, word in (part.split() for part in what.split(", "))}
    seen = {line.sku: line for line in view(world, ret).lines}
    if sku not in seen or any(getattr(seen[sku], word) != number for word, number in expected.items()):
        raise Trouble(f"it is {seen.get(sku)}")


@says(rf"of (?P<sku>\w+) of (?P<name>{NAME}) (?P<what>\d+ [a-z_]+(?:, \d+ [a-z_]+)*)")
def order_line_is(world, sku, name, what):
    """What the order itself shows of its returns."""
    expected = {word: int(number) for number, word in (part.split() for part in what.split(", "))}
    line = next(line for line in world.view(name).lines if line.sku == sku)
    if any(getattr(line, word) != number for word, number in expected.items()):
        raise Trouble(f"it is {line}")


@says(rf"the return (?P<ret>{RETURN}) is exchanged by (?P<name>{NAME})")
def exchanged_by(world, ret, name):
    seen = view(world, ret).exchange_order_id
    if seen != world.order_ids[name] or world.view(name).exchange_for_return_id != returns(world)[ret]:
        raise Trouble(f"it is order {seen}; {name} is for {world.view(name).exchange_for_return_id}")


@says(rf"the refunds due of (?P<ret>{RETURN}) are (?P<amounts>none|\d+(?: and \d+)*)")
def refunds_due(world, ret, amounts):
    seen = []
    for event in read_feed(world, "order", "web", types=["crossdock.order.v1.RefundDue"], subject="web"):
        due = wire.order.RefundDue.FromString(event.data)
        if due.return_id == returns(world)[ret]:
            seen.append((due.currency, due.amount_minor))
    expected = [] if amounts == "none" else [("GBP", int(amount)) for amount in re.split(" and ", amounts)]
    if seen != expected:
        raise Trouble(f"they are {seen}")
