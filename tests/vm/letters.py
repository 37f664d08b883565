# SPDX-License-Identifier: GPL-2.0-or-later
"""Reads the text of a guest's screen off its picture. Every letter of one size looks the same each
time, so letters are learnt from pages whose text is known (the same page of the same program in a
terminal on the host) and then read elsewhere. What was never seen reads as U+FFFD."""
import unicodedata
from collections import Counter, defaultdict

UNKNOWN = "\ufffd"
PAGE = 80  # columns


def _mask(cell):
    """The cell's shape, whatever its colours: which points differ from its background."""
    low, high = min(cell), max(cell)
    if high - low < 48:
        return b""
    back = Counter(cell).most_common(1)[0][0]
    half = max(high - back, back - low) // 2
    return cell.translate(bytes(abs(v - back) > half for v in range(256)))


class Screen:
    """One picture cut into cells of w x h points."""

    def __init__(self, width, height, rgb):
        self.width, self.height = width, height
        self.grey = rgb[1::3]

    def cell(self, row, col, w, h):
        at = row * h * self.width + col * w
        return b"".join(
            self.grey[at + y * self.width : at + y * self.width + w] for y in range(h)
        )

    def grid(self, w, h):
        return self.height // h, self.width // w


class Letters:
    def __init__(self):
        self.size = None  # (w, h) of a cell
        self._votes = defaultdict(Counter)

    def find_size(self, screen, known):
        """known: {row: text} that surely stands there. The size with which equal letters look
        equal and different ones different."""
        best = (0, None)
        for h in range(10, 70):
            for w in range(h // 4, h):
                rows, cols = screen.grid(w, h)
                if rows <= max(known) or cols < PAGE:
                    continue
                # The page stands in the middle of a wider screen.
                margin = " " * ((cols - PAGE) // 2)
                score = self._score(screen, {r: margin + t for r, t in known.items()}, w, h)
                if score > best[0]:
                    best = (score, (w, h))
        self.size = best[1]
        return best[0]

    @staticmethod
    def _score(screen, known, w, h):
        looks = defaultdict(Counter)
        blanks = [0, 0]
        for row, text in known.items():
            for col, letter in enumerate(text):
                mask = _mask(screen.cell(row, col, w, h))
                if letter == " ":
                    blanks[1] += 1
                    blanks[0] += not mask
                else:
                    looks[letter][mask] += 1
                    if not mask:
                        return 0
            if blanks[0] < 0.9 * blanks[1]:
                return 0
        same = sum(c.most_common(1)[0][1] - 1 for c in looks.values())
        total = sum(sum(c.values()) - 1 for c in looks.values())
        shapes = {c.most_common(1)[0][0] for c in looks.values()}
        return (same / max(1, total)) * (len(shapes) / max(1, len(looks)))

    def _fits(self, masks, text):
        """Whether a row of the screen can be this text: blanks where it has blanks, and hardly a
        letter that is known already stands where another one should be."""
        wrong = 0
        for mask, letter in zip(masks, text.ljust(len(masks))):
            if bool(mask) != (letter != " "):
                return False
            wrong += bool(mask) and mask in self._votes and (
                self._votes[mask].most_common(1)[0][0] != letter)
        return wrong <= len(text.split()) // 4

    def learn(self, screen, lines, sure=()):
        """lines: the page's text, one string a row; only ASCII is learnt. Rows in `sure` first:
        by them the others are judged, because figures of another PC may stand in some."""
        w, h = self.size
        rows, cols = screen.grid(w, h)
        for row in sorted(range(min(rows, len(lines))), key=lambda n: (n not in sure, n)):
            text = lines[row][:cols]
            if any(unicodedata.east_asian_width(c) in "WF" for c in text):
                continue  # letters that take two cells
            masks = [_mask(screen.cell(row, col, w, h)) for col in range(cols)]
            if not self._fits(masks, text):
                continue
            for mask, letter in zip(masks, text):
                if letter != " " and letter.isascii():
                    self._votes[mask][letter] += 1

    def read(self, screen):
        w, h = self.size
        rows, cols = screen.grid(w, h)
        lines = []
        for row in range(rows):
            text = ""
            for col in range(cols):
                mask = _mask(screen.cell(row, col, w, h))
                if not mask:
                    text += " "
                elif mask in self._votes:
                    text += self._votes[mask].most_common(1)[0][0]
                else:
                    text += UNKNOWN
            lines.append(text.rstrip())
        return lines


def like(read, wanted, unread=0.15):
    """True when a text that was read off can be `wanted`: same length, no known letter differs,
    few unknown ones."""
    if len(read) != len(wanted):
        return False
    open_ = 0
    for got, letter in zip(read, wanted):
        if got == UNKNOWN:
            open_ += 1
        elif got != letter:
            return False
    return open_ <= unread * max(1, len(wanted.replace(" ", "")))
