"""What is asked of an SVG picture before a reader's browser may see it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET

LARGEST_PICTURE = 12_000

_SVG = "{http://www.w3.org/2000/svg}"
_DRAWING = {"svg", "g", "defs", "title", "desc", "use", "symbol", "style", "marker", "clipPath", "text", "tspan"}
_SHAPES = {"path", "rect", "circle", "ellipse", "line", "polyline", "polygon"}
_ELEMENTS = _DRAWING | _SHAPES | {"linearGradient", "radialGradient", "stop"}
_REACHES_OUT = re.compile(r"url\s*\(\s*(?![\"']?#)|@import|expression\s*\(|javascript:|data:|\\", re.IGNORECASE)
_XLINK = "{http://www.w3.org/1999/xlink}"
_XML = "{http://www.w3.org/XML/1998/namespace}"


def picture_faults(svg: str) -> list[str]:
    """Return why a picture is refused; nothing when it is safe, has a title and scales."""
    if len(svg.encode("utf-8", "replace")) > LARGEST_PICTURE:
        return [f"the picture is larger than {LARGEST_PICTURE // 1000} kB"]
    if "<!DOCTYPE" in svg.upper() or "<!ENTITY" in svg.upper() or "<?xml-stylesheet" in svg.lower():
        return ["a picture may not declare a DOCTYPE, entities or a stylesheet"]
    try:
        root = ET.fromstring(svg)
    except (ET.ParseError, ValueError):
        return ["the picture is no valid SVG"]
    return [*_root_faults(root), *(fault for element in root.iter() for fault in _element_faults(element))]


def _root_faults(root: ET.Element) -> Iterator[str]:
    if root.tag != f"{_SVG}svg":
        yield 'expected <svg xmlns="http://www.w3.org/2000/svg">'
    if "viewBox" not in root.attrib:
        yield "the picture has no viewBox"
    if root.get("role") != "img":
        yield 'expected role="img" on the svg'
    if not (root.findtext(f"{_SVG}title") or "").strip():
        yield "the picture has no <title>"


def _element_faults(element: ET.Element) -> Iterator[str]:
    name = str(element.tag)
    if name.removeprefix(_SVG) not in _ELEMENTS or not name.startswith(_SVG):
        yield f"the element <{name.rpartition('}')[2]}> is not allowed in a picture"
    if name == f"{_SVG}style" and _REACHES_OUT.search("".join(element.itertext())):
        yield "a <style> may not load anything or point elsewhere"
    for attribute, value in element.attrib.items():
        yield from _attribute_faults(attribute, value)


def _attribute_faults(attribute: str, value: str) -> Iterator[str]:
    name = attribute.removeprefix(_XLINK).lower()
    if name.startswith("on"):
        yield f"the attribute {name} would run a script"
    elif name in ("href", "src") and not value.startswith("#"):
        yield f"the attribute {name} may only point within the picture, such as #name"
    elif attribute.startswith("{") and not attribute.startswith((_XLINK, _XML)):
        yield f"the attribute {attribute.rpartition('}')[2]} of another language is not allowed"
    elif _REACHES_OUT.search(value):
        yield f"the attribute {name} may not load anything or point elsewhere"
