#!/usr/bin/env python3
"""pictures.py FOLDER PDF: draws the pictures of tests/books/hard, since the repository keeps no binary files; the
photograph is one of the PDF's first page."""
import os, struct, subprocess, sys, zlib

def png(path, width, height, pixel, alpha=False):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    rows = b"".join(b"\0" + b"".join(bytes(pixel(x, y)) for x in range(width)) for y in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 6 if alpha else 2, 0, 0, 0)
    with open(path, "wb") as f:
        f.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b""))

def main(folder, pdf):
    os.makedirs(folder, exist_ok=True)
    wide = lambda x, y: (40, 60, 90) if abs(x * 360 - y * 900) < 4000 else (200 - y // 4, 205, 210)
    tall = lambda x, y: (0, 0, 0, 255 if (x // 20 + y // 20) % 2 else 0)
    png(f"{folder}/wide.png", 900, 360, wide)
    png(f"{folder}/tall.png", 300, 900, tall, alpha=True)
    png(f"{folder}/small.png", 12, 12, lambda x, y: (150, 30, 30))
    with open(f"{folder}/wide.txt", "w", encoding="utf-8") as f:
        f.write("A grey field that grows darker from top to bottom.\nA dark line runs from the upper left to the lower right corner.\n")
    subprocess.run(["pdftoppm", "-jpeg", "-r", "60", "-singlefile", pdf, f"{folder}/photo"], check=True)

main(*sys.argv[1:])
