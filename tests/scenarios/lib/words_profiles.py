"""Sentences about what locations can do, by when, and which policy decides."""
import datetime
import re
import zoneinfo

import wire
from system import Trouble
from words import NAME, find_tamperings, says
from world import PLACES, eventually

NANO, PICO = 10 ** 9, 10 ** 12
ZONES = ["Pacific/Auckland", "Australia/Sydney", "Asia/Tokyo", "Asia/Kolkata", "Asia/Dubai", "Europe/Athens",
         "Europe/London", "Atlantic/Azores", "America/Sao_Paulo", "America/New_York", "America/Denver",
         "America/Los_Angeles", "Pacific/Honolulu"]
EPOCH = datetime.date(1970, 1, 1)


def now_at(world, code):
    zone = world.memory.get(("zone", code), "Europe/London")
    return datetime.datetime.now(zoneinfo.ZoneInfo(zone))


def today_at(world, code):
    return (now_at(world, code).date() - EPOCH).days


def define_place(world, code, **fields):
    postal, city, latitude, longitude = PLACES[code]
    location = dict(code=code, name=city, country="GB", city=city, postal_code=postal, latitude_deg=latitude,
                    longitude_deg=longitude, time_zone=world.memory.get(("zone", code), "Europe/London"))
    location.update(fields)
    world.must("inventory", "operator", wire.inventory.DefineLocations(locations=[wire.inventory.Location(**location)]))
    def known():
        seen = world.system.sql(f"SELECT country, time_zone FROM routing.location WHERE code = '{code}'")
        return seen == [(location["country"], location["time_zone"])] or seen == \
            [[location["country"], location["time_zone"]]], seen
    eventually(f"routing to know {code}", known)


@says(r"(?P<code>[A-Z]+) lies where it is (?P<when>late|early) now")
def lies_where(world, code, when):
    """In a time zone where the clocks show about 7 in the evening, or about 6 in the morning."""
    wanted = 19 if when == "late" else 6
    def off(zone):
        shown = datetime.datetime.now(zoneinfo.ZoneInfo(zone))
        return abs(shown.hour + shown.minute / 60 - wanted)
    world.memory["zone", code] = min(ZONES, key=off)
    define_place(world, code)


@says(r"(?P<code>[A-Z]+) lies in (?P<country>[A-Z][A-Z])")
def lies_in(world, code, country):
    define_place(world, code, country=country)


CLAUSES = {
    r"(\d+) orders? a day": lambda w, c, p, n: setattr(p, "capacity_orders", int(n)),
    r"(\d+) units? a day": lambda w, c, p, n: setattr(p, "capacity_units", int(n)),
    r"cut-off (\d+):(\d+)": lambda w, c, p, h, m: setattr(p, "cut_off_minute", 60 * int(h) + int(m)),
    r"closed today": lambda w, c, p: p.holidays.append(today_at(w, c)),
    r"closed tomorrow": lambda w, c, p: p.holidays.append(today_at(w, c) + 1),
    r"processing (\d+) days?": lambda w, c, p, n: setattr(p, "processing_days", int(n)),
    r"for (\w+) only": lambda w, c, p, channel: p.channels.append(channel),
    r"to (\w\w) only": lambda w, c, p, country: p.countries.append(country),
    r"no hazmat": lambda w, c, p: setattr(p, "no_hazmat", True),
    r"no oversize": lambda w, c, p: setattr(p, "no_oversize", True),
    r"no shipping": lambda w, c, p: setattr(p, "no_shipping", True),
    r"a store": lambda w, c, p: setattr(p, "kind", wire.routing.LOCATION_STORE),
    r"pickup": lambda w, c, p: setattr(p, "pickup", True),
    r"waves of (\d+) s": lambda w, c, p, n: setattr(p.wave, "age_ms", 1000 * int(n)),
    r"waves on demand": lambda w, c, p: setattr(p.wave, "on_demand", True),
    r"no limits": lambda w, c, p: None,
}


@says(r"(?P<code>[A-Z]+) has a profile: (?P<what>.+)")
def has_profile(world, code, what):
    profile = wire.routing.Profile(location=code)
    for clause in what.split(", "):
        for pattern, act in CLAUSES.items():
            match = re.fullmatch(pattern, clause)
            if match:
                act(world, code, profile, *match.groups())
                break
        else:
            raise Trouble(f"no one knows what a profile with '{clause}' is")
    def define():
        answer = world.ask("fulfillment-routing", "operator", wire.routing.DefineProfiles(profiles=[profile]))
        return answer.code == "ACCEPTED", answer
    eventually(f"{code} to have a profile", define)


@says(r"(?P<who>[\w-]+) defines a profile of (?P<code>\w+): cut-off minute (?P<minute>-?\d+)")
def defines_profile(world, who, code, minute):
    world.ask("fulfillment-routing", who, wire.routing.DefineProfiles(profiles=[
        wire.routing.Profile(location=code, cut_off_minute=int(minute))]))


@says(r"(?P<who>[\w-]+) asks for the profile of (?P<code>\w+)")
def asks_profile(world, who, code):
    world.ask("fulfillment-routing", who, wire.routing.GetProfiles(location=code))


