"""docs/openapi.json as something to test with: its operations, and whether an answer is what it says."""
import copy
import json

import jsonschema

BODY_METHODS = ("post", "put", "patch")


class Operation:
    def __init__(self, document, path, method, text):
        self.document, self.path, self.method, self.text = document, path, method.upper(), text
        self.id, self.roles = text["operationId"], text.get("x-roles", [])
        self.parameters = [document.resolve(parameter) for parameter in text.get("parameters", [])]
        self.body = text.get("requestBody", {}).get("content", {}).get("application/json")

    def __str__(self):
        return f"{self.method} {self.path}"

    def path_names(self):
        return [parameter["name"] for parameter in self.parameters if parameter["in"] == "path"]

    def query_parameters(self):
        return [parameter for parameter in self.parameters if parameter["in"] == "query"]

    def takes_idempotency_key(self):
        return any(parameter["name"] == "Idempotency-Key" for parameter in self.parameters)

    def example_path(self):
        return {parameter["name"]: parameter["example"] for parameter in self.parameters if parameter["in"] == "path"}

    def example(self):
        return copy.deepcopy(self.body.get("example")) if self.body else None

    def success(self):
        return [int(status) for status in self.text["responses"] if status.startswith("2")]


class Document:
    def __init__(self, text):
        self.text = text
        self.resolver = jsonschema.RefResolver("", text)
        self.operations = {}
        for path, item in text["paths"].items():
            for method, operation in item.items():
                made = Operation(self, path, method, operation)
                self.operations[made.id] = made

    @classmethod
    def read(cls, path):
        return cls(json.loads(path.read_text()))

    def resolve(self, value):
        while "$ref" in value:
            _, value = self.resolver.resolve(value["$ref"])
        return value

    def errors(self, schema, value):
        """What is wrong with a value, as sentences."""
        checker = jsonschema.Draft202012Validator(schema, resolver=self.resolver)
        return [f"{'.'.join(map(str, error.absolute_path)) or 'it'}: {error.message[:200]}" for error in checker.iter_errors(value)]

    def wrong_with(self, operation, answer):
        """An answer against what the document says of this operation: status, content type, every member."""
        known = operation.text["responses"]
        if str(answer.status) not in known:
            return [f"{operation}: status {answer.status} is not in the document: {answer.text[:300]}"]
        content = self.resolve(known[str(answer.status)]).get("content", {})
        if not content:
            return [f"{operation}: {answer.status} has a body"] if answer.text else []
        if answer.content_type not in content:
            return [f"{operation}: {answer.status} is {answer.content_type}, not {' or '.join(content)}"]
        if "json" not in answer.content_type:
            return []
        return [f"{operation}: {answer.status}: {error}" for error in self.errors(content[answer.content_type]["schema"], answer.json)]
