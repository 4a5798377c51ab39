"""Checks of the claims of the entry `formal-concept-analysis`."""

from itertools import combinations
from pathlib import Path

import mindspore
import mindspore.dataset as ds
import numpy as np

from checks import mutant


@mutant('{"swims", "lays eggs"}', '{"swims"}')
@mutant("intent <= animal ", "intent >= animal ")
@mutant('dataset = dataset.map(features, ["animal"])\n', "")
def a_step_of_the_pipeline_computes_formal_concepts():
    duck = {"swims", "flies", "lays eggs"}
    trout = {"swims", "lays eggs"}
    bat = {"flies"}
    animals = [duck, trout, bat]

    # The attributes that all animals with the given attributes share
    def intent_of(attributes):
        having = [one for one in animals if attributes <= one]
        return set.intersection(duck, *having)

    sets = [set(some) for size in range(4) for some in combinations(sorted(duck), size)]
    intents = [some for some in sets if some == intent_of(some)]

    def features(number):
        animal = animals[number]
        return np.array([intent <= animal for intent in intents], np.float32)

    numbers = [np.array(number) for number in range(3)]
    dataset = ds.GeneratorDataset(numbers, ["animal"], shuffle=False)
    dataset = dataset.map(features, ["animal"])
    for row in dataset.create_dict_iterator(output_numpy=True):
        print(row["animal"])  # a 1 for each concept that the animal belongs to

    # Proof: a row for each animal, with a number for each concept that it belongs to.
    assert intents == [set(), {"flies"}, {"lays eggs", "swims"}, duck]
    rows = [row["animal"].tolist() for row in dataset.create_dict_iterator(output_numpy=True)]
    assert rows == [[1, 1, 1, 1], [1, 0, 1, 0], [1, 1, 0, 0]]


@mutant('"concept"', '"dataset"')
def mindspore_has_no_module_for_formal_concepts():
    modules = Path(mindspore.__file__).parent.rglob("*.py")
    words = ("concept", "fca", "lattice")
    assert not [path for path in modules if any(word in path.name for word in words)]
