from anthropic import Anthropic

client = Anthropic()


def ask(text, **more):
    said = [{"role": "user", "content": text}]
    return client.messages.create(model="claude-haiku-4-5", max_tokens=100, messages=said, **more).content[0].text


# A folder of inputs and a folder of outputs.
import pathlib
import shutil

source, target = pathlib.Path("in"), pathlib.Path("out")
source.mkdir(exist_ok=True)
for number in range(4):
    (source / f"{number}.txt").write_text(f"text {number}")
shutil.rmtree(target, ignore_errors=True)
target.mkdir()
for path in sorted(source.glob("*.txt")):
    (target / path.name).write_text(ask(path.read_text()))
print(sorted(path.name for path in target.iterdir()))