def profile_views(world):
    return world.client("fulfillment-routing", "reader").ask(wire.routing.GetProfiles(limit=1000)).reply.profiles


@says(r"(?P<code>[A-Z]+) has (?P<orders>\d+) orders? and (?P<units>\d+) units? of (?P<when>today|tomorrow|\+\d+) taken")
def has_taken(world, code, orders, units, when):
    """The day is counted where the location is."""
    day = today_at(world, code) + {"today": 0, "tomorrow": 1}.get(when, int(when) if when[0] == "+" else 0)
    def look():
        for view in profile_views(world):
            if view.profile.location == code:
                seen = [(use.orders, use.units) for use in view.used if use.day == day] or [(0, 0)]
                return seen == [(int(orders), int(units))], list(view.used)
        return False, "no profile"
    eventually(f"{code} to have {orders} orders and {units} units of {when} taken", look)


@says(r"what is taken of every day is what fulfillment orders take")
def taken_is_true(world):
    def look():
        told = sorted((view.profile.location, use.day, use.orders, use.units)
                      for view in profile_views(world) for use in view.used)
        rows = sorted(tuple(int(cell) if isinstance(cell, str) and cell.isdigit() else cell for cell in row)
                      for row in world.system.sql(
            "SELECT location, day, orders, units FROM routing.capacity_use JOIN routing.profile USING (location)"))
        return told == rows, (told, rows)
    eventually("what is taken to be what fulfillment orders take", look)


def plan_of(world, name, code):
    number = world.fulfillment_order(name, code)
    return next(plan for plan in world.seen["FulfillmentPlanned"] if plan.fulfillment_order_id == number)


@says(rf"(?P<name>{NAME}) leaves (?P<code>[A-Z]+) (?P<when>today|tomorrow|\+\d+)")
def leaves(world, name, code, when):
    plan = plan_of(world, name, code)
    by = datetime.datetime.fromtimestamp(plan.dispatch_by_us / 1e6 - 1, now_at(world, code).tzinfo)
    wanted = today_at(world, code) + {"today": 0, "tomorrow": 1}.get(when, int(when) if when[0] == "+" else 0)
    if (by.date() - EPOCH).days != wanted:
        raise Trouble(f"it has to leave by {by}")


@says(rf"(?P<name>{NAME}) comes from (?P<code>[A-Z]+) (?P<days>\d+) days? after it leaves(?: by (?P<service>\w+ \w+))?")
def comes(world, name, code, days, service=""):
    plan = plan_of(world, name, code)
    by = datetime.datetime.fromtimestamp(plan.dispatch_by_us / 1e6 - 1, now_at(world, code).tzinfo)
    seen = plan.deliver_on_day - (by.date() - EPOCH).days
    if seen != int(days) or (service and f"{plan.carrier} {plan.service}" != service):
        raise Trouble(f"it comes {seen} days after, by {plan.carrier} {plan.service}")


@says(rf"(?P<name>{NAME}) costs (?P<amount>[\d.]+) from (?P<code>[A-Z]+)")
def costs(world, name, amount, code):
    plan = plan_of(world, name, code)
    if abs(plan.cost_nano - float(amount) * NANO) > 0.005 * NANO:
        raise Trouble(f"it costs {plan.cost_nano / NANO}")


# --- items -----------------------------------------------------------------------------------------

ITEM_CLAUSES = {
    r"is hazmat": lambda i: setattr(i, "hazmat", True),
    r"is oversize": lambda i: setattr(i, "oversize", True),
    r"is not exported": lambda i: setattr(i, "no_export", True),
    r"weighs (\d+) g": lambda i, n: setattr(i, "weight_g", int(n)),
    r"costs (\d+) minor": lambda i, n: setattr(i, "unit_cost_minor", int(n)),
}


@says(r"item (?P<sku>\w+) (?P<what>(?:is|weighs|costs) .+)")
def item_is(world, sku, what):
    item = wire.inventory.Item(sku=sku, name=f"thing {sku}", lead_time_days=5)
    for clause in what.split(", "):
        for pattern, act in ITEM_CLAUSES.items():
            match = re.fullmatch(pattern, clause)
            if match:
                act(item, *match.groups())
                break
        else:
            raise Trouble(f"no one knows what an item that {clause} is")
    world.must("inventory", "operator", wire.inventory.DefineItems(items=[item]))
    def known():
        seen = world.system.sql(f"SELECT sku FROM routing.item_view WHERE sku = '{sku}' AND weight_g = {item.weight_g} "
                                f"AND hazmat = {item.hazmat} AND oversize = {item.oversize} AND no_export = {item.no_export}")
        return bool(seen), seen
    eventually(f"routing to know item {sku}", known)


# --- policies --------------------------------------------------------------------------------------

def zones_of(text, to):
    """'100:1 500:2': up to 100 km 1 day, up to 500 km 2 days."""
    for part in text.split():
        km, days = part.split(":")
        to.add(to_m=1000 * int(km), transit_days=int(days))


