from anthropic import Anthropic

client = Anthropic()


def ask(text, **more):
    said = [{"role": "user", "content": text}]
    return client.messages.create(model="claude-haiku-4-5", max_tokens=100, messages=said, **more).content[0].text


# Work in a database.
import sqlite3

db = sqlite3.connect("work.db")
db.execute("create table if not exists work (id integer primary key, text, answer)")
db.executemany("insert into work (text) values (?)", [(f"row {n}",) for n in range(6)])
db.commit()
while (row := db.execute("select id, text from work where answer is null order by id limit 1").fetchone()) is not None:
    db.execute("update work set answer = ? where id = ?", (ask(row[1]), row[0]))
    db.commit()
print(db.execute("select count(*), sum(length(answer)) from work").fetchone())
