"""The results of an executor's map are what tells of its errors, and nobody goes through them."""

# finding: silent-exception suspected
# objects: pool

from concurrent.futures import ThreadPoolExecutor


def publish(page):
    print("publishing", page["title"], flush=True)  # where


if __name__ == "__main__":
    with ThreadPoolExecutor(2) as pool:
        pool.map(publish, [{"title": "News"}, {"titel": "Sport"}])
    print("published", flush=True)
