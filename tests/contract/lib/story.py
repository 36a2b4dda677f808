"""A day with every operation of the document: each example is sent where it makes sense, and must succeed.

The numbers that only the running system knows (of an order, a list, a return) are put in place of those of
the examples; everything else is sent as it is printed.
"""
import json
import time
import uuid

from client import NoAnswer

DAY_US = 86400 * 10**6
PATIENCE_S = 30
TRIES = 6


class Broken(Exception):
    """A part of the story cannot go on."""


class Story:
    def __init__(self, document, clients, system, report):
        self.document, self.clients, self.system, self.report = document, clients, system, report
        self.told = set()

    def do(self, name, path=None, change=None, query=None, asked_by="operator", headers=None,
           may_refuse=0):
        """Send the example of an operation; the answer's JSON. Fails the story when it is not a success; but for the
        status may_refuse, which gives None: a rule refuses it (422), or a view has not heard of it yet (404)."""
        operation = self.document.operations[name]
        body = operation.example()
        if change is not None:
            body = {**(body or {}), **change}
        answer = self.insist(self.clients[asked_by], operation, path or operation.example_path(), body, query, headers or {})
        wrong = self.document.wrong_with(operation, answer)
        if answer.status == may_refuse and not wrong:
            return None
        if answer.status not in operation.success():
            wrong = [f"{operation}: {answer}"]
        if name not in self.told or wrong:
            self.report.count(f"example of {operation}", wrong)
        self.told.add(name)
        if wrong:
            raise Broken(name)
        return answer.json

    def insist(self, client, operation, path, body, query, headers):
        """What is not answered now or in time is sent again, with the same key, as the document says."""
        if operation.takes_idempotency_key():
            headers = {**headers, "Idempotency-Key": str(uuid.uuid4())}
        for _ in range(TRIES):
            answer = client.ask(operation, path, body, query, headers)
            if answer.status not in (503, 504):
                break
            time.sleep(1)
        return answer

    def eventually(self, what, look, seconds=PATIENCE_S):
        """What look() gives when it gives something."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            found = look()
            if found:
                return found
            time.sleep(0.2)
        self.report.count(what, [f"did not come to be in {seconds} s"])
        raise Broken(what)

    def order(self, external_id, **change):
        return self.do("placeOrder", change={"externalId": external_id, **change})["orderId"]

    def fulfillments(self, order_id):
        """Planned ones of an order: (number, location)."""
        legs = [leg for decision in self.do("explainOrder", {"order_id": order_id}).get("decisions", []) for leg in decision["legs"]]
        return [(leg["fulfillmentOrderId"], leg["location"]) for leg in legs if leg["fulfillmentOrderId"] != "0"]

    def planned(self, order_id):
        return self.eventually(f"order {order_id} is planned", lambda: self.fulfillments(order_id))[-1]

    def tell(self):
        for part in (history, goods, network, orders, picking, shipping, pickups, returns, counts, inbound, transfers, promises,
                     planning, plans, events, policies, access, webhooks, insight, invariants, dead_letters):
            try:
                part(self)
            except Broken as broken:
                print(f"    {part.__name__} ends at {broken}", flush=True)
            except NoAnswer as nothing:
                self.report.count(part.__name__, [str(nothing)])
                self.system.services("start", ["gateway"])
        missing = sorted(set(self.document.operations) - self.told)
        self.report.count("every operation was asked", [f"never: {', '.join(missing)}"] if missing else [])


def goods(story):
    for name in ("defineItems", "receiveStock", "adjustStock", "writeOffStock", "changeStockState", "assignBins", "setSafetyStock"):
        story.do(name)
    story.do("setSafetyStock", change={"lines": [{"sku": "S00001", "quantity": "-1"}]})
    story.do("receiveStock", change={"reference": "DN-4712", "lines": [{"sku": f"S0000{number}", "quantity": "500"} for number in range(1, 5)]})
    for name in ("getStockReport", "getHolders", "getAllocations", "getForecast", "listSkus", "getSku", "listMovements"):
        story.do(name)
    story.do("explainStock", query={"location": "GB-LON"})


def network(story):
    for name in ("defineLocations", "defineChannels", "definePostalCodes", "defineProfiles", "listProfiles", "listLocations"):
        story.do(name)


def orders(story):
    order = story.do("placeOrder")["orderId"]
    story.planned(order)
    at = {"order_id": order}
    for name in ("getOrder", "holdOrder", "releaseHold", "amendOrder", "cancelOrder"):
        story.do(name, at)
    story.do("listOrders")
    story.eventually("the order has a timeline", lambda: story.do("getTimeline", at, may_refuse=404))
    story.do("eraseCustomer", at)
    story.do("eraseByEmail")
    parked = story.order("A-1002", addressIncomplete=True, destination={"country": "", "city": "Nowhere"})
    story.eventually("an order is parked", lambda: story.do("getOrder", {"order_id": parked})["waitsFor"])
    story.do("retryOrder", {"order_id": parked})
    story.planned(parked)


def list_of(story, order_id):
    """The pick list at GB-LON that has this order's tasks."""
    def look():
        for one in story.do("listPickLists", query={"location": "GB-LON", "wait_s": "1"})["lists"]:
            whole = story.do("getPickList", {"pick_list_id": one["pickListId"]}, query={"location": "GB-LON"})["lists"]
            if any(task["task"]["orderId"] == order_id for found in whole for task in found["tasks"]):
                return one["pickListId"]
        return None
    return story.eventually(f"order {order_id} is on a list", look)


