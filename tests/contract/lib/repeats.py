"""Changes that are sent again: the same key is the same change, whoever was killed in between."""
import random
import signal
import threading
import time
import uuid

from client import NoAnswer

AT_ONCE = 20
KILLS = 4
SKU = "S00005"


class Repeats:
    def __init__(self, document, clients, system, report, seed):
        self.document, self.client, self.system, self.report = document, clients["operator"], system, report
        self.clients, self.rng = clients, random.Random(seed)

    def adjust(self, key, quantity=1, client=None):
        body = {"location": "GB-LON", "reason": "found", "lines": [{"sku": SKU, "quantity": str(quantity)}]}
        operation = self.document.operations["adjustStock"]
        return (client or self.client).ask(operation, body=body, headers={"Idempotency-Key": key} if key else {})

    def on_hand(self):
        answer = self.client.ask(self.document.operations["explainStock"], {"sku": SKU}, query={"location": "GB-LON", "limit": 1})
        assert answer.status == 200, answer
        return int(answer.json["onHand"])

    def count(self, what, wrong):
        self.report.count(f"idempotency: {what}", wrong)

    def insist(self, key, seconds=60):
        """Send the same again until there is an answer."""
        end = time.monotonic() + seconds
        last = None
        while time.monotonic() < end:
            try:
                last = self.adjust(key)
                if last.status < 500:
                    return last
            except NoAnswer as error:
                last = error
            time.sleep(0.2)
        raise AssertionError(f"no answer in {seconds} s: {last}")

    # --- the same again ---------------------------------------------------------------------------

    def same_again(self):
        before, key = self.on_hand(), f"same-{uuid.uuid4()}"
        first, second, other = self.adjust(key), self.adjust(key), self.adjust(key, 2)
        wrong = []
        if first.status != 200 or first.is_replayed:
            wrong.append(f"first: {first}")
        if second.status != 200 or not second.is_replayed or second.json != first.json:
            wrong.append(f"again: {second}, not replayed as {first}")
        if other.status != 409 or other.json["code"] != "CONFLICT":
            wrong.append(f"another body: {other}")
        if self.on_hand() != before + 1:
            wrong.append(f"on hand was {before}, is {self.on_hand()}")
        self.count("the same again, and another body", wrong)

    def by_another(self):
        """Keys are the caller's own."""
        before, key = self.on_hand(), f"own-{uuid.uuid4()}"
        first, second = self.adjust(key), self.adjust(key, client=self.clients["warehouse"])
        wrong = [f"{answer}" for answer in (first, second) if answer.status != 200 or answer.is_replayed]
        if self.on_hand() != before + 2:
            wrong.append(f"on hand was {before}, is {self.on_hand()}")
        self.count("the key of another caller", wrong)

    def bad_keys(self):
        wrong = [f"{key!r}: {answer}" for key in (" ", "a b", "x" * 201, "\x7f", "\u00e9".encode().decode("latin-1"))
                 if (answer := self.adjust(key)).status != 400]
        longest = self.adjust("y" * 160 + str(uuid.uuid4()))
        self.count("keys that are none", wrong + ([f"200 characters: {longest}"] if longest.status != 200 else []))

    def refused_again(self):
        """What a rule refuses is refused again, and changed nothing."""
        key = f"no-{uuid.uuid4()}"
        answers = [self.adjust(key, -10**8) for _ in range(2)]
        self.count("a refusal again", [f"{answer}" for answer in answers if answer.status != 422])

    # --- at once ----------------------------------------------------------------------------------

    def at_once(self, quantities):
        key, answers = f"once-{uuid.uuid4()}", [None] * AT_ONCE
        gate = threading.Barrier(AT_ONCE)

        def send(number):
            gate.wait()
            answers[number] = self.adjust(key, quantities[number])
        threads = [threading.Thread(target=send, args=(number,)) for number in range(AT_ONCE)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return answers

    def duplicates_at_once(self):
        before = self.on_hand()
        answers = self.at_once([1] * AT_ONCE)
        wrong = [f"{answer}" for answer in answers if answer.status != 200 or answer.json != answers[0].json]
        first = sum(not answer.is_replayed for answer in answers)
        if first != 1:
            wrong.append(f"{first} of {AT_ONCE} say that they were the first")
        if self.on_hand() != before + 1:
            wrong.append(f"on hand was {before}, is {self.on_hand()}")
        self.count(f"{AT_ONCE} at once, one effect", wrong)

    def others_at_once(self):
        before = self.on_hand()
        answers = self.at_once(range(1, AT_ONCE + 1))
        done = [number + 1 for number, answer in enumerate(answers) if answer.status == 200]
        wrong = [f"{answer}" for answer in answers if answer.status not in (200, 409)]
        if len(done) != 1 or self.on_hand() != before + sum(done):
            wrong.append(f"{done} were done; on hand was {before}, is {self.on_hand()}")
        self.count(f"{AT_ONCE} different bodies at once, one is done", wrong)

    # --- killed in between ------------------------------------------------------------------------

    def restart(self):
        self.system.services("start", ["gateway"])

    def killed_after_claim(self):
        """The claim is durable, the command waits before a frozen service: kill, and send again."""
        before, key = self.on_hand(), f"claimed-{uuid.uuid4()}"
        self.system.freeze("inventory")
        answers = []

        def send():
            try:
                answers.append(self.adjust(key))
            except NoAnswer as error:
                answers.append(error)
        thread = threading.Thread(target=send)
        thread.start()
        claimed = False
        for _ in range(100):
            claimed = claimed or self.system.number(f"SELECT count(*) FROM gateway.idempotency_claim WHERE key = '{key}'") == 1
            time.sleep(0.02)
        self.system.kill("gateway")
        thread.join()
        self.system.thaw("inventory")
        self.restart()
        last = self.insist(key)
        wrong = [] if claimed else ["no claim was stored"]
        if last.status != 200 or self.on_hand() != before + 1:
            wrong.append(f"{last}; on hand was {before}, is {self.on_hand()}")
        self.count("kill -9 between claim and answer", wrong)

    def killed_at_any_time(self):
        """Changes one after the other, the gateway killed at moments that chance chooses."""
        before, keys, stop = self.on_hand(), [], threading.Event()

        def send():
            while not stop.is_set():
                keys.append(f"chance-{uuid.uuid4()}")
                try:
                    self.adjust(keys[-1])
                except NoAnswer:
                    time.sleep(0.05)
        thread = threading.Thread(target=send)
        thread.start()
        for _ in range(KILLS):
            time.sleep(self.rng.uniform(0.3, 1.0))
            self.system.signal("gateway", signal.SIGKILL)
            time.sleep(0.1)
            self.restart()
        stop.set()
        thread.join()
        wrong = [f"{answer}" for answer in map(self.insist, keys) if answer.status != 200]
        if self.on_hand() != before + len(keys):
            wrong.append(f"{len(keys)} changes; on hand was {before}, is {self.on_hand()}")
        self.count(f"{KILLS} kills among {len(keys)} changes", wrong)

    def prepare(self):
        operation = self.document.operations["receiveStock"]
        lines = [{"sku": SKU, "quantity": "10"}]
        assert self.client.ask(operation, body={**operation.example(), "reference": "DN-4900", "lines": lines}).status == 200

    def run(self):
        self.prepare()
        for part in (self.same_again, self.by_another, self.bad_keys, self.refused_again, self.duplicates_at_once,
                     self.others_at_once, self.killed_after_claim, self.killed_at_any_time):
            try:
                part()
            except (AssertionError, NoAnswer) as error:
                self.count(part.__name__, [str(error)])
