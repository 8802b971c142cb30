"""The page a candidate reads after their evaluator has signed."""

from __future__ import annotations

import re
from datetime import datetime

from flask.testing import FlaskClient

from assessment.services import sitting
from assessment.services.acting import Acting
from tests.services.judging_builders import Scene, signed
from tests.web.candidate_steps import agree, enter
from tests.web.test_candidate_pages import FORBIDDEN, MARKUP

People = dict[str, Acting]


def test_before_the_signature_the_address_leads_home(
    client: FlaskClient, people: People, file_id: str, now: datetime
) -> None:
    enter(client, people["evaluator"], file_id, now)
    agree(client)
    assert client.get("/parcours/bilan").location == "/parcours"
    assert "Lire mon bilan" not in client.get("/parcours").text


def test_strengths_come_first_then_what_is_ready_to_be_learnt(
    client: FlaskClient, people: People, file_id: str, candidate: Acting, now: datetime
) -> None:
    enter(client, people["evaluator"], file_id, now)
    agree(client)
    sitting.stop(candidate, now)
    signed(Scene(people["evaluator"], file_id, now), but=("2.1.1",))
    assert "Lire mon bilan" in client.get("/parcours").text
    without_labels = re.sub(r"<li>.*?</li>", "", client.get("/parcours/bilan").text, flags=re.DOTALL)
    text = MARKUP.sub(" ", without_labels)
    assert text.index("Ce que vous savez déjà faire") < text.index("Prêt à apprendre") < text.index("La suite")
    assert not FORBIDDEN.search(text)
