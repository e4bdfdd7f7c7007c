# SPDX-License-Identifier: Apache-2.0
"""Telephone numbers: made from ranges that countries keep free for films and books, and written as people do."""

import random
from dataclasses import dataclass

_AREAS = """201 202 203 205 206 207 208 209 210 212 213 214 215 216 217 218 219 224 225 228 229 231 234 239 240 248 251 252 253
254 256 260 262 267 269 270 272 276 281 301 302 303 304 305 307 308 309 310 312 313 314 315 316 317 318 319 320 321 323 325
330 331 334 336 337 339 347 351 352 360 361 385 386 401 402 404 405 406 407 408 409 410 412 413 414 415 417 419 423 424 425
432 434 435 440 442 443 458 469 470 475 478 479 480 484 501 502 503 504 505 507 508 509 510 512 513 515 516 517 518 520 530
540 541 551 559 561 562 563 567 570 571 573 574 575 580 585 586 601 602 603 605 606 607 608 609 610 612 614 615 616 617""".split()


@dataclass(frozen=True)
class Number:
    country: str  # without the +
    trunk: str  # what is dialled before the number inside the country
    area: str
    line: str

    @property
    def national(self) -> str:
        return self.area + self.line

    @property
    def whole(self) -> str:
        return self.country + self.area + self.line


def _digits(rng: random.Random, count: int) -> str:
    return "".join(rng.choice("0123456789") for _ in range(count))


def number(rng: random.Random) -> Number:
    """A number, of a country at random."""
    choice = rng.random()
    if choice < 0.25:
        return Number("1", "", rng.choice(_AREAS), "55501" + _digits(rng, 2))
    if choice < 0.40:
        area, start, rest = rng.choice([(area, "4960", 3) for area in "113 114 115 116 117 118 121 131 141 151 161".split()]
                                       + [("20", "79460", 3), ("191", "4980", 3), ("28", "96496", 3), ("29", "20180", 3),
                                          ("1632", "960", 3), ("7700", "900", 3)])
        return Number("44", "0", area, start + _digits(rng, rest))
    if choice < 0.60:
        area, start = rng.choice([("1", "9900"), ("2", "6191"), ("3", "5301"), ("4", "6571"), ("5", "3649"), ("6", "3998")])
        return Number("33", "0", area, start + _digits(rng, 4))
    if choice < 0.75:
        return Number("61", "0", rng.choice("2378"), rng.choice(["5550", "7010"]) + _digits(rng, 4))
    if choice < 0.95:
        return Number("353", "0", "20", "91" + _digits(rng, 5))
    area, start = rng.choice([("30", "23125"), ("69", "90009"), ("40", "66969"), ("221", "4710"), ("89", "99998")])
    return Number("49", "0", area, start + _digits(rng, 3))


def formats(one: Number) -> list[str]:
    """The number in the ways people write it; the first half are ways to store it."""
    head, tail = one.line[:-4], one.line[-4:]
    inland = one.trunk + one.area
    return [
        f"+{one.country} {one.area} {head} {tail}", f"+{one.country}{one.area}{one.line}", f"({inland}) {head}-{tail}",
        f"{inland} {head} {tail}", f"+{one.country} ({one.area}) {head}-{tail}", f"{inland}{one.line}",
        f"{inland}-{head}-{tail}", f"{inland}.{head}.{tail}", f"00{one.country} {one.area} {one.line}",
        f"+{one.country}-{one.area}-{head}-{tail}", f"{one.country}{one.area}{one.line}",
        f"{inland} {one.line[:-2]} {one.line[-2:]}",
    ]
