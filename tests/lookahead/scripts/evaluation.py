from anthropic import Anthropic

client = Anthropic()


def ask(text, **more):
    said = [{"role": "user", "content": text}]
    return client.messages.create(model="claude-haiku-4-5", max_tokens=100, messages=said, **more).content[0].text


# Exact match and a table of results.
CASES = [(f"What is {n} plus {n}?", str(2 * n)) for n in range(8)]
right, rows = 0, []
for question, wanted in CASES:
    answer = ask(question)
    is_right = wanted in answer
    right += is_right
    rows.append((question, is_right, len(answer)))
    print(question, "right" if is_right else "wrong", answer[:40])
print(f"{right}/{len(CASES)}", max(rows, key=lambda row: row[2]))
