"""The first examples of the libraries' documentation, as tests."""

from math import sqrt

from joblib import Parallel, delayed
from loky import get_reusable_executor
from loky.backend import get_context
from sklearn.datasets import make_classification
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import GridSearchCV


def put_two(queue):
    queue.put((1, 2))


def test_joblib_maps():
    assert Parallel(n_jobs=2)(delayed(sqrt)(number**2) for number in range(10)) == list(range(10))


def test_loky_maps():
    assert list(get_reusable_executor(max_workers=2).map(sqrt, [4, 9])) == [2, 3]


def test_a_queue_of_lokys_context_goes_to_its_process():
    context = get_context("loky")
    queue = context.Queue()
    process = context.Process(target=put_two, args=(queue,))
    process.start()
    assert queue.get(timeout=60) == (1, 2)
    process.join()
    assert process.exitcode == 0


def test_scikit_learn_searches_a_grid():
    x, y = make_classification(n_samples=300, random_state=0)
    grid = {"n_estimators": [5, 10], "max_depth": [2, 4]}
    search = GridSearchCV(RandomForestClassifier(random_state=0), grid, n_jobs=2, cv=3).fit(x, y)
    assert search.best_params_ == {"max_depth": 4, "n_estimators": 10}
