"""Sentences about alerts: what was sold before, and what somebody should look at."""
import time

import wire
from system import Trouble
from words import find_tamperings, make_order, says
from words_timeline import read_feed
from world import eventually

DAY_S = 86400
KIND = "SPIKE|SLOW_DOWN|SHIFT_UP|STOCK_OUT|OVERSTOCK|BIAS|SUPPLIER_LATE"
PLACE = r"(?: at (?P<code>[A-Z]{3}))?"


@says(r"(?P<channel>web|shop) has sold (?P<number>\d+) (?P<sku>\w+) (?:a day )?(?:from (?P<first>\d+) to (?P<last>\d+) days ago|"
      r"(?P<only>\d+) days ago)")
def has_sold(world, channel, number, sku, first="", last="", only=""):
    """One order a day."""
    now_us = int(time.time()) * 10**6
    for ago in range(int(first or only), int(last or only) - 1, -1):
        order = make_order(f"{sku}-{ago}-{time.monotonic_ns()}", channel, "M1 4BT", f"{number} {sku}")
        order.placed_at_us = now_us - ago * DAY_S * 10**6
        world.must("order", channel, order)


@says(r"purchase order (?P<number>\w+-\d+) for (?P<code>[A-Z]{3}) was due (?P<days>\d+) days ago: (?P<units>\d+) (?P<sku>\w+)")
def was_due(world, number, code, days, units, sku):
    command = wire.inventory.CreatePurchaseOrder(number=number, location=code, supplier="ACME",
                                                 due_at_us=(int(time.time()) - int(days) * DAY_S) * 10**6)
    command.lines.add(sku=sku, quantity=int(units))
    world.must("inventory", "operator", command)


def said(world, sku, kind, code):
    """Alerts as their events tell: [(id, ended)]."""
    value = wire.forecasting.AlertKind.Value(f"ALERT_{kind}")
    alerts = (wire.forecasting.DemandAlert.FromString(event.data) for event in read_feed(world, "forecasting")
              if event.key == sku and event.type.endswith(".DemandAlert"))
    return [(alert.alert_id, alert.ended) for alert in alerts if alert.kind == value and alert.location == code]


@says(rf"(?P<sku>\w+) has been alerted of (?P<kind>{KIND}){PLACE}(?P<often>| twice)(?P<over>|, and it is over)")
def is_alerted(world, sku, kind, code="", often="", over=""):
    raised = 2 if often else 1
    wanted = [raised, raised if over else raised - 1]
    def look():
        found = said(world, sku, kind, code)
        counts = [sum(not ended for _, ended in found), sum(ended for _, ended in found)]
        if counts[0] > wanted[0] or len(set(found)) < len(found):
            raise Trouble(f"it was said too often: {found}")
        return counts == wanted, found
    eventually(f"{sku} to be alerted of {kind}", look)


@says(rf"nobody is alerted of (?P<kind>{KIND}) of (?P<sku>\w+){PLACE}")
def is_not_alerted(world, sku, kind, code=""):
    found = said(world, sku, kind, code)
    if found:
        raise Trouble(f"{found}")


@says(r"methods were compared for (?P<sku>\w+)")
def were_compared(world, sku):
    def look():
        forecast = world.ask("forecasting", "reader", wire.forecasting.GetForecast(sku=sku)).reply.forecast
        return forecast.reason != "" and not forecast.reason.startswith("A first look"), forecast
    eventually(f"methods to be compared for {sku}", look)


@says(rf"the alert of (?P<kind>{KIND}) of (?P<sku>\w+){PLACE} says: (?P<what>.+)")
def alert_says(world, kind, sku, what, code=""):
    answer = world.ask("forecasting", "reader", wire.forecasting.GetAlerts(
        kinds=[wire.forecasting.AlertKind.Value(f"ALERT_{kind}")], sku=sku, location=code, ended=True))
    found = [alert.evidence for alert in answer.reply.alerts]
    if not any(what in evidence for evidence in found):
        raise Trouble(f"it says {found}")


TAMPERINGS = {  # what is done behind everybody's back -> the rule that must be found broken
    "DELETE FROM forecasting.alert": "every alert was raised once and ended once",
    "UPDATE forecasting.alert SET ended_day = day WHERE ended_day IS NULL": "every alert was raised once and ended once",
    "UPDATE forecasting.alert SET location_id = 99999": "alerts are of places that there are",
}


@says(r"every tampering with alerts is found by its rule")
def tampering(world):
    find_tamperings(world, TAMPERINGS)
