"""Sentences about what the gateway keeps of changes and of secrets."""
from system import Trouble
from words import says
from words_web import web_of
from world import eventually


def entries(world, who):
    """Changes of somebody, oldest first, page by page."""
    found, cursor = [], ""
    while True:
        answer = web_of(world, "operator").ask("GET", f"/v1/audit?actor={who}&limit=2&cursor={cursor}")
        if answer.status != 200:
            raise Trouble(str(answer))
        found += answer.at("entries")
        cursor = answer.at("next")
        if not cursor:
            return found[::-1]


@says(r"the audit tells of (?P<who>web|shop|operator): (?P<what>.+)")
def audit_tells(world, who, what):
    """POST /v1/orders 201, POST /v1/orders ?: `?` is an answer that may be missing."""
    expected = [words.split() for words in what.split(", ")]

    def look():
        found = [[entry["method"], entry["path"], str(entry["status"])] for entry in entries(world, who)]
        same = len(found) == len(expected) and all(
            one[:2] == other[:2] and other[2] in (one[2], "?") for one, other in zip(found, expected))
        return same, found
    eventually(f"the audit to tell of {what}", look)


@says(r"the audit cannot be changed")
def audit_cannot_be_changed(world):
    for change in ("DELETE FROM gateway.audit", "UPDATE gateway.audit SET actor = 'nobody'",
                   "UPDATE gateway.audit SET status = 200 WHERE status <> 0"):
        try:
            world.system.sql(change, "gateway")
        except Trouble as trouble:
            if "only added to" in str(trouble):
                continue
            raise
        raise Trouble(f"{change}: it was done")


@says(r"nothing that is secret is in the database")
def nothing_secret(world):
    dump = world.system.run("pg_dump", "--data-only", "--schema", "gateway", world.system.url("superuser")).stdout
    secrets = [web.secret for web in world.memory["api keys"].values()] + ["correct horse battery"]
    for secret in secrets:
        if secret in dump or secret.encode().hex() in dump:
            raise Trouble(f"{secret} is in the database")
    if "$argon2id$" not in dump:
        raise Trouble("no password was looked for")
