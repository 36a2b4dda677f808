"""The key figures once more, the plain way: whole feeds in memory, one order after the other.

Knows the events from proto/ and the definitions from docs/kpis.md, and nothing of the gateway.
"""
import collections
import datetime
import math

import wire

ROUNDED = ("days_of_supply", "forecast_wape", "forecast_mase", "forecast_bias")  # the gateway adds millionths
OWN_REASONS = ("LOCATION_CLOSED", "CAPACITY_CLOSED", "PROMISE_AT_RISK", "MOVED")


DAY_US = 86400000000


def date_of(day):
    return str(datetime.date(1970, 1, 1) + datetime.timedelta(days=day))


def day_of(us):
    return date_of(us // DAY_US)


def units(lines):
    return sum(line.quantity for line in lines)


class Order:
    def __init__(self):
        self.placed = None
        self.added = self.cancelled = self.granted = self.waiting = self.refused = self.short_lines = self.reroutes = 0
        self.is_cancelled = self.went_wrong = False
        self.parts = {}  # fulfillment id -> [location, units, cut-off, released, shipped]

    def shipped(self):
        return [part for part in self.parts.values() if part[4]]

    def left(self):
        return units(self.placed.lines) + self.added - self.cancelled


class Oracle:
    def __init__(self):
        self.orders = collections.defaultdict(Order)
        self.points = collections.defaultdict(lambda: [0, 0])  # (figure, by, group) -> numerator, denominator
        self.durations = collections.defaultdict(list)         # likewise -> hours
        self.regret = {}
        self.costs, self.on_hand = {}, collections.defaultdict(int)  # by SKU; units by location
        self.forecasts, self.forecasts_of = {}, {}             # the newest: by (SKU, location), by (SKU, location, day)
        self.values = collections.defaultdict(int)             # (day, location) -> by how much stock changed, in minor units
        self.shipped_costs = collections.defaultdict(int)      # likewise: of what shipped

    def hear(self, event):
        message = wire.message_class(event.type).FromString(event.data)
        handler = getattr(self, event.type.rpartition(".")[2], None)
        if handler is not None:
            handler(message, event.time_us)

    # --- order ---

    def OrderPlaced(self, m, at):
        self.orders[m.order_id].placed = m

    def OrderAmended(self, m, at):
        self.orders[m.order_id].added += units(m.lines)

    def OrderLinesCancelled(self, m, at):
        self.orders[m.order_id].cancelled += units(m.lines)

    def OrderCancelled(self, m, at):
        self.orders[m.order_id].cancelled += units(m.lines)
        self.orders[m.order_id].is_cancelled = True

    # --- inventory ---

    def ReservationCommitted(self, m, at):
        self.orders[m.order_id].granted += 0 if m.promised_before else units(m.lines)

    def StockReserved(self, m, at):
        self.orders[m.order_id].granted += units(m.lines)

    def StockBackordered(self, m, at):
        if not m.lost:
            self.orders[m.order_id].waiting += units(m.lines)
            self.orders[m.order_id].short_lines += len(m.lines)

    def ReservationReleased(self, m, at):
        refused = sum(line.was_undecided for line in m.lines)
        self.orders[m.order_id].refused += refused
        self.orders[m.order_id].short_lines += 1 if refused else 0

    def ItemChanged(self, m, at):
        self.costs[m.item.sku] = m.item.unit_cost_minor

    def StockMoved(self, m, at):
        for movement in m.movements:
            cost = self.costs.get(movement.sku, 0) * movement.quantity
            self.on_hand[movement.location] += movement.quantity
            self.values[at // DAY_US, movement.location] += cost
            if movement.kind == wire.inventory.MOVEMENT_SHIP:
                self.shipped_costs[at // DAY_US, movement.location] -= cost
            if movement.on_hand_after < 0:
                self.add("oversold_units", at, movement.location, None, -movement.on_hand_after, 0)

    def CountVarianceFound(self, m, at):
        if m.booked:
            self.add("inventory_accuracy", at, m.location, None, sum(abs(line.variance) for line in m.lines), 0)

    def CountCompleted(self, m, at):
        self.add("inventory_accuracy", at, m.location, None, 0, sum(line.quantity for line in m.lines))

    # --- routing ---

    def FulfillmentPlanned(self, m, at):
        order = self.orders[m.order_id]
        order.parts[m.fulfillment_order_id] = [m.location, units(m.lines), m.dispatch_by_us, 0, 0]
        order.reroutes += m.reroute
        self.add("reject_rate", at, m.location, None, 0, 1)

    def withdraw(self, m):
        part = self.orders[m.order_id].parts.get(m.fulfillment_order_id)
        if part is None:
            return
        part[1] -= units(m.lines)
        if part[1] <= 0:
            del self.orders[m.order_id].parts[m.fulfillment_order_id]

    def ItemPicked(self, m, at):
        self.add("short_pick_rate", at, m.location, None, 0, units(m.lines))

    def ItemShort(self, m, at):
        self.withdraw(m)
        self.add("short_pick_rate", at, m.location, None, units(m.lines), units(m.lines))

    def FulfillmentRejected(self, m, at):
        self.withdraw(m)
        if not m.reason.startswith(OWN_REASONS):
            self.add("reject_rate", at, m.location, None, 1, 0)

    def FulfillmentCancelled(self, m, at):
        self.withdraw(m)

    def PromiseChanged(self, m, at):
        part = self.orders[m.order_id].parts.get(m.fulfillment_order_id)
        if part is not None:
            part[2] = m.dispatch_by_us

    def PickListReleased(self, m, at):
        for task in m.tasks:
            part = self.orders[task.order_id].parts.get(task.fulfillment_order_id)
            if part is not None and not part[3]:
                part[3] = at

    def FulfillmentShipped(self, m, at):
        part = self.orders[m.order_id].parts.get(m.fulfillment_order_id)
        if part is not None:
            part[4] = at

    def FulfillmentException(self, m, at):
        self.orders[m.order_id].went_wrong = True

    def RegretMeasured(self, m, at):
        self.regret[m.day] = (m.cost_nano, m.bound_nano)

    # --- forecasting ---

    def ForecastPublished(self, m, at):
        one = m.forecast
        self.forecasts[one.sku, one.location] = one
        self.forecasts_of[one.sku, one.location, one.day] = one

    # --- what it comes to ---

    def groups(self, at, location, channel):
        yield ("total", "")
        yield ("day", day_of(at))
        if location:
            yield ("location", location)
        if channel:
            yield ("channel", channel)

    def add(self, name, at, location, channel, numerator, denominator):
        for by, group in self.groups(at, location, channel):
            point = self.points[name, by, group]
            point[0] += numerator
            point[1] += denominator

    def last(self, name, at, location, channel, us):
        for by, group in self.groups(at, location, channel):
            self.durations[name, by, group].append(us / 3600e6)

    def finish(self):
        for order in self.orders.values():
            if order.placed is not None:
                self.finish_order(order)

    def finish_order(self, order):
        at, channel = order.placed.placed_at_us, order.placed.channel
        ordered, lines = units(order.placed.lines) + order.added, len(order.placed.lines)
        late = order.waiting + order.refused
        add = lambda name, numerator, denominator: self.add(name, at, None, channel, numerator, denominator)
        add("cancel_rate", order.is_cancelled, 1)
        if order.granted + late > 0:
            add("order_fill_rate", late == 0, 1)
            add("line_fill_rate", max(0, lines - order.short_lines), lines)
            add("unit_fill_rate", max(0, ordered - late), ordered)
            add("backorder_rate", order.waiting > 0, 1)
        for part in order.shipped():
            self.finish_parcel(part, channel)
        planned = sum(part[1] for part in order.parts.values())
        add("reroute_depth", order.reroutes, planned > 0 and planned >= order.left())
        shipped = order.shipped()
        if shipped and sum(part[1] for part in shipped) >= order.left():
            in_time = all(not part[2] or part[4] <= part[2] for part in shipped)
            add("split_rate", len(shipped) > 1, 1)
            add("perfect_order_rate", in_time and order.cancelled == 0 and not order.went_wrong, 1)
            self.last("order_cycle_time", at, None, channel, max(part[4] for part in shipped) - at)

    def finish_parcel(self, part, channel):
        location, _, cut_off, released, shipped = part
        if cut_off:
            self.add("on_time_ship", shipped, location, channel, shipped <= cut_off, 1)
        if released:
            self.last("release_to_ship", shipped, location, channel, shipped - released)

    # --- against the answers ---

    def differences(self, view):
        """Of one KpisView, as sentences."""
        by = view["by"]
        for kpi in view["kpis"]:
            name, percent = kpi["name"], kpi["name"].rpartition("_p")
            told = {("total", ""): kpi["value"]} if kpi["known"] else {}
            told.update({(by, point["group"]): point["value"] for point in kpi["points"]})
            if percent[0] in ("order_cycle_time", "release_to_ship"):
                yield from self.compare_durations(name, percent[0], int(percent[2]), by, told)
            else:
                yield from self.compare(name, by, told, self.figure(name, view))

    def figure(self, name, view):
        """(total, day, location or channel; which) -> value."""
        return {"oversold_units": self.oversold, "stock_turns": self.turns, "routing_regret": self.regrets,
                "days_of_supply": self.supply, "forecast_wape": self.forecast_errors, "forecast_mase": self.forecast_errors,
                "forecast_bias": self.forecast_errors}.get(name, self.ratio)(name, view)

    def ratio(self, name, view):
        mine = {}
        for (figure, kind, group), (numerator, denominator) in self.points.items():
            if figure == name and kind in ("total", view["by"]) and denominator:
                ratio = numerator / denominator
                mine[kind, group] = 1 - ratio if name == "inventory_accuracy" else ratio
        return mine

    def oversold(self, name, view):
        mine = {("total", ""): 0}
        mine.update({(kind, group): point[0] for (figure, kind, group), point in self.points.items()
                     if figure == name and kind in ("total", view["by"])})
        return mine

    def value_at_end_of(self, day, location):
        return sum(value for (when, where), value in self.values.items() if when <= day and where in (location or where,))

    def turns_of(self, days, location, shipped):
        value = sum(self.value_at_end_of(day, location) for day in days) / len(days)
        return shipped * 365 / len(days) / value if value else None

    def turns(self, name, view):
        days, shipped = range(view["fromDay"], view["toDay"] + 1), self.shipped_costs
        groups = {("total", ""): (days, "", sum(shipped.values()))}
        if view["by"] == "day":
            groups.update({("day", date_of(day)): ([day], "", sum(cost for (when, _), cost in shipped.items() if when == day))
                           for day, _ in shipped})
        if view["by"] == "location":
            groups.update({("location", place): (days, place, sum(cost for (_, where), cost in shipped.items() if where == place))
                           for _, place in shipped})
        mine = {key: self.turns_of(*group) for key, group in groups.items()} if shipped else {}
        return {key: value for key, value in mine.items() if value is not None}

    def regrets(self, name, view):
        groups = {("total", ""): list(self.regret.values())} if self.regret else {}
        if view["by"] == "day":
            groups.update({("day", date_of(day)): [measured] for day, measured in self.regret.items()})
        return {key: sum(cost - bound for cost, bound in days) / sum(bound for _, bound in days)
                for key, days in groups.items() if sum(bound for _, bound in days)}

    def supply(self, name, view):
        asked = collections.defaultdict(float)
        for (_, location), forecast in self.forecasts.items():
            asked[location] += forecast.mean_per_day
        mine = {("total", ""): sum(self.on_hand.values()) / asked[""]} if asked[""] else {}
        if view["by"] == "location":
            mine.update({("location", place): self.on_hand[place] / units for place, units in asked.items()
                         if place and units and place in self.on_hand})
        return mine

    def forecast_error(self, name, forecasts):
        known = [one for one in forecasts if one.wape > 0 and (name != "forecast_mase" or one.mase > 0)]
        weigh = lambda of: sum(of(one) * one.mean_per_day for one in known)
        below = weigh(lambda one: one.wape / one.mase) if name == "forecast_mase" else weigh(lambda one: 1)
        return weigh(lambda one: one.bias if name == "forecast_bias" else one.wape) / below if below else None

    def forecast_errors(self, name, view):
        groups = collections.defaultdict(list)
        for (_, location, day), forecast in self.forecasts_of.items():
            if not view["fromDay"] <= day <= view["toDay"]:
                continue
            if not location:
                groups["total", ""].append(forecast)
            if not location and view["by"] == "day":
                groups["day", date_of(day)].append(forecast)
            if location and view["by"] == "location":
                groups["location", location].append(forecast)
        mine = {key: self.forecast_error(name, forecasts) for key, forecasts in groups.items()}
        return {key: value for key, value in mine.items() if value is not None}

    def compare(self, name, by, told, mine):
        for key in sorted(set(mine) | set(told)):
            near = 1e-4 if name in ROUNDED else 1e-9
            if key not in mine or key not in told or not math.isclose(mine[key], told[key], rel_tol=near, abs_tol=near):
                yield f"{name} by {key[0]} {key[1]}: {told.get(key)}, the oracle has {mine.get(key)}"

    def compare_durations(self, name, figure, percent, by, told):
        """Buckets are an eighth of a doubling wide and told by their middle."""
        width = 2 ** (1 / 16)
        mine = {}
        for (known, kind, group), hours in self.durations.items():
            if known == figure and kind in ("total", by):
                mine[kind, group] = sorted(hours)[math.ceil(len(hours) * percent / 100) - 1]
        for key in sorted(set(mine) | set(told)):
            exact = max(mine.get(key, 0), 1 / 3600)
            if key not in mine or key not in told or not exact / width <= told[key] * (1 + 1e-9) <= exact * width * (1 + 2e-9):
                yield f"{name} by {key[0]} {key[1]}: {told.get(key)}, the oracle has {mine.get(key)}"
