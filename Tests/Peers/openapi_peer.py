"""Reads the API's description as others do: validates it, and asks a running server what it says may be asked.

usage: openapi_peer.py URL     (the token in PARTA_TOKEN)
openapi-spec-validator holds the document against OpenAPI's own schema; schemathesis makes questions of it, good and bad, and
holds each answer against it. Ends with 1 and what was found where anything is wrong.
"""

import json
import os
import subprocess
import sys
import tempfile
import urllib.request

from openapi_spec_validator import validate

url = sys.argv[1]
with urllib.request.urlopen(url + "/api/openapi.json", timeout=30) as answer:
    document = json.load(answer)
validate(document)
# What agents post is signed, and schemathesis signs nothing: the lists are what others read.
document["paths"] = {path: item for path, item in document["paths"].items() if path.startswith("/api/")}
with tempfile.TemporaryDirectory() as folder:
    schema = os.path.join(folder, "openapi.json")
    with open(schema, "w", encoding="utf-8") as file:
        json.dump(document, file)
    checks = [
        "not_a_server_error", "status_code_conformance", "content_type_conformance", "response_headers_conformance",
        "response_schema_conformance", "negative_data_rejection", "unsupported_method", "ignored_auth",
    ]
    # The token is a secret: not on the command line, which every account of this computer can read.
    with open(os.path.join(folder, "schemathesis.toml"), "w", encoding="utf-8") as file:
        file.write('headers = { Authorization = "Bearer ${PARTA_TOKEN}" }\n')
    command = [
        sys.executable, "-m", "schemathesis.cli", "run", schema, "--url", url,
        "--checks", ",".join(checks),
        "--phases", "examples,fuzzing", "--max-examples", "10", "--no-shrink", "--seed", "1", "--workers", "1",
        "--request-timeout", "20", "--generation-database", "none", "--no-color", "--suppress-health-check", "all",
    ]
    result = subprocess.run(
        command, cwd=folder, timeout=150, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
# The token is a secret also where a test fails.
print(result.stdout[-8000:].replace(os.environ["PARTA_TOKEN"], "TOKEN"))
sys.exit(1 if result.returncode else 0)
