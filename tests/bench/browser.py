"""A browser without a screen: cookies, forms and their tokens, redirects, and what each page cost.

Only the standard library, so that the client costs the machine little beside the town itself.
"""

from __future__ import annotations

import gzip
import html
import re
import secrets
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPResponse
from urllib.parse import urlencode, urljoin, urlsplit

PATIENCE = 30.0  # seconds to wait for a page
MOST_REDIRECTS = 5
REDIRECTS = frozenset({301, 302, 303, 307, 308})

_FORM = re.compile(r"<form\b([^>]*)>(.*?)</form>", re.DOTALL)
_CONTROL = re.compile(
    r"<(input|button)\b([^>]*)>|<(select|textarea)\b([^>]*)>(.*?)</(?:select|textarea)>", re.DOTALL
)
_OPTION = re.compile(r"<option\b([^>]*)>(.*?)</option>", re.DOTALL)
_ATTRIBUTE = re.compile(r'([\w:-]+)(?:="([^"]*)")?')
_COST = re.compile(r"(\w+);dur=([\d.]+)(?:;desc=\"?(\d+))?")

Value = str | Sequence[str]


@dataclass(frozen=True)
class File:
    """A file that a person chose."""

    name: str
    content: bytes
    type: str


@dataclass(frozen=True)
class Cost:
    """What one request took: seconds at the client, in the worker and of its processor; queries
    and bytes."""

    step: str
    client: float
    server: float
    cpu: float
    queries: int
    size: int


@dataclass
class Form:
    """A form of a page with everything that it already holds."""

    action: str
    values: dict[str, Value]
    options: dict[str, list[tuple[str, str]]]
    """The choices of each select list: value and words."""


@dataclass(frozen=True)
class _Request:
    """What is asked of the town."""

    method: str
    url: str
    headers: dict[str, str]
    body: bytes


class Surprise(Exception):
    """The town answered something that no life expects."""


@dataclass
class Page:
    """One answer of the town."""

    url: str
    status: int
    text: str
    cost: Cost

    def form(self, action: str) -> Form:
        """Return the form of this page whose address ends with ``action``. Raises Surprise."""
        for attributes, inside in _FORM.findall(self.text):
            target = urljoin(self.url, _attributes(attributes).get("action", "") or self.url)
            if urlsplit(target).path.endswith(action):
                return _form(target, inside)
        raise Surprise(f"{self.url} has no form that goes to {action}")


