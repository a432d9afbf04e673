"""A task asks its own pool of one thread for another task and waits for it: there is no thread to run it."""

# finding: deadlock
# objects: pool

from concurrent.futures import ThreadPoolExecutor

pool = ThreadPoolExecutor(1, thread_name_prefix="renderer")


def thumbnail(page):
    return f"thumbnail of {page}"


def render(page):
    return page, pool.submit(thumbnail, page).result()  # where


if __name__ == "__main__":
    print("rendering", flush=True)
    print(pool.submit(render, "cover").result(), flush=True)
