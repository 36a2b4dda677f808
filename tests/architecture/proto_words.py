"""The messages of proto/: their comments, and each as a .proto text of its own with all that it is made of."""
import pathlib
import re
import subprocess
import sys
import tempfile

from google.protobuf import descriptor_pb2

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROTO = ROOT / "proto"
sys.path.insert(0, str(ROOT / "services/gateway/web"))
import embed_comments  # noqa: E402

Field = descriptor_pb2.FieldDescriptorProto
SCALARS = {number: name.removeprefix("TYPE_").lower() for name, number in Field.Type.items()}
ENUM, MESSAGE = 4, 5  # places in a file's descriptor, see descriptor.proto


def descriptors():
    files = sorted(str(path.relative_to(PROTO)) for path in PROTO.rglob("*.proto"))
    with tempfile.TemporaryDirectory() as folder:
        out = pathlib.Path(folder) / "all"
        subprocess.run(["protoc", f"-I{PROTO}", "--include_source_info", f"--descriptor_set_out={out}", *files], check=True)
        return descriptor_pb2.FileDescriptorSet.FromString(out.read_bytes())


class Words:
    def __init__(self):
        self.messages, self.enums, self.comments = {}, {}, {}
        for file in descriptors().file:
            self.messages.update({f"{file.package}.{one.name}": one for one in file.message_type})
            self.enums.update({f"{file.package}.{one.name}": one for one in file.enum_type})
            names = dict(embed_comments.named_paths(file))
            for place in file.source_code_info.location:
                text = " ".join((place.leading_comments + " " + place.trailing_comments).split())
                if text and tuple(place.path) in names:
                    self.comments[names[tuple(place.path)]] = text

    def comment(self, name):
        return self.comments.get(name, "")

    def parts(self, name, found=None):
        """The message and everything it is made of, itself first."""
        found = [] if found is None else found
        if name not in found:
            found.append(name)
            for field in self.messages[name].field if name in self.messages else ():
                if field.type_name:
                    self.parts(field.type_name.lstrip("."), found)
        return found

    def text(self, name):
        """As a .proto file of its own: the message first."""
        parts = self.parts(name)
        short = [part.rpartition(".")[2] for part in parts]
        assert len(set(short)) == len(short), f"{name} is made of two messages of one name: {sorted(short)}"
        return 'syntax = "proto3";\n' + "".join(self.definition(part) for part in parts)

    def definition(self, name):
        title = name.rpartition(".")[2]
        if name in self.enums:
            rows = [f"{value.name} = {value.number}" for value in self.enums[name].value]
            return f"enum {title} {{ {' '.join(row + ';' for row in rows)} }}\n"
        rows = []
        for field in self.messages[name].field:
            kind = field.type_name.rpartition(".")[2] if field.type_name else SCALARS[field.type]
            repeated = "repeated " if field.label == Field.LABEL_REPEATED else ""
            rows.append(f"  {repeated}{kind} {field.name} = {field.number};\n")
        return f"message {title} {{\n{''.join(rows)}}}\n"


def sentence(text):
    """The first one, without who asks whom: '... -> ...: a query.' says nothing of what it does."""
    rest = re.sub(r"^([^.]*->[^.]*|The same)\.\s*", "", text)
    return re.split(r"(?<=[a-z\d)])[.:;] ", rest or text, maxsplit=1)[0].rstrip(".") if text else ""
