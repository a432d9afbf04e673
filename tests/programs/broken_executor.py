"""An executor whose worker fails as it begins."""

import concurrent.futures


def begin():
    raise RuntimeError("the worker cannot begin")


if __name__ == "__main__":
    with concurrent.futures.ProcessPoolExecutor(1, initializer=begin) as broken:
        try:
            broken.submit(abs, 1).result()
        except concurrent.futures.BrokenExecutor:
            print("broken")