def picking(story):
    at = {"pick_list_id": list_of(story, story.order("A-1101"))}
    story.do("releaseWave")
    story.do("acceptPickList", at)
    story.do("claimPickList", change={"pickListId": at["pick_list_id"]})
    for name in ("scanPick", "reportShort", "returnPickList"):
        story.do(name, at)


def shipping(story):
    order = story.order("A-1201")
    number, _ = story.planned(order)
    list_of(story, order)
    at = {"fulfillment_order_id": number}
    for name in ("confirmPick", "packParcel", "confirmShipment", "reportException", "confirmDelivery"):
        story.do(name, at)
    story.do("listFulfillments", query={"location": "GB-LON"})
    told = story.do("getFulfillment", at)["fulfillments"]
    story.report.count("a fulfillment order tells its order", [] if [one["orderId"] for one in told] == [order] else [str(told)])
    refused = story.order("A-1202")
    number, _ = story.planned(refused)
    list_of(story, refused)
    story.do("rejectFulfillment", {"fulfillment_order_id": number})


def pickups(story):
    order = story.order("A-1301", terms={"pickupLocation": "GB-BFS"}, lines=[{"line": 1, "sku": "S00001", "quantity": "1"}])
    number, location = story.planned(order)
    at = {"fulfillment_order_id": number}
    story.do("releaseWave", change={"location": location})
    story.eventually("it is picked", lambda: story.clients["operator"].ask(
        story.document.operations["confirmPick"], at, {}).status == 200)
    story.do("listPickups", query={"location": "GB-BFS"})
    if location != "GB-BFS":
        story.do("confirmShipment", at)
        story.do("confirmArrival", at)
    story.do("confirmCollected", at)


def returns(story):
    order = story.order("A-1401", lines=[{"line": 1, "sku": "S00001", "quantity": "6"}])
    number, _ = story.planned(order)
    list_of(story, order)
    for name in ("confirmPick", "confirmShipment"):
        story.do(name, {"fulfillment_order_id": number})
    story.eventually("it has left", lambda: story.do("getOrder", {"order_id": order})["progress"] == "PROGRESS_SHIPPED")

    def asked(reference):
        return {"return_id": story.do("requestReturn", change={"orderId": order, "reference": reference})["returnId"]}
    at = asked("R-1")
    for name in ("authorizeReturn", "receiveReturn", "inspectReturn", "resolveReturn", "closeReturn", "getReturn"):
        story.do(name, at)
    story.do("declineReturn", asked("R-2"))
    story.do("cancelReturn", asked("R-3"))
    story.do("listReturns", {"order_id": order})


def counts(story):
    at = {"count_id": story.do("requestCount")["countId"]}
    story.do("submitCount", at)
    story.do("submitCount", at)
    story.do("approveCount", at)
    story.do("getCount", at)
    story.do("cancelCount", {"count_id": story.do("requestCount")["countId"]})
    story.do("listCounts")


def inbound(story):
    for name in ("createPurchaseOrder", "getPurchaseOrder", "announceShipment", "receiveShipment", "closeShipment"):
        story.do(name)
    story.do("createPurchaseOrder", change={"number": "PO-1002"})
    story.do("cancelPurchaseOrder", {"number": "PO-1002"})


def transfers(story):
    at = {"number": "TR-1001"}
    story.do("createTransfer")
    story.do("getTransfer")
    for name in ("shipTransfer", "receiveTransfer", "closeTransfer"):
        story.do(name, at)
    story.do("createTransfer", change={"number": "TR-1002"})
    story.do("cancelTransfer", {"number": "TR-1002"})


def promises(story):
    story.do("getAvailability", query={"skus": ["S00001", "S00002"]})
    for name in ("quotePromise", "holdStock"):
        story.do(name)
    story.do("releaseHeldStock", query={"channel": "web"})


def history(story):
    """Weeks of demand for three items that are nearly gone. It is far behind the sample's days, so forecasting needs a while."""
    now = time.time_ns() // 1000
    skus = ["S00390", "S00391", "S00392"]
    for ago in range(20, -1, -1):
        story.order(f"B-{ago}", placedAtUs=str(now - ago * DAY_US),
                    lines=[{"line": line, "sku": sku, "quantity": "30" if ago else "1"} for line, sku in enumerate(skus, 1)])
    forecast = story.document.operations["getForecast"]
    story.eventually("forecasting has learnt of it", lambda: (answer := story.clients["operator"].ask(
        forecast, {"sku": skus[0]})).status == 200 and len(answer.json["history"]) >= 20, 120)


