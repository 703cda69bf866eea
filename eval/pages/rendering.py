"""Rendering: templates, style, script and data become one HTML file that loads nothing."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

HERE = Path(__file__).parent
# What could end a script element or a line of JavaScript, and halves of surrogate pairs.
UNSAFE = re.compile("[<>&\u2028\u2029\ud800-\udfff]")
# Controls that a browser obeys instead of showing: they could reorder the text around them.
CONTROLS = re.compile("[\u0000-\u0008\u000b-\u001f\u007f\u2028-\u202e\u2066-\u2069]")


def render(template: str, data: object = None, **context: Any) -> str:
    """The page of a template, with style and script inside.

    Args:
        template: the name of a file in `templates/`; it extends `base.html`.
        data: what the script shows, as JSON in the page; without it there is no script.
        context: what the template itself shows; every string in it is escaped.
    """
    style, script = asset("page.css"), "" if data is None else asset("page.js")
    page = _environment().get_template(template)
    return page.render(
        context,
        style=Markup(style),
        script=Markup(script),
        data=Markup(embedded(data)),
        policy=policy(style, script),
    )


def embedded(data: object) -> str:
    r"""Data as JSON that can stand inside a `<script>` element.

    >>> print(embedded({"id": "</script>"}))
    {"id":"\u003c/script\u003e"}
    """
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return UNSAFE.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


def visible(text: object) -> str:
    r"""A text in which controls that would reorder or hide text are written out.

    >>> visible("a\u202eb")
    'a⟨U+202E⟩b'
    """
    return CONTROLS.sub(lambda match: f"⟨U+{ord(match.group()):04X}⟩", str(text))


def policy(style: str, script: str) -> str:
    """A content security policy that allows this style, this script and nothing else."""
    return "; ".join(
        [
            "default-src 'none'",
            f"style-src '{_hash(style)}'",
            f"script-src '{_hash(script) if script else 'none'}'",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@cache
def asset(name: str) -> str:
    """The text of a file in `assets/`, as it stands between its tags."""
    return f"\n{(HERE / 'assets' / name).read_text(encoding='utf-8')}"


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=lambda value: visible(value) if type(value) is str else value,
    )
