"""Reads a GeoJSON file by its standard (RFC 7946) and nothing else, and prints how many features of each geometry it has.

usage: geojson.py FILE
"""

import json
import sys


def position(value):
    assert isinstance(value, list) and 2 <= len(value) <= 3, value
    assert all(isinstance(number, (int, float)) and not isinstance(number, bool) for number in value), value
    # 3.1.1 and 4: longitude first, in degrees of WGS 84.
    assert -180 <= value[0] <= 180 and -90 <= value[1] <= 90, value


def constant(word):
    raise ValueError(word + " is no number of JSON")


with open(sys.argv[1], encoding="utf-8") as file:
    collection = json.load(file, parse_constant=constant)
assert collection["type"] == "FeatureCollection" and isinstance(collection["features"], list)
counts = {}
for feature in collection["features"]:
    assert feature["type"] == "Feature" and isinstance(feature["properties"], dict), feature
    assert "coordinates" not in feature and "geometry" in feature, feature
    geometry = feature["geometry"]
    kind = geometry["type"] if geometry else "none"
    if kind == "Point":
        position(geometry["coordinates"])
    elif kind == "LineString":
        assert len(geometry["coordinates"]) >= 2, geometry
        for point in geometry["coordinates"]:
            position(point)
    else:
        assert geometry is None, kind
    counts[kind] = counts.get(kind, 0) + 1
print(" ".join(f"{kind}:{count}" for kind, count in sorted(counts.items())))
