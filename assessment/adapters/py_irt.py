"""py-irt as a second opinion on one scale: variational 1PL or 2PL, put back on the engine's scale.

Needs the calibration extra (`make test-calibration`); torch is loaded when a fit is asked for. What had to be handled:
- its "vague" priors are b ~ N(0, 0.1) with 0.1 a standard deviation, which shrinks difficulties to a third of their
  value: `hierarchical` ones are used, and as they leave the scale free, everything is rescaled by the mean and the
  standard deviation of the abilities (spread of the estimates plus their own uncertainty);
- its `seed` does nothing when it is called as a library: random, numpy, torch and pyro are seeded here;
- its guide starts with the population's centre known to +- 100 only and never comes down, which leaves the abilities
  without a prior (1PL slopes a third too high): that guide is started where any calibration ends;
- its learning rate hardly decays (0.9999 an epoch): here it ends at a hundredth of where it began;
- it gives no standard errors: none are invented.
"""

from __future__ import annotations

import importlib
import random
import time
from dataclasses import dataclass
from types import ModuleType

import numpy as np

from assessment.engine.calibration.answers import Answers
from assessment.engine.models import Floats
from assessment.errors import InvalidInput, RuleBroken
from assessment.messages import message

EPOCHS = 1000
LEARNING_RATE = 0.1
LAST_RATE = 0.01
"""The learning rate at the end, as a share of the first."""

MODELS = ("1pl", "2pl")

NARROW_START = {"scale_mu_theta": 0.1, "scale_mu_b": 0.1, "scale_mu_a": 0.1}
"""Where the guide's uncertainty of the three centres starts (its own: 100)."""

SURE_START = 50.0
"""Shape and rate at which the guide of each precision starts (its own: 1, known within a factor of ten)."""


@dataclass(frozen=True)
class PyIrtFit:
    """Items on the engine's scale (abilities of mean 0 and standard deviation 1)."""

    a: Floats
    b: Floats
    seconds: float


class PyIrtMissing(RuleBroken):
    """The calibration extra is not installed in this environment."""

    code = "py_irt_missing"

    def __init__(self) -> None:
        super().__init__(
            message(
                "py-irt n'est pas installé ici : « make test-calibration » prépare un environnement qui le contient "
                "(.venv-calibration, Python 3.11) ; lancez la commande depuis cet environnement."
            )
        )


def fit(answers: Answers, model: str = "2pl", seed: int = 0, epochs: int = EPOCHS) -> PyIrtFit:
    """Fit `model` by py-irt; the same seed gives the same numbers. Items nobody answered are refused."""
    if model not in MODELS:
        raise InvalidInput(
            message("Modèle inconnu : trouvé %(model)s, attendu %(known)s.", model=model, known=" ou ".join(MODELS))
        )
    if not answers.asked.all():
        raise InvalidInput(message("%(sum)s questions n'ont aucune réponse.", sum=int((answers.asked == 0).sum())))
    training, pyro, torch = (_load(name) for name in ("py_irt.training", "pyro", "torch"))
    started = time.perf_counter()
    random.seed(seed)
    np.random.seed(seed)
    torch.manual_seed(seed)
    pyro.set_rng_seed(seed)
    decay = LAST_RATE ** (1.0 / epochs)
    config = training.IrtConfig(
        model_type=model,
        priors="hierarchical",
        epochs=epochs,
        lr=LEARNING_RATE,
        lr_decay=decay,
        initializers=[_registered_start()],
    )
    _load("py_irt.anchor_utils").console.quiet = True
    trainer = training.IrtModelTrainer(data_path=None, config=config, dataset=_dataset(answers), verbose=False)
    trainer.train(epochs=epochs)
    spread = pyro.param("scale_ability").detach().numpy().astype(float)
    return _on_our_scale(trainer.last_params, spread, time.perf_counter() - started)


def _load(name: str) -> ModuleType:
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as absent:
        raise PyIrtMissing from absent


def _registered_start() -> str:
    """Teaches py-irt, in its own register, how to start its guide; returns the name to ask for."""
    starts, pyro, torch = (_load(name) for name in ("py_irt.initializers", "pyro", "torch"))

    class Start(starts.IrtInitializer):  # type: ignore[name-defined, misc]
        def initialize(self) -> None:
            store = pyro.get_param_store()
            sure = {f"{side}_{what}": SURE_START for side in ("alpha", "beta") for what in ("theta", "b", "a")}
            for name, value in (NARROW_START | sure).items():
                if name in store:
                    store[name] = torch.tensor(value)

    starts.INITIALIZERS["known_population"] = Start
    return "known_population"


def _dataset(answers: Answers) -> object:
    """py-irt's own record of the answers, persons and items named by their rank."""
    dataset, sets = _load("py_irt.dataset"), _load("ordered_set")
    items = {str(i): i for i in range(answers.items)}
    persons = {str(i): i for i in range(answers.persons)}
    return dataset.Dataset(
        item_ids=sets.OrderedSet(items),
        subject_ids=sets.OrderedSet(persons),
        item_id_to_ix=items,
        ix_to_item_id={rank: name for name, rank in items.items()},
        subject_id_to_ix=persons,
        ix_to_subject_id={rank: name for name, rank in persons.items()},
        observation_subjects=answers.person.tolist(),
        observation_items=answers.item.tolist(),
        observations=answers.right.astype(float).tolist(),
        training_example=[True] * len(answers),
    )


def _on_our_scale(found: dict[str, list[float]], spread: Floats, seconds: float) -> PyIrtFit:
    """theta' = (theta - mean) / SD, so a' = a SD and b' = (b - mean) / SD; the 1PL has a slope of 1 before."""
    ability, difficulty = np.array(found["ability"]), np.array(found["diff"])
    slope = np.array(found.get("disc", np.ones(len(difficulty))))
    centre, scale = ability.mean(), np.sqrt(ability.var() + (spread**2).mean())
    return PyIrtFit(slope * scale, (difficulty - centre) / scale, seconds)
