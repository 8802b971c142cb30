"""Makes the list of common French words again; needs the package wordfreq, which the product does not."""

from __future__ import annotations

import re
from pathlib import Path

from wordfreq import top_n_list  # type: ignore[import-not-found]

LIST = Path(__file__).parents[1] / "assessment" / "items" / "common_words" / "forms.txt"
HOW_MANY = 20_000
FORM = re.compile(r"[a-zàâäçéèêëîïôöùûüÿœæ]{2,}(?:-[a-zàâäçéèêëîïôöùûüÿœæ]+)*")
EVERYDAY = Path(__file__).with_name("everyday_words.txt")  # known in every home and workplace, written seldom


def main() -> None:
    forms = [form for form in top_n_list("fr", 3 * HOW_MANY) if FORM.fullmatch(form)][:HOW_MANY]
    known = set(forms)
    LIST.write_text(
        "\n".join([*forms, *(word for word in EVERYDAY.read_text(encoding="utf-8").split() if word not in known)])
        + "\n",
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
