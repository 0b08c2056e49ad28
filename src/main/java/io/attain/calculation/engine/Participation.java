package io.attain.calculation.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.attain.plan.language.Component;

/**
 * Someone's time in one plan within one period: the versions that were in force, one after the other, and the quotas.
 * A component keeps its measure from one version to the next by its id.
 */
public final class Participation {

    /** The days on which one version counts, as epoch days, half open. */
    public record Segment(CompiledPlan plan, int fromDay, int toDay) {}

    /** One component over all versions; null where a version lacks it. */
    record Track(String id, long quota, @Nullable CompiledComponent[] bySegment) {

        boolean hasQuota() {
            return quota > 0;
        }
    }

    private final List<Segment> segments;
    private final List<Track> tracks;

    /**
     * @param segments in order of time, without overlap
     * @param quotas   prorated quota in minor units by component id; a component missing here has none
     */
    public Participation(List<Segment> segments, Map<String, Long> quotas) {
        this.segments = List.copyOf(segments);
        Map<String, @Nullable CompiledComponent[]> byId = new LinkedHashMap<>();
        for (int s = 0; s < segments.size(); s++) {
            for (CompiledComponent component : segments.get(s).plan().components()) {
                byId.computeIfAbsent(component.definition.id(),
                        id -> new CompiledComponent[segments.size()])[s] = component;
            }
        }
        this.tracks = new ArrayList<>();
        byId.forEach((id, bySegment) -> tracks.add(new Track(id, quotas.getOrDefault(id, 0L), bySegment)));
    }

    public List<Segment> segments() {
        return segments;
    }

    /** The component ids, in the order in which lines come. */
    public List<String> components() {
        return tracks.stream().map(Track::id).toList();
    }

    /** The component as the version of a segment has it. */
    public Optional<Component> component(int component, int segment) {
        CompiledComponent compiled = tracks.get(component).bySegment()[segment];
        return Optional.ofNullable(compiled).map(present -> present.definition);
    }

    /** The prorated quota of a component in minor units; 0 where it has none. */
    public long quota(int component) {
        return tracks.get(component).quota();
    }

    List<Track> tracks() {
        return tracks;
    }
}
