"""Bodies that nobody can read, made from the schema of a body and an example: each is refused with the
place. A mutation is (what it is, bytes, words of which one must be in the refusal)."""
import copy
import json
import re

DEPTH = 40
NUMBERS_TOO_LARGE = ("1e400", "99999999999999999999999999", "-99999999999999999999999999", "1.5e308000")
WRONG = {"string": {"is": "an object"}, "integer": "seven", "number": "much", "boolean": "perhaps", "array": {"0": 1}, "object": [1, 2]}


def snake(name):
    return re.sub(r"(?<=[a-z0-9])([A-Z])", lambda found: "_" + found[1].lower(), name)


def place(name):
    return (name, snake(name))


def type_of(document, schema):
    schema = document.resolve(schema)
    return "enum" if "enum" in schema else schema.get("type", "object")


def with_text(value, marker, text):
    """JSON with something in it that json.dumps would not write."""
    return json.dumps(value).replace(json.dumps(marker), text).encode("utf-8", "surrogateescape")


def of_property(document, example, name, schema):
    kind = type_of(document, schema)
    changed = copy.deepcopy(example)
    if kind == "enum":
        changed[name] = "NO_SUCH_VALUE"
        yield f"{name}: no such value", json.dumps(changed).encode(), place(name)
        changed[name] = [1]
    else:
        changed[name] = WRONG[kind]
    yield f"{name}: of the wrong type", json.dumps(changed).encode(), place(name)
    changed[name] = "MARK"
    if document.resolve(schema).get("format") in ("int64", "uint64") or kind in ("integer", "number"):
        for number in NUMBERS_TOO_LARGE:
            if kind != "number" or "e" in number:
                yield f"{name}: {number}", with_text(changed, "MARK", number), place(name)
    elif kind == "string":
        yield f"{name}: invalid UTF-8", with_text(changed, "MARK", '"a\udcff\udcfeb"'), ("UTF-8",)
        yield f"{name}: half a character", with_text(changed, "MARK", '"\\ud800"'), place(name) + ("UTF-8", "surrogate", "character")
        yield f"{name}: a NUL", with_text(changed, "MARK", '"a\\u0000b"'), place(name) + ("NUL", "U+0000", "character")


def of_body(example):
    text = json.dumps(example)
    yield "cut off", text[:-1].encode(), ("",)
    yield "more behind it", (text + " {}").encode(), ("",)
    yield "a list", b"[1, 2]", ("",)
    yield "a number", b"17", ("",)
    yield "nothing but blanks", b"   ", ("",)
    yield "not JSON", b"lines=1&sku=2", ("",)
    yield "single quotes", b"{'a': 1}", ("",)
    unknown = dict(example, noSuchField=1)
    yield "an unknown field", json.dumps(unknown).encode(), ("noSuchField",)
    deep = json.dumps(dict(example, noSuchField="MARK")).replace('"MARK"', "[" * DEPTH + "]" * DEPTH)
    yield "too deep", deep.encode(), ("noSuchField", "deep")
    yield "very deep", b"[" * 200000 + b"]" * 200000, ("",)
    if example:
        name, value = next(iter(example.items()))
        twice = text[:-1] + f", {json.dumps(name)}: {json.dumps(value)}}}"
        yield f"{name}: twice", twice.encode(), place(name)


def nested(document, schema, example):
    """Pairs of a schema of an object in the example, and how to put a changed one back."""
    yield schema, example, lambda changed: changed
    for name, part in document.resolve(schema).get("properties", {}).items():
        part = document.resolve(part)
        value = example.get(name)
        if isinstance(value, dict):
            yield part, value, lambda changed, name=name: dict(example, **{name: changed})
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            yield part["items"], value[0], lambda changed, name=name, value=value: dict(example, **{name: [changed, *value[1:]]})


def mutations(document, operation, rng, per_operation):
    """All of the body as a whole, and so many of its fields, chosen by chance."""
    schema, example = operation.body["schema"], operation.example() or {}
    made = list(of_body(example))
    of_fields = []
    for part, value, put_back in nested(document, schema, example):
        for name, kind in document.resolve(part).get("properties", {}).items():
            for what, body, words in of_property(document, value, name, kind):
                text = body.decode("utf-8", "surrogateescape")
                whole = json.dumps(put_back("WHOLE")) if value is not example else '"WHOLE"'
                of_fields.append((what, whole.replace('"WHOLE"', text, 1).encode("utf-8", "surrogateescape"), words))
    return made + rng.sample(of_fields, min(per_operation, len(of_fields)))


def query_values(document, operation):
    """Pairs of a parameter of the query and a value that its schema does not have."""
    for parameter in operation.query_parameters():
        name, schema = parameter["name"], document.resolve(parameter["schema"])
        if schema.get("type") == "array":
            schema = document.resolve(schema["items"])
        kind = type_of(document, schema)
        if kind == "enum":
            yield name, "NO_SUCH_VALUE"
            yield name, "4711"
        elif kind in ("integer", "number") or schema.get("format") in ("int64", "uint64"):
            yield name, "seven"
        elif kind == "boolean":
            yield name, "perhaps"
        if "minimum" in schema:
            yield name, str(schema["minimum"] - 1)
        if "maximum" in schema:
            yield name, str(schema["maximum"] + 1)
