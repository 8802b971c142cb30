"""A visitor who goes wherever pages lead, in a marked language, and keeps the texts that are neither marked nor data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from urllib.parse import urlsplit

from flask.testing import FlaskClient
from werkzeug.exceptions import HTTPException
from werkzeug.test import TestResponse

from tests.web.known_data import everything_known, signed_texts
from tests.web.pseudo import Form, read_page, unmarked

MOST_PER_ENDPOINT = 3
LEAVES = {"/deconnexion"}
DRAFT = "/brouillon"
WRONG = "@"  # typed into every field of a form
SIGNED = ("/jury", "/signature")  # pages that show a signed file, or what is about to be signed


class Visitor:
    """Goes wherever the pages lead, and keeps what is neither marked nor data."""

    def __init__(self, client: FlaskClient) -> None:
        self.client, self.known = client, everything_known()
        self.seen: set[str] = set()
        self.visits: Counter[str] = Counter()
        self.forms: dict[tuple[str, frozenset[str]], Form] = {}
        self.found: list[str] = []

    def endpoint(self, path: str, method: str = "GET") -> str:
        try:
            rules = self.client.application.url_map.bind("localhost")
            return rules.match(path, method=method)[0]
        except HTTPException:
            return ""

    def read(self, answer: TestResponse, place: str) -> list[str]:
        """The links of a page, once its texts are checked."""
        if answer.mimetype != "text/html" or answer.status_code in (302, 303):
            return [answer.headers["Location"]] if "Location" in answer.headers else []
        assert answer.status_code < 500, (place, answer.text)
        page = read_page(answer.text)
        also = signed_texts() if any(part in place for part in SIGNED) else set()
        if DRAFT in place:  # its large fields hold what the author is writing, shown again when two texts differ
            for text in page.typed:
                self.known.add(text)
        texts = page.texts + page.typed
        self.found += [
            f"{place} : {text}"
            for text in unmarked(texts)
            if text.strip(" ,") not in also and not self.known.holds(text)
        ]
        for form in page.forms:
            action = form.action or place.rsplit(maxsplit=1)[-1]
            if form.post and urlsplit(action).path not in LEAVES:
                self.forms.setdefault((self.endpoint(urlsplit(action).path, "POST"), frozenset(form.fields)), form)
                form.action = action
        return page.links

    def go(self, *paths: str) -> None:
        waiting = list(paths)
        while waiting:
            path = waiting.pop(0).split("#")[0]
            parts = urlsplit(path)
            name = self.endpoint(parts.path)
            if not name or name == "static" or parts.netloc not in ("", "localhost") or path in self.seen:
                continue
            self.seen.add(path)
            if self.visits[name] < MOST_PER_ENDPOINT or path in paths:
                self.visits[name] += 1
                waiting += self.read(self.client.get(path), f"GET {path}")

    def send_forms(self) -> None:
        """Each form once empty, once with nonsense in every field; what comes back is read too."""
        for form in list(self.forms.values()):
            for typed in ("", WRONG):
                data = form.kept | dict.fromkeys(form.fields, typed)
                self.send(form.action, data)

    def send(self, path: str, data: Mapping[str, object]) -> TestResponse:
        """Send a form, read what comes back, and go where it leads."""
        answer = self.client.post(path, data=data)
        leads_to = self.read(answer, f"POST {path}")
        if answer.status_code in (302, 303):
            self.seen.discard(leads_to[0])
            self.go(leads_to[0])
        return answer
