from anthropic import Anthropic

client = Anthropic()


def ask(text, **more):
    said = [{"role": "user", "content": text}]
    return client.messages.create(model="claude-haiku-4-5", max_tokens=100, messages=said, **more).content[0].text


# A class with steps.
import dataclasses


@dataclasses.dataclass
class Review:
    text: str
    summary: str = ""
    tags: list = dataclasses.field(default_factory=list)


class Pipeline:
    def __init__(self):
        self.count = 0

    def __call__(self, review):
        self.count += 1
        for step in (self.sum_up, self.tag):
            step(review)
        return review

    def sum_up(self, review):
        review.summary = ask(f"Sum up: {review.text}")

    def tag(self, review):
        review.tags = ask(f"Tag: {review.summary}").split()[:3]


pipeline = Pipeline()
print([pipeline(Review(f"text {n}")) for n in range(4)], pipeline.count)
