#!/usr/bin/env python3
"""Holds norm files against norms/norm.schema.json with a validator of another make: one line for each file."""

import json
import pathlib
import sys

import jsonschema
import yaml


class Loader(yaml.SafeLoader):
    """YAML without its dates: a norm's days are texts."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag not in ("tag:yaml.org,2002:timestamp",)]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
# NO is a country and no boolean: only true and false are.
for first in "yYnNoO":
    Loader.yaml_implicit_resolvers[first] = []

root = pathlib.Path(__file__).resolve().parent.parent.parent
schema = json.loads((root / "norms/norm.schema.json").read_text())
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema)
for name in sys.argv[1:]:
    value = yaml.load(pathlib.Path(name).read_text(), Loader)
    fault = next(iter(validator.iter_errors(value)), None)
    print(f"{name}: {'valid' if fault is None else fault.message.splitlines()[0]}")
