"""Adaptive positioning for the CléA certificates: item bank, engine, sitting, judgement, jury file."""

import os

# The engine's matrices are small: several threads of linear algebra spend their time waiting for each other (an answer
# took forty times longer on a busy machine). Said before numpy is imported; a value set outside stands.
os.environ.setdefault("OMP_NUM_THREADS", "1")
