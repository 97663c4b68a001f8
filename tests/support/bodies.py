"""Requests with pictures, pages and sound in them, as their SDKs write them."""

import base64
import io
import json
import struct
import wave
import zlib

from deferred.core.call import Call, Target
from tests.support.models import CLAUDE, GEMINI

MODELS = {"anthropic": CLAUDE, "openai": "gpt-4o", "google": GEMINI}


def png(width, height):
    """The head of a PNG, which is all that its size needs."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunk = struct.pack(">I", 13) + b"IHDR" + head + struct.pack(">I", zlib.crc32(b"IHDR" + head))
    return base64.b64encode(b"\x89PNG\r\n\x1a\n" + chunk).decode()


def pdf(*pages):
    """A PDF with these texts, one on each page."""
    fonts = b"<</Font<</F 3 0 R>>>>"
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"", b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"]
    kids = []
    for text in pages:
        shown = b"BT /F 9 Tf 9 9 Td (" + text.encode("latin-1") + b") Tj ET"
        kids.append(b"%d 0 R" % (len(objects) + 1))
        objects.append(b"<</Type/Page/Parent 2 0 R/Resources" + fonts + b"/Contents %d 0 R>>" % (len(objects) + 2))
        objects.append(b"<</Length %d>>stream\n" % len(shown) + shown + b"\nendstream")
    objects[1] = b"<</Type/Pages/Count %d/MediaBox[0 0 612 792]/Kids[" % len(pages) + b" ".join(kids) + b"]>>"
    out = io.BytesIO(b"%PDF-1.4\n")
    out.seek(0, io.SEEK_END)
    for number, body in enumerate(objects, 1):
        out.write(b"%d 0 obj" % number + body + b"endobj\n")
    out.write(b"trailer<</Root 1 0 R/Size %d>>\nstartxref\n0\n%%%%EOF" % (len(objects) + 1))
    return base64.b64encode(out.getvalue()).decode()


def wav(seconds):
    out = io.BytesIO()
    with wave.open(out, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(b"\0\0" * 8000 * seconds)
    return base64.b64encode(out.getvalue()).decode()


def call(provider, body, model=None):
    endpoint = {"anthropic": "/v1/messages", "openai": "/v1/chat/completions", "google": "generateContent"}[provider]
    target = Target(provider, "https://x", endpoint, "c")
    return Call(target, model or MODELS[provider], json.dumps(body).encode(), "create", "a.py:1")


def anthropic_with(block, **more):
    return call("anthropic", {"max_tokens": 9, "messages": [{"role": "user", "content": [block]}], **more})


def openai_with(part, model="gpt-4o", **more):
    return call(
        "openai", {"max_completion_tokens": 9, "messages": [{"role": "user", "content": [part]}], **more}, model
    )


def google_with(part, model=None, **more):
    return call("google", {"contents": [{"parts": [part]}], "generationConfig": {"maxOutputTokens": 9}, **more}, model)
