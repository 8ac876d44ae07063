"""How many damaged statements the checker catches, and how many faithful ones it suspects.

    python benchmarks/checkers.py benchmarks/statements/test.jsonl [--misses]

A line of the set is {"id", "statement", "quotes", "supported", "kind"}. Beside the checker stand
the packages grounded-check and verbatimeter where they are installed (pip install --no-deps
grounded-check verbatimeter). verbatimeter gives a share of words and no verdict: it gets the
threshold that keeps its false alarms on this very set at .10.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from assistant.checking.statement import check_statement

Pair = dict[str, Any]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("pairs", type=Path)
    parser.add_argument("--misses", action="store_true", help="print what we got wrong")
    arguments = parser.parse_args()
    pairs = [json.loads(line) for line in arguments.pairs.read_text("utf-8").splitlines()]
    began = time.perf_counter()
    verdicts = {"assistant": [_ours(pair) for pair in pairs]}
    each = (time.perf_counter() - began) / len(pairs) * 1000
    if find_spec("grounded"):
        verdicts["grounded-check"] = [_grounded(pair) for pair in pairs]
    if find_spec("verbatimeter"):
        verdicts["verbatimeter"] = _verbatimeter(pairs)
    _table("caught, of the damaged", [p for p in pairs if not p["supported"]], pairs, verdicts)
    _table("false alarms, of the faithful", [p for p in pairs if p["supported"]], pairs, verdicts)
    print(f"\nassistant: {each:.1f} ms a statement")
    if arguments.misses:
        _print_misses(pairs, verdicts["assistant"])


def _ours(pair: Pair) -> bool:
    return bool(check_statement(pair["statement"], pair["quotes"]))


def _grounded(pair: Pair) -> bool:
    from grounded import check

    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "quotes.txt")
        source.write_text("\n".join(pair["quotes"]), encoding="utf-8")
        return not check(pair["statement"], [str(source)]).passed


def _verbatimeter(pairs: Sequence[Pair]) -> list[bool]:
    from verbatimeter import check

    shares = [
        check(
            pair["statement"], " ".join(pair["quotes"]), mode="subsequence", count_tokens=len
        ).matched_ratio
        for pair in pairs
    ]
    faithful = [share for share, pair in zip(shares, pairs, strict=True) if pair["supported"]]
    limits = [step / 100 for step in range(101)]
    best = max(limit for limit in limits if sum(s < limit for s in faithful) <= 0.1 * len(faithful))
    print(f"verbatimeter: suspected below {best:.0%} of a statement's words\n")
    return [share < best for share in shares]


def _table(
    title: str, rows: Sequence[Pair], pairs: Sequence[Pair], verdicts: dict[str, list[bool]]
) -> None:
    place = {pair["id"]: index for index, pair in enumerate(pairs)}
    kinds: dict[str, list[Pair]] = defaultdict(list)
    for pair in rows:
        kinds[pair["kind"]].append(pair)
        kinds["all"].append(pair)
    print(f"\n{title:34}" + "".join(f"{name:>18}" for name in verdicts))
    for kind in sorted(kinds, key=lambda kind: (kind == "all", kind)):
        line = f"{kind:28}{len(kinds[kind]):6}"
        for found in verdicts.values():
            share = sum(found[place[p["id"]]] for p in kinds[kind]) / len(kinds[kind])
            line += f"{share:18.3f}"
        print(line)


def _print_misses(pairs: Sequence[Pair], suspected: Sequence[bool]) -> None:
    for pair, found in zip(pairs, suspected, strict=True):
        if found == pair["supported"]:
            print(f"\n{pair['id']} {'false alarm' if found else 'missed'}: {pair['kind']}")
            print(f"  {pair['statement']}\n  {pair['quotes']}")
            print(f"  {[r.text for r in check_statement(pair['statement'], pair['quotes'])]}")


if __name__ == "__main__":
    main()
