"""Over a bank, the key is of any length among its options, and at any place: no rank is more frequent than chance makes it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from math import erfc, exp, gamma, sqrt

from assessment.items.checks.finding import Finding, Severity
from assessment.items.item import Item
from assessment.items.kinds import KINDS
from assessment.items.kinds.options import Option
from assessment.items.kinds.placing import PlacingContent
from assessment.items.kinds.several_choices import SeveralChoicesContent
from assessment.items.kinds.single_choice import SingleChoiceContent
from assessment.items.kinds.situational import SituationalContent
from assessment.messages import message

NAME = message("rang de la clé")
FEWEST = 10  # questions below which ranks say nothing
BEYOND_CHANCE = 0.01  # probability of ranks as uneven, below which chance is no explanation


class Feature(Enum):
    LENGTH = "longueur"  # rank 1 is the longest option
    PLACE = "place"  # rank 1 is the first option of the file


WORDS = {Feature.LENGTH: message("longueur"), Feature.PLACE: message("place")}
# options are shuffled for a candidate, but not by every tool a file is exported to
SEVERITIES = {Feature.LENGTH: Severity.ERROR, Feature.PLACE: Severity.WARNING}


@dataclass(frozen=True)
class Keyed:
    """The options of one question, in the order of the file, and which of them are keys."""

    texts: tuple[str, ...]
    keys: frozenset[int]
    measurable: tuple[Feature, ...]


@dataclass(frozen=True)
class Ranks:
    """How often keys stand at each rank, in the questions of one certificate, kind and number of options."""

    certificate: str
    kind: str
    feature: Feature
    questions: int
    counts: tuple[float, ...]  # two options of one length share their two ranks
    expected: float  # at each rank
    chance: float  # probability of counts as uneven when ranks are drawn

    @property
    def beyond_chance(self) -> bool:
        return self.chance < BEYOND_CHANCE

    def __str__(self) -> str:
        return message(
            "%(certificate)s, %(kind)s, %(options)s options, %(feature)s : rangs %(counts)s ; attendu %(expected)s ; "
            "par hasard %(chance)s (%(questions)s questions)",
            certificate=self.certificate,
            kind=KINDS[self.kind].label.lower(),
            options=len(self.counts),
            feature=WORDS[self.feature],
            counts=" – ".join(f"{count:.0f}" for count in self.counts),
            expected=f"{self.expected:.0f}",
            chance=f"{self.chance:.3f}".replace(".", ","),
            questions=self.questions,
        )


def check(items: Sequence[Item]) -> Iterator[Finding]:
    for line in ranks(items):
        if line.beyond_chance:
            text = message("la clé se devine à son rang : %(line)s", line=line)
            yield Finding(NAME, SEVERITIES[line.feature], "", text)


def ranks(items: Sequence[Item]) -> list[Ranks]:
    """One line per certificate, kind, feature and number of options that has enough questions."""
    groups: dict[tuple[str, str, str, int], list[Keyed]] = {}
    for item in items:
        one = keyed_options(item)
        if one is not None:
            for feature in one.measurable:
                groups.setdefault((item.certificate, item.kind, feature.value, len(one.texts)), []).append(one)
    return [
        line_of(certificate, kind, Feature(feature), group)
        for (certificate, kind, feature, _), group in sorted(groups.items(), key=lambda pair: pair[0])
        if len(group) >= FEWEST
    ]


def keyed_options(item: Item) -> Keyed | None:
    """None for a kind without options; the zones of a picture have places only."""
    match item.content:
        case SingleChoiceContent(options=options, key=key) | SituationalContent(options=options, key=key):
            return keyed(options, {key})
        case SeveralChoicesContent(options=options, key=several):
            return keyed(options, set(several))
        case PlacingContent(zones=zones, key=key):
            return replace(keyed(zones, {key}), measurable=(Feature.PLACE,))
    return None


def keyed(options: Sequence[Option], keys: Collection[str]) -> Keyed:
    """Options that all have one length have no rank of length."""
    texts = tuple(option.text for option in options)
    level = len({len(text) for text in texts}) == 1
    at = frozenset(place for place, option in enumerate(options) if option.id in keys)
    return Keyed(texts, at, (Feature.PLACE,) if level else tuple(Feature))


def line_of(certificate: str, kind: str, feature: Feature, group: Sequence[Keyed]) -> Ranks:
    """Pearson's statistic; k keys drawn among n ranks without replacement have variance k(n − k)/n² at each rank.

    Shared ranks vary less than drawn ones, so that the probability is, if anything, too high.
    """
    n = len(group[0].texts)
    shares = [shares_of(one, feature) for one in group]
    counts = tuple(sum(share[rank] for share in shares) for rank in range(n))
    expected = sum(len(one.keys) for one in group) / n
    spread = sum(len(one.keys) * (n - len(one.keys)) for one in group) / (n * (n - 1))
    statistic = sum((count - expected) ** 2 for count in counts) / spread
    return Ranks(certificate, kind, feature, len(group), counts, expected, upper_tail(statistic, n - 1))


def shares_of(one: Keyed, feature: Feature) -> list[float]:
    """1 at the rank of each key; keys and options of the same length share their ranks equally."""
    if feature is Feature.PLACE:
        return [float(place in one.keys) for place in range(len(one.texts))]
    lengths = [len(text) for text in one.texts]
    shares = [0.0] * len(lengths)
    for key in one.keys:
        longer, same = sum(other > lengths[key] for other in lengths), lengths.count(lengths[key])
        for rank in range(longer, longer + same):
            shares[rank] += 1 / same
    return shares


def upper_tail(statistic: float, freedom: int) -> float:
    """P(χ² ≥ statistic), by its closed form for whole degrees of freedom (Abramowitz and Stegun 26.4.4, 26.4.5)."""
    half = statistic / 2
    if freedom % 2 == 0:
        return exp(-half) * sum(half**power / gamma(power + 1) for power in range(freedom // 2))
    odd: float = sum(half ** (power + 0.5) / gamma(power + 1.5) for power in range(freedom // 2))
    return erfc(sqrt(half)) + exp(-half) * odd