def make_policy(kind, what):
    policy = wire.routing.Policy(kind="POLICY_" + kind.upper().replace("-", "_"), currency="GBP")
    for clause in (what or "").split(", "):
        word, _, value = clause.partition(" ")
        if word == "zones":
            zones_of(value, policy.zones)
        elif word == "service":  # POST slow: 100:1 500:2; 1000 5000; 4 6 5 8
            name, zones, breaks, prices = [part.strip() for part in re.split(r"[:;] ", value)]
            carrier, title = name.split()
            service = policy.services.add(carrier=carrier, service=title)
            zones_of(zones, service.zones)
            service.break_to_g.extend(int(part) for part in breaks.split())
            service.price_nano.extend(-1 if part == "-" else round(float(part) * NANO) for part in prices.split())
        elif word in ("parcel", "kg"):
            setattr(policy.tariff, word + "_nano", round(float(value) * NANO))
        elif word in ("km", "kg-km"):
            setattr(policy.tariff, word.replace("-", "_") + "_pico", round(float(value) * PICO))
        elif word in ("late", "split", "full"):
            setattr(policy, {"late": "late_day_nano"}.get(word, word + "_nano"), round(float(value) * NANO))
        elif word == "move":  # worth moving for
            policy.move_saving_min_nano = round(float(value) * NANO)
        elif word in ("parcels_max", "split_value_min_minor", "scarcity_permille", "candidates_max"):
            setattr(policy, word, int(value))
        elif word:
            raise Trouble(f"no one knows what a policy with '{clause}' is")
    return policy


@says(r"policy (?P<version>\d+) is (?P<kind>nearest|fewest-parcels|least-cost)(?: with (?P<what>.+))?")
def policy_is(world, version, kind, what=""):
    reply = world.must("fulfillment-routing", "operator", wire.routing.DefinePolicy(policy=make_policy(kind, what))).reply
    if reply.version != int(version):
        raise Trouble(f"it became version {reply.version}")


@says(r"(?P<who>[\w-]+) defines a policy (?P<kind>nearest|fewest-parcels|least-cost)(?: with (?P<what>.+))?")
def defines_policy(world, who, kind, what=""):
    world.ask("fulfillment-routing", who, wire.routing.DefinePolicy(policy=make_policy(kind, what)))


@says(r"policy (?P<version>\d+) decides")
def decides(world, version):
    world.must("fulfillment-routing", "operator", wire.routing.ActivatePolicy(version=int(version), note="to try it"))


@says(r"(?P<who>[\w-]+) activates policy (?P<version>\d+)")
def activates(world, who, version):
    world.ask("fulfillment-routing", who, wire.routing.ActivatePolicy(version=int(version), note="to try it"))


@says(r"(?P<who>[\w-]+) sets the shadow to policy (?P<version>\d+)")
def sets_shadow(world, who, version):
    world.ask("fulfillment-routing", who, wire.routing.ShadowPolicy(version=int(version), note="to see"))


@says(r"policy (?P<active>\d+) is active and (?P<shadow>\d+) the shadow after (?P<switches>\d+) switches")
def policies_are(world, active, shadow, switches):
    def look():
        view = world.client("fulfillment-routing", "reader").ask(wire.routing.GetPolicies()).reply
        last = view.switches[0]
        seen = (view.active, view.shadow, len(view.switches) - 1, last.active, last.shadow, last.by)
        who = "operator" if int(switches) else ""
        return seen == (int(active), int(shadow), int(switches), int(active), int(shadow), who), seen
    eventually(f"policy {active} to be active", look)


TAMPERINGS = {
    "UPDATE routing.fulfillment_order SET deliver_on_day = dispatch_day - 1":
        "days of a plan follow each other, by a policy there was",
    "UPDATE routing.fulfillment_order SET dispatch_by = dispatch_by + interval '2 days'":
        "days of a plan follow each other, by a policy there was",
    "UPDATE routing.fulfillment_order SET policy = 99": "days of a plan follow each other, by a policy there was",
    "UPDATE routing.fulfillment_order SET cost_nano = -1": "days of a plan follow each other, by a policy there was",
    "DELETE FROM routing.event WHERE type LIKE '%PolicySwitched'":
        "every switch of policies was said once, and to one that there is",
    "UPDATE routing.policy_switch SET switch_no = switch_no + 7 WHERE switch_no = 2":
        "every switch of policies was said once, and to one that there is",
}


@says(r"every tampering with plans and policies is found by its rule")
def tampering_plans(world):
    find_tamperings(world, TAMPERINGS)


@says(rf"(?P<name>{NAME}) is on a pick list of (?P<code>[A-Z]+)")
def is_on_list(world, name, code):
    world.pick_list_of(name, code)


@says(rf"(?P<name>{NAME}) is on no pick list")
def is_on_no_list(world, name):
    rows = world.system.sql("SELECT pick_list_id FROM routing.fulfillment_order "
                            f"WHERE order_id = {world.order_ids[name]} AND status = 1 AND pick_list_id IS NULL")
    if len(rows) != 1:
        raise Trouble(f"it is {rows}")