@dataclass
class Browser:
    """One person's browser, with an address and a jar of cookies of its own."""

    host: str
    port: int
    address: str = "127.0.0.1"
    cookies: dict[str, str] = field(default_factory=dict)
    costs: list[Cost] = field(default_factory=list)
    _connection: HTTPConnection | None = None

    def get(self, path: str, step: str) -> Page:
        """Open a page, following redirects."""
        return self._follow(_Request("GET", path, {}, b""), step)

    def send(
        self,
        form: Form,
        values: Mapping[str, Value],
        step: str,
        *,
        files: Mapping[str, File] | None = None,
        then: str = "",
    ) -> Page:
        """Fill in a form and send it, as the page itself would.

        Args:
            form: the form, with what it already holds.
            values: what the person fills in.
            step: name of the step, for the figures.
            files: files by the name of their field.
            then: name of the step that is the page after a redirect.
        """
        filled = {**form.values, **values}
        origin = {"Origin": f"http://{self.host}:{self.port}"}
        body, kind = _multipart(filled, files) if files else _urlencoded(filled)
        headers = {**origin, "Content-Type": kind}
        return self._follow(_Request("POST", form.action, headers, body), step, then)

    def close(self) -> None:
        """Close the connection; cookies stay."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _follow(self, request: _Request, step: str, then: str = "") -> Page:
        for _ in range(MOST_REDIRECTS):
            url = urljoin(f"http://{self.host}:{self.port}/", request.url)
            status, location, text = self._ask(request, url, step)
            if status not in REDIRECTS:
                return Page(url, status, text, self.costs[-1])
            request = _Request("GET", urljoin(url, location), {}, b"")
            step = then or f"{step}, next page"
        raise Surprise(f"{url} redirects without end")

    def _ask(self, request: _Request, url: str, step: str) -> tuple[int, str, str]:
        parts = urlsplit(url)
        path = f"{parts.path}?{parts.query}" if parts.query else parts.path
        headers = {**request.headers, "Accept-Encoding": "gzip", "Cookie": self._jar()}
        started = time.perf_counter()
        answer, content = self._exchange(request.method, path, headers, request.body)
        took = time.perf_counter() - started
        self._keep(answer)
        timing = answer.headers.get("Server-Timing", "")
        told = {
            name: (float(spent), int(count or 0)) for name, spent, count in _COST.findall(timing)
        }
        server, cpu = (told.get(name, (0.0, 0))[0] / 1000 for name in ("app", "cpu"))
        queries = told.get("sql", (0.0, 0))[1]
        self.costs.append(Cost(step, took, server, cpu, queries, len(content)))
        if answer.headers.get("Content-Encoding") == "gzip":
            content = gzip.decompress(content)
        return answer.status, answer.headers.get("Location", ""), content.decode(errors="replace")

    def _exchange(
        self, method: str, path: str, headers: dict[str, str], body: bytes
    ) -> tuple[HTTPResponse, bytes]:
        """Ask on the open connection; on a new one when the server has closed it meanwhile."""
        for _ in range(2):
            is_fresh = self._connection is None
            try:
                self._open().request(method, path, body=body or None, headers=headers)
                answer = self._open().getresponse()
                return answer, answer.read()
            except (ConnectionError, HTTPException):
                self.close()
                if is_fresh:
                    raise
        raise AssertionError

    def _open(self) -> HTTPConnection:
        if self._connection is None:
            own = (self.address, 0)
            self._connection = HTTPConnection(
                self.host, self.port, timeout=PATIENCE, source_address=own
            )
        return self._connection

    def _jar(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def _keep(self, answer: HTTPResponse) -> None:
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, _, rest = line.partition("=")
            value, _, attributes = rest.partition(";")
            if "max-age=0" in attributes.lower():
                self.cookies.pop(name, None)
            else:
                self.cookies[name] = value


def _attributes(text: str) -> dict[str, str]:
    return {name: html.unescape(value) for name, value in _ATTRIBUTE.findall(text)}


def _form(action: str, inside: str) -> Form:
    """Read what the form would send if it were sent untouched."""
    values: dict[str, Value] = {}
    options: dict[str, list[tuple[str, str]]] = {}
    for kind, short, long_kind, long, content in _CONTROL.findall(inside):
        attributes = _attributes(short or long)
        name = attributes.get("name", "")
        if not name or "disabled" in attributes:
            continue
        if long_kind == "textarea":
            values[name] = html.unescape(content).removeprefix("\n")
        elif long_kind == "select":
            values[name], options[name] = _select(content)
        elif kind == "input":
            _input(values, name, attributes)
    return Form(action, values, options)


def _input(values: dict[str, Value], name: str, attributes: dict[str, str]) -> None:
    kind = attributes.get("type", "text")
    if kind in {"file", "submit", "button", "image", "reset"}:
        return
    if kind not in {"radio", "checkbox"}:
        values[name] = attributes.get("value", "")
    elif "checked" in attributes:
        value = attributes.get("value", "on")
        before = values.get(name)
        is_list = kind == "checkbox" and before is not None
        values[name] = (
            [*([before] if isinstance(before, str) else before or []), value]
            if (is_list)
            else value
        )


def _select(content: str) -> tuple[str, list[tuple[str, str]]]:
    rows = [(_attributes(attributes), words) for attributes, words in _OPTION.findall(content)]
    choices = [(one.get("value", ""), html.unescape(words).strip()) for one, words in rows]
    chosen = [one.get("value", "") for one, _ in rows if "selected" in one]
    first = choices[0][0] if choices else ""
    return (chosen[0] if chosen else first), choices


def _urlencoded(values: Mapping[str, Value]) -> tuple[bytes, str]:
    return urlencode(values, doseq=True).encode(), "application/x-www-form-urlencoded"


def _multipart(values: Mapping[str, Value], files: Mapping[str, File]) -> tuple[bytes, str]:
    border = f"----lapor{secrets.token_hex(12)}"
    parts: list[bytes] = []
    for name, value in values.items():
        for one in [value] if isinstance(value, str) else value:
            head = f'--{border}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n'
            parts += [head.encode(), one.encode(), b"\r\n"]
    for name, file in files.items():
        head = (
            f'--{border}\r\nContent-Disposition: form-data; name="{name}"; '
            f'filename="{file.name}"\r\nContent-Type: {file.type}\r\n\r\n'
        )
        parts += [head.encode(), file.content, b"\r\n"]
    parts.append(f"--{border}--\r\n".encode())
    return b"".join(parts), f"multipart/form-data; boundary={border}"
