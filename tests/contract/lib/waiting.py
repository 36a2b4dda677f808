"""GET /v1/pick-lists?wait_s: answered when there is a list that was not seen, at whatever moment it comes."""
import random
import threading
import time

ROUNDS = 12
WAIT_S = 20


class Waiting:
    def __init__(self, document, clients, report, seed):
        self.document, self.clients, self.report = document, clients, report
        self.rng, self.seen = random.Random(seed), []

    def ask(self, wait_s, client="warehouse"):
        began = time.monotonic()
        answer = self.clients[client].ask(self.document.operations["listPickLists"], query={
            "location": "GB-LON", "wait_s": wait_s, "seen": self.seen, "limit": 1000})
        return answer, time.monotonic() - began

    def see_all(self):
        answer, _ = self.ask(0)
        self.seen = [one["pickListId"] for one in answer.json["lists"]]

    def place(self, number):
        operation = self.document.operations["placeOrder"]
        body = {**operation.example(), "externalId": f"wait-{time.time_ns()}", "lines": [{"line": 1, "sku": "S00001", "quantity": "1"}]}
        answer = self.clients["storefront"].ask(operation, body=body)
        if answer.status != 201:
            print(f"    order {number}: {answer}")

    def nothing_new(self):
        self.see_all()
        answer, seconds = self.ask(1)
        wrong = self.document.wrong_with(self.document.operations["listPickLists"], answer)
        wrong += [] if 0.9 < seconds < 5 else [f"answered after {seconds:.1f} s"]
        wrong += [] if [one["pickListId"] for one in answer.json["lists"]] == self.seen else [f"{answer}"]
        self.report.count("waiting: nothing new, the time is over", wrong)

    def comes_while_waiting(self):
        """The list is released before, while or after the waiting begins: by chance."""
        wrong = []
        for number in range(ROUNDS):
            self.see_all()
            delay = self.rng.uniform(0, 0.6)
            thread = threading.Timer(delay, self.place, (number,))
            thread.start()
            time.sleep(self.rng.uniform(0, 0.6))
            answer, seconds = self.ask(WAIT_S)
            thread.join()
            fresh = [one["pickListId"] for one in answer.json["lists"] if one["pickListId"] not in self.seen]
            if not fresh or seconds > WAIT_S / 2:
                wrong.append(f"round {number}: {len(fresh)} new after {seconds:.1f} s")
        self.report.count(f"waiting: a list that comes is told, {ROUNDS} times", wrong)

    def bad_wishes(self):
        operation = self.document.operations["listPickLists"]
        wrong = [f"{query}: {answer}" for query in ({"wait_s": "31"}, {"wait_s": "-1"}, {"wait_s": "x"}, {"seen": "x"}, {"seen": ""})
                 if (answer := self.clients["warehouse"].ask(operation, query=query)).status != 400]
        self.report.count("waiting: wishes that cannot be read", wrong)

    def run(self):
        operation = self.document.operations["receiveStock"]
        lines = [{"sku": "S00001", "quantity": "500"}]
        assert self.clients["operator"].ask(operation, body={**operation.example(), "lines": lines}).status == 200
        self.bad_wishes()
        self.nothing_new()
        self.comes_while_waiting()
