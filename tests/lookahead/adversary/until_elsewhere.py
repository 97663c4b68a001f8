from anthropic import Anthropic

client = Anthropic()


def ask(text, **more):
    said = [{"role": "user", "content": text}]
    return client.messages.create(model="claude-haiku-4-5", max_tokens=100, messages=said, **more).content[0].text


# As above, through a function of the user's in another module, by a flag.
import re

from helpers.until import until


class Watch:
    over = False

    def see(self, said):
        self.over = self.over or re.search("Item 2", said) is not None


watch = Watch()
for number in until(lambda _: watch.over, range(20)):
    said = ask(f"Item {number}")
    watch.see(said)
    print(number, said)
