"""A small task on a mock-up of a window (an e-mail, files, an online form), scored by the state it is left in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from assessment.errors import Faults
from assessment.items.fields import Fields
from assessment.items.kinds import end_state, screen
from assessment.items.kinds.end_state import EndRule
from assessment.items.kinds.kind import EmptyAnswer, Form, Order, Response
from assessment.items.kinds.presented import PresentedScreen
from assessment.items.kinds.screen import Screen, Value
from assessment.messages import joined, message

MOST_GUESSING = 0.3
UNTOUCHED = message("Faites l'action dans la fenêtre, ou choisissez « Je ne sais pas ».")


@dataclass(frozen=True)
class TaskContent:
    screen: Screen
    rules: tuple[tuple[str, EndRule], ...]  # field, what it must hold at the end; in the order of the fields

    def is_met(self, state: Mapping[str, Value]) -> bool:
        return all(end_state.is_met(rule, state[name]) for name, rule in self.rules)


class Task:
    name = "task"
    label: str = message("Tâche dans une fenêtre")
    default_how: str = message("Faites l'action dans la fenêtre. Puis appuyez sur « Valider ».")
    own_fields = frozenset({"screen", "end_state"})

    def from_data(self, data: Mapping[str, object], place: str, faults: Faults) -> TaskContent | None:
        item = Fields(data, place, faults)
        before = len(faults.found)
        window, end = screen.screen_from(item), item.within("end_state")
        if window is None or end is None or len(faults.found) > before:
            return None
        content = TaskContent(window, end_state.rules_from(end, window))
        if len(faults.found) == before and content.is_met(window.untouched):
            faults.add(end.place, message("un état déjà atteint au départ"), message("au moins une chose à faire"))
        return content

    def to_data(self, content: TaskContent) -> dict[str, object]:
        rules = {name: end_state.rule_to_data(rule) for name, rule in content.rules}
        return {"screen": screen.screen_to_data(content.screen), "end_state": rules}

    def guessing(self, content: TaskContent) -> float:
        return round(min(MOST_GUESSING, end_state.chance(dict(content.rules), content.screen)), 2)

    def highest(self, content: TaskContent) -> int:
        return 1

    def order(self, content: TaskContent, rng: Random) -> Order:
        return ()

    def present(self, content: TaskContent, order: Order) -> PresentedScreen:
        return screen.present_screen(content.screen)

    def read(self, content: TaskContent, order: Order, form: Form) -> Response:
        state = screen.read_screen(content.screen, form)
        if not any(name.startswith("field-") for name in form) or state == content.screen.untouched:
            raise EmptyAnswer(UNTOUCHED)
        return {"state": state}

    def score(self, content: TaskContent, response: Response) -> int:
        return int(content.is_met(response["state"]))

    def say_response(self, content: TaskContent, response: Response) -> str:
        return screen.say_state(content.screen, response["state"])

    def say_key(self, content: TaskContent) -> str:
        said = ((content.screen.control(name).label, end_state.say_rule(rule)) for name, rule in content.rules)
        return joined(" ; ", (joined(" : ", pair) for pair in said))

    def form_for(self, content: TaskContent, order: Order, earned: int, rng: Random) -> dict[str, list[str]]:
        state = content.screen.untouched
        state |= {name: end_state.meeting(rule, rng) for name, rule in content.rules}
        if not earned:
            name, rule = rng.choice(content.rules)
            state[name] = end_state.missing(rule, content.screen.control(name), rng)
            if state == content.screen.untouched:  # a person who does nothing is asked again: something else is touched
                other = next(each for each in content.screen.controls if each.id != name)
                state[other.id] = end_state.other_than(other, state[other.id])
        return screen.form_of(content.screen, state)
