package io.attain.plan.language;

import java.util.List;

import io.attain.shared.Rate;

/**
 * A line through points: straight between them, flat outside.
 *
 * @param points ascending in x, at least two
 * @param open   whether the last segment goes on beyond the last point
 */
public record Curve(List<Point> points, boolean open) {

    public record Point(Rate x, Rate y) {}

    public Curve {
        points = List.copyOf(points);
    }
}