def planning(story):
    for name in ("definePlanningPolicies", "defineSupplierTerms", "setScarcityPrices"):
        story.do(name)
    story.do("setScarcityPrices", change={"prices": [{"sku": "S00001", "location": "GB-LON", "priceNano": "0", "currency": "GBP"}]})
    story.do("getPlanningTerms", query={"sku": "S00001", "location": "GB-LON"})
    found = story.eventually("there are two proposals", lambda: [
        one["proposal"]["proposalId"] for one in story.do("listProposals")["replenishments"]][1:2] and [
        one["proposal"]["proposalId"] for one in story.do("listProposals")["replenishments"]], 90)
    story.do("approveProposals", change={"decisions": [{"proposalId": found[0]}]})
    story.do("rejectProposals", change={"decisions": [{"proposalId": found[1], "reason": "to be delisted"}]})
    story.do("reopenProposals", change={"proposalIds": [found[1]]})
    story.do("listStockHealth")
    story.eventually("an alert is acknowledged, and listed again", lambda: acknowledge_one(story), 90)
    story.do("removePlanningPolicy")


def acknowledge_one(story):
    """An alert may end between the look and the answer: then the next one is taken. The same when it is listed again."""
    for one in story.do("listAlerts")["alerts"]:
        change = {"alertIds": [one["alertId"]]}
        if (story.do("acknowledgeAlerts", change=change, may_refuse=422) is not None and
                story.do("reopenAlerts", change=change, may_refuse=422) is not None):
            return True
    return False


def plans(story):
    at = {"plan": "spring"}
    story.do("createPlan")
    story.eventually("the plan is ready", lambda: story.do("listPlans")["plans"][0]["ready"], 60)
    story.do("getPlan", at)
    override = story.do("overridePlan", at)["overrideId"]
    story.do("removeOverride", {**at, "override_id": override})
    story.do("comparePlans", query={"a": "spring", "b": "spring"})
    story.do("getPlanAccuracy", query=at)
    story.do("advancePlan", at)
    for name in ("setGoals", "listGoals"):
        story.do(name)


def events(story):
    for name in ("definePromotions", "cancelPromotion", "defineHolidays", "defineAnalogues", "listDemandEvents"):
        story.do(name)


def policies(story):
    version = story.do("definePolicy")["version"]
    before = story.do("listPolicies")["active"]
    story.do("shadowPolicy", {"version": version})
    story.do("getShadowReport")
    story.do("shadowPolicy", {"version": 0})
    story.do("activatePolicy", {"version": version})
    story.do("activatePolicy", {"version": before})
    story.do("getRegret")


def access(story):
    key = story.do("createKey")["keyId"]
    story.do("listKeys")
    story.do("revokeKey", {"key_id": key})
    story.do("setUser", {"name": "anna"})
    story.do("listUsers")
    token = story.do("openSession", change={"name": "anna", "password": "a long pass phrase"}, asked_by="nobody")["token"]
    bearer = {"Authorization": f"Bearer {token}"}
    story.do("getSession", asked_by="nobody", headers=bearer)
    story.do("closeSession", asked_by="nobody", headers=bearer)
    story.do("listAudit")
    story.do("getOpenapi", asked_by="nobody")


def webhooks(story):
    at = {"webhook_id": story.do("createWebhook")["webhookId"]}
    for name in ("listWebhooks", "getWebhook", "changeWebhook", "listDeliveries", "redeliverWebhook", "replayWebhook", "deleteWebhook"):
        story.do(name, at if "{" in story.document.operations[name].path else None)


def insight(story):
    story.do("getFlow")
    story.do("getKpis")
    operation = story.document.operations["followEvents"]
    status, headers, text = story.clients["operator"].first_bytes("/v1/events?from=earliest&types=crossdock.order.v1.OrderPlaced", 3)
    event = story.document.text["components"]["schemas"]["CloudEvent"]
    wrong = [] if status == 200 and headers.get("Content-Type", "").startswith("text/event-stream") else [f"{status} {headers}"]
    found = [json.loads(line[5:]) for line in text.split("\n\n")[0:5] for line in line.split("\n") if line.startswith("data:")]
    wrong += [error for one in found for error in story.document.errors(event, one)] if found else [f"no event came: {text[:200]}"]
    story.report.count(f"example of {operation}", wrong)
    story.told.add(operation.id)


def invariants(story):
    """Before something is given up on purpose."""
    story.report.count("the invariants of tests/check hold", story.system.check())


def dead_letters(story):
    """Two orders that inventory's database refuses: one is tried again, one given up."""
    def refuse(external_id):
        number = story.system.number("SELECT coalesce(max(order_id), 0) + 1 FROM orders.orders")
        story.system.sql(f"ALTER TABLE inventory.reservation ADD CONSTRAINT poison CHECK (order_id <> {number}) NOT VALID")
        story.order(external_id)
        letters = story.eventually("there is a dead letter", lambda: story.do(
            "listDeadLetters", {"service": "inventory"})["deadLetters"])
        story.system.sql("ALTER TABLE inventory.reservation DROP CONSTRAINT poison")
        return {"source": letters[0]["source"], "position": letters[0]["position"]}
    story.do("retryDeadLetter", {"service": "inventory"}, refuse("D-1"))
    story.do("discardDeadLetter", {"service": "inventory"}, refuse("D-2"))
