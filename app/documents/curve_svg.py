"""How answers came in, as a step line in black and white: part of those asked, over the minutes since the launch."""

from __future__ import annotations

from html import escape

WIDTH, HEIGHT, LEFT, BOTTOM, TOP = 900, 320, 60, 40, 14


def curve_svg(points: tuple[tuple[float, float], ...], last_minute: float, minutes_word: str, title: str) -> str:
    """``points``: (minutes, part 0–1), ascending; the line goes on level up to ``last_minute``."""
    span = max(last_minute, 1.0)

    def x(minute: float) -> float:
        return LEFT + (WIDTH - LEFT - 20) * min(minute, span) / span

    def y(part: float) -> float:
        return TOP + (HEIGHT - TOP - BOTTOM) * (1 - part)

    line = f"M{x(0):.1f} {y(0):.1f}" + "".join(f"H{x(at):.1f}V{y(part):.1f}" for at, part in points) + f"H{x(span):.1f}"
    grid = "".join(
        f'<path d="M{LEFT} {y(part):.1f}H{WIDTH - 20}" stroke="currentColor" stroke-width="0.6" opacity="0.4"/>'
        f'<text x="{LEFT - 8}" y="{y(part) + 5:.1f}" text-anchor="end">{part:.0%}</text>'
        for part in (0, 0.25, 0.5, 0.75, 1)
    )
    marks = "".join(
        f'<text x="{x(span * k / 4):.1f}" y="{HEIGHT - 14}" text-anchor="middle">{span * k / 4:.0f} {escape(minutes_word)}</text>'
        for k in range(5)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" font-size="14"'
        f' font-family="Atkinson Hyperlegible, sans-serif" fill="currentColor"><title>{escape(title)}</title>'
        f'{grid}{marks}<path d="{line}" fill="none" stroke="currentColor" stroke-width="2.5"/></svg>'
    )
