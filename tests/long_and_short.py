#!/usr/bin/env python3
"""Writes a book of plainly synthetic interviews, each longer than the one before it or of many lengths:

    long_and_short.py DIR INTERVIEWS QUESTIONS [STEP]    STEP: words by which each answer is longer; else lengths vary"""
import os, sys

NUMBERS = "one two three four five six seven eight nine ten eleven twelve".split()

def words(count):
    return " ".join(NUMBERS[i % len(NUMBERS)] for i in range(count)).capitalize() + "."

def answer(interview, question, step):
    count = 12 + (interview * step if step else (interview * 7 + question * 3) % 11 * 9)
    return "\n\n".join(words(min(90, count - done)) for done in range(0, count, 90))

def write(folder, interviews, questions, step):
    os.makedirs(f"{folder}/interviews", exist_ok=True)
    with open(f"{folder}/book.yaml", "w") as book:
        book.write(f'title: "Lengths"\nlanguage: en\nidentifier: "urn:x-test:{interviews}-{questions}"\nrights: "CC0 1.0"\nquestions:\n')
        for q in range(questions):
            book.write(f'  - id: q{q}\n    text: "What is question {NUMBERS[q]} of this test?"\n')
    with open(f"{folder}/prompts.md", "w") as prompts:
        for q in range(questions):
            prompts.write(f"## What is question {NUMBERS[q]} of this test?\n\n- What is said?\n- What is not?\n\n")
    for i in range(interviews):
        with open(f"{folder}/interviews/{i + 1:02}.md", "w") as file:
            file.write(f'---\nmentor: "Person {i + 1:02}"\nnumber: {i + 1}\nsource: "https://example.org/{i + 1}"\n---\n\nNobody.\n')
            for q in range(questions):
                file.write(f"\n## What is question {NUMBERS[q]} of this test?\n\n{answer(i, q, step)}\n")

if __name__ == "__main__":
    folder, *rest = sys.argv[1:]
    write(folder, *map(int, rest), *([0] if len(rest) < 3 else []))
